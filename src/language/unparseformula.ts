/** Kernel formulas back to propositions. */

import type { Formula, Term } from "../kernel/index.ts";
import * as T from "../kernel/index.ts";
import * as S from "./display.ts";
import { same } from "./match.ts";
import type { Approach, Expr, PredicateName, Prop, Relation } from "./syntax.ts";
import type { Unparser } from "./unparse.ts";

const SIGN = { eq: "=", lt: "<", le: "<=" } as const satisfies Record<"eq" | "lt" | "le", Relation>;

export function unparseFormula(u: Unparser, f: Formula): Prop {
  switch (f.k) {
    case "eq":
    case "lt":
    case "le":
      return S.relation(u.expr(f.l), SIGN[f.k], u.expr(f.r));
    case "false":
      return S.relation(S.rational(T.ZERO), "=", S.rational(T.ONE));
    case "and":
      return conjunction(u, f);
    case "or":
      return S.joined("or", unparseFormula(u, f.l), unparseFormula(u, f.r));
    case "implies":
      return implication(u, f);
    case "all":
    case "some":
      return quantified(u, f);
    case "hasDeriv": {
      const component = u.component(f.hint, f.body, f.point);
      const value = u.expr(f.value);
      if (component !== null)
        return S.relation(S.integral(value, component.variable, null), "=", S.plusConst(component.body));
      if (f.point.k === "var" && !T.occurs(f.point.name, f.body)) {
        const body = u.expr(T.instantiate(f.body, [f.point]));
        return S.relation(S.integral(value, u.expr(f.point), null), "=", S.plusConst(body));
      }
      const o = u.open(f.hint, T.REAL, f.body);
      const x = S.variable(o.name.name);
      const d = S.at(S.diff(o.inside.expr(o.body), [{ variable: x, order: 1 }]), [
        { target: x, value: u.expr(f.point) },
      ]);
      return S.relation(d, "=", value);
    }
    case "near": {
      // The language has no notation for "near a point".
      const o = u.open(f.hint, T.REAL, f.body);
      return unparseFormula(o.inside, o.body);
    }
    case "allFun":
      return unparseFormula(u, f.body);
    case "pred":
      return predicate(u, f);
  }
}

/** `potential(g, z[m]) = F + const`, from its definition. */
function potential(u: Unparser, f: Formula & { k: "and" }): Prop | null {
  if (f.r.k !== "allFun" || f.l.k !== "all" || f.l.x.sort.k !== "family") return null;
  const shown = unparseFormula(u, f.l);
  let inner = shown.k === "quantified" && shown.body.k === "implies" ? shown.body.right : null;
  while (inner?.k === "quantified") inner = inner.body;
  const side = inner?.k === "chain" ? inner.first : null;
  if (inner?.k !== "chain" || side?.k !== "integral") return null;
  return { ...inner, first: { k: "potential", body: side.body, variable: side.variable, span: side.span } };
}

function conjunction(u: Unparser, f: Formula & { k: "and" }): Prop {
  const { l, r } = f;
  const field = potential(u, f);
  if (field !== null) return field;
  if (l.k === "implies" && r.k === "implies" && same(l.l, r.r) && same(l.r, r.l)) {
    return S.joined("iff", unparseFormula(u, l.l), unparseFormula(u, l.r));
  }
  const left = unparseFormula(u, l);
  const right = unparseFormula(u, r);
  if (left.k === "chain" && right.k === "chain") {
    const last = left.links.at(-1);
    if (last !== undefined && S.alike(last.right, right.first))
      return { ...left, links: [...left.links, ...right.links] };
  }
  return S.joined("and", left, right);
}

function implication(u: Unparser, f: Formula & { k: "implies" }): Prop {
  if (f.r.k !== "false") return S.joined("implies", unparseFormula(u, f.l), unparseFormula(u, f.r));
  if (f.l.k === "false") return S.relation(S.rational(T.ZERO), "=", S.rational(T.ZERO));
  const inner = unparseFormula(u, f.l);
  if (inner.k === "chain" && inner.links.length === 1) {
    const link = inner.links[0];
    if (link?.relation === "=") return { ...inner, links: [{ ...link, relation: "!=" }] };
  }
  return S.not(inner);
}

