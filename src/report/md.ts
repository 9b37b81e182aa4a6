/**
 * The same report in Markdown with `$` and `$$`, to be read on a code host or included in notes. It is committed,
 * so it holds no time, no date and no version.
 */
import type { Block, Checked, CheckedFile } from "../checked.ts";
import { withoutTitle } from "./html.ts";
import {
  cellMarkdown,
  codeMarkdown,
  inertMarkdown,
  inline,
  isInert,
  lineMarkdown,
  messageMarkdown,
  plainMarkdown,
} from "./markdown-text.ts";
import { claimMarkdown, type Place } from "./md-claim.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";
import { count, listing, MARKS, nameOf, sectionTitle, tally, verdictWords } from "./words.ts";

export type MarkdownOptions = {
  /** Where a reader of the report finds a derivation's own file, relative to the report; none where absent. */
  readonly source?: (file: CheckedFile) => string | null;
};

/** The pages of a report: each derivation's, and README.md, which code hosts show for the folder. */
export function markdownPages(checked: Checked, options: MarkdownOptions = {}): readonly OutputFile[] {
  const names = pageNames(checked.files);
  const pages = checked.files.map((file) => ({
    name: `${names.get(file)}.md`,
    text: derivationPage(file, options.source?.(file) ?? null, (href) => linkTarget(href, file, names, "md") ?? href),
  }));
  return [
    ...pages,
    { name: "README.md", text: indexPage(checked, (file) => `${encodeURIComponent(names.get(file)!)}.md`) },
  ];
}

function derivationPage(file: CheckedFile, source: string | null, link: (href: string) => string): string {
  const { head, body, foot } = markdownParts(file, source, link);
  return `${[...head, ...body, "---", `${foot} [All derivations](README.md)`].join("\n\n")}\n`;
}

export type MarkdownParts = {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly foot: string;
};

/**
 * A derivation in pieces, none of them empty. Each piece of prose is inert by itself; should pieces that follow each
 * other mean something else together, as a Markdown parser sees it, then all prose is plain text.
 */
export function markdownParts(file: CheckedFile, source: string | null, link: (href: string) => string): MarkdownParts {
  const parts = partsWith(file, source, link, (markdown) => inertMarkdown(markdown.trim(), link));
  const inert = isInert([...parts.head, ...parts.body, parts.foot].join("\n\n"));
  return inert ? parts : partsWith(file, source, link, plainMarkdown);
}

function partsWith(
  file: CheckedFile,
  source: string | null,
  link: Place["link"],
  prose: Place["prose"],
): MarkdownParts {
  const from = source === null ? codeMarkdown(file.path) : `[${codeMarkdown(file.path)}](${source})`;
  const head = [
    `# ${lineMarkdown(titleOf(file))}`,
    file.summary === null ? "" : prose(file.summary),
    file.source.length === 0 ? "" : `Source: ${file.source.map((s) => citation(s, prose)).join("; ")}`,
    messages(file),
    file.theorems.length === 0 ? "" : contents(file, ""),
  ];
  return {
    head: head.filter((part) => part !== ""),
    body: bodyMarkdown({ file, claims: listing(file), link, prose, anchors: true }),
    foot: `Made from ${from}. A claim is marked proved or refuted only by a theorem of the kernel whose certificate was replayed.`,
  };
}

function titleOf(file: CheckedFile): string {
  return file.title.trim() === "" ? file.id : file.title;
}

function citation(source: string, prose: Place["prose"]): string {
  return /^https?:\/\/[\w.~:/?#@!&'()+,;=%-]+$/i.test(source)
    ? `<${source}>`
    : prose(source.replace(/\s+/g, " ").trim());
}

function messages(file: CheckedFile): string {
  return file.diagnostics
    .map(
      ({ code, severity, span, message }) =>
        `- **${severity} ${plainMarkdown(code)}**, line ${span.line}: ${messageMarkdown(message)}`,
    )
    .join("\n");
}

/** Every claim with its verdict, as a table. */
function contents(file: CheckedFile, page: string): string {
  const rows = listing(file).all.map(({ theorem, number, anchor }) => {
    const name = cellMarkdown(nameOf(theorem));
    return `| ${number} | [${name}](${page}#${encodeURIComponent(anchor)}) | ${MARKS[theorem.verdict]} ${verdictWords(theorem)} |`;
  });
  return [
    `${plainMarkdown(tally(file.theorems))}.`,
    ["|  | Claim | Verdict |", "|--:|:--|:--|", ...rows].join("\n"),
  ].join("\n\n");
}

/** The blocks of a derivation, the empty ones left out. */
export function bodyMarkdown(place: Place): readonly string[] {
  return place.file.blocks.map((block, at) => blockMarkdown(block, at, place)).filter((part) => part !== "");
}

function blockMarkdown(block: Block, at: number, place: Place): string {
  switch (block.k) {
    case "prose": {
      const markdown = at === 0 ? withoutTitle(block.markdown, titleOf(place.file)) : block.markdown;
      return place.prose(markdown);
    }
    case "section":
      return sectionMarkdown(sectionTitle(block, place.file.blocks[at - 1]));
    case "declarations":
      return block.items
        .map(({ shown, comment }) => `- ${inline(shown)}${comment === null ? "" : ` (${lineMarkdown(comment)})`}`)
        .join("\n");
    // A picture in words: code hosts show no drawing that stands in a text.
    case "plot":
      return `*Picture:* ${block.plot.curves.map(({ label }) => inline(label)).join(", ")} for ${inline(block.plot.variable)} from ${block.plot.from} to ${block.plot.to}`;
    case "theorem":
      return claimMarkdown(block.theorem, place);
  }
}

function sectionMarkdown(title: string | null): string {
  return title === null ? "" : `**${lineMarkdown(title)}**`;
}

function indexPage(checked: Checked, href: (file: CheckedFile) => string): string {
  const page = indexText(checked, href, (markdown) => inertMarkdown(markdown.trim(), (link) => link));
  return isInert(page) ? page : indexText(checked, href, plainMarkdown);
}

function indexText(checked: Checked, href: (file: CheckedFile) => string, prose: Place["prose"]): string {
  const all = checked.files.flatMap((file) => file.theorems);
  const entries = checked.files.map((file) =>
    [
      `## [${lineMarkdown(titleOf(file))}](${href(file)})`,
      file.summary === null ? "" : prose(file.summary),
      file.theorems.length === 0 ? "" : contents(file, href(file)),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  const head = `# Derivations\n\n${count(checked.files.length, "derivation")}; ${plainMarkdown(tally(all))}.`;
  return `${[head, ...entries].join("\n\n")}\n`;
}
