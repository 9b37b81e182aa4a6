/** What a counterexample prints is enough: with the printed values for hypotheses the statement is refuted again. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { proveText } from "../../src/verify.ts";

type Stated = { readonly proposition: string; readonly givens: readonly string[] };

/** The statements of a suite file that must be refuted. */
function falseStatements(path: string): Stated[] {
  const out: Stated[] = [];
  const lines = readFileSync(path, "utf8").split("\n");
  lines.forEach((line, i) => {
    if (line !== "# expect: refuted") return;
    const proposition = (lines[i + 1] ?? "").replace(/^theorem [a-z0-9-]+: /, "");
    const given = /^ {2}given (.*)$/.exec(lines[i + 2] ?? "")?.[1];
    out.push({ proposition, givens: given === undefined ? [] : [given] });
  });
  return out;
}

const statements = [
  ...falseStatements("test/suite/breadth/derivatives.md"),
  ...falseStatements("test/suite/breadth/identities.md"),
];

it("there are statements", () => expect(statements.length).toBeGreaterThan(25));

it.each(statements)("$proposition given $givens", async ({ proposition, givens }) => {
  const first = (await proveText(proposition, { vars: [], defs: [], givens })).theorems[0];
  expect(first?.verdict).toBe("refuted");
  const values = (first?.counterexample?.assignment ?? []).map((a) => `${a.name.text} = ${a.value.text}`);
  expect(values.length).toBeGreaterThan(0);
  const again = (await proveText(proposition, { vars: [], defs: [], givens: [...givens, ...values] })).theorems[0];
  expect(again?.verdict).toBe("refuted");
  expect(again?.counterexample?.how).toBe(first?.counterexample?.how);
});
