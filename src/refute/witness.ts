/** Values that meet hypotheses, with theorems that they do. */

import type { Claim, Theorem, Valuation, Witness } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { assignments, valuation, variablesFor, withFunctions } from "./candidates.ts";
import { Evaluator } from "./evaluate.ts";
import { Ground } from "./ground.ts";
import { type Limits, points } from "./points.ts";
import { constantsIn } from "./pool.ts";
import { conjuncts, type Problem } from "./problem.ts";

const STEPS = 3000;
const MAX_TRIES = 5;
const LIMITS: Limits = { points: 60, first: 400, later: 200 };

/** Values that meet the claim's hypotheses, with the theorems that they do; null where none was found. */
export function findWitness(claim: Claim, steps: number = STEPS): Witness | null {
  const formulas = [...claim.hypotheses, claim.goal];
  const constants = constantsIn(claim.hypotheses);
  for (const functions of assignments(claim, constants, 6)) {
    const hypotheses = claim.hypotheses.map((h) => withFunctions(h, functions));
    const variables = variablesFor(claim, formulas, null);
    const problem: Problem = {
      families: claim.families,
      variables,
      constraints: hypotheses.flatMap(conjuncts),
      constants,
    };
    const ev = new Evaluator(claim.families);
    let tries = 0;
    for (const p of points(problem, ev, LIMITS)) {
      const at = valuation(p, variables, functions, null);
      const holds = hold(claim, at, new Ground(claim.families, steps));
      if (holds !== null) return { at, holds };
      if (++tries >= MAX_TRIES) break;
    }
  }
  return null;
}

/** The claim's hypotheses at a point as theorems; null where one is not shown. */
export function hold(claim: Claim, at: Valuation, ground: Ground): Theorem[] | null {
  const out: Theorem[] = [];
  for (const h of claim.hypotheses) {
    const th = ground.prove(K.evaluate(h, at));
    if (th === null) return null;
    out.push(th);
  }
  return out;
}
