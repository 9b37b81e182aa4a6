/** How a finished run is told: each reporter makes one text of it. A new reporter is a line here. */
import type { Checked, CheckedFile } from "../../checked.ts";
import { UsageError } from "../failure.ts";
import type { Input, Problem } from "../input.ts";
import { REPORTERS, type ReporterName } from "../options.ts";
import type { Paint } from "../terminal.ts";

export type Finished = {
  readonly checked: Checked;
  readonly problems: readonly Problem[];
  readonly inputs: ReadonlyMap<string, Input>;
  readonly verbose: boolean;
  readonly paint: Paint;
};

export type Reporter = (finished: Finished) => string | Promise<string>;

const LOAD: Readonly<Record<ReporterName, () => Promise<Reporter>>> = {
  pretty: async () => (await import("./pretty.ts")).pretty,
  json: async () => {
    const { jsonReport } = await import("../../report/json.ts");
    return ({ checked }) => jsonReport(checked);
  },
  concise: async () => (await import("./concise.ts")).concise,
  junit: async () => (await import("./junit.ts")).junit,
  github: async () => (await import("./github.ts")).github,
  sarif: async () => (await import("./sarif.ts")).sarif,
  markdown: async () => (await import("./markdown.ts")).markdown,
};

export type Wanted = { readonly name: ReporterName; readonly file: string | null };

/** Those whose text on standard output is lines for people or for a log, and may follow one another. */
const LINES: ReadonlySet<ReporterName> = new Set(["pretty", "concise", "github"]);

/** The reporters that are asked for; on GitHub its own joins what is lines. */
export function wanted(list: readonly string[], env: Readonly<Record<string, string | undefined>>): readonly Wanted[] {
  const found = list.map((text): Wanted => {
    const cut = text.indexOf(":");
    const name = cut < 0 ? text : text.slice(0, cut);
    if (!isReporter(name))
      throw new UsageError(`unknown reporter "${name}". Allowed choices are ${REPORTERS.join(", ")}`);
    return { name, file: cut < 0 ? null : text.slice(cut + 1) };
  });
  const out = found.filter((r) => r.file === null);
  const whole = out.find((r) => !LINES.has(r.name));
  if (whole !== undefined && out.length > 1)
    throw new UsageError(
      `${out.map((r) => r.name).join(" and ")} would mix on standard output; give one a file: --reporter ${whole.name}:file`,
    );
  const files = found.flatMap((r) => r.file ?? []);
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`two reporters would write ${twice}`);
  const joins = env["GITHUB_ACTIONS"] === "true" && whole === undefined && !found.some((r) => r.name === "github");
  return joins ? [...found, { name: "github", file: null }] : found;
}

export function reporter(name: ReporterName): Promise<Reporter> {
  return LOAD[name]();
}

export function isReporter(word: string): word is ReporterName {
  return (REPORTERS as readonly string[]).includes(word);
}

/** The text of a file that the places of its messages point into. */
export function inputOf(file: CheckedFile, { inputs }: Finished): Input {
  return inputs.get(file.path) ?? { path: file.path, text: file.text ?? "" };
}
