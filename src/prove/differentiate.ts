/** Derivatives: Γ ⊢ hasDeriv(λx. body, point, d), by structure; side conditions are proved, never assumed. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { byPieces } from "./pieces.ts";
import { hasTest } from "./split.ts";

/** Null where some condition is not proved or the function is out of reach. */
export function differentiate(ctx: Context, body: Term, point: Term): Theorem | null {
  const key = `diff:${K.idOf(body)}:${K.idOf(point)}`;
  if (ctx.memo.has(key)) return ctx.memo.get(key) as Theorem | null;
  if (ctx.busy.has(key) || !ctx.spend()) return null;
  ctx.busy.add(key);
  try {
    const th = byStructure(ctx, body, point) ?? (hasTest(body) ? byPieces(ctx, body, point) : null);
    ctx.memo.set(key, th);
    return th;
  } finally {
    ctx.busy.delete(key);
  }
}

function all(ctx: Context, bodies: readonly Term[], point: Term): Theorem[] | null {
  const out: Theorem[] = [];
  for (const b of bodies) {
    const th = differentiate(ctx, b, point);
    if (th === null) return null;
    out.push(th);
  }
  return out;
}

function byStructure(ctx: Context, body: Term, point: Term): Theorem | null {
  if (!K.occursLoose(body, 0)) return K.derivConstant(body, point);
  const { search } = ctx;
  switch (body.k) {
    case "num":
    case "pi":
    case "var":
      return K.derivConstant(body, point);
    case "bound":
      return K.derivIdentity(point);
    case "op": {
      const [f, g] = body.args as [Term, Term];
      switch (body.op) {
        case "add":
        case "mul": {
          const ths = all(ctx, body.args, point);
          const th = ths === null ? null : body.op === "add" ? K.derivAdd(ths) : K.derivMul(ths);
          return th === null || !isPlain(body) ? th : collected(ctx, th);
        }
        case "exp": {
          const th = differentiate(ctx, f, point);
          return th === null ? null : K.derivExp(th);
        }
        case "log": {
          const pos = search.positive(ctx, K.instantiate(f, [point]));
          const th = pos === null ? null : differentiate(ctx, f, point);
          return th === null || pos === null ? null : K.derivLog(th, pos);
        }
        case "inv": {
          const nz = search.nonzero(ctx, K.instantiate(f, [point]));
          const th = nz === null ? null : differentiate(ctx, f, point);
          return th === null || nz === null ? null : K.derivInv(th, nz);
        }
        case "ipow": {
          if (K.looseOf(g) > 0) return null;
          const condition = powerCondition(ctx, K.instantiate(f, [point]), g);
          const th = condition === null ? null : differentiate(ctx, f, point);
          return th === null || condition === null ? null : K.derivPower(th, g, condition);
        }
        case "rpow":
          return realPower(ctx, f, g, point);
      }
      return null;
    }
    case "sum":
      return sum(ctx, body, point);
    case "prod":
      return product(ctx, body, point);
    case "call": {
      if (body.over.length > 0) return null;
      const ths = all(ctx, body.args, point);
      return ths === null ? null : K.derivCall(body.fun, body.orders, ths);
    }
    case "if":
      return conditional(ctx, body, point);
    case "D":
      return nested(ctx, body, point);
    case "at":
    case "family":
    case "integral":
      return null;
  }
}

/** A short sum or product of variables, components and numbers, such as a + x·v. */
function isPlain(t: Term): boolean {
  if (t.k !== "op") return t.k !== "sum" && t.k !== "if" && t.k !== "D" && t.k !== "call" && t.k !== "prod";
  return (t.op === "add" || t.op === "mul") && t.args.length <= MAX_PLAIN && t.args.every(isPlain);
}
const MAX_PLAIN = 3;

/** The value without products by 0 and factors 1: v for the derivative 0 + (1·v + 0·x) of a + x·v. */
function collected(ctx: Context, th: Theorem): Theorem {
  const f = th.concl as Formula & { k: "hasDeriv" };
  const value = withoutZeros(f.value);
  if (value === f.value) return th;
  const hole = ctx.fresh("hole");
  const context = K.abstract(K.hasDeriv(f.hint, f.body, f.point, hole), [hole]);
  return K.rewrite(K.ring(f.value, value), context, th);
}

