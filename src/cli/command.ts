/** The subcommands and their options. Each subcommand loads its own code only when it runs. */
import { Command, CommanderError, Option } from "commander";
import { VERSION } from "../version.ts";
import { settings as settingsOf } from "./config.ts";
import { EXIT, systemReason, UsageError } from "./failure.ts";
import { type CommandName, type OptionName, parsedValue, type Settings, SPECS } from "./options.ts";
import { guardStreams, terminal as openTerminal, printable, type Terminal } from "./terminal.ts";

type Common = { readonly debug: boolean; readonly color?: boolean; readonly config?: string | false };
type Action = (terminal: Terminal) => Promise<number>;

const program = new Command("lossproof")
  .description("Proves every step of a machine-learning derivation, or refutes it with an exact counterexample.")
  .option("--color", "colours, whatever the terminal says")
  .option("--no-color", "no colours")
  .option("--debug", "show where in the program an error came from", false)
  .option("--config <file>", "the configuration (default: lossproof.config.json or .yaml here or in a folder above)")
  .option("--no-config", "read no configuration")
  .version(VERSION, "-V, --version", "print the version")
  .addHelpText("after", "\nExit codes: 0 all as stated, 1 some not, 2 wrong usage or input that cannot be read.")
  .showHelpAfterError("(lossproof --help shows the commands and options)")
  .exitOverride();

async function perform(action: Action): Promise<void> {
  const common = program.opts<Common>();
  const terminal = openTerminal(common.color, common.debug);
  try {
    process.exitCode = await action(terminal);
  } catch (error) {
    process.exitCode = EXIT.usage;
    const fault = !(error instanceof UsageError);
    const message = error instanceof Error ? error.message : String(error);
    const told = fault ? `internal error: ${message} (--debug shows where; please report it)` : message;
    for (const line of told.split("\n")) terminal.err(`${terminal.paintErr("red", "error")}: ${printable(line)}\n`);
    for (let e = error; common.debug && e instanceof Error; e = e.cause) terminal.err(`${e.stack ?? ""}\n`);
  }
}

const each = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** The options of the table that a command has; what is not given stays absent. */
function withOptions(command: Command, name: CommandName): Command {
  for (const [key, spec] of SPECS) {
    if (!spec.commands.includes(name)) continue;
    const option = new Option(spec.flag, described(spec));
    if (spec.kind === "list")
      option.argParser((text: string, all: (string | number)[] | undefined) => [...(all ?? []), parse(key, text)]);
    else if (spec.kind !== "switch") option.argParser((text: string) => parse(key, text));
    command.addOption(option);
  }
  return command.option("--print-config", "print what holds, and do nothing else");
}

function described(spec: (typeof SPECS)[number][1]): string {
  const shown = spec.default === null || spec.kind === "switch" || /default/.test(spec.text);
  const choices = spec.kind === "choice" ? ` (${spec.choices.join(", ")})` : "";
  return `${spec.text}${choices}${shown ? "" : ` (default: ${spec.default})`}`;
}

