/** Derivations in Markdown: fences with the info string `lossproof`, prose between them, front matter above. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { Source } from "../diagnostic/source.ts";
import type { Line } from "./lexer.ts";
import { StatementReader } from "./parse/statement.ts";
import { NO_FRONT_MATTER } from "./read.ts";
import type { Block, Document, FrontMatter } from "./syntax.ts";

type Fence = { readonly first: number; readonly last: number; readonly lines: readonly Line[] };

/** Never fails: what cannot be read is said in the diagnostics. */
export async function readDerivation(
  text: string,
  path: string,
): Promise<{ document: Document; diagnostics: Diagnostic[] }> {
  const source = new Source(text);
  const diagnostics: Diagnostic[] = [];
  const bom = text.startsWith("\uFEFF") ? 1 : 0;
  let front: FrontMatter = NO_FRONT_MATTER;
  const frontLines = findFrontMatter(source, bom);
  if (frontLines > 0) {
    const { readFrontMatter } = await import("./frontmatter.ts");
    front = readFrontMatter(source, frontLines, diagnostics);
  }
  const fences = mayHaveFences(text) ? await findFences(source, frontLines, bom) : [];
  const blocks: Block[] = [];
  const reader = new StatementReader(source);
  let line = frontLines;
  const prose = (to: number): void => {
    if (to > line) blocks.push(...proseBlock(source, line, to, bom));
  };
  for (const f of fences) {
    prose(f.first);
    for (const statement of reader.block(f.lines)) blocks.push({ k: "statement", statement });
    line = f.last;
  }
  prose(source.starts.length);
  return {
    document: { path, source: text, front, hasBlocks: fences.length > 0, blocks },
    diagnostics: [...diagnostics, ...reader.diagnostics],
  };
}

function mayHaveFences(text: string): boolean {
  return /(`{3,}|~{3,})[ \t]*lossproof/.test(text);
}

/** How many lines the front matter takes, its `---` lines included; 0 where there is none. */
function findFrontMatter(source: Source, bom: number): number {
  const at = (n: number): string => {
    const { start, end } = source.line(n);
    return source.text.slice(n === 0 ? start + bom : start, end).trimEnd();
  };
  if (at(0) !== "---") return 0;
  for (let n = 1; n < source.starts.length; n++) {
    const text = at(n);
    if (text === "---" || text === "...") return n + 1;
  }
  return 0;
}

async function findFences(source: Source, skip: number, bom: number): Promise<Fence[]> {
  const { default: MarkdownIt } = await import("markdown-it");
  const md = new MarkdownIt("commonmark");
  md.core.ruler.enableOnly(["normalize", "block"]);
  const from = skip === 0 ? bom : (source.starts[skip] ?? source.text.length);
  const tokens = md.parse("\n".repeat(skip) + source.text.slice(from), {});
  const fences: Fence[] = [];
  for (const token of tokens) {
    if (token.type !== "fence" || token.map === null || token.info.trim().split(/\s+/)[0] !== "lossproof") continue;
    const [first, last] = token.map;
    const content = token.content.split("\n");
    if (content.at(-1) === "") content.pop();
    fences.push({ first, last, lines: content.map((text, i) => placed(source, first + 1 + i, text)) });
  }
  return fences;
}

/** A line of a fence's content at its place in the source; list and quote markers before it are no part of it. */
function placed(source: Source, n: number, content: string): Line {
  const { start, end } = source.line(n);
  const body = content.trim();
  const lead = content.slice(0, content.length - content.trimStart().length);
  const line = source.text.slice(start, end);
  const at = body === "" ? end : start + line.lastIndexOf(body);
  return { start: at, end: at + body.length, indent: lead.length, tab: lead.includes("\t") };
}

/** Source lines as one piece of prose, without the indentation that they all share. */
function proseBlock(source: Source, from: number, to: number, bom: number): Block[] {
  const lines: string[] = [];
  for (let n = from; n < to; n++) {
    const { start, end } = source.line(n);
    lines.push(source.text.slice(n === 0 ? start + bom : start, end));
  }
  const filled = lines.filter((l) => l.trim() !== "");
  if (filled.length === 0) return [];
  const common = filled.reduce(
    (least, l) => Math.min(least, l.length - l.trimStart().length),
    Number.POSITIVE_INFINITY,
  );
  const markdown = lines
    .map((l) => l.slice(Math.min(common, l.length)))
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
  const start = source.line(from).start;
  const end = source.line(to - 1).end;
  return [{ k: "prose", markdown, span: source.span(start, end) }];
}
