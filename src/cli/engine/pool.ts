/** Threads that do the work, each piece within its time and memory; what breaks one piece leaves the others alone. */
import { MessageChannel } from "node:worker_threads";
import type { Tinypool } from "tinypool";
import type { Done, Work } from "./work.ts";

export type PoolOptions = {
  /** The module whose default export does a piece of work. */
  readonly module: string;
  readonly threads: number;
  /** Seconds for one statement. */
  readonly timeout: number;
  /** Megabytes for one thread. */
  readonly memory: number;
};

export type Ended =
  | { readonly k: "done"; readonly done: Done }
  /** A backstop was reached. */
  | { readonly k: "limit"; readonly reason: string }
  | { readonly k: "interrupted" }
  | { readonly k: "fault"; readonly error: unknown };

export class Pool {
  readonly #options: PoolOptions;
  readonly #pool: Tinypool;
  readonly #interrupt = new AbortController();
  /** The pieces that no thread has begun: where a thread fails before it is ready, nobody else would tell them. */
  readonly #waiting = new Set<(error: unknown) => void>();

  private constructor(pool: Tinypool, options: PoolOptions) {
    this.#pool = pool;
    this.#options = options;
    pool.on("error", (error: unknown) => {
      for (const fail of this.#waiting) fail(error);
    });
  }

  static async open(options: PoolOptions): Promise<Pool> {
    const { Tinypool } = await import("tinypool");
    const pool = new Tinypool({
      filename: options.module,
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: options.memory },
      // No output of a worker but its results.
      workerData: { lossproof: true },
    });
    return new Pool(pool, options);
  }

  /** The time counts from when a thread, loaded and ready, begins. */
  async run(work: Work): Promise<Ended> {
    const { timeout, memory } = this.#options;
    if (this.#interrupt.signal.aborted) return { k: "interrupted" };
    const ending = new AbortController();
    const stop = (): void => ending.abort();
    this.#interrupt.signal.addEventListener("abort", stop);
    let late = false;
    let timer: NodeJS.Timeout | undefined;
    const { port1: here, port2: begun } = new MessageChannel();
    let fail: (error: unknown) => void = () => {};
    const unready = new Promise<never>((_, reject) => {
      fail = reject;
    });
    unready.catch(() => {});
    this.#waiting.add(fail);
    here.once("message", () => {
      this.#waiting.delete(fail);
      timer = setTimeout(() => {
        late = true;
        ending.abort();
      }, timeout * 1000);
    });
    try {
      const task = { work, begun };
      const result: Promise<Done> = this.#pool.run(task, { signal: ending.signal, transferList: [begun] });
      return { k: "done", done: await Promise.race([result, unready]) };
    } catch (error) {
      if (this.#interrupt.signal.aborted) return { k: "interrupted" };
      if (late) return { k: "limit", reason: `limit of ${timeout} s reached` };
      // A piece that no thread took must not wait for one.
      ending.abort();
      if (isOutOfMemory(error)) return { k: "limit", reason: `limit of ${memory} MB of memory reached` };
      return { k: "fault", error };
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(fail);
      here.close();
      this.#interrupt.signal.removeEventListener("abort", stop);
    }
  }

  /** Ends all work that is under way; each piece ends as interrupted. */
  interrupt(): void {
    this.#interrupt.abort();
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
