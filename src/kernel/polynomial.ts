/**
 * Sparse polynomials over atoms, with at most one exponential a monomial: the data of the ring normal
 * form (ring.ts). Everything here is frozen or private.
 *
 * A factor (a, n) means: a^n where a ≠ 0, and 0 where a = 0, for every integer n, so (a, 0) is a·inv(a).
 * With that reading (a, n)(a, m) = (a, n + m) holds without a condition.
 */

import type { Rational } from "./rational.ts";
import * as Q from "./rational.ts";
import { Refusal } from "./refusal.ts";
import type { Term } from "./term.ts";
import * as T from "./term.ts";

export type Factor = { readonly atom: Term; readonly exp: number };
export type Mono = {
  readonly key: string;
  readonly factors: readonly Factor[];
  /** The exponent q of exp(q), in normal form, or null for q = 0. */
  readonly expo: Poly | null;
};
export type Entry = { readonly mono: Mono; readonly coef: Rational };

export class Poly {
  readonly #terms: ReadonlyMap<string, Entry>;
  #canon: Term | null = null;
  #sorted: readonly Entry[] | null = null;
  constructor(terms: ReadonlyMap<string, Entry>) {
    this.#terms = terms;
    Object.freeze(this);
  }
  get size(): number {
    return this.#terms.size;
  }
  get(key: string): Entry | undefined {
    return this.#terms.get(key);
  }
  /** Entries in no particular order. */
  rows(): Iterable<Entry> {
    return this.#terms.values();
  }
  /** Entries by decreasing monomial: a fresh or frozen array. */
  entries(): readonly Entry[] {
    if (this.#sorted === null) {
      this.#sorted = Object.freeze([...this.#terms.values()].sort((a, b) => compareMono(b.mono, a.mono)));
    }
    return this.#sorted;
  }
  /** The value if the polynomial is a constant, else null. */
  constant(): Rational | null {
    if (this.#terms.size === 0) return Q.ZERO;
    if (this.#terms.size > 1) return null;
    const e = this.#terms.get(UNIT.key);
    return e === undefined ? null : e.coef;
  }
  /** The canonical term of the polynomial; its normal form is the polynomial again. */
  term(): Term {
    // Constants are shared by all arenas, so their terms are not kept.
    const c = this.constant();
    if (c !== null) return T.num(c);
    if (this.#canon === null) {
      const parts = this.entries().map((e) => entryTerm(e));
      this.#canon = parts.length === 0 ? T.int(0) : parts.length === 1 ? (parts[0] as Term) : T.op("add", parts);
    }
    return this.#canon;
  }
}

// ---- fuel --------------------------------------------------------------------------------------

let fuel = 2_000_000;
let allowance = 2_000_000;
/** Sets the number of term products that may be spent from now on. Fuel bounds work; it decides nothing. */
export function refuel(products: number): void {
  fuel = products;
  allowance = products;
}
/** Term products left of the last refuel. */
export function fuelLeft(): number {
  return fuel;
}
function burn(n: number): void {
  fuel -= n;
  if (fuel < 0) throw new Refusal("limit", `limit of ${allowance.toLocaleString("en-US")} term products reached`);
}

// ---- monomials ---------------------------------------------------------------------------------

const MAX_EXPONENT = 100_000;

/** The monomial of the factors (distinct atoms, any order) and the exponential. */
export function mono(factors: readonly Factor[], expo: Poly | null): Mono {
  const own = factors.map((f) => Object.freeze({ atom: f.atom, exp: f.exp }));
  if (own.length > 1) own.sort((a, b) => T.compareNodes(a.atom, b.atom));
  return ordered(own, expo);
}

/** The monomial of frozen factors in order; the array becomes its own. */
function ordered(factors: Factor[], expo: Poly | null): Mono {
  let key = "";
  for (const f of factors) {
    if (f.exp > MAX_EXPONENT || f.exp < -MAX_EXPONENT) throw new Refusal("limit", `exponent beyond ${MAX_EXPONENT}`);
    key += `${T.idOf(f.atom)}^${f.exp}.`;
  }
  const q = expo === null || expo.size === 0 ? null : expo;
  if (q !== null) key += `e${T.idOf(q.term())}`;
  return Object.freeze({ key, factors: Object.freeze(factors), expo: q });
}
export const UNIT: Mono = mono([], null);

/** Is the atom an indicator, with values 0 and 1 only? */
export function isIndicator(atom: Term): boolean {
  return atom.k === "if";
}

/** The product, with indicators idempotent; substitution by deltas is up to ring.ts. */
export function mulMono(a: Mono, b: Mono): Mono {
  if (a === UNIT) return b;
  if (b === UNIT) return a;
  const out: Factor[] = [];
  let i = 0;
  let j = 0;
  while (i < a.factors.length || j < b.factors.length) {
    const x = a.factors[i];
    const y = b.factors[j];
    if (x === undefined) {
      out.push(y as Factor);
      j++;
    } else if (y === undefined) {
      out.push(x);
      i++;
    } else if (x.atom === y.atom) {
      out.push(Object.freeze({ atom: x.atom, exp: isIndicator(x.atom) ? 1 : x.exp + y.exp }));
      i++;
      j++;
    } else if (T.compareNodes(x.atom, y.atom) < 0) {
      out.push(x);
      i++;
    } else {
      out.push(y);
      j++;
    }
  }
  const expo = a.expo === null ? b.expo : b.expo === null ? a.expo : addPoly(a.expo, b.expo);
  return ordered(out, expo);
}

/** A total order of monomials by structure: degree, then lexicographic in the atoms, then the exponential. */
export function compareMono(a: Mono, b: Mono): number {
  if (a.key === b.key) return 0;
  const deg = degree(a) - degree(b);
  if (deg !== 0) return deg;
  const n = Math.min(a.factors.length, b.factors.length);
  for (let i = 0; i < n; i++) {
    const x = a.factors[i] as Factor;
    const y = b.factors[i] as Factor;
    const c = T.compareNodes(x.atom, y.atom);
    if (c !== 0) return -c;
    if (x.exp !== y.exp) return x.exp - y.exp;
  }
  if (a.factors.length !== b.factors.length) return a.factors.length - b.factors.length;
  return compareExponents(a.expo ?? ZERO_POLY, b.expo ?? ZERO_POLY);
}
function degree(m: Mono): number {
  let d = 0;
  for (const f of m.factors) d += Math.abs(f.exp);
  return d;
}

/** Translation-invariant order of exponents: the sign of the leading coefficient of a - b. */
export function compareExponents(a: Poly, b: Poly): number {
  if (a === b) return 0;
  const [xs, ys] = [a.entries(), b.entries()];
  for (let i = 0; ; i++) {
    const [x, y] = [xs[i], ys[i]];
    if (x === undefined && y === undefined) return 0;
    const order = x === undefined ? -1 : y === undefined ? 1 : compareMono(x.mono, y.mono);
    // The greater monomial leads the difference, with its coefficient or the other one's negative.
    if (order > 0) return (x as Entry).coef.num > 0n ? 1 : -1;
    if (order < 0) return (y as Entry).coef.num > 0n ? -1 : 1;
    const c = Q.compareQ((x as Entry).coef, (y as Entry).coef);
    if (c !== 0) return c;
  }
}

export function monoTerm(m: Mono): Term {
  return entryTerm({ mono: m, coef: Q.ONE });
}

function entryTerm(e: Entry): Term {
  const parts: Term[] = [];
  for (const f of e.mono.factors) {
    if (f.exp === 1) parts.push(f.atom);
    else if (f.exp === 0) parts.push(f.atom, T.inv(f.atom));
    else if (f.exp === -1) parts.push(T.inv(f.atom));
    else parts.push(T.ipow(f.atom, T.int(f.exp)));
  }
  if (e.mono.expo !== null) parts.push(T.exp(e.mono.expo.term()));
  const plain = Q.equalQ(e.coef, Q.ONE);
  if (parts.length === 0) return T.num(e.coef);
  if (plain && parts.length === 1) return parts[0] as Term;
  return T.op("mul", plain ? parts : [T.num(e.coef), ...parts]);
}

// ---- arithmetic --------------------------------------------------------------------------------

export const ZERO_POLY = new Poly(new Map());
export const ONE_POLY = constantPoly(Q.ONE);

export function constantPoly(c: Rational): Poly {
  return entryPoly(c, UNIT);
}
export function entryPoly(coef: Rational, m: Mono): Poly {
  if (coef.num === 0n) return ZERO_POLY;
  return new Poly(new Map([[m.key, Object.freeze({ mono: m, coef })]]));
}
export function atomPoly(atom: Term): Poly {
  return entryPoly(Q.ONE, mono([{ atom, exp: 1 }], null));
}

const LARGEST = 1n << 1_000_000n;
/** Kept: to negate a number of this size takes longer than most sums. */
const SMALLEST = -LARGEST;
const MINUS_ONE = Q.negQ(Q.ONE);

/** Collects terms; the one mutable thing, private to the computation that made it. */
export class Sum {
  #terms = new Map<string, Entry>();
  push(coef: Rational, m: Mono): void {
    this.pushEntry(Object.freeze({ mono: m, coef }));
  }
  /** Adds a frozen entry. */
  pushEntry(e: Entry): void {
    burn(1);
    const key = e.mono.key;
    const old = this.#terms.get(key);
    const c = old === undefined ? e.coef : Q.addQ(old.coef, e.coef);
    if (c.num === 0n) {
      this.#terms.delete(key);
      return;
    }
    if (c.num > LARGEST || c.num < SMALLEST || c.den > LARGEST)
      throw new Refusal("limit", "limit of 1,000,000-bit numbers reached");
    this.#terms.set(key, old === undefined ? e : Object.freeze({ mono: e.mono, coef: c }));
    if (this.#terms.size > 200_000) throw new Refusal("limit", "limit of 200,000 monomials reached");
  }
  pushPoly(coef: Rational, p: Poly): void {
    if (Q.equalQ(coef, Q.ONE)) for (const e of p.rows()) this.pushEntry(e);
    else for (const e of p.rows()) this.push(Q.mulQ(coef, e.coef), e.mono);
  }
  /** The sum so far; afterwards this object is empty, so that nothing can change the polynomial. */
  poly(): Poly {
    const terms = this.#terms;
    this.#terms = new Map();
    return terms.size === 0 ? ZERO_POLY : new Poly(terms);
  }
}

export function addPoly(a: Poly, b: Poly): Poly {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const s = new Sum();
  s.pushPoly(Q.ONE, a);
  s.pushPoly(Q.ONE, b);
  return s.poly();
}
export function scalePoly(c: Rational, a: Poly): Poly {
  if (Q.equalQ(c, Q.ONE)) return a;
  const s = new Sum();
  s.pushPoly(c, a);
  return s.poly();
}
export function subPoly(a: Poly, b: Poly): Poly {
  if (a === b) return ZERO_POLY;
  if (b.size === 0) return a;
  const s = new Sum();
  s.pushPoly(Q.ONE, a);
  s.pushPoly(MINUS_ONE, b);
  return s.poly();
}
export function equalPoly(a: Poly, b: Poly): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const e of a.rows()) {
    const f = b.get(e.mono.key);
    if (f === undefined || !Q.equalQ(e.coef, f.coef)) return false;
  }
  return true;
}

/** The primitive part: integer coefficients without a common factor; p = content * part, content > 0. */
export function primitive(p: Poly): { content: Rational; part: Poly } {
  let g = 0n;
  let l = 1n;
  for (const e of p.rows()) {
    g = Q.gcd(g, e.coef.num);
    l = (l / Q.gcd(l, e.coef.den)) * e.coef.den;
  }
  if (g === 0n) return { content: Q.ONE, part: p };
  const content = Q.rational(g, l);
  return { content, part: scalePoly(Q.invQ(content), p) };
}
