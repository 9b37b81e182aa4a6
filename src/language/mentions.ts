/** Which statements speak of which names, by the syntax alone: never less than what a claim reaches. */
import type { Name, Statement } from "./syntax.ts";

/** The names that a statement declares. */
export function declaredBy(s: Statement): readonly Name[] {
  switch (s.k) {
    case "var":
      return s.items.map((item) => item.name);
    case "fun":
    case "def":
      return [s.name];
    case "assume":
    case "plot":
    case "section":
    case "theorem":
    case "refute":
    case "error":
      return [];
  }
}

/** The names that a statement speaks of besides those that it declares; of unreadable text, its words. */
export function mentionedIn(s: Statement): ReadonlySet<string> {
  switch (s.k) {
    case "var":
      return names([s.items.map((item) => item.ranges), s.domain, s.where]);
    case "fun":
      return names([s.domain, s.where]);
    case "def":
      return names([s.indices.map((i) => i.range), s.body]);
    case "assume":
      return names(s.prop);
    case "plot":
      return names([s.curves, s.variable, s.range]);
    case "theorem":
    case "refute":
      return names([s.prop, s.givens, s.proof]);
    case "section":
      return new Set();
    case "error":
      return new Set(s.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  }
}

function names(root: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (n: unknown): void => {
    if (typeof n !== "object" || n === null) return;
    if ("name" in n && typeof n.name === "string") found.add(n.name);
    for (const [key, part] of Object.entries(n)) if (key !== "span") walk(part);
  };
  walk(root);
  return found;
}

/** The statements that are in scope together with the one at `at`, in order: those above the first section, and its own. */
export function scopeOf(statements: readonly Statement[], at: number): readonly Statement[] {
  const first = statements.findIndex(opensSection);
  if (first < 0 || at < first) return statements;
  const start = statements.findLastIndex((s, i) => i <= at && opensSection(s));
  const end = statements.findIndex((s, i) => i > at && opensSection(s));
  return [...statements.slice(0, first), ...statements.slice(start, end < 0 ? undefined : end)];
}

export function opensSection(s: Statement): boolean {
  return s.k === "section" || (s.k === "error" && s.word === "section");
}
