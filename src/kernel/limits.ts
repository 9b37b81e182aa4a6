/**
 * Limits, by definition. The two notions that the logic takes as primitive, `near` and `hasDeriv`, are
 * here tied to ε and δ; that is all the trust that limits need. Rules for sums, products, inverses,
 * exponentials and growth are proved from the defining formula of a limit (predicates.ts). Source: any
 * first course in analysis, for instance Spivak, Calculus, chapters 5 and 9.
 */
import { Refusal } from "./refusal.ts";
import { abstract, freshName, instantiate } from "./substitution.ts";
import type { Formula } from "./term.ts";
import * as T from "./term.ts";
import { conclude, type Theorem } from "./theorem.ts";

/** ∃d. 0 < d ∧ ∀x. a - d < x ∧ x < a + d ⇒ φ(x): what near a: φ means. */
export function radius(f: Formula): Formula {
  if (f.k !== "near" || T.looseOf(f) !== 0) throw new Refusal("radius", "a fact near a point is needed");
  const d = T.variable(freshName("d", [f]));
  const x = T.variable(freshName("x", [f]));
  const inside = T.and(T.lt(T.sub(f.point, d), x), T.lt(x, T.add(f.point, d)));
  const each = T.implies(inside, instantiate(f.body, [x]));
  const all = T.quantified("all", { hint: f.hint, sort: T.REAL }, abstract(each, [x]));
  return T.quantified("some", { hint: "d", sort: T.REAL }, abstract(T.and(T.lt(T.int(0), d), all), [d]));
}

/**
 *      Γ ⊢ near a: φ                                                     (FOLD NEAR: upwards)
 *     ──────────────────────────────────────────────────── UNFOLD NEAR
 *      Γ ⊢ ∃d. 0 < d ∧ ∀x. a - d < x ∧ x < a + d ⇒ φ(x)
 * Fails when the premise is of another shape; FOLD NEAR when it is not the meaning of the given formula.
 */
export function unfoldNear(th: Theorem): Theorem {
  return conclude("unfoldNear", [th], [], th.hyps, radius(th.concl));
}
export function foldNear(f: Formula, th: Theorem): Theorem {
  if (radius(f) !== th.concl) throw new Refusal("foldNear", "the premise is not what the formula means");
  return conclude("foldNear", [th], [f], th.hyps, f);
}

/** lim_{x → a} (f(x) - f(a))/(x - a) = d over all reals: what hasDeriv(λx. f, a, d) means. */
export function quotient(f: Formula): Formula {
  if (f.k !== "hasDeriv" || T.looseOf(f) !== 0) throw new Refusal("quotient", "a derivative is needed");
  const x = T.variable(freshName("x", [f]));
  const rise = T.sub(instantiate(f.body, [x]), instantiate(f.body, [f.point]));
  const q = T.mul(rise, T.inv(T.sub(x, f.point)));
  return T.pred("limit:at:num", [{ hint: f.hint, sort: T.REAL }], T.verum(), [abstract(q, [x]), f.point, f.value]);
}

/**
 *      Γ ⊢ f′(a) = d                                                      (FOLD DERIVATIVE: upwards)
 *     ──────────────────────────────────────────── UNFOLD DERIVATIVE
 *      Γ ⊢ lim_{x → a} (f(x) - f(a))·inv(x - a) = d
 * Fails when the premise is of another shape; FOLD DERIVATIVE when it is not the meaning of the given formula.
 */
export function unfoldDerivative(th: Theorem): Theorem {
  return conclude("unfoldDerivative", [th], [], th.hyps, quotient(th.concl));
}
export function foldDerivative(f: Formula, th: Theorem): Theorem {
  if (quotient(f) !== th.concl) throw new Refusal("foldDerivative", "the premise is not what the formula means");
  return conclude("foldDerivative", [th], [f], th.hyps, f);
}
