/** An author's Markdown as HTML: no raw HTML, safe links only, `$…$` and `$$…$$` typeset. */
import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type { Env, Token } from "markdown-it";
import { blockMath, inlineMath } from "./dollars.ts";
import { escapeHtml, visible } from "./escape.ts";
import type { Typesetter } from "./katex.ts";
import type { Outline } from "./outline.ts";

export type Prose = {
  /** Paragraphs, lists, tables and headings. */
  blocks(markdown: string): string;
  /** One line, such as a summary: emphasis, code, links and formulas. */
  line(markdown: string): string;
  /** One line that is only text, formulas and code, such as a title or a reason. */
  text(source: string): string;
};

export type ProseOptions = {
  readonly typeset: Typesetter;
  /** Where headings stand on the page. */
  readonly outline: Outline;
  /** Where a link leads on the page, or null where it should not be a link. */
  readonly link: (href: string) => string | null;
  /** The anchor of the claim that an id names, or null: code that names a claim leads to it. */
  readonly claim: (id: string) => string | null;
};

/** Schemes that a link may have; everything with another one stays text. */
const SAFE = /^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i;

/** Whether a link's target is one that a page may lead to. */
export function isSafeLink(href: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these inside a scheme
  return SAFE.test(href.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ""));
}

/** A reader of an author's Markdown: no raw HTML, safe links only, formulas as `math_inline` and `math_block`. */
export function markdownReader(): InstanceType<typeof MarkdownIt> {
  const Markdown = createRequire(import.meta.url)("markdown-it") as typeof MarkdownIt;
  const md = new Markdown({ html: false, linkify: false, typographer: true });
  md.validateLink = isSafeLink;
  md.inline.ruler.before("escape", "math", inlineMath);
  md.block.ruler.before("fence", "math", blockMath, { alt: ["paragraph", "blockquote", "list"] });
  return md;
}

/** A renderer for one page. */
export function prose(options: ProseOptions): Prose {
  const { typeset, outline, link, claim } = options;
  const md = markdownReader();
  const math = (tokens: Token[], at: number): string => {
    const token = tokens[at]!;
    const display = token.markup === "$$";
    const html = typeset.tex(token.content.trim(), display ? "display" : "inline");
    if (display) return `<span class="display">${html}</span>`;
    return token.info === "" ? html : `<span class="unbroken">${html}${escapeHtml(token.info)}</span>`;
  };
  md.renderer.rules["math_inline"] = math;
  md.renderer.rules["math_block"] = (tokens, at) => `<p>${math(tokens, at)}</p>\n`;
  md.renderer.rules.code_inline = (tokens, at) => {
    const token = tokens[at]!;
    const anchor = token.hidden ? null : claim(token.content);
    const code = `<code>${escapeHtml(token.content)}</code>`;
    return anchor === null ? code : `<a href="#${escapeHtml(anchor)}">${code}</a>`;
  };
  // A page asks for nothing, so a picture from elsewhere is a link to it.
  md.renderer.rules.image = (tokens, at) => {
    const token = tokens[at]!;
    const src = String(token.attrGet("src") ?? "");
    const alt = escapeHtml(token.content || src);
    const href = token.hidden ? null : link(src);
    return href === null ? alt : `<a href="${escapeHtml(href)}">${alt}</a>`;
  };
  md.core.ruler.push("page", (state) => {
    for (const token of state.tokens) {
      if (token.type === "heading_open") token.tag = `h${outline.heading(Number(token.tag.slice(1)))}`;
      else if (token.type === "heading_close") token.tag = `h${outline.level()}`;
      // Links do not nest: `inside` is the link that is open, hidden where it leads nowhere.
      let inside: Token | null = null;
      keepWithFormulas(token.children ?? []);
      for (const child of token.children ?? []) {
        if (child.type === "link_open") {
          const href = link(String(child.attrGet("href") ?? ""));
          if (href === null) child.hidden = true;
          else child.attrSet("href", href);
          inside = child;
        } else if (child.type === "link_close") {
          child.hidden = inside?.hidden ?? false;
          inside = null;
        } else if (child.type === "image" || child.type === "code_inline") child.hidden = inside !== null;
      }
    }
  });
  md.renderer.rules.link_open = (tokens, at, options, _, self) =>
    tokens[at]!.hidden ? "" : self.renderToken(tokens, at, options);
  md.renderer.rules.link_close = (tokens, at) => (tokens[at]!.hidden ? "" : "</a>");
  const env = (): Env => ({});
  return {
    blocks: (markdown) =>
      md
        .render(visible(markdown), env())
        .replace(/<table>/g, '<div class="table" tabindex="0" role="group" aria-label="Table"><table>')
        .replace(/<\/table>/g, "</table></div>"),
    line: (markdown) => md.renderInline(visible(markdown).replace(/\s*\n\s*/g, " "), env()),
    text: (source) => textWithFormulas(source, typeset),
  };
}

/** The length of TeX up to which a formula surely fits on a line. */
const SHORT = 30;

/** A comma after a short formula goes into its token, so that no line begins with it. */
function keepWithFormulas(tokens: readonly Token[]): void {
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token.type !== "math_inline" || token.content.length > SHORT || next?.type !== "text") return;
    const [marks = ""] = /^[,.;:!?)\]’”…]*/.exec(next.content) ?? [];
    token.info = marks;
    next.content = next.content.slice(marks.length);
  });
}

/** Text, with what stands between backticks as code. */
export function textWithCode(source: string): string {
  return escapeHtml(source).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** Text, `$…$` and code alone: all other Markdown in it stays as written. */
export function textWithFormulas(source: string, typeset: Typesetter): string {
  return splitFormulas(source)
    .map((part) => (part.tex === null ? textWithCode(part.text) : typeset.tex(part.tex, "inline")))
    .join("");
}

/** Text parted at its `$…$`. */
export function splitFormulas(source: string): readonly { readonly text: string; readonly tex: string | null }[] {
  const parts: { text: string; tex: string | null }[] = [];
  let from = 0;
  for (const m of source.matchAll(/(?<![\\$])\$(?=\S)((?:\\.|[^$\\])*?)(?<=\S)\$(?![\d$])/gs)) {
    parts.push({ text: source.slice(from, m.index), tex: null }, { text: m[0], tex: m[1]! });
    from = m.index + m[0].length;
  }
  parts.push({ text: source.slice(from), tex: null });
  return parts.filter((part) => part.text !== "");
}
