/**
 * RING: the normal form of terms under laws that hold for all values without any condition.
 *
 * Commutative rings with rational coefficients; exp(a)exp(b) = exp(a+b); log(exp a) = a; the total
 * inverse (inv(ab) = inv a inv b, inv(exp q) = exp(-q), inv(inv a) = a); integer powers; `if` as a
 * polynomial in indicators [φ] with [φ]² = [φ]; sums and products of symbolic length (linearity,
 * factors pulled out, Fubini, renaming, Kronecker deltas contracted with their range condition).
 * Nothing here takes a hypothesis: conditions such as a·inv(a) = 1 for a ≠ 0 enter by LINCOMB.
 * Inside D, integrals and predicates nothing is rewritten.
 */

import { keepNormal, knownNormal } from "./node.ts";
import type { Factor, Mono, Poly } from "./polynomial.ts";
import * as P from "./polynomial.ts";
import * as Q from "./rational.ts";
import { Refusal } from "./refusal.ts";
import {
  abstract,
  freshName,
  instantiate,
  mapChildren,
  occursLoose,
  replaceLoose,
  replaceVar,
  shift,
} from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";

const MINUS_ONE = Q.negQ(Q.ONE);
/** A sum over numeric bounds is written out up to this many terms. */
const MAX_UNROLL = 4096;
/** Powers of sums are multiplied out up to this exponent. */
const MAX_EXPANDED_POWER = 64;
/** Powers of numbers are written out up to this size. */
const MAX_POWER_BITS = 1_000_000n;
/** Index permutations are compared for up to this many nested indices. */
const MAX_INDICES = 5;

/** The normal form of a term. Terms with equal normal forms are equal for all values of their variables. */
export function normalForm(t: Term): Poly {
  const known = knownNormal(t);
  if (known !== null) return known;
  const p = compute(t);
  keepNormal(t, p);
  const canon = p.term();
  if (knownNormal(canon) === null) keepNormal(canon, p);
  return p;
}

function compute(t: Term): Poly {
  switch (t.k) {
    case "num":
      return P.constantPoly(t.value);
    case "pi":
    case "var":
    case "bound":
    case "D":
    case "integral":
      return P.atomPoly(t);
    case "at":
    case "call":
      return P.atomPoly(mapChildren(t, canonicalNumber));
    case "family":
      throw new Refusal("ring", "a family is not a number");
    case "op":
      return operator(t.op, t.args);
    case "sum":
      return sum(canonicalInt(t.lo), canonicalInt(t.hi), t.hint, t.body);
    case "prod":
      return product(canonicalInt(t.lo), canonicalInt(t.hi), t.hint, t.body);
    case "if": {
      const test = indicator(t.test);
      const a = normalForm(t.then);
      const b = normalForm(t.else);
      return P.addPoly(multiply(test, P.subPoly(a, b)), b);
    }
  }
}

/** Number arguments in canonical form; families and formulas stay as they are. */
function canonicalNumber<N extends Term | Formula>(n: N): N {
  if (T.isFormula(n) || T.sortOf(n as Term).k === "family") return n;
  return (T.sortOf(n as Term).k === "int" ? canonicalInt(n as Term) : normalForm(n as Term).term()) as N;
}

/** The canonical form where it is an integer term too, else the term itself. */
function canonicalInt(t: Term): Term {
  const c = normalForm(t).term();
  return T.sortOf(c).k === "int" ? c : t;
}

function operator(op: T.Op, args: readonly Term[]): Poly {
  switch (op) {
    case "add": {
      const s = new P.Sum();
      for (const a of args) s.pushPoly(Q.ONE, normalForm(a));
      return s.poly();
    }
    case "mul":
      return args.map(normalForm).reduce(multiply, P.ONE_POLY);
    case "inv":
      return invert(normalForm(args[0] as Term));
    case "exp":
      return exponential(normalForm(args[0] as Term));
    case "log":
      return logarithm(normalForm(args[0] as Term));
    case "ipow":
      return integerPower(normalForm(args[0] as Term), args[1] as Term);
    case "rpow":
      return P.atomPoly(T.rpow(normalForm(args[0] as Term).term(), normalForm(args[1] as Term).term()));
  }
}

// ---- products ----------------------------------------------------------------------------------

