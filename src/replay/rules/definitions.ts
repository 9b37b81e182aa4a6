/** Predicates, `near` and derivatives for what they mean, and back. */
import { meaning, meaningOfDerivative, meaningOfNear } from "../meaning.ts";
import { closed, formulaArg, mustBe, premise, type Rule, sequent } from "../sequent.ts";
import type { Node } from "../term.ts";

/** Γ ⊢ φ ⟹ Γ ⊢ what φ means */
const unfold =
  (means: (f: Node) => Node): Rule =>
  (p) =>
    sequent(premise(p, 0).given, means(premise(p, 0).shown));
/** Γ ⊢ what φ means ⟹ Γ ⊢ φ */
const fold =
  (means: (f: Node) => Node): Rule =>
  (p, a) => {
    closed(formulaArg(a, 0));
    mustBe(premise(p, 0).shown, means(formulaArg(a, 0)), "what the formula means");
    return sequent(premise(p, 0).given, formulaArg(a, 0));
  };

export const DEFINITIONS: Readonly<Record<string, Rule>> = {
  unfoldPredicate: unfold(meaning),
  foldPredicate: fold(meaning),
  unfoldNear: unfold(meaningOfNear),
  foldNear: fold(meaningOfNear),
  unfoldDerivative: unfold(meaningOfDerivative),
  foldDerivative: fold(meaningOfDerivative),
};
