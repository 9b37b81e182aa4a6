/**
 * First-order matching of kernel terms, up to the order and nesting of sums and products. It finds where a
 * definition's body stands, so that a term can be shown by the definition's name; nothing is proved by it.
 */

import type { Formula, Rational, Term } from "../kernel/index.ts";
import * as T from "../kernel/index.ts";

type Node = Term | Formula;
export type Substitution = Map<string, Term>;

/** A product: its rational coefficient and the other factors, nested products taken apart. */
export type Product = { readonly coefficient: Rational; readonly factors: readonly Term[] };

export function productOf(t: Term): Product {
  let coefficient: Rational = T.ONE;
  const factors: Term[] = [];
  const go = (x: Term): void => {
    if (x.k === "num") coefficient = T.mulQ(coefficient, x.value);
    else if (x.k === "op" && x.op === "mul") x.args.forEach(go);
    else if (x.k === "op" && x.op === "inv" && x.args[0]?.k === "num" && x.args[0].value.num !== 0n) {
      coefficient = T.mulQ(coefficient, T.invQ(x.args[0].value));
    } else factors.push(x);
  };
  go(t);
  return { coefficient, factors };
}

export function summandsOf(t: Term): readonly Term[] {
  if (t.k !== "op" || t.op !== "add") return [t];
  return t.args.flatMap(summandsOf);
}

/** Equal in structure; nodes of two arenas are never identical. */
export function same(a: Node, b: Node): boolean {
  return a === b || T.compareNodes(a, b) === 0;
}

const isOne = (q: Rational): boolean => q.num === 1n && q.den === 1n;

export function productTerm(p: Product): Term {
  const { coefficient, factors } = p;
  if (factors.length === 0) return T.num(coefficient);
  const all = isOne(coefficient) ? factors : [T.num(coefficient), ...factors];
  return all.length === 1 ? (all[0] as Term) : T.op("mul", all);
}

export function sumTerm(terms: readonly Term[]): Term {
  return terms.length === 0 ? T.int(0) : terms.length === 1 ? (terms[0] as Term) : T.op("add", terms);
}

export class Matcher {
  readonly #params: ReadonlySet<string>;
  #fuel = 3000;

  constructor(params: ReadonlySet<string>) {
    this.#params = params;
  }

  /** The substitution that makes the pattern the node, or null. */
  match(pattern: Term, node: Term): Substitution | null {
    return this.#both([[pattern, node]], new Map());
  }

  /** Matches every factor of a product with one factor of another; answers the rest too. */
  factors(pattern: readonly Term[], of: readonly Term[]): { found: Substitution; rest: readonly Term[] } | null {
    return this.#choose(this.#order(pattern), of, new Map(), (found, rest) => ({ found, rest }));
  }

