/**
 * Signs: 0 < t, 0 ≤ t and t ≠ 0 under the hypotheses. First by structure (a sum of products of signs),
 * then by an exact linear program over the hypotheses and what is known of the atoms.
 */
import * as K from "../kernel/index.ts";
import type { MonomialView, Rational, Term, Theorem } from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { factsAbout } from "./facts.ts";
import { asFraction } from "./fractions.ts";
import { solveNonnegative, type Vector } from "./linear.ts";

const ZERO = (): Term => K.int(0);

export function positive(ctx: Context, t: Term): Theorem | null {
  return signed(ctx, t, true);
}
export function nonnegative(ctx: Context, t: Term): Theorem | null {
  return signed(ctx, t, false);
}

function signed(ctx: Context, t: Term, strict: boolean): Theorem | null {
  const goal = strict ? K.lt(ZERO(), t) : K.le(ZERO(), t);
  const fact = ctx.facts.get(goal);
  if (fact !== undefined) return fact;
  const c = K.canonical(t);
  const key = `${strict ? "pos" : "nn"}:${K.idOf(c)}`;
  let th: Theorem | null;
  if (ctx.memo.has(key)) th = ctx.memo.get(key) as Theorem | null;
  else {
    if (ctx.busy.has(key) || ctx.busy.size > 60 || !ctx.spend()) return null;
    ctx.busy.add(key);
    try {
      th = search(ctx, c, strict);
    } finally {
      ctx.busy.delete(key);
    }
    ctx.memo.set(key, th);
  }
  if (th === null) return null;
  return th.concl === goal ? th : K.positivstellensatz(goal, [th], [D.row([0])]);
}

function search(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const goal = strict ? K.lt(ZERO(), c) : K.le(ZERO(), c);
  if (c.k === "num") {
    if (c.value.num > 0n || (!strict && c.value.num === 0n)) {
      return c.value.num === 0n ? K.positivstellensatz(goal, [], []) : K.positivstellensatz(goal, [], [D.row([], c.value)]);
    }
    return null;
  }
  return (
    closedSign(c, goal) ??
    bySummands(ctx, c, goal, strict) ??
    byHypotheses(ctx, c, goal, strict) ??
    byFraction(ctx, c, goal, strict) ??
    localAssumption(ctx, c, strict) ??
    atomSign(ctx, c, strict)
  );
}

