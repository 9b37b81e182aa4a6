/** Numbers: equality by the normal form, order, inverses, powers, exponential and logarithm. */
import { enclose } from "../interval.ts";
import { normal } from "../normal.ts";
import * as P from "../polynomial.ts";
import * as Q from "../rational.ts";
import { reject } from "../rejected.ts";
import {
  closedNumbers,
  countArg,
  countsArg,
  formulaArg,
  givenOf,
  mustBe,
  pair,
  parts,
  plain,
  premise,
  type Rule,
  type Sequent,
  sequent,
  termArg,
} from "../sequent.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

/** Σ cᵢ(lᵢ - rᵢ) over equations lᵢ = rᵢ. */
function combination(equations: readonly Sequent[], cofactors: readonly Node[]): Node {
  closedNumbers(...cofactors);
  if (equations.length !== cofactors.length) reject("a cofactor for each equation is needed");
  return T.operator(
    "add",
    equations.map((s, i) => {
      const [l, r] = pair(s.shown, "eq");
      return T.mul(cofactors[i] as Node, T.sub(l, r));
    }),
  );
}
function mustVanish(t: Node, what: string): void {
  if (normal(t).size > 0) reject(`${what} is not 0 in normal form`);
}

function positive(s: Sequent): Node {
  const [l, r] = pair(s.shown, "lt");
  mustBe(l, T.int(0), "0 < a");
  return r;
}
/** The a of a ≠ 0. */
function nonzero(f: Node): Node {
  const [l, r] = pair(f, "implies");
  parts(r, "false");
  const [a, zero] = pair(l, "eq");
  mustBe(zero, T.int(0), "a ≠ 0");
  return a;
}

/**
 * The inequalities gᵢ ≥ 0 or gᵢ > 0 and the equations give p ≥ 0, where p is Σ c·Π gᵢ·q² + Σ cofactor·(l - r)
 * with numbers c > 0; and p > 0, or ⊥ for p = 0, if some row is positive: all its gᵢ > 0, and q a number other than 0.
 * Arguments: the goal; how many premises are inequalities; for each row c, the numbers of its g, and q; the cofactors.
 */
const positivstellensatz: Rule = (ps, args) => {
  const goal = formulaArg(args, 0);
  const n = countArg(args, 1);
  if (n > ps.length) reject("premises are missing");
  const sides = ps.slice(0, n).map((s) => {
    const strict = s.shown.tag === "lt";
    const [l, r] = pair(s.shown, strict ? "lt" : "le");
    return { g: T.sub(r, l), strict };
  });
  const equations = ps.slice(n);
  const rowsEnd = args.length - equations.length;
  const summands: Node[] = [];
  let strict = false;
  for (let i = 2; i < rowsEnd; i += 3) {
    if (i + 3 > rowsEnd) reject("a row has three arguments");
    const [c, root] = [termArg(args, i), termArg(args, i + 2)];
    closedNumbers(root);
    if (c.value === null || !Q.isPositive(c.value)) reject("a row's coefficient must be a positive number");
    const used = countsArg(args, i + 1).map((j) => sides[j] ?? reject("a row uses a premise that is not there"));
    const q = P.asNumber(normal(root));
    if (q !== null && !Q.isZero(q) && used.every((u) => u.strict)) strict = true;
    summands.push(T.mul(c, ...used.map((u) => u.g), root, root));
  }
  let p = T.int(0);
  if (goal.tag === "le" || goal.tag === "lt") p = T.sub(T.part(goal, 1), T.part(goal, 0));
  else parts(goal, "false");
  closedNumbers(p);
  if (goal.tag !== "le" && !strict) reject("no row is positive");
  const cofactors = equations.map((_, i) => termArg(args, rowsEnd + i));
  mustVanish(T.sub(T.sub(p, T.operator("add", summands)), combination(equations, cofactors)), "the rest of the goal");
  return sequent(givenOf(...ps), goal);
};

