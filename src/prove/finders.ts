/** The finders of signs beyond structure and hypotheses, the likeliest and cheapest first. */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import { combine } from "./combination.ts";
import type { Context } from "./context.ts";
import { premisesFor } from "./known.ts";
import { byFraction } from "./signs.ts";

/** Γ ⊢ goal (0 < c or 0 ≤ c, c canonical), or null. */
export function byFinders(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  return ctx.withEffort(ctx.budget.effort - 1, () => combine(goal, c, premisesFor(ctx, c), "wide") ?? byFraction(ctx, c, goal, strict));
}