/** Terms without variables: certified enclosure. */
function closedSign(c: Term, goal: K.Formula): Theorem | null {
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

/** Near a point: 0 < u(w) may be assumed where 0 < u(point) is proved outside. For large w: where `far` shows it. */
function localAssumption(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const local = ctx.local;
  if (local === null) return null;
  const name = (local.w as Term & { k: "var" }).name;
  if (!K.occurs(name, c)) return localAssumption(local.outer, c, strict);
  const goal = K.lt(ZERO(), c);
  if (local.far !== null) {
    if (!local.assumed.has(goal)) {
      const th = local.far(c);
      if (th === null) return null;
      local.assumed.set(goal, th);
    }
    return strict ? K.assume(goal) : D.weaken(K.assume(goal));
  }
  if (!strict) return null;
  if (local.assumed.has(goal)) return K.assume(goal);
  const body = K.abstract(c, [local.w]);
  const here = K.instantiate(body, [local.point]);
  if (!freeOfInner(ctx, c)) return null;
  const at = local.outer.search.positive(local.outer, here);
  if (at === null) return null;
  const deriv = local.outer.search.differentiate(local.outer, body, local.point);
  if (deriv === null) return null;
  local.assumed.set(goal, K.nearPositive(deriv, at));
  return K.assume(goal);
}

/** Only variables of the outer context and w: an index opened meanwhile has no meaning outside. */
function freeOfInner(ctx: Context, c: Term): boolean {
  const local = ctx.local;
  if (local === null) return true;
  const w = (local.w as Term & { k: "var" }).name;
  const inner = new Set<string>();
  for (const th of ctx.facts.values()) for (const h of th.hyps) if (!local.outer.facts.has(h)) for (const n of K.freeNames(h)) inner.add(n);
  const outer = new Set<string>();
  for (const f of local.outer.facts.keys()) for (const n of K.freeNames(f)) outer.add(n);
  return K.freeNames(c).every((n) => n === w || outer.has(n) || !inner.has(n));
}

type Product = { readonly ths: Theorem[]; readonly uses: number[]; readonly strict: boolean; readonly root: Term; readonly sign: 1 | -1 };

/** c as a sum of products of known signs that all come out positive. */
function bySummands(ctx: Context, c: Term, goal: K.Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 60) return null;
  const ths: Theorem[] = [];
  const rows: D.Row[] = [];
  let someStrict = false;
  for (const m of ms) {
    if (m.factors.length === 1 && m.exponent === null && ms.length === 1 && (m.factors[0] as { exp: number }).exp === 1) return null;
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
    if (known !== null && known.strict && n <= 12) {
      const base = f.exp > 0 ? known.th : D.positiveInverse(known.th);
      if (f.exp === 0) {
        push(known.th);
        push(D.positiveInverse(known.th));
      } else for (let i = 0; i < n; i++) push(base);
      if (known.sign < 0 && !even) sign = sign === 1 ? -1 : 1;
    } else if (even && f.exp > 0 && nonzero(ctx, f.atom) !== null) {
      const square = D.positiveSquare(nonzero(ctx, f.atom) as Theorem);
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
  return { ths, uses, strict, root: root.length === 0 ? K.int(1) : K.op("mul", root), sign };
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

/** A sum with denominators: the sign of the numerator, where all denominators are positive. */
function byFraction(ctx: Context, c: Term, goal: K.Formula, strict: boolean): Theorem | null {
  if (K.monomials(c).length < 2) return null;
  const f = asFraction(ctx, c);
  if (f === null) return null;
  const ths: Theorem[] = [];
  const uses: number[] = [];
  for (const d of f.denominators) {
    const pos = positive(ctx, d.p);
    if (pos === null) return null;
    const i = ths.push(D.positiveInverse(pos)) - 1;
    for (let e = 0; e < d.exp; e++) uses.push(i);
  }
  const top = signed(ctx, f.numerator, strict);
  if (top === null) return null;
  uses.push(ths.push(top) - 1);
  return K.positivstellensatz(goal, ths, [D.row(uses)], [f.theorem], [K.int(1)]);
}

/** The sign of one atom (or its negative) by what kind of term it is. */
function atomSign(ctx: Context, c: Term, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  const m = ms[0];
  if (ms.length !== 1 || m === undefined || m.factors.length !== 1 || m.exponent !== null) return null;
  const f = m.factors[0] as { atom: Term; exp: number };
  if (f.exp !== 1) return null;
  const negative = m.coef.num < 0n;
  const a = f.atom;
  const goal = strict ? K.lt(ZERO(), c) : K.le(ZERO(), c);
  const scale = (th: Theorem): Theorem =>
    K.positivstellensatz(goal, [th], [D.row([0], K.rational(negative ? -m.coef.num : m.coef.num, m.coef.den))]);
  if (a.k === "sum") {
    const th = sumSign(ctx, { lo: a.lo, hi: a.hi, hint: a.hint, body: negative ? K.neg(a.body) : a.body }, strict);
    return th === null ? null : K.positivstellensatz(goal, [th], [D.row([0], negative ? K.negQ(m.coef) : m.coef)]);
  }
  if (a.k === "op" && a.op === "log") return logSign(ctx, a.args[0] as Term, goal, negative, m.coef, strict);
  if (a.k === "op" && a.op === "inv") {
    const p = a.args[0] as Term;
    if (!negative) {
      const th = positive(ctx, p);
      return th === null ? null : scale(D.positiveInverse(th));
    }
    const th = positive(ctx, K.neg(p));
    if (th === null) return null;
    return K.positivstellensatz(goal, [D.positiveInverse(th)], [D.row([0], K.negQ(m.coef))]);
  }
  if (negative) return null;
  if (a.k === "prod") {
    const body = underRange(ctx, a, (inner, b) => positive(inner, b));
    return body === null ? null : scale(K.productPositive(body));
  }
  if (a.k === "op" && (a.op === "ipow" || a.op === "rpow")) {
    const [base, n] = a.args as [Term, Term];
    const th = positive(ctx, base);
    if (th === null) return null;
    const e = a.op === "ipow" ? K.power(th, n) : K.realPower(th, n);
    const pos = K.expPositive(K.mul(n, K.log(base)));
    return K.positivstellensatz(goal, [pos], [D.row([0], m.coef)], [e], [K.num(m.coef)]);
  }
  if (a.k === "if" && !strict) {
    const yes = K.ifTrue(K.assume(a.test), a.then, a.else);
    const no = K.ifFalse(K.assume(K.not(a.test)), a.then, a.else);
    const one = K.positivstellensatz(goal, [], [D.row([], m.coef)], [yes], [K.num(m.coef)]);
    const zero = K.positivstellensatz(goal, [], [], [no], [K.num(m.coef)]);
    return D.byCases(a.test, one, zero);
  }
  return null;
}

/** log p > 0 for p > 1 by log p ≥ 1 - 1/p, and log p < 0 for p < 1 by log p ≤ p - 1. */
function logSign(ctx: Context, p: Term, goal: K.Formula, negative: boolean, coef: Rational, strict: boolean): Theorem | null {
  const pos = positive(ctx, p);
  if (pos === null) return null;
  const lg = K.log(p);
  const back = K.expLog(pos);
  const size = K.rational(coef.num < 0n ? -coef.num : coef.num, coef.den);
  const gap = signed(ctx, negative ? K.sub(K.int(1), p) : K.sub(p, K.int(1)), strict);
  if (gap === null) return null;
  if (negative) {
    // -log p = (exp(log p) - 1 - log p) + (1 - p)
    const tangent = K.expTangent(lg);
    return K.positivstellensatz(goal, [tangent, gap], [D.row([0], size), D.row([1], size)], [back], [K.num(K.negQ(size))]);
  }
  // log p = (exp(-log p) - 1 + log p) + (p - 1)/p, with exp(-log p) = 1/p
  const w = D.positiveInverse(pos);
  const unit = K.inverse(D.nonzeroOf(pos));
  const tangent = K.expTangent(K.neg(lg));
  // exp(-L) = w: from exp(L) = p times w·exp(-L).
  const flip = K.linearCombination(K.exp(K.neg(lg)), K.inv(p), [back, unit], [
    K.neg(K.mul(K.inv(p), K.exp(K.neg(lg)))),
    K.neg(K.exp(K.neg(lg))),
  ]);
  return K.positivstellensatz(
    goal,
    [tangent, gap, w],
    [D.row([0], size), D.row([1, 2], size)],
    [flip, unit],
    [K.num(K.negQ(size)), K.num(K.negQ(size))],
  );
}

/** ∀k in the range: prove(body), as the guarded formula that rules take. */
export function underRange(
  ctx: Context,
  big: { readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term },
  prove: (inner: Context, body: Term, k: Term) => Theorem | null,
): Theorem | null {
  const k = ctx.fresh(big.hint, K.INT);
  const range = K.and(K.le(big.lo, k), K.le(k, big.hi));
  const inner = ctx.assume(range);
  const th = prove(inner, K.instantiate(big.body, [k]), k);
  return th === null ? null : K.generalise(k, K.discharge(range, bundle(th, range)), big.hint);
}

/** The theorem with the conjunction in place of its two halves among the hypotheses. */
export function bundle(th: Theorem, conj: K.Formula): Theorem {
  if (conj.k !== "and" || !th.hyps.some((h) => h === conj.l || h === conj.r)) return th;
  const both = K.assume(conj);
  let out = th;
  for (const [h, half] of [
    [conj.l, K.left(both)],
    [conj.r, K.right(both)],
  ] as const) {
    if (out.hyps.includes(h)) out = K.modusPonens(K.discharge(h, out), half);
  }
  return out;
}

type SumParts = { readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term };

function sumSign(ctx: Context, s: SumParts, strict: boolean): Theorem | null {
  if (!strict) {
    const th = underRange(ctx, s, (inner, b) => nonnegative(inner, b));
    return th === null ? null : K.sumNonnegative(th);
  }
  const nonempty = ctx.search.prove(ctx, K.le(s.lo, s.hi));
  if (nonempty === null) return null;
  const th = underRange(ctx, s, (inner, b) => positive(inner, b));
  return th === null ? null : K.sumPositive(th, nonempty);
}

/** The hypotheses, and what is known of the atoms, as generators of a linear program for c. */
function byHypotheses(ctx: Context, c: Term, goal: K.Formula, strict: boolean): Theorem | null {
  const wanted = K.monomials(c);
  if (wanted.length > 40) return null;
  const gens = generators(ctx, c);
  if (gens.inequalities.length === 0 && gens.equations.length === 0) return null;
  const ths = gens.inequalities;
  const sides = ths.map((th) => difference(th));
  const rows: { uses: number[]; root: Term; poly: Term; strict: boolean }[] = [];
  const isStrict = (i: number): boolean => (ths[i] as Theorem).concl.k === "lt";
  sides.forEach((p, i) => rows.push({ uses: [i], root: K.int(1), poly: p, strict: isStrict(i) }));
  rows.push({ uses: [], root: K.int(1), poly: K.int(1), strict: true });
  const degree = Math.max(...wanted.map((m) => m.factors.reduce((n, f) => n + Math.abs(f.exp), 0)));
  if (degree >= 2 && sides.length <= 14) {
    for (let i = 0; i < sides.length; i++) {
      for (let j = i; j < sides.length; j++) {
        const poly = K.canonical(K.mul(sides[i] as Term, sides[j] as Term));
        rows.push({ uses: [i, j], root: K.int(1), poly, strict: isStrict(i) && isStrict(j) });
      }
    }
    for (const q of squareRoots(wanted)) rows.push({ uses: [], root: q, poly: K.canonical(K.mul(q, q)), strict: false });
  }
  const eqs = gens.equations;
  const columns = [...rows.map((r) => vector(r.poly)), ...eqs.map((e) => vector(equationDifference(e)))];
  const free = [...rows.map(() => false), ...eqs.map(() => true)];
  const target = vector(c);
  const strictIndex = rows.flatMap((r, i) => (r.strict ? [i] : []));
  const x = solveNonnegative(columns, free, target, strict ? strictIndex : null);
  if (x === null) return null;
  const used = rows.flatMap((r, i) => ((x[i] as Rational).num > 0n ? [{ coef: x[i] as Rational, uses: r.uses, root: r.root }] : []));
  return K.positivstellensatz(
    goal,
    ths,
    used,
    eqs,
    eqs.map((_, j) => K.num(x[rows.length + j] as Rational)),
  );
}

/** ⊥ from the hypotheses alone, by a linear combination that cannot be. */
export function contradictory(ctx: Context): Theorem | null {
  const ths = ctx.inequalities.slice(0, MAX_GENERATORS);
  const eqs = ctx.equations.slice(0, MAX_GENERATORS);
  const strict = ths.flatMap((th, i) => (th.concl.k === "lt" ? [i] : []));
  const columns = [...ths.map((th) => vector(difference(th))), vector(K.int(1)), ...eqs.map((e) => vector(equationDifference(e)))];
  const free = [...ths.map(() => false), false, ...eqs.map(() => true)];
  const x = solveNonnegative(columns, free, new Map(), [...strict, ths.length]);
  if (x === null) return null;
  const rows = ths.flatMap((_, i) => ((x[i] as Rational).num > 0n ? [D.row([i], x[i] as Rational)] : []));
  const one = x[ths.length] as Rational;
  if (one.num > 0n) rows.push(D.row([], one));
  return D.contradiction(
    ths,
    rows,
    eqs,
    eqs.map((_, j) => K.num(x[ths.length + 1 + j] as Rational)),
  );
}

function squareRoots(ms: readonly MonomialView[]): Term[] {
  const atoms = new Set<Term>();
  for (const m of ms) for (const f of m.factors) if (f.exp > 0 && f.atom.k !== "if") atoms.add(f.atom);
  const list = [...atoms].slice(0, 5);
  const out: Term[] = [...list];
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) {
      out.push(K.add(list[i] as Term, list[j] as Term), K.sub(list[i] as Term, list[j] as Term));
    }
    out.push(K.add(list[i] as Term, K.int(1)), K.sub(list[i] as Term, K.int(1)));
  }
  return out;
}

export function difference(th: Theorem): Term {
  const f = th.concl as K.Formula & { k: "lt" };
  return K.canonical(K.sub(f.r, f.l));
}
function equationDifference(th: Theorem): Term {
  const f = th.concl as K.Formula & { k: "eq" };
  return K.canonical(K.sub(f.l, f.r));
}

export function vector(p: Term): Vector {
  return new Map(K.monomials(p).map((m) => [K.idOf(m.term), m.coef]));
}

const MAX_GENERATORS = 24;

/** Inequalities and equations that share atoms with c, directly or through one another. */
function generators(ctx: Context, c: Term): { inequalities: Theorem[]; equations: Theorem[] } {
  const inequalities: Theorem[] = [];
  const equations: Theorem[] = [];
  const atoms = new Set<Term>();
  const queue: Term[] = [];
  const addAtoms = (p: Term): void => {
    for (const m of K.monomials(p)) {
      for (const f of m.factors) {
        if (!atoms.has(f.atom)) {
          atoms.add(f.atom);
          queue.push(f.atom);
        }
      }
      if (m.exponent !== null && m.factors.length === 0 && inequalities.length < MAX_GENERATORS) {
        const th = K.expPositive(m.exponent);
        if (!inequalities.some((x) => x.concl === th.concl)) inequalities.push(th);
      }
    }
  };
  addAtoms(c);
  const shares = (p: Term): boolean => K.monomials(p).some((m) => m.factors.some((f) => atoms.has(f.atom)));
  const left = new Set([...ctx.inequalities]);
  const leftEq = new Set([...ctx.equations]);
  for (let round = 0; round < 4; round++) {
    const before = atoms.size + inequalities.length + equations.length;
    for (const th of left) {
      if (inequalities.length >= MAX_GENERATORS) break;
      const p = difference(th);
      if (!shares(p)) continue;
      left.delete(th);
      inequalities.push(th);
      if (round < 3) addAtoms(p);
    }
    for (const th of leftEq) {
      const p = equationDifference(th);
      if (!shares(p)) continue;
      leftEq.delete(th);
      equations.push(th);
      if (round < 3) addAtoms(p);
    }
    while (queue.length > 0) {
      const a = queue.shift() as Term;
      for (const th of factsAbout(ctx, a)) {
        const k = th.concl.k;
        if ((k === "lt" || k === "le") && inequalities.length < MAX_GENERATORS) inequalities.push(th);
        else if (k === "eq") equations.push(th);
      }
    }
    if (atoms.size + inequalities.length + equations.length === before) break;
  }
  return { inequalities, equations };
}

/** Γ ⊢ ¬(t = 0). */
export function nonzero(ctx: Context, t: Term): Theorem | null {
  const goal = K.not(K.eq(t, ZERO()));
  const fact = ctx.facts.get(goal);
  if (fact !== undefined) return fact;
  const c = K.canonical(t);
  const key = `nz:${K.idOf(c)}`;
  const th = ctx.memo.has(key) ? (ctx.memo.get(key) as Theorem | null) : searchNonzero(ctx, c, key);
  if (th === null) return null;
  if (th.concl === goal) return th;
  const zero = K.assume(goal.k === "implies" ? goal.l : goal);
  const same = K.linearCombination(c, ZERO(), [zero], [K.int(1)]);
  return K.discharge(zero.concl, K.modusPonens(th, same));
}

function searchNonzero(ctx: Context, c: Term, key: string): Theorem | null {
  if (ctx.busy.has(key) || !ctx.spend()) return null;
  ctx.busy.add(key);
  try {
    const th = nonzeroByFacts(ctx, c) ?? nonzeroBySign(ctx, c) ?? nonzeroByFactors(ctx, c);
    ctx.memo.set(key, th);
    return th;
  } finally {
    ctx.busy.delete(key);
  }
}

function nonzeroBySign(ctx: Context, c: Term): Theorem | null {
  const pos = positive(ctx, c);
  if (pos !== null) return D.nonzeroOf(pos);
  const minus = positive(ctx, K.neg(c));
  if (minus === null) return null;
  return D.nonzeroOf(K.positivstellensatz(K.lt(c, ZERO()), [minus], [D.row([0])]));
}

/** From a hypothesis l ≠ r with l - r a multiple of c. */
function nonzeroByFacts(ctx: Context, c: Term): Theorem | null {
  const lead = K.monomials(c)[0];
  if (lead === undefined) return null;
  const candidates: Theorem[] = ctx.implications.filter((th) => {
    const f = th.concl as K.Formula & { k: "implies" };
    return f.r.k === "false" && f.l.k === "eq";
  });
  for (const m of K.monomials(c)) {
    for (const f of m.factors) {
      candidates.push(...factsAbout(ctx, f.atom).filter((th) => th.concl.k === "implies" && th.concl.r.k === "false" && th.concl.l.k === "eq"));
    }
  }
  for (const th of candidates) {
    const f = (th.concl as K.Formula & { k: "implies" }).l as K.Formula & { k: "eq" };
    const d = K.canonical(K.sub(f.l, f.r));
    const first = K.monomials(d)[0];
    if (first === undefined || first.term !== lead.term) continue;
    const factor = K.mulQ(first.coef, K.invQ(lead.coef));
    if (K.canonical(K.mul(K.num(factor), c)) !== d) continue;
    const zero = K.assume(K.eq(c, ZERO()));
    const same = K.linearCombination(f.l, f.r, [zero], [K.num(factor)]);
    return K.discharge(zero.concl, K.modusPonens(th, same));
  }
  return null;
}

/** A product of nonzero factors: c = 0 gives 1 = 0 by the inverses. */
function nonzeroByFactors(ctx: Context, c: Term): Theorem | null {
  const ms = K.monomials(c);
  const m = ms[0];
  if (ms.length !== 1 || m === undefined) return null;
  if (m.factors.length === 1 && m.exponent === null && (m.factors[0] as { exp: number }).exp === 1 && K.equalQ(m.coef, K.ONE)) return null;
  const units: Theorem[] = [];
  const inverse: Term[] = [K.num(K.invQ(m.coef))];
  for (const f of m.factors) {
    const nz = nonzero(ctx, f.atom);
    if (nz === null) return null;
    units.push(K.inverse(nz));
    inverse.push(K.ipow(f.atom, K.int(-f.exp)));
  }
  if (m.exponent !== null) inverse.push(K.exp(K.neg(m.exponent)));
  const zero = K.assume(K.eq(c, ZERO()));
  // c·c⁻¹ = Π (aᵢ·inv aᵢ); rewrite the units one by one.
  const product = K.canonical(K.mul(c, K.op("mul", inverse)));
  let now: Theorem = K.linearCombination(product, ZERO(), [zero], [K.op("mul", inverse)]);
  for (const u of units) {
    const left = (u.concl as K.Formula & { k: "eq" }).l;
    const from = (now.concl as K.Formula & { k: "eq" }).l;
    const to = K.canonical(dropUnit(from, left));
    now = K.transitivity(K.linearCombination(to, from, [u], [K.neg(to)]), now);
  }
  const end = (now.concl as K.Formula & { k: "eq" }).l;
  if (K.canonical(end) !== K.int(1)) return null;
  return K.discharge(zero.concl, D.contradiction([], [D.row([])], [now], [K.int(-1)]));
}

/** from = rest·(a·inv a), without that factor. */
function dropUnit(from: Term, unit: Term): Term {
  const a = (K.monomials(unit)[0] as MonomialView).factors[0] as { atom: Term };
  const m = K.monomials(from)[0] as MonomialView;
  const rest = m.factors.filter((f) => f.atom !== a.atom).flatMap((f) => (f.exp === 0 ? [f.atom, K.inv(f.atom)] : [K.ipow(f.atom, K.int(f.exp))]));
  return K.op("mul", [K.num(m.coef), ...rest]);
}
