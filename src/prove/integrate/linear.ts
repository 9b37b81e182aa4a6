/** Linear equations with coefficients that are terms free of the variable: elimination without division. */
import type { Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";

export type Row = { readonly coefficients: Term[]; value: Term };

const isZero = (t: Term): boolean => t === K.int(0);
const times = (a: Term, b: Term): Term => K.canonical(K.mul(a, b));

const MAX_MONOMIALS = 60;

/**
 * Values of the unknowns that meet all rows, free unknowns 0; null where there are none. A value is a
 * quotient whose denominator is a term that is not identically 0 (it may still vanish somewhere).
 */
export function solve(rows: readonly Row[], unknowns: number): Term[] | null {
  const left = rows.map((r) => ({ coefficients: [...r.coefficients], value: r.value }));
  const pivots: { row: Row; at: number }[] = [];
  for (;;) {
    const found = pivotOf(left, unknowns);
    if (found === null) break;
    const [row] = left.splice(found.row, 1) as [Row];
    for (const other of [...left, ...pivots.map((p) => p.row)]) {
      if (!eliminate(other, row, found.at)) return null;
    }
    pivots.push({ row, at: found.at });
  }
  if (left.some((r) => !isZero(r.value))) return null;
  const out: Term[] = Array.from({ length: unknowns }, () => K.int(0));
  for (const { row, at } of pivots) out[at] = K.canonical(K.mul(row.value, K.inv(row.coefficients[at] as Term)));
  return out;
}

/** A number for a pivot where there is one, else the coefficient with the fewest summands. */
function pivotOf(rows: readonly Row[], unknowns: number): { row: number; at: number } | null {
  let best: { row: number; at: number; cost: number } | null = null;
  for (let i = 0; i < rows.length; i++) {
    const c = (rows[i] as Row).coefficients;
    const used = c.filter((t) => !isZero(t)).length;
    for (let j = 0; j < unknowns; j++) {
      const t = c[j] as Term;
      if (isZero(t)) continue;
      const cost = (t.k === "num" ? 0 : 1000 * K.monomials(t).length) + used;
      if (best === null || cost < best.cost) best = { row: i, at: j, cost };
    }
  }
  return best;
}

/** Rids a row of the unknown by a multiple of the pivot's row; false where the terms grow too large. */
function eliminate(row: Row, by: Row, at: number): boolean {
  const c = row.coefficients[at] as Term;
  if (isZero(c)) return true;
  const p = by.coefficients[at] as Term;
  // row·p - by·c, or row - by·(c/p) for a number p.
  const [scale, factor] = p.k === "num" ? [K.int(1), times(c, K.num(K.invQ(p.value)))] : [p, c];
  const mix = (a: Term, b: Term): Term => K.canonical(K.sub(K.mul(scale, a), K.mul(factor, b)));
  for (let j = 0; j < row.coefficients.length; j++) {
    const [a, b] = [row.coefficients[j] as Term, by.coefficients[j] as Term];
    if (isZero(a) && isZero(b)) continue;
    const t = mix(a, b);
    if (K.monomials(t).length > MAX_MONOMIALS) return false;
    row.coefficients[j] = t;
  }
  row.value = mix(row.value, by.value);
  return K.monomials(row.value).length <= MAX_MONOMIALS;
}
