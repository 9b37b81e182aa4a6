/** Signs by the mean value theorem: c has the sign at some point, and its derivative has it from there on. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { difference } from "./combination.ts";
import type { Budget, Context } from "./context.ts";
import * as D from "./derived.ts";
import { tidyDerivative } from "./open.ts";
import { signed } from "./signs.ts";

type Side = "above" | "below";

/** First by a derivative alone, then by derivatives of derivatives, as Taylor's bounds take them. */
export function byDerivative(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const chain = chainOf(ctx);
  const plain = fromStart(ctx, c, goal, strict);
  if (plain !== null || chain.depth > 0 || chain.allowed > 0 || ctx.budget.effort === 0) return plain;
  chain.allowed = MAX_CHAIN;
  try {
    return fromStart(ctx, c, goal, strict);
  } finally {
    chain.allowed = 0;
  }
}

/** For a real variable x in exponentials or logarithms: from a point x₀ at which c has the sign. */
function fromStart(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  if (ctx.level > MAX_LEVEL || K.sizeOf(c) > MAX_SIZE) return null;
  for (const x of curvedVariables(c).slice(0, 2)) {
    for (const x0 of startingPoints(ctx, c, x)) {
      const g = K.abstract(c, [x]);
      const there = atPoint(ctx, K.instantiate(g, [x0]), strict);
      if (there === null) continue;
      const from = (side: Side, inner: Context): Theorem | null => onSide(inner, g, x, x0, side, goal, strict, there);
      const known = side(ctx, x, x0);
      if (known !== null) {
        const th = from(known, ctx);
        if (th !== null) return th;
        continue;
      }
      const below = K.le(x, x0);
      const above = K.lt(x0, x);
      const plainly = (inner: Context): Theorem | null => {
        const th = ctx.withEffort(0, () => signed(inner, c, strict));
        return th === null ? null : D.restate(goal, th);
      };
      const on = (at: Side, inner: Context): Theorem | null => plainly(inner) ?? from(at, inner);
      const right = on("above", ctx.assume(above));
      const left = right === null ? null : on("below", ctx.assume(below));
      if (left !== null && right !== null) return K.cases(K.totalOrder(x, x0), left, right);
    }
  }
  return null;
}

/** How many derivatives of one another are under way, and how many keep the chance to be differentiated again. */
type Chain = { depth: number; allowed: number };
const chains = new WeakMap<Budget, Chain>();
const MAX_CHAIN = 3;

function chainOf(ctx: Context): Chain {
  const known = chains.get(ctx.budget);
  if (known !== undefined) return known;
  const fresh = { depth: 0, allowed: 0 };
  chains.set(ctx.budget, fresh);
  return fresh;
}

function onward<V>(ctx: Context, run: () => V): V {
  const chain = chainOf(ctx);
  chain.depth++;
  try {
    return chain.depth > chain.allowed ? run() : ctx.withAtLeast(1, run);
  } finally {
    chain.depth--;
  }
}

const MAX_LEVEL = 14;
const MAX_SIZE = 160;
const MAX_STARTS = 5;

/** The real variables inside exponentials, logarithms and powers of c. */
function curvedVariables(c: Term): Term[] {
  const out = new Set<Term>();
  const inside = (t: Term): void => {
    if (t.k === "var" && t.sort.k === "real") out.add(t);
    K.mapChildren(t, (m) => {
      if (K.isTerm(m)) inside(m);
      return m;
    });
  };
  for (const m of K.monomials(c)) {
    if (m.exponent !== null) inside(m.exponent);
    for (const f of m.factors) if (f.atom.k === "op") inside(f.atom);
    // Inside sums the variable would need a derivative of symbolic length: possible, but rarely of use.
  }
  return [...out];
}

