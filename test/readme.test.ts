/** The README's examples are run. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkText, proveText } from "../src/index.ts";

const readme = readFileSync("README.md", "utf8");

describe("README", () => {
  it("the worked example has the output that it shows", async () => {
    const [, path = "", text = ""] = /<!-- example: (\S+) -->\n````markdown\n([\s\S]*?)````/.exec(readme) ?? [];
    const [, shown = ""] = /<!-- output: \S+ -->\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
    const file = await checkText(text, path);
    const rows = shown.trimEnd().split("\n").slice(1);
    expect(rows.length).toBe(file.theorems.length);
    file.theorems.forEach((t, i) => {
      const [, mark, id, title, verdict] = /^ {2}(\S) (\S+)\s+(.*?)\s{2,}(\S+)$/.exec(rows[i] as string) ?? [];
      expect([mark, id, title, verdict]).toEqual([t.met ? "✓" : "?", t.id, t.title, t.verdict]);
    });
  });

  it("the one-line proofs do what it says", async () => {
    const lines = [...readme.matchAll(/^npx lossproof prove "([^"]+)"(.*)$/gm)];
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const [, proposition = "", rest = ""] of lines) {
      const givens = [...rest.matchAll(/--given "([^"]+)"/g)].map((m) => m[1] as string);
      const file = await proveText(proposition, { vars: [], defs: [], givens });
      const expected = /# refuted/.test(rest) ? "refuted" : "proved";
      expect([proposition, file.theorems[0]?.verdict]).toEqual([proposition, expected]);
    }
  });
});
