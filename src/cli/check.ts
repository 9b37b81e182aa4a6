/** `lossproof check`: check derivations and say what came of it. */
import type { Checked, CheckedFile } from "../checked.ts";
import { EXIT } from "./failure.ts";
import { append, writeWhole } from "./files.ts";
import { frames } from "./frames.ts";
import type { Input, Problem } from "./input.ts";
import type { Settings } from "./options.ts";
import { prettyFile, prettySummary } from "./pretty.ts";
import { progress } from "./progress.ts";
import { reporter, type Wanted, wanted } from "./reporters/index.ts";
import { type Run, run } from "./run.ts";
import { plainPaint, printable, type Terminal } from "./terminal.ts";

export async function check(settings: Settings, terminal: Terminal, interrupt?: AbortSignal): Promise<number> {
  const reporters = wanted(settings.reporters, process.env);
  const early = streams(reporters);
  const shown = progress(terminal);
  const print = fileWriter(settings, terminal);
  const ended = await run(settings.paths, {
    ...settings,
    ...(interrupt === undefined ? {} : { interrupt }),
    onProgress: shown.update,
    ...(early
      ? {
          onFile: (file, input) => {
            shown.clear();
            print(file, input);
          },
        }
      : {}),
  });
  shown.clear();
  return finish(ended, reporters, settings, terminal, early);
}

/** Whether what people read can be printed while the run goes on. */
function streams(reporters: readonly Wanted[]): boolean {
  return reporters.find((r) => r.file === null)?.name === "pretty";
}

/** All reports of a run; the exit code of the command. `printed`: the derivations are on the terminal already. */
export async function finish(
  ended: Run,
  reporters: readonly Wanted[],
  settings: Settings,
  terminal: Terminal,
  printed: boolean,
): Promise<number> {
  const { checked, problems, inputs } = ended;
  let failed = false;
  for (const { name, file } of reporters) {
    const paint = file === null ? terminal.paint : plainPaint;
    if (printed && name === "pretty" && file === null) {
      if (checked.files.length > 0) terminal.out(prettySummary(checked, paint));
      continue;
    }
    const text = await (await reporter(name))({ checked, problems, inputs, verbose: settings.verbose, paint });
    if (file === null) terminal.out(text);
    else {
      try {
        // A job summary is added to.
        if (file === process.env["GITHUB_STEP_SUMMARY"]) append(file, text);
        else writeWhole(file, text);
      } catch (error) {
        failed = true;
        tell([{ path: file, message: error instanceof Error ? error.message : String(error) }], terminal);
      }
    }
  }
  tell(problems, terminal);
  if (ended.interrupted) {
    terminal.err("interrupted; what is told above is what was known\n");
    return EXIT.interrupted;
  }
  return failed ? EXIT.usage : exitCode(checked, problems, settings);
}

/** Prints each derivation as soon as it was checked. */
export function fileWriter(
  options: { readonly verbose: boolean },
  terminal: Terminal,
): (file: CheckedFile, input: Input) => void {
  return (file, input) => {
    const { paint } = terminal;
    const { verbose } = options;
    terminal.out(prettyFile(file, frames(file.diagnostics, input, paint), { paint, verbose, source: input }));
  };
}

/** Prints what could not be read and, for people, the summary; the exit code of the command. */
export function conclude(
  checked: Checked,
  problems: readonly Problem[],
  terminal: Terminal,
  summary: boolean,
  maxUndecided = 0,
  failOn: Settings["failOn"] = "undecided",
): number {
  if (summary && checked.files.length > 0) terminal.out(prettySummary(checked, terminal.paint));
  tell(problems, terminal);
  return exitCode(checked, problems, { maxUndecided, failOn });
}

function tell(problems: readonly Problem[], terminal: Terminal): void {
  for (const { path, message, cause } of problems) {
    const where = message.includes(path) ? "" : `${printable(path)}: `;
    terminal.err(`${terminal.paintErr("red", "error")}: ${where}${printable(message)}\n`);
    for (let e = cause; terminal.debug && e instanceof Error; e = e.cause) terminal.err(`${e.stack ?? ""}\n`);
  }
}

/** 2 where something could not be read or the program failed, else by what was found and what is let pass. */
export function exitCode(
  { files, summary }: Checked,
  problems: readonly Problem[],
  { maxUndecided, failOn }: Pick<Settings, "maxUndecided" | "failOn">,
): number {
  if (problems.length > 0) return EXIT.usage;
  const diagnostics = files.flatMap((f) => f.diagnostics);
  const fatal = (severity: string): boolean => severity === "error" || failOn === "warnings";
  if (diagnostics.some((d) => fatal(d.severity))) return EXIT.unmet;
  if (summary.met + summary.undecided !== summary.theorems) return EXIT.unmet;
  return failOn === "refuted" || summary.undecided <= maxUndecided ? EXIT.met : EXIT.unmet;
}
