/** The prover: search for theorems. Untrusted: what it returns was made by kernel rules. */
import type * as K from "../kernel/index.ts";
import { Context, newBudget, type Search, type Suggest } from "./context.ts";
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
});

/** A context with a claim's hypotheses and a fresh budget of search steps; `suggest` proposes instances. */
export function contextOf(claim: K.Claim, steps: number, suggest: Suggest = SEARCH.suggest): Context {
  return Context.start({ ...SEARCH, suggest }, claim.families, newBudget(steps)).assume(...claim.hypotheses);
}

export { childrenOf, unify } from "./facts.ts";
export { Context, newBudget };
