/** The messages about a text, each with the line that it is about. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { frame } from "../diagnostic/frame.ts";
import type { Input } from "./input.ts";
import { type Ink, type Paint, printable } from "./terminal.ts";

const INKS: Readonly<Record<string, Ink>> = { error: "red", warning: "yellow", bold: "bold", dim: "dim", help: "blue" };

export function frames(diagnostics: readonly Diagnostic[], input: Input, paint: Paint): readonly string[] {
  const text = harmless(input.text);
  return diagnostics.map((d) => {
    const safe: Diagnostic = {
      ...d,
      message: printable(d.message),
      notes: d.notes.map(printable),
      help: d.help === null ? null : printable(d.help),
    };
    return frame(safe, text, printable(input.path), (style, piece) => paint(INKS[style] ?? "bold", piece));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
const ACTIVE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text that cannot move the cursor or turn its direction, every place in it where it was. */
export function harmless(text: string): string {
  return text.replace(ACTIVE, "\ufffd");
}
