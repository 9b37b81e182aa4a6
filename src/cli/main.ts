#!/usr/bin/env node
/** The command. Each subcommand loads its own code only when it runs. */
import { Command, CommanderError, Option } from "commander";
import { VERSION } from "../version.ts";
import { EXIT, UsageError } from "./failure.ts";
import { guardStreams, terminal as openTerminal, printable, type Terminal } from "./terminal.ts";

type Common = { readonly debug: boolean; readonly color?: boolean };
type Action = (terminal: Terminal) => Promise<number>;

const program = new Command("lossproof")
  .description("Proves every step of a machine-learning derivation, or refutes it with an exact counterexample.")
  .option("--color", "colours, whatever the terminal says")
  .option("--no-color", "no colours")
  .option("--debug", "show where in the program an error came from", false)
  .version(VERSION, "-V, --version", "print the version")
  .addHelpText("after", "\nExit codes: 0 all as stated, 1 some not, 2 wrong usage or input that cannot be read.")
  .showHelpAfterError("(lossproof --help shows the commands and options)")
  .exitOverride();

async function perform(action: Action): Promise<void> {
  const common = program.opts<Common>();
  const terminal = openTerminal(common.color);
  try {
    process.exitCode = await action(terminal);
  } catch (error) {
    process.exitCode = EXIT.usage;
    const fault = !(error instanceof UsageError);
    const message = error instanceof Error ? error.message : String(error);
    const told = fault ? `internal error: ${message} (--debug shows where; please report it)` : message;
    terminal.err(`${terminal.paintErr("red", "error")}: ${printable(told)}\n`);
    for (let e = error; common.debug && e instanceof Error; e = e.cause) terminal.err(`${e.stack ?? ""}\n`);
  }
}

const noOracles = new Option("--no-oracles", "ask no computer algebra system for hints");
const maxUndecided = new Option("--max-undecided <n>", "how many statements may be undecided").default("0");
const each = (value: string, before: readonly string[]): readonly string[] => [...before, value];

program
  .command("check")
  .description("check derivations and print every claim with its verdict")
  .argument("[paths...]", "files, folders or patterns (default: derivations/)")
  .addOption(new Option("--reporter <name>", "how to print").choices(["pretty", "json"]).default("pretty"))
  .option("-v, --verbose", "print the steps too", false)
  .addOption(noOracles)
  .addOption(maxUndecided)
  .action((paths, options) =>
    perform(async (terminal) => {
      const { check, parseCount } = await import("./check.ts");
      return check(paths, { ...options, maxUndecided: parseCount(options.maxUndecided) }, terminal);
    }),
  );

program
  .command("prove")
  .description("prove or refute one proposition")
  .argument("<proposition>", 'such as "log(a*b) = log(a) + log(b)"')
  .option("--var <declaration>", 'declare names, such as "a, b : (0, inf)"; may repeat', each, [])
  .option("--def <definition>", 'define a name, such as "s(u) = 1/(1 + exp(-u))"; may repeat', each, [])
  .option("--given <proposition>", "a hypothesis; may repeat", each, [])
  .addOption(new Option("--format <name>", "how to print").choices(["text", "json"]).default("text"))
  .action((proposition, options) =>
    perform(async (terminal) => {
      const { prove } = await import("./prove.ts");
      const { var: vars, def: defs, given: givens, format } = options;
      return prove(proposition, { vars, defs, givens, format }, terminal);
    }),
  );

program
  .command("report")
  .description("check derivations and write pages about them")
  .argument("[paths...]", "files, folders or patterns (default: derivations/)")
  .requiredOption("--out <folder>", "where the pages go")
  .option("--format <list>", "html, md, json, certificates; several with commas", "html,md")
  .option("-v, --verbose", "print the steps too", false)
  .addOption(noOracles)
  .addOption(maxUndecided)
  .action((paths, { format, ...options }) =>
    perform(async (terminal) => {
      const { parseFormats, report } = await import("./report.ts");
      const { parseCount } = await import("./check.ts");
      const most = parseCount(options.maxUndecided);
      return report(paths, { ...options, maxUndecided: most, formats: parseFormats(format) }, terminal);
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

async function main(): Promise<void> {
  guardStreams();
  const args = process.argv.slice(2);
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync(withPropositions(args), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.met : EXIT.usage;
  }
}

await main();