function withoutZeros(t: Term): Term {
  if (t.k !== "op" || (t.op !== "add" && t.op !== "mul")) return t;
  const args = t.args.map(withoutZeros);
  if (t.op === "mul" && args.includes(K.int(0))) return K.int(0);
  const rest = args.filter((x) => x !== K.int(t.op === "add" ? 0 : 1));
  if (rest.length === 0) return K.int(t.op === "add" ? 0 : 1);
  return rest.length === 1 ? (rest[0] as Term) : K.op(t.op, rest);
}

/** Γ ⊢ 0 ≤ n ∨ ¬(a = 0). */
function powerCondition(ctx: Context, a: Term, n: Term): Theorem | null {
  const nonneg = K.le(K.int(0), n);
  const nonzero = K.not(K.eq(a, K.int(0)));
  const yes = ctx.search.nonnegative(ctx, n);
  if (yes !== null) return K.eitherLeft(yes, nonzero);
  const nz = ctx.search.nonzero(ctx, a);
  return nz === null ? null : K.eitherRight(nonneg, nz);
}

/** f^g = exp(g log f) near the point, as f > 0 there. */
function realPower(ctx: Context, f: Term, g: Term, point: Term): Theorem | null {
  const pos = ctx.search.positive(ctx, K.instantiate(f, [point]));
  const df = pos === null ? null : differentiate(ctx, f, point);
  const dg = df === null ? null : differentiate(ctx, g, point);
  if (pos === null || df === null || dg === null) return null;
  const dlog = K.derivLog(df, pos);
  const whole = K.derivExp(K.derivMul([dg, dlog]));
  const near = K.nearPositive(df, pos);
  const x = ctx.fresh("x");
  const fx = K.instantiate(f, [x]);
  const gx = K.instantiate(g, [x]);
  const here = K.assume(K.lt(K.int(0), fx));
  const same = K.symmetry(K.realPower(here, gx));
  const imp = K.generalise(x, K.discharge(here.concl, same));
  return K.derivLocal(K.nearMonotone(near, imp), whole);
}

/** Π f(k) = exp(Σ log f(k)) near the point, where every factor is positive. */
function product(ctx: Context, t: K.Big, point: Term): Theorem | null {
  if (K.occursLoose(t.lo, 0) || K.occursLoose(t.hi, 0)) return null;
  const x = ctx.fresh("x");
  const k = ctx.fresh(t.hint, K.INT);
  const open = K.instantiate(t, [x]) as K.Big;
  const range = K.and(K.le(t.lo, k), K.le(k, t.hi));
  const factor = K.abstract(K.instantiate(open.body, [k]), [x]);
  const inner = ctx.assume(range);
  const pos = inner.search.positive(inner, K.instantiate(factor, [point]));
  const df = pos === null ? null : differentiate(inner, factor, point);
  if (pos === null || df === null) return null;
  const nearEach = K.generalise(k, K.discharge(range, K.nearPositive(df, pos)), t.hint);
  const near = K.nearRange(nearEach);
  const guarded = K.instantiate((near.concl as Formula & { k: "near" }).body, [x]);
  const here = K.modusPonens(K.specialise(K.assume(guarded), k), K.assume(range));
  const each = K.generalise(k, K.discharge(range, K.symmetry(K.expLog(here))), t.hint);
  const same = K.extensionality("prod", each);
  const f = same.concl as Formula & { k: "eq" };
  const logs = K.exp(K.big("sum", t.hint, t.lo, t.hi, K.abstract(K.log(K.instantiate(open.body, [k])), [k])));
  const asSum = K.transitivity(K.symmetry(K.ring(f.r, logs)), K.symmetry(same));
  const imp = K.generalise(x, K.discharge(guarded, asSum));
  const whole = differentiate(ctx, K.abstract(logs, [x]), point);
  return whole === null ? null : K.derivLocal(K.nearMonotone(near, imp), whole);
}

function sum(ctx: Context, t: K.Big, point: Term): Theorem | null {
  if (K.occursLoose(t.lo, 0) || K.occursLoose(t.hi, 0)) return null;
  const x = ctx.fresh("x");
  const k = ctx.fresh(t.hint, K.INT);
  const open = K.instantiate(t, [x]) as K.Big;
  const term = K.abstract(K.instantiate(open.body, [k]), [x]);
  const range = K.and(K.le(t.lo, k), K.le(k, t.hi));
  const th = differentiate(ctx.assume(range), term, point);
  return th === null ? null : K.derivSum(K.generalise(k, K.discharge(range, th), t.hint));
}

