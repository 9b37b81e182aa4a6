/**
 * The normal form of a number term: equal normal forms mean equal values at all values of the variables.
 * Laws used, none of which has a condition: those of commutative rings over the rationals;
 * exp a·exp b = exp(a+b); log(exp a) = a; inv(ab) = inv a·inv b, inv(exp a) = exp(-a), inv(inv a) = a;
 * powers with whole exponents; if(φ, a, b) = [φ]·(a-b) + b with [φ]² = [φ]; and of sums (bigsums.ts).
 * Nothing inside a derivative, an integral, a family or a quantified formula is changed.
 */
import { productOver, sumOver } from "./bigsums.ts";
import * as B from "./binding.ts";
import type { Poly, Power, Product } from "./polynomial.ts";
import * as P from "./polynomial.ts";
import * as Q from "./rational.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

/** Powers of sums are multiplied out up to this exponent. */
const MAX_EXPANDED = 64;
/** Powers of products are taken up to this exponent. */
const MAX_EXPONENT = 100_000n;

const known = T.memo<Node, Poly>();

export function normal(t: Node): Poly {
  let p = known.get(t);
  if (p === undefined) {
    p = compute(t);
    known.set(t, p);
  }
  return p;
}

/** The normal form as a term. */
export const canonical = (t: Node): Node => P.termOf(normal(t));
/** The same for an integer term, unless its normal form is no integer term. */
export function canonicalInt(t: Node): Node {
  const c = canonical(t);
  return T.isInt(c) ? c : t;
}

function compute(t: Node): Poly {
  const p = (i: number): Node => T.part(t, i);
  switch (t.tag) {
    case "num":
      return P.constant(t.value ?? Q.ZERO);
    case "add":
      return sum(t.parts);
    case "mul":
      return t.parts.map(normal).reduce(multiply, P.ONE);
    case "inv":
      return inverse(normal(p(0)));
    case "exp":
      return exponential(normal(p(0)));
    case "log":
      return logarithm(normal(p(0)));
    case "ipow":
      return integerPower(normal(p(0)), p(1));
    case "rpow":
      return P.atom(T.rpow(canonical(p(0)), canonical(p(1))));
    case "at":
    case "call":
      return P.atom(
        B.withParts(
          t,
          t.parts.map((x) => (T.isInt(x) ? canonicalInt(x) : x.sort === "real" ? canonical(x) : x)),
        ),
      );
    case "sum":
      return sumOver(canonicalInt(p(0)), canonicalInt(p(1)), p(2));
    case "prod":
      return productOver(canonicalInt(p(0)), canonicalInt(p(1)), p(2));
    case "if":
      return P.plus(multiply(indicator(p(0)), P.minus(normal(p(1)), normal(p(2)))), normal(p(2)));
    default:
      return P.atom(t);
  }
}

function sum(ts: readonly Node[]): Poly {
  const total = new P.Total();
  for (const t of ts) total.addPoly(Q.ONE, normal(t));
  return total.value;
}

// ---- products

export function multiply(a: Poly, b: Poly): Poly {
  if (a.size === 0 || b === P.ONE) return a;
  if (b.size === 0 || a === P.ONE) return b;
  const [m, n] = [P.asNumber(a), P.asNumber(b)];
  if (m !== null) return P.scaled(m, b);
  if (n !== null) return P.scaled(n, a);
  const total = new P.Total();
  for (const x of a.values()) {
    for (const y of b.values()) {
      const of = P.joined(x.of, y.of);
      const simpler = contracted(of);
      if (simpler === null) total.add(Q.times(x.c, y.c), of);
      else total.addPoly(Q.times(x.c, y.c), simpler);
    }
  }
  return total.value;
}

/** [x = e]·f(x) is [x = e]·f(e), for an integer variable x that e is free of. Null where there is nothing to do. */
function contracted(p: Product): Poly | null {
  for (const f of p.powers) {
    const solved = f.atom.tag === "if" && T.part(f.atom, 0).tag === "eq" ? solvedForIndex(zeroSide(f.atom)) : null;
    if (solved === null) continue;
    const { x, e } = solved;
    const mentions = (t: Node): boolean => (x.tag === "bound" ? B.occursLoose(t, x.index) : t.free.has(x.name));
    const rest = P.product(
      p.powers.filter((g) => g !== f),
      p.exponent,
    );
    if (!rest.powers.some((g) => mentions(g.atom)) && !(rest.exponent !== null && mentions(P.termOf(rest.exponent))))
      continue;
    const t = P.termOfProduct(rest);
    return multiply(P.atom(f.atom), normal(x.tag === "bound" ? B.putLoose(t, x.index, e) : B.put(t, x, e)));
  }
  return null;
}

