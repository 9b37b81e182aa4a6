/** First-order logic with equality. Above the line what a step is given, below it what it concludes. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import {
  closed,
  fillOne,
  formulaArg,
  givenOf,
  mustBe,
  notFree,
  pair,
  parts,
  plain,
  premise,
  type Rule,
  sequent,
  termArg,
  textArg,
  together,
  without,
} from "../sequent.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

function fitting(t: Node, s: T.Sort): void {
  closed(t);
  if (!T.fits(t.sort, s)) reject(`a term of sort ${t.sort} for a variable of sort ${s}`);
}

export const LOGIC: Readonly<Record<string, Rule>> = {
  /** ⟹ φ ⊢ φ */
  assume: (_, a) => {
    const f = formulaArg(a, 0);
    closed(f);
    return sequent([f], f);
  },
  /** Γ ⊢ ψ ⟹ Γ∖φ ⊢ φ ⇒ ψ */
  discharge: (p, a) => {
    const [f, s] = [formulaArg(a, 0), premise(p, 0)];
    closed(f);
    return sequent(without(s.given, f), T.implies(f, s.shown));
  },
  /** Γ ⊢ φ ⇒ ψ, Δ ⊢ φ ⟹ Γ, Δ ⊢ ψ */
  modusPonens: (p) => {
    const [imp, s] = [premise(p, 0), premise(p, 1)];
    const [l, r] = pair(imp.shown, "implies");
    mustBe(s.shown, l, "the left side of the implication");
    return sequent(givenOf(imp, s), r);
  },
  /** Γ ⊢ φ, Δ ⊢ ψ ⟹ Γ, Δ ⊢ φ ∧ ψ */
  both: (p) => sequent(givenOf(premise(p, 0), premise(p, 1)), T.and(premise(p, 0).shown, premise(p, 1).shown)),
  /** Γ ⊢ φ ∧ ψ ⟹ Γ ⊢ φ */
  left: (p) => sequent(premise(p, 0).given, pair(premise(p, 0).shown, "and")[0]),
  right: (p) => sequent(premise(p, 0).given, pair(premise(p, 0).shown, "and")[1]),
  /** Γ ⊢ φ ⟹ Γ ⊢ φ ∨ ψ */
  eitherLeft: (p, a) => {
    closed(formulaArg(a, 0));
    return sequent(premise(p, 0).given, T.or(premise(p, 0).shown, formulaArg(a, 0)));
  },
  eitherRight: (p, a) => {
    closed(formulaArg(a, 0));
    return sequent(premise(p, 0).given, T.or(formulaArg(a, 0), premise(p, 0).shown));
  },
  /** Γ ⊢ φ ∨ ψ, Δ ⊢ χ, Θ ⊢ χ ⟹ Γ, Δ∖φ, Θ∖ψ ⊢ χ */
  cases: (p) => {
    const [s, l, r] = [premise(p, 0), premise(p, 1), premise(p, 2)];
    const [f, g] = pair(s.shown, "or");
    mustBe(r.shown, l.shown, "the same conclusion in both cases");
    return sequent(together(s.given, without(l.given, f), without(r.given, g)), l.shown);
  },
  /** Γ ⊢ ⊥ ⟹ Γ ⊢ φ */
  absurd: (p, a) => {
    parts(premise(p, 0).shown, "false");
    closed(formulaArg(a, 0));
    return sequent(premise(p, 0).given, formulaArg(a, 0));
  },
  /** ⟹ ⊢ φ ∨ ¬φ */
  excludedMiddle: (_, a) => {
    const f = formulaArg(a, 0);
    closed(f);
    return plain(T.or(f, T.not(f)));
  },
  /** Γ ⊢ φ, x not free in Γ ⟹ Γ ⊢ ∀x. φ; for a family perhaps with the ends of its ranges */
  generalise: (p, a) => {
    const [x, s] = [termArg(a, 0), premise(p, 0)];
    const ends = a.slice(2).map((_, i) => termArg(a, i + 2));
    textArg(a, 1);
    notFree(x, s.given);
    closed(...ends);
    return sequent(s.given, B.quantifyOver("all", x, ends, s.shown));
  },
  /** Γ ⊢ ∀x. φ ⟹ Γ ⊢ φ[t] */
  specialise: (p, a) => {
    const { given, shown } = premise(p, 0);
    parts(shown, "all");
    fitting(termArg(a, 0), shown.binders[0] as T.Sort);
    return sequent(given, fillOne(shown, termArg(a, 0)));
  },
  /** Γ ⊢ φ[t] ⟹ Γ ⊢ ∃x. φ */
  witness: (p, a) => {
    const [f, t, s] = [formulaArg(a, 0), termArg(a, 1), premise(p, 0)];
    parts(f, "some");
    closed(f);
    fitting(t, f.binders[0] as T.Sort);
    mustBe(s.shown, fillOne(f, t), "the instance");
    return sequent(s.given, f);
  },
  /** Γ ⊢ ∃x. φ, Δ ⊢ χ, x not free in ∃x. φ, χ, Δ∖φ ⟹ Γ, Δ∖φ ⊢ χ */
  choose: (p, a) => {
    const [s, x, from] = [premise(p, 0), termArg(a, 0), premise(p, 1)];
    parts(s.shown, "some");
    if (x.sort !== s.shown.binders[0]) reject("the variable has another sort");
    const rest = without(from.given, fillOne(s.shown, x));
    notFree(x, [s.shown, from.shown, ...rest]);
    return sequent(together(s.given, rest), from.shown);
  },
  /** Γ ⊢ φ, f not in Γ ⟹ Γ ⊢ ∀f. φ */
  everyFunction: (p, a) => {
    const [f, s] = [textArg(a, 0), premise(p, 0)];
    if (s.given.some((g) => g.free.has(`${f}()`))) reject(`${f} occurs in a hypothesis`);
    return sequent(s.given, T.allFun(f, s.shown));
  },
  /** Γ ⊢ φ, x not free in Γ ⟹ Γ ⊢ φ[t/x] */
  instance: (p, a) => {
    const [s, x, t] = [premise(p, 0), termArg(a, 0), termArg(a, 1)];
    notFree(x, s.given);
    fitting(t, x.sort);
    return sequent(s.given, B.put(s.shown, x, t));
  },
  /** Γ ⊢ a = b, Δ ⊢ φ[a] ⟹ Γ, Δ ⊢ φ[b] */
  rewrite: (p, a) => {
    const [equation, s, context] = [premise(p, 0), premise(p, 1), formulaArg(a, 0)];
    const [l, r] = pair(equation.shown, "eq");
    if (context.loose > 1) reject("the context has more than one hole");
    mustBe(s.shown, B.fill(context, [l]), "the context with the equation's left side");
    return sequent(givenOf(equation, s), B.fill(context, [r]));
  },
  /** Γᵢ ⊢ aᵢ = bᵢ ⟹ Γ₁ … Γₙ ⊢ t[a₁ … aₙ] = t[b₁ … bₙ]: the sides are closed, so they have one value wherever they stand */
  congruence: (p, a) => {
    const context = termArg(a, 0);
    if (context.loose > p.length) reject("the context has too many holes");
    const sides = p.map((s) => pair(s.shown, "eq"));
    const [l, r] = [
      B.fill(
        context,
        sides.map((x) => x[0]),
      ),
      B.fill(
        context,
        sides.map((x) => x[1]),
      ),
    ];
    closed(l, r);
    return sequent(givenOf(...p), T.eq(l, r));
  },
  /** ⟹ ⊢ a = a */
  reflexivity: (_, a) => {
    closed(termArg(a, 0));
    return plain(T.eq(termArg(a, 0), termArg(a, 0)));
  },
  symmetry: (p) => {
    const [l, r] = pair(premise(p, 0).shown, "eq");
    return sequent(premise(p, 0).given, T.eq(r, l));
  },
  transitivity: (p) => {
    const [a, b] = pair(premise(p, 0).shown, "eq");
    const [c, d] = pair(premise(p, 1).shown, "eq");
    mustBe(c, b, "the same middle term");
    return sequent(givenOf(premise(p, 0), premise(p, 1)), T.eq(a, d));
  },
};
