/**
 * The Markdown report as MDX, for hosts that compile pages to components: there a brace opens an expression, `<` a
 * component and `import` a module. Formulas stay `$…$`, so the host needs its mathematics plugin (remark-math).
 */
import type { Checked } from "../checked.ts";
import { outsideCode } from "./markdown-text.ts";
import { type MarkdownOptions, markdownPages } from "./md.ts";
import type { OutputFile } from "./pages.ts";
import { splitFormulas } from "./prose.ts";

/** The pages of the Markdown report as MDX, the index as index.mdx. */
export function mdxPages(checked: Checked, options: MarkdownOptions = {}): readonly OutputFile[] {
  return markdownPages(checked, options).map(({ name, text }) => ({
    name: name === "README.md" ? "index.mdx" : name.replace(/\.md$/, ".mdx"),
    text: mdxText(
      text.replace(
        /\]\(((?:[\w.%-]+))\.md(?=[#)])/g,
        (_, page: string) => `](${page === "README" ? "index" : page}.mdx`,
      ),
    ),
  }));
}

/** Inert Markdown as MDX: outside code and formulas no brace and no tag is left that MDX would obey. */
export function mdxText(markdown: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  let formula = false;
  for (const line of markdown.split("\n")) {
    const mark: string | undefined = line.match(/^ {0,3}(`{3,}|~{3,})/)?.[1];
    if (fence !== null) {
      lines.push(line);
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
      lines.push(line);
    } else if (/^\s*\$\$[^$]+\$\$\s*$/.test(line) && !formula) {
      // On one line with its dollars, a formula would stand within the text.
      const indent = line.slice(0, line.length - line.trimStart().length);
      lines.push(`${indent}$$`, indent + line.trim().slice(2, -2).trim(), `${indent}$$`);
    } else if (formula || /^\$\$(?!.*\$\$)/.test(line)) {
      lines.push(line);
      if ((line.split("$$").length - 1) % 2 === 1) formula = !formula;
    } else {
      lines.push(
        outsideCode(line, proseLine).replace(
          /^(\s*)([ie])(?=mport\b|xport\b)/,
          (_, blank: string, c: string) => `${blank}&#${c.charCodeAt(0)};`,
        ),
      );
    }
  }
  return lines.join("\n");
}

function proseLine(text: string): string {
  return text
    .split(/(\$\$(?:\\.|[^$\\])+\$\$)/)
    .map((part, at) => (at % 2 === 1 ? part : inlineParts(part)))
    .join("");
}

function inlineParts(text: string): string {
  return splitFormulas(text)
    .map((part) => (part.tex === null ? plain(part.text) : part.text))
    .join("");
}

/** The tags of our own cards stay. */
const OWN = /(<a id="[\w.-]+"><\/a>)/;

function plain(text: string): string {
  return text
    .split(OWN)
    .map((part, at) => {
      if (at % 2 === 1) return part;
      return part
        .replace(/<(https?:\/\/[^\s<>]*)>/g, "[$1]($1)")
        .replace(/</g, "&lt;")
        .replace(/(?<!\\)((?:\\\\)*)([{}])/g, "$1\\$2");
    })
    .join("");
}
