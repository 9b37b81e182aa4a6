/** docs/tutorial.md is carried out: its files are written, its commands run, their answers compared. UPDATE_DOCS=1 renews them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const BUILD = join(ROOT, `.build-tutorial-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), "lossproof-tutorial-"));
const PAGE = join(ROOT, "docs/tutorial.md");

beforeAll(() => {
  buildSync({
    entryPoints: [join(ROOT, "src/cli/main.ts")],
    outdir: BUILD,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
}, 60_000);
afterAll(() => {
  for (const made of [folder, BUILD]) rmSync(made, { recursive: true, force: true });
});

/** What the command says, without how long it took. */
function answer(command: string): string {
  const args = Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? "").slice(1);
  const env = { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: join(folder, "cache") };
  const { stdout, stderr } = spawnSync(process.execPath, [join(BUILD, "main.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return `${stdout}${stderr}`
    .replace(/ {2,}\d+(?:\.\d+)? m?s(?= {2}|$)/gm, "")
    .replace(/ \(\d+(?:\.\d+)? m?s\)/g, "")
    .trim();
}

const PIECE =
  /<!-- file: (\S+) -->\n````markdown\n([\s\S]*?)````|<!-- run: (lossproof [^\n]*?) -->\n```text\n([\s\S]*?)\n```/g;

it("the tutorial does what it says", { timeout: 300_000 }, () => {
  const page = readFileSync(PAGE, "utf8");
  let runs = 0;
  const renewed = page.replace(
    PIECE,
    (whole, name: string | undefined, text: string, command: string, told: string) => {
      if (name !== undefined) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
        return whole;
      }
      runs++;
      const said = answer(command);
      if (process.env["UPDATE_DOCS"] !== "1") expect([command, told]).toEqual([command, said]);
      return `<!-- run: ${command} -->\n\`\`\`text\n${said}\n\`\`\``;
    },
  );
  expect(runs).toBeGreaterThan(4);
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(PAGE, renewed);
  expect(readFileSync(join(folder, "notes.md"), "utf8")).toContain("**How it changes with the score** (✓ proved)");
});
