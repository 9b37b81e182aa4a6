/** First-order logic with equality: natural deduction. Each rule's comment draws premises, line, conclusion. */
import { Refusal } from "./refusal.ts";
import { abstract, checkFits, instantiate, replaceVar } from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, hypsOf, type Theorem, without } from "./theorem.ts";

function variableName(rule: string, x: Term): string {
  if (!T.isTerm(x) || x.k !== "var") throw new Refusal(rule, "a variable is needed");
  return x.name;
}
function closed(rule: string, n: Term | Formula): void {
  if (T.looseOf(n) !== 0) throw new Refusal(rule, "a bound variable has lost its binder");
}
function notFreeIn(rule: string, name: string, fs: readonly Formula[]): void {
  for (const f of fs)
    if (T.occurs(name, f)) throw new Refusal(rule, `${name} is free in a hypothesis or in the conclusion`);
}

/**
 *     ─────── ASSUME
 *      φ ⊢ φ
 * Fails when φ is not closed under its binders.
 */
export function assume(f: Formula): Theorem {
  closed("assume", f);
  return conclude("assume", [], [f], [f], f);
}

/**
 *        Γ ⊢ ψ
 *     ──────────── DISCHARGE φ
 *      Γ∖φ ⊢ φ ⇒ ψ
 * Never fails for a formula φ.
 */
export function discharge(f: Formula, th: Theorem): Theorem {
  closed("discharge", f);
  return conclude("discharge", [th], [f], without(th.hyps, f), T.implies(f, th.concl));
}

/**
 *     Γ ⊢ φ ⇒ ψ    Δ ⊢ φ
 *     ─────────────────── MODUS PONENS
 *          Γ ∪ Δ ⊢ ψ
 * Fails when the second premise is not the first one's left side.
 */
export function modusPonens(imp: Theorem, th: Theorem): Theorem {
  const f = imp.concl;
  if (f.k !== "implies" || f.l !== th.concl) throw new Refusal("modusPonens", "the premises do not fit");
  return conclude("modusPonens", [imp, th], [], hypsOf(imp, th), f.r);
}

/**
 *     Γ ⊢ φ    Δ ⊢ ψ
 *     ─────────────── BOTH
 *      Γ ∪ Δ ⊢ φ ∧ ψ
 */
export function both(l: Theorem, r: Theorem): Theorem {
  return conclude("both", [l, r], [], hypsOf(l, r), T.and(l.concl, r.concl));
}

/**
 *      Γ ⊢ φ ∧ ψ
 *     ─────────── LEFT      (RIGHT gives ψ)
 *        Γ ⊢ φ
 */
export function left(th: Theorem): Theorem {
  if (th.concl.k !== "and") throw new Refusal("left", "a conjunction is needed");
  return conclude("left", [th], [], th.hyps, th.concl.l);
}
export function right(th: Theorem): Theorem {
  if (th.concl.k !== "and") throw new Refusal("right", "a conjunction is needed");
  return conclude("right", [th], [], th.hyps, th.concl.r);
}

/**
 *        Γ ⊢ φ
 *     ─────────── EITHER-LEFT ψ     (EITHER-RIGHT φ: from ψ)
 *      Γ ⊢ φ ∨ ψ
 */
export function eitherLeft(th: Theorem, r: Formula): Theorem {
  closed("eitherLeft", r);
  return conclude("eitherLeft", [th], [r], th.hyps, T.or(th.concl, r));
}
export function eitherRight(l: Formula, th: Theorem): Theorem {
  closed("eitherRight", l);
  return conclude("eitherRight", [th], [l], th.hyps, T.or(l, th.concl));
}

/**
 *     Γ ⊢ φ ∨ ψ    Δ ⊢ χ    Θ ⊢ χ
 *     ──────────────────────────── CASES
 *      Γ ∪ (Δ∖φ) ∪ (Θ∖ψ) ⊢ χ
 * Fails when the two last premises conclude differently.
 */
