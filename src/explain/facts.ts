/** Where a proof is no chain of equations: the facts in it that a reader would want to be told. */

import type { Formula, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { obvious } from "./certificate.ts";
import { method, proofOf } from "./method.ts";
import { type Story, showable } from "./row.ts";

const MAX_FACTS = 5;

/** Statements that the proof passes through, in the order in which they build on one another. */
export function keyFacts(goal: Theorem): Story[] {
  const unfolded = goal.concl.k === "pred" ? K.unfold(goal.concl) : null;
  const chosen: Theorem[] = [];
  for (const th of proofOf(goal)) {
    if (chosen.length >= MAX_FACTS) break;
    const f = th.concl;
    if (f === goal.concl || f === unfolded || !showable(th, goal)) continue;
    if (!tells(th) || chosen.some((c) => sameFact(c.concl, f))) continue;
    chosen.push(th);
  }
  return chosen.reverse().map((theorem) => ({ theorem, because: method(theorem), via: [] }));
}

/** Rules that only move formulas about, or say what everybody sees. */
const SILENT: ReadonlySet<string> = new Set([
  "assume",
  "ring",
  "linearCombination",
  "symmetry",
  "transitivity",
  "reflexivity",
  "expPositive",
  "inverse",
  "discharge",
  "excludedMiddle",
  "totalOrder",
  "both",
  "left",
  "right",
  "absurd",
]);

function tells(th: Theorem): boolean {
  const f = th.concl;
  const { rule } = th.by;
  if (SILENT.has(rule)) return false;
  if (f.k === "pred") return true;
  return (f.k === "lt" || f.k === "le") && K.freeNames(f).length > 0 && rule !== "positivstellensatz" && !obvious(th);
}

function sameFact(a: Formula, b: Formula): boolean {
  if (a === b) return true;
  return a.k === "pred" && K.unfold(a) === b;
}
