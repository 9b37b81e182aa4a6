/** Equations: normal forms first, then simplification, denominators, sums term by term. */

import type { MonomialView, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { asFraction } from "./fractions.ts";
import { exponentialRelation, type Relation, reduce } from "./relations.ts";
import { chain, expOfLogs, relationsFor, rhs, simplify } from "./simplify.ts";

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
  const d = K.canonical(K.sub(rhs(left), rhs(right)));
  const zero = vanishes(ctx, d) ?? byOrder(ctx, d);
  const same =
    zero === null
      ? (bySquares(ctx, rhs(left), rhs(right)) ?? vanishesAsItStands(ctx, l, r, left, right))
      : K.linearCombination(rhs(left), rhs(right), [zero], [K.int(1)]);
  return same === null ? null : chain(chain(left, same), K.symmetry(right));
}

const MAX_ORDERED = 8;

/** d ≤ 0 and 0 ≤ d. */
function byOrder(ctx: Context, d: Term): Theorem | null {
  if (ctx.inequalities.length === 0 || K.monomials(d).length > MAX_ORDERED) return null;
  return ctx.withEffort(0, () => {
    const up = ctx.search.nonnegative(ctx, d);
    const down = up === null ? null : ctx.search.nonnegative(ctx, K.neg(d));
    return up === null || down === null ? null : K.antisymmetry(D.restate(K.le(d, K.int(0)), down), up);
  });
}

/** l = 0 by order for an l that simplification would spread, such as a sum of squares. */
function vanishesAsItStands(ctx: Context, l: Term, r: Term, left: Theorem, right: Theorem): Theorem | null {
  if (r !== K.int(0) || rhs(left) === l || ctx.inequalities.length === 0) return null;
  const zero = ctx.withEffort(0, () => {
    const up = ctx.search.nonnegative(ctx, l);
    const down = up === null ? null : ctx.search.nonnegative(ctx, K.neg(l));
    return up === null || down === null ? null : K.antisymmetry(D.restate(K.le(l, r), down), up);
  });
  return zero === null ? null : chain(chain(K.symmetry(left), zero), right);
}

/** l = r with square roots: both are not negative and have equal squares. */
function bySquares(ctx: Context, l: Term, r: Term): Theorem | null {
  if (ctx.budget.effort === 0 || (!hasRoot(l) && !hasRoot(r))) return null;
  const a = ctx.search.nonnegative(ctx, l);
  const b = a === null ? null : ctx.search.nonnegative(ctx, r);
  if (a === null || b === null) return null;
  const same = ctx.withEffort(0, () => equal(ctx, K.mul(l, l), K.mul(r, r)));
  return same === null ? null : D.equalFromSquares(a, b, same);
}

/** Is there a half power among the factors? */
function hasRoot(t: Term): boolean {
  return K.monomials(t).some(
    (m) =>
      m.factors.some((f) => f.atom.k === "op" && f.atom.op === "rpow") ||
      (m.exponent !== null &&
        K.monomials(m.exponent).some(
          (e) => e.coef.den === 2n && e.factors.some((f) => f.atom.k === "op" && f.atom.op === "log"),
        )),
  );
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
    const rest = overDenominators(ctx, rhs(reduced)) ?? sumwise(ctx, rhs(reduced)) ?? inExponents(ctx, rhs(reduced));
    return rest === null ? null : chain(reduced, rest);
  }
  return overDenominators(ctx, d) ?? sumwise(ctx, d) ?? inExponents(ctx, d) ?? withoutRootsBelow(ctx, d);
}

/** d = 0 with powers of v as exponentials, where log v stands in an exponent: x^a·inv(x) is exp((a - 1) log x). */
function inExponents(ctx: Context, d: Term): Theorem | null {
  const bases = new Set<Term>();
  for (const m of K.monomials(d)) {
    for (const e of m.exponent === null ? [] : K.monomials(m.exponent)) {
      for (const { atom } of e.factors) if (atom.k === "op" && atom.op === "log") bases.add(atom.args[0] as Term);
    }
  }
  for (const v of bases) {
    const pos = ctx.search.positive(ctx, v);
    if (pos === null) continue;
    let found = false;
    const hole = K.bound(0);
    const parts = K.monomials(d).map((m) => {
      const factors = m.factors.map((f) => {
        const sign = f.atom === v ? 1 : f.atom.k === "op" && f.atom.op === "inv" && f.atom.args[0] === v ? -1 : 0;
        if (sign === 0) return K.ipow(f.atom, K.int(f.exp));
        found = true;
        return K.ipow(hole, K.int(sign * f.exp));
      });
      return K.op("mul", [K.num(m.coef), ...factors, ...(m.exponent === null ? [] : [K.exp(m.exponent)])]);
    });
    if (!found) continue;
    const th = K.congruence(K.op("add", parts), [K.symmetry(K.expLog(pos))]);
    const { l, r } = th.concl as K.Formula & { k: "eq" };
    const end = K.canonical(r);
    if (end === d || K.canonical(l) !== d) continue;
    const zero = end === K.int(0) ? K.reflexivity(end) : (overDenominators(ctx, end) ?? inExponents(ctx, end));
    if (zero !== null) return chain(chain(chain(K.ring(d, l), th), K.ring(r, end)), zero);
  }
  return null;
}

/** d with p^(n + f) as p^n·p^f, 0 ≤ f < 1, so that equal powers look equal: p^(-1/2) is p^(1/2)/p. */
function withoutRootsBelow(ctx: Context, d: Term): Theorem | null {
  const floor = (c: Rational): bigint => {
    const n = c.num / c.den;
    return c.num < 0n && n * c.den !== c.num ? n - 1n : n;
  };
  const relations: Relation[] = [];
  for (const { exponent } of K.monomials(d)) {
    const th = exponent === null ? null : expOfLogs(ctx, exponent, floor);
    if (th !== null && exponent !== null) relations.push(exponentialRelation(exponent, th));
  }
  const reduced = relations.length === 0 ? null : reduce(d, relations);
  if (reduced === null || rhs(reduced) === d) return null;
  const rest = vanishes(ctx, rhs(reduced));
  return rest === null ? null : chain(reduced, rest);
}

/** d = N·Π inv(p)^e = 0 from N = 0. */
function overDenominators(ctx: Context, d: Term): Theorem | null {
  const f = asFraction(ctx, d);
  if (f === null) return null;
  const zero = f.numerator === K.int(0) ? K.reflexivity(f.numerator) : sumwise(ctx, f.numerator);
  if (zero === null) return null;
  const whole = rhs(f.theorem) as Term & { k: "op" };
  return chain(f.theorem, K.linearCombination(whole, K.int(0), [zero], [whole.args[1] as Term]));
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
    parts.push(
      K.op("mul", [
        K.num(m.coef),
        ...factors,
        ...(m.exponent === null ? [] : [K.exp(m.exponent)]),
        K.instantiate(s.body, [k]),
      ]),
    );
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
