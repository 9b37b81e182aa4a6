/** `lossproof prove`: one proposition, without a file. */

import { proveText } from "../verify.ts";
import { VERSION } from "../version.ts";
import { EXIT } from "./failure.ts";
import { frames } from "./frames.ts";
import { prettyOutcome } from "./pretty.ts";
import { printable, type Terminal } from "./terminal.ts";

export type ProveOptions = {
  readonly vars: readonly string[];
  readonly defs: readonly string[];
  readonly givens: readonly string[];
  readonly format: "text" | "json";
};

export async function prove(proposition: string, options: ProveOptions, terminal: Terminal): Promise<number> {
  const { paint } = terminal;
  const trimmed = (texts: readonly string[]): readonly string[] => texts.map((text) => text.trim());
  const claim = { vars: trimmed(options.vars), defs: trimmed(options.defs), givens: trimmed(options.givens) };
  const file = await proveText(proposition.trim(), claim, { clock: () => performance.now() });
  const theorem = file.theorems[0];
  const unreadable =
    theorem === undefined || theorem.verdict === "error" || file.diagnostics.some((d) => d.severity === "error");
  if (options.format === "json") {
    const { diagnosticObjects, theoremObject } = await import("../report/json.ts");
    const object = {
      schema: 1,
      version: VERSION,
      diagnostics: diagnosticObjects(file),
      theorem: theorem ? theoremObject(theorem) : null,
    };
    terminal.out(`${JSON.stringify(object, null, 2)}\n`);
  } else {
    for (const frame of frames(
      file.diagnostics,
      { path: file.path, text: file.text ?? proposition },
      terminal.paintErr,
    ))
      terminal.err(`${frame}\n`);
    if (!unreadable) {
      const ink = theorem.verdict === "proved" ? "green" : theorem.verdict === "refuted" ? "red" : "yellow";
      const lines = [
        `${paint(ink, theorem.verdict)}  ${printable(theorem.statement.text)}`,
        ...prettyOutcome(theorem, { paint, verbose: true }).slice(1),
      ];
      if (file.summary !== null) lines.push(`      ${paint("dim", file.summary)}`);
      terminal.out(`${lines.join("\n")}\n`);
    }
  }
  if (unreadable) return EXIT.usage;
  return theorem.verdict === "proved" ? EXIT.met : EXIT.unmet;
}
