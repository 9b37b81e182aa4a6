/** Polynomials in one variable with rational coefficients, by increasing power. */

import type { Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

type Poly = readonly Rational[];

function trim(p: Poly): Rational[] {
  let n = p.length;
  while (n > 0 && (p[n - 1] as Rational).num === 0n) n--;
  return p.slice(0, n);
}

export function evaluate(p: Poly, x: Rational): Rational {
  return p.reduceRight((y, c) => K.addQ(K.mulQ(y, x), c), K.ZERO);
}

export function power(q: Rational, n: number): Rational {
  let out = K.ONE;
  for (let i = 0; i < n; i++) out = K.mulQ(out, q);
  return out;
}

export function binomial(n: number, k: number): Rational {
  let out = 1n;
  for (let i = 1; i <= k; i++) out = (out * BigInt(n - i + 1)) / BigInt(i);
  return K.rational(out);
}

/** The coefficients in t of p(a + t), or of p(a - t). */
export function shift(p: Poly, a: Rational, upwards: boolean): Rational[] {
  const out = [...p];
  for (let i = 0; i < out.length; i++) {
    for (let j = out.length - 2; j >= i; j--) out[j] = K.addQ(out[j] as Rational, K.mulQ(a, out[j + 1] as Rational));
  }
  return upwards ? out : out.map((q, i) => (i % 2 === 0 ? q : K.negQ(q)));
}

/** The Bernstein coefficients of p on [a, b]. */
export function bernstein(p: Poly, a: Rational, b: Rational): Rational[] {
  const n = p.length - 1;
  const w = K.subQ(b, a);
  const scaled = shift(p, a, true).map((q, i) => K.mulQ(q, power(w, i)));
  return scaled.map((_, i) => {
    let sum = K.ZERO;
    for (let j = 0; j <= i; j++)
      sum = K.addQ(sum, K.mulQ(scaled[j] as Rational, K.mulQ(binomial(i, j), K.invQ(binomial(n, j)))));
    return sum;
  });
}

function derivative(p: Poly): Rational[] {
  return p.slice(1).map((q, i) => K.mulQ(q, K.rational(BigInt(i + 1))));
}

/** p = q·d + r with r of lower degree than d. */
export function divide(p: Poly, d: Poly): { quotient: Rational[]; rest: Rational[] } {
  const rest = [...p];
  const quotient: Rational[] = Array.from({ length: Math.max(0, p.length - d.length + 1) }, () => K.ZERO);
  const lead = K.invQ(d[d.length - 1] as Rational);
  for (let i = quotient.length - 1; i >= 0; i--) {
    const c = K.mulQ(rest[i + d.length - 1] as Rational, lead);
    quotient[i] = c;
    if (c.num !== 0n)
      for (let j = 0; j < d.length; j++) rest[i + j] = K.subQ(rest[i + j] as Rational, K.mulQ(c, d[j] as Rational));
  }
  return { quotient: trim(quotient), rest: trim(rest) };
}

function monic(p: Poly): Rational[] {
  const lead = K.invQ(p[p.length - 1] as Rational);
  return p.map((q) => K.mulQ(q, lead));
}

function gcd(p: Poly, q: Poly): Rational[] {
  let a = trim(p);
  let b = trim(q);
  while (b.length > 0) [a, b] = [b, monicOrZero(divide(a, b).rest)];
  return monic(a);
}
function monicOrZero(p: Poly): Rational[] {
  return p.length === 0 ? [] : monic(p);
}

/** p = square²·rest, with no double zeros in the rest (Yun's square-free decomposition). */
export function squarePart(p: Poly): { square: Rational[]; rest: Rational[] } {
  let square: Rational[] = [K.ONE];
  let rest = trim(p);
  for (let round = 0; round < 8; round++) {
    const d = gcd(rest, derivative(rest));
    if (d.length <= 1) break;
    // Zeros of d are at least double in the rest.
    const once = gcd(d, divide(rest, d).quotient);
    if (once.length <= 1) break;
    square = product(square, once);
    rest = divide(divide(rest, once).quotient, once).quotient;
  }
  return { square, rest };
}

function product(p: Poly, q: Poly): Rational[] {
  const out: Rational[] = Array.from({ length: p.length + q.length - 1 }, () => K.ZERO);
  p.forEach((a, i) => {
    q.forEach((b, j) => {
      out[i + j] = K.addQ(out[i + j] as Rational, K.mulQ(a, b));
    });
  });
  return out;
}

const MAX_DIVISORS = 64;

/** The positive rational zeros with small numerator and denominator. */
export function positiveRoots(p: Poly): Rational[] {
  const low = p.findIndex((q) => q.num !== 0n);
  if (low < 0) return [];
  const q = trim(p.slice(low));
  let scale = 1n;
  for (const c of q) scale = (scale / K.gcd(scale, c.den)) * c.den;
  const whole = q.map((c) => (c.num * scale) / c.den);
  const out: Rational[] = [];
  for (const n of divisors(whole[0] as bigint)) {
    for (const d of divisors(whole[whole.length - 1] as bigint)) {
      if (K.gcd(n, d) !== 1n) continue;
      const x = K.rational(n, d);
      if (evaluate(q, x).num === 0n) out.push(x);
    }
  }
  return out;
}

function divisors(n: bigint): bigint[] {
  const m = n < 0n ? -n : n;
  const out: bigint[] = [];
  for (let d = 1n; d <= m && d <= 400n && out.length < MAX_DIVISORS; d++) if (m % d === 0n) out.push(d);
  return out;
}

/** The fraction with the least denominator between a < b. */
export function simplestBetween(a: Rational, b: Rational): Rational {
  for (let d = 1n; d < 1n << 40n; d *= 2n) {
    const n = (a.num * d) / a.den + (a.num < 0n && (a.num * d) % a.den !== 0n ? 0n : 1n);
    const x = K.rational(n, d);
    if (K.compareQ(a, x) <= 0 && K.compareQ(x, b) <= 0) return x;
  }
  return K.mulQ(K.rational(1n, 2n), K.addQ(a, b));
}

/** Σ pᵢ·vⁱ as a term. */
export function toTerm(p: Poly, v: Term): Term {
  return K.op(
    "add",
    p.flatMap((q, i) => (q.num === 0n ? [] : [K.mul(K.num(q), K.ipow(v, K.int(i)))])),
  );
}
