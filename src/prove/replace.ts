/** Replacing the atoms of a term by equal terms. */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { rhs } from "./simplify.ts";

/**
 * Γ ⊢ t = t', every atom (and exponential, and inverse of what is not plain) replaced by what `find`
 * gives: an equation from it, "same" to leave it. Null where `find` gives null for one.
 */
export function replaceAtoms(
  t: Term,
  isPlain: (atom: Term) => boolean,
  find: (atom: Term) => Theorem | "same" | null,
): Theorem | null {
  const atoms = new Set<Term>();
  const collect = (s: Term): void => {
    if (isPlain(s)) return;
    if (s.k === "op" && (s.op === "add" || s.op === "mul")) for (const a of s.args) collect(a);
    else if (s.k === "op" && s.op === "ipow" && isPositive(s.args[1] as Term)) collect(s.args[0] as Term);
    else atoms.add(s);
  };
  collect(t);
  const equations: Theorem[] = [];
  const holes: Term[] = [];
  let context = t;
  for (const a of [...atoms].sort((x, y) => K.sizeOf(y) - K.sizeOf(x))) {
    const e = find(a);
    if (e === null) return null;
    if (e === "same" || rhs(e) === a) continue;
    const hole = K.variable(K.freshName("hole", [context, ...holes]), K.sortOf(a));
    context = K.replaceTerm(context, a, hole);
    holes.push(hole);
    equations.push(e);
  }
  return equations.length === 0 ? K.reflexivity(t) : K.congruence(K.abstract(context, holes), equations);
}

function isPositive(n: Term): boolean {
  return n.k === "num" && n.value.num > 0n;
}