function quantified(u: Unparser, f: Formula & { k: "all" | "some" }): Prop {
  const o = u.open(f.x.hint, f.x.sort, f.body);
  const names = [o.name];
  const { body } = o;
  const [guard, rest] =
    f.k === "all" && body.k === "implies" && body.r.k !== "false"
      ? [body.l, body.r]
      : f.k === "some" && body.k === "and"
        ? [body.l, body.r]
        : [null, null];
  if (
    guard !== null &&
    rest !== null &&
    guard.k === "and" &&
    guard.l.k === "le" &&
    guard.r.k === "le" &&
    f.x.sort.k === "int"
  ) {
    const bounds = same(guard.l.r, o.variable) && same(guard.r.l, o.variable);
    if (bounds && !mentions(o.variable, guard.l.l) && !mentions(o.variable, guard.r.r)) {
      const over = S.range({ lo: u.expr(guard.l.l), hi: u.expr(guard.r.r) });
      return S.quantified(f.k, names, over, unparseFormula(o.inside, rest));
    }
  }
  if (guard !== null && rest !== null && f.x.sort.k === "real") {
    const over = interval(u, guard, o.variable);
    if (over !== null) return S.quantified(f.k, names, over, unparseFormula(o.inside, rest));
  }
  const over = f.x.sort.k === "family" ? null : S.numbers(f.x.sort.k === "int" ? "integer" : "real");
  return S.quantified(f.k, names, over, unparseFormula(o.inside, body));
}

function mentions(v: Term, n: Term): boolean {
  return v.k === "var" && T.occurs(v.name, n);
}

/** `lo < x and x <= hi` as an interval. */
function interval(u: Unparser, guard: Formula, x: Term): ReturnType<typeof S.range> | null {
  if (guard.k !== "and") return null;
  const { l, r } = guard;
  if ((l.k !== "lt" && l.k !== "le") || (r.k !== "lt" && r.k !== "le")) return null;
  if (!same(l.r, x) || !same(r.l, x) || mentions(x, l.l) || mentions(x, r.r)) return null;
  return {
    k: "interval",
    lo: u.expr(l.l),
    hi: u.expr(r.r),
    loClosed: l.k === "le",
    hiClosed: r.k === "le",
    span: S.span0(),
  };
}

function predicate(u: Unparser, f: Formula & { k: "pred" }): Prop {
  // The variables keep their names: what varies is called as in the text.
  const vars: Term[] = [];
  for (const b of f.xs) {
    const hint = b.hint.replace(/'.*$/, "");
    const clash = f.args.some((a) => T.occurs(hint, a)) || vars.some((v) => v.k === "var" && v.name === hint);
    vars.push(T.variable(clash ? T.freshName(hint, [...f.args, f.domain, ...vars]) : hint, b.sort));
  }
  const args = f.args.map((a) => T.instantiate(a, vars));
  let body = args[0] as Term;
  const variables = vars.map((v): Expr => {
    const one = T.abstract(body, [v]);
    if (v.k === "var" && v.sort.k !== "family") {
      const c = u.component(v.name, one, null);
      if (c !== null && vars.length === 1) {
        body = T.instantiate(one, [v]);
        return c.variable;
      }
    }
    return v.k === "var" ? S.variable(u.nameOf(v.name)) : u.expr(v);
  });
  const component =
    vars.length === 1 && variables[0]?.k === "index"
      ? u.component("t", T.abstract(body, [vars[0] as Term]), null)
      : null;
  const shown = component?.body ?? u.expr(body);
  const span = S.span0();
  const values = args.slice(1).map((a) => u.expr(a));
  const extremum = (which: "infimum" | "supremum" | "argmin" | "argmax", e: Expr): Expr => ({
    k: "extremum",
    which,
    body: e,
    variables,
    span,
  });
  const minimisers = (e: Expr): Expr => (e.k === "negate" ? extremum("argmax", e.arg) : extremum("argmin", e));
  switch (f.name) {
    case "infimum":
    case "supremum":
      return S.relation(extremum(f.name, shown), "=", values[0] as Expr);
    case "same-minimisers":
      return S.relation(minimisers(shown), "=", minimisers(values[0] as Expr));
    case "minimum":
    case "maximum": {
      const at = variables.map((target, i) => ({ target, value: values[i + 1] as Expr, span }));
      return { k: "extreme", which: f.name, body: shown, variables, value: values[0] as Expr, at, span };
    }
    case "continuous":
      return S.relation(shown, "=", shown);
    default:
      break;
  }
  if (f.name.startsWith("limit:")) {
    const [, to, value] = f.name.split(":") as [string, string, string];
    const point = values[0] as Expr;
    const way: Approach = to === "inf" || to === "-inf" ? { k: to } : { k: to as "at" | "right" | "left", point };
    const limit: Expr = { k: "limit", body: shown, variable: variables[0] as Expr, to: way, span };
    const goal = value === "num" ? (values[1] as Expr) : value === "inf" ? S.infinity() : S.negate(S.infinity());
    return S.relation(limit, "=", goal);
  }
  return { k: "predicate", name: f.name.replaceAll("-", "_") as PredicateName, body: shown, variables, span };
}
