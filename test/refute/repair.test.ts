import { beforeEach, expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { textOf } from "../../src/notation/text.ts";
import { refute } from "../../src/refute/refute.ts";
import { repair } from "../../src/refute/repair.ts";
import { statement } from "./claims.ts";

const NAMES = `
var x, y, z, theta : real
var p : [0, 1]
var K : integer where K >= 1
var u[1..K] : real
var w[1..K] : real
var m, T : 1..K
var r : integer
def sigma(v) = 1/(1 + exp(-v))
def s[m in 1..K] = exp(u[m])/sum(k in 1..K, exp(u[k]))
def C = -log(s[T])`;

beforeEach(() => {
  K.freshArena();
  K.refuel(2_000_000);
});

it.each([
  ["sigma(-z) = 1 + sigma(z)", "1 - sigma(z) for 1 + sigma(z)"],
  ["(1 - sigma(theta*x))^2 = (exp(theta*x)/(1 + exp(-theta*x)))^2", "exp(-theta*x) for exp(theta*x)"],
  ["diff(C, u[m]) = delta(m, T) - s[m]", "s[m] - delta(m, T) for delta(m, T) - s[m]"],
  ["diff(C, u[T]) = s[m] - 1", "s[T] for s[m]"],
  ["diff(x^2, x) = x", "2*x for x"],
  ["sum(k in 1..K - 1, s[k]) = 1", "K for K - 1"],
  ["sum(k in 1..K, w[k])^2 = sum(i in 1..K, sum(j in 1..K, w[i]*w[i]))", "w[j] for w[i]"],
  ["minimum(x^2 + 1, x) = 0 at x = 0", "1 for 0"],
  ["x/x = 1", "given x != 0"],
  ["log(x*y) = log(x) + log(y)", "given x > 0 and y > 0"],
  ["sum(k in 1..K, delta(k, r)) = 1", "given r in 1..K"],
  ["2*p^2 = p + p^2", "p^2 for p"],
  ["p*exp(p) = p*exp(1)", "given p in {0, 1}"],
])("%s: %s", (proposition, change) => {
  const s = statement(NAMES, proposition);
  const refuted = refute(s.claim);
  expect(refuted).not.toBeNull();
  const r = repair(s, refuted);
  expect(r?.change).toBe(change);
  expect(r !== null && K.isCertified(r.verdict) && r.verdict.k === "proved").toBe(true);
});

it("a repair is about the statement that it shows", () => {
  const s = statement(NAMES, "sigma(-z) = 1 + sigma(z)");
  const r = repair(s, refute(s.claim));
  expect(r === null ? null : textOf(r.prop)).toBe("sigma(-z) = 1 - sigma(z)");
  expect(r?.verdict.claim.goal).toBe(statement(NAMES, "sigma(-z) = 1 - sigma(z)").claim.goal);
});