  #param(n: Node): string | null {
    return n.k === "var" && this.#params.has(n.name) ? n.name : null;
  }

  /** Parts without a bare parameter first: they leave fewer choices. */
  #order(parts: readonly Term[]): Term[] {
    const weight = (t: Term): number => (this.#param(t) === null ? -T.sizeOf(t) : 1);
    return [...parts].sort((a, b) => weight(a) - weight(b));
  }

  #choose<R>(
    pattern: readonly Term[],
    of: readonly Term[],
    given: Substitution,
    done: (found: Substitution, rest: readonly Term[]) => R | null,
  ): R | null {
    const [first, ...more] = pattern;
    if (first === undefined) return done(given, of);
    for (let i = 0; i < of.length; i++) {
      if (this.#fuel-- <= 0) return null;
      const found = this.#both([[first, of[i] as Term]], given);
      if (found === null) continue;
      const result = this.#choose(more, [...of.slice(0, i), ...of.slice(i + 1)], found, done);
      if (result !== null) return result;
    }
    return null;
  }

  /** All pairs at once, from a substitution so far. */
  #both(pairs: readonly (readonly [Node, Node])[], given: Substitution): Substitution | null {
    const [pair, ...more] = pairs;
    if (pair === undefined) return given;
    if (this.#fuel-- <= 0) return null;
    const [p, n] = pair;
    const name = this.#param(p);
    if (name !== null) {
      if (!T.isTerm(n) || T.looseOf(n) !== 0) return null;
      const before = given.get(name);
      if (before !== undefined) return same(before, n) ? this.#both(more, given) : null;
      if (T.sortOf(p as Term).k === "int" && T.sortOf(n).k !== "int") return null;
      if (T.sortOf(n).k === "family") return null;
      return this.#both(more, new Map(given).set(name, n));
    }
    if (p === n) return this.#both(more, given);
    if (T.isFormula(p) || T.isFormula(n)) {
      const inner = sameShape(p, n);
      return inner === null ? null : this.#both([...inner, ...more], given);
    }
    const [tp, tn] = [p as Term, n as Term];
    if (isProduct(tp) || isProduct(tn))
      return this.#asWritten(tp, tn, more, given) ?? this.#products(tp, tn, more, given);
    if (tp.k === "op" && tp.op === "add" && tn.k === "op" && tn.op === "add") {
      const [a, b] = [summandsOf(tp), summandsOf(tn)];
      return this.#parts(a, b, given, more, sumTerm);
    }
    const inner = sameShape(tp, tn);
    return inner === null ? null : this.#both([...inner, ...more], given);
  }

  /** Equal parts in any order; one bare parameter may take several parts. */
  #parts(
    a: readonly Term[],
    b: readonly Term[],
    given: Substitution,
    more: readonly (readonly [Node, Node])[],
    join: (rest: readonly Term[]) => Term,
  ): Substitution | null {
    const bare = a.filter((t) => this.#param(t) !== null && !given.has(this.#param(t) as string));
    if (a.length > b.length || (a.length < b.length && bare.length === 0)) return null;
    if (a.length === b.length) {
      return this.#choose(this.#order(a), b, given, (found) => this.#both(more, found));
    }
    const last = bare.at(-1) as Term;
    const others = this.#order(a.filter((t) => t !== last));
    return this.#choose(others, b, given, (found, rest) => this.#both([[last, join(rest)], ...more], found));
  }

  /** Factor by factor, before any is moved. */
  #asWritten(p: Term, n: Term, more: readonly (readonly [Node, Node])[], given: Substitution): Substitution | null {
    const inner = sameShape(p, n);
    return inner === null ? null : this.#both([...inner, ...more], given);
  }

  #products(p: Term, n: Term, more: readonly (readonly [Node, Node])[], given: Substitution): Substitution | null {
    const [a, b] = [productOf(p), productOf(n)];
    if (isOne(a.coefficient) && a.factors.length === 1 && a.factors[0] !== p)
      return this.#both([[a.factors[0] as Term, n], ...more], given);
    if (isOne(b.coefficient) && b.factors.length === 1 && b.factors[0] !== n)
      return this.#both([[p, b.factors[0] as Term], ...more], given);
    if (T.equalQ(a.coefficient, b.coefficient)) {
      const exact = this.#parts(a.factors, b.factors, given, more, (rest) =>
        productTerm({ coefficient: T.ONE, factors: rest }),
      );
      if (exact !== null) return exact;
    }
    // A bare parameter takes the rest of the product, its coefficient too.
    const bare = a.factors.find((t) => this.#param(t) !== null);
    if (bare === undefined) return null;
    const ratio = T.mulQ(b.coefficient, T.invQ(a.coefficient));
    if (a.coefficient.num < 0n && ratio.num < 0n) return null;
    const others = this.#order(a.factors.filter((t) => t !== bare));
    return this.#choose(others, b.factors, given, (found, rest) => {
      return this.#both([[bare, productTerm({ coefficient: ratio, factors: rest })], ...more], found);
    });
  }
}

function isProduct(t: Term): boolean {
  return t.k === "op" && t.op === "mul";
}

/** The children of two nodes with the same label, pairwise; null where the labels differ. */
function sameShape(p: Node, n: Node): (readonly [Node, Node])[] | null {
  if (p.k !== n.k) return null;
  const zip = (a: readonly Node[], b: readonly Node[]): (readonly [Node, Node])[] | null =>
    a.length === b.length ? a.map((x, i) => [x, b[i] as Node] as const) : null;
  switch (p.k) {
    case "num":
      return n.k === "num" && T.equalQ(p.value, n.value) ? [] : null;
    case "pi":
    case "false":
      return [];
    case "var":
      return n.k === "var" && p.name === n.name && T.sameSort(p.sort, n.sort) ? [] : null;
    case "bound":
      return n.k === "bound" && p.index === n.index ? [] : null;
    case "op":
      return n.k === "op" && p.op === n.op ? zip(p.args, n.args) : null;
    case "at":
      return n.k === "at" ? zip([p.family, ...p.index], [n.family, ...n.index]) : null;
    case "family":
      return n.k === "family" && p.binders.length === n.binders.length ? zip([p.body], [n.body]) : null;
    case "call":
      return n.k === "call" && p.fun === n.fun && p.orders.join() === n.orders.join() ? zip(p.args, n.args) : null;
    case "sum":
    case "prod":
      return n.k === p.k ? zip([p.lo, p.hi, p.body], [n.lo, n.hi, n.body]) : null;
    case "D":
      return n.k === "D" ? zip([p.body, p.point], [n.body, n.point]) : null;
    case "integral":
      return n.k === "integral" ? zip([p.body, p.lo, p.hi], [n.body, n.lo, n.hi]) : null;
    case "if":
      return n.k === "if" ? zip([p.test, p.then, p.else], [n.test, n.then, n.else]) : null;
    case "eq":
    case "lt":
    case "le":
      return n.k === p.k ? zip([p.l, p.r], [n.l, n.r]) : null;
    case "and":
    case "or":
    case "implies":
      return n.k === p.k ? zip([p.l, p.r], [n.l, n.r]) : null;
    case "all":
    case "some":
      return n.k === p.k && T.sameSort(p.x.sort, n.x.sort) ? zip([p.body], [n.body]) : null;
    default:
      return null;
  }
}
