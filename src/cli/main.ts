#!/usr/bin/env node
/** The program's first module: the command, and in a thread of its own the work that the command hands out. */
import { fileURLToPath } from "node:url";
import { isMainThread, type MessagePort } from "node:worker_threads";
import type { Done, Work } from "./engine/work.ts";

/** What a thread does with one piece of work; it says when it begins. */
export default async function perform({ work, begun }: { work: Work; begun: MessagePort }): Promise<Done> {
  const { perform } = await import("./engine/worker.ts");
  begun.postMessage("begun");
  return perform(work);
}

if (isMainThread) {
  const { startedFrom } = await import("./program.ts");
  startedFrom(fileURLToPath(import.meta.url));
  const { main } = await import("./command.ts");
  await main();
}
