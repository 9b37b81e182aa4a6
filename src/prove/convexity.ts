/** Convexity and concavity: the domain is convex, and the chord lies above the function. */

import type { Formula, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { chord } from "./chords.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { open, shut } from "./open.ts";
import type { Pred } from "./predicates.ts";
import type { Segment } from "./segment.ts";

/** Γ ⊢ f for the four kinds of curvature; null where the domain or the chord is out of reach. */
export function proveCurvature(ctx: Context, f: Pred): Theorem | null {
  const n = f.xs.length;
  const o = open(ctx, K.unfold(f), 2 * n + 1);
  const a = o.vars.slice(0, n);
  const b = o.vars.slice(n, 2 * n);
  const s = o.vars[2 * n] as K.Term;
  const inner = ctx.assume(o.guard);
  const strict = f.name.startsWith("strictly");
  const body = o.body as Formula & { k: "and" };
  const inside = inner.search.prove(inner, body.l);
  if (inside === null) return null;
  const xs = f.xs.map((x) => ctx.fresh(x.hint, x.sort));
  const mid = a.map((x, i) => K.along(x, b[i] as K.Term, s));
  const g: Segment = { ctx, inner, guard: o.guard, xs, domain: f.domain, a, b, mid, s };
  const value = K.instantiate(f.args[0] as K.Term, xs);
  const th = chord(g, f.name.endsWith("convex") ? value : K.neg(value), strict);
  if (th === null) return null;
  return K.foldPredicate(f, shut(o, K.both(inside, D.restate(body.r, th))));
}
