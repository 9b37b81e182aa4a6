/** Rules of finite sums and products, and induction; empty ranges above all. */
import { describe, it } from "vitest";
import type { Formula, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import {
  all,
  at,
  computed,
  each,
  eachOf,
  k,
  m,
  N,
  n,
  one,
  prod,
  refuses,
  states,
  sum,
  two,
  x,
  z,
  zero,
} from "./support.ts";

const zk = at(z, k);
const forEach = (rule: string) => `${rule}: ∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed`;
const positiveTerms = eachOf(one, N, K.expPositive(zk));
const nonempty = K.assume(K.le(one, N));

describe("SUM EXTENSIONALITY", () => {
  const equal = each(one, N, K.eq(zk, K.exp(zk)));
  it("sums and products", () => {
    const h = K.assume(equal);
    states(K.extensionality("sum", h), K.eq(sum(one, N, zk), sum(one, N, K.exp(zk))), [equal]);
    states(K.extensionality("prod", h), K.eq(prod(one, N, zk), prod(one, N, K.exp(zk))), [equal]);
  });
  it("refuses bodies that are not said to be equal", () => {
    refuses(() => K.extensionality("sum", positiveTerms), "extensionality: equal bodies are needed");
    refuses(() => K.extensionality("min" as "sum", K.assume(equal)), "term: sum or prod expected");
  });
  it("refuses a free index, an unguarded or otherwise guarded quantifier", () => {
    const body = K.eq(zk, zk);
    const guard = K.and(K.le(one, k), K.le(k, N));
    const others: Formula[] = [
      body,
      all(k, body),
      all(k, K.implies(K.le(one, k), body)),
      all(k, K.implies(K.and(K.le(k, N), K.le(one, k)), body)),
      all(k, K.implies(K.and(K.le(one, k), K.lt(k, N)), body)),
      all(k, K.implies(K.and(K.le(one, m), K.le(m, N)), body)),
      all(k, K.implies(K.and(K.le(one, k), K.le(k, K.add(k, one))), body)),
      all(k, K.implies(K.or(K.le(one, k), K.le(k, N)), body)),
      all(x, K.implies(K.and(K.le(one, x), K.le(x, N)), body)),
    ];
    for (const f of others) refuses(() => K.extensionality("sum", K.assume(f)), forEach("extensionality"));
    states(K.extensionality("sum", K.assume(all(k, K.implies(guard, body)))), K.eq(sum(one, N, zk), sum(one, N, zk)), [
      all(k, K.implies(guard, body)),
    ]);
  });
});

describe("signs of sums", () => {
  it("SUM NONNEGATIVE", () => {
    const h = each(one, N, K.le(zero, zk));
    states(K.sumNonnegative(K.assume(h)), K.le(zero, sum(one, N, zk)), [h]);
  });
  it("SUM POSITIVE needs a term", () => {
    const th = K.sumPositive(positiveTerms, nonempty);
    states(th, K.lt(zero, sum(one, N, K.exp(zk))), [K.le(one, N)]);
    refuses(() => K.sumPositive(positiveTerms, K.assume(K.le(zero, N))), "sumPositive: lo ≤ hi is needed");
    refuses(() => K.sumPositive(positiveTerms, K.assume(K.lt(zero, N))), "sumPositive: lo ≤ hi is needed");
    refuses(() => K.sumPositive(positiveTerms, K.assume(K.le(one, n))), "sumPositive: lo ≤ hi is needed");
  });
  it("refuse the other sign, and a sign of one term", () => {
    const weak = K.assume(each(one, N, K.le(zero, zk)));
    refuses(() => K.sumPositive(weak, nonempty), "sumPositive: 0 < f(k) is needed");
    refuses(() => K.productPositive(weak), "productPositive: 0 < f(k) is needed");
    refuses(() => K.sumNonnegative(positiveTerms), "sumNonnegative: 0 ≤ f(k) is needed");
    refuses(() => K.sumNonnegative(K.assume(each(one, N, K.le(one, zk)))), "sumNonnegative: 0 ≤ f(k) is needed");
    refuses(() => K.sumNonnegative(K.assume(K.le(zero, zk))), forEach("sumNonnegative"));
    refuses(() => K.sumPositive(K.expPositive(zk), nonempty), forEach("sumPositive"));
    refuses(() => K.productPositive(K.expPositive(zk)), forEach("productPositive"));
  });
  it("PRODUCT POSITIVE, of an empty product too", () => {
    states(K.productPositive(positiveTerms), K.lt(zero, prod(one, N, K.exp(zk))));
  });
});

describe("parts of a range", () => {
  const whole = sum(one, N, zk);
  it("SPLIT", () => {
    const [low, high] = [K.le(one, K.add(m, one)), K.le(m, N)];
    const parts = K.add(sum(one, m, zk), sum(K.add(m, one), N, zk));
    states(K.split(whole, m, K.assume(low), K.assume(high)), K.eq(whole, parts), [low, high]);
    const product = prod(one, N, zk);
    const factors = K.mul(prod(one, m, zk), prod(K.add(m, one), N, zk));
    states(K.split(product, m, K.assume(low), K.assume(high)), K.eq(product, factors), [low, high]);
  });
  it("SPLIT refuses a place outside, and a place that is no integer", () => {
    const needed = "split: lo ≤ m + 1 and m ≤ hi are needed";
    const [low, high] = [K.assume(K.le(one, K.add(m, one))), K.assume(K.le(m, N))];
    refuses(() => K.split(whole, m, low, K.assume(K.le(m, K.add(N, one)))), needed);
    refuses(() => K.split(whole, m, K.assume(K.le(zero, m)), high), needed);
    refuses(() => K.split(whole, m, high, low), needed);
    refuses(() => K.split(whole, x, low, high), "split: an integer to split after is needed");
    refuses(() => K.split(x, m, low, high), "split: a sum or product is needed");
    refuses(
      () => K.split(K.big("sum", "k", K.bound(0, K.INT), N, one), m, low, high),
      "split: an integer to split after is needed",
    );
  });
  it("EMPTY RANGE", () => {
    const empty = K.assume(K.lt(N, one));
    states(K.emptyRange(whole, empty), K.eq(whole, zero), [K.lt(N, one)]);
    states(K.emptyRange(prod(one, N, zk), empty), K.eq(prod(one, N, zk), one), [K.lt(N, one)]);
    for (const f of [K.le(N, one), K.le(N, zero), K.lt(n, one), K.lt(one, N)]) {
      refuses(() => K.emptyRange(whole, K.assume(f)), "emptyRange: hi < lo is needed");
    }
    refuses(() => K.emptyRange(x, empty), "emptyRange: a sum or product is needed");
  });
  it("SINGLE TERM", () => {
    const only = K.eq(one, N);
    states(K.singleTerm(whole, K.assume(only)), K.eq(whole, at(z, one)), [only]);
    for (const f of [K.eq(N, one), K.le(one, N), K.eq(one, n)]) {
      refuses(() => K.singleTerm(whole, K.assume(f)), "singleTerm: lo = hi is needed");
    }
    refuses(() => K.singleTerm(K.ipow(x, two), K.assume(only)), "singleTerm: a sum or product is needed");
  });
  it("COUNT", () => {
    const room = K.le(one, K.add(N, one));
    states(K.count(K.assume(room)), K.eq(sum(one, N, one), K.add(N, K.int(-1), one)), [room]);
  });
  it("COUNT refuses ranges shorter than empty, and reals", () => {
    const needed = "count: lo ≤ hi + 1 is needed";
    for (const f of [
      K.le(one, N),
      K.lt(one, K.add(N, one)),
      K.le(one, K.add(one, N)),
      K.le(one, K.add(N, two)),
      K.le(one, K.add(x, one)),
      K.le(x, K.add(N, one)),
    ]) {
      refuses(() => K.count(K.assume(f)), needed);
    }
  });
});

describe("INDUCTION", () => {
  // Σ_{1..n} 1 = n, from 0 on.
  const property = (t: K.Term): Formula => K.eq(sum(one, t, one), t);
  const under = K.abstract(property(n), [n]);
  const base = (): Theorem => K.ring(sum(one, zero, one), zero);
  const step = (): Theorem => {
    const from = K.le(zero, n);
    const hyp = K.and(from, property(n));
    const [low, here] = [K.left(K.assume(hyp)), K.right(K.assume(hyp))];
    const next = K.add(n, one);
    const lowNext = K.positivstellensatz(K.le(one, next), [low], [{ coef: K.ONE, uses: [0], root: one }]);
    const high = K.positivstellensatz(K.le(n, next), [], [{ coef: K.ONE, uses: [], root: one }]);
    const split = K.split(sum(one, next, one), n, lowNext, high);
    const last = K.singleTerm(sum(next, next, one), K.reflexivity(next));
    const th = K.linearCombination(sum(one, next, one), next, [split, last, here], [one, one, one]);
    return K.generalise(n, K.discharge(hyp, th), "n");
  };
  it("proves a property from a start on", () => {
    states(K.induction(under, zero, base(), step()), all(n, K.implies(K.le(zero, n), property(n))));
  });
  it("refuses another base, another step, another start", () => {
    const noBase = "induction: the base is not the property at the start";
    const noStep = "induction: the step does not fit the property";
    refuses(() => K.induction(under, one, base(), step()), noBase);
    refuses(() => K.induction(under, zero, K.reflexivity(zero), step()), noBase);
    refuses(() => K.induction(under, zero, base(), base()), noStep);
    const back = all(n, K.implies(K.and(K.le(zero, n), property(K.add(n, one))), property(n)));
    refuses(() => K.induction(under, zero, base(), K.assume(back)), noStep);
    const same = all(n, K.implies(K.and(K.le(zero, n), property(n)), property(n)));
    refuses(() => K.induction(under, zero, base(), K.assume(same)), noStep);
    const later = all(n, K.implies(K.and(K.le(one, n), property(n)), property(K.add(n, one))));
    refuses(() => K.induction(under, zero, base(), K.assume(later)), noStep);
    const overReals = all(x, K.implies(K.and(K.le(zero, x), K.eq(x, x)), K.eq(K.add(x, one), K.add(x, one))));
    refuses(() => K.induction(K.eq(K.bound(0), K.bound(0)), zero, K.reflexivity(zero), K.assume(overReals)), noStep);
  });
  it("refuses two holes, and a start that is no integer", () => {
    const bad = "induction: bad property or start";
    refuses(() => K.induction(K.eq(K.bound(0, K.INT), K.bound(1, K.INT)), zero, base(), step()), bad);
    refuses(() => K.induction(under, K.num(K.rational(1n, 2n)), base(), step()), bad);
    refuses(() => K.induction(under, K.bound(0, K.INT), base(), step()), bad);
  });
  it("says nothing below its start", () => {
    const th = K.specialise(K.induction(under, zero, base(), step()), K.int(-2));
    states(th, K.implies(K.le(zero, K.int(-2)), property(K.int(-2))));
    // Σ_{1..-2} 1 is 0, not -2.
    states(computed(K.lt(K.int(-2), sum(one, K.int(-2), one))), K.lt(K.int(-2), sum(one, K.int(-2), one)));
  });
});
