/** Hypotheses that say nothing: they hold anyway, by what stands before them. */
import * as K from "../kernel/index.ts";
import type { Hypothesis, TheoremStatement } from "../language/claim.ts";
import { contextOf } from "../prove/index.ts";
import { STEERING } from "../refute/steering.ts";

/** A hypothesis that is plainly idle shows it soon; to miss one costs a warning and nothing else. */
const EFFORT = Object.freeze({ steps: 30, products: 5_000 });

/** Those of the wanted hypotheses that are defined and true wherever the ones before them hold. */
export function vacuousHypotheses(s: TheoremStatement, wanted: (h: Hypothesis) => boolean): Hypothesis[] {
  return s.hypotheses.filter((h, at) => {
    if (h.from === "domain" || !wanted(h)) return false;
    const before = s.hypotheses.slice(0, at).map((x) => x.formula);
    const { families } = s.claim;
    K.refuel(EFFORT.products);
    try {
      const ctx = contextOf({ hypotheses: before, goal: h.formula, families }, EFFORT.steps, STEERING);
      if (ctx.search.prove(ctx, h.formula) === null) return false;
      return ctx.search.prove(ctx, K.defined(h.formula, families)) !== null;
    } catch (e) {
      if (e instanceof K.Refusal) return false;
      throw e;
    }
  });
}
