/** `lossproof watch`: check again what a change reaches, until Ctrl-C. */
import type { CheckedTheorem } from "../checked.ts";
import { fileWriter } from "./check.ts";
import { EXIT, UsageError } from "./failure.ts";
import type { Settings } from "./options.ts";
import { prettySummary } from "./pretty.ts";
import { type Run, run } from "./run.ts";
import { printable, type Terminal } from "./terminal.ts";

/** Changes that come together are one. */
const PAUSE = 80;

/** Ends with 0 when it is told to. Derivations are printed anew where their text or a verdict changed. */
export async function watch(settings: Settings, terminal: Terminal, interrupt: AbortSignal): Promise<number> {
  const { watch: observe } = await import("chokidar");
  const known = new Map<string, CheckedTheorem>();
  const printed = new Map<string, string>();
  const print = fileWriter(settings, terminal);
  const once = async (): Promise<void> => {
    let ended: Run;
    try {
      ended = await run(settings.paths, {
        ...settings,
        known,
        interrupt,
        onFile: (file, input) => {
          if (printed.get(file.path) === input.text || interrupt.aborted) return;
          printed.set(file.path, input.text);
          print(file, input);
        },
      });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      terminal.err(`${terminal.paintErr("red", "error")}: ${printable(error.message)}\n`);
      return;
    }
    if (interrupt.aborted) return;
    for (const path of printed.keys()) if (!ended.inputs.has(path)) printed.delete(path);
    if (ended.checked.files.length > 0) terminal.out(prettySummary(ended.checked, terminal.paint));
    for (const { path, message } of ended.problems)
      terminal.err(`${terminal.paintErr("red", "error")}: ${printable(path)}: ${printable(message)}\n`);
    terminal.out(terminal.paint("dim", "watching; Ctrl-C ends\n"));
  };
  const watcher = observe([...new Set(settings.paths.map(fixedPart))], {
    ignoreInitial: true,
    ignored: (path) => /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/.test(path),
  });
  let timer: NodeJS.Timeout | undefined;
  let going: Promise<void> = once();
  let failed: unknown = null;
  await new Promise<void>((end) => {
    const stop = (): void => end();
    interrupt.addEventListener("abort", stop);
    if (interrupt.aborted) stop();
    const fail = (error: unknown): void => {
      failed = error;
      stop();
    };
    going.catch(fail);
    watcher.on("error", fail);
    watcher.on("all", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        going = going.then(once);
        going.catch(fail);
      }, PAUSE);
    });
  });
  clearTimeout(timer);
  await watcher.close();
  await going.catch(() => {});
  if (failed !== null) throw failed;
  return EXIT.met;
}

/** The folder of a pattern, up to its first `*` or `?`; any other path itself. */
function fixedPart(path: string): string {
  const parts = path.split("/");
  const at = parts.findIndex((part) => /[*?]/.test(part));
  return at < 0 ? path : parts.slice(0, at).join("/") || ".";
}
