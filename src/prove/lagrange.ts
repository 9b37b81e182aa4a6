/**
 * Sums of symbolic length as one sum, or one double sum, of terms that are not negative. A product of
 * two sums is Σᵢ Σⱼ ½(aᵢbⱼ + aⱼbᵢ), so that Σe·Σev² - (Σev)² is ½ Σᵢ Σⱼ eᵢeⱼ(vᵢ - vⱼ)² (Lagrange);
 * summands without a sum are multiplied by Σe/c where Σe = c is known.
 */

import type { Formula, MonomialView, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { equationDifference } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { signed } from "./signs.ts";
import { hasTest } from "./split.ts";

export type Range = { readonly lo: Term; readonly hi: Term; readonly hint: string };
/** Γ ⊢ unit = total for a sum `unit` over the range, and its body. */
export type Unit = { readonly sum: K.Big; readonly total: Term; readonly inverse: Term; readonly theorem: Theorem };

export function bySums(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 30) return null;
  for (const r of rangesIn(ms)) {
    const degrees = ms.map((m) => sumsOver(m, r).length);
    const top = Math.max(...degrees);
    if (top === 0 || top > 2) continue;
    const units: (Unit | null)[] = degrees.every((d) => d === top) ? [null] : unitsOver(ctx, r);
    for (const unit of units) {
      const th = asSum(ctx, goal, strict, ms, r, top, unit);
      if (th !== null) return th;
    }
  }
  return null;
}

/** The ranges of the sums among the factors, nested ones included, that do not depend on an index. */
function rangesIn(ms: readonly MonomialView[]): Range[] {
  const out: Range[] = [];
  const visit = (t: Term): void => {
    if (t.k !== "sum") return;
    if (K.looseOf(t.lo) === 0 && K.looseOf(t.hi) === 0 && !out.some((r) => r.lo === t.lo && r.hi === t.hi))
      out.push({ lo: t.lo, hi: t.hi, hint: t.hint });
    visit(t.body);
  };
  for (const m of ms) for (const f of m.factors) visit(f.atom);
  return out.slice(0, 3);
}

/** The body at the index k of a sum over the range, which may stand under other sums; null for other terms. */
function bodyAt(ctx: Context, t: Term, r: Range, k: Term): Term | null {
  if (t.k !== "sum") return null;
  if (t.lo === r.lo && t.hi === r.hi) return K.instantiate(t.body, [k]);
  const v = ctx.fresh(t.hint, K.INT);
  const inner = bodyAt(ctx, K.instantiate(t.body, [v]), r, k);
  return inner === null ? null : K.big("sum", t.hint, t.lo, t.hi, K.abstract(inner, [v]));
}

function hasRange(t: Term, r: Range): boolean {
  return t.k === "sum" && ((t.lo === r.lo && t.hi === r.hi) || hasRange(t.body, r));
}

/** The sums over the range among the factors, as often as they occur. */
function sumsOver(m: MonomialView, r: Range): Term[] {
  return m.factors.flatMap((f) =>
    f.exp > 0 && hasRange(f.atom, r) ? Array.from({ length: f.exp }, () => f.atom) : [],
  );
}

/** Equations Σ e = c with a number c ≠ 0, or Σ 1 = the length of the range. */
export function unitsOver(ctx: Context, r: Range): Unit[] {
  const out: Unit[] = [];
  for (const th of ctx.equations) {
    const ms = K.monomials(equationDifference(th));
    const s = ms.find(
      (m) => m.factors.length === 1 && m.exponent === null && m.factors[0]?.exp === 1 && m.factors[0].atom.k === "sum",
    );
    const rest = ms.find((m) => m !== s);
    if (s === undefined || ms.length !== 2 || rest === undefined || rest.term !== K.int(1)) continue;
    const sum = s.term as K.Big;
    if (sum.lo !== r.lo || sum.hi !== r.hi) continue;
    const total = K.num(K.negQ(K.mulQ(rest.coef, K.invQ(s.coef))));
    const scale = K.num(K.invQ(s.coef));
    out.push({
      sum,
      total,
      inverse: K.canonical(K.inv(total)),
      theorem: K.linearCombination(sum, total, [th], [scale]),
    });
  }
  const one = K.big("sum", r.hint, r.lo, r.hi, K.int(1));
  const room = ctx.search.proveQuickly(ctx, K.le(r.lo, K.add(r.hi, K.int(1))));
  if (room !== null) {
    const th = K.count(room);
    out.push({ sum: one as K.Big, total: (th.concl as Formula & { k: "eq" }).r, inverse: K.int(0), theorem: th });
  }
  return out;
}

