/** The finders of signs beyond structure and hypotheses, the likeliest and cheapest first. */
import * as K from "../kernel/index.ts";
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import { combine } from "./combination.ts";
import type { Context } from "./context.ts";
import { byExponential, byLogarithms } from "./explog.ts";
import { premisesFor } from "./known.ts";
import { byFraction } from "./signs.ts";
import { byOneAtom } from "./univariate.ts";
import { exponentsOf, tangentsBetween } from "./tangents.ts";

/** Γ ⊢ goal (0 < c or 0 ≤ c, c canonical), or null. */
export function byFinders(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  return ctx.withEffort(ctx.budget.effort - 1, () => {
    return (
      byLogarithms(ctx, c, goal, strict) ??
      byOneAtom(ctx, c, goal, strict) ??
      byTangents(ctx, c, goal) ??
      byExponential(ctx, c, goal, strict) ??
      combine(goal, c, premisesFor(ctx, c), "wide") ??
      byFraction(ctx, c, goal, strict)
    );
  });
}

/** Tangent lines of the exponential among the premises. */
function byTangents(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 24 || !ms.some((m) => m.exponent !== null || m.factors.some((f) => f.atom.k === "op" && f.atom.op === "log"))) return null;
  const tangents = tangentsBetween(exponentsOf(ctx, [c]));
  const premises = premisesFor(ctx, c);
  return combine(goal, c, premises, "linear", tangents) ?? (tangents.length + premises.inequalities.length <= 20 ? combine(goal, c, premises, "wide", tangents) : null);
}
