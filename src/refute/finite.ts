/** Finite case analysis: a universal formula over an integer range with numeric ends, from its instances. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "../prove/derived.ts";

/** The integers of a range with closed ends; null where an end is no number. */
export function integersOf(lo: Term, hi: Term): { readonly from: bigint; readonly to: bigint } | null {
  const [a, b] = [K.canonical(lo), K.canonical(hi)];
  if (a.k !== "num" || b.k !== "num" || a.value.den !== 1n || b.value.den !== 1n) return null;
  return { from: a.value.num, to: b.value.num };
}

/**
 * ⊢ φ(k) under the hypothesis lo ≤ k ∧ k ≤ hi, for a variable k: `body` is φ under one binder,
 * `instances[i]` proves φ(from + i).
 */
function atVariable(
  k: Term,
  lo: Term,
  hi: Term,
  body: Formula,
  from: bigint,
  to: bigint,
  instances: readonly Theorem[],
): Theorem {
  const guard = K.assume(K.and(K.le(lo, k), K.le(k, hi)));
  const goal = K.instantiate(body, [k]);
  const below = D.restate(K.le(k, K.num(to)), K.right(guard));
  const go = (i: bigint, above: Theorem): Theorem => {
    const n = K.num(i);
    if (i > to) {
      const gap = K.rational(i - to);
      return K.absurd(D.contradiction([above, below], [D.row([0]), D.row([1]), D.row([], gap)]), goal);
    }
    const order = K.totalOrder(k, n);
    const here = K.assume(K.le(k, n));
    const same = K.antisymmetry(above, here);
    const onHere = K.rewrite(same, body, instances[Number(i - from)] as Theorem);
    const step = K.integerStep(K.assume(K.lt(n, k)));
    const onNext = go(i + 1n, D.restate(K.le(K.num(i + 1n), k), step));
    return K.cases(order, onHere, onNext);
  };
  return go(from, D.restate(K.le(K.num(from), k), K.left(guard)));
}

/** ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ(k) from closed theorems φ(from), …, φ(to). */
export function everywhere(
  hint: string,
  lo: Term,
  hi: Term,
  body: Formula,
  from: bigint,
  to: bigint,
  instances: readonly Theorem[],
): Theorem {
  const k = K.variable(K.freshName("k", [lo, hi, body]), K.INT);
  const th = atVariable(k, lo, hi, body, from, to, instances);
  return K.generalise(k, K.discharge(K.and(K.le(lo, k), K.le(k, hi)), th), hint);
}

/** ⊢ ¬∃k. (lo ≤ k ∧ k ≤ hi) ∧ φ(k) from closed theorems ¬φ(from), …, ¬φ(to). */
export function nowhere(
  some: Formula & { k: "some" },
  lo: Term,
  hi: Term,
  body: Formula,
  from: bigint,
  to: bigint,
  instances: readonly Theorem[],
): Theorem {
  const k = K.variable(K.freshName("k", [some]), K.INT);
  const no = atVariable(k, lo, hi, K.not(body), from, to, instances);
  const here = K.assume(K.instantiate(some.body, [k]));
  const guard = K.and(K.le(lo, k), K.le(k, hi));
  const denied = K.modusPonens(K.discharge(guard, no), K.left(here));
  const bot = K.modusPonens(denied, K.right(here));
  return K.discharge(some, K.choose(K.assume(some), k, bot));
}
