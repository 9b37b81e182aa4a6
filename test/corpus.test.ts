/** The corpus: every claim of the seeds has the verdict that its statement asks for, or is a listed gap. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkText } from "../src/verify.ts";

/** Claims that are not reached yet; a claim that is met must be taken out. */
const GAPS: readonly string[] = readFileSync("test/corpus-gaps.txt", "utf8")
  .split("\n")
  .filter((s) => s !== "" && !s.startsWith("#"));

describe("derivations/", () => {
  for (const name of readdirSync("derivations").sort()) {
    it(name, { timeout: 600_000 }, async () => {
      const file = await checkText(readFileSync(`derivations/${name}`, "utf8"), `derivations/${name}`);
      expect(file.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
      const unmet = file.theorems.filter((t) => !t.met);
      expect(unmet.filter((t) => t.verdict !== "undecided").map((t) => t.id)).toEqual([]);
      const own = GAPS.filter((g) => g.startsWith(`${file.id}#`));
      expect(unmet.map((t) => `${file.id}#${t.id}`).sort()).toEqual([...own].sort());
      for (const t of file.theorems) if (t.met) expect([t.id, t.certificate !== null]).toEqual([t.id, true]);
    });
  }
});
