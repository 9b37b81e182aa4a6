/** Both normal forms keep the value of every term, also where inv(0), log of what is not positive and empty ranges occur. */
import { expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { canonical } from "../../src/replay/normal.ts";
import { restartWork } from "../../src/replay/polynomial.ts";
import * as R from "../../src/replay/term.ts";
import { certain, kernelTerm, ofKernel, ofReplay, type Place, replayNode } from "./evaluation.ts";
import { Recipes } from "./recipes.ts";

const SEED = 20_260;
const TERMS = 800;
const PLACES = 5;

it(`${TERMS} random terms, seed ${SEED}`, { timeout: 120_000 }, () => {
  const recipes = new Recipes(SEED);
  let compared = 0;
  const wrong: string[] = [];
  for (let n = 0; n < TERMS; n++) {
    K.freshArena();
    K.refuel(200_000);
    R.emptyTable();
    restartWork();
    const recipe = recipes.number(3 + (n % 12));
    const kernel = kernelTerm(recipe);
    const forms: readonly [string, (p: Place) => number][] = [
      ["replay", (p) => ofReplay(replay, p)],
      ["kernel", (p) => ofKernel(normal, p)],
    ];
    const replay = canonical(replayNode(recipe));
    const normal = K.canonical(kernel);
    for (let i = 0; i < PLACES; i++) {
      const place = recipes.place();
      const value = certain(() => ofKernel(kernel, place));
      if (value === null) continue;
      for (const [who, form] of forms) {
        const other = certain(() => form(place));
        if (other === null) continue;
        compared++;
        if (Math.abs(value - other) > 1e-6 * Math.max(1, Math.abs(value)))
          wrong.push(`${who}: ${JSON.stringify(recipe)} is ${value}, not ${other}, at ${[...place.numbers]}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(TERMS);
});
