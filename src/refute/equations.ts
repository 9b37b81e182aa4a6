/** Equations among the constraints: one number of a point is computed from the others where it occurs linearly. */

import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { type Cell, install } from "./cells.ts";
import { close, type Evaluator } from "./evaluate.ts";
import { type Choice, rationalChoice } from "./pool.ts";
import type { Variable } from "./problem.ts";
import { rangeOf } from "./sample.ts";

export type Equation = {
  readonly l: Term;
  readonly r: Term;
  /** The number that the equation determines. */
  readonly cell: Cell;
  /** The other side, where one side is that variable itself. */
  readonly direct: Term | null;
};

type Pair = { readonly l: Term; readonly r: Term };
type Substitution = readonly { readonly name: Term; readonly value: Term }[];

/** The equations, those under ranges written out, each with a number of its own to determine. */
export function equationsOf(
  constraints: readonly Formula[],
  sizes: Substitution,
  cells: readonly Cell[],
  ev: Evaluator,
  variables: readonly Variable[],
): readonly Equation[] {
  const pairs: Pair[] = [];
  const collect = (f: Formula): void => {
    if (f.k === "eq") pairs.push({ l: f.l, r: f.r });
    else if (f.k === "and") {
      collect(f.l);
      collect(f.r);
    } else if (f.k === "all") {
      const range = rangeOf(f);
      if (range === null || !mentionsEquation(range.body)) return;
      const [lo, hi] = [range.lo, range.hi].map((t) => ev.number(K.instantiate(t, [K.int(0)]))) as [number, number];
      for (let i = lo; i <= hi && i < lo + 12; i++) collect(K.instantiate(range.body, [K.int(i)]));
    }
  };
  for (const c of constraints)
    if (mentionsEquation(c)) collect(sizes.reduce((f, s) => K.replaceVar(f, s.name, s.value), c));
  const out: Equation[] = [];
  for (const { l, r } of pairs) {
    const candidates = cells.filter(
      (c) => !out.some((e) => e.cell === c) && (K.occurs(c.variable.term.name, l) || K.occurs(c.variable.term.name, r)),
    );
    const named = candidates.find((c) => c.index === null && isDirect(c, l, r) !== null);
    const cell = named ?? [...candidates].reverse().find((c) => isLinear(l, r, c, cells, ev, variables));
    if (cell !== undefined) out.push({ l, r, cell, direct: isDirect(cell, l, r) });
  }
  return out;
}

function mentionsEquation(f: Formula): boolean {
  return (
    f.k === "eq" ||
    (f.k === "and" && (mentionsEquation(f.l) || mentionsEquation(f.r))) ||
    (f.k === "all" && f.body.k === "implies" && mentionsEquation(f.body.r))
  );
}

/** The side opposite the bare variable, free of it. */
function isDirect(cell: Cell, l: Term, r: Term): Term | null {
  const v = cell.variable.term;
  if (cell.index !== null) return null;
  if (l === v && !K.occurs(v.name, r)) return r;
  if (r === v && !K.occurs(v.name, l)) return l;
  return null;
}

/** l - r with the cell at a value. */
function gap(
  l: Term,
  r: Term,
  cell: Cell,
  value: number,
  cells: readonly Cell[],
  ev: Evaluator,
  variables: readonly Variable[],
): number {
  const before = cell.now;
  cell.now = { term: before.term, value };
  install(ev, cells, variables);
  const d = ev.number(l) - ev.number(r);
  cell.now = before;
  return d;
}

function isLinear(
  l: Term,
  r: Term,
  cell: Cell,
  cells: readonly Cell[],
  ev: Evaluator,
  variables: readonly Variable[],
): boolean {
  const [a, b, c] = [1, 2, 4].map((x) => gap(l, r, cell, x, cells, ev, variables)) as [number, number, number];
  return !close(a, b) && close(c - b, 2 * (b - a));
}

/** Computes the determined numbers; false where one has no simple value. */
export function solve(
  equations: readonly Equation[],
  cells: readonly Cell[],
  ev: Evaluator,
  variables: readonly Variable[],
): boolean {
  for (const e of equations) {
    if (e.direct === null && close(ev.number(e.l), ev.number(e.r))) continue;
    const value = solution(e, cells, ev, variables);
    if (value === null) return false;
    e.cell.now = value;
    install(ev, cells, variables);
  }
  return true;
}

function solution(e: Equation, cells: readonly Cell[], ev: Evaluator, variables: readonly Variable[]): Choice | null {
  if (e.direct !== null) {
    const value = ev.number(e.direct);
    if (Number.isNaN(value)) return null;
    const simple = simpleFraction(value);
    if (simple !== null) return simple;
    if (e.cell.integer) return null;
    const term = closedValue(e.direct, cells);
    return term === null ? null : { term, value };
  }
  const a = gap(e.l, e.r, e.cell, 1, cells, ev, variables);
  const b = gap(e.l, e.r, e.cell, 2, cells, ev, variables);
  if (Number.isNaN(a) || Number.isNaN(b) || close(a, b)) return null;
  const found = simpleFraction(1 - a / (b - a));
  return found === null || (e.cell.integer && !Number.isInteger(found.value)) ? null : found;
}

/** A term with the numbers put for its variables; null where a family stands in it. */
function closedValue(t: Term, cells: readonly Cell[]): Term | null {
  const numbers = cells.filter((c) => c.index === null);
  const out = numbers.reduce((u, c) => K.replaceVar(u, c.variable.term, c.now.term), t);
  return K.freeNames(out).length === 0 ? out : null;
}

const MAX_DENOMINATOR = 1000;

/** The fraction with a small denominator that the number is, by its continued fraction. */
export function simpleFraction(x: number): Choice | null {
  if (!Number.isFinite(x) || Math.abs(x) > 1e9) return null;
  let [h0, h1, k0, k1] = [0n, 1n, 1n, 0n];
  let rest = x;
  for (let i = 0; i < 12; i++) {
    const a = BigInt(Math.floor(rest));
    [h0, h1] = [h1, a * h1 + h0];
    [k0, k1] = [k1, a * k1 + k0];
    if (k1 > BigInt(MAX_DENOMINATOR)) return null;
    if (Math.abs(Number(h1) / Number(k1) - x) <= 1e-12 * Math.max(1, Math.abs(x))) return rationalChoice(h1, k1);
    rest = 1 / (rest - Math.floor(rest));
    if (!Number.isFinite(rest)) return null;
  }
  return null;
}
