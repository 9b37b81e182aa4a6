/** Self-contained pages: one for each derivation, an index of all claims, and one of everything that was refuted. */
import type { Block, Checked, CheckedFile } from "../checked.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { contents, indexPage, refutedPage } from "./html-index.ts";
import { typesetter } from "./katex.ts";
import { type Outline, outline } from "./outline.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";
import { math, type Place } from "./place.ts";
import { plotHtml } from "./plot.ts";
import { type Prose, prose, textWithCode } from "./prose.ts";
import { page, titleOf } from "./shell.ts";
import { count, listing, sectionTitle } from "./words.ts";

type Names = ReadonlyMap<CheckedFile, string>;

/** The pages of a report: each derivation's, the refuted claims, then the index. */
export function htmlPages(checked: Checked): readonly OutputFile[] {
  const names = pageNames(checked.files);
  const pages = checked.files.map((file) => derivationPage(file, names, checked.version));
  return [...pages, refutedPage(checked, names), indexPage(checked, names)];
}

/** A derivation's place on a page, and its blocks there, `link` telling where a link in its prose leads. */
export function derivationBlocks(
  file: CheckedFile,
  link: (href: string) => string | null,
): { readonly place: Place; readonly blocks: readonly string[] } {
  const levels = outline();
  const claims = listing(file);
  const typeset = typesetter();
  const words = prose({ typeset, outline: levels, link, claim: (id) => claims.named(id)?.anchor ?? null });
  const place: Place = { typeset, prose: words, claims, file };
  return { place, blocks: file.blocks.map((block, at) => blockHtml(block, at, levels, place)) };
}

function derivationPage(file: CheckedFile, names: Names, version: string): OutputFile {
  const { place, blocks } = derivationBlocks(file, (href) => linkTarget(href, file, names, "html"));
  const { prose: words } = place;
  const title = titleOf(file);
  const head = [
    `<h1>${words.text(title)}</h1>`,
    file.summary === null ? "" : `<p class="answer">${words.line(file.summary)}</p>`,
    file.source.length === 0
      ? ""
      : `<p class="cite">Source: ${file.source.map((s) => citation(s, words)).join("; ")}</p>`,
    messages(file.diagnostics),
    file.theorems.length === 0 ? "" : contents(file, words, ""),
  ];
  const foot = [
    `<p>Made from ${escapeHtml(file.path)} by lossproof ${escapeHtml(version)}. A claim is marked proved or refuted only by a theorem of its kernel whose certificate was replayed.</p>`,
    file.tags.length === 0 ? "" : `<p>${file.tags.map(escapeHtml).join(" · ")}</p>`,
  ];
  return page(`${names.get(file)}.html`, title, [...head, ...blocks], foot);
}

function blockHtml(block: Block, at: number, levels: Outline, place: Place): string {
  const { prose: words, typeset, file } = place;
  switch (block.k) {
    case "prose": {
      const markdown = at === 0 ? withoutTitle(block.markdown, titleOf(file)) : block.markdown;
      return markdown.trim() === "" ? "" : `<div class="prose">${words.blocks(markdown)}</div>`;
    }
    case "section": {
      const id = escapeHtml(`section.${block.id}`);
      const title = sectionTitle(block, file.blocks[at - 1]);
      if (title === null) return `<div id="${id}"></div>`;
      const level = levels.heading(2);
      return `<h${level} id="${id}">${words.text(title)}</h${level}>`;
    }
    case "declarations": {
      const items = block.items.map(
        ({ shown, comment }) =>
          `<li>${math(typeset.formula(shown), shown.text)}<div class="why">${comment === null ? "" : words.text(comment)}</div></li>`,
      );
      return items.length === 0
        ? ""
        : `<div class="setting"><ul aria-label="Declarations and definitions">\n${items.join("\n")}\n</ul></div>`;
    }
    case "plot":
      return plotHtml(block.plot, typeset);
    case "theorem":
      return card(block.theorem, levels.card(), place);
  }
}

/** Prose that opens with the page's title does not repeat it. */
export function withoutTitle(markdown: string, title: string): string {
  const first = markdown.match(/^\s*#[ \t]+([^\n]*?)[ \t]*#*[ \t]*(?:\n|$)/);
  return first && first[1]!.trim() === title.trim() ? markdown.slice(first[0].length) : markdown;
}

function citation(source: string, words: Prose): string {
  return /^https?:\/\/\S+$/i.test(source)
    ? `<a href="${escapeHtml(source)}">${escapeHtml(source)}</a>`
    : words.line(source);
}

function messages(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return "";
  const items = diagnostics.map(({ code, severity, span, message, help }) => {
    const then = help === null ? "" : ` Help: ${textWithCode(help)}.`;
    return `<li><strong>${severity} ${escapeHtml(code)}</strong>, line ${span.line}: ${textWithCode(message)}${then}</li>`;
  });
  return `<div class="messages"><p>The source has ${count(diagnostics.length, "message")}:</p><ul>${items.join("\n")}</ul></div>`;
}