export const ARITHMETIC: Readonly<Record<string, Rule>> = {
  /** ⟹ ⊢ a = b, where a - b has the normal form 0 */
  ring: (_, a) => {
    closedNumbers(termArg(a, 0), termArg(a, 1));
    if (termArg(a, 0) !== termArg(a, 1)) mustVanish(T.sub(termArg(a, 0), termArg(a, 1)), "the difference");
    return plain(T.eq(termArg(a, 0), termArg(a, 1)));
  },
  /** Γᵢ ⊢ lᵢ = rᵢ ⟹ Γ ⊢ a = b, where a - b - Σ cᵢ(lᵢ - rᵢ) has the normal form 0 */
  linearCombination: (p, args) => {
    const [a, b] = [termArg(args, 0), termArg(args, 1)];
    closedNumbers(a, b);
    const cofactors = args.slice(2).map((_, i) => termArg(args, i + 2));
    mustVanish(T.sub(T.sub(a, b), combination(p, cofactors)), "the rest of the goal");
    return sequent(givenOf(...p), T.eq(a, b));
  },
  positivstellensatz,
  /** ⟹ ⊢ a ≤ b ∨ b < a */
  totalOrder: (_, args) => {
    const [a, b] = [termArg(args, 0), termArg(args, 1)];
    closedNumbers(a, b);
    return plain(T.or(T.le(a, b), T.lt(b, a)));
  },
  /** Γ ⊢ a ≤ b, Δ ⊢ b ≤ a ⟹ Γ, Δ ⊢ a = b */
  antisymmetry: (p) => {
    const [a, b] = pair(premise(p, 0).shown, "le");
    mustBe(premise(p, 1).shown, T.le(b, a), "b ≤ a");
    return sequent(givenOf(premise(p, 0), premise(p, 1)), T.eq(a, b));
  },
  /** Γ ⊢ a < b, both integer terms ⟹ Γ ⊢ a + 1 ≤ b */
  integerStep: (p) => {
    const [a, b] = pair(premise(p, 0).shown, "lt");
    if (!T.isInt(a) || !T.isInt(b)) reject("integer terms are needed");
    return sequent(premise(p, 0).given, T.le(T.add(a, T.int(1)), b));
  },
  /** Γ ⊢ a ≠ 0 ⟹ Γ ⊢ a·inv a = 1 */
  inverse: (p) => {
    const a = nonzero(premise(p, 0).shown);
    return sequent(premise(p, 0).given, T.eq(T.mul(a, T.inv(a)), T.int(1)));
  },
  /** ⟹ ⊢ 0 < exp a */
  expPositive: (_, a) => {
    closedNumbers(termArg(a, 0));
    return plain(T.lt(T.int(0), T.exp(termArg(a, 0))));
  },
  /** ⟹ ⊢ 1 + a ≤ exp a */
  expTangent: (_, a) => {
    closedNumbers(termArg(a, 0));
    return plain(T.le(T.add(T.int(1), termArg(a, 0)), T.exp(termArg(a, 0))));
  },
  /** Γ ⊢ 0 < a ⟹ Γ ⊢ exp(log a) = a */
  expLog: (p) => {
    const a = positive(premise(p, 0));
    return sequent(premise(p, 0).given, T.eq(T.exp(T.log(a)), a));
  },
  /** Γ ⊢ 0 < a ⟹ Γ ⊢ aⁿ = exp(n log a) */
  power: (p, args) => {
    const [a, n] = [positive(premise(p, 0)), termArg(args, 0)];
    closedNumbers(n);
    return sequent(premise(p, 0).given, T.eq(T.ipow(a, n), T.exp(T.mul(n, T.log(a)))));
  },
  realPower: (p, args) => {
    const [a, b] = [positive(premise(p, 0)), termArg(args, 0)];
    closedNumbers(b);
    return sequent(premise(p, 0).given, T.eq(T.rpow(a, b), T.exp(T.mul(b, T.log(a)))));
  },
  /** Γ ⊢ 0 < b ⟹ Γ ⊢ 0^b = 0 */
  zeroPower: (p) => sequent(premise(p, 0).given, T.eq(T.rpow(T.int(0), positive(premise(p, 0))), T.int(0))),
  /** Γ ⊢ 0 ≤ n ∨ a ≠ 0 ⟹ Γ ⊢ aⁿ⁺¹ = aⁿ·a */
  nextPower: (p) => {
    const [l, r] = pair(premise(p, 0).shown, "or");
    const [zero, n] = pair(l, "le");
    mustBe(zero, T.int(0), "0 ≤ n");
    const a = nonzero(r);
    return sequent(premise(p, 0).given, T.eq(T.ipow(a, T.add(n, T.int(1))), T.mul(T.ipow(a, n), a)));
  },
  /** Γ ⊢ φ ⟹ Γ ⊢ if(φ, a, b) = a */
  ifTrue: (p, args) => {
    const [a, b] = [termArg(args, 0), termArg(args, 1)];
    closedNumbers(a, b);
    return sequent(premise(p, 0).given, T.eq(T.choice(premise(p, 0).shown, a, b), a));
  },
  /** Γ ⊢ ¬φ ⟹ Γ ⊢ if(φ, a, b) = b */
  ifFalse: (p, args) => {
    const [a, b] = [termArg(args, 0), termArg(args, 1)];
    closedNumbers(a, b);
    const [f, no] = pair(premise(p, 0).shown, "implies");
    parts(no, "false");
    return sequent(premise(p, 0).given, T.eq(T.choice(f, a, b), b));
  },
  /** ⟹ ⊢ a < b (a ≤ b), where an enclosure of b - a is positive (not negative) */
  enclosed: (_, args) => {
    const goal = formulaArg(args, 0);
    const [a, b] = pair(goal, goal.tag === "lt" ? "lt" : "le");
    const { lo } = enclose(T.sub(b, a), countArg(args, 1));
    if (goal.tag === "lt" ? lo <= 0n : lo < 0n) reject("the enclosure does not settle the inequality");
    return plain(goal);
  },
};
