/** What a reader's step is, and what may be shown in one. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** A row of a derivation: a theorem, why it holds in a few words, and the finer rows that it rests on. */
export type Story = {
  readonly theorem: Theorem;
  readonly because: string;
  readonly via: readonly Story[];
};

/** At most so many rows are shown for one statement. */
export const MAX_ROWS = 12;

/** Does the theorem hold under the hypotheses of the other one, without a name that the search made up? */
export function showable(th: Theorem, goal: Theorem): boolean {
  return (
    K.freeNames(th.concl).every((n) => !n.includes("'")) &&
    th.hyps.every((h) => goal.hyps.includes(h)) &&
    K.sizeOf(th.concl) <= MAX_SIZE
  );
}
const MAX_SIZE = 120;

export function contains(n: Term | Formula, test: (t: Term) => boolean): boolean {
  let found = false;
  const go = <N extends Term | Formula>(m: N): N => {
    if (!found && K.isTerm(m) && test(m)) found = true;
    return found ? m : K.mapChildren(m, go);
  };
  go(n);
  return found;
}

/** Do the terms differ at most in the order of summands and factors? */
export function looksLike(a: Term, b: Term): boolean {
  return inOrder(a) === inOrder(b);
}

function inOrder<N extends Term | Formula>(n: N): N {
  const m = K.mapChildren(n, inOrder);
  if (!K.isTerm(m) || m.k !== "op" || (m.op !== "add" && m.op !== "mul")) return m;
  return K.op(m.op, [...m.args].sort(K.compareNodes)) as N;
}
