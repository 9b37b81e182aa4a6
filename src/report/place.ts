/** What a card needs of the page that it stands on, and the pieces that cards are made of. */
import type { CheckedFile, VerdictName } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import { isWide, type Typesetter } from "./katex.ts";
import type { Prose } from "./prose.ts";
import type { Listed, Listing } from "./words.ts";

export type Place = {
  readonly typeset: Typesetter;
  readonly prose: Prose;
  readonly claims: Listing;
  readonly file: CheckedFile;
};

const GLYPHS: Readonly<Record<VerdictName, string>> = {
  proved: '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 8.8l3.6 3.7 7.4-9"/></svg>',
  refuted:
    '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6"/></svg>',
  undecided: '<span class="mark" aria-hidden="true">?</span>',
  error: '<span class="mark" aria-hidden="true">!</span>',
};

/** The mark of a verdict, for the eye; its colour is that of the text around it. */
export function glyph(verdict: VerdictName): string {
  return GLYPHS[verdict];
}

/** The mark of a verdict in its own colour. */
export function mark(verdict: VerdictName): string {
  return `<span class="v-${verdict}">${GLYPHS[verdict]}</span>`;
}

/** A scrolling box for a formula; the label is what a screen reader says for the scroller. */
export function math(html: string, label: string, extra = ""): string {
  const stop = isWide(html) ? ` tabindex="0" role="group" aria-label="${escapeHtml(label)}"` : "";
  return `<div class="math${extra}"${stop}>${html}</div>`;
}

/** A claim by its number, leading to its card. */
export function claimLink({ href, label }: Listed): string {
  return `<a href="${escapeHtml(href)}">${label}</a>`;
}
