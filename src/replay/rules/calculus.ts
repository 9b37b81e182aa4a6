/** Derivatives at a point, f′(a) = d for hasDeriv(λx. f, a, d), and what holds near a point. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import {
  closed,
  countsArg,
  givenOf,
  mustBe,
  openRange,
  pair,
  parts,
  plain,
  premise,
  type Rule,
  type Sequent,
  sequent,
  termArg,
  textArg,
} from "../sequent.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

/** f′(a) = d: f under x, and f(a). */
function derivative(s: Sequent): { f: Node; a: Node; d: Node; value: Node } {
  const [a, d, f] = parts(s.shown, "hasDeriv") as readonly [Node, Node, Node];
  return { f, a, d, value: B.fill(f, [a]) };
}
/** Several derivatives at one point. */
function derivatives(ps: readonly Sequent[]): { all: ReturnType<typeof derivative>[]; a: Node } {
  const all = ps.map(derivative);
  const a = all[0]?.a ?? reject("a derivative is needed");
  for (const d of all) mustBe(d.a, a, "the same point");
  return { all, a };
}
function nearParts(s: Sequent): { a: Node; body: Node } {
  const [a, body] = pair(s.shown, "near");
  return { a, body };
}

export const CALCULUS: Readonly<Record<string, Rule>> = {
  /** ⟹ ⊢ (λx. c)′(a) = 0 */
  derivConstant: (_, args) => {
    closed(termArg(args, 0), termArg(args, 1));
    return plain(T.hasDeriv(termArg(args, 0), termArg(args, 1), T.int(0)));
  },
  /** ⟹ ⊢ (λx. x)′(a) = 1 */
  derivIdentity: (_, args) => {
    closed(termArg(args, 0));
    return plain(T.hasDeriv(T.bound(0, "real"), termArg(args, 0), T.int(1)));
  },
  /** Γᵢ ⊢ fᵢ′(a) = dᵢ ⟹ ⊢ (Σ fᵢ)′(a) = Σ dᵢ */
  derivAdd: (p) => {
    const { all, a } = derivatives(p);
    const sum = T.operator(
      "add",
      all.map((x) => x.f),
    );
    return sequent(
      givenOf(...p),
      T.hasDeriv(
        sum,
        a,
        T.operator(
          "add",
          all.map((x) => x.d),
        ),
      ),
    );
  },
  /** Γᵢ ⊢ fᵢ′(a) = dᵢ ⟹ ⊢ (Π fᵢ)′(a) = Σ dᵢ·Π of the other fⱼ(a) */
  derivMul: (p) => {
    const { all, a } = derivatives(p);
    const summands = all.map((x) => T.mul(x.d, ...all.filter((y) => y !== x).map((y) => y.value)));
    return sequent(
      givenOf(...p),
      T.hasDeriv(
        T.operator(
          "mul",
          all.map((x) => x.f),
        ),
        a,
        T.operator("add", summands),
      ),
    );
  },
  /** Γ ⊢ f′(a) = d ⟹ Γ ⊢ (exp f)′(a) = exp(f(a))·d */
  derivExp: (p) => {
    const { f, a, d, value } = derivative(premise(p, 0));
    return sequent(premise(p, 0).given, T.hasDeriv(T.exp(f), a, T.mul(T.exp(value), d)));
  },
  /** Γ ⊢ f′(a) = d, Δ ⊢ 0 < f(a) ⟹ Γ, Δ ⊢ (log f)′(a) = d·inv(f(a)) */
  derivLog: (p) => {
    const { f, a, d, value } = derivative(premise(p, 0));
    mustBe(premise(p, 1).shown, T.lt(T.int(0), value), "0 < f(a)");
    return sequent(givenOf(...p), T.hasDeriv(T.log(f), a, T.mul(d, T.inv(value))));
  },
  /** Γ ⊢ f′(a) = d, Δ ⊢ f(a) ≠ 0 ⟹ Γ, Δ ⊢ (inv f)′(a) = -d·inv(f(a))² */
  derivInv: (p) => {
    const { f, a, d, value } = derivative(premise(p, 0));
    mustBe(premise(p, 1).shown, T.not(T.eq(value, T.int(0))), "f(a) ≠ 0");
    return sequent(givenOf(...p), T.hasDeriv(T.inv(f), a, T.mul(T.int(-1), d, T.ipow(T.inv(value), T.int(2)))));
  },
  /** Γ ⊢ f′(a) = d, Δ ⊢ 0 ≤ n ∨ f(a) ≠ 0, n free of x ⟹ Γ, Δ ⊢ (fⁿ)′(a) = n·f(a)ⁿ⁻¹·d */
  derivPower: (p, args) => {
    const { f, a, d, value } = derivative(premise(p, 0));
    const n = termArg(args, 0);
    closed(n);
    mustBe(premise(p, 1).shown, T.or(T.le(T.int(0), n), T.not(T.eq(value, T.int(0)))), "0 ≤ n ∨ f(a) ≠ 0");
    const slope = T.mul(n, T.ipow(value, T.add(n, T.int(-1))), d);
    return sequent(givenOf(...p), T.hasDeriv(T.ipow(f, n), a, slope));
  },
  /** Γ ⊢ ∀k in lo..hi. f(·, k)′(a) = d(k), a free of k ⟹ Γ ⊢ (λx. Σ f(x, k))′(a) = Σ d(k) */
  derivSum: (p) => {
    const { k, lo, hi, body } = openRange(premise(p, 0).shown);
    const [a, d, f] = parts(body, "hasDeriv") as readonly [Node, Node, Node];
    if (a.free.has(k.name)) reject("the point depends on the index");
    const x = T.fresh("real");
    const sum = T.big("sum", lo, hi, B.close(B.fill(f, [x]), [k]));
    return sequent(premise(p, 0).given, T.hasDeriv(B.close(sum, [x]), a, T.big("sum", lo, hi, B.close(d, [k]))));
  },
  /** Γᵢ ⊢ fᵢ′(a) = dᵢ ⟹ ⊢ (λx. g(f₁, …, fₙ))′(a) = Σ (∂ᵢg)(f(a))·dᵢ, for a smooth function g of numbers */
  derivCall: (p, args) => {
    const { all, a } = derivatives(p);
    const [g, orders] = [textArg(args, 0), countsArg(args, 1)];
    const values = all.map((x) => x.value);
    const summands = all.map((x, i) =>
      T.mul(
        T.call(
          g,
          orders.map((o, j) => (i === j ? o + 1 : o)),
          values,
          [],
        ),
        x.d,
      ),
    );
    const whole = T.call(
      g,
      orders,
      all.map((x) => x.f),
      [],
    );
    return sequent(givenOf(...p), T.hasDeriv(whole, a, T.operator("add", summands)));
  },
  /** Γ ⊢ near a: f(x) = g(x), Δ ⊢ f′(a) = d ⟹ Γ, Δ ⊢ g′(a) = d */
  derivLocal: (p) => {
    const same = nearParts(premise(p, 0));
    const { f, a, d } = derivative(premise(p, 1));
    const [l, r] = pair(same.body, "eq");
    mustBe(same.a, a, "the same point");
    mustBe(l, f, "the same function");
    return sequent(givenOf(...p), T.hasDeriv(r, a, d));
  },
  /** Γ ⊢ f′(a) = d ⟹ Γ ⊢ D(λx. f, a) = d */
  derivValue: (p) => {
    const { f, a, d } = derivative(premise(p, 0));
    return sequent(premise(p, 0).given, T.eq(T.derivative(f, a), d));
  },
  /** Γ ⊢ f′(a) = d, Δ ⊢ f′(a) = e ⟹ Γ, Δ ⊢ d = e */
  derivUnique: (p) => {
    const [one, two] = [derivative(premise(p, 0)), derivative(premise(p, 1))];
    mustBe(two.f, one.f, "the same function");
    mustBe(two.a, one.a, "the same point");
    return sequent(givenOf(...p), T.eq(one.d, two.d));
  },
  /** Γ ⊢ ∀x. φ ⟹ Γ ⊢ near a: φ */
  nearAll: (p, args) => {
    const { given, shown } = premise(p, 0);
    parts(shown, "all");
    if (shown.binders[0] !== "real") reject("∀x over the reals is needed");
    closed(termArg(args, 0));
    return sequent(given, T.near(termArg(args, 0), T.bodyOf(shown)));
  },
  /** Γ ⊢ u′(a) = d, Δ ⊢ 0 < u(a) ⟹ Γ, Δ ⊢ near a: 0 < u(x), as u is continuous at a */
  nearPositive: (p) => {
    const { f, a, value } = derivative(premise(p, 0));
    mustBe(premise(p, 1).shown, T.lt(T.int(0), value), "0 < u(a)");
    return sequent(givenOf(...p), T.near(a, T.lt(T.int(0), f)));
  },
  /** Γ ⊢ near a: φ, Δ ⊢ near a: ψ ⟹ Γ, Δ ⊢ near a: φ ∧ ψ */
  nearBoth: (p) => {
    const [one, two] = [nearParts(premise(p, 0)), nearParts(premise(p, 1))];
    mustBe(two.a, one.a, "the same point");
    return sequent(givenOf(...p), T.near(one.a, T.and(one.body, two.body)));
  },
  /** Γ ⊢ near a: φ, Δ ⊢ ∀x. φ ⇒ ψ ⟹ Γ, Δ ⊢ near a: ψ */
  nearMonotone: (p) => {
    const { a, body } = nearParts(premise(p, 0));
    const imp = premise(p, 1).shown;
    parts(imp, "all");
    const [l, r] = pair(T.bodyOf(imp), "implies");
    if (imp.binders[0] !== "real") reject("∀x over the reals is needed");
    mustBe(l, body, "∀x. φ ⇒ ψ");
    return sequent(givenOf(...p), T.near(a, r));
  },
  /** Γ ⊢ ∀k in lo..hi. near a: φ(x, k), a free of k ⟹ Γ ⊢ near a: ∀k in lo..hi. φ(x, k), as the range is finite */
  nearRange: (p) => {
    const { k, lo, hi, body } = openRange(premise(p, 0).shown);
    const [a, phi] = pair(body, "near");
    if (a.free.has(k.name)) reject("the point depends on the index");
    const x = T.fresh("real");
    const all = B.forRange(lo, hi, B.close(B.fill(phi, [x]), [k]));
    return sequent(premise(p, 0).given, T.near(a, B.close(all, [x])));
  },
  /** Γ ⊢ near a: φ ⟹ Γ ⊢ φ[a] */
  nearHere: (p) => {
    const { a, body } = nearParts(premise(p, 0));
    return sequent(premise(p, 0).given, B.fill(body, [a]));
  },
};
