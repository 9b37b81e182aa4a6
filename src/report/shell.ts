/** A whole page around its content: head, policy, style, navigation, foot. */
import type { CheckedFile } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import { compact } from "./formula-style.ts";
import { PAGE_SCRIPT, scriptSource } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { OutputFile } from "./pages.ts";
import { splitFormulas } from "./prose.ts";

/** The pages of a report that are no derivation's. */
export const INDEX: Page = { name: "index.html", title: "Derivations", short: "All derivations" };
export const REFUTED: Page = { name: "refuted.html", title: "What was refuted", short: "What was refuted" };
type Page = { readonly name: string; readonly title: string; readonly short: string };

/** Only the page's own script runs, and nothing is fetched. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src ${scriptSource()}; font-src data:; base-uri 'none'; form-action 'none'`;

/** A page of that name; its title may hold `$…$`. */
export function page(name: string, title: string, body: readonly string[], foot: readonly string[]): OutputFile {
  const { html, style } = compact(body.filter((part) => part !== "").join("\n"));
  const links = [INDEX, REFUTED]
    .filter((other) => other.name !== name)
    .map((other) => `<a href="${other.name}">${other.short}</a>`);
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(plainTitle(title))}</title>
<style>
${[style, PAGE_STYLE.trim()].filter((part) => part !== "").join("\n")}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav class="top" aria-label="Report">${links.join(" ")}</nav>
<main id="content">
${html}
</main>
<footer class="foot"><hr>
${foot.filter((part) => part !== "").join("\n")}
</footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
  return { name, text };
}

/** A title without the dollars of its formulas. */
export function plainTitle(source: string): string {
  return splitFormulas(source)
    .map((part) => part.tex ?? part.text)
    .join("");
}

/** A derivation's title. */
export function titleOf(file: CheckedFile): string {
  return file.title.trim() === "" ? file.id : file.title;
}
