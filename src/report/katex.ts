/** Formulas as HTML with MathML beside it. Never trusts its input, never throws. */
import { createRequire } from "node:module";
import type { KatexOptions } from "katex";
import type { Shown } from "../checked.ts";
import { escapeHtml, visible } from "./escape.ts";
import { lean } from "./lean.ts";

type Katex = { renderToString(tex: string, options?: KatexOptions): string };

/** Loaded by the first formula, so that importing the library costs nothing. */
let loaded: Katex | undefined;
function katex(): Katex {
  loaded ??= createRequire(import.meta.url)("katex") as Katex;
  return loaded;
}

/** What a formula may cost; beyond it the formula is shown as plain text. */
export const LIMITS = {
  /** UTF-16 units of TeX. */
  length: 10_000,
  /** Depth of braces and of \left, \begin. KaTeX recurses, and overflows the stack near 2,000. */
  nesting: 100,
  /** Macro expansions. */
  expansions: 1_000,
  /** The largest size or distance that a formula may ask for, in em. */
  size: 10,
} as const;

const OPTIONS: KatexOptions = {
  output: "htmlAndMathml",
  throwOnError: true,
  trust: false,
  strict: "ignore",
  maxExpand: LIMITS.expansions,
  maxSize: LIMITS.size,
};

export type Style = "inline" | "row" | "display";

/** Typesets and remembers what it typeset: one for a page. */
export type Typesetter = {
  /** A formula of the checker, in `row` style unless told: display size, free to break at relations and sums. */
  formula(shown: Shown, style?: Style): string;
  /** TeX of an author, in prose. */
  tex(source: string, style: Style): string;
};

/** Whether TeX can be typeset within the limits. */
export function isTypeset(tex: string): boolean {
  return !attempt(tex, "", "row").startsWith("<code");
}

/** A fresh typesetter. */
export function typesetter(): Typesetter {
  const seen = new Map<string, string>();
  const render = (source: string, fallback: string, style: Style): string => {
    const key = `${style} ${source}`;
    let html = seen.get(key);
    if (html === undefined) {
      html = attempt(source, fallback, style);
      if (style !== "row" && isWide(html))
        html = `<span class="wide" tabindex="0" role="group" aria-label="${escapeHtml(fallback)}">${html}</span>`;
      seen.set(key, html);
    }
    return html;
  };
  return {
    formula: (shown, style = "row") => render(shown.tex, shown.text, style),
    tex: (source, style) => render(source, source, style),
  };
}

/** Characters that fit on a phone; a formula with a longer unbreakable part can be scrolled, also by keyboard. */
const ROOM = 34;
export function isWide(html: string): boolean {
  const visual = html.slice(html.indexOf('class="katex-html"'));
  const parts = visual.split('class="katex-base"').slice(1);
  return parts.some((part) => part.replace(/<[^>]*>/g, "").length > ROOM);
}

function attempt(source: string, fallback: string, style: Style): string {
  const tex = visible(source);
  if (tex.trim() === "" || tex.length > LIMITS.length || nesting(tex) > LIMITS.nesting) return plain(fallback);
  try {
    // Outside display mode KaTeX lets the browser break a line after a relation or a sum.
    const sized = style === "row" ? `\\displaystyle ${tex}` : tex;
    const html = katex().renderToString(sized, { ...OPTIONS, displayMode: style === "display" });
    return lean(html);
  } catch {
    // A ParseError for wrong TeX, a RangeError where it recursed too deeply: the words are still there to read.
    return plain(fallback);
  }
}

function plain(text: string): string {
  const short = text.length > LIMITS.length ? `${text.slice(0, LIMITS.length)} …` : text;
  return `<code class="untypeset">${escapeHtml(short)}</code>`;
}

/** How deeply groups nest, counted without regard to which opener a closer closes. */
function nesting(tex: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of tex.matchAll(
    /\\(?:left|begin|bgroup|begingroup|middle|right|end|egroup|endgroup)(?![a-zA-Z])|\\.|[{}^_]/gs,
  )) {
    if (token === "{" || /^\\(?:left|begin)/.test(token) || token === "\\bgroup") depth++;
    else if (token === "}" || /^\\(?:right|end)/.test(token) || token === "\\egroup") depth = Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
