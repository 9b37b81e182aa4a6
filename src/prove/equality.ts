/** Equations: normal forms first, then simplification, denominators, sums term by term. */
import * as K from "../kernel/index.ts";
import type { MonomialView, Term, Theorem } from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { reduce } from "./relations.ts";
import { chain, relationsFor, rhs, simplify } from "./simplify.ts";

/** Γ ⊢ l = r, or null. */
export function equal(ctx: Context, l: Term, r: Term): Theorem | null {
  if (l === r) return K.reflexivity(l);
  const fact = ctx.facts.get(K.eq(l, r));
  if (fact !== undefined) return fact;
  if (K.canonical(l) === K.canonical(r)) return K.ring(l, r);
  const left = simplify(ctx, l);
  const right = simplify(ctx, r);
  const done = meet(left, right);
  if (done !== null) return done;
  const zero = vanishes(ctx, K.canonical(K.sub(rhs(left), rhs(right))));
  if (zero === null) return null;
  const same = K.linearCombination(rhs(left), rhs(right), [zero], [K.int(1)]);
  return chain(chain(left, same), K.symmetry(right));
}

function meet(left: Theorem, right: Theorem): Theorem | null {
  const [a, b] = [rhs(left), rhs(right)];
  if (a === b) return chain(left, K.symmetry(right));
  return K.canonical(a) === K.canonical(b) ? chain(chain(left, K.ring(a, b)), K.symmetry(right)) : null;
}

/** Γ ⊢ d = 0 for a canonical, simplified d. */
function vanishes(ctx: Context, d: Term): Theorem | null {
  if (d === K.int(0)) return K.reflexivity(d);
  const reduced = reduce(d, relationsFor(ctx, d));
  if (reduced !== null) {
    if (rhs(reduced) === K.int(0)) return reduced;
    const rest = overDenominators(ctx, rhs(reduced)) ?? sumwise(ctx, rhs(reduced));
    return rest === null ? null : chain(reduced, rest);
  }
  return overDenominators(ctx, d) ?? sumwise(ctx, d);
}

/** d = 0 from d·Π p^e = 0, the denominators p ≠ 0. */
function overDenominators(ctx: Context, d: Term): Theorem | null {
  const powers = new Map<Term, number>();
  const note = (atom: Term, e: number): void => {
    powers.set(atom, Math.max(powers.get(atom) ?? 0, e));
  };
  for (const m of K.monomials(d)) {
    for (const f of m.factors) {
      if (f.atom.k === "op" && f.atom.op === "inv") note(f.atom.args[0] as Term, f.exp);
      else if (f.exp < 0) note(f.atom, -f.exp);
    }
  }
  if (powers.size === 0 || powers.size > 8) return null;
  let now = d;
  const steps: { p: Term; nz: Theorem }[] = [];
  for (const [p, e] of powers) {
    const nz = ctx.search.nonzero(ctx, p);
    if (nz === null) return null;
    for (let i = 0; i < e; i++) steps.push({ p, nz });
  }
  // Multiply by one denominator at a time and reduce; remember the equation of each stage.
  const stages: { before: Term; th: Theorem; p: Term; nz: Theorem }[] = [];
  for (const { p, nz } of steps) {
    const product = K.mul(now, p);
    const th = settle(ctx, product);
    if (th === null) return null;
    stages.push({ before: now, th, p, nz });
    now = rhs(th);
    if (K.monomials(now).length > 300) return null;
  }
  if (now !== K.int(0)) {
    const rest = sumwise(ctx, now);
    if (rest === null) return null;
    const last = stages[stages.length - 1] as { th: Theorem };
    last.th = chain(last.th, rest);
  }
  let zero: Theorem | null = null;
  for (const s of [...stages].reverse()) {
    const th: Theorem = zero === null ? s.th : chain(s.th, zero);
    // before·p = 0 and p·inv p = 1 give before = 0.
    const unit = K.inverse(s.nz);
    const w = K.inv(s.p);
    zero = K.linearCombination(s.before, K.int(0), [th, unit], [w, K.neg(s.before)]);
  }
  return zero;
}

function settle(ctx: Context, t: Term): Theorem | null {
  let out: Theorem = K.ring(t, K.canonical(t));
  for (let i = 0; i < 6; i++) {
    const c = rhs(out);
    const r = reduce(c, relationsFor(ctx, c));
    if (r === null || rhs(r) === c) return out;
    out = chain(out, r);
  }
  return out;
}

/**
 * d = Σ_k B(k), where every summand of d has a sum over one and the same range: then B(k) = 0 for all
 * k is enough. Factors outside the sums are put under them.
 */
function sumwise(ctx: Context, d: Term): Theorem | null {
  const ms = K.monomials(d);
  const first = ms.flatMap((m) => sumsOf(m))[0];
  if (first === undefined || ctx.budget.depth > 6) return null;
  const k = ctx.fresh(first.hint, K.INT);
  const parts: Term[] = [];
  for (const m of ms) {
    const s = sumsOf(m).find((x) => x.lo === first.lo && x.hi === first.hi);
    if (s === undefined) return null;
    const factors = m.factors.flatMap((f) => {
      if (f.atom !== s) return [K.ipow(f.atom, K.int(f.exp))];
      return f.exp > 1 ? [K.ipow(f.atom, K.int(f.exp - 1))] : [];
    });
    parts.push(K.op("mul", [K.num(m.coef), ...factors, ...(m.exponent === null ? [] : [K.exp(m.exponent)]), K.instantiate(s.body, [k])]));
  }
  const body = K.op("add", parts);
  const whole = K.big("sum", first.hint, first.lo, first.hi, K.abstract(body, [k]));
  if (K.canonical(whole) !== d) return null;
  const range = K.and(K.le(first.lo, k), K.le(k, first.hi));
  const inner = ctx.assume(range);
  ctx.budget.depth++;
  const zero = inner.search.prove(inner, K.eq(body, K.int(0)));
  ctx.budget.depth--;
  if (zero === null) return null;
  const all = K.generalise(k, K.discharge(range, zero), first.hint);
  const ext = K.extensionality("sum", all);
  return chain(chain(K.ring(d, whole), ext), K.ring(rhs(ext), K.int(0)));
}

function sumsOf(m: MonomialView): K.Big[] {
  return m.factors.flatMap((f) => (f.atom.k === "sum" && f.exp >= 1 ? [f.atom] : []));
}
