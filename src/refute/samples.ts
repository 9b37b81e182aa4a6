/** Generic points of hypotheses, kept to test many propositions in floating point. */

import type { Claim, Formula } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { assignments, variablesFor, withFunctions } from "./candidates.ts";
import { install } from "./cells.ts";
import { Evaluator } from "./evaluate.ts";
import type { FunctionValue } from "./functions.ts";
import { kept, type Point, points } from "./points.ts";
import { constantsIn } from "./pool.ts";
import { conjuncts, type Variable } from "./problem.ts";
import { plausible } from "./truth.ts";

const MAX_POINTS = 24;
const MAX_COMBINATIONS = 2;

type Group = {
  readonly functions: readonly FunctionValue[];
  readonly variables: readonly Variable[];
  readonly ev: Evaluator;
  readonly points: readonly Point[];
};

export class Samples {
  readonly #groups: Group[] = [];

  /** Points that meet the claim's hypotheses; all of its free variables get values. */
  constructor(claim: Claim) {
    const formulas = [...claim.hypotheses, claim.goal];
    const constants = constantsIn(claim.hypotheses);
    for (const functions of assignments(claim, constants, MAX_COMBINATIONS)) {
      const hypotheses = claim.hypotheses.map((h) => withFunctions(h, functions));
      const variables = variablesFor(claim, formulas, null).map(
        (v): Variable => (v.kind === "real" ? { ...v, kind: "generic" } : v),
      );
      const ev = new Evaluator(claim.families);
      const found: Point[] = [];
      const problem = { families: claim.families, variables, constraints: hypotheses.flatMap(conjuncts), constants };
      // A few points for each of the first sizes.
      const bySize = new Map<string, number>();
      for (const p of points(problem, ev, { points: 90, first: 90, later: 30 })) {
        const size = p.sizes.map((s) => s.choice.value).join();
        const n = bySize.get(size) ?? 0;
        bySize.set(size, n + 1);
        if (n < 9) found.push(kept(p));
        if (found.length >= MAX_POINTS) break;
      }
      this.#groups.push({ functions, variables, ev, points: found });
    }
  }

  get size(): number {
    return this.#groups.reduce((n, g) => n + g.points.length, 0);
  }

  /** Does the goal look true at all points? Of several goals all points may be asked for the ones that meet a condition. */
  holds(goal: Formula, given: readonly Formula[] = []): { readonly all: boolean; readonly looked: number } {
    let looked = 0;
    for (const g of this.#groups) {
      const here = withFunctions(goal, g.functions);
      const conditions = given.map((f) => withFunctions(f, g.functions));
      for (const p of g.points) {
        for (const s of p.sizes) g.ev.set(s.variable.term.name, s.choice.value);
        install(g.ev, p.cells, g.variables);
        if (!conditions.every((c) => plausible(g.ev.truth(c)))) continue;
        looked++;
        if (!plausible(g.ev.truth(here))) return { all: false, looked };
      }
    }
    return { all: looked > 0, looked };
  }

  /** Are all free names of the goal among the variables of the points? */
  covers(goal: Formula): boolean {
    const [first] = this.#groups;
    if (first === undefined) return false;
    const names = new Set([...first.variables.map((v) => v.term.name), ...first.functions.map((f) => `${f.name}()`)]);
    return K.freeNames(goal).every((n) => names.has(n));
  }
}
