/**
 * Exact linear programming for certificates: nonnegative multipliers λ (and free μ) with
 * Σ λᵢ gᵢ + Σ μⱼ eⱼ = p as polynomials. Two-phase simplex over the rationals, Bland's rule.
 */
import * as K from "../kernel/index.ts";
import type { Rational } from "../kernel/index.ts";

/** A polynomial as coefficients by monomial id. */
export type Vector = ReadonlyMap<number, Rational>;

const ZERO = K.ZERO;

/**
 * Finds x ≥ 0 (for columns not free) with Σ xᵢ columnᵢ = target; where `strict` is not null, with
 * Σ_{i in strict} xᵢ > 0. Null if there is none or the problem is larger than `limit` cells.
 */
export function solveNonnegative(
  columns: readonly Vector[],
  free: readonly boolean[],
  target: Vector,
  strict: readonly number[] | null,
  limit = 40_000,
): Rational[] | null {
  const rowIds = new Set<number>(target.keys());
  for (const c of columns) for (const id of c.keys()) rowIds.add(id);
  const ids = [...rowIds];
  // Free columns become differences of two nonnegative ones.
  const cols: { source: number; sign: Rational }[] = [];
  columns.forEach((_, i) => {
    cols.push({ source: i, sign: K.ONE });
    if (free[i]) cols.push({ source: i, sign: K.negQ(K.ONE) });
  });
  const m = ids.length;
  const n = cols.length;
  if (m * (n + m) > limit) return null;
  const rows: Rational[][] = ids.map((id, r) => {
    const b = target.get(id) ?? ZERO;
    const flip = b.num < 0n;
    const line = cols.map((c) => K.mulQ(c.sign, (columns[c.source] as Vector).get(id) ?? ZERO));
    const artificial = ids.map((_, j) => (j === r ? K.ONE : ZERO));
    const all = [...line.map((q) => (flip ? K.negQ(q) : q)), ...artificial, flip ? K.negQ(b) : b];
    return all;
  });
  const basis = ids.map((_, r) => n + r);
  const width = n + m;
  const phase1 = Array.from({ length: width + 1 }, (_, j) => (j >= n && j < width ? K.ONE : ZERO));
  for (const r of rows) for (let j = 0; j <= width; j++) phase1[j] = K.subQ(phase1[j] as Rational, r[j] as Rational);
  if (!simplex(rows, phase1, basis, width, () => false)) return null;
  if ((phase1[width] as Rational).num !== 0n) return null;
  // Drive artificial variables out of the basis; drop redundant rows.
  for (let r = rows.length - 1; r >= 0; r--) {
    if ((basis[r] as number) < n) continue;
    const line = rows[r] as Rational[];
    const j = line.findIndex((q, c) => c < n && q.num !== 0n);
    if (j < 0) {
      rows.splice(r, 1);
      basis.splice(r, 1);
    } else pivot(rows, phase1, basis, r, j);
  }
  const value = (): Rational[] => {
    const x = columns.map(() => ZERO);
    basis.forEach((b, r) => {
      const c = cols[b];
      if (c === undefined) return;
      const v = (rows[r] as Rational[])[width] as Rational;
      x[c.source] = K.addQ(x[c.source] as Rational, K.mulQ(c.sign, v));
    });
    return x;
  };
  if (strict === null) return value();
  const wanted = new Set(strict);
  const good = (): boolean => value().some((v, i) => wanted.has(i) && v.num > 0n);
  if (good()) return value();
  const cost = Array.from({ length: width + 1 }, (_, j) => {
    const c = cols[j];
    return c !== undefined && wanted.has(c.source) ? K.negQ(K.ONE) : ZERO;
  });
  basis.forEach((b, r) => {
    const f = cost[b] as Rational;
    if (f.num === 0n) return;
    const line = rows[r] as Rational[];
    for (let j = 0; j <= width; j++) cost[j] = K.subQ(cost[j] as Rational, K.mulQ(f, line[j] as Rational));
  });
  const bounded = simplex(rows, cost, basis, n, good);
  if (good()) return value();
  if (bounded) return null;
  // Unbounded improvement: take one step along the ray.
  return ray(rows, cost, basis, n, width, cols, value(), wanted);
}

function pivot(rows: Rational[][], cost: Rational[], basis: number[], r: number, j: number): void {
  const line = rows[r] as Rational[];
  const f = K.invQ(line[j] as Rational);
  for (let c = 0; c < line.length; c++) if ((line[c] as Rational).num !== 0n) line[c] = K.mulQ(line[c] as Rational, f);
  const clear = (other: Rational[]): void => {
    const g = other[j] as Rational;
    if (g.num === 0n) return;
    for (let c = 0; c < line.length; c++) {
      const q = line[c] as Rational;
      if (q.num !== 0n) other[c] = K.subQ(other[c] as Rational, K.mulQ(g, q));
    }
  };
  for (let k = 0; k < rows.length; k++) if (k !== r) clear(rows[k] as Rational[]);
  clear(cost);
  basis[r] = j;
}

const MAX_PIVOTS = 400;

/** Minimises; false when unbounded or the pivots ran out. Columns from `usable` on may not enter. */
function simplex(rows: Rational[][], cost: Rational[], basis: number[], usable: number, done: () => boolean): boolean {
  for (let step = 0; step < MAX_PIVOTS; step++) {
    if (done()) return true;
    let j = -1;
    for (let c = 0; c < usable; c++) {
      if ((cost[c] as Rational).num < 0n) {
        j = c;
        break;
      }
    }
    if (j < 0) return true;
    const r = leaving(rows, basis, j);
    if (r < 0) return false;
    pivot(rows, cost, basis, r, j);
  }
  return false;
}

function leaving(rows: readonly Rational[][], basis: readonly number[], j: number): number {
  let best = -1;
  let ratio: Rational | null = null;
  rows.forEach((line, r) => {
    const a = line[j] as Rational;
    if (a.num <= 0n) return;
    const q = K.mulQ(line[line.length - 1] as Rational, K.invQ(a));
    const c = ratio === null ? -1 : K.compareQ(q, ratio);
    if (c < 0 || (c === 0 && (basis[r] as number) < (basis[best] as number))) {
      best = r;
      ratio = q;
    }
  });
  return best;
}

function ray(
  rows: readonly Rational[][],
  cost: readonly Rational[],
  basis: readonly number[],
  usable: number,
  width: number,
  cols: readonly { source: number; sign: Rational }[],
  x: Rational[],
  wanted: ReadonlySet<number>,
): Rational[] | null {
  for (let j = 0; j < usable; j++) {
    if ((cost[j] as Rational).num >= 0n || leaving(rows, basis, j) >= 0) continue;
    const out = [...x];
    const move = (column: number, by: Rational): void => {
      const c = cols[column];
      if (c !== undefined) out[c.source] = K.addQ(out[c.source] as Rational, K.mulQ(c.sign, by));
    };
    move(j, K.ONE);
    basis.forEach((b, r) => {
      if (b < width) move(b, K.negQ((rows[r] as Rational[])[j] as Rational));
    });
    if (out.some((v, i) => wanted.has(i) && v.num > 0n)) return out;
  }
  return null;
}
