/**
 * Exact linear programming for certificates: nonnegative multipliers λ (and free μ) with
 * Σ λᵢ gᵢ + Σ μⱼ eⱼ = p as polynomials. Columns that cannot take part are dropped, free ones eliminated,
 * the rest is a two-phase simplex on integer rows by Bland's rule.
 */

import type { Rational } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** A polynomial as coefficients by monomial id. */
export type Vector = ReadonlyMap<number, Rational>;

/** Σ coef·x = right, integers; the right side stands last in `line`. */
type Row = bigint[];
type Eliminated = { readonly column: number; readonly line: Row };

/**
 * Finds x ≥ 0 (for columns not free) with Σ xᵢ columnᵢ = target; where `strict` is not null, with
 * Σ_{i in strict} xᵢ > 0. Null if there is none or the problem is larger than `limit` cells.
 */
export function solveNonnegative(
  columns: readonly Vector[],
  free: readonly boolean[],
  target: Vector,
  strict: readonly number[] | null,
  limit = 60_000,
): Rational[] | null {
  const used = prune(columns, free, target);
  if (used === null) return null;
  const active = used.flatMap((u, i) => (u ? [i] : []));
  const ids = new Set<number>(target.keys());
  for (const i of active) for (const id of (columns[i] as Vector).keys()) ids.add(id);
  if (ids.size * (active.length + 1) > limit) return null;
  const rows = [...ids].map((id) => integerRow(active, columns, target, id));
  const eliminated: Eliminated[] = [];
  const left: number[] = [];
  active.forEach((i, j) => {
    if (!free[i] || !eliminate(rows, j, eliminated)) left.push(j);
  });
  // A free column that no row mentions any more is 0.
  const open = left.filter((j) => !free[active[j] as number]);
  const wanted =
    strict === null ? null : new Set(strict.flatMap((i) => (active.includes(i) ? [active.indexOf(i)] : [])));
  const x = feasible(rows, open, active.length, wanted);
  if (x === null) return null;
  const out = columns.map(() => K.ZERO);
  for (const j of open) out[active[j] as number] = x[j] as Rational;
  for (const e of [...eliminated].reverse()) {
    let rest = K.rational(e.line[active.length] as bigint);
    active.forEach((i, j) => {
      const a = e.line[j] as bigint;
      if (j !== e.column && a !== 0n) rest = K.subQ(rest, K.mulQ(K.rational(a), out[i] as Rational));
    });
    out[active[e.column] as number] = K.mulQ(rest, K.invQ(K.rational(e.line[e.column] as bigint)));
  }
  return out;
}

/** Which columns can have a positive multiplier: none whose monomial nothing cancels. Null if a monomial of the target is out of reach. */
function prune(columns: readonly Vector[], free: readonly boolean[], target: Vector): boolean[] | null {
  const used = columns.map((c, i) => free[i] === true || c.size > 0);
  const byRow = new Map<number, number[]>();
  columns.forEach((c, i) => {
    for (const id of c.keys()) {
      const list = byRow.get(id);
      if (list === undefined) byRow.set(id, [i]);
      else list.push(i);
    }
  });
  for (const [id, q] of target) if (q.num !== 0n && !byRow.has(id)) return null;
  const queue = [...byRow.keys()];
  const waiting = new Set(queue);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    waiting.delete(id);
    let plus = false;
    let minus = false;
    const here: number[] = [];
    for (const i of byRow.get(id) as number[]) {
      if (!used[i]) continue;
      const q = (columns[i] as Vector).get(id) as Rational;
      if (q.num === 0n) continue;
      here.push(i);
      if (free[i] || q.num > 0n) plus = true;
      if (free[i] || q.num < 0n) minus = true;
    }
    const goal = target.get(id)?.num ?? 0n;
    if ((goal > 0n && !plus) || (goal < 0n && !minus)) return null;
    if (goal !== 0n || (plus && minus)) continue;
    for (const i of here) {
      used[i] = false;
      for (const other of (columns[i] as Vector).keys()) {
        if (!waiting.has(other)) {
          waiting.add(other);
          queue.push(other);
        }
      }
    }
  }
  return used;
}

/** The equation of one monomial, scaled to integers. */
function integerRow(active: readonly number[], columns: readonly Vector[], target: Vector, id: number): Row {
  const line = [...active.map((i) => (columns[i] as Vector).get(id) ?? K.ZERO), target.get(id) ?? K.ZERO];
  let scale = 1n;
  for (const q of line) if (q.den !== 1n) scale = (scale / K.gcd(scale, q.den)) * q.den;
  return reducedRow(line.map((q) => (q.num * scale) / q.den));
}

/** Without a common factor. */
function reducedRow(line: Row): Row {
  let g = 0n;
  for (const a of line) {
    if (a === 0n) continue;
    g = K.gcd(g, a);
    if (g === 1n) return line;
  }
  return g > 1n ? line.map((a) => (a === 0n ? a : a / g)) : line;
}

/** line·p - other·f with p > 0: clears column j of the line by the pivot row. */
function cleared(line: Row, pivotRow: Row, j: number): Row {
  const f = line[j] as bigint;
  if (f === 0n) return line;
  const p = pivotRow[j] as bigint;
  const [a, b] = p > 0n ? [p, f] : [-p, -f];
  return reducedRow(
    line.map((x, c) => {
      const y = pivotRow[c] as bigint;
      return y === 0n ? x * a : x * a - y * b;
    }),
  );
}

