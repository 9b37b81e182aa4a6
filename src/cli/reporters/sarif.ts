/** SARIF 2.1.0, for code scanning. */
import { CODES } from "../../diagnostic/codes.ts";
import { digest } from "../engine/cache.ts";
import { messages } from "../findings.ts";
import type { Finished } from "./index.ts";

export function sarif({ checked, problems }: Finished): string {
  const found = checked.files.flatMap((file) => messages(file).map((d) => ({ file, d })));
  const codes = [...new Set(found.map(({ d }) => d.code))].sort();
  const rules = codes.map((code) => ({
    id: code,
    shortDescription: { text: CODES.get(code)?.title ?? code },
    fullDescription: { text: CODES.get(code)?.explanation ?? code },
    help: { text: `lossproof explain ${code}` },
    defaultConfiguration: { level: code.startsWith("W") ? "warning" : "error" },
  }));
  const results = found.map(({ file, d }) => ({
    ruleId: d.code,
    ruleIndex: codes.indexOf(d.code),
    level: d.severity,
    message: { text: [d.message, ...d.notes, ...(d.help === null ? [] : [`help: ${d.help}`])].join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(file.path) },
          region: {
            startLine: d.span.line,
            startColumn: d.span.column,
            endLine: d.span.endLine,
            endColumn: Math.max(d.span.endColumn, d.span.endLine === d.span.line ? d.span.column : 1),
          },
        },
      },
    ],
    // The same finding stays the same where text above it moves it down.
    partialFingerprints: { "lossproof/v1": digest(`${file.path}\n${d.code}\n${d.message}`).slice(0, 32) },
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lossproof", semanticVersion: checked.version, rules } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map(({ path, message }) => ({
              level: "error",
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: { uri: uri(path) } } }],
            })),
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function uri(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
