/** Domains, and what it takes for a term to be in one. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { integer, term } from "./expressions.ts";
import type { Context, DomainOf, Ends } from "./scope.ts";
import type { Domain, Range, Syntax } from "./syntax.ts";

export const rangeOf = (ctx: Context, r: Range): Ends => [integer(ctx, r.lo), integer(ctx, r.hi)];

export function domainOf(ctx: Context, d: Domain): DomainOf {
  switch (d.k) {
    case "real":
    case "integer":
      return { k: d.k };
    case "range":
      return { k: "range", range: rangeOf(ctx, d) };
    case "set":
      return { k: "set", values: d.values.map((v) => term(ctx, v)) };
    case "interval":
      return {
        k: "interval",
        lo: end(ctx, d.lo, "-inf", d.loClosed),
        hi: end(ctx, d.hi, "inf", d.hiClosed),
        loClosed: d.loClosed,
        hiClosed: d.hiClosed,
      };
  }
}
function end(ctx: Context, e: Syntax, infinite: "inf" | "-inf", closed: boolean): Node | null {
  const is = e.k === "inf" ? "inf" : e.k === "negate" && e.arg.k === "inf" ? "-inf" : null;
  if (is === null) return term(ctx, e);
  return is === infinite && !closed ? null : reject("an infinite end of an interval is open, and on its own side");
}

export function isIntegerDomain(d: DomainOf): boolean {
  return d.k === "integer" || d.k === "range" || (d.k === "set" && d.values.every(T.isInt));
}
export const sortOf = (d: DomainOf): "int" | "real" => (isIntegerDomain(d) ? "int" : "real");

/** What t must meet, a formula for each bound; t has the domain's sort. */
export function bounds(d: DomainOf, t: Node): Node[] {
  switch (d.k) {
    case "real":
    case "integer":
      return [];
    case "range":
      return [T.le(d.range[0], t), T.le(t, d.range[1])];
    case "set":
      return [d.values.map((v) => T.eq(t, v)).reduce(T.or)];
    case "interval": {
      const lo = d.lo === null ? [] : [d.loClosed ? T.le(d.lo, t) : T.lt(d.lo, t)];
      const hi = d.hi === null ? [] : [d.hiClosed ? T.le(t, d.hi) : T.lt(t, d.hi)];
      return [...lo, ...hi];
    }
  }
}

/** `t in D`, whatever the sort of t. */
export function membership(d: DomainOf, t: Node): Node {
  if ((d.k === "integer" || d.k === "range") && !T.isInt(t)) {
    const n = T.fresh("int");
    return B.quantify("some", [n], [T.eq(t, n), ...bounds(d, n)].reduce(T.and));
  }
  const all = bounds(d, t);
  return all.length === 0 ? T.eq(t, t) : all.reduce(T.and);
}

/** A formula about the component of a family under its indices, for all of them. */
export function overRanges(ranges: readonly Ends[], under: Node): Node {
  return ranges.reduceRight((f, [lo, hi]) => B.forRange(lo, hi, f), under);
}
/** The indices of a family, bound outside a formula about its component. */
export const boundIndices = (n: number): Node[] => Array.from({ length: n }, (_, j) => T.bound(n - 1 - j, "int"));
