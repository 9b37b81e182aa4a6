/** Reports as their hosts read them: each format goes through the parser of whoever will show it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { compile as compileVue } from "@vue/compiler-dom";
import { Ajv } from "ajv";
import katex from "katex";
import MarkdownIt from "markdown-it";
import { mystParse } from "myst-parser";
import rehypeKatex from "rehype-katex";
import rehypeStringify from "rehype-stringify";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { reportFiles } from "../../src/report/index.ts";
import { mdxText } from "../../src/report/mdx.ts";
import { checked, sample } from "./fixture.ts";
import { ATTACKS, dangersIn, everywhere } from "./inert.ts";
import { NOTEBOOK } from "./notebook.ts";

const committed = readdirSync("out")
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join("out", name), "utf8") }));
const markdown = [...committed, ...reportFiles(sample, "md")];

const title = (attack: string): string => JSON.stringify(attack.length > 60 ? `${attack.slice(0, 60)}…` : attack);

describe("Markdown", () => {
  it("is read by remark, every formula typeset by the KaTeX that hosts ship", async () => {
    const host = unified().use(remarkParse).use(remarkMath).use(remarkRehype).use(rehypeKatex).use(rehypeStringify);
    for (const { name, text } of markdown) {
      const html = String(await host.process(text));
      expect([name, html.match(/class="katex-error"[^>]*/)?.[0]]).toEqual([name, undefined]);
      expect(html).not.toMatch(/\$\$|\\begin\{aligned\}<|<p>[^<]*\\frac/);
    }
  });

  it("is read by MyST, its formulas found and typeset", () => {
    for (const { name, text } of markdown) {
      const found: string[] = [];
      const visit = (node: { type: string; value?: string; message?: string; children?: unknown[] }): void => {
        if (node.type === "math" || node.type === "inlineMath") found.push(node.value ?? "");
        if (node.type === "mystDirectiveError") throw new Error(`${name}: ${node.message}`);
        for (const child of node.children ?? []) visit(child as typeof node);
      };
      visit(mystParse(text) as Parameters<typeof visit>[0]);
      for (const tex of found) expect(() => katex.renderToString(tex, { displayMode: true })).not.toThrow();
      if (text.includes("$$")) expect(found.length).toBeGreaterThan(3);
    }
  });

  const interpolations = (text: string): unknown => {
    const html = new MarkdownIt({ html: true }).render(text).replace(/<(code|pre)>/g, "<$1 v-pre>");
    const { ast } = compileVue(html, { onError: (error) => expect(error.message).toBe("") });
    return JSON.stringify(ast, (key, value) => (key === "loc" || key === "codegenNode" ? undefined : value)).includes(
      '"type":5,',
    );
  };
  it("is a template of Vue's without anything that Vue would run", () => {
    expect(interpolations("a {{ b }}")).toBe(true);
    for (const { name, text } of markdown) expect([name, interpolations(text)]).toEqual([name, false]);
    for (const attack of ATTACKS) {
      for (const { text } of reportFiles(checked(everywhere(attack)), "md"))
        expect([attack, /(?<!\\)\{\{/.test(text)]).toEqual([attack, false]);
    }
  });
});

