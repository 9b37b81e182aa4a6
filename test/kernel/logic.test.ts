/** Natural deduction: each rule once as it should go, then each way in which it must not. */
import { describe, expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { a, all, b, k, one, refuses, row, some, states, truth, two, x, y, z, zero } from "./support.ts";

const P = K.lt(x, y);
const Q = K.lt(y, x);
const R = K.eq(x, one);
const loose = K.eq(K.bound(0), zero);
const lost = "a bound variable has lost its binder";
const notInteger = "instantiate: a term of sort real does not fit a variable of sort int";

describe("hypotheses", () => {
  it("ASSUME", () => states(K.assume(P), P, [P]));
  it("ASSUME refuses a loose formula", () => refuses(() => K.assume(loose), `assume: ${lost}`));
  it("DISCHARGE takes a hypothesis away, and only that", () => {
    states(K.discharge(P, K.assume(P)), K.implies(P, P));
    states(K.discharge(Q, K.assume(P)), K.implies(Q, P), [P]);
  });
  it("DISCHARGE refuses a loose formula", () => refuses(() => K.discharge(loose, truth()), `discharge: ${lost}`));
  it("MODUS PONENS", () => {
    states(K.modusPonens(K.assume(K.implies(P, Q)), K.assume(P)), Q, [K.implies(P, Q), P]);
  });
  it("MODUS PONENS refuses another left side, and what is no implication", () => {
    const message = "modusPonens: the premises do not fit";
    refuses(() => K.modusPonens(K.assume(K.implies(P, Q)), K.assume(Q)), message);
    refuses(() => K.modusPonens(K.assume(P), K.assume(P)), message);
  });
});

describe("connectives", () => {
  it("BOTH, LEFT, RIGHT", () => {
    const th = K.both(K.assume(P), K.assume(Q));
    states(th, K.and(P, Q), [P, Q]);
    states(K.left(th), P, [P, Q]);
    states(K.right(th), Q, [P, Q]);
  });
  it("LEFT and RIGHT refuse other formulas", () => {
    refuses(() => K.left(K.assume(K.or(P, Q))), "left: a conjunction is needed");
    refuses(() => K.right(K.assume(P)), "right: a conjunction is needed");
  });
  it("EITHER", () => {
    states(K.eitherLeft(K.assume(P), Q), K.or(P, Q), [P]);
    states(K.eitherRight(P, K.assume(Q)), K.or(P, Q), [Q]);
    refuses(() => K.eitherLeft(K.assume(P), loose), `eitherLeft: ${lost}`);
    refuses(() => K.eitherRight(loose, K.assume(P)), `eitherRight: ${lost}`);
  });
  it("CASES takes from each case its own hypothesis only", () => {
    const split = K.assume(K.or(P, Q));
    states(K.cases(split, K.assume(R), K.assume(R)), R, [K.or(P, Q), R]);
    const onLeft = K.left(K.both(K.assume(R), K.both(K.assume(P), K.assume(Q))));
    states(K.cases(split, onLeft, K.assume(R)), R, [K.or(P, Q), R, Q]);
  });
  it("CASES refuses different conclusions and what is no disjunction", () => {
    const split = K.assume(K.or(P, Q));
    refuses(() => K.cases(split, K.assume(P), K.assume(Q)), "cases: the cases conclude differently");
    refuses(() => K.cases(K.assume(P), K.assume(R), K.assume(R)), "cases: a disjunction is needed");
  });
  it("ABSURD", () => {
    states(K.absurd(K.assume(K.falsum()), P), P, [K.falsum()]);
    refuses(() => K.absurd(K.assume(P), Q), "absurd: a contradiction is needed");
    refuses(() => K.absurd(K.assume(K.falsum()), loose), `absurd: ${lost}`);
  });
  it("EXCLUDED MIDDLE", () => {
    states(K.excludedMiddle(P), K.or(P, K.not(P)));
    refuses(() => K.excludedMiddle(loose), `excludedMiddle: ${lost}`);
  });
});

describe("quantifiers", () => {
  const seen = (rule: string, name: string) => `${rule}: ${name} is free in a hypothesis or in the conclusion`;
  it("GENERALISE", () => states(K.generalise(x, K.expPositive(x)), all(x, K.lt(zero, K.exp(x)))));
  it("GENERALISE refuses a variable of a hypothesis, and what is no variable", () => {
    refuses(() => K.generalise(x, K.assume(P)), seen("generalise", "x"));
    refuses(() => K.generalise(K.exp(x), truth()), "generalise: a variable is needed");
  });
  it("GENERALISE refuses a name that stands for an integer and a real", () => {
    const i = K.variable("x", K.INT);
    refuses(() => K.generalise(x, K.reflexivity(K.add(x, i))), "abstract: x occurs with two sorts");
    refuses(() => K.generalise(i, K.assume(P)), seen("generalise", "x"));
  });
  it("SPECIALISE", () => {
    const th = K.specialise(K.generalise(x, K.expPositive(x)), K.add(x, y));
    states(th, K.lt(zero, K.exp(K.add(x, y))));
  });
  it("SPECIALISE refuses a real for an integer, a family for a number", () => {
    const th = K.generalise(k, K.ring(k, k));
    for (const t of [x, K.num(K.rational(1n, 2n)), K.inv(two), K.pi(), K.ipow(two, K.int(-1))]) {
      refuses(() => K.specialise(th, t), notInteger);
    }
    const real = K.generalise(x, K.reflexivity(x));
    refuses(() => K.specialise(real, z), "instantiate: a term of sort family does not fit a variable of sort real");
    // Even where the variable does not occur.
    refuses(() => K.specialise(K.generalise(k, truth()), x), notInteger);
  });
  it("SPECIALISE refuses a family of reals for one of integers, and another arity", () => {
    const of = K.variable("c", K.familySort(1, "int"));
    const th = K.generalise(of, K.reflexivity(K.at(of, [one])));
    const message = "instantiate: a term of sort family does not fit a variable of sort family";
    refuses(() => K.specialise(th, z), message);
    refuses(() => K.specialise(th, K.variable("w", K.familySort(2, "int"))), message);
    const numbers = K.familyOf([{ hint: "k", sort: K.INT }], K.add(K.bound(0, K.INT), one));
    expect(K.specialise(th, numbers).concl).toBe(K.eq(K.add(one, one), K.add(one, one)));
  });
  it("SPECIALISE refuses a loose term and what is not universal", () => {
    refuses(() => K.specialise(K.generalise(x, truth()), K.bound(0)), `specialise: ${lost}`);
    refuses(() => K.specialise(K.assume(some(x, P)), y), "specialise: a universal formula is needed");
  });
  it("SPECIALISE does not capture: ∀x. ∃y. x < y at y is ∃x. y < x", () => {
    const th = K.assume(all(x, some(y, P)));
    expect(K.specialise(th, y).concl).toBe(some(x, K.lt(y, x)));
  });
  it("WITNESS", () => {
    const claim = some(x, K.eq(x, one));
    states(K.witness(claim, one, K.reflexivity(one)), claim);
  });
  it("WITNESS refuses another instance, a term of another sort, another formula", () => {
    const claim = some(x, K.eq(x, one));
    refuses(() => K.witness(claim, two, K.reflexivity(one)), "witness: the premise is not the instance");
    const integer = some(k, K.eq(K.mul(two, k), one));
    refuses(() => K.witness(integer, K.inv(two), K.ring(K.mul(two, K.inv(two)), one)), notInteger);
    refuses(() => K.witness(all(x, R), one, K.reflexivity(one)), "witness: an existential formula is needed");
    const open = K.quantified("some", { hint: "x", sort: K.REAL }, K.eq(K.bound(1), zero));
    refuses(() => K.witness(open, one, truth()), `witness: ${lost}`);
  });
  it("CHOOSE", () => {
    const th = K.assume(some(x, K.eq(x, one)));
    const found = K.witness(some(x, K.eq(one, x)), a, K.symmetry(K.assume(K.eq(a, one))));
    states(K.choose(th, a, found), some(x, K.eq(one, x)), [th.concl]);
  });
  it("CHOOSE refuses a variable that is seen elsewhere", () => {
    const th = K.assume(some(x, K.eq(x, b)));
    refuses(() => K.choose(th, a, K.assume(K.eq(a, b))), seen("choose", "a"));
    refuses(() => K.choose(th, b, truth()), seen("choose", "b"));
    const stays = K.left(K.both(truth(), K.assume(K.eq(a, one))));
    refuses(() => K.choose(th, a, stays), seen("choose", "a"));
    refuses(() => K.choose(th, one, truth()), "choose: a variable is needed");
    refuses(() => K.choose(K.assume(P), a, truth()), "choose: an existential formula is needed");
    refuses(() => K.choose(th, k, truth()), "choose: the variable has another sort");
  });
  it("INSTANCE", () => states(K.instance(K.expPositive(x), x, y), K.lt(zero, K.exp(y))));
  it("INSTANCE refuses a variable of a hypothesis, and a term of another sort", () => {
    refuses(() => K.instance(K.assume(P), x, one), seen("instance", "x"));
    refuses(() => K.instance(K.reflexivity(k), k, x), notInteger);
    refuses(() => K.instance(K.expPositive(x), x, K.bound(0)), `instance: ${lost}`);
    refuses(() => K.instance(K.expPositive(x), K.exp(x), one), "instance: a variable is needed");
  });
});

describe("every function", () => {
  const f = (t: K.Term): K.Term => K.call("f", [0], [t]);
  const same = K.everyFunction("f", K.reflexivity(f(one)));
  const captured = "instantiate: a function would be captured";
  it("FOR EVERY FUNCTION", () => states(same, K.allFun("f", K.eq(f(one), f(one)))));
  it("refuses a function of a hypothesis", () => {
    const th = K.assume(K.eq(f(one), zero));
    refuses(() => K.everyFunction("f", th), "everyFunction: f occurs in a hypothesis");
  });
  it("binds its function: the free one of the same name does not come under it", () => {
    const hole = K.bound(0);
    const equal = K.assume(K.eq(f(one), zero));
    const inside = (t: K.Term) => K.allFun("f", K.eq(t, f(one)));
    refuses(() => K.rewrite(equal, inside(hole), same), captured);
    refuses(() => K.congruence(K.ifThen(inside(hole), one, zero), [equal]), captured);
    const open = K.reflexivity(K.ifThen(inside(x), one, zero));
    refuses(() => K.specialise(K.generalise(x, open), f(one)), captured);
    refuses(() => K.instance(open, x, f(one)), captured);
    refuses(() => K.witness(some(x, inside(x)), f(one), same), captured);
    refuses(() => K.nearHere(K.assume(K.near("x", f(one), inside(hole)))), captured);
    // An integer that depends on f: as the only index of a sum, of a family, in a delta.
    const step = K.ifThen(K.eq(f(one), zero), one, zero);
    const test = K.ifThen(inside(K.bound(0, K.INT)), one, zero);
    refuses(() => K.singleTerm(K.big("sum", "k", step, step, test), K.reflexivity(step)), captured);
    refuses(() => K.at(K.familyOf([{ hint: "k", sort: K.INT }], test), [step]), captured);
    const delta = K.ifThen(K.eq(k, step), one, zero);
    refuses(() => K.canonical(K.mul(delta, K.instantiate(test, [k]))), captured);
  });
  it("lets another function in", () => {
    const g = K.call("g", [0], [x]);
    const th = K.generalise(x, K.everyFunction("f", K.reflexivity(K.add(x, f(x)))));
    expect(K.specialise(th, g).concl).toBe(K.allFun("f", K.eq(K.add(g, f(g)), K.add(g, f(g)))));
  });
});

describe("equality", () => {
  const xy = K.assume(K.eq(x, y));
  it("REFLEXIVITY, SYMMETRY, TRANSITIVITY", () => {
    states(K.reflexivity(x), K.eq(x, x));
    states(K.symmetry(xy), K.eq(y, x), [K.eq(x, y)]);
    states(K.transitivity(xy, K.assume(K.eq(y, a))), K.eq(x, a), [K.eq(x, y), K.eq(y, a)]);
  });
  it("refuse what is no equation, and links that do not meet", () => {
    refuses(() => K.symmetry(K.assume(P)), "symmetry: an equation is needed");
    refuses(() => K.transitivity(xy, K.assume(P)), "transitivity: equations are needed");
    refuses(() => K.transitivity(xy, K.assume(K.eq(x, a))), "transitivity: the middle terms differ");
    refuses(() => K.reflexivity(K.bound(0)), `reflexivity: ${lost}`);
    refuses(() => K.reflexivity(z), "term: a family stands where a number is needed");
  });
  it("REWRITE changes the marked place only", () => {
    const th = K.assume(K.lt(x, K.add(x, one)));
    const context = K.lt(x, K.add(K.bound(0), one));
    states(K.rewrite(xy, context, th), K.lt(x, K.add(y, one)), [K.eq(x, y), th.concl]);
  });
  it("REWRITE refuses another premise, more than one hole, no equation", () => {
    const th = K.assume(P);
    refuses(() => K.rewrite(xy, K.lt(K.bound(0), one), th), "rewrite: the premise is not the context's instance");
    refuses(() => K.rewrite(xy, K.lt(K.bound(0), K.bound(1)), th), "rewrite: the context has more than one hole");
    refuses(() => K.rewrite(th, K.lt(K.bound(0), y), th), "rewrite: an equation is needed");
  });
  it("REWRITE keeps integer places for integer terms", () => {
    const th = K.assume(K.eq(K.ipow(a, k), one));
    const hole = K.eq(K.ipow(a, K.bound(0, K.INT)), one);
    refuses(() => K.rewrite(K.assume(K.eq(k, x)), hole, th), notInteger);
  });
  it("CONGRUENCE", () => {
    const th = K.congruence(K.exp(K.mul(K.bound(1), K.bound(0))), [xy, K.reflexivity(a)]);
    states(th, K.eq(K.exp(K.mul(x, a)), K.exp(K.mul(y, a))), [K.eq(x, y)]);
  });
  it("CONGRUENCE from x = x² at a point says nothing about the functions x and x²", () => {
    const square = K.ipow(x, two);
    const made = K.congruence(K.D("x", K.bound(1), x), [K.assume(K.eq(x, square))]).concl;
    // Both sides are derivatives of constants.
    expect(made).toBe(K.eq(K.D("x", x, x), K.D("x", square, x)));
    expect(made).not.toBe(K.eq(K.D("x", K.bound(0), x), K.D("x", K.ipow(K.bound(0), two), x)));
  });
  it("CONGRUENCE refuses holes without an equation", () => {
    refuses(() => K.congruence(K.add(K.bound(0), K.bound(1)), [xy]), "congruence: the context has too many holes");
    refuses(() => K.congruence(K.bound(0), [K.assume(P)]), "congruence: equations are needed");
  });
});

describe("what must not follow", () => {
  it("a case split that forgets equality", () => {
    expect(K.totalOrder(a, b).concl).toBe(K.or(K.le(a, b), K.lt(b, a)));
  });
  it("an interval from its ends", () => {
    const value = K.mul(y, K.sub(one, y));
    const at0 = K.linearCombination(value, zero, [K.assume(K.eq(y, zero))], [K.sub(one, y)]);
    const at1 = K.linearCombination(value, zero, [K.assume(K.eq(y, one))], [K.neg(y)]);
    const ends = K.or(K.eq(y, zero), K.eq(y, one));
    states(K.cases(K.assume(ends), at0, at1), K.eq(value, zero), [ends]);
    const inside = K.assume(K.and(K.le(zero, y), K.le(y, one)));
    refuses(() => K.cases(inside, at0, at1), "cases: a disjunction is needed");
  });
  it("anything from hypotheses that only look contradictory", () => {
    const sides = [K.assume(K.le(x, zero)), K.assume(K.le(zero, x))];
    refuses(
      () => K.positivstellensatz(K.falsum(), sides, [row([0]), row([1])]),
      "positivstellensatz: no row is strictly positive",
    );
  });
});
