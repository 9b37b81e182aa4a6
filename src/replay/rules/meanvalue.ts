/** What the mean value theorem gives: monotonicity and convexity on an interval, constancy on a box, the fundamental theorem. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import {
  closed,
  fillOne,
  formulaArg,
  givenOf,
  mustBe,
  openInterval,
  parts,
  premise,
  type Rule,
  type Sequent,
  sequent,
  termArg,
  textArg,
} from "../sequent.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

const ZERO = (): Node => T.int(0);

/** ∀s in [lo, hi]. g′(s) = d(s), opened at s; g does not mention s. */
function derivativeOn(p: Sequent, s: Node): { g: Node; d: Node; lo: Node; hi: Node } {
  const o = openInterval(p.shown, s);
  const [a, d, g] = parts(o.body, "hasDeriv") as readonly [Node, Node, Node];
  mustBe(a, s, "the derivative at s");
  if (o.strict || g.free.has(s.name)) reject("the derivative of one function on the closed interval is needed");
  return { g, d, lo: o.lo, hi: o.hi };
}
/**
 * ∀s in [lo, hi]. 0 ≤ d(s), or ∀s in (lo, hi). 0 < d(s), there with one exception: s = s₀ ∨ 0 < d(s).
 * True for the strict sign: an isolated zero of the derivative does not keep g from increasing strictly.
 */
function signOn(p: Sequent, s: Node, lo: Node, hi: Node, d: Node): boolean {
  const o = openInterval(p.shown, s);
  mustBe(o.lo, lo, "the same interval");
  mustBe(o.hi, hi, "the same interval");
  if (!o.strict) {
    mustBe(o.body, T.le(ZERO(), d), "0 ≤ the derivative");
    return false;
  }
  let sign = o.body;
  if (sign.tag === "or") {
    const [exception, other] = sign.parts as readonly [Node, Node];
    const [l, r] = parts(exception, "eq") as readonly [Node, Node];
    if (l !== s || r.free.has(s.name)) reject("an exception s = s₀ is needed");
    sign = other;
  }
  mustBe(sign, T.lt(ZERO(), d), "0 < the derivative");
  return true;
}

/** ∀x. C(x) ⇒ f′(x) = d(x): f, which does not mention x, and d under x. */
function derivativeWhere(p: Sequent, domain: Node): { f: Node; d: Node } {
  parts(p.shown, "all");
  if (p.shown.binders[0] !== "real") reject("∀x over the reals is needed");
  mustBe(parts(T.bodyOf(p.shown), "implies")[0] as Node, domain, "the domain");
  const x = T.fresh("real");
  const [a, d, f] = parts(T.part(fillOne(p.shown, x), 1), "hasDeriv") as readonly [Node, Node, Node];
  mustBe(a, x, "the derivative at x");
  if (f.free.has(x.name)) reject("the function changes with the point");
  return { f, d: B.close(d, [x]) };
}

/** Arguments: G and C under one family, lo and hi; premises: gradient, locality, box. See `zeroGradient`. */
const zeroGradient: Rule = (p, args) => {
  const [G, C, lo, hi] = [termArg(args, 0), formulaArg(args, 1), termArg(args, 2), termArg(args, 3)];
  const [a, b, c] = [T.fresh("real^1"), T.fresh("real^1"), T.fresh("real^1")];
  const [m, t, k] = [T.fresh("int"), T.fresh("real"), T.bound(0, "int")];
  const at = (z: Node): Node => B.apply(z, [k]);
  const everyIndex = (f: Node): Node => B.forRange(lo, hi, f);
  const moved = B.close(B.fill(G, [B.update(a, [m], t)]), [t]);
  const flat = B.close(T.hasDeriv(moved, B.apply(a, [m]), ZERO()), [m]);
  mustBe(
    premise(p, 0).shown,
    B.quantify("all", [a], T.implies(B.fill(C, [a]), everyIndex(flat))),
    "the gradient premise",
  );
  const equal = T.eq(B.fill(G, [a]), B.fill(G, [b]));
  const agree = everyIndex(T.eq(at(a), at(b)));
  mustBe(premise(p, 1).shown, B.quantify("all", [a, b], T.implies(agree, equal)), "the locality premise");
  const inC = T.and(B.fill(C, [a]), B.fill(C, [b]));
  const ordered = (x: Node, y: Node, z: Node): Node => T.and(T.le(at(x), at(y)), T.le(at(y), at(z)));
  const between = everyIndex(T.or(ordered(a, c, b), ordered(b, c, a)));
  const box = T.implies(T.and(inC, between), B.fill(C, [c]));
  mustBe(premise(p, 2).shown, B.quantify("all", [a, b, c], box), "the box premise");
  return sequent(givenOf(...p), B.quantify("all", [a, b], T.implies(inC, equal)));
};

