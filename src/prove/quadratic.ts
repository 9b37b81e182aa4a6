/** Sums of squares for polynomials that are quadratic forms in monomials: an exact LDLᵀ. */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import type { Row } from "./derived.ts";
import { type Poly, Space } from "./space.ts";

const MAX_BASIS = 10;

/**
 * c = Σ dᵢ·lᵢ² with dᵢ > 0, the lᵢ linear in the square roots of c's even monomials; for a strict sign
 * a constant must be left over. Null where the form is not positive (semi)definite.
 */
export function bySquares(_ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length < 2 || ms.length > 40) return null;
  const space = new Space([c]);
  const p = space.poly(c);
  if (p === null) return null;
  const basis = [...p.keys()].flatMap((m) => {
    const r = space.root(m);
    return r === null || r === 0 ? [] : [r];
  });
  // The constant comes last: what is left for it decides a strict sign.
  basis.push(0);
  if (basis.length < 2 || basis.length > MAX_BASIS) return null;
  const gram = gramMatrix(space, basis, p);
  const squares = gram === null ? null : decompose(gram);
  if (squares === null) return null;
  const last = basis.length - 1;
  if (strict && !squares.some((s) => s.row.every((q, i) => (i === last ? q.num !== 0n : q.num === 0n)))) return null;
  const rows: Row[] = squares.map((s) => ({
    coef: s.d,
    uses: [],
    root: space.termOf(
      new Map(basis.flatMap((m, i) => ((s.row[i] as Rational).num === 0n ? [] : [[m, s.row[i] as Rational] as const]))),
    ),
  }));
  return K.positivstellensatz(goal, [], rows);
}

/** The symmetric matrix M with p = bᵀMb for the basis b; null where a monomial is no product of two. */
function gramMatrix(space: Space, basis: readonly number[], p: Poly): Rational[][] | null {
  const places = new Map<number, [number, number]>();
  basis.forEach((a, i) => places.set(space.times(a, a), [i, i]));
  basis.forEach((a, i) => {
    for (let j = i + 1; j < basis.length; j++) {
      const m = space.times(a, basis[j] as number);
      if (!places.has(m)) places.set(m, [i, j]);
    }
  });
  const out: Rational[][] = basis.map(() => basis.map(() => K.ZERO));
  const half = K.rational(1n, 2n);
  for (const [m, q] of p) {
    const place = places.get(m);
    if (place === undefined) return null;
    const [i, j] = place;
    if (i === j) (out[i] as Rational[])[i] = q;
    else {
      (out[i] as Rational[])[j] = K.mulQ(half, q);
      (out[j] as Rational[])[i] = K.mulQ(half, q);
    }
  }
  return out;
}

type Square = { readonly d: Rational; readonly row: Rational[] };

/** M = Σ d·row·rowᵀ with d > 0, or null where M is not positive semidefinite. */
function decompose(m: Rational[][]): Square[] | null {
  const n = m.length;
  const out: Square[] = [];
  for (let i = 0; i < n; i++) {
    const line = m[i] as Rational[];
    const d = line[i] as Rational;
    if (d.num < 0n) return null;
    if (d.num === 0n) {
      if (line.some((q, j) => j > i && q.num !== 0n)) return null;
      continue;
    }
    const row = line.map((q, j) => (j < i ? K.ZERO : K.mulQ(q, K.invQ(d))));
    out.push({ d, row });
    for (let j = i + 1; j < n; j++) {
      for (let k = i + 1; k < n; k++) {
        const down = K.mulQ(d, K.mulQ(row[j] as Rational, row[k] as Rational));
        (m[j] as Rational[])[k] = K.subQ((m[j] as Rational[])[k] as Rational, down);
      }
    }
  }
  return out;
}
