/**
 * The behaviour of a function as t → ∞, exactly: f = Σ coef · monomial · units, where a unit is a
 * function with a known limit, such as log(1 + v)/v for a vanishing v. The fastest summand then tells
 * the limit; where summands cancel, units are expanded further. After Gruntz (1996) and Eberl,
 * Verified Real Asymptotics in Isabelle/HOL (ISSAC 2019), with first-order remainders for series.
 */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { farBody, Horizon, nameOf } from "./far.ts";
import { asFraction, denominatorsOf } from "./fractions.ts";
import { type Group, Growth, type Part } from "./growth.ts";
import { replaceAtoms } from "./replace.ts";
import { exponentialSeries, inverseSeries, logarithmSeries } from "./series.ts";
import { chain, rhs } from "./simplify.ts";
import { mergedSums, sumExpansion } from "./summation.ts";
import { type Lim, Tends } from "./tends.ts";
import { Units } from "./units.ts";

/** f = term, the term canonical over t, levels and units; the theorem rests on the units' definitions. */
export type Norm = { readonly f: Term; readonly term: Term; readonly th: Theorem };
/** f/mono → coef ≠ 0. */
export type Lead = {
  readonly coef: Term;
  readonly nonzero: Theorem;
  readonly mono: Term;
  readonly ratio: Norm;
  readonly lim: Lim;
};

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);
const MAX_REFINEMENTS = 6;

export class Expansion {
  readonly h: Horizon;
  readonly tends: Tends;
  readonly growth: Growth;
  readonly units: Units;
  readonly #norms = new Map<Term, Norm | null>();
  readonly #open = new Set<Term>();
  #circles = 0;
  readonly #leads = new Map<Term, Lead | "zero" | null>();

  constructor(outer: Context) {
    this.h = new Horizon(outer, (u) => this.positive(u));
    this.tends = new Tends(outer, this.h.t);
    this.growth = new Growth(this.h, this.tends);
    this.units = new Units(outer);
    for (const level of this.growth.levels.slice(0, 3)) {
      const lim = (): Lim => this.growth.toInfinity(level) as Lim;
      this.h.give(K.lt(ZERO(), level), () => this.tends.positive(lim(), null));
    }
  }

  get outer(): Context {
    return this.h.outer;
  }
  get ctx(): Context {
    return this.h.ctx;
  }

  /** Makes a statement about all large t available as a fact about t. */
  assumeFar(far: Theorem): Theorem {
    const body = farBody(far, this.h.t);
    this.ctx.local?.assumed.set(body, far);
    return K.assume(body);
  }

  // ---- normal forms ----------------------------------------------------------------------------

  norm(f: Term): Norm | null {
    return this.#once(this.#norms, f, () => (this.outer.spend() ? this.#norm(f) : null));
  }

  /** Remembers a result; null while it is being found, and no failure that a circle may have caused. */
  #once<V>(memo: Map<Term, V | null>, key: Term, find: () => V | null): V | null {
    const known = memo.get(key);
    if (known !== undefined) {
      if (this.#open.has(key)) this.#circles++;
      return known;
    }
    const before = this.#circles;
    memo.set(key, null);
    this.#open.add(key);
    const out = find();
    this.#open.delete(key);
    if (out === null && this.#circles > before && this.#open.size > 0) memo.delete(key);
    else memo.set(key, out);
    return out;
  }

  #norm(f: Term): Norm | null {
    const simple = this.ctx.search.simplify(this.ctx, f);
    let th = chain(simple, K.ring(rhs(simple), K.canonical(rhs(simple))));
    const g = rhs(th);
    if (!this.h.mentionsT(g)) return { f, term: g, th };
    const inner = [...denominatorsOf(g).keys()].filter((p) => this.h.mentionsT(p) && K.monomials(p).length > 1);
    if (inner.length > 0 && K.monomials(g).length > 1) {
      const fraction = asFraction(this.ctx, g);
      if (fraction !== null) th = chain(th, fraction.theorem);
    }
    const wide = mergedSums(rhs(th), (s) => this.h.mentionsT(s), true);
    const first = this.#replaced(f, chain(th, wide));
    if (
      rhs(wide) === rhs(th) ||
      (first !== null && this.#groups(first.term).every((g) => (this.growth.sign(g.mono) ?? 1) <= 0))
    )
      return first;
    return (
      this.#replaced(
        f,
        chain(
          th,
          mergedSums(rhs(th), (s) => this.h.mentionsT(s), false),
        ),
      ) ?? first
    );
  }

