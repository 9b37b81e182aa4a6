/** Definedness: read from left to right, families within their ranges, free and bound. */
import { describe, expect, it } from "vitest";
import type { Families, Formula, Term } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { all, at, k, N, one, refuses, some, sum, two, x, y, z, zero } from "./support.ts";

const none: Families = new Map();
const zRanges: Families = new Map([["z", [{ lo: one, hi: N }]]]);
const three = K.int(3);
const positive = (t: Term): Formula => K.lt(zero, t);
const nonzero = (t: Term): Formula => K.not(K.eq(t, zero));
const inside = (i: Term): Formula => K.and(K.le(one, i), K.le(i, N));
const says = (f: Formula | Term, wanted: Formula, families: Families = none): void => {
  expect(K.defined(f, families)).toBe(wanted);
};
const log = (t: Term): Formula => K.eq(K.log(t), zero);
/** ∀w over the ranges. φ, with w a family of one index. */
const w = K.variable("w", K.familySort(1));
const bind = (quantifier: "all" | "some", f: Formula, hi: Term | null): Formula => {
  const over = hi === null ? undefined : [{ lo: one, hi }];
  return K.quantified(quantifier, { hint: "w", sort: K.familySort(1), over }, K.abstract(f, [w]));
};
/** A predicate of one family over 1..hi. */
const predicate = (name: K.PredName, args: Term[], hi: Term): Formula =>
  K.pred(
    name,
    [{ hint: "w", sort: K.familySort(1), over: [{ lo: one, hi }] }],
    K.verum(),
    args.map((t) => K.abstract(t, [w])),
  );

describe("terms", () => {
  it("asks for what each operation needs", () => {
    says(K.add(x, K.mul(y, K.exp(x))), K.verum());
    says(K.inv(x), nonzero(x));
    says(K.inv(two), K.verum());
    says(K.inv(zero), nonzero(zero));
    says(K.log(x), positive(x));
    says(K.log(two), K.verum());
    says(K.log(zero), positive(zero));
    says(K.ipow(x, two), K.verum());
    says(K.ipow(x, zero), K.verum());
    says(K.ipow(x, K.int(-1)), K.or(K.le(zero, K.int(-1)), nonzero(x)));
    says(K.ipow(x, k), K.or(K.le(zero, k), nonzero(x)));
    says(K.rpow(two, x), K.verum());
    says(K.rpow(x, y), K.or(positive(x), K.and(K.eq(x, zero), positive(y))));
  });
  it("asks for the terms of a sum within its range only, and for the branch taken only", () => {
    const guard = K.and(K.le(one, k), K.le(k, N));
    says(sum(one, N, K.log(k)), all(k, K.implies(guard, positive(k))));
    const test = K.lt(zero, x);
    says(K.ifThen(test, K.log(x), zero), K.implies(test, positive(x)));
    says(K.ifThen(test, zero, K.log(x)), K.implies(K.not(test), positive(x)));
    says(K.ifThen(log(x), one, zero), positive(x));
  });
  it("does not let a factor 0 excuse the other factor", () => {
    says(K.mul(zero, K.log(zero)), positive(zero));
    says(K.sub(K.inv(x), K.inv(x)), nonzero(x));
  });
  it("asks a derivative to be defined near the point and to exist", () => {
    const f = K.D("x", K.log(K.bound(0)), x);
    const exists = some(y, K.hasDeriv("x", K.log(K.bound(0)), x, y));
    says(f, K.and(K.near("x", x, positive(K.bound(0))), exists));
  });
  it("asks an integral to be defined and continuous between its ends, in either order", () => {
    const between = (t: Term): Formula => K.or(K.and(K.le(zero, t), K.le(t, one)), K.and(K.le(one, t), K.le(t, zero)));
    const f = K.integral("x", K.log(K.bound(0)), zero, one);
    const continuous = K.pred("continuous", [{ hint: "x", sort: K.REAL }], between(K.bound(0)), [K.log(K.bound(0))]);
    says(f, K.and(all(x, K.implies(between(x), positive(x))), continuous));
  });
});

