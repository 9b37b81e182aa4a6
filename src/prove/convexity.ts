/** Convexity along lines: the domain is convex, and the second derivative along every segment is not negative. */
import * as K from "../kernel/index.ts";
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { open, shut, tidyDerivative } from "./open.ts";
import type { Pred } from "./predicates.ts";

/** Γ ⊢ f for the four kinds of curvature, where the function is smooth along segments; else null. */
export function proveCurvature(ctx: Context, f: Pred): Theorem | null {
  const n = f.xs.length;
  const o = open(ctx, K.unfold(f), 2 * n + 1);
  const a = o.vars.slice(0, n);
  const b = o.vars.slice(n, 2 * n);
  const s = o.vars[2 * n] as Term;
  const inner = ctx.assume(o.guard);
  const strict = f.name.startsWith("strictly");
  const body = o.body as Formula & { k: "and" };
  const inside = ctx.search.prove(inner, body.l);
  if (inside === null) return null;
  const value = onSegment(ctx, inner, f, a, b, s, o.guard, strict);
  if (value === null) return null;
  const goal = body.r as Formula & { k: "le" | "lt" };
  const th = K.both(inside, D.restate(goal, value));
  return K.foldPredicate(f, shut(o, th));
}

/** a + v, componentwise for families. */
function plus(a: Term, v: Term): Term {
  const sort = K.sortOf(a);
  if (sort.k !== "family") return K.add(a, v);
  const k = Array.from({ length: sort.arity }, (_, i) => K.bound(sort.arity - 1 - i, K.INT));
  return K.familyOf(
    k.map(() => ({ hint: "k", sort: K.INT })),
    K.add(K.at(a, k), K.at(v, k)),
  );
}
/** b - a, componentwise for families. */
function minus(b: Term, a: Term): Term {
  const sort = K.sortOf(a);
  if (sort.k !== "family") return K.sub(b, a);
  const k = Array.from({ length: sort.arity }, (_, i) => K.bound(sort.arity - 1 - i, K.INT));
  return K.familyOf(
    k.map(() => ({ hint: "k", sort: K.INT })),
    K.sub(K.at(b, k), K.at(a, k)),
  );
}
/** a + s·v, of the shape that along(a, b, s) has with v for b - a. */
function towards(a: Term, v: Term, s: Term): Term {
  const sort = K.sortOf(a);
  if (sort.k !== "family") return K.add(a, K.mul(s, v));
  const k = Array.from({ length: sort.arity }, (_, i) => K.bound(sort.arity - 1 - i, K.INT));
  return K.familyOf(
    k.map(() => ({ hint: "k", sort: K.INT })),
    K.add(K.at(a, k), K.mul(s, K.at(v, k))),
  );
}

/** The conjuncts of a formula that do not mention the variable. */
function without(f: Formula, v: Term): Formula[] {
  if (f.k === "and") return [...without(f.l, v), ...without(f.r, v)];
  return K.occurs((v as Term & { k: "var" }).name, f) ? [] : [f];
}

/**
 * The inequality at s, from the second derivative of g(s) = ±f(a + s·v) on [0, 1], where v stands for
 * b - a: in terms of v the second derivative keeps its factors. In the end v becomes b - a.
 */
function onSegment(
  ctx: Context,
  inner: Context,
  f: Pred,
  a: readonly Term[],
  b: readonly Term[],
  s: Term,
  guard: Formula,
  strict: boolean,
): Theorem | null {
  const r = ctx.fresh("s");
  const v = f.xs.map((x) => ctx.fresh("v", x.sort));
  const put = (g: Formula): Formula => b.reduce((h, x, i) => K.replaceVar(h, x, plus(a[i] as Term, v[i] as Term)), g);
  const premises = without(guard, s).map(put);
  const differ = strict && f.xs.length === 1 && (f.xs[0] as K.Binder).sort.k !== "family";
  const base = ctx.assume(...premises, ...(differ ? [K.not(K.eq(v[0] as Term, K.int(0)))] : []));
  const mid = a.map((x, i) => towards(x, v[i] as Term, r));
  const value = K.instantiate(f.args[0] as Term, mid);
  const g = f.name.endsWith("convex") ? value : K.neg(value);
  const closed = K.and(K.le(K.int(0), r), K.le(r, K.int(1)));
  const on = base.assume(closed);
  const there = on.search.prove(on, K.instantiate(f.domain, mid));
  if (there === null) return null;
  const segment = on.learn(there);
  const first = segment.search.differentiate(segment, K.abstract(g, [r]), r);
  if (first === null) return null;
  const d1 = tidyDerivative(segment, first);
  const g1 = K.abstract((d1.concl as Formula & { k: "hasDeriv" }).value, [r]);
  const second = segment.search.differentiate(segment, g1, r);
  if (second === null) return null;
  const d2 = tidyDerivative(segment, second);
  const g2 = (d2.concl as Formula & { k: "hasDeriv" }).value;
  const overR = (c: Formula, th: Theorem): Theorem => K.generalise(r, K.discharge(c, th), "s");
  let sign: Theorem | null;
  if (strict) {
    const interior = K.and(K.lt(K.int(0), r), K.lt(r, K.int(1)));
    const within = base.assume(interior);
    const ends = [K.le(K.int(0), r), K.le(r, K.int(1))].map((h) => within.search.prove(within, h) as Theorem);
    const inDomain = K.modusPonens(K.discharge(closed, there), K.both(ends[0] as Theorem, ends[1] as Theorem));
    const open01 = within.learn(inDomain);
    const th = open01.search.prove(open01, K.lt(K.int(0), g2));
    sign = th === null ? null : overR(interior, th);
  } else {
    const th = segment.search.prove(segment, K.le(K.int(0), g2));
    sign = th === null ? null : overR(closed, th);
  }
  if (sign === null) return null;
  const convex = K.convexOnUnit(overR(closed, d1), overR(closed, d2), sign);
  return instantiateDirection(inner, K.specialise(convex, s), a, b, v);
}

/** Puts b - a for v in a theorem, proving its hypotheses about v again. */
function instantiateDirection(inner: Context, th: Theorem, a: readonly Term[], b: readonly Term[], v: readonly Term[]): Theorem | null {
  const own = th.hyps.filter((h) => !inner.facts.has(h) || v.some((x) => K.occurs((x as Term & { k: "var" }).name, h)));
  let out = own.reduce((t, h) => K.discharge(h, t), th);
  v.forEach((x, i) => {
    out = K.instance(out, x, minus(b[i] as Term, a[i] as Term));
  });
  for (let i = 0; i < own.length; i++) {
    const f = out.concl as Formula & { k: "implies" };
    const got = inner.search.prove(inner, f.l);
    if (got === null) return null;
    out = K.modusPonens(out, got);
  }
  const last = out.concl as Formula & { k: "implies" };
  const bounds = inner.search.prove(inner, last.l);
  return bounds === null ? null : K.modusPonens(out, bounds);
}

