/**
 * What the mean value theorem gives: monotonicity and convexity on an interval from derivatives,
 * constancy from a zero gradient on a box, the fundamental theorem.
 */
import { update } from "./predicates.ts";
import { forRange } from "./range.ts";
import { Refusal } from "./refusal.ts";
import { abstract, at, freshName, instantiate } from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, hypsOf, type Theorem } from "./theorem.ts";

type Guarded = { s: Term; lo: Term; hi: Term; strict: boolean; body: Formula };

/** Opens ∀s. lo ≤ s ∧ s ≤ hi ⇒ φ (or with < twice) over the reals; lo and hi free of s. */
function openInterval(rule: string, th: Theorem, s: Term | null): Guarded {
  const f = th.concl;
  const bad = new Refusal(rule, "∀s. lo ≤ s ∧ s ≤ hi ⇒ … is needed");
  if (f.k !== "all" || f.x.sort.k !== "real") throw bad;
  const v = s ?? T.variable(freshName("s", [f]));
  const g = instantiate(f.body, [v]);
  if (g.k !== "implies" || g.l.k !== "and") throw bad;
  const { l, r } = g.l;
  if ((l.k !== "le" && l.k !== "lt") || r.k !== l.k || l.r !== v || r.l !== v) throw bad;
  const name = (v as Term & { k: "var" }).name;
  if (T.occurs(name, l.l) || T.occurs(name, r.r)) throw bad;
  return { s: v, lo: l.l, hi: r.r, strict: l.k === "lt", body: g.r };
}

function freshFor(ths: readonly Theorem[]): Term {
  return T.variable(
    freshName(
      "s",
      ths.map((t) => t.concl),
    ),
  );
}

/** ∀s in the closed interval: (λx. g)′(s) = d(s), where g does not mention s. */
function derivativeOn(rule: string, th: Theorem, s: Term): { g: Term; d: Term; lo: Term; hi: Term } {
  const o = openInterval(rule, th, s);
  if (o.strict || o.body.k !== "hasDeriv" || o.body.point !== s)
    throw new Refusal(rule, "a derivative on the closed interval is needed");
  const g = o.body.body;
  if (T.occurs((s as Term & { k: "var" }).name, g)) throw new Refusal(rule, "the function changes with the point");
  return { g, d: o.body.value, lo: o.lo, hi: o.hi };
}

/**
 * The sign premise for d on the interval: 0 ≤ d(s) on the closed one, or 0 < d(s) on the open one,
 * there allowing one exception `s = s₀ ∨ 0 < d(s)` with s₀ free of s. True for a strict sign.
 */
function signOn(rule: string, th: Theorem, s: Term, lo: Term, hi: Term, d: Term): boolean {
  const o = openInterval(rule, th, s);
  if (o.lo !== lo || o.hi !== hi) throw new Refusal(rule, "the intervals differ");
  const f = o.body;
  if (!o.strict) {
    if (f !== T.le(T.int(0), d)) throw new Refusal(rule, "0 ≤ derivative is needed");
    return false;
  }
  const name = (s as Term & { k: "var" }).name;
  const exception = f.k === "or" && f.l.k === "eq" && f.l.l === s && !T.occurs(name, f.l.r);
  if ((exception ? f.r : f) !== T.lt(T.int(0), d)) throw new Refusal(rule, "0 < derivative is needed");
  return true;
}

/**
 *     Γ ⊢ ∀s. lo ≤ s ∧ s ≤ hi ⇒ g′(s) = d(s)    Δ ⊢ ∀s. lo ≤ s ∧ s ≤ hi ⇒ 0 ≤ d(s)
 *     ───────────────────────────────────────────────────────────────────────────── MONOTONE
 *                      Γ ∪ Δ ⊢ lo ≤ hi ⇒ g(lo) ≤ g(hi)
 * With 0 < d(s) on the open interval (but for at most one point): lo < hi ⇒ g(lo) < g(hi).
 */
export function monotone(deriv: Theorem, sign: Theorem): Theorem {
  const s = freshFor([deriv, sign]);
  const { g, d, lo, hi } = derivativeOn("monotone", deriv, s);
  const strict = signOn("monotone", sign, s, lo, hi, d);
  const a = instantiate(g, [lo]);
  const b = instantiate(g, [hi]);
  const concl = strict ? T.implies(T.lt(lo, hi), T.lt(a, b)) : T.implies(T.le(lo, hi), T.le(a, b));
  return conclude("monotone", [deriv, sign], [], hypsOf(deriv, sign), concl);
}

