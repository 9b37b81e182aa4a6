/** All rules by name, each with how many premises and arguments a step of it has. */
import { reject } from "../rejected.ts";
import { type Argument, closed, type Rule, type Sequent } from "../sequent.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { CALCULUS } from "./calculus.ts";
import { DEFINITIONS } from "./definitions.ts";
import { LOGIC } from "./logic.ts";
import { MEAN_VALUE } from "./meanvalue.ts";
import { SUMS } from "./sums.ts";

const RULES: ReadonlyMap<string, Rule> = new Map(
  [LOGIC, ARITHMETIC, SUMS, CALCULUS, MEAN_VALUE, DEFINITIONS].flatMap((group) => Object.entries(group)),
);

/** Premises and arguments, by rule; * for any number. */
const SIZES = `
assume 0 1, discharge 1 1, modusPonens 2 0, both 2 0, left 1 0, right 1 0, eitherLeft 1 1, eitherRight 1 1, cases 3 0,
absurd 1 1, excludedMiddle 0 1, generalise 1 *, specialise 1 1, witness 1 2, choose 2 1, everyFunction 1 1, instance 1 2,
rewrite 2 1, reflexivity 0 1, symmetry 1 0, transitivity 2 0, ring 0 2, totalOrder 0 2, antisymmetry 2 0, integerStep 1 0,
inverse 1 0, expPositive 0 1, expTangent 0 1, expLog 1 0, power 1 1, realPower 1 1, zeroPower 1 0, nextPower 1 0,
ifTrue 1 2, ifFalse 1 2, enclosed 0 2, extensionality 1 1, sumNonnegative 1 0, sumPositive 2 0, productPositive 1 0,
split 2 2, emptyRange 1 1, singleTerm 1 1, count 1 0, induction 2 2, derivConstant 0 2, derivIdentity 0 1, derivExp 1 0,
derivLog 2 0, derivInv 2 0, derivPower 2 1, derivSum 1 0, derivLocal 2 0, derivValue 1 0, derivUnique 2 0, nearAll 1 1,
nearPositive 2 0, nearBoth 2 0, nearMonotone 2 0, nearRange 1 0, nearHere 1 0, unfoldNear 1 0, foldNear 1 1,
unfoldDerivative 1 0, foldDerivative 1 1, unfoldPredicate 1 0, foldPredicate 1 1, monotone 2 0, convexOnUnit 3 0,
zeroGradient 3 4, callExtensionality 1 5, continuousOn 1 1, fundamentalTheorem 2 2,
congruence * 1, derivAdd * 0, derivMul * 0, derivCall * 2, linearCombination * *, positivstellensatz * *`;

const SIZE_OF: ReadonlyMap<string, { premises: string; args: string }> = new Map(
  SIZES.split(",").map((line) => {
    const [name, premises, args] = line.trim().split(" ");
    return [name as string, { premises: premises as string, args: args as string }];
  }),
);

/** The conclusion of a step. Rejects an unknown rule, and premises and arguments that do not fit it. */
export function conclude(rule: string, premises: readonly Sequent[], args: readonly Argument[]): Sequent {
  const apply = RULES.get(rule) ?? reject(`unknown rule ${JSON.stringify(rule).slice(0, 80)}`);
  const size = SIZE_OF.get(rule) ?? reject(`the rule ${rule} has no sizes`);
  const fit = (wanted: string, n: number): boolean => wanted === "*" || wanted === `${n}`;
  if (!fit(size.premises, premises.length) || !fit(size.args, args.length))
    reject(`${size.premises} premises and ${size.args} arguments are needed`);
  const s = apply(premises, args);
  closed(s.shown, ...s.given);
  return s;
}

/** The names of all rules. */
export const ruleNames = (): string[] => [...RULES.keys()];
