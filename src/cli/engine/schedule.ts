/** Which statement is worked on when: in the order of the text, each after those that it cites, several at a time. */
import type { CheckedFile, CheckedTheorem } from "../../checked.ts";
import type { Derivation, Limits, Task } from "../../verify.ts";
import { type Cache, moved } from "./cache.ts";
import type { Ended } from "./pool.ts";
import type { Work } from "./work.ts";

/** One derivation under way. */
export type Job = {
  readonly path: string;
  readonly source: string;
  readonly derivation: Derivation;
  /** The statements that are wanted; those that they cite are judged too. */
  readonly wanted: ReadonlySet<string>;
};

export type ScheduleOptions = {
  /** How many pieces of work may be under way. */
  readonly width: number;
  readonly oracles: boolean;
  readonly limits: Limits;
  readonly cache: Cache | null;
  /** Results of this process, by what they depend on: known, not only proposed. */
  readonly known: Map<string, CheckedTheorem> | null;
  readonly run: (work: Work) => Promise<Ended>;
  /** Called in the order of the jobs, as soon as a job and all before it are done. */
  readonly onFile: (file: CheckedFile, job: Job) => void;
  /** Called after each statement. */
  readonly onProgress: (done: number, all: number) => void;
  /** Called for an error of the program. */
  readonly onFault: (job: Job, id: string, error: unknown) => void;
};

type Piece = { readonly job: Job; readonly task: Task; readonly results: Map<string, CheckedTheorem> };

/** Works through all jobs; the results are the same whatever the width. */
export async function schedule(jobs: readonly Job[], options: ScheduleOptions): Promise<void> {
  const results = new Map(jobs.map((job) => [job, new Map<string, CheckedTheorem>()]));
  const waiting: Piece[] = jobs.flatMap((job) => {
    const needed = needs(job);
    return job.derivation.tasks
      .filter((task) => needed.has(task.id))
      .map((task) => ({ job, task, results: results.get(job)! }));
  });
  const left = new Map(jobs.map((job) => [job, waiting.filter((p) => p.job === job).length]));
  const all = waiting.length;
  let done = 0;
  let told = 0;
  const tell = (): void => {
    for (let job = jobs[told]; job !== undefined && left.get(job) === 0; job = jobs[++told]) {
      const found = [...results.get(job)!].filter(([id]) => job.wanted.has(id));
      options.onFile(job.derivation.result(new Map(found)), job);
    }
  };
  const ready = (p: Piece): boolean =>
    p.task.cites.every((id) => p.results.has(id) || !p.job.derivation.tasks.some((t) => t.id === id));
  const takeNext = (): Piece | undefined => {
    const at = waiting.findIndex(ready);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  tell();
  await new Promise<void>((finish, fail) => {
    let busy = 0;
    const next = (): void => {
      while (busy < options.width) {
        const piece = takeNext();
        if (piece === undefined) break;
        busy++;
        one(piece, options).then((theorem) => {
          busy--;
          piece.results.set(piece.task.id, theorem);
          left.set(piece.job, left.get(piece.job)! - 1);
          options.onProgress(++done, all);
          tell();
          next();
        }, fail);
      }
      if (busy === 0) finish();
    };
    next();
  });
}

/** The wanted statements with all that they cite. */
function needs({ derivation, wanted }: Job): ReadonlySet<string> {
  const needed = new Set(wanted);
  for (const task of [...derivation.tasks].reverse())
    if (needed.has(task.id)) for (const id of task.cites) needed.add(id);
  return needed;
}

async function one({ job, task, results }: Piece, options: ScheduleOptions): Promise<CheckedTheorem> {
  const { derivation, path, source } = job;
  const { known } = options;
  const content = options.cache === null && known === null ? "" : derivation.content(task.id);
  const before = known?.get(content);
  if (before !== undefined) return moved(before, before.span, task.span);
  const kept = options.cache?.get(content, task.span) ?? null;
  const cited = task.cites.flatMap((id) => results.get(id) ?? []);
  const ended = await options.run({
    source,
    path,
    id: task.id,
    cited,
    kept,
    oracles: options.oracles,
    limits: options.limits,
  });
  switch (ended.k) {
    case "done":
      if (reproducible(cited)) {
        known?.set(content, ended.done.theorem);
        if (!ended.done.recalled) options.cache?.put(content, ended.done.theorem);
      }
      return ended.done.theorem;
    case "limit":
      return derivation.unjudged(task.id, "backstop", ended.reason);
    case "interrupted":
      return derivation.unjudged(task.id, "interrupted", "interrupted before it was judged");
    case "fault":
      options.onFault(job, task.id, ended.error);
      return derivation.unjudged(task.id, "fault", "an error of the program");
  }
}

/** A result that rests on one which a clock or a fault cut short is not kept. */
function reproducible(cited: readonly CheckedTheorem[]): boolean {
  return cited.every(({ stop }) => stop !== "backstop" && stop !== "fault" && stop !== "interrupted");
}
