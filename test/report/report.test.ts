import { describe, expect, it } from "vitest";
import { compact, formulaStyle } from "../../src/report/formula-style.ts";
import { htmlPages } from "../../src/report/html.ts";
import { isFormat, report, reportFiles } from "../../src/report/index.ts";
import { typesetter } from "../../src/report/katex.ts";
import { styledClasses } from "../../src/report/katex-sheet.ts";
import { markdownPages } from "../../src/report/md.ts";
import { PAGE_STYLE } from "../../src/report/page-style.ts";
import { linkTarget, pageNames } from "../../src/report/pages.ts";
import { chains, tally } from "../../src/report/words.ts";
import { checked, derivation, logarithms, sample, shown, softmax, step, theorem } from "./fixture.ts";

const html = (name: string): string => htmlPages(sample).find((page) => page.name === name)?.text ?? "";
const md = (name: string): string => markdownPages(sample).find((page) => page.name === name)?.text ?? "";

describe("a report", () => {
  it("is the same every time", () => {
    for (const format of ["html", "md", "json", "certificates"] as const) {
      expect(reportFiles(sample, format)).toEqual(reportFiles(structuredClone(sample), format));
    }
  });

  it("does not tell how long checking took, or by which version, where it is committed", () => {
    const slower = { ...sample, version: "9.9.9", summary: { ...sample.summary, ms: 99 } };
    const files = slower.files.map((file) => {
      const late = (t: (typeof file.theorems)[number]) => ({ ...t, ms: 77 });
      const theorems = file.theorems.map(late);
      let at = 0;
      return {
        ...file,
        theorems,
        blocks: file.blocks.map((b) => (b.k === "theorem" ? { k: "theorem" as const, theorem: theorems[at++]! } : b)),
      };
    });
    expect(markdownPages({ ...slower, files })).toEqual(markdownPages(sample));
  });

  it("has a page for each derivation and an index", () => {
    expect(htmlPages(sample).map((page) => page.name)).toEqual([
      "softmax-nll.html",
      "why-logarithms.html",
      "refuted.html",
      "index.html",
    ]);
    expect(markdownPages(sample).map((page) => page.name)).toEqual([
      "softmax-nll.md",
      "why-logarithms.md",
      "README.md",
    ]);
  });

  it("of one derivation is its page, of several their index", () => {
    expect(report(checked(softmax), "md")).toBe(markdownPages(checked(softmax))[0]?.text);
    expect(report(sample, "md")).toBe(md("README.md"));
    expect(isFormat("toString")).toBe(false);
  });
});

describe("a page", () => {
  it("has every claim as a card with its verdict, numbered and linked", () => {
    for (const file of [softmax, logarithms]) {
      const page = html(`${file.id}.html`);
      for (const [at, { id, verdict }] of file.theorems.entries()) {
        expect(page).toContain(`id="${id}"`);
        expect(page).toContain(`<span class="n">${at + 1}</span>`);
        expect(page).toContain(`class="verdict v-${verdict}`);
      }
    }
  });

  it("leads from every anchor to something that is there, and names nothing twice", () => {
    for (const { text } of htmlPages(sample)) {
      const ids = Array.from(text.matchAll(/ id="([^"]*)"/g), (m) => m[1]);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, anchor] of text.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(anchor);
      for (const [, page = "", anchor] of text.matchAll(/href="([\w-]+\.html)(?:#([^"]*))?"/g)) {
        expect(html(page)).not.toBe("");
        if (anchor) expect(html(page)).toContain(` id="${anchor}"`);
      }
    }
  });

  it("has its headings in order", () => {
    for (const { text } of htmlPages(sample)) {
      const levels = Array.from(text.matchAll(/<h(\d)/g), (m) => Number(m[1]));
      expect(levels[0]).toBe(1);
      for (const [at, level] of levels.slice(1).entries()) expect(level - levels[at]!).toBeLessThanOrEqual(1);
    }
  });

  it("labels every step", () => {
    const page = html("softmax-nll.html");
    for (const [li] of page.matchAll(/<li class="step"[^>]*>/g)) expect(li).toMatch(/aria-label="Step \d+: [^"]+"/);
    expect(page).toContain('aria-label="Step 3: = y[m] - delta(m, T)"');
  });

  it("turns a reason that is a claim into a link to it", () => {
    expect(html("softmax-nll.html")).toContain('<div class="why"><a href="#rewritten">Theorem 1</a></div>');
  });

  it("does not repeat the title that the prose begins with", () => {
    const file = derivation("x", [{ k: "prose", markdown: "# A title\n\nText." }], { title: "A title" });
    expect(htmlPages(checked(file))[0]?.text.match(/A title<\/h/g)).toHaveLength(1);
    expect(markdownPages(checked(file))[0]?.text.match(/A title/g)).toHaveLength(1);
  });

  it("of two claims with one id keeps both reachable", () => {
    const both = [theorem("a", shown("x = x")), theorem("a", shown("y = y"))];
    const file = derivation(
      "x",
      both.map((t) => ({ k: "theorem" as const, theorem: t })),
    );
    const page = htmlPages(checked(file))[0]!.text;
    expect(page).toContain('href="#a"');
    expect(page).toContain('href="#claim.2"');
    expect(page).toContain('id="claim.2"');
  });
});

