/** Text, formulas and Markdown as LaTeX that needs no package but amsmath. */
import type { Token } from "markdown-it";
import type { Shown } from "../checked.ts";
import { visible } from "./escape.ts";
import { isTypeset } from "./katex.ts";
import { withoutActive } from "./markdown-text.ts";
import { markdownReader, splitFormulas } from "./prose.ts";

const SPELLED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  "`": "\\textasciigrave{}",
  "“": "``",
  "”": "''",
  "‘": "`",
  "’": "'",
  "–": "--",
  "—": "---",
  "…": "\\dots{}",
  "\u00a0": "~",
};

/** Characters that pdfLaTeX knows only as formulas. */
const SIGNS: Readonly<Record<string, string>> = {
  "−": "-",
  "·": "\\cdot",
  "×": "\\times",
  "±": "\\pm",
  "≤": "\\le",
  "≥": "\\ge",
  "≠": "\\ne",
  "≈": "\\approx",
  "∞": "\\infty",
  "∈": "\\in",
  "∉": "\\notin",
  "∀": "\\forall",
  "∃": "\\exists",
  "∧": "\\wedge",
  "∨": "\\vee",
  "¬": "\\neg",
  "→": "\\to",
  "←": "\\leftarrow",
  "⇒": "\\Rightarrow",
  "⇔": "\\Leftrightarrow",
  "↦": "\\mapsto",
  "∂": "\\partial",
  "∇": "\\nabla",
  Σ: "\\Sigma",
  "∑": "\\sum",
  "∏": "\\prod",
  "∫": "\\int",
  "√": "\\surd",
  ℝ: "\\mathbf{R}",
  ℤ: "\\mathbf{Z}",
  ℕ: "\\mathbf{N}",
  "°": "^{\\circ}",
  "²": "^{2}",
  "³": "^{3}",
  "⁻": "^{-}",
  ⁿ: "^{n}",
  "½": "\\frac12",
  "✓": "\\surd",
  "✗": "\\times",
  "⊢": "\\vdash",
  "∘": "\\circ",
  α: "\\alpha",
  β: "\\beta",
  γ: "\\gamma",
  δ: "\\delta",
  ε: "\\epsilon",
  ζ: "\\zeta",
  η: "\\eta",
  θ: "\\theta",
  ι: "\\iota",
  κ: "\\kappa",
  λ: "\\lambda",
  μ: "\\mu",
  ν: "\\nu",
  ξ: "\\xi",
  π: "\\pi",
  ρ: "\\rho",
  σ: "\\sigma",
  τ: "\\tau",
  υ: "\\upsilon",
  φ: "\\phi",
  χ: "\\chi",
  ψ: "\\psi",
  ω: "\\omega",
  Γ: "\\Gamma",
  Δ: "\\Delta",
  Θ: "\\Theta",
  Λ: "\\Lambda",
  Ξ: "\\Xi",
  Π: "\\Pi",
  Φ: "\\Phi",
  Ψ: "\\Psi",
  Ω: "\\Omega",
  "₀": "_{0}",
  "₁": "_{1}",
  "₂": "_{2}",
  "₃": "_{3}",
};

/** What pdfLaTeX's default encoding can set: ASCII, and Latin letters with accents. */
const SETTABLE = /^[\n\x20-\x7e\u00a1\u00a7\u00bf-\u00d6\u00d8-\u00f6\u00f8-\u017e]$/u;

/** Text that is only text. */
export function plainTex(text: string): string {
  return [...visible(text).replace(/\s+/g, " ")]
    .map(characterTex)
    .join("")
    .replace(/--(?=-)|-(?=-)/g, "$&{}");
}

function characterTex(c: string): string {
  const spelled = SPELLED[c];
  if (spelled !== undefined) return spelled;
  const sign = SIGNS[c];
  if (sign !== undefined) return `\\ensuremath{${sign}}`;
  return SETTABLE.test(c) ? c : "?";
}

/** Text within a formula, cut off where TeX could not measure it. */
export function shortTex(text: string): string {
  return plainTex(text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
}
const LONGEST = 300;

/** Code in a line of text. */
export function codeTex(text: string): string {
  return `\\texttt{${shortTex(text)}}`;
}

/** One line of text, code and `$…$`. */
export function lineTex(source: string): string {
  return splitFormulas(source)
    .map((part) => (part.tex === null ? textAndCode(part.text) : inlineTex({ text: part.tex, tex: part.tex })))
    .join("");
}

function textAndCode(source: string): string {
  return source
    .split(/`([^`]+)`/)
    .map((piece, at) => (at % 2 === 0 ? plainTex(piece) : codeTex(piece)))
    .join("");
}

const AMS: Readonly<Record<string, string>> = {
  "\\lt": "<",
  "\\gt": ">",
  "\\mathbb": "\\mathbf",
  "\\R": "\\mathbf{R}",
  "\\N": "\\mathbf{N}",
  "\\Z": "\\mathbf{Z}",
};

/** A formula with commands of LaTeX and amsmath only, as far as the checker writes it; null where it is none. */
export function formulaTex(tex: string): string | null {
  const clean = withoutActive(visible(tex))
    .replace(/(?<!\\)%/g, "\\%")
    .replace(/\s+/g, " ")
    .trim();
  // Accents of text have another name in formulas.
  if (clean === "" || /\\[`'"^~=.]/.test(clean) || !isTypeset(clean)) return null;
  return clean
    .replace(/\\[a-zA-Z]+ ?(?=([a-zA-Z])?)|\\./g, (token: string, letter: string | undefined) => {
      const known = AMS[token.trim()];
      if (known === undefined) return token;
      return /\\[a-zA-Z]+$/.test(known) && letter !== undefined ? `${known} ` : known;
    })
    .replace(/[^\n\x20-\x7e]/gu, (c) => (SIGNS[c] === undefined ? "\\text{?}" : `{${SIGNS[c]}}`));
}

