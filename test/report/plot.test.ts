import { describe, expect, it } from "vitest";
import { checkText } from "../../src/index.ts";
import { typesetter } from "../../src/report/katex.ts";
import { plotHtml, plotText } from "../../src/report/plot.ts";

const check = (text: string) => checkText(`\`\`\`lossproof\nvar x, a : real\n${text}\n\`\`\`\n`, "p.md");
const plots = async (text: string) => {
  const file = await check(text);
  return file.blocks.flatMap((b) =>
    b.k === "plot" ? [b.plot] : b.k === "theorem" && b.theorem.plot ? [b.theorem.plot] : [],
  );
};

describe("a plot statement", () => {
  it("draws its curves over the variable", async () => {
    const [plot] = await plots("theorem t: a = a\nplot x^2, 1/x over x in -1..1");
    expect(plotText(plot!)).toBe("x^2 and 1/x for x from -1 to 1");
    expect(plot!.curves[0]!.points.at(0)).toEqual([-1, 1]);
    expect(plot!.curves[1]!.points.find(([x]) => x === 0)).toEqual([0, null]);
  });
  it("stands where it is written", async () => {
    const file = await check("def f(u) = u^2\nplot f(x) over x in -1..1\nvar b : real\ntheorem t: f(a) = f(-a) + 0*b");
    expect(file.blocks.map(({ k }) => k)).toEqual(["declarations", "plot", "declarations", "theorem"]);
  });
  it("leaves the names `plot` and `over` to the author", async () => {
    const file = await check(
      "var plot, over : real\ntheorem t: plot + over = over + plot\nplot over over over in 0..1",
    );
    expect(file.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    expect(file.theorems.map((t) => t.verdict)).toEqual(["proved"]);
  });
  it.each([
    ["plot x in 0..1", "E103"],
    ["plot x over 2 in 0..1", "E103"],
    ["plot a*x over x in 0..1", "E310"],
    ["plot x over x in 1..0", "E310"],
    ["plot x over x in 0..a", "E310"],
    ["plot x over y in 0..1", "E201"],
    ["plot 2x over x in 0..1", "E105"],
    ["plot over x in 0..1", "E103"],
  ])("refuses %s", async (text, code) => {
    const file = await check(`theorem t: a = a\n${text}`);
    expect(file.diagnostics.filter((d) => d.severity === "error").map((d) => d.code)).toEqual([code]);
  });
});

describe("a refutation", () => {
  it("is drawn with both sides and the counterexample", async () => {
    const [plot] = await plots("refute r: sqrt(x^2) = x");
    expect(plotText(plot!)).toBe("sqrt(x^2) and x for x from -4 to 2; marked at x = -1");
  });
  it("of convexity shows where the curve bends the other way", async () => {
    const [plot] = await plots("refute r: convex(x^3, x)");
    expect(plotText(plot!)).toBe("x^3 for x from -6 to 6; where it bends downwards: from -6 to 0; marked at x ~= 0");
  });
  it("by a proof that something is not convex is drawn too", async () => {
    const [plot] = await plots("theorem r: not convex(x^3, x)");
    expect(plot!.shaded).toEqual([[-6, 0]]);
    expect(await plots("theorem r: convex(x^2, x)")).toEqual([]);
  });
  it("that has nothing to show is not drawn", async () => {
    expect(await plots("refute r: 1 = 2")).toEqual([]);
    expect(await plots("refute r: log(x) = log(x)")).toEqual([]);
  });
});

it("a picture has the same bytes every time, few digits, and words", async () => {
  const text = "theorem t: a = a\nplot exp(x), 1/x over x in -3..3";
  const [one, two] = [(await plots(text))[0]!, (await plots(text))[0]!];
  const html = plotHtml(one, typesetter());
  expect(plotHtml(two, typesetter())).toBe(html);
  for (const [, path = ""] of html.matchAll(/ d="([^"]*)"/g)) expect(path).not.toMatch(/\.\d\d|e|NaN|Infinity/);
  expect(html).toContain('role="img" aria-label="exp(x) and 1/x for x from -3 to 3"');
});
