/**
 * Light clean-up of a term for reading: zeros and ones dropped, nested sums and products flattened,
 * powers collected. It keeps the shape that the author or a rule gave. Untrusted: what is shown is proved
 * equal again.
 */

import type { Formula, Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

export function tidy(t: Term): Term {
  const memo = new Map<Term | Formula, Term | Formula>();
  const go = <N extends Term | Formula>(n: N): N => {
    const known = memo.get(n);
    if (known !== undefined) return known as N;
    const m = K.mapChildren(n, go);
    const out = K.isTerm(m) ? local(m) : m;
    memo.set(n, out);
    return out as N;
  };
  return go(t);
}

function local(t: Term): Term {
  if (t.k === "op") {
    switch (t.op) {
      case "add":
        return sum(t.args);
      case "mul":
        return product(t.args);
      case "ipow": {
        const [a, n] = t.args as [Term, Term];
        if (n.k === "num" && n.value.num === 1n) return a;
        if (n.k === "num" && n.value.num === 0n) return K.int(1);
        const e = n.k === "num" ? n : tidyInteger(n);
        if (a.k === "op" && a.op === "inv" && e.k === "num" && e.value.num > 0n)
          return K.inv(K.ipow(a.args[0] as Term, e));
        return e === n ? t : local(K.ipow(a, e));
      }
      case "inv": {
        const a = t.args[0] as Term;
        return a.k === "num" && a.value.num !== 0n ? K.num(K.invQ(a.value)) : t;
      }
      case "exp": {
        const a = t.args[0] as Term;
        return a.k === "num" && a.value.num === 0n ? K.int(1) : t;
      }
      case "log": {
        const a = t.args[0] as Term;
        return a.k === "num" && K.equalQ(a.value, K.ONE) ? K.int(0) : t;
      }
      case "rpow":
        return t;
    }
  }
  if ((t.k === "sum" || t.k === "integral") && t.body === K.int(0)) return K.int(0);
  if (t.k === "sum") return contracted(t);
  if (t.k === "if" && t.test.k === "eq" && t.test.l === t.test.r) return t.then;
  return t;
}

function tidyInteger(n: Term): Term {
  const c = K.canonical(n);
  return c.k === "num" ? c : n;
}

/** A sum that the normal form contracts to something without a sum is shown contracted. */
function contracted(t: Term): Term {
  if (K.looseOf(t) > 0) return t;
  const c = K.canonical(t);
  return K.sizeOf(c) < K.sizeOf(t) && !hasBracket(c) ? c : t;
}
function hasBracket(t: Term): boolean {
  let found = false;
  const go = <N extends Term | Formula>(n: N): N => {
    if (K.isTerm(n) && n.k === "if") found = true;
    return found ? n : K.mapChildren(n, go);
  };
  go(t);
  return found;
}

/** A summand as coefficient and rest. */
function split(t: Term): { coef: Rational; rest: Term | null } {
  if (t.k === "num") return { coef: t.value, rest: null };
  if (t.k === "op" && t.op === "mul" && t.args[0]?.k === "num") {
    const rest = t.args.slice(1);
    return { coef: t.args[0].value, rest: rest.length === 1 ? (rest[0] as Term) : K.op("mul", rest) };
  }
  return { coef: K.ONE, rest: t };
}

function sum(args: readonly Term[]): Term {
  const parts: { coef: Rational; rest: Term | null }[] = [];
  const take = (a: Term): void => {
    if (a.k === "op" && a.op === "add") {
      for (const b of a.args) take(b);
      return;
    }
    const s = split(a);
    const same = parts.find((p) => p.rest === s.rest);
    if (same === undefined) parts.push(s);
    else same.coef = K.addQ(same.coef, s.coef);
  };
  for (const a of args) take(a);
  const out = parts.filter((p) => p.coef.num !== 0n).map((p) => scaled(p.coef, p.rest));
  return out.length === 0 ? K.int(0) : out.length === 1 ? (out[0] as Term) : K.op("add", out);
}

function scaled(c: Rational, rest: Term | null): Term {
  if (rest === null) return K.num(c);
  if (K.equalQ(c, K.ONE)) return rest;
  return rest.k === "op" && rest.op === "mul" ? K.op("mul", [K.num(c), ...rest.args]) : K.op("mul", [K.num(c), rest]);
}

function product(args: readonly Term[]): Term {
  let coef: Rational = K.ONE;
  const factors: { base: Term; exp: number }[] = [];
  const put = (base: Term, exp: number): void => {
    const same = factors.find((f) => f.base === base && f.exp > 0 === exp > 0);
    if (same === undefined) factors.push({ base, exp });
    else same.exp += exp;
  };
  const take = (a: Term): void => {
    if (a.k === "num") coef = K.mulQ(coef, a.value);
    else if (a.k === "op" && a.op === "mul") for (const b of a.args) take(b);
    else if (a.k === "op" && a.op === "inv") put(a.args[0] as Term, -1);
    else if (
      a.k === "op" &&
      a.op === "ipow" &&
      a.args[1]?.k === "num" &&
      a.args[1].value.num > 0n &&
      a.args[1].value.num < 100n
    ) {
      put(a.args[0] as Term, Number(a.args[1].value.num));
    } else put(a, 1);
  };
  for (const a of args) take(a);
  if (coef.num === 0n) return K.int(0);
  const power = (f: { base: Term; exp: number }): Term => {
    const n = Math.abs(f.exp);
    const p = n === 1 ? f.base : K.ipow(f.base, K.int(n));
    return f.exp < 0 ? K.inv(p) : p;
  };
  const parts = factors.map(power);
  if (parts.length === 0) return K.num(coef);
  if (K.equalQ(coef, K.ONE)) return parts.length === 1 ? (parts[0] as Term) : K.op("mul", parts);
  return K.op("mul", [K.num(coef), ...parts]);
}
