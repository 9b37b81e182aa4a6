/**
 * Derivatives as terms, for floating-point evaluation only: branches of `if` are differentiated one by
 * one, conditions are ignored. Nothing here is a theorem.
 */

import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);

/** The derivative of body (under one binder, its variable) as a term under the same binder; null where it cannot be told. */
export function derivativeTerm(body: Term): Term | null {
  const memo = new Map<string, Term>();
  try {
    return derive(body, 0, memo);
  } catch (e) {
    if (e instanceof Untold || e instanceof K.Refusal) return null;
    throw e;
  }
}

/** Does a test inside the body depend on the body's variable? Then the derivative may change its form there. */
export function hasTests(body: Term): boolean {
  return contains(body, (t, index) => t.k === "if" && K.occursLoose(t.test, index));
}

/** Does a real power in the body depend on the variable? It may be defined at the end of an interval. */
export function hasRoots(body: Term): boolean {
  return contains(body, (t) => t.k === "op" && t.op === "rpow");
}

function contains(body: Term, wanted: (t: Term, index: number) => boolean): boolean {
  const seen = new Set<string>();
  const visit = (n: Term | K.Formula, index: number): boolean => {
    if (!K.occursLoose(n, index)) return false;
    const key = `${K.idOf(n)}.${index}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (K.isTerm(n) && wanted(n, index)) return true;
    return partsOf(n).some(([m, under]) => visit(m, index + under));
  };
  return visit(body, 0);
}

/** The children of a term, each with the number of binders it stands under. */
function partsOf(n: Term | K.Formula): readonly (readonly [Term | K.Formula, number])[] {
  switch (n.k) {
    case "op":
      return n.args.map((a) => [a, 0] as const);
    case "at":
      return [n.family, ...n.index].map((a) => [a, 0] as const);
    case "family":
      return [[n.body, n.binders.length]];
    case "call":
      return n.args.map((a) => [a, 0] as const);
    case "sum":
    case "prod":
    case "integral":
      return [
        [n.lo, 0],
        [n.hi, 0],
        [n.body, 1],
      ];
    case "D":
      return [
        [n.point, 0],
        [n.body, 1],
      ];
    case "if":
      return [
        [n.test, 0],
        [n.then, 0],
        [n.else, 0],
      ];
    default:
      return [];
  }
}

class Untold extends Error {}

function plus(terms: readonly Term[]): Term {
  const rest = terms.filter((t) => t !== ZERO());
  return rest.length === 0 ? ZERO() : rest.length === 1 ? (rest[0] as Term) : K.op("add", rest);
}
function times(...factors: readonly Term[]): Term {
  if (factors.includes(ZERO())) return ZERO();
  const rest = factors.filter((t) => t !== ONE());
  return rest.length === 0 ? ONE() : rest.length === 1 ? (rest[0] as Term) : K.op("mul", rest);
}

/** The derivative of t in the loose bound variable i. */
function derive(t: Term, i: number, memo: Map<string, Term>): Term {
  if (!K.occursLoose(t, i)) return ZERO();
  const key = `${K.idOf(t)}.${i}`;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const out = compute(t, i, memo);
  memo.set(key, out);
  return out;
}

function compute(t: Term, i: number, memo: Map<string, Term>): Term {
  const go = (u: Term): Term => derive(u, i, memo);
  switch (t.k) {
    case "bound":
      return t.sort.k === "real" ? ONE() : ZERO();
    case "op":
      return operation(t, go);
    case "sum":
      return K.big("sum", t.hint, t.lo, t.hi, derive(t.body, i + 1, memo));
    case "prod": {
      // Σ_k Π_j (if j = k then f'(j) else f(j))
      const slope = derive(t.body, i + 1, memo);
      const [j, k] = [K.freshName("j", [t, slope]), K.freshName("k", [t, slope])].map((n) => K.variable(n, K.INT)) as [
        Term,
        Term,
      ];
      const factor = K.ifThen(K.eq(j, k), K.instantiate(slope, [j]), K.instantiate(t.body, [j]));
      const product = K.big("prod", "j", t.lo, t.hi, K.abstract(factor, [j]));
      return K.big("sum", "k", t.lo, t.hi, K.abstract(product, [k]));
    }
    case "if":
      return K.ifThen(t.test, go(t.then), go(t.else));
    case "D":
      return derive(K.instantiate(derive(t.body, 0, memo), [t.point]), i, memo);
    case "integral": {
      const ends = [
        times(go(t.hi), K.instantiate(t.body, [t.hi])),
        times(K.int(-1), go(t.lo), K.instantiate(t.body, [t.lo])),
      ];
      const inside = derive(t.body, i + 1, memo);
      return plus([...ends, ...(inside === ZERO() ? [] : [K.integral(t.hint, inside, t.lo, t.hi)])]);
    }
    case "at":
    case "call":
    case "family":
    case "num":
    case "pi":
    case "var":
      throw new Untold();
  }
}

function operation(t: Term & { k: "op" }, go: (u: Term) => Term): Term {
  const [a, b] = t.args as [Term, Term];
  switch (t.op) {
    case "add":
      return plus(t.args.map(go));
    case "mul":
      return plus(t.args.map((x, j) => times(go(x), ...t.args.filter((_, l) => l !== j))));
    case "inv":
      return times(K.int(-1), go(a), K.ipow(t, K.int(2)));
    case "exp":
      return times(t, go(a));
    case "log":
      return times(go(a), K.inv(a));
    case "ipow": {
      if (go(b) !== ZERO()) throw new Untold();
      if (b.k === "num") return times(b, K.ipow(a, K.num(b.value.num - 1n)), go(a));
      const slope = times(b, K.ipow(a, K.add(b, K.int(-1))), go(a));
      return K.ifThen(K.eq(b, ZERO()), ZERO(), slope);
    }
    case "rpow": {
      const base = times(b, K.rpow(a, K.add(b, K.int(-1))), go(a));
      const exponent = go(b);
      return exponent === ZERO() ? base : plus([base, times(t, K.log(a), exponent)]);
    }
  }
}
