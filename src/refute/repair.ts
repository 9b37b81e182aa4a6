/**
 * Repairs: the proposition with one small slip undone, or with a hypothesis more, that is proved. Floating
 * point discards what fails at generic points; what is left is proved, in a fixed order, the first one wins.
 */

import type { Certified, Claim, Formula } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { TheoremStatement } from "../language/claim.ts";
import type { Prop } from "../language/syntax.ts";
import { textOf } from "../notation/text.ts";
import { contextOf } from "../prove/index.ts";
import { denialOf, type Edit, editsOf, type Known } from "./edits.ts";
import { missingHypotheses } from "./missing.ts";
import { sizesOf, variablesOf } from "./problem.ts";
import { Samples } from "./samples.ts";
import { STEERING } from "./steering.ts";
import { follow, trace } from "./trace.ts";
import { findWitness } from "./witness.ts";

/** What a repair may spend. */
export type RepairEffort = {
  /** Propositions tried in floating point. */
  readonly edits: number;
  /** Propositions that a proof is tried for. */
  readonly proofs: number;
  /** Steps of search for each of them. */
  readonly steps: number;
};
export const REPAIR_EFFORT: RepairEffort = Object.freeze({ edits: 700, proofs: 5, steps: 600 });

export type Repaired = {
  readonly prop: Prop;
  /** The hypothesis that was added; null where the proposition was changed. */
  readonly given: Prop | null;
  /** "exp(-x) for exp(x)", or "given x > 0". */
  readonly change: string;
  /** Where the changed part stood. */
  readonly span: Prop["span"];
  readonly verdict: Certified & { readonly k: "proved" };
};

type Refuted = Certified & { readonly k: "refuted" };

/** The first repair that is proved; `refuted` says how the statement fails, where that is known. */
export function repair(
  s: Pick<TheoremStatement, "prop" | "claim" | "restate">,
  refuted: Refuted | null = null,
  effort: RepairEffort = REPAIR_EFFORT,
): Repaired | null {
  const budget = { edits: effort.edits, proofs: effort.proofs };
  const byHypothesis = (): Repaired | null => addHypothesis(s, refuted, budget, effort.steps);
  const byEdit = (): Repaired | null => change(s, editsOf(s.prop, namesOf(s.claim)), budget, effort.steps);
  const denial = denialOf(s.prop);
  const byDenial = (): Repaired | null => (denial === null ? null : change(s, [denial], budget, effort.steps));
  if (refuted?.how === "undefined") return byHypothesis() ?? byEdit();
  return byEdit() ?? byHypothesis() ?? byDenial();
}

/** Indices and real variables that the claim mentions, its hypotheses included. */
function namesOf(claim: Claim): Known {
  const all = [...claim.hypotheses, claim.goal];
  const sizes = sizesOf(all, claim.families);
  const variables = variablesOf(all);
  return {
    indices: variables.flatMap((v) => (v.sort.k === "int" && !sizes.has(v.name) ? [v.name] : [])),
    reals: variables.flatMap((v) => (v.sort.k === "real" ? [v.name] : [])),
  };
}

type Budget = { edits: number; proofs: number };

function change(
  s: Pick<TheoremStatement, "prop" | "claim" | "restate">,
  edits: readonly Edit[],
  budget: Budget,
  steps: number,
): Repaired | null {
  const known = new Map<string, Samples>();
  const tried = new Set<Formula>([s.claim.goal]);
  for (const edit of edits) {
    if (--budget.edits < 0 || budget.proofs <= 0) return null;
    const claim = s.restate(edit.prop, []);
    if (claim === null || tried.has(claim.goal)) continue;
    tried.add(claim.goal);
    if (!looksTrue(claim, known)) continue;
    budget.proofs--;
    const verdict = proved(claim, steps);
    if (verdict !== null)
      return { prop: edit.prop, given: null, change: `${edit.to} for ${edit.from}`, span: edit.span, verdict };
  }
  return null;
}

/** An implication is tested where its premise holds. */
function premised(claim: Claim): Claim {
  const { goal } = claim;
  if (goal.k !== "implies" || goal.r.k === "false") return claim;
  return premised({ ...claim, hypotheses: [...claim.hypotheses, goal.l], goal: goal.r });
}

/** Claims with the same hypotheses are tested at the same points. */
function looksTrue(whole: Claim, known: Map<string, Samples>): boolean {
  const claim = premised(whole);
  const key = claim.hypotheses.map((h) => K.idOf(h)).join();
  let samples = known.get(key);
  if (samples === undefined || !samples.covers(claim.goal)) {
    samples = new Samples(claim);
    known.set(key, samples);
  }
  return samples.holds(claim.goal).all;
}

const ENOUGH = 3;

function addHypothesis(
  s: Pick<TheoremStatement, "prop" | "claim" | "restate">,
  refuted: Refuted | null,
  budget: Budget,
  steps: number,
): Repaired | null {
  const general = new Samples(s.claim);
  for (const given of missingHypotheses(s.claim, refuted === null ? null : neededBy(s.claim, refuted))) {
    if (--budget.edits < 0 || budget.proofs <= 0) return null;
    const claim = s.restate(s.prop, [given]);
    if (claim === null || claim.hypotheses.length === s.claim.hypotheses.length) continue;
    const more = claim.hypotheses.filter((h) => !s.claim.hypotheses.includes(h));
    const first = general.covers(claim.goal) ? general.holds(claim.goal, more) : { all: true, looked: 0 };
    if (first.looked > 0 && !first.all) continue;
    if (first.looked < ENOUGH) {
      const own = new Samples(claim);
      if (own.size === 0 || !own.holds(claim.goal).all) continue;
    }
    budget.proofs--;
    const verdict = proved(claim, steps);
    if (verdict !== null) return { prop: s.prop, given, change: `given ${textOf(given)}`, span: s.prop.span, verdict };
  }
  return null;
}

/** What would have to hold for the goal to be defined. */
function neededBy(claim: Claim, refuted: Refuted): Formula | null {
  if (refuted.how !== "undefined") return null;
  return follow(K.defined(claim.goal, claim.families), trace(refuted.breaks).moves)?.end ?? null;
}

function proved(claim: Claim, steps: number): (Certified & { k: "proved" }) | null {
  try {
    const ctx = contextOf(claim, steps, STEERING);
    const goal = ctx.search.prove(ctx, claim.goal);
    const defined = goal === null ? null : ctx.search.prove(ctx, K.defined(claim.goal, claim.families));
    if (goal === null || defined === null) return null;
    const witness = findWitness(claim);
    return witness === null ? null : K.certifyProved(claim, goal, defined, witness);
  } catch (e) {
    if (e instanceof K.Refusal && e.rule !== "limit") return null;
    throw e;
  }
}
