import { describe, expect, it } from "vitest";
import { embed, wantedBy } from "../../src/embed/embed.ts";
import { findBlocks } from "../../src/embed/markers.ts";
import { sample } from "../report/fixture.ts";

const derivation = (id: string) => sample.files.find((file) => file.id === id) ?? null;
const run = (text: string, path = "note.md", force = false) => embed(text, path, { derivation, force });
const states = (text: string, path?: string): string[] => run(text, path).blocks.map(({ state }) => state);

const BEGIN = "<!-- lossproof:begin softmax-nll#gradient format=md -->";
const END = "<!-- lossproof:end -->";
const empty = `# Notes\n\n${BEGIN}\n${END}\n\nAfter.\n`;
const filled = run(empty).text;

describe("a block", () => {
  it("is filled once, and fresh from then on", () => {
    expect(states(empty)).toEqual(["stale"]);
    expect(filled).toMatch(
      /^# Notes\n\n<!-- lossproof:begin [^\n]* -->\n\n\*\*Prediction minus target[\s\S]*\n\n<!-- lossproof:end sha=[0-9a-f]{16} -->\n\nAfter\.\n$/,
    );
    expect(states(filled)).toEqual(["fresh"]);
    expect(run(filled).text).toBe(filled);
  });

  it("is stale when the derivation says something else", () => {
    const other = { ...sample.files[0]!, theorems: sample.files[0]!.theorems.map((t) => ({ ...t, title: "New" })) };
    const made = embed(filled, "note.md", { derivation: () => other, force: false });
    expect(made.blocks.map(({ state }) => state)).toEqual(["stale"]);
    expect(made.text).toContain("**New**");
  });

  it("is never overwritten where somebody wrote into it, unless told to", () => {
    for (const edited of [filled.replace("Prediction", "My"), empty.replace(END, `Mine.\n${END}`)]) {
      expect(states(edited)).toEqual(["edited"]);
      expect(run(edited).text).toBe(edited);
      expect(run(edited, "note.md", true).text).toBe(filled);
    }
  });

  it("keeps line breaks, a missing last one, and a byte order mark", () => {
    const windows = `\ufeff${empty.trimEnd().replaceAll("\n", "\r\n")}`;
    const made = run(windows).text;
    expect(made.replaceAll("\r\n", "\n")).toBe(`\ufeff${filled.trimEnd()}`);
    expect(made.replaceAll("\r\n", "")).not.toContain("\n");
    expect(states(made)).toEqual(["fresh"]);
  });

  it("keeps its indentation, in a list say", () => {
    const made = run(`- item\n\n  ${BEGIN}\n  ${END}\n`).text;
    for (const line of made.split("\n").slice(2)) expect(line).toMatch(/^(?: {2}|$)/);
    expect(states(made)).toEqual(["fresh"]);
  });

  it("is a whole derivation where no claim is named", () => {
    const made = run(`${BEGIN.replace("#gradient", "")}\n${END}\n`).text;
    for (const { title } of sample.files[0]!.theorems) if (title !== null) expect(made).toContain(`**${title}**`);
  });

  it.each([
    [
      "note.mdx",
      "{/* lossproof:begin softmax-nll#gradient */}\n{/* lossproof:end */}\n",
      /\n\{\/\* lossproof:end sha=/,
    ],
    [
      "note.tex",
      "% lossproof:begin softmax-nll#gradient\n% lossproof:end\n",
      /\\begin\{align\*\}[\s\S]*\n% lossproof:end sha=/,
    ],
    [
      "note.md",
      "<!-- lossproof:begin softmax-nll#gradient format=html-fragment -->\n<!-- lossproof:end -->\n",
      /<div class="lossproof"[^>]*>\n(?:[^\n]+\n)+<\/div>\n\n<!--/,
    ],
  ])("has the form of its host: %s", (path, text, form) => {
    const made = run(text, path).text;
    expect(made).toMatch(form);
    expect(states(made, path)).toEqual(["fresh"]);
  });
});

describe("what is no block", () => {
  it.each([
    ["a fence", `\`\`\`html\n${BEGIN}\n${END}\n\`\`\`\n`],
    ["a fence in a list", `- a\n\n  ~~~\n  ${BEGIN}\n  ~~~\n`],
    ["indented code", `Text\n\n    ${BEGIN}\n    ${END}\n`],
    ["a longer comment", `<!--\n${BEGIN}\n-->\n`],
    ["a code span", "Write `\n{/* lossproof:begin softmax-nll */}\n` here.\n"],
    ["a line with other words", `See ${BEGIN} here.\n`],
  ])("%s is left alone", (_, text) => {
    expect(findBlocks(text, "markdown")).toEqual({ blocks: [], problems: [] });
    expect(run(text).text).toBe(text);
  });
  it("in LaTeX is what is printed as it stands", () => {
    const text = "\\begin{verbatim}\n% lossproof:begin a#b\n% lossproof:end\n\\end{verbatim}\n";
    expect(findBlocks(text, "tex").blocks).toEqual([]);
  });
});

describe("what is wrong", () => {
  it.each([
    [`${BEGIN}\n`, "a block begins and does not end"],
    [`${END}\n`, "a block ends that did not begin"],
    [`${BEGIN}\n\n${BEGIN}\n${END}\n`, "a block begins within the block of line 1"],
    ["<!-- lossproof:begin -->\n", "`lossproof:begin` names a derivation, or a claim as `derivation#claim`"],
    ["<!-- lossproof:begin a#b#c -->\n", "`a#b#c` is neither `derivation` nor `derivation#claim`"],
    ["<!-- lossproof:begin a width=3 -->\n", "`width=3` is no option of a block; there is `format=…`"],
    ["<!-- lossproof:start a -->\n", "`lossproof:start` is no marker; there are `lossproof:begin` and `lossproof:end`"],
    [`<!-- lossproof:begin nowhere -->\n${END}\n`, "there is no derivation `nowhere`"],
    [`<!-- lossproof:begin softmax-nll#no -->\n${END}\n`, "`softmax-nll` has no claim `no`"],
    [`<!-- lossproof:begin ../etc/passwd -->\n${END}\n`, "there is no derivation `../etc/passwd`"],
    [
      `<!-- lossproof:begin softmax-nll format=pdf -->\n${END}\n`,
      "unknown format `pdf`; there are md, mdx, tex, html-fragment",
    ],
  ])("%j is told", (text, message) => {
    const made = run(text);
    expect(made.blocks.flatMap((b) => (b.state === "wrong" ? [b.message] : []))[0]).toBe(message);
    expect(made.text).toBe(text);
  });
  it("does not keep the other blocks from being filled", () => {
    const made = run(`<!-- lossproof:begin nowhere -->\n${END}\n\n${empty}`);
    expect(made.blocks.map(({ state }) => state)).toEqual(["wrong", "stale"]);
    expect(made.text.endsWith(filled)).toBe(true);
  });
});

it("the derivations that a note wants are named once", () => {
  expect(wantedBy(`${empty}${empty}<!-- lossproof:begin other -->\n${END}\n`, "note.md")).toEqual([
    "softmax-nll",
    "other",
  ]);
});
