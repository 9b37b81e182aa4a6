/** `npm run fuzz -- [--minutes n] [--seed n]`: statements at random until the time is over. Exit 1 where something is wrong. */
import { parseArgs } from "node:util";
import { soundness } from "./soundness.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? "1");
const first = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0) || !Number.isInteger(first)) {
  console.error("usage: npm run fuzz -- [--minutes n] [--seed n]");
  process.exit(2);
}
const end = Date.now() + minutes * 60_000;
const all = { proved: 0, refuted: 0, undecided: 0, unread: 0, points: 0 };
let wrong = 0;
for (let seed = first; Date.now() < end; seed++) {
  const found = await soundness(seed, 20);
  for (const key of ["proved", "refuted", "undecided", "unread", "points"] as const) all[key] += found[key];
  for (const line of found.wrong) console.log(line);
  wrong += found.wrong.length;
}
console.log(
  `from seed ${first}: ${all.proved} proved, ${all.refuted} refuted, ${all.undecided} undecided, ${all.unread} not readable, ${all.points} points looked at, ${wrong} wrong`,
);
process.exitCode = wrong > 0 ? 1 : 0;
