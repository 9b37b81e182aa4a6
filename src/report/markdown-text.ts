/** Text and formulas as Markdown that reads alike on GitHub, GitLab and in site generators. */
import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { Shown } from "../checked.ts";
import { visible } from "./escape.ts";
import { isSafeLink, splitFormulas } from "./prose.ts";

/** Text that is only text: no character of it is Markdown, HTML or a formula. */
export function plainMarkdown(text: string): string {
  return visible(text)
    .replace(/\{(?=\{)/g, "{ ")
    .replace(/[\\`*_[\]|~$#{}]/g, "\\$&")
    .replace(/&(?=[#\w])/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/\s*\n\s*/g, " ");
}

/** Text, with what stands between backticks as code. */
export function messageMarkdown(source: string): string {
  return source
    .split(/`([^`]+)`/)
    .map((piece, at) => (at % 2 === 0 ? plainMarkdown(piece) : codeMarkdown(piece)))
    .join("");
}

/** One line of text, code and `$…$`. */
export function lineMarkdown(source: string): string {
  return splitFormulas(source)
    .map((part) => (part.tex === null ? messageMarkdown(part.text) : inlineTex(part.tex)))
    .join("");
}

/** One line in a cell of a table, where a bar would end the cell even within code. */
export function cellMarkdown(source: string): string {
  return lineMarkdown(source).replace(/(?<!\\)\|/g, "\\|");
}

/** Text between backticks that it cannot close. */
export function codeMarkdown(text: string): string {
  const clean = visible(text)
    .replace(/\s*\n\s*/g, " ")
    .replace(/\{(?=\{)/g, "{ ");
  const longest = Math.max(0, ...Array.from(clean.matchAll(/`+/g), (m) => m[0].length));
  const ticks = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(clean) ? " " : "";
  return `${ticks}${pad}${clean}${pad}${ticks}`;
}

function inlineTex(tex: string): string {
  return `$${hostTex(tex)}$`;
}

/** A formula in a line; its text where it has no TeX. */
export function inline({ text, tex }: Shown): string {
  return tex.trim() === "" ? codeMarkdown(text) : inlineTex(tex);
}

/** A formula in lines of its own, which every host sets apart; its text where it has no TeX. */
export function display({ text, tex }: Shown): string {
  return tex.trim() === "" ? codeMarkdown(text) : `$$\n${hostTex(tex)}\n$$`;
}

const SPELLED: Readonly<Record<string, string>> = {
  "\\,": "\\thinspace ",
  "\\:": "\\medspace ",
  "\\>": "\\medspace ",
  "\\;": "\\thickspace ",
  "\\!": "\\negthinspace ",
  "\\{": "\\lbrace ",
  "\\}": "\\rbrace ",
  "\\|": "\\Vert ",
  "<": "\\lt ",
  ">": "\\gt ",
  "*": "\\ast ",
  $: "",
  "`": "‘",
};

/** Macros that make links, load extensions or change what others mean; a host may obey them. */
const ACTIVE =
  /\\(href|url|html[A-Z][a-zA-Z]*|class|cssId|style|data|includegraphics|require|def|edef|gdef|xdef|let|futurelet|newcommand|renewcommand|providecommand|newenvironment|DeclareMathOperator|unicode|toggle|mathtip|texttip|bbox)(?![a-zA-Z])/g;

export const withoutActive = (tex: string): string => tex.replace(ACTIVE, "\\mathrm{$1}");

/**
 * TeX that survives a host that reads Markdown before it reads formulas: no escaped punctuation, no angle bracket,
 * no macro that GitHub forbids (\operatorname), and no two braces in a row, which are Vue's.
 */
export function hostTex(tex: string): string {
  return withoutActive(visible(tex))
    .replace(
      /\\operatorname(\*?)\s*\{([^{}]*)\}(\s*[_^])?/g,
      (_, star: string, name: string, script: string | undefined) => {
        const limits = script === undefined ? "" : star ? "\\limits" : "\\nolimits";
        return `\\mathop{\\mathrm{${name}}}${limits}${script ?? ""}`;
      },
    )
    .replace(/\\text(?:bf|it|rm)?\{[^{}]*\}|\\\\|\\[a-zA-Z]+|\\.|[<>*$`]/g, (token) => {
      if (token.startsWith("\\text"))
        return token
          .replaceAll("<", "}\\lt \\text{")
          .replaceAll(">", "}\\gt \\text{")
          .replaceAll("$", "")
          .replaceAll("`", "‘");
      return SPELLED[token] ?? token;
    })
    .replace(/\](?=[([])/g, "] ")
    .replace(/\{(?=\{)/g, "{ ")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * An author's Markdown without raw HTML and without links that a browser would run, its formulas as `hostTex`.
 * What this function cannot make safe while keeping its form, as a Markdown parser sees it, becomes plain text.
 */
export function inertMarkdown(markdown: string, link: (href: string) => string): string {
  const lines: string[] = [];
  let fence: { readonly mark: string; readonly indent: number } | null = null;
  let formula = false;
  for (const line of visible(markdown).split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (fence !== null && line.trim() !== "" && indent < fence.indent) fence = null;
    const mark: string | undefined = line.match(/^ {0,3}(`{3,}|~{3,})/)?.[1];
    if (fence !== null) {
      lines.push(line);
      if (mark?.startsWith(fence.mark) && line.trim() === mark) fence = null;
    } else if (mark !== undefined) {
      fence = { mark, indent };
      lines.push(withoutTags(line));
    } else if (formula || /^\s*\$\$(?!.*\$\$)/.test(line)) {
      lines.push(line.slice(0, indent) + line.trim().split("$$").map(hostTex).join("$$"));
      const dollars = line.split("$$").length - 1;
      formula = line.trim() !== "" && (dollars % 2 === 1 ? !formula : formula);
    } else {
      lines.push(outsideCode(line.replace(/\{(?=\{)/g, "{ "), (text) => proseLine(text, link)));
    }
  }
  if (fence !== null) lines.push(" ".repeat(fence.indent) + fence.mark);
  const text = withoutActive(lines.join("\n"));
  return isInert(text) ? text : plainMarkdown(markdown);
}

/** Changes what is not in a code span that opens and closes on this line; in doubt all of it. */
export function outsideCode(line: string, change: (text: string) => string): string {
  if (/[\\|]/.test(line.replace(/\$[^$]*\$/g, ""))) return change(line);
  let out = "";
  let from = 0;
  for (const code of line.matchAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g)) {
    out += change(line.slice(from, code.index)) + code[0];
    from = code.index + code[0].length;
  }
  return out + change(line.slice(from));
}

function proseLine(text: string, link: (href: string) => string): string {
  return splitFormulas(text)
    .map((part) => {
      if (part.tex !== null) return inlineTex(part.tex);
      const linked = part.text.replace(/\]\(([^()\s<>]+)(?=[\s)])/g, (_, href: string) => `](${link(href)}`);
      return withoutTags(linked);
    })
    .join("");
}

function withoutTags(text: string): string {
  return text.replace(/<(?=[A-Za-z/!?])(?!https?:\/\/[^\s<>]*>)/g, "&lt;");
}

/** Whether a parser that lets everything through finds no link that could run, and no HTML but the anchors of cards. */
export function isInert(markdown: string): boolean {
  const Markdown = createRequire(import.meta.url)("markdown-it") as typeof MarkdownIt;
  const md = new Markdown({ html: true });
  md.validateLink = () => true;
  const safe = (token: Token): boolean =>
    (!token.type.startsWith("html_") || /^(?:<a id="[a-z0-9.-]+">|<\/a>|\s)*$/.test(token.content)) &&
    ["href", "src"].every((name) => isSafeLink(String(token.attrGet(name) ?? ""))) &&
    (token.children ?? []).every(safe);
  return md.parse(markdown, {}).every(safe);
}
