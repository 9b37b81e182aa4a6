/** The messages about a text, each with the place in the text that it is about. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Input } from "./input.ts";
import { type Paint, printable } from "./terminal.ts";

export function frames(diagnostics: readonly Diagnostic[], input: Input, paint: Paint): readonly string[] {
  return diagnostics.map((d) => {
    const head = paint(d.severity === "error" ? "red" : "yellow", `${d.severity} ${d.code}`);
    return `  ${head}: ${printable(d.message)}\n    ${printable(input.path)}:${d.span.line}:${d.span.column}${d.help ? `\n    help: ${printable(d.help)}` : ""}`;
  });
}
