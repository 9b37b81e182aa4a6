/** Exact rational numbers. Numerator and denominator are coprime, the denominator positive. */
export type Rational = { readonly num: bigint; readonly den: bigint };

export const ZERO: Rational = Object.freeze({ num: 0n, den: 1n });
export const ONE: Rational = Object.freeze({ num: 1n, den: 1n });

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) {
    const r = x % y;
    x = y;
    y = r;
  }
  return x;
}

/** The reduced fraction num/den. Throws RangeError if den is 0. */
export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 1n) return Object.freeze({ num, den });
  if (den === 0n) throw new RangeError("rational: denominator 0");
  const g = gcd(num, den);
  const s = den < 0n ? -g : g;
  return Object.freeze({ num: num / s, den: den / s });
}

export function addQ(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) return Object.freeze({ num: a.num + b.num, den: 1n });
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function mulQ(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) {
    if (a.num === 1n) return b;
    return b.num === 1n ? a : Object.freeze({ num: a.num * b.num, den: 1n });
  }
  return rational(a.num * b.num, a.den * b.den);
}

export function negQ(a: Rational): Rational {
  return Object.freeze({ num: -a.num, den: a.den });
}

export function subQ(a: Rational, b: Rational): Rational {
  return addQ(a, negQ(b));
}

/** 1/a, and 0 for a = 0 (the total inverse of the logic). */
export function invQ(a: Rational): Rational {
  if (a.num === 0n) return ZERO;
  return a.num < 0n ? Object.freeze({ num: -a.den, den: -a.num }) : Object.freeze({ num: a.den, den: a.num });
}

/** -1, 0 or 1. */
export function compareQ(a: Rational, b: Rational): number {
  const d = a.num * b.den - b.num * a.den;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
}

export function equalQ(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}
