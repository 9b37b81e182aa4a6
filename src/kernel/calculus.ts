/**
 * Derivatives. hasDeriv(λx. f, a, d) says that f, as a function of the real x alone, is differentiable
 * at a with derivative d (two-sided). Structural rules are pointwise; what holds only on a
 * neighbourhood goes through `near` and LOCAL. Sources: any first course in analysis; the shapes
 * follow HasDerivAt of Mathlib.
 */
import { Refusal } from "./refusal.ts";
import { abstract, freshName, instantiate } from "./substitution.ts";
import { bigOver, openRange } from "./sums.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, hypsOf, type Theorem } from "./theorem.ts";

type Deriv = Formula & { k: "hasDeriv" };

function derivative(rule: string, th: Theorem): Deriv {
  if (th.concl.k !== "hasDeriv") throw new Refusal(rule, "a derivative is needed");
  return th.concl;
}
/** The function at its point. */
function valueAt(d: Deriv): Term {
  return instantiate(d.body, [d.point]);
}
function samePoint(rule: string, ds: readonly Deriv[]): Term {
  const a = (ds[0] as Deriv).point;
  if (ds.some((d) => d.point !== a)) throw new Refusal(rule, "the points differ");
  return a;
}

/**
 *     ──────────────────── CONSTANT (c free of x)      ───────────────── IDENTITY
 *      ⊢ (λx. c)′(a) = 0                                ⊢ (λx. x)′(a) = 1
 */
export function derivConstant(c: Term, point: Term): Theorem {
  if (T.looseOf(c) !== 0 || T.looseOf(point) !== 0) throw new Refusal("derivConstant", "closed terms are needed");
  return conclude("derivConstant", [], [c, point], [], T.hasDeriv("x", c, point, T.int(0)));
}
export function derivIdentity(point: Term): Theorem {
  if (T.looseOf(point) !== 0) throw new Refusal("derivIdentity", "a closed term is needed");
  return conclude("derivIdentity", [], [point], [], T.hasDeriv("x", T.bound(0), point, T.int(1)));
}

/**
 *     Γᵢ ⊢ fᵢ′(a) = dᵢ                             Γᵢ ⊢ fᵢ′(a) = dᵢ
 *     ────────────────────────── SUM               ──────────────────────────────── PRODUCT
 *      ⊢ (f₁+…+fₙ)′(a) = d₁+…+dₙ                    ⊢ (f₁⋯fₙ)′(a) = Σᵢ dᵢ·Πⱼ≠ᵢ fⱼ(a)
 */
export function derivAdd(given: readonly Theorem[]): Theorem {
  const ths = [...given];
  const ds = ths.map((t) => derivative("derivAdd", t));
  if (ds.length === 0) throw new Refusal("derivAdd", "a summand is needed");
  const a = samePoint("derivAdd", ds);
  const f = T.op(
    "add",
    ds.map((d) => d.body),
  );
  return conclude(
    "derivAdd",
    ths,
    [],
    hypsOf(...ths),
    T.hasDeriv(
      "x",
      f,
      a,
      T.op(
        "add",
        ds.map((d) => d.value),
      ),
    ),
  );
}
export function derivMul(given: readonly Theorem[]): Theorem {
  const ths = [...given];
  const ds = ths.map((t) => derivative("derivMul", t));
  if (ds.length === 0) throw new Refusal("derivMul", "a factor is needed");
  const a = samePoint("derivMul", ds);
  const f = T.op(
    "mul",
    ds.map((d) => d.body),
  );
  const value = T.op(
    "add",
    ds.map((d, i) => T.op("mul", [d.value, ...ds.filter((_, j) => j !== i).map(valueAt)])),
  );
  return conclude("derivMul", ths, [], hypsOf(...ths), T.hasDeriv("x", f, a, value));
}

/**
 *         Γ ⊢ f′(a) = d                 Γ ⊢ f′(a) = d    Δ ⊢ 0 < f(a)       Γ ⊢ f′(a) = d    Δ ⊢ ¬(f(a) = 0)
 *     ───────────────────────── EXP     ───────────────────────────── LOG   ──────────────────────────────── INVERSE
 *      ⊢ (exp f)′(a) = exp(f(a))·d       ⊢ (log f)′(a) = d·inv(f(a))         ⊢ (inv f)′(a) = -d·inv(f(a))²
 */
