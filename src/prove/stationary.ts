/** Points at which a function of numbers may be least: zeros of its derivative, and the ends that belong to the domain. */
import type { Formula, MonomialView, Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { asFraction, denominatorsOf } from "./fractions.ts";
import type { Region } from "./paths.ts";
import { rhs } from "./simplify.ts";

const MAX_POINTS = 6;

/** Guesses for the place of a least value of h (under the region's one binder); none is shown to be one. */
export function stationaryPoints(ctx: Context, region: Region, h: Term): readonly (readonly Term[])[] {
  const [b] = region.xs;
  if (region.xs.length !== 1 || b === undefined || b.sort.k !== "real") return [];
  const x = ctx.fresh(b.hint);
  const C = K.instantiate(region.domain, [x]);
  const inner = ctx.assume(C);
  const points: Term[] = [];
  const push = (p: Term | null): void => {
    if (p === null || K.occurs((x as Term & { k: "var" }).name, p) || points.includes(p)) return;
    points.push(p);
  };
  const th = inner.search.differentiate(inner, h, x);
  if (th !== null) {
    const d = rhs(inner.search.simplify(inner, (th.concl as Formula & { k: "hasDeriv" }).value));
    const fraction = denominatorsOf(d).size === 0 ? null : asFraction(inner, K.canonical(d));
    for (const p of zeros(inner, fraction?.numerator ?? K.canonical(d), x)) push(p);
  }
  closedEnds(C, x, push);
  return points.slice(0, MAX_POINTS).map((p) => [rhs(ctx.search.simplify(ctx, p))]);
}

/** Ends with ≤ in the domain. */
function closedEnds(f: Formula, x: Term, push: (p: Term) => void): void {
  if (f.k === "and") {
    closedEnds(f.l, x, push);
    closedEnds(f.r, x, push);
  } else if (f.k === "le") {
    if (f.l === x) push(f.r);
    if (f.r === x) push(f.l);
  }
}

/** Zeros in x of a canonical term that is a polynomial in one of x, exp(q·x), log x; up to degree two. */
export function zeros(ctx: Context, t: Term, x: Term): Term[] {
  const name = (x as Term & { k: "var" }).name;
  const ms = K.monomials(t);
  const atoms = new Set<Term>();
  const exponents: Rational[] = [];
  for (const m of ms) {
    for (const f of m.factors) if (K.occurs(name, f.atom)) atoms.add(f.atom);
    const q = exponentOf(m, x);
    if (q === null) return [];
    exponents.push(q);
  }
  const withExp = exponents.some((q) => q.num !== 0n);
  const [atom] = atoms;
  if (withExp && atoms.size > 0) return common(ctx, ms, x);
  if (withExp) return exponentialZeros(ctx, ms, exponents, x);
  if (atom === undefined || atoms.size > 1) return [];
  const roots = polynomialZeros(
    ctx,
    ms.map((m) => ({ power: m.factors.find((f) => f.atom === atom)?.exp ?? 0, coef: without(m, (a) => a === atom) })),
  );
  if (atom === x) return roots;
  if (atom.k === "op" && atom.op === "log" && atom.args[0] === x) return roots.map((r) => K.exp(r));
  return [];
}

/** The exponential is a factor of all summands: zeros of the rest. */
function common(ctx: Context, ms: readonly MonomialView[], x: Term): Term[] {
  const first = ms[0]?.exponent ?? null;
  if (first === null || ms.some((m) => m.exponent !== first)) return [];
  const rest = ms.map((m) => without(m, () => false, true));
  return zeros(ctx, K.canonical(K.op("add", rest)), x);
}

/** The coefficient of x in the exponent, which is linear in x; null otherwise. */
function exponentOf(m: MonomialView, x: Term): Rational | null {
  if (m.exponent === null) return K.ZERO;
  const name = (x as Term & { k: "var" }).name;
  if (!K.occurs(name, m.exponent)) return K.ZERO;
  const parts = K.monomials(m.exponent).filter((q) => K.occurs(name, q.term));
  const [p] = parts;
  return parts.length === 1 && p !== undefined && p.term === x ? p.coef : null;
}

/** A monomial without some factors, and without its exponential where asked. */
function without(m: MonomialView, drop: (a: Term) => boolean, dropExp = false): Term {
  const factors = m.factors.filter((f) => !drop(f.atom)).map((f) => K.ipow(f.atom, K.int(f.exp)));
  const tail = m.exponent === null || dropExp ? [] : [K.exp(m.exponent)];
  return K.op("mul", [K.num(m.coef), ...factors, ...tail]);
}

function exponentialZeros(ctx: Context, ms: readonly MonomialView[], qs: readonly Rational[], x: Term): Term[] {
  // Powers of u = exp(s·x), s the smallest step between exponents.
  const low = qs.reduce((a, b) => (K.compareQ(a, b) <= 0 ? a : b));
  const gaps = qs.map((q) => K.subQ(q, low)).filter((q) => q.num > 0n);
  const [first] = gaps;
  if (first === undefined) return [];
  const step = gaps.reduce((a, b) => (K.compareQ(a, b) <= 0 ? a : b), first);
  const rows: { power: number; coef: Term }[] = [];
  ms.forEach((m, i) => {
    const k = K.mulQ(K.subQ(qs[i] as Rational, low), K.invQ(step));
    const outside = m.exponent === null ? K.int(0) : K.canonical(K.sub(m.exponent, K.mul(K.num(qs[i] as Rational), x)));
    if (k.den === 1n)
      rows.push({
        power: Number(k.num),
        coef: K.mul(
          without(m, () => false, true),
          K.exp(outside),
        ),
      });
  });
  if (rows.length !== ms.length) return [];
  const out: Term[] = [];
  for (const u of polynomialZeros(ctx, rows)) {
    if (ctx.search.positive(ctx, u) !== null) out.push(K.mul(K.num(K.invQ(step)), K.log(u)));
  }
  return out;
}

/** Roots of Σ coef·u^power: linear ones, and quadratic ones as terms. */
function polynomialZeros(ctx: Context, rows: readonly { power: number; coef: Term }[]): Term[] {
  const low = Math.min(...rows.map((r) => r.power));
  const degree = Math.max(...rows.map((r) => r.power)) - low;
  const c = Array.from({ length: degree + 1 }, () => [] as Term[]);
  for (const r of rows) (c[r.power - low] as Term[]).push(r.coef);
  const [c0, c1, c2] = c.map((parts) => K.canonical(K.op("add", parts)));
  const out: Term[] = low > 0 ? [K.int(0)] : [];
  if (degree === 1 && c0 !== undefined && c1 !== undefined) {
    out.push(rhs(ctx.search.simplify(ctx, K.neg(K.mul(c0, K.inv(c1))))));
  }
  if (degree === 2 && c0 !== undefined && c1 !== undefined && c2 !== undefined) {
    const disc = K.canonical(K.sub(K.ipow(c1, K.int(2)), K.mul(K.int(4), c0, c2)));
    const root = disc.k === "num" ? squareRoot(disc.value) : null;
    const r = root === null ? K.rpow(disc, K.num(K.rational(1n, 2n))) : K.num(root);
    for (const sign of [1, -1]) {
      const top = K.sub(K.mul(K.int(sign), r), c1);
      out.push(rhs(ctx.search.simplify(ctx, K.mul(K.num(K.rational(1n, 2n)), top, K.inv(c2)))));
    }
  }
  return out;
}

/** The rational square root, or null. */
export function squareRoot(q: Rational): Rational | null {
  const root = (n: bigint): bigint | null => {
    if (n < 0n) return null;
    if (n < 2n) return n;
    // Newton's iteration from above.
    let r = 1n << BigInt((n.toString(2).length + 1) >> 1);
    for (;;) {
      const next = (r + n / r) >> 1n;
      if (next >= r) return r * r === n ? r : null;
      r = next;
    }
  };
  const [n, d] = [root(q.num), root(q.den)];
  return n === null || d === null ? null : K.rational(n, d);
}
