import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { frame } from "../../src/diagnostic/frame.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { readDerivation } from "../../src/language/markdown.ts";
import type { Document } from "../../src/language/syntax.ts";

async function document(text: string): Promise<{ document: Document; diagnostics: Diagnostic[] }> {
  return readDerivation(text, "a/derivation.md");
}
const at = (d: Diagnostic): string =>
  `${d.span.line}:${d.span.column}-${d.span.endLine}:${d.span.endColumn} ${d.code} ${d.message}`;

describe("fences", () => {
  it("stand in lists and quotes, with backticks or tildes; places are those of the file", async () => {
    const text = [
      "# Title",
      "1. item",
      "",
      "   ~~~lossproof",
      "   var x : real",
      "   theorem a: x = x +",
      "     2x",
      "   ~~~",
      "> ```lossproof",
      "> theorem b: y = 1",
      "> ```",
      "````",
      "```lossproof",
      "not read",
      "```",
      "````",
      "```lossproof2",
      "not read",
      "```",
    ].join("\n");
    const r = await document(text);
    const e = elaborate(r.document);
    expect([...r.diagnostics, ...e.diagnostics].map(at)).toEqual([
      "7:7-7:8 E105 `2` and `x` stand side by side: there is no implicit multiplication",
      "10:14-10:15 E201 unknown name `y`",
    ]);
    expect(r.document.blocks.map((b) => (b.k === "prose" ? b.markdown.split("\n")[0] : b.statement.k))).toEqual([
      "# Title",
      "var",
      "error",
      "theorem",
      "````",
    ]);
  });
  it("CRLF and a byte order mark change nothing", async () => {
    const text = "---\ntitle: T\n---\nprose\n\n```lossproof\nvar x : real\ntheorem a: x = y\n```\n";
    const plain = await document(text);
    const windows = await document(`\uFEFF${text.replaceAll("\n", "\r\n")}`);
    expect(windows.document.front).toEqual(plain.document.front);
    expect(windows.document.front.title).toBe("T");
    expect(elaborate(windows.document).diagnostics.map(at)).toEqual(elaborate(plain.document).diagnostics.map(at));
    expect(elaborate(plain.document).diagnostics.map(at)).toEqual(["8:16-8:17 E201 unknown name `y`"]);
  });
  it("a file without a block is no derivation", async () => {
    expect((await document("# Just prose\n\n    ```lossproof\n")).document.hasBlocks).toBe(false);
    expect((await document("")).document.hasBlocks).toBe(false);
    expect((await document("```lossproof")).document.hasBlocks).toBe(true);
  });
  it("a block sees what earlier blocks declare, and prose stays in order", async () => {
    const { document: d } = await document(
      "one\n\n```lossproof\nvar x : real\n```\n\ntwo\n\n```lossproof\ntheorem a: x = x # trivial\n```\n\nthree\n",
    );
    const e = elaborate(d);
    expect(e.diagnostics).toEqual([]);
    expect(e.items.map((i) => (i.k === "prose" ? i.markdown : i.k))).toEqual([
      "one",
      "declarations",
      "two",
      "theorem",
      "three",
    ]);
  });
  it("a continuation does not cross blocks", async () => {
    const { diagnostics } = await document("```lossproof\nvar x : real\n```\n```lossproof\n  where x > 0\n```\n");
    expect(diagnostics.map(at)).toEqual([
      "5:3-5:14 E102 this line is indented, but there is no statement above it to continue",
    ]);
  });
});

describe("statements", () => {
  it("comments, Greek letters, continuation lines", async () => {
    const { document: d, diagnostics } = await document(
      '```lossproof\nvar θ, µ : real  # "quoted" # more\n# a line\n\ntheorem a "no # comment": θ =\n\n      # between\n  theta + µ - mu\n```\n',
    );
    expect(diagnostics).toEqual([]);
    const e = elaborate(d);
    expect(e.diagnostics).toEqual([]);
    const [first, second] = d.blocks.flatMap((b) => (b.k === "statement" ? [b.statement] : []));
    expect(first?.comment).toBe('"quoted" # more');
    expect(second).toMatchObject({ k: "theorem", title: "no # comment", propText: "θ = theta + µ - mu" });
  });
});

