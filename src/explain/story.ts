/**
 * The steps that a reader sees where the author gave none. Every row is a theorem; consecutive rows of an
 * equation chain by transitivity. Rows come from stages that conversions propose and the prover confirms:
 * derivatives rule by rule, logarithms taken apart, one common denominator; for inequalities from the
 * certificate, for curvature and monotonicity from derivatives and their signs.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "../prove/index.ts";
import { inequality } from "./certificate.ts";
import { differentiated, isDerivative, type Stage } from "./derivative.ts";
import { keyFacts } from "./facts.ts";
import { overOneDenominator } from "./fraction.ts";
import { asOneLogarithm, takenApart } from "./logarithms.ts";
import { method } from "./method.ts";
import { contains, looksLike, MAX_ROWS, type Story } from "./row.ts";
import { tidy } from "./tidy.ts";

export { rulesOf } from "./method.ts";
export type { Story } from "./row.ts";

/** Steps of search that telling may spend; what is not found within them is not told. */
const STEPS = 300;

/** Beyond this size a derivative is no step that a reader follows. */
const MAX_SHOWN = 70;

/** The rows for a proved goal, at most a dozen; one row where nothing better is found. */
export function tell(ctx: Context, goal: Theorem): Story[] {
  return ctx.allowing(STEPS, () => rowsFor(ctx, goal));
}

function rowsFor(ctx: Context, goal: Theorem): Story[] {
  const f = goal.concl;
  switch (f.k) {
    case "eq":
      return equation(ctx, f) ?? single(goal, []);
    case "lt":
    case "le":
      return single(goal, inequality(goal) ?? []);
    case "and": {
      const rows = [...rowsFor(ctx, K.left(goal)), ...rowsFor(ctx, K.right(goal))];
      return rows.length <= MAX_ROWS ? rows : single(goal, rows);
    }
    case "hasDeriv": {
      const rows = equation(ctx, { k: "eq", l: K.D("x", f.body, f.point), r: f.value });
      return single(goal, rows ?? []);
    }
    case "pred": {
      const rows = curvature(ctx, f) ?? extremum(ctx, f);
      return single(goal, rows ?? (f.name.startsWith("limit:") ? [] : keyFacts(goal)));
    }
    case "all":
    case "implies":
      return single(goal, opened(ctx, f) ?? keyFacts(goal));
    case "or":
    case "some":
    case "near":
    case "allFun":
    case "false":
      return single(goal, keyFacts(goal));
  }
}

/** Under its quantifiers and guards: the rows of what is left. */
function opened(ctx: Context, f: Formula): readonly Story[] | null {
  let inner = ctx;
  let g = f;
  while (g.k === "all" || (g.k === "implies" && g.r.k !== "false")) {
    if (g.k === "all") g = K.instantiate(g.body, [K.variable(K.freshName(g.x.hint, [f, g]), g.x.sort)]);
    else {
      inner = inner.assume(g.l);
      g = g.r;
    }
  }
  if (g === f) return null;
  const th = inner.search.prove(inner, g);
  if (th === null) return null;
  const rows = rowsFor(inner, th);
  return rows.length === 1 && rows[0]?.theorem === th ? (rows[0]?.via ?? null) : rows;
}

/** The value that is attained, and the bound. */
function extremum(ctx: Context, f: Formula & { k: "pred" }): Story[] | null {
  const lower = f.name === "minimum" || f.name === "infimum";
  if ((!lower && f.name !== "maximum" && f.name !== "supremum") || f.xs.length !== 1) return null;
  const x = K.variable(K.freshName((f.xs[0] as K.Binder).hint, [f]), (f.xs[0] as K.Binder).sort);
  const inner = ctx.assume(K.instantiate(f.domain, [x]));
  const value = K.instantiate(f.args[0] as Term, [x]);
  const [, extreme, at] = f.args as readonly Term[];
  const rows: Story[] = [];
  if (at !== undefined) {
    const attained = ctx.search.prove(ctx, K.eq(K.instantiate(f.args[0] as Term, [at]), extreme as Term));
    if (attained !== null) rows.push({ theorem: attained, because: "the value there", via: [] });
  }
  const bound = inner.search.prove(inner, lower ? K.le(extreme as Term, value) : K.le(value, extreme as Term));
  if (bound === null) return null;
  const finer = inequality(bound) ?? [];
  return finer.length > 0 ? [...rows, ...finer] : [...rows, { theorem: bound, because: method(bound), via: [] }];
}

function single(goal: Theorem, via: readonly Story[]): Story[] {
  return [{ theorem: goal, because: method(goal), via }];
}

