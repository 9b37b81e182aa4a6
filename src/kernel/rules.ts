/** The list of all rules, each replayable from its premises and arguments: what a certificate names. */
import * as A from "./arithmetic.ts";
import * as C from "./calculus.ts";
import * as X from "./limits.ts";
import * as L from "./logic.ts";
import * as M from "./meanvalue.ts";
import * as R from "./predicates.ts";
import type { Rational } from "./rational.ts";
import { Refusal } from "./refusal.ts";
import * as S from "./sums.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";
import type { RuleArg, Theorem } from "./theorem.ts";

type Replay = (premises: readonly Theorem[], args: readonly RuleArg[]) => Theorem;

function premise(ps: readonly Theorem[], i: number): Theorem {
  const p = ps[i];
  if (p === undefined) throw new Refusal("replay", "a premise is missing");
  return p;
}
function term(args: readonly RuleArg[], i: number): Term {
  const a = args[i];
  if (!T.isTerm(a)) throw new Refusal("replay", "a term argument is missing");
  return a;
}
function formula(args: readonly RuleArg[], i: number): Formula {
  const a = args[i];
  if (!T.isFormula(a)) throw new Refusal("replay", "a formula argument is missing");
  return a;
}
function text(args: readonly RuleArg[], i: number): string {
  const a = args[i];
  if (typeof a !== "string") throw new Refusal("replay", "a text argument is missing");
  return a;
}
function count(args: readonly RuleArg[], i: number): number {
  const a = args[i];
  if (typeof a !== "number" || !Number.isInteger(a)) throw new Refusal("replay", "a number argument is missing");
  return a;
}
function kind(args: readonly RuleArg[], i: number): "sum" | "prod" {
  const a = args[i];
  if (a !== "sum" && a !== "prod") throw new Refusal("replay", "sum or prod expected");
  return a;
}
/** The ranges from argument i on, two ends each; none is undefined. */
function ranges(args: readonly RuleArg[], i: number): T.Range[] | undefined {
  if (args.length <= i) return undefined;
  const n = Math.ceil((args.length - i) / 2);
  return Array.from({ length: n }, (_, j) => ({ lo: term(args, i + 2 * j), hi: term(args, i + 2 * j + 1) }));
}
function integers(s: string): number[] {
  return s === "" ? [] : s.split(",").map((x) => (/^\d{1,6}$/.test(x) ? Number(x) : Number.NaN));
}

/** Arguments: goal, number of inequalities, then per row coefficient, used premises, root, then the cofactors. */
function positivstellensatz(ps: readonly Theorem[], args: readonly RuleArg[]): Theorem {
  const n = count(args, 1);
  const equations = ps.slice(n);
  const rowEnd = args.length - equations.length;
  const rows: { coef: Rational; uses: number[]; root: Term }[] = [];
  for (let i = 2; i < rowEnd; i += 3) {
    const c = term(args, i);
    if (c.k !== "num") throw new Refusal("replay", "a rational coefficient is missing");
    rows.push({ coef: c.value, uses: integers(text(args, i + 1)), root: term(args, i + 2) });
  }
  const cofactors = equations.map((_, i) => term(args, rowEnd + i));
  return A.positivstellensatz(formula(args, 0), ps.slice(0, n), rows, equations, cofactors);
}

