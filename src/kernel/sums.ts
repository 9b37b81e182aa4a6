/** Finite sums and products of symbolic length, and induction. A range lo..hi is empty if hi < lo. */
import { Refusal } from "./refusal.ts";
import { abstract, freshName, instantiate } from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, hypsOf, type Theorem } from "./theorem.ts";

/**
 * Opens Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ(k): the variable put for k, the range, and φ.
 * Fails unless the formula has exactly that shape, with a range free of k.
 */
export function openRange(rule: string, th: Theorem): { k: Term; lo: Term; hi: Term; body: Formula } {
  const f = th.concl;
  if (f.k !== "all" || f.x.sort.k !== "int") throw new Refusal(rule, "∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed");
  const k = T.variable(freshName("k", [f]), T.INT);
  const g = instantiate(f.body, [k]);
  if (g.k !== "implies" || g.l.k !== "and" || g.l.l.k !== "le" || g.l.r.k !== "le") {
    throw new Refusal(rule, "∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed");
  }
  const lo = g.l.l.l;
  const hi = g.l.r.r;
  const name = (k as Term & { k: "var" }).name;
  if (g.l.l.r !== k || g.l.r.l !== k || T.occurs(name, lo) || T.occurs(name, hi)) {
    throw new Refusal(rule, "∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed");
  }
  return { k, lo, hi, body: g.r };
}

/** Σ or Π over lo..hi of body, in which k stands for the index. */
export function bigOver(kind: "sum" | "prod", hint: string, k: Term, lo: Term, hi: Term, body: Term): Term {
  return T.big(kind, hint, lo, hi, abstract(body, [k]));
}

function hintOf(th: Theorem): string {
  return th.concl.k === "all" ? th.concl.x.hint : "k";
}

/**
 *     Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ f(k) = g(k)
 *     ────────────────────────────────────── SUM EXTENSIONALITY  (PRODUCT: Π)
 *           Γ ⊢ Σ_{lo..hi} f = Σ_{lo..hi} g
 */
export function extensionality(kind: "sum" | "prod", th: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("extensionality", th);
  if (body.k !== "eq") throw new Refusal("extensionality", "equal bodies are needed");
  const h = hintOf(th);
  const concl = T.eq(bigOver(kind, h, k, lo, hi, body.l), bigOver(kind, h, k, lo, hi, body.r));
  return conclude("extensionality", [th], [kind], th.hyps, concl);
}

/**
 *     Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ 0 ≤ f(k)        Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ 0 < f(k)    Δ ⊢ lo ≤ hi
 *     ──────────────────────────────────         ─────────────────────────────────────────────────
 *           Γ ⊢ 0 ≤ Σ_{lo..hi} f                          Γ ∪ Δ ⊢ 0 < Σ_{lo..hi} f
 *     SUM NONNEGATIVE                            SUM POSITIVE: an empty sum is 0, so the range must not be empty
 */
export function sumNonnegative(th: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("sumNonnegative", th);
  if (body.k !== "le" || body.l !== T.int(0)) throw new Refusal("sumNonnegative", "0 ≤ f(k) is needed");
  return conclude("sumNonnegative", [th], [], th.hyps, T.le(T.int(0), bigOver("sum", hintOf(th), k, lo, hi, body.r)));
}
export function sumPositive(th: Theorem, nonempty: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("sumPositive", th);
  if (body.k !== "lt" || body.l !== T.int(0)) throw new Refusal("sumPositive", "0 < f(k) is needed");
  if (nonempty.concl !== T.le(lo, hi)) throw new Refusal("sumPositive", "lo ≤ hi is needed");
  const concl = T.lt(T.int(0), bigOver("sum", hintOf(th), k, lo, hi, body.r));
  return conclude("sumPositive", [th, nonempty], [], hypsOf(th, nonempty), concl);
}

/**
 *     Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ 0 < f(k)
 *     ────────────────────────────────── PRODUCT POSITIVE: an empty product is 1
 *           Γ ⊢ 0 < Π_{lo..hi} f
 */
export function productPositive(th: Theorem): Theorem {
  const { k, lo, hi, body } = openRange("productPositive", th);
  if (body.k !== "lt" || body.l !== T.int(0)) throw new Refusal("productPositive", "0 < f(k) is needed");
  const concl = T.lt(T.int(0), bigOver("prod", hintOf(th), k, lo, hi, body.r));
  return conclude("productPositive", [th], [], th.hyps, concl);
}

/**
 *      Γ ⊢ lo ≤ m + 1    Δ ⊢ m ≤ hi
 *     ─────────────────────────────── SPLIT a sum (product) after m
 *      Γ ∪ Δ ⊢ Σ_{lo..hi} f = Σ_{lo..m} f + Σ_{m+1..hi} f
 */
