/**
 * Every option of the command, declared once: the command line, the configuration file with its JSON Schema, and the
 * page about them are made from this table.
 */

export type CommandName = "check" | "report" | "watch" | "merge-reports";

type Common = {
  /** On the command line; `--no-…` for a switch that is on. */
  readonly flag: string;
  readonly text: string;
  readonly commands: readonly CommandName[];
};
export type OptionSpec = Common &
  (
    | { readonly kind: "switch"; readonly default: boolean }
    | { readonly kind: "text"; readonly default: string | null; readonly pattern?: string; readonly wants?: string }
    | { readonly kind: "list"; readonly default: readonly string[]; readonly pattern?: string; readonly wants?: string }
    | { readonly kind: "choice"; readonly default: string; readonly choices: readonly string[] }
    | {
        readonly kind: "number";
        readonly default: number | null;
        readonly least: number;
        readonly most: number;
        readonly whole: boolean;
      }
  );

export const REPORTERS = ["pretty", "json", "concise", "junit", "github", "sarif", "markdown"] as const;
export type ReporterName = (typeof REPORTERS)[number];

const checking = ["check", "report", "watch"] as const;
const printing = ["check", "watch", "merge-reports"] as const;
const COUNT = { kind: "number", whole: true, most: 1_000_000_000 } as const;

export const OPTIONS = {
  reporters: {
    flag: "--reporter <name[:file]>",
    kind: "list",
    default: ["pretty"],
    pattern: `^(?:${REPORTERS.join("|")})(?::.+)?$`,
    wants: `a reporter, or one with the file that it writes (json:report.json). Allowed choices are ${REPORTERS.join(", ")}`,
    text: `how to print, and with :file where to; may repeat. One of ${REPORTERS.join(", ")}`,
    commands: printing,
  },
  verbose: {
    flag: "-v, --verbose",
    kind: "switch",
    default: false,
    text: "print the steps too",
    commands: ["check", "report", "watch", "merge-reports"],
  },
  maxUndecided: {
    flag: "--max-undecided <n>",
    ...COUNT,
    default: 0,
    least: 0,
    text: "how many statements may be undecided",
    commands: ["check", "report", "watch", "merge-reports"],
  },
  failOn: {
    flag: "--fail-on <what>",
    kind: "choice",
    choices: ["refuted", "undecided", "warnings"],
    default: "undecided",
    text: "what fails the run: only what is certified to be other than stated, also what is undecided, also warnings",
    commands: ["check", "report", "watch", "merge-reports"],
  },
  filter: {
    flag: "--filter <pattern>",
    kind: "text",
    default: null,
    text: "check only the statements whose path#id holds this text, or fits it where it has * or ?",
    commands: ["check", "watch"],
  },
  shard: {
    flag: "--shard <i/n>",
    kind: "text",
    default: null,
    pattern: "^[1-9][0-9]{0,5}/[1-9][0-9]{0,5}$",
    wants: "a part like 1/3",
    text: "check only the i-th of n parts; merge-reports puts the JSON reports of all parts together",
    commands: ["check"],
  },
  workers: {
    flag: "--workers <n>",
    ...COUNT,
    default: null,
    least: 0,
    most: 512,
    text: "threads (default: one for each core; 0: none, and no limits of time and memory)",
    commands: checking,
  },
  timeout: {
    flag: "--timeout <seconds>",
    kind: "number",
    whole: false,
    default: 120,
    least: 0.001,
    most: 86_400,
    text: "seconds for one statement; past them it is undecided. A backstop: what can be decided does not depend on it",
    commands: checking,
  },
  memory: {
    flag: "--memory <megabytes>",
    ...COUNT,
    default: 2048,
    least: 64,
    text: "memory of one thread; past it the statement is undecided",
    commands: checking,
  },
  steps: {
    flag: "--steps <n>",
    ...COUNT,
    default: 1_500,
    least: 1,
    text: "steps of search for one statement; past them it is undecided. Counted, so the same on every machine",
    commands: checking,
  },
  products: {
    flag: "--products <n>",
    ...COUNT,
    default: 300_000,
    least: 1,
    text: "products of two summands in the normal forms of one statement; past them it is undecided. Counted too",
    commands: checking,
  },
  cache: {
    flag: "--no-cache",
    kind: "switch",
    default: true,
    text: "find every proof anew, keep nothing",
    commands: checking,
  },
  cacheDir: {
    flag: "--cache-dir <folder>",
    kind: "text",
    default: null,
    text: "where results are kept (default: lossproof in $XDG_CACHE_HOME or ~/.cache)",
    commands: checking,
  },
  oracles: {
    flag: "--no-oracles",
    kind: "switch",
    default: true,
    text: "ask no computer algebra system for hints",
    commands: checking,
  },
  seed: {
    flag: "--seed <n>",
    ...COUNT,
    default: 0,
    least: 0,
    text: "accepted so that scripts may pass it; nothing here is random",
    commands: checking,
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;
type ValueOf<O extends OptionSpec> = O extends { kind: "switch" }
  ? boolean
  : O extends { kind: "list" }
    ? readonly string[]
    : O extends { kind: "choice" }
      ? O["choices"][number]
      : O extends { kind: "number"; default: number }
        ? number
        : O extends { kind: "number" }
          ? number | null
          : string | null;

export type Settings = { readonly [N in OptionName]: ValueOf<(typeof OPTIONS)[N]> } & {
  /** What is checked where the command line names nothing. */
  readonly paths: readonly string[];
};

export const DEFAULT_PATHS: readonly string[] = ["derivations/"];

export function defaults(): Settings {
  const values = Object.entries(OPTIONS).map(([name, spec]) => [name, spec.default]);
  return { ...Object.fromEntries(values), paths: DEFAULT_PATHS } as Settings;
}

export const SPECS: readonly (readonly [OptionName, OptionSpec])[] = Object.entries(OPTIONS) as [
  OptionName,
  OptionSpec,
][];

/** The JSON Schema of the configuration file. */
export function configSchema(): object {
  const properties = Object.fromEntries(SPECS.map(([name, spec]) => [name, propertySchema(spec)]));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "lossproof.config.schema.json",
    title: "lossproof.config.json",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      paths: {
        description: "what is checked where the command line names nothing: files, folders or patterns",
        type: "array",
        items: { type: "string", minLength: 1 },
        minItems: 1,
        default: DEFAULT_PATHS,
      },
      ...properties,
    },
  };
}

