/**
 * Inverses, exponentials and logarithms at a place: what grows is taken out exactly, the rest is a unit
 * that can be expanded one order further by the derivative at its limit.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "./derived.ts";
import type { Expansion, Lead } from "./expansion.ts";
import { chain, rhs } from "./simplify.ts";
import type { Lim } from "./tends.ts";

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);

/** m·inv(m) = 1, or null. */
function unitOf(e: Expansion, m: Term): Theorem | null {
  return m === ONE() ? K.ring(K.mul(m, K.inv(m)), ONE()) : (e.growth.unit(m)?.inverse ?? null);
}

/** 1/p = 1/c·1/m·v with v = c·m/p → 1. */
export function inverseSeries(e: Expansion, p: Term): Theorem | null {
  const lead = e.lead(p);
  if (lead === null || lead === "zero") return null;
  const { coef: c, mono: m } = lead;
  const unitM = unitOf(e, m);
  if (unitM === null) return null;
  const unitC = K.inverse(lead.nonzero);
  const lim = e.tends.smooth(K.inv(K.mul(K.bound(0), K.inv(c))), lead.lim);
  if (lim === null) return null;
  const limit = e.tends.valued(lim, K.linearCombination(lim.value as Term, ONE(), [unitC], [ONE()]));
  const def = limit.f;
  const unit = e.units.define(def, limit, () => oneMore(e, lead, def, limit));
  const scaled = K.mul(K.inv(c), K.inv(m));
  // 1/p = 1/c·1/m·def, as def = m·c/p and m·inv m = c·inv c = 1
  const w = K.inv(p);
  const cofactors = [K.neg(K.mul(w, c, K.inv(c))), K.neg(w), K.neg(scaled)];
  return K.linearCombination(w, K.mul(K.inv(c), K.inv(m), unit.v), [unitM, unitC, e.units.definition(unit)], cofactors);
}

/** v = 1 - u·v for v = 1/(1 + u), u = p/(c·m) - 1. */
function oneMore(e: Expansion, lead: Lead, def: Term, limit: Lim): Theorem | null {
  const c = lead.coef;
  const X = K.mul(lead.lim.f, K.inv(c));
  const nz = e.ctx.search.nonzero(e.ctx, X);
  if (nz === null) return null;
  const u = K.sub(K.mul(lead.ratio.term, K.inv(c)), ONE());
  const unit = e.units.define(def, limit);
  const equations = [K.inverse(nz), e.units.definition(unit), lead.ratio.th];
  const cofactors = [ONE(), X, K.neg(K.mul(K.inv(c), unit.v))];
  return K.linearCombination(unit.v, K.sub(ONE(), K.mul(u, unit.v)), equations, cofactors);
}

/** exp q = exp(what grows)·exp(constant)·v with v = exp(what vanishes) → 1; "same" where q is all growth. */
export function exponentialSeries(e: Expansion, q: Term): Theorem | "same" | null {
  const n = e.norm(q);
  const parts = n === null ? null : e.exponent(n.term);
  if (n === null || parts === null) return null;
  const { up, fixed } = parts;
  const v = K.canonical(K.sub(n.term, K.add(up, fixed)));
  const outside = K.mul(K.exp(up), K.exp(fixed));
  const start = K.congruence(K.exp(K.bound(0)), [n.th]);
  if (v === ZERO()) {
    if (K.canonical(K.exp(q)) === K.canonical(outside)) return "same";
    return tidyPowers(e, chain(start, K.ring(K.exp(n.term), outside)), up);
  }
  const small = vanishing(e, v);
  const lim = small === null ? null : e.tends.smooth(K.exp(K.bound(0)), small);
  if (lim === null) return null;
  const limit = e.tends.valued(lim, K.ring(lim.value as Term, ONE()));
  const unit = e.units.define(K.exp(v), limit, () => expRefined(e, v));
  const step = K.linearCombination(K.exp(n.term), K.mul(outside, unit.v), [e.units.definition(unit)], [K.neg(outside)]);
  return tidyPowers(e, chain(start, step), up);
}

/** exp(2 log t) = t² on the right side, which has exp(up) as a factor. */
function tidyPowers(e: Expansion, th: Theorem, up: Term): Theorem {
  const s = e.ctx.search.simplify(e.ctx, K.exp(up));
  if (rhs(s) === K.exp(up)) return th;
  const hole = e.outer.fresh("hole");
  const context = K.abstract(K.replaceTerm(rhs(th), K.exp(up), hole), [hole]);
  return chain(th, K.congruence(context, [s]));
}

/** The limit 0 of a normal form, written out. */
function vanishing(e: Expansion, v: Term): Lim | null {
  const small = e.finiteOf({ f: e.units.writtenOut(v), term: v, th: e.units.unfolding(v) });
  if (small === null) return null;
  const zero = e.outer.search.equal(e.outer, small.value as Term, ZERO());
  return zero === null ? null : e.tends.valued(small, zero);
}

/** exp v = 1 + v·w with w = (exp v - 1)/v → 1. */
function expRefined(e: Expansion, v: Term): Theorem | null {
  const r = remainder(e, v, K.derivExp(K.derivIdentity(ZERO())), (y) => K.mul(K.sub(K.exp(y), ONE()), K.inv(y)));
  const unit = e.units.find(K.exp(v));
  if (r === null || unit === null) return null;
  const target = K.add(ONE(), K.mul(v, r.w));
  // exp v - 1 - v·w = (exp v - 1)(1 - v·inv v)
  const cofactors = [ONE(), K.neg(K.sub(K.exp(v), ONE())), K.neg(v)];
  return K.linearCombination(unit.v, target, [e.units.definition(unit), r.unit, r.known], cofactors);
}

