/** Derivatives of functions with tests: by what they are on either side of the point. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { closeNear, differentiate } from "./differentiate.ts";
import { joint } from "./joint.ts";
import { hasTest } from "./split.ts";

const rhs = (th: Theorem): Term => (th.concl as Formula & { k: "eq" }).r;

/**
 * Γ ⊢ hasDeriv(λx. body, point, d), where the body is one smooth function right of the point and one left
 * of it: the same one, or two that join with equal values and slopes. Null otherwise.
 */
export function byPieces(ctx: Context, body: Term, point: Term): Theorem | null {
  const w = ctx.fresh("x");
  const inner = ctx.near(w, point);
  const here = K.instantiate(body, [w]);
  const right = piece(inner.assume(K.lt(point, w)), here);
  const left = right === null ? null : piece(inner.assume(K.lt(w, point)), here);
  if (left === null || right === null) return null;
  const [R, L] = [rhs(right), rhs(left)].map((t) => K.abstract(t, [w])) as [Term, Term];
  const value = K.instantiate(body, [point]);
  const onRight = ctx.search.equal(ctx, value, K.instantiate(R, [point]));
  if (onRight === null) return null;
  const whole = R === L ? differentiate(ctx, R, point) : joined(ctx, value, L, R, w, point, onRight);
  if (whole === null) return null;
  const target = K.instantiate((whole.concl as Formula & { k: "hasDeriv" }).body, [w]);
  const near = closeNear(inner, everywhere({ w, point, body, R, left, right, onRight, target }), w, point);
  return near === null ? null : K.derivLocal(near, whole);
}

/** Γ, a side of the point ⊢ here = a term without tests. */
function piece(inner: Context, here: Term): Theorem | null {
  const th = inner.search.simplify(inner, here);
  return hasTest(rhs(th)) ? null : th;
}

/** The derivative of λx. if x < point then L else R. */
function joined(ctx: Context, value: Term, L: Term, R: Term, w: Term, point: Term, onRight: Theorem): Theorem | null {
  const onLeft = ctx.search.equal(ctx, value, K.instantiate(L, [point]));
  const dl = onLeft === null ? null : differentiate(ctx, L, point);
  const dr = dl === null ? null : differentiate(ctx, R, point);
  if (onLeft === null || dl === null || dr === null) return null;
  const [a, b] = [dl, dr].map((d) => d.concl as Formula & { k: "hasDeriv" }) as [
    Formula & { k: "hasDeriv" },
    Formula & { k: "hasDeriv" },
  ];
  const slopes = ctx.search.equal(ctx, b.value, a.value);
  if (slopes === null) return null;
  const hole = ctx.fresh("hole");
  const same = K.rewrite(slopes, K.abstract(K.hasDeriv(b.hint, b.body, b.point, hole), [hole]), dr);
  return joint(ctx, K.abstract(K.lt(w, point), [w]), dl, same, K.transitivity(K.symmetry(onLeft), onRight));
}

type Pasted = {
  readonly w: Term;
  readonly point: Term;
  readonly body: Term;
  readonly R: Term;
  readonly left: Theorem;
  readonly right: Theorem;
  readonly onRight: Theorem;
  /** R(w), or if(w < point, L(w), R(w)). */
  readonly target: Term;
};

/** target = body(w): left of the point, right of it, and at it. */
function everywhere({ w, point, body, R, left, right, onRight, target }: Pasted): Theorem {
  const before = K.assume(K.lt(w, point));
  const pick = (from: Theorem): Theorem[] => {
    if (target.k !== "if") return [];
    const f = before.concl;
    const no = K.discharge(f, D.contradiction([before, from], [D.row([0]), D.row([1])]));
    return [K.ifFalse(no, target.then, target.else)];
  };
  const chain = (ths: readonly Theorem[]): Theorem => ths.reduce((x, y) => K.transitivity(x, y));
  const onLeft = chain([...(target.k === "if" ? [K.ifTrue(before, target.then, target.else)] : []), K.symmetry(left)]);
  const after = chain([...pick(K.assume(K.lt(point, w))), K.symmetry(right)]);
  const [low, high] = [K.assume(K.le(w, point)), K.assume(K.le(point, w))];
  const there = K.antisymmetry(low, high);
  const at = [K.congruence(R, [there]), K.symmetry(onRight), K.symmetry(K.congruence(body, [there]))];
  const here = chain([...pick(high), ...at]);
  return K.cases(K.totalOrder(w, point), K.cases(K.totalOrder(point, w), here, onLeft), after);
}
