/**
 * Formulas written out: ranges with numeric ends as their instances, terms in normal form, what is plainly
 * true left out. At concrete sizes little is left of sums and deltas.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "../prove/derived.ts";
import { everywhere, integersOf } from "./finite.ts";
import { rangeOf } from "./sample.ts";

/** A formula that implies another one; `formula` is null where the other holds outright. */
export type Plain = {
  readonly formula: Formula | null;
  /** From Γ ⊢ formula (null where that is null): Γ ⊢ the other one. */
  readonly back: (th: Theorem | null) => Theorem;
};

const MAX_CASES = 64n;
const ZERO = (): Term => K.int(0);

export function expand(f: Formula): Plain {
  switch (f.k) {
    case "eq": {
      const d = K.canonical(K.sub(f.l, f.r));
      if (d === ZERO()) return truth(() => K.ring(f.l, f.r));
      const plain = K.eq(d, ZERO());
      return { formula: plain, back: (th) => K.linearCombination(f.l, f.r, [th as Theorem], [K.int(1)]) };
    }
    case "lt":
    case "le": {
      const d = K.canonical(K.sub(f.r, f.l));
      if (d.k === "num" && (d.value.num > 0n || (f.k === "le" && d.value.num === 0n))) {
        const { value } = d;
        return truth(() => K.positivstellensatz(f, [], value.num === 0n ? [] : [D.row([], value)]));
      }
      const plain = f.k === "lt" ? K.lt(ZERO(), d) : K.le(ZERO(), d);
      return { formula: plain, back: (th) => D.restate(f, th as Theorem) };
    }
    case "and": {
      const [l, r] = [expand(f.l), expand(f.r)];
      if (l.formula === null && r.formula === null) return truth(() => K.both(l.back(null), r.back(null)));
      if (l.formula === null) return { formula: r.formula, back: (th) => K.both(l.back(null), r.back(th)) };
      if (r.formula === null) return { formula: l.formula, back: (th) => K.both(l.back(th), r.back(null)) };
      return {
        formula: K.and(l.formula, r.formula),
        back: (th) => K.both(l.back(K.left(th as Theorem)), r.back(K.right(th as Theorem))),
      };
    }
    case "implies":
      return implication(f);
    case "all": {
      const range = rangeOf(f);
      if (range === null) break;
      const [lo, hi] = [range.lo, range.hi].map((t) => K.instantiate(t, [ZERO()])) as [Term, Term];
      const ends = integersOf(lo, hi);
      if (ends === null || ends.to - ends.from > MAX_CASES) break;
      const parts: Plain[] = [];
      for (let i = ends.from; i <= ends.to; i++) parts.push(expand(K.instantiate(range.body, [K.num(i)])));
      const kept = parts.flatMap((p) => (p.formula === null ? [] : [p.formula]));
      const [first, ...rest] = kept;
      const back = (th: Theorem | null): Theorem => {
        const given = th === null ? [] : members(th, kept.length);
        let next = 0;
        const instances = parts.map((p) => p.back(p.formula === null ? null : (given[next++] as Theorem)));
        return everywhere(f.x.hint, lo, hi, range.body, ends.from, ends.to, instances);
      };
      return { formula: first === undefined ? null : rest.reduce((a, b) => K.and(a, b), first), back };
    }
    default:
      break;
  }
  return { formula: f, back: (th) => th as Theorem };
}

function truth(prove: () => Theorem): Plain {
  return { formula: null, back: prove };
}

function implication(f: Formula & { k: "implies" }): Plain {
  const same: Plain = { formula: f, back: (th) => th as Theorem };
  if (f.l.k === "false") return truth(() => K.discharge(f.l, K.absurd(K.assume(f.l), f.r)));
  if (f.r.k === "false") {
    if (f.l.k !== "eq") return same;
    const d = K.canonical(K.sub(f.l.l, f.l.r));
    const here = K.assume(f.l);
    if (d.k === "num" && d.value.num !== 0n) {
      const size = d.value.num > 0n ? d.value : K.negQ(d.value);
      const sign = K.int(d.value.num > 0n ? -1 : 1);
      return truth(() => K.discharge(f.l, D.contradiction([], [D.row([], size)], [here], [sign])));
    }
    const plain = K.not(K.eq(d, ZERO()));
    const zero = K.linearCombination(d, ZERO(), [here], [K.int(1)]);
    return { formula: plain, back: (th) => K.discharge(f.l, K.modusPonens(th as Theorem, zero)) };
  }
  const test = expand(f.l);
  const rest = expand(f.r);
  if (rest.formula === null) return truth(() => K.discharge(f.l, rest.back(null)));
  if (test.formula === null) return { formula: rest.formula, back: (th) => K.discharge(f.l, rest.back(th)) };
  const no = implication(K.not(f.l) as Formula & { k: "implies" });
  if (no.formula === null)
    return truth(() => K.discharge(f.l, K.absurd(K.modusPonens(no.back(null), K.assume(f.l)), f.r)));
  return same;
}

/** The n members of a left-nested conjunction. */
function members(th: Theorem, n: number): Theorem[] {
  return n === 1 ? [th] : [...members(K.left(th), n - 1), K.right(th)];
}
