/**
 * Reduction of a term by equations, as polynomials: an equation's leading monomial is replaced until it
 * divides no summand. Untrusted: the result is a theorem by LINEAR COMBINATION.
 */

import type { MonomialView, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

type Part = { readonly coef: Rational; readonly factors: ReadonlyMap<Term, number>; readonly exponent: Term | null };

/** An equation read as `lead = rest`. */
export type Relation = {
  readonly theorem: Theorem;
  readonly lead: Part;
  /** For exponentials: the summand of the exponent that measures progress, and the step. */
  /** For a·inv(a) = 1 with a single atom a. */
  readonly unit: Term | null;
  readonly along: { readonly monomial: Term; readonly step: Rational; readonly low: Part } | null;
};

const part = (m: MonomialView): Part => ({
  coef: m.coef,
  factors: new Map(m.factors.map((f) => [f.atom, f.exp])),
  exponent: m.exponent,
});

/**
 * l = r with a summand of l - r as the lead; null where none will do. Among components of families the
 * family's name decides, so that a[k] = b[k] is read the same way for every index k.
 */
export function equationRelation(theorem: Theorem): Relation | null {
  const f = theorem.concl;
  if (f.k !== "eq") return null;
  const ms = K.monomials(K.sub(f.l, f.r));
  const first = ms[0];
  if (first === undefined || first.exponent !== null) return null;
  const usable = (m: MonomialView): boolean =>
    m.factors.length > 0 && m.factors.every((x) => x.exp > 0) && m.exponent === null;
  const families = ms.filter((m) => usable(m) && familyName(m) !== null);
  const byName =
    families.length > 0 && ms.every((m) => m.factors.length <= 1)
      ? families.sort((a, b) => order(familyName(b), familyName(a)))[0]
      : undefined;
  const lead = byName ?? ms.find(usable);
  return lead === undefined ? null : { theorem, lead: part(lead), along: null, unit: null };
}

function order(a: string | null, b: string | null): number {
  return (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
}

/** The family that a summand is one component of, else null. */
function familyName(m: MonomialView): string | null {
  const f = m.factors[0];
  if (m.factors.length !== 1 || f === undefined || f.exp !== 1 || f.atom.k !== "at" || f.atom.family.k !== "var")
    return null;
  return f.atom.family.name;
}

/** exp(q) = r, for the exponent q exactly. */
export function exponentialRelation(q: Term, theorem: Theorem): Relation {
  return { theorem, lead: { coef: K.ONE, factors: new Map(), exponent: q }, along: null, unit: null };
}

/** a·inv(a) = 1 for an atom a. */
export function unitRelation(a: Term, theorem: Theorem): Relation {
  return { theorem, lead: { coef: K.ONE, factors: new Map(), exponent: null }, along: null, unit: a };
}

/** p·inv(p) = 1 for a sum p of several monomials, inv(p) an atom. */
export function inverseRelation(p: Term, theorem: Theorem): Relation | null {
  const ms = K.monomials(p);
  const w = K.inv(p);
  const top = highest(ms);
  if (top === null) return null;
  const withW = (m: MonomialView): Part => {
    const q = part(m);
    return { ...q, factors: new Map([...q.factors, [w, 1]]) };
  };
  if (ms.every((m) => m.exponent === null))
    return { theorem, lead: withW(ms[0] as MonomialView), along: null, unit: null };
  // Choose the summand with the highest exponential; the lowest one serves negative exponents.
  const low = ms.find((m) => m.exponent === null);
  if (low === undefined || top.exponent === null) return { theorem, lead: withW(top), along: null, unit: null };
  const step = K.monomials(top.exponent)[0] as MonomialView;
  return { theorem, lead: withW(top), along: { monomial: step.term, step: step.coef, low: withW(low) }, unit: null };
}

function highest(ms: readonly MonomialView[]): MonomialView | null {
  let best: MonomialView | null = null;
  for (const m of ms) {
    if (best === null) best = m;
    else {
      const a = m.exponent ?? K.int(0);
      const b = best.exponent ?? K.int(0);
      const d = K.monomials(K.sub(a, b))[0];
      if (d !== undefined && d.coef.num > 0n) best = m;
    }
  }
  return best;
}

function coefficientOf(exponent: Term | null, monomial: Term): Rational {
  if (exponent === null) return K.ZERO;
  const m = K.monomials(exponent).find((x) => x.term === monomial);
  return m === undefined ? K.ZERO : m.coef;
}

/** m / lead as a term (with m's coefficient), or null where the lead does not divide m. */
function quotient(m: MonomialView, lead: Part): Term | null {
  const left = new Map(m.factors.map((f) => [f.atom, f.exp]));
  for (const [atom, exp] of lead.factors) {
    const have = left.get(atom);
    if (have === undefined || have < exp || exp <= 0) return null;
    if (have === exp) left.delete(atom);
    else left.set(atom, have - exp);
  }
  const parts: Term[] = [K.num(K.mulQ(m.coef, K.invQ(lead.coef)))];
  for (const [atom, exp] of left) {
    if (exp === 0) parts.push(atom, K.inv(atom));
    else parts.push(K.ipow(atom, K.int(exp)));
  }
  if (m.exponent !== null || lead.exponent !== null) {
    parts.push(K.exp(K.sub(m.exponent ?? K.int(0), lead.exponent ?? K.int(0))));
  }
  return K.op("mul", parts);
}

function cofactor(m: MonomialView, r: Relation): Term | null {
  if (r.unit !== null) {
    if (!m.factors.some((f) => f.atom === r.unit && f.exp === 0)) return null;
    const rest = m.factors.filter((f) => f.atom !== r.unit);
    const parts = rest.flatMap((f) => (f.exp === 0 ? [f.atom, K.inv(f.atom)] : [K.ipow(f.atom, K.int(f.exp))]));
    return K.op("mul", [K.num(m.coef), ...parts, ...(m.exponent === null ? [] : [K.exp(m.exponent)])]);
  }
  if (r.along === null) {
    if (r.lead.exponent !== null) {
      // A pure exponential lead divides everything; only equal exponents are replaced.
      if (m.exponent !== r.lead.exponent) return null;
    }
    return quotient(m, r.lead);
  }
  const c = coefficientOf(m.exponent, r.along.monomial);
  if (K.compareQ(c, r.along.step) >= 0) return quotient(m, r.lead);
  if (c.num < 0n) return quotient(m, r.along.low);
  return null;
}

const MAX_PASSES = 60;
const MAX_GROWTH = 400;

/** Γ ⊢ t = t', t' reduced by the relations; null where nothing applies. */
export function reduce(t: Term, relations: readonly Relation[]): Theorem | null {
  if (relations.length === 0) return null;
  let now = K.canonical(t);
  const cofactors = new Map<Relation, Term[]>();
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const changes: Term[] = [];
    for (const m of K.monomials(now)) {
      for (const r of relations) {
        const c = cofactor(m, r);
        if (c === null) continue;
        const f = r.theorem.concl as K.Formula & { k: "eq" };
        changes.push(K.mul(c, K.sub(f.l, f.r)));
        cofactors.set(r, [...(cofactors.get(r) ?? []), c]);
        break;
      }
    }
    if (changes.length === 0) break;
    now = K.canonical(K.sub(now, K.op("add", changes)));
    if (K.monomials(now).length > MAX_GROWTH) return null;
    if (pass === MAX_PASSES - 1) return null;
  }
  if (cofactors.size === 0) return null;
  const used = [...cofactors.keys()];
  return K.linearCombination(
    t,
    now,
    used.map((r) => r.theorem),
    used.map((r) => K.op("add", cofactors.get(r) as Term[])),
  );
}
