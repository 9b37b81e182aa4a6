/** A formula as KaTeX writes it, with less in it: no class that no rule names, no box that changes nothing. */
import { BOX } from "./formula-style.ts";
import { structuralClasses, styledClasses } from "./katex-sheet.ts";

const VISIBLE = '<span class="katex-html" aria-hidden="true">';
const ANNOTATION = '<annotation encoding="application/x-tex">';

/**
 * The same formula to the eye and to a screen reader. A box without class and style is an inline box that inherits
 * everything, so taking it away moves nothing, unless the sheet styles the children of the box around it.
 */
export function lean(html: string): string {
  const from = html.indexOf(VISIBLE);
  if (from < 0) return html;
  const start = from + VISIBLE.length;
  const end = html.length - "</span>".length * (html.startsWith('<span class="katex-display">') ? 3 : 2);
  // HTML knows the namespace of <math>, and our own command is not part of what is copied.
  const words = html
    .slice(0, start)
    .replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    .replace(`${ANNOTATION}\\displaystyle `, ANNOTATION)
    .replace(/(?<=<\w+)(?: [\w-]+="[^"]*")*? class="[^"]*"/g, (attributes) => leanAttributes(attributes).text);
  return words + boxes(html.slice(start, end)) + html.slice(end);
}

type Open = { readonly kept: boolean; readonly structural: boolean };

function boxes(html: string): string {
  const open: Open[] = [];
  return html.replace(/<span([^>]*)>|<\/span>/g, (tag, attributes: string | undefined) => {
    if (tag === "</span>") return open.pop()?.kept === false ? "" : `</${BOX}>`;
    const { text, structural } = leanAttributes(attributes ?? "");
    const around = open.filter((box) => box.kept).slice(-2);
    const kept = text !== "" || around.some((box) => box.structural);
    open.push({ kept, structural });
    return kept ? `<${BOX}${text}>` : "";
  });
}

/** There are some hundred values of attributes, all KaTeX's own. */
const known = new Map<string, { readonly text: string; readonly structural: boolean }>();

function leanAttributes(attributes: string): { readonly text: string; readonly structural: boolean } {
  let found = known.get(attributes);
  if (found === undefined) {
    let structural = false;
    const text = attributes.replace(/ class="([^"]*)"/g, (_, value: string) => {
      const names = value.split(" ").filter((name) => styledClasses().has(name));
      structural = names.some((name) => structuralClasses().has(name));
      return names.length === 0 ? "" : ` class="${names.join(" ")}"`;
    });
    found = { text, structural };
    known.set(attributes, found);
  }
  return found;
}
