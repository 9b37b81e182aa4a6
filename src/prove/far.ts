/**
 * What holds for all large t: ∃d. ∀t. d < t ⇒ φ(t). These statements form a filter: whatever follows
 * from finitely many of them is one again.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

export const nameOf = (v: Term): string => (v as Term & { k: "var" }).name;

/** ∃d. ∀t. d < t ⇒ φ. */
export function farFormula(t: Term, phi: Formula): Formula {
  const d = K.variable(K.freshName("d", [phi, t]));
  return K.quantified("some", { hint: "d", sort: K.REAL }, K.abstract(beyond(t, d, phi), [d]));
}
/** ∀t. d < t ⇒ φ. */
export function beyond(t: Term, d: Term, phi: Formula): Formula {
  return K.quantified("all", { hint: "t", sort: K.REAL }, K.abstract(K.implies(K.lt(d, t), phi), [t]));
}

/** φ(t) of a theorem ∃d. ∀t. d < t ⇒ φ(t). */
export function farBody(far: Theorem, t: Term): Formula {
  const some = far.concl as Formula & { k: "some" };
  const all = K.instantiate(some.body, [K.int(0)]) as Formula & { k: "all" };
  return (K.instantiate(all.body, [t]) as Formula & { k: "implies" }).r;
}

/** A number beyond all of the ds, as a term, and that t > dᵢ beyond it. */
export function largest(ds: readonly Term[], t: Term): { bound: Term; above: (i: number) => Theorem } {
  const [only, ...rest] = ds;
  if (only !== undefined && rest.length === 0) return { bound: only, above: () => K.assume(K.lt(only, t)) };
  const bound = K.add(K.int(1), ...ds.map((d) => K.ipow(d, K.int(2))));
  const start = K.assume(K.lt(bound, t));
  // t - dᵢ = (t - bound) + Σ_{j≠i} dⱼ² + (dᵢ - 1/2)² + 3/4
  const above = (i: number): Theorem => {
    const d = ds[i] as Term;
    const others = ds.filter((_, j) => j !== i).map((x) => D.row([], K.ONE, x));
    const half = D.row([], K.ONE, K.sub(d, K.num(K.rational(1n, 2n))));
    return K.positivstellensatz(K.lt(d, t), [start], [D.row([0]), ...others, half, D.row([], K.rational(3n, 4n))]);
  };
  return { bound, above };
}

/**
 * Γ ⊢ far φ from Γ, φ₁(t), …, φₙ(t) ⊢ φ(t), with theorems far φᵢ. Fails where the theorem has another
 * hypothesis about t.
 */
export function combine(ctx: Context, t: Term, fars: readonly Theorem[], core: Theorem): Theorem {
  const ds = fars.map(() => ctx.fresh("d"));
  const { bound, above } = largest(ds, t);
  let body = core;
  fars.forEach((far, i) => {
    const phi = farBody(far, t);
    const here = K.specialise(K.assume(beyond(t, ds[i] as Term, phi)), t);
    body = K.modusPonens(K.discharge(phi, body), K.modusPonens(here, above(i)));
  });
  const all = K.generalise(t, K.discharge(K.lt(bound, t), body), "t");
  let out = K.witness(farFormula(t, core.concl), bound, all);
  for (let i = fars.length - 1; i >= 0; i--) out = K.choose(fars[i] as Theorem, ds[i] as Term, out);
  return out;
}

/** A place far out: a variable t, and a context in which facts about it may be assumed that hold for all large t. */
export class Horizon {
  readonly outer: Context;
  readonly t: Term;
  #ctx: Context;
  /** Variables with a number up to this are older than t. */
  readonly #born: number;

  /** Facts about t in the context, with the theorems that they hold for all large t. */
  readonly #given = new Map<Formula, () => Theorem>();

  /** `positive` shows that 0 < u(t) for all large t, or gives null. */
  constructor(outer: Context, positive: (u: Term) => Theorem | null) {
    this.outer = outer;
    this.t = outer.fresh("t");
    this.#born = outer.budget.nextName;
    this.#ctx = outer.far(this.t, (u) => (this.isOld(u) ? positive(u) : null));
    const past = K.lt(K.int(1), this.t);
    this.give(past, () => {
      const all = K.generalise(this.t, K.discharge(past, K.assume(past)), "t");
      return K.witness(farFormula(this.t, past), K.int(1), all);
    });
  }

  /** Adds a fact about t to the context; `far` shows that it holds for all large t, if it is used. */
  give(fact: Formula, far: () => Theorem): void {
    this.#given.set(fact, far);
    this.#ctx = this.#ctx.assume(fact);
  }

  get ctx(): Context {
    return this.#ctx;
  }

  /** Adds a theorem about t, proved in this context, to its facts. */
  learn(th: Theorem): void {
    this.#ctx = this.#ctx.learn(th);
  }

  /** Does the term mention nothing but t and what was there before it? */
  isOld(u: Term | Formula): boolean {
    return K.freeNames(u).every((n) => {
      const number = /'(\d+)$/.exec(n);
      return number === null || Number(number[1]) <= this.#born;
    });
  }

  mentionsT(n: Term | Formula): boolean {
    return K.occurs(nameOf(this.t), n);
  }

  /** Γ ⊢ far φ from Γ and facts about large t ⊢ φ(t); null where it rests on anything else about t. */
  close(th: Theorem): Theorem | null {
    const assumed = this.ctx.local?.assumed;
    const fars: Theorem[] = [];
    for (const h of th.hyps) {
      if (!this.mentionsT(h)) continue;
      const far = assumed?.get(h) ?? this.#given.get(h)?.();
      if (far === undefined) return null;
      fars.push(far);
    }
    return combine(this.outer, this.t, fars, th);
  }
}