export function multiply(a: Poly, b: Poly): Poly {
  if (a.size === 0 || b.size === 0) return P.ZERO_POLY;
  if (a === P.ONE_POLY) return b;
  if (b === P.ONE_POLY) return a;
  const s = new P.Sum();
  for (const x of a.rows()) {
    for (const y of b.rows()) {
      const c = Q.mulQ(x.coef, y.coef);
      const m = P.mulMono(x.mono, y.mono);
      if (m.factors.length > 1 || m.expo !== null) {
        const r = substituteDeltas(m);
        if (r !== null) {
          s.pushPoly(c, r);
          continue;
        }
      }
      s.push(c, m);
    }
  }
  return s.poly();
}

/** An indicator [p = 0] or [p <= 0] of this normal form: its kind and polynomial, else null. */
function indicatorTest(atom: Term): { k: "eq" | "le"; p: Poly } | null {
  if (atom.k !== "if") return null;
  const f = atom.test;
  return f.k === "eq" || f.k === "le" ? { k: f.k, p: normalForm(f.l) } : null;
}

/**
 * [x = e]·f(x) = [x = e]·f(e) for an integer variable x that e is free of. Null where nothing changes.
 */
function substituteDeltas(m: Mono): Poly | null {
  for (const f of m.factors) {
    const test = indicatorTest(f.atom);
    if (test === null || test.k !== "eq") continue;
    const solved = solveForIndex(test.p);
    if (solved === null) continue;
    const { x, e } = solved;
    const mentions = (t: Term): boolean => (x.k === "bound" ? occursLoose(t, x.index) : T.occurs(x.name, t));
    const rest = m.factors.filter((g) => g !== f);
    const touched = rest.some((g) => mentions(g.atom)) || (m.expo !== null && mentions(m.expo.term()));
    if (!touched) continue;
    const restTerm = P.monoTerm(P.mono(rest, m.expo));
    const replaced = x.k === "bound" ? replaceLoose(restTerm, x.index, e) : replaceVar(restTerm, x, e);
    return multiply(P.atomPoly(f.atom), normalForm(replaced));
  }
  return null;
}

/** Solves p = 0 for the greatest integer variable x with coefficient 1 or -1 such that e is an integer term free of x. */
function solveForIndex(p: Poly): { x: Term & { k: "var" | "bound" }; e: Term } | null {
  let best: { x: Term & { k: "var" | "bound" }; e: Term } | null = null;
  for (const row of p.rows()) {
    const f = row.mono.factors[0];
    if (row.mono.factors.length !== 1 || row.mono.expo !== null || f === undefined || f.exp !== 1) continue;
    const x = f.atom;
    if ((x.k !== "var" && x.k !== "bound") || x.sort.k !== "int") continue;
    if (row.coef.den !== 1n || (row.coef.num !== 1n && row.coef.num !== -1n)) continue;
    if (best !== null && T.compareNodes(x, best.x) < 0) continue;
    const rest = P.subPoly(P.entryPoly(row.coef, row.mono), p);
    const e = P.scalePoly(row.coef, rest).term();
    if (T.sortOf(e).k !== "int") continue;
    if (x.k === "bound" ? occursLoose(e, x.index) : T.occurs(x.name, e)) continue;
    best = { x, e };
  }
  return best;
}

// ---- inverses, powers, exp, log ----------------------------------------------------------------

function isInverse(t: Term): t is Term & { k: "op" } {
  return t.k === "op" && t.op === "inv";
}

/** m^n for an integer n ≠ 0; an atom inv(p) raised to a negative power becomes a power of p. */
function monoPower(coef: Q.Rational, m: Mono, n: number): Poly {
  const factors: Factor[] = [];
  let extra: Poly = P.ONE_POLY;
  for (const f of m.factors) {
    if (P.isIndicator(f.atom)) factors.push({ atom: f.atom, exp: 1 });
    else if (n < 0 && isInverse(f.atom))
      extra = multiply(extra, polyPower(normalForm(f.atom.args[0] as Term), -n * f.exp));
    else factors.push({ atom: f.atom, exp: f.exp * n });
  }
  const c = n > 0 ? coef : Q.invQ(coef);
  let value = Q.ONE;
  const k = BigInt(Math.abs(n));
  if (!Q.equalQ(c, Q.ONE)) {
    const size = (c.num < 0n ? -c.num : c.num) > c.den ? c.num : c.den;
    if (BigInt(size.toString(16).length) * 4n * k > MAX_POWER_BITS)
      throw new Refusal("limit", `power of a number beyond ${MAX_POWER_BITS} bits`);
    value = Q.rational(c.num ** k, c.den ** k);
  }
  const expo = m.expo === null ? null : P.scalePoly(Q.rational(BigInt(n)), m.expo);
  return multiply(P.entryPoly(value, P.mono(factors, expo)), extra);
}

