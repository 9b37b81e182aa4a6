/**
 * defined(φ): the formula that says that φ and all its terms are defined, read from left to right as
 * the language has it. In `P and Q` and `P implies Q`, Q need be defined only where P holds; in
 * `P or Q` only where P fails; `if` needs the chosen branch, a sum every term of its range.
 */

import type { Families } from "./claim.ts";
import { eventually } from "./predicates.ts";
import { forRange } from "./range.ts";
import { Refusal } from "./refusal.ts";
import { abstract, instantiate, shift } from "./substitution.ts";
import type { Formula, Range, Term } from "./term.ts";
import * as T from "./term.ts";

export { forRange } from "./range.ts";

const isTrue = (f: Formula): boolean => f.k === "implies" && f.l.k === "false";

function both(l: Formula, r: Formula): Formula {
  if (isTrue(l)) return r;
  if (isTrue(r) || l === r) return l;
  return T.and(l, r);
}
function given(l: Formula, r: Formula): Formula {
  return isTrue(r) ? r : T.implies(l, r);
}
function every(x: T.Binder, body: Formula): Formula {
  return isTrue(body) ? body : T.quantified("all", x, body);
}
function allOf(fs: readonly Formula[]): Formula {
  return fs.reduce(both, T.verum());
}

const POSITIVE_LITERAL = (t: Term): boolean => t.k === "num" && t.value.num > 0n;

/** Fails for a family whose ranges are unknown. */
export function defined(n: Term | Formula, families: Families): Formula {
  const memo = new Map<Term | Formula, Formula>();
  const go = (m: Term | Formula): Formula => {
    const known = memo.get(m);
    if (known !== undefined) return known;
    const out = T.isFormula(m) ? goF(m) : goT(m as Term);
    memo.set(m, out);
    return out;
  };
  const inRanges = (index: readonly Term[], ranges: readonly Range[]): Formula =>
    allOf(
      index.map((i, j) => {
        const r = ranges[j] as Range;
        return T.and(T.le(r.lo, i), T.le(i, r.hi));
      }),
    );
  const goT = (t: Term): Formula => {
    switch (t.k) {
      case "num":
      case "pi":
      case "var":
      case "bound":
        return T.verum();
      case "op": {
        const args = allOf(t.args.map(go));
        const [a, b] = t.args as [Term, Term];
        switch (t.op) {
          case "add":
          case "mul":
          case "exp":
            return args;
          case "inv":
            return a.k === "num" && a.value.num !== 0n ? args : both(args, T.not(T.eq(a, T.int(0))));
          case "log":
            return POSITIVE_LITERAL(a) ? args : both(args, T.lt(T.int(0), a));
          case "ipow":
            if (b.k === "num" && b.value.num >= 0n) return args;
            return both(args, T.or(T.le(T.int(0), b), T.not(T.eq(a, T.int(0)))));
          case "rpow":
            if (POSITIVE_LITERAL(a)) return args;
            return both(args, T.or(T.lt(T.int(0), a), T.and(T.eq(a, T.int(0)), T.lt(T.int(0), b))));
        }
        return args;
      }
      case "at": {
        const inner = allOf([go(t.family), ...t.index.map(go)]);
        if (t.family.k === "var") {
          const ranges = families.get(t.family.name);
          if (ranges === undefined || ranges.length !== t.index.length) {
            throw new Refusal("defined", `the family ${t.family.name} has no declared range`);
          }
          return both(inner, inRanges(t.index, ranges));
        }
        return inner;
      }
      case "family":
        return t.binders.reduceRight((body, b) => every(b, body), go(t.body));
      case "call":
        return allOf([...t.over.flatMap((r) => [go(r.lo), go(r.hi)]), ...t.args.map(go)]);
      case "sum":
      case "prod": {
        const body = go(t.body);
        return allOf([go(t.lo), go(t.hi), isTrue(body) ? body : forRange(t.hint, t.lo, t.hi, body)]);
      }
      case "D": {
        const inner = go(t.body);
        const around = isTrue(inner) ? inner : T.near(t.hint, t.point, inner);
        const d = T.hasDeriv(t.hint, shift(t.body, 0), t.point, T.bound(0));
        const exists = T.quantified("some", { hint: "d", sort: T.REAL }, liftDeriv(d));
        return allOf([go(t.point), around, exists]);
      }
      case "integral": {
        const inner = go(t.body);
        const x = T.bound(0);
        const lo = shift(t.lo, 1);
        const hi = shift(t.hi, 1);
        const between = T.or(T.and(T.le(lo, x), T.le(x, hi)), T.and(T.le(hi, x), T.le(x, lo)));
        const continuous = T.pred("continuous", [{ hint: t.hint, sort: T.REAL }], between, [t.body]);
        const everywhere = isTrue(inner)
          ? inner
          : T.quantified("all", { hint: t.hint, sort: T.REAL }, T.implies(between, inner));
        return allOf([go(t.lo), go(t.hi), everywhere, continuous]);
      }
      case "if": {
        return allOf([go(t.test), given(t.test, go(t.then)), given(T.not(t.test), go(t.else))]);
      }
    }
  };
  const goF = (f: Formula): Formula => {
    switch (f.k) {
      case "false":
        return T.verum();
      case "eq":
      case "lt":
      case "le":
        return both(go(f.l), go(f.r));
      case "and":
      case "implies":
        return both(go(f.l), given(f.l, go(f.r)));
      case "or":
        return both(go(f.l), given(T.not(f.l), go(f.r)));
      case "all":
      case "some":
        return every(f.x, go(f.body));
      case "hasDeriv": {
        const inner = go(f.body);
        return allOf([go(f.point), go(f.value), isTrue(inner) ? inner : T.near(f.hint, f.point, inner)]);
      }
      case "near": {
        const inner = go(f.body);
        return both(go(f.point), isTrue(inner) ? inner : T.near(f.hint, f.point, inner));
      }
      case "allFun":
        return go(f.body);
      case "pred": {
        if (f.name.startsWith("limit:")) {
          const [fn, ...values] = f.args as [Term, ...Term[]];
          const around = eventually(f, (x) => go(instantiate(fn, [x])));
          return both(allOf(values.map((v) => go(instantiate(v, [T.int(0)])))), around);
        }
        const args = allOf(f.args.map(go));
        const body = both(go(f.domain), given(f.domain, args));
        return f.xs.reduceRight((g, x) => every(x, g), body);
      }
    }
  };
  return go(n);
}

/** hasDeriv under a new innermost binder that its value refers to: body and point shift, the value is the binder. */
function liftDeriv(f: Formula): Formula {
  if (f.k !== "hasDeriv") throw new Refusal("defined", "a derivative was expected");
  const body = shiftUnder(f.body);
  return T.hasDeriv(f.hint, body, shift(f.point, 1), T.bound(0));
}

/** Shifts by 1 the indices of a binder body that point outside that binder. */
function shiftUnder(body: Term): Term {
  const x = T.variable(`defined'1`);
  if (T.occurs("defined'1", body)) throw new Refusal("defined", "reserved name in a term");
  return abstract(shift(instantiate(body, [x]), 1), [x]);
}
