/**
 * The style sheet of the formulas of one page: of KaTeX's own only the rules that the page uses, and of its
 * twenty fonts only those, inside the sheet, so that no request leaves the page.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

type Face = { readonly family: string; readonly weight: string; readonly style: string; readonly file: string };
type Selector = {
  readonly text: string;
  readonly classes: readonly string[];
  /** The classes that one element must bear: those of the last part. */
  readonly last: readonly string[];
};
type Rule = {
  readonly selectors: readonly Selector[];
  readonly body: string;
  /** The font that the rule asks for, if it says anything about fonts. */
  readonly font: Omit<Face, "file"> | null;
};
type Sheet = { readonly faces: readonly Face[]; readonly rules: readonly Rule[] };

const FAMILY = "KaTeX_Main";
const katexFile = (path: string): string => createRequire(import.meta.url).resolve(`katex/dist/${path}`);

let parsed: Sheet | undefined;

/** KaTeX's style sheet, read once: a flat list of rules without nesting. */
function sheet(): Sheet {
  if (parsed) return parsed;
  const faces: Face[] = [];
  const rules: Rule[] = [];
  for (const [, head = "", body = ""] of readFileSync(katexFile("katex.min.css"), "utf8").matchAll(
    /([^{}]+)\{([^{}]*)\}/g,
  )) {
    const value = (name: string): string | null => body.match(new RegExp(`(?:^|;)${name}:([^;]+)`))?.[1] ?? null;
    if (head.startsWith("@font-face")) {
      const file = body.match(/url\(([^)]*\.woff2)\)/)?.[1];
      if (file) {
        faces.push({
          family: value("font-family") ?? "",
          weight: weight(value("font-weight")),
          style: value("font-style") ?? "normal",
          file,
        });
      }
      continue;
    }
    const family = value("font-family");
    const says = family ?? value("font-weight") ?? value("font-style");
    rules.push({
      selectors: head.split(",").map(selector),
      body,
      font:
        says === null
          ? null
          : { family: family ?? FAMILY, weight: weight(value("font-weight")), style: value("font-style") ?? "normal" },
    });
  }
  parsed = { faces, rules };
  return parsed;
}

function selector(text: string): Selector {
  const classes = (part: string): string[] => Array.from(part.matchAll(/\.([\w-]+)/g), (m) => m[1]!);
  return { text, classes: classes(text), last: classes(text.split(/[\s>+~]+/).at(-1) ?? "") };
}

function weight(value: string | null): string {
  return value === "700" || value === "bold" ? "700" : "400";
}

let styled: ReadonlySet<string> | undefined;
/** The classes that KaTeX's style sheet says something about. */
export function styledClasses(): ReadonlySet<string> {
  styled ??= new Set([
    ...sheet().rules.flatMap((rule) => rule.selectors.flatMap((s) => s.classes)),
    "katex-html",
    "katex-base",
  ]);
  return styled;
}

/** The style sheet that the formulas in `html` need, with its classes called `alias`; empty where there is none. */
export function formulaStyle(html: string, alias: (name: string) => string = (name) => name): string {
  const attributes = [...new Set(Array.from(html.matchAll(/ class="([^"]*)"/g), (m) => m[1]!))].map((v) =>
    v.split(" "),
  );
  const used = new Set(attributes.flat());
  if (!used.has("katex")) return "";
  const { faces, rules } = sheet();
  const fonts = new Set<Face>();
  const need = (font: Omit<Face, "file">): void => {
    const face = faces.find((f) => f.family === font.family && f.weight === font.weight && f.style === font.style);
    if (face) fonts.add(face);
  };
  need({ family: FAMILY, weight: "400", style: "normal" });
  const kept: string[] = [];
  for (const rule of rules) {
    const selectors = rule.selectors.filter((s) => s.classes.every((name) => used.has(name)));
    if (selectors.length === 0) continue;
    const called = selectors.map((s) => s.text.replace(/\.([\w-]+)/g, (_, name: string) => `.${alias(name)}`));
    kept.push(`${called.join(",")}{${rule.body}}`);
    const borne = (s: Selector): boolean => attributes.some((names) => s.last.every((name) => names.includes(name)));
    if (rule.font && selectors.some(borne)) need(rule.font);
  }
  return [...Array.from(fonts, fontFace), ...kept].join("\n");
}

const encoded = new Map<string, string>();
function fontFace(face: Face): string {
  let data = encoded.get(face.file);
  if (data === undefined) {
    data = readFileSync(katexFile(face.file)).toString("base64");
    encoded.set(face.file, data);
  }
  return `@font-face{font-family:${face.family};font-style:${face.style};font-weight:${face.weight};src:url(data:font/woff2;base64,${data}) format("woff2")}`;
}

/** Classes that the page's own style sheet speaks of; the others may be called anything. */
const KNOWN = new Set(["katex", "katex-html", "katex-mathml", "katex-display"]);

/**
 * The same page with less in it: the inline styles of its formulas become classes, and KaTeX's classes short ones,
 * in the page and in the sheet alike. Only KaTeX writes `style="…"`, all other text of a page is escaped; a value
 * that is not plain lengths stays inline.
 */
export function compact(html: string): { readonly html: string; readonly style: string } {
  const styled = styledClasses();
  const styles = naming("k");
  const aliases = naming("K");
  const alias = (name: string): string => (styled.has(name) && !KNOWN.has(name) ? aliases.of(name) : name);
  const known = new Map<string, string>();
  const aliased = (value: string): string => {
    let names = known.get(value);
    if (names === undefined) {
      names = value.split(" ").map(alias).join(" ");
      known.set(value, names);
    }
    return names;
  };
  const short = html.replace(
    / class="([^"]*)"(?: style="([\w.:;-]*)")?| style="([\w.:;-]*)"/g,
    (_, cls: string | undefined, beside: string | undefined, alone: string | undefined) => {
      const css = beside ?? alone;
      const names = [...(cls === undefined ? [] : [aliased(cls)]), ...(css === undefined ? [] : [styles.of(css)])];
      return ` class="${names.join(" ")}"`;
    },
  );
  const sheet = formulaStyle(html, alias);
  const inline = styles.all.map(([css, name]) => `.katex.katex .${name}{${css}}`);
  return { html: short, style: [sheet, ...inline].filter((part) => part !== "").join("\n") };
}

/** Short names in the order in which they are asked for. */
function naming(prefix: string): { of(what: string): string; readonly all: readonly (readonly [string, string])[] } {
  const names = new Map<string, string>();
  const all: (readonly [string, string])[] = [];
  const of = (what: string): string => {
    let name = names.get(what);
    if (name === undefined) {
      name = `${prefix}${names.size.toString(36)}`;
      names.set(what, name);
      all.push([what, name]);
    }
    return name;
  };
  return { of, all };
}
