/**
 * The same report in Markdown with `$` and `$$`, to be read on a code host or included in notes. It is committed,
 * so it holds no time, no date and no version.
 */
import type { Block, Checked, CheckedFile, CheckedTheorem, Counterexample, RestsOn, Shown } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import { withoutTitle } from "./html.ts";
import {
  cellMarkdown,
  codeMarkdown,
  display,
  hostTex,
  inertMarkdown,
  inline,
  isInert,
  lineMarkdown,
  messageMarkdown,
  plainMarkdown,
} from "./markdown-text.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";
import { splitFormulas } from "./prose.ts";
import {
  type Chain,
  chains,
  changeOf,
  count,
  explanationOf,
  type Listing,
  listing,
  MARKS,
  nameOf,
  onlyReason,
  reasonParts,
  relationTex,
  restsOnBy,
  rowFormula,
  sectionTitle,
  tally,
  texText,
  verdictWords,
} from "./words.ts";

export type MarkdownOptions = {
  /** Where a reader of the report finds a derivation's own file, relative to the report; none where absent. */
  readonly source?: (file: CheckedFile) => string | null;
};

type Place = {
  readonly file: CheckedFile;
  /** Prose as Markdown that is safe to put on a page. */
  readonly prose: (markdown: string) => string;
  readonly claims: Listing;
  readonly link: (href: string) => string;
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

/**
 * A derivation's page. Each piece of prose is inert by itself; should pieces that follow each other mean something
 * else together, as a Markdown parser sees it, then all prose of the page is plain text.
 */
function derivationPage(file: CheckedFile, source: string | null, link: (href: string) => string): string {
  const page = pageText(file, source, link, (markdown) => inertMarkdown(markdown.trim(), link));
  return isInert(page) ? page : pageText(file, source, link, plainMarkdown);
}

function pageText(file: CheckedFile, source: string | null, link: Place["link"], prose: Place["prose"]): string {
  const place: Place = { file, claims: listing(file), link, prose };
  const from = source === null ? codeMarkdown(file.path) : `[${codeMarkdown(file.path)}](${source})`;
  const parts = [
    `# ${lineMarkdown(titleOf(file))}`,
    file.summary === null ? "" : prose(file.summary),
    file.source.length === 0 ? "" : `Source: ${file.source.map((s) => citation(s, prose)).join("; ")}`,
    messages(file),
    file.theorems.length === 0 ? "" : contents(file, ""),
    ...file.blocks.map((block, at) => blockMarkdown(block, at, place)),
    "---",
    `Made from ${from}. A claim is marked proved or refuted only by a theorem of the kernel whose certificate was replayed. [All derivations](README.md)`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
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
    case "theorem":
      return theoremMarkdown(block.theorem, place);
  }
}

function sectionMarkdown(title: string | null): string {
  return title === null ? "" : `**${lineMarkdown(title)}**`;
}

function theoremMarkdown(theorem: CheckedTheorem, place: Place): string {
  const { label, anchor } = place.claims.of(theorem);
  const given = theorem.hypotheses.map((h) => inline(h)).join(", ");
  const parts = [
    `<a id="${escapeHtml(anchor)}"></a>`,
    `**${label}. ${lineMarkdown(nameOf(theorem))}** (${MARKS[theorem.verdict]} ${verdictWords(theorem)})`,
    given === "" ? "" : `Given ${given}:`,
    display(theorem.statement),
    theorem.met || theorem.reason === null
      ? ""
      : `*${theorem.verdict === "undecided" ? "Undecided" : "Not as stated"}:* ${lineMarkdown(theorem.reason)}`,
    theorem.counterexample === null ? "" : counterexample(theorem.counterexample),
    ...proof(theorem, place),
    repair(theorem),
    restsOn(theorem, place),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function proof(theorem: CheckedTheorem, place: Place): string[] {
  const reason = onlyReason(theorem);
  if (reason === null) return chains(theorem.steps).map((chain) => steps(chain, place));
  const parts = reasonParts(reason, place.claims).map(({ text, claim }) => claim?.label ?? lineMarkdown(text));
  return [`By ${parts.join(", ")}.`];
}

function steps({ head, rows, short }: Chain, place: Place): string {
  const lines = rows.map(({ step }, at) => {
    const relation = step.relation === null ? "" : `${relationTex(step.relation)} `;
    const left = short && head && at === 0 ? hostTex(head.tex) : "";
    const indent = short || step.relation === null ? "" : "\\quad ";
    const open = step.verdict === "proved" ? "" : `\\text{ (${step.verdict})}`;
    return `${left} & ${indent}${relation}${hostTex(rowFormula(step).tex)} && ${why(step.reason, place)}${open}`.trim();
  });
  const top = head !== null && !short ? [`& ${hostTex(head.tex)}`] : [];
  return `$$\n\\begin{aligned}\n${[...top, ...lines].join(" \\\\\n")}\n\\end{aligned}\n$$`;
}

/** A reason within a formula: words in \text, formulas as they are, the id of a claim as its number. */
function why(reason: string, place: Place): string {
  const named = reasonParts(reason, place.claims)
    .map(({ text, claim }) => claim?.label ?? text)
    .join(", ");
  return splitFormulas(named)
    .map((part) =>
      part.tex === null
        ? `\\text{${texText(part.text.replace(/`([^`]*)`/g, "‘$1’").replace(/\s+/g, " "))}}`
        : hostTex(part.tex),
    )
    .join("");
}

function counterexample(found: Counterexample): string {
  const at = found.assignment
    .map(({ name, value }) => inline({ text: `${name.text} = ${value.text}`, tex: `${name.tex} = ${value.tex}` }))
    .join(", ");
  const where = at === "" ? "" : ` At ${at}`;
  const values =
    found.lhs && found.rhs
      ? `the left side is ${value(found.lhs, found.about?.lhs)} and the right side is ${value(found.rhs, found.about?.rhs)}.`
      : "";
  const told = found.how === "undefined" ? "it is not defined." : values || "it is false.";
  const said = where === "" ? ` ${told.charAt(0).toUpperCase()}${told.slice(1)}` : `${where} ${told}`;
  const how = found.certificate === "exact" ? "in exact arithmetic" : "by enclosing intervals";
  const apart = found.about?.gap ? `The sides are ${inline(found.about.gap)} apart.` : "";
  return `**Counterexample.**${said} ${[lineMarkdown(explanationOf(found)), apart, `(Checked ${how}.)`].filter((part) => part !== "").join(" ")}`;
}

/** A closed form with its decimal. */
function value(shown: Shown, about: Shown | null | undefined): string {
  return inline(about ? { text: `${shown.text} = ${about.text}`, tex: `${shown.tex} = ${about.tex}` } : shown);
}

function repair({ repair: found }: CheckedTheorem): string {
  if (!found) return "";
  const change = changeOf(found.change);
  const words =
    change.k === "hypothesis"
      ? `Under the hypothesis ${codeMarkdown(change.given)}`
      : change.k === "instead"
        ? `With ${codeMarkdown(change.now)} in place of ${codeMarkdown(change.before)}`
        : `With ${plainMarkdown(change.text)}`;
  return `${words} it is true, and proved:\n\n${display(found.statement)}`;
}

const KINDS: Readonly<Record<RestsOn["k"], string>> = {
  theorem: "theorem",
  definition: "definition",
  rule: "rule",
  oracle: "hint",
};

function restsOn(theorem: CheckedTheorem, place: Place): string {
  const said = Array.from(restsOnBy(theorem), ([k, names]) => {
    if (k === "theorem") {
      return names
        .map((name) => {
          const claim = place.claims.named(name);
          return claim ? `[${claim.label}](#${encodeURIComponent(claim.anchor)})` : codeMarkdown(name);
        })
        .join(", ");
    }
    return `${count(names.length, KINDS[k]).replace(/^\d+ /, "")} ${names.map(codeMarkdown).join(", ")}`;
  });
  return said.length === 0 ? "" : `*Rests on* ${said.join("; ")}`;
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
