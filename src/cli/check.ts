/** `lossproof check`: check derivations and say what came of it. */
import type { Checked, CheckedFile } from "../checked.ts";
import { EXIT, UsageError } from "./failure.ts";
import { frames } from "./frames.ts";
import type { Input, Problem } from "./input.ts";
import { prettyFile, prettySummary } from "./pretty.ts";
import { run } from "./run.ts";
import { printable, type Terminal } from "./terminal.ts";

export type CheckOptions = {
  readonly reporter: "pretty" | "json";
  readonly verbose: boolean;
  readonly oracles: boolean;
  /** How many statements may be undecided without the command failing. */
  readonly maxUndecided: number;
};

export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const pretty = options.reporter === "pretty";
  const onFile = pretty ? { onFile: fileWriter(options, terminal) } : {};
  const { checked, problems } = await run(paths, { oracles: options.oracles, ...onFile });
  if (!pretty) {
    const { jsonReport } = await import("../report/json.ts");
    terminal.out(jsonReport(checked));
  }
  return conclude(checked, problems, terminal, pretty, options.maxUndecided);
}

/** Prints each derivation as soon as it was checked. */
export function fileWriter(
  options: { readonly verbose: boolean },
  terminal: Terminal,
): (file: CheckedFile, input: Input) => void {
  return (file, input) => {
    const { paint } = terminal;
    terminal.out(prettyFile(file, frames(file.diagnostics, input, paint), { paint, verbose: options.verbose }));
  };
}

/** Prints what could not be read and, for people, the summary; the exit code of the command. */
export function conclude(
  checked: Checked,
  problems: readonly Problem[],
  terminal: Terminal,
  summary: boolean,
  maxUndecided = 0,
): number {
  if (summary && checked.files.length > 0) terminal.out(prettySummary(checked, terminal.paint));
  for (const { path, message } of problems) {
    terminal.err(`${terminal.paintErr("red", "error")}: ${printable(path)}: ${printable(message)}\n`);
  }
  if (problems.length > 0) return EXIT.usage;
  return checked.ok || onlyUndecided(checked, maxUndecided) ? EXIT.met : EXIT.unmet;
}

/** Is nothing wrong but that at most so many statements are undecided? */
function onlyUndecided(checked: Checked, most: number): boolean {
  const { theorems, met, undecided } = checked.summary;
  const textErrors = checked.files.some((f) => f.diagnostics.some((d) => d.severity === "error"));
  return !textErrors && met + undecided === theorems && undecided <= most;
}

/** A whole number of statements from the command line. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--max-undecided takes a whole number, not "${text}"`);
  return Number(text);
}
