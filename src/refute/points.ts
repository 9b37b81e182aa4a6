/**
 * Points that meet constraints as far as floating point can tell: sizes 2, 3, 4 before 1 and 0, then
 * numbers from pools, the simplest combinations first, some seemingly random ones between. The same
 * problem gives the same points in the same order.
 */

import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { type Cell, cellsFor, install } from "./cells.ts";
import { type Equation, equationsOf, solve } from "./equations.ts";
import type { Evaluator } from "./evaluate.ts";
import { type Choice, pool } from "./pool.ts";
import { type Problem, type Variable, variablesOf } from "./problem.ts";
import { plausible } from "./truth.ts";

export type Point = {
  readonly cells: readonly Cell[];
  readonly sizes: readonly { readonly variable: Variable; readonly choice: Choice }[];
  /** How far the point is from the simplest one. */
  readonly rank: number;
};

/** The point as it is now: the search goes on to change its cells. */
export function kept(p: Point): Point {
  return { ...p, cells: p.cells.map((c) => ({ ...c })) };
}

export type Limits = {
  /** Points in all. */
  readonly points: number;
  /** Combinations looked at for the first sizes, and for each of the later ones. */
  readonly first: number;
  readonly later: number;
};

/** The points; the evaluator holds the values of the last one given. */
export function* points(problem: Problem, ev: Evaluator, limits: Limits): Generator<Point> {
  const { constants } = problem;
  const sizes = problem.variables.filter((v) => v.kind === "size");
  const others = problem.variables.filter((v) => !sizes.includes(v));
  const names = new Set(sizes.map((v) => v.term.name));
  const early = problem.constraints.filter((c) => variablesOf([c]).every((v) => names.has(v.name)));
  const late = problem.constraints.filter((c) => !early.includes(c));
  const whole = constants.filter((c) => c.den === 1n);
  const pools = sizes.map(() => pool("size", whole));
  let left = limits.points;
  let looks = limits.first;
  const scheme = [
    ...graded(
      pools.map((p) => p.length),
      400,
      false,
    ),
  ].map((v) => ({ v, small: v.filter((i, j) => ((pools[j] as Choice[])[i] as Choice).value < 2).length }));
  scheme.sort((a, b) => (a.small > 0 ? 1 : 0) - (b.small > 0 ? 1 : 0));
  let groups = 0;
  for (const { v } of scheme) {
    const chosen = sizes.map((variable, j) => ({ variable, choice: (pools[j] as Choice[])[v[j] as number] as Choice }));
    for (const s of chosen) ev.set(s.variable.term.name, s.choice.value);
    if (!early.every((c) => possible(ev, c))) continue;
    const cells = cellsFor(others, ev, constants);
    if (cells === null) continue;
    for (const p of atSizes(problem, ev, chosen, cells, late, looks)) {
      yield p;
      if (--left <= 0) return;
    }
    looks = limits.later;
    if (++groups >= 30) return;
  }
}

function possible(ev: Evaluator, c: Formula): boolean {
  return plausible(ev.truth(c));
}

function* atSizes(
  problem: Problem,
  ev: Evaluator,
  sizes: Point["sizes"],
  all: readonly Cell[],
  constraints: readonly Formula[],
  looks: number,
): Generator<Point> {
  const sizeNames = new Set(sizes.map((s) => s.variable.term.name));
  const admitted = new Map<Variable, ReadonlySet<Term>>();
  const cells = all.map((c) => {
    const terms = admitted.get(c.variable) ?? new Set(admissible(ev, c, constraints, sizeNames).map((x) => x.term));
    admitted.set(c.variable, terms);
    return { ...c, choices: c.choices.filter((x) => terms.has(x.term)) };
  });
  if (cells.some((c) => c.choices.length === 0)) return;
  for (const c of cells) c.now = c.choices[0] as Choice;
  install(ev, cells, problem.variables);
  const substitution = sizes.map((s) => ({ name: s.variable.term, value: s.choice.term }));
  const equations: readonly Equation[] = equationsOf(constraints, substitution, cells, ev, problem.variables);
  const free = cells.filter((c) => !equations.some((e) => e.cell === c));
  let found = 0;
  for (const v of graded(
    free.map((c) => c.choices.length),
    looks,
    true,
  )) {
    free.forEach((c, i) => {
      c.now = c.choices[v[i] as number] as Choice;
    });
    install(ev, cells, problem.variables);
    if (equations.length > 0 && !solve(equations, cells, ev, problem.variables)) continue;
    if (!constraints.every((c) => possible(ev, c))) continue;
    const rank = v.reduce((a, b) => a + b, 0);
    yield { cells, sizes, rank };
    found++;
    if (found > looks) return;
    // Whoever asked may have changed values.
    for (const s of sizes) ev.set(s.variable.term.name, s.choice.value);
  }
}

