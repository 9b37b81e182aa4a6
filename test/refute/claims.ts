/** Statements of a text, for tests of counterexamples and repairs. */
import type { TheoremStatement } from "../../src/language/claim.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { documentOf } from "../../src/language/read.ts";

/** The theorems of declarations and one proposition a line, in order. */
export function statements(declarations: string, ...propositions: string[]): TheoremStatement[] {
  const theorems = propositions.map((p, i) => `theorem t${i}: ${p}`);
  const { document, diagnostics } = documentOf([declarations, ...theorems].join("\n"), "test");
  const { items, diagnostics: more } = elaborate(document);
  const errors = [...diagnostics, ...more].filter((d) => d.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((d) => d.message).join("; "));
  return items.flatMap((item) => (item.k === "theorem" ? [item.theorem] : []));
}

export function statement(declarations: string, proposition: string): TheoremStatement {
  return statements(declarations, proposition)[0] as TheoremStatement;
}