export function split(big: Term, m: Term, low: Theorem, high: Theorem): Theorem {
  if (big.k !== "sum" && big.k !== "prod") throw new Refusal("split", "a sum or product is needed");
  if (T.sortOf(m).k !== "int" || T.looseOf(big) !== 0)
    throw new Refusal("split", "an integer to split after is needed");
  const next = T.add(m, T.int(1));
  if (low.concl !== T.le(big.lo, next) || high.concl !== T.le(m, big.hi))
    throw new Refusal("split", "lo ≤ m + 1 and m ≤ hi are needed");
  const a = T.big(big.k, big.hint, big.lo, m, big.body);
  const b = T.big(big.k, big.hint, next, big.hi, big.body);
  const concl = T.eq(big, T.op(big.k === "sum" ? "add" : "mul", [a, b]));
  return conclude("split", [low, high], [big, m], hypsOf(low, high), concl);
}

/**
 *         Γ ⊢ hi < lo                               Γ ⊢ lo = hi
 *     ────────────────────── EMPTY RANGE      ─────────────────────────── SINGLE TERM
 *      Γ ⊢ Σ_{lo..hi} f = 0   (Π: 1)           Γ ⊢ Σ_{lo..hi} f = f(lo)
 */
export function emptyRange(big: Term, th: Theorem): Theorem {
  if (big.k !== "sum" && big.k !== "prod") throw new Refusal("emptyRange", "a sum or product is needed");
  if (th.concl !== T.lt(big.hi, big.lo) || T.looseOf(big) !== 0) throw new Refusal("emptyRange", "hi < lo is needed");
  return conclude("emptyRange", [th], [big], th.hyps, T.eq(big, T.int(big.k === "sum" ? 0 : 1)));
}
export function singleTerm(big: Term, th: Theorem): Theorem {
  if (big.k !== "sum" && big.k !== "prod") throw new Refusal("singleTerm", "a sum or product is needed");
  if (th.concl !== T.eq(big.lo, big.hi) || T.looseOf(big) !== 0) throw new Refusal("singleTerm", "lo = hi is needed");
  return conclude("singleTerm", [th], [big], th.hyps, T.eq(big, instantiate(big.body, [big.lo])));
}

/**
 *         Γ ⊢ lo ≤ hi + 1
 *     ─────────────────────────── COUNT
 *      Γ ⊢ Σ_{lo..hi} 1 = hi - lo + 1
 */
export function count(th: Theorem): Theorem {
  const f = th.concl;
  const bad = new Refusal("count", "lo ≤ hi + 1 is needed");
  if (f.k !== "le" || f.r.k !== "op" || f.r.op !== "add" || f.r.args.length !== 2 || f.r.args[1] !== T.int(1))
    throw bad;
  const lo = f.l;
  const hi = f.r.args[0] as Term;
  if (T.sortOf(lo).k !== "int" || T.sortOf(hi).k !== "int") throw bad;
  const concl = T.eq(T.big("sum", "k", lo, hi, T.int(1)), T.add(hi, T.neg(lo), T.int(1)));
  return conclude("count", [th], [], th.hyps, concl);
}

/**
 *     Γ ⊢ φ[lo]    Δ ⊢ ∀n. lo ≤ n ∧ φ[n] ⇒ φ[n+1]
 *     ──────────────────────────────────────────── INDUCTION from lo, φ under one integer binder
 *              Γ ∪ Δ ⊢ ∀n. lo ≤ n ⇒ φ[n]
 */
export function induction(property: Formula, lo: Term, base: Theorem, step: Theorem): Theorem {
  const rule = "induction";
  if (T.looseOf(property) > 1 || T.sortOf(lo).k !== "int" || T.looseOf(lo) !== 0)
    throw new Refusal(rule, "bad property or start");
  if (base.concl !== instantiate(property, [lo])) throw new Refusal(rule, "the base is not the property at the start");
  const n = T.variable(freshName("n", [property, lo, step.concl]), T.INT);
  const from = T.le(lo, n);
  const here = instantiate(property, [n]);
  const next = instantiate(property, [T.add(n, T.int(1))]);
  const wanted = T.quantified("all", { hint: "n", sort: T.INT }, abstract(T.implies(T.and(from, here), next), [n]));
  if (step.concl !== wanted) throw new Refusal(rule, "the step does not fit the property");
  const concl = T.quantified("all", { hint: "n", sort: T.INT }, abstract(T.implies(from, here), [n]));
  return conclude(rule, [base, step], [property, lo], hypsOf(base, step), concl);
}
