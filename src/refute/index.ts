/** Counterexamples, satisfiability of hypotheses. */
export { EFFORT, type Effort, refute } from "./refute.ts";
export { findWitness } from "./witness.ts";
