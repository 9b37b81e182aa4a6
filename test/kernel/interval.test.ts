/** Certified enclosures against known digits; directed rounding; what is refused. */
import { describe, expect, it } from "vitest";
import type { Term } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { a, computed, half, indicator, k, one, prod, refuses, states, sum, two, x, zero } from "./support.ts";

const q = (num: bigint, den = 1n): Term => K.num(K.rational(num, den));

/** The digits, cut off after the last one, enclose the value in steps of that digit. */
function hasDigits(t: Term, digits: string, bits = 256): void {
  const [whole, fraction] = digits.replace("-", "").split(".") as [string, string];
  const den = 10n ** BigInt(fraction.length);
  const cut = BigInt(whole + fraction);
  const [lo, hi] = digits.startsWith("-") ? [-cut - 1n, -cut] : [cut, cut + 1n];
  states(K.enclosed(K.lt(q(lo, den), t), bits), K.lt(q(lo, den), t));
  states(K.enclosed(K.lt(t, q(hi, den)), bits), K.lt(t, q(hi, den)));
  const { lo: l, hi: h } = K.enclosure(t, bits);
  expect(h - l).toBeLessThan(1n << 40n);
}

describe("fifty known digits", () => {
  it("e", () => hasDigits(K.exp(one), "2.71828182845904523536028747135266249775724709369995"));
  it("π", () => hasDigits(K.pi(), "3.14159265358979323846264338327950288419716939937510"));
  it("log 2", () => hasDigits(K.log(two), "0.69314718055994530941723212145817656807550013436025"));
  it("log 10", () => hasDigits(K.log(q(10n)), "2.30258509299404568401799145468436420760110148862877"));
  it("log 1/3", () => hasDigits(K.log(q(1n, 3n)), "-1.09861228866810969139524523692252570464749055782274"));
  it("exp(-1)", () => hasDigits(K.exp(q(-1n)), "0.36787944117144232159552377016146086744581113103176"));
  it("√2", () => hasDigits(K.rpow(two, half), "1.41421356237309504880168872420969807856967187537694"));
  it("exp(π)", () => hasDigits(K.exp(K.pi()), "23.1406926327792690057290863679485473802661062426002"));
});

describe("enclosures hold what they enclose", () => {
  const identities: [string, Term][] = [
    ["log exp 7 = 7", K.sub(K.log(K.exp(q(7n))), q(7n))],
    ["exp log 7 = 7", K.sub(K.exp(K.log(q(7n))), q(7n))],
    ["log of a huge number", K.sub(K.log(q(10n ** 40n)), K.mul(q(40n), K.log(q(10n))))],
    ["exp 100·exp -100 = 1", K.sub(K.mul(K.exp(q(100n)), K.exp(q(-100n))), one)],
    ["1/3·3 = 1", K.sub(K.mul(K.inv(q(3n)), q(3n)), one)],
    ["(-2/3)^3 = -8/27", K.add(K.ipow(q(-2n, 3n), K.int(3)), q(8n, 27n))],
    ["(2/3)^-2 = 9/4", K.sub(K.ipow(q(2n, 3n), K.int(-2)), q(9n, 4n))],
    ["log(3/4) by parts", K.sub(K.log(q(3n, 4n)), K.sub(K.log(q(3n)), K.mul(two, K.log(two))))],
  ];
  it.each(identities)("%s, to within a few units at every precision", (_, t) => {
    for (const bits of [8, 16, 53, 64, 200, 1000]) {
      const { lo, hi } = K.enclosure(t, bits);
      expect(lo <= 0n && hi >= 0n, `${bits} bits: [${lo}, ${hi}]`).toBe(true);
      refuses(() => K.enclosed(K.lt(zero, t), bits), "enclosed: the enclosure does not decide the inequality");
      refuses(() => K.enclosed(K.lt(t, zero), bits), "enclosed: the enclosure does not decide the inequality");
    }
  });
  it("is monotone in the precision", () => {
    const t = K.mul(K.exp(K.log(q(3n, 7n))), K.pi());
    const coarse = K.enclosure(t, 32);
    const fine = K.enclosure(t, 128);
    expect(fine.lo >> 96n).toBeGreaterThanOrEqual(coarse.lo);
    expect(-(-fine.hi >> 96n)).toBeLessThanOrEqual(coarse.hi);
  });
  it("rounds outwards", () => {
    const { lo, hi } = K.enclosure(q(1n, 3n), 8);
    expect([lo, hi]).toEqual([85n, 86n]);
    const minus = K.enclosure(q(-1n, 3n), 8);
    expect([minus.lo, minus.hi]).toEqual([-86n, -85n]);
  });
});

