/** Domains in the logic: the atoms that say that a number is in one. */

import type { Formula, Range, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Domain, Expr, RangeExpr } from "../syntax.ts";
import { type Context, isInt } from "./context.ts";
import { integerOf, term, value } from "./expression.ts";

export type DomainTerm =
  | { readonly k: "real" | "integer" }
  | { readonly k: "range"; readonly range: Range }
  | { readonly k: "set"; readonly values: readonly Term[] }
  | {
      readonly k: "interval";
      /** Null for an infinite end. */
      readonly lo: Term | null;
      readonly hi: Term | null;
      readonly loClosed: boolean;
      readonly hiClosed: boolean;
    };

export function integerTerm(ctx: Context, e: Expr, what: string): Term {
  const t = integerOf(value(ctx, e));
  if (t === null) {
    return fail("E303", e.span, `${what} must be an integer`, {
      help: "integers are built by `+`, `-`, `*` from whole numbers, indices and variables declared `integer`",
    });
  }
  return t;
}

export function rangeTerms(ctx: Context, r: RangeExpr): Range {
  for (const end of [r.lo, r.hi]) {
    if (end.k === "infinity" || (end.k === "negate" && end.arg.k === "infinity")) {
      fail("E307", end.span, "a range has finite ends", {
        help: "declare a size, `var K : integer`, and write `1..K`",
      });
    }
  }
  return { lo: integerTerm(ctx, r.lo, "the end of a range"), hi: integerTerm(ctx, r.hi, "the end of a range") };
}

export function domainTerm(ctx: Context, d: Domain): DomainTerm {
  switch (d.k) {
    case "real":
    case "integer":
      return { k: d.k };
    case "range":
      return { k: "range", range: rangeTerms(ctx, d) };
    case "set":
      return { k: "set", values: d.values.map((v) => term(ctx, v)) };
    case "interval": {
      const end = (e: Expr, infinite: "inf" | "-inf", closed: boolean): Term | null => {
        const negative = e.k === "negate" && e.arg.k === "infinity";
        if (e.k !== "infinity" && !negative) return term(ctx, e);
        if (negative !== (infinite === "-inf")) {
          fail("E307", e.span, `this end of an interval may be \`${infinite}\`, not \`${negative ? "-inf" : "inf"}\``);
        }
        if (closed)
          fail("E307", e.span, `an interval is open where it ends in \`${infinite}\``, {
            help: "write `(` or `)` at that end",
          });
        return null;
      };
      return {
        k: "interval",
        lo: end(d.lo, "-inf", d.loClosed),
        hi: end(d.hi, "inf", d.hiClosed),
        loClosed: d.loClosed,
        hiClosed: d.hiClosed,
      };
    }
  }
}

/** Is every number of the domain an integer, for its type's sake? */
export function isIntegerDomain(d: DomainTerm): boolean {
  switch (d.k) {
    case "integer":
    case "range":
      return true;
    case "set":
      return d.values.every(isInt);
    case "real":
    case "interval":
      return false;
  }
}

export function sortOfDomain(d: DomainTerm): T.Sort {
  return isIntegerDomain(d) ? T.INT : T.REAL;
}

/** What `t` must meet, one formula for each bound. For terms whose sort fits the domain's. */
export function atoms(d: DomainTerm, t: Term): Formula[] {
  switch (d.k) {
    case "real":
    case "integer":
      return [];
    case "range":
      return [T.le(d.range.lo, t), T.le(t, d.range.hi)];
    case "set":
      return [d.values.map((v) => T.eq(t, v) as Formula).reduce((a, b) => T.or(a, b))];
    case "interval": {
      const out: Formula[] = [];
      if (d.lo !== null) out.push(d.loClosed ? T.le(d.lo, t) : T.lt(d.lo, t));
      if (d.hi !== null) out.push(d.hiClosed ? T.le(t, d.hi) : T.lt(t, d.hi));
      return out;
    }
  }
}

/** `t in D` as one formula, whatever the sort of t. */
export function membership(ctx: Context, d: DomainTerm, t: Term): Formula {
  const conj = (fs: readonly Formula[]): Formula => (fs.length === 0 ? T.eq(t, t) : fs.reduce((a, b) => T.and(a, b)));
  if ((d.k === "integer" || d.k === "range") && !isInt(t)) {
    const n = ctx.shared.fresh("n", T.INT);
    const body = [T.eq(t, n) as Formula, ...atoms(d, n)].reduce((a, b) => T.and(a, b));
    return T.quantified("some", { hint: "n", sort: T.INT }, T.abstract(body, [n]));
  }
  return conj(atoms(d, t));
}