function polyPower(p: Poly, n: number): Poly {
  if (n === 0) return P.ONE_POLY;
  const only = single(p);
  if (only !== null) return monoPower(only.coef, only.mono, n);
  if (n > MAX_EXPANDED_POWER) throw new Refusal("limit", `power of a sum beyond ${MAX_EXPANDED_POWER}`);
  let out: Poly = P.ONE_POLY;
  let base = p;
  for (let k = n; k > 0; k >>= 1) {
    if (k & 1) out = multiply(out, base);
    if (k > 1) base = multiply(base, base);
  }
  return out;
}

function single(p: Poly): P.Entry | null {
  return p.size === 1 ? (p.entries()[0] as P.Entry) : null;
}

function invert(p: Poly): Poly {
  if (p.size === 0) return p;
  const only = single(p);
  if (only !== null) return monoPower(only.coef, only.mono, -1);
  const { unit, part } = unitPart(p);
  const atom = P.entryPoly(Q.ONE, P.mono([{ atom: T.inv(part.term()), exp: 1 }], null));
  return multiply(invert(unit), atom);
}

/**
 * p = unit · part: the unit is a monomial (content, common atoms, least exponential), the part is
 * primitive with a positive leading coefficient.
 */
export function unitPart(p: Poly): { unit: Poly; part: Poly } {
  const rows = p.entries();
  const first = rows[0] as P.Entry;
  const common: Factor[] = [];
  for (const f of first.mono.factors) {
    let least: number | null = f.exp;
    for (const r of rows) {
      const g = r.mono.factors.find((h) => h.atom === f.atom);
      least = g === undefined || least === null ? null : Math.min(least, g.exp);
    }
    if (least !== null) common.push({ atom: f.atom, exp: least });
  }
  let lowest: Poly = first.mono.expo ?? P.ZERO_POLY;
  for (const r of rows) {
    const q = r.mono.expo ?? P.ZERO_POLY;
    if (P.compareExponents(q, lowest) < 0) lowest = q;
  }
  const stripped = new P.Sum();
  for (const r of rows) {
    const factors: Factor[] = [];
    for (const f of r.mono.factors) {
      const c = common.find((g) => g.atom === f.atom);
      if (c === undefined) factors.push(f);
      else if (!P.isIndicator(f.atom) && f.exp !== c.exp) factors.push({ atom: f.atom, exp: f.exp - c.exp });
    }
    stripped.push(r.coef, P.mono(factors, P.subPoly(r.mono.expo ?? P.ZERO_POLY, lowest)));
  }
  const { content, part } = P.primitive(stripped.poly());
  const lead = part.entries()[0] as P.Entry;
  const sign = lead.coef.num < 0n ? MINUS_ONE : Q.ONE;
  return { unit: P.entryPoly(Q.mulQ(content, sign), P.mono(common, lowest)), part: P.scalePoly(sign, part) };
}

function exponential(q: Poly): Poly {
  return P.entryPoly(Q.ONE, P.mono([], q));
}

/** log(exp q) = q, log(c exp q) = log c + q for a number c > 0; else an atom. */
function logarithm(p: Poly): Poly {
  const only = single(p);
  if (only !== null && only.mono.factors.length === 0 && only.coef.num > 0n) {
    const c = Q.equalQ(only.coef, Q.ONE) ? P.ZERO_POLY : P.atomPoly(T.log(T.num(only.coef)));
    return only.mono.expo === null ? c : P.addPoly(only.mono.expo, c);
  }
  return P.atomPoly(T.log(p.term()));
}

