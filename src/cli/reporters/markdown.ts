/** A summary in Markdown, as job pages show it. */
import { tally, verdictWords } from "../../report/words.ts";
import { findings } from "../findings.ts";
import { printable } from "../terminal.ts";
import type { Finished } from "./index.ts";

export function markdown({ checked, problems }: Finished): string {
  const theorems = checked.files.flatMap((file) => file.theorems);
  const lines = [`## lossproof: ${tally(theorems)}`, ""];
  if (checked.files.length > 0) {
    lines.push("| derivation | claims | proved | refuted | undecided | not as stated |", "|---|--:|--:|--:|--:|--:|");
    for (const file of checked.files) {
      const count = (is: (t: (typeof theorems)[number]) => boolean): number => file.theorems.filter(is).length;
      const cells = [
        code(file.path),
        file.theorems.length,
        count((t) => t.verdict === "proved"),
        count((t) => t.verdict === "refuted"),
        count((t) => t.verdict === "undecided"),
        count((t) => !t.met),
      ];
      lines.push(`| ${cells.join(" | ")} |`);
    }
    lines.push("");
  }
  for (const file of checked.files) {
    const unmet = file.theorems.filter((t) => !t.met && t.verdict !== "error");
    const told = findings(file);
    unmet.forEach((t, at) => {
      const d = told[at];
      lines.push(`- **${code(`${file.path}#${t.id}`)}**, line ${t.span.line}: ${verdictWords(t)}`);
      lines.push(`  - ${code(t.statement.text)}`);
      for (const note of d?.notes ?? []) lines.push(`  - ${words(note)}`);
      if (d?.help) lines.push(`  - ${words(d.help)}`);
    });
    for (const d of file.diagnostics)
      lines.push(`- ${d.severity} ${d.code} in ${code(file.path)}, line ${d.span.line}: ${words(d.message)}`);
  }
  for (const { path, message } of problems) lines.push(`- error in ${code(path)}: ${words(message)}`);
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Text between backticks, whatever it holds, also in a cell of a table. */
function code(text: string): string {
  const flat = printable(text).replaceAll("|", "\\|");
  const ticks = "`".repeat(Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return ticks.length === 1 ? `\`${flat}\`` : `${ticks} ${flat} ${ticks}`;
}

/** Words that are not markup; what stands between backticks stays so. */
function words(text: string): string {
  return printable(text)
    .split(/(`[^`]*`)/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[\\*_<>[\]#|~$&]/g, (c) => (c === "<" ? "&lt;" : `\\${c}`)),
    )
    .join("");
}
