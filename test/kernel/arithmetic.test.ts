/** Equations and inequalities: combinations, certificates of positivity, order, exp, log and powers. */
import { describe, expect, it } from "vitest";
import type { Term } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { a, b, computed, half, indicator, k, n, one, refuses, row, states, two, x, y, z, zero } from "./support.ts";

const xPositive = K.assume(K.lt(zero, x));
const xNonzero = K.assume(K.not(K.eq(x, zero)));
const closedNumber = (rule: string) => `${rule}: a closed number term is needed`;

describe("LINEAR COMBINATION", () => {
  const xy = K.assume(K.eq(x, y));
  it("proves a goal that is a combination", () => {
    const goal = K.eq(K.mul(x, x), K.mul(y, y));
    states(K.linearCombination(K.mul(x, x), K.mul(y, y), [xy], [K.add(x, y)]), goal, [K.eq(x, y)]);
  });
  it("cancels with a condition only", () => {
    const cancel = K.inverse(xNonzero);
    const th = K.linearCombination(K.div(K.mul(x, y), x), y, [cancel], [y]);
    states(th, K.eq(K.div(K.mul(x, y), x), y), [K.not(K.eq(x, zero))]);
  });
  it("refuses another combination, a cofactor too few, no equation, open terms", () => {
    const wrong = "linearCombination: the combination is not the goal";
    refuses(() => K.linearCombination(x, K.mul(two, y), [xy], [one]), wrong);
    refuses(() => K.linearCombination(zero, one, [], []), wrong);
    refuses(() => K.linearCombination(x, y, [xy], []), "linearCombination: one cofactor per equation");
    refuses(() => K.linearCombination(x, y, [xPositive], [one]), "linearCombination: equations are needed");
    refuses(() => K.linearCombination(K.bound(0), zero, [], []), closedNumber("linearCombination"));
    refuses(() => K.linearCombination(x, y, [xy], [K.bound(0)]), closedNumber("linearCombination"));
    refuses(() => K.linearCombination(x, y, [xy], [z]), closedNumber("linearCombination"));
  });
});

describe("POSITIVSTELLENSATZ", () => {
  const psatz = K.positivstellensatz;
  const wrong = "positivstellensatz: the certificate does not add up to the goal";
  const notStrict = "positivstellensatz: no row is strictly positive";
  it("a square is not negative", () => {
    const goal = K.le(zero, K.add(K.mul(x, x), K.mul(K.int(-2), x, y), K.mul(y, y)));
    states(psatz(goal, [], [row([], K.sub(x, y))]), goal);
  });
  it("products of premises, positive coefficients", () => {
    const goal = K.lt(zero, K.mul(two, x, x));
    states(psatz(goal, [xPositive], [row([0, 0], one, K.rational(2n))]), goal, [K.lt(zero, x)]);
  });
  it("equations with cofactors", () => {
    const same = K.assume(K.eq(y, K.mul(x, x)));
    states(psatz(K.le(zero, y), [], [row([], x)], [same], [one]), K.le(zero, y), [K.eq(y, K.mul(x, x))]);
  });
  it("a contradiction", () => {
    const th = psatz(K.falsum(), [K.assume(K.lt(x, zero)), K.assume(K.le(zero, x))], [row([0]), row([1])]);
    states(th, K.falsum(), [K.lt(x, zero), K.le(zero, x)]);
  });
  it("refuses a strict goal without a strict row", () => {
    refuses(() => psatz(K.lt(zero, K.mul(x, x)), [], [row([], x)]), notStrict);
    refuses(() => psatz(K.lt(zero, zero), [], []), notStrict);
    refuses(() => psatz(K.falsum(), [], []), notStrict);
    refuses(() => psatz(K.falsum(), [], [row([], zero)]), notStrict);
    refuses(() => psatz(K.lt(zero, x), [K.assume(K.le(zero, x))], [row([0])]), notStrict);
    // One premise of a product is not strict; a root may be 0.
    const weak = [xPositive, K.assume(K.le(zero, y))];
    refuses(() => psatz(K.lt(zero, K.mul(x, y)), weak, [row([0, 1])]), notStrict);
    refuses(() => psatz(K.lt(zero, K.mul(x, y, y)), [xPositive], [row([0], y)]), notStrict);
    refuses(() => psatz(K.lt(zero, K.exp(x)), [], [row([], K.exp(K.mul(half, x)))]), notStrict);
  });
  it("refuses coefficients that are not positive", () => {
    const message = "positivstellensatz: a coefficient is not positive";
    for (const c of [K.rational(-1n), K.ZERO, K.rational(-1n, 2n)]) {
      refuses(() => psatz(K.le(one, zero), [], [row([], one, c)]), message);
    }
  });
  it("refuses a sum that is another, premises that are not there, other shapes", () => {
    refuses(() => psatz(K.le(zero, x), [], [row([], x)]), wrong);
    refuses(() => psatz(K.le(zero, K.neg(x)), [xPositive], [row([0])]), wrong);
    const missing = "positivstellensatz: a row uses a premise that is not there";
    for (const i of [1, -1, 0.5, Number.NaN]) refuses(() => psatz(K.le(zero, x), [xPositive], [row([i])]), missing);
    refuses(() => psatz(K.eq(x, x), [], []), "positivstellensatz: the goal is not an inequality");
    const equation = K.assume(K.eq(x, y));
    refuses(() => psatz(K.le(x, y), [equation], [row([0])]), "positivstellensatz: a premise is not an inequality");
    refuses(() => psatz(K.le(x, y), [], [], [equation], []), "positivstellensatz: one cofactor per equation");
    refuses(() => psatz(K.le(zero, K.bound(0)), [], []), closedNumber("positivstellensatz"));
    refuses(() => psatz(K.le(zero, x), [], [row([], K.bound(0))]), closedNumber("positivstellensatz"));
  });
});

