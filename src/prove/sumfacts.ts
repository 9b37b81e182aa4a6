/** What a sum of nonnegative terms says of its terms. */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { equationRelation, reduce } from "./relations.ts";
import { decide } from "./simplify.ts";

/** Γ ⊢ f(e) ≤ Σ f, strictly where another index of the range is known to exist and f > 0; else null. */
export function termAtMostSum(ctx: Context, s: K.Big, e: Term): Theorem | null {
  return ctx.remember(`term:${K.idOf(s)}:${K.idOf(e)}`, () =>
    ctx.withEffort(0, () => {
      const inRange = ctx.search.proveQuickly(ctx, K.and(K.le(s.lo, e), K.le(e, s.hi)));
      if (inRange === null) return null;
      const body = termSign(ctx, s);
      if (body === null) return null;
      return (body.strict ? strictly(ctx, s, e, inRange, body.all) : null) ?? weakly(ctx, s, e, body.all);
    }),
  );
}

type Signed = { readonly all: Theorem; readonly strict: boolean };

/** ∀k in the range: 0 < f(k), or 0 ≤ f(k). */
function termSign(ctx: Context, s: K.Big): Signed | null {
  return ctx.remember(`terms:${K.idOf(s)}`, () => {
    const k = ctx.fresh(s.hint, K.INT);
    const range = K.and(K.le(s.lo, k), K.le(k, s.hi));
    const inner = ctx.assume(range);
    const f = K.instantiate(s.body, [k]);
    const before = ctx.budget.insideSum;
    ctx.budget.insideSum = true;
    let th: Theorem | null;
    try {
      th = inner.search.positive(inner, f) ?? inner.search.nonnegative(inner, f);
    } finally {
      ctx.budget.insideSum = before;
    }
    if (th === null) return null;
    return { all: K.generalise(k, K.discharge(range, D.bundle(th, range)), s.hint), strict: th.concl.k === "lt" };
  });
}

/** 0 ≤ Σ (1 - [k = e])·f(k), with the sum contracted. */
function weakly(ctx: Context, s: K.Big, e: Term, all: Theorem): Theorem | null {
  const rest = remaining(ctx, s, e, all);
  const th = K.sumNonnegative(rest);
  return contracted(ctx, th, K.le(K.instantiate(s.body, [e]), s));
}

/** ∀k in the range: 0 ≤ f(k)·(1 - [k = e]). */
function remaining(ctx: Context, s: K.Big, e: Term, all: Theorem): Theorem {
  const k = ctx.fresh(s.hint, K.INT);
  const range = K.and(K.le(s.lo, k), K.le(k, s.hi));
  const here = K.modusPonens(K.specialise(all, k), K.assume(range));
  const f = K.instantiate(s.body, [k]);
  const test = K.eq(k, e);
  const chosen = K.ifThen(test, K.int(1), K.int(0));
  const goal = K.le(K.int(0), K.mul(f, K.sub(K.int(1), chosen)));
  const yes = K.positivstellensatz(goal, [], [], [K.ifTrue(K.assume(test), K.int(1), K.int(0))], [K.neg(f)]);
  const no = K.positivstellensatz(
    goal,
    [here],
    [D.row([0])],
    [K.ifFalse(K.assume(K.not(test)), K.int(1), K.int(0))],
    [K.neg(f)],
  );
  return K.generalise(k, K.discharge(range, D.byCases(test, yes, no)), s.hint);
}

/** Γ ⊢ t = t', the tests in t that the context decides replaced by 1 or 0. */
function contract(ctx: Context, t: Term): Theorem {
  const c = K.canonical(t);
  const tests = new Set(K.monomials(c).flatMap((m) => m.factors.flatMap((f) => (f.atom.k === "if" ? [f.atom] : []))));
  const relations = [...tests].flatMap((a) => {
    const th = decide(ctx, a);
    const r = th === null ? null : equationRelation(th);
    return r === null ? [] : [r];
  });
  return reduce(t, relations) ?? K.ring(t, c);
}

/** goal from 0 ≤ a sum with deltas, which are contracted. */
function contracted(ctx: Context, th: Theorem, goal: K.Formula): Theorem | null {
  const f = th.concl as K.Formula & { k: "le" };
  return attempt(() => K.positivstellensatz(goal, [th], [D.row([0])], [contract(ctx, f.r)], [K.int(-1)]));
}

function attempt(run: () => Theorem): Theorem | null {
  try {
    return run();
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/**
 * f(e) < Σ f where lo < hi: the index lo, or hi if e is lo, is another one, and its term of
 * Σ (1 - [k = e])·f(k) is positive.
 */
function strictly(ctx: Context, s: K.Big, e: Term, inRange: Theorem, all: Theorem): Theorem | null {
  const several = ctx.search.proveQuickly(ctx, K.lt(s.lo, s.hi));
  if (several === null) return null;
  const goal = K.lt(K.instantiate(s.body, [e]), s);
  const weak = weakenAll(ctx, s, all);
  const rest = remaining(ctx, s, e, weak);
  const first = K.eq(e, s.lo);
  const on = (is: K.Formula, other: Term): Theorem | null => {
    const inner = ctx.assume(is).learn(inRange, several);
    const apart = inner.search.proveQuickly(inner, K.not(K.eq(other, e)));
    const within = inner.search.proveQuickly(inner, K.and(K.le(s.lo, other), K.le(other, s.hi)));
    if (apart === null || within === null) return null;
    // f(other) ≤ Σ (1 - [k = e]) f(k): that sum's own terms are not negative.
    const sumOfRest = (K.sumNonnegative(rest).concl as K.Formula & { k: "le" }).r as K.Big;
    const again = K.sumNonnegative(remaining(inner, sumOfRest, other, rest));
    const positive = K.modusPonens(K.specialise(all, other), within);
    const same = contract(inner.learn(apart), (again.concl as K.Formula & { k: "le" }).r);
    return attempt(() => K.positivstellensatz(goal, [again, positive], [D.row([0]), D.row([1])], [same], [K.int(-1)]));
  };
  const yes = on(first, s.hi);
  const no = yes === null ? null : on(K.not(first), s.lo);
  return yes === null || no === null ? null : D.byCases(first, yes, no);
}

/** ∀k: 0 ≤ f(k) from ∀k: 0 < f(k). */
function weakenAll(ctx: Context, s: K.Big, all: Theorem): Theorem {
  const k = ctx.fresh(s.hint, K.INT);
  const range = K.and(K.le(s.lo, k), K.le(k, s.hi));
  const th = K.modusPonens(K.specialise(all, k), K.assume(range));
  return K.generalise(k, K.discharge(range, th.concl.k === "lt" ? D.weaken(th) : th), s.hint);
}
