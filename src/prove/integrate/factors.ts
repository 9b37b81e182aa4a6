/** Factors of denominators: polynomials in the variable or in one exponential, by rational roots and squares. */
import type { Rational, Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import { partsIn } from "../coefficients.ts";
import { squareRoot } from "../stationary.ts";

export type Factor = { readonly factor: Term; readonly exp: number };
/** constant · Π factor^exp, the constant free of the variable. */
export type Factored = { readonly constant: Term; readonly factors: readonly Factor[] };

/** A polynomial in one generator: coefficients by ascending power. */
type Polynomial = { readonly generator: Term; readonly coefficients: readonly Term[] };

const MAX_DEGREE = 12;
const MAX_CANDIDATES = 400n;

/** p as a product; p itself where nothing is found. */
export function factored(p: Term, x: Term): Factored {
  const poly = asPolynomial(p, x);
  if (poly === null) return { constant: K.int(1), factors: [{ factor: p, exp: 1 }] };
  const u = poly.generator;
  const factors: Factor[] = [];
  const push = (factor: Term, exp: number): void => {
    const i = factors.findIndex((f) => f.factor === factor);
    if (i < 0) factors.push({ factor, exp });
    else factors[i] = { factor, exp: (factors[i] as Factor).exp + exp };
  };
  let c = [...poly.coefficients];
  let low = 0;
  while (c[0] === K.int(0)) {
    c = c.slice(1);
    low++;
  }
  // A power of an exponential is no factor that matters: it is never 0.
  if (low > 0) push(u, low);
  let constant: Term = K.int(1);
  for (;;) {
    const root = rootOf(c);
    if (root === null) break;
    push(K.canonical(K.sub(u, root)), 1);
    c = deflated(c, root);
  }
  if (c.length === 1) constant = c[0] as Term;
  else
    push(
      K.canonical(
        K.op(
          "add",
          c.map((a, i) => K.mul(a, K.ipow(u, K.int(i)))),
        ),
      ),
      1,
    );
  return { constant, factors };
}

/** The degree of p in the variable alone, or null where p is no polynomial in it. */
export function degreeIn(p: Term, x: Term): number | null {
  const poly = asPolynomial(p, x);
  return poly === null || poly.generator !== x ? null : poly.coefficients.length - 1;
}

function asPolynomial(p: Term, x: Term): Polynomial | null {
  const parts = partsIn(p, [x]);
  const powers: { power: Rational; coefficient: Term }[] = [];
  let exponent: Term | null = null;
  let plain = false;
  for (const part of parts) {
    if (part.own === K.int(1)) {
      powers.push({ power: K.ZERO, coefficient: part.coefficient });
      continue;
    }
    const own = K.monomials(part.own);
    const [m] = own;
    if (own.length !== 1 || m === undefined) return null;
    const [f] = m.factors;
    if (m.exponent === null && m.factors.length === 1 && f?.atom === x && f.exp > 0) {
      plain = true;
      powers.push({ power: K.rational(BigInt(f.exp)), coefficient: part.coefficient });
    } else if (m.exponent !== null && m.factors.length === 0) {
      exponent ??= m.exponent;
      const ratio = ratioOf(m.exponent, exponent);
      if (ratio === null) return null;
      powers.push({ power: ratio, coefficient: part.coefficient });
    } else return null;
  }
  if (plain === (exponent !== null)) return null;
  return arranged(exponent === null ? x : exponent, exponent !== null, powers);
}

/** q = r·s for a rational r, else null. */
function ratioOf(q: Term, s: Term): Rational | null {
  const [a, b] = [K.monomials(q), K.monomials(s)];
  const [m, n] = [a[0], b[0]];
  if (m === undefined || n === undefined || m.term !== n.term) return null;
  const r = K.mulQ(m.coef, K.invQ(n.coef));
  return K.canonical(K.sub(q, K.mul(K.num(r), s))) === K.int(0) ? r : null;
}

function arranged(
  base: Term,
  exponential: boolean,
  powers: readonly { power: Rational; coefficient: Term }[],
): Polynomial | null {
  // Exponentials: whole powers of the largest common step.
  let den = 1n;
  for (const { power } of powers) den = (den / K.gcd(den, power.den)) * power.den;
  const whole = powers.map(({ power }) => (power.num * den) / power.den);
  if (whole.some((n) => n < 0n)) return null;
  let step = 0n;
  for (const n of whole) step = K.gcd(step, n);
  if (step === 0n) return null;
  if (!exponential) step = 1n;
  const degree = Number(whole.reduce((a, b) => (a > b ? a : b)) / step);
  if (degree > MAX_DEGREE) return null;
  const parts = Array.from({ length: degree + 1 }, () => [] as Term[]);
  powers.forEach(({ coefficient }, i) => {
    (parts[Number((whole[i] as bigint) / step)] as Term[]).push(coefficient);
  });
  const coefficients = parts.map((p) => K.canonical(K.op("add", p)));
  const generator = exponential ? K.exp(K.mul(K.num(K.rational(step, den)), base)) : base;
  return { generator: K.canonical(generator), coefficients };
}

/** A root of Σ cᵢuⁱ: of a linear polynomial, rational, or by a square root that exists as a term. */
function rootOf(c: readonly Term[]): Term | null {
  if (c[c.length - 1]?.k !== "num") return null;
  if (c.length === 2) return K.canonical(K.neg(K.mul(c[0] as Term, K.inv(c[1] as Term))));
  if (c.length < 2) return null;
  const numbers = c.map((t) => (t.k === "num" ? t.value : null));
  if (numbers.every((q) => q !== null)) {
    const r = rationalRoot(numbers as Rational[]);
    if (r !== null) return K.num(r);
  }
  if (c.length !== 3) return null;
  const [c0, c1, c2] = c as [Term, Term, Term];
  const root = rootOfTerm(K.canonical(K.sub(K.mul(c1, c1), K.mul(K.int(4), c0, c2))));
  if (root === null) return null;
  return K.canonical(K.mul(K.sub(root, c1), K.inv(K.mul(K.int(2), c2))));
}

function rationalRoot(c: readonly Rational[]): Rational | null {
  let den = 1n;
  for (const q of c) den = (den / K.gcd(den, q.den)) * q.den;
  const whole = c.map((q) => (q.num * den) / q.den);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const first = size(whole[0] as bigint);
  const last = size(whole[whole.length - 1] as bigint);
  if (first > 10_000n || last > 10_000n) return null;
  let tried = 0n;
  for (let q = 1n; q <= last; q++) {
    if (last % q !== 0n) continue;
    for (let p = 1n; p <= first; p++) {
      if (first % p !== 0n || tried++ > MAX_CANDIDATES) continue;
      for (const sign of [1n, -1n]) {
        const r = K.rational(sign * p, q);
        let value = K.ZERO;
        for (const a of [...c].reverse()) value = K.addQ(K.mulQ(value, r), a);
        if (value.num === 0n) return r;
      }
    }
  }
  return null;
}

/** s with s² = t by RING, for a number or one monomial; null for others. */
function rootOfTerm(t: Term): Term | null {
  const ms = K.monomials(t);
  const [m] = ms;
  if (m === undefined) return K.int(0);
  const root = squareRoot(m.coef);
  if (ms.length !== 1 || root === null || m.factors.some((f) => f.exp % 2 !== 0)) return null;
  const half = m.factors.map((f) => K.ipow(f.atom, K.int(f.exp / 2)));
  const exponent = m.exponent === null ? [] : [K.exp(K.mul(K.num(K.rational(1n, 2n)), m.exponent))];
  return K.op("mul", [K.num(root), ...half, ...exponent]);
}

/** The quotient by u - root, the remainder left aside. */
function deflated(c: readonly Term[], root: Term): Term[] {
  const out: Term[] = [];
  let carry: Term = K.int(0);
  for (let i = c.length - 1; i > 0; i--) {
    carry = K.canonical(K.add(c[i] as Term, K.mul(root, carry)));
    out.unshift(carry);
  }
  return out;
}
