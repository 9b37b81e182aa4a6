/** KaTeX's fonts inside a style sheet, cut down to the characters that a page has. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deflateSync } from "node:zlib";
import type { FontEditor } from "fonteditor-core";
import { type Face, katexFile } from "./katex-sheet.ts";

type Fonts = { readonly Font: typeof FontEditor.Font };

const made = new Map<string, string>();

/**
 * A face as a rule of a style sheet, its data inside, so that no request leaves the page: only the glyphs of the
 * characters given, or the whole font where they are null. The same arguments give the same bytes.
 */
export function fontFace(face: Face, characters: ReadonlySet<string> | null): string {
  const wanted = characters === null ? null : [...characters].sort();
  const key = `${face.stem} ${wanted?.join("") ?? ""}`;
  let source = made.get(key);
  if (source === undefined) {
    source =
      wanted === null
        ? data("woff2", readFileSync(katexFile(`fonts/${face.stem}.woff2`)))
        : data("woff", subset(face, wanted));
    made.set(key, source);
  }
  return `@font-face{font-family:${face.family};font-style:${face.style};font-weight:${face.weight};src:${source}}`;
}

function data(format: "woff" | "woff2", bytes: Buffer): string {
  return `url(data:font/${format};base64,${bytes.toString("base64")}) format("${format}")`;
}

function subset(face: Face, characters: readonly string[]): Buffer {
  const { Font } = createRequire(import.meta.url)("fonteditor-core") as Fonts;
  const whole = readFileSync(katexFile(`fonts/${face.stem}.ttf`));
  const codes = characters.map((c) => c.codePointAt(0)!);
  // Kept metrics put the glyphs exactly where those of the whole font stand.
  const font = Font.create(whole, { type: "ttf", subset: codes, hinting: false });
  const deflate = (bytes: number[]): number[] => [...deflateSync(Uint8Array.from(bytes), { level: 9 })];
  return font.write({ type: "woff", toBuffer: true, deflate }) as Buffer;
}
