/** All partial derivatives at once. */
import { beforeEach, expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { gradient } from "../../src/prove/gradient.ts";

beforeEach(() => {
  K.freshArena();
  K.refuel(2_000_000);
});

function softmaxCost(size: number, target: number) {
  const z = K.variable("z", K.familySort(1)) as K.Term & { k: "var" };
  const families: K.Families = new Map([["z", [{ lo: K.int(1), hi: K.int(size) }]]]);
  const sum = K.big("sum", "k", K.int(1), K.int(size), K.exp(K.at(z, [K.bound(0, K.INT)])));
  const cost = K.neg(K.log(K.mul(K.exp(K.at(z, [K.int(target)])), K.inv(sum))));
  return { z, families, sum, cost };
}

it("the softmax cost: y[m] - delta(m, T) for every m", () => {
  const { z, families, sum, cost } = softmaxCost(5, 2);
  const all = gradient(cost, z, families) ?? [];
  expect(all).toHaveLength(5);
  all.forEach((th, i) => {
    const f = th.concl as K.Formula & { k: "eq" };
    const moved = K.update(z, [K.int(i + 1)], K.variable("x"));
    expect(th.hyps).toEqual([]);
    expect(f.l).toBe(K.D("z", K.abstract(K.replaceVar(cost, z, moved), [K.variable("x")]), K.at(z, [K.int(i + 1)])));
    const y = K.mul(K.exp(K.at(z, [K.int(i + 1)])), K.inv(sum));
    expect(K.canonical(f.r)).toBe(K.canonical(i + 1 === 2 ? K.sub(y, K.int(1)) : y));
  });
});

it("a range of symbolic size is refused", () => {
  const { z, cost } = softmaxCost(5, 2);
  const families: K.Families = new Map([["z", [{ lo: K.int(1), hi: K.variable("n", K.INT) }]]]);
  expect(() => gradient(cost, z, families)).toThrow(K.Refusal);
});

it("what has no derivative has no gradient", () => {
  const { z, families } = softmaxCost(3, 1);
  const first = K.at(z, [K.int(1)]);
  const abs = K.ifThen(K.le(K.int(0), first), first, K.neg(first));
  expect(gradient(abs, z, families)).toBeNull();
});