/** A function equal to the body near the point: same derivative. */
function throughNear(ctx: Context, near: Theorem, point: Term): Theorem | null {
  const f = near.concl as Formula & { k: "near" };
  const other = (f.body as Formula & { k: "eq" }).l;
  const th = differentiate(ctx, other, point);
  return th === null ? null : K.derivLocal(near, th);
}

/**
 * A test that is true (false) near the point chooses its branch: proved for a variable w about which
 * only what holds near the point is known.
 */
function conditional(ctx: Context, t: Term & { k: "if" }, point: Term): Theorem | null {
  const w = ctx.fresh("x");
  const here = K.instantiate(t, [w]) as Term & { k: "if" };
  for (const choice of [true, false]) {
    const wanted = choice ? here.test : K.not(here.test);
    const near = nearly(ctx, wanted, w, point);
    if (near === null) continue;
    const P = K.assume(wanted);
    const pick = choice ? K.ifTrue(P, here.then, here.else) : K.ifFalse(P, here.then, here.else);
    const imp = K.generalise(w, K.discharge(wanted, K.symmetry(pick)));
    return throughNear(ctx, K.nearMonotone(near, imp), point);
  }
  return null;
}

/** Γ ⊢ near point: φ(w), proved from facts that are open; null if not. */
export function nearly(ctx: Context, phi: Formula, w: Term, point: Term): Theorem | null {
  const inner = ctx.near(w, point);
  const th = inner.search.proveQuickly(inner, phi);
  if (th === null) return null;
  return closeNear(inner, th, w, point);
}

/** From Γ, assumed facts about w ⊢ φ(w): Γ ⊢ near point: φ. */
export function closeNear(inner: Context, th: Theorem, w: Term, point: Term): Theorem | null {
  const local = inner.local;
  if (local === null) return null;
  const used = th.hyps.filter((h) => local.assumed.has(h));
  const name = (w as Term & { k: "var" }).name;
  const [first, ...rest] = used;
  if (first === undefined) {
    if (th.hyps.some((h) => K.occurs(name, h))) return null;
    return K.nearAll(K.generalise(w, th), point);
  }
  let near = local.assumed.get(first) as Theorem;
  let conj: Formula = first;
  for (const h of rest) {
    near = K.nearBoth(near, local.assumed.get(h) as Theorem);
    conj = K.and(conj, h);
  }
  let body = th;
  for (const h of used) body = K.discharge(h, body);
  const whole = K.assume(conj);
  const parts = takeApart(whole, used.length);
  for (let i = used.length - 1; i >= 0; i--) body = K.modusPonens(body, parts[i] as Theorem);
  if (body.hyps.some((h) => h !== conj && K.occurs(name, h))) return null;
  return K.nearMonotone(near, K.generalise(w, K.discharge(conj, body)));
}

/** The n members of a left-nested conjunction. */
function takeApart(th: Theorem, n: number): Theorem[] {
  if (n === 1) return [th];
  return [...takeApart(K.left(th), n - 1), K.right(th)];
}

/** A derivative inside: its value as a function near the point. */
function nested(ctx: Context, t: Term & { k: "D" }, point: Term): Theorem | null {
  const w = ctx.fresh("x");
  const here = K.instantiate(t, [w]) as Term & { k: "D" };
  const inner = ctx.near(w, point);
  const d = differentiate(inner, here.body, here.point);
  if (d === null) return null;
  const value = K.derivValue(d);
  const tidy = inner.search.simplify(inner, (value.concl as Formula & { k: "eq" }).r);
  const same = K.transitivity(value, tidy);
  const near = closeNear(inner, K.symmetry(same), w, point);
  return near === null ? null : throughNear(ctx, near, point);
}

/** Γ ⊢ hasDeriv(λx. body, point, wanted): a derivative whose value is shown to be the wanted one. */
export function provesDerivative(ctx: Context, body: Term, point: Term, wanted: Term): Theorem | null {
  const th = differentiate(ctx, body, point);
  if (th === null) return null;
  const f = th.concl as Formula & { k: "hasDeriv" };
  if (f.value === wanted) return th;
  const same = ctx.search.equal(ctx, f.value, wanted);
  if (same === null) return null;
  const hole = ctx.fresh("hole");
  const context = K.abstract(K.hasDeriv(f.hint, f.body, f.point, hole), [hole]);
  return K.rewrite(same, context, th);
}
