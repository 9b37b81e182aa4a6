/** One statement's work as it travels between threads: plain data. */
import type { CheckedTheorem } from "../../checked.ts";
import type { Limits } from "../../verify.ts";

export type Work = {
  readonly source: string;
  readonly path: string;
  readonly id: string;
  /** The results of the statements that it cites. */
  readonly cited: readonly CheckedTheorem[];
  /** A result kept for the same content, to be checked again instead of found again. */
  readonly kept: CheckedTheorem | null;
  readonly oracles: boolean;
  readonly limits: Limits;
};

export type Done = {
  readonly theorem: CheckedTheorem;
  /** Whether it was the kept result. */
  readonly recalled: boolean;
};
