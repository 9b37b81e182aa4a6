/** Limits of sums of symbolic length: term by term where every term has a limit, by induction on the length. */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { Expansion } from "./expansion.ts";
import { childrenOf } from "./facts.ts";
import { nameOf } from "./far.ts";
import { chain, rhs } from "./simplify.ts";
import { type Lim, tendsFormula } from "./tends.ts";

/**
 * t = a sum in which the summands of t that have a sum over one range are one sum: Σ f + c·Σ g is
 * Σ (f + c·g). Touched are sums that `concerns` picks, and with `wide` the others over their ranges.
 */
export function mergedSums(t: Term, concerns: (s: Term) => boolean, wide: boolean): Theorem {
  const ranges = new Set<string>();
  const keyOf = (s: K.Big): string => `${K.idOf(s.lo)}:${K.idOf(s.hi)}`;
  for (const m of K.monomials(t)) {
    for (const f of m.factors) if (f.atom.k === "sum" && concerns(f.atom)) ranges.add(keyOf(f.atom));
  }
  if (ranges.size === 0) return K.reflexivity(t);
  const picks = (s: Term): boolean => s.k === "sum" && (concerns(s) || (wide && ranges.has(keyOf(s))));
  const rest: Term[] = [];
  const merged = new Map<string, { sum: K.Big; parts: Term[] }>();
  let found = 0;
  const k = K.variable(K.freshName("k", [t]), K.INT);
  for (const m of K.monomials(t)) {
    const sums = m.factors.filter((f) => picks(f.atom));
    const own = sums[0];
    if (own === undefined || sums.length > 1 || own.exp !== 1) {
      rest.push(K.mul(K.num(m.coef), m.term));
      continue;
    }
    found++;
    const sum = own.atom as K.Big;
    const key = keyOf(sum);
    const group = merged.get(key) ?? { sum, parts: [] };
    const others = m.factors.filter((f) => f !== own).map((f) => K.ipow(f.atom, K.int(f.exp)));
    const tail = m.exponent === null ? [] : [K.exp(m.exponent)];
    group.parts.push(K.op("mul", [K.num(m.coef), ...others, ...tail, K.instantiate(sum.body, [k])]));
    merged.set(key, group);
  }
  if (found <= merged.size) return K.reflexivity(t);
  const sums = [...merged.values()].map((g) =>
    K.big("sum", g.sum.hint, g.sum.lo, g.sum.hi, K.abstract(K.op("add", g.parts), [k])),
  );
  const whole = K.op("add", [...rest, ...sums]);
  try {
    return K.ring(t, whole);
  } catch (e) {
    if (!(e instanceof K.Refusal)) throw e;
    return K.reflexivity(t);
  }
}

/** The sum in normal form: a test on its index taken out, or m·v with v = Σ f/m a unit. */
export function sumExpansion(e: Expansion, t: K.Big, define: (def: Term, lim: Lim) => Theorem): Theorem | null {
  if (t.k !== "sum" || e.h.mentionsT(t.lo) || e.h.mentionsT(t.hi)) return null;
  const peeled = peel(e, t);
  if (peeled !== null) {
    const n = e.norm(rhs(peeled));
    return n === null ? null : chain(peeled, n.th);
  }
  const { outer } = e;
  const k = outer.fresh(t.hint, K.INT);
  const range = K.and(K.le(t.lo, k), K.le(k, t.hi));
  const inner = new Expansion(outer.assume(range));
  const body = K.replaceVar(K.instantiate(t.body, [k]), e.h.t, inner.h.t);
  const finite = inner.finite(body);
  if (finite !== null) return define(t, limitOfSum(e, t, k, range, finite));
  const lead = inner.lead(body);
  if (lead === null || lead === "zero" || K.occurs(nameOf(k), lead.mono)) return null;
  const m = K.replaceVar(lead.mono, inner.h.t, e.h.t);
  const scaled = K.big("sum", t.hint, t.lo, t.hi, K.abstract(K.replaceVar(lead.lim.f, inner.h.t, e.h.t), [k])) as K.Big;
  const known = define(scaled, limitOfSum(e, scaled, k, range, lead.lim));
  const unit = e.growth.unit(m);
  if (unit === null) return null;
  // t = m·Σ f/m as m·inv m = 1
  const v = rhs(known);
  return K.linearCombination(t, K.mul(m, v), [unit.inverse, known], [K.neg(t), m]);
}

