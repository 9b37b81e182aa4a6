/** The sides of relations, and the links between them: limits, infima, antiderivatives and minimisers stand only here. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import type { Formula, PredName, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { BUILTINS } from "../builtins.ts";
import { fail } from "../fault.ts";
import type { Approach, Expr, Relation } from "../syntax.ts";
import { type Context, nameOf } from "./context.ts";
import { term } from "./expression.ts";
import { type Over, over, predicate, resolveTargets } from "./predicate.ts";
import { mentions, opening, realTarget, sameTarget, type Target } from "./target.ts";

type Anchor = Side & { readonly k: "integral" | "potential" };
type Value = Side & { readonly k: "limit" | "extremum" };

export type Side =
  | { readonly k: "term"; readonly term: Term; readonly span: Span }
  | { readonly k: "infinite"; readonly negative: boolean; readonly span: Span }
  | { readonly k: "plusConst"; readonly term: Term; readonly span: Span }
  | { readonly k: "integral" | "potential"; readonly body: Term; readonly target: Target; readonly span: Span }
  | {
      readonly k: "limit";
      readonly body: Term;
      readonly over: Over;
      readonly to: Approach["k"];
      readonly point: Term;
      readonly span: Span;
    }
  | {
      readonly k: "extremum";
      readonly which: "infimum" | "supremum";
      readonly body: Term;
      readonly over: Over;
      readonly span: Span;
    }
  | {
      readonly k: "argument";
      readonly which: "argmin" | "argmax";
      readonly body: Term;
      readonly over: Over;
      readonly span: Span;
    };

export function sideOf(ctx: Context, e: Expr): Side {
  const { span } = e;
  switch (e.k) {
    case "infinity":
      return { k: "infinite", negative: false, span };
    case "negate":
      if (e.arg.k === "infinity") return { k: "infinite", negative: true, span };
      break;
    case "const":
      return { k: "plusConst", term: T.int(0), span };
    case "binary":
      if (e.right.k === "const") {
        if (e.op !== "+") fail("E305", span, "`const` stands only as a last summand: `F + const`");
        return { k: "plusConst", term: term(ctx, e.left), span };
      }
      break;
    case "integral": {
      if (e.over !== null) break;
      const target = realTarget(ctx, e.variable, "integral");
      return { k: "integral", body: term(ctx, e.body), target, span };
    }
    case "potential": {
      const target = realTarget(ctx, e.variable, "potential");
      if (target.k !== "component") return fail("E208", e.variable.span, "`potential` takes one component of a family");
      return { k: "potential", body: term(ctx, e.body), target, span };
    }
    case "limit": {
      const target = realTarget(ctx, e.variable, "limit");
      const point = "point" in e.to ? term(ctx, e.to.point) : T.int(0);
      return {
        k: "limit",
        body: term(ctx, e.body),
        over: over(ctx, [target], span, "`limit`"),
        to: e.to.k,
        point,
        span,
      };
    }
    case "extremum": {
      const { which } = e;
      const o = over(ctx, resolveTargets(ctx, e.variables), span, `\`${which}\``);
      const body = term(ctx, e.body);
      if (which === "argmin" || which === "argmax") return { k: "argument", which, body, over: o, span };
      return { k: "extremum", which, body, over: o, span };
    }
    default:
      break;
  }
  return { k: "term", term: term(ctx, e), span };
}

/** The formula of one relation between terms. */
export function relate(relation: Relation, l: Term, r: Term, tolerance: Term | null): Formula {
  switch (relation) {
    case "=":
      return T.eq(l, r);
    case "!=":
      return T.not(T.eq(l, r));
    case "<":
      return T.lt(l, r);
    case "<=":
      return T.le(l, r);
    case ">":
      return T.lt(r, l);
    case ">=":
      return T.le(r, l);
    case "~=": {
      const abs = BUILTINS.get("abs");
      const d = T.sub(l, r);
      return T.le(abs === undefined ? d : abs.meaning([d]), tolerance ?? T.int(0));
    }
  }
}

export type LinkSyntax = { readonly relation: Relation; readonly tolerance: Expr | null; readonly span: Span };