/** What a monomial is without its sums over the range. */
function outside(m: MonomialView, r: Range): Term {
  const rest = m.factors.filter((f) => !(f.exp > 0 && hasRange(f.atom, r)));
  return K.op("mul", [
    K.num(m.coef),
    ...rest.flatMap((f) => (f.exp === 0 ? [f.atom, K.inv(f.atom)] : [K.ipow(f.atom, K.int(f.exp))])),
    ...(m.exponent === null ? [] : [K.exp(m.exponent)]),
  ]);
}

/** rest/total for a number total; for the length n of a range, rest without one factor n. */
function overTotal(rest: Term, unit: Unit): Term | null {
  if (unit.total.k === "num") return K.mul(rest, unit.inverse);
  const n = K.canonical(unit.total);
  const ms = K.monomials(rest);
  if (n.k !== "var") return null;
  const parts = ms.map((m) => {
    const f = m.factors.find((x) => x.atom === n);
    if (f === undefined || f.exp < 1) return null;
    const others = m.factors.filter((x) => x !== f).map((x) => K.ipow(x.atom, K.int(x.exp)));
    return K.op("mul", [
      K.num(m.coef),
      ...others,
      K.ipow(n, K.int(f.exp - 1)),
      ...(m.exponent === null ? [] : [K.exp(m.exponent)]),
    ]);
  });
  return parts.some((p) => p === null) ? null : K.op("add", parts as Term[]);
}

function asSum(
  ctx: Context,
  goal: Formula,
  strict: boolean,
  ms: readonly MonomialView[],
  r: Range,
  top: number,
  unit: Unit | null,
): Theorem | null {
  const i = ctx.fresh(r.hint, K.INT);
  const j = ctx.fresh(r.hint, K.INT);
  const index = top === 1 ? [i] : [i, j];
  const parts: Term[] = [];
  let cofactor: Term[] = [];
  for (const m of ms) {
    let rest: Term = outside(m, r);
    const sums = sumsOver(m, r);
    while (sums.length < top) {
      const next = unit === null ? null : overTotal(rest, unit);
      if (next === null || unit === null) return null;
      // rest·Πsums = next·total·Πsums = next·unit·Πsums - next·Πsums·(unit - total)
      cofactor = [...cofactor, K.op("mul", [K.int(-1), next, ...sums])];
      rest = next;
      sums.push(unit.sum);
    }
    const bodies = (k: readonly Term[]): Term[] | null => {
      const out = sums.map((s, n) => bodyAt(ctx, s, r, k[n] as Term));
      return out.some((b) => b === null) ? null : (out as Term[]);
    };
    const one = bodies(index);
    const two = top === 1 ? [] : bodies([j, i]);
    if (one === null || two === null) return null;
    if (top === 1) parts.push(K.op("mul", [rest, ...one]));
    else parts.push(K.op("mul", [K.num(K.rational(1n, 2n)), rest, K.add(K.op("mul", one), K.op("mul", two))]));
  }
  const body = K.canonical(K.op("add", parts));
  const ranges = index.map((k) => K.and(K.le(r.lo, k), K.le(k, r.hi)));
  const inner = ctx.assume(...ranges);
  // The terms have fewer sums than the whole.
  let th = ctx.withAtLeast(1, () =>
    hasTest(body) ? inner.search.prove(inner, (strict ? K.lt : K.le)(K.int(0), body)) : signed(inner, body, strict),
  );
  if (th === null) return null;
  const nonempty = strict ? ctx.search.proveQuickly(ctx, K.le(r.lo, r.hi)) : null;
  for (const k of [...index].reverse()) {
    const range = ranges[index.indexOf(k)] as Formula;
    const all = K.generalise(k, K.discharge(range, D.bundle(th, range)), r.hint);
    if (strict && nonempty === null) return null;
    th = nonempty === null ? K.sumNonnegative(all) : K.sumPositive(all, nonempty);
  }
  try {
    const equations = unit === null || cofactor.length === 0 ? [] : [unit.theorem];
    return K.positivstellensatz(
      goal,
      [th],
      [D.row([0])],
      equations,
      equations.length === 0 ? [] : [K.op("add", cofactor)],
    );
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}
