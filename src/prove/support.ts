/**
 * Functions of sums by their supporting planes: c = Φ(μ) with μ_j = Σ f_j is the sum of its linearisation at μ,
 * c = Σ_k (w_k(Φ - Σ_j μ_j ∂_jΦ) + Σ_j ∂_jΦ·f_j(k)) for weights of sum 1. Where each term is not negative,
 * neither is c: Jensen's inequality, the log-sum inequality, the entropy's bound, each from one tangent.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { childrenOf } from "./facts.ts";
import { type Range, type Unit, unitsOver } from "./lagrange.ts";
import { signed } from "./signs.ts";

const MAX_SUMS = 4;
const MAX_MONOMIALS = 12;

/** Γ ⊢ 0 ≤ c, or null. */
export function bySupport(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const terms = K.monomials(c).length;
  if (terms < 2 || terms > MAX_MONOMIALS) return null;
  for (const { range, sums } of sumsIn(c)) {
    if (!hasPlainSum(c, sums)) continue;
    const plane = planeOf(ctx, c, sums);
    // What is linear in its sums is one sum of terms already.
    if (plane === null || (plane.rest === K.int(0) && !plane.slopes.some((d) => mentions(d, sums)))) continue;
    const weights = weightsOver(ctx, range);
    for (const w of plane.rest === K.int(0) ? [null] : weights) {
      for (const shift of shiftsOf(w, weights)) {
        const th = asSum(ctx, goal, range, sums, plane, w, shift);
        if (th !== null) return th;
      }
    }
  }
  return null;
}

/** The sums that do not depend on an index, wherever they stand in the term, by their ranges. */
function sumsIn(c: Term): { range: Range; sums: K.Big[] }[] {
  const groups: { range: Range; sums: K.Big[] }[] = [];
  const seen = new Set<Term | Formula>();
  const visit = (n: Term | Formula): void => {
    if (seen.has(n)) return;
    seen.add(n);
    if (K.isTerm(n) && n.k === "sum" && K.looseOf(n) === 0) {
      const group = groups.find((g) => g.range.lo === n.lo && g.range.hi === n.hi);
      if (group === undefined) groups.push({ range: { lo: n.lo, hi: n.hi, hint: n.hint }, sums: [n] });
      else group.sums.push(n);
      return;
    }
    for (const m of childrenOf(n)) visit(m);
  };
  visit(c);
  return groups.filter((g) => g.sums.length <= MAX_SUMS).slice(0, 2);
}

/** Is one summand a sum times what is free of sums? */
function hasPlainSum(c: Term, sums: readonly K.Big[]): boolean {
  return K.monomials(c).some((m) => {
    const own = m.factors.filter((f) => sums.includes(f.atom as K.Big));
    const others = m.factors.filter((f) => !own.includes(f)).map((f) => f.atom);
    const rest = m.exponent === null ? others : [...others, m.exponent];
    return own.length === 1 && own[0]?.exp === 1 && !rest.some((t) => mentions(t, sums));
  });
}

function mentions(t: Term, sums: readonly K.Big[]): boolean {
  return sums.some((s) => t === s || childrenOf(t).some((c) => K.isTerm(c) && mentions(c, [s])));
}

/** ∂_jΦ at μ, and Φ - Σ μ_j ∂_jΦ. */
type Plane = { readonly slopes: readonly Term[]; readonly rest: Term };

function planeOf(ctx: Context, c: Term, sums: readonly K.Big[]): Plane | null {
  const m = sums.map((s) => ctx.fresh(s.hint));
  const phi = sums.reduce((t, s, j) => K.replaceTerm(t, s, m[j] as Term), c);
  const positive = sums.flatMap((s, j) =>
    ctx.withEffort(0, () => ctx.search.positive(ctx, s)) === null ? [] : [K.lt(K.int(0), m[j] as Term)],
  );
  const inner = ctx.assume(...positive);
  const slopes: Term[] = [];
  const back = (t: Term): Term => sums.reduce((u, s, j) => K.replaceVar(u, m[j] as Term, s), t);
  for (const x of m) {
    const th = inner.search.differentiate(inner, K.abstract(phi, [x]), x);
    if (th === null) return null;
    const same = inner.search.simplify(inner, (th.concl as Formula & { k: "hasDeriv" }).value);
    slopes.push(back((same.concl as Formula & { k: "eq" }).r));
  }
  const linear = slopes.map((d, j) => K.neg(K.mul(d, sums[j] as Term)));
  const rest = ctx.search.simplify(ctx, K.op("add", [c, ...linear]));
  return { slopes, rest: (rest.concl as Formula & { k: "eq" }).r };
}

