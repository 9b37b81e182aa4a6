/** Reads the suite: statements in the language, each with the outcome that a comment above it expects. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a statement's verdict may be. */
export type Expected = "proved" | "refuted" | "undecided" | "not proved" | "error";
export type Expectation = { readonly line: number; readonly expected: Expected; readonly code: string | null };

/** The fixtures below a folder, sorted. */
export function fixtures(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => {
      const path = join(folder, e.name);
      if (e.isDirectory()) return fixtures(path);
      return e.name.endsWith(".md") && e.name !== "README.md" ? [path] : [];
    });
}

/** The expectations of a fixture by the line of the statement that follows. */
export function expectations(path: string): Map<number, Expectation> {
  const out = new Map<number, Expectation>();
  const lines = readFileSync(path, "utf8").split("\n");
  lines.forEach((text, i) => {
    const m = /^\s*# expect: (proved|refuted|undecided|not proved|error)(?:\s+([EWC]\d+))?\s*$/.exec(text);
    if (m === null) return;
    out.set(i + 2, { line: i + 2, expected: m[1] as Expected, code: m[2] ?? null });
  });
  return out;
}

/** Is the verdict what was expected? */
export function meets(expected: Expected, verdict: string): boolean {
  if (expected === "not proved") return verdict === "refuted" || verdict === "undecided";
  return expected === verdict;
}

/** A verdict that is wrong whatever the limits: proved for refuted and the like. */
export function isWrong(expected: Expected, verdict: string): boolean {
  if (expected === "proved") return verdict === "refuted";
  if (expected === "refuted" || expected === "not proved") return verdict === "proved";
  return expected === "undecided" && (verdict === "proved" || verdict === "refuted");
}
