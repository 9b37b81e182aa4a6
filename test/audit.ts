/**
 * Long checks that no test run waits for: `npm run audit -- mutants [count] [seed]` changes certificates,
 * `npm run audit -- conditions [from] [step]` switches off conditions of the kernel. Exit 1 where something is wrong.
 */
import { survivors } from "./kernel/conditions.ts";
import { certificates } from "./replay/certificates.ts";
import { audit, table } from "./replay/mutants.ts";

const [what, one, two] = process.argv.slice(2);
const number = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : /^\d+$/.test(text) ? Number(text) : Number.NaN;

async function mutants(count: number, seed: number): Promise<boolean> {
  const found = audit([...(await certificates()).values()], count, seed);
  console.log(table(found, seed));
  for (const line of found.wrong) console.log(line);
  return found.wrong.length === 0;
}

const [first, second] =
  what === "mutants" ? [number(one, 100_000), number(two, Date.now() % 1_000_000)] : [number(one, 0), number(two, 1)];
if ((what !== "mutants" && what !== "conditions") || Number.isNaN(first) || Number.isNaN(second)) {
  console.error("usage: npm run audit -- mutants [count] [seed], or npm run audit -- conditions [from] [step]");
  process.exit(2);
}
const fine =
  what === "mutants" ? await mutants(first, second) : survivors(first, Math.max(1, second), console.log).length === 0;
process.exitCode = fine ? 0 : 1;
