/** `lossproof merge-reports`: the JSON reports of several runs, such as the parts of `--shard`, as one. */
import { existsSync, readFileSync } from "node:fs";
import type { Checked, CheckedFile, CheckedTheorem, Shown, Step } from "../checked.ts";
import type { Diagnostic, Severity, Span } from "../diagnostic/diagnostic.ts";
import { finish } from "./check.ts";
import { systemReason, UsageError } from "./failure.ts";
import type { Input } from "./input.ts";
import type { Settings } from "./options.ts";
import { REPORT_SCHEMA } from "./report-schema.ts";
import { wanted } from "./reporters/index.ts";
import type { Terminal } from "./terminal.ts";

export async function mergeReports(paths: readonly string[], settings: Settings, terminal: Terminal): Promise<number> {
  const reporters = wanted(settings.reporters, process.env);
  const { Ajv } = await import("ajv");
  const valid = new Ajv({ strict: false }).compile(REPORT_SCHEMA);
  const files = new Map<string, CheckedFile>();
  for (const path of paths) {
    const data = read(path);
    if (!valid(data)) {
      const at = valid.errors?.[0];
      throw new UsageError(`${path}: no report of lossproof: ${at?.instancePath || "/"} ${at?.message ?? ""}`.trim());
    }
    for (const file of (data as ReportObject).files)
      files.set(file.path, merged(files.get(file.path), fileOf(file), path));
  }
  const { summarise } = await import("../verify.ts");
  const checked: Checked = summarise([...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
  const inputs = new Map(checked.files.map((file): [string, Input] => [file.path, inputOf(file.path)]));
  return finish({ checked, problems: [], inputs, interrupted: false }, reporters, settings, terminal, false);
}

function read(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path}: ${systemReason(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path}: not JSON`);
  }
}

/** The text that messages point into, where it is still there. */
function inputOf(path: string): Input {
  try {
    return { path, text: existsSync(path) ? readFileSync(path, "utf8") : "" };
  } catch {
    return { path, text: "" };
  }
}

function merged(before: CheckedFile | undefined, file: CheckedFile, path: string): CheckedFile {
  if (before === undefined) return file;
  const twice = file.theorems.find((t) => t.verdict !== "error" && before.theorems.some((u) => u.id === t.id));
  if (twice !== undefined) throw new UsageError(`${path}: ${file.path}#${twice.id} is in another report too`);
  const known = new Set(before.diagnostics.map((d) => JSON.stringify(d)));
  const diagnostics = [...before.diagnostics, ...file.diagnostics.filter((d) => !known.has(JSON.stringify(d)))];
  const theorems = [...before.theorems, ...file.theorems].sort((a, b) => a.span.line - b.span.line);
  return { ...before, diagnostics: diagnostics.sort((a, b) => a.span.line - b.span.line), theorems };
}

type PlaceObject = Pick<Span, "line" | "column" | "endLine" | "endColumn">;
type StepObject = Pick<Step, "text" | "reason" | "verdict"> & { readonly details?: readonly StepObject[] };
type TheoremObject = Pick<CheckedTheorem, "id" | "kind" | "verdict" | "met" | "ms" | "reason" | "stop"> & {
  readonly title?: string | null;
  readonly section?: string | null;
  readonly line: number;
  readonly place?: PlaceObject | null;
  readonly statement: string;
  readonly counterexample:
    | null
    | (Omit<NonNullable<CheckedTheorem["counterexample"]>, "assignment" | "lhs" | "rhs" | "relation"> & {
        readonly assignment: Readonly<Record<string, string>>;
        readonly lhs: string | null;
        readonly rhs: string | null;
      });
  readonly repair: null | { readonly statement: string; readonly change: string };
  readonly steps: readonly StepObject[];
  readonly hypotheses: readonly string[];
};
type DiagnosticObject = PlaceObject & {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly notes?: readonly string[];
  readonly help?: string | null;
};
type ReportObject = {
  readonly files: readonly {
    readonly path: string;
    readonly id: string;
    readonly title: string;
    readonly diagnostics: readonly DiagnosticObject[];
    readonly theorems: readonly TheoremObject[];
  }[];
};

const shown = (text: string): Shown => ({ text, tex: "" });
const span = (p: PlaceObject): Span => ({ start: 0, end: 0, ...p });

function fileOf(file: ReportObject["files"][number]): CheckedFile {
  const { path, id, title } = file;
  const diagnostics = file.diagnostics.map(
    ({ code, severity, message, notes = [], help = null, line, column, endLine, endColumn }): Diagnostic => ({
      code,
      severity,
      message,
      notes,
      help,
      span: span({ line, column, endLine, endColumn }),
    }),
  );
  const theorems = file.theorems.map(theoremOf);
  const blocks = theorems.map((theorem) => ({ k: "theorem" as const, theorem }));
  return { path, id, title, summary: null, source: [], tags: [], diagnostics, blocks, theorems };
}

function theoremOf(t: TheoremObject): CheckedTheorem {
  const line = { line: t.line, column: 1, endLine: t.line, endColumn: 1 };
  const found = t.counterexample;
  return {
    id: t.id,
    kind: t.kind,
    title: t.title ?? null,
    section: t.section ?? null,
    span: span(line),
    statement: shown(t.statement),
    verdict: t.verdict,
    met: t.met,
    ms: t.ms,
    reason: t.reason,
    counterexample:
      found === null
        ? null
        : {
            ...found,
            assignment: Object.entries(found.assignment).map(([name, value]) => ({
              name: shown(name),
              value: shown(value),
            })),
            lhs: found.lhs === null ? null : shown(found.lhs),
            rhs: found.rhs === null ? null : shown(found.rhs),
            relation: null,
          },
    repair: t.repair === null ? null : { statement: shown(t.repair.statement), change: t.repair.change },
    steps: t.steps.map(stepOf),
    hypotheses: t.hypotheses.map(shown),
    restsOn: [],
    stop: t.stop ?? null,
    place: span(t.place ?? line),
    certificate: null,
  };
}

function stepOf(s: StepObject): Step {
  const { text, reason, verdict, details = [] } = s;
  const none = { left: null, relation: null, right: null, tex: "", span: null };
  return { ...none, text, reason, verdict, details: details.map(stepOf) };
}
