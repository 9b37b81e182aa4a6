/**
 * Sums of products: what normal forms are made of. A summand is a rational number times powers of atoms
 * times one exponential. The power (a, n) of an atom is aⁿ where a ≠ 0, and 0 where a = 0, whatever the
 * integer n is; so (a, m)·(a, n) = (a, m+n) always, and (a, 0) is a·inv(a).
 */
import * as Q from "./rational.ts";
import { reject } from "./rejected.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

export type Power = { readonly atom: Node; readonly n: number };
export type Product = {
  readonly key: string;
  /** Ordered by atom. */
  readonly powers: readonly Power[];
  /** The q of exp(q), itself a polynomial; null for q = 0. */
  readonly exponent: Poly | null;
};
export type Summand = { readonly c: Q.Q; readonly of: Product };
/** By the products' keys; no summand is 0. */
export type Poly = ReadonlyMap<string, Summand>;

const MAX_WORK = 500_000;
const MAX_SUMMANDS = 50_000;
const MAX_POWER = 100_000;
let work = 0;

/** Starts counting products of summands anew. */
export function restartWork(): void {
  work = 0;
}
function spend(n: number): void {
  work += n;
  if (work > MAX_WORK) reject(`more than ${MAX_WORK} products of summands`);
}

export function product(powers: readonly Power[], exponent: Poly | null): Product {
  return ordered(powers.length < 2 ? powers : [...powers].sort((a, b) => T.compare(a.atom, b.atom)), exponent);
}
function ordered(powers: readonly Power[], exponent: Poly | null): Product {
  const q = exponent === null || exponent.size === 0 ? null : exponent;
  let key = q === null ? "" : `e${termOf(q).id}`;
  for (const p of powers) {
    if (p.n > MAX_POWER || p.n < -MAX_POWER) reject(`a power beyond ${MAX_POWER}`);
    key += ` ${p.atom.id}^${p.n}`;
  }
  return { key, powers, exponent: q };
}

export const NOTHING: Poly = new Map();
const UNIT = product([], null);
export const ONE: Poly = single(Q.ONE, UNIT);

export function single(c: Q.Q, of: Product): Poly {
  return Q.isZero(c) ? NOTHING : new Map([[of.key, { c, of }]]);
}
export const constant = (c: Q.Q): Poly => single(c, UNIT);
export const atom = (a: Node): Poly => single(Q.ONE, product([{ atom: a, n: 1 }], null));

/** The number that the polynomial is, or null. */
export function asNumber(p: Poly): Q.Q | null {
  if (p.size === 0) return Q.ZERO;
  return p.size === 1 ? (p.get(UNIT.key)?.c ?? null) : null;
}
/** The only summand, or null. */
export function asSummand(p: Poly): Summand | null {
  if (p.size !== 1) return null;
  const [s] = p.values();
  return s as Summand;
}

/** A sum on its way. */
export class Total {
  readonly #summands = new Map<string, Summand>();
  /** Adds c times the product. */
  add(c: Q.Q, of: Product): void {
    spend(1);
    const old = this.#summands.get(of.key);
    const sum = old === undefined ? c : Q.plus(old.c, c);
    if (Q.isZero(sum)) this.#summands.delete(of.key);
    else this.#summands.set(of.key, { c: sum, of });
    if (this.#summands.size > MAX_SUMMANDS) reject(`more than ${MAX_SUMMANDS} summands`);
  }
  /** Adds c times the polynomial. */
  addPoly(c: Q.Q, p: Poly): void {
    for (const s of p.values()) this.add(Q.times(c, s.c), s.of);
  }
  /** The sum; nothing is added afterwards. */
  get value(): Poly {
    return this.#summands;
  }
}

/** Σ cᵢ·pᵢ */
export function combine(parts: readonly (readonly [Q.Q, Poly])[]): Poly {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && Q.same(first[0], Q.ONE)) return first[1];
  const total = new Total();
  for (const [c, p] of parts) total.addPoly(c, p);
  return total.value;
}
export const plus = (a: Poly, b: Poly): Poly =>
  combine([
    [Q.ONE, a],
    [Q.ONE, b],
  ]);
export const minus = (a: Poly, b: Poly): Poly =>
  combine([
    [Q.ONE, a],
    [Q.MINUS_ONE, b],
  ]);
