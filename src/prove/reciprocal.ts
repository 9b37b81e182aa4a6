/** Signs of functions of 1/x for x > 0: t = 1/x turns what happens for large x into what happens at 0. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { signed } from "./signs.ts";

/** Γ ⊢ 0 < c or 0 ≤ c, where a positive variable stands in a denominator inside a logarithm; else null. */
export function byReciprocal(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  if (ctx.budget.effort === 0) return null;
  for (const x of inverted(c)) {
    const positive = ctx.withEffort(0, () => ctx.search.positive(ctx, x));
    if (positive === null) continue;
    const name = (x as Term & { k: "var" }).name;
    const t = ctx.fresh("t");
    const above = K.lt(K.int(0), t);
    const others = [...ctx.facts.values()].filter((th) => !K.occurs(name, th.concl));
    const inner = ctx.only(others).assume(above);
    const turned = K.replaceVar(c, x, K.inv(t));
    const same = inner.search.simplify(inner, turned);
    const th = signed(inner, (same.concl as Formula & { k: "eq" }).r, strict);
    if (th === null) continue;
    const there = K.positivstellensatz(
      (strict ? K.lt : K.le)(K.int(0), turned),
      [th],
      [D.row([0])],
      [same],
      [K.int(1)],
    );
    const back = K.instance(K.discharge(above, there), t, K.inv(x));
    return D.restate(goal, K.modusPonens(back, D.positiveInverse(positive)));
  }
  return null;
}

/** A variable inside logarithms of which c has denominators too. */
function inverted(c: Term): Term[] {
  const inLogs = new Set<Term>();
  let denominators = false;
  const isInverse = (t: Term): boolean =>
    K.monomials(t).some((m) => m.factors.some(({ atom, exp }) => exp < 0 || (atom.k === "op" && atom.op === "inv")));
  for (const m of K.monomials(c)) {
    for (const f of m.factors) {
      if (f.exp < 0 || (f.atom.k === "op" && f.atom.op === "inv")) denominators = true;
      if (f.atom.k !== "op" || f.atom.op !== "log") continue;
      const inside = f.atom.args[0] as Term;
      denominators ||= isInverse(inside);
      for (const g of K.monomials(inside))
        for (const x of g.factors) if (x.atom.k === "var" && x.atom.sort.k === "real") inLogs.add(x.atom);
    }
  }
  return denominators && inLogs.size === 1 ? [...inLogs] : [];
}
