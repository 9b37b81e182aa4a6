/** Every reporter, by running the command. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { block, built } from "./built.ts";

const { folder, run, write } = built();
const UNMET = [
  "var x : real",
  "theorem fine: x + 0 = x",
  "theorem slip: x + x = 3*x",
  "theorem log-power: log(x^2) = 2*log(x)",
  "theorem broken: 2x = x",
  "var unused : real",
];

beforeAll(() => {
  write("unmet.md", block(UNMET.join("\n")));
  write("met.md", block("var x : real\ntheorem a: x + 0 = x"));
  write("odd, name: 100%.md", block("var x : real\ntheorem a: x = x + 1"));
});

const valid = (schema: string, text: string): unknown => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(schema, "utf8")));
  return validate(JSON.parse(text)) ? true : validate.errors;
};

describe.concurrent("reporters", () => {
  it("json fits its schema", async () => {
    const { out, err, code } = await run(["check", "unmet.md", "met.md", "--reporter", "json"]);
    expect(valid("schema/lossproof.report.schema.json", out)).toBe(true);
    const report = JSON.parse(out);
    expect(report.files[0].diagnostics.map((d: { code: string }) => d.code)).toEqual(["E105", "W104"]);
    expect(report.files[0].theorems.map((t: { verdict: string }) => t.verdict)).toEqual([
      "proved",
      "refuted",
      "refuted",
      "error",
    ]);
    expect([err, code]).toEqual(["", 1]);
  });

  it("sarif fits its schema", async () => {
    const { out, code } = await run(["check", "unmet.md", "odd, name: 100%.md", "nowhere.md", "--reporter", "sarif"]);
    expect(valid("test/cli/sarif.schema.json", out)).toBe(true);
    const [first] = JSON.parse(out).runs;
    expect(first.results.map((r: { ruleId: string }) => r.ruleId)).toEqual(["C101", "C102", "E105", "W104", "C101"]);
    for (const r of first.results) expect(first.tool.driver.rules[r.ruleIndex].id).toBe(r.ruleId);
    expect(first.results[4].locations[0].physicalLocation.artifactLocation.uri).toBe("odd%2C%20name%3A%20100%25.md");
    expect(first.invocations[0].executionSuccessful).toBe(false);
    expect(code).toBe(2);
  });

  it("junit counts what its cases say, and is XML", async () => {
    const { out, code } = await run(["check", "unmet.md", "met.md", "--reporter", "junit"]);
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="lossproof" tests="5" failures="2" errors="1" time="[\d.]+">/,
    );
    expect(out).toContain('<testsuite name="unmet.md" tests="4" failures="2" errors="1"');
    expect(out.match(/<testcase /g)).toHaveLength(5);
    expect(out).toContain('<failure type="refuted" message="C101: slip: ');
    expect(out).toContain('<error type="text" message="E105: `2` and `x` stand side by side');
    // Tags close in order, and no bare sign stands between them.
    const open: string[] = [];
    const bare = out.replace(
      /<\?xml[^?]*\?>|<(\/?)([a-z-]+)(?:\s+[a-z]+="[^"<>]*")*\s*(\/?)>/g,
      (_, end, name, alone) => {
        if (end) expect(open.pop()).toBe(name);
        else if (name && !alone) open.push(name);
        return "";
      },
    );
    expect([open, bare.match(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;|#\d+;)/)]).toEqual([[], null]);
    expect(code).toBe(1);
  });

  it("github names file, line and columns, and comes on by itself there", async () => {
    const { out } = await run(["check", "unmet.md", "odd, name: 100%.md", "--reporter", "github"]);
    const lines = out.trim().split("\n");
    expect(lines.map((l) => l.slice(0, l.indexOf(" ")))).toEqual([
      "::error",
      "::error",
      "::error",
      "::warning",
      "::error",
    ]);
    expect(lines[2]).toBe(
      "::error file=unmet.md,line=8,endLine=8,col=18,endColumn=18,title=lossproof E105::" +
        "`2` and `x` stand side by side: there is no implicit multiplication%0Ahelp: write `2*x`",
    );
    expect(lines[4]).toContain("file=odd%2C name%3A 100%25.md,line=5,");
    const there = await run(["check", "unmet.md"], { GITHUB_ACTIONS: "true" });
    expect(there.out).toContain("claims: ");
    expect(there.out).toContain("\n::error file=unmet.md,line=8,");
    const json = await run(["check", "unmet.md", "--reporter", "json"], { GITHUB_ACTIONS: "true" });
    expect(() => JSON.parse(json.out)).not.toThrow();
  });

  it("concise has a line a message", async () => {
    const { out } = await run(["check", "unmet.md", "--reporter", "concise"]);
    expect(out.split("\n").map((l) => l.replace(/^(\S+): (\w+ \w+): .*/, "$1 $2"))).toEqual([
      "unmet.md:6:23 error C101",
      "unmet.md:7:20 error C102",
      "unmet.md:8:18 error E105",
      "unmet.md:9:5 warning W104",
      "4 claims: 1 proved, 2 refuted, 1 not readable, 3 not as stated",
      "",
    ]);
  });

  it("markdown is a summary", async () => {
    const { out } = await run(["check", "unmet.md", "met.md", "--reporter", "markdown"]);
    expect(out).toContain("## lossproof: 5 claims: 2 proved, 2 refuted, 1 not readable, 3 not as stated\n");
    expect(out).toContain("| `unmet.md` | 4 | 1 | 2 | 0 | 3 |\n| `met.md` | 1 | 1 | 0 | 0 | 0 |");
    expect(out).toContain("- **`unmet.md#slip`**, line 6: refuted, though stated as a theorem\n  - `x + x = 3*x`\n");
    expect(out).toContain("- error E105 in `unmet.md`, line 8: ");
  });

  it("several at once, each to its file, beside what people read", async () => {
    const files = ["junit:reports/junit.xml", "json:reports/report.json", "sarif:reports/log.sarif"];
    const { out, code } = await run([
      "check",
      "met.md",
      "--reporter",
      "pretty",
      ...files.flatMap((f) => ["--reporter", f]),
    ]);
    expect(out).toContain("✓ a  proved");
    expect(readFileSync(join(folder, "reports/junit.xml"), "utf8")).toContain('tests="1" failures="0" errors="0"');
    expect(JSON.parse(readFileSync(join(folder, "reports/report.json"), "utf8")).ok).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, "reports/log.sarif"), "utf8")).runs[0].results).toEqual([]);
    expect(code).toBe(0);
  });

  it.each([
    [
      ["--reporter", "xml"],
      "--reporter takes a reporter, or one with the file that it writes (json:report.json). Allowed choices are pretty, json",
    ],
    [
      ["--reporter", "json", "--reporter", "pretty"],
      "json and pretty would mix on standard output; give one a file: --reporter json:file",
    ],
    [["--reporter", "json:a", "--reporter", "junit:a"], "two reporters would write a"],
    [["--reporter", "json:."], "cannot write .: is a folder"],
    [["--reporter", "json:met.md/x.json"], "cannot write met.md/x.json: "],
    [["--reporter", "json:/proc/x.json"], "cannot write /proc/x.json: "],
    [["--reporter", "json:/dev/full"], "cannot write /dev/full: "],
  ])("%j exits 2: %s", async (args, message) => {
    const { code, err } = await run(["check", "met.md", ...args]);
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });
});