/**
 *     Γ ⊢ ∀s. 0 ≤ s ∧ s ≤ 1 ⇒ g′(s) = g₁(s)      Δ ⊢ ∀s. 0 ≤ s ∧ s ≤ 1 ⇒ g₁′(s) = g₂(s)
 *     Θ ⊢ ∀s. 0 ≤ s ∧ s ≤ 1 ⇒ 0 ≤ g₂(s)
 *     ───────────────────────────────────────────────────────────────── CONVEX ON [0, 1]
 *      Γ ∪ Δ ∪ Θ ⊢ ∀s. 0 ≤ s ∧ s ≤ 1 ⇒ g(s) ≤ g(0) + s(g(1) - g(0))
 * With 0 < g₂(s) on (0, 1) (but for at most one point): < for 0 < s < 1.
 */
export function convexOnUnit(first: Theorem, second: Theorem, sign: Theorem): Theorem {
  const rule = "convexOnUnit";
  const s = freshFor([first, second, sign]);
  const one = derivativeOn(rule, first, s);
  const two = derivativeOn(rule, second, s);
  if (one.lo !== T.int(0) || one.hi !== T.int(1) || two.lo !== T.int(0) || two.hi !== T.int(1)) {
    throw new Refusal(rule, "the interval must be [0, 1]");
  }
  if (two.g !== abstract(one.d, [s]))
    throw new Refusal(rule, "the second premise must differentiate the first derivative");
  const strict = signOn(rule, sign, s, one.lo, one.hi, two.d);
  const at0 = instantiate(one.g, [T.int(0)]);
  const at1 = instantiate(one.g, [T.int(1)]);
  const chord = T.add(at0, T.mul(s, T.sub(at1, at0)));
  const here = instantiate(one.g, [s]);
  const guard = strict ? T.and(T.lt(T.int(0), s), T.lt(s, T.int(1))) : T.and(T.le(T.int(0), s), T.le(s, T.int(1)));
  const body = T.implies(guard, strict ? T.lt(here, chord) : T.le(here, chord));
  const concl = T.quantified("all", { hint: "s", sort: T.REAL }, abstract(body, [s]));
  return conclude(rule, [first, second, sign], [], hypsOf(first, second, sign), concl);
}

/**
 *     (1) Γ ⊢ ∀z. C(z) ⇒ ∀m. lo ≤ m ∧ m ≤ hi ⇒ (λt. G(z with z[m] = t))′(z[m]) = 0
 *     (2) Δ ⊢ ∀a. ∀b. (∀k. lo ≤ k ∧ k ≤ hi ⇒ a[k] = b[k]) ⇒ G(a) = G(b)
 *     (3) Θ ⊢ ∀a. ∀b. ∀c. (C(a) ∧ C(b)) ∧ (∀k. lo ≤ k ∧ k ≤ hi ⇒ c[k] between a[k] and b[k]) ⇒ C(c)
 *     ─────────────────────────────────────────────────────────────────── ZERO GRADIENT
 *      Γ ∪ Δ ∪ Θ ⊢ ∀a. ∀b. C(a) ∧ C(b) ⇒ G(a) = G(b)
 * G and C stand under one binder, the family. Why: change a into b one component at a time; (3) keeps
 * every point of the path in C, (1) makes each piece constant, (2) forgets what lies outside the range.
 */
export function zeroGradient(
  G: Term,
  C: Formula,
  lo: Term,
  hi: Term,
  gradient: Theorem,
  local: Theorem,
  box: Theorem,
): Theorem {
  const rule = "zeroGradient";
  const sort = T.familySort(1);
  const fresh = (hint: string, more: Term[]): string => freshName(hint, [G, C, lo, hi, ...more]);
  const a = T.variable(fresh("a", []), sort);
  const b = T.variable(fresh("b", [a]), sort);
  const c = T.variable(fresh("c", [a, b]), sort);
  const m = T.variable(fresh("m", [a, b, c]), T.INT);
  const t = T.variable(fresh("t", [a, b, c, m]));
  const on = (v: readonly Term[], f: Formula): Formula =>
    [...v].reverse().reduce((g, x) => T.quantified("all", { hint: "z", sort: T.sortOf(x) }, abstract(g, [x])), f);
  const deriv = T.hasDeriv("t", abstract(instantiate(G, [update(a, [m], t)]), [t]), at(a, [m]), T.int(0));
  const first = on([a], T.implies(instantiate(C, [a]), forRange("m", lo, hi, abstract(deriv, [m]))));
  if (gradient.concl !== first) throw new Refusal(rule, "the gradient premise does not fit");
  const k = T.bound(0, T.INT);
  const agree = forRange("k", lo, hi, T.eq(at(a, [k]), at(b, [k])));
  const equal = T.eq(instantiate(G, [a]), instantiate(G, [b]));
  if (local.concl !== on([a, b], T.implies(agree, equal))) throw new Refusal(rule, "the locality premise does not fit");
  const [ak, bk, ck] = [at(a, [k]), at(b, [k]), at(c, [k])];
  const between = T.or(T.and(T.le(ak, ck), T.le(ck, bk)), T.and(T.le(bk, ck), T.le(ck, ak)));
  const inC = T.and(instantiate(C, [a]), instantiate(C, [b]));
  const third = on([a, b, c], T.implies(T.and(inC, forRange("k", lo, hi, between)), instantiate(C, [c])));
  if (box.concl !== third) throw new Refusal(rule, "the box premise does not fit");
  const concl = on([a, b], T.implies(inC, equal));
  return conclude(rule, [gradient, local, box], [G, C, lo, hi], hypsOf(gradient, local, box), concl);
}

