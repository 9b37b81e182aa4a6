/**
 * How fast monomials grow as t → ∞: products of powers of t, log t, log log t, … and exponentials of
 * sums of such. Two of them are compared by their logarithms (Hardy, Orders of Infinity; Gruntz, On
 * Computing Limits in a Symbolic Manipulation System, 1996). Coefficients may be any terms free of t.
 */

import type { MonomialView, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "./derived.ts";
import type { Horizon } from "./far.ts";
import { reduce } from "./relations.ts";
import { relationsFor, rhs } from "./simplify.ts";
import type { Lim, Tends } from "./tends.ts";

/** coef · mono · Π units, with coef free of t. */
export type Part = {
  readonly coef: Term;
  readonly mono: Term;
  readonly units: readonly { readonly v: Term; readonly exp: number }[];
};
/** A sum of coef · mono with distinct monos. */
export type Group = { readonly coef: Term; readonly mono: Term };

const MAX_LEVEL = 3;
const ONE = (): Term => K.int(1);

export class Growth {
  readonly h: Horizon;
  readonly tends: Tends;
  /** Coefficients whose sign was wanted and not known. */
  readonly unknown = new Set<Term>();
  /** t, log t, log log t, …. */
  readonly levels: readonly Term[];
  readonly #infinite = new Map<Term, Lim | null>();
  readonly #zero = new Map<Term, Lim | null>();

  constructor(h: Horizon, tends: Tends) {
    this.h = h;
    this.tends = tends;
    const levels: Term[] = [h.t];
    for (let i = 1; i <= MAX_LEVEL; i++) levels.push(K.log(levels[i - 1] as Term));
    this.levels = levels;
  }

  /** t is 0, log t is 1, …; -1 for anything else. */
  levelOf(a: Term): number {
    return this.levels.indexOf(a);
  }

  /** The parts of a canonical summand; null where it has an atom that is neither free of t, nor a level, nor a unit. */
  part(m: MonomialView, isUnit: (v: Term) => boolean = () => false): Part | null {
    const coef: Term[] = [K.num(m.coef)];
    const mono: Term[] = [];
    const units: { v: Term; exp: number }[] = [];
    for (const f of m.factors) {
      const powered = f.exp === 0 ? K.mul(f.atom, K.inv(f.atom)) : K.ipow(f.atom, K.int(f.exp));
      if (isUnit(f.atom)) units.push({ v: f.atom, exp: f.exp });
      else if (!this.h.mentionsT(f.atom)) coef.push(powered);
      else if (this.levelOf(f.atom) >= 0 && f.exp !== 0) mono.push(powered);
      else return null;
    }
    if (m.exponent !== null) {
      const inside: Term[] = [];
      const outside: Term[] = [];
      for (const q of K.monomials(m.exponent)) {
        const p = this.part(q, isUnit);
        if (p === null || p.units.length > 0) return null;
        (this.h.mentionsT(q.term) ? inside : outside).push(K.mul(K.num(q.coef), q.term));
      }
      if (inside.length > 0) mono.push(K.exp(K.op("add", inside)));
      if (outside.length > 0) coef.push(K.exp(K.op("add", outside)));
    }
    return { coef: K.canonical(K.op("mul", coef)), mono: K.canonical(K.op("mul", mono)), units };
  }

  /** The summands of a canonical term by monomial, or null. */
  groups(t: Term): Group[] | null {
    const sums = new Map<Term, Term[]>();
    for (const m of K.monomials(t)) {
      const p = this.part(m);
      if (p === null || p.units.length > 0) return null;
      sums.set(p.mono, [...(sums.get(p.mono) ?? []), p.coef]);
    }
    return [...sums].map(([mono, coefs]) => ({ mono, coef: K.canonical(K.op("add", coefs)) }));
  }

  /** log m as a canonical sum, and Γ ⊢ exp(log m) = m. */
  logOf(m: Term): { E: Term; theorem: Theorem } | null {
    const [view] = K.monomials(m);
    if (view === undefined) return null;
    const equations: Theorem[] = [];
    const logs: Term[] = [];
    const n = view.factors.length;
    const context: Term[] = [];
    for (const [i, f] of view.factors.entries()) {
      const pos = this.h.ctx.search.positive(this.h.ctx, f.atom);
      if (pos === null) return null;
      equations.push(K.expLog(pos));
      logs.push(K.mul(K.int(f.exp), K.log(f.atom)));
      context.push(K.ipow(K.bound(n - 1 - i), K.int(f.exp)));
    }
    if (view.exponent !== null) {
      logs.push(view.exponent);
      context.push(K.exp(view.exponent));
    }
    const E = K.canonical(K.op("add", logs));
    const whole = K.congruence(K.op("mul", context), equations);
    const f = whole.concl as K.Formula & { k: "eq" };
    return { E, theorem: K.transitivity(K.transitivity(K.ring(K.exp(E), f.l), whole), K.ring(f.r, m)) };
  }

  /** The sign of a coefficient with its theorem 0 < ±c; null if it is not known. */
  signOf(c: Term): { sign: 1 | -1; th: Theorem } | null {
    const { outer } = this.h;
    const pos = outer.search.positive(outer, c);
    if (pos !== null) return { sign: 1, th: pos };
    const neg = outer.search.positive(outer, K.neg(c));
    if (neg !== null) return { sign: -1, th: neg };
    this.unknown.add(c);
    return null;
  }

  /** 1: m → ∞; -1: m → 0; 0: m is 1; null: not known. */
  sign(m: Term): 1 | -1 | 0 | null {
    if (m === ONE()) return 0;
    const [view] = K.monomials(m);
    if (view === undefined) return null;
    if (view.exponent === null) {
      const first = [...view.factors].sort((a, b) => this.levelOf(a.atom) - this.levelOf(b.atom))[0];
      return first === undefined ? null : first.exp > 0 ? 1 : -1;
    }
    const log = this.#plainLog(view);
    const top = this.dominant(log);
    if (top === null) return null;
    return top === "zero" ? 0 : (this.signOf(top.coef)?.sign ?? null);
  }

  #plainLog(view: MonomialView): Term {
    const logs = view.factors.map((f) => K.mul(K.int(f.exp), K.log(f.atom)));
    return K.canonical(K.op("add", [...logs, ...(view.exponent === null ? [] : [view.exponent])]));
  }

  /** The fastest group of a sum, its coefficient not zero. */
  dominant(E: Term): Group | "zero" | null {
    const groups = this.groups(E);
    return groups === null ? null : this.fastest(groups);
  }
  fastest(groups: readonly Group[]): Group | "zero" | null {
    let best: Group | null = null;
    for (const g of groups) {
      if (g.coef === K.int(0)) continue;
      if (best === null) best = g;
      else {
        const s = this.sign(this.tidy(K.mul(g.mono, K.inv(best.mono))));
        if (s === null) return null;
        if (s > 0) best = g;
      }
    }
    return best ?? "zero";
  }

  /** The canonical form with aᵢ·inv(aᵢ) = 1 for levels. */
  tidy(t: Term): Term {
    return rhs(this.tidied(t));
  }
  tidied(t: Term): Theorem {
    const c = K.canonical(t);
    const same = K.ring(t, c);
    const r = reduce(c, relationsFor(this.h.ctx, c));
    return r === null ? same : K.transitivity(same, r);
  }

  /** m → ∞ for a monomial of sign 1. */
  toInfinity(m: Term): Lim | null {
    const known = this.#infinite.get(m);
    if (known !== undefined) return known;
    this.#infinite.set(m, null);
    const lim = this.#growing(m);
    this.#infinite.set(m, lim);
    return lim;
  }

  #growing(m: Term): Lim | null {
    const level = this.levelOf(m);
    if (level === 0) return this.tends.identity();
    if (level > 0) {
      const below = this.toInfinity(this.levels[level - 1] as Term);
      return below === null ? null : this.tends.log(below);
    }
    if (this.#ratio(this.tidy(K.inv(m))) !== null) return this.#reciprocal(m);
    const log = this.logOf(m);
    const groups = log === null ? null : this.groups(log.E);
    const top = groups === null ? null : this.fastest(groups);
    if (log === null || groups === null || top === null || top === "zero") return null;
    const sign = this.signOf(top.coef);
    const base = sign === null || sign.sign < 0 ? null : this.toInfinity(top.mono);
    if (sign === null || base === null) return null;
    // log m = n·(c + Σ cᵢ nᵢ/n), n the fastest
    const parts: Lim[] = [this.tends.constant(top.coef)];
    for (const g of groups) {
      if (g === top) continue;
      const small = this.toZero(this.tidy(K.mul(g.mono, K.inv(top.mono))));
      if (small === null) return null;
      parts.push(this.tends.times(this.tends.constant(g.coef), small));
    }
    const sum = this.tends.add(parts);
    const inner = this.tends.valued(sum, K.ring(sum.value as Term, top.coef));
    const product = this.tends.grows(base, inner, sign.th);
    const whole = this.tends.exp(product);
    const { ctx } = this.h;
    const same = ctx.search.equal(ctx, product.f, log.E);
    if (same === null) return null;
    return this.moved(whole, K.transitivity(K.congruence(K.exp(K.bound(0)), [same]), log.theorem));
  }

  /** 1/m is a ratio of levels that is known to vanish. */
  #reciprocal(m: Term): Lim | null {
    const small = this.toZero(this.tidy(K.inv(m)));
    if (small === null) return null;
    const pos = this.positiveFar(small.f);
    return pos === null ? null : this.moved(this.tends.inverseOfSmall(small, pos), K.ring(K.inv(small.f), m));
  }

  positiveFar(m: Term): Theorem | null {
    const pos = this.h.ctx.search.positive(this.h.ctx, m);
    return pos === null ? null : this.h.close(pos);
  }

  /** log^j(t)/log^i(t) with j > i: its levels. */
  #ratio(m: Term): { i: number; j: number } | null {
    const [view] = K.monomials(m);
    if (view === undefined || view.exponent !== null || view.factors.length !== 2) return null;
    const up = view.factors.find((f) => f.exp === 1);
    const down = view.factors.find((f) => f.exp === -1);
    if (up === undefined || down === undefined) return null;
    const [i, j] = [this.levelOf(down.atom), this.levelOf(up.atom)];
    return i < j && i >= 0 ? { i, j } : null;
  }

  /** m → 0 for a monomial of sign -1. */
  toZero(m: Term): Lim | null {
    const known = this.#zero.get(m);
    if (known !== undefined) return known;
    this.#zero.set(m, null);
    const lim = this.#vanishing(m);
    this.#zero.set(m, lim);
    return lim;
  }

  #vanishing(m: Term): Lim | null {
    const r = this.#ratio(m);
    if (r !== null) {
      const parts: Lim[] = [];
      for (let i = r.i; i < r.j; i++) {
        const s = this.toInfinity(this.levels[i] as Term);
        if (s === null) return null;
        parts.push(this.tends.logOver(s));
      }
      const product = this.tends.mul(parts);
      const zero = this.tends.valued(product, K.ring(product.value as Term, K.int(0)));
      const { ctx } = this.h;
      const same = ctx.search.equal(ctx, zero.f, m);
      return same === null ? null : this.moved(zero, same);
    }
    const g = this.tidy(K.inv(m));
    const big = this.toInfinity(g);
    return big === null ? null : this.moved(this.tends.inverse(big), K.ring(K.inv(g), m));
  }

  /** The limit for another function, equal for all large t by a theorem about t. */
  moved(a: Lim, equation: Theorem): Lim | null {
    const f = equation.concl as K.Formula & { k: "eq" };
    if (f.l === f.r) return a;
    const far = this.h.close(equation);
    return far === null ? null : this.tends.same(a, far);
  }

  /** Γ ⊢ 0 < m and m·inv(m) = 1 for a monomial. */
  unit(m: Term): { pos: Theorem; inverse: Theorem } | null {
    const pos = this.h.ctx.search.positive(this.h.ctx, m);
    return pos === null ? null : { pos, inverse: K.inverse(D.nonzeroOf(pos)) };
  }
}
