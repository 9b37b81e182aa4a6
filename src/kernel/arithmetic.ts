/** Equations and inequalities between numbers: reflection through the ring normal form, order, powers, exp and log. */
import { enclosure, type Interval } from "./interval.ts";
import * as P from "./polynomial.ts";
import type * as Q from "./rational.ts";
import { Refusal } from "./refusal.ts";
import { normalForm } from "./ring.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, hypsOf, type Theorem } from "./theorem.ts";

function number(rule: string, t: Term): void {
  if (!T.isTerm(t) || T.looseOf(t) !== 0 || T.sortOf(t).k === "family")
    throw new Refusal(rule, "a closed number term is needed");
}

/**
 *     ──────── RING
 *      ⊢ a = b
 * Fails when the normal forms of a and b differ. That says nothing about a ≠ b.
 */
export function ring(a: Term, b: Term): Theorem {
  number("ring", a);
  number("ring", b);
  if (!P.equalPoly(normalForm(a), normalForm(b))) throw new Refusal("ring", "the normal forms differ");
  return conclude("ring", [], [a, b], [], T.eq(a, b));
}

/**
 *     Γ₁ ⊢ l₁ = r₁  …  Γₙ ⊢ lₙ = rₙ
 *     ────────────────────────────── LINEAR COMBINATION a, b, c₁ … cₙ
 *      Γ₁ ∪ … ∪ Γₙ ⊢ a = b
 * Fails when a - b - Σ cᵢ(lᵢ - rᵢ) does not have the normal form 0.
 */
export function linearCombination(
  a: Term,
  b: Term,
  given: readonly Theorem[],
  givenCofactors: readonly Term[],
): Theorem {
  const equations = [...given];
  const cofactors = [...givenCofactors];
  number("linearCombination", a);
  number("linearCombination", b);
  if (equations.length !== cofactors.length) throw new Refusal("linearCombination", "one cofactor per equation");
  const left = P.subPoly(normalForm(a), normalForm(b));
  if (!P.equalPoly(left, combination(equations, cofactors)))
    throw new Refusal("linearCombination", "the combination is not the goal");
  return conclude("linearCombination", equations, [a, b, ...cofactors], hypsOf(...equations), T.eq(a, b));
}

function combination(equations: readonly Theorem[], cofactors: readonly Term[]): P.Poly {
  const parts = equations.map((e, i) => {
    if (e.concl.k !== "eq") throw new Refusal("linearCombination", "equations are needed");
    const c = cofactors[i] as Term;
    number("linearCombination", c);
    return T.mul(c, T.sub(e.concl.l, e.concl.r));
  });
  return normalForm(T.op("add", parts));
}

/**
 *     Γᵢ ⊢ gᵢ ≥ 0 or gᵢ > 0     Δⱼ ⊢ lⱼ = rⱼ
 *     ─────────────────────────────────────── POSITIVSTELLENSATZ
 *              Γ ∪ Δ ⊢ p ≥ 0  (or p > 0, or ⊥)
 * where p = Σ c·Π gᵢ·q² + Σ cofactorⱼ(lⱼ - rⱼ) by RING; every c > 0 is rational, every product is over
 * a row's premises. For p > 0 a row must have only strict premises and a constant q ≠ 0 (or no
 * premise and q ≠ 0 constant); for ⊥ the same with p = 0.
 * Inequalities l ≤ r and l < r are read as r - l ≥ 0 and r - l > 0.
 */