export function derivExp(th: Theorem): Theorem {
  const d = derivative("derivExp", th);
  return conclude(
    "derivExp",
    [th],
    [],
    th.hyps,
    T.hasDeriv("x", T.exp(d.body), d.point, T.mul(T.exp(valueAt(d)), d.value)),
  );
}
export function derivLog(th: Theorem, positive: Theorem): Theorem {
  const d = derivative("derivLog", th);
  const v = valueAt(d);
  if (positive.concl !== T.lt(T.int(0), v)) throw new Refusal("derivLog", "0 < f(a) is needed");
  const concl = T.hasDeriv("x", T.log(d.body), d.point, T.mul(d.value, T.inv(v)));
  return conclude("derivLog", [th, positive], [], hypsOf(th, positive), concl);
}
export function derivInv(th: Theorem, nonzero: Theorem): Theorem {
  const d = derivative("derivInv", th);
  const v = valueAt(d);
  if (nonzero.concl !== T.not(T.eq(v, T.int(0)))) throw new Refusal("derivInv", "f(a) ≠ 0 is needed");
  const value = T.mul(T.int(-1), d.value, T.ipow(T.inv(v), T.int(2)));
  return conclude("derivInv", [th, nonzero], [], hypsOf(th, nonzero), T.hasDeriv("x", T.inv(d.body), d.point, value));
}

/**
 *      Γ ⊢ f′(a) = d    Δ ⊢ 0 ≤ n ∨ ¬(f(a) = 0)
 *     ─────────────────────────────────────────── POWER (n free of x)
 *      ⊢ (ipow(f, n))′(a) = n·ipow(f(a), n - 1)·d
 */
export function derivPower(th: Theorem, n: Term, condition: Theorem): Theorem {
  const d = derivative("derivPower", th);
  const v = valueAt(d);
  if (T.looseOf(n) !== 0) throw new Refusal("derivPower", "the exponent must be closed");
  const wanted = T.or(T.le(T.int(0), n), T.not(T.eq(v, T.int(0))));
  if (condition.concl !== wanted) throw new Refusal("derivPower", "0 ≤ n ∨ f(a) ≠ 0 is needed");
  const value = T.mul(n, T.ipow(v, T.add(n, T.int(-1))), d.value);
  const concl = T.hasDeriv("x", T.ipow(d.body, n), d.point, value);
  return conclude("derivPower", [th, condition], [n], hypsOf(th, condition), concl);
}

/**
 *     Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ (λx. f(x, k))′(a) = d(k)
 *     ─────────────────────────────────────────────────── SUM OF SYMBOLIC LENGTH
 *      Γ ⊢ (λx. Σ_{lo..hi} f(x, k))′(a) = Σ_{lo..hi} d(k)
 * Fails when lo, hi or a mention k; lo and hi are free of x as they stand outside its binder.
 */
export function derivSum(th: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("derivSum", th);
  if (body.k !== "hasDeriv") throw new Refusal("derivSum", "a derivative is needed");
  const name = (k as Term & { k: "var" }).name;
  if (T.occurs(name, body.point)) throw new Refusal("derivSum", "the point depends on the index");
  const x = T.variable(freshName("x", [body, lo, hi, k]));
  const f = instantiate(body.body, [x]);
  const hint = th.concl.k === "all" ? th.concl.x.hint : "k";
  const whole = abstract(bigOver("sum", hint, k, lo, hi, f), [x]);
  const value = bigOver("sum", hint, k, lo, hi, body.value);
  return conclude("derivSum", [th], [], th.hyps, T.hasDeriv(body.hint, whole, body.point, value));
}

/**
 *      Γᵢ ⊢ fᵢ′(a) = dᵢ        (i over the number arguments of g)
 *     ──────────────────────────────────────────────────── CHAIN RULE for an unknown smooth function
 *      ⊢ (λx. g(f₁, …, fₙ))′(a) = Σᵢ (∂ᵢg)(f(a))·dᵢ
 * Every argument is a number, not a family.
 */
export function derivCall(fun: string, givenOrders: readonly number[], given: readonly Theorem[]): Theorem {
  const orders = [...givenOrders];
  const ths = [...given];
  const ds = ths.map((t) => derivative("derivCall", t));
  if (ds.length === 0) throw new Refusal("derivCall", "an argument is needed");
  const a = samePoint("derivCall", ds);
  const values = ds.map(valueAt);
  const f = T.call(
    fun,
    orders,
    ds.map((d) => d.body),
  );
  const value = T.op(
    "add",
    ds.map((d, i) => {
      const raised = orders.map((o, j) => (i === j ? o + 1 : o));
      return T.mul(T.call(fun, raised, values), d.value);
    }),
  );
  return conclude("derivCall", ths, [fun, orders.join(",")], hypsOf(...ths), T.hasDeriv("x", f, a, value));
}

/**
 *      Γ ⊢ near a: f(x) = g(x)    Δ ⊢ f′(a) = d
 *     ────────────────────────────────────────── LOCAL
 *               Γ ∪ Δ ⊢ g′(a) = d
 */
export function derivLocal(same: Theorem, th: Theorem): Theorem {
  const d = derivative("derivLocal", th);
  const n = same.concl;
  if (n.k !== "near" || n.body.k !== "eq" || n.point !== d.point || n.body.l !== d.body) {
    throw new Refusal("derivLocal", "an equation near the point is needed");
  }
  const concl = T.hasDeriv(d.hint, n.body.r, d.point, d.value);
  return conclude("derivLocal", [same, th], [], hypsOf(same, th), concl);
}

