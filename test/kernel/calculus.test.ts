/** Derivatives at a point and facts near a point: each rule as it should go, then what it must refuse. */
import { describe, expect, it } from "vitest";
import type { Formula, Term, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { a, all, at, b, eachOf, k, N, n, one, refuses, states, sum, truth, two, x, y, z, zero } from "./support.ts";

const X = K.bound(0);
/** λx. x at a, λx. x at b, λx. c. */
const id = K.derivIdentity(a);
const elsewhere = K.derivIdentity(b);
const deriv = (body: Term, point: Term, value: Term): Formula => K.hasDeriv("x", body, point, value);
const needs = (rule: string, what = "a derivative is needed") => `${rule}: ${what}`;
const near = (body: Formula, point: Term = a): Formula => K.near("x", point, body);

describe("structural rules", () => {
  it("constant and identity, of closed terms", () => {
    states(K.derivConstant(y, a), deriv(y, a, zero));
    states(id, deriv(X, a, one));
    refuses(() => K.derivConstant(X, a), "derivConstant: closed terms are needed");
    refuses(() => K.derivConstant(y, X), "derivConstant: closed terms are needed");
    refuses(() => K.derivIdentity(X), "derivIdentity: a closed term is needed");
  });
  it("sum and product, at one point", () => {
    states(K.derivAdd([id, K.derivConstant(y, a)]), deriv(K.add(X, y), a, K.add(one, zero)));
    states(K.derivMul([id, id]), deriv(K.mul(X, X), a, K.add(K.mul(one, a), K.mul(one, a))));
    refuses(() => K.derivAdd([id, elsewhere]), "derivAdd: the points differ");
    refuses(() => K.derivMul([id, elsewhere]), "derivMul: the points differ");
    refuses(() => K.derivAdd([truth()]), needs("derivAdd"));
    refuses(() => K.derivMul([truth()]), needs("derivMul"));
  });
  it("exp, log where positive, inverse where not 0", () => {
    states(K.derivExp(id), deriv(K.exp(X), a, K.mul(K.exp(a), one)));
    const positive = K.assume(K.lt(zero, a));
    states(K.derivLog(id, positive), deriv(K.log(X), a, K.mul(one, K.inv(a))), [K.lt(zero, a)]);
    for (const f of [K.le(zero, a), K.lt(zero, b), K.lt(a, zero), K.not(K.eq(a, zero))])
      refuses(() => K.derivLog(id, K.assume(f)), "derivLog: 0 < f(a) is needed");
    const nonzero = K.not(K.eq(a, zero));
    expect(K.derivInv(id, K.assume(nonzero)).hyps).toEqual([nonzero]);
    for (const f of [K.eq(a, zero), K.not(K.eq(b, zero)), K.lt(zero, a)])
      refuses(() => K.derivInv(id, K.assume(f)), "derivInv: f(a) ≠ 0 is needed");
    for (const run of [
      () => K.derivExp(truth()),
      () => K.derivLog(truth(), positive),
      () => K.derivInv(truth(), positive),
    ])
      expect(run).toThrow("a derivative is needed");
  });
  it("integer power: of any function for 0 ≤ n, else where it is not 0", () => {
    const condition = K.or(K.le(zero, n), K.not(K.eq(a, zero)));
    const value = K.mul(n, K.ipow(a, K.add(n, K.int(-1))), one);
    states(K.derivPower(id, n, K.assume(condition)), deriv(K.ipow(X, n), a, value), [condition]);
    for (const f of [
      K.or(K.le(zero, n), K.not(K.eq(b, zero))),
      K.le(zero, n),
      K.or(K.le(zero, k), K.not(K.eq(a, zero))),
    ])
      refuses(() => K.derivPower(id, n, K.assume(f)), "derivPower: 0 ≤ n ∨ f(a) ≠ 0 is needed");
    refuses(() => K.derivPower(id, K.bound(0, K.INT), K.assume(condition)), "derivPower: the exponent must be closed");
  });
  it("a sum of symbolic length, from every term of its range", () => {
    const term = K.derivMul([K.derivConstant(at(z, k), a), id]);
    const th = K.derivSum(eachOf(one, N, term));
    expect(th.concl.k).toBe("hasDeriv");
    refuses(() => K.derivSum(term), "derivSum: ∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed");
    refuses(() => K.derivSum(eachOf(one, N, truth())), needs("derivSum"));
    refuses(() => K.derivSum(eachOf(one, N, K.derivIdentity(at(z, k)))), "derivSum: the point depends on the index");
  });
  it("Σ log p[k] is not differentiated from one p[k] > 0", () => {
    const one_ = K.derivLog(id, K.assume(K.lt(zero, a)));
    expect(() => K.derivSum(one_)).toThrow("∀k");
  });
  it("unknown functions: the chain rule, at one point", () => {
    states(K.derivCall("f", [0], [id]), deriv(K.call("f", [0], [X]), a, K.add(K.mul(K.call("f", [1], [a]), one))));
    refuses(() => K.derivCall("f", [0, 0], [id, elsewhere]), "derivCall: the points differ");
    refuses(() => K.derivCall("f", [0], [truth()]), needs("derivCall"));
    refuses(() => K.derivCall("f", [0, 0], [id]), "term: call: one order per argument");
  });
});

describe("what holds near a point", () => {
  const always = (f: Formula): Theorem => K.assume(all(x, f));
  const square = K.mul(X, X);
  it("LOCAL takes an equation near the point, never at it", () => {
    const same = K.assume(near(K.eq(X, square)));
    states(K.derivLocal(same, id), deriv(square, a, one), [same.concl]);
    const message = "derivLocal: an equation near the point is needed";
    refuses(() => K.derivLocal(K.assume(K.eq(a, K.mul(a, a))), id), message);
    refuses(() => K.derivLocal(K.assume(near(K.eq(X, square), b)), id), message);
    refuses(() => K.derivLocal(K.assume(near(K.eq(square, X))), id), message);
    refuses(() => K.derivLocal(K.assume(near(K.le(X, square))), id), message);
    refuses(() => K.derivLocal(same, truth()), needs("derivLocal"));
  });
  it("VALUE and UNIQUE", () => {
    states(K.derivValue(id), K.eq(K.D("x", X, a), one));
    states(K.derivUnique(id, K.assume(deriv(X, a, y))), K.eq(one, y), [deriv(X, a, y)]);
    refuses(() => K.derivValue(truth()), needs("derivValue"));
    const message = "derivUnique: two derivatives of one function at one point are needed";
    refuses(() => K.derivUnique(id, elsewhere), message);
    refuses(() => K.derivUnique(id, K.derivMul([id])), message);
    refuses(() => K.derivUnique(id, truth()), needs("derivUnique"));
  });
  it("NEAR ALL over the reals only", () => {
    const th = always(K.lt(zero, K.exp(x)));
    states(K.nearAll(th, a), near(K.lt(zero, K.exp(X))), [th.concl]);
    const integers = K.assume(all(k, K.le(k, N)));
    refuses(() => K.nearAll(integers, a), "nearAll: ∀x over the reals is needed");
    refuses(() => K.nearAll(truth(), a), "nearAll: ∀x over the reals is needed");
    refuses(() => K.nearAll(th, X), "nearAll: a closed point is needed");
  });
  it("NEAR POSITIVE from a derivative and 0 < u(a), not from 0 ≤ u(a)", () => {
    states(K.nearPositive(id, K.assume(K.lt(zero, a))), near(K.lt(zero, X)), [K.lt(zero, a)]);
    for (const f of [K.le(zero, a), K.lt(zero, b), K.eq(a, zero)])
      refuses(() => K.nearPositive(id, K.assume(f)), "nearPositive: 0 < u(a) is needed");
    refuses(() => K.nearPositive(truth(), K.assume(K.lt(zero, a))), needs("nearPositive"));
  });
  it("BOTH, MONOTONE, RANGE, HERE", () => {
    const [p, q] = [K.assume(near(K.lt(zero, X))), K.assume(near(K.lt(X, two)))];
    expect(K.nearBoth(p, q).concl).toBe(near(K.and(K.lt(zero, X), K.lt(X, two))));
    const both = "nearBoth: two facts near one point are needed";
    refuses(() => K.nearBoth(p, K.assume(near(K.lt(X, two), b))), both);
    refuses(() => K.nearBoth(p, truth()), both);
    const imp = always(K.implies(K.lt(zero, x), K.le(zero, x)));
    expect(K.nearMonotone(p, imp).concl).toBe(near(K.le(zero, X)));
    const monotone = "nearMonotone: near a: φ and ∀x. φ ⇒ ψ are needed";
    refuses(() => K.nearMonotone(q, imp), monotone);
    refuses(() => K.nearMonotone(imp, imp), monotone);
    refuses(() => K.nearMonotone(p, K.assume(K.implies(K.lt(zero, a), K.le(zero, a)))), monotone);
    const integers = K.assume(all(k, K.implies(K.lt(zero, k), K.le(zero, k))));
    refuses(() => K.nearMonotone(p, integers), monotone);
    const every = K.nearRange(eachOf(one, N, K.nearAll(K.generalise(x, K.expPositive(x)), a)));
    expect(every.concl.k).toBe("near");
    const range = "nearRange: near one point for every k is needed";
    refuses(() => K.nearRange(eachOf(one, N, truth())), range);
    refuses(() => K.nearRange(eachOf(one, N, K.nearAll(K.generalise(x, K.expPositive(x)), at(z, k)))), range);
    states(K.nearHere(p), K.lt(zero, a), [p.concl]);
    refuses(() => K.nearHere(truth()), "nearHere: a fact near a point is needed");
  });
});

describe("what must not follow", () => {
  it("a derivative of a sum's terms in the free index of a hypothesis", () => {
    expect(() => K.generalise(k, K.assume(K.lt(zero, at(z, k))))).toThrow("free in a hypothesis");
    expect(sum(one, N, at(z, k)).k).toBe("sum");
  });
  it("x = 0 makes x² and x the same function", () => {
    const point = K.assume(K.eq(x, zero));
    expect(() => K.generalise(x, point)).toThrow("free in a hypothesis");
  });
});
