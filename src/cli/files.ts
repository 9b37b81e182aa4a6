/** Files that are written whole or not at all. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { systemReason, UsageError } from "./failure.ts";

/** Writes a file, its folders too; a link that stands in its place is replaced, not followed. */
export function writeWhole(path: string, text: string): void {
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`cannot write ${path}: is a folder`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error instanceof UsageError ? error : new UsageError(`cannot write ${path}: ${systemReason(error)}`);
  }
}

/** Adds to a file that others add to as well, such as a job summary. */
export function append(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "a" });
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${systemReason(error)}`);
  }
}