function propertySchema(spec: OptionSpec): object {
  const about = { description: spec.text, default: spec.default };
  switch (spec.kind) {
    case "switch":
      return { ...about, description: positive(spec), type: "boolean" };
    case "text":
      return { ...about, type: ["string", "null"], ...(spec.pattern ? { pattern: spec.pattern } : { minLength: 1 }) };
    case "list":
      return { ...about, type: "array", items: { type: "string", ...(spec.pattern ? { pattern: spec.pattern } : {}) } };
    case "choice":
      return { ...about, enum: spec.choices };
    case "number": {
      const type = spec.whole ? "integer" : "number";
      const bounds = { minimum: spec.least, maximum: spec.most };
      return { ...about, type: spec.default === null ? [type, "null"] : type, ...bounds };
    }
  }
}

/** What a switch that is on says, where its flag turns it off. */
function positive(spec: OptionSpec): string {
  return spec.flag.startsWith("--no-") ? `false: ${spec.text}` : spec.text;
}

/** The value of a flag's text. Throws a sentence about what the option takes. */
export function parsedValue(name: OptionName, text: string): string | number {
  const spec: OptionSpec = OPTIONS[name];
  const flag = spec.flag.replace(/^-\w, /, "").replace(/ .*/, "");
  switch (spec.kind) {
    case "number": {
      const value = Number(text);
      const fits = /^\d{1,12}(?:\.\d{1,9})?$/.test(text) && (!spec.whole || Number.isInteger(value));
      if (!fits) throw new Error(`${flag} takes ${spec.whole ? "a whole number" : "a number"}, not "${text}"`);
      if (value < spec.least || value > spec.most)
        throw new Error(`${flag} takes a number from ${spec.least} to ${spec.most}, not ${text}`);
      return value;
    }
    case "choice":
      if (!spec.choices.includes(text))
        throw new Error(`${flag} takes one of ${spec.choices.join(", ")}, not "${text}"`);
      return text;
    case "text":
    case "list":
      if (spec.pattern !== undefined && !new RegExp(spec.pattern, "s").test(text))
        throw new Error(`${flag} takes ${spec.wants}, not "${text}"`);
      if (text === "") throw new Error(`${flag} takes a text that is not empty`);
      return text;
    case "switch":
      return text;
  }
}