/** The formula of each link of a chain. */
export function chainFormulas(ctx: Context, sides: readonly Side[], links: readonly LinkSyntax[]): Formula[] {
  const anchorAt = sides.findIndex((s) => s.k === "integral" || s.k === "potential");
  const anchor = anchorAt < 0 ? null : (sides[anchorAt] as Anchor);
  // Opposite an antiderivative, `?` is `? + const`.
  const holes = ctx.shared.holes ?? [];
  const asked = (s: Side): Side =>
    anchor !== null && s.k === "term" && holes.some((h) => h.variable === s.term) ? { ...s, k: "plusConst" } : s;
  const all = sides.map(asked);
  return links.map((l, i) => {
    const tolerance = l.tolerance === null ? null : term(ctx, l.tolerance);
    return link(ctx, all[i] as Side, all[i + 1] as Side, l, tolerance, anchor, i >= anchorAt);
  });
}

/** `rightward`: the link leads away from the anchor to the right. */
function link(
  ctx: Context,
  l: Side,
  r: Side,
  by: LinkSyntax,
  tolerance: Term | null,
  anchor: Anchor | null,
  rightward: boolean,
): Formula {
  if (l.k === "term" && r.k === "term") return relate(by.relation, l.term, r.term, tolerance);
  if (l.k === "argument" || r.k === "argument") return sameMinimisers(l, r, by);
  for (const s of [l, r]) {
    if (by.relation !== "=" && (s.k === "integral" || s.k === "potential" || s.k === "plusConst")) {
      fail("E305", s.span, `this stands only as a side of \`=\`, not of \`${by.relation}\``);
    }
  }
  if (isValue(l) || isValue(r)) return valueLink(ctx, l, r, by, tolerance);
  const infinite = l.k === "infinite" ? l : r.k === "infinite" ? r : null;
  if (infinite !== null) {
    return fail("E305", infinite.span, "`inf` is not a number: it stands only as the end of an interval and in limits");
  }
  if (l.k === "plusConst" && r.k === "plusConst" && anchor !== null)
    return antiderivative(ctx, anchor, rightward ? r.term : l.term);
  if (isAnchor(l) && r.k === "plusConst") return antiderivative(ctx, l, r.term);
  if (isAnchor(r) && l.k === "plusConst") return antiderivative(ctx, r, l.term);
  if (isAnchor(l) && isAnchor(r) && l.k === r.k && sameTarget(l.target, r.target)) {
    if (l.k === "integral") return T.eq(l.body, r.body);
    return fail("E305", r.span, "a `potential` stands opposite `F + const`");
  }
  const lone = l.k === "plusConst" ? l : r.k === "plusConst" ? r : null;
  if (lone !== null) {
    return fail("E305", lone.span, "`+ const` stands only opposite an indefinite integral or a potential");
  }
  const side = isAnchor(l) ? r : l;
  return fail("E305", side.span, `opposite \`${(anchor ?? l).k}\` stands a side that ends in \`+ const\``, {
    help: "write `integral(f, x) = F + const`",
  });
}

function isAnchor(s: Side): s is Anchor {
  return s.k === "integral" || s.k === "potential";
}
function isValue(s: Side): s is Value {
  return s.k === "limit" || s.k === "extremum";
}

function sameMinimisers(l: Side, r: Side, by: LinkSyntax): Formula {
  const other = l.k === "argument" ? r : l;
  if (l.k !== "argument" || r.k !== "argument") {
    return fail("E305", other.span, "opposite `argmin` or `argmax` stands another of them", {
      help: "`minimum(f, x) = v at x = a` says where a minimum is",
    });
  }
  if (by.relation !== "=") return fail("E305", by.span, `\`argmin\` and \`argmax\` are compared by \`=\` only`);
  const same =
    l.over.targets.length === r.over.targets.length &&
    l.over.targets.every((t, i) => sameTarget(t, r.over.targets[i] as Target));
  if (!same) return fail("E305", r.span, "both sides minimise over the same variables, in the same order");
  const signed = (s: typeof l): Term => (s.which === "argmin" ? s.body : T.neg(s.body));
  return predicate("same-minimisers", l.over, [signed(l), signed(r)], []);
}

