/** Hypotheses that cannot hold together. */

import type { Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { combine, difference } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

const MAX_PREMISES = 24;

/** Γ ⊢ ⊥ by a linear combination of the hypotheses that cannot be, or null. */
export function contradictory(ctx: Context): Theorem | null {
  return ctx.remember("contradictory", () => {
    for (const th of ctx.inequalities) {
      const d = difference(th);
      if (d.k !== "num" || d.value.num > 0n || (d.value.num === 0n && th.concl.k === "le")) continue;
      const rest = d.value.num === 0n ? [] : [D.row([], K.negQ(d.value))];
      return D.contradiction([th], [D.row([0]), ...rest]);
    }
    const inequalities = ctx.inequalities.slice(0, MAX_PREMISES);
    const equations = ctx.equations.slice(0, MAX_PREMISES);
    return combine(K.falsum(), K.int(0), { inequalities, equations }, "linear");
  });
}
