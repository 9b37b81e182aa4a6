/** `lossproof explain CODE`: what a message means. */
import { CODES } from "../diagnostic/codes.ts";
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
  terminal.out(`${terminal.paint("bold", `${wanted}: ${entry.title}`)}\n\n${wrapped(entry.explanation, 80)}\n`);
  return EXIT.met;
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
