/** Statements with a `?`: what is found is put in and proved; where nothing is found, nothing is claimed. */
import { describe, expect, it } from "vitest";
import { checkText, proveText } from "../../src/verify.ts";

const prove = async (proposition: string, ...givens: string[]) => {
  const file = await proveText(proposition, { vars: [], defs: [], givens });
  return { file, theorem: file.theorems[0] };
};

const FOUND: readonly (readonly [string, string, ...string[]])[] = [
  ["integral(exp(x)/(1 + exp(x)), x) = ?", "log(exp(x) + 1) + const"],
  ["integral(sigmoid(x) - y, x) = ?", "-x*y + log(exp(x) + 1) + const"],
  ["integral(x*log(x), x) = ?", "log(x)*x^2/2 - x^2/4 + const", "x > 0"],
  ["integral(x^n, x) = ? + const", "x^(n + 1)/(n + 1) + const", "x > 0", "n != -1"],
  ["integral(1/x, x) = ?", "log(abs(x)) + const", "x != 0"],
  ["integral(x*sqrt(1 + x^2), x) = ?", "(x^2 + 1)^(3/2)/3 + const"],
  ["integral(x^2, x in 0..a) = ?", "a^3/3"],
  ["diff(x^2*exp(x), x) = ?", "x^2*exp(x) + 2*x*exp(x)"],
  ["limit((exp(x) - 1)/x, x -> 0) = ?", "1"],
  ["limit(exp(x), x -> inf) = ?", "inf"],
  ["infimum(exp(x), x) = ?", "0"],
];

describe("`?`", () => {
  for (const [statement, answer, ...givens] of FOUND) {
    it(`${statement} is ${answer}`, { timeout: 60_000 }, async () => {
      const { theorem } = await prove(statement, ...givens);
      expect(theorem?.verdict).toBe("proved");
      expect(theorem?.statement.text).toBe(statement.replace(/\?( \+ const)?$/, answer));
    });
  }

  it("stands for the value and the place of a minimum", async () => {
    const { theorem } = await prove("minimum(x^2 - 2*x, x) = ? at x = ?");
    expect([theorem?.verdict, theorem?.statement.text]).toEqual(["proved", "minimum(x^2 - 2*x, x) = -1 at x = 1"]);
  });

  it("is found for a symbolic number of classes", { timeout: 60_000 }, async () => {
    const text = `\`\`\`lossproof
var K : integer where K >= 1
var z[1..K] : real
var m, T : 1..K
def y[m in 1..K] = exp(z[m])/sum(k in 1..K, exp(z[k]))
theorem cost: potential(y[m] - delta(m, T), z[m]) = ?
\`\`\``;
    const { theorems } = await checkText(text, "potential.md");
    expect(theorems.map((t) => [t.verdict, t.statement.text])).toEqual([
      ["proved", "potential(y[m] - delta(m, T), z[m]) = log(sum(k in 1..K, exp(z[k]))) - z[T] + const"],
    ]);
  });

  it("stays where nothing is found, or what is found is not true everywhere", { timeout: 60_000 }, async () => {
    for (const statement of ["integral(exp(-x^2), x) = ?", "integral(1/x, x) = ?", "limit(1/x, x -> 0) = ?"]) {
      const { theorem } = await prove(statement);
      expect([statement, theorem?.verdict]).toEqual([statement, "undecided"]);
      expect(theorem?.statement.text).toBe(statement);
      expect(theorem?.reason).toMatch(/^nothing was found for `\?`/);
    }
  });

  it("stands for whole sides of theorems alone", async () => {
    for (const statement of ["1 + ? = 3", "x < ?", "for all k in 1..3 : k = ?", "not 1 = ?"]) {
      const { theorem, file } = await prove(statement);
      expect([statement, theorem?.verdict]).toEqual([statement, "error"]);
      expect(file.diagnostics.map((d) => d.code)).toContain("E115");
    }
  });
});
