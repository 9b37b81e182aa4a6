/** Long checks that no test run waits for: `npm run audit -- mutants [count] [seed]`. Exit 1 where something is wrong. */
import { certificates } from "./replay/certificates.ts";
import { audit, table } from "./replay/mutants.ts";

const [what, count = "100000", seed = `${Date.now() % 1_000_000}`] = process.argv.slice(2);
if (what !== "mutants" || !/^\d+$/.test(count) || !/^\d+$/.test(seed)) {
  console.error("usage: npm run audit -- mutants [count] [seed]");
  process.exit(2);
}
const found = audit([...(await certificates()).values()], Number(count), Number(seed));
console.log(table(found, Number(seed)));
for (const line of found.wrong) console.log(line);
process.exitCode = found.wrong.length > 0 ? 1 : 0;
