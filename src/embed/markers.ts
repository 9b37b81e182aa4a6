/** Where a note asks for a derivation: pairs of comments, each alone on its line, outside all code. */
import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";

/** A place between two markers. */
export type Block = {
  /** Of the line that it begins on, from 1. */
  readonly line: number;
  /** As written: `derivation` or `derivation#claim`. */
  readonly wanted: string;
  readonly derivation: string;
  readonly claim: string | null;
  readonly format: string | null;
  /** Of the text between the markers' lines. */
  readonly from: number;
  readonly to: number;
  /** Where the end marker's line ends, its line break left out. */
  readonly end: number;
  /** What the end marker says about the text when it was filled. */
  readonly sha: string | null;
  readonly indent: string;
  readonly style: Style;
};

/** The comments of HTML, of MDX and of TeX. */
export type Style = "html" | "mdx" | "tex";

export type Problem = { readonly line: number; readonly message: string };

export type Found = { readonly blocks: readonly Block[]; readonly problems: readonly Problem[] };

const MARKER = /^([ \t]*)(?:<!--\s*(lossproof:.*?)\s*-->|\{\/\*\s*(lossproof:.*?)\s*\*\/\})[ \t]*$/;
const TEX_MARKER = /^([ \t]*)%+[ \t]*(lossproof:.*?)[ \t]*$/;

/** The blocks of a note. What looks like a marker within code, or within a longer comment, is none. */
export function findBlocks(text: string, kind: "markdown" | "tex"): Found {
  const hidden = kind === "tex" ? verbatim(text) : code(text);
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  let open: Omit<Block, "to" | "end" | "sha"> | null = null;
  let at = 0;
  text.split("\n").forEach((raw, n) => {
    const [start, line] = [at, raw.replace(/\r$/, "")];
    at += raw.length + 1;
    const match = hidden(n) ? null : (kind === "tex" ? TEX_MARKER : MARKER).exec(line);
    if (match === null) return;
    const [, indent = "", html, mdx] = match;
    const style = kind === "tex" ? "tex" : html === undefined ? "mdx" : "html";
    const problem = (message: string): void => void problems.push({ line: n + 1, message });
    const [word = "", ...rest] = (html ?? mdx ?? "").split(/\s+/);
    if (word === "lossproof:begin") {
      if (open !== null) return problem(`a block begins within the block of line ${open.line}`);
      const read = beginning(rest);
      if (typeof read === "string") return problem(read);
      open = { ...read, line: n + 1, from: Math.min(at, text.length), indent, style };
    } else if (word === "lossproof:end") {
      if (open === null) return problem("a block ends that did not begin");
      const sha = rest.map((part) => /^sha=([0-9a-f]+)$/.exec(part)?.[1]).find((found) => found !== undefined);
      blocks.push({ ...open, to: start, end: start + line.length, sha: sha ?? null });
      open = null;
    } else problem(`\`${word}\` is no marker; there are \`lossproof:begin\` and \`lossproof:end\``);
  });
  const left = open as Omit<Block, "to" | "end" | "sha"> | null;
  if (left !== null) problems.push({ line: left.line, message: "a block begins and does not end" });
  return { blocks, problems };
}

/** What `lossproof:begin` says, or what is wrong with it. */
function beginning(words: readonly string[]): Pick<Block, "wanted" | "derivation" | "claim" | "format"> | string {
  const [wanted, ...options] = words;
  if (wanted === undefined) return "`lossproof:begin` names a derivation, or a claim as `derivation#claim`";
  const [derivation = "", claim = null, more] = wanted.split("#");
  if (derivation === "" || claim === "" || more !== undefined)
    return `\`${wanted}\` is neither \`derivation\` nor \`derivation#claim\``;
  let format: string | null = null;
  for (const option of options) {
    const value = /^format=(.+)$/.exec(option)?.[1];
    if (value === undefined) return `\`${option}\` is no option of a block; there is \`format=…\``;
    format = value;
  }
  return { wanted, derivation, claim, format };
}

type Hidden = (line: number) => boolean;

/** The lines that a Markdown parser sees as code, or as the inside of a comment that began above. */
function code(text: string): Hidden {
  const Markdown = createRequire(import.meta.url)("markdown-it") as typeof MarkdownIt;
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const hidden = new Set<number>();
  const visit = (token: Token): void => {
    const [from, to] = token.map ?? [0, 0];
    const all = (test: (n: number) => boolean): void => {
      for (let n = from; n < to; n++) if (test(n)) hidden.add(n);
    };
    if (token.type === "fence" || token.type === "code_block") all(() => true);
    if (token.type === "html_block") all((n) => inComment(lines.slice(from, n).join("\n")));
    const spans = (token.children ?? []).filter((child) => child.type === "code_inline");
    if (spans.some((child) => child.content.includes("lossproof:"))) all(() => true);
  };
  new Markdown({ html: true }).parse(text, {}).forEach(visit);
  return (n) => hidden.has(n);
}

function inComment(before: string): boolean {
  return before.lastIndexOf("<!--") > before.lastIndexOf("-->");
}

/** The lines that LaTeX prints as they are. */
function verbatim(text: string): Hidden {
  let inside: string | null = null;
  const hidden = text.split("\n").map((line) => {
    const before = inside;
    inside ??= /\\begin\{(verbatim\*?|lstlisting|minted|comment)\}/.exec(line)?.[1] ?? null;
    if (inside !== null && line.includes(`\\end{${inside}}`)) inside = null;
    return before !== null || inside !== null;
  });
  return (n) => hidden[n] ?? false;
}
