/** From the paths of a command line to the texts of derivations. */
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, normalize, sep } from "node:path";
import { systemReason, UsageError } from "./failure.ts";

export type Input = { readonly path: string; readonly text: string };
/** Why a file was not read. */
export type Problem = { readonly path: string; readonly message: string; readonly cause?: unknown };

const SKIPPED = new Set(["node_modules", ".git"]);

/**
 * The derivations that the paths lead to, sorted within each folder. A Markdown file without a derivation is passed
 * over where a folder or a pattern leads to it, and a problem where it is named.
 */
export function readInputs(paths: readonly string[]): {
  readonly inputs: readonly Input[];
  readonly problems: readonly Problem[];
} {
  const inputs: Input[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const add = (path: string, named: boolean): boolean => {
    try {
      const real = realpathSync(path);
      if (seen.has(real)) return true;
      const text = readText(path);
      if (!mayHoldDerivation(text)) {
        if (named) throw new UsageError("no derivation: it has no ```lossproof block");
        return false;
      }
      seen.add(real);
      inputs.push({ path: shown(path), text });
      return true;
    } catch (error) {
      problems.push({ path: shown(path), message: error instanceof UsageError ? error.message : systemReason(error) });
      return true;
    }
  };
  for (const path of paths) {
    const kind = kindOf(path);
    if (kind === "file") add(path, true);
    else if (kind === "other") problems.push({ path: shown(path), message: "is neither a file nor a folder" });
    else {
      const found = kind === "folder" ? markdownIn(path, problems) : isPattern(path) ? matching(path, problems) : null;
      if (found === null)
        problems.push({ path: shown(path), message: kind === "missing" ? "no such file or folder" : kind });
      else if (found.filter((file) => add(file, false)).length === 0) {
        const where = kind === "folder" ? "in this folder" : "matches this pattern";
        problems.push({
          path: shown(path),
          message: `no derivation ${where} (a derivation is a .md file with a \`\`\`lossproof block)`,
        });
      }
    }
  }
  return { inputs, problems };
}

function kindOf(path: string): "file" | "folder" | "other" | "missing" | (string & {}) {
  try {
    const stat = statSync(path);
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR" ? "missing" : systemReason(error);
  }
}

/** As the author would write it: relative, with slashes. */
function shown(path: string): string {
  return normalize(path).split(sep).join("/");
}

/** A cheap look that passes over most files that hold no derivation; the reader of the language decides. */
function mayHoldDerivation(text: string): boolean {
  return /(?:`{3,}|~{3,})[ \t]*lossproof/.test(text);
}

/** The most that is read from one file. */
const LARGEST = 16 * 1024 * 1024;

function readText(path: string): string {
  const bytes = statSync(path).size;
  if (bytes > LARGEST) throw new UsageError(`too large: ${bytes} bytes, more than ${LARGEST}`);
  const data = readFileSync(path);
  if (data.includes(0)) throw new UsageError("a binary file, not Markdown (it has NUL bytes)");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new UsageError("not UTF-8 text; save it as UTF-8");
  }
}

/** Every .md file under a folder, sorted; each folder once, whatever links lead to it. */
function markdownIn(folder: string, problems: Problem[]): string[] {
  const found: string[] = [];
  const visited = new Set<string>();
  const walk = (at: string): void => {
    let entries: string[];
    try {
      const real = realpathSync(at);
      if (visited.has(real)) return;
      visited.add(real);
      entries = readdirSync(at).sort();
    } catch (error) {
      problems.push({ path: shown(at), message: systemReason(error) });
      return;
    }
    for (const name of entries) {
      if (SKIPPED.has(name)) continue;
      const path = join(at, name);
      const kind = kindOf(path);
      if (kind === "folder") walk(path);
      else if (kind === "file" && name.toLowerCase().endsWith(".md")) found.push(path);
    }
  };
  walk(folder);
  return found;
}

function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** Files under the part of a pattern that has no `*` or `?` in it: `**` crosses folders, `*` and `?` do not. */
function matching(pattern: string, problems: Problem[]): string[] | null {
  const parts = shown(pattern).split("/");
  const fixed = parts.slice(0, parts.findIndex(isPattern));
  const base = fixed.length === 0 ? "." : fixed.join("/") || "/";
  if (kindOf(base) !== "folder") return null;
  const source = shown(pattern)
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (star) =>
      star === "**/" ? "(?:.*/)?" : star === "**" ? ".*" : star === "*" ? "[^/]*" : "[^/]",
    );
  const wanted = new RegExp(`^${source}$`);
  return markdownIn(base, problems).filter((path) => wanted.test(shown(path)));
}