export const MEAN_VALUE: Readonly<Record<string, Rule>> = {
  /** Γ ⊢ g′ = d on [lo, hi], Δ ⊢ a sign of d there ⟹ Γ, Δ ⊢ lo ≤ hi ⇒ g(lo) ≤ g(hi), or with < for a strict sign */
  monotone: (p) => {
    const s = T.fresh("real");
    const { g, d, lo, hi } = derivativeOn(premise(p, 0), s);
    const relation = signOn(premise(p, 1), s, lo, hi, d) ? T.lt : T.le;
    return sequent(givenOf(...p), T.implies(relation(lo, hi), relation(B.fill(g, [lo]), B.fill(g, [hi]))));
  },
  /** Γ ⊢ g′ = g₁, Δ ⊢ g₁′ = g₂ on [0, 1], Θ ⊢ a sign of g₂ there ⟹ g lies below its chord: ∀s. g(s) ≤ g(0) + s(g(1) - g(0)), or < inside */
  convexOnUnit: (p) => {
    const s = T.fresh("real");
    const [one, two] = [derivativeOn(premise(p, 0), s), derivativeOn(premise(p, 1), s)];
    for (const o of [one, two]) {
      mustBe(o.lo, ZERO(), "the interval [0, 1]");
      mustBe(o.hi, T.int(1), "the interval [0, 1]");
    }
    mustBe(two.g, B.close(one.d, [s]), "the derivative of the derivative");
    const relation = signOn(premise(p, 2), s, one.lo, one.hi, two.d) ? T.lt : T.le;
    const [at0, at1] = [B.fill(one.g, [ZERO()]), B.fill(one.g, [T.int(1)])];
    const chord = T.add(at0, T.mul(s, T.sub(at1, at0)));
    const inside = T.and(relation(ZERO(), s), relation(s, T.int(1)));
    return sequent(givenOf(...p), B.quantify("all", [s], T.implies(inside, relation(B.fill(one.g, [s]), chord))));
  },
  /**
   * (1) ∀z. C(z) ⇒ for all m in lo..hi the derivative of G in z[m] is 0; (2) G depends on the components in lo..hi
   * only; (3) C holds between a and b, component by component, if it holds at both ⟹ ∀a b. C(a) ∧ C(b) ⇒ G(a) = G(b).
   * Why: go from a to b along one component after the other; (3) keeps the way in C, (1) makes G constant on each piece.
   */
  zeroGradient,
  /** Γ ⊢ ∀k in lo..hi. a[k] = b[k] ⟹ Γ ⊢ f(a) = f(b) for a function of the components in lo..hi */
  callExtensionality: (p, args) => {
    const [lo, hi, a, b] = [termArg(args, 1), termArg(args, 2), termArg(args, 3), termArg(args, 4)];
    closed(a, b);
    const k = T.bound(0, "int");
    mustBe(premise(p, 0).shown, B.forRange(lo, hi, T.eq(B.apply(a, [k]), B.apply(b, [k]))), "equal components");
    const value = (z: Node): Node => T.call(textArg(args, 0), [0], [z], [lo, hi]);
    return sequent(premise(p, 0).given, T.eq(value(a), value(b)));
  },
  /** Γ ⊢ ∀x. C(x) ⇒ f′(x) = d(x) ⟹ Γ ⊢ f is continuous on C */
  continuousOn: (p, args) => {
    const { f } = derivativeWhere(premise(p, 0), formulaArg(args, 0));
    return sequent(premise(p, 0).given, T.predicate("continuous", ["real"], formulaArg(args, 0), [f]));
  },
  /** Γ ⊢ F′ = f between lo and hi, Δ ⊢ f is continuous there ⟹ Γ, Δ ⊢ ∫ f from lo to hi = F(hi) - F(lo) */
  fundamentalTheorem: (p, args) => {
    const [lo, hi] = [termArg(args, 0), termArg(args, 1)];
    closed(lo, hi);
    const x = T.bound(0, "real");
    const between = T.or(T.and(T.le(lo, x), T.le(x, hi)), T.and(T.le(hi, x), T.le(x, lo)));
    const { f: F, d } = derivativeWhere(premise(p, 0), between);
    mustBe(premise(p, 1).shown, T.predicate("continuous", ["real"], between, [d]), "continuity of the integrand");
    return sequent(givenOf(...p), T.eq(T.integral(d, lo, hi), T.sub(B.fill(F, [hi]), B.fill(F, [lo]))));
  },
};
