/**
 * Verdicts. `certifyProved` and `certifyRefuted` are the only makers of a verdict "proved" or
 * "refuted": they check that the theorems handed in are exactly about the claim.
 */
import type { Claim, Families } from "./claim.ts";
import { defined } from "./definedness.ts";
import { Refusal } from "./refusal.ts";
import { instantiate, mapChildren, replaceVar } from "./substitution.ts";
import type { Formula, Range, Term } from "./term.ts";
import * as T from "./term.ts";
import { isTheorem, type Theorem } from "./theorem.ts";

/** Values for the free variables of a claim, and smooth functions for its function names. */
export type Valuation = {
  readonly variables: readonly { readonly name: Term; readonly value: Term }[];
  /** The body stands under `arity` real binders; see isSmooth for what it may be made of. */
  readonly functions: readonly { readonly name: string; readonly arity: number; readonly body: Term }[];
};

/** The claim's hypotheses hold at a point: they can be met. */
export type Witness = { readonly at: Valuation; readonly holds: readonly Theorem[] };

export type Certified =
  | {
      readonly k: "proved";
      readonly claim: Claim;
      readonly goal: Theorem;
      readonly defined: Theorem;
      readonly witness: Witness;
    }
  | {
      readonly k: "refuted";
      readonly claim: Claim;
      readonly how: "false" | "undefined";
      readonly witness: Witness;
      readonly defined: Theorem | null;
      readonly breaks: Theorem;
    };

