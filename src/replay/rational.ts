/** Exact fractions n/d in lowest terms, d > 0. */
import { reject } from "./rejected.ts";

export type Q = { readonly n: bigint; readonly d: bigint };

const LARGEST = 1n << 1_000_000n;
const SMALLEST = -LARGEST;

function common(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** n/d in lowest terms. Rejects d = 0 and numbers of more than a million bits. */
export function fraction(n: bigint, d: bigint = 1n): Q {
  if (d === 0n) reject("a fraction with denominator 0");
  if (n > LARGEST || n < SMALLEST || d > LARGEST || d < SMALLEST) reject("a number of more than 1,000,000 bits");
  if (d === 1n) return { n, d };
  const g = common(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / g, d: d / g };
}

export const ZERO = fraction(0n);
export const ONE = fraction(1n);
export const MINUS_ONE = fraction(-1n);

export const plus = (a: Q, b: Q): Q =>
  a.d === 1n && b.d === 1n ? fraction(a.n + b.n) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const times = (a: Q, b: Q): Q =>
  a === ONE ? b : b === ONE ? a : a.d === 1n && b.d === 1n ? fraction(a.n * b.n) : fraction(a.n * b.n, a.d * b.d);
/** 1/a, and 0 for 0. */
export const reciprocal = (a: Q): Q => (a.n === 0n ? ZERO : fraction(a.d, a.n));
export const same = (a: Q, b: Q): boolean => a.n === b.n && a.d === b.d;
export const isZero = (a: Q): boolean => a.n === 0n;
export const isPositive = (a: Q): boolean => a.n > 0n;

/** a to the power n, for a natural number n. Rejects results of more than a million bits before computing them. */
export function power(a: Q, n: number): Q {
  const bits = Math.max(a.n.toString(16).length, a.d.toString(16).length) * 4;
  if (bits > 4 && bits * n > 1_000_000) reject("a power of a number beyond 1,000,000 bits");
  return fraction(a.n ** BigInt(n), a.d ** BigInt(n));
}

/** The greatest q > 0 such that all the fractions are whole multiples of q; 1 for none. */
export function content(all: readonly Q[]): Q {
  let n = 0n;
  let d = 1n;
  for (const a of all) {
    n = common(n, a.n);
    d = (d / common(d, a.d)) * a.d;
  }
  return n === 0n ? ONE : fraction(n, d);
}
