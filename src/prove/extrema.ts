/**
 * Minima and maxima at a given point: by the inequality itself, or along the segment to any other point,
 * where the derivative is not negative, or the second one is not and the first starts from at least 0
 * (Boyd and Vandenberghe, Convex Optimization, 4.2.3).
 */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { tidyDerivative } from "./open.ts";
import type { Region } from "./paths.ts";
import type { Pred } from "./predicates.ts";
import { componentwise } from "./segment.ts";
import { rhs } from "./simplify.ts";

/** Γ ⊢ f for `minimum` and `maximum`, or null. */
export function proveExtremum(ctx: Context, f: Pred): Theorem | null {
  const def = K.unfold(f) as Formula & { k: "and" };
  const there = def.l as Formula & { k: "and" };
  const value = there.r as Formula & { k: "eq" };
  const inside = ctx.search.prove(ctx, there.l);
  const same = inside === null ? null : ctx.search.equal(ctx, value.l, value.r);
  if (inside === null || same === null) return null;
  // Over families the inequality itself is out of quick reach.
  const quick = f.xs.some((x) => x.sort.k === "family") ? null : ctx.search.proveQuickly(ctx, def.r);
  const th = quick ?? leastByPoint(ctx, f, value.r, def.r) ?? ctx.search.prove(ctx, def.r);
  return th === null ? null : K.foldPredicate(f, K.both(K.both(inside, same), th));
}

/** The second half of the definition, from the point in simplest form. */
function leastByPoint(ctx: Context, f: Pred, v: Term, goal: Formula): Theorem | null {
  const zero = f.xs.map((x) => ctx.fresh(x.hint, x.sort));
  const point = f.xs.map((x, i) => {
    const p = K.instantiate(f.args[2 + i] as Term, zero);
    return x.sort.k === "family" ? withoutGuard(p) : rhs(ctx.search.simplify(ctx, p));
  });
  const inside = ctx.search.prove(ctx, K.instantiate(f.domain, point));
  const same = inside === null ? null : ctx.search.equal(ctx, K.instantiate(f.args[0] as Term, point), v);
  if (inside === null || same === null) return null;
  const low = f.name === "minimum";
  const h = low ? (f.args[0] as Term) : K.neg(f.args[0] as Term);
  return fromLeast(ctx, goal, same, low, leastAt(ctx, f, h, point, inside));
}

/** λk. f(k) for λk. if k is in its range then f(k) else 0. */
function withoutGuard(p: Term): Term {
  return p.k === "family" && p.body.k === "if" ? K.familyOf(p.binders, p.body.then) : p;
}

/** ∀x. C ⇒ v ≤ F(x) from ∀x. C ⇒ h(a) ≤ h(x), h = ±F and F(a) = v. */
function fromLeast(ctx: Context, goal: Formula, value: Theorem, low: boolean, least: Theorem | null): Theorem | null {
  if (least === null) return null;
  const vars: Term[] = [];
  let th = least;
  let wanted = goal;
  while (wanted.k === "all") {
    const v = ctx.fresh(wanted.x.hint, wanted.x.sort);
    vars.push(v);
    wanted = K.instantiate(wanted.body, [v]);
    th = K.specialise(th, v);
  }
  const imp = wanted as Formula & { k: "implies" };
  const here = K.modusPonens(th, K.assume(imp.l));
  const end = K.positivstellensatz(imp.r, [here], [D.row([0])], [value], [K.int(low ? 1 : -1)]);
  return vars.reverse().reduce((t, v) => K.generalise(v, t), K.discharge(imp.l, end));
}

/** Γ ⊢ ∀x. C(x) ⇒ h(a) ≤ h(x), where a is in the domain and so is the segment from a to x; h under the binders. */
export function leastAt(ctx: Context, region: Region, h: Term, a: readonly Term[], inside: Theorem): Theorem | null {
  const { xs } = region;
  if (xs.some((x) => x.sort.k === "int" || (x.sort.k === "family" && x.sort.of === "int"))) return null;
  return onBothSides(ctx, region, h, a, inside) ?? alongSegment(ctx, region, h, a, inside);
}

