/** Derived rules: short combinations of kernel rules that search uses everywhere. */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

export type Row = { readonly coef: Rational; readonly uses: readonly number[]; readonly root: Term };

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);

export function row(uses: readonly number[], coef: Rational = K.ONE, root: Term = ONE()): Row {
  return { coef, uses, root };
}

/** f from g, both inequalities with the same difference of sides (by RING). */
export function restate(goal: Formula, th: Theorem): Theorem {
  return K.positivstellensatz(goal, [th], [row([0])]);
}

/** Γ ⊢ a ≤ b from Γ ⊢ a < b. */
export function weaken(th: Theorem): Theorem {
  const f = th.concl as Formula & { k: "lt" };
  return restate(K.le(f.l, f.r), th);
}

/** ⊢ 0 < c (0 ≤ c) for a rational number c. */
export function positiveNumber(c: Rational): Theorem {
  return K.positivstellensatz(K.lt(ZERO(), K.num(c)), [], [row([], c)]);
}

/** A contradiction from inequalities that sum to a negative number: rows as for POSITIVSTELLENSATZ. */
export function contradiction(
  ths: readonly Theorem[],
  rows: readonly Row[],
  eqs: readonly Theorem[] = [],
  cof: readonly Term[] = [],
): Theorem {
  return K.positivstellensatz(K.falsum(), ths, rows, eqs, cof);
}

/** Γ ⊢ ¬(a = 0) from Γ ⊢ 0 < a (or Γ ⊢ a < 0). */
export function nonzeroOf(th: Theorem): Theorem {
  const f = th.concl as Formula & { k: "lt" };
  const a = f.l === ZERO() ? f.r : f.l;
  const zero = K.assume(K.eq(a, ZERO()));
  const sign = f.l === ZERO() ? K.int(-1) : K.int(1);
  return K.discharge(zero.concl, contradiction([th], [row([0])], [zero], [sign]));
}

/** Γ ⊢ 0 < inv(a) from Γ ⊢ 0 < a. */
export function positiveInverse(th: Theorem): Theorem {
  const a = (th.concl as Formula & { k: "lt" }).r;
  const w = K.inv(a);
  const unit = K.inverse(nonzeroOf(th));
  const no = K.assume(K.le(w, ZERO()));
  // a·(-w) + 1 = 0 by a·w = 1.
  const bot = contradiction([th, no], [row([0, 1]), row([])], [unit], [ONE()]);
  const yes = K.assume(K.lt(ZERO(), w));
  return K.cases(K.totalOrder(w, ZERO()), K.absurd(bot, yes.concl), yes);
}

/** Γ ⊢ 0 < a² from Γ ⊢ ¬(a = 0). */
export function positiveSquare(nz: Theorem): Theorem {
  const a = ((nz.concl as Formula & { k: "implies" }).l as Formula & { k: "eq" }).l;
  const goal = K.lt(ZERO(), K.ipow(a, K.int(2)));
  const pos = K.assume(K.lt(ZERO(), a));
  const nonpos = K.assume(K.le(a, ZERO()));
  const onPos = K.positivstellensatz(goal, [pos], [row([0, 0])]);
  // a ≤ 0: a < 0, else 0 ≤ a gives a = 0.
  const neg = K.assume(K.lt(a, ZERO()));
  const onNeg = K.positivstellensatz(goal, [neg], [row([0, 0])]);
  const notNeg = K.assume(K.le(ZERO(), a));
  const onZero = K.absurd(K.modusPonens(nz, K.antisymmetry(nonpos, notNeg)), goal);
  const below = K.cases(K.totalOrder(ZERO(), a), onZero, onNeg);
  return K.cases(K.totalOrder(a, ZERO()), below, onPos);
}

/** Γ ⊢ u = v from Γ ⊢ 0 ≤ u, Γ ⊢ 0 ≤ v and Γ ⊢ u² = v² (squares as products). */
export function equalFromSquares(u: Theorem, v: Theorem, squares: Theorem): Theorem {
  const of = (th: Theorem): Term => (th.concl as Formula & { k: "le" }).r;
  const atMost = (a: Theorem, b: Theorem, cofactor: number): Theorem => {
    const no = K.assume(K.lt(of(b), of(a)));
    // (a - b)² + 2b(a - b) = a² - b² = 0
    const bot = contradiction([no, b], [row([0, 0]), row([0, 1], K.rational(2n))], [squares], [K.int(cofactor)]);
    const goal = K.le(of(a), of(b));
    return K.cases(K.totalOrder(of(a), of(b)), K.assume(goal), K.absurd(bot, goal));
  };
  return K.antisymmetry(atMost(u, v, -1), atMost(v, u, 1));
}

