import { readdirSync, readFileSync } from "node:fs";
import katex from "katex";
import { describe, expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { readDerivation } from "../../src/language/markdown.ts";
import { parseExpression, parseProposition } from "../../src/language/read.ts";
import type { Expr, Prop } from "../../src/language/syntax.ts";
import { exprOf, propOf } from "../../src/language/unparse.ts";
import { statementTex } from "../../src/notation/statements.ts";
import { texOf } from "../../src/notation/tex.ts";
import { textOf } from "../../src/notation/text.ts";
import { complaints, read } from "./reading.ts";

const DECLARED = `var K : integer where K >= 1
var z[1..K] : real
var t[1..K] : real
var m, T : 1..K
var x, w : real
def sigma(u) = 1 / (1 + exp(-u))
def y[m in 1..K] = exp(z[m]) / sum(k in 1..K, exp(z[k]))
def C = -log(y[T])
def half(u) = u/2
`;

/** The goal as the tool writes it. */
function rewritten(proposition: string): string {
  const t = read(`${DECLARED}theorem t: ${proposition}`).theorems.get("t");
  return t === undefined ? "unreadable" : textOf(propOf(t.claim.goal, { definitions: t.definitions }));
}

describe("kernel formulas come back as they were written", () => {
  it.each([
    "diff(C, z[m]) = y[m] - delta(m, T)",
    "diff(y[m], z[T], z[m]) = 0",
    "diff(sigma(x), x, 2) <= 1/4",
    "1 - sigma(x) = sigma(-x)",
    "convex(C, z) and not strictly_convex(C, z)",
    "strictly_increasing(sigma(x*w), x)",
    "convex(y[T], z[m])",
    "potential(y[m] - t[m], z[m]) = x - sum(k in 1..K, t[k]*log(y[k])) + const",
    "integral(sigma(x), x) = log(1 + exp(x)) + const",
    "integral(y[m], z[m]) = C + const",
    "integral(sigma(x), x in 0..w) = abs(w)",
    "sum(k in 1..K where k != m, y[k]*z[k]) = max(x, w)",
    "for all k in 1..K : y[k] < 1",
    "exists k in 1..K : y[k] <= 1/K",
    "x < w iff sigma(x) < sigma(w)",
    "minimum(x^2, x) = 0 at x = 0",
    "limit(sigma(x), x -> -inf) = 0",
    "limit(1/x, x -> 0+) = inf",
    "infimum(exp(x), x) = 0",
    "argmin(exp(x), x) = argmax(-exp(x)/2, x)",
    "x != w",
    "sqrt(x)*x^(1/3) = x^K*e^x",
    "-x^2 - w*(x + 1)/(2*w) = -3*x",
    "0 < x <= w",
  ])("%s", (text) => expect(rewritten(text)).toBe(text.replace("argmax(-exp(x)/2, x)", "argmin(exp(x)/2, x)")));

  it("small definitions are not forced on every formula", () => {
    expect(rewritten("x/2 = half(x)")).toBe("x/2 = x/2");
  });
  it("a definition may be left out", () => {
    const t = read(`${DECLARED}theorem t: C = sigma(x)`).theorems.get("t");
    const goal = t?.claim.goal as K.Formula;
    expect(textOf(propOf(goal, { definitions: t?.definitions ?? [], except: new Set(["C"]) }))).toBe(
      "-log(y[T]) = sigma(x)",
    );
    expect(textOf(propOf(goal))).toBe("-log(exp(z[T])/sum(k in 1..K, exp(z[k]))) = 1/(1 + exp(-x))");
    expect(textOf(propOf(goal, { definitions: [], builtins: new Set(["sigmoid"]) }))).toMatch(/= sigmoid\(x\)$/);
  });
  it("generated names lose their primes and stay apart", () => {
    const [a, b, x] = [K.variable("k'1", K.INT), K.variable("k'2", K.INT), K.variable("k", K.INT)];
    expect(textOf(exprOf(K.add(a, b)))).toBe("k + k2");
    expect(textOf(exprOf(K.add(a, x)))).toBe("k2 + k");
    const inner = K.big("sum", "k", K.int(1), x, K.mul(K.bound(0, K.INT), x));
    expect(textOf(exprOf(inner))).toBe("sum(k2 in 1..k, k2*k)");
  });
  it("what is written for a corpus goal is read again", async () => {
    for (const file of readdirSync("derivations").filter((f) => f.endsWith(".md"))) {
      const { document } = await readDerivation(readFileSync(`derivations/${file}`, "utf8"), file);
      let lines: string[] = [];
      for (const item of elaborate(document).items) {
        if (item.k === "section") lines.push(`section ${item.id}`);
        if (item.k === "declarations") lines.push(...item.statements.map((s) => s.text));
        if (item.k !== "theorem") continue;
        const goal = textOf(propOf(item.theorem.claim.goal, { definitions: item.theorem.definitions }));
        const errors = complaints([...lines, `theorem again: ${goal}`].join("\n")).filter((c) => !/ W\d/.test(c));
        expect(errors, `${file}: ${goal}`).toEqual([]);
      }
      lines = [];
    }
  });
});

describe("TeX", () => {
  const tex = (text: string, notation: ReadonlyMap<string, string> = new Map()): string => {
    const p = parseProposition(text).prop ?? parseExpression(text).expr;
    return texOf(p as Expr | Prop, { notation });
  };
  it.each([
    ["sum(k in 1..K, y[k])", "\\sum_{k=1}^{K} y_{k}"],
    ["diff(C, z[m])", "\\frac{\\partial C}{\\partial z_{m}}"],
    ["diff(C, z[i], z[j])", "\\frac{\\partial^{2} C}{\\partial z_{j} \\, \\partial z_{i}}"],
    ["delta(m, T)", "\\delta_{m, T}"],
    ["sigma(-x)", "\\sigma(-x)"],
    ["loss_total + yhat + L1", "\\mathrm{loss}_{\\mathrm{total}} + \\mathrm{yhat} + L_{1}"],
    ["exp(x)*exp(-(y - mu)^2/(2*s^2))", "e^{x} \\exp\\left(-\\frac{(y - \\mu)^{2}}{2s^{2}}\\right)"],
    ["-a/b - -c", "-\\frac{a}{b} - (-c)"],
    ["(a + b)*c/(2*pi)", "\\frac{(a + b) \\, c}{2\\pi}"],
    ["(a/b)^2", "\\left(\\frac{a}{b}\\right)^{2}"],
    ["x^(a/b)", "x^{a/b}"],
    ["2*3*x", "2 \\cdot 3x"],
    ["if x > 0 then 1 else 0", "\\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"],
    ["for all k in 1..K : y[k] >= 0", "\\forall\\, k \\in \\{1, \\dots, K\\} :\\; y_{k} \\geq 0"],
    ["p = 0 implies not convex(f(x), x)", "p = 0 \\implies f(x) \\text{ is not convex in } x"],
    ["a ~= 0.5 +- 1e-3", "a \\approx 0.5 \\pm 10^{-3}"],
    ["integral(x^2, x in 0..1) = 1/3", "\\int_{0}^{1} x^{2} \\, dx = \\frac{1}{3}"],
    ["limit(exp(-x), x -> 0+) = 1", "\\lim_{x \\to 0^{+}} e^{-x} = 1"],
  ])("%s", (text, expected) => expect(tex(text)).toBe(expected));

  it("names print as the author says", () => {
    expect(tex("yhat[i]^2", new Map([["yhat", "\\hat{y}"]]))).toBe("\\hat{y}_{i}^{2}");
    expect(tex("L1[i]", new Map([["L1", "L_1"]]))).toBe("{L_1}_{i}");
  });
  it("KaTeX sets every formula of the corpus", async () => {
    for (const file of readdirSync("derivations").filter((f) => f.endsWith(".md"))) {
      const { document } = await readDerivation(readFileSync(`derivations/${file}`, "utf8"), file);
      for (const item of elaborate(document).items) {
        const texs =
          item.k === "theorem"
            ? [texOf(item.theorem.prop, item.theorem)]
            : item.k === "declarations"
              ? item.statements.map((s) => statementTex(s))
              : [];
        for (const t of texs)
          expect(() => katex.renderToString(t, { throwOnError: true, strict: "error" }), t).not.toThrow();
      }
    }
  });
});
