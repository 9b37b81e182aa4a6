/** Derivatives at concrete sizes: sums and deltas are written out before a function is differentiated. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "../prove/context.ts";
import { closeNear } from "../prove/differentiate.ts";
import { SEARCH } from "../prove/index.ts";

/** Γ ⊢ hasDeriv(λx. body, point, d) for some d, or null. */
export function differentiate(ctx: Context, body: Term, point: Term): Theorem | null {
  return ctx.remember(`slope:${K.idOf(body)}:${K.idOf(point)}`, () => compute(ctx, body, point));
}

function compute(ctx: Context, body: Term, point: Term): Theorem | null {
  const x = ctx.fresh("x");
  const here = K.instantiate(body, [x]);
  if (mentionsDerivative(here)) {
    const inner = ctx.near(x, point);
    const same = inner.search.simplify(inner, here);
    const near = closeNear(inner, K.symmetry(same), x, point);
    const plain = near === null ? null : SEARCH.differentiate(ctx, equation(near).l, point);
    if (near !== null && plain !== null) return K.derivLocal(near, plain);
    return SEARCH.differentiate(ctx, body, point);
  }
  const plain = K.canonical(here);
  if (plain === here) return SEARCH.differentiate(ctx, body, point);
  const th = SEARCH.differentiate(ctx, K.abstract(plain, [x]), point);
  if (th === null) return SEARCH.differentiate(ctx, body, point);
  const same = K.nearAll(K.generalise(x, K.ring(plain, here)), point);
  return K.derivLocal(same, th);
}

function equation(near: Theorem): Formula & { k: "eq" } {
  return (near.concl as Formula & { k: "near" }).body as Formula & { k: "eq" };
}

function mentionsDerivative(t: Term): boolean {
  let found = false;
  const seen = new Set<Term | Formula>();
  const visit = <N extends Term | Formula>(n: N): N => {
    if (found || seen.has(n)) return n;
    seen.add(n);
    if (n.k === "D") {
      found = true;
      return n;
    }
    return K.mapChildren(n, visit);
  };
  visit(t);
  return found;
}
