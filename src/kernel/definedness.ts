/**
 * defined(φ): the formula that says that φ and all its terms are defined, read from left to right as
 * the language has it. In `P and Q` and `P implies Q`, Q need be defined only where P holds; in
 * `P or Q` only where P fails; `if` needs the chosen branch, a sum every term of its range.
 */

import type { Families } from "./claim.ts";
import { eventually } from "./predicates.ts";
import { forRange } from "./range.ts";
import { Refusal } from "./refusal.ts";
import { abstract, at, freshName, instantiate, shift } from "./substitution.ts";
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
/** ∀x. body for a variable x that is free in the body; `hint` is its name on show. */
function every(hint: string, x: Term, body: Formula): Formula {
  return isTrue(body) ? body : T.quantified("all", { hint, sort: T.sortOf(x) }, abstract(body, [x]));
}
function allOf(fs: readonly Formula[]): Formula {
  return fs.reduce(both, T.verum());
}

const POSITIVE_LITERAL = (t: Term): boolean => t.k === "num" && t.value.num > 0n;

/** A component of a family is defined within the family's ranges. Fails for a family whose ranges are unknown. */
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
  const declaredEnds = [...families.values()].flatMap((ranges) => ranges.flatMap((r) => [r.lo, r.hi]));
  /** What looks at a family within these ranges only: its components there. */
  const components = (t: Term, ranges: readonly Range[]): Formula => {
    const declared = t.k === "var" ? families.get(t.name) : undefined;
    if (declared?.every((r, j) => r.lo === ranges[j]?.lo && r.hi === ranges[j]?.hi)) return T.verum();
    const k: Term[] = [];
    for (const r of ranges) k.push(T.variable(freshName("k", [t, r.lo, r.hi, ...declaredEnds, ...k]), T.INT));
    const inner = go(at(t, k));
    if (isTrue(inner)) return inner;
    return ranges.reduceRight((f, r, j) => forRange("k", r.lo, r.hi, abstract(f, [k[j] as Term])), inner);
  };
  /** Opens f's binders, a family with its ranges, says something about what stands there, and closes it for all values. */
  const under = (
    f: Formula,
    xs: readonly T.Binder[],
    say: (x: readonly Term[], inside: typeof go) => Formula,
  ): Formula => {
    const vars: Term[] = [];
    const known = new Map(families);
    for (const x of xs) {
      const name = freshName(x.hint, [f, ...declaredEnds, ...vars]);
      vars.push(T.variable(name, x.sort));
      known.delete(name);
      if (x.over !== undefined) known.set(name, x.over);
    }
    const inside = xs.some((x) => x.sort.k === "family") ? (m: Term | Formula) => defined(m, known) : go;
    return xs.reduceRight((g, x, i) => every(x.hint, vars[i] as Term, g), say(vars, inside));
  };
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
        const ranges = t.family.k === "var" ? families.get(t.family.name) : undefined;
        if (ranges === undefined || ranges.length !== t.index.length) {
          const name = t.family.k === "var" ? t.family.name : "of a binder";
          throw new Refusal("defined", `the family ${name} has no declared range`);
        }
        return both(allOf(t.index.map(go)), inRanges(t.index, ranges));
      }
      case "family":
        throw new Refusal("defined", "a family without its ranges");
      case "call": {
        let next = 0;
        const args = t.args.map((a) => {
          const s = T.sortOf(a);
          if (s.k !== "family") return go(a);
          next += s.arity;
          return components(a, t.over.slice(next - s.arity, next));
        });
        return allOf([...t.over.flatMap((r) => [go(r.lo), go(r.hi)]), ...args]);
      }
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
        return under(f, [f.x], (x, inside) => inside(instantiate(f.body, x)));
      case "hasDeriv": {
        const inner = go(f.body);
        return allOf([go(f.point), go(f.value), isTrue(inner) ? inner : T.near(f.hint, f.point, inner)]);
      }
      case "near": {
        const inner = go(f.body);
        return both(go(f.point), isTrue(inner) ? inner : T.near(f.hint, f.point, inner));
      }
      case "allFun": {
        const inner = go(f.body);
        return isTrue(inner) ? inner : T.allFun(f.fun, inner);
      }
      case "pred": {
        if (f.name.startsWith("limit:")) {
          const [fn, ...values] = f.args as [Term, ...Term[]];
          const domain = under(f, f.xs, (x, inside) => inside(instantiate(f.domain, x)));
          const around = eventually(f, (x) => go(instantiate(fn, [x])));
          return allOf([domain, ...values.map((v) => go(instantiate(v, [T.int(0)]))), around]);
        }
        const place = f.name === "minimum" || f.name === "maximum" ? 2 : f.args.length;
        return under(f, f.xs, (x, inside) => {
          const domain = instantiate(f.domain, x);
          const args = f.args.map((a, i) => {
            const over = i < place ? undefined : f.xs[i - place]?.over;
            return over === undefined ? inside(instantiate(a, x)) : components(instantiate(a, x), over);
          });
          return both(inside(domain), given(domain, allOf(args)));
        });
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
