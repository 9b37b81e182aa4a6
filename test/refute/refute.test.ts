import { beforeEach, describe, expect, it } from "vitest";
import { Printer } from "../../src/judge/shown.ts";
import * as K from "../../src/kernel/index.ts";
import { findWitness, refute } from "../../src/refute/refute.ts";
import { showCounterexample } from "../../src/refute/shown.ts";
import { statement } from "./claims.ts";

const NAMES = `
var x, y, z, theta : real
var q : (0, 1)
var p : [0, 1]
var K : integer where K >= 1
var u[1..K] : real
var t[1..K] : (0, inf) where sum(k in 1..K, t[k]) = 1
var m, T : 1..K
var r : integer
fun f(x) : (0, 1)
def sigma(v) = 1/(1 + exp(-v))
def s[m in 1..K] = exp(u[m])/sum(k in 1..K, exp(u[k]))
def C = -log(s[T])
def L1 = -(p*log(sigma(z)) + (1 - p)*log(1 - sigma(z)))
def L3 = log(1 + exp(-(2*p - 1)*z))`;

beforeEach(() => {
  K.freshArena();
  K.refuel(2_000_000);
});

function shown(proposition: string) {
  const s = statement(NAMES, proposition);
  const verdict = refute(s.claim);
  if (verdict === null) return null;
  expect(K.isCertified(verdict)).toBe(true);
  const print = new Printer(s);
  const c = showCounterexample(verdict, { term: (t) => print.term(t), formula: (g) => print.formula(g) }, s.prop);
  return { ...c, at: c.assignment.map((a) => `${a.name.text} = ${a.value.text}`).join(", ") };
}

describe("false", () => {
  const CASES: readonly [string, string, string | null, string | null][] = [
    ["sigma(-z) = 1 + sigma(z)", "z = 0", "1/2", "3/2"],
    ["diff(sigma(z), z) = -sigma(z)*(1 - sigma(z))", "z = 0", "1/4", "-1/4"],
    ["diff(C, u[m]) = delta(m, T) - s[m]", "K = 2, u[1] = 0, u[2] = 0, T = 1, m = 1", "-1/2", "1/2"],
    ["sqrt(x^2) = x", "x = -1", "1", "-1"],
    ["sum(k in 1..K, delta(k, r)) = 1", "K = 2, r = 0", "0", "1"],
    ["sum(k in 1..K, t[k]) = 2", "K = 2, t[1] = 1/2, t[2] = 1/2", "1", "2"],
    ["x = 2*y implies x = y", "x = 2, y = 1", "2", "1"],
    ["1/3 = 0.3333333333333333", "", "1/3", "3333333333333333/10000000000000000"],
  ];
  it.each(CASES)("%s", (proposition, at, lhs, rhs) => {
    const c = shown(proposition);
    expect(c?.how).toBe("false");
    expect([c?.at, c?.lhs?.text, c?.rhs?.text]).toEqual([at, lhs, rhs]);
  });

  it("decimals are cut off, never rounded", () => {
    const c = shown("L1 = L3");
    expect(c?.explanation).toBe(
      "At p = 1/2, z = 1 the left side is log(e + 1) - 1/2 = 0.8132…, the right side log(2) = 0.6931….",
    );
    expect(c?.certificate).toBe("interval");
  });

  it("shapes of functions: the points of a chord", () => {
    expect(shown("convex((1 - sigma(z))^2, z)")?.explanation).toBe(
      "From z = -2 to 0: in the middle the value is 0.5344…, the chord 0.5129….",
    );
    expect(shown("strictly_convex(C, u)")?.how).toBe("false");
    expect(shown("increasing(x^2, x)")?.explanation).toBe("At x = -1 the value is 1, at x = 0 it is 0.");
  });

  it("an unknown function gets a concrete value", () => {
    expect(shown("f(x) = 1/2")?.at).toContain("f(x) = sigma(x)");
  });

  it("quantifiers: a value that violates, or none that serves", () => {
    expect(shown("for all v in (0, 1) : v^2 > v")?.explanation).toContain("v = 1/2");
    expect(shown("exists v in (0, 1) : v^2 > v")?.how).toBe("false");
  });
});

describe("undefined", () => {
  it.each([
    ["x/x = 1", "x = 0", "It would help to assume `x != 0`."],
    ["log(x*y) = log(x) + log(y)", "x = 0, y = 0", "because `x*y` is not positive"],
    ["diff(abs(x), x) = sign(x)", "x = 0", "the derivative does not exist"],
  ])("%s", (proposition, at, sentence) => {
    const c = shown(proposition);
    expect([c?.how, c?.at, c?.lhs]).toEqual(["undefined", at, null]);
    expect(c?.explanation).toContain(sentence);
  });
});

it("what is true is not refuted", () => {
  for (const p of [
    "sigma(-z) = 1 - sigma(z)",
    "sum(k in 1..K, s[k]) = 1",
    "x^2 >= 0",
    "diff(C, u[m]) = s[m] - delta(m, T)",
  ]) {
    expect(refute(statement(NAMES, p).claim)).toBeNull();
  }
});

describe("witnesses", () => {
  it.each(["z = z", "sum(k in 1..K, t[k]) = 1", "f(x) < 1", "s[m] > 0"])(
    "the hypotheses of %s can be met",
    (proposition) => {
      const { claim } = statement(NAMES, proposition);
      const w = findWitness(claim);
      expect(w?.holds.map((th) => th.concl)).toEqual(
        claim.hypotheses.map((h) => K.evaluate(h, w?.at ?? { variables: [], functions: [] })),
      );
    },
  );
  it("contradictory hypotheses have none", () => {
    const [s] = [statement("var x : real where x > 0\nassume x < 0", "x = 1")];
    expect(s === undefined ? null : findWitness(s.claim)).toBeNull();
  });
});

it("the same claim gives the same counterexample", () => {
  const once = JSON.stringify(shown("convex((1 - sigma(z))^2, z)"));
  K.freshArena();
  expect(JSON.stringify(shown("convex((1 - sigma(z))^2, z)"))).toBe(once);
});
