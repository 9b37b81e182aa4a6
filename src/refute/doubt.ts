/**
 * Doubts: is a formula false at a point that meets the hypotheses of a context, as far as floating point can
 * tell? The search for a proof of a doubted formula is not begun. A doubt decides nothing: where it is
 * mistaken, a proof is not found.
 *
 * Each context has a few points. Those of a context with more hypotheses come from its parent's, the new
 * variables chosen so that the new hypotheses hold; where none fits, they are searched for anew.
 */

import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Budget, Context } from "../prove/context.ts";
import { Evaluator, type FloatFamily, type Value } from "./evaluate.ts";
import { points } from "./points.ts";
import { conjuncts, sizesOf, type Variable, variablesOf } from "./problem.ts";

type Values = Map<string, Value>;
type Field = {
  readonly points: readonly Values[];
  /** Variables that a hypothesis speaks of which cannot be evaluated, and all that are connected with them. */
  readonly uncertain: ReadonlySet<string>;
};

const MAX_POINTS = 10;
const MAX_BY_SIZE = 4;
/** Candidates for new variables at each point of the parent. */
const MAX_TRIES = 24;
const MAX_KEPT_TRIES = 2;
/** How often in one search points are looked for from nothing. */
const MAX_SEARCHES = 12;

/** What belongs to one search, that is to one budget. */
type Shared = { readonly ev: Evaluator; searches: number };
const shared = new WeakMap<Budget, Shared>();
const fields = new WeakMap<Context, Field | null>();

/** Is f, an equation, an inequality or a negated equation, false at some point of the context? */
export function doubts(ctx: Context, f: Formula): boolean {
  const atom = f.k === "implies" ? (f.r.k === "false" && f.l.k === "eq" ? f.l : null) : f;
  if (atom === null || (atom.k !== "eq" && atom.k !== "lt" && atom.k !== "le")) return false;
  if (K.looseOf(atom) > 0) return false;
  const names = K.freeNames(atom);
  if (names.length === 0 || names.some((n) => n.endsWith("()"))) return false;
  const field = fieldOf(ctx);
  if (field === null || names.some((n) => field.uncertain.has(n))) return false;
  const { ev } = sharedOf(ctx);
  const [l, r] = [ev.code(atom.l), ev.code(atom.r)];
  let ties = 0;
  for (const [i, values] of field.points.entries()) {
    if (!complete(ctx, values, [atom], i)) continue;
    ev.use(values);
    const [a, b] = [l(null), r(null)];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    const gap = (b - a) / Math.max(1, Math.abs(a), Math.abs(b));
    if (gap === 0) {
      if (atom !== f) ties++;
      else if (atom.k === "lt") ties++;
      // A difference may vanish by cancellation; hardly twice.
      if (ties > 1) return true;
    } else if (f.k === "eq" ? Math.abs(gap) > 1e-5 : f.k !== "implies" && gap < -1e-8) return true;
  }
  return false;
}

function sharedOf(ctx: Context): Shared {
  let s = shared.get(ctx.budget);
  if (s === undefined) {
    s = { ev: new Evaluator(ctx.families), searches: 0 };
    shared.set(ctx.budget, s);
  }
  return s;
}

function fieldOf(ctx: Context): Field | null {
  const known = fields.get(ctx);
  if (known !== undefined) return known;
  fields.set(ctx, null);
  const field = makeField(ctx);
  fields.set(ctx, field);
  return field;
}

function makeField(ctx: Context): Field | null {
  const { local, parent } = ctx;
  if (local !== null && (parent === null || parent.local !== local)) {
    // Near a point its own value will do; what holds far out is not seen at a point.
    const outer = local.far === null ? fieldOf(local.outer) : null;
    if (outer === null) return null;
    const name = (local.w as Term & { k: "var" }).name;
    const { ev } = sharedOf(ctx);
    const at = outer.points.map((values, i): Values | null => {
      if (!complete(ctx, values, [local.point], i)) return null;
      ev.use(values);
      const x = ev.number(local.point);
      return Number.isFinite(x) ? new Map(values).set(name, x) : null;
    });
    return { ...outer, points: at.filter((v) => v !== null) };
  }
  if (parent === null || parent.facts.size === 0) return searched(ctx);
  const before = fieldOf(parent);
  if (before === null) return null;
  const fresh = [...ctx.facts.keys()].filter((f) => !parent.facts.has(f));
  if (fresh.length === 0) return before;
  const uncertain = uncertainOf(ctx, fresh, before.uncertain);
  const found = extended(ctx, before.points, fresh.filter(evaluable));
  if (found.length > 0) return { points: found, uncertain };
  if (local === null) return searched(ctx);
  // On one side of a point: close to it, never anywhere else.
  const aside = extended(ctx, [...before.points.flatMap((p) => beside(p, local.w))], fresh.filter(evaluable));
  return aside.length > 0 ? { points: aside, uncertain } : null;
}

/** The point with the variable a little more and a little less. */
function beside(values: Values, w: Term): Values[] {
  const { name } = w as Term & { k: "var" };
  const x = values.get(name);
  if (typeof x !== "number") return [];
  const h = 1e-3 * Math.max(1, Math.abs(x));
  return [new Map(values).set(name, x + h), new Map(values).set(name, x - h)];
}

/** Can the formula be looked at in floating point at all? */
function evaluable(f: Formula): boolean {
  return f.k !== "near" && f.k !== "pred" && f.k !== "hasDeriv" && !K.freeNames(f).some((n) => n.endsWith("()"));
}

