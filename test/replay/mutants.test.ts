/** No change to a certificate makes replay accept another claim. `npm run audit -- mutants` makes many more. */
import { expect, it } from "vitest";
import { certificates } from "./certificates.ts";
import { audit, table } from "./mutants.ts";

const SEED = 414;
const COUNT = 2_000;

it(`${COUNT} mutants, seed ${SEED}`, { timeout: 300_000 }, async () => {
  const small = [...(await certificates()).values()].filter((c) => c.steps.length < 100);
  const found = audit(small, COUNT, SEED);
  console.log(table(found, SEED));
  expect(found.wrong).toEqual([]);
});