export const scaled = (c: Q.Q, a: Poly): Poly => combine([[c, a]]);
export const equal = (a: Poly, b: Poly): boolean => a === b || minus(a, b).size === 0;

/** An indicator is 0 or 1, so all its powers are itself. */
export const isIndicator = (a: Node): boolean => a.tag === "if";

/** The product of two products, powers of one atom joined. */
export function joined(a: Product, b: Product): Product {
  if (a === UNIT) return b;
  if (b === UNIT) return a;
  const powers: Power[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [x, y] = [a.powers[i], b.powers[j]];
    if (x === undefined && y === undefined) break;
    const order = x === undefined ? 1 : y === undefined ? -1 : T.compare(x.atom, y.atom);
    if (order === 0 && x !== undefined && y !== undefined)
      powers.push(isIndicator(x.atom) ? x : { atom: x.atom, n: x.n + y.n });
    else powers.push((order < 0 ? x : y) as Power);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  const exponent = a.exponent === null ? b.exponent : b.exponent === null ? a.exponent : plus(a.exponent, b.exponent);
  return ordered(powers, exponent);
}

/** An order of products by structure: degree, then atoms and powers, then exponents. */
export function compareProducts(a: Product, b: Product): number {
  if (a.key === b.key) return 0;
  const degree = (p: Product): number => p.powers.reduce((n, f) => n + Math.abs(f.n), 0);
  if (degree(a) !== degree(b)) return degree(a) - degree(b);
  for (let i = 0; i < Math.min(a.powers.length, b.powers.length); i++) {
    const [x, y] = [a.powers[i] as Power, b.powers[i] as Power];
    const c = T.compare(x.atom, y.atom);
    if (c !== 0) return -c;
    if (x.n !== y.n) return x.n - y.n;
  }
  if (a.powers.length !== b.powers.length) return a.powers.length - b.powers.length;
  return compareExponents(a.exponent ?? NOTHING, b.exponent ?? NOTHING);
}

/** An order of polynomials that adding the same to both does not change: by the sign of the greatest summand of a - b. */
export function compareExponents(a: Poly, b: Poly): number {
  const d = minus(a, b);
  return d.size === 0 ? 0 : Q.isPositive((summands(d)[0] as Summand).c) ? 1 : -1;
}

const sorted = T.memo<Poly, readonly Summand[]>();
/** The summands, greatest product first. */
export function summands(p: Poly): readonly Summand[] {
  let out = sorted.get(p);
  if (out === undefined) {
    out = [...p.values()].sort((a, b) => compareProducts(b.of, a.of));
    sorted.set(p, out);
  }
  return out;
}

const terms = T.memo<Poly, Node>();
/** The polynomial written as a term: equal polynomials give one term. */
export function termOf(p: Poly): Node {
  let t = terms.get(p);
  if (t === undefined) {
    const parts = summands(p).map(({ c, of }) => {
      const n = asNumber(single(c, of));
      if (n !== null) return T.num(n);
      const factors = factorsOf(of);
      if (!Q.same(c, Q.ONE)) factors.unshift(T.num(c));
      return factors.length === 1 ? (factors[0] as Node) : T.operator("mul", factors);
    });
    t = parts.length === 1 ? (parts[0] as Node) : parts.length === 0 ? T.int(0) : T.operator("add", parts);
    terms.set(p, t);
  }
  return t;
}
export const termOfProduct = (p: Product): Node => termOf(single(Q.ONE, p));

function factorsOf(p: Product): Node[] {
  const out = p.powers.flatMap(({ atom: a, n }) =>
    n === 1 ? [a] : n === 0 ? [a, T.inv(a)] : n === -1 ? [T.inv(a)] : [T.ipow(a, T.int(n))],
  );
  if (p.exponent !== null) out.push(T.exp(termOf(p.exponent)));
  return out;
}

/** p = c·q with c > 0 and q of whole coefficients without a common factor. */
export function primitive(p: Poly): { c: Q.Q; q: Poly } {
  const c = Q.content([...p.values()].map((s) => s.c));
  return { c, q: scaled(Q.reciprocal(c), p) };
}
/** The sign of the greatest summand's coefficient, as 1 or -1. */
export function leadingSign(p: Poly): Q.Q {
  const [lead] = summands(p);
  return lead === undefined || Q.isPositive(lead.c) ? Q.ONE : Q.MINUS_ONE;
}
