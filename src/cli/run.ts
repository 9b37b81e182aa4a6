/** Reading and checking, which `check` and `report` share. */
import type { Checked, CheckedFile } from "../checked.ts";
import { type Input, type Problem, readInputs } from "./input.ts";

export const DEFAULT_FOLDER = "derivations/";

export type RunOptions = {
  /** Whether computer algebra systems may be asked for hints. */
  readonly oracles: boolean;
  /** Called for each derivation when it was checked, in order. */
  readonly onFile?: (file: CheckedFile, input: Input) => void;
};

export type Run = { readonly checked: Checked; readonly problems: readonly Problem[] };

/** Checks every derivation that the paths lead to. */
export async function run(paths: readonly string[], options: RunOptions): Promise<Run> {
  const { inputs, problems } = readInputs(paths.length === 0 ? [DEFAULT_FOLDER] : paths);
  const { checkText, summarise } = await import("../verify.ts");
  const files: CheckedFile[] = [];
  for (const input of inputs) {
    const file = await located(input, () =>
      checkText(input.text, input.path, { oracles: options.oracles, clock: () => performance.now() }),
    );
    files.push(file);
    options.onFile?.(file, input);
  }
  return { checked: summarise(files), problems };
}

/** A fault of the program, with the file that brought it out. */
async function located<T>(input: Input, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${input.path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