export function positivstellensatz(
  goal: Formula,
  givenInequalities: readonly Theorem[],
  rows: readonly { readonly coef: Q.Rational; readonly uses: readonly number[]; readonly root: Term }[],
  givenEquations: readonly Theorem[] = [],
  givenCofactors: readonly Term[] = [],
): Theorem {
  const rule = "positivstellensatz";
  const inequalities = [...givenInequalities];
  const equations = [...givenEquations];
  const cofactors = [...givenCofactors];
  let p: Term;
  if (goal.k === "le" || goal.k === "lt") p = T.sub(goal.r, goal.l);
  else if (goal.k === "false") p = T.int(0);
  else throw new Refusal(rule, "the goal is not an inequality");
  number(rule, p);
  if (equations.length !== cofactors.length) throw new Refusal(rule, "one cofactor per equation");
  const sides = inequalities.map((th) => {
    const f = th.concl;
    if (f.k !== "le" && f.k !== "lt") throw new Refusal(rule, "a premise is not an inequality");
    return { g: T.sub(f.r, f.l), strict: f.k === "lt" };
  });
  let strict = false;
  const parts: Term[] = [];
  const args: (Term | string)[] = [];
  for (const row of rows) {
    const { root } = row;
    const uses = [...row.uses];
    const coef = T.num(row.coef);
    if (coef.k !== "num" || coef.value.num <= 0n) throw new Refusal(rule, "a coefficient is not positive");
    number(rule, root);
    const used = uses.map((i) => {
      const s = sides[i];
      if (s === undefined) throw new Refusal(rule, "a row uses a premise that is not there");
      return s;
    });
    const constant = normalForm(root).constant();
    if (constant !== null && constant.num !== 0n && used.every((s) => s.strict)) strict = true;
    parts.push(T.mul(coef, ...used.map((s) => s.g), root, root));
    args.push(coef, uses.join(","), root);
  }
  if (goal.k !== "le" && !strict) throw new Refusal(rule, "no row is strictly positive");
  const left = P.subPoly(normalForm(p), normalForm(T.op("add", parts)));
  if (!P.equalPoly(left, combination(equations, cofactors)))
    throw new Refusal(rule, "the certificate does not add up to the goal");
  const all = [...inequalities, ...equations];
  return conclude(rule, all, [goal, inequalities.length, ...args, ...cofactors], hypsOf(...all), goal);
}

/**
 *     ──────────────── TOTAL ORDER          Γ ⊢ a ≤ b    Δ ⊢ b ≤ a
 *      ⊢ a ≤ b ∨ b < a                     ─────────────────────── ANTISYMMETRY
 *                                              Γ ∪ Δ ⊢ a = b
 */
export function totalOrder(a: Term, b: Term): Theorem {
  number("totalOrder", a);
  number("totalOrder", b);
  return conclude("totalOrder", [], [a, b], [], T.or(T.le(a, b), T.lt(b, a)));
}
export function antisymmetry(ab: Theorem, ba: Theorem): Theorem {
  const f = ab.concl;
  const g = ba.concl;
  if (f.k !== "le" || g.k !== "le" || f.l !== g.r || f.r !== g.l)
    throw new Refusal("antisymmetry", "a ≤ b and b ≤ a are needed");
  return conclude("antisymmetry", [ab, ba], [], hypsOf(ab, ba), T.eq(f.l, f.r));
}

/**
 *      Γ ⊢ a < b
 *     ─────────────── INTEGER STEP
 *      Γ ⊢ a + 1 ≤ b
 * Fails unless a and b are integer terms.
 */
export function integerStep(th: Theorem): Theorem {
  const f = th.concl;
  if (f.k !== "lt") throw new Refusal("integerStep", "a < b is needed");
  if (T.sortOf(f.l).k !== "int" || T.sortOf(f.r).k !== "int")
    throw new Refusal("integerStep", "integer terms are needed");
  return conclude("integerStep", [th], [], th.hyps, T.le(T.add(f.l, T.int(1)), f.r));
}

/**
 *      Γ ⊢ ¬(a = 0)
 *     ───────────────── INVERSE
 *      Γ ⊢ a·inv(a) = 1
 */
export function inverse(th: Theorem): Theorem {
  const f = th.concl;
  if (f.k !== "implies" || f.r.k !== "false" || f.l.k !== "eq" || f.l.r !== T.int(0)) {
    throw new Refusal("inverse", "a ≠ 0 is needed");
  }
  return conclude("inverse", [th], [], th.hyps, T.eq(T.mul(f.l.l, T.inv(f.l.l)), T.int(1)));
}

/**
 *     ──────────── EXP POSITIVE      ──────────────── EXP TANGENT
 *      ⊢ 0 < exp a                    ⊢ 1 + a ≤ exp a
 */
export function expPositive(a: Term): Theorem {
  number("expPositive", a);
  return conclude("expPositive", [], [a], [], T.lt(T.int(0), T.exp(a)));
}
export function expTangent(a: Term): Theorem {
  number("expTangent", a);
  return conclude("expTangent", [], [a], [], T.le(T.add(T.int(1), a), T.exp(a)));
}