describe("the formulas of a page", () => {
  const { tex } = typesetter();
  const fonts = (html: string): string[] =>
    Array.from(formulaStyle(html).matchAll(/font-family:(KaTeX_\w+);font-style:(\w+);font-weight:(\d+);src/g), (m) =>
      m.slice(1).join(" "),
    );

  it("bring only the fonts that they use", () => {
    expect(formulaStyle("<p>text</p>")).toBe("");
    expect(fonts(tex("1 + 2", "inline"))).toEqual(["KaTeX_Main normal 400"]);
    expect(fonts(tex("x", "inline")).sort()).toEqual(["KaTeX_Main normal 400", "KaTeX_Math italic 400"]);
    expect(fonts(tex("\\mathbb{R}", "inline"))).toContain("KaTeX_AMS normal 400");
    expect(fonts(tex("\\mathbf{w}", "inline"))).toContain("KaTeX_Main normal 700");
    expect(fonts(tex("\\sum_k", "row"))).toContain("KaTeX_Size2 normal 400");
  });

  it("keep their inline styles as classes", () => {
    const { html, style } = compact(
      '<b class="x"></b><i style="height:1em;"></i><i style="height:1em;"></i><u style="color:rgb(1, 2, 3)"></u>',
    );
    expect(html).toBe('<b class="x"></b><i class=k0></i><i class=k0></i><u style="color:rgb(1, 2, 3)"></u>');
    expect(style).toBe(".katex.katex .k0{height:1em;}");
  });

  it("have short classes in the page and in the sheet, none of them the page's own", () => {
    const { html, style } = compact(tex("\\frac{a}{b}", "row"));
    expect(html).not.toContain("vlist");
    expect(style).not.toContain("vlist");
    expect(style).toContain("url(data:font/woff;base64,");
    const own = new Set(Array.from(PAGE_STYLE.matchAll(/\.([a-z][\w-]*)/g), (m) => m[1]!));
    expect([...own].filter((name) => styledClasses().has(name)).sort()).toEqual([
      "katex",
      "katex-display",
      "katex-html",
    ]);
  });
});

describe("a chain of steps", () => {
  const [a, b, c] = [shown("a"), shown("b"), shown("c")];
  const shape = (steps: Parameters<typeof chains>[0]): unknown =>
    chains(steps).map((chain) => [chain.head?.text ?? null, chain.rows.length]);
  it("goes on while each row begins where the one above ends", () => {
    expect(shape([step(a, "=", b, ""), step(b, "<=", c, "")])).toEqual([["a", 2]]);
    expect(shape([step(a, "=", b, ""), step(null, "=", c, "")])).toEqual([["a", 2]]);
  });
  it("begins anew where it does not", () => {
    expect(shape([step(a, "=", b, ""), step(a, "=", c, "")])).toEqual([
      ["a", 1],
      ["a", 1],
    ]);
  });
  it("keeps whole propositions together", () => {
    expect(shape([step(a, null, null, ""), step(b, null, null, ""), step(a, "=", b, "")])).toEqual([
      [null, 2],
      ["a", 1],
    ]);
  });
});

describe("links in prose", () => {
  const names = pageNames(sample.files);
  it.each([
    ["why-logarithms.md", "why-logarithms.html"],
    ["./why-logarithms.md#x", "why-logarithms.html#x"],
    ["../derivations/softmax-nll.md", "softmax-nll.html"],
    ["other.md", null],
    ["../../etc/passwd", null],
    ["%", null],
    ["/absolute", null],
    ["javascript:x", null],
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    ["#here", "#here"],
  ])("%s leads to %s", (href, target) => {
    expect(linkTarget(href, softmax, names, "html")).toBe(target);
  });
});

it("a tally counts what there is", () => {
  expect(tally(softmax.theorems)).toBe("5 claims: 4 proved, 1 refuted, all as stated");
  expect(tally(logarithms.theorems)).toBe("4 claims: 1 proved, 2 refuted, 1 undecided, 2 not as stated");
  expect(tally([])).toBe("no claims");
  expect(tally(softmax.theorems.slice(0, 1))).toBe("1 claim: 1 proved, as stated");
});

it("JSON has the documented fields", () => {
  const parsed = JSON.parse(report(sample, "json"));
  expect(Object.keys(parsed)).toEqual(["schema", "version", "ok", "files", "summary"]);
  const claim = parsed.files[0].theorems[3];
  expect(claim).toMatchObject({
    id: "gradient-off-by-sign",
    kind: "refute",
    line: 44,
    verdict: "refuted",
    met: true,
    reason: null,
  });
  expect(claim.counterexample).toMatchObject({
    how: "false",
    assignment: { K: "2", "z[1]": "0" },
    lhs: "-1/2",
    rhs: "1/2",
    certificate: "exact",
  });
  expect(claim.repair).toEqual({
    statement: "diff(C, z[m]) = y[m] - delta(m, T)",
    change: "y[m] - delta(m, T) for delta(m, T) - y[m]",
  });
  expect(parsed.files[0].theorems[0].steps[0]).toEqual({
    text: "C = -log(y[T])",
    reason: "definition of $C$",
    verdict: "proved",
  });
  expect(parsed.files[1].diagnostics[0]).toMatchObject({ code: "E204", severity: "error", line: 36, column: 1 });
});

it("a page stays small, its fonts and its formulas included", () => {
  const bytes = Buffer.byteLength(html("softmax-nll.html"));
  const formulas = html("softmax-nll.html").split("<math").length - 1;
  // Style, script and fonts come to some 70 KB; a formula with its MathML to some 2 KB.
  expect(bytes).toBeLessThan(75_000 + formulas * 2_500);
});