/** 0, 1 and what the hypotheses compare x with. */
function startingPoints(ctx: Context, c: Term, x: Term): Term[] {
  const name = (x as Term & { k: "var" }).name;
  const out: Term[] = [];
  const push = (t: Term): void => {
    if (!out.includes(t) && out.length < MAX_STARTS) out.push(t);
  };
  for (const th of ctx.inequalities) {
    const p = difference(th);
    const m = K.monomials(p).find((y) => y.term === x);
    if (m === undefined) continue;
    const rest = K.canonical(K.mul(K.num(K.negQ(K.invQ(m.coef))), K.sub(p, K.mul(K.num(m.coef), x))));
    if (!K.occurs(name, rest) && (rest.k === "num" || K.freeNames(rest).every((n) => K.occurs(n, c)))) push(rest);
  }
  push(K.int(0));
  push(K.int(1));
  for (const y of chainOf(ctx).allowed > 0 ? otherVariables(c, x) : []) {
    const there = K.replaceVar(c, x, y);
    const same = ctx.withEffort(0, () => ctx.search.simplify(ctx, there));
    if ((same.concl as Formula & { k: "eq" }).r === K.int(0)) push(y);
  }
  return out;
}

function otherVariables(c: Term, x: Term): Term[] {
  const out = new Set<Term>();
  const visit = (t: Term): void => {
    if (t.k === "var" && t.sort.k === "real" && t !== x) out.add(t);
    K.mapChildren(t, (m) => {
      if (K.isTerm(m)) visit(m);
      return m;
    });
  };
  visit(c);
  return [...out].slice(0, 2);
}

/** The sign of c at x₀, 0 ≤ for a strict goal too where it is 0 there. */
function atPoint(ctx: Context, value: Term, strict: boolean): Theorem | null {
  return ctx.withEffort(0, () => {
    const same = ctx.search.simplify(ctx, value);
    const v = (same.concl as Formula & { k: "eq" }).r;
    const th = (strict ? signed(ctx, v, true) : null) ?? signed(ctx, v, false);
    if (th === null) return null;
    const rel = th.concl.k === "lt" ? K.lt : K.le;
    return K.positivstellensatz(rel(K.int(0), value), [th], [D.row([0])], [same], [K.int(1)]);
  });
}

function side(ctx: Context, x: Term, x0: Term): Side | null {
  return ctx.withEffort(0, () =>
    signed(ctx, K.sub(x, x0), false) !== null ? "above" : signed(ctx, K.sub(x0, x), false) !== null ? "below" : null,
  );
}

/** The goal for x ≥ x₀ (above) or x ≤ x₀, from the sign of ±g′ between the two. */
function onSide(
  ctx: Context,
  g: Term,
  x: Term,
  x0: Term,
  on: Side,
  goal: Formula,
  strict: boolean,
  there: Theorem,
): Theorem | null {
  const up = on === "above";
  const [lo, hi] = up ? [x0, x] : [x, x0];
  // Downwards, -g rises towards x₀.
  const f = up ? g : K.abstract(K.neg(K.instantiate(g, [x])), [x]);
  const order = ctx.withEffort(0, () => signed(ctx, K.sub(hi, lo), false));
  if (order === null) return null;
  const s = ctx.fresh("s");
  const closed = K.and(K.le(lo, s), K.le(s, hi));
  const inner = ctx.assume(closed);
  const raw = inner.search.differentiate(inner, f, s);
  if (raw === null) return null;
  const d = tidyDerivative(inner, raw);
  const slope = (d.concl as Formula & { k: "hasDeriv" }).value;
  const deriv = K.generalise(s, K.discharge(closed, D.bundle(d, closed)), "s");
  const strictly = strict && there.concl.k === "le";
  if (!strictly) {
    const th = onward(ctx, () => signed(inner, slope, false));
    if (th === null) return null;
    const sign = K.generalise(s, K.discharge(closed, D.bundle(th, closed)), "s");
    const rises = K.modusPonens(K.monotone(deriv, sign), D.restate(K.le(lo, hi), order));
    return K.positivstellensatz(goal, [rises, there], [D.row([0]), D.row([1])]);
  }
  const apart = ctx.withEffort(0, () => signed(ctx, K.sub(hi, lo), true));
  if (apart === null) return null;
  const open = K.and(K.lt(lo, s), K.lt(s, hi));
  const within = ctx.assume(open);
  const th = onward(ctx, () => signed(within, slope, true));
  if (th === null) return null;
  const sign = K.generalise(s, K.discharge(open, D.bundle(th, open)), "s");
  const rises = K.modusPonens(K.monotone(deriv, sign), D.restate(K.lt(lo, hi), apart));
  return K.positivstellensatz(goal, [rises, there], [D.row([0]), D.row([1])]);
}