/** e with Σ e = total, its total's inverse, and total·inverse = 1 unless total is a number. */
type Weight = { readonly unit: Unit; readonly inverse: Term; readonly whole: Theorem | null };

function weightsOver(ctx: Context, range: Range): Weight[] {
  return unitsOver(ctx, range).flatMap((unit): Weight[] => {
    if (unit.total.k === "num")
      return unit.total.value.num === 0n ? [] : [{ unit, inverse: unit.inverse, whole: null }];
    const nz = ctx.withEffort(0, () => ctx.search.nonzero(ctx, unit.total));
    return nz === null ? [] : [{ unit, inverse: K.inv(unit.total), whole: K.inverse(nz) }];
  });
}

type Shift = { readonly more: Weight; readonly less: Weight };

/** Differences of two weights: they sum to 0. */
function shiftsOf(w: Weight | null, all: readonly Weight[]): (Shift | null)[] {
  if (w === null) return [null];
  return [
    null,
    ...all
      .filter((x) => x !== w)
      .flatMap((x) => [
        { more: x, less: w },
        { more: w, less: x },
      ]),
  ];
}

function asSum(
  ctx: Context,
  goal: Formula,
  range: Range,
  sums: readonly K.Big[],
  plane: Plane,
  w: Weight | null,
  shift: Shift | null,
): Theorem | null {
  const k = ctx.fresh(range.hint, K.INT);
  const at = (s: K.Big): Term => K.instantiate(s.body, [k]);
  const share = (x: Weight): Term => K.mul(x.inverse, at(x.unit.sum));
  const parts = sums.map((s, j) => K.mul(plane.slopes[j] as Term, at(s)));
  if (w !== null) parts.push(K.mul(plane.rest, share(w)));
  if (shift !== null) parts.push(share(shift.more), K.neg(share(shift.less)));
  const body = K.op("add", parts);
  const within = K.and(K.le(range.lo, k), K.le(k, range.hi));
  const inner = ctx.assume(within);
  const same = inner.search.simplify(inner, body);
  const tidy = (same.concl as Formula & { k: "eq" }).r;
  const th = ctx.withAtLeast(1, () => signed(inner, tidy, false));
  if (th === null) return null;
  const each = K.positivstellensatz(K.le(K.int(0), body), [th], [D.row([0])], [same], [K.int(1)]);
  const sum = K.sumNonnegative(K.generalise(k, K.discharge(within, D.bundle(each, within)), range.hint));
  // Σ body = rest·Σw + Σ slope·μ (+ Σ more - Σ less)
  const equations: Theorem[] = [];
  const cofactors: Term[] = [];
  const use = (x: Weight, factor: Term): void => {
    equations.push(x.unit.theorem);
    cofactors.push(K.neg(K.mul(factor, x.inverse)));
    if (x.whole === null) return;
    equations.push(x.whole);
    cofactors.push(K.neg(factor));
  };
  if (w !== null) use(w, plane.rest);
  if (shift !== null) {
    use(shift.more, K.int(1));
    use(shift.less, K.int(-1));
  }
  const whole = wholeOf(ctx, goal, sums, plane);
  if (whole !== null) {
    equations.push(whole);
    cofactors.push(K.int(1));
  }
  try {
    return K.positivstellensatz(goal, [sum], [D.row([0])], equations, cofactors);
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/** Γ ⊢ c = rest + Σ slope·μ, where that is no identity of polynomials. */
function wholeOf(ctx: Context, goal: Formula, sums: readonly K.Big[], plane: Plane): Theorem | null {
  const c = (goal as Formula & { k: "le" | "lt" }).r;
  const planar = K.op("add", [plane.rest, ...plane.slopes.map((d, j) => K.mul(d, sums[j] as Term))]);
  return K.canonical(c) === K.canonical(planar) ? null : ctx.search.equal(ctx, c, planar);
}
