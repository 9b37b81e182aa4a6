/** Prints how long things take; asserts nothing. `npm run build` first, for the cold processes. */
import { spawnSync } from "node:child_process";
import { Bench } from "tinybench";
import * as K from "../src/kernel/index.ts";
import { elaborate } from "../src/language/elaborate/document.ts";
import { documentOf } from "../src/language/read.ts";
import { gradient } from "../src/prove/gradient.ts";
import { contextOf } from "../src/prove/index.ts";
import { reportBench } from "./report.ts";
import { STATEMENTS } from "./statements.ts";

/** Text to goal and definedness, as a fresh arena sees it. */
function proveOnce(text: string): void {
  K.freshArena();
  K.refuel(2_000_000);
  const { items } = elaborate(documentOf(text, "bench").document);
  for (const item of items) {
    if (item.k !== "theorem") continue;
    const { claim } = item.theorem;
    const ctx = contextOf(claim, 5000);
    const goal = ctx.search.prove(ctx, claim.goal);
    const defined = ctx.search.prove(ctx, K.defined(claim.goal, claim.families));
    if (goal === null || defined === null) throw new Error(`not proved: ${text}`);
  }
}

const bench = new Bench({ time: 500, warmupTime: 300 });
for (const s of STATEMENTS) bench.add(s.name, () => proveOnce(s.text));
await bench.run();
print("In process, warm: text to goal and definedness", bench);

function print(title: string, { tasks }: Bench): void {
  console.log(`\n${title}\n`);
  console.table(
    tasks.map((t) => {
      const r = t.result as { latency?: { p50: number; p99: number } } | undefined;
      return {
        what: t.name,
        "median ms": r?.latency?.p50.toFixed(2) ?? "-",
        "p99 ms": r?.latency?.p99.toFixed(2) ?? "-",
      };
    }),
  );
}

/** The median wall time of a cold process, in milliseconds. */
function cold(args: readonly string[], runs = 7): string {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    times.push(performance.now() - start);
  }
  return (times.sort((a, b) => a - b)[runs >> 1] as number).toFixed(0);
}

/** All partial derivatives of -log(y[T]), y the softmax of z[1..size]. */
function softmaxGradient(size: number): void {
  K.freshArena();
  K.refuel(2_000_000);
  const z = K.variable("z", K.familySort(1)) as K.Term & { k: "var" };
  const sum = K.big("sum", "k", K.int(1), K.int(size), K.exp(K.at(z, [K.bound(0, K.INT)])));
  const cost = K.neg(K.log(K.mul(K.exp(K.at(z, [K.int(1)])), K.inv(sum))));
  const all = gradient(cost, z, new Map([["z", [{ lo: K.int(1), hi: K.int(size) }]]]));
  if (all?.length !== size) throw new Error("no gradient");
}
const gradients = new Bench({ time: 500, warmupTime: 300 });
for (const size of [10, 100, 1000]) gradients.add(`K = ${size}`, () => softmaxGradient(size));
await gradients.run();
print("All K partial derivatives of -log(y[T]), as theorems", gradients);

const main = "dist/bin/main.js";
console.log("\nCold processes, median of 7 (ms)\n");
console.table([
  { command: "node -e 0", ms: cold(["-e", "0"]) },
  {
    command: 'lossproof prove "1 - sigmoid(z) = sigmoid(-z)"',
    ms: cold([main, "prove", "1 - sigmoid(z) = sigmoid(-z)"]),
  },
  { command: "lossproof check derivations", ms: cold([main, "check", "derivations"]) },
]);

const reports = await reportBench();
print(reports.title, reports.bench);
