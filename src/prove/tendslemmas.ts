/** The inequalities behind the rules of limits, over real variables; each is proved once a claim. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);
const HALF = K.rational(1n, 2n);
const x = (name: string): Term => K.variable(`${name}'0`);
const square = (t: Term): Term => K.ipow(t, K.int(2));

/** L - e < f ∧ f < L + e. */
export function within(L: Term, f: Term, e: Term): Formula {
  return K.and(K.lt(K.sub(L, e), f), K.lt(f, K.add(L, e)));
}

/** ∀ variables. premises ⇒ … ⇒ goal, and the variables in order. */
export type Lemma = { readonly vars: readonly Term[]; readonly th: Theorem };

/** An instance of a lemma. */
export function lemma(ctx: Context, key: string, make: () => Lemma, values: readonly Term[]): Theorem {
  const known = lemmas.get(ctx.budget) ?? new Map<string, Theorem>();
  lemmas.set(ctx.budget, known);
  let th = known.get(key);
  if (th === undefined) {
    const made = make();
    th = [...made.vars].reverse().reduce((t, v) => K.generalise(v, t), made.th);
    known.set(key, th);
  }
  return values.reduce((t, v) => K.specialise(t, v), th);
}
const lemmas = new WeakMap<object, Map<string, Theorem>>();

/** Discharges the premises, the first outermost. */
export function premises(th: Theorem, fs: readonly Formula[]): Theorem {
  return [...fs].reverse().reduce((t, f) => K.discharge(f, t), th);
}
export function apply(th: Theorem, ...ps: readonly Theorem[]): Theorem {
  return ps.reduce((t, p) => K.modusPonens(t, p), th);
}

/** |uᵢ - Lᵢ| < e/n for all i ⇒ |Σ uᵢ - Σ Lᵢ| < e. Variables u, then L, then e. */
export function sumLemma(n: number): Lemma {
  const us = Array.from({ length: n }, (_, i) => x(`u${i}`));
  const Ls = us.map((_, i) => x(`L${i}`));
  const e = x("e");
  const share = K.mul(K.num(K.rational(1n, BigInt(n))), e);
  const near = us.map((u, i) => K.assume(within(Ls[i] as Term, u, share)));
  const rows = us.map((_, i) => D.row([i]));
  const goal = within(K.op("add", Ls), K.op("add", us), e) as Formula & { k: "and" };
  const th = K.both(
    K.positivstellensatz(goal.l, near.map(K.left), rows),
    K.positivstellensatz(goal.r, near.map(K.right), rows),
  );
  return {
    vars: [...us, ...Ls, e],
    th: premises(
      th,
      near.map((p) => p.concl),
    ),
  };
}

/** 0 < e, 0 < d, d(e + 3 + L² + M²) = e, |f - L| < d, |g - M| < d ⇒ |fg - LM| < e. Variables f, g, L, M, e, d. */
export function productLemma(): Lemma {
  const [f, g, L, M, e, d] = [x("f"), x("g"), x("L"), x("M"), x("e"), x("c")];
  const size = K.add(e, K.int(3), square(L), square(M));
  const unit = K.assume(K.eq(K.mul(d, size), e));
  const pos = K.assume(K.lt(ZERO(), e));
  const dPos = K.assume(K.lt(ZERO(), d));
  const [F, G] = [K.assume(within(L, f, d)), K.assume(within(M, g, d))];
  const quarter = K.rational(1n, 4n);
  const rest = [D.row([], K.rational(3n)), D.row([], K.ONE, L), D.row([], K.ONE, M)];
  // d < 1: else e = d·size ≥ size > e
  const under = K.assume(K.le(ONE(), d));
  const sizePos = K.positivstellensatz(K.lt(ZERO(), size), [pos], [D.row([0]), ...rest]);
  const bad = D.contradiction([under, sizePos], [D.row([0, 1]), ...rest], [unit], [K.int(-1)]);
  const small = K.lt(d, ONE());
  const less = K.cases(K.totalOrder(ONE(), d), K.absurd(bad, small), K.assume(small));
  const ps = [K.left(F), K.right(F), K.left(G), K.right(G), dPos, pos, less];
  const goal = within(K.mul(L, M), K.mul(f, g), e) as Formula & { k: "and" };
  // With u = f - L, v = g - M: e ± (uv + Lv + Mu) as a sum of products of d ± u, d ± v.
  const one = (sign: 1 | -1): Theorem => {
    const uv = sign > 0 ? [D.row([1, 2], HALF), D.row([0, 3], HALF)] : [D.row([1, 3], HALF), D.row([0, 2], HALF)];
    const rows = [
      ...uv,
      D.row([3], quarter, K.add(L, K.int(sign))),
      D.row([2], quarter, K.add(L, K.int(-sign))),
      D.row([1], quarter, K.add(M, K.int(sign))),
      D.row([0], quarter, K.add(M, K.int(-sign))),
      D.row([4, 5]),
      D.row([4, 6]),
      D.row([4]),
      D.row([4], HALF, L),
      D.row([4], HALF, M),
    ];
    return K.positivstellensatz(sign > 0 ? goal.r : goal.l, ps, rows, [unit], [K.int(-1)]);
  };
  const th = premises(K.both(one(-1), one(1)), [pos.concl, dPos.concl, unit.concl, F.concl, G.concl]);
  return { vars: [f, g, L, M, e, d], th };
}

