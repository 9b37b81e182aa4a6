/** Which file a derivation's page goes to, and where a link between derivations leads. */
import { posix } from "node:path";
import type { CheckedFile } from "../checked.ts";

/** One file of a report: a plain name without folders, and its text. */
export type OutputFile = { readonly name: string; readonly text: string };

/** A name for each derivation's page, without extension: its id, made safe for a file, and unlike all others. */
export function pageNames(files: readonly CheckedFile[]): ReadonlyMap<CheckedFile, string> {
  const taken = new Set(["index", "readme", "refuted"]);
  const names = new Map<CheckedFile, string>();
  for (const file of files) {
    const stem =
      file.id
        .replace(/[^\p{L}\p{N}._-]+/gu, "-")
        .replace(/^[.-]+|[.-]+$/g, "")
        .slice(0, 80) || "derivation";
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}`;
    taken.add(name.toLowerCase());
    names.set(file, name);
  }
  return names;
}

/**
 * Where a link in a derivation's prose leads in a report: another derivation's page where it names that file,
 * the same place for web addresses and anchors, and nowhere (null) for other files, which are not in the report.
 */
export function linkTarget(
  href: string,
  from: CheckedFile,
  names: ReadonlyMap<CheckedFile, string>,
  extension: string,
): string | null {
  if (/^(?:https?:\/\/|mailto:|#)/i.test(href)) return href;
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(href)) return null;
  const [path = "", anchor] = href.split("#", 2);
  let wanted: string;
  try {
    wanted = posix.normalize(posix.join(posix.dirname(from.path), decodeURIComponent(path)));
  } catch {
    return null;
  }
  for (const [file, name] of names) {
    if (posix.normalize(file.path) === wanted)
      return `${encodeURIComponent(name)}.${extension}${anchor ? `#${anchor}` : ""}`;
  }
  return null;
}
