import { describe, expect, it } from "vitest";
import type { Formula, Term, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";

const x = K.variable("x");
const a = K.variable("a");
const bound = K.bound(0);

/** exp′(a) = exp(a)·1. */
const expDerivative = (): Theorem => K.derivExp(K.derivIdentity(a));
/** near a: 0 < exp(x). */
const expNear = (): Theorem => K.nearPositive(expDerivative(), K.expPositive(a));

function refuses(run: () => Theorem, reason: string): void {
  expect(run).toThrow(K.Refusal);
  expect(run).toThrow(reason);
}

describe("near by its definition", () => {
  it("unfolds to a radius", () => {
    const th = K.unfoldNear(expNear());
    const d = K.variable("d");
    const inside = K.and(K.lt(K.sub(a, d), x), K.lt(x, K.add(a, d)));
    const all = K.quantified(
      "all",
      { hint: "x", sort: K.REAL },
      K.abstract(K.implies(inside, K.lt(K.int(0), K.exp(x))), [x]),
    );
    const body = K.abstract(K.and(K.lt(K.int(0), d), all), [d]);
    expect(th.concl).toBe(K.quantified("some", { hint: "d", sort: K.REAL }, body));
    expect(th.hyps).toHaveLength(0);
  });
  it("folds what it unfolds", () => {
    const th = expNear();
    expect(K.foldNear(th.concl, K.unfoldNear(th)).concl).toBe(th.concl);
  });
  it("refuses a theorem that is not about a neighbourhood", () => {
    refuses(() => K.unfoldNear(K.expPositive(a)), "a fact near a point is needed");
  });
  it("refuses a fact near another point", () => {
    const other = K.near("x", K.add(a, K.int(1)), K.lt(K.int(0), K.exp(bound)));
    refuses(() => K.foldNear(other, K.unfoldNear(expNear())), "not what the formula means");
  });
  it("refuses another fact near the point", () => {
    const other = K.near("x", a, K.lt(K.int(1), K.exp(bound)));
    refuses(() => K.foldNear(other, K.unfoldNear(expNear())), "not what the formula means");
  });
  it("refuses to fold what is no neighbourhood", () => {
    refuses(() => K.foldNear(K.lt(K.int(0), K.exp(a)), K.expPositive(a)), "a fact near a point is needed");
  });
  it("keeps a fact at the point alone from being one around it", () => {
    // x = a at a; not near a.
    const here = K.reflexivity(a);
    refuses(() => K.foldNear(K.near("x", a, K.eq(bound, a)), here), "not what the formula means");
  });
  it("keeps the hypotheses", () => {
    const h = K.near("x", a, K.lt(K.int(0), bound));
    expect(K.unfoldNear(K.assume(h)).hyps).toEqual([h]);
  });
});

describe("derivatives by their definition", () => {
  const limitOf = (body: (y: Term) => Term, point: Term, value: Term): Formula =>
    K.pred("limit:at:num", [{ hint: "x", sort: K.REAL }], K.verum(), [K.abstract(body(x), [x]), point, value]);

  it("unfolds to the limit of the difference quotient", () => {
    const th = K.unfoldDerivative(expDerivative());
    const q = (y: Term): Term => K.mul(K.sub(K.exp(y), K.exp(a)), K.inv(K.sub(y, a)));
    expect(th.concl).toBe(limitOf(q, a, K.mul(K.exp(a), K.int(1))));
    expect(th.hyps).toHaveLength(0);
  });
  it("folds what it unfolds", () => {
    const th = expDerivative();
    expect(K.foldDerivative(th.concl, K.unfoldDerivative(th)).concl).toBe(th.concl);
  });
  it("refuses a theorem that is no derivative", () => {
    refuses(() => K.unfoldDerivative(K.expPositive(a)), "a derivative is needed");
  });
  it("refuses a derivative at another point", () => {
    const other = K.hasDeriv("x", K.exp(bound), x, K.mul(K.exp(a), K.int(1)));
    refuses(() => K.foldDerivative(other, K.unfoldDerivative(expDerivative())), "not what the formula means");
  });
  it("refuses another value of the derivative", () => {
    const other = K.hasDeriv("x", K.exp(bound), a, K.exp(a));
    refuses(() => K.foldDerivative(other, K.unfoldDerivative(expDerivative())), "not what the formula means");
  });
  it("refuses the derivative of another function", () => {
    const other = K.hasDeriv("x", K.mul(K.int(2), K.exp(bound)), a, K.mul(K.exp(a), K.int(1)));
    refuses(() => K.foldDerivative(other, K.unfoldDerivative(expDerivative())), "not what the formula means");
  });
  it("refuses a limit from one side for the two-sided one", () => {
    const abs = (y: Term): Term => K.ifThen(K.le(K.int(0), y), y, K.neg(y));
    const q = K.mul(K.sub(abs(x), abs(K.int(0))), K.inv(K.sub(x, K.int(0))));
    const right = K.pred("limit:right:num", [{ hint: "x", sort: K.REAL }], K.verum(), [
      K.abstract(q, [x]),
      K.int(0),
      K.int(1),
    ]);
    const kink = K.hasDeriv("x", K.abstract(abs(x), [x]), K.int(0), K.int(1));
    refuses(() => K.foldDerivative(kink, K.assume(right)), "not what the formula means");
  });
  it("refuses a limit within a smaller domain", () => {
    const q = K.mul(K.sub(K.exp(x), K.exp(a)), K.inv(K.sub(x, a)));
    const domain = K.abstract(K.lt(a, x), [x]);
    const narrow = K.pred("limit:at:num", [{ hint: "x", sort: K.REAL }], domain, [K.abstract(q, [x]), a, K.exp(a)]);
    refuses(
      () => K.foldDerivative(K.hasDeriv("x", K.exp(bound), a, K.exp(a)), K.assume(narrow)),
      "not what the formula means",
    );
  });
  it("refuses a loose point", () => {
    refuses(
      () => K.foldDerivative(K.hasDeriv("x", K.exp(bound), bound, K.int(1)), K.expPositive(a)),
      "a derivative is needed",
    );
  });
});

describe("replay", () => {
  it("knows the rules by name", () => {
    for (const name of ["unfoldNear", "foldNear", "unfoldDerivative", "foldDerivative"])
      expect(K.ruleNames()).toContain(name);
    const near = expNear();
    expect(K.applyRule("unfoldNear", [near], []).concl).toBe(K.unfoldNear(near).concl);
    expect(K.applyRule("foldNear", [K.unfoldNear(near)], [near.concl]).concl).toBe(near.concl);
    const d = expDerivative();
    expect(K.applyRule("unfoldDerivative", [d], []).concl).toBe(K.unfoldDerivative(d).concl);
    expect(K.applyRule("foldDerivative", [K.unfoldDerivative(d)], [d.concl]).concl).toBe(d.concl);
  });
  it("refuses missing premises and arguments", () => {
    expect(() => K.applyRule("unfoldNear", [], [])).toThrow(K.Refusal);
    expect(() => K.applyRule("foldDerivative", [K.unfoldDerivative(expDerivative())], [])).toThrow(K.Refusal);
  });
});
