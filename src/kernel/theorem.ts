/**
 * Theorems. A Theorem states Γ ⊢ φ: in every valuation of the free variables and every choice of
 * smooth functions for the function names, φ is true if all of Γ is. Only `conclude` makes one, and
 * only the rules of this folder call it; index.ts does not export it.
 */
import { Refusal } from "./refusal.ts";
import { type Formula, isFormula, isTerm, looseOf, type Term } from "./term.ts";

export type RuleArg = Term | Formula | string | number;
export type ProofNode = {
  readonly rule: string;
  readonly premises: readonly Theorem[];
  readonly args: readonly RuleArg[];
};

const KEY = Symbol("kernel");

export class Theorem {
  readonly #hyps: readonly Formula[];
  readonly #concl: Formula;
  readonly #by: ProofNode;
  constructor(key: symbol, hyps: readonly Formula[], concl: Formula, by: ProofNode) {
    if (key !== KEY || new.target !== Theorem) throw new Refusal("theorem", "theorems come from rules only");
    this.#hyps = hyps;
    this.#concl = concl;
    this.#by = by;
    Object.freeze(this);
  }
  /** The hypotheses Γ, without repetition. */
  get hyps(): readonly Formula[] {
    return this.#hyps;
  }
  get concl(): Formula {
    return this.#concl;
  }
  /** The rule and premises that made the theorem. */
  get by(): ProofNode {
    return this.#by;
  }
  static is(x: unknown): x is Theorem {
    return typeof x === "object" && x !== null && #concl in x;
  }
}
Object.freeze(Theorem);
Object.freeze(Theorem.prototype);

const { is } = Theorem;

/** Is x a theorem made by this kernel? */
export function isTheorem(x: unknown): x is Theorem {
  return is(x);
}

export function conclude(
  rule: string,
  premises: readonly Theorem[],
  args: readonly RuleArg[],
  hyps: readonly Formula[],
  concl: Formula,
): Theorem {
  for (const p of premises) if (!is(p)) throw new Refusal(rule, "a premise is not a theorem");
  for (const h of hyps) if (!isFormula(h)) throw new Refusal(rule, "a hypothesis is not a formula");
  if (!isFormula(concl)) throw new Refusal(rule, "the conclusion is not a formula");
  if (looseOf(concl) !== 0) throw new Refusal(rule, "a bound variable has lost its binder");
  for (const a of args) {
    if (typeof a !== "string" && typeof a !== "number" && !isTerm(a) && !isFormula(a)) {
      throw new Refusal(rule, "a bad argument");
    }
  }
  const by: ProofNode = Object.freeze({
    rule,
    premises: Object.freeze([...premises]),
    args: Object.freeze([...args]),
  });
  return new Theorem(KEY, Object.freeze([...hyps]), concl, by);
}

/** The union of the hypotheses of several theorems, in order. */
export function hypsOf(...ths: readonly Theorem[]): readonly Formula[] {
  const first = ths.find((t) => t.hyps.length > 0);
  if (first === undefined) return [];
  if (ths.every((t) => t === first || t.hyps.length === 0)) return first.hyps;
  const out = new Set<Formula>();
  for (const t of ths) for (const h of t.hyps) out.add(h);
  return [...out];
}

/** Γ without φ. */
export function without(hyps: readonly Formula[], f: Formula): readonly Formula[] {
  return hyps.filter((h) => h !== f);
}
