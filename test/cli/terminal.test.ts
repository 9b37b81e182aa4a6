import { describe, expect, it } from "vitest";
import { prettyFile, prettySummary } from "../../src/cli/pretty.ts";
import { painter, printable, wantsColor } from "../../src/cli/terminal.ts";
import { checked, derivation, logarithms, sample, shown, softmax, theorem } from "../report/fixture.ts";

const plain = { paint: painter(false), verbose: false };

describe("colours", () => {
  it.each([
    [true, { NO_COLOR: "1" }, false, true],
    [false, { FORCE_COLOR: "1" }, true, false],
    [undefined, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    [undefined, { NO_COLOR: "" }, true, true],
    [undefined, { FORCE_COLOR: "1", TERM: "dumb" }, false, true],
    [undefined, { FORCE_COLOR: "0" }, true, false],
    [undefined, { TERM: "dumb" }, true, false],
    [undefined, {}, true, true],
    [undefined, {}, false, false],
    [undefined, {}, undefined, false],
  ])("flag %s, environment %o, terminal %s: %s", (flag, env, isTerminal, wanted) => {
    expect(wantsColor(flag, env, isTerminal)).toBe(wanted);
  });
});

describe("text for a terminal", () => {
  it("cannot move the cursor, change colours or turn its direction", () => {
    const hostile = "\u001b[2J\u001b]0;x\u0007 a\rb\nc \u202e \u009b31m";
    const file = derivation(
      "x",
      [{ k: "theorem", theorem: theorem("x", shown(hostile), { title: hostile, reason: hostile, met: false }) }],
      {
        title: hostile,
        path: hostile,
      },
    );
    const text = prettyFile(file, [], { ...plain, verbose: true });
    expect(text.replace(/\n/g, "")).not.toMatch(/\p{Cc}|\u202e/u);
    expect(printable(hostile)).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it("has a line for each claim, with its mark, id, title, verdict and time", () => {
    const lines = prettyFile(softmax, [], plain).split("\n");
    expect(lines[0]).toBe("derivations/softmax-nll.md  Where does y - t come from?");
    expect(lines[1]).toMatch(/^ {2}✓ rewritten +The cost as a log-sum-exp +proved +3\.1 ms$/);
    expect(lines.filter((line) => /^ {2}\S/.test(line))).toHaveLength(softmax.theorems.length);
  });

  it("shows the counterexample and the repair of a refutation", () => {
    const text = prettyFile(logarithms, [], plain);
    expect(text).toContain(
      "false at theta = 1, x = 1\n        left side   0.07232...\n        right side  3.9489...\n",
    );
    expect(text).toContain("true with exp(-theta*x) for exp(theta*x):\n");
  });

  it("says why a claim is not met, and shows steps only when asked", () => {
    expect(prettyFile(logarithms, [], plain)).toContain("the sign of the second derivative was not found for all z");
    expect(prettyFile(logarithms, [], plain)).toMatch(/✗ too-much .* refuted .* not as stated\n/);
    expect(prettyFile(softmax, [], plain)).not.toContain("[definition of C]");
    expect(prettyFile(softmax, [], { ...plain, verbose: true })).toContain("C = -log(y[T])  [definition of C]");
  });

  it("ends with how many claims came out how", () => {
    expect(prettySummary(sample, plain.paint)).toBe(
      "9 claims: 5 proved, 3 refuted, 1 undecided, 2 not as stated, 1 error in the text in 2 derivations (42 ms)\n",
    );
    expect(prettySummary(checked(softmax), painter(true)).startsWith("\u001b[32m5 claims")).toBe(true);
  });
});