/** Σ_k with a test on k in the body, the test's two branches apart: RING contracts the deltas. */
function peel(e: Expansion, t: K.Big): Theorem | null {
  const { outer } = e;
  const k = outer.fresh(t.hint, K.INT);
  const body = K.instantiate(t.body, [k]);
  const found: (Term & { k: "if" })[] = [];
  const visit = (n: Term | K.Formula): void => {
    if (K.isTerm(n) && n.k === "if" && K.looseOf(n) === 0 && n.test.k === "eq" && K.occurs(nameOf(k), n.test))
      found.push(n);
    for (const c of childrenOf(n)) visit(c);
  };
  visit(body);
  const test = found[0]?.test;
  if (test === undefined) return null;
  const tests = [...new Set(found.filter((x) => x.test === test))];
  const one = K.ifThen(test, K.int(1), K.int(0));
  const pick = (yes: boolean): Term => tests.reduce((b, x) => K.replaceTerm(b, x, yes ? x.then : x.else), body);
  const [b1, b0] = [pick(true), pick(false)];
  const target = K.add(b0, K.mul(one, K.sub(b1, b0)));
  if (K.canonical(target) === K.canonical(body)) return null;
  const side = (yes: boolean): Theorem => {
    const h = K.assume(yes ? test : K.not(test));
    const decide = (x: Term & { k: "if" }): Theorem =>
      yes ? K.ifTrue(h, x.then, x.else) : K.ifFalse(h, x.then, x.else);
    const holes = tests.map(() => outer.fresh("hole"));
    const context = tests.reduce((b, x, i) => K.replaceTerm(b, x, holes[i] as Term), body);
    const same = K.congruence(K.abstract(context, holes), tests.map(decide));
    const own = decide(one as Term & { k: "if" });
    return K.linearCombination(body, target, [same, own], [K.int(1), K.neg(K.sub(b1, b0))]);
  };
  const each = K.cases(K.excludedMiddle(test), side(true), side(false));
  const range = K.and(K.le(t.lo, k), K.le(k, t.hi));
  const ext = K.extensionality("sum", K.generalise(k, K.discharge(range, each), t.hint));
  return chain(ext, K.ring(rhs(ext), K.canonical(rhs(ext))));
}

/** Σ f → Σ L, where f(k) → L(k) for every k of the range. */
function limitOfSum(e: Expansion, t: K.Big, k: Term, range: K.Formula, lim: Lim): Lim {
  const value = K.big("sum", t.hint, t.lo, t.hi, K.abstract(lim.value as Term, [k]));
  const each = K.generalise(k, K.discharge(range, lim.th), t.hint);
  const th = sumOfLimits(e, t, value as K.Big, each);
  return e.tends.valued({ f: t, value, th }, e.outer.search.simplify(e.outer, value));
}

/** Σ f → Σ L from ∀k in the range: f(k) → L(k). */
function sumOfLimits(e: Expansion, t: K.Big, value: K.Big, each: Theorem): Theorem {
  const { outer, tends } = e;
  const n = outer.fresh("n", K.INT);
  const upTo = (b: K.Big, hi: Term): Term => K.big("sum", b.hint, b.lo, hi, b.body);
  const claim = (hi: Term): K.Formula => K.implies(K.le(hi, t.hi), tendsFormula(e.h.t, upTo(t, hi), upTo(value, hi)));
  const at = (k: Term, from: Theorem, to: Theorem): Lim => ({
    f: K.instantiate(t.body, [k]),
    value: K.instantiate(value.body, [k]),
    th: K.modusPonens(K.specialise(each, k), K.both(from, to)),
  });
  const moved = (lim: Lim, f: Theorem, L: Theorem): Theorem => {
    const far = e.h.close(K.symmetry(f)) as Theorem;
    return tends.valued(tends.same(lim, far), K.symmetry(L)).th;
  };
  // One term.
  const first = K.assume(K.le(t.lo, t.hi));
  const lo = K.positivstellensatz(K.le(t.lo, t.lo), [], []);
  const same = K.reflexivity(t.lo);
  const base = moved(at(t.lo, lo, first), K.singleTerm(upTo(t, t.lo), same), K.singleTerm(upTo(value, t.lo), same));
  // One term more.
  const next = K.add(n, K.int(1));
  const guard = K.and(K.le(t.lo, n), claim(n));
  const here = K.assume(guard);
  const room = K.assume(K.le(next, t.hi));
  const less = K.positivstellensatz(
    K.le(n, t.hi),
    [room],
    [
      { coef: K.ONE, uses: [0], root: K.int(1) },
      { coef: K.ONE, uses: [], root: K.int(1) },
    ],
  );
  const before: Lim = { f: upTo(t, n), value: upTo(value, n), th: K.modusPonens(K.right(here), less) };
  const start = K.positivstellensatz(
    K.le(t.lo, next),
    [K.left(here)],
    [
      { coef: K.ONE, uses: [0], root: K.int(1) },
      { coef: K.ONE, uses: [], root: K.int(1) },
    ],
  );
  const sum = tends.add([before, at(next, start, room)]);
  const longer = (b: K.Big): Theorem => {
    const upper = K.positivstellensatz(K.le(n, next), [], [{ coef: K.ONE, uses: [], root: K.int(1) }]);
    const parts = K.split(upTo(b, next), n, start, upper);
    const tail = K.big("sum", b.hint, next, next, b.body);
    const last = K.singleTerm(tail, K.reflexivity(next));
    return K.transitivity(parts, K.congruence(K.add(upTo(b, n), K.bound(0)), [last]));
  };
  const step = moved(sum, longer(t), longer(value));
  const stepAll = K.generalise(n, K.discharge(guard, K.discharge(room.concl, step)), "n");
  const property = K.abstract(claim(n), [n]);
  const all = K.induction(property, t.lo, K.discharge(first.concl, base), stepAll);
  const whole = K.modusPonens(
    K.modusPonens(K.specialise(all, t.hi), first),
    K.positivstellensatz(K.le(t.hi, t.hi), [], []),
  );
  // An empty sum.
  const empty = K.assume(K.lt(t.hi, t.lo));
  const none = moved(tends.constant(K.int(0)), K.emptyRange(t, empty), K.emptyRange(value, empty));
  return K.cases(K.totalOrder(t.lo, t.hi), whole, none);
}