const TABLE: Readonly<Record<string, Replay>> = {
  // logic
  assume: (_, a) => L.assume(formula(a, 0)),
  discharge: (p, a) => L.discharge(formula(a, 0), premise(p, 0)),
  modusPonens: (p) => L.modusPonens(premise(p, 0), premise(p, 1)),
  both: (p) => L.both(premise(p, 0), premise(p, 1)),
  left: (p) => L.left(premise(p, 0)),
  right: (p) => L.right(premise(p, 0)),
  eitherLeft: (p, a) => L.eitherLeft(premise(p, 0), formula(a, 0)),
  eitherRight: (p, a) => L.eitherRight(formula(a, 0), premise(p, 0)),
  cases: (p) => L.cases(premise(p, 0), premise(p, 1), premise(p, 2)),
  absurd: (p, a) => L.absurd(premise(p, 0), formula(a, 0)),
  excludedMiddle: (_, a) => L.excludedMiddle(formula(a, 0)),
  generalise: (p, a) => L.generalise(term(a, 0), premise(p, 0), text(a, 1), ranges(a, 2)),
  specialise: (p, a) => L.specialise(premise(p, 0), term(a, 0)),
  witness: (p, a) => L.witness(formula(a, 0), term(a, 1), premise(p, 0)),
  choose: (p, a) => L.choose(premise(p, 0), term(a, 0), premise(p, 1)),
  everyFunction: (p, a) => L.everyFunction(text(a, 0), premise(p, 0)),
  instance: (p, a) => L.instance(premise(p, 0), term(a, 0), term(a, 1)),
  rewrite: (p, a) => L.rewrite(premise(p, 0), formula(a, 0), premise(p, 1)),
  congruence: (p, a) => L.congruence(term(a, 0), p),
  reflexivity: (_, a) => L.reflexivity(term(a, 0)),
  symmetry: (p) => L.symmetry(premise(p, 0)),
  transitivity: (p) => L.transitivity(premise(p, 0), premise(p, 1)),
  // arithmetic
  ring: (_, a) => A.ring(term(a, 0), term(a, 1)),
  linearCombination: (p, a) =>
    A.linearCombination(
      term(a, 0),
      term(a, 1),
      p,
      a.slice(2).map((_, i) => term(a, i + 2)),
    ),
  positivstellensatz,
  totalOrder: (_, a) => A.totalOrder(term(a, 0), term(a, 1)),
  antisymmetry: (p) => A.antisymmetry(premise(p, 0), premise(p, 1)),
  integerStep: (p) => A.integerStep(premise(p, 0)),
  inverse: (p) => A.inverse(premise(p, 0)),
  expPositive: (_, a) => A.expPositive(term(a, 0)),
  expTangent: (_, a) => A.expTangent(term(a, 0)),
  expLog: (p) => A.expLog(premise(p, 0)),
  power: (p, a) => A.power(premise(p, 0), term(a, 0)),
  realPower: (p, a) => A.realPower(premise(p, 0), term(a, 0)),
  zeroPower: (p) => A.zeroPower(premise(p, 0)),
  nextPower: (p) => A.nextPower(premise(p, 0)),
  ifTrue: (p, a) => A.ifTrue(premise(p, 0), term(a, 0), term(a, 1)),
  ifFalse: (p, a) => A.ifFalse(premise(p, 0), term(a, 0), term(a, 1)),
  enclosed: (_, a) => A.enclosed(formula(a, 0), count(a, 1)),
  // sums
  extensionality: (p, a) => S.extensionality(kind(a, 0), premise(p, 0)),
  sumNonnegative: (p) => S.sumNonnegative(premise(p, 0)),
  sumPositive: (p) => S.sumPositive(premise(p, 0), premise(p, 1)),
  productPositive: (p) => S.productPositive(premise(p, 0)),
  split: (p, a) => S.split(term(a, 0), term(a, 1), premise(p, 0), premise(p, 1)),
  emptyRange: (p, a) => S.emptyRange(term(a, 0), premise(p, 0)),
  singleTerm: (p, a) => S.singleTerm(term(a, 0), premise(p, 0)),
  count: (p) => S.count(premise(p, 0)),
  induction: (p, a) => S.induction(formula(a, 0), term(a, 1), premise(p, 0), premise(p, 1)),
  // calculus
  derivConstant: (_, a) => C.derivConstant(term(a, 0), term(a, 1)),
  derivIdentity: (_, a) => C.derivIdentity(term(a, 0)),
  derivAdd: (p) => C.derivAdd(p),
  derivMul: (p) => C.derivMul(p),
  derivExp: (p) => C.derivExp(premise(p, 0)),
  derivLog: (p) => C.derivLog(premise(p, 0), premise(p, 1)),
  derivInv: (p) => C.derivInv(premise(p, 0), premise(p, 1)),
  derivPower: (p, a) => C.derivPower(premise(p, 0), term(a, 0), premise(p, 1)),
  derivSum: (p) => C.derivSum(premise(p, 0)),
  derivCall: (p, a) => C.derivCall(text(a, 0), integers(text(a, 1)), p),
  derivLocal: (p) => C.derivLocal(premise(p, 0), premise(p, 1)),
  derivValue: (p) => C.derivValue(premise(p, 0)),
  derivUnique: (p) => C.derivUnique(premise(p, 0), premise(p, 1)),
  nearAll: (p, a) => C.nearAll(premise(p, 0), term(a, 0)),
  nearPositive: (p) => C.nearPositive(premise(p, 0), premise(p, 1)),
  nearBoth: (p) => C.nearBoth(premise(p, 0), premise(p, 1)),
  nearMonotone: (p) => C.nearMonotone(premise(p, 0), premise(p, 1)),
  nearRange: (p) => C.nearRange(premise(p, 0)),
  nearHere: (p) => C.nearHere(premise(p, 0)),
  // limits
  unfoldNear: (p) => X.unfoldNear(premise(p, 0)),
  foldNear: (p, a) => X.foldNear(formula(a, 0), premise(p, 0)),
  unfoldDerivative: (p) => X.unfoldDerivative(premise(p, 0)),
  foldDerivative: (p, a) => X.foldDerivative(formula(a, 0), premise(p, 0)),
  // predicates and the mean value theorem
  foldPredicate: (p, a) => R.foldPredicate(formula(a, 0), premise(p, 0)),
  unfoldPredicate: (p) => R.unfoldPredicate(premise(p, 0)),
  monotone: (p) => M.monotone(premise(p, 0), premise(p, 1)),
  convexOnUnit: (p) => M.convexOnUnit(premise(p, 0), premise(p, 1), premise(p, 2)),
  zeroGradient: (p, a) =>
    M.zeroGradient(term(a, 0), formula(a, 1), term(a, 2), term(a, 3), premise(p, 0), premise(p, 1), premise(p, 2)),
  callExtensionality: (p, a) =>
    M.callExtensionality(text(a, 0), term(a, 1), term(a, 2), term(a, 3), term(a, 4), premise(p, 0)),
  continuousOn: (p, a) => M.continuousOn(formula(a, 0), premise(p, 0)),
  fundamentalTheorem: (p, a) => M.fundamentalTheorem(term(a, 0), term(a, 1), premise(p, 0), premise(p, 1)),
};

/** The names of all rules, in order: a fresh array. */
export function ruleNames(): string[] {
  return Object.keys(TABLE);
}

/** Applies a rule by name. Fails with a Refusal for an unknown rule or arguments that do not fit. */
export function applyRule(name: string, premises: readonly Theorem[], args: readonly RuleArg[]): Theorem {
  const rule = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (rule === undefined) throw new Refusal("replay", `unknown rule ${JSON.stringify(name)}`);
  return rule(premises, args);
}
