/** One self-contained page for each derivation, and an index of them all. */
import type { Block, Checked, CheckedFile } from "../checked.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { card, mark, type Place } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { compact } from "./formula-style.ts";
import { typesetter } from "./katex.ts";
import { type Outline, outline } from "./outline.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";
import { type Prose, prose, splitFormulas, textWithCode } from "./prose.ts";
import { count, listing, nameOf, sectionTitle, tally, verdictWords } from "./words.ts";

type Names = ReadonlyMap<CheckedFile, string>;

/** The pages of a report: each derivation's, then the index. */
export function htmlPages(checked: Checked): readonly OutputFile[] {
  const names = pageNames(checked.files);
  const pages = checked.files.map((file) => ({
    name: `${names.get(file)}.html`,
    text: derivationPage(file, names, checked.version),
  }));
  return [...pages, { name: "index.html", text: indexPage(checked, names) }];
}

function derivationPage(file: CheckedFile, names: Names, version: string): string {
  const typeset = typesetter();
  const levels = outline();
  const claims = listing(file);
  const words = prose({
    typeset,
    outline: levels,
    link: (href) => linkTarget(href, file, names, "html"),
    claim: (id) => claims.named(id)?.anchor ?? null,
  });
  const place: Place = { typeset, prose: words, claims, path: file.path };
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
  const body = file.blocks.map((block, at) => blockHtml(block, at, file, levels, place));
  const foot = [
    `<p>Made from ${escapeHtml(file.path)} by lossproof ${escapeHtml(version)}. A claim is marked proved or refuted only by a theorem of its kernel whose certificate was replayed.</p>`,
    file.tags.length === 0 ? "" : `<p>${file.tags.map(escapeHtml).join(" · ")}</p>`,
  ];
  return page(plainText(title), '<a href="index.html">All derivations</a>', [...head, ...body], foot);
}

function blockHtml(block: Block, at: number, file: CheckedFile, levels: Outline, place: Place): string {
  const { prose: words, typeset } = place;
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
          `<li><div class="math">${typeset.formula(shown)}</div><div class="why">${comment === null ? "" : words.text(comment)}</div></li>`,
      );
      return items.length === 0
        ? ""
        : `<div class="setting"><ul aria-label="Declarations and definitions">\n${items.join("\n")}\n</ul></div>`;
    }
    case "theorem":
      return card(block.theorem, levels.card(), place);
  }
}

/** Prose that opens with the page's title does not repeat it. */
export function withoutTitle(markdown: string, title: string): string {
  const first = markdown.match(/^\s*#[ \t]+([^\n]*?)[ \t]*#*[ \t]*(?:\n|$)/);
  return first && first[1]!.trim() === title.trim() ? markdown.slice(first[0].length) : markdown;
}

function titleOf(file: CheckedFile): string {
  return file.title.trim() === "" ? file.id : file.title;
}

function plainText(source: string): string {
  return splitFormulas(source)
    .map((part) => part.tex ?? part.text)
    .join("");
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

/** Every claim with its verdict; `page` is the page that the claims stand on, empty for this one. */
function contents(file: CheckedFile, words: Prose, page: string): string {
  const items = listing(file).all.map(
    ({ theorem, number, anchor }) =>
      `<li><span class="n">${number}</span>${mark(theorem.verdict)}<span><a href="${page}#${escapeHtml(anchor)}">${words.text(nameOf(theorem))}</a>${saidVerdict(verdictWords(theorem))}</span></li>`,
  );
  return `<nav class="contents" aria-label="Claims of ${escapeHtml(plainText(titleOf(file)))}">
<p class="tally">${escapeHtml(tally(file.theorems))}</p>
<ol>
${items.join("\n")}
</ol>
</nav>`;
}

/** The mark says "proved" to the eye; anything else is said in words. */
function saidVerdict(words: string): string {
  return words === "proved" ? '<span class="skip">, proved</span>' : ` <em>(${escapeHtml(words)})</em>`;
}

function indexPage(checked: Checked, names: Names): string {
  const typeset = typesetter();
  const entries = checked.files.map((file) => {
    const words = prose({
      typeset,
      outline: outline(),
      link: (href) => linkTarget(href, file, names, "html"),
      claim: () => null,
    });
    const href = `${encodeURIComponent(names.get(file)!)}.html`;
    return `<section class="derivation">
<h2><a href="${href}">${words.text(titleOf(file))}</a></h2>
${file.summary === null ? "" : `<p class="answer">${words.line(file.summary)}</p>`}
${file.diagnostics.length === 0 ? "" : `<p class="cite">${count(file.diagnostics.length, "message")} on the source.</p>`}
${contents(file, words, href)}
</section>`;
  });
  const all = checked.files.flatMap((file) => file.theorems);
  const head = `<h1>Derivations</h1>\n<p class="answer">${count(checked.files.length, "derivation")}; ${escapeHtml(tally(all))}.</p>`;
  return page("Derivations", "", [head, ...entries], [`<p>Made by lossproof ${escapeHtml(checked.version)}.</p>`]);
}

/** Nothing on a page runs, and nothing on it is fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

function page(title: string, top: string, body: readonly string[], foot: readonly string[]): string {
  const { html, style } = compact(body.filter((part) => part !== "").join("\n"));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>
${[style, PAGE_STYLE.trim()].filter((part) => part !== "").join("\n")}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${top === "" ? "" : `<nav class="top" aria-label="Report">${top}</nav>\n`}<main id="content">
${html}
</main>
<footer class="foot"><hr>
${foot.filter((part) => part !== "").join("\n")}
</footer>
</body>
</html>
`;
}
