/**
 * The style sheet of the formulas of one page: of KaTeX's own only the rules that the page uses, and of its
 * twenty fonts only those, inside the sheet, so that no request leaves the page.
 */
import { fontFace } from "./fonts.ts";
import { FAMILY, type Face, type Font, katexSheet, styledClasses } from "./katex-sheet.ts";

/** The element that formulas are drawn with: the shortest one that has no look of its own but a slant. */
export const BOX = "i";
const UPRIGHT = `:where(.katex-html ${BOX}){font-style:inherit}`;

export type StyleOptions = {
  /** What a class of KaTeX's is called in the page, as a selector. */
  readonly called?: (name: string) => string;
  /** Whether the sheet holds all of KaTeX's rules and whole fonts, so that it serves other formulas as well. */
  readonly whole?: boolean;
};

/** The style sheet that the formulas in `html` need; empty where there is none. */
export function formulaStyle(html: string, options: StyleOptions = {}): string {
  const { called = (name) => `.${name}`, whole = false } = options;
  const attributes = [...new Set(Array.from(html.matchAll(/ class="([^"]*)"/g), (m) => m[1]!))].map((v) =>
    v.split(" "),
  );
  const used = new Set(attributes.flat());
  if (!used.has("katex")) return "";
  const { faces, rules } = katexSheet();
  const fonts = new Set<Face>();
  const need = (font: Font): void => {
    const face = faces.find((f) => f.family === font.family && f.weight === font.weight && f.style === font.style);
    if (face) fonts.add(face);
  };
  need({ family: FAMILY, weight: "400", style: "normal" });
  const kept: string[] = [];
  for (const rule of rules) {
    const selectors = rule.selectors.filter((s) => s.classes.every((name) => whole || used.has(name)));
    if (selectors.length === 0) continue;
    kept.push(`${selectors.map((s) => translated(s.text, called)).join(",")}{${rule.body}}`);
    const borne = attributes.some((names) => selectors.some((s) => s.last.every((name) => names.includes(name))));
    if (rule.font && borne) need(rule.font);
  }
  const characters = whole ? null : drawn(html);
  return [...Array.from(fonts, (face) => fontFace(face, characters)), UPRIGHT, ...kept].join("\n");
}

/** A selector of KaTeX's as the page writes it. */
function translated(selector: string, called: (name: string) => string): string {
  return selector.replace(/(?<![\w.-])span(?![\w-])/g, BOX).replace(/\.([\w-]+)/g, (_, name: string) => called(name));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#x27;": "'",
};

/** Every character that the formulas of a page draw. */
function drawn(html: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of html.split('class="katex-html"').slice(1)) {
    const end = part.search(/<\/span><\/span>/);
    const text = part.slice(part.indexOf(">") + 1, end < 0 ? undefined : end).replace(/<[^>]*>/g, "");
    for (const c of text.replace(/&(?:lt|gt|amp|quot|#x27);/g, (e) => ENTITIES[e]!)) found.add(c);
  }
  return found;
}

/** Classes that the page's own style sheet speaks of; the others may be called anything. */
const KNOWN = new Set(["katex", "katex-html", "katex-mathml", "katex-display"]);

/**
 * The same page with less in it: what a box of a formula says in its classes and its inline style, it says in one
 * short class, and the sheet means that class wherever it meant one of those. Only KaTeX writes `style="…"`, all other
 * text of a page is escaped; a value that is not plain lengths stays inline.
 */
export function compact(html: string): { readonly html: string; readonly style: string } {
  const styled = styledClasses();
  const names = new Map<string, string>();
  const callers = new Map<string, string[]>();
  const styles: string[] = [];
  const named = (classes: string, style: string): string => {
    const key = `${classes}|${style}`;
    let name = names.get(key);
    if (name === undefined) {
      name = `k${names.size.toString(36)}`;
      names.set(key, name);
      if (style !== "") styles.push(`.katex.katex .${name}{${style}}`);
      for (const c of classes.split(" ").filter((c) => c !== "")) {
        const list = callers.get(c) ?? [];
        list.push(name);
        callers.set(c, list);
      }
    }
    return name;
  };
  const short = html.replace(
    / class="([^"]*)"(?: style="([\w.:;-]*)")?| style="([\w.:;-]*)"/g,
    (whole, classes: string | undefined, beside: string | undefined, alone: string | undefined) => {
      const all = classes?.split(" ") ?? [];
      if (KNOWN.has(classes ?? "") && beside === undefined) return ` class=${classes}`;
      if (all.some((c) => KNOWN.has(c) || !styled.has(c))) return whole;
      return ` class=${named(classes ?? "", beside ?? alone ?? "")}`;
    },
  );
  const called = (c: string): string => {
    const list = callers.get(c);
    if (list === undefined) return `.${c}`;
    return list.length === 1 ? `.${list[0]}` : `:is(${list.map((name) => `.${name}`).join()})`;
  };
  return { html: short, style: [formulaStyle(html, { called }), ...styles].filter((part) => part !== "").join("\n") };
}
