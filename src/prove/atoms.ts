/** The sign of a single atom by what kind of term it is. */

import type { Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { rootSign } from "./roots.ts";
import { nonnegative, positive, signed } from "./signs.ts";

/** The sign of one atom (or its negative) by what kind of term it is. */
export function atomSign(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  const m = ms[0];
  if (ms.length !== 1 || m === undefined || m.factors.length !== 1 || m.exponent !== null) return null;
  const f = m.factors[0] as { atom: Term; exp: number };
  if (f.exp !== 1) return null;
  const negative = m.coef.num < 0n;
  const a = f.atom;
  const goal = strict ? K.lt(K.int(0), c) : K.le(K.int(0), c);
  const scale = (th: Theorem): Theorem =>
    K.positivstellensatz(goal, [th], [D.row([0], K.rational(negative ? -m.coef.num : m.coef.num, m.coef.den))]);
  if (a.k === "sum") {
    const th = sumSign(ctx, { lo: a.lo, hi: a.hi, hint: a.hint, body: negative ? K.neg(a.body) : a.body }, strict);
    return th === null ? null : K.positivstellensatz(goal, [th], [D.row([0], negative ? K.negQ(m.coef) : m.coef)]);
  }
  if (a.k === "op" && a.op === "log") return logSign(ctx, a.args[0] as Term, goal, negative, m.coef, strict);
  if (a.k === "op" && a.op === "inv") {
    const p = a.args[0] as Term;
    if (!negative) {
      const th = positive(ctx, p);
      return th === null ? null : scale(D.positiveInverse(th));
    }
    const th = positive(ctx, K.neg(p));
    if (th === null) return null;
    return K.positivstellensatz(goal, [D.positiveInverse(th)], [D.row([0], K.negQ(m.coef))]);
  }
  if (negative) return null;
  if (a.k === "prod") {
    const body = underRange(ctx, a, (inner, b) => positive(inner, b));
    return body === null ? null : scale(K.productPositive(body));
  }
  if (a.k === "op" && a.op === "rpow") {
    const th = rootSign(ctx, a, strict);
    return th === null ? null : scale(th);
  }
  if (a.k === "op" && a.op === "ipow") {
    const [base, n] = a.args as [Term, Term];
    const th = positive(ctx, base);
    if (th === null) return null;
    const pos = K.expPositive(K.mul(n, K.log(base)));
    return K.positivstellensatz(goal, [pos], [D.row([0], m.coef)], [K.power(th, n)], [K.num(m.coef)]);
  }
  if (a.k === "if") {
    const yes = K.ifTrue(K.assume(a.test), a.then, a.else);
    const no = K.ifFalse(K.assume(K.not(a.test)), a.then, a.else);
    const side = (test: K.Formula, branch: Term, same: Theorem): Theorem | null => {
      const inner = ctx.assume(test);
      const th = signed(inner, branch, strict);
      return th === null ? null : K.positivstellensatz(goal, [th], [D.row([0], m.coef)], [same], [K.num(m.coef)]);
    };
    const one = side(a.test, a.then, yes);
    const zero = one === null ? null : side(K.not(a.test), a.else, no);
    return one === null || zero === null ? null : D.byCases(a.test, one, zero);
  }
  return null;
}

/** log p > 0 for p > 1 by log p ≥ 1 - 1/p, and log p < 0 for p < 1 by log p ≤ p - 1. */
function logSign(
  ctx: Context,
  p: Term,
  goal: K.Formula,
  negative: boolean,
  coef: Rational,
  strict: boolean,
): Theorem | null {
  const pos = positive(ctx, p);
  if (pos === null) return null;
  const lg = K.log(p);
  const back = K.expLog(pos);
  const size = K.rational(coef.num < 0n ? -coef.num : coef.num, coef.den);
  const gap = signed(ctx, negative ? K.sub(K.int(1), p) : K.sub(p, K.int(1)), strict);
  if (gap === null) return null;
  if (negative) {
    // -log p = (exp(log p) - 1 - log p) + (1 - p)
    const tangent = K.expTangent(lg);
    return K.positivstellensatz(
      goal,
      [tangent, gap],
      [D.row([0], size), D.row([1], size)],
      [back],
      [K.num(K.negQ(size))],
    );
  }
  // log p = (exp(-log p) - 1 + log p) + (p - 1)/p, with exp(-log p) = 1/p
  const w = D.positiveInverse(pos);
  const unit = K.inverse(D.nonzeroOf(pos));
  const tangent = K.expTangent(K.neg(lg));
  // exp(-L) = w: from exp(L) = p times w·exp(-L).
  const flip = K.linearCombination(
    K.exp(K.neg(lg)),
    K.inv(p),
    [back, unit],
    [K.neg(K.mul(K.inv(p), K.exp(K.neg(lg)))), K.neg(K.exp(K.neg(lg)))],
  );
  return K.positivstellensatz(
    goal,
    [tangent, gap, w],
    [D.row([0], size), D.row([1, 2], size)],
    [flip, unit],
    [K.num(K.negQ(size)), K.num(K.negQ(size))],
  );
}

/** ∀k in the range: prove(body), as the guarded formula that rules take. */
export function underRange(
  ctx: Context,
  big: { readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term },
  prove: (inner: Context, body: Term, k: Term) => Theorem | null,
): Theorem | null {
  // The sign of a term of a sum must not ask for the sign of the same sum, in whatever context.
  const key = K.idOf(big.body);
  if (ctx.budget.opened.has(key) || ctx.budget.opened.size >= 2) return null;
  ctx.budget.opened.add(key);
  const k = ctx.fresh(big.hint, K.INT);
  const range = K.and(K.le(big.lo, k), K.le(k, big.hi));
  const inner = ctx.assume(range);
  let th: Theorem | null;
  try {
    th = prove(inner, K.instantiate(big.body, [k]), k);
  } finally {
    ctx.budget.opened.delete(key);
  }
  return th === null ? null : K.generalise(k, K.discharge(range, D.bundle(th, range)), big.hint);
}

type SumParts = { readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term };

function sumSign(ctx: Context, s: SumParts, strict: boolean): Theorem | null {
  if (!strict) {
    const th = underRange(ctx, s, (inner, b) => nonnegative(inner, b));
    return th === null ? null : K.sumNonnegative(th);
  }
  const nonempty = ctx.search.prove(ctx, K.le(s.lo, s.hi));
  if (nonempty === null) return null;
  const th = underRange(ctx, s, (inner, b) => positive(inner, b));
  return th === null ? null : K.sumPositive(th, nonempty);
}
