/** Points at which a claim seems to fail: found in floating point, the simplest first. */

import type { Claim, Formula, Rational, Term, Valuation } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { close, Evaluator } from "./evaluate.ts";
import { type FunctionValue, functionValues } from "./functions.ts";
import { type Opened, openings } from "./opening.ts";
import { kept, type Limits, type Point, points, valueAt } from "./points.ts";
import { constantsIn } from "./pool.ts";
import { conjuncts, functionsOf, sizesOf, type Variable, variablesOf } from "./problem.ts";
import { simplicity } from "./simplicity.ts";

/** A point, and the part of the goal that seems to fail there. */
export type Candidate = {
  readonly score: number;
  readonly point: Point;
  readonly variables: readonly Variable[];
  readonly functions: readonly FunctionValue[];
  readonly opened: Opened;
};

/** Candidates by how the goal looks there. `close`: an equation or inequality that rounding cannot tell. */
export type Found = Record<"false" | "unlikely" | "close" | "undefined" | "unknown", Candidate[]>;

/** Names as the claim's valuation must have them: all free variables, sizes known by their use in ranges. */
export function variablesFor(claim: Claim, formulas: readonly Formula[], opened: Opened | null): Variable[] {
  const families = familiesFor(claim, opened);
  const ends = [...families.values()].flat().flatMap((r) => [r.lo, r.hi]);
  const sizes = sizesOf(formulas, families);
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

export function valuation(
  p: Point,
  variables: readonly Variable[],
  functions: readonly FunctionValue[],
  opened: Opened | null,
): Valuation {
  const hidden = new Set((opened?.variables ?? []).map((v) => v.term.name));
  return {
    variables: variables.filter((v) => !hidden.has(v.term.name)).map((v) => ({ name: v.term, value: valueAt(p, v) })),
    functions,
  };
}

export const withFunctions = <N extends Formula>(f: N, functions: readonly FunctionValue[]): N =>
  K.evaluate(f, { variables: [], functions });

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

export function assignments(
  claim: Claim,
  constants: readonly Rational[],
  limit: number,
): Iterable<readonly FunctionValue[]> {
  return functionValues([...claim.hypotheses, claim.goal], constants, admission(claim), limit);
}

/** Enough points of one kind to choose the simplest from. */
const ENOUGH = 24;
const MAX_KEPT = 60;

/** Looks at up to about `effort` points for each part of the goal. */
export function candidates(claim: Claim, effort: number): Found {
  const constants = constantsIn([...claim.hypotheses, claim.goal]);
  const found: Found = { false: [], unlikely: [], close: [], undefined: [], unknown: [] };
  let combinations = 0;
  for (const functions of assignments(claim, constants, 8)) {
    for (const opened of openings(withFunctions(claim.goal, functions), claim.families)) {
      look(claim, functions, opened, constants, effort, combinations * 10, found);
    }
    combinations++;
    if (found.false.length > 0) break;
  }
  for (const list of Object.values(found)) list.sort((a, b) => a.score - b.score);
  return found;
}

function look(
  claim: Claim,
  functions: readonly FunctionValue[],
  opened: Opened,
  constants: readonly Rational[],
  effort: number,
  penalty: number,
  found: Found,
): void {
  const hypotheses = claim.hypotheses.map((h) => withFunctions(h, functions));
  const formulas = [...hypotheses, ...opened.guards, opened.core];
  const variables = variablesFor(claim, [...formulas, ...claim.hypotheses, claim.goal], opened);
  const families = familiesFor(claim, opened);
  const ev = new Evaluator(families);
  const many = opened.variables.length > 0;
  const limits: Limits = {
    points: effort * (many ? 5 : 2),
    first: effort * (many ? 3 : 0.4),
    later: effort * (many ? 0.5 : 0.15),
  };
  let seen = 0;
  let after = 0;
  const keep = (kind: keyof Found, p: Point): void => {
    if (found[kind].length >= MAX_KEPT) return;
    found[kind].push({ score: penalty + simplicity(ev, p, opened.core), point: kept(p), variables, functions, opened });
  };
  const constraints = [...hypotheses, ...opened.guards].flatMap(conjuncts);
  for (const p of points({ families, variables, constraints, constants }, ev, limits)) {
    const truth = ev.truth(opened.core);
    if (truth === "true" || truth === "likely") {
      if (truth === "true" && mayDiffer(ev, opened.core)) keep("close", p);
      if (truth === "likely") keep("unknown", p);
    } else {
      keep(truth, p);
      if (truth === "false") seen++;
    }
    if (seen > 0 && (seen >= ENOUGH || ++after >= ENOUGH * 4)) return;
  }
  if (seen > 0 || !opened.guards.some((g) => mayBeUndefined(g, families))) return;
  // A guard that is undefined makes the whole undefined.
  const whole = [...opened.guards].reverse().reduce((f, g) => K.implies(g, f), opened.core);
  for (const p of points({ families, variables, constraints: hypotheses.flatMap(conjuncts), constants }, ev, limits)) {
    if (ev.truth(whole) === "undefined") keep("undefined", p);
    if (found.undefined.length >= ENOUGH) return;
  }
}

/** An equation that only seems to hold: the two sides differ by rounding, or are huge, or nothing varies in them. */
function mayDiffer(ev: Evaluator, f: Formula): boolean {
  if (f.k !== "eq" && f.k !== "le") return false;
  const [l, r] = [ev.number(f.l), ev.number(f.r)];
  return (l !== r && close(l, r)) || (l === r && K.freeNames(f).length === 0);
}

function mayBeUndefined(f: Formula, families: K.Families): boolean {
  try {
    return K.defined(f, families) !== K.verum();
  } catch (e) {
    if (e instanceof K.Refusal) return true;
    throw e;
  }
}

/** The values of the variables that the goal was opened with. */
export function chosen(c: Candidate): ReadonlyMap<string, Term> {
  return new Map(c.opened.variables.map((v) => [v.term.name, valueAt(c.point, v)]));
}
