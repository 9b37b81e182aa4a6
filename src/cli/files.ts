/** Files that are written whole or not at all. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { systemReason, UsageError } from "./failure.ts";

/** Makes a folder with those above it. One by one: where a system refuses without end, Node's own way does not end. */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  for (; statSync(at, { throwIfNoEntry: false }) === undefined && dirname(at) !== at; at = dirname(at))
    missing.push(at);
  for (const folder of missing.reverse()) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // Another run made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  if (!statSync(path).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "EEXIST" });
}

/**
 * Writes a file, its folders too; a link that stands in its place is replaced, not followed. A pipe or a device is no
 * file to replace: it is written to.
 */
export function writeWhole(path: string, text: string): void {
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new UsageError(`cannot write ${path}: is a folder`);
    if (there !== undefined && !there.isFile()) return writeFileSync(path, text);
    makeFolder(folder);
    writeFileSync(draft, text, { flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    discard(draft);
    throw error instanceof UsageError ? error : new UsageError(`cannot write ${path}: ${systemReason(error)}`);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing could be written there is nothing to take away.
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
