/** Predicates by their defining formulas: what has none, and what may not stand in them. */
import { describe, expect, it } from "vitest";
import type { Formula, PredName, Term } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { a, all, k, m, N, one, refuses, states, truth, two, x, y, z, zero } from "./support.ts";

const X = K.bound(0);
const REAL = [{ hint: "x", sort: K.REAL }];
const FAMILY = [{ hint: "z", sort: K.familySort(1), over: [{ lo: one, hi: N }] }];
const pred = (name: PredName, args: Term[], xs: K.Binder[] = REAL, domain: Formula = K.verum()): Formula =>
  K.pred(name, xs, domain, args);
const depends = "unfold: a value depends on the variable of the predicate";

describe("UNFOLD and FOLD", () => {
  it("go there and back", () => {
    const f = pred("bounded-below", [K.mul(X, X)]);
    states(K.unfoldPredicate(K.assume(f)), K.unfold(f), [f]);
    states(K.foldPredicate(f, K.assume(K.unfold(f))), f, [K.unfold(f)]);
    const other = pred("bounded-above", [K.mul(X, X)]);
    refuses(() => K.foldPredicate(other, K.assume(K.unfold(f))), "foldPredicate: the premise is not the definition");
    refuses(
      () => K.foldPredicate(pred("bounded-below", [K.bound(1)]), truth()),
      "foldPredicate: the premise is not the definition",
    );
    refuses(() => K.unfoldPredicate(truth()), "unfold: a predicate is needed");
  });
  it("increasing compares any two points of the domain in their order", () => {
    const f = pred("strictly-increasing", [K.exp(X)], REAL, K.lt(zero, X));
    const body = K.implies(K.and(K.and(K.lt(zero, x), K.lt(zero, y)), K.lt(x, y)), K.lt(K.exp(x), K.exp(y)));
    expect(K.unfold(f)).toBe(all(x, all(y, body)));
  });
});

describe("values that depend on the variable", () => {
  it("a minimum, its place, an infimum, a limit", () => {
    refuses(() => K.unfold(pred("minimum", [X, X, zero])), depends);
    refuses(() => K.unfold(pred("minimum", [X, zero, X])), depends);
    refuses(() => K.unfold(pred("infimum", [X, X])), depends);
    refuses(() => K.unfold(pred("limit:at:num", [X, zero, X])), depends);
    refuses(() => K.unfold(pred("limit:at:num", [X, X, zero])), depends);
  });
});

describe("shapes", () => {
  it("as many terms as the definition takes", () => {
    refuses(() => K.unfold(pred("convex", [X, X])), "unfold: convex takes 1 terms");
    refuses(() => K.unfold(pred("strictly-convex", [X, zero])), "unfold: strictly-convex takes 1 terms");
    refuses(() => K.unfold(pred("minimum", [X, zero])), "unfold: minimum takes 3 terms");
    refuses(() => K.unfold(pred("infimum", [X])), "unfold: infimum takes 2 terms");
    refuses(() => K.unfold(pred("same-minimisers", [X])), "unfold: same-minimisers takes 2 terms");
    refuses(() => K.unfold(pred("continuous", [X, X])), "unfold: continuous takes 1 terms");
    refuses(() => K.unfold(pred("limit:inf:num", [X])), "unfold: limit:inf:num takes 3 terms");
    refuses(() => K.unfold(pred("increasing", [X, X])), "unfold: increasing takes 1 terms");
    refuses(() => K.unfold(pred("bounded-below", [X, X])), "unfold: bounded-below takes 1 terms");
  });
  it("one number variable where order or distance is meant", () => {
    const message = "unfold: one number variable is needed";
    for (const name of ["increasing", "continuous", "limit:at:num"] as const) {
      refuses(() => K.unfold(pred(name, [one], FAMILY)), message);
      refuses(() => K.unfold(pred(name, [one], [...REAL, ...REAL])), message);
    }
  });
  it("families are updated at closed indices, within their arity", () => {
    refuses(() => K.update(z, [K.bound(0, K.INT)], one), "update: closed terms are needed");
    refuses(() => K.update(z, [k], X), "update: closed terms are needed");
    refuses(() => K.update(z, [k, m], one), "update: a family and its indices are needed");
    refuses(() => K.update(x, [k], one), "update: a family and its indices are needed");
    expect(K.canonical(K.at(K.update(z, [k], one), [k]))).toBe(one);
  });
});

describe("POTENTIAL", () => {
  const ranges = [{ lo: one, hi: N }];
  const g = K.mul(two, K.at(z, [k]));
  const F = K.at(z, [one]);
  it("is one function for all indices", () => {
    expect(K.potential(z, ranges, [k], g, F, K.verum()).k).toBe("and");
    const message = "potential: the potential depends on the index";
    refuses(() => K.potential(z, ranges, [k], g, K.at(z, [k]), K.verum()), message);
    refuses(() => K.potential(z, ranges, [k], g, F, K.lt(zero, K.at(z, [k]))), message);
    refuses(() => K.potential(z, ranges, [one], g, F, K.verum()), message);
  });
  it("is compared with a function of a new name", () => {
    const named = (t: Term): Term => K.call("H'1", [0], [t]);
    const message = "potential: reserved function name";
    refuses(() => K.potential(z, ranges, [k], named(a), F, K.verum()), message);
    refuses(() => K.potential(z, ranges, [k], g, named(a), K.verum()), message);
    refuses(() => K.potential(z, ranges, [k], g, F, K.eq(named(a), zero)), message);
  });
});

describe("nesting", () => {
  it("ends before the stack does", () => {
    let t = x;
    const deeper = (): void => {
      for (let i = 0; i < 1300; i++) t = K.exp(t);
    };
    refuses(deeper, "term: nesting deeper than 1200");
  });
});
