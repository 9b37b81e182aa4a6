/** The numbers that make up a point, and how they reach the evaluator. */
import type * as K from "../kernel/index.ts";
import type { Evaluator, FloatFamily } from "./evaluate.ts";
import { type Choice, pool } from "./pool.ts";
import type { Variable } from "./problem.ts";

/** One number of a point: a variable's value, or that of one component of a family. */
export type Cell = {
  readonly variable: Variable;
  readonly index: readonly number[] | null;
  readonly integer: boolean;
  readonly choices: readonly Choice[];
  /** The present value. */
  now: Choice;
};

const MAX_CELLS = 60;

/** The numbers to choose, once sizes are known; null where a range has no numeric ends or there are too many. */
export function cellsFor(
  variables: readonly Variable[],
  ev: Evaluator,
  constants: readonly K.Rational[],
): Cell[] | null {
  const out: Cell[] = [];
  const known = new Map<string, readonly Choice[]>();
  for (const variable of variables) {
    const sort = variable.term.sort;
    const integer = sort.k === "int" || (sort.k === "family" && sort.of === "int");
    const kind =
      integer && variable.kind !== "size"
        ? "int"
        : variable.ranges !== null && variable.kind === "real"
          ? "bound"
          : variable.kind;
    const key = `${kind}:${integer}`;
    const choices = known.get(key) ?? pool(kind, constants);
    known.set(key, choices);
    const cell = (index: readonly number[] | null): Cell => {
      const own = kind === "generic" ? rotated(choices, 3 * out.length) : choices;
      return { variable, index, integer, choices: own, now: own[0] as Choice };
    };
    if (variable.ranges === null) {
      out.push(cell(null));
      continue;
    }
    let indices: number[][] = [[]];
    for (const r of variable.ranges) {
      const [lo, hi] = [ev.number(r.lo), ev.number(r.hi)];
      if (!Number.isInteger(lo) || !Number.isInteger(hi) || hi - lo > MAX_CELLS) return null;
      indices = indices.flatMap((ix) => Array.from({ length: Math.max(0, hi - lo + 1) }, (_, i) => [...ix, lo + i]));
    }
    for (const index of indices) out.push(cell(index));
    if (out.length > MAX_CELLS) return null;
  }
  return out;
}

/** Puts the cells' present values into the evaluator. */
export function install(ev: Evaluator, cells: readonly Cell[], variables: readonly Variable[]): void {
  const families = new Map<string, Map<string, number>>();
  for (const v of variables) if (v.ranges !== null) families.set(v.term.name, new Map());
  for (const c of cells) {
    if (c.index === null) ev.set(c.variable.term.name, c.now.value);
    else families.get(c.variable.term.name)?.set(c.index.join(), c.now.value);
  }
  for (const [name, values] of families) ev.set(name, familyFrom(values));
  ev.focus = cells.filter((c) => c.variable.kind === "bound" && c.index === null).map((c) => c.now.value);
}

function familyFrom(values: ReadonlyMap<string, number>): FloatFamily {
  return (...index) => values.get(index.join()) ?? Number.NaN;
}

/** Other numbers for other cells. */
function rotated(choices: readonly Choice[], by: number): readonly Choice[] {
  const n = by % Math.max(1, choices.length);
  return [...choices.slice(n), ...choices.slice(0, n)];
}