/** The p of an indicator [p = 0] or [p ≤ 0] in normal form. */
export const zeroSide = (indicatorAtom: Node): Poly => normal(T.part(T.part(indicatorAtom, 0), 0));

/** From p = 0 the last (in the order of nodes) integer variable with coefficient ±1, and the integer term that it equals. */
function solvedForIndex(p: Poly): { x: Node; e: Node } | null {
  let best: { x: Node; e: Node } | null = null;
  for (const s of p.values()) {
    const [f] = s.of.powers;
    if (f === undefined || s.of.powers.length > 1 || f.n !== 1 || s.of.exponent !== null) continue;
    const x = f.atom;
    if ((x.tag !== "var" && x.tag !== "bound") || !T.isInt(x)) continue;
    if (!Q.same(s.c, Q.ONE) && !Q.same(s.c, Q.MINUS_ONE)) continue;
    if (best !== null && T.compare(x, best.x) < 0) continue;
    const e = P.termOf(P.minus(P.single(Q.ONE, s.of), P.scaled(s.c, p)));
    if (T.isInt(e) && !(x.tag === "bound" ? B.occursLoose(e, x.index) : e.free.has(x.name))) best = { x, e };
  }
  return best;
}

// ---- inverses and powers

/** pⁿ for a single summand p and n ≠ 0. */
function summandPower(s: P.Summand, n: number): Poly {
  const powers: Power[] = [];
  let more: Poly = P.ONE;
  for (const f of s.of.powers) {
    if (P.isIndicator(f.atom)) powers.push(f);
    else if (n < 0 && f.atom.tag === "inv" && f.n > 0)
      more = multiply(more, naturalPower(normal(T.part(f.atom, 0)), -n * f.n));
    else powers.push({ atom: f.atom, n: f.n === 0 ? 0 : f.n * n });
  }
  const c = Q.power(n > 0 ? s.c : Q.reciprocal(s.c), Math.abs(n));
  const exponent = s.of.exponent === null ? null : P.scaled(Q.fraction(BigInt(n)), s.of.exponent);
  return multiply(P.single(c, P.product(powers, exponent)), more);
}

function naturalPower(p: Poly, n: number): Poly {
  if (n === 0) return P.ONE;
  const only = P.asSummand(p);
  if (only !== null) return summandPower(only, n);
  if (n > MAX_EXPANDED) return P.atom(T.ipow(P.termOf(p), T.int(n)));
  let out = P.ONE;
  for (let i = 0; i < n; i++) out = multiply(out, p);
  return out;
}

export function inverse(p: Poly): Poly {
  if (p.size === 0) return p;
  const only = P.asSummand(p);
  if (only !== null) return summandPower(only, -1);
  const { unit, rest } = unitAndRest(p);
  return multiply(summandPower(unit, -1), P.atom(T.inv(P.termOf(rest))));
}

/** p = unit·rest, where all that the summands of p share is in the unit: so inv(rest) is one atom for all of p's multiples. */
function unitAndRest(p: Poly): { unit: P.Summand; rest: Poly } {
  const all = P.summands(p);
  const powerIn = (s: P.Summand, a: Node): number | null => s.of.powers.find((f) => f.atom === a)?.n ?? null;
  const shared: Power[] = [];
  for (const f of (all[0] as P.Summand).of.powers) {
    const ns = all.map((s) => powerIn(s, f.atom));
    if (ns.every((n) => n !== null)) shared.push({ atom: f.atom, n: Math.min(...(ns as number[])) });
  }
  const exponents = all.map((s) => s.of.exponent ?? P.NOTHING);
  const least = exponents.reduce((a, b) => (P.compareExponents(b, a) < 0 ? b : a));
  const stripped = all.map((s) => {
    const powers = s.of.powers.flatMap((f): Power[] => {
      const common = shared.find((g) => g.atom === f.atom);
      if (common === undefined) return [f];
      // (a, n) is shared, and (a, n)·(a, m-n) = (a, m); for m = n nothing is left.
      return P.isIndicator(f.atom) || f.n === common.n ? [] : [{ atom: f.atom, n: f.n - common.n }];
    });
    return [s.c, P.single(Q.ONE, P.product(powers, P.minus(s.of.exponent ?? P.NOTHING, least)))] as const;
  });
  const { c, q } = P.primitive(P.combine(stripped));
  const sign = P.leadingSign(q);
  return { unit: { c: Q.times(c, sign), of: P.product(shared, least) }, rest: P.scaled(sign, q) };
}

