/** Reading and checking, which all commands share. */
import { availableParallelism } from "node:os";
import type { Checked, CheckedFile, CheckedTheorem } from "../checked.ts";
import { Cache, cacheFolder, digest, programStamp } from "./engine/cache.ts";
import { type Ended, Pool } from "./engine/pool.ts";
import { type Job, schedule } from "./engine/schedule.ts";
import type { Work } from "./engine/work.ts";
import { UsageError } from "./failure.ts";
import { type Input, type Problem, readInputs } from "./input.ts";
import { DEFAULT_PATHS, defaults, type Settings } from "./options.ts";
import { program } from "./program.ts";

export type RunOptions = Partial<Settings> & {
  /** Called for each derivation when it was checked, in order. */
  readonly onFile?: (file: CheckedFile, input: Input) => void;
  readonly onProgress?: (done: number, all: number) => void;
  /** Results of earlier runs of this process by what they depend on; new ones are added. */
  readonly known?: Map<string, CheckedTheorem>;
  /** Ends the run early, with what is known. */
  readonly interrupt?: AbortSignal;
};

export type Run = {
  readonly checked: Checked;
  readonly problems: readonly Problem[];
  readonly inputs: ReadonlyMap<string, Input>;
  readonly interrupted: boolean;
};

/** Checks every derivation that the paths lead to. */
export async function run(paths: readonly string[], options: RunOptions): Promise<Run> {
  const set = { ...defaults(), ...options };
  const { inputs, problems: unread } = readInputs(paths.length === 0 ? DEFAULT_PATHS : paths);
  const problems = [...unread];
  const { Derivation, summarise } = await import("../verify.ts");
  const wants = selection(set);
  const jobs: Job[] = [];
  const byPath = new Map<string, Input>();
  for (const input of inputs) {
    const { path, text } = input;
    byPath.set(path, input);
    let derivation: Awaited<ReturnType<typeof Derivation.read>>;
    try {
      derivation = await Derivation.read(text, path);
    } catch (error) {
      problems.push(fault(path, "its text", error));
      continue;
    }
    const wanted = new Set(derivation.tasks.map((t) => t.id).filter((id) => wants(path, id)));
    jobs.push({ path, source: text, derivation, wanted });
  }
  const files: CheckedFile[] = [];
  const work = await workers(
    set,
    jobs.reduce((n, job) => n + job.wanted.size, 0),
  );
  options.interrupt?.addEventListener("abort", work.interrupt);
  if (options.interrupt?.aborted) work.interrupt();
  try {
    await schedule(jobs, {
      width: work.width,
      oracles: set.oracles,
      limits: { steps: set.steps, products: set.products },
      cache: cacheOf(set),
      known: options.known ?? null,
      run: work.run,
      onFile: (whole, { path }) => {
        const file = narrowed(whole, wants);
        if (file.theorems.length === 0 && whole.theorems.length === 0 && isPart(set) && !hasErrors(file)) return;
        files.push(file);
        options.onFile?.(file, byPath.get(path)!);
      },
      onProgress: options.onProgress ?? (() => {}),
      onFault: (job, id, error) => problems.push(fault(job.path, id, error)),
    });
  } finally {
    options.interrupt?.removeEventListener("abort", work.interrupt);
    await work.close();
  }
  if (set.filter !== null && files.length === 0 && problems.length === 0)
    throw new UsageError(`no statement fits --filter ${set.filter}`);
  return { checked: summarise(files), problems, inputs: byPath, interrupted: options.interrupt?.aborted ?? false };
}

type Workers = {
  readonly width: number;
  readonly run: (work: Work) => Promise<Ended>;
  readonly interrupt: () => void;
  readonly close: () => Promise<void>;
};

/** Threads, or this one where none are wanted. */
async function workers(set: Settings, pieces: number): Promise<Workers> {
  const started = program();
  const threads = Math.min(set.workers ?? availableParallelism(), Math.max(1, pieces));
  if (started === null || threads === 0) {
    const { perform } = await import("./engine/worker.ts");
    let interrupted = false;
    const alone = async (work: Work): Promise<Ended> => {
      // Between two pieces signals are heard.
      await new Promise((next) => setImmediate(next));
      if (interrupted) return { k: "interrupted" };
      try {
        return { k: "done", done: await perform(work) };
      } catch (error) {
        return { k: "fault", error };
      }
    };
    const interrupt = (): void => {
      interrupted = true;
    };
    return { width: 1, run: alone, interrupt, close: async () => {} };
  }
  const pool = await Pool.open({ module: started.module, threads, timeout: set.timeout, memory: set.memory });
  return {
    width: threads,
    run: (work) => pool.run(work),
    interrupt: () => pool.interrupt(),
    close: () => pool.close(),
  };
}

function cacheOf(set: Settings): Cache | null {
  const started = program();
  if (!set.cache || started === null) return null;
  const stamp = `${programStamp(started.folder)} ${process.version} ${set.oracles} ${set.steps} ${set.products}`;
  const cache = new Cache(set.cacheDir ?? cacheFolder(process.env), stamp);
  cache.prune(Date.now());
  return cache;
}

/** Which statements are wanted, by the filter and the shard. */
function selection({ filter, shard }: Settings): (path: string, id: string) => boolean {
  const fits = filter === null ? () => true : pattern(filter);
  const [part, parts] = shard === null ? [1, 1] : (shard.split("/").map(Number) as [number, number]);
  if (part > parts) throw new UsageError(`--shard ${shard}: there are only ${parts} parts`);
  return (path, id) => {
    const name = `${path}#${id}`;
    return fits(name) && (parts === 1 || Number.parseInt(digest(name).slice(0, 8), 16) % parts === part - 1);
  };
}

function pattern(text: string): (name: string) => boolean {
  if (!/[*?]/.test(text)) return (name) => name.includes(text);
  const source = text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+|\?/g, (c) => (c === "?" ? "." : ".*"));
  const whole = new RegExp(`^(?:.*#)?${source}$`, "s");
  return (name) => whole.test(name);
}

const isPart = (set: Settings): boolean => set.filter !== null || set.shard !== null;
const hasErrors = (file: CheckedFile): boolean => file.diagnostics.some((d) => d.severity === "error");

/** The file with the wanted statements alone, those that could not be read included. */
function narrowed(file: CheckedFile, wants: (path: string, id: string) => boolean): CheckedFile {
  const theorems = file.theorems.filter((t) => wants(file.path, t.id));
  if (theorems.length === file.theorems.length) return file;
  const blocks = file.blocks.filter((b) => b.k !== "theorem" || theorems.includes(b.theorem));
  return { ...file, blocks, theorems };
}

function fault(path: string, id: string, cause: unknown): Problem {
  const said = cause instanceof Error ? cause.message : String(cause);
  return { path, message: `internal error in ${id}: ${said} (--debug shows where; please report it)`, cause };
}
