/**
 * lossproof: proves every step of a derivation, or refutes it with an exact counterexample.
 * `checkText` for a Markdown derivation, `proveText` for one proposition, `report` for pages, `gradient` for all
 * partial derivatives of a term.
 */
export type { Checked, CheckedFile, CheckedTheorem } from "./checked.ts";
export { gradient } from "./prove/gradient.ts";
export { report } from "./report/index.ts";
export { checkText, proveText, summarise } from "./verify.ts";