/** That a limit, infimum or supremum has a finite value. */
function hasValue(s: Value, v: { readonly term: Term; readonly span: Span }): Formula {
  if (s.k === "extremum") return predicate(s.which, s.over, [s.body], [v]);
  const name = `limit:${s.to}:num` as PredName;
  return predicate(name, s.over, [s.body], [{ term: s.point, span: s.span }, v]);
}

function valueLink(ctx: Context, l: Side, r: Side, by: LinkSyntax, tolerance: Term | null): Formula {
  const bad = [l, r].find((s) => !isValue(s) && s.k !== "term" && s.k !== "infinite");
  if (bad !== undefined) return fail("E305", bad.span, "a limit or infimum stands opposite a number");
  const infinite = l.k === "infinite" ? l : r.k === "infinite" ? r : null;
  if (infinite !== null) {
    const value = (isValue(l) ? l : r) as Value;
    if (by.relation !== "=") return fail("E305", infinite.span, "only `=` compares with `inf`");
    return isInfinite(value, infinite.negative, infinite.span);
  }
  const variables: Term[] = [];
  const parts: Formula[] = [];
  const number = (s: Side, hint: string): { term: Term; span: Span } => {
    if (s.k === "term") return s;
    const v = ctx.shared.fresh(hint, T.REAL);
    variables.push(v);
    const named = { term: v, span: s.span };
    if (isValue(s)) parts.push(hasValue(s, named));
    return named;
  };
  if (by.relation === "=") {
    if (isValue(l) && r.k === "term") return hasValue(l, r);
    if (isValue(r) && l.k === "term") return hasValue(r, l);
    const v = number(l, "L");
    if (isValue(r)) parts.push(hasValue(r, v));
  } else {
    const a = number(l, "L");
    const b = number(r, "M");
    parts.push(relate(by.relation, a.term, b.term, tolerance));
  }
  const all = parts.reduce((a, b) => T.and(a, b));
  return [...variables].reverse().reduce((f, v) => {
    const hint = nameOf(v).replace(/'.*$/, "");
    return T.quantified("some", { hint, sort: T.REAL }, T.abstract(f, [v]));
  }, all);
}

function isInfinite(s: Value, negative: boolean, span: Span): Formula {
  if (s.k === "limit") {
    const name = `limit:${s.to}:${negative ? "-inf" : "inf"}` as PredName;
    return predicate(
      name,
      s.over,
      [s.body],
      [
        { term: s.point, span: s.span },
        { term: T.int(0), span },
      ],
    );
  }
  if ((s.which === "infimum") !== negative) {
    return fail(
      "E305",
      span,
      `this would need an empty domain: ${s.which === "infimum" ? "an infimum is never `inf`" : "a supremum is never `-inf`"}`,
    );
  }
  return predicate(negative ? "unbounded-below" : "unbounded-above", s.over, [s.body], []);
}

/** F is an antiderivative, or a potential, of the anchor's body. */
function antiderivative(ctx: Context, anchor: Anchor, F: Term): Formula {
  const { target } = anchor;
  if (anchor.k === "integral" || target.k !== "component") {
    const { variable, hint, point, open } = opening(ctx, target);
    return T.hasDeriv(hint, T.abstract(open(F), [variable]), point, anchor.body);
  }
  const z = target.family;
  const index = target.point.index;
  index.forEach((i, j) => {
    const plain = i.k === "var" && !index.some((u, k) => k < j && u === i);
    if (!plain)
      fail("E208", anchor.span, "the indices of a potential's component are plain names: `potential(g[m], z[m])`");
    if (T.occurs(nameOf(i), F)) {
      fail("E305", anchor.span, `the potential depends on the index \`${nameOf(i)}\``, {
        help: "it is one function for all indices",
      });
    }
  });
  if (ctx.hypotheses === null) fail("E308", anchor.span, "`potential` stands in a theorem, not in a definition");
  ctx.usage.touched.add(z.name);
  const about = (ctx.hypotheses ?? []).filter((h) => mentions(target, h) && !index.some((i) => T.occurs(nameOf(i), h)));
  const domain = about.length === 0 ? T.verum() : about.reduce((a, b) => T.and(a, b));
  return T.potential(z.term, z.ranges, index, anchor.body, F, domain);
}
