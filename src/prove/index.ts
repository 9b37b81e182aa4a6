/** The prover: search for theorems. Untrusted: what it returns was made by kernel rules. */
import type * as K from "../kernel/index.ts";
import { Context, newBudget, type Search, type Steering } from "./context.ts";
import { differentiate } from "./differentiate.ts";
import { equal } from "./equality.ts";
import { prove, proveQuickly } from "./goal.ts";
import { nonzero } from "./nonzero.ts";
import { nonnegative, positive } from "./signs.ts";
import { simplify } from "./simplify.ts";

export const SEARCH: Search = Object.freeze({
  prove,
  proveQuickly,
  positive,
  nonnegative,
  nonzero,
  simplify,
  equal,
  differentiate,
  suggest: () => [],
  doubts: () => false,
});

/** A context with a claim's hypotheses and a fresh budget of search steps, steered by what sampling says. */
export function contextOf(claim: K.Claim, steps: number, steering: Steering = SEARCH): Context {
  const { suggest, doubts } = steering;
  return Context.start({ ...SEARCH, suggest, doubts }, claim.families, newBudget(steps)).assume(...claim.hypotheses);
}

export { childrenOf, unify } from "./facts.ts";
export { asFraction } from "./fractions.ts";
export { Context, newBudget };
