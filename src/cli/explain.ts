/** `lossproof explain CODE`: what a message means. */
import { CODES, type Code } from "../diagnostic/codes.ts";
import { EXAMPLES } from "../diagnostic/examples.ts";
import { EXIT, UsageError } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

export function explain(code: string, terminal: Terminal): number {
  const wanted = code.trim().toUpperCase();
  const entry = CODES.get(wanted);
  if (!entry) {
    const near = [...CODES.keys()].filter((known) => known[0] === wanted[0]);
    throw new UsageError(
      `unknown code "${code}"; the codes are ${(near.length > 0 ? near : [...CODES.keys()]).join(", ")}`,
    );
  }
  const { paint } = terminal;
  const parts = [paint("bold", `${wanted}: ${entry.title}`), wrapped(entry.explanation, 80)];
  const example = EXAMPLES[wanted as Code];
  if (example !== null)
    parts.push(paint("dim", "for example"), indented(example.wrong), paint("dim", "instead"), indented(example.right));
  terminal.out(`${parts.join("\n\n")}\n`);
  return EXIT.met;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.length > 100 ? `${line.slice(0, 99)}…` : line}`).join("\n");
}

/** Words in lines no longer than `width`. */
function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
