/** Case distinctions on the sign of a coefficient that decides the behaviour of a function. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";

const MAX_SPLITS = 2;

/** Γ ⊢ f by `attempt`, on all signs of the coefficients whose sign it found to be unknown. */
export function splitOnSigns(
  ctx: Context,
  f: Formula,
  attempt: (ctx: Context, unknown: Set<Term>) => Theorem | null,
  depth = 0,
): Theorem | null {
  const unknown = new Set<Term>();
  const th = attempt(ctx, unknown);
  if (th !== null || depth >= MAX_SPLITS || unknown.size === 0) return th;
  const c = [...unknown].sort((a, b) => K.sizeOf(a) - K.sizeOf(b))[0] as Term;
  if (K.looseOf(c) > 0) return null;
  const zero = K.int(0);
  const branch = (h: Formula): Theorem | null => {
    const inner = ctx.assume(h);
    return splitOnSigns(inner, f, attempt, depth + 1) ?? contradiction(inner, f);
  };
  const pos = branch(K.lt(zero, c));
  const neg = pos === null ? null : branch(K.lt(c, zero));
  if (pos === null || neg === null) return null;
  const nonzero = ctx.search.nonzero(ctx, c);
  const same = K.assume(K.eq(c, zero));
  const none = nonzero === null ? branch(same.concl) : K.absurd(K.modusPonens(nonzero, same), f);
  if (none === null) return null;
  // c ≤ 0: c < 0, or 0 ≤ c and so c = 0.
  const low = K.assume(K.le(c, zero));
  const high = K.assume(K.le(zero, c));
  const atZero = K.modusPonens(K.discharge(K.eq(c, zero), none), K.antisymmetry(low, high));
  const notPos = K.cases(K.totalOrder(zero, c), atZero, neg);
  return K.cases(K.totalOrder(c, zero), notPos, pos);
}

function contradiction(ctx: Context, f: Formula): Theorem | null {
  const bot = ctx.search.prove(ctx, K.falsum());
  return bot === null ? null : K.absurd(bot, f);
}
