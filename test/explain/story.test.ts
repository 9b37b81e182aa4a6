/** The steps that a reader sees: what a lecturer would write, each a theorem. */
import { expect, it } from "vitest";
import { proveText } from "../../src/verify.ts";

async function rows(proposition: string, givens: readonly string[] = []): Promise<string[]> {
  const file = await proveText(proposition, { vars: [], defs: [], givens });
  const [theorem] = file.theorems;
  expect(theorem?.verdict).toBe("proved");
  return (theorem?.steps ?? []).map((s) => `${s.text}  [${s.reason}]`);
}

it("derivatives go rule by rule", async () => {
  expect(await rows("diff(log(1 + exp(x))^2, x) = 2*log(1 + exp(x))/(1 + exp(-x))")).toEqual([
    "diff(log(1 + exp(x))^2, x) = 2*log(1 + exp(x))*diff(1 + exp(x), x)/(1 + exp(x))  [chain rule]",
    "2*log(1 + exp(x))*diff(1 + exp(x), x)/(1 + exp(x)) = 2*log(1 + exp(x))*exp(x)/(1 + exp(x))  [differentiation]",
    "2*log(1 + exp(x))*exp(x)/(1 + exp(x)) = 2*log(1 + exp(x))/(1 + exp(-x))  [algebra]",
  ]);
});

it("an antiderivative is differentiated", async () => {
  expect((await rows("integral(1/(1 + exp(-x)), x) = log(1 + exp(x)) + const")).at(-1)).toBe(
    "exp(x)/(1 + exp(x)) = 1/(1 + exp(-x))  [algebra]",
  );
});

it("an inequality shows the square that it comes from", async () => {
  expect(await rows("x^2 + y^2 >= 2*x*y")).toEqual([
    "x^2 + y^2 - 2*x*y = (x - y)^2  [algebra]",
    "0 <= (x - y)^2  [a square]",
  ]);
  expect(await rows("x/(1 + x^2) <= 1/2")).toEqual([
    "1/2 - x/(1 + x^2) = (x - 1)^2/(2*(x^2 + 1))  [algebra]",
    "0 <= (x - 1)^2/(2*(x^2 + 1))  [every factor is positive or zero]",
  ]);
});

it("an inequality that rests on a known one names it", async () => {
  expect(await rows("log(x) <= x - 1", ["x > 0"])).toEqual([
    "1 + log(x) <= exp(log(x))  [exp(t) ≥ 1 + t]",
    "x - 1 - log(x) = exp(log(x)) - (1 + log(x))  [exp(log t) = t]",
  ]);
});

it("logarithms are put together or taken apart, fractions get one denominator", async () => {
  expect(await rows("log(1 + exp(x)) - x = log(1 + exp(-x))")).toEqual([
    "log(1 + exp(x)) - x = log((1 + exp(x))*exp(-x))  [log rules]",
    "log((1 + exp(x))*exp(-x)) = log(1 + exp(-x))  [algebra]",
  ]);
  expect(await rows("1/(1 + exp(-x)) + 1/(1 + exp(x)) = 1")).toHaveLength(2);
});

it("curvature shows both derivatives and the sign", async () => {
  expect(await rows("convex(log(1 + exp(x)), x)")).toEqual([
    "diff(log(1 + exp(x)), x) = exp(x)/(1 + exp(x))  [first derivative]",
    "diff(log(1 + exp(x)), x, 2) = exp(x)/(1 + exp(x))^2  [second derivative]",
    "0 <= exp(x)/(1 + exp(x))^2  [sign]",
  ]);
});

it("a minimum shows the value and the bound", async () => {
  expect((await rows("minimum(x^2 - 2*x + 3, x) = 2 at x = 1")).at(-1)).toBe("0 <= (x - 1)^2  [a square]");
});

it.each([
  "exp(x)*exp(-x) = 1",
  "x^4 + 1 >= x",
  "abs(x + y) <= abs(x) + abs(y)",
  "not convex(x^3, x)",
  "limit(log(1 + exp(-x)), x -> inf) = 0",
])("%s: no row has a name that the search made up, none repeats itself", async (proposition) => {
  for (const row of await rows(proposition)) {
    expect(row).not.toContain("'");
    const [left, right] = (row.split("  [")[0] as string).split(" = ");
    expect(left).not.toBe(right);
  }
});