  #replaced(f: Term, th: Theorem): Norm | null {
    const replaced = replaceAtoms(
      rhs(th),
      (a) => this.#isPlain(a),
      (a) => this.#replacement(a),
    );
    if (replaced === null) return null;
    const whole = chain(th, replaced);
    const all = chain(whole, this.growth.tidied(rhs(whole)));
    const term = rhs(all);
    return K.monomials(term).every((m) => this.#part(m) !== null) ? { f, term, th: all } : null;
  }

  #part(m: K.MonomialView): Part | null {
    return this.growth.part(m, this.units.has);
  }

  /** Free of t, or made of levels alone. */
  #isPlain(a: Term): boolean {
    if (!this.h.mentionsT(a) || this.growth.levelOf(a) >= 0) return true;
    return a.k === "op" && (a.op === "inv" || a.op === "ipow") && this.growth.levelOf(a.args[0] as Term) >= 0;
  }

  /** atom = its normal form, "same" for what is one already, null for what is out of reach. */
  #replacement(atom: Term): Theorem | "same" | null {
    if (atom.k === "op") {
      const a = atom.args[0] as Term;
      switch (atom.op) {
        case "exp":
          return exponentialSeries(this, a);
        case "log":
          return logarithmSeries(this, a);
        case "inv":
          return inverseSeries(this, a);
        case "ipow": {
          const n = atom.args[1] as Term;
          if (n.k !== "num") return null;
          const w = this.#replacement(K.inv(a));
          const same = K.ring(atom, K.ipow(K.inv(a), K.neg(n)));
          return w === null || w === "same" ? null : chain(same, K.congruence(K.ipow(K.bound(0), K.neg(n)), [w]));
        }
        default:
          return this.#opaque(atom);
      }
    }
    if (atom.k === "sum") return sumExpansion(this, atom, (def, lim) => this.#define(def, lim)) ?? this.#opaque(atom);
    return this.#opaque(atom);
  }

  /** atom = v for a new unit v. */
  #define(def: Term, lim: Lim): Theorem {
    return K.symmetry(this.units.definition(this.units.define(def, lim)));
  }

  /** A smooth function of one argument that has a limit. */
  #opaque(atom: Term): Theorem | null {
    if (atom.k !== "call" && atom.k !== "sum" && atom.k !== "prod") return null;
    const places = atom.k === "call" ? atom.args.filter((a) => this.h.mentionsT(a)) : [];
    const s =
      places.length > 0 && places.every((p) => p === places[0]) && K.sortOf(places[0] as Term).k !== "family"
        ? (places[0] as Term)
        : null;
    if (s === null) return null;
    const hole = this.outer.fresh("y");
    const phi = K.abstract(K.replaceTerm(atom, s, hole), [hole]);
    if (K.occurs(nameOf(this.h.t), phi)) return null;
    const inner = this.finite(s);
    const lim = inner === null ? null : this.tends.smooth(phi, inner);
    return lim === null ? null : this.#define(atom, lim);
  }

  /** The growing and the constant part of an exponent in normal form; null where what grows has units. */
  exponent(term: Term): { up: Term; fixed: Term } | null {
    const growing: Term[] = [];
    const constant: Term[] = [];
    for (const m of K.monomials(term)) {
      const p = this.#part(m) as Part;
      const s = this.growth.sign(p.mono);
      if (s === null || (s > 0 && p.units.length > 0)) return null;
      if (s > 0) growing.push(K.mul(p.coef, p.mono));
      if (s === 0) constant.push(this.#valueOf(p));
    }
    return { up: K.canonical(K.op("add", growing)), fixed: K.canonical(K.op("add", constant)) };
  }

  // ---- leading terms ---------------------------------------------------------------------------

  #valueOf(p: Part): Term {
    return K.op("mul", [p.coef, ...p.units.map((u) => K.ipow(this.units.of(u.v).lim.value as Term, K.int(u.exp)))]);
  }

  /** The groups of a normal form, with the limits of units in their coefficients. */
  #groups(term: Term): Group[] {
    const sums = new Map<Term, Term[]>();
    for (const m of K.monomials(term)) {
      const p = this.#part(m) as Part;
      sums.set(p.mono, [...(sums.get(p.mono) ?? []), this.#valueOf(p)]);
    }
    return [...sums].map(([mono, coefs]) => {
      const coef = rhs(this.outer.search.simplify(this.outer, K.op("add", coefs)));
      return { mono, coef: K.canonical(coef) };
    });
  }

  lead(f: Term): Lead | "zero" | null {
    return this.#once(this.#leads, K.canonical(f), () => {
      const n = this.norm(f);
      return n === null ? null : this.leadOf(n);
    });
  }

  leadOf(start: Norm): Lead | "zero" | null {
    const settled = this.#refined(start);
    if (settled === null) return null;
    const { n, top } = settled;
    if (top === null) return "zero";
    const nonzero = this.outer.search.nonzero(this.outer, top.coef);
    if (nonzero === null) {
      this.growth.unknown.add(top.coef);
      return null;
    }
    const ratio = this.#divided(n, top.mono);
    const lim = this.finiteOf(ratio);
    if (lim === null) return null;
    const same = this.outer.search.equal(this.outer, lim.value as Term, top.coef);
    if (same === null) return null;
    return { coef: top.coef, nonzero, mono: top.mono, ratio, lim: this.tends.valued(lim, same) };
  }

  /** f·inv(m) in normal form. */
  #divided(n: Norm, m: Term): Norm {
    const f = K.mul(n.f, K.inv(m));
    const th = K.congruence(K.mul(K.bound(0), K.inv(m)), [n.th]);
    const whole = chain(th, this.growth.tidied(rhs(th)));
    return { f, term: rhs(whole), th: whole };
  }

  /** The normal form with units expanded until the fastest group does not cancel. */
  #refined(start: Norm): { n: Norm; top: Group | null } | null {
    let n = start;
    for (let round = 0; round < MAX_REFINEMENTS; round++) {
      const groups = this.#groups(n.term);
      const all = groups.map((g) => ({ ...g, coef: g.coef === ZERO() ? ONE() : g.coef }));
      const first = this.growth.fastest(all);
      if (first === null) return null;
      if (first === "zero") return { n, top: null };
      const top = groups.find((g) => g.mono === first.mono) as Group;
      if (top.coef !== ZERO()) return { n, top };
      const next = this.#refine(n, top.mono);
      if (next === null) return null;
      n = next;
    }
    return null;
  }

  /** Expands the units in the summands of one monomial further; null where none can be. */
  #refine(n: Norm, mono: Term): Norm | null {
    const units = new Set<Term>();
    for (const m of K.monomials(n.term)) {
      const p = this.#part(m) as Part;
      if (p.mono === mono) for (const u of p.units) units.add(u.v);
    }
    let th = n.th;
    let changed = false;
    for (const v of units) {
      const better = this.units.of(v).refine();
      if (better === null) continue;
      changed = true;
      const now = rhs(th);
      th = chain(th, K.congruence(K.abstract(now, [v]), [better]));
    }
    if (!changed) return null;
    th = chain(th, this.growth.tidied(rhs(th)));
    return { f: n.f, term: rhs(th), th };
  }

  // ---- limits ----------------------------------------------------------------------------------

  /** The limit of a normal form none of whose summands grows. */
  finiteOf(n: Norm): Lim | null {
    const parts: Lim[] = [];
    const built: Term[] = [];
    for (const m of K.monomials(n.term)) {
      const p = this.#part(m);
      const s = p === null ? null : this.growth.sign(p.mono);
      if (p === null || s === null || s > 0 || p.units.some((u) => u.exp < 1)) return null;
      const factors: Lim[] = [this.tends.constant(p.coef)];
      const terms: Term[] = [p.coef];
      if (s < 0) {
        const small = this.growth.toZero(p.mono);
        if (small === null) return null;
        factors.push(small);
        terms.push(p.mono);
      }
      for (const u of p.units) {
        const unit = this.units.of(u.v);
        for (let i = 0; i < u.exp; i++) {
          factors.push({ ...unit.lim, f: this.units.writtenOut(unit.def) });
          terms.push(u.v);
        }
      }
      parts.push(this.tends.mul(factors));
      built.push(terms.slice(1).reduce((a, b) => K.mul(a, b), terms[0] as Term));
    }
    if (parts.length === 0) {
      parts.push(this.tends.constant(ZERO()));
      built.push(ZERO());
    }
    const sum = this.tends.add(parts);
    const shape = built.length === 1 ? (built[0] as Term) : K.op("add", built);
    const equation = this.units.settle(K.symmetry(chain(n.th, K.ring(n.term, shape))));
    const moved = this.growth.moved(sum, equation);
    if (moved === null) return null;
    const value = this.outer.search.simplify(this.outer, moved.value as Term);
    return this.tends.valued(moved, value);
  }

  /** f → L for a finite L, or null. */
  finite(f: Term): Lim | null {
    const n = this.norm(f);
    if (n === null) return null;
    const groups = this.#groups(n.term);
    if (groups.every((g) => (this.growth.sign(g.mono) ?? 1) <= 0)) return this.finiteOf(n);
    const settled = this.#refined(n);
    return settled === null ? null : this.finiteOf(settled.n);
  }

  /** f → ∞ (sign 1), or -f → ∞ (sign -1), or null. */
  infinite(f: Term): { sign: 1 | -1; lim: Lim } | null {
    const lead = this.lead(f);
    if (lead === null || lead === "zero" || this.growth.sign(lead.mono) !== 1) return null;
    const sign = this.growth.signOf(lead.coef);
    const base = this.growth.toInfinity(lead.mono);
    const unit = this.growth.unit(lead.mono);
    if (sign === null || base === null || unit === null) return null;
    const up = sign.sign > 0;
    const inner = up ? lead.lim : this.tends.times(this.tends.constant(K.int(-1)), lead.lim);
    const value = up ? inner : this.tends.valued(inner, K.ring(inner.value as Term, K.neg(lead.coef)));
    const product = this.tends.grows(base, value, sign.th);
    const goal = up ? f : K.neg(f);
    const same = K.linearCombination(product.f, goal, [unit.inverse], [goal]);
    const lim = this.growth.moved(product, same);
    return lim === null ? null : { sign: sign.sign, lim };
  }

  /** far (0 < u), or null. */
  positive(u: Term): Theorem | null {
    if (this.growth.levelOf(u) >= 0) {
      const level = this.growth.toInfinity(u);
      return level === null ? null : this.tends.positive(level, null);
    }
    const lead = this.lead(u);
    if (lead === null || lead === "zero") return null;
    const pos = this.outer.search.positive(this.outer, lead.coef);
    if (pos === null) return null;
    const q = this.assumeFar(this.tends.positive(lead.lim, pos));
    const unit = lead.mono === ONE() ? null : this.growth.unit(lead.mono);
    if (unit === null) return lead.mono === ONE() ? this.h.close(D.restate(K.lt(ZERO(), u), q)) : null;
    const th = K.positivstellensatz(K.lt(ZERO(), u), [q, unit.pos], [D.row([0, 1])], [unit.inverse], [K.neg(u)]);
    return this.h.close(th);
  }
}
