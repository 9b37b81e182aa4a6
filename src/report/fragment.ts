/**
 * Derivations as pieces of HTML for somebody else's page. Every class begins with `lp-`, fonts have names of
 * their own, and the style sheet beside the pieces speaks of nothing outside them.
 */
import type { Checked, CheckedFile, CheckedTheorem } from "../checked.ts";
import { card } from "./card.ts";
import { escapeHtml } from "./escape.ts";
import { formulaStyle } from "./formula-style.ts";
import { derivationBlocks } from "./html.ts";
import { CONTENT_STYLE, DARK, LIGHT } from "./page-style.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";
import { isSafeLink } from "./prose.ts";

/** The class of a piece as a whole. */
const ROOT = "lossproof";
/** The style sheet that stands beside the pieces. */
export const FRAGMENT_SHEET = `${ROOT}.css`;

/** A piece for each derivation, and their style sheet. */
export function fragmentFiles(checked: Checked): readonly OutputFile[] {
  const names = pageNames(checked.files);
  const raw = checked.files.map((file) => ({ name: names.get(file)!, html: derivationHtml(file, names) }));
  const pieces = raw.map(({ name, html }) => ({ name: `${name}.fragment.html`, text: piece(html, name) }));
  return [...pieces, { name: FRAGMENT_SHEET, text: sheet(raw.map(({ html }) => html).join("")) }];
}

/** All derivations as one piece, without the sheet. */
export function wholeFragment(checked: Checked): string {
  return fragmentFiles(checked)
    .slice(0, -1)
    .map(({ text }) => text)
    .join("");
}

/** One claim as a piece. */
export function claimFragment(file: CheckedFile, theorem: CheckedTheorem): string {
  const { place } = derivationBlocks({ ...file, blocks: [] }, outward);
  return piece(card(theorem, 3, place), file.id);
}

/** A whole derivation as a piece. */
export function derivationFragment(file: CheckedFile): string {
  return piece(
    derivationBlocks(file, outward)
      .blocks.filter((block) => block !== "")
      .join("\n"),
    file.id,
  );
}

const outward = (href: string): string | null => (/^https?:/i.test(href) && isSafeLink(href) ? href : null);

function derivationHtml(file: CheckedFile, names: ReadonlyMap<CheckedFile, string>): string {
  const { blocks } = derivationBlocks(file, (href) => linkTarget(href, file, names, "fragment.html"));
  return blocks.filter((block) => block !== "").join("\n");
}

/** The piece around its content: classes get the prefix, and ids the derivation's name, which a page may lack room for. */
function piece(html: string, name: string): string {
  const own = `${name.replace(/[^\p{L}\p{N}_-]+/gu, "-")}.`;
  const ids = new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), (m) => m[1]!));
  const moved = html
    .replace(/ class="([^"]*)"/g, (_, names: string) => ` class="${names.split(" ").map(prefixed).join(" ")}"`)
    .replace(/ (id|aria-labelledby)="([^"]*)"/g, (_, attribute: string, id: string) => ` ${attribute}="${own}${id}"`)
    .replace(/ href="#([^"]*)"/g, (whole, id: string) => (ids.has(id) ? ` href="#${own}${id}"` : whole))
    // A blank line would end the piece where it stands in Markdown.
    .replace(/\n(?=[ \t]*\n)/g, "&#10;")
    // A claim that stands alone has no other claims to lead to.
    .replace(/<a href="#([^"]*)">([^<]*)<\/a>/g, (whole, id: string, text: string) =>
      id.startsWith(own) ? whole : text,
    );
  return `<div class="${ROOT}" data-derivation="${escapeHtml(name)}">\n${moved}\n</div>\n`;
}

function prefixed(name: string): string {
  return `lp-${name}`;
}

/** Hosts that have a switch of their own for day and night. */
const NIGHT = ["[data-theme=dark]", "[data-bs-theme=dark]", "[data-md-color-scheme=slate]", ".quarto-dark", ".dark"];
const DAY = [
  "[data-theme=light]",
  "[data-bs-theme=light]",
  "[data-md-color-scheme=default]",
  ".quarto-light",
  ".light",
];

function sheet(html: string): string {
  const root = `.${ROOT}`;
  const fonts = formulaStyle(html, { whole: true }).replaceAll("KaTeX_", "Lossproof_");
  const faces = fonts.split("\n").filter((line) => line.startsWith("@font-face"));
  const rules = fonts.split("\n").filter((line) => !line.startsWith("@font-face"));
  return `${[
    "/* The style of pieces of derivations. The fonts in it are KaTeX's, under the SIL Open Font License. */",
    ...faces,
    `${root}{${LIGHT};color:var(--ink);overflow-wrap:anywhere;line-height:1.6}`,
    `@media screen and (prefers-color-scheme:dark){${root}:not(:is(${DAY.join()}) *){${DARK}}}`,
    `:is(${NIGHT.join()}) ${root}{${DARK}}`,
    `${root} *{box-sizing:border-box}`,
    scoped(`${rules.join("\n")}\n${CONTENT_STYLE.trim()}`),
  ].join("\n")}\n`;
}

/** A flat style sheet as one that speaks only of what is inside a piece. */
function scoped(css: string): string {
  return css.replace(/([^{}]+)\{/g, (whole, head: string) => {
    if (/^\s*@/.test(head)) return whole;
    const selectors = head.trim().split(/,(?![^()]*\))/);
    return `\n${selectors.map((s) => `.${ROOT} ${s.replace(/\.([a-zA-Z][\w-]*)/g, (_, name: string) => `.${prefixed(name)}`)}`).join()}{`;
  });
}