describe("front matter", () => {
  const front = async (yaml: string) => {
    const r = await document(`---\n${yaml}\n---\n\n\`\`\`lossproof\nvar x real\n\`\`\`\n`);
    return {
      front: r.document.front,
      messages: r.diagnostics.filter((d) => d.code === "E113").map(at),
      rest: r.diagnostics.length,
    };
  };
  it("has text and lists", async () => {
    const r = await front(
      "title: Why 1 + 1\nid: why-logs\nsummary: >\n  two\n  lines\nsource: one\ntags: [a, 2]\nlayout: post",
    );
    expect(r.messages).toEqual([]);
    expect(r.front).toEqual({
      title: "Why 1 + 1",
      id: "why-logs",
      summary: "two lines",
      source: ["one"],
      tags: ["a", "2"],
    });
  });
  it("is refused with a reason, and the blocks are read all the same", async () => {
    expect((await front("title: [a")).messages[0]).toMatch(/^3:1-.* E113 front matter: /);
    expect((await front("title: {a: b}")).messages).toEqual(["2:8-2:14 E113 `title` in the front matter must be text"]);
    expect((await front("id: ../../etc/passwd")).messages).toEqual(["2:5-2:21 E113 `../../etc/passwd` is not an id"]);
    expect((await front("- a\n- b")).messages).toEqual([
      "2:1-3:4 E113 the front matter is not a list of `key: value` lines",
    ]);
    expect((await front(`title: ${"x".repeat(70_000)}`)).messages).toEqual([
      "2:1-2:1 E113 the front matter is longer than 65536 characters",
    ]);
    expect((await front(`tags: ${"[".repeat(5000)}`)).messages).toEqual([
      expect.stringMatching(/E113 the front matter is nested too deeply$/),
    ]);
    expect((await front("title: x\ntitle: y")).messages).toHaveLength(1);
    expect((await front("title: x")).rest).toBe(1);
  });
  it("aliases are not followed", async () => {
    const bomb = [
      "a: &a [x, x]",
      ...Array.from(
        { length: 20 },
        (_, i) => `b${i}: &b${i} [*${i === 0 ? "a" : `b${i - 1}`}, *${i === 0 ? "a" : `b${i - 1}`}]`,
      ),
      "tags: *b19",
    ];
    expect((await front(bomb.join("\n"))).messages).toHaveLength(1);
  });
  it("__proto__ is a key like another", async () => {
    const r = await front("__proto__: {title: evil}\nconstructor: x");
    expect(r.messages).toEqual([]);
    expect(r.front.title).toBe(null);
  });
  it("a line of dashes without an end is prose", async () => {
    expect((await document("---\n\n# Hello\n")).document.blocks).toMatchObject([
      { k: "prose", markdown: "---\n\n# Hello" },
    ]);
  });
});

describe("the corpus", () => {
  const files = readdirSync("derivations").filter((f) => f.endsWith(".md"));
  it.each(files)("%s is read without complaint", async (file) => {
    const { document: d, diagnostics } = await readDerivation(readFileSync(`derivations/${file}`, "utf8"), file);
    const e = elaborate(d);
    expect([...diagnostics, ...e.diagnostics].map(at)).toEqual([]);
    expect(e.items.filter((i) => i.k === "theorem").length).toBeGreaterThan(5);
  });
});

describe("frames", () => {
  it("show the line and a caret under the place", async () => {
    const text = "# T\n\n```lossproof\ntheorem a: 2x = 1\n```\n";
    const [d] = (await document(text)).diagnostics;
    expect(frame(d as Diagnostic, text, "a.md")).toBe(
      [
        "error[E105]: `2` and `x` stand side by side: there is no implicit multiplication",
        "  --> a.md:4:13",
        "  |",
        "4 | theorem a: 2x = 1",
        "  |             ^",
        "  = help: write `2*x`",
      ].join("\n"),
    );
  });
});
