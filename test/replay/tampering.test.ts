/** What was changed in a certificate is refused, each change for its own reason; nothing crashes. */
import { describe, expect, it } from "vitest";
import { replay } from "../../src/replay/index.ts";
import { certificates, copyOf, type Data, type Loose, push } from "./certificates.ts";

function reason(data: unknown): string {
  const r = replay(data);
  return r.ok ? "accepted" : r.reason;
}
/** Makes the steps of a certificate anew. */
function withSteps(c: Data, nodes: unknown[], steps: unknown[]): Data {
  c.nodes = nodes;
  c.steps = steps;
  return c;
}
const step = (c: Data, rule: string): Loose => c.steps.find((s) => s[0] === rule);

describe("accepted", () => {
  it("every certificate as it was made, twice", { timeout: 120_000 }, async () => {
    for (const [id, c] of await certificates()) {
      expect([id, replay(c)]).toEqual([id, { ok: true, verdict: c.verdict.k, text: c.text }]);
      expect(replay(JSON.parse(JSON.stringify(c))).ok).toBe(true);
    }
  });
});

describe("the claim", () => {
  it.each([
    ["ring", (c: Data): unknown => (c.text.goal = "(a + b)^2 = a^2 + 3*a*b + b^2"), /claims another goal/],
    ["ring", (c: Data): unknown => (c.text.goal = "(a + b)^2 = a^2 + 2*a*b + q^2"), /unknown name q/],
    ["ring", (c: Data): unknown => (c.text.goal = "(a + b)^2 = a^2 + 2*a*b + b^2 b"), /expected the end/],
    ["ring", (c: Data): unknown => (c.text.goal = "convex(a^2, b)"), /claims another goal/],
    ["logarithm", (c: Data): unknown => c.text.givens.pop(), /other hypotheses/],
    ["logarithm", (c: Data): unknown => c.text.givens.push("given a > b"), /other hypotheses/],
    ["logarithm", (c: Data): unknown => (c.text.givens[0] = "given a >= 0"), /other hypotheses/],
    ["logarithm", (c: Data): unknown => c.text.givens.reverse(), /other hypotheses/],
    ["logarithm", (c: Data): unknown => c.claim.hypotheses.pop(), /other hypotheses/],
    ["derivative", (c: Data): unknown => (c.text.declarations[1] = "var u : real where u >= 0"), /other hypotheses/],
    ["gradient", (c: Data): unknown => (c.text.declarations[3] = "var w[0..K] : real"), /other ranges|another goal/],
    ["gradient", (c: Data): unknown => (c.text.declarations[2] = "var K : integer where K >= 2"), /other hypotheses/],
    ["sums", (c: Data): unknown => c.text.declarations.push("assume K > 3"), /other hypotheses/],
    ["sums", (c: Data): unknown => c.text.declarations.push("var K : real"), /declared twice/],
    ["sums", (c: Data): unknown => c.text.declarations.splice(5, 1), /unknown name y/],
  ] as const)("%s: text or hypotheses altered", async (id, change, why) => {
    const c = await copyOf(id);
    change(c);
    expect(reason(c)).toMatch(why);
  });

  it("a goal that no step shows", async () => {
    const c = await copyOf("ring");
    c.verdict.goal = c.verdict.defined;
    expect(reason(c)).toMatch(/does not show the goal/);
  });
  it("definedness that no step shows", async () => {
    const c = await copyOf("logarithm");
    c.verdict.defined = c.verdict.goal;
    expect(reason(c)).toMatch(/no step shows that the goal is defined/);
  });
  it("a proof from a hypothesis that is not the claim's", async () => {
    const c = await copyOf("ring");
    const goal = c.nodes[c.claim.goal];
    const at = c.claim.goal;
    expect(goal[0]).toBe("eq");
    c.verdict.goal = push(c.steps, ["assume", [], [["n", at]]]);
    expect(reason(c)).toMatch(/a hypothesis that is not the claim's/);
  });
});

describe("the witness", () => {
  it("a value at which a hypothesis does not hold", async () => {
    const c = await copyOf("logarithm");
    const minusOne = push(c.nodes, ["num", "-1", "1"]);
    c.verdict.at.variables[0][1] = minusOne;
    expect(reason(c)).toMatch(/no step shows that hypothesis 1 holds/);
  });
  it("no value for a variable", async () => {
    const c = await copyOf("logarithm");
    c.verdict.at.variables.pop();
    expect(reason(c)).toMatch(/no value for/);
  });
  it("a value with a variable in it", async () => {
    const c = await copyOf("root");
    c.verdict.at.variables[0][1] = c.verdict.at.variables[0][0];
    expect(reason(c)).toMatch(/closed term/);
  });
  it("a hypothesis without a step", async () => {
    const c = await copyOf("logarithm");
    c.verdict.holds.pop();
    expect(reason(c)).toMatch(/a step for each hypothesis/);
  });
  it("a counterexample at another place", async () => {
    const c = await copyOf("root");
    c.verdict.at.variables[0][1] = push(c.nodes, ["num", "1", "1"]);
    expect(reason(c)).toMatch(/no step shows that the goal/);
  });
  it("a function that is not smooth", async () => {
    const c = await copyOf("model");
    const x = push(c.nodes, ["bound", 0, "real"]);
    c.verdict.at.functions[0][2] = push(c.nodes, ["op", "log", [x]]);
    expect(reason(c)).toMatch(/must be a smooth function/);
  });
  it("false where undefined was shown, and the other way", async () => {
    const c = await copyOf("inverse");
    c.verdict.how = c.verdict.how === "false" ? "undefined" : "false";
    expect(reason(c)).toMatch(/unknown kind of refutation|there is no earlier step|no step shows/);
  });
});

describe("the steps", () => {
  it("a changed number", async () => {
    const c = await copyOf("ring");
    const two = c.nodes.findIndex((n) => n[0] === "num" && n[1] === "2");
    c.nodes[two] = ["num", "3", "1"];
    expect(reason(c)).toMatch(/not 0 in normal form|an integer|another goal/);
  });
  it("an equation that does not hold", async () => {
    const c = await copyOf("ring");
    const s = step(c, "ring");
    s[2] = [s[2][0], ["n", push(c.nodes, ["num", "7", "1"])]];
    expect(reason(c)).toMatch(/step \d+, ring: the difference is not 0/);
  });
  it("a premise less, a premise more, an argument more", async () => {
    const c = await copyOf("sigmoid");
    const s = step(c, "modusPonens");
    const before = structuredClone(s);
    s[1].pop();
    expect(reason(c)).toMatch(/premises and . arguments are needed/);
    s[1] = [...before[1], 0];
    expect(reason(c)).toMatch(/premises and . arguments are needed/);
    s[1] = before[1];
    s[2] = [...before[2], ["i", 1]];
    expect(reason(c)).toMatch(/premises and . arguments are needed/);
  });
  it("another rule", async () => {
    const c = await copyOf("sums");
    step(c, "sumPositive")[0] = "both";
    expect(reason(c)).toMatch(/needed/);
    const d = await copyOf("sums");
    step(d, "left")[0] = "right";
    expect(replay(d).ok).toBe(false);
  });
  it("an enclosure with too few bits", async () => {
    const c = await copyOf("enclosed");
    const one = push(c.nodes, ["num", "1", "1"]);
    const e = push(c.nodes, ["op", "exp", [one]]);
    const digits = "271828182845904523536028747135266249775724709369996";
    const tight = push(c.nodes, ["lt", e, push(c.nodes, ["num", digits, `1${"0".repeat(50)}`])]);
    c.steps.push([
      "enclosed",
      [],
      [
        ["n", tight],
        ["i", 256],
      ],
    ]);
    expect(reason(c)).toBe("accepted");
    c.steps.at(-1)[2][1] = ["i", 64];
    expect(reason(c)).toMatch(/step \d+, enclosed: the enclosure does not settle/);
    c.steps.at(-1)[2][1] = ["i", 4];
    expect(reason(c)).toMatch(/8 to 4096 bits/);
  });
  it("a later step as a premise", async () => {
    const c = await copyOf("sigmoid");
    const s = c.steps.find((x) => x[1].length > 0);
    s[1][0] = c.steps.length - 1;
    expect(reason(c)).toMatch(/there is no earlier step/);
  });
  it("steps in another order", async () => {
    const c = await copyOf("sigmoid");
    c.steps.reverse();
    expect(replay(c).ok).toBe(false);
  });

  it("a variable that a hypothesis mentions is not generalised", async () => {
    const c = withSteps(
      await copyOf("ring"),
      [
        ["var", "x", "real"],
        ["num", "0", "1"],
        ["eq", 0, 1],
      ],
      [
        ["assume", [], [["n", 2]]],
        [
          "generalise",
          [0],
          [
            ["n", 0],
            ["s", "x"],
          ],
        ],
      ],
    );
    expect(reason(c)).toMatch(/step 2, generalise: x is free where it must not be/);
  });
  it("a bound variable is not captured", async () => {
    // From ∀x ∃y. x = y no ∃y. y + 1 = y: the y that is put in is another one.
    const nodes = [
      ["bound", 1, "real"],
      ["bound", 0, "real"],
      ["eq", 0, 1],
      ["some", "y", "real", 2, []],
      ["all", "x", "real", 3, []],
      ["num", "1", "1"],
      ["op", "add", [1, 5]],
    ];
    const c = withSteps(await copyOf("ring"), nodes, [
      ["assume", [], [["n", 4]]],
      ["specialise", [0], [["n", 6]]],
    ]);
    expect(reason(c)).toMatch(/step 2, specialise: a bound variable without its binder/);
  });
  it("a function under ∀f is not another one of its name", async () => {
    const nodes = [
      ["var", "x", "real"],
      ["call", "g", [0], [0], []],
      ["bound", 0, "real"],
      ["eq", 1, 2],
      ["allFun", "g", 3],
      ["all", "y", "real", 4, []],
    ];
    const c = withSteps(await copyOf("ring"), nodes, [
      ["assume", [], [["n", 5]]],
      ["specialise", [0], [["n", 1]]],
    ]);
    expect(reason(c)).toMatch(/a function would be captured/);
  });
});

describe("the form", () => {
  it.each([
    ["another version", (c: Data): unknown => (c.version = 1), /unknown version 1/],
    ["another format", (c: Data): unknown => (c.format = "certificate"), /not a lossproof certificate/],
    ["an unknown field", (c: Data): unknown => (c.trusted = true), /unknown field "trusted"/],
    [
      "an unknown field of the verdict",
      (c: Data): unknown => (c.verdict.note = "x"),
      /the verdict has the unknown field "note"/,
    ],
    ["a missing field", (c: Data): unknown => delete c.text, /lacks the field text/],
    ["an unknown rule", (c: Data): unknown => (c.steps[0][0] = "oracle"), /unknown rule "oracle"/],
    ["a rule of Object", (c: Data): unknown => (c.steps[0][0] = "constructor"), /unknown rule "constructor"/],
    ["an unknown node", (c: Data): unknown => (c.nodes[0] = ["magic"]), /unknown kind of node "magic"/],
    [
      "an unknown operator",
      (c: Data): unknown => push(c.nodes, ["op", "sin", [0]]),
      /unknown operator "sin"|a number is needed/,
    ],
    ["an unknown sort", (c: Data): unknown => (c.nodes[0] = ["var", "x", "complex"]), /unknown sort "complex"/],
    ["an unknown predicate", (c: Data): unknown => push(c.nodes, ["call", "f g", [0], [0], []]), /not a name/],
    ["a field too many in a row", (c: Data): unknown => c.nodes[0].push(0), /must have . fields/],
    [
      "a node that comes later",
      (c: Data): unknown => c.nodes.unshift(["op", "add", [5]]),
      /there is no earlier node 5/,
    ],
    ["a fraction of 0", (c: Data): unknown => push(c.nodes, ["num", "1", "0"]), /denominator 0/],
    ["an unknown verdict", (c: Data): unknown => (c.verdict.k = "certain"), /./],
    ["no list of steps", (c: Data): unknown => (c.steps = {} as Loose), /steps must be a list/],
    ["a hole in a list", (c: Data): unknown => delete c.steps[0], /must be a list/],
  ] as const)("%s", async (_, change, why) => {
    const c = await copyOf("ring");
    change(c);
    expect(reason(c)).toMatch(why);
  });

  it.each([null, undefined, 1, "certificate", [], {}, [[]], { format: "lossproof-certificate" }])(
    "%j is no certificate",
    (data) => expect(replay(data).ok).toBe(false),
  );
});

describe("limits", () => {
  it("a giant number", async () => {
    const c = await copyOf("ring");
    push(c.nodes, ["num", "9".repeat(50_000), "1"]);
    expect(reason(c)).toMatch(/at most 40,000 digits/);
  });
  it("a giant power", async () => {
    const c = await copyOf("ring");
    const ten = push(c.nodes, ["num", "10", "1"]);
    const huge = push(c.nodes, ["num", "100000", "1"]);
    const once = push(c.nodes, ["op", "ipow", [ten, huge]]);
    const twice = push(c.nodes, ["op", "ipow", [once, huge]]);
    c.steps.unshift([
      "ring",
      [],
      [
        ["n", twice],
        ["n", ten],
      ],
    ]);
    expect(reason(c)).toMatch(/beyond 1,000,000 bits/);
  });
  it("a product of many sums", async () => {
    const c = await copyOf("ring");
    const xs = Array.from({ length: 40 }, (_, i) => push(c.nodes, ["var", `v${i}`, "real"]));
    const sum = push(c.nodes, ["op", "add", xs]);
    const power = push(c.nodes, ["op", "mul", Array(20).fill(sum)]);
    c.steps.unshift([
      "ring",
      [],
      [
        ["n", power],
        ["n", sum],
      ],
    ]);
    expect(reason(c)).toMatch(/more than .* (summands|products)/);
  });
  it("an enclosure of a tower", async () => {
    const c = await copyOf("ring");
    let at = push(c.nodes, ["num", "9", "1"]);
    for (let i = 0; i < 4; i++) at = push(c.nodes, ["op", "exp", [at]]);
    const less = push(c.nodes, ["lt", 0, at]);
    c.nodes[0] = ["num", "0", "1"];
    c.steps.unshift([
      "enclosed",
      [],
      [
        ["n", less],
        ["i", 64],
      ],
    ]);
    expect(replay(c).ok).toBe(false);
  });
  it("deep nesting", async () => {
    const c = await copyOf("ring");
    let at = push(c.nodes, ["num", "1", "2"]);
    for (let i = 0; i < 5000; i++) at = push(c.nodes, ["op", "exp", [at]]);
    expect(reason(c)).toMatch(/nested more than 2000 deep/);
  });
  it("deep text", async () => {
    const c = await copyOf("ring");
    c.text.goal = `${"(".repeat(20_000)}a${")".repeat(20_000)} = a`;
    expect(reason(c)).toMatch(/nested more than/);
    c.text.goal = `${"-".repeat(20_000)}a = a`;
    expect(reason(c)).toMatch(/nested more than/);
    c.text.goal = `a = ${Array(20_000).fill("a").join(" + ")}`;
    expect(reason(c)).toMatch(/nested more than|cannot be read/);
  });
  it("shared parts that are enormous written out", async () => {
    const c = await copyOf("ring");
    let at = push(c.nodes, ["var", "v", "real"]);
    for (let i = 0; i < 300; i++) at = push(c.nodes, ["op", "add", [at, at]]);
    const double = push(c.nodes, [
      "op",
      "mul",
      [push(c.nodes, ["num", `${2n ** 300n}`, "1"]), push(c.nodes, ["var", "v", "real"])],
    ]);
    c.steps.push([
      "ring",
      [],
      [
        ["n", at],
        ["n", double],
      ],
    ]);
    expect(reason(c)).toBe("accepted");
  });
});