/** For one number: the function falls up to a and rises from there. */
function onBothSides(ctx: Context, region: Region, h: Term, point: readonly Term[], inside: Theorem): Theorem | null {
  const [a] = point;
  const [binder] = region.xs;
  if (point.length !== 1 || a === undefined || binder === undefined || binder.sort.k !== "real") return null;
  const x = ctx.fresh(binder.hint);
  const C = K.instantiate(region.domain, [x]);
  const inner = ctx.assume(C).learn(inside);
  const goal = K.le(K.instantiate(h, [a]), K.instantiate(h, [x]));
  const side = (up: boolean): Theorem | null => {
    const order = up ? K.le(a, x) : K.le(x, a);
    const [lo, hi] = up ? [a, x] : [x, a];
    const s = ctx.fresh("s");
    const closed = K.and(K.le(lo, s), K.le(s, hi));
    const on = inner.assume(order).assume(closed);
    const there = on.search.prove(on, K.instantiate(region.domain, [s]));
    if (there === null) return null;
    const segment = on.learn(there);
    const value = K.instantiate(h, [s]);
    const first = segment.search.differentiate(segment, K.abstract(up ? value : K.neg(value), [s]), s);
    if (first === null) return null;
    const d = tidyDerivative(segment, first);
    const sign = segment.search.proveQuickly(segment, K.le(K.int(0), (d.concl as Formula & { k: "hasDeriv" }).value));
    if (sign === null) return null;
    const over = (th: Theorem): Theorem => K.generalise(s, K.discharge(closed, D.bundle(th, closed)), "s");
    return D.restate(goal, K.modusPonens(K.monotone(over(d), over(sign)), K.assume(order)));
  };
  const right = side(true);
  const left = right === null ? null : side(false);
  if (right === null || left === null) return null;
  // x ≤ a or a < x
  const more = K.assume(K.lt(a, x));
  const weak = D.weaken(more);
  const th = K.cases(K.totalOrder(x, a), left, K.modusPonens(K.discharge(weak.concl, right), weak));
  return K.generalise(x, K.discharge(C, D.bundle(th, C)), binder.hint);
}

/** Along the segment from a to a + v. */
function alongSegment(ctx: Context, region: Region, h: Term, a: readonly Term[], inside: Theorem): Theorem | null {
  const { xs, domain } = region;
  const v = xs.map((x) => ctx.fresh("v", x.sort));
  const end = a.map((p, i) => componentwise(p, v[i] as Term, K.add));
  const premise = K.instantiate(domain, end);
  const base = ctx.assume(premise).learn(inside);
  const r = ctx.fresh("r");
  const closed = K.and(K.le(K.int(0), r), K.le(r, K.int(1)));
  const on = base.assume(closed);
  const mid = a.map((p, i) => componentwise(p, v[i] as Term, (x, y) => K.add(x, K.mul(r, y))));
  const there = between(ctx, region, a, inside, v, premise, r, closed);
  if (there === null) return null;
  const segment = on.learn(there);
  const first = segment.search.differentiate(segment, K.abstract(K.instantiate(h, mid), [r]), r);
  if (first === null) return null;
  const d1 = tidyDerivative(segment, first);
  const slope = (d1.concl as Formula & { k: "hasDeriv" }).value;
  const rises = K.le(K.int(0), slope);
  const sign = segment.search.proveQuickly(segment, rises) ?? risingSlope(ctx, base, segment, closed, r, slope);
  if (sign === null) return null;
  const over = (th: Theorem): Theorem => K.generalise(r, K.discharge(closed, D.bundle(th, closed)), "r");
  const up = K.monotone(over(d1), over(sign));
  const th = K.modusPonens(up, K.positivstellensatz(K.le(K.int(0), K.int(1)), [], [D.row([])]));
  return forAllPoints(ctx, region, h, a, v, premise, th);
}