/** The choices that the constraints on this variable alone admit. */
function admissible(
  ev: Evaluator,
  cell: Cell,
  constraints: readonly Formula[],
  sizes: ReadonlySet<string>,
): readonly Choice[] {
  const { name } = cell.variable.term;
  const own = constraints.filter((c) => {
    const vs = variablesOf([c]).filter((v) => !sizes.has(v.name));
    return vs.length === 1 && vs[0]?.name === name && (cell.index === null || c.k === "all");
  });
  if (own.length === 0) return cell.choices;
  const family = cell.variable.ranges !== null;
  const kept = cell.choices.filter((choice) => {
    ev.set(name, family ? () => choice.value : choice.value);
    return own.every((c) => possible(ev, c));
  });
  return kept.length > 0 || cell.index === null ? kept : cell.choices;
}

/** Vectors of positions below the lengths, by their sum; with `wild` every tenth one is seemingly random. */
export function* graded(lengths: readonly number[], limit: number, wild: boolean): Generator<readonly number[]> {
  let count = 0;
  let state = 12345;
  const random = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
  const most = lengths.reduce((a, n) => a + n - 1, 0);
  for (let sum = 0; sum <= most; sum++) {
    for (const v of summing(lengths, sum, 0)) {
      yield v;
      if (++count >= limit) return;
      if (wild && count > lengths.length && count % 10 === 0) {
        yield lengths.map((n) => random(Math.min(n, 12)));
        if (++count >= limit) return;
      }
    }
  }
}

function* summing(lengths: readonly number[], sum: number, from: number): Generator<number[]> {
  if (from === lengths.length) {
    if (sum === 0) yield [];
    return;
  }
  const room = lengths.slice(from + 1).reduce((a, n) => a + n - 1, 0);
  for (let i = Math.min(sum, (lengths[from] as number) - 1); i >= Math.max(0, sum - room); i--) {
    for (const rest of summing(lengths, sum - i, from + 1)) yield [i, ...rest];
  }
}

/** The value of a variable at the point as a closed term: for a family λk. if k = 1 then … else …. */
export function valueAt(p: Point, variable: Variable): Term {
  const size = p.sizes.find((s) => s.variable === variable);
  if (size !== undefined) return size.choice.term;
  const own = p.cells.filter((c) => c.variable === variable);
  if (variable.ranges === null) return (own[0] as Cell).now.term;
  const arity = variable.ranges.length;
  const k = Array.from({ length: arity }, (_, i) => K.bound(arity - 1 - i, K.INT));
  const last = own.at(-1);
  let body: Term = last === undefined ? K.int(0) : last.now.term;
  for (const c of own.slice(0, -1).reverse()) {
    if (c.now.term === body) continue;
    const tests = (c.index as readonly number[]).map((i, j) => K.eq(k[j] as Term, K.int(i)) as Formula);
    body = K.ifThen(
      tests.reduce((a, b) => K.and(a, b)),
      c.now.term,
      body,
    );
  }
  const hints = ["i", "j", "k", "l", "m", "n", "p", "q"];
  const binders = k.map((_, i) => ({ hint: arity === 1 ? "k" : (hints[i] as string), sort: K.INT }));
  return K.familyOf(binders, body);
}