/** Solves one row for the free column j and takes it out of all others; false where no row has it. */
function eliminate(rows: Row[], j: number, eliminated: Eliminated[]): boolean {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  rows.forEach((line, r) => {
    if (line[j] === 0n) return;
    const n = line.reduce((c, a) => (a === 0n ? c : c + 1), 0);
    if (n < least) {
      least = n;
      best = r;
    }
  });
  if (best < 0) return false;
  const line = rows.splice(best, 1)[0] as Row;
  for (let r = 0; r < rows.length; r++) rows[r] = cleared(rows[r] as Row, line, j);
  eliminated.push({ column: j, line });
  return true;
}

const MAX_PIVOTS = 600;
const ARTIFICIAL = -1;

/** x ≥ 0 on the open columns (all others 0) with the rows met, and Σ over `wanted` > 0 unless it is null. */
function feasible(
  all: readonly Row[],
  open: readonly number[],
  width: number,
  wanted: ReadonlySet<number> | null,
): Rational[] | null {
  const rows: Row[] = [];
  for (const line of all) {
    const right = line[width] as bigint;
    if (open.every((j) => line[j] === 0n)) {
      if (right !== 0n) return null;
      continue;
    }
    rows.push(right < 0n ? line.map((a) => -a) : [...line]);
  }
  const basis = rows.map(() => ARTIFICIAL);
  // Phase 1: the sum of the artificial variables goes down to 0.
  const cost: Row = Array.from({ length: width + 1 }, (_, c) => rows.reduce((s, line) => s - (line[c] as bigint), 0n));
  const table: Table = { rows, basis, cost, width };
  const done = (): boolean => rows.every((line, r) => basis[r] !== ARTIFICIAL || line[width] === 0n);
  simplex(table, open, done);
  if (!done()) return null;
  for (let r = rows.length - 1; r >= 0; r--) {
    if (basis[r] !== ARTIFICIAL) continue;
    const j = open.find((c) => (rows[r] as Row)[c] !== 0n);
    if (j !== undefined) pivot(table, r, j);
    else {
      rows.splice(r, 1);
      basis.splice(r, 1);
    }
  }
  const value = (): Rational[] => {
    const x: Rational[] = Array.from({ length: width }, () => K.ZERO);
    basis.forEach((b, r) => {
      const line = rows[r] as Row;
      x[b] = K.rational(line[width] as bigint, line[b] as bigint);
    });
    return x;
  };
  if (wanted === null) return value();
  const good = (): boolean => basis.some((b, r) => wanted.has(b) && ((rows[r] as Row)[width] as bigint) > 0n);
  if (good()) return value();
  table.cost = Array.from({ length: width + 1 }, (_, c) => (wanted.has(c) ? -1n : 0n));
  basis.forEach((b, r) => {
    table.cost = cleared(table.cost, rows[r] as Row, b);
  });
  const bounded = simplex(table, open, good);
  if (good()) return value();
  return bounded ? null : ray(table, open, value(), wanted);
}

type Table = { readonly rows: Row[]; readonly basis: number[]; cost: Row; readonly width: number };

function pivot(t: Table, r: number, j: number): void {
  let line = t.rows[r] as Row;
  if ((line[j] as bigint) < 0n) line = line.map((a) => -a);
  t.rows[r] = line;
  for (let k = 0; k < t.rows.length; k++) if (k !== r) t.rows[k] = cleared(t.rows[k] as Row, line, j);
  t.cost = cleared(t.cost, line, j);
  t.basis[r] = j;
}

/** Minimises; false when unbounded or the pivots ran out. */
function simplex(t: Table, open: readonly number[], done: () => boolean): boolean {
  for (let step = 0; step < MAX_PIVOTS; step++) {
    if (done()) return true;
    const j = open.find((c) => (t.cost[c] as bigint) < 0n);
    if (j === undefined) return true;
    const r = leaving(t, j);
    if (r < 0) return false;
    pivot(t, r, j);
  }
  return false;
}

/** The row with the least ratio; a tie goes to the lowest basis variable, artificial ones first. */
function leaving(t: Table, j: number): number {
  let best = -1;
  t.rows.forEach((line, r) => {
    const a = line[j] as bigint;
    if (a <= 0n) return;
    if (best < 0) {
      best = r;
      return;
    }
    const other = t.rows[best] as Row;
    const d = (line[t.width] as bigint) * (other[j] as bigint) - (other[t.width] as bigint) * a;
    if (d < 0n || (d === 0n && (t.basis[r] as number) < (t.basis[best] as number))) best = r;
  });
  return best;
}

/** One step along an unbounded direction that raises a wanted variable. */
function ray(t: Table, open: readonly number[], x: Rational[], wanted: ReadonlySet<number>): Rational[] | null {
  for (const j of open) {
    if ((t.cost[j] as bigint) >= 0n || leaving(t, j) >= 0) continue;
    const out = [...x];
    const move = (c: number, by: Rational): void => {
      out[c] = K.addQ(out[c] as Rational, by);
    };
    move(j, K.ONE);
    t.basis.forEach((b, r) => {
      const line = t.rows[r] as Row;
      move(b, K.negQ(K.rational(line[j] as bigint, line[b] as bigint)));
    });
    if ([...wanted].some((c) => (out[c] as Rational).num > 0n)) return out;
  }
  return null;
}