/** A map that cannot be changed: Object.freeze would leave a Map's entries open. */
class FrozenFamilies implements Families {
  readonly #map: Map<string, readonly Range[]>;
  constructor(from: Families) {
    this.#map = new Map();
    for (const [name, ranges] of from) {
      this.#map.set(name, Object.freeze([...ranges].map((r) => Object.freeze({ lo: r.lo, hi: r.hi }))));
    }
    Object.freeze(this);
  }
  get size(): number {
    return this.#map.size;
  }
  get(name: string): readonly Range[] | undefined {
    return this.#map.get(name);
  }
  has(name: string): boolean {
    return this.#map.has(name);
  }
  keys(): MapIterator<string> {
    return this.#map.keys();
  }
  values(): MapIterator<readonly Range[]> {
    return this.#map.values();
  }
  entries(): MapIterator<[string, readonly Range[]]> {
    return this.#map.entries();
  }
  [Symbol.iterator](): MapIterator<[string, readonly Range[]]> {
    return this.#map.entries();
  }
  forEach(f: (ranges: readonly Range[], name: string, map: Families) => void): void {
    for (const [name, ranges] of this.#map) f(ranges, name, this);
  }
}
Object.freeze(FrozenFamilies.prototype);

/** What is checked is this copy, which nobody else can change, now or later; so is what a verdict speaks of. */
function copyClaim(claim: Claim): Claim {
  return Object.freeze({
    hypotheses: Object.freeze([...claim.hypotheses]),
    goal: claim.goal,
    families: new FrozenFamilies(claim.families),
  });
}
function copyWitness(w: Witness): Witness {
  const { variables, functions } = w.at;
  const at: Valuation = Object.freeze({
    variables: Object.freeze([...variables].map(({ name, value }) => Object.freeze({ name, value }))),
    functions: Object.freeze([...functions].map(({ name, arity, body }) => Object.freeze({ name, arity, body }))),
  });
  return Object.freeze({ at, holds: Object.freeze([...w.holds]) });
}

const certified = new WeakSet<object>();
/** Was the verdict made by this file? */
export function isCertified(x: unknown): x is Certified {
  return typeof x === "object" && x !== null && certified.has(x);
}

/** A term of these shapes is a smooth total function of the variables bound outside it: no condition can fail. */
export function isSmooth(t: Term, arity: number): boolean {
  switch (t.k) {
    case "num":
    case "pi":
      return true;
    case "bound":
      return t.index < arity && t.sort.k === "real";
    case "op":
      switch (t.op) {
        case "add":
        case "mul":
        case "exp":
          return t.args.every((a) => isSmooth(a, arity));
        case "ipow": {
          const [base, n] = t.args as [Term, Term];
          return n.k === "num" && n.value.num >= 0n && isSmooth(base, arity);
        }
        case "inv": {
          // 1/(c + exp u) with c > 0
          const a = t.args[0] as Term;
          if (a.k !== "op" || a.op !== "add" || a.args.length !== 2) return false;
          const [c, e] = a.args as [Term, Term];
          return c.k === "num" && c.value.num > 0n && e.k === "op" && e.op === "exp" && isSmooth(e, arity);
        }
        case "log":
        case "rpow":
          return false;
      }
      return false;
    default:
      return false;
  }
}

/** Function bodies of a valuation are no larger than this, shared parts counted each time. */
const MAX_FUNCTION_SIZE = 10_000;

/** A formula or term with the valuation's values and functions put in. */
export function evaluate<N extends Term | Formula>(n: N, v: Valuation): N {
  const withFunctions = v.functions.reduce((m, f) => replaceFunction(m, f.name, f.arity, f.body), n);
  return v.variables.reduce((m, x) => replaceVar(m, x.name, x.value), withFunctions);
}

/** Puts λx₁…xₙ. body for the function; its partial derivatives become derivatives of the body. */
function replaceFunction<N extends Term | Formula>(n: N, fun: string, arity: number, body: Term): N {
  const memo = new Map<Term | Formula, Term | Formula>();
  const go = <M extends Term | Formula>(m: M): M => {
    if (!T.occurs(`${fun}()`, m)) return m;
    const known = memo.get(m) ?? replaced(m);
    memo.set(m, known);
    return known as M;
  };
  const replaced = <M extends Term | Formula>(m: M): M => {
    const out = mapChildren(m, go);
    if (!T.isTerm(out) || out.k !== "call" || out.fun !== fun) return out;
    if (out.args.length !== arity || out.over.length > 0)
      throw new Refusal("valuation", `${fun} takes other arguments`);
    let value: Term = body;
    // Differentiate one argument at a time: bound i of the body is argument arity - 1 - i.
    out.orders.forEach((order, i) => {
      for (let k = 0; k < order; k++) value = differentiateArgument(value, arity, i);
    });
    return instantiate(value, out.args) as M;
  };
  return go(n);
}
function differentiateArgument(body: Term, arity: number, i: number): Term {
  const vars = Array.from({ length: arity }, (_, j) => T.bound(arity - 1 - j));
  const inner = vars.map((v, j) => (j === i ? T.bound(0) : T.bound((v as Term & { k: "bound" }).index + 1)));
  // Under arity + 1 binders, the innermost being D's.
  const f = instantiate(shiftAll(body, arity), inner);
  return T.D("x", f, vars[i] as Term);
}
function shiftAll(body: Term, arity: number): Term {
  if (T.looseOf(body) > arity) throw new Refusal("valuation", "a function body has too many variables");
  return body;
}

function checkValuation(claim: Claim, v: Valuation): void {
  const names = new Set<string>();
  for (const f of [...claim.hypotheses, claim.goal]) for (const n of T.freeNames(f)) names.add(n);
  for (const ranges of claim.families.values()) {
    for (const r of ranges) for (const n of [...T.freeNames(r.lo), ...T.freeNames(r.hi)]) names.add(n);
  }
  for (const x of v.variables) {
    if (x.name.k !== "var" || T.freeNames(x.value).length > 0 || T.looseOf(x.value) !== 0) {
      throw new Refusal("valuation", "values must be closed terms");
    }
    names.delete(x.name.name);
  }
  for (const f of v.functions) {
    if (T.sizeOf(f.body) > MAX_FUNCTION_SIZE)
      throw new Refusal("limit", `a function body beyond ${MAX_FUNCTION_SIZE} nodes`);
    if (!isSmooth(f.body, f.arity) || f.arity < 1)
      throw new Refusal("valuation", `${f.name} must be a smooth function`);
    names.delete(`${f.name}()`);
  }
  const [left] = names;
  if (left !== undefined) throw new Refusal("valuation", `no value for ${left}`);
}

function checkWitness(claim: Claim, w: Witness): void {
  checkValuation(claim, w.at);
  if (w.holds.length !== claim.hypotheses.length) throw new Refusal("witness", "one theorem per hypothesis");
  claim.hypotheses.forEach((h, i) => {
    const th = w.holds[i];
    if (!isTheorem(th) || th.hyps.length > 0 || th.concl !== evaluate(h, w.at)) {
      throw new Refusal("witness", "a hypothesis is not shown to hold");
    }
  });
}

function fromHypotheses(claim: Claim, th: Theorem): void {
  if (!isTheorem(th)) throw new Refusal("certify", "a theorem is needed");
  for (const h of th.hyps) {
    if (!claim.hypotheses.includes(h))
      throw new Refusal("certify", "a theorem has a hypothesis that is not the claim's");
  }
}

function seal<C extends Certified>(c: C): C {
  Object.freeze(c);
  certified.add(c);
  return c;
}

/**
 * proved: under the claim's hypotheses the goal holds and is defined, and the hypotheses can be met.
 * Fails when a theorem has another conclusion or another hypothesis, or a hypothesis has no witness.
 */
export function certifyProved(
  of: Claim,
  goal: Theorem,
  definedness: Theorem,
  given: Witness,
): Certified & { k: "proved" } {
  const claim = copyClaim(of);
  const witness = copyWitness(given);
  fromHypotheses(claim, goal);
  fromHypotheses(claim, definedness);
  if (goal.concl !== claim.goal) throw new Refusal("certify", "the theorem is not the goal");
  if (definedness.concl !== defined(claim.goal, claim.families))
    throw new Refusal("certify", "definedness of the goal is not shown");
  checkWitness(claim, witness);
  return seal({ k: "proved", claim, goal, defined: definedness, witness });
}

/**
 * refuted, "false": at the witness the hypotheses hold, the goal is defined, and its negation holds.
 */
export function certifyFalse(
  of: Claim,
  breaks: Theorem,
  definedness: Theorem,
  given: Witness,
): Certified & { k: "refuted" } {
  const claim = copyClaim(of);
  const w = copyWitness(given);
  checkWitness(claim, w);
  if (!isTheorem(breaks) || breaks.hyps.length > 0 || breaks.concl !== T.not(evaluate(claim.goal, w.at))) {
    throw new Refusal("certify", "the goal's negation is not shown");
  }
  const wanted = evaluate(defined(claim.goal, claim.families), w.at);
  if (!isTheorem(definedness) || definedness.hyps.length > 0 || definedness.concl !== wanted) {
    throw new Refusal("certify", "definedness at the counterexample is not shown");
  }
  return seal({ k: "refuted", claim, how: "false", witness: w, defined: definedness, breaks });
}

/** refuted, "undefined": at the witness the hypotheses hold and the goal is not defined. */
export function certifyUndefined(of: Claim, breaks: Theorem, given: Witness): Certified & { k: "refuted" } {
  const claim = copyClaim(of);
  const w = copyWitness(given);
  checkWitness(claim, w);
  const wanted = T.not(evaluate(defined(claim.goal, claim.families), w.at));
  if (!isTheorem(breaks) || breaks.hyps.length > 0 || breaks.concl !== wanted) {
    throw new Refusal("certify", "undefinedness at the counterexample is not shown");
  }
  return seal({ k: "refuted", claim, how: "undefined", witness: w, defined: null, breaks });
}