/** 0 < m, 0 < v, mv = 1, |g - m| < m/2, 2v(1 + e²) < f ⇒ e < fg. Variables f, g, m, v, e. */
export function growthLemma(): Lemma {
  const [f, g, m, v, e] = [x("f"), x("g"), x("M"), x("w"), x("e")];
  const h = K.mul(K.num(HALF), m);
  const pos = K.assume(K.lt(ZERO(), m));
  const vPos = K.assume(K.lt(ZERO(), v));
  const unit = K.assume(K.eq(K.mul(m, v), ONE()));
  const near = K.assume(within(m, g, h));
  const size = K.add(ONE(), square(e));
  const above = K.assume(K.lt(K.mul(K.int(2), v, size), f));
  const gap = K.positivstellensatz(K.lt(h, g), [K.left(near)], [D.row([0])]);
  // fg - e = (f - b)(g - m/2) + (f - b)m/2 + b(g - m/2) + (bm/2 - e), b = 2v(1 + e²)
  const rows = [
    D.row([0, 1]),
    D.row([0, 2], HALF),
    D.row([3, 1], K.rational(2n)),
    D.row([3, 1], K.rational(2n), e),
    D.row([], K.ONE, K.sub(e, K.num(HALF))),
    D.row([], K.rational(3n, 4n)),
  ];
  const th = K.positivstellensatz(K.lt(e, K.mul(f, g)), [above, gap, pos, vPos], rows, [unit], [size]);
  return { vars: [f, g, m, v, e], th: premises(th, [pos.concl, vPos.concl, unit.concl, near.concl, above.concl]) };
}

/** 0 < e, 1/e < f ⇒ |1/f - 0| < e. Variables f, e. */
export function inverseLemma(): Lemma {
  const [f, e] = [x("f"), x("e")];
  const p = K.assume(K.lt(ZERO(), e));
  const above = K.assume(K.lt(K.inv(e), f));
  const fPos = K.positivstellensatz(K.lt(ZERO(), f), [above, D.positiveInverse(p)], [D.row([0]), D.row([1])]);
  const w = D.positiveInverse(fPos);
  const units = [K.inverse(D.nonzeroOf(p)), K.inverse(D.nonzeroOf(fPos))];
  const low = K.positivstellensatz(K.lt(K.sub(ZERO(), e), K.inv(f)), [p, w], [D.row([0]), D.row([1])]);
  // e - w = ew(f - 1/e), as fw = 1 and e·inv(e) = 1
  const high = K.positivstellensatz(K.lt(K.inv(f), K.add(ZERO(), e)), [p, w, above], [D.row([0, 1, 2])], units, [
    K.inv(f),
    K.neg(e),
  ]);
  return { vars: [f, e], th: premises(K.both(low, high), [p.concl, above.concl]) };
}

/** 0 < f, |f - 0| < 1/(1 + e²) ⇒ e < 1/f. Variables f, e. */
export function smallLemma(): Lemma {
  const [f, e] = [x("f"), x("e")];
  const s = K.add(ONE(), square(e));
  const sPos = K.positivstellensatz(K.lt(ZERO(), s), [], [D.row([]), D.row([], K.ONE, e)]);
  const p = K.assume(K.lt(ZERO(), f));
  const near = K.assume(within(ZERO(), f, K.inv(s)));
  const w = D.positiveInverse(p);
  const units = [K.inverse(D.nonzeroOf(sPos)), K.inverse(D.nonzeroOf(p))];
  // w - e = ws(1/s - f) + (s - e)
  const rows = [D.row([0, 1, 2]), D.row([], K.ONE, K.sub(e, K.num(HALF))), D.row([], K.rational(3n, 4n))];
  const th = K.positivstellensatz(K.lt(e, K.inv(f)), [w, sPos, K.right(near)], rows, units, [K.neg(K.inv(f)), s]);
  return { vars: [f, e], th: premises(th, [p.concl, near.concl]) };
}

/** exp e < f ⇒ e < log f, by exp(e - log f) ≥ 1 + e - log f. Variables f, e. */
export function logLemma(): Lemma {
  const [f, e] = [x("f"), x("e")];
  const above = K.assume(K.lt(K.exp(e), f));
  const fPos = K.positivstellensatz(K.lt(ZERO(), f), [above, K.expPositive(e)], [D.row([0]), D.row([1])]);
  const lg = K.log(f);
  const no = K.assume(K.le(lg, e));
  const tangent = K.expTangent(K.sub(e, lg));
  const back = K.expLog(fPos);
  const bot = D.contradiction(
    [above, fPos, no, tangent],
    [D.row([0]), D.row([1, 3]), D.row([1, 2])],
    [back],
    [K.exp(K.sub(e, lg))],
  );
  const yes = K.lt(e, lg);
  const th = K.cases(K.totalOrder(lg, e), K.absurd(bot, yes), K.assume(yes));
  return { vars: [f, e], th: premises(th, [above.concl]) };
}

