/**
 * Runs the suite in the derivation language, one half in each of two test files so that both cores work. A wrong verdict always fails. A statement that is only undecided
 * where more is expected must stand in test/suite/gaps.txt; gaps that closed are printed at the end, to be taken out:
 * `UPDATE_GAPS=1 npx vitest run test/suite --no-file-parallelism` writes the list anew.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { checkText } from "../../src/verify.ts";
import { expectations, fixtures, isWrong, meets } from "./outcomes.ts";

const GAPS = "test/suite/gaps.txt";
const listed = new Set(
  existsSync(GAPS)
    ? readFileSync(GAPS, "utf8")
        .split("\n")
        .filter((s) => s !== "" && !s.startsWith("#"))
    : [],
);
const HEAD =
  "# Statements whose expected verdict is not reached yet: file#id expected reached. Never a wrong verdict.\n";
const found: string[] = [];
const updating = process.env.UPDATE_GAPS === "1";
const closed: string[] = [];
const fresh: string[] = [];
let met = 0;
let total = 0;

/** Declares the tests of the fixtures whose place in the list is `part` modulo 2. */
export function runSuite(part: 0 | 1): void {
  describe("the suite", () => {
    const own = fixtures("test/suite").filter((_, i) => i % 2 === part);
    for (const path of own) {
      it(path.replace("test/suite/", ""), { timeout: 600_000 }, async () => {
        const wanted = expectations(path);
        const file = await checkText(readFileSync(path, "utf8"), path);
        const wrong: string[] = [];
        // A text error may stand above a declaration too: it shows as a diagnostic of those lines.
        const lines = [...wanted.keys()].sort((a, b) => a - b);
        for (const [line, e] of wanted) {
          if (e.expected !== "error") continue;
          total++;
          const end = lines.find((l) => l > line) ?? Number.POSITIVE_INFINITY;
          const codes = file.diagnostics
            .filter((d) => d.severity === "error" && d.span.line >= line && d.span.line < end)
            .map((d) => d.code);
          if (codes.length > 0 && (e.code === null || codes.includes(e.code))) met++;
          else wrong.push(`line ${line}: ${e.code ?? "an error"} expected, found ${codes.join(", ") || "none"}`);
        }
        for (const t of file.theorems) {
          const e = wanted.get(t.span.line);
          if (e?.expected === "error") {
            if (t.verdict !== "error") wrong.push(`${t.id}: read without an error`);
            continue;
          }
          if (e === undefined) {
            wrong.push(`${t.id}: no expectation above line ${t.span.line}`);
            continue;
          }
          total++;
          const key = `${path.replace("test/suite/", "")}#${t.id} ${e.expected} ${t.verdict}`;
          if (meets(e.expected, t.verdict)) met++;
          else if (isWrong(e.expected, t.verdict)) wrong.push(`WRONG ${key}`);
          else found.push(key);
          if (!updating && !meets(e.expected, t.verdict) && !listed.has(key)) fresh.push(key);
        }
        for (const gap of updating ? [] : listed) {
          if (gap.startsWith(`${path.replace("test/suite/", "")}#`) && !found.includes(gap)) closed.push(gap);
        }
        expect(wrong).toEqual([]);
        const own = fresh.filter((key) => key.startsWith(`${path.replace("test/suite/", "")}#`));
        expect(own, "gaps that are not listed").toEqual([]);
      });
    }
    afterAll(() => {
      console.log(
        `suite: ${met} of ${total} statements as expected, ${found.length} gaps, ${closed.length} closed, ${fresh.length} new${fresh.map((k) => `\n  new gap: ${k}`).join("")}`,
      );
      if (updating) {
        const mine = new Set(own.map((p) => p.replace("test/suite/", "")));
        const others = [...listed].filter((gap) => !mine.has(gap.split("#")[0] as string));
        writeFileSync(GAPS, `${HEAD}${[...others, ...found].sort().join("\n")}\n`);
      }
    });
  });
}
