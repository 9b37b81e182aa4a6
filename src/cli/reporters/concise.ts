/** One line a message, as compilers print them, and one line at the end. */
import { tally } from "../../report/words.ts";
import { messages } from "../findings.ts";
import { printable } from "../terminal.ts";
import type { Finished } from "./index.ts";

export function concise({ checked, paint }: Finished): string {
  const lines = checked.files.flatMap((file) =>
    messages(file).map((d) => {
      const ink = d.severity === "error" ? "red" : "yellow";
      const place = `${printable(file.path)}:${d.span.line}:${d.span.column}`;
      return `${place}: ${paint(ink, `${d.severity} ${d.code}`)}: ${printable(d.message)}`;
    }),
  );
  return `${[...lines, tally(checked.files.flatMap((f) => f.theorems))].join("\n")}\n`;
}
