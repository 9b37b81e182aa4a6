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
  const sorted = [...factors].sort((a, b) => T.compareNodes(a.atom, b.atom));
  let key = "";
  for (const f of sorted) {
    if (Math.abs(f.exp) > MAX_EXPONENT) throw new Refusal("limit", `exponent beyond ${MAX_EXPONENT}`);
    key += `${T.idOf(f.atom)}^${f.exp}.`;
  }
  const q = expo === null || expo.size === 0 ? null : expo;
  if (q !== null) key += `e${T.idOf(q.term())}`;
  return Object.freeze({
    key,
    factors: Object.freeze(sorted.map((f) => Object.freeze({ atom: f.atom, exp: f.exp }))),
    expo: q,
  });
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
      out.push({ atom: x.atom, exp: isIndicator(x.atom) ? 1 : x.exp + y.exp });
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
  return mono(out, expo);
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
  const lead = subPoly(a, b).entries()[0];
  return lead === undefined ? 0 : lead.coef.num > 0n ? 1 : -1;
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

/** Collects terms; the one mutable thing, private to the computation that made it. */
export class Sum {
  readonly #terms = new Map<string, Entry>();
  push(coef: Rational, m: Mono): void {
    burn(1);
    const old = this.#terms.get(m.key);
    const c = old === undefined ? coef : Q.addQ(old.coef, coef);
    if (c.num > LARGEST || c.num < -LARGEST || c.den > LARGEST)
      throw new Refusal("limit", "limit of 1,000,000-bit numbers reached");
    if (c.num === 0n) this.#terms.delete(m.key);
    else this.#terms.set(m.key, Object.freeze({ mono: m, coef: c }));
    if (this.#terms.size > 200_000) throw new Refusal("limit", "limit of 200,000 monomials reached");
  }
  pushPoly(coef: Rational, p: Poly): void {
    for (const e of p.rows()) this.push(Q.mulQ(coef, e.coef), e.mono);
  }
  poly(): Poly {
    return this.#terms.size === 0 ? ZERO_POLY : new Poly(new Map(this.#terms));
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
  const s = new Sum();
  s.pushPoly(Q.ONE, a);
  s.pushPoly(Q.negQ(Q.ONE), b);
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
