/** Read-only views of normal forms, for search outside the kernel. */
import { type Entry, monoTerm } from "./polynomial.ts";
import type { Rational } from "./rational.ts";
import { normalForm } from "./ring.ts";
import type { Term } from "./term.ts";

/** One summand: coef · Π atom^exp · exp(exponent). */
export type MonomialView = {
  readonly coef: Rational;
  readonly factors: readonly { readonly atom: Term; readonly exp: number }[];
  /** The q of exp(q), or null. */
  readonly exponent: Term | null;
  /** The monomial without its coefficient. */
  readonly term: Term;
};

const views = new WeakMap<Entry, MonomialView>();

/** The canonical term of t: RING proves t = canonical(t), and equal terms in RING have the same one. */
export function canonical(t: Term): Term {
  return normalForm(t).term();
}

/** The summands of the normal form, by decreasing monomial. */
export function monomials(t: Term): readonly MonomialView[] {
  return normalForm(t)
    .entries()
    .map((e) => {
      const known = views.get(e);
      if (known !== undefined) return known;
      const view: MonomialView = Object.freeze({
        coef: e.coef,
        factors: e.mono.factors,
        exponent: e.mono.expo === null ? null : e.mono.expo.term(),
        term: monoTerm(e.mono),
      });
      if (e.mono.factors.length > 0 || e.mono.expo !== null) views.set(e, view);
      return view;
    });
}