/** C(a + r·v) from C(a), C(a + v), 0 ≤ r ≤ 1: shown for any point a. */
function between(
  ctx: Context,
  region: Region,
  a: readonly Term[],
  inside: Theorem,
  v: readonly Term[],
  premise: Formula,
  r: Term,
  closed: Formula,
): Theorem | null {
  const p = region.xs.map((x) => ctx.fresh("a", x.sort));
  const along = (s: Term): Term[] => p.map((x, i) => componentwise(x, v[i] as Term, (y, w) => K.add(y, K.mul(s, w))));
  const start = K.instantiate(region.domain, p);
  const end = K.instantiate(
    region.domain,
    p.map((x, i) => componentwise(x, v[i] as Term, K.add)),
  );
  const inner = ctx.assume(start, end, closed);
  const th = inner.search.prove(inner, K.instantiate(region.domain, along(r)));
  if (th === null) return null;
  let out = [closed, end, start].reduce((t, h) => K.discharge(h, D.bundle(t, h)), th);
  p.forEach((x, i) => {
    out = K.instance(out, x, a[i] as Term);
  });
  return [inside, K.assume(premise), K.assume(closed)].reduce((t, h) => K.modusPonens(t, h), out);
}

/** 0 ≤ slope(r) on [0, 1] from 0 ≤ slope(0) and 0 ≤ slope′. */
function risingSlope(
  ctx: Context,
  base: Context,
  segment: Context,
  closed: Formula,
  r: Term,
  slope: Term,
): Theorem | null {
  const g1 = K.abstract(slope, [r]);
  const start = base.search.prove(base, K.le(K.int(0), K.instantiate(g1, [K.int(0)])));
  if (start === null) return null;
  const second = segment.search.differentiate(segment, g1, r);
  if (second === null) return null;
  const d2 = tidyDerivative(segment, second);
  const bend = segment.search.prove(segment, K.le(K.int(0), (d2.concl as Formula & { k: "hasDeriv" }).value));
  if (bend === null) return null;
  const over = (th: Theorem): Theorem => K.generalise(r, K.discharge(closed, D.bundle(th, closed)), "r");
  // The same on [0, r].
  const s = ctx.fresh("s");
  const within = K.and(K.le(K.int(0), s), K.le(s, r));
  const inner = K.assume(within);
  const top = K.right(K.assume(closed));
  const short = K.both(
    K.left(inner),
    K.positivstellensatz(K.le(s, K.int(1)), [K.right(inner), top], [D.row([0]), D.row([1])]),
  );
  const part = (th: Theorem): Theorem =>
    K.generalise(s, K.discharge(within, K.modusPonens(K.specialise(over(th), s), short)), "s");
  const up = K.modusPonens(K.monotone(part(d2), part(bend)), K.left(K.assume(closed)));
  return K.positivstellensatz(K.le(K.int(0), slope), [start, up], [D.row([0]), D.row([1])]);
}

/** Puts x - a for v: ∀x. C(x) ⇒ h(a) ≤ h(x). */
function forAllPoints(
  ctx: Context,
  region: Region,
  h: Term,
  a: readonly Term[],
  v: readonly Term[],
  premise: Formula,
  th: Theorem,
): Theorem | null {
  const x = region.xs.map((b) => ctx.fresh(b.hint, b.sort));
  const C = K.instantiate(region.domain, x);
  const inner = ctx.assume(C);
  let out = K.discharge(premise, D.bundle(th, premise));
  v.forEach((w, i) => {
    out = K.instance(out, w, componentwise(x[i] as Term, a[i] as Term, K.sub));
  });
  const got = inner.search.prove(inner, (out.concl as Formula & { k: "implies" }).l);
  if (got === null) return null;
  const end = D.restate(K.le(K.instantiate(h, a), K.instantiate(h, x)), K.modusPonens(out, got));
  const whole = K.discharge(C, D.bundle(end, C));
  return [...x]
    .reverse()
    .reduce((t, w, i) => K.generalise(w, t, (region.xs[x.length - 1 - i] as K.Binder).hint), whole);
}
