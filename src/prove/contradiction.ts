/** Hypotheses that cannot hold together. */

import type { Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { combine } from "./combination.ts";
import type { Context } from "./context.ts";

const MAX_PREMISES = 24;

/** Γ ⊢ ⊥ by a linear combination of the hypotheses that cannot be, or null. */
export function contradictory(ctx: Context): Theorem | null {
  return ctx.remember("contradictory", () => {
    const inequalities = ctx.inequalities.slice(0, MAX_PREMISES);
    const equations = ctx.equations.slice(0, MAX_PREMISES);
    return combine(K.falsum(), K.int(0), { inequalities, equations }, "linear");
  });
}
