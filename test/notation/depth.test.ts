/** Setting a formula takes time in proportion to its length. */
import { expect, it } from "vitest";
import { proveText } from "../../src/verify.ts";

it("190 exponentials within one another are judged and set", { timeout: 60_000 }, async () => {
  const tower = `${"exp(".repeat(190)}x${")".repeat(190)}`;
  const file = await proveText(`${tower} = x`, { vars: [], defs: [], givens: [] });
  expect(file.theorems[0]?.verdict).toBe("refuted");
});
