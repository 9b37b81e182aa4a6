/**
 * Why a derivative does not exist at a point, or a fact does not hold near it: points as close as one likes
 * where difference quotients stay apart, or where the fact fails.
 */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "../prove/context.ts";
import * as D from "../prove/derived.ts";
import type { Evaluator } from "./evaluate.ts";
import { plausible } from "./truth.ts";

const half = (t: Term): Term => K.mul(K.num(K.rational(1n, 2n)), t);
const quarter = (t: Term): Term => K.mul(K.num(K.rational(1n, 4n)), t);

/** How far from the point the facts about small t are claimed. */
const REACHES: readonly Rational[] = [K.rational(1n), K.rational(1n, 4n), K.rational(1n, 32n)];
const SMALL: readonly number[] = [1, 0.7, 0.4, 0.1, 0.01, 1e-4];

/** Γ ⊢ ∀t. 0 < t ∧ t ≤ c ⇒ φ(t), or null. */
function forSmall(ctx: Context, c: Rational, phi: (t: Term) => Formula): Theorem | null {
  const t = ctx.fresh("t");
  const guard = small(t, c);
  const inner = ctx.assume(guard);
  const th = inner.search.prove(inner, phi(t));
  return th === null ? null : K.generalise(t, K.discharge(guard, th), "t");
}

function small(t: Term, c: Rational): Formula {
  return K.and(K.lt(K.int(0), t), K.le(t, K.num(c)));
}

/**
 * Γ ⊢ ⊥ from 0 < d (a theorem about a variable d), where `use` gives ⊥ from t = d/2 or t = c/2, whichever
 * is smaller, with the fact that holds for small t: then both 0 < t ≤ c and t < d.
 */
function within(
  ctx: Context,
  d: Term,
  positive: Theorem,
  c: Rational,
  fact: Theorem,
  use: (inner: Context, t: Term, here: Theorem) => Theorem | null,
): Theorem | null {
  const order = K.totalOrder(d, K.num(c));
  const or = order.concl as Formula & { k: "or" };
  const branch = (side: Formula, t: Term): Theorem | null => {
    const inner = ctx.learn(positive, K.assume(side));
    const guard = inner.search.prove(inner, small(t, c));
    if (guard === null) return null;
    return use(inner, t, K.modusPonens(K.specialise(fact, t), guard));
  };
  const near = branch(or.l, half(d));
  const far = near === null ? null : branch(or.r, K.num(K.mulQ(c, K.rational(1n, 2n))));
  return near === null || far === null ? null : K.cases(order, near, far);
}

/** ⊢ ¬near a: φ, since φ fails at a + t or a - t for all small t. */
export function notNear(ctx: Context, ev: Evaluator, f: Formula & { k: "near" }): Theorem | null {
  const point = (sign: number, t: Term): Term => (sign > 0 ? K.add(f.point, t) : K.sub(f.point, t));
  for (const sign of [-1, 1]) {
    const at = (t: Term): Formula => K.instantiate(f.body, [point(sign, t)]);
    const c = REACHES.find((r) => smallOnes(r).every((t) => !plausible(ev.truth(at(t)))));
    if (c === undefined) continue;
    const fact = forSmall(ctx, c, (t) => K.not(at(t)));
    if (fact === null) continue;
    const ball = K.unfoldNear(K.assume(f));
    const d = ctx.fresh("d");
    const here = K.assume(K.instantiate((ball.concl as Formula & { k: "some" }).body, [d]));
    const bot = within(ctx, d, K.left(here), c, fact, (inner, t, no) => {
      const every = K.specialise(K.right(here), point(sign, t));
      const yes = apply(inner, every);
      return yes === null ? null : K.modusPonens(no, yes);
    });
    if (bot !== null) return K.discharge(f, K.choose(ball, d, bot));
  }
  return null;
}

function smallOnes(c: Rational): Term[] {
  return SMALL.map((x) => K.num(K.mulQ(c, K.rational(BigInt(Math.round(x * 10000)), 10000n))));
}