describe("order", () => {
  it("TOTAL ORDER, ANTISYMMETRY", () => {
    states(K.totalOrder(x, y), K.or(K.le(x, y), K.lt(y, x)));
    const [le, ge] = [K.assume(K.le(x, y)), K.assume(K.le(y, x))];
    states(K.antisymmetry(le, ge), K.eq(x, y), [K.le(x, y), K.le(y, x)]);
  });
  it("refuse open terms and other premises", () => {
    refuses(() => K.totalOrder(x, K.bound(0)), closedNumber("totalOrder"));
    const message = "antisymmetry: a ≤ b and b ≤ a are needed";
    refuses(() => K.antisymmetry(K.assume(K.le(x, y)), K.assume(K.le(x, y))), message);
    refuses(() => K.antisymmetry(K.assume(K.lt(x, y)), K.assume(K.le(y, x))), message);
  });
  it("INTEGER STEP", () => {
    states(K.integerStep(K.assume(K.lt(k, n))), K.le(K.add(k, one), n), [K.lt(k, n)]);
  });
  it("INTEGER STEP refuses reals and ≤", () => {
    const integers = "integerStep: integer terms are needed";
    for (const t of [x, half, K.inv(n), K.ipow(n, k), K.ipow(n, K.int(-1)), K.pi(), K.exp(zero)]) {
      refuses(() => K.integerStep(K.assume(K.lt(zero, t))), integers);
      refuses(() => K.integerStep(K.assume(K.lt(t, n))), integers);
    }
    refuses(() => K.integerStep(K.assume(K.le(k, n))), "integerStep: a < b is needed");
  });
});

describe("inverse, exp, log", () => {
  it("INVERSE", () => {
    states(K.inverse(xNonzero), K.eq(K.mul(x, K.inv(x)), one), [K.not(K.eq(x, zero))]);
  });
  it("INVERSE refuses other conditions", () => {
    const message = "inverse: a ≠ 0 is needed";
    const others = [
      K.eq(x, zero),
      K.lt(zero, x),
      K.not(K.eq(zero, x)),
      K.not(K.eq(x, one)),
      K.implies(K.eq(x, zero), K.verum()),
    ];
    for (const f of others) refuses(() => K.inverse(K.assume(f)), message);
  });
  it("EXP POSITIVE, EXP TANGENT", () => {
    states(K.expPositive(x), K.lt(zero, K.exp(x)));
    states(K.expTangent(x), K.le(K.add(one, x), K.exp(x)));
    refuses(() => K.expPositive(K.bound(0)), closedNumber("expPositive"));
    refuses(() => K.expTangent(z), closedNumber("expTangent"));
  });
  it("EXP LOG", () => {
    states(K.expLog(xPositive), K.eq(K.exp(K.log(x)), x), [K.lt(zero, x)]);
    for (const f of [K.le(zero, x), K.lt(x, zero), K.not(K.eq(x, zero))]) {
      refuses(() => K.expLog(K.assume(f)), "expLog: 0 < a is needed");
    }
  });
});