function parse(key: OptionName, text: string): string | number {
  try {
    return parsedValue(key, text);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Flags = Readonly<Record<string, unknown>>;

/** What holds for a command, by its flags and the configuration; null where it was only to be printed. */
async function resolved(
  name: CommandName,
  paths: readonly string[],
  flags: Flags,
  command: Command,
  terminal: Terminal,
): Promise<Settings | null> {
  const given: Record<string, unknown> = {};
  for (const [key, spec] of SPECS) {
    const long = /--(?:no-)?([a-z-]+)/.exec(spec.flag)?.[1] ?? "";
    const attribute = long.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (command.getOptionValueSource(attribute) === "cli") given[key] = flags[attribute];
  }
  const { config } = program.opts<Common>();
  const file = config === false ? null : config;
  const found = await settingsOf(name, given as Partial<Settings>, paths, file);
  if (flags["printConfig"] !== true) return found.settings;
  const own = SPECS.filter(([, spec]) => spec.commands.includes(name)).map(([key]) => key);
  const shown = Object.fromEntries(["paths", ...own].map((key) => [key, found.settings[key as keyof Settings]]));
  terminal.out(`${JSON.stringify(shown, null, 2)}\n`);
  return null;
}

/** Ctrl-C ends a run with what is known; a second one ends it at once. */
function interruption(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  return ending.signal;
}

withOptions(
  program
    .command("check")
    .description("check derivations and print every claim with its verdict")
    .argument("[paths...]", "files, folders or patterns (default: derivations/)"),
  "check",
).action((paths: string[], flags: Flags, command: Command) =>
  perform(async (terminal) => {
    const settings = await resolved("check", paths, flags, command, terminal);
    if (settings === null) return EXIT.met;
    const { check } = await import("./check.ts");
    return check(settings, terminal, interruption());
  }),
);

program
  .command("prove")
  .description("prove or refute one proposition")
  .argument("<proposition>", 'such as "log(a*b) = log(a) + log(b)"')
  .option("--var <declaration>", 'declare names, such as "a, b : (0, inf)"; may repeat', each, [])
  .option("--def <definition>", 'define a name, such as "s(u) = 1/(1 + exp(-u))"; may repeat', each, [])
  .option("--given <proposition>", "a hypothesis; may repeat", each, [])
  .addOption(
    new Option("--format <name>", "how to print (default: unicode on a terminal, else text)").choices([
      "text",
      "unicode",
      "tex",
      "md",
      "json",
    ]),
  )
  .action((proposition, options) =>
    perform(async (terminal) => {
      const { prove } = await import("./prove.ts");
      const { var: vars, def: defs, given: givens, format } = options;
      return prove(proposition, { vars, defs, givens, format: format ?? null }, terminal);
    }),
  );

withOptions(
  program
    .command("report")
    .description("check derivations and write pages about them")
    .argument("[paths...]", "files, folders or patterns (default: derivations/)")
    .requiredOption("--out <folder>", "where the pages go")
    .option(
      "--format <list>",
      "html, html-fragment, md, mdx, tex, ipynb, json, certificates; several with commas",
      "html,md",
    ),
  "report",
).action((paths: string[], flags: Flags, command: Command) =>
  perform(async (terminal) => {
    const { parseFormats, report } = await import("./report.ts");
    const formats = parseFormats(String(flags["format"]));
    const settings = await resolved("report", paths, flags, command, terminal);
    if (settings === null) return EXIT.met;
    return report(settings.paths, { ...settings, out: String(flags["out"]), formats }, terminal);
  }),
);

withOptions(
  program
    .command("watch")
    .description("check, and check again what a change reaches, until Ctrl-C")
    .argument("[paths...]", "files, folders or patterns (default: derivations/)"),
  "watch",
).action((paths: string[], flags: Flags, command: Command) =>
  perform(async (terminal) => {
    const settings = await resolved("watch", paths, flags, command, terminal);
    if (settings === null) return EXIT.met;
    const { watch } = await import("./watch.ts");
    return watch(settings, terminal, interruption());
  }),
);

withOptions(
  program
    .command("merge-reports")
    .description("put JSON reports together, such as those of `check --shard`")
    .argument("<reports...>", "files that `check --reporter json` wrote"),
  "merge-reports",
).action((paths: string[], flags: Flags, command: Command) =>
  perform(async (terminal) => {
    const settings = await resolved("merge-reports", [], flags, command, terminal);
    if (settings === null) return EXIT.met;
    const { mergeReports } = await import("./merge.ts");
    return mergeReports(paths, settings, terminal);
  }),
);

program
  .command("init")
  .description("write a configuration, a first derivation, a workflow and notes; overwrite nothing")
  .action(() =>
    perform(async (terminal) => {
      const { init } = await import("./init.ts");
      return init(terminal);
    }),
  );

program
  .command("embed")
  .description("fill or check the blocks of notes that ask for derivations")
  .argument("<notes...>", "Markdown, MDX, Quarto or LaTeX files, or folders of them")
  .option("--write", "fill and refresh the blocks", false)
  .option("--check", "tell which blocks are not fresh (the default)", false)
  .option("--diff", "show what --write would change", false)
  .option("--force", "with --write: replace also what somebody wrote into a block", false)
  .option("--from <path>", "where the derivations are; may repeat (default: derivations/)", each, [])
  .action((notes, { from, ...options }) =>
    perform(async (terminal) => {
      const { config } = program.opts<Common>();
      const { settings } = await settingsOf("check", {}, from, config === false ? null : config);
      const { embed } = await import("./embed.ts");
      return embed(notes, options, settings, terminal);
    }),
  );

program
  .command("replay")
  .description("check certificates again, without the search that found them")
  .argument("<files...>", "certificate files, as `report --format certificates` writes them")
  .action((files) =>
    perform(async (terminal) => {
      const { replay } = await import("./replay.ts");
      return replay(files, terminal);
    }),
  );

program
  .command("explain")
  .description("say what the code of a message means")
  .argument("<code>", "such as E201")
  .action((code) =>
    perform(async (terminal) => {
      const { explain } = await import("./explain.ts");
      return explain(code, terminal);
    }),
  );

/** A proposition may begin with a minus; with a space before it, it is no option. */
function withPropositions(args: readonly string[]): readonly string[] {
  if (args.find((arg) => !arg.startsWith("-")) !== "prove") return args;
  return args.map((arg) => (/^-(?!-$|-[a-z][a-z-]*(?:=|$)|[a-zA-Z]$)./s.test(arg) ? ` ${arg}` : arg));
}

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  guardStreams((reason) => {
    openTerminal(false).err(`error: cannot write to standard output: ${systemReason(reason)}\n`);
    process.exit(EXIT.usage);
  });
  const args = process.argv.slice(2);
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(withPropositions(args), { from: "user" });
  } catch (error) {
    if (error instanceof UsageError) {
      const terminal = openTerminal(undefined);
      terminal.err(`${terminal.paintErr("red", "error")}: ${printable(error.message)}\n`);
      process.exitCode = EXIT.usage;
      return;
    }
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.met : EXIT.usage;
  }
}
