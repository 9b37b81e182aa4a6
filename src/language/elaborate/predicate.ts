/** Predicates of a function in some variables: the binders, the domain, and the function under them. */

import type { Span } from "../../diagnostic/diagnostic.ts";
import type { Binder, Formula, PredName, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Expr, Prop } from "../syntax.ts";
import { type Context, conjunction, isInt } from "./context.ts";
import { term } from "./expression.ts";
import { familyValue, fitting } from "./operators.ts";
import { mentions, opening, resolveTarget, sameTarget, type Target } from "./target.ts";

/** Variables opened for binding, and the domain that the hypotheses give them. */
export type Over = {
  readonly targets: readonly Target[];
  readonly binders: readonly Binder[];
  readonly domain: Formula;
  /** Puts a term under the binders. */
  readonly under: (t: Term) => Term;
};

export function over(ctx: Context, targets: readonly Target[], span: Span, what: string): Over {
  if (ctx.hypotheses === null) {
    fail("E308", span, `${what} speaks about hypotheses, so it stands in a theorem or hypothesis, not in a definition`);
  }
  const opened = targets.map((t) => opening(ctx, t));
  const variables = opened.map((o) => o.variable);
  const open = <N extends Term | Formula>(n: N): N => opened.reduce((m, o) => o.open(m), n);
  for (const t of targets) if (t.k !== "scalar" || t.declared !== null) ctx.usage.touched.add(t.name);
  const about = (ctx.hypotheses ?? []).filter((h) => targets.some((t) => mentions(t, h)));
  return {
    targets,
    binders: opened.map((o, i) => binder(o.hint, o.variable, targets[i])),
    domain: T.abstract(open(conjunction(about)), variables),
    under: (t) => T.abstract(open(t), variables),
  };
}

/** The binder of a variable; a family comes with its ranges. */
export function binder(hint: string, variable: Term, target: Target | undefined): Binder {
  const sort = T.sortOf(variable);
  return target?.k === "family" ? { hint, sort, over: target.family.ranges } : { hint, sort };
}

export function resolveTargets(ctx: Context, es: readonly Expr[]): Target[] {
  const targets = es.map((e) => resolveTarget(ctx, e));
  targets.forEach((t, i) => {
    if (targets.some((u, j) => j < i && sameTarget(t, u)))
      fail("E202", (es[i] as Expr).span, "this variable stands twice in the tuple");
  });
  return targets;
}

/** Makes the predicate; `values` are free of its variables, which is checked against `spans`. */
export function predicate(
  name: PredName,
  o: Over,
  functions: readonly Term[],
  values: readonly { readonly term: Term; readonly span: Span }[],
): Formula {
  for (const v of values) {
    for (const t of o.targets) {
      if (t.k !== "component" && mentions(t, v.term)) {
        fail("E305", v.span, `this depends on \`${t.name}\`, which varies here`, {
          help: `write it without \`${t.name}\``,
        });
      }
    }
  }
  return T.pred(name, o.binders, o.domain, [...functions.map(o.under), ...values.map((v) => v.term)]);
}

const CONVEXITY: ReadonlySet<string> = new Set(["convex", "strictly_convex", "concave", "strictly_concave", "affine"]);

export function simplePredicate(ctx: Context, p: Prop & { k: "predicate" }): Formula {
  const targets = resolveTargets(ctx, p.variables);
  const monotone = p.name.endsWith("increasing") || p.name.endsWith("decreasing");
  if (monotone && (targets.length !== 1 || targets[0]?.k === "family")) {
    fail("E208", p.variables[0]?.span ?? p.span, `\`${p.name}\` takes one variable or component`);
  }
  if (CONVEXITY.has(p.name)) {
    targets.forEach((t, i) => {
      const variable = t.k === "scalar" ? t.term : t.k === "component" ? t.point : t.family.term;
      const sort = T.sortOf(variable);
      if (isInt(variable) || (sort.k === "family" && sort.of === "int")) {
        fail(
          "E304",
          p.variables[i]?.span ?? p.span,
          `\`${t.name}\` takes integers only, so nothing is \`${p.name}\` in it`,
        );
      }
    });
  }
  const o = over(ctx, targets, p.span, `\`${p.name}\``);
  const body = term(ctx, p.body);
  return predicate(p.name.replaceAll("_", "-") as PredName, o, [body], []);
}

/** `minimum(f, x) = v at x = a`. */
export function extreme(ctx: Context, p: Prop & { k: "extreme" }): Formula {
  const targets = resolveTargets(ctx, p.variables);
  const o = over(ctx, targets, p.span, `\`${p.which}\``);
  const body = term(ctx, p.body);
  const left = [...p.at];
  const points = targets.map((t, i): { term: Term; span: Span } => {
    const found = left.findIndex((b) => {
      if (t.k === "family") {
        return (b.target.k === "name" ? b.target.name : b.target.k === "index" ? b.target.family.name : "") === t.name;
      }
      if (t.k === "component" && b.target.k !== "index") return false;
      if (b.target.k === "name" && b.target.name !== t.name) return false;
      return sameTarget(resolveTarget(ctx, b.target), t);
    });
    const [b] = found < 0 ? [] : left.splice(found, 1);
    if (b === undefined) {
      return fail("E115", p.variables[i]?.span ?? p.span, `the place says nothing about \`${t.name}\``, {
        help: `add \`${t.k === "family" ? `${t.name}[k]` : t.name} = …\` after \`at\``,
      });
    }
    if (t.k === "family") return { term: familyValue(ctx, t.family, b), span: b.value.span };
    const sort = T.sortOf(t.k === "scalar" ? t.term : t.point);
    return { term: fitting(ctx, b, term(ctx, b.value), sort), span: b.value.span };
  });
  if (left[0] !== undefined) fail("E208", left[0].target.span, `this is not a variable of the \`${p.which}\``);
  const at = points.map((q) => q.term);
  const value =
    p.value === null
      ? { term: T.instantiate(o.under(body), at), span: p.span }
      : { term: term(ctx, p.value), span: p.value.span };
  return predicate(p.which, o, [body], [value, ...points]);
}
