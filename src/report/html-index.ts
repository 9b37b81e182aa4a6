/** The pages about all derivations: every claim with its verdict, and everything that was refuted. */
import type { Checked, CheckedFile } from "../checked.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { typesetter } from "./katex.ts";
import { outline } from "./outline.ts";
import { linkTarget, type OutputFile } from "./pages.ts";
import { mark } from "./place.ts";
import { type Prose, prose } from "./prose.ts";
import { INDEX, page, plainTitle, REFUTED, titleOf } from "./shell.ts";
import { count, type Listed, type Listing, listing, nameOf, tally, verdictWords } from "./words.ts";

type Names = ReadonlyMap<CheckedFile, string>;

const hrefOf = (file: CheckedFile, names: Names): string => `${encodeURIComponent(names.get(file)!)}.html`;

/** Every claim with its verdict; `where` is the page that the claims stand on, empty for the one being written. */
export function contents(file: CheckedFile, words: Prose, where: string): string {
  const items = listing(file, where).all.map(({ theorem, number, href }) => {
    const text = where === "" ? "" : ` data-find="${escapeHtml(`${theorem.id} ${theorem.statement.text}`)}"`;
    return `<li${text}><span class="n">${number}</span>${mark(theorem.verdict)}<span><a href="${escapeHtml(href)}">${words.text(nameOf(theorem))}</a>${saidVerdict(verdictWords(theorem))}</span></li>`;
  });
  return `<nav class="contents" aria-label="Claims of ${escapeHtml(plainTitle(titleOf(file)))}">
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

/** Words about a derivation on another page than its own. */
function wordsOf(file: CheckedFile, names: Names, claims: Listing | null): Prose {
  return prose({
    typeset: typesetter(),
    outline: outline(),
    link: (href) => linkTarget(href, file, names, "html"),
    claim: (id) => claims?.named(id)?.anchor ?? null,
  });
}

export function indexPage(checked: Checked, names: Names): OutputFile {
  const entries = checked.files.map((file) => {
    const words = wordsOf(file, names, null);
    const href = hrefOf(file, names);
    return `<section class="derivation">
<h2><a href="${href}">${words.text(titleOf(file))}</a></h2>
${file.summary === null ? "" : `<p class="answer">${words.line(file.summary)}</p>`}
${file.diagnostics.length === 0 ? "" : `<p class="cite">${count(file.diagnostics.length, "message")} on the source.</p>`}
${contents(file, words, href)}
</section>`;
  });
  const all = checked.files.flatMap((file) => file.theorems);
  const head = `<h1>${INDEX.title}</h1>
<p class="answer">${count(checked.files.length, "derivation")}; ${escapeHtml(tally(all))}.</p>
<form id="finder" role="search"></form>`;
  return page(
    INDEX.name,
    INDEX.title,
    [head, ...entries],
    [`<p>Made by lossproof ${escapeHtml(checked.version)}.</p>`],
  );
}

/** Every refuted claim with its counterexample and its repair, by derivation. */
export function refutedPage(checked: Checked, names: Names): OutputFile {
  const entries = checked.files.flatMap((file) => {
    const wrong = file.theorems.filter((theorem) => theorem.verdict === "refuted");
    if (wrong.length === 0) return [];
    const href = hrefOf(file, names);
    const claims = elsewhere(listing(file, href), names.get(file)!);
    const words = wordsOf(file, names, null);
    const place = { typeset: typesetter(), prose: words, claims, file };
    return [
      `<section>
<h2><a href="${href}">${words.text(titleOf(file))}</a></h2>
${wrong.map((theorem) => card({ ...theorem, steps: [] }, 3, place, claims.of(theorem))).join("\n")}
</section>`,
    ];
  });
  const wrong = checked.files.flatMap((file) => file.theorems).filter((theorem) => theorem.verdict === "refuted");
  const unmet = wrong.filter((theorem) => !theorem.met).length;
  const said =
    wrong.length === 0
      ? "Nothing was refuted."
      : `${count(wrong.length, "claim")} with a counterexample${unmet === 0 ? "" : `, ${unmet} of them stated as a theorem`}. Each shows where it breaks and by how much, and what holds instead where that was proved.`;
  const head = `<h1>${REFUTED.title}</h1>\n<p class="answer">${escapeHtml(said)}</p>`;
  return page(
    REFUTED.name,
    REFUTED.title,
    [head, ...entries],
    [`<p>Made by lossproof ${escapeHtml(checked.version)}.</p>`],
  );
}

/** The claims of one derivation among those of others: their cards are named by derivation, links lead to its page. */
function elsewhere(claims: Listing, name: string): Listing {
  const moved = (listed: Listed): Listed => ({ ...listed, anchor: `${name}.${listed.anchor}` });
  return {
    all: claims.all.map(moved),
    of: (theorem) => moved(claims.of(theorem)),
    named: claims.named,
  };
}
