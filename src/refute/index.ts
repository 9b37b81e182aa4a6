/** Counterexamples, satisfiability of hypotheses. */
export { EFFORT, type Effort, findWitness, refute } from "./refute.ts";
