/**
 * Counterexamples. Floating point looks for a point where the hypotheses hold and the goal fails; at that
 * point the hypotheses, the definedness and the negation of the goal are proved.
 */
import * as K from "../kernel/index.ts";
import type { Certified, Claim, Formula, Rational, Term, Theorem, Valuation, Witness } from "../kernel/index.ts";
import { Evaluator } from "./evaluate.ts";
import { type FunctionValue, functionValues } from "./functions.ts";
import { Ground } from "./ground.ts";
import { denyAlong, type Opened, openings } from "./opening.ts";
import { kept, type Limits, type Point, points, valueAt } from "./points.ts";
import { constantsIn } from "./pool.ts";
import { functionsOf, type Problem, sizesOf, type Variable, variablesOf } from "./problem.ts";
import { simplicity } from "./simplicity.ts";

/** What a refutation may spend. */
export type Effort = {
  /** Points looked at in floating point, for each part of the goal. */
  readonly points: number;
  /** Points at which a proof is tried. */
  readonly attempts: number;
  /** Steps of the prover at one point. */
  readonly steps: number;
};

export const EFFORT: Effort = Object.freeze({ points: 600, attempts: 8, steps: 3000 });

/** Names as the claim's valuation must have them: all free variables, sizes known by their use in ranges. */
function variablesFor(claim: Claim, formulas: readonly Formula[], opened: Opened | null): Variable[] {
  const ends = [...claim.families.values()].flat().flatMap((r) => [r.lo, r.hi]);
  const sizes = sizesOf(formulas, claim.families);
  const own = (opened?.variables ?? []).map((v): Variable => v);
  const names = new Set(own.map((v) => v.term.name));
  const free = variablesOf([...formulas, ...ends]).filter((v) => !names.has(v.name));
  return [
    ...free.map((term): Variable => {
      if (term.sort.k === "family") return { term, kind: "real", ranges: claim.families.get(term.name) ?? [] };
      return { term, kind: term.sort.k === "int" ? (sizes.has(term.name) ? "size" : "int") : "real", ranges: null };
    }),
    ...own,
  ];
}

/** The ranges of the claim's families and of those that the goal was opened with. */
function familiesFor(claim: Claim, opened: Opened | null): K.Families {
  const more = (opened?.variables ?? []).flatMap((v) => (v.ranges === null ? [] : [[v.term.name, v.ranges] as const]));
  return more.length === 0 ? claim.families : new Map([...claim.families, ...more]);
}

function valuation(p: Point, variables: readonly Variable[], functions: readonly FunctionValue[], opened: Opened | null): Valuation {
  const hidden = new Set((opened?.variables ?? []).map((v) => v.term.name));
  return {
    variables: variables.filter((v) => !hidden.has(v.term.name)).map((v) => ({ name: v.term, value: valueAt(p, v) })),
    functions,
  };
}

const withFunctions = <N extends Formula>(f: N, functions: readonly FunctionValue[]): N => K.evaluate(f, { variables: [], functions });

/** May the function have this value, as far as the hypotheses about it alone tell? */
function admission(claim: Claim): (value: FunctionValue) => boolean {
  const about = claim.hypotheses.map((h) => ({ h, names: functionsOf([h]).map((f) => f.name) }));
  return (value) => {
    const ev = new Evaluator(claim.families);
    return about
      .filter((a) => a.names.length === 1 && a.names[0] === value.name && variablesOf([a.h]).length === 0)
      .every((a) => ev.truth(withFunctions(a.h, [value])) !== "false");
  };
}

function assignments(claim: Claim, constants: readonly Rational[], limit: number): Iterable<readonly FunctionValue[]> {
  return functionValues([...claim.hypotheses, claim.goal], constants, admission(claim), limit);
}

const WITNESS_LIMITS: Limits = { points: 60, first: 400, later: 200 };

/** Values that meet the claim's hypotheses, with the theorems that they do; null where none was found. */
export function findWitness(claim: Claim, steps: number = EFFORT.steps): Witness | null {
  const formulas = [...claim.hypotheses, claim.goal];
  const constants = constantsIn(claim.hypotheses);
  for (const functions of assignments(claim, constants, 6)) {
    const hypotheses = claim.hypotheses.map((h) => withFunctions(h, functions));
    const variables = variablesFor(claim, formulas, null);
    const problem: Problem = { families: claim.families, variables, constraints: hypotheses, constants };
    const ev = new Evaluator(claim.families);
    let tries = 0;
    for (const p of points(problem, ev, WITNESS_LIMITS)) {
      const at = valuation(p, variables, functions, null);
      const holds = hold(claim, at, new Ground(claim.families, steps));
      if (holds !== null) return { at, holds };
      if (++tries >= 5) break;
    }
  }
  return null;
}

