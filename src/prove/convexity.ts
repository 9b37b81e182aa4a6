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
  const value = onSegment(ctx, f, a, b, s, o.guard, strict);
  if (value === null) return null;
  const goal = body.r as Formula & { k: "le" | "lt" };
  const th = K.both(inside, D.restate(goal, value));
  return K.foldPredicate(f, shut(o, th));
}

/**
 * The inequality at s, from the second derivative of g(s) = ±f(a + s(b - a)) on [0, 1]. Hypotheses: the
 * guard of the defining formula, which holds s in [0, 1] (or (0, 1)).
 */
function onSegment(ctx: Context, f: Pred, a: readonly Term[], b: readonly Term[], s: Term, guard: Formula, strict: boolean): Theorem | null {
  const r = ctx.fresh("s");
  const mid = a.map((x, i) => K.along(x, b[i] as Term, r));
  const value = K.instantiate(f.args[0] as Term, mid);
  const g = f.name.endsWith("convex") ? value : K.neg(value);
  // What is known on the whole segment: everything in the guard that does not speak of s.
  const name = (s as Term & { k: "var" }).name;
  const facts: Theorem[] = [];
  const take = (th: Theorem): void => {
    if (th.concl.k === "and") {
      take(K.left(th));
      take(K.right(th));
    } else if (!K.occurs(name, th.concl)) facts.push(th);
  };
  take(K.assume(guard));
  const base = ctx.learn(...facts);
  const closed = K.and(K.le(K.int(0), r), K.le(r, K.int(1)));
  const on = base.assume(closed);
  const domain = K.instantiate(f.domain, mid);
  const there = on.search.prove(on, domain);
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
  const at = K.specialise(convex, s);
  const bounds = K.assume(guard);
  const sBounds = findBounds(bounds, (at.concl as Formula & { k: "implies" }).l);
  return sBounds === null ? null : K.modusPonens(at, sBounds);
}

/** The member of a nested conjunction that is `wanted`, as a theorem. */
function findBounds(th: Theorem, wanted: Formula): Theorem | null {
  if (th.concl === wanted) return th;
  if (th.concl.k !== "and") return null;
  return findBounds(K.left(th), wanted) ?? findBounds(K.right(th), wanted);
}
