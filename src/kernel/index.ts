/**
 * The trusted kernel. Terms and formulas are made by its constructors, theorems by its rules, verdicts
 * by its two certifiers; nothing else can make any of them.
 */
export * from "./arithmetic.ts";
export * from "./calculus.ts";
export {
  type Certified,
  certifyFalse,
  certifyProved,
  certifyUndefined,
  evaluate,
  isCertified,
  isSmooth,
  type Valuation,
  type Witness,
} from "./certify.ts";
export type { Claim, Families } from "./claim.ts";
export { defined } from "./definedness.ts";
export { enclosure, type Interval } from "./interval.ts";
export { foldDerivative, foldNear, quotient, radius, unfoldDerivative, unfoldNear } from "./limits.ts";
export * from "./logic.ts";
export * from "./meanvalue.ts";
export { fuelLeft, refuel } from "./polynomial.ts";
export { along, eventually, foldPredicate, potential, unfold, unfoldPredicate, update } from "./predicates.ts";
export { forRange } from "./range.ts";
export * from "./rational.ts";
export { Refusal } from "./refusal.ts";
export { applyRule, ruleNames } from "./rules.ts";
export {
  abstract,
  at,
  familyOf,
  freshName,
  instantiate,
  mapChildren,
  occursLoose,
  replaceTerm,
  replaceVar,
} from "./substitution.ts";
export {
  count,
  emptyRange,
  extensionality,
  induction,
  productPositive,
  singleTerm,
  split,
  sumNonnegative,
  sumPositive,
} from "./sums.ts";
export * from "./term.ts";
export { isTheorem, type ProofNode, type RuleArg, Theorem } from "./theorem.ts";
export { canonical, type MonomialView, monomials } from "./view.ts";
