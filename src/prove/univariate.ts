/**
 * Polynomials in one atom with rational coefficients: on an interval by Bernstein coefficients with
 * subdivision, on a half line by a shift with coefficients of one sign. Square factors are split off
 * first, so that double zeros are no obstacle.
 */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { difference } from "./combination.ts";
import type { Context } from "./context.ts";
import * as P from "./dense.ts";
import * as D from "./derived.ts";
import { premisesFor } from "./known.ts";
import { signed } from "./signs.ts";
import { Space } from "./space.ts";

/** a ≤ v (or a < v, v ≤ a, v < a) as a theorem. */
type Bound = { readonly at: Rational; readonly theorem: Theorem };
type Task = {
  readonly v: Term;
  readonly goal: Formula;
  readonly strict: boolean;
  /** c = root²·p. */
  readonly root: Term;
  spent: number;
};

const MAX_DEGREE = 24;
const MAX_PIECES = 80;
const MAX_DEPTH = 16;

export function byOneAtom(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const read = inOneAtom(c);
  if (read === null) return null;
  const { v, coefs } = read;
  const bounds = boundsOf(ctx, c, v, coefs);
  if (!sampled(coefs, bounds, strict)) return null;
  const parts = strict ? { square: [K.ONE], rest: coefs } : P.squarePart(coefs);
  const task: Task = { v, goal, strict, root: P.toTerm(parts.square, v), spent: 0 };
  return onInterval(task, parts.rest, bounds.low, bounds.high, 0);
}

/** The coefficients by power where c is a polynomial of degree 1 to 24 in a single atom or exponential. */
export function inOneAtom(c: Term): { v: Term; coefs: Rational[] } | null {
  const space = new Space([c]);
  const p = space.poly(c);
  if (p === null) return null;
  let variable = -1;
  const coefs: Rational[] = [];
  for (const [m, q] of p) {
    const powers = space.powers(m);
    const first = powers[0];
    if (powers.length > 1 || (first !== undefined && (first[1] < 1 || first[1] > MAX_DEGREE))) return null;
    if (first !== undefined && variable >= 0 && first[0] !== variable) return null;
    if (first !== undefined) variable = first[0];
    coefs[first?.[1] ?? 0] = q;
  }
  if (variable < 0 || space.variable(variable).k === "if") return null;
  return { v: space.variable(variable), coefs: Array.from(coefs, (q) => q ?? K.ZERO) };
}

type Bounds = { low: Bound | null; high: Bound | null };

/** Rational bounds of the atom: from hypotheses, from its head, and for exp(q) where q has a sign against log of a root. */
function boundsOf(ctx: Context, c: Term, v: Term, coefs: readonly Rational[]): Bounds {
  const out: Bounds = { low: null, high: null };
  const put = (th: Theorem): void => {
    const line = linearIn(difference(th), v);
    if (line === null) return;
    const at = K.negQ(K.mulQ(line.constant, K.invQ(line.slope)));
    const strict = th.concl.k === "lt";
    const rel = strict ? K.lt : K.le;
    const size = line.slope.num < 0n ? K.negQ(line.slope) : line.slope;
    const row = [D.row([0], K.invQ(size))];
    const side = line.slope.num > 0n ? "low" : "high";
    const old = out[side];
    if (old !== null) {
      const d = K.compareQ(at, old.at);
      if ((side === "low" ? d < 0 : d > 0) || (d === 0 && !strict)) return;
    }
    out[side] = {
      at,
      theorem: K.positivstellensatz(side === "low" ? rel(K.num(at), v) : rel(v, K.num(at)), [th], row),
    };
  };
  if (v.k === "op" && v.op === "exp") {
    put(K.expPositive(v.args[0] as Term));
    for (const r of [K.ONE, ...P.positiveRoots(coefs)]) {
      const up = K.sub(v, K.num(r));
      const above = ctx.withEffort(1, () => signed(ctx, up, true) ?? signed(ctx, up, false));
      const below =
        above === null ? ctx.withEffort(1, () => signed(ctx, K.neg(up), true) ?? signed(ctx, K.neg(up), false)) : null;
      const th = above ?? below;
      if (th !== null) put(th);
    }
  }
  for (const th of premisesFor(ctx, c).inequalities) put(th);
  return out;
}

function linearIn(p: Term, v: Term): { slope: Rational; constant: Rational } | null {
  let slope: Rational | null = null;
  let constant = K.ZERO;
  const one = K.int(1);
  for (const m of K.monomials(p)) {
    if (m.term === one) constant = m.coef;
    else if (m.term === v) slope = m.coef;
    else return null;
  }
  return slope === null ? null : { slope, constant };
}

/** No point of a grid on the interval says that the sign is wrong. */
function sampled(p: readonly Rational[], { low, high }: Bounds, strict: boolean): boolean {
  const from = low?.at ?? (high === null ? K.rational(-8n) : K.subQ(high.at, K.rational(16n)));
  const to = high?.at ?? K.addQ(from, K.rational(16n));
  for (let i = 1n; i < 32n; i++) {
    const x = K.addQ(from, K.mulQ(K.rational(i, 32n), K.subQ(to, from)));
    const y = P.evaluate(p, x);
    if (y.num < 0n || (strict && y.num === 0n)) return false;
  }
  return true;
}