describe("sums, products and tests", () => {
  it("writes out finite sums and products", () => {
    expect(computed(K.le(sum(one, K.int(10), k), K.int(55))).hyps).toEqual([]);
    expect(computed(K.le(K.int(120), prod(one, K.int(5), k))).hyps).toEqual([]);
    computed(K.le(sum(two, one, K.log(zero)), zero));
    computed(K.le(prod(two, one, zero), one));
  });
  it("takes the branch that is decided, and no other", () => {
    computed(K.lt(K.ifThen(K.lt(one, two), zero, K.log(zero)), one));
    computed(K.lt(K.ifThen(K.eq(q(1n, 3n), q(2n, 3n)), K.log(zero), zero), one));
    computed(K.le(one, indicator(K.or(K.lt(two, one), K.implies(K.falsum(), K.falsum())))));
    computed(K.le(indicator(K.and(K.le(one, one), K.not(K.eq(one, one)))), zero));
  });
  it("refuses an undecided test", () => {
    const close = K.ifThen(K.lt(K.exp(K.log(two)), two), zero, one);
    refuses(() => K.enclosure(close, 64), "enclosure: a test is not decided");
    const all = K.quantified("all", { hint: "x", sort: K.REAL }, K.eq(K.bound(0), K.bound(0)));
    refuses(() => K.enclosure(indicator(all), 64), "enclosure: a test is not decided by an enclosure");
  });
  it("0^0 = 1 for an integer exponent, and refuses what is undefined", () => {
    computed(K.le(one, K.ipow(zero, zero)));
    const zeroIn = "enclosure: division by an interval that holds 0";
    refuses(() => K.enclosure(K.inv(zero), 64), zeroIn);
    refuses(() => K.enclosure(K.ipow(zero, K.int(-1)), 64), zeroIn);
    refuses(() => K.enclosure(K.inv(K.sub(K.exp(K.log(two)), two)), 64), zeroIn);
    const notPositive = "enclosure: log of an interval that is not positive";
    refuses(() => K.enclosure(K.log(zero), 64), notPositive);
    refuses(() => K.enclosure(K.log(q(-1n)), 64), notPositive);
    refuses(() => K.enclosure(K.rpow(zero, one), 64), notPositive);
    refuses(() => K.enclosure(K.rpow(q(-1n), two), 64), notPositive);
    // At 8 bits the interval of 2^-20 holds 0.
    refuses(() => K.enclosure(K.log(q(1n, 1n << 20n)), 8), notPositive);
    expect(K.enclosure(K.log(q(1n, 1n << 20n)), 32).hi).toBeLessThan(0n);
  });
});

describe("refusals", () => {
  it("of open terms and of unknown values", () => {
    refuses(() => K.enclosure(x, 64), "enclosure: the term has free variables");
    refuses(() => K.enclosure(K.bound(0), 64), "enclosure: the term has free variables");
    refuses(() => K.enclosure(K.call("f", [0], [one]), 64), "enclosure: the term has free variables");
    refuses(() => K.enclosure(K.D("x", K.bound(0), one), 64), "enclosure: no enclosure of a term of kind D");
    const area = K.integral("x", K.bound(0), zero, one);
    refuses(() => K.enclosure(area, 64), "enclosure: no enclosure of a term of kind integral");
  });
  it("of other precisions", () => {
    for (const bits of [7, 4097, 64.5, Number.NaN, -64, "64"]) {
      refuses(() => K.enclosure(one, bits as number), "enclosure: bits must be 8 to 4096");
    }
  });
  it("of other formulas, and of what is false or equal", () => {
    const undecided = "enclosed: the enclosure does not decide the inequality";
    refuses(() => K.enclosed(K.eq(one, one), 64), "enclosed: an inequality is needed");
    refuses(() => K.enclosed(K.lt(one, one), 64), undecided);
    refuses(() => K.enclosed(K.lt(two, one), 64), undecided);
    refuses(() => K.enclosed(K.le(two, one), 64), undecided);
    states(computed(K.le(one, one)), K.le(one, one));
    refuses(() => K.enclosed(K.lt(a, one), 64), "enclosure: the term has free variables");
  });
  it("of huge numbers, in bounded time", () => {
    refuses(() => K.enclosure(K.exp(q(20_002n)), 64), "limit: exponent beyond 20,000");
    refuses(() => K.enclosure(K.exp(K.exp(q(12n))), 64), "limit: exponent beyond 20,000");
    refuses(() => K.enclosure(K.ipow(two, K.int(10_001)), 64), "limit: power beyond 10,000");
    const big = K.ipow(two, K.int(9_000));
    const bits = "limit: limit of 100,000-bit integers reached";
    refuses(() => K.enclosure(K.ipow(big, K.int(9_000)), 64), bits);
    refuses(() => K.enclosure(prod(one, K.int(4_000), big), 64), bits);
    refuses(() => K.enclosure(sum(one, K.int(5_000), k), 64), "limit: limit of 4096 terms of a sum reached");
    let test = K.le(one, one);
    for (let i = 0; i < 60; i++) test = K.and(test, test);
    refuses(() => K.enclosure(indicator(test), 64), "limit: limit of 200,000 interval operations reached");
  });
});
