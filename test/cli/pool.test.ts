/** Threads that fail in every way: one piece of work ends, the others go on. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { Pool, type PoolOptions } from "../../src/cli/engine/pool.ts";
import type { Work } from "../../src/cli/engine/work.ts";
import { LIMITS } from "../../src/verify.ts";

const folder = mkdtempSync(join(tmpdir(), "lossproof-pool-"));
const module = join(folder, "work.mjs");
writeFileSync(
  module,
  `export default async ({ work, begun }) => {
    begun.postMessage("begun");
    switch (work.id) {
      case "throw": throw new Error("thrown");
      case "spin": for (;;) {}
      case "memory": { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length)); }
      default: return { theorem: work.id, recalled: false };
    }
  };`,
);
const broken = join(folder, "broken.mjs");
writeFileSync(broken, "throw new Error('cannot load');");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const work = (id: string): Work => ({
  source: "",
  path: "x.md",
  id,
  cited: [],
  kept: null,
  oracles: true,
  limits: LIMITS,
});
const open = (more: Partial<PoolOptions> = {}): Promise<Pool> =>
  Pool.open({ module, threads: 2, timeout: 60, memory: 256, ...more });
const fine = { k: "done", done: { theorem: "fine", recalled: false } };

it("an error thrown is that piece's fault", async () => {
  const pool = await open();
  const [thrown, other] = await Promise.all([pool.run(work("throw")), pool.run(work("fine"))]);
  expect(thrown).toMatchObject({ k: "fault", error: { message: "thrown" } });
  expect(other).toEqual(fine);
  expect(await pool.run(work("fine"))).toEqual(fine);
  await pool.close();
});

it("a piece that does not end is ended, and the next ones find a thread", async () => {
  const pool = await open({ timeout: 0.3, threads: 1 });
  expect(await pool.run(work("spin"))).toEqual({ k: "limit", reason: "limit of 0.3 s reached" });
  expect(await pool.run(work("spin"))).toEqual({ k: "limit", reason: "limit of 0.3 s reached" });
  expect(await pool.run(work("fine"))).toEqual(fine);
  await pool.close();
});

it("a thread without memory is a limit, and the next piece finds another", async () => {
  const pool = await open({ memory: 64, threads: 1 });
  expect(await pool.run(work("memory"))).toEqual({ k: "limit", reason: "limit of 64 MB of memory reached" });
  expect(await pool.run(work("fine"))).toEqual(fine);
  await pool.close();
});

it("a thread that cannot load ends every piece, and nothing waits", async () => {
  const pool = await open({ module: broken });
  const ended = await Promise.all([pool.run(work("fine")), pool.run(work("fine"))]);
  expect(ended.map((e) => e.k)).toEqual(["fault", "fault"]);
  await pool.close();
});

it("an interruption ends what is under way and what comes", async () => {
  const pool = await open();
  const under = pool.run(work("spin"));
  setTimeout(() => pool.interrupt(), 200);
  expect(await under).toEqual({ k: "interrupted" });
  expect(await pool.run(work("fine"))).toEqual({ k: "interrupted" });
  await pool.close();
});