export function cases(th: Theorem, onLeft: Theorem, onRight: Theorem): Theorem {
  const f = th.concl;
  if (f.k !== "or") throw new Refusal("cases", "a disjunction is needed");
  if (onLeft.concl !== onRight.concl) throw new Refusal("cases", "the cases conclude differently");
  const hyps = new Set([...th.hyps, ...without(onLeft.hyps, f.l), ...without(onRight.hyps, f.r)]);
  return conclude("cases", [th, onLeft, onRight], [], [...hyps], onLeft.concl);
}

/**
 *      Γ ⊢ ⊥
 *     ─────── ABSURD φ
 *      Γ ⊢ φ
 */
export function absurd(th: Theorem, f: Formula): Theorem {
  if (th.concl.k !== "false") throw new Refusal("absurd", "a contradiction is needed");
  closed("absurd", f);
  return conclude("absurd", [th], [f], th.hyps, f);
}

/**
 *     ──────────── EXCLUDED MIDDLE φ
 *      ⊢ φ ∨ ¬φ
 */
export function excludedMiddle(f: Formula): Theorem {
  closed("excludedMiddle", f);
  return conclude("excludedMiddle", [], [f], [], T.or(f, T.not(f)));
}

/**
 *         Γ ⊢ φ
 *     ───────────── GENERALISE x
 *      Γ ⊢ ∀x. φ
 * `over`: the ranges of a family x, see Binder. Fails when x is free in Γ.
 */
