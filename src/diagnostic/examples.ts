/** For every code a text that brings it out and what to write instead; the pages in docs/errors/ are made from it. */
import type { Code } from "./codes.ts";

export type Example = {
  /** Statements of a derivation. */
  readonly wrong: readonly string[];
  /** The same without the fault. */
  readonly right: readonly string[];
};

const X = "var x : real";
const SIZE = ["var K : integer where K >= 1", "var z[1..K] : real"] as const;

/** Null where no text alone brings it out. */
export const EXAMPLES: Readonly<Record<Code, Example | null>> = {
  E101: { wrong: [X, "theorem a: x^2 ≥ 0"], right: [X, "theorem a: x^2 >= 0"] },
  E102: { wrong: [X, "theorem a:", " x = x"], right: [X, "theorem a:", "  x = x"] },
  E103: { wrong: [X, "theorem a x = x"], right: [X, "theorem a: x = x"] },
  E104: { wrong: [X, "theorem a: 2*(x + 1 = 2*x + 2"], right: [X, "theorem a: 2*(x + 1) = 2*x + 2"] },
  E105: { wrong: [X, "theorem a: 2x = x + x"], right: [X, "theorem a: 2*x = x + x"] },
  E106: {
    wrong: [X, `theorem a: ${"(".repeat(201)}x${")".repeat(201)} = x`],
    right: [X, "def f = (x + 1)^2", "theorem a: f^2 = (x + 1)^4"],
  },
  E107: { wrong: [X, "lemma a: x = x"], right: [X, "theorem a: x = x"] },
  E108: { wrong: [X, "theorem a: x < x + 1e9999"], right: [X, "theorem a: x < x + 1e99"] },
  E109: { wrong: [X, 'theorem a "Doubling: x + x = 2*x'], right: [X, 'theorem a "Doubling": x + x = 2*x'] },
  E110: { wrong: [X, "theorem a: +x = x"], right: [X, "theorem a: x = x"] },
  E111: { wrong: [X, "theorem a: x**2 == x*x"], right: [X, "theorem a: x^2 = x*x"] },
  E112: {
    wrong: [X, "theorem a: x^2 >= 0", "  proof", "    x*x >= 0", "  given x > 0"],
    right: [X, "theorem a: x^2 >= 0", "  given x > 0", "  proof", "    x*x >= 0"],
  },
  E113: { wrong: ["---", "title: [not closed", "---"], right: ["---", "title: Closed", "---"] },
  E114: { wrong: [X, "theorem a: x + 1"], right: [X, "theorem a: x + 1 > x"] },
  E115: { wrong: ["theorem a: log(2) ~= 0.69"], right: ["theorem a: log(2) ~= 0.69 +- 0.01"] },
  E201: { wrong: [X, "theorem a: y = y"], right: [X, "theorem a: x = x"] },
  E202: { wrong: [X, "var x : (0, 1)", "theorem a: x = x"], right: [X, "var y : (0, 1)", "theorem a: x*y = y*x"] },
  E203: { wrong: ["var e : real", "theorem a: e = e"], right: ["var err : real", "theorem a: err = err"] },
  E204: {
    wrong: [X, "theorem a: x = x", "theorem a: x + 0 = x"],
    right: [X, "theorem a: x = x", "theorem b: x + 0 = x"],
  },
  E205: { wrong: [X, "theorem Gradient: x = x"], right: [X, "theorem gradient: x = x"] },
  E206: {
    wrong: [...SIZE, "var T : 1..K", "def C = -z[T]", "theorem a: sum(T in 1..K, C) = -K*z[T]"],
    right: [...SIZE, "var T : 1..K", "def C = -z[T]", "theorem a: sum(k in 1..K, C) = -K*z[T]"],
  },
  E207: {
    wrong: [X, "theorem a: x + x = 2*x", "  proof", "    x + x = 2*x by magic"],
    right: [X, "theorem a: x + x = 2*x", "  proof", "    x + x = 2*x by algebra"],
  },
  E208: {
    wrong: [...SIZE, "theorem a: sum(k in 1..K, diff(z[k]*k^2, k)) = 0"],
    right: [...SIZE, "theorem a: sum(k in 1..K, diff(z[k]^2, z[k])) = sum(k in 1..K, 2*z[k])"],
  },
  E209: { wrong: ["var x : reel", "theorem a: x = x"], right: ["var x : real", "theorem a: x = x"] },
  E301: { wrong: [X, "theorem a: log(x, 2) = 1"], right: [X, "theorem a: log(exp(x)) = x"] },
  E302: { wrong: [...SIZE, "theorem a: z = z"], right: [...SIZE, "theorem a: for all k in 1..K : z[k] = z[k]"] },
  E303: {
    wrong: [X, ...SIZE, "theorem a: z[x] = z[x]"],
    right: [...SIZE, "var m : 1..K", "theorem a: z[m] = z[m]"],
  },
  E304: {
    wrong: ["var p : {0, 1}", "theorem a: diff(p^2, p) = 2*p"],
    right: ["var p : (0, 1)", "theorem a: diff(p^2, p) = 2*p"],
  },
  E305: {
    wrong: [X, "theorem a: infimum(exp(x), x) + 1 = 1"],
    right: [X, "theorem a: infimum(exp(x) + 1, x) = 1"],
  },
  E306: {
    wrong: [
      X,
      "def a0 = x + x^2",
      ...Array.from({ length: 12 }, (_, i) => `def a${i + 1} = a${i}*a${i} + exp(a${i})`),
      "theorem a: a12 = a12",
    ],
    right: [X, "def a0 = x + x^2", "def a1 = a0*a0", "theorem a: a1 = a0^2"],
  },
  E307: { wrong: ["var x : [0, inf]", "theorem a: x >= 0"], right: ["var x : [0, inf)", "theorem a: x >= 0"] },
  E308: {
    wrong: [X, "def f = indicator(convex(x^2, x))", "theorem a: f = 1"],
    right: [X, "theorem a: convex(x^2, x)"],
  },
  E309: {
    wrong: [X, "theorem a: x < x + 2", "  proof", "    x < x + 1", "      > x + 2"],
    right: [X, "theorem a: x < x + 2", "  proof", "    x < x + 1", "      < x + 2"],
  },
  E310: {
    wrong: [X, "var a : real", "theorem p: a + x = x + a", "plot a*x over x in -1..1"],
    right: [X, "var a : real", "theorem p: a + x = x + a", "plot 2*x over x in -1..1"],
  },
  C101: { wrong: [X, "theorem a: (x + 1)^2 = x^2 + 1"], right: [X, "theorem a: (x + 1)^2 = x^2 + 2*x + 1"] },
  C102: {
    wrong: [X, "theorem a: log(x^2) = 2*log(x)"],
    right: [X, "theorem a: log(x^2) = 2*log(x)", "  given x > 0"],
  },
  C103: { wrong: [X, "refute a: x + x = 2*x"], right: [X, "theorem a: x + x = 2*x"] },
  C104: null,
  C105: null,
  C106: {
    wrong: [
      X,
      "theorem a: (x + 1)^2 = x^2 + 2*x + 1",
      "  proof",
      "    (x + 1)^2",
      "      = x^2 + 1",
      "      = x^2 + 2*x + 1",
    ],
    right: [X, "theorem a: (x + 1)^2 = x^2 + 2*x + 1", "  proof", "    (x + 1)^2", "      = x^2 + 2*x + 1 by algebra"],
  },
  C107: {
    wrong: [X, "theorem a: x^2 + 1 > 0", "  proof", "    x^2 + 1", "      = x*x + 1 by algebra"],
    right: [X, "theorem a: x^2 + 1 > 0", "  proof", "    x^2 + 1", "      = x*x + 1 by algebra", "      > 0"],
  },
  C108: {
    wrong: ["var x : (0, 1)", "theorem a: x = 1", "  given x > 2"],
    right: ["var x : (0, 3)", "theorem a: x > 1", "  given x > 2"],
  },
  C109: null,
  C110: null,
  W101: {
    wrong: [
      ...SIZE,
      "var b[1..K] : real",
      "var k : 1..K",
      "theorem a: sum(k in 1..K, z[k]) + b[k] = b[k] + sum(j in 1..K, z[j])",
    ],
    right: [
      ...SIZE,
      "var b[1..K] : real",
      "theorem a: sum(k in 1..K, z[k] + b[k]) = sum(k in 1..K, z[k]) + sum(k in 1..K, b[k])",
    ],
  },
  W102: {
    wrong: [...SIZE, "var m : 1..K", "theorem a: z[m] >= 0", "  given z[m] > 0"],
    right: [...SIZE, "var m : 1..K", "theorem a: z[m] >= 0", "  given for all k in 1..K : z[k] > 0"],
  },
  W103: {
    wrong: ["def sigmoid(u) = 1/(1 + exp(u))", "theorem a: sigmoid(0) = 1/2"],
    right: ["def s(u) = 1/(1 + exp(u))", "theorem a: s(0) = 1/2"],
  },
  W104: { wrong: ["var x, y : real", "theorem a: x = x"], right: [X, "theorem a: x = x"] },
  W105: {
    wrong: ["var l1, ll : real", "theorem a: l1 + ll = ll + l1"],
    right: ["var l1, l2 : real", "theorem a: l1 + l2 = l2 + l1"],
  },
  W106: {
    wrong: ["var x : (0, 1)", "theorem a: x^2 < x", "  given x > 0"],
    right: ["var x : (0, 1)", "theorem a: x^2 < x"],
  },
  W107: {
    wrong: [X, "refute a: log(x^2) = 2*log(x)"],
    right: [X, "refute a: log(x^2) = 3*log(x)", "  given x > 0"],
  },
};
