/**
 * A certificate back to the kernel's theorems: every term is rebuilt by the kernel's constructors and every step by the
 * kernel's rule of that name. Nothing is believed: what does not follow is refused.
 */

import type { Claim } from "../kernel/claim.ts";
import type { Binder, Certified, Formula, Range, RuleArg, Sort, Term, Theorem, Valuation } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Certificate, ValuationRow } from "./format.ts";

/** Data that is no certificate. */
export class Malformed extends Error {}

/** The verdict that a certificate of this program states. Throws Malformed, or a Refusal of the kernel. */
export function decode(c: Certificate): Certified {
  const nodes: (Term | Formula)[] = [];
  for (const row of c.nodes) nodes.push(node(row as readonly unknown[], nodes));
  const steps: Theorem[] = [];
  const stepAt = (i: unknown): Theorem => {
    const th = typeof i === "number" ? steps[i] : undefined;
    if (th === undefined) throw new Malformed("a step refers to a later or missing step");
    return th;
  };
  for (const row of c.steps) {
    const [rule, premises, args] = row;
    const values = args.map(([kind, value]): RuleArg => {
      if (kind === "s" && typeof value === "string") return value;
      if (kind === "i" && typeof value === "number") return value;
      if (kind === "n") return nodeAt(nodes, value);
      throw new Malformed("unknown kind of argument");
    });
    steps.push(K.applyRule(rule, premises.map(stepAt), values));
  }
  const claim: Claim = {
    hypotheses: c.claim.hypotheses.map((i) => formula(nodes, i)),
    goal: formula(nodes, c.claim.goal),
    families: new Map(
      c.claim.families.map(([name, ranges]) => [
        name,
        ranges.map(([lo, hi]) => ({ lo: term(nodes, lo), hi: term(nodes, hi) })),
      ]),
    ),
  };
  const v = c.verdict;
  const witness = { at: valuation(v.at, nodes), holds: v.holds.map(stepAt) };
  switch (v.k) {
    case "proved":
      return K.certifyProved(claim, stepAt(v.goal), stepAt(v.defined), witness);
    case "refuted":
      if (v.how === "false") return K.certifyFalse(claim, stepAt(v.breaks), stepAt(v.defined), witness);
      if (v.how === "undefined") return K.certifyUndefined(claim, stepAt(v.breaks), witness);
      throw new Malformed("unknown kind of refutation");
    default:
      throw new Malformed("unknown verdict");
  }
}

function valuation(v: ValuationRow, nodes: readonly (Term | Formula)[]): Valuation {
  return {
    variables: v.variables.map(([name, value]) => ({ name: term(nodes, name), value: term(nodes, value) })),
    functions: v.functions.map(([name, arity, body]) => ({ name, arity, body: term(nodes, body) })),
  };
}

function nodeAt(nodes: readonly (Term | Formula)[], i: unknown): Term | Formula {
  const n = typeof i === "number" ? nodes[i] : undefined;
  if (n === undefined) throw new Malformed("a node refers to a later or missing node");
  return n;
}
function term(nodes: readonly (Term | Formula)[], i: unknown): Term {
  const n = nodeAt(nodes, i);
  if (!K.isTerm(n)) throw new Malformed("a term was expected");
  return n;
}
function formula(nodes: readonly (Term | Formula)[], i: unknown): Formula {
  const n = nodeAt(nodes, i);
  if (!K.isFormula(n)) throw new Malformed("a formula was expected");
  return n;
}
function sort(s: unknown): Sort {
  if (s === "real") return K.REAL;
  if (s === "int") return K.INT;
  const m = typeof s === "string" ? /^(real|int)\^([1-8])$/.exec(s) : null;
  if (m === null) throw new Malformed("unknown sort");
  return K.familySort(Number(m[2]), m[1] as "real" | "int");
}
function text(s: unknown): string {
  if (typeof s !== "string") throw new Malformed("a text was expected");
  return s;
}
function list(s: unknown): readonly unknown[] {
  if (!Array.isArray(s)) throw new Malformed("a list was expected");
  return s;
}
function integer(s: unknown): bigint {
  if (typeof s !== "string" || !/^-?\d{1,40000}$/.test(s)) throw new Malformed("an integer was expected");
  return BigInt(s);
}

