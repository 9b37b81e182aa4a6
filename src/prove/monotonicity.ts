/** Monotonicity from the sign of the derivative between the two points. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { open, shut, tidyDerivative } from "./open.ts";
import type { Pred } from "./predicates.ts";

/** Γ ⊢ f, where every point between two of the domain is in the domain; else null. */
export function proveMonotone(ctx: Context, f: Pred): Theorem | null {
  // Between integers there is no derivative: the definition serves.
  if (f.xs[0]?.sort.k !== "real") return null;
  const o = open(ctx, K.unfold(f), 2);
  const [a, b] = o.vars as [Term, Term];
  const inner = ctx.assume(o.guard);
  const s = ctx.fresh("s");
  const between = K.and(K.le(a, s), K.le(s, b));
  const on = inner.assume(between);
  const there = on.search.prove(on, K.instantiate(f.domain, [s]));
  if (there === null) return null;
  const segment = on.learn(there);
  const up = f.name.endsWith("increasing");
  const body = f.args[0] as Term;
  const g = up ? K.instantiate(body, [s]) : K.neg(K.instantiate(body, [s]));
  const first = segment.search.differentiate(segment, K.abstract(g, [s]), s);
  if (first === null) return null;
  const d = tidyDerivative(segment, first);
  const value = (d.concl as Formula & { k: "hasDeriv" }).value;
  const deriv = K.generalise(s, K.discharge(between, d), "s");
  const goal = o.body as Formula & { k: "le" | "lt" };
  const less = K.lt(a, b);
  const ab = inner.search.prove(inner, less);
  if (ab === null) return null;
  if (f.name.startsWith("strictly")) {
    const interior = K.and(K.lt(a, s), K.lt(s, b));
    const within = inner.assume(interior);
    const ends = [K.le(a, s), K.le(s, b)].map((h) => within.search.prove(within, h));
    if (ends[0] === null || ends[1] === null) return null;
    const inDomain = K.modusPonens(K.discharge(between, there), K.both(ends[0] as Theorem, ends[1] as Theorem));
    const open01 = within.learn(inDomain);
    const th = open01.search.prove(open01, K.lt(K.int(0), value));
    if (th === null) return null;
    const sign = K.generalise(s, K.discharge(interior, th), "s");
    const conclusion = K.modusPonens(K.monotone(deriv, sign), ab);
    return K.foldPredicate(f, shut(o, D.restate(goal, conclusion)));
  }
  const th = segment.search.prove(segment, K.le(K.int(0), value));
  if (th === null) return null;
  const sign = K.generalise(s, K.discharge(between, th), "s");
  const weak = K.modusPonens(K.monotone(deriv, sign), D.weaken(ab));
  return K.foldPredicate(f, shut(o, D.restate(goal, weak)));
}
