/** A short run of the fuzzer with fixed seeds; `npm run fuzz -- --minutes n` looks further. */
import { describe, expect, it } from "vitest";
import { parseProposition } from "../../src/language/read.ts";
import { Meaning } from "./meaning.ts";
import { soundness } from "./soundness.ts";

describe("statements at random", () => {
  it.each([1, 2])("nothing false is proved, nothing true is refuted: seed %i", async (seed) => {
    const found = await soundness(seed, 10);
    expect(found.wrong).toEqual([]);
    expect(found.proved).toBeGreaterThan(0);
    expect(found.refuted).toBeGreaterThan(0);
    expect(found.points).toBeGreaterThan(50);
  });
});

describe("the meaning that they are compared with", () => {
  const numbers = new Map([
    ["x", 0],
    ["y", -1],
    ["n", 2],
    ["K", 2],
    ["i", 2],
  ]);
  const m = new Meaning({ numbers, z: [3, 5], w: [1, 1, 1] });
  it.each([
    ["x/x = 1", "undefined"],
    ["x^0 = 1", true],
    ["x^n = 0", true],
    ["y^(1/2) = 1", "undefined"],
    ["log(y) < 0", "undefined"],
    ["0*log(x) = 0", "undefined"],
    ["x = 0 or 1/x > 0", true],
    ["1/x > 0 or x = 0", "undefined"],
    ["sum(k in 1..K, z[k]) = 8", true],
    ["sum(k in K..1, z[k]) = 0", true],
    ["sum(k in 1..K + 1, z[k]) = 8", "undefined"],
    ["z[i] = 3", false],
    ["at(z[2], z[k] = k) = 2", true],
    ["at(z[3], z[k] = k) = 3", "undefined"],
    ["diff(x^2, x) = 1", false],
    ["sum(k in {0, 0}, 1) = 1", true],
  ] as const)("%s", (text, wanted) => {
    const { prop } = parseProposition(text);
    expect(prop === null ? null : m.truth(prop)).toBe(wanted);
  });
});
