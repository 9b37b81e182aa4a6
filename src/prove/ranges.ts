/** Ranges brought to one shape, so that sums over 1..n, 1..n+1, 0..n and 1..n-1 can meet: end terms are taken out. */

import type { Big, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";

const MAX_PEELED = 3n;

/**
 * Γ ⊢ t = the sum (product) with one end term fewer or more: an upper bound n + c moves towards n, a
 * numeric lower bound towards 1. Null where the bounds have that shape already or the range may be empty.
 */
export function peel(ctx: Context, t: Big): Theorem | null {
  const hi = K.monomials(t.hi);
  const constant = hi.find((m) => m.factors.length === 0 && m.exponent === null);
  if (hi.length > 1 && constant !== undefined && constant.coef.den === 1n) {
    const c = constant.coef.num;
    if (c > 0n && c <= MAX_PEELED) return lastOut(ctx, t);
    if (c < 0n && c >= -MAX_PEELED) return lastIn(ctx, t);
  }
  if (t.lo.k === "num" && t.hi.k !== "num") {
    const c = t.lo.value.num - 1n;
    if (c < 0n && c >= -MAX_PEELED) return firstOut(ctx, t);
    if (c > 0n && c <= MAX_PEELED) return firstIn(ctx, t);
  }
  return null;
}

const join = (t: Big, a: Term, b: Term): Term => K.op(t.k === "sum" ? "add" : "mul", [a, b]);

/** Γ ⊢ big over lo..hi = big over lo..m combined with the one term at hi = m + 1. */
function splitLast(ctx: Context, t: Big, m: Term): Theorem | null {
  const next = K.add(m, K.int(1));
  const low = ctx.search.prove(ctx, K.le(t.lo, next));
  const high = low === null ? null : ctx.search.prove(ctx, K.le(m, t.hi));
  if (low === null || high === null) return null;
  const two = K.split(t, m, low, high);
  const one = K.singleTerm(K.big(t.k, t.hint, next, t.hi, t.body), K.ring(next, t.hi));
  const rest = K.big(t.k, t.hint, t.lo, m, t.body);
  return K.transitivity(two, K.congruence(join(t, rest, K.bound(0)), [one]));
}

function lastOut(ctx: Context, t: Big): Theorem | null {
  const m = K.canonical(K.add(t.hi, K.int(-1)));
  return K.sortOf(m).k === "int" ? splitLast(ctx, t, m) : null;
}

/** Σ up to n - 1 as Σ up to n without the term at n; sums only, as products cannot be divided freely. */
function lastIn(ctx: Context, t: Big): Theorem | null {
  if (t.k !== "sum") return null;
  const hi = K.canonical(K.add(t.hi, K.int(1)));
  if (K.sortOf(hi).k !== "int") return null;
  const longer = K.big("sum", t.hint, t.lo, hi, t.body) as Big;
  const th = splitLast(ctx, longer, t.hi);
  return th === null
    ? null
    : K.linearCombination(t, K.sub(longer, K.instantiate(t.body, [K.add(t.hi, K.int(1))])), [th], [K.int(-1)]);
}

function splitFirst(ctx: Context, t: Big): Theorem | null {
  const low = ctx.search.prove(ctx, K.le(t.lo, K.add(t.lo, K.int(1))));
  const high = low === null ? null : ctx.search.prove(ctx, K.le(t.lo, t.hi));
  if (low === null || high === null) return null;
  const two = K.split(t, t.lo, low, high);
  const one = K.singleTerm(K.big(t.k, t.hint, t.lo, t.lo, t.body), K.reflexivity(t.lo));
  const rest = K.big(t.k, t.hint, K.add(t.lo, K.int(1)), t.hi, t.body);
  return K.transitivity(two, K.congruence(join(t, K.bound(0), rest), [one]));
}

function firstOut(ctx: Context, t: Big): Theorem | null {
  return splitFirst(ctx, t);
}

function firstIn(ctx: Context, t: Big): Theorem | null {
  if (t.k !== "sum" || t.lo.k !== "num") return null;
  const lo = K.num({ num: t.lo.value.num - 1n, den: 1n });
  const longer = K.big("sum", t.hint, lo, t.hi, t.body) as Big;
  const th = splitFirst(ctx, longer);
  if (th === null) return null;
  const shorter = K.big("sum", t.hint, K.add(lo, K.int(1)), t.hi, t.body);
  const same = K.ring(shorter, t);
  const back = K.linearCombination(shorter, K.sub(longer, K.instantiate(t.body, [lo])), [th], [K.int(-1)]);
  return K.transitivity(K.symmetry(same), back);
}