/** The conclusion of a theorem φ ⇒ ψ whose φ the prover shows. */
function apply(ctx: Context, th: Theorem): Theorem | null {
  if (th.concl.k !== "implies") return null;
  const guard = ctx.search.prove(ctx, th.concl.l);
  return guard === null ? null : K.modusPonens(th, guard);
}

/** Two points near a, whose difference quotients are compared. */
type Pair = { readonly one: (a: Term, t: Term) => Term; readonly other: (a: Term, t: Term) => Term };
const PAIRS: readonly Pair[] = [
  { one: (a, t) => K.add(a, t), other: (a, t) => K.sub(a, t) },
  { one: (a, t) => K.sub(a, t), other: (a, t) => K.add(a, t) },
  { one: (a, t) => K.add(a, quarter(t)), other: (a, t) => K.add(a, t) },
  { one: (a, t) => K.add(a, t), other: (a, t) => K.add(a, quarter(t)) },
  { one: (a, t) => K.sub(a, quarter(t)), other: (a, t) => K.sub(a, t) },
  { one: (a, t) => K.sub(a, t), other: (a, t) => K.sub(a, quarter(t)) },
];
const GAPS: readonly Rational[] = [
  K.rational(4n),
  K.rational(2n),
  K.rational(1n),
  K.rational(1n, 2n),
  K.rational(1n, 8n),
  K.rational(1n, 50n),
];

/** ⊢ ¬∃d. hasDeriv(f, a, d), d not in f: at two points close to a the difference quotients differ by more than a gap. */
export function noDerivative(ctx: Context, ev: Evaluator, some: Formula & { k: "some" }): Theorem | null {
  const d = ctx.fresh("d");
  const deriv = K.instantiate(some.body, [d]);
  if (deriv.k !== "hasDeriv") return null;
  const limit = K.quotient(deriv) as Formula & { k: "pred" };
  const q = (x: Term): Term => K.instantiate(limit.args[0] as Term, [x]);
  const a = deriv.point;
  for (const { one, other } of PAIRS) {
    const apart = (t: Term): Term => K.sub(q(one(a, t)), q(other(a, t)));
    const found = gapFor(ev, apart);
    if (found === null) continue;
    const { c, gap } = found;
    const fact = forSmall(ctx, c, (t) => K.le(K.num(gap), apart(t)));
    if (fact === null) continue;
    const bot = clash(ctx, K.assume(deriv), gap, c, fact, (t) => [one(a, t), other(a, t)]);
    if (bot !== null) return K.discharge(some, K.choose(K.assume(some), d, bot));
  }
  return null;
}

function gapFor(ev: Evaluator, apart: (t: Term) => Term): { c: Rational; gap: Rational } | null {
  for (const c of REACHES) {
    const least = Math.min(...smallOnes(c).map((t) => ev.number(apart(t))));
    const gap = GAPS.find((g) => Number(g.num) / Number(g.den) <= least + 1e-12);
    if (gap !== undefined && !Number.isNaN(least)) return { c, gap };
  }
  return null;
}

/** ⊥ from a derivative d at a: within gap/2 of d lie the quotients at both points. */
function clash(
  ctx: Context,
  deriv: Theorem,
  gap: Rational,
  c: Rational,
  fact: Theorem,
  points: (t: Term) => [Term, Term],
): Theorem | null {
  const e = K.mulQ(gap, K.rational(1n, 2n));
  const tends = K.right(K.unfoldPredicate(K.unfoldDerivative(deriv)));
  const eventually = K.modusPonens(K.specialise(tends, K.num(e)), D.positiveNumber(e));
  const r = ctx.fresh("r");
  const here = K.assume(K.instantiate((eventually.concl as Formula & { k: "some" }).body, [r]));
  const bot = within(ctx, r, K.left(here), c, fact, (inner, t, apart) => {
    const [one, other] = points(t).map((x) => apply(inner, K.specialise(K.right(here), x)));
    if (one === undefined || other === undefined || one === null || other === null) return null;
    // q₁ < d + e, d - e < q₂, 2e ≤ q₁ - q₂
    return D.contradiction([K.right(one), K.left(other), apart], [D.row([0]), D.row([1]), D.row([2])]);
  });
  return bot === null ? null : K.choose(eventually, r, bot);
}
