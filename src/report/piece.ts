/** One claim, or one derivation without its title, as a text to be set into somebody's notes. */
import type { CheckedFile, CheckedTheorem } from "../checked.ts";
import { claimFragment, derivationFragment } from "./fragment.ts";
import { inertMarkdown, isInert, plainMarkdown } from "./markdown-text.ts";
import { bodyMarkdown } from "./md.ts";
import { claimMarkdown, type Place } from "./md-claim.ts";
import { mdxText } from "./mdx.ts";
import { bodyTex, claimTex } from "./tex.ts";
import { listing } from "./words.ts";

type Writer = {
  readonly claim: (file: CheckedFile, theorem: CheckedTheorem) => string;
  readonly derivation: (file: CheckedFile) => string;
};

const markdown: Writer = {
  claim: (file, theorem) => inert(file, (place) => claimMarkdown(theorem, place)),
  derivation: (file) => inert(file, (place) => bodyMarkdown(place).join("\n\n")),
};

/** What can be set into notes. A new format is a line here. */
export const PIECES = {
  md: markdown,
  mdx: {
    claim: (file, theorem) => mdxText(markdown.claim(file, theorem)),
    derivation: (file) => mdxText(markdown.derivation(file)),
  },
  tex: {
    claim: (file, theorem) => claimTex(theorem, { claims: listing(file), numbered: false }),
    derivation: (file) => bodyTex(file, { claims: listing(file), numbered: false }).join("\n\n"),
  },
  "html-fragment": {
    claim: (file, theorem) => claimFragment(file, theorem).trim(),
    derivation: (file) => derivationFragment(file).trim(),
  },
} as const satisfies Readonly<Record<string, Writer>>;

export type PieceFormat = keyof typeof PIECES;

export function isPieceFormat(word: string): word is PieceFormat {
  return Object.hasOwn(PIECES, word);
}

/** The claim of that id, or without one the whole derivation; null where there is no such claim. */
export function pieceText(file: CheckedFile, claim: string | null, format: PieceFormat): string | null {
  if (claim === null) return PIECES[format].derivation(file);
  const theorem = file.theorems.find(({ id }) => id === claim);
  return theorem === undefined ? null : PIECES[format].claim(file, theorem);
}

function inert(file: CheckedFile, write: (place: Place) => string): string {
  const link = (href: string): string => (/^https?:/i.test(href) ? href : "#");
  const place = { file, claims: listing(file), link, anchors: false };
  const text = write({ ...place, prose: (source) => inertMarkdown(source.trim(), link) });
  return isInert(text) ? text : write({ ...place, prose: plainMarkdown });
}
