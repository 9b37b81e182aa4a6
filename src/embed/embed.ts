/** Notes with derivations in them: which blocks are fresh, and the note with all of them filled. */
import { createHash } from "node:crypto";
import type { CheckedFile } from "../checked.ts";
import { isPieceFormat, PIECES, type PieceFormat, pieceText } from "../report/piece.ts";
import { type Block, findBlocks, type Style } from "./markers.ts";

export type State =
  | "fresh"
  /** Not yet filled, or filled with what the derivation no longer says. */
  | "stale"
  /** Its text is not what was filled in: somebody wrote there. */
  | "edited";

export type Judged = { readonly line: number; readonly wanted: string } & (
  | { readonly state: State }
  /** It cannot be filled at all. */
  | { readonly state: "wrong"; readonly message: string }
);

export type Embedded = {
  /** In the order of the note. */
  readonly blocks: readonly Judged[];
  /** The note with every block filled that may be. */
  readonly text: string;
};

export type EmbedOptions = {
  /** The derivation of that id. */
  readonly derivation: (id: string) => CheckedFile | null;
  /** Whether text that somebody wrote into a block is replaced as well. */
  readonly force: boolean;
};

/** The derivations that a note asks for, each once. */
export function wantedBy(text: string, path: string): readonly string[] {
  return [...new Set(findBlocks(text, kindOf(path)).blocks.map(({ derivation }) => derivation))];
}

/** Judges the blocks of a note and fills them. Everything outside the blocks stays as it is, byte for byte. */
export function embed(text: string, path: string, options: EmbedOptions): Embedded {
  const { blocks, problems } = findBlocks(text, kindOf(path));
  const judged: Judged[] = problems.map(({ line, message }) => ({ line, wanted: "", state: "wrong", message }));
  let filled = "";
  let at = 0;
  for (const block of blocks) {
    const { line, wanted } = block;
    const piece = pieceOf(block, path, options);
    if (typeof piece !== "string") {
      judged.push({ line, wanted, state: "wrong", message: piece.message });
      continue;
    }
    const now = text.slice(block.from, block.to);
    const eol = text.slice(0, block.from).endsWith("\r\n") ? "\r\n" : "\n";
    const next = content(piece, block);
    const state = stateOf(now.replace(/\r\n/g, "\n"), next, block.sha);
    judged.push({ line, wanted, state });
    if (state === "fresh" || (state === "edited" && !options.force)) continue;
    const end = `${block.indent}${comment(`lossproof:end sha=${shaOf(next)}`, block.style)}`;
    filled += text.slice(at, block.from) + (next + end).replace(/\n/g, eol);
    at = block.end;
  }
  judged.sort((a, b) => a.line - b.line);
  return { blocks: judged, text: filled + text.slice(at) };
}

function kindOf(path: string): "markdown" | "tex" {
  return /\.tex$/i.test(path) ? "tex" : "markdown";
}

/** The format of a block that names none. */
function formatOf({ format, style }: Block, path: string): string {
  if (format !== null) return format;
  if (style === "tex") return "tex";
  return style === "mdx" || /\.mdx$/i.test(path) ? "mdx" : "md";
}

function pieceOf(block: Block, path: string, options: EmbedOptions): string | { readonly message: string } {
  const format = formatOf(block, path);
  if (!isPieceFormat(format))
    return { message: `unknown format \`${format}\`; there are ${Object.keys(PIECES).join(", ")}` };
  const file = options.derivation(block.derivation);
  if (file === null) return { message: `there is no derivation \`${block.derivation}\`` };
  return (
    pieceText(file, block.claim, format satisfies PieceFormat) ?? {
      message: `\`${block.derivation}\` has no claim \`${block.claim}\``,
    }
  );
}

/** What stands between the markers: the piece between blank lines, without which Markdown would not read it. */
function content(piece: string, { indent, style }: Block): string {
  const lines = piece.split("\n").map((line) => (line === "" ? "" : `${indent}${line}`));
  const around = style === "tex" ? [] : [""];
  return `${[...around, ...lines, ...around].join("\n")}\n`;
}

function stateOf(now: string, next: string, sha: string | null): State {
  if (now.trim() === "") return "stale";
  const untouched = sha !== null && shaOf(now) === sha;
  if (now === next) return untouched ? "fresh" : "stale";
  return untouched ? "stale" : "edited";
}

function comment(text: string, style: Style): string {
  return { html: `<!-- ${text} -->`, mdx: `{/* ${text} */}`, tex: `% ${text}` }[style];
}

/** A name for a text, whatever its line breaks. */
function shaOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
