/**
 * Counterexamples. Floating point looks for a point where the hypotheses hold and the goal fails; at that
 * point the hypotheses, the definedness and the negation of the goal are proved.
 */

import type { Certified, Claim } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { type Candidate, candidates, chosen, valuation } from "./candidates.ts";
import { Ground } from "./ground.ts";
import { denyAlong } from "./opening.ts";
import { hold } from "./witness.ts";

export { findWitness } from "./witness.ts";

/** What a refutation may spend. */
export type Effort = {
  /** Points looked at in floating point, for each part of the goal: about so many. */
  readonly points: number;
  /** Points at which a proof is tried. */
  readonly attempts: number;
  /** Steps of the prover at one point. */
  readonly steps: number;
};

export const EFFORT: Effort = Object.freeze({ points: 500, attempts: 8, steps: 1500 });

type Refuted = Certified & { readonly k: "refuted" };

/** The simplest certified counterexample that was found: one where the goal is false, else one where it is undefined. */
export function refute(claim: Claim, effort: Effort = EFFORT): Refuted | null {
  const found = orNull(() => candidates(claim, effort.points));
  if (found === null) return null;
  const ground = new Ground(claim.families, effort.steps);
  let fallback: Refuted | null = null;
  const stages = [
    [found.false, effort.attempts],
    [found.unlikely, effort.attempts / 2],
    [found.close, effort.attempts / 4],
    [found.undefined, effort.attempts],
    [found.unknown, effort.attempts / 4],
  ] as const;
  for (const [list, tries] of stages) {
    if (list === found.undefined && fallback !== null) return fallback;
    for (const c of list.slice(0, tries)) {
      ground.grant(effort.steps);
      const mode = list === found.undefined ? "undefined" : list === found.unknown ? "either" : "false";
      const certified = orNull(() => attempt(claim, c, ground, mode));
      if (certified === null) continue;
      if (certified.how === "false" || list === found.undefined) return certified;
      fallback ??= certified;
    }
  }
  return fallback;
}

/** A refutation at the candidate: that the goal is false there, or else that it is undefined. */
function attempt(claim: Claim, c: Candidate, ground: Ground, mode: "false" | "undefined" | "either"): Refuted | null {
  const at = valuation(c.point, c.variables, c.functions, c.opened);
  const holds = hold(claim, at, ground);
  if (holds === null) return null;
  const witness = { at, holds };
  const definedness = K.evaluate(K.defined(claim.goal, claim.families), at);
  if (mode !== "undefined" && ground.seems(definedness)) {
    const goal = K.evaluate(claim.goal, at);
    const breaks = denyAlong(goal, c.opened.path, chosen(c), ground);
    if (breaks === null && mode === "false") return null;
    const defined = breaks === null ? null : ground.prove(definedness);
    if (breaks !== null && defined !== null) return K.certifyFalse(claim, breaks, defined, witness);
  }
  const breaks = ground.refute(definedness);
  return breaks === null ? null : K.certifyUndefined(claim, breaks, witness);
}

/** The kernel refuses what does not fit; then there is nothing to show. */
function orNull<R>(run: () => R | null): R | null {
  try {
    return run();
  } catch (e) {
    if (e instanceof K.Refusal && e.rule !== "limit") return null;
    throw e;
  }
}
