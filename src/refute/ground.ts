/**
 * Theorems about closed formulas: their truth is first looked up in floating point, then proved by exact
 * arithmetic, certified enclosures, instances and finite case analysis; the prover does the rest.
 */

import type { Families, Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "../prove/derived.ts";
import { Context, newBudget, SEARCH } from "../prove/index.ts";
import { Evaluator } from "./evaluate.ts";
import { expand } from "./expand.ts";
import { everywhere, integersOf, nowhere } from "./finite.ts";
import { noDerivative, notNear } from "./kinks.ts";
import { rangeOf } from "./sample.ts";
import { differentiate } from "./slope.ts";
import { STEERING } from "./steering.ts";
import { plausible } from "./truth.ts";

type Relation = Formula & { k: "eq" | "lt" | "le" };

const PRECISIONS: readonly number[] = [64, 256];
const MAX_CASES = 64n;
/** Values worth trying in a quantified closed formula. */
const REALS: readonly (readonly [bigint, bigint])[] = [
  [0n, 1n],
  [1n, 1n],
  [-1n, 1n],
  [2n, 1n],
  [1n, 2n],
  [-2n, 1n],
  [3n, 1n],
  [1n, 10n],
  [-1n, 2n],
  [-3n, 1n],
  [10n, 1n],
  [-10n, 1n],
  [9n, 10n],
];

export class Ground {
  readonly #ctx: Context;
  readonly #evaluator: Evaluator;
  readonly #proved = new Map<Formula, Theorem | null>();
  readonly #refuted = new Map<Formula, Theorem | null>();

  /** `steps`: what the prover may spend. */
  constructor(families: Families, steps: number) {
    this.#ctx = Context.start({ ...SEARCH, ...STEERING, differentiate }, families, newBudget(steps));
    this.#evaluator = new Evaluator(families);
  }

  /** Lets the prover spend so many steps more; what was proved stays known. */
  grant(steps: number): void {
    this.#ctx.budget.steps = steps;
  }

  /** Does the formula look true in floating point? */
  seems(f: Formula): boolean {
    return plausible(this.#evaluator.truth(f));
  }

  /** ⊢ f, or null. */
  prove(f: Formula): Theorem | null {
    return remember(this.#proved, f, () => guarded(() => this.#prove(f)));
  }

  /** ⊢ ¬f, or null. */
  refute(f: Formula): Theorem | null {
    return remember(this.#refuted, f, () => guarded(() => this.#refute(f)));
  }

  /** The closed term in simplest known form. */
  value(t: Term): Term {
    try {
      return sideOf(this.#simplified(t));
    } catch (e) {
      if (e instanceof K.Refusal) return t;
      throw e;
    }
  }

  #search(f: Formula): Theorem | null {
    return this.#ctx.search.prove(this.#ctx, f);
  }

  #prove(f: Formula): Theorem | null {
    switch (f.k) {
      case "false":
        return null;
      case "eq":
        return this.#equal(f.l, f.r);
      case "lt":
        return this.#less(f);
      case "le": {
        const below = K.lt(f.l, f.r);
        if (this.#evaluator.truth(below) === "true") {
          const th = this.#less(below as Relation);
          if (th !== null) return D.weaken(th);
        }
        const same = this.#equal(f.l, f.r);
        if (same !== null) return K.positivstellensatz(f, [], [], [same], [K.int(-1)]);
        return this.#search(f);
      }
      case "and": {
        const l = this.prove(f.l);
        const r = l === null ? null : this.prove(f.r);
        return l === null || r === null ? null : K.both(l, r);
      }
      case "or": {
        const l = plausible(this.#evaluator.truth(f.l)) ? this.prove(f.l) : null;
        if (l !== null) return K.eitherLeft(l, f.r);
        const r = this.prove(f.r);
        return r === null ? null : K.eitherRight(f.l, r);
      }
      case "implies": {
        if (f.l === f.r) return K.discharge(f.l, K.assume(f.l));
        if (f.r.k === "false") return this.refute(f.l);
        const l = this.#evaluator.truth(f.l);
        if (l === "false") {
          const no = this.refute(f.l);
          if (no !== null) return K.discharge(f.l, K.absurd(K.modusPonens(no, K.assume(f.l)), f.r));
        }
        const r = this.prove(f.r);
        return r === null ? this.#search(f) : K.discharge(f.l, r);
      }
      case "all": {
        const range = rangeOf(f);
        if (range === null) return this.#search(f);
        const { lo, hi } = outside(range);
        const ends = integersOf(lo, hi);
        if (ends === null || ends.to - ends.from > MAX_CASES) return this.#search(f);
        const instances: Theorem[] = [];
        for (let i = ends.from; i <= ends.to; i++) {
          const th = this.prove(K.instantiate(range.body, [K.num(i)]));
          if (th === null) return null;
          instances.push(th);
        }
        return everywhere(f.x.hint, lo, hi, range.body, ends.from, ends.to, instances);
      }
      case "some": {
        const derivative = this.#differentiable(f);
        if (derivative !== null) return derivative;
        for (const t of this.#values(f)) {
          const instance = K.instantiate(f.body, [t]);
          if (!plausible(this.#evaluator.truth(instance))) continue;
          const th = this.prove(instance);
          if (th !== null) return K.witness(f, t, th);
        }
        return this.#search(f);
      }
      case "near":
        return this.#near(f);
      case "hasDeriv":
      case "allFun":
      case "pred":
        return this.#search(f);
    }
  }

  /** ∃d. hasDeriv(f, a, d), d not in f. */
  #differentiable(f: Formula & { k: "some" }): Theorem | null {
    if (f.body.k !== "hasDeriv" || f.body.value.k !== "bound" || f.body.value.index !== 0) return null;
    const probe = K.instantiate(f.body, [K.int(0)]) as Formula & { k: "hasDeriv" };
    const th = differentiate(this.#ctx, probe.body, probe.point);
    return th === null ? null : K.witness(f, (th.concl as Formula & { k: "hasDeriv" }).value, th);
  }

  /** near a: φ from what φ comes to when it is written out. */
  #near(f: Formula & { k: "near" }): Theorem | null {
    const w = this.#ctx.fresh(f.hint);
    const plain = expand(K.instantiate(f.body, [w]));
    if (plain.formula === null) return K.nearAll(K.generalise(w, plain.back(null), f.hint), f.point);
    const th = this.#search(K.near(f.hint, f.point, K.abstract(plain.formula, [w])));
    if (th === null) return this.#search(f);
    const imp = K.discharge(plain.formula, plain.back(K.assume(plain.formula)));
    return K.nearMonotone(th, K.generalise(w, imp, f.hint));
  }

  #refute(f: Formula): Theorem | null {
    switch (f.k) {
      case "false":
        return K.discharge(f, K.assume(f));
      case "eq":
        return this.#unequal(f.l, f.r);
      case "lt": {
        const th = this.prove(K.le(f.r, f.l));
        return th === null ? null : this.#clash(f, th);
      }
      case "le": {
        const th = this.prove(K.lt(f.r, f.l));
        return th === null ? null : this.#clash(f, th);
      }
      case "and": {
        const here = K.assume(f);
        const part = plausible(this.#evaluator.truth(f.l)) ? null : this.refute(f.l);
        if (part !== null) return K.discharge(f, K.modusPonens(part, K.left(here)));
        const other = this.refute(f.r);
        return other === null ? null : K.discharge(f, K.modusPonens(other, K.right(here)));
      }
      case "or": {
        const l = this.refute(f.l);
        const r = l === null ? null : this.refute(f.r);
        if (l === null || r === null) return null;
        const bot = K.cases(K.assume(f), K.modusPonens(l, K.assume(f.l)), K.modusPonens(r, K.assume(f.r)));
        return K.discharge(f, bot);
      }
      case "implies": {
        const l = this.prove(f.l);
        if (l === null) return this.#search(K.not(f));
        const here = K.modusPonens(K.assume(f), l);
        if (f.r.k === "false") return K.discharge(f, here);
        const r = this.refute(f.r);
        return r === null ? null : K.discharge(f, K.modusPonens(r, here));
      }
      case "all": {
        const here = K.assume(f);
        for (const t of this.#values(f)) {
          const instance = K.instantiate(f.body, [t]);
          if (plausible(this.#evaluator.truth(instance))) continue;
          const th = this.refute(instance);
          if (th !== null) return K.discharge(f, K.modusPonens(th, K.specialise(here, t)));
        }
        return this.#search(K.not(f));
      }
      case "some": {
        if (f.body.k === "hasDeriv") return noDerivative(this.#ctx, this.#evaluator, f) ?? this.#search(K.not(f));
        const range = rangeOf(f);
        if (range === null) return this.#search(K.not(f));
        const { lo, hi } = outside(range);
        const ends = integersOf(lo, hi);
        if (ends === null || ends.to - ends.from > MAX_CASES) return this.#search(K.not(f));
        const instances: Theorem[] = [];
        for (let i = ends.from; i <= ends.to; i++) {
          const th = this.refute(K.instantiate(range.body, [K.num(i)]));
          if (th === null) return null;
          instances.push(th);
        }
        return nowhere(f, lo, hi, range.body, ends.from, ends.to, instances);
      }
      case "hasDeriv": {
        const other = differentiate(this.#ctx, f.body, f.point);
        if (other === null) return this.#search(K.not(f));
        const value = (other.concl as Formula & { k: "hasDeriv" }).value;
        const differ = this.refute(K.eq(f.value, value));
        return differ === null ? null : K.discharge(f, K.modusPonens(differ, K.derivUnique(K.assume(f), other)));
      }
      case "near": {
        const th = this.refute(K.instantiate(f.body, [f.point]));
        if (th !== null) return K.discharge(f, K.modusPonens(th, K.nearHere(K.assume(f))));
        return notNear(this.#ctx, this.#evaluator, f) ?? this.#search(K.not(f));
      }
      case "allFun":
      case "pred":
        return this.#search(K.not(f));
    }
  }

  /** ¬f from the opposite inequality. */
  #clash(f: Formula, opposite: Theorem): Theorem {
    return K.discharge(f, D.contradiction([K.assume(f), opposite], [D.row([0]), D.row([1])]));
  }

  #equal(l: Term, r: Term): Theorem | null {
    if (l === r) return K.reflexivity(l);
    if (K.canonical(l) === K.canonical(r)) return K.ring(l, r);
    const [a, b] = [l, r].map((t) => this.#simplified(t)) as [Theorem, Theorem];
    const same = this.#ctx.search.equal(this.#ctx, sideOf(a), sideOf(b));
    return same === null ? null : K.transitivity(K.transitivity(a, same), K.symmetry(b));
  }

  /** t = t', sums and deltas written out first. */
  #simplified(t: Term): Theorem {
    const c = K.canonical(t);
    const th = this.#ctx.search.simplify(this.#ctx, c);
    return c === t ? th : K.transitivity(K.ring(t, c), th);
  }

  /** ¬(l = r) from l < r or r < l. */
  #unequal(l: Term, r: Term): Theorem | null {
    const up = this.#evaluator.truth(K.lt(l, r));
    const apart = up === "true" || this.#evaluator.truth(K.lt(r, l)) === "true";
    const less = apart ? this.#less((up === "true" ? K.lt(l, r) : K.lt(r, l)) as Relation) : this.#narrowly(l, r);
    if (less === null) return null;
    const same = K.assume(K.eq(l, r));
    const bot = D.contradiction([less], [D.row([0])], [same], [K.int((less.concl as Relation).l === l ? 1 : -1)]);
    return K.discharge(same.concl, bot);
  }

  /** l < r: by rational arithmetic, by an enclosure, or by one of what the two sides simplify to. */
  #less(f: Relation): Theorem | null {
    const d = K.canonical(K.sub(f.r, f.l));
    if (d.k === "num") return d.value.num > 0n ? K.positivstellensatz(f, [], [D.row([], d.value)]) : null;
    const direct = enclosed(f);
    if (direct !== null) return direct;
    const [l, r] = [f.l, f.r].map((t) => this.#simplified(t)) as [Theorem, Theorem];
    const [a, b] = [sideOf(l), sideOf(r)];
    if (a !== f.l || b !== f.r) {
      const gap = K.canonical(K.sub(b, a));
      const inner = K.lt(a, b);
      const th =
        gap.k === "num" && gap.value.num > 0n
          ? K.positivstellensatz(inner, [], [D.row([], gap.value)])
          : enclosed(inner);
      if (th !== null) return D.transport(f, l, r, th);
    }
    return this.#search(f);
  }

  /** l < r or r < l where rounding cannot tell them apart: exactly, by long enclosures, or by the signs of exp and log. */
  #narrowly(l: Term, r: Term): Theorem | null {
    const d = K.canonical(K.sub(r, l));
    if (d.k === "num") {
      const size = d.value.num < 0n ? K.negQ(d.value) : d.value;
      if (size.num === 0n) return null;
      return K.positivstellensatz(d.value.num > 0n ? K.lt(l, r) : K.lt(r, l), [], [D.row([], size)]);
    }
    for (const f of [K.lt(l, r), K.lt(r, l)]) {
      const th = enclosed(f);
      if (th !== null) return th;
    }
    for (const f of [K.lt(l, r), K.lt(r, l)] as Relation[]) {
      const th = this.#ctx.search.positive(this.#ctx, K.canonical(K.sub(f.r, f.l)));
      if (th !== null) return D.restate(f, th);
    }
    return null;
  }

  /** Closed values for the variable of a quantified formula. */
  #values(f: Formula & { k: "all" | "some" }): readonly Term[] {
    const range = rangeOf(f);
    if (range !== null) {
      const { lo, hi } = outside(range);
      const ends = integersOf(lo, hi);
      if (ends === null || ends.to - ends.from > MAX_CASES) return [];
      const out: Term[] = [];
      for (let i = ends.from; i <= ends.to; i++) out.push(K.num(i));
      return out;
    }
    switch (f.x.sort.k) {
      case "int":
        return [0, 1, 2, -1, 3, -2, 4].map((n) => K.int(n));
      case "real":
        return REALS.map(([n, d]) => K.num(K.rational(n, d)));
      case "family": {
        const index = Array.from({ length: f.x.sort.arity }, () => ({ hint: "k", sort: K.INT }));
        return [0, 1].map((n) => K.familyOf(index, K.int(n)));
      }
    }
  }
}

const sideOf = (th: Theorem): Term => (th.concl as Formula & { k: "eq" }).r;

/** The ends of a range without the binder that they do not mention. */
function outside(range: { readonly lo: Term; readonly hi: Term }): { readonly lo: Term; readonly hi: Term } {
  const zero = [K.int(0)];
  return { lo: K.instantiate(range.lo, zero), hi: K.instantiate(range.hi, zero) };
}

function enclosed(f: Formula): Theorem | null {
  for (const bits of PRECISIONS) {
    try {
      return K.enclosed(f, bits);
    } catch (e) {
      if (!(e instanceof K.Refusal)) throw e;
      // A term that has no enclosure at all has none at a higher precision.
      if (e.reason.startsWith("no enclosure")) return null;
    }
  }
  return null;
}

/** A rule that does not apply is a proof not found. */
function guarded(run: () => Theorem | null): Theorem | null {
  try {
    return run();
  } catch (e) {
    if (e instanceof K.Refusal || e instanceof RangeError) return null;
    throw e;
  }
}

function remember(memo: Map<Formula, Theorem | null>, f: Formula, compute: () => Theorem | null): Theorem | null {
  const known = memo.get(f);
  if (known !== undefined) return known;
  const th = compute();
  memo.set(f, th);
  return th;
}
