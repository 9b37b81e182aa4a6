/** Text of a derivation is data: everything that reaches a page passes through here or through KaTeX. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What HTML forbids in text: control characters and lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]/gu;
/** What turns the direction of the text around it, or is not seen at all. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text without control characters and direction marks, which could make a line read as another one. */
export function visible(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(DIRECTION, "");
}

/** Text for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}