describe("powers", () => {
  it("POWER and REAL POWER of a positive base", () => {
    const value = (t: Term) => K.exp(K.mul(t, K.log(x)));
    states(K.power(xPositive, n), K.eq(K.ipow(x, n), value(n)), [K.lt(zero, x)]);
    states(K.realPower(xPositive, y), K.eq(K.rpow(x, y), value(y)), [K.lt(zero, x)]);
  });
  it("refuse a base that may be 0 or less, and exponents of another kind", () => {
    const weak = K.assume(K.le(zero, x));
    refuses(() => K.power(weak, n), "power: 0 < a is needed");
    refuses(() => K.realPower(weak, y), "realPower: 0 < a is needed");
    refuses(() => K.power(xPositive, y), "term: an integer term is needed here");
    refuses(() => K.power(xPositive, half), "term: an integer term is needed here");
    refuses(() => K.power(xPositive, K.bound(0, K.INT)), closedNumber("power"));
    refuses(() => K.realPower(xPositive, K.bound(0)), closedNumber("realPower"));
  });
  it("ZERO POWER", () => {
    states(K.zeroPower(xPositive), K.eq(K.rpow(zero, x), zero), [K.lt(zero, x)]);
    refuses(() => K.zeroPower(K.assume(K.le(zero, x))), "zeroPower: 0 < a is needed");
  });
  it("NEXT POWER", () => {
    const condition = K.or(K.le(zero, n), K.not(K.eq(a, zero)));
    const next = K.eq(K.ipow(a, K.add(n, one)), K.mul(K.ipow(a, n), a));
    states(K.nextPower(K.assume(condition)), next, [condition]);
  });
  it("NEXT POWER refuses other conditions: 0^(-1)·0 is not 0^0", () => {
    const message = "nextPower: 0 ≤ n ∨ a ≠ 0 is needed";
    const others = [
      K.le(zero, n),
      K.or(K.lt(zero, n), K.not(K.eq(a, zero))),
      K.or(K.le(one, n), K.not(K.eq(a, zero))),
      K.or(K.le(zero, n), K.not(K.eq(a, one))),
      K.or(K.le(zero, n), K.eq(a, zero)),
      K.or(K.not(K.eq(a, zero)), K.le(zero, n)),
    ];
    for (const f of others) refuses(() => K.nextPower(K.assume(f)), message);
    const real = K.or(K.le(zero, x), K.not(K.eq(a, zero)));
    refuses(() => K.nextPower(K.assume(real)), "term: an integer term is needed here");
  });
});

describe("IF TRUE, IF FALSE", () => {
  const test = K.lt(x, y);
  it("choose the branch", () => {
    states(K.ifTrue(K.assume(test), a, b), K.eq(K.ifThen(test, a, b), a), [test]);
    states(K.ifFalse(K.assume(K.not(test)), a, b), K.eq(K.ifThen(test, a, b), b), [K.not(test)]);
  });
  it("refuse open branches and what is no negation", () => {
    refuses(() => K.ifTrue(K.assume(test), K.bound(0), b), closedNumber("ifTrue"));
    refuses(() => K.ifFalse(K.assume(K.not(test)), a, z), closedNumber("ifFalse"));
    refuses(() => K.ifFalse(K.assume(test), a, b), "ifFalse: a negation is needed");
    refuses(() => K.ifFalse(K.assume(K.implies(test, test)), a, b), "ifFalse: a negation is needed");
  });
  it("leave overlapping and uncovered cases to their tests", () => {
    const piecewise = K.add(K.mul(indicator(K.le(x, zero)), a), K.mul(indicator(K.le(zero, x)), b));
    refuses(() => K.ring(piecewise, K.ifThen(K.le(x, zero), a, b)), "ring: the normal forms differ");
    expect(computed(K.lt(zero, one)).hyps).toEqual([]);
  });
});