/**
 * The unit w = shape(v), the difference quotient of a smooth function with derivative 1 (by RING), and
 * v·inv v = 1: for v → 0, v ≠ 0 for all large t.
 */
function remainder(
  e: Expansion,
  v: Term,
  deriv: Theorem,
  shape: (y: Term) => Term,
): { w: Term; unit: Theorem; known: Theorem } | null {
  const f = e.units.writtenOut(v);
  const lead = e.leadOf({ f, term: v, th: e.units.unfolding(v) });
  if (lead === null || lead === "zero") return null;
  const nonzero = nonzeroFar(e, lead, f);
  const small = vanishing(e, v);
  if (nonzero === null || small === null) return null;
  e.assumeFar(nonzero);
  const y = e.outer.fresh("y");
  const lim = e.tends.quotient(deriv, K.abstract(shape(y), [y]), ONE(), small, nonzero);
  const unit = e.units.define(shape(v), lim);
  return { w: unit.v, unit: K.inverse(K.assume(K.not(K.eq(v, ZERO())))), known: e.units.definition(unit) };
}

/** far (f ≠ 0), from (f/m)² → c² > 0. */
function nonzeroFar(e: Expansion, lead: Lead, f: Term): Theorem | null {
  const square = e.tends.smooth(K.ipow(K.bound(0), K.int(2)), lead.lim);
  if (square === null) return null;
  const pos = e.assumeFar(e.tends.positive(square, D.positiveSquare(lead.nonzero)));
  const zero = K.assume(K.eq(f, ZERO()));
  const cofactor = K.neg(K.mul(f, K.ipow(K.inv(lead.mono), K.int(2))));
  return e.h.close(K.discharge(zero.concl, D.contradiction([pos], [D.row([0])], [zero], [cofactor])));
}

/** log p = log m + log c + v·w with w = log(1 + v)/v → 1, v = p/(c·m) - 1. */
export function logarithmSeries(e: Expansion, p: Term): Theorem | null {
  const lead = e.lead(p);
  if (lead === null || lead === "zero") return null;
  const { coef: c, mono: m, ratio } = lead;
  const pos = e.outer.search.positive(e.outer, c);
  if (pos === null) e.growth.signOf(c);
  const log = pos === null ? null : e.growth.logOf(m);
  const unitM = unitOf(e, m);
  if (pos === null || log === null || unitM === null) return null;
  const tidied = e.growth.tidied(K.sub(K.mul(ratio.term, K.inv(c)), ONE()));
  const v = rhs(tidied);
  const q = K.add(ONE(), v);
  // p = m·c·(1 + v)
  const cofactors = [K.neg(p), m, K.mul(m, c), K.neg(K.mul(m, ratio.term))];
  const parts = K.linearCombination(p, K.mul(m, c, q), [unitM, ratio.th, tidied, K.inverse(lead.nonzero)], cofactors);
  const start = K.congruence(K.log(K.bound(0)), [parts]);
  const backC = K.expLog(pos);
  if (v === ZERO()) {
    const whole = K.congruence(K.log(K.mul(K.bound(1), K.bound(0), q)), [log.theorem, backC]);
    const l = (whole.concl as Formula & { k: "eq" }).l;
    return chain(chain(start, K.symmetry(whole)), K.ring(l, K.add(log.E, K.log(c))));
  }
  const one = limitOne(e, q);
  if (one === null) return null;
  // 0 < 1 + v for all large t
  e.assumeFar(e.tends.positive(one, D.positiveNumber(K.ONE)));
  const backQ = K.expLog(K.assume(K.lt(ZERO(), q)));
  const whole = K.congruence(K.log(K.mul(K.bound(2), K.bound(1), K.bound(0))), [log.theorem, backC, backQ]);
  const l = (whole.concl as Formula & { k: "eq" }).l;
  const split = chain(chain(start, K.symmetry(whole)), K.ring(l, K.add(K.add(log.E, K.log(c)), K.log(q))));
  return chain(split, logRest(e, K.add(log.E, K.log(c)), v, one));
}

/** The limit 1 of 1 + v, written out. */
function limitOne(e: Expansion, q: Term): Lim | null {
  const term = K.canonical(q);
  const lim = e.finiteOf({ f: e.units.writtenOut(q), term, th: chain(e.units.unfolding(q), K.ring(q, term)) });
  if (lim === null) return null;
  const one = e.outer.search.equal(e.outer, lim.value as Term, ONE());
  return one === null ? null : e.tends.valued(lim, one);
}

/** first + log(1 + v) with the last summand as v·w, or as one unit that vanishes. */
function logRest(e: Expansion, first: Term, v: Term, one: Lim): Theorem {
  const q = K.add(ONE(), v);
  const deriv = K.derivLog(K.derivIdentity(ONE()), D.positiveNumber(K.ONE));
  const r = remainder(e, v, deriv, (y) => K.mul(K.log(K.add(ONE(), y)), K.inv(y)));
  const here = K.add(first, K.log(q));
  if (r !== null)
    return K.linearCombination(here, K.add(first, K.mul(v, r.w)), [r.unit, r.known], [K.neg(K.log(q)), K.neg(v)]);
  const lim = e.tends.smooth(K.log(K.bound(0)), one) as Lim;
  const unit = e.units.define(K.log(q), e.tends.valued(lim, K.ring(lim.value as Term, ZERO())));
  return K.linearCombination(here, K.add(first, unit.v), [e.units.definition(unit)], [K.int(-1)]);
}
