/** Where this program was started from: its own first module, which its threads run too. */
import { dirname, join } from "node:path";

let entry: string | null = null;

/** Told once, by the first module. */
export function startedFrom(path: string): void {
  entry = path;
}

/** The first module, and the folder with all of the program; null where the program is used as a library. */
export function program(): { readonly module: string; readonly folder: string } | null {
  if (entry === null) return null;
  return { module: entry, folder: entry.endsWith(".ts") ? join(dirname(entry), "..") : dirname(entry) };
}
