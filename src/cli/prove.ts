/** `lossproof prove`: one proposition, without a file. */

import type { CheckedFile, CheckedTheorem } from "../checked.ts";
import { proveText } from "../verify.ts";
import { VERSION } from "../version.ts";
import { EXIT } from "./failure.ts";
import { frames } from "./frames.ts";
import { mathematics } from "./mathematics.ts";
import { prettyOutcome } from "./pretty.ts";
import { printable, type Terminal } from "./terminal.ts";

export const PROVE_FORMATS = ["text", "unicode", "tex", "md", "json"] as const;
export type ProveFormat = (typeof PROVE_FORMATS)[number];

export type ProveOptions = {
  readonly vars: readonly string[];
  readonly defs: readonly string[];
  readonly givens: readonly string[];
  /** Null: signs on a terminal that has them, else text of the language. */
  readonly format: ProveFormat | null;
};

export async function prove(proposition: string, options: ProveOptions, terminal: Terminal): Promise<number> {
  const trimmed = (texts: readonly string[]): readonly string[] => texts.map((text) => text.trim());
  const claim = { vars: trimmed(options.vars), defs: trimmed(options.defs), givens: trimmed(options.givens) };
  const file = await proveText(proposition.trim(), claim, { clock: () => performance.now() });
  const theorem = file.theorems[0];
  const unreadable =
    theorem === undefined || theorem.verdict === "error" || file.diagnostics.some((d) => d.severity === "error");
  const format = options.format ?? (terminal.unicode ? "unicode" : "text");
  if (format === "json") {
    const { diagnosticObjects, theoremObject } = await import("../report/json.ts");
    const object = {
      schema: 1,
      version: VERSION,
      diagnostics: diagnosticObjects(file),
      theorem: theorem ? theoremObject(theorem) : null,
    };
    terminal.out(`${JSON.stringify(object, null, 2)}\n`);
  } else {
    const input = { path: file.path, text: file.text ?? proposition };
    for (const frame of frames(file.diagnostics, input, terminal.paintErr)) terminal.err(`${frame}\n`);
    if (!unreadable) terminal.out(`${await told(theorem, file, format, terminal)}\n`);
  }
  if (unreadable) return EXIT.usage;
  return theorem.verdict === "proved" ? EXIT.met : EXIT.unmet;
}

/** The result in one of the formats that people read. */
async function told(
  theorem: CheckedTheorem,
  file: CheckedFile,
  format: Exclude<ProveFormat, "json">,
  { paint }: Terminal,
): Promise<string> {
  const assumed = file.summary === null ? [] : [file.summary];
  switch (format) {
    case "tex": {
      const { claimTex } = await import("../report/tex.ts");
      const { listing } = await import("../report/words.ts");
      return [
        ...assumed.map((line) => `% ${line}`),
        claimTex(theorem, { claims: listing(file), numbered: false }),
      ].join("\n");
    }
    case "md": {
      const { claimMarkdown } = await import("../report/md-claim.ts");
      const { plainMarkdown } = await import("../report/markdown-text.ts");
      const { listing } = await import("../report/words.ts");
      const place = { file, prose: plainMarkdown, claims: listing(file), link: (href: string) => href, anchors: false };
      return [claimMarkdown(theorem, place), ...assumed.map(plainMarkdown)].join("\n\n");
    }
    case "text":
    case "unicode": {
      const write = format === "unicode" ? mathematics : (text: string): string => text;
      const ink = theorem.verdict === "proved" ? "green" : theorem.verdict === "refuted" ? "red" : "yellow";
      return [
        `${paint(ink, theorem.verdict)}  ${printable(write(theorem.statement.text))}`,
        ...prettyOutcome(theorem, { paint, verbose: true, write }).slice(1),
        ...assumed.map((line) => `      ${paint("dim", line)}`),
      ].join("\n");
    }
  }
}