/** 0 < e, 0 < e² - r² ⇒ -e < r ∧ r < e. Variables r, e. */
export function squareLemma(): Lemma {
  const [r, e] = [x("r"), x("e")];
  const pos = K.assume(K.lt(ZERO(), e));
  const sq = K.assume(K.lt(ZERO(), K.sub(square(e), square(r))));
  const upper = K.lt(r, e);
  const lower = K.lt(K.neg(e), r);
  // e ≤ r: (r - e)² + 2e(r - e) = r² - e²
  const high = K.assume(K.le(e, r));
  const bad1 = D.contradiction(
    [sq, pos, high],
    [D.row([0]), D.row([], K.ONE, K.sub(r, e)), D.row([1, 2], K.rational(2n))],
  );
  const low = K.assume(K.le(r, K.neg(e)));
  const bad2 = D.contradiction(
    [sq, pos, low],
    [D.row([0]), D.row([], K.ONE, K.add(r, e)), D.row([1, 2], K.rational(2n))],
  );
  const th = K.both(
    K.cases(K.totalOrder(r, K.neg(e)), K.absurd(bad2, lower), K.assume(lower)),
    K.cases(K.totalOrder(e, r), K.absurd(bad1, upper), K.assume(upper)),
  );
  return { vars: [r, e], th: premises(th, [pos.concl, sq.concl]) };
}

/** 0 < e, 1 + 4/e² < s ⇒ |log(s)/s - 0| < e. With r = exp(½ log s), r² = s: log s ≤ 2(r - 1) and r > 2/e. Variables s, e. */
export function logOverLemma(): Lemma {
  const [s, e] = [x("s"), x("e")];
  const pos = K.assume(K.lt(ZERO(), e));
  const w = K.inv(e);
  const far = K.assume(K.lt(K.add(K.int(1), K.mul(K.int(4), K.ipow(w, K.int(2)))), s));
  const unit = K.inverse(D.nonzeroOf(pos));
  const sPos = K.positivstellensatz(K.lt(ZERO(), s), [far], [D.row([0]), D.row([]), D.row([], K.rational(4n), w)]);
  const back = K.expLog(sPos);
  const lg = K.log(s);
  const h = K.mul(K.num(K.rational(1n, 2n)), lg);
  const r = K.exp(h);
  const rPos = K.expPositive(h);
  // r² = s
  const root = K.linearCombination(square(r), s, [back], [ONE()]);
  // e·r > 2: else (2 - er)(2 + er) ≥ 0, but e²s > 4 + e²
  const er = K.mul(e, r);
  const no = K.assume(K.le(er, K.int(2)));
  const bot = D.contradiction(
    [far, no, pos, rPos],
    [D.row([0, 2, 2]), D.row([], K.ONE, e), D.row([1], K.rational(2n)), D.row([1, 2, 3])],
    [root, unit],
    [square(e), K.mul(K.int(4), K.add(K.mul(e, w), K.int(1)))],
  );
  const yes = K.lt(K.int(2), er);
  const large = K.cases(K.totalOrder(er, K.int(2)), K.absurd(bot, yes), K.assume(yes));
  const inv = D.positiveInverse(sPos);
  const sUnit = K.inverse(D.nonzeroOf(sPos));
  const q = K.mul(lg, K.inv(s));
  const goal = within(ZERO(), q, e) as Formula & { k: "and" };
  // e - log(s)/s = (e·s - 2h)/s, and e·s - 2h = r(er - 2) + 2(r - 1 - h) + 2
  const tangent = K.expTangent(h);
  const high = K.positivstellensatz(
    goal.r,
    [inv, rPos, large, tangent],
    [D.row([0, 1, 2]), D.row([0, 3], K.rational(2n)), D.row([0], K.rational(2n))],
    [root, sUnit],
    [K.neg(K.mul(e, K.inv(s))), K.neg(e)],
  );
  // log s ≥ 0: log s = -log(1/s) ≥ 1 - 1/s > 0
  const neg = K.neg(lg);
  const tangent2 = K.expTangent(neg);
  const flip = K.linearCombination(
    K.exp(neg),
    K.inv(s),
    [back, sUnit],
    [K.neg(K.mul(K.inv(s), K.exp(neg))), K.neg(K.exp(neg))],
  );
  const logPos = K.positivstellensatz(
    K.lt(ZERO(), lg),
    [tangent2, far, inv],
    [D.row([0]), D.row([1, 2]), D.row([2], K.rational(4n), w)],
    [flip, sUnit],
    [K.int(-1), K.int(-1)],
  );
  const low = K.positivstellensatz(goal.l, [pos, logPos, inv], [D.row([0]), D.row([1, 2])]);
  return { vars: [s, e], th: premises(K.both(low, high), [pos.concl, far.concl]) };
}
