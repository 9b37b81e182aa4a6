/** The result as one documented JSON object: its fields are stable, others may be added. */
import type { Checked, CheckedFile, CheckedTheorem, Counterexample, Step } from "../checked.ts";
import type { OutputFile } from "./pages.ts";
import { pageNames } from "./pages.ts";

/** The object that `check --reporter json` prints. */
export function jsonReport(checked: Checked): string {
  const { schema, version, ok, files, summary } = checked;
  return `${JSON.stringify({ schema, version, ok, files: files.map(file), summary: { ...summary, ms: rounded(summary.ms) } }, null, 2)}\n`;
}

/** The object of one claim, as `prove --format json` prints it. */
export function theoremObject(theorem: CheckedTheorem): object {
  const { id, kind, title, section, span, verdict, met, reason, place } = theorem;
  return {
    id,
    kind,
    title,
    section,
    line: span.line,
    place: place ? placeObject(place) : null,
    stop: theorem.stop ?? null,
    statement: theorem.statement.text,
    verdict,
    met,
    ms: rounded(theorem.ms),
    reason,
    counterexample: theorem.counterexample && counterexample(theorem.counterexample),
    repair: theorem.repair && { statement: theorem.repair.statement.text, change: theorem.repair.change },
    steps: theorem.steps.map(step),
    hypotheses: theorem.hypotheses.map((h) => h.text),
    restsOn: theorem.restsOn.map(({ k, name }) => `${k} ${name}`),
  };
}

function placeObject({ line, column, endLine, endColumn }: CheckedTheorem["span"]): object {
  return { line, column, endLine, endColumn };
}

/** The diagnostics of one file. */
export function diagnosticObjects({ diagnostics }: CheckedFile): readonly object[] {
  return diagnostics.map(({ code, severity, message, span, notes, help }) => ({
    code,
    severity,
    message,
    ...placeObject(span),
    notes,
    help,
  }));
}

/** The certificates of each derivation, as `replay` reads them. */
export function certificateFiles(checked: Checked): readonly OutputFile[] {
  const names = pageNames(checked.files);
  return checked.files.map((file) => ({
    name: `${names.get(file)}.certificates.json`,
    text: `${JSON.stringify({ schema: 1, path: file.path, certificates: certificates(file) }, null, 1)}\n`,
  }));
}

function certificates({ theorems }: CheckedFile): readonly object[] {
  return theorems
    .filter((t) => t.certificate !== null)
    .map(({ id, verdict, certificate }) => ({ id, verdict, certificate }));
}

function file(checked: CheckedFile): object {
  const { path, id, title, theorems } = checked;
  return { path, id, title, diagnostics: diagnosticObjects(checked), theorems: theorems.map(theoremObject) };
}

function counterexample({ how, assignment, lhs, rhs, explanation, certificate }: Counterexample): object {
  return {
    how,
    assignment: Object.fromEntries(assignment.map(({ name, value }) => [name.text, value.text])),
    lhs: lhs?.text ?? null,
    rhs: rhs?.text ?? null,
    explanation,
    certificate,
  };
}

function step({ text, reason, verdict, details }: Step): object {
  return { text, reason, verdict, ...(details.length === 0 ? {} : { details: details.map(step) }) };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