/** l = stages of l = stages of r, backwards = r; null where there is nothing between the two sides. */
function equation(ctx: Context, f: { readonly k: "eq"; readonly l: Term; readonly r: Term }): Story[] | null {
  const left = stages(ctx, f.l, f.r);
  const right = stages(ctx, f.r, f.l);
  const meeting = left.findIndex((s) => right.some((x) => x.t === s.t));
  const kept = meeting < 0 ? left : left.slice(0, meeting + 1);
  const back = right.slice(0, meeting < 0 ? right.length : right.findIndex((x) => x.t === left[meeting]?.t) + 1);
  // A row's reason is that of the stage which is further from its own side.
  const middle: (Stage & { readonly next: string })[] = kept.map((s) => ({ ...s, next: "algebra" }));
  for (let i = back.length - 1; i >= 0; i--) {
    const { t, because } = back[i] as Stage;
    middle.push({ t, because: back[i + 1]?.because ?? "algebra", next: because });
  }
  const rows: Story[] = [];
  let before = f.l;
  const go = (t: Term, because: string): boolean => {
    const th = ctx.search.prove(ctx, K.eq(before, t));
    if (th !== null) rows.push({ theorem: th, because, via: [] });
    before = t;
    return th !== null;
  };
  const ends = [tidy(f.l), tidy(f.r)] as const;
  let last: Term = ends[0];
  let next = "algebra";
  for (const s of middle) {
    const neat = tidy(s.t);
    if (looksLike(neat, last) || looksLike(neat, ends[0])) continue;
    if (looksLike(neat, ends[1])) break;
    if (!go(s.t, s.because)) return null;
    last = neat;
    next = s.next;
  }
  if (rows.length === 0 || rows.length > MAX_ROWS || !go(f.r, next)) return null;
  return rows;
}

/** What the conversions make of one side, towards the other one. */
function stages(ctx: Context, t: Term, other: Term): Stage[] {
  if (contains(t, isDerivative)) {
    const all = differentiated(ctx, t);
    // Two sides with derivatives meet in the middle; rule by rule on both would be a detour.
    return contains(other, isDerivative) ? all.slice(-1) : all;
  }
  const isLogarithm = other.k === "op" && other.op === "log";
  const one = isLogarithm ? asOneLogarithm(t) : null;
  if (one !== null) return [{ t: one, because: "log rules" }];
  const out: Stage[] = [];
  let now = t;
  const apart = takenApart(ctx, now);
  if (apart !== now) {
    out.push({ t: apart, because: "log rules" });
    now = apart;
  }
  const fraction = overOneDenominator(now);
  if (fraction !== null && fraction !== now) out.push({ t: fraction, because: "common denominator" });
  return out;
}

/** For curvature and monotonicity in one number: the derivative in question and its sign. */
function curvature(ctx: Context, f: Formula & { k: "pred" }): Story[] | null {
  if (f.xs.length !== 1 || (f.xs[0] as K.Binder).sort.k !== "real") return null;
  const order = /convex|concave/.test(f.name) ? 2 : /increasing|decreasing/.test(f.name) ? 1 : 0;
  if (order === 0) return null;
  const x = K.variable(K.freshName((f.xs[0] as K.Binder).hint, [f]));
  const inner = ctx.assume(K.instantiate(f.domain, [x]));
  const written = K.instantiate(f.args[0] as Term, [x]);
  let claim = written;
  const rows: Story[] = [];
  let value = takenApart(inner, written);
  if (looksLike(value, tidy(written))) value = written;
  else {
    const same = inner.search.prove(inner, K.eq(written, value));
    if (same === null) value = written;
    else rows.push({ theorem: same, because: "log rules", via: [] });
  }
  for (let i = 1; i <= order; i++) {
    const d = inner.search.differentiate(inner, K.abstract(value, [x]), x);
    if (d === null) return null;
    claim = K.D("x", K.abstract(claim, [x]), x);
    value = simplest(inner, tidy((d.concl as Formula & { k: "hasDeriv" }).value));
    const same = inner.search.prove(inner, K.eq(claim, value));
    if (same === null || K.sizeOf(value) > MAX_SHOWN) return null;
    rows.push({
      theorem: same,
      because: i === 1 ? (order === 1 ? "derivative" : "first derivative") : "second derivative",
      via: [],
    });
  }
  const up = /convex|increasing/.test(f.name);
  const zero = K.int(0);
  const relation = f.name.startsWith("strictly") ? K.lt : K.le;
  const signed = inner.search.prove(inner, up ? relation(zero, value) : relation(value, zero));
  if (signed === null) return null;
  rows.push({ theorem: signed, because: "sign", via: inequality(signed) ?? [] });
  return rows;
}

/** The shortest of a term, what simplification makes of it, and that over one denominator. */
function simplest(ctx: Context, t: Term): Term {
  const simple = (ctx.search.simplify(ctx, t).concl as Formula & { k: "eq" }).r;
  const choices = [t, tidy(simple), overOneDenominator(t) ?? t];
  return choices.reduce((a, b) => (K.sizeOf(b) < K.sizeOf(a) ? b : a));
}
