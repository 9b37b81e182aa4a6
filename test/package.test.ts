/** The package as somebody gets it who installs it: packed, unpacked elsewhere, used. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const { name, version, dependencies, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const app = mkdtempSync(join(tmpdir(), "lossproof-package-"));
const installed = join(app, "node_modules", name);

const run = (file: string, ...args: string[]): string =>
  execFileSync(file, args, { cwd: app, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  // Packing builds first, as publishing does.
  execFileSync("npm", ["pack", "--silent", "--pack-destination", app], { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
  mkdirSync(installed, { recursive: true });
  run("tar", "-xzf", `${name}-${version}.tgz`, "--strip-components=1", "-C", installed);
  for (const dependency of [...Object.keys(dependencies), "typescript", "@types"]) {
    symlinkSync(join(ROOT, "node_modules", dependency), join(app, "node_modules", dependency));
  }
  writeFileSync(join(app, "package.json"), JSON.stringify({ type: "module" }));
}, 120_000);
afterAll(() => rmSync(app, { recursive: true, force: true }));

describe("the package", () => {
  it("holds what it needs and none of what it is made from", () => {
    const files = readdirSync(installed);
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "dist", "package.json"]));
    for (const other of ["src", "test", "derivations", "out", "node_modules"]) expect(files).not.toContain(other);
    expect(existsSync(join(installed, "dist/cli"))).toBe(false);
  });

  it("has the command", () => {
    const main = join(installed, bin.lossproof);
    expect(run(process.execPath, main, "--version").trim()).toBe(version);
    expect(run(process.execPath, main, "prove", "x + x = 2*x", "--var", "x : real")).toContain("proved");
    writeFileSync(join(app, "a.md"), "# A\n\n```lossproof\nvar x : real\ntheorem a: x + x = 2*x\n```\n");
    expect(run(process.execPath, main, "report", "a.md", "--out", "out")).toContain("wrote 5 files");
    expect(readFileSync(join(app, "out/a.html"), "utf8")).toContain("font/woff");
  });

  it("starts a project: init, then check", () => {
    mkdirSync(join(app, "node_modules/.bin"), { recursive: true });
    const link = join(app, "node_modules/.bin/lossproof");
    if (!existsSync(link)) symlinkSync(join("..", name, bin.lossproof), link);
    chmodSync(join(installed, bin.lossproof), 0o755);
    expect(run("npx", "--no-install", "lossproof", "init")).toContain("wrote derivations/first.md");
    expect(run("npx", "--no-install", "lossproof", "check", "--no-cache")).toContain("all as stated");
    const config = JSON.parse(readFileSync(join(app, "lossproof.config.json"), "utf8"));
    expect(existsSync(join(app, config.$schema))).toBe(true);
  });

  it("has what its exports promise, with types", () => {
    const use = [
      'import { checkText, proveText, report, summarise, type Checked } from "lossproof";',
      'import * as kernel from "lossproof/kernel";',
      'import { replay } from "lossproof/replay";',
      'const file = await checkText("```lossproof\\nvar x : real\\ntheorem a: x + x = 2*x\\n```\\n", "a.md");',
      "const checked: Checked = summarise([file, await proveText('1 < 2', { vars: [], defs: [], givens: [] })]);",
      "if (!replay(file.theorems[0]?.certificate).ok || Object.keys(kernel).length === 0) throw new Error('replay');",
      "const texts: string[] = [report(checked, 'json'), report(summarise([file]), 'html'), report(checked, 'md')];",
      'import config from "lossproof/schema/lossproof.config.schema.json" with { type: "json" };',
      "if (config.type !== 'object') throw new Error('schema');",
      "if (!checked.ok || texts.some((text) => text === '')) throw new Error('report');",
    ].join("\n");
    writeFileSync(join(app, "use.ts"), use);
    const options = [
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--strict",
      "--types",
      "node",
      "--outDir",
      "js",
      "use.ts",
    ];
    run(process.execPath, join(ROOT, "node_modules/typescript/bin/tsc"), ...options);
    run(process.execPath, "js/use.js");
  });
});
