/** The finders of signs beyond structure and hypotheses, the likeliest and cheapest first. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { byDerivative } from "./between.ts";
import { combine } from "./combination.ts";
import type { Context } from "./context.ts";
import { byEnds, byScaling } from "./ends.ts";
import { byExponential, byLogarithms } from "./explog.ts";
import { premisesFor } from "./known.ts";
import { bySums } from "./lagrange.ts";
import { byLifting } from "./lifting.ts";
import { byReciprocal } from "./reciprocal.ts";
import { byHalves, bySquaring } from "./rootsigns.ts";
import { byFraction } from "./signs.ts";
import { bySupport } from "./support.ts";
import { exponentsOf, tangentsBetween } from "./tangents.ts";
import { byOneAtom } from "./univariate.ts";

/** Γ ⊢ goal (0 < c or 0 ≤ c, c canonical), or null. */
export function byFinders(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  return ctx.withEffort(ctx.budget.effort - 1, () => {
    const found =
      byLogarithms(ctx, c, goal, strict) ??
      byOneAtom(ctx, c, goal, strict) ??
      byEnds(ctx, c, goal, strict) ??
      byTangents(ctx, c, goal) ??
      bySums(ctx, c, goal, strict) ??
      byLifting(ctx, c, goal) ??
      (strict ? null : bySupport(ctx, c, goal)) ??
      byExponential(ctx, c, goal, strict) ??
      bySquaring(ctx, c, goal, strict) ??
      (strict ? byHalves(ctx, c, goal) : null) ??
      byScaling(ctx, c, goal, strict);
    return (
      found ??
      combine(goal, c, premisesFor(ctx, c), "wide") ??
      byFraction(ctx, c, goal, strict) ??
      byDerivative(ctx, c, goal, strict) ??
      byReciprocal(ctx, c, goal, strict)
    );
  });
}

/** Tangent lines of the exponential among the premises. */
function byTangents(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const ms = K.monomials(c);
  if (
    ms.length > 24 ||
    !ms.some((m) => m.exponent !== null || m.factors.some((f) => f.atom.k === "op" && f.atom.op === "log"))
  )
    return null;
  const tangents = tangentsBetween(exponentsOf(ctx, [c]));
  const premises = premisesFor(ctx, c);
  const direct = combine(goal, c, premises, "scaled", tangents);
  if (direct !== null || tangents.length + premises.inequalities.length > 20) return direct;
  return combine(goal, c, premises, "wide", tangents);
}
