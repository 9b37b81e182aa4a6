/** A sum with denominators as one fraction: Γ ⊢ a = N·Π inv(p)^e, the denominators p ≠ 0. */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { reduce } from "./relations.ts";
import { chain, relationsFor, rhs } from "./simplify.ts";

export type Fraction = {
  readonly numerator: Term;
  readonly denominators: readonly { readonly p: Term; readonly exp: number }[];
  /** Γ ⊢ a = N·Π inv(p)^e, the right side not in normal form. */
  readonly theorem: Theorem;
};

/** The denominators of a canonical term, with their highest powers. */
export function denominatorsOf(a: Term): Map<Term, number> {
  const powers = new Map<Term, number>();
  const note = (atom: Term, e: number): void => {
    powers.set(atom, Math.max(powers.get(atom) ?? 0, e));
  };
  for (const m of K.monomials(a)) {
    for (const f of m.factors) {
      if (f.atom.k === "op" && f.atom.op === "inv") note(f.atom.args[0] as Term, f.exp);
      else if (f.exp < 0) note(f.atom, -f.exp);
    }
  }
  return powers;
}

/** Null where there is no denominator, one is not shown to be nonzero, or the numerator grows too large. */
export function asFraction(ctx: Context, a: Term): Fraction | null {
  const powers = denominatorsOf(a);
  if (powers.size === 0 || powers.size > 8) return null;
  const denominators = [...powers].map(([p, exp]) => ({ p, exp }));
  let numerator = a;
  // Γ ⊢ a = numerator·tail, one denominator at a time.
  let theorem: Theorem = K.ring(a, K.mul(a, K.int(1)));
  let tail: Term = K.int(1);
  for (const d of denominators) {
    const nz = ctx.search.nonzero(ctx, d.p);
    if (nz === null) return null;
    const unit = K.inverse(nz);
    const w = K.inv(d.p);
    for (let i = 0; i < d.exp; i++) {
      const th = reduced(ctx, K.mul(numerator, d.p));
      const next = rhs(th);
      if (K.monomials(next).length > 300) return null;
      // numerator·tail = next·(w·tail) since numerator·p = next and p·w = 1.
      const longer = K.mul(w, tail);
      const step = K.linearCombination(
        K.mul(numerator, tail),
        K.mul(next, longer),
        [th, unit],
        [longer, K.neg(K.mul(numerator, tail))],
      );
      theorem = chain(theorem, step);
      numerator = next;
      tail = longer;
    }
  }
  return { numerator, denominators, theorem };
}

function reduced(ctx: Context, t: Term): Theorem {
  let out: Theorem = K.ring(t, K.canonical(t));
  for (let i = 0; i < 6; i++) {
    const c = rhs(out);
    const r = reduce(c, relationsFor(ctx, c));
    if (r === null || rhs(r) === c) return out;
    out = chain(out, r);
  }
  return out;
}

/** Γ ⊢ a·Πp^e = numerator, or null. */
export function clearedFraction(ctx: Context, a: Term, f: Fraction): Theorem | null {
  const product = K.op("mul", [a, ...f.denominators.map((d) => K.ipow(d.p, K.int(d.exp)))]);
  return ctx.search.equal(ctx, product, f.numerator);
}
