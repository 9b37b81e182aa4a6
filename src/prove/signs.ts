/**
 * Signs: 0 < t and 0 ≤ t under the hypotheses. A cheap pass first (structure, hypotheses, denominators),
 * then the finders, where effort allows.
 */

import type { Formula, MonomialView, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { byBoundedVariable } from "./affine.ts";
import { atomSign } from "./atoms.ts";
import { combine } from "./combination.ts";
import type { Context, Local } from "./context.ts";
import * as D from "./derived.ts";
import { byNonzero } from "./ends.ts";
import { byFinders } from "./finders.ts";
import { asFraction } from "./fractions.ts";
import { premisesFor } from "./known.ts";
import { nonzero } from "./nonzero.ts";
import { bySquares } from "./quadratic.ts";

const ZERO = (): Term => K.int(0);

/** Γ ⊢ 0 < t, or null. */
export function positive(ctx: Context, t: Term): Theorem | null {
  return signed(ctx, t, true);
}
/** Γ ⊢ 0 ≤ t, or null. */
export function nonnegative(ctx: Context, t: Term): Theorem | null {
  return signed(ctx, t, false);
}

/** What was found for a sign, and with how much effort. */
type Answer = { readonly effort: number };
const HOPELESS: Answer = Object.freeze({ effort: Number.POSITIVE_INFINITY });

export function signed(ctx: Context, t: Term, strict: boolean): Theorem | null {
  const goal = relation(t, strict);
  const fact = ctx.facts.get(goal);
  if (fact !== undefined) return fact;
  const th = settled(ctx, K.canonical(t), strict);
  if (th === null) return null;
  return th.concl === goal ? th : D.restate(goal, th);
}

function relation(t: Term, strict: boolean): Formula {
  return strict ? K.lt(ZERO(), t) : K.le(ZERO(), t);
}

function settled(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const key = `${strict ? "pos" : "nn"}:${K.idOf(c)}`;
  const known = ctx.memo.get(key) as Theorem | Answer | undefined;
  const { effort } = ctx.budget;
  if (known !== undefined && (K.isTheorem(known) || known.effort >= effort)) return K.isTheorem(known) ? known : null;
  const inherited = ctx.inherited(key);
  if (inherited !== null) return inherited;
  if (!strict) {
    const positively = ctx.memo.get(`pos:${K.idOf(c)}`);
    if (K.isTheorem(positively)) return D.weaken(positively);
  }
  const goal = relation(c, strict);
  if (ctx.search.doubts(ctx, goal)) {
    ctx.memo.set(key, HOPELESS);
    return null;
  }
  if (ctx.busy.has(key) || ctx.busy.size > 60 || !ctx.spend()) return null;
  ctx.busy.add(key);
  try {
    const th =
      (known === undefined ? ctx.withEffort(0, () => quick(ctx, c, goal, strict)) : null) ??
      (effort > 0 ? (byCommonFactor(ctx, c, goal, strict) ?? byFinders(ctx, c, goal, strict)) : null);
    ctx.memo.set(key, th ?? { effort });
    return th;
  } finally {
    ctx.busy.delete(key);
  }
}

function quick(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  if (c.k === "num") {
    if (c.value.num < 0n || (strict && c.value.num === 0n)) return null;
    return K.positivstellensatz(goal, [], c.value.num === 0n ? [] : [D.row([], c.value)]);
  }
  return (
    closedSign(c, goal) ??
    bySummands(ctx, c, goal, strict) ??
    byBoundedVariable(ctx, c, goal, (t, open) => closedSign(t, relation(t, open))) ??
    byCommonFactor(ctx, c, goal, strict) ??
    byHypotheses(ctx, c, goal) ??
    bySquares(ctx, c, goal, strict) ??
    byFraction(ctx, c, goal, strict) ??
    atomSign(ctx, c, strict) ??
    (strict ? byNonzero(ctx, c, goal) : null) ??
    localAssumption(ctx, c, strict)
  );
}

/** Terms without variables: certified enclosure. */
function closedSign(c: Term, goal: Formula): Theorem | null {
  if (K.freeNames(c).length > 0 || K.looseOf(c) > 0) return null;
  for (const bits of [64, 256]) {
    try {
      return K.enclosed(goal, bits);
    } catch (e) {
      if (!(e instanceof K.Refusal)) throw e;
    }
  }
  return null;
}

/** The hypotheses and what is known of the atoms, combined. */
function byHypotheses(ctx: Context, c: Term, goal: Formula): Theorem | null {
  if (K.monomials(c).length > 40) return null;
  const premises = premisesFor(ctx, c);
  if (premises.inequalities.length + premises.equations.length === 0) return null;
  return combine(goal, c, premises, premises.inequalities.length <= 8 ? "pairs" : "linear");
}

/** Near a point (or for large w): 0 < u(w) may be assumed where it is shown to hold around it. */
function localAssumption(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const local = ctx.local;
  if (local === null) return null;
  const name = (local.w as Term & { k: "var" }).name;
  if (!K.occurs(name, c)) return localAssumption(local.outer, c, strict);
  if (!freeOfInner(ctx, c)) return null;
  const goal = K.lt(ZERO(), c);
  if (!local.assumed.has(goal)) {
    const th = local.far === null ? nearby(local, c) : local.far(c);
    if (th === null) return null;
    local.assumed.set(goal, th);
  }
  return strict ? K.assume(goal) : D.weaken(K.assume(goal));
}

/** Γ ⊢ near the point: 0 < c(w), where it holds at the point. */
function nearby(local: Local, c: Term): Theorem | null {
  const body = K.abstract(c, [local.w]);
  const at = local.outer.search.positive(local.outer, K.instantiate(body, [local.point]));
  const deriv = at === null ? null : local.outer.search.differentiate(local.outer, body, local.point);
  return at === null || deriv === null ? null : K.nearPositive(deriv, at);
}

/** Only variables of the outer context and w: an index opened meanwhile has no meaning outside. */
export function freeOfInner(ctx: Context, c: Term): boolean {
  const local = ctx.local;
  if (local === null) return true;
  const w = (local.w as Term & { k: "var" }).name;
  const inner = new Set<string>();
  for (const th of ctx.facts.values())
    for (const h of th.hyps) if (!local.outer.facts.has(h)) for (const n of K.freeNames(h)) inner.add(n);
  const outer = new Set<string>();
  for (const f of local.outer.facts.keys()) for (const n of K.freeNames(f)) outer.add(n);
  return K.freeNames(c).every((n) => n === w || outer.has(n) || !inner.has(n));
}

/** A product of signs: a row of premises that the product is made of, its root, and whether it is strict. */
type Product = { readonly uses: number[]; readonly strict: boolean; readonly root: Term; readonly sign: 1 | -1 };

/** c as a sum of products of known signs that all come out positive. */
function bySummands(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 60) return null;
  const ths: Theorem[] = [];
  const rows: D.Row[] = [];
  let someStrict = false;
  for (const m of ms) {
    if (m.factors.length === 1 && m.exponent === null && ms.length === 1 && (m.factors[0] as { exp: number }).exp === 1)
      return null;
    const p = monomialSign(ctx, m, ths);
    if (p === null || p.sign < 0 !== m.coef.num < 0n) return null;
    someStrict ||= p.strict;
    rows.push({ coef: K.rational(m.coef.num < 0n ? -m.coef.num : m.coef.num, m.coef.den), uses: p.uses, root: p.root });
  }
  if (strict && !someStrict) return null;
  return K.positivstellensatz(goal, ths, rows);
}

