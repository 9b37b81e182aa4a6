/** What is only shown may be shown less simply where a limit of the kernel is reached. */
import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** What `run` gives, or `otherwise` where the kernel refuses or a limit is reached. */
export function withinLimits<R>(run: () => R, otherwise: R): R {
  try {
    return run();
  } catch (e) {
    if (e instanceof K.Refusal) return otherwise;
    throw e;
  }
}

/** The canonical form of the term, or the term itself where that is too much work. */
export function simplest(t: Term): Term {
  return withinLimits(() => K.canonical(t), t);
}
