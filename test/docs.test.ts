/**
 * Files that are made from the program: the pages about codes, the page about options, the schemas. They are compared
 * with what is committed; `UPDATE_DOCS=1 npx vitest run test/docs.test.ts` writes them anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { findings } from "../src/cli/findings.ts";
import { configSchema, SPECS } from "../src/cli/options.ts";
import { REPORT_SCHEMA } from "../src/cli/report-schema.ts";
import { CODES, type Code } from "../src/diagnostic/codes.ts";
import type { Diagnostic } from "../src/diagnostic/diagnostic.ts";
import { EXAMPLES } from "../src/diagnostic/examples.ts";
import { frame } from "../src/diagnostic/frame.ts";
import { checkText, LIMITS } from "../src/verify.ts";

function holds(path: string, text: string): void {
  if (process.env["UPDATE_DOCS"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "", path).toBe(text);
}

const block = (lines: readonly string[]): string =>
  lines[0] === "---"
    ? `${lines.join("\n")}\n\n\`\`\`lossproof\nvar x : real\ntheorem a: x = x\n\`\`\`\n`
    : `\`\`\`lossproof\n${lines.join("\n")}\n\`\`\`\n`;
const fenced = (text: string): string => `\`\`\`\`md\n${text}\`\`\`\`\n`;
const clipped = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line.length > 118 ? `${line.slice(0, 117)}…` : line))
    .join("\n");

/** Without what the search may find in another way one day: the counterexample, the repair. */
function shortly(d: Diagnostic): Diagnostic {
  return d.code.startsWith("C") || d.code === "W107" ? { ...d, notes: [], help: null } : d;
}

describe("every code", () => {
  it.each([...CODES])("%s has a page with an example that brings it out", async (code, entry) => {
    const example = EXAMPLES[code as Code];
    const parts = [`# ${code}: ${entry.title}\n`, `${entry.explanation}\n`];
    if (example !== null) {
      const wrong = block(example.wrong);
      const file = await checkText(wrong, "example.md");
      const told = [...file.diagnostics, ...findings(file)].filter((d) => d.code === code);
      expect(told.length, code).toBeGreaterThan(0);
      const right = block(example.right);
      const better = await checkText(right, "example.md");
      expect([...better.diagnostics, ...findings(better)], `what ${code} says to write`).toEqual([]);
      parts.push("## Example\n", clipped(fenced(wrong)));
      parts.push(
        `\`\`\`text\n${clipped(frame(shortly(told[0]!), wrong, "example.md"))}\n\`\`\`\n`,
        "## Instead\n",
        fenced(right),
      );
    }
    holds(`docs/errors/${code}.md`, parts.join("\n"));
  });

  it("stands in the index, and no page is left over", () => {
    const lines = [...CODES].map(([code, { title }]) => `| [${code}](${code}.md) | ${title} |`);
    const text = [
      "# Codes of messages\n",
      "E… is about the text, C… about a claim that is not as stated, W… is a warning and changes no verdict.",
      "`lossproof explain CODE` tells the same.\n",
      "| code | |\n|---|---|",
      ...lines,
    ].join("\n");
    holds("docs/errors/README.md", `${text}\n`);
    const pages = readdirSync("docs/errors").filter((name) => name !== "README.md");
    expect(pages.map((name) => name.replace(".md", "")).sort()).toEqual([...CODES.keys()].sort());
  });
});

describe("options", () => {
  it("have a schema for the configuration file", () => {
    holds("schema/lossproof.config.schema.json", `${JSON.stringify(configSchema(), null, 2)}\n`);
  });

  it("start from the limits of the library", () => {
    const [steps, products] = ["steps", "products"].map((name) => SPECS.find(([n]) => n === name)?.[1].default);
    expect({ steps, products }).toEqual(LIMITS);
  });

  it("and there is one for the JSON report", () => {
    holds("schema/lossproof.report.schema.json", `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
  });

  it("have a page", () => {
    const rows = SPECS.map(([name, spec]) => {
      const cells = [
        `\`${spec.flag}\``,
        `\`${name}\``,
        `\`${JSON.stringify(spec.default)}\``,
        spec.commands.join(", "),
        spec.text,
      ];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
    const text = [
      "# Options\n",
      "On the command line, or in `lossproof.config.json` or `lossproof.config.yaml` in the working folder or one above",
      "(`--config file` names another, `--no-config` reads none, `--print-config` shows what holds). The command line comes",
      "first. Paths in a configuration are taken from its own folder; `paths` there is what is checked where the command",
      "line names nothing. The schema is `schema/lossproof.config.schema.json` in the package.\n",
      "| flag | in the configuration | default | commands | |",
      "|---|---|---|---|---|",
      ...rows,
    ].join("\n");
    holds("docs/options.md", `${text}\n`);
  });
});
