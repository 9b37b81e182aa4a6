/** Other propositions in a statement's place: the same names in scope, the same hypotheses and perhaps more. */

import type { Claim } from "../../kernel/index.ts";
import { Refusal } from "../../kernel/index.ts";
import type { Restate } from "../claim.ts";
import { Fault } from "../fault.ts";
import type { Prop } from "../syntax.ts";
import type { Shared } from "./context.ts";
import {
  collect,
  declaredIn,
  familiesOf,
  formulasOf,
  hypothesisMets,
  reachedFrom,
  withHypotheses,
} from "./hypotheses.ts";
import { formula } from "./proposition.ts";
import type { Met, Scope } from "./scope.ts";

/** What stands in scope now stays in scope for the propositions to come. */
export function restatement(shared: Shared, scope: Scope, givens: readonly Prop[]): Restate {
  const here = scope.snapshot();
  let own: readonly Met[] | null = null;
  const read = (prop: Prop, more: readonly Prop[]): Claim => {
    own ??= givensOf(shared, here, [], givens);
    const above = [...here.assumptions(), ...givensOf(shared, here, own, more)];
    const { formula: goal, usage } = withHypotheses(shared, here, above, (ctx) => formula(ctx, prop));
    const seeds = [...declaredIn(goal), ...usage.touched];
    const reached = reachedFrom(shared, here, seeds, above);
    const families = new Map([...familiesOf(here)].filter(([name]) => reached.has(name)));
    return { hypotheses: formulasOf(collect(shared, here, seeds, above)), goal, families };
  };
  return (prop, more) => {
    const before = shared.diagnostics.length;
    try {
      return read(prop, more);
    } catch (e) {
      if (e instanceof Fault || e instanceof Refusal || e instanceof RangeError) return null;
      throw e;
    } finally {
      shared.diagnostics.length = before;
    }
  };
}

function givensOf(shared: Shared, scope: Scope, before: readonly Met[], givens: readonly Prop[]): readonly Met[] {
  const out = [...before];
  for (const g of givens) out.push(...hypothesisMets(shared, scope, [...scope.assumptions(), ...out], g, "given"));
  return out;
}
