/** For people at a terminal: every claim, and in full what is not as stated. */
import { frames } from "../frames.ts";
import { prettyFile, prettySummary } from "../pretty.ts";
import { type Finished, inputOf } from "./index.ts";

export function pretty(finished: Finished): string {
  const { checked, paint, verbose } = finished;
  const files = checked.files.map((file) => {
    const input = inputOf(file, finished);
    return prettyFile(file, frames(file.diagnostics, input, paint), { paint, verbose, source: input });
  });
  return files.join("") + (checked.files.length > 0 ? prettySummary(checked, paint) : "");
}
