/**
 * Polynomials for search: exponent vectors over numbered atoms, cheaper than terms. exp(q) is a
 * product of powers of generators exp(m/d), one a monomial m of the exponents at hand. What is found
 * with them is checked by the kernel's normal form, so nothing here is trusted.
 */

import type { Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** Coefficients by monomial number. */
export type Poly = ReadonlyMap<number, Rational>;
type Power = readonly [variable: number, exponent: number];

type Generator = { readonly monomial: Term; den: bigint; variable: number };

export class Space {
  readonly #variables: Term[] = [];
  readonly #numbers = new Map<Term, number>();
  readonly #generators = new Map<Term, Generator>();
  readonly #monomials: (readonly Power[])[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #products = new Map<number, number>();
  readonly #polys = new Map<Term, Poly | null>();

  /** A space for the terms: exponents of other terms must be multiples of what occurs in these. */
  constructor(terms: readonly Term[]) {
    for (const t of terms) {
      for (const m of K.monomials(t)) {
        if (m.exponent === null) continue;
        for (const e of K.monomials(m.exponent)) {
          const g = this.#generators.get(e.term);
          if (g === undefined) this.#generators.set(e.term, { monomial: e.term, den: e.coef.den, variable: -1 });
          else g.den = (g.den / K.gcd(g.den, e.coef.den)) * e.coef.den;
        }
      }
    }
    this.#intern([]);
  }

  /** The term as a polynomial, or null where an exponent does not fit the space. */
  poly(t: Term): Poly | null {
    const known = this.#polys.get(t);
    if (known !== undefined) return known;
    const p = this.#read(t);
    this.#polys.set(t, p);
    return p;
  }

  #read(t: Term): Poly | null {
    const out = new Map<number, Rational>();
    for (const m of K.monomials(t)) {
      const powers: Power[] = m.factors.map((f) => [this.#number(f.atom), f.exp]);
      if (m.exponent !== null) {
        for (const e of K.monomials(m.exponent)) {
          const g = this.#generators.get(e.term);
          if (g === undefined || g.den % e.coef.den !== 0n) return null;
          if (g.variable < 0) g.variable = this.#number(K.exp(K.mul(K.num(K.rational(1n, g.den)), e.term)));
          powers.push([g.variable, Number((e.coef.num * g.den) / e.coef.den)]);
        }
      }
      out.set(this.#intern(powers.sort((a, b) => a[0] - b[0])), m.coef);
    }
    return out;
  }

  #number(atom: Term): number {
    const known = this.#numbers.get(atom);
    if (known !== undefined) return known;
    const n = this.#variables.push(atom) - 1;
    this.#numbers.set(atom, n);
    return n;
  }

  #intern(powers: readonly Power[]): number {
    const key = powers.map((p) => `${p[0]}^${p[1]}`).join(".");
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const n = this.#monomials.push(powers) - 1;
    this.#byKey.set(key, n);
    return n;
  }

  monomial(powers: readonly Power[]): number {
    return this.#intern([...powers].sort((a, b) => a[0] - b[0]));
  }
  /** The number of the monomial 1 is 0. */
  powers(m: number): readonly Power[] {
    return this.#monomials[m] as readonly Power[];
  }
  variable(n: number): Term {
    return this.#variables[n] as Term;
  }
  /** A generator exp(…), with positive values and free of the rules of other atoms. */
  isExponential(n: number): boolean {
    const v = this.variable(n);
    return v.k === "op" && v.op === "exp";
  }

  times(a: number, b: number): number {
    if (a === 0) return b;
    if (b === 0) return a;
    const key = a < b ? a * 1e7 + b : b * 1e7 + a;
    const known = this.#products.get(key);
    if (known !== undefined) return known;
    const p = this.powers(a);
    const q = this.powers(b);
    const out: Power[] = [];
    let i = 0;
    let j = 0;
    while (i < p.length || j < q.length) {
      const x = p[i];
      const y = q[j];
      if (y === undefined || (x !== undefined && x[0] < y[0])) {
        out.push(x as Power);
        i++;
      } else if (x === undefined || y[0] < x[0]) {
        out.push(y);
        j++;
      } else {
        const e = this.variable(x[0]).k === "if" ? 1 : x[1] + y[1];
        if (e !== 0 || !this.isExponential(x[0])) out.push([x[0], e]);
        i++;
        j++;
      }
    }
    const n = this.#intern(out);
    this.#products.set(key, n);
    return n;
  }

  product(p: Poly, q: Poly): Poly {
    const out = new Map<number, Rational>();
    for (const [a, x] of p) {
      for (const [b, y] of q) {
        const m = this.times(a, b);
        const old = out.get(m);
        const c = old === undefined ? K.mulQ(x, y) : K.addQ(old, K.mulQ(x, y));
        if (c.num === 0n) out.delete(m);
        else out.set(m, c);
      }
    }
    return out;
  }

  /** The monomial whose square is m, or null. */
  root(m: number): number | null {
    const powers = this.powers(m);
    if (powers.some((p) => p[1] % 2 !== 0)) return null;
    return this.#intern(powers.map((p) => [p[0], p[1] / 2]));
  }

  /** a/b where b divides a without negative powers (exponentials aside), else null. */
  quotient(a: number, b: number): number | null {
    const out = new Map(this.powers(a));
    for (const [v, e] of this.powers(b)) {
      const left = (out.get(v) ?? 0) - e;
      if (left < 0 && !this.isExponential(v)) return null;
      if (left === 0) out.delete(v);
      else out.set(v, left);
    }
    return this.#intern([...out].sort((x, y) => x[0] - y[0]));
  }

  degree(m: number): number {
    return this.powers(m).reduce((n, p) => n + Math.abs(p[1]), 0);
  }

  /** The monomial as a term. */
  term(m: number): Term {
    const parts = this.powers(m).flatMap(([v, e]) => {
      const a = this.variable(v);
      return e === 0 ? [a, K.inv(a)] : [e === 1 ? a : K.ipow(a, K.int(e))];
    });
    return parts.length === 1 ? (parts[0] as Term) : K.op("mul", parts);
  }
  termOf(p: Poly): Term {
    return K.op(
      "add",
      [...p].map(([m, c]) => K.mul(K.num(c), this.term(m))),
    );
  }
}
