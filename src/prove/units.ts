/** Units: variables that stand for functions of t with a known limit, so that normal forms stay small. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { nameOf } from "./far.ts";
import { chain, rhs } from "./simplify.ts";
import type { Lim } from "./tends.ts";

export type Unit = {
  readonly v: Term;
  /** v = def, which may mention earlier units. */
  readonly def: Term;
  /** The limit of the definition, written out. */
  readonly lim: Lim;
  /** v = this instead, one order further; null where there is nothing to gain. */
  readonly refine: () => Theorem | null;
};

export class Units {
  readonly #ctx: Context;
  readonly #all: Unit[] = [];

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** The unit with this definition: a known one, or a new one. */
  define(def: Term, lim: Lim, refine: () => Theorem | null = () => null): Unit {
    const known = this.#all.find((u) => u.def === def);
    if (known !== undefined) return known;
    const unit: Unit = { v: this.#ctx.fresh("w"), def, lim, refine };
    this.#all.push(unit);
    return unit;
  }

  find(def: Term): Unit | null {
    return this.#all.find((u) => u.def === def) ?? null;
  }

  readonly has = (v: Term): boolean => this.#all.some((u) => u.v === v);

  of(v: Term): Unit {
    const unit = this.#all.find((u) => u.v === v);
    if (unit === undefined) throw new Error("units: not a unit");
    return unit;
  }

  /** v = def ⊢ v = def. */
  definition(u: Unit): Theorem {
    return K.assume(K.eq(u.v, u.def));
  }

  /** The node with definitions for its units. */
  writtenOut<N extends Term | Formula>(n: N): N {
    return [...this.#all].reverse().reduce((m, u) => K.replaceVar(m, u.v, u.def), n);
  }

  /** definitions ⊢ (the term written out) = term. */
  unfolding(term: Term): Theorem {
    let th: Theorem = K.reflexivity(term);
    for (const u of [...this.#all].reverse()) {
      const now = rhs(th);
      if (!K.occurs(nameOf(u.v), now)) continue;
      th = chain(th, K.congruence(K.abstract(now, [u.v]), [this.definition(u)]));
    }
    return K.symmetry(th);
  }

  /** The theorem with units written out, free of their definitions. */
  settle(th: Theorem): Theorem {
    let out = th;
    for (const u of [...this.#all].reverse()) {
      const name = nameOf(u.v);
      const about = out.hyps.filter((h) => K.occurs(name, h));
      if (about.length === 0 && !K.occurs(name, out.concl)) continue;
      for (const h of about) out = K.discharge(h, out);
      out = K.instance(out, u.v, u.def);
      for (let i = 0; i < about.length; i++) {
        const f = (out.concl as Formula & { k: "implies" }).l;
        out = K.modusPonens(out, f.k === "eq" && f.l === f.r ? K.reflexivity(f.l) : K.assume(f));
      }
    }
    return out;
  }
}
