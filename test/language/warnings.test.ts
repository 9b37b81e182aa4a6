/** Warnings, exactly as they are worded. They change no verdict. */
import { describe, expect, it } from "vitest";
import { checkText } from "../../src/verify.ts";

async function warned(...lines: string[]): Promise<string[]> {
  const file = await checkText(`\`\`\`lossproof\n${lines.join("\n")}\n\`\`\`\n`, "x.md");
  return file.diagnostics.map(({ code, message, span, notes, help }) =>
    [`${span.line - 1}:${span.column} ${code} ${message}`, ...notes.map((n) => `note: ${n}`), `help: ${help}`].join(
      "\n",
    ),
  );
}

describe("warnings", () => {
  it("W101 reads back how far a sum reaches", async () => {
    const text = ["var K : integer where K >= 1", "var a[1..K], b[1..K] : real", "var k : 1..K"];
    expect(await warned(...text, "theorem t: sum(k in 1..K, a[k]) + b[k] = b[k] + sum(j in 1..K, a[j])")).toEqual([
      [
        "4:37 W101 `k` stands here outside a sum that binds `k` in the same proposition",
        "note: read as `(sum(k in 1..K, a[k])) + b[k] = b[k] + sum(j in 1..K, a[j])`",
        "note: the sum on line 5 has its own `k`; this one is the declared `k`",
        "help: if the sum should reach this far, move its closing parenthesis; otherwise choose another name in the sum",
      ].join("\n"),
    ]);
    expect(await warned(...text.slice(0, 2), "theorem t: sum(k in 1..K, a[k] + b[k]) >= 0 or 0 = 0")).toEqual([]);
  });

  it("W102 a hypothesis about one index", async () => {
    const text = ["var K : integer where K >= 1", "var t[1..K] : real", "var k : 1..K", "assume t[k] > 0"];
    expect(await warned(...text, "theorem s: t[k] >= 0")).toEqual([
      [
        "4:8 W102 this hypothesis is about the one index `k`, not about all of them",
        "help: for all of them write `for all k in … : …`, or give `t` the domain",
      ].join("\n"),
    ]);
  });

  it("W104 a declaration that nothing uses", async () => {
    expect(await warned("var x, y : real", "def f(u) = u^2", "theorem t: x = x")).toEqual([
      "1:8 W104 `y` is declared, but nothing uses it\nhelp: take it out, or look for the place that should use it",
      "2:5 W104 `f` is declared, but nothing uses it\nhelp: take it out, or look for the place that should use it",
    ]);
    expect(
      await warned("var x : real", "var K : integer where K >= 1", "var m : 1..K", "theorem t: m = m and x = x"),
    ).toEqual([]);
  });

  it("W104 looks into the section of a name, and everywhere for what stands above the sections", async () => {
    const used = ["var x : real", "section a", "var y : real", "theorem t: x + y = y + x", "section b", "var y : real"];
    expect((await warned(...used)).map((w) => w.split("\n")[0])).toEqual([
      "6:5 W104 `y` is declared, but nothing uses it",
    ]);
  });

  it("W105 names that look alike", async () => {
    expect(await warned("var l1 : real", "var ll : real", "theorem t: l1 + ll = ll + l1")).toEqual([
      [
        "2:5 W105 `ll` looks like `l1`, which is another name",
        "note: `l1` is declared on line 2, `ll` here",
        "help: choose names that a reader can tell apart",
      ].join("\n"),
    ]);
    expect((await warned("var v : real", "var ν : real", "theorem t: v + ν = ν + v"))[0]).toMatch(/`ν` looks like `v`/);
    expect(await warned("var v : real", "var nu : real", "theorem t: v + nu = nu + v")).toEqual([]);
  });

  it("W106 a hypothesis that says nothing", async () => {
    const help = "help: take it out, or look whether another one was meant";
    expect(await warned("var x : (0, 1)", "theorem t: x^2 > 0", "  given x > 0")).toEqual([
      `3:9 W106 this hypothesis says nothing: \`x > 0\` holds anyway\n${help}`,
    ]);
    expect(await warned("var x : real", "theorem t: x^2 >= 0", "  given exp(x) > 0")).toEqual([
      `3:9 W106 this hypothesis says nothing: \`exp(x) > 0\` holds anyway\n${help}`,
    ]);
    // It says where the logarithm is defined.
    expect(await warned("var x : real", "theorem t: x >= 0", "  given log(x) = log(x)")).toEqual([]);
    expect(await warned("var x : real", "theorem t: x >= 0", "  given x > 0")).toEqual([]);
  });

  it("W107 a refutation by undefinedness alone", async () => {
    const [first] = await warned("var x : real", "refute t: log(x^2) = 2*log(x)");
    expect(first).toMatch(/^2:11 W107 this is refuted only because a term in it is undefined somewhere\nnote: /);
    expect(await warned("var x : real", "refute t: x = x + 1")).toEqual([]);
  });
});
