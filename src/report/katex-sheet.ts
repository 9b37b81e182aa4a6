/** KaTeX's own style sheet, read once: its faces and its rules, a flat list without nesting. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export type Font = { readonly family: string; readonly weight: string; readonly style: string };
/** A font and the stem of its files, such as `KaTeX_Main-Regular`. */
export type Face = Font & { readonly stem: string };
export type Selector = {
  readonly text: string;
  readonly classes: readonly string[];
  /** The classes that one element must bear: those of the last part. */
  readonly last: readonly string[];
};
export type Rule = {
  readonly selectors: readonly Selector[];
  readonly body: string;
  /** The font that the rule asks for, if it says anything about fonts. */
  readonly font: Font | null;
};
export type Sheet = { readonly faces: readonly Face[]; readonly rules: readonly Rule[] };

/** The family of everything that no rule gives another one. */
export const FAMILY = "KaTeX_Main";

/** Where a file of KaTeX's distribution lies. */
export function katexFile(path: string): string {
  return createRequire(import.meta.url).resolve(`katex/dist/${path}`);
}

let parsed: Sheet | undefined;

export function katexSheet(): Sheet {
  if (parsed) return parsed;
  const faces: Face[] = [];
  const rules: Rule[] = [];
  for (const [, head = "", body = ""] of readFileSync(katexFile("katex.min.css"), "utf8").matchAll(
    /([^{}]+)\{([^{}]*)\}/g,
  )) {
    const value = (name: string): string | null => body.match(new RegExp(`(?:^|;)${name}:([^;]+)`))?.[1] ?? null;
    const family = value("font-family");
    const font = {
      family: family ?? FAMILY,
      weight: weight(value("font-weight")),
      style: value("font-style") ?? "normal",
    };
    if (head.startsWith("@font-face")) {
      const stem = body.match(/url\(fonts\/([\w-]+)\.woff2\)/)?.[1];
      if (stem) faces.push({ ...font, stem });
      continue;
    }
    const says = family ?? value("font-weight") ?? value("font-style");
    rules.push({ selectors: head.split(",").map(selector), body, font: says === null ? null : font });
  }
  parsed = { faces, rules };
  return parsed;
}

function selector(text: string): Selector {
  // A class that must not be there is none that is needed.
  const classes = (part: string): string[] =>
    Array.from(part.replace(/:not\([^)]*\)/g, "").matchAll(/\.([\w-]+)/g), (m) => m[1]!);
  return { text, classes: classes(text), last: classes(text.split(/[\s>+~]+/).at(-1) ?? "") };
}

function weight(value: string | null): string {
  return value === "700" || value === "bold" ? "700" : "400";
}

let styled: ReadonlySet<string> | undefined;
/** The classes that the sheet says something about, and those that mark a formula's parts. */
export function styledClasses(): ReadonlySet<string> {
  styled ??= new Set([
    ...katexSheet().rules.flatMap((rule) => rule.selectors.flatMap((s) => s.classes)),
    "katex-html",
    "katex-base",
  ]);
  return styled;
}

let parents: ReadonlySet<string> | undefined;
/** The classes whose elements' children or grandchildren the sheet styles by where they stand. */
export function structuralClasses(): ReadonlySet<string> {
  parents ??= new Set(
    katexSheet().rules.flatMap((rule) =>
      rule.selectors.flatMap(({ text }) => Array.from(text.matchAll(/\.([\w-]+)(?=[^\s]*>)/g), (m) => m[1]!)),
    ),
  );
  return parents;
}