function positive(rule: string, th: Theorem): Term {
  const f = th.concl;
  if (f.k !== "lt" || f.l !== T.int(0)) throw new Refusal(rule, "0 < a is needed");
  return f.r;
}

/**
 *        Γ ⊢ 0 < a
 *     ────────────────── EXP LOG
 *      Γ ⊢ exp(log a) = a
 */
export function expLog(th: Theorem): Theorem {
  const a = positive("expLog", th);
  return conclude("expLog", [th], [], th.hyps, T.eq(T.exp(T.log(a)), a));
}

/**
 *              Γ ⊢ 0 < a
 *     ─────────────────────────── POWER n       (REAL POWER b: rpow)
 *      Γ ⊢ ipow(a, n) = exp(n log a)
 */
export function power(th: Theorem, n: Term): Theorem {
  const a = positive("power", th);
  number("power", n);
  return conclude("power", [th], [n], th.hyps, T.eq(T.ipow(a, n), T.exp(T.mul(n, T.log(a)))));
}
export function realPower(th: Theorem, b: Term): Theorem {
  const a = positive("realPower", th);
  number("realPower", b);
  return conclude("realPower", [th], [b], th.hyps, T.eq(T.rpow(a, b), T.exp(T.mul(b, T.log(a)))));
}

/**
 *        Γ ⊢ 0 < b
 *     ───────────────── ZERO POWER
 *      Γ ⊢ rpow(0, b) = 0
 */
export function zeroPower(th: Theorem): Theorem {
  const b = positive("zeroPower", th);
  return conclude("zeroPower", [th], [], th.hyps, T.eq(T.rpow(T.int(0), b), T.int(0)));
}

/**
 *      Γ ⊢ 0 ≤ n ∨ ¬(a = 0)
 *     ──────────────────────────────── NEXT POWER
 *      Γ ⊢ ipow(a, n + 1) = ipow(a, n)·a
 */
export function nextPower(th: Theorem): Theorem {
  const f = th.concl;
  const ok = f.k === "or" && f.l.k === "le" && f.l.l === T.int(0) && f.r.k === "implies" && f.r.r.k === "false";
  if (!ok || f.r.l.k !== "eq" || f.r.l.r !== T.int(0)) throw new Refusal("nextPower", "0 ≤ n ∨ a ≠ 0 is needed");
  const n = f.l.r;
  const a = f.r.l.l;
  return conclude("nextPower", [th], [], th.hyps, T.eq(T.ipow(a, T.add(n, T.int(1))), T.mul(T.ipow(a, n), a)));
}

/**
 *          Γ ⊢ φ                          Γ ⊢ ¬φ
 *     ───────────────────── IF TRUE      ───────────────────── IF FALSE
 *      Γ ⊢ if(φ, a, b) = a                Γ ⊢ if(φ, a, b) = b
 */
export function ifTrue(th: Theorem, a: Term, b: Term): Theorem {
  number("ifTrue", a);
  number("ifTrue", b);
  return conclude("ifTrue", [th], [a, b], th.hyps, T.eq(T.ifThen(th.concl, a, b), a));
}
export function ifFalse(th: Theorem, a: Term, b: Term): Theorem {
  const f = th.concl;
  if (f.k !== "implies" || f.r.k !== "false") throw new Refusal("ifFalse", "a negation is needed");
  number("ifFalse", a);
  number("ifFalse", b);
  return conclude("ifFalse", [th], [a, b], th.hyps, T.eq(T.ifThen(f.l, a, b), b));
}

/**
 *     ───────── ENCLOSURE (bits)
 *      ⊢ a < b             (or a ≤ b)
 * a and b are closed terms without free variables. Fails when the certified enclosure of b - a, at
 * the given number of bits, is not positive (not negative).
 */
export function enclosed(goal: Formula, bits: number): Theorem {
  if (goal.k !== "lt" && goal.k !== "le") throw new Refusal("enclosed", "an inequality is needed");
  const d: Interval = enclosure(T.sub(goal.r, goal.l), bits);
  const ok = goal.k === "lt" ? d.lo > 0n : d.lo >= 0n;
  if (!ok) throw new Refusal("enclosed", "the enclosure does not decide the inequality");
  return conclude("enclosed", [], [goal, bits], [], goal);
}