describe("formulas, from left to right", () => {
  const P = K.lt(x, y);
  it("and, implies: the right side where the left one holds; or: where it fails", () => {
    says(K.and(P, log(x)), K.implies(P, positive(x)));
    says(K.implies(P, log(x)), K.implies(P, positive(x)));
    says(K.or(P, log(x)), K.implies(K.not(P), positive(x)));
    says(K.and(log(x), P), positive(x));
    says(K.and(log(x), log(y)), K.and(positive(x), K.implies(log(x), positive(y))));
  });
  it("quantifiers: everywhere, for ∃ too", () => {
    says(all(x, log(x)), all(x, positive(x)));
    says(some(x, log(x)), all(x, positive(x)));
  });
});

describe("families", () => {
  it("a component within its range", () => {
    says(at(z, k), inside(k), zRanges);
    says(at(z, K.add(N, one)), inside(K.add(N, one)), zRanges);
  });
  it("a family whose ranges nobody said is refused", () => {
    refuses(() => K.defined(at(z, k), none), "defined: the family z has no declared range");
    refuses(
      () => K.defined(bind("all", K.eq(at(w, one), zero), null), none),
      "defined: the family w'1 has no declared range",
    );
  });
  it("a bound family within its own ranges: w has no component 4 in 1..3", () => {
    const beyond = K.eq(at(w, K.int(4)), zero);
    const wanted = all(w, K.and(K.le(one, K.int(4)), K.le(K.int(4), three)));
    for (const quantifier of ["all", "some"] as const) says(bind(quantifier, beyond, three), wanted);
  });
  it("a bound family is another than the declared one of that name", () => {
    const renamed = K.quantified(
      "all",
      { hint: "z", sort: K.familySort(1), over: [{ lo: one, hi: three }] },
      K.eq(at(K.bound(0, K.familySort(1)), two), zero),
    );
    says(renamed, all(w, K.and(K.le(one, two), K.le(two, three))), zRanges);
  });
  it("the ranges are part of a binder: formulas that differ in them are different", () => {
    const f = K.eq(at(w, one), zero);
    expect(bind("all", f, three)).not.toBe(bind("all", f, two));
    expect(bind("all", f, three)).not.toBe(bind("all", f, null));
    const th = K.generalise(w, K.reflexivity(at(w, one)), "w", [{ lo: one, hi: N }]);
    expect(K.instance(th, N, three).concl).toBe(bind("all", K.eq(at(w, one), at(w, one)), three));
  });
  it("ranges are integers, one for each index, of families only", () => {
    const binder = (sort: K.Sort, over: K.Range[]) => () => K.quantified("all", { hint: "w", sort, over }, K.verum());
    const message = "formula: a family has one range for each index";
    refuses(binder(K.REAL, [{ lo: one, hi: two }]), message);
    refuses(binder(K.familySort(2), [{ lo: one, hi: two }]), message);
    refuses(binder(K.familySort(1), []), message);
    refuses(binder(K.familySort(1), [{ lo: one, hi: x }]), "term: an integer term is needed here");
  });
  it("in predicates", () => {
    const wanted = all(w, K.implies(K.verum(), K.and(K.le(one, K.int(4)), K.le(K.int(4), N))));
    says(predicate("convex", [at(w, K.int(4))], N), wanted);
    says(predicate("bounded-below", [at(w, K.int(4))], N), wanted);
    says(predicate("convex", [K.mul(x, y)], N), K.verum());
  });
  it("the place of a minimum is asked for within the ranges only", () => {
    const place = K.familyOf([{ hint: "k", sort: K.INT }], K.inv(K.bound(0, K.INT)));
    const f = K.pred("minimum", [{ hint: "w", sort: K.familySort(1), over: [{ lo: one, hi: N }] }], K.verum(), [
      zero,
      zero,
      place,
    ]);
    says(f, all(w, K.implies(K.verum(), all(k, K.implies(inside(k), nonzero(k))))));
  });
  it("points of a strictly convex function differ within the ranges", () => {
    const f = predicate("strictly-convex", [at(w, one)], N);
    expect(K.freeNames(K.unfold(f))).toEqual(["N"]);
    const unknown = K.pred("strictly-convex", [{ hint: "w", sort: K.familySort(1) }], K.verum(), [zero]);
    refuses(() => K.unfold(unknown), "unfold: a range of a family is missing");
  });
});
