/** Variables with known values: x = log(2) among the hypotheses puts log(2) for x. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";

/** Γ ⊢ t = t', the variables that a hypothesis equates with a closed term replaced; null where there are none in t. */
export function withValues(ctx: Context, t: Term): Theorem | null {
  const known = valuesOf(ctx).filter(({ x }) => K.occurs((x as Term & { k: "var" }).name, t));
  if (known.length === 0) return null;
  const context = K.abstract(
    t,
    known.map((v) => v.x),
  );
  return K.congruence(
    context,
    known.map((v) => v.theorem),
  );
}

type Value = { readonly x: Term; readonly theorem: Theorem };

function valuesOf(ctx: Context): readonly Value[] {
  return ctx.remember("values", () => {
    const out = new Map<Term, Value>();
    for (const th of ctx.equations) {
      const v = valueIn(th);
      if (v !== null && !out.has(v.x)) out.set(v.x, v);
    }
    return [...out.values()];
  });
}

/** Does the equation say that a real variable is a closed term other than a number? */
export function givesValue(th: Theorem): boolean {
  return valueIn(th) !== null;
}

function valueIn(th: Theorem): Value | null {
  const f = th.concl as Formula & { k: "eq" };
  const closed = (v: Term): boolean => v.k !== "num" && K.freeNames(v).length === 0;
  const real = (x: Term): boolean => x.k === "var" && x.sort.k === "real";
  if (real(f.l) && closed(f.r)) return { x: f.l, theorem: th };
  return real(f.r) && closed(f.l) ? { x: f.r, theorem: K.symmetry(th) } : null;
}