/** The sign of a monomial (without its coefficient) as a product of premises, pushed onto `ths`. */
function monomialSign(ctx: Context, m: MonomialView, ths: Theorem[]): Product | null {
  const uses: number[] = [];
  const push = (th: Theorem): void => {
    let i = ths.findIndex((x) => x.concl === th.concl);
    if (i < 0) i = ths.push(th) - 1;
    uses.push(i);
  };
  let strict = true;
  let sign: 1 | -1 = 1;
  const root: Term[] = [];
  for (const f of m.factors) {
    const even = f.exp % 2 === 0;
    const known = signOfAtom(ctx, f.atom, even);
    const n = Math.abs(f.exp);
    const nz = even && f.exp !== 0 && (known === null || !known.strict || n > 12) ? nonzero(ctx, f.atom) : null;
    if (known !== null && known.strict && n <= 12) {
      const base = f.exp > 0 ? known.th : D.positiveInverse(known.th);
      if (f.exp === 0) {
        push(known.th);
        push(D.positiveInverse(known.th));
      } else for (let i = 0; i < n; i++) push(base);
      if (known.sign < 0 && !even) sign = sign === 1 ? -1 : 1;
    } else if (f.exp > 0 && nz !== null) {
      const square = D.positiveSquare(nz);
      for (let i = 0; i < f.exp / 2; i++) push(square);
    } else if (even && f.exp !== 0) {
      root.push(K.ipow(f.atom, K.int(f.exp / 2)));
      strict = false;
    } else if (known !== null && f.exp > 0) {
      push(known.th);
      if (n > 1) root.push(K.ipow(f.atom, K.int((f.exp - 1) / 2)));
      strict = strict && known.strict && n === 1;
      if (known.sign < 0) sign = sign === 1 ? -1 : 1;
    } else return null;
  }
  if (m.exponent !== null) push(K.expPositive(m.exponent));
  return { uses, strict, root: root.length === 0 ? K.int(1) : K.op("mul", root), sign };
}

type Known = { readonly th: Theorem; readonly strict: boolean; readonly sign: 1 | -1 };

