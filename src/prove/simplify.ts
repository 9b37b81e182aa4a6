/**
 * Simplification under hypotheses: every step a theorem t = t'. Arguments first, then the laws of the
 * head (logarithms split, powers and exponentials of logarithms resolved, derivatives evaluated, tests
 * decided), then polynomial reduction by what the hypotheses say.
 */

import type { Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { factsAbout } from "./facts.ts";
import { asFraction } from "./fractions.ts";
import { definiteIntegral } from "./integrate/definite.ts";
import { peel } from "./ranges.ts";
import {
  equationRelation,
  exponentialRelation,
  inverseRelation,
  type Relation,
  reduce,
  unitRelation,
} from "./relations.ts";
import { rootPower } from "./roots.ts";
import { givesValue, withValues } from "./values.ts";

/** Γ ⊢ t = t', t' in simplest known form. Never fails: at worst t' is canonical(t). */
export function simplify(ctx: Context, t: Term): Theorem {
  const key = `simp:${K.idOf(t)}`;
  const known = ctx.memo.get(key);
  if (known !== undefined) return known as Theorem;
  if (!ctx.spend()) return K.reflexivity(t);
  const valued = withValues(ctx, t);
  const th = valued === null ? settle(ctx, head(ctx, t)) : chain(valued, simplify(ctx, rhs(valued)));
  ctx.memo.set(key, th);
  return th;
}

export const rhs = (th: Theorem): Term => (th.concl as K.Formula & { k: "eq" }).r;

/** a = b, b = c: a = c; trivial equations cost nothing. */
export function chain(ab: Theorem, bc: Theorem): Theorem {
  const f = ab.concl as K.Formula & { k: "eq" };
  const g = bc.concl as K.Formula & { k: "eq" };
  if (f.l === f.r) return bc;
  if (g.l === g.r) return ab;
  return K.transitivity(ab, bc);
}

/** Reduces the right side by the context's relations until nothing changes. */
function settle(ctx: Context, th: Theorem): Theorem {
  let out = th;
  for (let round = 0; round < 6; round++) {
    const t = rhs(out);
    const c = K.canonical(t);
    if (c !== t) out = chain(out, K.ring(t, c));
    const reduced = reduce(c, relationsFor(ctx, c));
    if (reduced === null || rhs(reduced) === c) return out;
    out = chain(out, reduced);
  }
  return out;
}

/** What the hypotheses say about the atoms of a canonical term, as rewriting relations. */
export function relationsFor(ctx: Context, c: Term): Relation[] {
  const out: Relation[] = [...hypothesisRelations(ctx)];
  for (const m of K.monomials(c)) {
    if (m.exponent !== null) {
      const q = m.exponent;
      const th = ctx.remember(`explogs:${K.idOf(q)}`, () => expOfLogs(ctx, q));
      const r = th === null ? null : exponentialRelation(q, th);
      if (r !== null) out.push(r);
    }
    for (const f of m.factors) {
      const r = ctx.remember(`rel:${K.idOf(f.atom)}:${f.exp === 0}`, () => atomRelations(ctx, f.atom, f.exp === 0));
      for (const x of r) if (!out.includes(x)) out.push(x);
    }
  }
  return out;
}

function hypothesisRelations(ctx: Context): readonly Relation[] {
  return ctx.remember("rel:hyps", () =>
    ctx.equations.flatMap((th) => {
      // What gives a variable its value is put in before.
      const r = givesValue(th) ? null : equationRelation(th);
      return r === null ? [] : [r];
    }),
  );
}

function atomRelations(ctx: Context, a: Term, unit: boolean): Relation[] {
  const out: Relation[] = [];
  const push = (r: Relation | null): void => {
    if (r !== null) out.push(r);
  };
  if (unit) {
    const nz = ctx.search.nonzero(ctx, a);
    if (nz !== null) push(unitRelation(a, K.inverse(nz)));
    return out;
  }
  if (a.k === "op" && a.op === "inv") {
    const p = a.args[0] as Term;
    const nz = ctx.search.nonzero(ctx, p);
    if (nz !== null) push(inverseRelation(p, K.inverse(nz)));
  } else if (a.k === "if") {
    const th = decide(ctx, a);
    if (th !== null) push(equationRelation(th));
  } else if (a.k === "op" && a.op === "rpow") {
    const th = rootPower(ctx, a);
    if (th !== null) push(equationRelation(th));
  } else if (a.k === "sum" && a.body === K.int(1)) {
    const room = ctx.search.prove(ctx, K.le(a.lo, K.add(a.hi, K.int(1))));
    if (room !== null) push(equationRelation(K.count(room)));
  } else {
    for (const th of factsAbout(ctx, a)) if (th.concl.k === "eq") push(equationRelation(th));
  }
  return out;
}

/** if(φ, a, b) = a or = b where the hypotheses decide φ; closed tests only. */
export function decide(ctx: Context, t: Term & { k: "if" }): Theorem | null {
  if (K.looseOf(t) > 0) return null;
  const yes = ctx.search.proveQuickly(ctx, t.test);
  if (yes !== null) return K.ifTrue(yes, t.then, t.else);
  const no = ctx.search.proveQuickly(ctx, K.not(t.test));
  return no === null ? null : K.ifFalse(no, t.then, t.else);
}

// ---- heads -------------------------------------------------------------------------------------

function head(ctx: Context, t: Term): Theorem {
  switch (t.k) {
    case "num":
    case "pi":
    case "var":
    case "bound":
    case "family":
      return K.reflexivity(t);
    case "op": {
      const th = inArguments(ctx, t, t.args, (args) => K.op(t.op, args));
      return afterArguments(ctx, th);
    }
    case "at":
      return inArguments(ctx, t, t.index, (index) => K.at(t.family, index));
    case "call": {
      if (t.args.some((a) => K.sortOf(a).k === "family")) return K.reflexivity(t);
      return inArguments(ctx, t, t.args, (args) => K.call(t.fun, t.orders, args, t.over));
    }
    case "sum":
    case "prod":
      return big(ctx, t);
    case "if":
      return conditional(ctx, t);
    case "D": {
      const d = ctx.search.differentiate(ctx, t.body, t.point);
      if (d === null) return K.reflexivity(t);
      const value = K.derivValue(d);
      return chain(value, simplify(ctx, rhs(value)));
    }
    case "integral":
      return definiteIntegral(ctx, t) ?? K.reflexivity(t);
  }
}

/** Simplifies arguments and puts them in by CONGRUENCE; an integer place keeps integer terms. */
function inArguments(ctx: Context, t: Term, args: readonly Term[], rebuild: (args: Term[]) => Term): Theorem {
  const ths = args.map((a) => {
    const th = simplify(ctx, a);
    return K.sortOf(a).k === "int" && K.sortOf(rhs(th)).k !== "int" ? K.reflexivity(a) : th;
  });
  if (ths.every((th) => rhs(th) === (th.concl as K.Formula & { k: "eq" }).l)) return K.reflexivity(t);
  const n = args.length;
  const context = rebuild(args.map((a, i) => K.bound(n - 1 - i, K.sortOf(a))));
  return K.congruence(context, ths);
}

function afterArguments(ctx: Context, th: Theorem): Theorem {
  const t = rhs(th);
  if (t.k !== "op") return th;
  switch (t.op) {
    case "add":
    case "mul":
      return th;
    case "inv": {
      const s = invertFraction(ctx, t.args[0] as Term);
      return s === null ? th : chain(th, s);
    }
    case "log": {
      const s = splitLog(ctx, t.args[0] as Term);
      return s === null ? th : chain(th, s);
    }
    case "exp": {
      const s = expOfLogs(ctx, t.args[0] as Term);
      return s === null ? th : chain(th, s);
    }
    case "ipow":
    case "rpow": {
      const [base, n] = t.args as [Term, Term];
      if (t.op === "ipow" && n.k === "num") return th;
      const pos = ctx.search.positive(ctx, base);
      if (pos !== null) {
        const e = t.op === "ipow" ? K.power(pos, n) : K.realPower(pos, n);
        return chain(chain(th, e), simplify(ctx, rhs(e)));
      }
      if (t.op === "ipow") {
        const lower = oneLess(ctx, base, n);
        if (lower !== null) return chain(chain(th, lower), simplify(ctx, rhs(lower)));
      }
      if (t.op === "rpow" && K.canonical(base) === K.int(0)) {
        const room = ctx.search.positive(ctx, n);
        if (room !== null) {
          const zero = K.zeroPower(room);
          const same = K.congruence(K.rpow(K.bound(0), n), [K.ring(base, K.int(0))]);
          return chain(chain(th, same), zero);
        }
      }
      return th;
    }
  }
}

/** inv(N·Π inv(p)^e) = inv(N)·Π p^e for a sum with denominators. */
function invertFraction(ctx: Context, a: Term): Theorem | null {
  if (K.monomials(a).length < 2) return null;
  const f = asFraction(ctx, a);
  if (f === null) return null;
  const over = K.congruence(K.inv(K.bound(0)), [f.theorem]);
  return chain(over, K.ring(rhs(over), K.canonical(rhs(over))));
}

/** a^(n+1) = a^n·a for an exponent with a positive constant, where 0 ≤ n or a ≠ 0. */
function oneLess(ctx: Context, a: Term, exponent: Term): Theorem | null {
  const constant = K.monomials(exponent).find((m) => m.factors.length === 0 && m.exponent === null);
  if (constant === undefined || constant.coef.den !== 1n || constant.coef.num <= 0n || constant.coef.num > 8n)
    return null;
  const n = K.canonical(K.add(exponent, K.int(-1)));
  if (K.sortOf(n).k !== "int") return null;
  const condition = ctx.search.proveQuickly(ctx, K.or(K.le(K.int(0), n), K.not(K.eq(a, K.int(0)))));
  if (condition === null) return null;
  const next = K.nextPower(condition);
  return chain(K.congruence(K.ipow(a, K.bound(0, K.INT)), [K.ring(exponent, K.add(n, K.int(1)))]), next);
}

/** Trial division by small primes: n = Π primes · rest. */
export function smallFactors(n: bigint): [bigint, number][] {
  const out: [bigint, number][] = [];
  let m = n;
  for (let p = 2n; p < 1000n && p * p <= m; p++) {
    let e = 0;
    while (m % p === 0n) {
      m /= p;
      e++;
    }
    if (e > 0) out.push([p, e]);
  }
  if (m > 1n) {
    const last = out.find(([p]) => p === m);
    if (last === undefined) out.push([m, 1]);
  }
  return out;
}

/**
 * log a = Σ nᵢ log bᵢ + q where a = Π bᵢ^nᵢ · exp q and every bᵢ > 0; null where there is nothing to split.
 */
export function splitLog(ctx: Context, a: Term): Theorem | null {
  const direct = K.monomials(a);
  if (direct.length > 1) {
    const f = asFraction(ctx, a);
    if (f !== null) {
      const product = splitProduct(ctx, rhs(f.theorem), f.numerator, f.denominators);
      return product === null ? null : chain(K.congruence(K.log(K.bound(0)), [f.theorem]), product);
    }
  }
  return splitProduct(ctx, a, a, []);
}

/** log a where a = n·Π inv(p)^e by RING. */
function splitProduct(
  ctx: Context,
  a: Term,
  n: Term,
  over: readonly { readonly p: Term; readonly exp: number }[],
): Theorem | null {
  const single = K.monomials(n).length === 1;
  const ms = single ? K.monomials(n) : K.monomials(K.inv(n));
  const m = ms[0];
  if (ms.length !== 1 || m === undefined || m.coef.num === 0n) return null;
  const sign = single ? 1 : -1;
  const bases: { base: Term; exp: number }[] = over.map((d) => ({ base: d.p, exp: -d.exp }));
  for (const f of m.factors) {
    if (f.exp === 0) return null;
    if (f.atom.k === "op" && f.atom.op === "inv") bases.push({ base: f.atom.args[0] as Term, exp: -sign * f.exp });
    else bases.push({ base: f.atom, exp: sign * f.exp });
  }
  let c = single ? m.coef : K.invQ(m.coef);
  for (const b of bases) {
    // A negative factor stands with its sign turned.
    if (ctx.search.positive(ctx, b.base) !== null) continue;
    b.base = K.canonical(K.neg(b.base));
    if (b.exp % 2 !== 0) c = K.negQ(c);
  }
  if (c.num < 0n) return null;
  for (const [p, e] of smallFactors(c.num)) bases.push({ base: K.num(p), exp: e });
  for (const [p, e] of smallFactors(c.den)) bases.push({ base: K.num(p), exp: -e });
  const trivial = bases.length === 0 && m.exponent === null;
  if (
    trivial ||
    (bases.length === 1 && m.exponent === null && bases[0]?.exp === 1 && K.canonical(a) === K.canonical(bases[0].base))
  )
    return null;
  const equations: Theorem[] = [];
  for (const b of bases) {
    const pos = ctx.search.positive(ctx, b.base);
    if (pos === null) return null;
    equations.push(K.symmetry(K.expLog(pos)));
  }
  const count = bases.length;
  const q = m.exponent === null ? [] : [K.exp(single ? m.exponent : K.neg(m.exponent))];
  const product = K.op("mul", [...bases.map((b, i) => K.ipow(K.bound(count - 1 - i), K.int(b.exp))), ...q]);
  const whole = K.congruence(K.log(product), equations);
  const start = (whole.concl as K.Formula & { k: "eq" }).l;
  const same = K.ring(K.log(a), start);
  const end = rhs(whole);
  return chain(chain(same, whole), K.ring(end, K.canonical(end)));
}

/**
 * exp(Σ cᵢ log bᵢ + rest) = Π bᵢ^nᵢ · exp(Σ (cᵢ - nᵢ) log bᵢ + rest) for bᵢ > 0, nᵢ the whole part of the number
 * cᵢ; null where every nᵢ is 0.
 */
export function expOfLogs(ctx: Context, q: Term, wholePart: (c: Rational) => bigint = truncated): Theorem | null {
  const logs: { base: Term; coef: Rational; pos: Theorem }[] = [];
  const rest: Term[] = [];
  for (const m of K.monomials(q)) {
    const f = m.factors[0];
    const single = m.factors.length === 1 && f !== undefined && f.exp === 1 && m.exponent === null;
    if (single && f.atom.k === "op" && f.atom.op === "log") {
      const base = f.atom.args[0] as Term;
      const whole = wholePart(m.coef);
      // A sum stays in (1 - q)^(1 - y): as a factor of its own it would be multiplied out.
      const spreads =
        whole > 0n &&
        K.monomials(base).length > 1 &&
        K.monomials(q).some((o) => o !== m && o.factors.some((x) => x.atom === f.atom));
      const pos = !spreads && whole !== 0n && whole <= 64n && whole >= -64n ? ctx.search.positive(ctx, base) : null;
      if (pos !== null) {
        const coef = K.rational(whole);
        logs.push({ base, coef, pos });
        rest.push(K.mul(K.num(K.subQ(m.coef, coef)), m.term));
        continue;
      }
    }
    rest.push(K.mul(K.num(m.coef), m.term));
  }
  if (logs.length === 0) return null;
  const n = logs.length;
  const tail = K.exp(K.op("add", rest));
  const context = K.op("mul", [...logs.map((l, i) => K.ipow(K.bound(n - 1 - i), K.num(l.coef))), tail]);
  const th = K.congruence(
    context,
    logs.map((l) => K.expLog(l.pos)),
  );
  return chain(K.ring(K.exp(q), (th.concl as K.Formula & { k: "eq" }).l), th);
}

/** Towards 0: a root in a denominator stays there, and keeps its limit. */
const truncated = (c: Rational): bigint => c.num / c.den;

/** Bounds, then the body for every index of the range. */
function big(ctx: Context, t: Term & { k: "sum" | "prod" }): Theorem {
  const bounds = [t.lo, t.hi].map((b) => {
    const th = simplify(ctx, b);
    return K.sortOf(rhs(th)).k === "int" ? th : K.reflexivity(b);
  });
  let th: Theorem = K.reflexivity(t);
  if (bounds.some((b) => rhs(b) !== (b.concl as K.Formula & { k: "eq" }).l)) {
    th = K.congruence(K.big(t.k, t.hint, K.bound(1, K.INT), K.bound(0, K.INT), t.body), bounds);
  }
  const now = rhs(th);
  if (now.k !== "sum" && now.k !== "prod") return th;
  if (now.lo.k === "num" && now.hi.k === "num") {
    const c = K.canonical(now);
    if (c.k !== now.k) return chain(chain(th, K.ring(now, c)), simplify(ctx, c));
  }
  const peeled = peel(ctx, now);
  if (peeled !== null) return chain(chain(th, peeled), simplify(ctx, rhs(peeled)));
  const k = ctx.fresh(now.hint, K.INT);
  const body = K.instantiate(now.body, [k]);
  const range = K.and(K.le(now.lo, k), K.le(k, now.hi));
  const inner = simplify(ctx.assume(range), body);
  if (rhs(inner) === body) return th;
  const all = K.generalise(k, K.discharge(range, inner), now.hint);
  const ext = chain(th, K.extensionality(now.k, all));
  const single = rhs(ext);
  return chain(ext, K.ring(single, K.canonical(single)));
}

/** Decided tests choose; else each branch is simplified under its own condition. */
function conditional(ctx: Context, t: Term & { k: "if" }): Theorem {
  const th = decide(ctx, t);
  if (th !== null) return chain(th, simplify(ctx, rhs(th)));
  if (K.looseOf(t) > 0) return K.reflexivity(t);
  const yes = simplify(ctx.assume(t.test), t.then);
  const no = simplify(ctx.assume(K.not(t.test)), t.else);
  const [a, b] = [rhs(yes), rhs(no)];
  if (a === t.then && b === t.else) return K.reflexivity(t);
  const P = K.assume(t.test);
  const N = K.assume(K.not(t.test));
  const onYes = chain(chain(K.ifTrue(P, t.then, t.else), yes), K.symmetry(K.ifTrue(P, a, b)));
  const onNo = chain(chain(K.ifFalse(N, t.then, t.else), no), K.symmetry(K.ifFalse(N, a, b)));
  return K.cases(K.excludedMiddle(t.test), onYes, onNo);
}
