import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInputs } from "../../src/cli/input.ts";

const DERIVATION = "# A\n\n```lossproof\nvar x : real\n```\n";
const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "lossproof-input-"));

beforeAll(() => {
  process.chdir(folder);
  mkdirSync("notes/deep/node_modules", { recursive: true });
  mkdirSync("notes/.git");
  mkdirSync("empty");
  writeFileSync("notes/b.md", DERIVATION);
  writeFileSync("notes/a.md", DERIVATION);
  writeFileSync("notes/deep/c.MD", DERIVATION.replace("```", "~~~"));
  writeFileSync("notes/deep/node_modules/d.md", DERIVATION);
  writeFileSync("notes/.git/e.md", DERIVATION);
  writeFileSync("notes/README.md", "No derivation, only `lossproof` in words.\n");
  writeFileSync("notes/f.txt", DERIVATION);
  symlinkSync("..", "notes/deep/up");
  symlinkSync("nowhere.md", "notes/broken.md");
  writeFileSync("nul.md", "```lossproof\n\0");
  writeFileSync("latin.md", Buffer.from([0x60, 0x60, 0x60, 0xe9]));
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const paths = (...of: string[]): string[] => readInputs(of).inputs.map((input) => input.path);
const problems = (...of: string[]): string[] =>
  readInputs(of).problems.map(({ path, message }) => `${path}: ${message}`);

describe("reading what a command names", () => {
  it("finds every derivation under a folder, sorted, each once, links or not", () => {
    expect(paths("notes")).toEqual(["notes/a.md", "notes/b.md", "notes/deep/c.MD"]);
    expect(paths("notes/", "./notes", "notes/a.md")).toEqual(["notes/a.md", "notes/b.md", "notes/deep/c.MD"]);
    expect(problems("notes")).toEqual([]);
  });

  it("keeps the order in which files are named", () => {
    expect(paths("notes/b.md", "./notes/a.md")).toEqual(["notes/b.md", "notes/a.md"]);
  });

  it("reads any file that is named, whatever its extension", () => {
    expect(paths("notes/f.txt")).toEqual(["notes/f.txt"]);
  });

  it("follows patterns", () => {
    expect(paths("notes/*.md")).toEqual(["notes/a.md", "notes/b.md"]);
    expect(paths("notes/**/?.MD")).toEqual(["notes/deep/c.MD"]);
    expect(paths("**/a.md")).toEqual(["notes/a.md"]);
    expect(problems("notes/(*.md")).toEqual([expect.stringContaining("no derivation matches this pattern")]);
    expect(problems("none/*.md")).toEqual(["none/*.md: no such file or folder"]);
  });

  it.each([
    ["nowhere.md", "no such file or folder"],
    ["notes/a.md/x", "no such file or folder"],
    ["empty", "no derivation in this folder"],
    ["notes/README.md", "no derivation: it has no ```lossproof block"],
    ["notes/broken.md", "no such file or folder"],
    ["nul.md", "a binary file"],
    ["latin.md", "not UTF-8"],
    ["/dev/null", "neither a file nor a folder"],
  ])("says why %s cannot be read", (path, why) => {
    expect(paths(path)).toEqual([]);
    expect(problems(path)).toEqual([expect.stringContaining(why)]);
  });

  it("reads the others where one cannot be read", () => {
    expect(paths("nul.md", "notes/a.md")).toEqual(["notes/a.md"]);
    expect(problems("nul.md", "notes/a.md")).toHaveLength(1);
  });
});
