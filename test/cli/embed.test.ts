import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const BUILD = join(ROOT, `.build-embed-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), "lossproof-embed-"));
const note = join(folder, "note.md");
const EMPTY = "# Notes\n\n<!-- lossproof:begin doubling#double -->\n<!-- lossproof:end -->\n";

function lossproof(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(BUILD, "main.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: join(folder, "cache") },
  });
  return { code: status, out: stdout, err: stderr };
}

const source = (title: string): string =>
  `---\nid: doubling\n---\n\n\`\`\`lossproof\nvar x : real\ntheorem double "${title}": x + x = 2*x\n\`\`\`\n`;

beforeAll(() => {
  const esbuild = join(ROOT, "node_modules/.bin/esbuild");
  const flags = [
    "--bundle",
    "--splitting",
    "--platform=node",
    "--format=esm",
    "--packages=external",
    "--log-level=error",
  ];
  execFileSync(esbuild, [join(ROOT, "src/cli/main.ts"), `--outdir=${BUILD}`, ...flags]);
  mkdirSync(join(folder, "derivations"));
  writeFileSync(join(folder, "derivations/named-otherwise.md"), source("Twice"));
  writeFileSync(note, EMPTY);
}, 60_000);
afterAll(() => {
  for (const made of [folder, BUILD]) rmSync(made, { recursive: true, force: true });
});

describe("lossproof embed", { timeout: 60_000 }, () => {
  it("tells what is stale and how to mend it, and changes nothing", () => {
    for (const flags of [[], ["--check"], ["--diff"]]) {
      const { code, out } = lossproof("embed", "note.md", ...flags);
      expect([code, out]).toEqual([1, expect.stringContaining("line 3  doubling#double  stale")]);
      expect(out).toContain("lossproof embed note.md --write");
      expect(out.includes("+**Twice** (✓ proved)")).toBe(flags[0] === "--diff");
      expect(readFileSync(note, "utf8")).toBe(EMPTY);
    }
  });

  it("fills notes where they are, with their rights, also behind a link", () => {
    chmodSync(note, 0o640);
    symlinkSync("note.md", join(folder, "link.md"));
    expect(lossproof("embed", "link.md", "--write").code).toBe(0);
    expect(lstatSync(join(folder, "link.md")).isSymbolicLink()).toBe(true);
    expect(statSync(note).mode & 0o777).toBe(0o640);
    expect(readFileSync(note, "utf8")).toContain("**Twice** (✓ proved)");
    expect(lossproof("embed", "note.md", "--check").code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("notices a changed derivation, and keeps what was written by hand", () => {
    writeFileSync(join(folder, "derivations/named-otherwise.md"), source("Double"));
    expect(lossproof("embed", "note.md").code).toBe(1);
    const mine = readFileSync(note, "utf8").replace("Twice", "Mine");
    writeFileSync(note, mine);
    const kept = lossproof("embed", "note.md", "--write");
    expect([kept.code, kept.out]).toEqual([1, expect.stringContaining("--write --force")]);
    expect(readFileSync(note, "utf8")).toBe(mine);
    expect(lossproof("embed", "note.md", "--write", "--force").code).toBe(0);
    expect(readFileSync(note, "utf8")).toContain("**Double**");
  });

  it("refuses what makes no sense", () => {
    expect(lossproof("embed", "nowhere.md").code).toBe(2);
    expect(lossproof("embed", "note.md", "--write", "--check").code).toBe(2);
    expect(lossproof("embed", "note.md", "--from", "nowhere").code).toBe(2);
    expect(lossproof("embed").code).toBe(2);
  });
});