function onInterval(
  t: Task,
  p: readonly Rational[],
  low: Bound | null,
  high: Bound | null,
  depth: number,
): Theorem | null {
  if (++t.spent > MAX_PIECES || depth > MAX_DEPTH) return null;
  if (low !== null && high !== null) {
    if (K.compareQ(low.at, high.at) >= 0) return emptyOrPoint(t, p, low, high);
    return onSegment(t, p, P.bernstein(p, low.at, high.at), low, high, depth);
  }
  if (low === null && high === null) return splitAt(t, p, null, null, K.ZERO, depth);
  const end = (low ?? high) as Bound;
  const upwards = low !== null;
  const shifted = P.shift(p, end.at, upwards);
  if (shifted.every((q) => q.num >= 0n)) {
    const done = leaf(
      t,
      shifted.map((q, i) => ({ coef: q, uses: Array.from({ length: i }, () => 0) })),
      [end.theorem],
    );
    if (done !== null) return done;
  }
  const lead = shifted.at(-1) as Rational;
  if (lead.num < 0n) return null;
  for (let step = 1n; step <= 4096n; step *= 4n) {
    const m = upwards ? K.addQ(end.at, K.rational(step)) : K.subQ(end.at, K.rational(step));
    if (P.shift(p, m, upwards).every((q) => q.num >= 0n)) return splitAt(t, p, low, high, m, depth);
  }
  return null;
}

/** Both cases v ≤ m and m < v. */
function splitAt(
  t: Task,
  p: readonly Rational[],
  low: Bound | null,
  high: Bound | null,
  m: Rational,
  depth: number,
): Theorem | null {
  const at = K.num(m);
  const left = onInterval(t, p, low, { at: m, theorem: K.assume(K.le(t.v, at)) }, depth + 1);
  if (left === null) return null;
  const right = onInterval(t, p, { at: m, theorem: K.assume(K.lt(at, t.v)) }, high, depth + 1);
  return right === null ? null : K.cases(K.totalOrder(t.v, at), left, right);
}

function onSegment(
  t: Task,
  p: readonly Rational[],
  b: readonly Rational[],
  low: Bound,
  high: Bound,
  depth: number,
): Theorem | null {
  const n = b.length - 1;
  const width = K.subQ(high.at, low.at);
  if (b.every((q) => q.num >= 0n)) {
    const scale = P.power(K.invQ(width), n);
    const least = t.strict ? b.reduce((x, y) => (K.compareQ(x, y) < 0 ? x : y)) : K.ZERO;
    const rows = b.map((q, i) => ({
      coef: K.mulQ(K.mulQ(K.subQ(q, least), P.binomial(n, i)), scale),
      uses: [...Array.from({ length: i }, () => 0), ...Array.from({ length: n - i }, () => 1)],
    }));
    const done = leaf(t, [...rows, { coef: least, uses: [] }], [low.theorem, high.theorem]);
    if (done !== null) return done;
  }
  // The ends are values of p.
  const first = b[0] as Rational;
  const last = b[n] as Rational;
  if (first.num < 0n || last.num < 0n) return null;
  const m = P.simplestBetween(
    K.addQ(low.at, K.mulQ(K.rational(3n, 8n), width)),
    K.addQ(low.at, K.mulQ(K.rational(5n, 8n), width)),
  );
  return splitAt(t, p, low, high, m, depth);
}

function emptyOrPoint(t: Task, p: readonly Rational[], low: Bound, high: Bound): Theorem | null {
  const gap = K.subQ(low.at, high.at);
  const strict = low.theorem.concl.k === "lt" || high.theorem.concl.k === "lt";
  if (gap.num > 0n || strict) {
    const rows = [D.row([0]), D.row([1]), ...(gap.num > 0n ? [D.row([], gap)] : [])];
    return K.absurd(D.contradiction([low.theorem, high.theorem], rows), t.goal);
  }
  const y = P.evaluate(p, low.at);
  if (y.num < 0n || (t.strict && y.num === 0n)) return null;
  const here = K.antisymmetry(high.theorem, low.theorem);
  const c = (t.goal as Formula & { k: "le" | "lt" }).r;
  const value = K.congruence(K.abstract(K.replaceTerm(c, t.v, K.variable("place'1")), [K.variable("place'1")]), [here]);
  try {
    return K.positivstellensatz(t.goal, [], y.num > 0n ? [D.row([], y)] : [], [value], [K.int(1)]);
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

function leaf(
  t: Task,
  rows: readonly { coef: Rational; uses: readonly number[] }[],
  ths: readonly Theorem[],
): Theorem | null {
  const used = rows.filter((r) => r.coef.num > 0n);
  const open = ths.map((th) => th.concl.k === "lt");
  if (t.strict && !used.some((r) => r.uses.every((i) => open[i]))) return null;
  return K.positivstellensatz(
    t.goal,
    ths,
    used.map((r) => ({ ...r, root: t.root })),
  );
}
