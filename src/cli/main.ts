#!/usr/bin/env node
/** The program's first module: the command, and in a thread of its own the work that the command hands out. */
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import type { Done, Work } from "./engine/work.ts";

/** What a thread does with one piece of work. */
export default async function perform(work: Work): Promise<Done> {
  return (await import("./engine/worker.ts")).perform(work);
}

if (isMainThread) {
  const { startedFrom } = await import("./program.ts");
  startedFrom(fileURLToPath(import.meta.url));
  const { main } = await import("./command.ts");
  await main();
}