/** Γ ⊢ ¬(c = 0) from Γ ⊢ ¬(a = 0) and Γ ⊢ ¬(b = 0), where c = a·b by RING. */
export function nonzeroProduct(c: Term, a: Theorem, b: Theorem): Theorem {
  const of = (th: Theorem): Term => ((th.concl as Formula & { k: "implies" }).l as Formula & { k: "eq" }).l;
  const zero = K.assume(K.eq(c, ZERO()));
  const [x, y] = [of(a), of(b)];
  const [ux, uy] = [K.inverse(a), K.inverse(b)];
  // 1 = (x·inv x)(y·inv y), and x·y = c = 0
  const both = K.mul(K.inv(x), K.inv(y));
  const unit = K.linearCombination(K.mul(x, y, both), ONE(), [ux, uy], [K.mul(y, K.inv(y)), ONE()]);
  const none = K.linearCombination(K.mul(x, y, both), ZERO(), [zero], [both]);
  return K.discharge(zero.concl, contradiction([], [row([])], [K.transitivity(K.symmetry(unit), none)], [K.int(-1)]));
}

/** Γ ⊢ φ[b] from Γ ⊢ a = b and ⊢ φ[a], replacing all occurrences of a in φ. */
export function replaceIn(equation: Theorem, th: Theorem): Theorem {
  const f = equation.concl as Formula & { k: "eq" };
  const hole = K.variable(K.freshName("hole", [th.concl, f.l, f.r]), K.sortOf(f.l));
  const context = K.abstract(K.replaceTerm(th.concl, f.l, hole), [hole]);
  return K.rewrite(equation, context, th);
}

/** Γ ⊢ l rel r from Γ ⊢ l = l', Γ ⊢ r = r' and Γ ⊢ l' rel r' (rel: ≤ or <). */
export function transport(goal: Formula, left: Theorem, right: Theorem, th: Theorem): Theorem {
  return K.positivstellensatz(goal, [th], [row([0])], [left, right], [K.int(-1), K.int(1)]);
}

/** Γ ⊢ ¬φ from Γ ∪ {φ} ⊢ ⊥. */
export function deny(f: Formula, bot: Theorem): Theorem {
  return K.discharge(f, bot);
}

/** From φ and ¬φ: ⊥. */
export function clash(no: Theorem, yes: Theorem): Theorem {
  return K.modusPonens(no, yes);
}

/** Γ ⊢ χ from Γ, φ ⊢ χ and Γ, ¬φ ⊢ χ. */
export function byCases(f: Formula, yes: Theorem, no: Theorem): Theorem {
  return K.cases(K.excludedMiddle(f), yes, no);
}

/** Γ ⊢ l = r from theorems l = m, r = m (m canonical). */
export function meet(l: Theorem, r: Theorem): Theorem {
  return K.transitivity(l, K.symmetry(r));
}

/** ⊢ 0 ≤ [φ] and ⊢ [φ] ≤ 1. */
export function indicatorBounds(test: Formula): Theorem[] {
  const i = K.ifThen(test, ONE(), ZERO());
  const yes = K.ifTrue(K.assume(test), ONE(), ZERO());
  const no = K.ifFalse(K.assume(K.not(test)), ONE(), ZERO());
  const low = K.le(ZERO(), i);
  const high = K.le(i, ONE());
  const unit = [row([])];
  return [
    byCases(
      test,
      K.positivstellensatz(low, [], unit, [yes], [ONE()]),
      K.positivstellensatz(low, [], [], [no], [ONE()]),
    ),
    byCases(
      test,
      K.positivstellensatz(high, [], [], [yes], [K.int(-1)]),
      K.positivstellensatz(high, [], unit, [no], [K.int(-1)]),
    ),
  ];
}

/** The theorem with the conjunction in place of its two halves among the hypotheses. */
export function bundle(th: Theorem, conj: Formula): Theorem {
  if (conj.k !== "and" || !th.hyps.some((h) => h === conj.l || h === conj.r)) return th;
  const whole = K.assume(conj);
  let out = th;
  for (const [h, half] of [
    [conj.l, K.left(whole)],
    [conj.r, K.right(whole)],
  ] as const) {
    if (out.hyps.includes(h)) out = K.modusPonens(K.discharge(h, out), half);
  }
  return out;
}