/** A formula in a line; its text where it has no TeX. */
export function inlineTex({ text, tex }: Shown): string {
  const formula = formulaTex(tex);
  return formula === null ? codeTex(text) : `$${formula}$`;
}

/** A formula on a line of its own; its text where it has no TeX. */
export function displayTex({ text, tex }: Shown): string {
  const formula = formulaTex(tex);
  return formula === null ? `\\begin{center}${codeTex(text)}\\end{center}` : `\\[\n${formula}\n\\]`;
}

/** Paragraphs, lists, tables and headings of an author's Markdown. */
export function markdownTex(markdown: string): string {
  return blocks(markdownReader().parse(visible(markdown), {}))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const ENDS: Readonly<Record<string, string>> = {
  paragraph_close: "\n\n",
  heading_open: "\\subsection*{",
  heading_close: "}\n\n",
  bullet_list_open: "\\begin{itemize}\n",
  bullet_list_close: "\\end{itemize}\n\n",
  ordered_list_open: "\\begin{enumerate}\n",
  ordered_list_close: "\\end{enumerate}\n\n",
  // A bracket that followed would be an argument.
  list_item_open: "\\item {}",
  list_item_close: "\n",
  blockquote_open: "\\begin{quote}\n",
  blockquote_close: "\\end{quote}\n\n",
  hr: "\\par\\medskip\n\n",
  table_close: "\\end{tabular}\\par\\medskip\n\n",
};

function blocks(tokens: readonly Token[]): string {
  let cells = 0;
  let depth = 0;
  /** LaTeX nests its environments only so deeply; what is deeper stands in the one around it. */
  const nested = (token: Token): string => {
    if (token.type.endsWith("_open")) depth++;
    const shown = depth <= DEEPEST ? (ENDS[token.type] ?? "") : "\n\n";
    if (token.type.endsWith("_close")) depth--;
    return shown;
  };
  return tokens
    .map((token, at) => {
      switch (token.type) {
        case "inline":
          return inlines(token.children ?? []);
        case "math_block":
          return `${displayTex({ text: token.content, tex: token.content })}\n\n`;
        case "fence":
        case "code_block":
          return `\\begin{quote}\\noindent ${token.content
            .replace(/\n$/, "")
            .split("\n")
            .map((line) => codeTex(line.replace(/ /g, "\u00a0")))
            .join("\\\\\n")}\\end{quote}\n\n`;
        case "table_open": {
          const end = tokens.findIndex((t, n) => n > at && t.type === "tr_close");
          const columns = tokens.slice(at, end).filter((t) => t.type === "th_open").length;
          return `\\par\\medskip\\noindent\\begin{tabular}{${"l".repeat(Math.max(1, columns))}}\n`;
        }
        case "tr_open":
          cells = 0;
          return "";
        case "th_open":
        case "td_open":
          return cells++ === 0 ? "{}" : " & ";
        case "tr_close":
          return " \\\\\n";
        case "list_item_open":
          return depth <= DEEPEST ? ENDS["list_item_open"] : "";
        default:
          return /^(?:bullet_list|ordered_list|blockquote)_/.test(token.type)
            ? nested(token)
            : (ENDS[token.type] ?? "");
      }
    })
    .join("");
}
const DEEPEST = 3;

const INLINE_ENDS: Readonly<Record<string, string>> = {
  em_open: "\\emph{",
  em_close: "}",
  strong_open: "\\textbf{",
  strong_close: "}",
  softbreak: "\n",
  hardbreak: "\\\\{}\n",
};

function inlines(tokens: readonly Token[]): string {
  const links: string[] = [];
  return tokens
    .map((token) => {
      switch (token.type) {
        case "text":
          return plainTex(token.content);
        case "code_inline":
          return codeTex(token.content);
        case "math_inline":
          return token.markup === "$$"
            ? `\n${displayTex({ text: token.content, tex: token.content })}\n`
            : inlineTex({ text: token.content, tex: token.content });
        case "image":
          return plainTex(token.content);
        case "link_open":
          links.push(String(token.attrGet("href") ?? ""));
          return "";
        case "link_close": {
          const href = links.pop() ?? "";
          return /^https?:/i.test(href) ? ` (${codeTex(decoded(href))})` : "";
        }
        default:
          return INLINE_ENDS[token.type] ?? "";
      }
    })
    .join("");
}

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}
