/** t ≠ 0: from a hypothesis, from a sign, or factor by factor. */

import type { MonomialView, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as P from "./dense.ts";
import * as D from "./derived.ts";
import { factsAbout } from "./facts.ts";
import { asFraction, clearedFraction } from "./fractions.ts";
import { freeOfInner, positive, withoutCommonMonomial } from "./signs.ts";
import { inOneAtom } from "./univariate.ts";

const ZERO = (): Term => K.int(0);

/** Γ ⊢ ¬(t = 0). */
export function nonzero(ctx: Context, t: Term): Theorem | null {
  const goal = K.not(K.eq(t, ZERO()));
  const fact = ctx.facts.get(goal);
  if (fact !== undefined) return fact;
  const c = K.canonical(t);
  const key = `nz:${K.idOf(c)}`;
  const th = ctx.memo.has(key) ? (ctx.memo.get(key) as Theorem | null) : searchNonzero(ctx, c, key);
  if (th === null) return null;
  if (th.concl === goal) return th;
  const zero = K.assume(goal.k === "implies" ? goal.l : goal);
  const same = K.linearCombination(c, ZERO(), [zero], [K.int(1)]);
  return K.discharge(zero.concl, K.modusPonens(th, same));
}

function searchNonzero(ctx: Context, c: Term, key: string): Theorem | null {
  if (ctx.search.doubts(ctx, K.not(K.eq(c, ZERO())))) {
    ctx.memo.set(key, null);
    return null;
  }
  if (ctx.busy.has(key) || !ctx.spend()) return null;
  ctx.busy.add(key);
  try {
    const quick = ctx.withEffort(
      0,
      () => nonzeroByFacts(ctx, c) ?? nonzeroBySign(ctx, c) ?? nonzeroByFactors(ctx, c) ?? nonzeroNear(ctx, c),
    );
    const th =
      quick ??
      nonzeroNearby(ctx, c) ??
      (ctx.budget.effort > 0
        ? (nonzeroBySign(ctx, c) ?? nonzeroByNumerator(ctx, c) ?? nonzeroByRoots(ctx, c) ?? nonzeroOnBothSides(ctx, c))
        : null);
    if (th !== null || ctx.budget.effort > 0) ctx.memo.set(key, th);
    return th;
  } finally {
    ctx.busy.delete(key);
  }
}

function nonzeroBySign(ctx: Context, c: Term): Theorem | null {
  const pos = positive(ctx, c);
  if (pos !== null) return D.nonzeroOf(pos);
  const minus = positive(ctx, K.neg(c));
  if (minus === null) return null;
  return D.nonzeroOf(K.positivstellensatz(K.lt(c, ZERO()), [minus], [D.row([0])]));
}

/** Near a point where c is not 0: its square is positive there, hence around it. */
function nonzeroNear(ctx: Context, c: Term): Theorem | null {
  const { local } = ctx;
  if (local === null || !K.occurs((local.w as Term & { k: "var" }).name, c)) return null;
  const pos = positive(ctx, K.mul(c, c));
  if (pos === null) return null;
  const zero = K.assume(K.eq(c, ZERO()));
  return K.discharge(zero.concl, D.contradiction([pos], [D.row([0])], [zero], [K.neg(c)]));
}

/** A fraction with a numerator that is not 0. */
function nonzeroByNumerator(ctx: Context, c: Term): Theorem | null {
  const parts = withoutCommonMonomial(c);
  if (parts !== null) {
    const rest = nonzero(ctx, parts.rest);
    const common = rest === null ? null : nonzero(ctx, parts.common);
    return rest === null || common === null ? null : D.nonzeroProduct(c, common, rest);
  }
  const f = asFraction(ctx, c);
  if (f === null || f.denominators.length === 0) return null;
  const top = nonzero(ctx, f.numerator);
  if (top === null) return null;
  const cleared = clearedFraction(ctx, c, f);
  if (cleared === null) return null;
  const zero = K.assume(K.eq(c, ZERO()));
  const product = (cleared.concl as K.Formula & { k: "eq" }).l;
  const cofactor = K.op(
    "mul",
    f.denominators.map((d) => K.ipow(d.p, K.int(d.exp))),
  );
  const gone = K.linearCombination(product, ZERO(), [zero], [cofactor]);
  return K.discharge(zero.concl, K.modusPonens(top, K.transitivity(K.symmetry(cleared), gone)));
}

/** A polynomial in one atom with a rational zero ρ: v - ρ and the rest are not 0. */
function nonzeroByRoots(ctx: Context, c: Term): Theorem | null {
  const read = inOneAtom(c);
  if (read === null || read.coefs.length < 3) return null;
  const { v, coefs } = read;
  const mirrored = coefs.map((q, i) => (i % 2 === 0 ? q : K.negQ(q)));
  const root = P.positiveRoots(coefs)[0] ?? P.positiveRoots(mirrored).map(K.negQ)[0];
  if (root === undefined) return null;
  const factor = K.canonical(K.sub(v, K.num(root)));
  const one = nonzero(ctx, factor);
  const rest = P.toTerm(P.divide(coefs, [K.negQ(root), K.ONE]).quotient, v);
  const other = one === null ? null : nonzero(ctx, rest);
  return one === null || other === null ? null : D.nonzeroProduct(c, one, other);
}

/** Where l ≠ r is known: a sign for l < r and one for r < l. */
function nonzeroOnBothSides(ctx: Context, c: Term): Theorem | null {
  const names = new Set(K.freeNames(c));
  const goal = K.not(K.eq(c, ZERO()));
  for (const th of ctx.implications) {
    const f = th.concl as K.Formula & { k: "implies" };
    if (f.r.k !== "false" || f.l.k !== "eq" || !K.freeNames(f.l).some((n) => names.has(n))) continue;
    const { l, r } = f.l;
    const side = (a: Term, b: Term): Theorem | null => {
      const inner = ctx.assume(K.lt(a, b));
      const nz = nonzeroBySign(inner, c);
      return nz === null ? null : nz.concl === goal ? nz : null;
    };
    const below = side(l, r);
    const above = below === null ? null : side(r, l);
    if (below === null || above === null) continue;
    const le = K.assume(K.le(l, r));
    const ge = K.assume(K.le(r, l));
    const equal = K.absurd(K.modusPonens(th, K.antisymmetry(le, ge)), goal);
    const notAbove = K.cases(K.totalOrder(r, l), equal, below);
    return K.cases(K.totalOrder(l, r), notAbove, above);
  }
  return null;
}

/** From a hypothesis l ≠ r with l - r a multiple of c. */
export function nonzeroByFacts(ctx: Context, c: Term): Theorem | null {
  const lead = K.monomials(c)[0];
  if (lead === undefined) return null;
  const candidates: Theorem[] = ctx.implications.filter((th) => {
    const f = th.concl as K.Formula & { k: "implies" };
    return f.r.k === "false" && f.l.k === "eq";
  });
  for (const m of K.monomials(c)) {
    for (const f of m.factors) {
      candidates.push(
        ...factsAbout(ctx, f.atom).filter(
          (th) => th.concl.k === "implies" && th.concl.r.k === "false" && th.concl.l.k === "eq",
        ),
      );
    }
  }
  for (const th of candidates) {
    const f = (th.concl as K.Formula & { k: "implies" }).l as K.Formula & { k: "eq" };
    const d = K.canonical(K.sub(f.l, f.r));
    const first = K.monomials(d)[0];
    if (first === undefined || first.term !== lead.term) continue;
    const factor = K.mulQ(first.coef, K.invQ(lead.coef));
    if (K.canonical(K.mul(K.num(factor), c)) !== d) continue;
    const zero = K.assume(K.eq(c, ZERO()));
    const same = K.linearCombination(f.l, f.r, [zero], [K.num(factor)]);
    return K.discharge(zero.concl, K.modusPonens(th, same));
  }
  return null;
}

/** A product of nonzero factors: c = 0 gives 1 = 0 by the inverses. */
function nonzeroByFactors(ctx: Context, c: Term): Theorem | null {
  const ms = K.monomials(c);
  const m = ms[0];
  if (ms.length !== 1 || m === undefined) return null;
  if (
    m.factors.length === 1 &&
    m.exponent === null &&
    (m.factors[0] as { exp: number }).exp === 1 &&
    K.equalQ(m.coef, K.ONE)
  )
    return null;
  const units: Theorem[] = [];
  const inverse: Term[] = [K.num(K.invQ(m.coef))];
  for (const f of m.factors) {
    const nz = nonzero(ctx, f.atom);
    if (nz === null) return null;
    units.push(K.inverse(nz));
    inverse.push(K.ipow(f.atom, K.int(-f.exp)));
  }
  if (m.exponent !== null) inverse.push(K.exp(K.neg(m.exponent)));
  const zero = K.assume(K.eq(c, ZERO()));
  // c·c⁻¹ = Π (aᵢ·inv aᵢ); rewrite the units one by one.
  const product = K.canonical(K.mul(c, K.op("mul", inverse)));
  let now: Theorem = K.linearCombination(product, ZERO(), [zero], [K.op("mul", inverse)]);
  for (const u of units) {
    const left = (u.concl as K.Formula & { k: "eq" }).l;
    const from = (now.concl as K.Formula & { k: "eq" }).l;
    const to = K.canonical(dropUnit(from, left));
    now = K.transitivity(K.linearCombination(to, from, [u], [K.neg(to)]), now);
  }
  const end = (now.concl as K.Formula & { k: "eq" }).l;
  if (K.canonical(end) !== K.int(1)) return null;
  return K.discharge(zero.concl, D.contradiction([], [D.row([])], [now], [K.int(-1)]));
}

/** from = rest·(a·inv a), without that factor. */
function dropUnit(from: Term, unit: Term): Term {
  const a = (K.monomials(unit)[0] as MonomialView).factors[0] as { atom: Term };
  const m = K.monomials(from)[0] as MonomialView;
  const rest = m.factors
    .filter((f) => f.atom !== a.atom)
    .flatMap((f) => (f.exp === 0 ? [f.atom, K.inv(f.atom)] : [K.ipow(f.atom, K.int(f.exp))]));
  return K.op("mul", [K.num(m.coef), ...rest]);
}

/** Near a point where c is not 0: its square is positive there, so also around it. */
function nonzeroNearby(ctx: Context, c: Term): Theorem | null {
  const { local } = ctx;
  if (local === null || local.far !== null) return null;
  const { w, point, outer } = local;
  if (!K.occurs((w as Term & { k: "var" }).name, c)) return nonzero(outer, c);
  if (!freeOfInner(ctx, c)) return null;
  const square = K.ipow(c, K.int(2));
  const goal = K.lt(ZERO(), square);
  if (!local.assumed.has(goal)) {
    const body = K.abstract(c, [w]);
    const there = outer.search.nonzero(outer, K.instantiate(body, [point]));
    const deriv = there === null ? null : outer.search.differentiate(outer, K.abstract(square, [w]), point);
    if (there === null || deriv === null) return null;
    local.assumed.set(goal, K.nearPositive(deriv, D.positiveSquare(there)));
  }
  const zero = K.assume(K.eq(c, ZERO()));
  return K.discharge(zero.concl, D.contradiction([K.assume(goal)], [D.row([0])], [zero], [K.neg(c)]));
}