/**
 *      Γ ⊢ ∀k. lo ≤ k ∧ k ≤ hi ⇒ a[k] = b[k]
 *     ──────────────────────────────────────── CALL EXTENSIONALITY
 *      Γ ⊢ f(a) = f(b), f a function of the family's components in lo..hi only
 */
export function callExtensionality(fun: string, lo: Term, hi: Term, a: Term, b: Term, th: Theorem): Theorem {
  const k = T.bound(0, T.INT);
  const wanted = forRange("k", lo, hi, T.eq(at(a, [k]), at(b, [k])));
  if (T.looseOf(a) !== 0 || T.looseOf(b) !== 0 || th.concl !== wanted)
    throw new Refusal("callExtensionality", "equal components are needed");
  const over = [{ lo, hi }];
  const concl = T.eq(T.call(fun, [0], [a], over), T.call(fun, [0], [b], over));
  return conclude("callExtensionality", [th], [fun, lo, hi, a, b], th.hyps, concl);
}

/**
 *      Γ ⊢ ∀x. C(x) ⇒ (λx. f)′(x) = d(x)
 *     ────────────────────────────────── CONTINUOUS
 *          Γ ⊢ continuous(f) on C
 */
export function continuousOn(domain: Formula, th: Theorem): Theorem {
  const rule = "continuousOn";
  const f = th.concl;
  if (f.k !== "all" || f.x.sort.k !== "real" || f.body.k !== "implies" || f.body.l !== domain)
    throw new Refusal(rule, "the premise does not fit");
  const x = T.variable(freshName("x", [f]));
  const g = instantiate(f.body, [x]);
  if (g.k !== "implies" || g.r.k !== "hasDeriv" || g.r.point !== x)
    throw new Refusal(rule, "a derivative at each point is needed");
  if (T.occurs((x as Term & { k: "var" }).name, g.r.body))
    throw new Refusal(rule, "the function changes with the point");
  const concl = T.pred("continuous", [{ hint: f.x.hint, sort: T.REAL }], domain, [g.r.body]);
  return conclude(rule, [th], [domain], th.hyps, concl);
}

/**
 *     Γ ⊢ ∀x. between(lo, x, hi) ⇒ F′(x) = f(x)    Δ ⊢ continuous(f) there
 *     ────────────────────────────────────────────────────────────────── FUNDAMENTAL THEOREM
 *      Γ ∪ Δ ⊢ ∫_lo^hi f = F(hi) - F(lo)
 * where between(lo, x, hi) is (lo ≤ x ∧ x ≤ hi) ∨ (hi ≤ x ∧ x ≤ lo).
 */
export function fundamentalTheorem(lo: Term, hi: Term, deriv: Theorem, continuous: Theorem): Theorem {
  const rule = "fundamentalTheorem";
  if (T.looseOf(lo) !== 0 || T.looseOf(hi) !== 0) throw new Refusal(rule, "closed bounds are needed");
  const x0 = T.bound(0);
  const between = T.or(T.and(T.le(lo, x0), T.le(x0, hi)), T.and(T.le(hi, x0), T.le(x0, lo)));
  const f = deriv.concl;
  if (f.k !== "all" || f.x.sort.k !== "real" || f.body.k !== "implies" || f.body.l !== between) {
    throw new Refusal(rule, "the premise does not fit");
  }
  const x = T.variable(freshName("x", [f, lo, hi]));
  const g = instantiate(f.body, [x]);
  if (g.k !== "implies" || g.r.k !== "hasDeriv" || g.r.point !== x)
    throw new Refusal(rule, "a derivative at each point is needed");
  const F = g.r.body;
  if (T.occurs((x as Term & { k: "var" }).name, F)) throw new Refusal(rule, "the function changes with the point");
  const integrand = abstract(g.r.value, [x]);
  const want = T.pred("continuous", [{ hint: "x", sort: T.REAL }], between, [integrand]);
  if (continuous.concl !== want) throw new Refusal(rule, "continuity of the integrand is needed");
  const value = T.sub(instantiate(F, [hi]), instantiate(F, [lo]));
  const concl = T.eq(T.integral(f.x.hint, integrand, lo, hi), value);
  return conclude(rule, [deriv, continuous], [lo, hi], hypsOf(deriv, continuous), concl);
}
