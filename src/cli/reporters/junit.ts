/** JUnit's XML: a file is a suite, a claim a case. */
import type { CheckedFile, CheckedTheorem } from "../../checked.ts";
import { frame } from "../../diagnostic/frame.ts";
import { finding } from "../findings.ts";
import { type Finished, inputOf } from "./index.ts";

export function junit(finished: Finished): string {
  const { checked, problems } = finished;
  const suites = checked.files.map((file) => suite(file, finished));
  if (problems.length > 0) {
    const cases = problems.map(
      ({ path, message }) =>
        `    <testcase name="${xml(path)}" classname="input">\n      <error message="${xml(message)}"/>\n    </testcase>`,
    );
    const n = problems.length;
    suites.push(
      `  <testsuite name="input" tests="${n}" failures="0" errors="${n}">\n${cases.join("\n")}\n  </testsuite>`,
    );
  }
  const { theorems, summary } = { theorems: checked.files.flatMap((f) => f.theorems), summary: checked.summary };
  const failures = theorems.filter((t) => !t.met && t.verdict !== "error").length;
  const head = `tests="${theorems.length + problems.length}" failures="${failures}" errors="${summary.errors + problems.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lossproof" ${head} time="${seconds(summary.ms)}">\n${suites.map((s) => `${s}\n`).join("")}</testsuites>\n`;
}

function suite(file: CheckedFile, finished: Finished): string {
  const { theorems } = file;
  const text = inputOf(file, finished).text;
  const count = (is: (t: CheckedTheorem) => boolean): number => theorems.filter(is).length;
  const head = [
    `name="${xml(file.path)}"`,
    `tests="${theorems.length}"`,
    `failures="${count((t) => !t.met && t.verdict !== "error")}"`,
    `errors="${count((t) => t.verdict === "error")}"`,
    `time="${seconds(theorems.reduce((n, t) => n + t.ms, 0))}"`,
  ].join(" ");
  const cases = theorems.map((t) => testcase(t, file, text));
  const said = file.diagnostics.map((d) => frame(d, text, file.path)).join("\n\n");
  const out = said === "" ? [] : [`    <system-err>${xml(said)}</system-err>`];
  return [`  <testsuite ${head}>`, ...cases, ...out, "  </testsuite>"].join("\n");
}

function testcase(t: CheckedTheorem, file: CheckedFile, text: string): string {
  const head = `    <testcase name="${xml(t.id)}" classname="${xml(file.id)}" file="${xml(file.path)}" line="${t.span.line}" time="${seconds(t.ms)}"`;
  if (t.met) return `${head}/>`;
  if (t.verdict === "error") {
    const own = file.diagnostics.filter(
      (d) => d.severity === "error" && d.span.start >= t.span.start && d.span.start <= t.span.end,
    );
    const told = own.map((d) => frame(d, text, file.path)).join("\n\n");
    const message = own[0] === undefined ? "the text could not be read" : `${own[0].code}: ${own[0].message}`;
    return `${head}>\n      <error type="text" message="${xml(message)}">${xml(told)}</error>\n    </testcase>`;
  }
  const d = finding(t);
  if (d === null) return `${head}/>`;
  return `${head}>\n      <failure type="${t.verdict}" message="${xml(`${d.code}: ${d.message}`)}">${xml(frame(d, text, file.path))}</failure>\n    </testcase>`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

export function xml(text: string): string {
  // What XML cannot hold: control characters, halves of pairs.
  return text
    .replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, (c) => ("\t\n\r".includes(c) ? c : "\ufffd"))
    .replace(/[&<>"'\n\r\t]/g, (c) =>
      c === "\n" ? "&#10;" : c === "\r" ? "&#13;" : c === "\t" ? "&#9;" : ENTITIES[c]!,
    );
}
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
