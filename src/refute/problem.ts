/** What a point is searched for: variables with what they range over, and constraints on them. */

import type { Families, Formula, Range, Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { PoolKind } from "./pool.ts";

export type Variable = {
  readonly term: Term & { readonly k: "var" };
  readonly kind: PoolKind;
  /** Of a family; null for a number. */
  readonly ranges: readonly Range[] | null;
};

export type Problem = {
  readonly families: Families;
  readonly variables: readonly Variable[];
  readonly constraints: readonly Formula[];
  /** Numbers near which to look. */
  readonly constants: readonly Rational[];
};

/** The members of a conjunction. */
export function conjuncts(f: Formula): Formula[] {
  return f.k === "and" ? [...conjuncts(f.l), ...conjuncts(f.r)] : [f];
}

/** Variables of formulas and ranges, with their terms, in alphabetical order. */
export function variablesOf(nodes: readonly (Formula | Term)[]): (Term & { readonly k: "var" })[] {
  const found = new Map<string, Term & { k: "var" }>();
  const seen = new Set<Formula | Term>();
  const visit = <N extends Formula | Term>(n: N): N => {
    if (seen.has(n)) return n;
    seen.add(n);
    const m: Formula | Term = n;
    if (m.k === "var") {
      found.set(m.name, m);
      return n;
    }
    return K.freeNames(n).length === 0 ? n : K.mapChildren(n, visit);
  };
  for (const n of nodes) visit(n);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Integer variables that the ends of ranges depend on: of families, sums and guarded quantifiers. */
export function sizesOf(nodes: readonly Formula[], families: Families): ReadonlySet<string> {
  const out = new Set<string>();
  const take = (t: Term): void => {
    for (const v of variablesOf([t])) if (v.sort.k === "int") out.add(v.name);
  };
  for (const ranges of families.values()) {
    for (const r of ranges) {
      take(r.lo);
      take(r.hi);
    }
  }
  const seen = new Set<Formula | Term>();
  const visit = <N extends Formula | Term>(n: N): N => {
    if (seen.has(n) || K.freeNames(n).length === 0) return n;
    seen.add(n);
    const m: Formula | Term = n;
    if (m.k === "sum" || m.k === "prod") {
      take(m.lo);
      take(m.hi);
    }
    return K.mapChildren(n, visit);
  };
  for (const n of nodes) visit(n);
  return out;
}

/** The functions of the formulas with their numbers of arguments; null for one that takes a family. */
export function functionsOf(nodes: readonly Formula[]): { readonly name: string; readonly arity: number | null }[] {
  const found = new Map<string, number | null>();
  const seen = new Set<Formula | Term>();
  const visit = <N extends Formula | Term>(n: N, bound: ReadonlySet<string>): N => {
    if (seen.has(n)) return n;
    seen.add(n);
    const m: Formula | Term = n;
    if (m.k === "call" && !bound.has(m.fun)) found.set(m.fun, m.over.length > 0 ? null : m.args.length);
    const inner = m.k === "allFun" ? new Set([...bound, m.fun]) : bound;
    return K.mapChildren(n, (c) => visit(c, inner));
  };
  for (const n of nodes) if (K.freeNames(n).some((x) => x.endsWith("()"))) visit(n, new Set());
  return [...found].map(([name, arity]) => ({ name, arity })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
