/** A diagnostic for the terminal: the line it is about, a caret under the place, what is known, what to write. */
import type { Diagnostic } from "./diagnostic.ts";
import { Source } from "./source.ts";

export type Paint = (style: "error" | "warning" | "bold" | "dim" | "help", text: string) => string;

const PLAIN: Paint = (_style, text) => text;
const WIDTH = 160;

/** Several lines without a line break at the end. `path` is as the user knows the file. */
export function frame(d: Diagnostic, text: string, path: string, paint: Paint = PLAIN): string {
  const { span } = d;
  const gutter = " ".repeat(String(span.line).length);
  const lines = [
    `${paint(d.severity, `${d.severity}[${d.code}]`)}${paint("bold", `: ${d.message}`)}`,
    `${paint("dim", "  -->")} ${path}:${span.line}:${span.column}`,
    paint("dim", `${gutter} |`),
    ...excerpt(span, text, (carets) => paint(d.severity, carets), paint),
  ];
  for (const n of d.notes) lines.push(`${gutter} ${paint("dim", "= note:")} ${n}`);
  if (d.help !== null) lines.push(`${gutter} ${paint("help", "= help:")} ${d.help}`);
  return lines.join("\n");
}

/** The line that a span begins on, and carets under it. */
export function excerpt(
  span: Diagnostic["span"],
  text: string,
  mark: (carets: string) => string,
  paint: Paint = PLAIN,
): readonly [string, string] {
  const source = sourceOf(text);
  const { start, end } = source.line(span.line - 1);
  const whole = source.text.slice(start, end);
  // A long line is shown around the place.
  const from = span.column - 1 > WIDTH - 40 ? span.column - 41 : 0;
  const shown = whole.slice(from, from + WIDTH).replace(/\t/g, " ");
  const lead = from > 0 ? "…" : "";
  const first = span.column - 1 - from;
  const last = span.endLine > span.line ? whole.trimEnd().length - from : span.endColumn - 1 - from;
  const carets = "^".repeat(Math.max(1, Math.min(last, shown.length) - first));
  const pad = " ".repeat(columns(lead + shown.slice(0, first)));
  const gutter = " ".repeat(String(span.line).length);
  return [`${paint("dim", `${span.line} |`)} ${lead}${shown}`, `${paint("dim", `${gutter} |`)} ${pad}${mark(carets)}`];
}

let last = new Source("");
/** Messages about one text follow each other: its lines are found once. */
function sourceOf(text: string): Source {
  if (last.text !== text) last = new Source(text);
  return last;
}

/** How many terminal cells a text takes: combining marks none, East Asian wide letters two. */
function columns(text: string): number {
  let n = 0;
  for (const c of text) {
    if (/\p{Mn}/u.test(c)) continue;
    n += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(c)
      ? 2
      : 1;
  }
  return n;
}