describe("MDX", () => {
  const plugins = {
    remarkPlugins: [remarkMath],
    rehypePlugins: [[rehypeKatex, { strict: "ignore", errorColor: "red" }] as [typeof rehypeKatex, object]],
  };
  it("compiles", async () => {
    for (const { name, text } of [
      ...committed.map(({ name, text }) => ({ name, text: mdxText(text) })),
      ...reportFiles(sample, "mdx"),
    ]) {
      const code = String(await compile(text, plugins));
      expect([name, code.includes("katex-error")]).toEqual([name, false]);
      expect(code.match(/^import (?!\{[^}]*\} from "react\/jsx-runtime")/gm)).toBeNull();
    }
  });
  it.each(ATTACKS.map((attack) => [title(attack), attack]))("compiles with %s in every field", async (_, attack) => {
    for (const { text } of reportFiles(checked(everywhere(attack)), "mdx").slice(0, 1)) {
      const code = String(await compile(text, plugins));
      expect(code.match(/alert\(1\)/g)?.length ?? 0).toBe(code.match(/alert\(1\)(?=(?:[^"\\]|\\.)*")/g)?.length ?? 0);
    }
  });
  it.each([
    ["import x", "&#105;mport x"],
    ["a {b} `{c}` $d_{e}$ $$f_{g}$$", "a \\{b\\} `{c}` $d_{e}$ $$f_{g}$$"],
    ["a < b <https://example.org>", "a &lt; b [https://example.org](https://example.org)"],
    ['<a id="x"></a>', '<a id="x"></a>'],
    ["```\n{a}\n```", "```\n{a}\n```"],
    ["$$\n{a}\n$$", "$$\n{a}\n$$"],
  ])("%j becomes %j", (text, mdx) => {
    expect(mdxText(text)).toBe(mdx);
  });
});

/** The formulas of a LaTeX file. */
function formulasOf(tex: string): string[] {
  const found: string[] = [];
  const rest = tex
    .replace(/^%.*$/gm, "")
    .replace(/\\begin\{align\*\}([\s\S]*?)\\end\{align\*\}/g, (_, body: string) => {
      found.push(`\\begin{aligned}${body}\\end{aligned}`);
      return "";
    })
    .replace(/\\\[([\s\S]*?)\\\]/g, (_, body: string) => {
      found.push(body);
      return "";
    });
  for (const [, body = ""] of rest.matchAll(/(?<!\\)\$((?:[^$\\]|\\.)+)\$/g)) found.push(body);
  for (const [, body = ""] of rest.matchAll(/\\ensuremath\{((?:[^{}]|\{[^{}]*\})+)\}/g)) found.push(body);
  return found;
}

describe("LaTeX", () => {
  const pages = reportFiles(sample, "tex");
  const document = (body: string): string =>
    `\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n${body}\n\\end{document}\n`;

  it("has formulas that KaTeX reads, with no command of KaTeX's own", () => {
    for (const { text } of pages) {
      const formulas = formulasOf(text);
      expect(formulas.length).toBeGreaterThan(5);
      for (const tex of formulas) {
        expect(() => katex.renderToString(tex.replace(/\\ensuremath/g, ""), { strict: "ignore" })).not.toThrow();
        expect(tex).not.toMatch(/\\(?:lt|gt|mathbb|href|html\w*|def|R|N|Z)(?![a-zA-Z])/);
      }
    }
  });

  it("holds braces and environments in balance, whatever the text", () => {
    for (const attack of ATTACKS) {
      for (const { text } of reportFiles(checked(everywhere(attack)), "tex")) {
        const bare = text.replace(/^%.*$/gm, "").replace(/\\[\\{}%]/g, "");
        expect([attack, bare.split("{").length]).toEqual([attack, bare.split("}").length]);
        expect(bare).not.toMatch(/\\(?:input|write|def|href|url|include\w*|catcode|csname|openout)(?![a-zA-Z])/);
      }
    }
  });

  const pdflatex = spawnSync("pdflatex", ["--version"]).status === 0;
  if (!pdflatex) console.warn("No pdflatex on this machine: LaTeX reports are not compiled.");
  it.skipIf(!pdflatex)("compiles with pdflatex", { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "lossproof-tex-"));
    const attacks = ATTACKS.flatMap((attack) => reportFiles(checked(everywhere(attack)), "tex"));
    try {
      [...pages, ...attacks].forEach(({ text }, at) => {
        writeFileSync(join(folder, `${at}.tex`), text);
      });
      const inputs = [...pages, ...attacks].map((_, at) => `\\input{${at}}`).join("\n");
      writeFileSync(join(folder, "all.tex"), document(inputs));
      const run = (): string =>
        execFileSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "all.tex"], {
          cwd: folder,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        });
      expect(run()).toContain("Output written on all.pdf");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a notebook", () => {
  it("is one by nbformat 4.5", () => {
    const validate = new Ajv().compile(NOTEBOOK);
    for (const { text } of [...reportFiles(sample, "ipynb"), { text: "{}" }]) {
      expect(validate(JSON.parse(text))).toBe(text !== "{}");
    }
  });
  it("has the text of the Markdown report", () => {
    const [page] = reportFiles(sample, "ipynb");
    const cells = JSON.parse(page!.text).cells as { source: string[] }[];
    const text = cells
      .map((cell) => cell.source.join(""))
      .join("\n\n")
      .replaceAll(".md", ".ipynb");
    const md = reportFiles(sample, "md")[0]!.text.replaceAll(".md", ".ipynb");
    expect(md.startsWith(text.slice(0, text.lastIndexOf("\n\nMade from")))).toBe(true);
  });
});

describe("a piece of HTML", () => {
  const files = reportFiles(sample, "html-fragment");
  const sheet = files.at(-1)!.text;
  it("speaks only of itself", () => {
    for (const [, head = ""] of sheet.replace(/@media[^{]*/g, "").matchAll(/([^{}]+)\{/g)) {
      if (!head.includes("@font-face"))
        expect(head.replace(/\/\*.*?\*\//g, "")).toMatch(/^\s*(?::is\([^)]*\) )?\.lossproof|^\s*$/);
    }
    for (const { text } of files.slice(0, -1)) {
      for (const [, classes = ""] of text.matchAll(/ class="([^"]*)"/g))
        expect(classes).toMatch(/^(?:lossproof|(?:lp-[\w-]+ ?)+)$/);
      const ids = Array.from(text.matchAll(/ id="([^"]*)"/g), (m) => m[1]);
      for (const id of ids) expect(id).toMatch(/^[\w-]+\./);
      for (const [, anchor] of text.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(anchor);
    }
  });
  it("has a rule for every class that a rule should name", () => {
    const named = new Set(Array.from(sheet.matchAll(/\.(lp-[\w-]+)/g), (m) => m[1]));
    for (const wanted of ["lp-claim", "lp-statement", "lp-katex", "lp-vlist", "lp-step"])
      expect(named).toContain(wanted);
  });
  it.each(ATTACKS.map((attack) => [title(attack), attack]))("stays inert with %s in every field", (_, attack) => {
    for (const { name, text } of reportFiles(checked(everywhere(attack)), "html-fragment"))
      if (!name.endsWith(".css")) expect(dangersIn(text)).toEqual([]);
  });
});
