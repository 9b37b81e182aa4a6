/** `lossproof report`: check derivations and write pages about them. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join, posix, relative, resolve, sep } from "node:path";
import type { CheckedFile } from "../checked.ts";
import { FORMATS, type Format, isFormat, type OutputFile, reportFiles } from "../report/index.ts";
import { conclude, fileWriter } from "./check.ts";
import { EXIT, systemReason, UsageError } from "./failure.ts";
import { makeFolder } from "./files.ts";
import type { Settings } from "./options.ts";
import { run } from "./run.ts";
import { printable, type Terminal } from "./terminal.ts";

export type ReportOptions = {
  readonly out: string;
  readonly formats: readonly Format[];
} & Pick<Settings, "verbose" | "maxUndecided" | "failOn"> &
  Partial<Settings>;

/** The formats that a comma-separated list names. */
export function parseFormats(list: string): readonly Format[] {
  const words = [...new Set(list.split(",").map((word) => word.trim()))];
  return words.map((word) => {
    if (!isFormat(word)) throw new UsageError(`unknown format "${word}"; there are ${Object.keys(FORMATS).join(", ")}`);
    return word;
  });
}

export async function report(paths: readonly string[], options: ReportOptions, terminal: Terminal): Promise<number> {
  const { checked, problems } = await run(paths, { ...options, onFile: fileWriter(options, terminal) });
  const code = conclude(checked, problems, terminal, true, options.maxUndecided, options.failOn);
  if (checked.files.length === 0) return EXIT.usage;
  const source = (file: CheckedFile): string | null => linkBetween(options.out, file.path);
  const files = options.formats.flatMap((format) => reportFiles(checked, format, { source }));
  write(options.out, files);
  terminal.out(terminal.paint("dim", `wrote ${files.length} files to ${printable(options.out)}\n`));
  return code;
}

/** The way from a folder to a file, as a link; null where one of them is outside the working folder. */
function linkBetween(folder: string, path: string): string | null {
  const inside = (place: string): boolean => !relative(process.cwd(), resolve(place)).startsWith("..");
  if (!inside(folder) || !inside(path)) return null;
  return relative(resolve(folder), resolve(path)).split(sep).map(encodeURIComponent).join(posix.sep);
}

/** Writes each file whole or not at all; a link that stands in its place is replaced, not followed. */
function write(folder: string, files: readonly OutputFile[]): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}: ${systemReason(error)}`);
  }
  for (const { name, text } of files) {
    const path = join(folder, name);
    const draft = join(folder, `.${name}.${process.pid}.tmp`);
    try {
      writeFileSync(draft, text, { flag: "wx" });
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new UsageError(`cannot write ${path}: ${systemReason(error)}`);
    }
  }
}
