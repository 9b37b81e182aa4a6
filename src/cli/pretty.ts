/** The result of checking for people at a terminal. */
import type { Checked, CheckedFile, CheckedTheorem, Counterexample, Step } from "../checked.ts";
import { excerpt } from "../diagnostic/frame.ts";
import { splitFormulas } from "../report/prose.ts";
import { count, explanationOf, MARKS, tally } from "../report/words.ts";
import { codeOf } from "./findings.ts";
import { harmless } from "./frames.ts";
import { type Ink, type Paint, printable } from "./terminal.ts";

export type PrettyOptions = {
  readonly paint: Paint;
  /** Show the steps of every claim. */
  readonly verbose: boolean;
  /** The text that places point into, where it is at hand; its line is shown in place of the statement. */
  /** How formulas are written; as in the language where absent. */
  readonly write?: (text: string) => string;
  readonly source?: { readonly path: string; readonly text: string };
};

const INDENT = "      ";
/** The widest that ids and titles are padded to. */
const WIDEST = { id: 44, title: 48 };

/** One derivation: a line a claim, and under it what a reader needs where it is refuted or not as stated. */
export function prettyFile(file: CheckedFile, frames: readonly string[], options: PrettyOptions): string {
  const { paint } = options;
  const title = file.title === file.id ? "" : `  ${plain(file.title)}`;
  const lines = [`${paint("bold", printable(file.path))}${paint("dim", title)}`];
  const width = {
    id: Math.min(WIDEST.id, Math.max(0, ...file.theorems.map((t) => t.id.length))),
    title: Math.min(WIDEST.title, Math.max(0, ...file.theorems.map((t) => plain(t.title ?? "").length))),
  };
  for (const theorem of file.theorems) lines.push(...prettyTheorem(theorem, width, options));
  for (const frame of frames) lines.push("", frame);
  return `${lines.join("\n")}\n\n`;
}

type Width = { readonly id: number; readonly title: number };

function prettyTheorem(theorem: CheckedTheorem, width: Width, options: PrettyOptions): string[] {
  const { paint } = options;
  const ink = inkOf(theorem);
  const mark = paint(ink, theorem.met ? "✓" : MARKS[theorem.verdict] === "✓" ? "✗" : MARKS[theorem.verdict]);
  const title = clipped(plain(theorem.title ?? ""), width.title);
  const line = [
    `  ${mark} ${printable(theorem.id).padEnd(width.id)}`,
    ...(width.title === 0 ? [] : [title.padEnd(width.title)]),
    paint(ink, theorem.verdict.padEnd(9)),
    paint("dim", milliseconds(theorem.ms)),
    ...(theorem.met || theorem.verdict === "undecided" || theorem.verdict === "error"
      ? []
      : [paint(ink, "not as stated")]),
  ];
  return [line.join("  "), ...prettyOutcome(theorem, options)];
}

/** What follows the line of a claim: its place where it is not met, counterexample, repair, and steps when asked for. */
export function prettyOutcome(theorem: CheckedTheorem, options: PrettyOptions): string[] {
  const { paint, verbose, source } = options;
  const write = (text: string): string => printable((options.write ?? ((t: string) => t))(text));
  // What could not be read is shown by its messages.
  if (theorem.verdict === "error") return [];
  const lines: string[] = [];
  if (verbose || !theorem.met) {
    const place = theorem.met ? null : (theorem.place ?? null);
    if (place !== null && source !== undefined) {
      const ink = inkOf(theorem);
      lines.push(
        `${paint("dim", "-->")} ${printable(source.path)}:${place.line}:${place.column}`,
        ...excerpt(
          place,
          harmless(source.text),
          (carets) => paint(ink, carets),
          (_, text) => paint("dim", text),
        ),
      );
    } else lines.push(write(theorem.statement.text));
    if (theorem.hypotheses.length > 0)
      lines.push(paint("dim", `given ${theorem.hypotheses.map((h) => write(h.text)).join(", ")}`));
  }
  if (!theorem.met && theorem.reason !== null) {
    const code = paint("dim", ` [${codeOf(theorem)}]`);
    lines.push(`${plain(theorem.reason)}${code}`);
  }
  if (theorem.counterexample) lines.push(...prettyCounterexample(theorem.counterexample, paint, write));
  if (theorem.repair) {
    lines.push(
      `${paint("green", "true with")} ${write(theorem.repair.change)}:`,
      `  ${write(theorem.repair.statement.text)}`,
    );
  }
  if (verbose) lines.push(...prettySteps(theorem.steps, paint, write, ""));
  return lines.map((line) => INDENT + line);
}

function prettyCounterexample(found: Counterexample, paint: Paint, write: (text: string) => string): string[] {
  const at = found.assignment.map(({ name, value }) => `${write(name.text)} = ${write(value.text)}`).join(", ");
  const lines = [
    `${paint("yellow", found.how === "undefined" ? "undefined" : "false")} ${at === "" ? "as it stands" : `at ${at}`}`,
  ];
  if (found.lhs || found.rhs) {
    lines.push(
      `  left side   ${write(found.lhs?.text ?? "undefined")}`,
      `  right side  ${write(found.rhs?.text ?? "undefined")}`,
    );
  }
  const more = explanationOf(found);
  if (more !== "") lines.push(plain(more));
  return lines;
}

/** A left side up to this long shares its line with the first relation. */
const SHORT = 18;

/** Rows of a chain: the left side once, then a relation and a right side in each row under it. */
function prettySteps(steps: readonly Step[], paint: Paint, write: (text: string) => string, indent: string): string[] {
  return steps.flatMap((step) => {
    const reason = step.reason === "" ? "" : paint("dim", `  [${plain(step.reason)}]`);
    const open = step.verdict === "proved" ? "" : paint("yellow", ` (${step.verdict})`);
    const details = prettySteps(step.details, paint, write, `${indent}    `);
    const { left, relation, right } = step;
    if (relation === null || right === null || (left !== null && (steps.length === 1 || left.text.length <= SHORT)))
      return [`${indent}${write(step.text)}${reason}${open}`, ...details];
    const row = `${indent}  ${write(relation)} ${write(right.text)}${reason}${open}`;
    return [...(left === null ? [] : [`${indent}${write(left.text)}`]), row, ...details];
  });
}

/** The last line: how many claims, how they ended, how long it took. */
export function prettySummary({ files, summary, ok }: Checked, paint: Paint): string {
  const theorems = files.flatMap((file) => file.theorems);
  const found = files.flatMap((file) => file.diagnostics).filter((d) => d.severity === "error").length;
  const errors = found === 0 ? "" : `, ${count(found, "error")} in the text`;
  const where = files.length === 1 ? "" : ` in ${count(files.length, "derivation")}`;
  return `${paint(ok ? "green" : "red", `${tally(theorems)}${errors}`)}${where}${paint("dim", ` (${milliseconds(summary.ms).trim()})`)}\n`;
}

function inkOf(theorem: CheckedTheorem): Ink {
  if (theorem.met) return "green";
  return theorem.verdict === "undecided" ? "yellow" : "red";
}

/** Text with formulas, without the dollars. */
function plain(source: string): string {
  return printable(
    splitFormulas(source)
      .map((part) => part.tex ?? part.text)
      .join(""),
  );
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function milliseconds(ms: number): string {
  const text = ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
  return text.padStart(9);
}