function uncertainOf(ctx: Context, fresh: readonly Formula[], before: ReadonlySet<string>): ReadonlySet<string> {
  const dark = fresh.filter((f) => !evaluable(f));
  if (dark.length === 0 && before.size === 0) return before;
  const out = new Set([...before, ...dark.flatMap((f) => K.freeNames(f))]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const f of ctx.facts.keys()) {
      const names = K.freeNames(f);
      if (!names.some((n) => out.has(n)) || names.every((n) => out.has(n))) continue;
      for (const n of names) out.add(n);
      grown = true;
    }
  }
  return out;
}

/** Points of the parent with values for new variables; the facts are the new ones. */
function extended(ctx: Context, from: readonly Values[], facts: readonly Formula[]): Values[] {
  const { ev } = sharedOf(ctx);
  const out: Values[] = [];
  const variables = variablesOf(facts);
  for (const [i, values] of from.entries()) {
    const open = variables.filter((v) => !values.has(v.name));
    let kept = 0;
    for (let j = 0; j < (open.length === 0 ? 1 : MAX_TRIES) && kept < MAX_KEPT_TRIES; j++) {
      const now = new Map(values);
      open.forEach((v, n) => {
        const value = valueFor(ctx, v, i + (n === 0 ? j : j * (n + 2)), j);
        if (value !== null) now.set(v.name, value);
      });
      if (!complete(ctx, now, facts, i)) continue;
      ev.use(now);
      if (!facts.every((f) => meets(ev, f))) continue;
      out.push(now);
      kept++;
    }
    if (out.length >= MAX_POINTS) break;
  }
  return out;
}

/** Does the hypothesis hold, and not by a hair? Where x ≠ 0 holds by 1e-9, an equation x·y = x says nothing of y. */
function meets(ev: Evaluator, f: Formula): boolean {
  const v = ev.truth(f);
  if (v !== "true" && v !== "likely") return false;
  const open = f.k === "implies" && f.r.k === "false" && f.l.k === "eq" ? f.l : f.k === "lt" ? f : null;
  if (open === null || K.looseOf(open) > 0) return true;
  return !(Math.abs(ev.number(open.r) - ev.number(open.l)) < MARGIN);
}
const MARGIN = 1e-6;

const REALS: readonly number[] = [0.7, -1.3, 2.1, 0.3, -0.4, 1.6, -2.2, 0.15, 1, 0, 2.9, -0.6, 0.9, -1, 0.5];
const INTEGERS: readonly number[] = [1, 2, 3, 0, 4, -1, 5, 6, -2, 7];

/** The n-th value to try for a variable; integers in order, so that small ranges are met. */
function valueFor(ctx: Context, v: Term & { k: "var" }, n: number, j: number): Value | null {
  if (v.sort.k === "int") return INTEGERS[(n + j) % INTEGERS.length] as number;
  if (v.sort.k === "real") return REALS[n % REALS.length] as number;
  if (!ctx.families.has(v.name)) return null;
  return v.sort.of === "int" ? componentsOf(INTEGERS, n) : componentsOf(REALS, n);
}

/** A family whose components are spread over the values. */
function componentsOf(values: readonly number[], n: number): FloatFamily {
  return (...index) => values[Math.abs(index.reduce((a, i) => 5 * a + 3 * i, 4 * n)) % values.length] as number;
}

/** Gives the variables that no hypothesis has fixed some value; false where one cannot have any. */
function complete(ctx: Context, values: Values, nodes: readonly (Formula | Term)[], n: number): boolean {
  for (const v of variablesOf(nodes)) {
    if (values.has(v.name)) continue;
    let spread = n;
    for (let i = 0; i < v.name.length; i++) spread = (31 * spread + v.name.charCodeAt(i)) % 1009;
    const value = valueFor(ctx, v, spread, 0);
    if (value === null) return false;
    values.set(v.name, value);
  }
  return true;
}

/** Points from nothing that meet all facts of the context. */
function searched(ctx: Context): Field | null {
  const s = sharedOf(ctx);
  const all = [...ctx.facts.keys()];
  const facts = all.filter(evaluable);
  const uncertain = uncertainOf(ctx, all, new Set());
  if (facts.length === 0) return { points: Array.from({ length: MAX_POINTS }, () => new Map()), uncertain };
  if (++s.searches > MAX_SEARCHES) return null;
  const ends = [...ctx.families].flatMap(([, ranges]) => ranges.flatMap((r) => [r.lo, r.hi]));
  const named = variablesOf([...facts, ...ends]);
  if (named.some((v) => v.sort.k === "family" && !ctx.families.has(v.name))) return null;
  const sizes = sizesOf(facts, ctx.families);
  const found: Values[] = [];
  // The search writes its values where the evaluator looks: not into a point that is kept.
  s.ev.use(new Map());
  const bySize = new Map<string, number>();
  for (const kind of ["generic", "real"] as const) {
    const variables = named.map((term): Variable => {
      if (term.sort.k === "family") return { term, kind, ranges: ctx.families.get(term.name) ?? [] };
      return { term, kind: term.sort.k === "int" ? (sizes.has(term.name) ? "size" : "int") : kind, ranges: null };
    });
    const constraints = facts.flatMap(conjuncts);
    const problem = { families: ctx.families, variables, constraints, constants: [] };
    try {
      for (const p of points(problem, s.ev, { points: 30, first: 60, later: 20 })) {
        const size = `${kind}:${p.sizes.map((x) => x.choice.value).join()}`;
        const n = bySize.get(size) ?? 0;
        bySize.set(size, n + 1);
        if (n >= MAX_BY_SIZE || !facts.every((f) => meets(s.ev, f))) continue;
        found.push(s.ev.valuation());
        if (found.length >= (kind === "generic" ? 1 : 2) * (MAX_POINTS / 2)) break;
      }
    } catch (e) {
      if (!(e instanceof K.Refusal)) throw e;
    }
  }
  return found.length === 0 ? null : { points: found, uncertain };
}
