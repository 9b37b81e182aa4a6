/** Signs of what is affine in one bounded variable, with closed coefficients such as exp(2) - 3. */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

/** A hypothesis that says, up to a positive factor, `sign·(p - end) ≥ 0`. */
type Bound = { readonly theorem: Theorem; readonly factor: Rational; readonly end: Rational; readonly sign: 1 | -1 };

/**
 * Γ ⊢ 0 < c or 0 ≤ c for c = A + B·p: from the sign of B and the value at the end of p's range where c is
 * least.
 */
export function byBoundedVariable(
  ctx: Context,
  c: Term,
  goal: Formula,
  closedSign: (t: Term, strict: boolean) => Theorem | null,
): Theorem | null {
  const [name, ...others] = K.freeNames(c);
  if (name === undefined || others.length > 0 || name.endsWith("()") || K.looseOf(c) > 0) return null;
  const p = K.monomials(c)
    .flatMap((m) => m.factors.map((f) => f.atom))
    .find((a) => a.k === "var" && a.name === name);
  if (p === undefined) return null;
  const A = K.canonical(K.replaceVar(c, p, K.int(0)));
  if (K.occurs(name, A)) return null;
  const B = K.canonical(K.sub(K.replaceVar(c, p, K.int(1)), A));
  if (B.k === "num" || K.canonical(K.add(A, K.mul(B, p))) !== c) return null;
  const bounds = boundsOf(ctx, name, p);
  if (bounds.length === 0) return null;
  const rising = closedSign(B, false);
  const sign: 1 | -1 = rising === null ? -1 : 1;
  const slope = rising ?? closedSign(K.neg(B), false);
  if (slope === null) return null;
  const strict = goal.k === "lt";
  for (const b of bounds) {
    if (b.sign !== sign) continue;
    const least = closedSign(K.canonical(K.add(A, K.mul(B, K.num(b.end)))), strict);
    if (least === null) continue;
    return K.positivstellensatz(goal, [least, slope, b.theorem], [D.row([0]), D.row([1, 2], K.invQ(b.factor))]);
  }
  return null;
}

function boundsOf(ctx: Context, name: string, p: Term): Bound[] {
  const out: Bound[] = [];
  for (const theorem of ctx.inequalities) {
    const f = theorem.concl as Formula & { k: "lt" | "le" };
    if (!K.occurs(name, f)) continue;
    const ms = K.monomials(K.sub(f.r, f.l));
    const slope = ms.find((m) => m.term === p)?.coef;
    const rest = ms.find((m) => m.factors.length === 0 && m.exponent === null)?.coef ?? K.ZERO;
    if (slope === undefined || ms.length > (rest === K.ZERO ? 1 : 2)) continue;
    // slope·p + rest = |slope|·sign·(p - end)
    const factor = slope.num < 0n ? K.negQ(slope) : slope;
    out.push({ theorem, factor, end: K.negQ(K.mulQ(rest, K.invQ(slope))), sign: slope.num < 0n ? -1 : 1 });
  }
  return out;
}
