/**
 * Results kept between runs, a file each, named by all that the result depends on: the text that the statement
 * reaches, the program itself, the options. A file that is torn, foreign or not what its name says is passed over.
 * What is read is only a proposal: a verdict is believed by its certificate, which is checked again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { CheckedTheorem, Step } from "../../checked.ts";
import { makeFolder } from "../files.ts";

type Place = { readonly start: number; readonly line: number };

/** Where results are kept unless another folder is named. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "lossproof");
}

export class Cache {
  readonly #folder: string;
  readonly #stamp: string;

  /** `stamp` says which program, with which options, makes the results. */
  constructor(folder: string, stamp: string) {
    this.#folder = folder;
    this.#stamp = stamp;
  }

  /** The result kept for this content, with the places of a statement that now begins at `at`. */
  get(content: string, at: Place): CheckedTheorem | null {
    const path = this.#path(content);
    try {
      const text = readFileSync(path, "utf8");
      const cut = text.indexOf("\n");
      const body = text.slice(cut + 1);
      if (cut < 0 || text.slice(0, cut) !== digest(body)) return null;
      const { from, theorem } = JSON.parse(body) as { from: Place; theorem: CheckedTheorem };
      utimesSync(path, new Date(), new Date());
      return moved(theorem, from, at);
    } catch {
      return null;
    }
  }

  /** Keeps a result; where that cannot be, nothing is kept and nothing is said. */
  put(content: string, theorem: CheckedTheorem): void {
    const path = this.#path(content);
    const draft = `${path}.${process.pid}.tmp`;
    try {
      makeFolder(dirname(path));
      const from: Place = { start: theorem.span.start, line: theorem.span.line };
      const body = JSON.stringify({ from, theorem });
      writeFileSync(draft, `${digest(body)}\n${body}`);
      renameSync(draft, path);
    } catch {
      try {
        rmSync(draft, { force: true });
      } catch {
        // The folder is not ours.
      }
    }
  }

  /** Takes away what was not used for a month; seldom, and never an error. */
  prune(now: number): void {
    const mark = join(this.#folder, "pruned");
    try {
      if (now - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0) < DAY) return;
      writeFileSync(mark, "");
      for (const part of readdirSync(this.#folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        for (const name of readdirSync(join(this.#folder, part))) {
          const path = join(this.#folder, part, name);
          if (now - statSync(path).mtimeMs > 30 * DAY) rmSync(path, { force: true });
        }
      }
    } catch {
      // Another run is at it, or the folder is not ours to change.
    }
  }

  #path(content: string): string {
    const name = digest(`${this.#stamp}\n${content}`);
    return join(this.#folder, name.slice(0, 2), `${name}.json`);
  }
}

const DAY = 86_400_000;

export function digest(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The program's own files as one digest: a cache of another build is never looked into. */
export function programStamp(folder: string): string {
  const hash = createHash("sha256");
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.[jt]s$/.test(entry.name)) hash.update(entry.name).update(readFileSync(path));
    }
  };
  walk(folder);
  return hash.digest("hex");
}

/** The same result where the statement stands elsewhere in its file. */
export function moved(theorem: CheckedTheorem, from: Place, to: Place): CheckedTheorem {
  const chars = to.start - from.start;
  const lines = to.line - from.line;
  if (chars === 0 && lines === 0) return theorem;
  const span = <S extends CheckedTheorem["span"] | null | undefined>(s: S): S =>
    s
      ? {
          ...s,
          start: s.start + chars,
          end: s.end + chars,
          line: s.line + lines,
          endLine: s.endLine + lines,
        }
      : s;
  const step = (s: Step): Step => ({ ...s, span: span(s.span), details: s.details.map(step) });
  const named = theorem.place ? `step on line ${theorem.place.line}: ` : "";
  const reason =
    named !== "" && theorem.reason?.startsWith(named)
      ? `step on line ${(theorem.place?.line ?? 0) + lines}: ${theorem.reason.slice(named.length)}`
      : theorem.reason;
  const place = theorem.place === undefined ? {} : { place: span(theorem.place) };
  return { ...theorem, ...place, reason, span: span(theorem.span), steps: theorem.steps.map(step) };
}
