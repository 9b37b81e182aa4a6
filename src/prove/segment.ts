/** A segment between two points of a domain, and convexity along it from the second derivative. */

import type { Formula, MonomialView, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { alongLine, derivativeAt, exceptAt, type Line } from "./along.ts";
import { apartSomewhere } from "./apart.ts";
import type { Context } from "./context.ts";
import * as P from "./dense.ts";
import * as D from "./derived.ts";
import { tidyDerivative } from "./open.ts";

/** The points a, b and a + s(b - a) of a domain, and what is known of them. */
export type Segment = {
  readonly ctx: Context;
  /** The context with the guard: a and b in the domain, 0 ≤ s ≤ 1 (0 < s < 1 and a ≠ b for strict predicates). */
  readonly inner: Context;
  readonly guard: Formula;
  /** The variables in which functions on the domain are written. */
  readonly xs: readonly Term[];
  /** Under binders for xs. */
  readonly domain: Formula;
  readonly a: readonly Term[];
  readonly b: readonly Term[];
  readonly mid: readonly Term[];
  readonly s: Term;
};

/** h at a point. */
export function at(g: Segment, h: Term, point: readonly Term[]): Term {
  return K.instantiate(K.abstract(h, g.xs), point);
}

/** h(mid) ≤ h(a) + s(h(b) - h(a)), or <. */
export function chordOf(g: Segment, h: Term, strict: boolean): Formula & { k: "le" | "lt" } {
  const [ha, hb] = [at(g, h, g.a), at(g, h, g.b)];
  const f = (strict ? K.lt : K.le)(at(g, h, g.mid), K.add(ha, K.mul(g.s, K.sub(hb, ha))));
  return f as Formula & { k: "le" | "lt" };
}

/** combine(x, y) componentwise for families. */
export function componentwise(x: Term, y: Term, combine: (x: Term, y: Term) => Term): Term {
  const sort = K.sortOf(x);
  if (sort.k !== "family") return combine(x, y);
  const k = Array.from({ length: sort.arity }, (_, i) => K.bound(sort.arity - 1 - i, K.INT));
  return K.familyOf(
    k.map(() => ({ hint: "k", sort: K.INT })),
    combine(K.at(x, k), K.at(y, k)),
  );
}

/** The conjuncts of a formula that do not mention the variable. */
function without(f: Formula, v: Term): Formula[] {
  if (f.k === "and") return [...without(f.l, v), ...without(f.r, v)];
  return K.occurs((v as Term & { k: "var" }).name, f) ? [] : [f];
}

/**
 * The chord of a smooth h, from the second derivative of h(a + r·v) on [0, 1], where v stands for b - a;
 * as a function of the point a + r·v and of v it keeps its factors. In the end v becomes b - a.
 */
export function smoothChord(g: Segment, h: Term, strict: boolean): Theorem | null {
  const { ctx } = g;
  const r = ctx.fresh("s");
  const v = g.xs.map((x) => ctx.fresh("v", K.sortOf(x)));
  const X = g.xs.map((x) => ctx.fresh("x", K.sortOf(x)));
  const ends = g.a.map((x, i) => componentwise(x, v[i] as Term, K.add));
  const put = (f: Formula): Formula => g.b.reduce((e, x, i) => K.replaceVar(e, x, ends[i] as Term), f);
  const scalar = strict && v.length === 1 && K.sortOf(v[0] as Term).k !== "family";
  const apart = scalar ? [K.not(K.eq(v[0] as Term, K.int(0)))] : [];
  const premises = [...without(g.guard, g.s).map(put), ...apart];
  const base = ctx.assume(...premises);
  const mid = g.a.map((x, i) => componentwise(x, v[i] as Term, (p, q) => K.add(p, K.mul(r, q))));
  const closed = K.and(K.le(K.int(0), r), K.le(r, K.int(1)));
  const on = base.assume(closed);
  const there = on.search.prove(on, K.instantiate(g.domain, mid));
  if (there === null) return null;
  const segment = on.learn(there);
  const inDomain = K.instantiate(g.domain, X);
  const line: Line = { a: g.a, v, r, mid, X, at: base.assume(inDomain), inDomain, there };
  const d1 = derivative(segment, line, at(g, h, mid));
  const d2 = d1 === null ? null : derivative(segment, line, (d1.theorem.concl as Deriv).value);
  if (d1 === null || d2 === null) return null;
  const overR = (c: Formula, th: Theorem): Theorem => K.generalise(r, K.discharge(c, D.bundle(th, c)), "s");
  const bend: Bend = { line, segment, theorem: d2.theorem, value: d2.value };
  const sign = strict ? strictBend(base, closed, bend, overR) : weakBend(closed, bend, overR);
  if (sign === null) return null;
  const convex = K.convexOnUnit(overR(closed, d1.theorem), overR(closed, d2.theorem), sign);
  const th = instantiateDirection(g, K.specialise(convex, g.s), premises, v);
  return th === null ? null : D.restate(chordOf(g, h, strict), th);
}

type OverR = (c: Formula, th: Theorem) => Theorem;
type Deriv = Formula & { k: "hasDeriv" };
/** The second derivative along the line, as a function of the point where that is possible. */
type Bend = { readonly line: Line; readonly segment: Context; readonly theorem: Theorem; readonly value: Term | null };

function derivative(segment: Context, line: Line, t: Term): { theorem: Theorem; value: Term | null } | null {
  const raw = segment.search.differentiate(segment, K.abstract(t, [line.r]), line.r);
  if (raw === null) return null;
  return derivativeAt(line, raw) ?? { theorem: tidyDerivative(segment, raw), value: null };
}

const along = (b: Bend): Term => (b.theorem.concl as Deriv).value;

function weakBend(closed: Formula, b: Bend, overR: OverR): Theorem | null {
  const { line } = b;
  const lifted = b.value === null ? null : line.at.search.prove(line.at, K.le(K.int(0), b.value));
  const th =
    b.value === null
      ? b.segment.search.prove(b.segment, K.le(K.int(0), along(b)))
      : lifted === null
        ? null
        : alongLine(line, lifted);
  return th === null ? null : overR(closed, th);
}

/** 0 < bend on (0, 1), with one exception allowed. */
function strictBend(base: Context, closed: Formula, b: Bend, overR: OverR): Theorem | null {
  const { r, v, there } = b.line;
  const interior = K.and(K.lt(K.int(0), r), K.lt(r, K.int(1)));
  const within = base.assume(interior);
  const inside = K.assume(interior);
  const ends = K.both(D.weaken(K.left(inside)), D.weaken(K.right(inside)));
  const inDomain = K.modusPonens(K.discharge(closed, D.bundle(there, closed)), ends);
  const line: Line = { ...b.line, there: inDomain };
  const value = b.value;
  if (value !== null) {
    const lifted = line.at.search.positive(line.at, value) ?? apartSomewhere(line.at, value, v);
    const th = lifted === null ? exceptAtPoint(line, value) : alongLine(line, lifted);
    if (th !== null) return overR(interior, th);
  }
  const open = within.learn(inDomain);
  const bend = along(b);
  const th =
    (value === null ? (open.search.positive(open, bend) ?? apartSomewhere(open, bend, v)) : null) ??
    exceptAtOne(open, bend, r);
  return th === null ? null : overR(interior, th);
}

/** X = p ∨ 0 < value for a p at which the value may vanish. */
function exceptAtPoint(line: Line, value: Term): Theorem | null {
  const [X, v] = [line.X[0] as Term, line.v[0] as Term];
  if (line.X.length !== 1 || K.sortOf(X).k === "family") return null;
  const direction = line.at.search.nonzero(line.at, v);
  if (direction === null) return null;
  for (const p of zerosOf(value, X)) {
    const away = line.at.assume(K.not(K.eq(X, p)));
    const th = away.search.positive(away, value);
    if (th !== null) return exceptAt(line, p, th, direction);
  }
  return null;
}

/** Rational X at which a sum of multiples of powers of X, times one common factor, may have a double zero. */
function zerosOf(value: Term, X: Term): Term[] {
  const coefs: Rational[] = [];
  let common: Term | null = null;
  for (const m of K.monomials(value)) {
    const power = m.factors.find((f) => f.atom === X)?.exp ?? 0;
    if (power < 0 || power > MAX_POWER) return [];
    const rest = K.canonical(K.mul(K.num(K.invQ(m.coef)), K.op("mul", [K.num(m.coef), ...withoutX(m, X)])));
    common ??= rest;
    if (rest !== common) return [];
    coefs[power] = m.coef;
  }
  const p = Array.from(coefs, (q) => q ?? K.ZERO);
  if (p.length < 2) return [];
  const { square } = P.squarePart(p);
  const mirrored = square.map((q, i) => (i % 2 === 0 ? q : K.negQ(q)));
  const roots = [...P.positiveRoots(square), ...P.positiveRoots(mirrored).map(K.negQ)];
  return [...(square[0]?.num === 0n ? [K.ZERO] : []), ...roots].map(K.num);
}

const MAX_POWER = 16;

function withoutX(m: MonomialView, X: Term): Term[] {
  const rest = m.factors.filter((f) => f.atom !== X).map((f) => K.ipow(f.atom, K.int(f.exp)));
  return m.exponent === null ? rest : [...rest, K.exp(m.exponent)];
}

/** r = r₀ ∨ 0 < bend, where bend has a factor that is linear in r and vanishes at r₀. */
function exceptAtOne(ctx: Context, bend: Term, r: Term): Theorem | null {
  const place = zeroOf(ctx, bend, r);
  if (place === null) return null;
  const here = K.eq(r, place);
  const away = ctx.assume(K.not(here));
  const th = away.search.positive(away, bend);
  if (th === null) return null;
  return K.cases(K.excludedMiddle(here), K.eitherLeft(K.assume(here), th.concl), K.eitherRight(here, th));
}

/** -c₀/c₁ for a linear square factor c₀ + c₁r of the quadratic polynomial that bend is in r. */
function zeroOf(ctx: Context, bend: Term, r: Term): Term | null {
  const coefficients: Term[] = [K.int(0), K.int(0), K.int(0)];
  for (const m of K.monomials(bend)) {
    if (m.exponent !== null && K.occurs((r as Term & { k: "var" }).name, m.exponent)) return null;
    const power = m.factors.find((f) => f.atom === r)?.exp ?? 0;
    if (
      power < 0 ||
      power > 2 ||
      m.factors.some((f) => f.atom !== r && K.occurs((r as Term & { k: "var" }).name, f.atom))
    )
      return null;
    const rest = m.factors.filter((f) => f.atom !== r).map((f) => K.ipow(f.atom, K.int(f.exp)));
    const part = K.op("mul", [K.num(m.coef), ...rest, ...(m.exponent === null ? [] : [K.exp(m.exponent)])]);
    coefficients[power] = K.add(coefficients[power] as Term, part);
  }
  // Of c₀ + c₁r + c₂r² with c₁² = 4c₀c₂, the zero is -c₁/(2c₂).
  const [, c1, c2] = coefficients as [Term, Term, Term];
  if (ctx.search.nonzero(ctx, c2) === null) return null;
  const place = ctx.search.simplify(ctx, K.mul(K.num(K.rational(-1n, 2n)), c1, K.inv(c2)));
  return (place.concl as Formula & { k: "eq" }).r;
}

/** Puts b - a for v in a theorem, proving what it assumes of v again. */
function instantiateDirection(
  g: Segment,
  th: Theorem,
  premises: readonly Formula[],
  v: readonly Term[],
): Theorem | null {
  const { inner } = g;
  const own = th.hyps.filter((h) => premises.includes(h));
  let out = own.reduce((t, h) => K.discharge(h, t), th);
  v.forEach((x, i) => {
    out = K.instance(out, x, componentwise(g.b[i] as Term, g.a[i] as Term, K.sub));
  });
  for (let i = 0; i <= own.length; i++) {
    const f = out.concl as Formula & { k: "implies" };
    const got = inner.search.prove(inner, f.l);
    if (got === null) return null;
    out = K.modusPonens(out, got);
  }
  return out;
}