export function generalise(x: Term, th: Theorem, hint?: string, over?: readonly T.Range[]): Theorem {
  const name = variableName("generalise", x);
  notFreeIn("generalise", name, th.hyps);
  const sort = T.sortOf(x);
  const shown = hint ?? name.replace(/'.*$/, "");
  const binder = over === undefined ? { hint: shown, sort } : { hint: shown, sort, over };
  const concl = T.quantified("all", binder, abstract(th.concl, [x]));
  closed("generalise", concl);
  const ends = (concl.k === "all" ? concl.x.over : undefined) ?? [];
  return conclude("generalise", [th], [x, shown, ...ends.flatMap((r) => [r.lo, r.hi])], th.hyps, concl);
}

/**
 *      Γ ⊢ ∀x. φ
 *     ───────────── SPECIALISE t
 *      Γ ⊢ φ[t/x]
 * Fails when t does not fit x's sort (an integer variable takes integer terms only), or when a function
 * of t is bound in φ where x stands.
 */
export function specialise(th: Theorem, t: Term): Theorem {
  const f = th.concl;
  if (f.k !== "all") throw new Refusal("specialise", "a universal formula is needed");
  closed("specialise", t);
  checkFits(f.x.sort, t);
  return conclude("specialise", [th], [t], th.hyps, instantiate(f.body, [t]));
}

/**
 *        Γ ⊢ φ[t/x]
 *     ────────────── WITNESS (∃x. φ), t
 *       Γ ⊢ ∃x. φ
 */
export function witness(some: Formula, t: Term, th: Theorem): Theorem {
  if (some.k !== "some") throw new Refusal("witness", "an existential formula is needed");
  closed("witness", some);
  closed("witness", t);
  checkFits(some.x.sort, t);
  if (instantiate(some.body, [t]) !== th.concl) throw new Refusal("witness", "the premise is not the instance");
  return conclude("witness", [th], [some, t], th.hyps, some);
}

/**
 *      Γ ⊢ ∃x. φ    Δ ⊢ χ
 *     ───────────────────── CHOOSE x
 *      Γ ∪ (Δ∖φ) ⊢ χ
 * Fails when x is free in ∃x. φ, in χ, or in Δ∖φ.
 */
export function choose(th: Theorem, x: Term, from: Theorem): Theorem {
  const f = th.concl;
  if (f.k !== "some") throw new Refusal("choose", "an existential formula is needed");
  const name = variableName("choose", x);
  checkFits(f.x.sort, x);
  if (!T.sameSort(f.x.sort, T.sortOf(x))) throw new Refusal("choose", "the variable has another sort");
  const rest = without(from.hyps, instantiate(f.body, [x]));
  notFreeIn("choose", name, [f, from.concl, ...rest]);
  return conclude("choose", [th, from], [x], [...new Set([...th.hyps, ...rest])], from.concl);
}

/**
 *         Γ ⊢ φ
 *     ────────────── FOR EVERY FUNCTION f
 *      Γ ⊢ ∀f. φ
 * Fails when f occurs in Γ.
 */
export function everyFunction(fun: string, th: Theorem): Theorem {
  for (const h of th.hyps)
    if (T.occurs(`${fun}()`, h)) throw new Refusal("everyFunction", `${fun} occurs in a hypothesis`);
  return conclude("everyFunction", [th], [fun], th.hyps, T.allFun(fun, th.concl));
}

/**
 *      Γ ⊢ φ    x free in φ, not in Γ
 *     ─────────────────────────────── INSTANCE x := t
 *           Γ ⊢ φ[t/x]
 * GENERALISE and SPECIALISE in one step, for hypotheses that do not mention x.
 */
export function instance(th: Theorem, x: Term, t: Term): Theorem {
  const name = variableName("instance", x);
  notFreeIn("instance", name, th.hyps);
  closed("instance", t);
  if (!T.sameSort(T.sortOf(x), T.sortOf(t))) checkFits(T.sortOf(x), t);
  return conclude("instance", [th], [x, t], th.hyps, replaceVar(th.concl, x, t));
}

// ---- equality ----------------------------------------------------------------------------------

/**
 *     Γ ⊢ a = b    Δ ⊢ φ[a]
 *     ────────────────────── REWRITE φ
 *          Γ ∪ Δ ⊢ φ[b]
 * φ stands under one binder, the place that changes. Fails when the second premise is not φ[a].
 */
export function rewrite(equation: Theorem, context: Formula, th: Theorem): Theorem {
  const f = equation.concl;
  if (f.k !== "eq") throw new Refusal("rewrite", "an equation is needed");
  if (T.looseOf(context) > 1) throw new Refusal("rewrite", "the context has more than one hole");
  if (instantiate(context, [f.l]) !== th.concl)
    throw new Refusal("rewrite", "the premise is not the context's instance");
  return conclude("rewrite", [equation, th], [context], hypsOf(equation, th), instantiate(context, [f.r]));
}

/**
 *     Γ₁ ⊢ a₁ = b₁  …  Γₙ ⊢ aₙ = bₙ
 *     ────────────────────────────── CONGRUENCE t
 *      Γ₁ ∪ … ∪ Γₙ ⊢ t[a₁…aₙ] = t[b₁…bₙ]
 * t stands under n binders. Equations hold at the current valuation, so a hole may stand under a
 * binder of t, but never holds that binder's variable.
 */
export function congruence(context: Term, given: readonly Theorem[]): Theorem {
  const equations = [...given];
  if (T.looseOf(context) > equations.length) throw new Refusal("congruence", "the context has too many holes");
  const ls: Term[] = [];
  const rs: Term[] = [];
  for (const e of equations) {
    if (e.concl.k !== "eq") throw new Refusal("congruence", "equations are needed");
    ls.push(e.concl.l);
    rs.push(e.concl.r);
  }
  const concl = T.eq(instantiate(context, ls), instantiate(context, rs));
  return conclude("congruence", equations, [context], hypsOf(...equations), concl);
}

/**
 *     ──────── REFLEXIVITY        Γ ⊢ a = b              Γ ⊢ a = b    Δ ⊢ b = c
 *      ⊢ a = a                   ─────────── SYMMETRY    ───────────────────── TRANSITIVITY
 *                                 Γ ⊢ b = a                 Γ ∪ Δ ⊢ a = c
 */
export function reflexivity(a: Term): Theorem {
  closed("reflexivity", a);
  return conclude("reflexivity", [], [a], [], T.eq(a, a));
}
export function symmetry(th: Theorem): Theorem {
  if (th.concl.k !== "eq") throw new Refusal("symmetry", "an equation is needed");
  return conclude("symmetry", [th], [], th.hyps, T.eq(th.concl.r, th.concl.l));
}
export function transitivity(ab: Theorem, bc: Theorem): Theorem {
  if (ab.concl.k !== "eq" || bc.concl.k !== "eq") throw new Refusal("transitivity", "equations are needed");
  if (ab.concl.r !== bc.concl.l) throw new Refusal("transitivity", "the middle terms differ");
  return conclude("transitivity", [ab, bc], [], hypsOf(ab, bc), T.eq(ab.concl.l, bc.concl.r));
}
