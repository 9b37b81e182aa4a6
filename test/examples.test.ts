/** The example sites: their derivations are fresh, and their notes are what their hosts read. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { mystParse } from "myst-parser";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { beforeAll, describe, expect, it } from "vitest";
import type { CheckedFile } from "../src/checked.ts";
import { embed } from "../src/embed/embed.ts";
import { checkText } from "../src/verify.ts";

const NOTES = {
  myst: "examples/myst/index.md",
  quarto: "examples/quarto/index.qmd",
  docusaurus: "examples/docusaurus/docs/softmax.mdx",
  vitepress: "examples/vitepress/index.md",
  mkdocs: "examples/mkdocs/docs/index.md",
  latex: "examples/latex/notes.tex",
} as const;
const read = (path: string): string => readFileSync(path, "utf8");

let softmax: CheckedFile;
beforeAll(async () => {
  const path = "examples/derivations/softmax.md";
  softmax = await checkText(read(path), path);
}, 120_000);

describe("examples/", () => {
  it("rests on a derivation that holds", () => {
    expect(softmax.theorems.map(({ id, met }) => [id, met])).toEqual([
      ["rewritten", true],
      ["gradient", true],
      ["wrong-sign", true],
    ]);
  });

  it.each(Object.entries(NOTES))("%s is fresh", (_, path) => {
    const made = embed(read(path), path, { derivation: (id) => (id === "softmax" ? softmax : null), force: false });
    expect(made.blocks.map(({ wanted, state }) => [wanted, state])).toEqual([
      ["softmax#gradient", "fresh"],
      ["softmax#wrong-sign", "fresh"],
    ]);
  });

  it("docusaurus compiles", async () => {
    const text = read(NOTES.docusaurus).replace(/^---\n[\s\S]*?\n---\n/, "");
    const code = String(await compile(text, { remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }));
    expect(code).toContain("katex-display");
    expect(code).not.toContain("katex-error");
  });

  it("myst finds the formulas", () => {
    expect(JSON.stringify(mystParse(read(NOTES.myst))).match(/"type":"math"/g)?.length).toBeGreaterThan(3);
  });

  it("vitepress has nothing that Vue would evaluate", () => {
    expect(read(NOTES.vitepress)).not.toContain("{{");
  });

  const pdflatex = spawnSync("pdflatex", ["--version"]).status === 0;
  it.skipIf(!pdflatex)("latex compiles", { timeout: 60_000 }, () => {
    const out = mkdtempSync(join(tmpdir(), "lossproof-latex-"));
    const flags = ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", `-output-directory=${out}`];
    const { status } = spawnSync("pdflatex", [...flags, NOTES.latex], { encoding: "utf8" });
    rmSync(out, { recursive: true, force: true });
    expect(status).toBe(0);
  });
});