function hold(claim: Claim, at: Valuation, ground: Ground): Theorem[] | null {
  const out: Theorem[] = [];
  for (const h of claim.hypotheses) {
    const th = ground.prove(K.evaluate(h, at));
    if (th === null) return null;
    out.push(th);
  }
  return out;
}

type Candidate = {
  readonly score: number;
  readonly point: Point;
  readonly variables: readonly Variable[];
  readonly functions: readonly FunctionValue[];
  readonly opened: Opened;
};
type Found = { readonly false: Candidate[]; readonly undefined: Candidate[]; readonly unknown: Candidate[] };

/** The simplest certified counterexample that was found: one where the goal is false, else one where it is undefined. */
export function refute(claim: Claim, effort: Effort = EFFORT): Certified | null {
  const constants = constantsIn([...claim.hypotheses, claim.goal]);
  const found: Found = { false: [], undefined: [], unknown: [] };
  let combinations = 0;
  for (const functions of assignments(claim, constants, 8)) {
    for (const opened of openings(withFunctions(claim.goal, functions), claim.families)) {
      look(claim, functions, opened, constants, effort, combinations, found);
    }
    combinations++;
    if (found.false.length > 0) break;
  }
  let attempts = effort.attempts;
  for (const how of ["false", "undefined", "unknown"] as const) {
    const ordered = [...found[how]].sort((a, b) => a.score - b.score);
    for (const c of ordered.slice(0, how === "unknown" ? 2 : effort.attempts)) {
      const certified = how === "undefined" ? certifyUndefined(claim, c, effort) : certifyFalse(claim, c, effort);
      if (certified !== null) return certified;
      if (--attempts <= 0) return null;
    }
    attempts = Math.max(attempts, 3);
  }
  return null;
}

/** Enough points of one kind to choose the simplest from. */
const ENOUGH = 24;

function look(claim: Claim, functions: readonly FunctionValue[], opened: Opened, constants: readonly Rational[], effort: Effort, penalty: number, found: Found): void {
  const hypotheses = claim.hypotheses.map((h) => withFunctions(h, functions));
  const formulas = [...hypotheses, ...opened.guards, opened.core];
  const variables = variablesFor(claim, [...formulas, ...claim.hypotheses, claim.goal], opened);
  const families = familiesFor(claim, opened);
  const ev = new Evaluator(families);
  const constraints = [...hypotheses, ...opened.guards];
  const many = opened.variables.length > 0;
  const limits: Limits = { points: effort.points * (many ? 4 : 1), first: effort.points * (many ? 3 : 1), later: effort.points / (many ? 2 : 4) };
  let seen = 0;
  let after = 0;
  for (const p of points({ families, variables, constraints, constants }, ev, limits)) {
    const truth = ev.truth(opened.core);
    if (truth !== "true") {
      const list = found[truth];
      if (list.length < 60) {
        list.push({
          score: penalty * 10 + simplicity(ev, p, opened.core),
          point: kept(p),
          variables,
          functions,
          opened,
        });
      }
      if (truth === "false") seen++;
    }
    if (seen > 0 && (seen >= ENOUGH || ++after >= ENOUGH * 4)) return;
  }
}

function witnessAt(claim: Claim, at: Valuation, ground: Ground): Witness | null {
  const holds = hold(claim, at, ground);
  return holds === null ? null : { at, holds };
}

function certifyFalse(claim: Claim, c: Candidate, effort: Effort): Certified | null {
  const ground = new Ground(claim.families, effort.steps);
  const at = valuation(c.point, c.variables, c.functions, c.opened);
  const witness = witnessAt(claim, at, ground);
  if (witness === null) return null;
  const goal = K.evaluate(claim.goal, at);
  const values = new Map<string, Term>(c.opened.variables.map((v) => [v.term.name, valueAt(c.point, v)]));
  const prove = (f: Formula): Theorem | null => ground.prove(f);
  const deny = (f: Formula): Theorem | null => ground.refute(f);
  const breaks = denyAlong(goal, c.opened.path, values, prove, deny);
  if (breaks === null) return null;
  const defined = ground.prove(K.evaluate(K.defined(claim.goal, claim.families), at));
  return defined === null ? null : sealed(() => K.certifyFalse(claim, breaks, defined, witness));
}

function certifyUndefined(claim: Claim, c: Candidate, effort: Effort): Certified | null {
  const ground = new Ground(claim.families, effort.steps);
  const at = valuation(c.point, c.variables, c.functions, c.opened);
  const witness = witnessAt(claim, at, ground);
  if (witness === null) return null;
  const breaks = ground.refute(K.evaluate(K.defined(claim.goal, claim.families), at));
  return breaks === null ? null : sealed(() => K.certifyUndefined(claim, breaks, witness));
}

function sealed(certify: () => Certified): Certified | null {
  try {
    return certify();
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}
