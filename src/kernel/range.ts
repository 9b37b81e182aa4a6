/** The guarded quantifier over an integer range, in the one shape that rules expect. */
import { shift } from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";

/** ∀ hint. lo ≤ hint ∧ hint ≤ hi ⇒ body, with body under the binder, lo and hi outside it. */
export function forRange(hint: string, lo: Term, hi: Term, body: Formula): Formula {
  const k = T.bound(0, T.INT);
  return T.quantified(
    "all",
    { hint, sort: T.INT },
    T.implies(T.and(T.le(shift(lo, 1), k), T.le(k, shift(hi, 1))), body),
  );
}