function integerPower(base: Poly, exponent: Term): Poly {
  const n = normalForm(exponent).constant();
  if (n !== null && n.den === 1n) {
    const only = single(base);
    const small = n.num <= 100_000n && n.num >= -100_000n;
    if (n.num === 0n) return P.ONE_POLY;
    if (base.size === 0) return P.ZERO_POLY;
    if (only !== null && small) return monoPower(only.coef, only.mono, Number(n.num));
    if (n.num > 0n && n.num <= BigInt(MAX_EXPANDED_POWER)) return polyPower(base, Number(n.num));
    if (n.num < 0n && n.num >= -BigInt(MAX_EXPANDED_POWER)) return polyPower(invert(base), Number(-n.num));
  }
  const e = canonicalInt(exponent);
  const only = single(base);
  if (only === null || only.mono.factors.some((f) => f.exp === 0)) return P.atomPoly(T.ipow(base.term(), e));
  const factors: Factor[] = [];
  if (!Q.equalQ(only.coef, Q.ONE)) factors.push({ atom: T.ipow(T.num(only.coef), e), exp: 1 });
  let indicators: Poly = P.ONE_POLY;
  for (const f of only.mono.factors) {
    if (P.isIndicator(f.atom)) indicators = multiply(indicators, P.atomPoly(T.ipow(f.atom, e)));
    else factors.push({ atom: T.ipow(f.atom, e), exp: f.exp });
  }
  const expo = only.mono.expo === null ? null : multiply(normalForm(e), only.mono.expo);
  return multiply(P.entryPoly(Q.ONE, P.mono(factors, expo)), indicators);
}

// ---- indicators --------------------------------------------------------------------------------

/** The indicator of a formula, 1 where it is true and 0 where it is false, as a polynomial. */
export function indicator(f: Formula): Poly {
  switch (f.k) {
    case "false":
      return P.ZERO_POLY;
    case "eq":
      return zeroIndicator(P.subPoly(normalForm(f.l), normalForm(f.r)));
    case "le":
      return nonPositive(P.subPoly(normalForm(f.l), normalForm(f.r)));
    case "lt":
      return complement(nonPositive(P.subPoly(normalForm(f.r), normalForm(f.l))));
    case "and":
      return multiply(indicator(f.l), indicator(f.r));
    case "or":
      return complement(multiply(complement(indicator(f.l)), complement(indicator(f.r))));
    case "implies":
      return complement(multiply(indicator(f.l), complement(indicator(f.r))));
    case "all":
    case "some":
    case "hasDeriv":
    case "near":
    case "allFun":
    case "pred":
      return P.atomPoly(T.ifThen(f, T.int(1), T.int(0)));
  }
}

function complement(p: Poly): Poly {
  return P.subPoly(P.ONE_POLY, p);
}

function zeroIndicator(p: Poly): Poly {
  const c = p.constant();
  if (c !== null) return c.num === 0n ? P.ONE_POLY : P.ZERO_POLY;
  const { part } = P.primitive(p);
  const lead = part.entries()[0] as P.Entry;
  const q = lead.coef.num < 0n ? P.scalePoly(MINUS_ONE, part) : part;
  return P.atomPoly(T.ifThen(T.eq(q.term(), T.int(0)), T.int(1), T.int(0)));
}

/** [p <= 0]; p and -p give two indicators, since both hold where p = 0. */
function nonPositive(p: Poly): Poly {
  const c = p.constant();
  if (c !== null) return c.num <= 0n ? P.ONE_POLY : P.ZERO_POLY;
  return P.atomPoly(T.ifThen(T.le(P.primitive(p).part.term(), T.int(0)), T.int(1), T.int(0)));
}

// ---- sums --------------------------------------------------------------------------------------

function numericRange(lo: Term, hi: Term): { from: bigint; to: bigint } | null {
  const a = normalForm(lo).constant();
  const b = normalForm(hi).constant();
  if (a === null || b === null || a.den !== 1n || b.den !== 1n) return null;
  return { from: a.num, to: b.num };
}

