import type { Counterexample, Shown } from "../checked.ts";
import type { Certified, Formula, Term } from "../kernel/index.ts";
import type { Prop } from "../language/syntax.ts";
export function showCounterexample(_v: Certified & { k: "refuted" }, _p: { term: (t: Term) => Shown; formula: (f: Formula) => Shown }, _s: Prop): Counterexample | null { return null; }