export const exponential = (q: Poly): Poly => P.single(Q.ONE, P.product([], q));

/** log(c·exp q) = log c + q for a number c > 0. */
function logarithm(p: Poly): Poly {
  const only = P.asSummand(p);
  if (only === null || only.of.powers.length > 0 || !Q.isPositive(only.c)) return P.atom(T.log(P.termOf(p)));
  const c = Q.same(only.c, Q.ONE) ? P.NOTHING : P.atom(T.log(T.num(only.c)));
  return P.plus(only.of.exponent ?? P.NOTHING, c);
}

function integerPower(base: Poly, exponent: Node): Poly {
  const n = P.asNumber(normal(exponent));
  const only = P.asSummand(base);
  if (n !== null && n.d === 1n) {
    if (n.n === 0n) return P.ONE;
    if (base.size === 0) return base;
    const small = n.n <= MAX_EXPONENT && n.n >= -MAX_EXPONENT;
    if (only !== null && small) return summandPower(only, Number(n.n));
    const expanded = n.n <= BigInt(MAX_EXPANDED) && n.n >= -BigInt(MAX_EXPANDED);
    if (expanded) return naturalPower(n.n < 0n ? inverse(base) : base, Math.abs(Number(n.n)));
  }
  const e = canonicalInt(exponent);
  if (only === null || only.of.powers.some((f) => f.n === 0)) return P.atom(T.ipow(P.termOf(base), e));
  // (Π (a, n))^e = Π (a^e, n) for n ≠ 0, also where a = 0; an indicator is its own power but for e = 0.
  let out = exponential(only.of.exponent === null ? P.NOTHING : multiply(normal(e), only.of.exponent));
  if (!Q.same(only.c, Q.ONE)) out = multiply(out, P.atom(T.ipow(T.num(only.c), e)));
  for (const f of only.of.powers) {
    out = multiply(
      out,
      P.single(Q.ONE, P.product([{ atom: T.ipow(f.atom, e), n: P.isIndicator(f.atom) ? 1 : f.n }], null)),
    );
  }
  return out;
}

// ---- indicators

/** [φ]: 1 where φ is true and 0 where it is false. */
export function indicator(f: Node): Poly {
  const p = (i: number): Node => T.part(f, i);
  const not = (x: Poly): Poly => P.minus(P.ONE, x);
  switch (f.tag) {
    case "false":
      return P.NOTHING;
    case "eq":
      return zero(P.minus(normal(p(0)), normal(p(1))));
    case "le":
      return atMostZero(P.minus(normal(p(0)), normal(p(1))));
    case "lt":
      return not(atMostZero(P.minus(normal(p(1)), normal(p(0)))));
    case "and":
      return multiply(indicator(p(0)), indicator(p(1)));
    case "or":
      return not(multiply(not(indicator(p(0))), not(indicator(p(1)))));
    case "implies":
      return not(multiply(indicator(p(0)), not(indicator(p(1)))));
    default:
      return bracket(f);
  }
}
const bracket = (f: Node): Poly => P.atom(T.choice(f, T.int(1), T.int(0)));

/** [p = 0]: unchanged by a factor of p, so p is taken primitive with a positive leading coefficient. */
export function zero(p: Poly): Poly {
  const c = P.asNumber(p);
  if (c !== null) return Q.isZero(c) ? P.ONE : P.NOTHING;
  const { q } = P.primitive(p);
  return bracket(T.eq(P.termOf(P.scaled(P.leadingSign(q), q)), T.int(0)));
}
/** [p ≤ 0]: unchanged by a positive factor. */
function atMostZero(p: Poly): Poly {
  const c = P.asNumber(p);
  if (c !== null) return Q.isPositive(c) ? P.NOTHING : P.ONE;
  return bracket(T.le(P.termOf(P.primitive(p).q), T.int(0)));
}
