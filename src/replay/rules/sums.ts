/** Sums and products over lo..hi, and induction. The range is empty where hi < lo. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import {
  closed,
  formulaArg,
  givenOf,
  mustBe,
  openRange,
  pair,
  premise,
  type Rule,
  type Sequent,
  sequent,
  termArg,
  textArg,
} from "../sequent.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

function sumOrProduct(tag: string): "sum" | "prod" {
  return tag === "sum" || tag === "prod" ? tag : reject("a sum or product is needed");
}
/** The parts of a closed sum or product. */
function bigParts(t: Node): { tag: "sum" | "prod"; lo: Node; hi: Node; body: Node } {
  closed(t);
  const tag = sumOrProduct(t.tag);
  const [lo, hi, body] = t.parts as [Node, Node, Node];
  return { tag, lo, hi, body };
}
/** From ∀k in lo..hi. 0 ≤ f(k), or 0 < f(k): the sum or product of f. */
function ofPositive(s: Sequent, relation: "le" | "lt", tag: "sum" | "prod"): { lo: Node; hi: Node; whole: Node } {
  const { k, lo, hi, body } = openRange(s.shown);
  const [zero, f] = pair(body, relation);
  mustBe(zero, T.int(0), "0 on the left");
  return { lo, hi, whole: T.big(tag, lo, hi, B.close(f, [k])) };
}

export const SUMS: Readonly<Record<string, Rule>> = {
  /** Γ ⊢ ∀k in lo..hi. f(k) = g(k) ⟹ Γ ⊢ Σ f = Σ g */
  extensionality: (p, a) => {
    const tag = sumOrProduct(textArg(a, 0));
    const { k, lo, hi, body } = openRange(premise(p, 0).shown);
    const [f, g] = pair(body, "eq");
    return sequent(premise(p, 0).given, T.eq(T.big(tag, lo, hi, B.close(f, [k])), T.big(tag, lo, hi, B.close(g, [k]))));
  },
  /** Γ ⊢ ∀k in lo..hi. 0 ≤ f(k) ⟹ Γ ⊢ 0 ≤ Σ f */
  sumNonnegative: (p) => {
    const { whole } = ofPositive(premise(p, 0), "le", "sum");
    return sequent(premise(p, 0).given, T.le(T.int(0), whole));
  },
  /** Γ ⊢ ∀k in lo..hi. 0 < f(k), Δ ⊢ lo ≤ hi ⟹ Γ, Δ ⊢ 0 < Σ f */
  sumPositive: (p) => {
    const { lo, hi, whole } = ofPositive(premise(p, 0), "lt", "sum");
    mustBe(premise(p, 1).shown, T.le(lo, hi), "lo ≤ hi");
    return sequent(givenOf(premise(p, 0), premise(p, 1)), T.lt(T.int(0), whole));
  },
  /** Γ ⊢ ∀k in lo..hi. 0 < f(k) ⟹ Γ ⊢ 0 < Π f, also for no factors */
  productPositive: (p) => {
    const { whole } = ofPositive(premise(p, 0), "lt", "prod");
    return sequent(premise(p, 0).given, T.lt(T.int(0), whole));
  },
  /** Γ ⊢ lo ≤ m + 1, Δ ⊢ m ≤ hi ⟹ Γ, Δ ⊢ Σ over lo..hi = Σ over lo..m + Σ over m+1..hi */
  split: (p, a) => {
    const [whole, m] = [termArg(a, 0), termArg(a, 1)];
    const { tag, lo, hi, body } = bigParts(whole);
    if (!T.isInt(m)) reject("an integer to split after is needed");
    const next = T.add(m, T.int(1));
    mustBe(premise(p, 0).shown, T.le(lo, next), "lo ≤ m + 1");
    mustBe(premise(p, 1).shown, T.le(m, hi), "m ≤ hi");
    const two = [T.big(tag, lo, m, body), T.big(tag, next, hi, body)];
    return sequent(givenOf(premise(p, 0), premise(p, 1)), T.eq(whole, T.operator(tag === "sum" ? "add" : "mul", two)));
  },
  /** Γ ⊢ hi < lo ⟹ Γ ⊢ Σ = 0, Π = 1 */
  emptyRange: (p, a) => {
    const { tag, lo, hi } = bigParts(termArg(a, 0));
    mustBe(premise(p, 0).shown, T.lt(hi, lo), "hi < lo");
    return sequent(premise(p, 0).given, T.eq(termArg(a, 0), T.int(tag === "sum" ? 0 : 1)));
  },
  /** Γ ⊢ lo = hi ⟹ Γ ⊢ Σ f = f(lo) */
  singleTerm: (p, a) => {
    const { lo, hi, body } = bigParts(termArg(a, 0));
    mustBe(premise(p, 0).shown, T.eq(lo, hi), "lo = hi");
    return sequent(premise(p, 0).given, T.eq(termArg(a, 0), B.fill(body, [lo])));
  },
  /** Γ ⊢ lo ≤ hi + 1 ⟹ Γ ⊢ Σ over lo..hi of 1 = hi - lo + 1 */
  count: (p) => {
    const [lo, next] = pair(premise(p, 0).shown, "le");
    const hi = next.tag === "add" ? T.part(next, 0) : reject("lo ≤ hi + 1 is needed");
    mustBe(next, T.add(hi, T.int(1)), "lo ≤ hi + 1");
    return sequent(premise(p, 0).given, T.eq(T.big("sum", lo, hi, T.int(1)), T.add(hi, T.neg(lo), T.int(1))));
  },
  /** Γ ⊢ φ[lo], Δ ⊢ ∀n. lo ≤ n ∧ φ[n] ⇒ φ[n+1] ⟹ Γ, Δ ⊢ ∀n. lo ≤ n ⇒ φ[n] */
  induction: (p, a) => {
    const [property, lo] = [formulaArg(a, 0), termArg(a, 1)];
    closed(lo);
    if (property.loose > 1 || !T.isInt(lo)) reject("a property of one integer and an integer to start from are needed");
    mustBe(premise(p, 0).shown, B.fill(property, [lo]), "the property at the start");
    const n = T.fresh("int");
    const [from, here, next] = [T.le(lo, n), B.fill(property, [n]), B.fill(property, [T.add(n, T.int(1))])];
    mustBe(premise(p, 1).shown, B.quantify("all", [n], T.implies(T.and(from, here), next)), "the step");
    return sequent(givenOf(premise(p, 0), premise(p, 1)), B.quantify("all", [n], T.implies(from, here)));
  },
};
