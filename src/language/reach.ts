/** What a statement's result depends on: the text that has to stay the same for the result to stay the same. */
import { declaredBy, mentionedIn, scopeOf } from "./mentions.ts";
import type { Document, Statement } from "./syntax.ts";

/**
 * The statement as written, the declarations and assumptions that it reaches, every definition in scope (terms are
 * printed with them), the built-in functions met so far (likewise), and the same for each theorem that it cites.
 * Prose, comments, blank lines and declarations out of reach change nothing.
 */
export function contentOf(document: Document, id: string): string {
  const statements = document.blocks.flatMap((b) => (b.k === "statement" ? [b.statement] : []));
  return JSON.stringify([document.path, contentAt(document, statements, id, new Map())]);
}

function contentAt(
  document: Document,
  statements: readonly Statement[],
  id: string,
  known: Map<string, unknown>,
): unknown {
  const done = known.get(id);
  if (done !== undefined) return done;
  known.set(id, id);
  const at = statements.findIndex((s) => (s.k === "theorem" || s.k === "refute") && s.id === id);
  const s = statements[at];
  if (s === undefined) return null;
  const above = statements.slice(0, at);
  const content = {
    text: document.source.slice(s.span.start, s.span.end),
    column: s.span.column,
    scope: reached(scopeOf(statements.slice(0, at + 1), at).slice(0, -1), s),
    functions: [...new Set(above.flatMap(calls))].sort(),
    cites: citedIn(s).map((cited) => contentAt(document, statements, cited, known)),
  };
  known.set(id, content);
  return content;
}

/** The statements of the scope that the text reaches by name, and all assumptions and definitions, in order. */
function reached(scope: readonly Statement[], from: Statement): readonly string[] {
  const taken = new Set<Statement>(scope.filter((s) => s.k === "assume" || s.k === "def" || s.k === "error"));
  const queue: Statement[] = [from, ...taken];
  for (let s = queue.pop(); s !== undefined; s = queue.pop()) {
    const names = mentionedIn(s);
    for (const d of scope) {
      if (taken.has(d) || !declaredBy(d).some((n) => names.has(n.name))) continue;
      taken.add(d);
      queue.push(d);
    }
  }
  return scope.filter((s) => taken.has(s)).map((s) => s.text);
}

function citedIn(s: Statement): string[] {
  if (s.k !== "theorem" && s.k !== "refute") return [];
  const reasons = (s.proof ?? []).flatMap((line) => [...line.reasons, ...line.steps.flatMap((step) => step.reasons)]);
  return [...new Set(reasons.flatMap((r) => (r.k === "theorem" ? [r.id] : [])))];
}

function calls(root: Statement): string[] {
  const found: string[] = [];
  const walk = (n: unknown): void => {
    if (typeof n !== "object" || n === null) return;
    if ("k" in n && n.k === "call" && "fun" in n) found.push((n.fun as { name: string }).name);
    for (const [key, part] of Object.entries(n)) if (key !== "span") walk(part);
  };
  walk(root);
  return found;
}
