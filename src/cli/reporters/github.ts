/** Workflow commands: each message stands at its line in the review. */
import { messages } from "../findings.ts";
import { printable } from "../terminal.ts";
import type { Finished } from "./index.ts";

export function github({ checked, problems }: Finished): string {
  const lines = checked.files.flatMap((file) =>
    messages(file).map((d) => {
      const { line, endLine, column, endColumn } = d.span;
      const place = [
        `file=${property(file.path)}`,
        `line=${line}`,
        `endLine=${endLine}`,
        // A range over several lines has no columns there.
        ...(line === endLine ? [`col=${column}`, `endColumn=${Math.max(column, endColumn - 1)}`] : []),
        `title=${property(`lossproof ${d.code}`)}`,
      ].join(",");
      const said = [d.message, ...d.notes, ...(d.help === null ? [] : [`help: ${d.help}`])].map(printable).join("\n");
      return `::${d.severity} ${place}::${data(said)}`;
    }),
  );
  const unread = problems.map(({ path, message }) => `::error file=${property(path)}::${data(printable(message))}`);
  return [...lines, ...unread].map((line) => `${line}\n`).join("");
}

function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