function sum(lo: Term, hi: Term, hint: string, body: Term): Poly {
  const range = numericRange(lo, hi);
  const out = new P.Sum();
  if (range !== null && range.to - range.from < BigInt(MAX_UNROLL)) {
    for (let i = range.from; i <= range.to; i++) out.pushPoly(Q.ONE, normalForm(instantiate(body, [T.int(i)])));
    return out.poly();
  }
  for (const r of normalForm(body).rows()) out.pushPoly(r.coef, sumOfMono(lo, hi, hint, r.mono));
  return out.poly();
}

/** Σ_{lo..hi} m, where m stands under the sum's binder (loose index 0). */
function sumOfMono(lo: Term, hi: Term, hint: string, m: Mono): Poly {
  const k = T.bound(0, T.INT);
  const below = P.primitive(P.subPoly(normalForm(shift(lo, 1)), normalForm(k))).part;
  const above = P.primitive(P.subPoly(normalForm(k), normalForm(shift(hi, 1)))).part;
  for (const f of m.factors) {
    const test = indicatorTest(f.atom);
    if (test === null || !occursLoose(f.atom, 0)) continue;
    const rest = P.mono(
      m.factors.filter((g) => g !== f),
      m.expo,
    );
    if (test.k === "le") {
      // Within its own range lo <= k <= hi is true, and k <= lo, hi <= k mean equality.
      if (P.equalPoly(test.p, below) || P.equalPoly(test.p, above)) return sumOfMono(lo, hi, hint, rest);
      const ends = [below, above].some((q) => P.equalPoly(test.p, P.scalePoly(MINUS_ONE, q)));
      if (ends) return sumOfPoly(lo, hi, hint, multiply(zeroIndicator(test.p), P.entryPoly(Q.ONE, rest)));
      continue;
    }
    const e = solveLinear(test.p);
    if (e === null) continue;
    const value = instantiate(P.monoTerm(rest), [e]);
    return [indicator(T.le(lo, e)), indicator(T.le(e, hi)), normalForm(value)].reduce(multiply);
  }
  return factoredSum(lo, hi, hint, m);
}

function sumOfPoly(lo: Term, hi: Term, hint: string, p: Poly): Poly {
  const out = new P.Sum();
  for (const r of p.rows()) out.pushPoly(r.coef, sumOfMono(lo, hi, hint, r.mono));
  return out.poly();
}

/** Solves p = 0 for the loose index 0: an integer term outside the binder, or null. */
function solveLinear(p: Poly): Term | null {
  const k = T.bound(0, T.INT);
  let coef: Q.Rational | null = null;
  const rest = new P.Sum();
  for (const r of p.rows()) {
    const f = r.mono.factors[0];
    if (r.mono.factors.length === 1 && f !== undefined && f.atom === k && f.exp === 1 && r.mono.expo === null) {
      coef = r.coef;
    } else if (occursLoose(P.monoTerm(r.mono), 0)) return null;
    else rest.push(r.coef, r.mono);
  }
  if (coef === null) return null;
  const e = P.scalePoly(Q.negQ(Q.invQ(coef)), rest.poly()).term();
  return T.sortOf(e).k === "int" ? shift(e, -1) : null;
}

/** Splits what does not depend on the index off the sum. */
function factoredSum(lo: Term, hi: Term, hint: string, m: Mono): Poly {
  const inside: Factor[] = [];
  const outside: Factor[] = [];
  for (const f of m.factors) (occursLoose(f.atom, 0) ? inside : outside).push(f);
  const q = splitExponent(m.expo);
  const out = P.mono(outside, q.outside);
  const core = sumAtom(lo, hi, hint, P.mono(inside, q.inside));
  if (out.factors.length === 0 && out.expo === null) return P.atomPoly(core);
  return multiply(normalForm(shift(P.monoTerm(out), -1)), P.atomPoly(core));
}

function splitExponent(q: Poly | null): { inside: Poly | null; outside: Poly | null } {
  if (q === null) return { inside: null, outside: null };
  const inside = new P.Sum();
  const outside = new P.Sum();
  for (const r of q.rows()) (occursLoose(P.monoTerm(r.mono), 0) ? inside : outside).push(r.coef, r.mono);
  return { inside: inside.poly(), outside: outside.poly() };
}

type Index = { readonly v: Term; readonly lo: Term; readonly hi: Term; readonly hint: string };

