/** Opening and closing the defining formulas of predicates. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";

/** ∀x₁…xₙ. guard ⇒ body, opened with fresh variables. */
export type Opened = { readonly vars: readonly Term[]; readonly guard: Formula; readonly body: Formula };

/** Opens n leading universal quantifiers and one implication. */
export function open(ctx: Context, f: Formula, n: number): Opened {
  const vars: Term[] = [];
  let g = f;
  for (let i = 0; i < n; i++) {
    if (g.k !== "all") throw new Error("open: a universal formula was expected");
    const v = ctx.fresh(g.x.hint, g.x.sort);
    vars.push(v);
    g = K.instantiate(g.body, [v]);
  }
  if (g.k !== "implies") throw new Error("open: an implication was expected");
  return { vars, guard: g.l, body: g.r };
}

/** From Γ, guard ⊢ body: the universal formula again. */
export function shut(o: Opened, th: Theorem): Theorem {
  return [...o.vars].reverse().reduce((t, v) => K.generalise(v, t), K.discharge(o.guard, th));
}

/** Γ ⊢ hasDeriv with its value replaced by an equal, simpler one. */
export function tidyDerivative(ctx: Context, th: Theorem): Theorem {
  const f = th.concl as Formula & { k: "hasDeriv" };
  const same = ctx.search.simplify(ctx, f.value);
  const value = (same.concl as Formula & { k: "eq" }).r;
  if (value === f.value) return th;
  const hole = ctx.fresh("hole");
  return K.rewrite(same, K.abstract(K.hasDeriv(f.hint, f.body, f.point, hole), [hole]), th);
}