/** 0 < ±a or 0 ≤ ±a. For an even power only a strict sign helps. */
function signOfAtom(ctx: Context, a: Term, even: boolean): Known | null {
  const pos = positive(ctx, a);
  if (pos !== null) return { th: pos, strict: true, sign: 1 };
  const minus = positive(ctx, K.neg(a));
  if (minus !== null) return { th: minus, strict: true, sign: -1 };
  if (even) return null;
  const nn = nonnegative(ctx, a);
  if (nn !== null) return { th: nn, strict: false, sign: 1 };
  const np = nonnegative(ctx, K.neg(a));
  return np === null ? null : { th: np, strict: false, sign: -1 };
}

/** c = m·rest for the greatest common monomial m: the two signs. */
function byCommonFactor(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const parts = withoutCommonMonomial(c);
  if (parts === null) return null;
  const ths: Theorem[] = [];
  const p = monomialSign(ctx, K.monomials(parts.common)[0] as MonomialView, ths);
  if (p === null || (strict && !p.strict)) return null;
  const other = signed(ctx, p.sign > 0 ? parts.rest : K.neg(parts.rest), strict);
  if (other === null) return null;
  return K.positivstellensatz(goal, [...ths, other], [{ coef: K.ONE, uses: [...p.uses, ths.length], root: p.root }]);
}

/** c = common·rest, the common monomial made of powers of atoms and the least exponential; null if it is 1. */
export function withoutCommonMonomial(c: Term): { common: Term; rest: Term } | null {
  const ms = K.monomials(c);
  const first = ms[0];
  if (first === undefined || ms.length < 2) return null;
  const least = new Map<Term, number>();
  for (const f of first.factors) {
    if (f.atom.k === "if") continue;
    const exps = ms.map((m) => m.factors.find((x) => x.atom === f.atom)?.exp ?? 0);
    const e = f.exp > 0 ? Math.min(...exps) : Math.max(...exps);
    if (f.exp > 0 ? e > 0 : e < 0) least.set(f.atom, e);
  }
  const lowest = leastExponent(ms);
  if (least.size === 0 && lowest === null) return null;
  const power = (a: Term, e: number): Term[] => (e === 0 ? [] : [K.ipow(a, K.int(e))]);
  const down = lowest === null ? K.int(0) : K.neg(lowest);
  const rest = ms.map((m) =>
    K.op("mul", [
      K.num(m.coef),
      ...m.factors.flatMap((f) =>
        f.exp === 0 ? [f.atom, K.inv(f.atom)] : power(f.atom, f.exp - (least.get(f.atom) ?? 0)),
      ),
      K.exp(K.add(m.exponent ?? K.int(0), down)),
    ]),
  );
  const common = K.op("mul", [
    ...[...least].flatMap(([a, e]) => power(a, e)),
    ...(lowest === null ? [] : [K.exp(lowest)]),
  ]);
  return { common, rest: K.canonical(K.op("add", rest)) };
}

/** Σ of the least multiples of each monomial among the exponents; null if it is 0. */
function leastExponent(ms: readonly MonomialView[]): Term | null {
  if (ms.every((m) => m.exponent === null)) return null;
  const least = new Map<Term, Rational>();
  ms.forEach((m, i) => {
    const here = new Map((m.exponent === null ? [] : K.monomials(m.exponent)).map((e) => [e.term, e.coef]));
    for (const [t, q] of here) {
      const old = least.get(t) ?? (i === 0 ? q : K.ZERO);
      least.set(t, K.compareQ(q, old) < 0 ? q : old);
    }
    for (const [t, q] of least) if (!here.has(t) && q.num > 0n) least.set(t, K.ZERO);
  });
  const parts = [...least].filter(([, q]) => q.num !== 0n).map(([t, q]) => K.mul(K.num(q), t));
  return parts.length === 0 ? null : K.op("add", parts);
}

/** A sum with denominators: the sign of the numerator, where all denominators are positive. */
export function byFraction(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  if (K.monomials(c).length < 2) return null;
  const f = asFraction(ctx, c);
  if (f === null) return null;
  const ths: Theorem[] = [];
  const uses: number[] = [];
  let flip = false;
  for (const d of f.denominators) {
    const pos = positive(ctx, d.p);
    const minus = pos === null ? positive(ctx, K.neg(d.p)) : null;
    const th = pos ?? minus;
    if (th === null) return null;
    const i = ths.push(D.positiveInverse(th)) - 1;
    for (let e = 0; e < d.exp; e++) uses.push(i);
    if (minus !== null && d.exp % 2 === 1) flip = !flip;
  }
  const top = signed(ctx, flip ? K.neg(f.numerator) : f.numerator, strict);
  if (top === null) return null;
  uses.push(ths.push(top) - 1);
  return K.positivstellensatz(goal, ths, [D.row(uses)], [f.theorem], [K.int(1)]);
}
