import { describe, expect, it } from "vitest";
import { typesetter } from "../../src/report/katex.ts";
import { hostTex, inertMarkdown } from "../../src/report/markdown-text.ts";
import { outline } from "../../src/report/outline.ts";
import { isSafeLink, prose, splitFormulas } from "../../src/report/prose.ts";

const words = () =>
  prose({
    typeset: { formula: ({ tex }, style) => `[${style ?? "row"} ${tex}]`, tex: (tex, style) => `[${style} ${tex}]` },
    outline: outline(),
    link: (href) => (href.startsWith("nowhere") ? null : href),
    claim: (id) => (id === "gradient" ? id : null),
  });

describe("prose", () => {
  it.each([
    ["$a_1$ and $b_1$", "[inline a_1] and [inline b_1]"],
    ["in $x$, not in y", 'in <span class="unbroken">[inline x],</span> not in y'],
    ["it costs $5 or $6", "it costs $5 or $6"],
    ["it costs \\$5 and $x$", "it costs $5 and [inline x]"],
    ["$ x$ is no formula", "$ x$ is no formula"],
    ["`$x$`", "<code>$x$</code>"],
    ["$a*b$ *c*", "[inline a*b] <em>c</em>"],
    ["before $$x$$ after", 'before <span class="display">[display x]</span> after'],
    ["see `gradient` and `other`", 'see <a href="#gradient"><code>gradient</code></a> and <code>other</code>'],
    ["[a](nowhere) [b](#c)", 'a <a href="#c">b</a>'],
    ["[see `gradient`](#x)", '<a href="#x">see <code>gradient</code></a>'],
    ["[![alt](http://e.org/p.png)](#x)", '<a href="#x">alt</a>'],
    ["![alt](http://e.org/p.png)", '<a href="http://e.org/p.png">alt</a>'],
    ["a <b>c</b>", "a &lt;b&gt;c&lt;/b&gt;"],
    ["https://example.org stays text", "https://example.org stays text"],
  ])("%s", (markdown, html) => {
    expect(words().line(markdown)).toBe(html);
  });

  it("sets a formula of several lines", () => {
    expect(words().blocks("$$\nx\n= y\n$$\n")).toBe('<p><span class="display">[display x\n= y]</span></p>\n');
    expect(words().blocks("text\n$$x$$\ntext")).toContain(
      '</p>\n<p><span class="display">[display x]</span></p>\n<p>text</p>',
    );
  });

  it("keeps headings in order", () => {
    const { blocks } = words();
    expect(blocks("## a\n\n#### b\n\n## c\n\n# d\n\n### e").match(/h\d/g)).toEqual(
      "h2 h2 h3 h3 h2 h2 h2 h2 h3 h3".split(" "),
    );
  });
});

it("a title may hold formulas and nothing else", () => {
  expect(words().text("*a* $b$ [c](d)")).toBe("*a* [inline b] [c](d)");
  expect(splitFormulas("a $b$ c").map((part) => part.tex)).toEqual([null, "b", null]);
});

it.each([
  ["https://example.org", true],
  ["mailto:a@example.org", true],
  ["a.md#b", true],
  ["#b", true],
  ["a/b:c", true],
  ["javascript:alert(1)", false],
  [" java\nscript:alert(1)", false],
  ["vbscript:x", false],
  ["data:text/html,x", false],
  ["file:///etc/passwd", false],
])("a link to %s is safe: %s", (href, safe) => {
  expect(isSafeLink(href)).toBe(safe);
});

describe("formulas", () => {
  const { tex } = typesetter();
  it("come as HTML and MathML, with the TeX to copy", () => {
    const html = tex("\\frac{a}{b}", "row");
    expect(html).toContain("<mfrac>");
    expect(html).toContain('<annotation encoding="application/x-tex">\\frac{a}{b}</annotation>');
    expect(html).toContain('aria-hidden="true"');
  });
  it("may break at relations and sums in a row", () => {
    expect(tex("a = b + c", "row").match(/katex-base/g)).toHaveLength(3);
  });
  it.each([
    ["2,000 braces", "{".repeat(2000)],
    ["2,000 closed braces", `${"{".repeat(2000)}${"}".repeat(2000)}`],
    ["2,000 roots", "\\sqrt{".repeat(2000)],
    ["2,000 parentheses that grow", `${"\\left(".repeat(2000)}x${"\\right)".repeat(2000)}`],
    ["a macro that grows without end", "\\def\\a{\\a\\a}\\a"],
    ["a very long text", "x+".repeat(20_000)],
    ["wrong TeX", "\\frac{1"],
    ["an unknown macro", "\\nosuchmacro x"],
    ["nothing", " "],
  ])("%s: shown as written", (_, source) => {
    expect(tex(source, "inline")).toMatch(/^<code class="untypeset">[^<]*<\/code>$/);
  });
  it("ask for no size beyond ten em", () => {
    expect(tex("\\rule{1000em}{1000em}", "inline")).not.toContain("1000em;");
  });
  it("never link", () => {
    expect(tex("\\href{https://example.org}{x}", "inline")).not.toContain("href=");
  });
});

describe("Markdown for code hosts", () => {
  it.each([
    ["\\{1, 2\\}", "\\lbrace 1, 2\\rbrace"],
    ["a\\,b\\;c\\!d", "a\\thinspace b\\thickspace c\\negthinspace d"],
    ["a<b>c", "a\\lt b\\gt c"],
    ["a^*", "a^\\ast"],
    ["\\operatorname{sign}(x)", "\\mathop{\\mathrm{sign}}(x)"],
    ["\\operatorname*{argmin}_x", "\\mathop{\\mathrm{argmin}}\\limits_x"],
    ["\\operatorname{f}_x", "\\mathop{\\mathrm{f}}\\nolimits_x"],
    ["\\begin{cases} a \\\\ b \\end{cases}", "\\begin{cases} a \\\\ b \\end{cases}"],
    ["a\n  b", "a b"],
    ["[a](b)", "[a] (b)"],
  ])("%s in a formula", (tex, host) => {
    expect(hostTex(tex)).toBe(host);
  });

  it.each([
    ["Words *as* they `are`.", "Words *as* they `are`."],
    ["$x<y$ and a<b>", "$x\\lt y$ and a&lt;b>"],
    ["`a<b>` <b>", "`a<b>` &lt;b>"],
    ["```\n<b>\n```\n<b>", "```\n<b>\n```\n&lt;b>"],
    ["```\nnever closed", "```\nnever closed\n```"],
    ["$$\na<b\n$$\n", "$$\na\\lt b\n$$\n"],
    ["<https://example.org>", "<https://example.org>"],
    ["[a](b.md)", "[a](B.MD)"],
  ])("%j in prose", (markdown, safe) => {
    expect(inertMarkdown(markdown, (href) => href.toUpperCase())).toBe(safe);
  });
});