/** Ranges from their ends, two each. */
function ranges(ends: readonly unknown[], t: (i: unknown) => Term): Range[] {
  return ends.flatMap((lo, i) => (i % 2 === 0 ? [{ lo: t(lo), hi: t(ends[i + 1]) }] : []));
}

/** [hint, sort, ends of its ranges...]; no ranges are none at all. */
function binder(row: readonly unknown[], t: (i: unknown) => Term): Binder {
  const [hint, of, ...ends] = row;
  const x = { hint: text(hint), sort: sort(of) };
  return ends.length === 0 ? x : { ...x, over: ranges(ends, t) };
}

function node(row: readonly unknown[], nodes: readonly (Term | Formula)[]): Term | Formula {
  const t = (i: unknown): Term => term(nodes, i);
  const f = (i: unknown): Formula => formula(nodes, i);
  const ts = (x: unknown): Term[] => list(x).map(t);
  switch (row[0]) {
    case "num":
      return K.num({ num: integer(row[1]), den: integer(row[2]) });
    case "pi":
      return K.pi();
    case "var":
      return K.variable(text(row[1]), sort(row[2]));
    case "bound":
      return K.bound(row[1] as number, sort(row[2]));
    case "op":
      return K.op(text(row[1]) as K.Op, ts(row[2]));
    case "at":
      return K.at(t(row[1]), ts(row[2]));
    case "family":
      return K.familyOf(
        list(row[1]).map((h) => ({ hint: text(h), sort: K.INT })),
        t(row[2]),
      );
    case "call":
      return K.call(text(row[1]), list(row[2]) as number[], ts(row[3]), ranges(list(row[4]), t));
    case "sum":
    case "prod":
      return K.big(row[0], text(row[1]), t(row[2]), t(row[3]), t(row[4]));
    case "D":
      return K.D(text(row[1]), t(row[2]), t(row[3]));
    case "integral":
      return K.integral(text(row[1]), t(row[2]), t(row[3]), t(row[4]));
    case "if":
      return K.ifThen(f(row[1]), t(row[2]), t(row[3]));
    case "false":
      return K.falsum();
    case "eq":
      return K.eq(t(row[1]), t(row[2]));
    case "lt":
      return K.lt(t(row[1]), t(row[2]));
    case "le":
      return K.le(t(row[1]), t(row[2]));
    case "and":
      return K.and(f(row[1]), f(row[2]));
    case "or":
      return K.or(f(row[1]), f(row[2]));
    case "implies":
      return K.implies(f(row[1]), f(row[2]));
    case "all":
    case "some":
      return K.quantified(row[0], binder([row[1], row[2], ...list(row[4])], t), f(row[3]));
    case "hasDeriv":
      return K.hasDeriv(text(row[1]), t(row[2]), t(row[3]), t(row[4]));
    case "near":
      return K.near(text(row[1]), t(row[2]), f(row[3]));
    case "allFun":
      return K.allFun(text(row[1]), f(row[2]));
    case "pred": {
      const xs = list(row[2]).map((b) => binder(list(b), t));
      return K.pred(text(row[1]) as K.PredName, xs, f(row[3]), ts(row[4]));
    }
    default:
      throw new Malformed(`unknown node ${JSON.stringify(row[0])}`);
  }
}

/** Does the verdict speak of exactly this claim? */
export function isAbout(verdict: Certified, claim: Claim): boolean {
  const a = verdict.claim;
  return (
    a.goal === claim.goal &&
    a.hypotheses.length === claim.hypotheses.length &&
    a.hypotheses.every((h, i) => h === claim.hypotheses[i]) &&
    a.families.size === claim.families.size &&
    [...claim.families].every(([name, ranges]) => {
      const other = a.families.get(name);
      return (
        other !== undefined &&
        other.length === ranges.length &&
        ranges.every((r, i) => r.lo === other[i]?.lo && r.hi === other[i]?.hi)
      );
    })
  );
}