/**
 *         Γ ⊢ f′(a) = d                     Γ ⊢ f′(a) = d    Δ ⊢ f′(a) = e
 *     ──────────────────── VALUE            ────────────────────────────── UNIQUE
 *      Γ ⊢ D(λx. f, a) = d                         Γ ∪ Δ ⊢ d = e
 */
export function derivValue(th: Theorem): Theorem {
  const d = derivative("derivValue", th);
  return conclude("derivValue", [th], [], th.hyps, T.eq(T.D(d.hint, d.body, d.point), d.value));
}
export function derivUnique(one: Theorem, other: Theorem): Theorem {
  const d = derivative("derivUnique", one);
  const e = derivative("derivUnique", other);
  if (d.body !== e.body || d.point !== e.point)
    throw new Refusal("derivUnique", "two derivatives of one function at one point are needed");
  return conclude("derivUnique", [one, other], [], hypsOf(one, other), T.eq(d.value, e.value));
}

// ---- near --------------------------------------------------------------------------------------

/**
 *       Γ ⊢ ∀x. φ                     Γ ⊢ u′(a) = d    Δ ⊢ 0 < u(a)
 *     ───────────── NEAR ALL          ───────────────────────────── NEAR POSITIVE
 *      Γ ⊢ near a: φ                     Γ ∪ Δ ⊢ near a: 0 < u(x)
 */
export function nearAll(th: Theorem, point: Term): Theorem {
  const f = th.concl;
  if (f.k !== "all" || f.x.sort.k !== "real") throw new Refusal("nearAll", "∀x over the reals is needed");
  if (T.looseOf(point) !== 0) throw new Refusal("nearAll", "a closed point is needed");
  return conclude("nearAll", [th], [point], th.hyps, T.near(f.x.hint, point, f.body));
}
export function nearPositive(th: Theorem, positive: Theorem): Theorem {
  const d = derivative("nearPositive", th);
  if (positive.concl !== T.lt(T.int(0), valueAt(d))) throw new Refusal("nearPositive", "0 < u(a) is needed");
  const concl = T.near(d.hint, d.point, T.lt(T.int(0), d.body));
  return conclude("nearPositive", [th, positive], [], hypsOf(th, positive), concl);
}

/**
 *     Γ ⊢ near a: φ    Δ ⊢ near a: ψ             Γ ⊢ near a: φ    Δ ⊢ ∀x. φ ⇒ ψ
 *     ─────────────────────────────── NEAR BOTH  ────────────────────────────── NEAR MONOTONE
 *        Γ ∪ Δ ⊢ near a: φ ∧ ψ                         Γ ∪ Δ ⊢ near a: ψ
 */
export function nearBoth(one: Theorem, other: Theorem): Theorem {
  const f = one.concl;
  const g = other.concl;
  if (f.k !== "near" || g.k !== "near" || f.point !== g.point)
    throw new Refusal("nearBoth", "two facts near one point are needed");
  return conclude("nearBoth", [one, other], [], hypsOf(one, other), T.near(f.hint, f.point, T.and(f.body, g.body)));
}
export function nearMonotone(th: Theorem, imp: Theorem): Theorem {
  const f = th.concl;
  const g = imp.concl;
  if (f.k !== "near" || g.k !== "all" || g.x.sort.k !== "real" || g.body.k !== "implies" || g.body.l !== f.body) {
    throw new Refusal("nearMonotone", "near a: φ and ∀x. φ ⇒ ψ are needed");
  }
  return conclude("nearMonotone", [th, imp], [], hypsOf(th, imp), T.near(f.hint, f.point, g.body.r));
}

/**
 *     Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ near a: φ(x, k)
 *     ────────────────────────────────────────── NEAR RANGE (finitely many neighbourhoods)
 *      Γ ⊢ near a: ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ(x, k)
 */
export function nearRange(th: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("nearRange", th);
  if (body.k !== "near" || T.occurs((k as Term & { k: "var" }).name, body.point)) {
    throw new Refusal("nearRange", "near one point for every k is needed");
  }
  const x = T.variable(freshName("x", [body, lo, hi, k]));
  const inner = T.implies(T.and(T.le(lo, k), T.le(k, hi)), instantiate(body.body, [x]));
  const hint = th.concl.k === "all" ? th.concl.x.hint : "k";
  const all = T.quantified("all", { hint, sort: T.INT }, abstract(inner, [k]));
  return conclude("nearRange", [th], [], th.hyps, T.near(body.hint, body.point, abstract(all, [x])));
}

/**
 *      Γ ⊢ near a: φ
 *     ─────────────── NEAR HERE
 *        Γ ⊢ φ[a]
 */
export function nearHere(th: Theorem): Theorem {
  const f = th.concl;
  if (f.k !== "near") throw new Refusal("nearHere", "a fact near a point is needed");
  return conclude("nearHere", [th], [], th.hyps, instantiate(f.body, [f.point]));
}
