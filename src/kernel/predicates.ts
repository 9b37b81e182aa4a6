/**
 * Predicates: one defining first-order formula each. `unfold` gives it; FOLD and UNFOLD are the only
 * rules that know a predicate, everything else about it is proved. Convexity: Boyd and Vandenberghe,
 * Convex Optimization, 3.1.1; limits: the usual ε-δ definition within the domain.
 */

import { forRange } from "./range.ts";
import { Refusal } from "./refusal.ts";
import { abstract, at, familyOf, freshName, instantiate } from "./substitution.ts";
import type { Formula, Range, Term } from "./term.ts";
import * as T from "./term.ts";
import { conclude, type Theorem } from "./theorem.ts";

type Pred = Formula & { k: "pred" };

/** Fresh variables of the binders' sorts, their names after `stem`. */
function freshPoint(f: Pred, stem: string, avoid: readonly Term[]): Term[] {
  const out: Term[] = [];
  for (const b of f.xs) {
    const name = freshName(f.xs.length === 1 ? stem : `${stem}${b.hint}`, [f, ...avoid, ...out]);
    out.push(T.variable(name, b.sort));
  }
  return out;
}

function close(k: "all" | "some", vars: readonly Term[], body: Formula): Formula {
  return [...vars].reverse().reduce((f, v) => {
    const name = (v as Term & { k: "var" }).name.replace(/'.*$/, "");
    return T.quantified(k, { hint: name, sort: T.sortOf(v) }, abstract(f, [v]));
  }, body);
}
const forall = (vars: readonly Term[], body: Formula): Formula => close("all", vars, body);
const exists = (vars: readonly Term[], body: Formula): Formula => close("some", vars, body);

/** a + s(b - a), for numbers and componentwise for families. */
export function along(a: Term, b: Term, s: Term): Term {
  const sort = T.sortOf(a);
  if (sort.k !== "family") return T.add(a, T.mul(s, T.sub(b, a)));
  const k = Array.from({ length: sort.arity }, (_, i) => T.bound(sort.arity - 1 - i, T.INT));
  const binders = k.map(() => ({ hint: "k", sort: T.INT }));
  return familyOf(binders, along(at(a, k), at(b, k), s));
}

/** The family z with the value t at the index m: λk. z[k] + (t - z[m])·[k = m]. */
export function update(z: Term, m: readonly Term[], t: Term): Term {
  const sort = T.sortOf(z);
  if (sort.k !== "family" || sort.arity !== m.length)
    throw new Refusal("update", "a family and its indices are needed");
  for (const u of [z, t, ...m]) if (T.looseOf(u) !== 0) throw new Refusal("update", "closed terms are needed");
  const k = m.map((_, i) => T.bound(m.length - 1 - i, T.INT));
  const deltas = m.map((mi, i) => T.ifThen(T.eq(k[i] as Term, mi), T.int(1), T.int(0)));
  const body = T.add(at(z, k), T.op("mul", [T.sub(t, at(z, m)), ...deltas]));
  return familyOf(
    k.map(() => ({ hint: "k", sort: T.INT })),
    body,
  );
}

function within(lo: Term, x: Term, hi: Term): Formula {
  return T.and(T.lt(lo, x), T.lt(x, hi));
}

/**
 * For a limit predicate: φ holds for all x of the domain close enough to where x goes (but not there).
 */
export function eventually(f: Pred, phi: (x: Term) => Formula): Formula {
  const x = freshPoint(f, "x", []);
  const d = T.variable(freshName("d", [f, ...x]));
  const X = x[0] as Term;
  if (f.xs.length !== 1 || T.sortOf(X).k === "family") throw new Refusal("limit", "a number variable is needed");
  const domain = instantiate(f.domain, x);
  const close = approach(f, X, d);
  const all = forall(x, T.implies(T.and(domain, close), phi(X)));
  return approachesInfinity(f) ? exists([d], all) : exists([d], T.and(T.lt(T.int(0), d), all));
}
function approachesInfinity(f: Pred): boolean {
  const to = f.name.split(":")[1];
  return to === "inf" || to === "-inf";
}
/** x is close to where it goes, as measured by d. */
function approach(f: Pred, x: Term, d: Term): Formula {
  const p = instantiate(f.args[1] as Term, [T.int(0)]);
  switch (f.name.split(":")[1]) {
    case "inf":
      return T.lt(d, x);
    case "-inf":
      return T.lt(x, d);
    case "right":
      return within(p, x, T.add(p, d));
    case "left":
      return within(T.sub(p, d), x, p);
    default:
      return T.and(T.not(T.eq(x, p)), within(T.sub(p, d), x, T.add(p, d)));
  }
}
/** The domain reaches where x goes: points of it are as close as one likes. */
function accumulates(f: Pred): Formula {
  const x = freshPoint(f, "x", []);
  const d = T.variable(freshName("d", [f, ...x]));
  const some = exists(x, T.and(instantiate(f.domain, x), approach(f, x[0] as Term, d)));
  return approachesInfinity(f) ? forall([d], some) : forall([d], T.implies(T.lt(T.int(0), d), some));
}

function limit(f: Pred): Formula {
  const fn = (x: Term): Term => instantiate(f.args[0] as Term, [x]);
  const L = instantiate(f.args[2] as Term, [T.int(0)]);
  const e = T.variable(freshName("e", [f]));
  const value = f.name.split(":")[2];
  const tends =
    value === "num"
      ? forall(
          [e],
          T.implies(
            T.lt(T.int(0), e),
            eventually(f, (x) => within(T.sub(L, e), fn(x), T.add(L, e))),
          ),
        )
      : forall(
          [e],
          eventually(f, (x) => (value === "inf" ? T.lt(e, fn(x)) : T.lt(fn(x), e))),
        );
  return T.and(accumulates(f), tends);
}

/** The points differ: in some number, or in a component of a family within its ranges. */
function differ(f: Pred, a: readonly Term[], b: readonly Term[]): Formula {
  const same = a.map((x, i) => {
    const y = b[i] as Term;
    const { sort, over } = f.xs[i] as T.Binder;
    if (sort.k !== "family") return T.eq(x, y);
    if (over === undefined) throw new Refusal("unfold", "a range of a family is missing");
    const k = over.map((_, j) => T.bound(over.length - 1 - j, T.INT));
    return over.reduceRight((g, r) => forRange("k", r.lo, r.hi, g), T.eq(at(x, k), at(y, k)) as Formula);
  });
  return T.not(same.reduce(T.and));
}

function needFreeOfPoint(f: Pred, from: number): void {
  for (const a of f.args.slice(from)) {
    const zero = f.xs.map((b, i) => T.variable(`probe${i}'1`, b.sort));
    const open = instantiate(a, zero);
    if (zero.some((v) => T.occurs((v as Term & { k: "var" }).name, open))) {
      throw new Refusal("unfold", "a value depends on the variable of the predicate");
    }
  }
}

/** The defining formula of a predicate. */
export function unfold(f: Formula): Formula {
  if (f.k !== "pred") throw new Refusal("unfold", "a predicate is needed");
  const C = (x: readonly Term[]): Formula => instantiate(f.domain, x);
  const F = (x: readonly Term[], i = 0): Term => instantiate(f.args[i] as Term, x);
  const number = (): void => {
    if (f.xs.length !== 1 || (f.xs[0] as T.Binder).sort.k === "family")
      throw new Refusal("unfold", "one number variable is needed");
  };
  const arity = (n: number): void => {
    if (f.args.length !== n) throw new Refusal("unfold", `${f.name} takes ${n} terms`);
  };
  switch (f.name) {
    case "convex":
    case "concave":
    case "affine":
    case "strictly-convex":
    case "strictly-concave": {
      const strict = f.name.startsWith("strictly");
      arity(1);
      const a = freshPoint(f, "a", []);
      const b = freshPoint(f, "b", a);
      const s = T.variable(freshName("s", [f, ...a, ...b]));
      const mid = a.map((x, i) => along(x, b[i] as Term, s));
      const chord = T.add(F(a), T.mul(s, T.sub(F(b), F(a))));
      const inside = strict ? within(T.int(0), s, T.int(1)) : T.and(T.le(T.int(0), s), T.le(s, T.int(1)));
      const points = T.and(T.and(C(a), C(b)), inside);
      const value =
        f.name === "affine"
          ? T.eq(F(mid), chord)
          : f.name === "convex"
            ? T.le(F(mid), chord)
            : f.name === "concave"
              ? T.le(chord, F(mid))
              : f.name === "strictly-convex"
                ? T.lt(F(mid), chord)
                : T.lt(chord, F(mid));
      return forall([...a, ...b, s], T.implies(strict ? T.and(points, differ(f, a, b)) : points, T.and(C(mid), value)));
    }
    case "increasing":
    case "decreasing":
    case "strictly-increasing":
    case "strictly-decreasing": {
      number();
      arity(1);
      const a = freshPoint(f, "a", []);
      const b = freshPoint(f, "b", a);
      const [l, r] = f.name.endsWith("increasing") ? [F(a), F(b)] : [F(b), F(a)];
      const rel = f.name.startsWith("strictly") ? T.lt(l, r) : T.le(l, r);
      return forall([...a, ...b], T.implies(T.and(T.and(C(a), C(b)), T.lt(a[0] as Term, b[0] as Term)), rel));
    }
    case "bounded-below":
    case "bounded-above":
    case "unbounded-below":
    case "unbounded-above": {
      arity(1);
      const x = freshPoint(f, "x", []);
      const M = T.variable(freshName("M", [f, ...x]));
      const below = f.name.endsWith("below");
      if (f.name.startsWith("bounded")) {
        return exists([M], forall(x, T.implies(C(x), below ? T.le(M, F(x)) : T.le(F(x), M))));
      }
      return forall([M], exists(x, T.and(C(x), below ? T.lt(F(x), M) : T.lt(M, F(x)))));
    }
    case "minimum":
    case "maximum": {
      arity(2 + f.xs.length);
      needFreeOfPoint(f, 1);
      const x = freshPoint(f, "x", []);
      const v = F(x, 1);
      const a = f.xs.map((_, i) => F(x, 2 + i));
      const rel = f.name === "minimum" ? T.le(v, F(x)) : T.le(F(x), v);
      return T.and(T.and(C(a), T.eq(F(a), v)), forall(x, T.implies(C(x), rel)));
    }
    case "infimum":
    case "supremum": {
      arity(2);
      needFreeOfPoint(f, 1);
      const x = freshPoint(f, "x", []);
      const v = F(x, 1);
      const e = T.variable(freshName("e", [f, ...x]));
      const low = f.name === "infimum";
      const bound = forall(x, T.implies(C(x), low ? T.le(v, F(x)) : T.le(F(x), v)));
      const near = T.and(C(x), low ? T.lt(F(x), T.add(v, e)) : T.lt(T.sub(v, e), F(x)));
      return T.and(bound, forall([e], T.implies(T.lt(T.int(0), e), exists(x, near))));
    }
    case "same-minimisers": {
      arity(2);
      const w = freshPoint(f, "w", []);
      const u = freshPoint(f, "u", w);
      const best = (i: number): Formula => forall(u, T.implies(C(u), T.le(F(w, i), F(u, i))));
      const iff = T.and(T.implies(best(0), best(1)), T.implies(best(1), best(0)));
      return forall(w, T.implies(C(w), iff));
    }
    case "continuous": {
      number();
      arity(1);
      const x = freshPoint(f, "x", []);
      const y = freshPoint(f, "y", x);
      const e = T.variable(freshName("e", [f, ...x, ...y]));
      const d = T.variable(freshName("d", [f, ...x, ...y]));
      const [X, Y] = [x[0] as Term, y[0] as Term];
      const close = T.and(C(y), within(T.sub(X, d), Y, T.add(X, d)));
      const near = forall(y, T.implies(close, within(T.sub(F(x), e), F(y), T.add(F(x), e))));
      const delta = exists([d], T.and(T.lt(T.int(0), d), near));
      return forall(x, T.implies(C(x), forall([e], T.implies(T.lt(T.int(0), e), delta))));
    }
    default:
      number();
      arity(3);
      needFreeOfPoint(f, 1);
      return limit(f);
  }
}

/**
 *      Γ ⊢ definition of P             Γ ⊢ P
 *     ───────────────────── FOLD     ───────────────────── UNFOLD
 *             Γ ⊢ P                   Γ ⊢ definition of P
 */
export function foldPredicate(f: Formula, th: Theorem): Theorem {
  if (T.looseOf(f) !== 0 || unfold(f) !== th.concl)
    throw new Refusal("foldPredicate", "the premise is not the definition");
  return conclude("foldPredicate", [th], [f], th.hyps, f);
}
export function unfoldPredicate(th: Theorem): Theorem {
  return conclude("unfoldPredicate", [th], [], th.hyps, unfold(th.concl));
}

/**
 * F is a potential of the field g on the domain, unique up to one constant: for every z of the domain
 * and every index m in the ranges, g is the derivative of F in z[m]; and every function H of the
 * components z[m] with these derivatives is F plus a constant there.
 * z, m: variables; g may mention both, F and the domain only z.
 */
export function potential(
  z: Term,
  ranges: readonly Range[],
  m: readonly Term[],
  g: Term,
  F: Term,
  domain: Formula,
): Formula {
  for (const v of m) {
    if (v.k !== "var" || T.occurs(v.name, F) || T.occurs(v.name, domain))
      throw new Refusal("potential", "the potential depends on the index");
  }
  const H = freshName("H", [F, g, domain]);
  if ([F, g, domain].some((n) => T.occurs(`${H}()`, n))) throw new Refusal("potential", "reserved function name");
  const t = T.variable(freshName("t", [F, g, domain, z, ...m]));
  const c = T.variable(freshName("c", [F, g, domain, z, ...m]));
  const value = (fam: Term): Term => instantiate(abstract(F, [z]), [fam]);
  const callH = (fam: Term): Term => T.call(H, [0], [fam], ranges);
  const everyPoint = (f: Formula): Formula => {
    const hint = (z as Term & { k: "var" }).name;
    return T.quantified("all", { hint, sort: T.sortOf(z), over: ranges }, abstract(T.implies(domain, f), [z]));
  };
  const field = (at1: (fam: Term) => Term): Formula => {
    const body = abstract(at1(update(z, m, t)), [t]);
    let f: Formula = T.hasDeriv("t", body, at(z, m), g);
    for (let i = m.length - 1; i >= 0; i--) {
      const r = ranges[i] as Range;
      const name = (m[i] as Term & { k: "var" }).name;
      f = forRange(name, r.lo, r.hi, abstract(f, [m[i] as Term]));
    }
    return everyPoint(f);
  };
  const unique = exists([c], everyPoint(T.eq(callH(z), T.add(value(z), c))));
  return T.and(field(value), T.allFun(H, T.implies(field(callH), unique)));
}