/** The canonical atom of a sum whose factors all depend on its index: inner sums join it as one multiple sum. */
function sumAtom(lo: Term, hi: Term, hint: string, m: Mono): Term {
  const plain = T.big("sum", hint, lo, hi, P.monoTerm(m));
  const inner = m.factors.filter((f) => f.atom.k === "sum" && f.exp > 0);
  if (inner.length === 0) return plain;
  const indices: Index[] = [];
  const avoid: Term[] = [plain];
  const open = (l: Term, h: Term, name: string, body: Term): Term => {
    const v = T.variable(freshName("ring", [...avoid, ...indices.map((i) => i.v)]), T.INT);
    indices.push({ v, lo: l, hi: h, hint: name });
    return instantiate(body, [v]);
  };
  const k = open(lo, hi, hint, T.bound(0, T.INT));
  const parts: Term[] = [];
  for (const f of m.factors) {
    const atom = instantiate(f.atom, [k]);
    if (f.atom.k !== "sum" || f.exp <= 0) {
      parts.push(instantiate(P.monoTerm(P.mono([f], null)), [k]));
      continue;
    }
    for (let copy = 0; copy < f.exp; copy++) {
      let t = atom;
      while (t.k === "sum") {
        if (indices.length >= MAX_INDICES) return plain;
        t = open(t.lo, t.hi, t.hint, t.body);
      }
      parts.push(t);
    }
  }
  if (m.expo !== null) parts.push(T.exp(instantiate(m.expo.term(), [k])));
  const core = T.op("mul", parts);
  let best: Term | null = null;
  for (const order of orders(indices)) {
    const t = nest(order, core);
    if (t !== null && (best === null || T.compareNodes(t, best) < 0)) best = t;
  }
  return best ?? plain;
}

/** The nested sum with the given order of indices, outermost first, its core in normal form. */
function nest(order: readonly Index[], core: Term): Term | null {
  const vars = order.map((i) => i.v);
  const body = normalForm(abstract(core, vars));
  const only = single(body);
  if (only === null || !Q.equalQ(only.coef, Q.ONE)) return null;
  let t = body.term();
  for (let i = order.length - 1; i >= 0; i--) {
    const x = order[i] as Index;
    const outer = vars.slice(0, i);
    t = T.big("sum", x.hint, canonicalInt(abstract(x.lo, outer)), canonicalInt(abstract(x.hi, outer)), t);
  }
  return t;
}

/** Orders of the indices in which every range mentions earlier indices only. */
function orders(indices: readonly Index[]): Index[][] {
  if (indices.length === 0) return [[]];
  const out: Index[][] = [];
  for (const x of indices) {
    const rest = indices.filter((y) => y !== x);
    const free = rest.every((y) => {
      const name = (y.v as Term & { k: "var" }).name;
      return !T.occurs(name, x.lo) && !T.occurs(name, x.hi);
    });
    if (free) for (const tail of orders(rest)) out.push([x, ...tail]);
  }
  return out;
}

// ---- products of symbolic length ---------------------------------------------------------------

function product(lo: Term, hi: Term, hint: string, body: Term): Poly {
  const range = numericRange(lo, hi);
  if (range !== null && range.to - range.from < BigInt(MAX_UNROLL)) {
    let out: Poly = P.ONE_POLY;
    for (let i = range.from; i <= range.to; i++) out = multiply(out, normalForm(instantiate(body, [T.int(i)])));
    return out;
  }
  const p = normalForm(body);
  const only = single(p);
  if (only === null) return P.atomPoly(T.big("prod", hint, lo, hi, p.term()));
  const count = T.big("sum", hint, lo, hi, T.int(1));
  let out: Poly = Q.equalQ(only.coef, Q.ONE) ? P.ONE_POLY : normalForm(T.ipow(T.num(only.coef), count));
  for (const f of only.mono.factors) {
    const atom = occursLoose(f.atom, 0)
      ? T.big("prod", hint, lo, hi, f.atom)
      : T.ipow(normalForm(shift(f.atom, -1)).term(), count);
    const exp = P.isIndicator(f.atom) ? 1 : f.exp;
    out = multiply(out, P.entryPoly(Q.ONE, P.mono([{ atom, exp }], null)));
  }
  if (only.mono.expo !== null) out = multiply(out, exponential(sum(lo, hi, hint, only.mono.expo.term())));
  return out;
}
