/** Signs from others: affine in a bounded variable, from the values at its bounds; times an exponential. */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { factsAbout } from "./facts.ts";
import { nonzeroByFacts } from "./nonzero.ts";
import { signed } from "./signs.ts";

const MAX_VARIABLES = 4;

/** Γ ⊢ 0 < c or 0 ≤ c for c = A + B·p and lo ≤ p ≤ hi: (hi - lo)c = (hi - p)c(lo) + (p - lo)c(hi). */
export function byEnds(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length < 2 || ms.length > 40) return null;
  const tried = new Set<Term>();
  for (const m of ms) {
    for (const f of m.factors) {
      const p = f.atom;
      if (f.exp !== 1 || tried.has(p) || (p.k !== "var" && p.k !== "at") || tried.size >= MAX_VARIABLES) continue;
      tried.add(p);
      const th = between(ctx, c, goal, strict, p);
      if (th !== null) return th;
    }
  }
  return null;
}

function between(ctx: Context, c: Term, goal: Formula, strict: boolean, p: Term): Theorem | null {
  const value = (q: Rational): Term => K.canonical(K.replaceTerm(c, p, K.num(q)));
  const bounds = boundsOf(ctx, p);
  const lo = bounds.find((b) => b.sign > 0);
  const hi = bounds.find((b) => b.sign < 0);
  if (lo === undefined || hi === undefined || K.compareQ(lo.end, hi.end) >= 0) return null;
  const [a, b] = [value(lo.end), value(hi.end)];
  const width = K.subQ(hi.end, lo.end);
  const line = K.add(K.mul(K.sub(K.num(hi.end), p), a), K.mul(K.sub(p, K.num(lo.end)), b));
  if (a === c || K.canonical(K.mul(K.num(width), c)) !== K.canonical(line)) return null;
  const atLo = signed(ctx, a, strict);
  const atHi = atLo === null ? null : signed(ctx, b, strict);
  if (atLo === null || atHi === null) return null;
  const w = K.invQ(width);
  const ths = [lo.theorem, hi.theorem, atLo, atHi];
  const scale = (x: Bound): Rational => K.mulQ(w, K.invQ(x.factor));
  const rows = [D.row([1, 2], scale(hi)), D.row([0, 3], scale(lo))];
  if (!strict) return K.positivstellensatz(goal, ths, rows);
  // On the lower half the first row is positive, on the upper half the second.
  const mid = K.mulQ(K.addQ(lo.end, hi.end), K.rational(1n, 2n));
  const half = K.rational(1n, 2n);
  const side = (h: Theorem, at: number, other: D.Row): Theorem =>
    K.positivstellensatz(goal, [...ths, h], [D.row([4, at], w), D.row([at], half), other]);
  const low = K.assume(K.le(p, K.num(mid)));
  const high = K.assume(K.lt(K.num(mid), p));
  const onLow = side(low, 2, rows[1] as D.Row);
  const onHigh = side(high, 3, rows[0] as D.Row);
  return K.cases(K.totalOrder(p, K.num(mid)), onLow, onHigh);
}

/** Γ ⊢ 0 < c from 0 ≤ c and a hypothesis c ≠ 0 (up to a factor). */
export function byNonzero(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const no = nonzeroByFacts(ctx, c);
  const weak = no === null ? null : signed(ctx, c, false);
  if (no === null || weak === null) return null;
  const zero = K.antisymmetry(K.assume(K.le(c, K.int(0))), weak);
  return K.cases(K.totalOrder(c, K.int(0)), K.absurd(K.modusPonens(no, zero), goal), K.assume(goal));
}

const MAX_EXPONENTS = 3;

/** Γ ⊢ 0 < c or 0 ≤ c from the sign of c·exp(-q), q an exponent of c. */
export function byScaling(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length < 2 || ms.length > 24) return null;
  const exponents = new Set(ms.flatMap((m) => (m.exponent === null ? [] : [m.exponent])));
  if (exponents.size > MAX_EXPONENTS) return null;
  for (const q of exponents) {
    const th = signed(ctx, K.canonical(K.mul(c, K.exp(K.neg(q)))), strict);
    if (th !== null) return K.positivstellensatz(goal, [th, K.expPositive(q)], [D.row([0, 1])]);
  }
  return null;
}

/** A fact that says, up to a positive factor, `sign·(p - end) ≥ 0`. */
type Bound = { readonly theorem: Theorem; readonly factor: Rational; readonly end: Rational; readonly sign: 1 | -1 };

function boundsOf(ctx: Context, p: Term): Bound[] {
  const out: Bound[] = [];
  for (const theorem of [...ctx.inequalities, ...factsAbout(ctx, p)]) {
    const f = theorem.concl;
    if (f.k !== "lt" && f.k !== "le") continue;
    const ms = K.monomials(K.sub(f.r, f.l));
    const slope = ms.find((m) => m.term === p)?.coef;
    const constant = ms.find((m) => m.factors.length === 0 && m.exponent === null)?.coef;
    if (slope === undefined || ms.length > (constant === undefined ? 1 : 2)) continue;
    const factor = slope.num < 0n ? K.negQ(slope) : slope;
    const end = K.negQ(K.mulQ(constant ?? K.ZERO, K.invQ(slope)));
    out.push({ theorem, factor, end, sign: slope.num < 0n ? -1 : 1 });
  }
  return out;
}
