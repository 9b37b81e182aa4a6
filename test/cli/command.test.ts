import { execFile } from "node:child_process";
import {
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
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
/** The command, compiled for these tests alone: as a user runs it, and quick to start. */
const BUILD = join(ROOT, `.build-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), "lossproof-command-"));

type Ended = { code: number; out: string; err: string };

/** Runs the command in the folder of fixtures, as a process of its own. */
function lossproof(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const { FORCE_COLOR: _, NO_COLOR: __, ...rest } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(BUILD, "main.js"), ...args],
      { cwd: folder, env: { ...rest, ...env }, maxBuffer: 1 << 26 },
      (error, out, err) => done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const block = (text: string): string => `# Title\n\nWords.\n\n\`\`\`lossproof\n${text}\n\`\`\`\n`;
const TRUE = "var x : real\n\ntheorem double: x + x = 2*x";
const FALSE = "var x : real\n\nrefute wrong: x + x = 3*x";

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
  mkdirSync(join(folder, "derivations"));
  mkdirSync(join(folder, "empty"));
  const write = (name: string, text: string | Buffer): void => writeFileSync(join(folder, name), text);
  write("derivations/true.md", block(TRUE));
  write("derivations/false.md", block(FALSE));
  write("derivations/README.md", "Only words.\n");
  write("unmet.md", block("var x : real\n\ntheorem triple: x + x = 3*x\n\ntheorem fine: x + 0 = x"));
  write("broken.md", block("var x : real\n\ntheorem bad: 2x = y\n\ntheorem fine: x + 0 = x"));
  write(
    "names.md",
    block(
      "var __proto__ : real\nvar constructor, toString : real\n\ntheorem fine: constructor + toString = toString + constructor",
    ),
  );
  write(
    "deep.md",
    block(`var x : real\n\ntheorem deep: ${"(".repeat(10_000)}x${")".repeat(10_000)} = x\n\ntheorem fine: x + 0 = x`),
  );
  write("binary.md", Buffer.from([0x60, 0x60, 0x60, 0, 1, 2]));
  write("a-file", "");
});
afterAll(() => {
  for (const made of [folder, BUILD]) rmSync(made, { recursive: true, force: true });
});

const STACK = /^\s+at .*(?:\.ts|\.js|node:)/m;

describe.concurrent("lossproof check", () => {
  it("is content where everything is as stated", async () => {
    const { code, out, err } = await lossproof(["check"]);
    expect(err).toBe("");
    expect(out).toMatch(/✓ double +proved/);
    expect(out).toMatch(/✓ wrong +refuted/);
    expect(out).toContain("2 claims: 1 proved, 1 refuted, all as stated in 2 derivations");
    expect(out.indexOf("false.md")).toBeLessThan(out.indexOf("true.md"));
    expect(code).toBe(0);
  });

  it("exits 1 where a theorem is false, and shows where", async () => {
    const { code, out } = await lossproof(["check", "unmet.md"]);
    expect(out).toMatch(/✗ triple +refuted .*not as stated\n/);
    expect(out).toMatch(/false at x = /);
    expect(out).toMatch(/✓ fine +proved/);
    expect(code).toBe(1);
  });

  it("exits 1 for an error in the text, points at it, and still checks the rest", async () => {
    const { code, out } = await lossproof(["check", "broken.md"]);
    expect(out).toMatch(/error\[E\d+\]/);
    expect(out).toContain("broken.md:8:15");
    expect(out).toContain("2*x");
    expect(out).toMatch(/✓ fine +proved/);
    expect(code).toBe(1);
  });

  it("prints JSON and nothing else when asked", async () => {
    const { code, out, err } = await lossproof(["check", "unmet.md", "--reporter", "json"]);
    const { schema, ok, files, summary } = JSON.parse(out);
    expect(err).toBe("");
    expect([schema, ok, code]).toEqual([1, false, 1]);
    expect(files[0]).toMatchObject({ path: "unmet.md", id: "unmet", diagnostics: [] });
    expect(
      files[0].theorems.map((t: { id: string; verdict: string; met: boolean }) => [t.id, t.verdict, t.met]),
    ).toEqual([
      ["triple", "refuted", false],
      ["fine", "proved", true],
    ]);
    expect(files[0].theorems[0].counterexample).toMatchObject({ how: "false", certificate: "exact" });
    expect(summary).toMatchObject({ theorems: 2, met: 1, proved: 1, refuted: 1, undecided: 0, errors: 0 });
  });

  it.each([
    ["nowhere.md", "no such file or folder"],
    ["empty", "no derivation in this folder"],
    ["derivations/README.md", "no derivation: it has no ```lossproof block"],
    ["binary.md", "a binary file"],
    ["--reporter=xml", "Allowed choices are pretty, json"],
    ["--nonsense", "unknown option"],
  ])("exits 2 for %s: %s", async (argument, message) => {
    const { code, err } = await lossproof(["check", argument]);
    expect(err).toContain(message);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(2);
  });

  it("exits 2 where one file cannot be read, and checks the others", async () => {
    const { code, out } = await lossproof(["check", "binary.md", "derivations/true.md"]);
    expect(out).toMatch(/✓ double +proved/);
    expect(code).toBe(2);
  });

  it("takes hostile names and nesting as what they are", async () => {
    const { code, out, err } = await lossproof(["check", "names.md", "deep.md"]);
    expect(out + err).not.toMatch(STACK);
    expect(out).not.toContain("internal error");
    expect(out.match(/✓ fine +proved/g)).toHaveLength(2);
    expect(out).toContain("deep.md:8:");
    expect(code).toBe(1);
  });

  it("colours only where that is wanted", async () => {
    const [plain, forced, none] = await Promise.all([
      lossproof(["check", "derivations/true.md"]),
      lossproof(["check", "derivations/true.md"], { FORCE_COLOR: "1" }),
      lossproof(["check", "derivations/true.md", "--no-color"], { FORCE_COLOR: "1" }),
    ]);
    expect(plain.out).not.toContain("\u001b");
    expect(forced.out).toContain("\u001b[32m");
    expect(none.out).not.toContain("\u001b");
  });
});

describe.concurrent("lossproof prove", () => {
  it.each([
    [["x + x = 2*x", "--var", "x : real"], 0, "proved"],
    [["-x = -1*x", "--var", "x : real"], 0, "proved"],
    [["-s(0) = -1/2", "--def", "s(u) = 1/(1 + exp(-u))"], 0, "proved"],
    [["log(a*b) = log(a) + log(b)", "--var", "a, b : real", "--given", "a > 0", "--given", "b > 0"], 0, "proved"],
    [["x + x = 3*x", "--var", "x : real"], 1, "refuted"],
  ])("%j exits %i: %s", async (args, code, verdict) => {
    const ended = await lossproof(["prove", ...args]);
    expect(ended.err).toBe("");
    expect(ended.out.startsWith(`${verdict}  `)).toBe(true);
    expect(ended.code).toBe(code);
  });

  it("exits 2 for what it cannot read, and says where", async () => {
    const { code, out, err } = await lossproof(["prove", "2x = x", "--var", "x : real"]);
    expect(out).toBe("");
    expect(err).toContain("2*x");
    expect(err).toContain("^");
    expect(code).toBe(2);
  });

  it("prints one JSON object when asked", async () => {
    const { code, out } = await lossproof(["prove", "x + x = 3*x", "--var", "x : real", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      diagnostics: [],
      theorem: { verdict: "refuted", counterexample: { how: "false" } },
    });
    expect(code).toBe(1);
  });
});

describe.concurrent("lossproof report and replay", () => {
  it("writes pages, says so, exits as check does, and writes the same again", async () => {
    const first = await lossproof(["report", "--out", "out", "--format", "html,md,json,certificates"]);
    const files = readdirSync(join(folder, "out")).sort();
    expect(files).toEqual(
      [
        "README.md",
        "false.certificates.json",
        "false.html",
        "false.md",
        "index.html",
        "refuted.html",
        "report.json",
        "true.certificates.json",
        "true.html",
        "true.md",
      ].sort(),
    );
    expect(first.out).toContain("wrote 10 files to out");
    expect(first.code).toBe(0);
    const page = readFileSync(join(folder, "out/true.md"), "utf8");
    expect(page).toContain("(../derivations/true.md)");
    const replayed = await lossproof(["replay", "out/true.certificates.json", "out/false.certificates.json"]);
    expect(replayed.out).toContain("2 certificates: 2 right, 0 wrong");
    expect(replayed.code).toBe(0);
    await lossproof(["report", "--out", "out", "--format", "md"]);
    expect(readFileSync(join(folder, "out/true.md"), "utf8")).toBe(page);
  });

  it("exits 1 with the page written where something is not as stated", async () => {
    const { code } = await lossproof(["report", "unmet.md", "--out", "out-unmet"]);
    expect(existsSync(join(folder, "out-unmet/unmet.html"))).toBe(true);
    expect(code).toBe(1);
  });

  it("replaces a link in the folder, and writes nothing through it", async () => {
    mkdirSync(join(folder, "out-link"));
    writeFileSync(join(folder, "precious"), "kept");
    symlinkSync("../precious", join(folder, "out-link/true.md"));
    const { code } = await lossproof(["report", "derivations/true.md", "--out", "out-link", "--format", "md"]);
    expect(readFileSync(join(folder, "precious"), "utf8")).toBe("kept");
    expect(code).toBe(0);
  });

  it.each([
    [["report", "derivations/true.md"], "required option '--out"],
    [["report", "derivations/true.md", "--out", "o", "--format", "pdf"], 'unknown format "pdf"'],
    [["report", "derivations/true.md", "--out", "a-file"], "cannot write to a-file"],
    [["report", "nowhere.md", "--out", "o"], "no such file or folder"],
    [["replay"], "missing required argument"],
    [["replay", "nowhere.json"], "no such file or folder"],
    [["replay", "a-file"], "not JSON"],
  ])("%j exits 2: %s", async (args, message) => {
    const { code, err } = await lossproof(args);
    expect(err).toContain(message);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(2);
  });

  it("exits 1 for a certificate that is wrong", async () => {
    writeFileSync(
      join(folder, "forged.json"),
      JSON.stringify({ certificates: [{ id: "x", certificate: { format: "lossproof-certificate" } }, null] }),
    );
    const { code, out } = await lossproof(["replay", "forged.json"]);
    expect(out).toContain("0 right, 2 wrong");
    expect(code).toBe(1);
  });
});

describe.concurrent("lossproof", () => {
  it.each([
    [["explain", "e101"], 0, "E101: "],
    [["--version"], 0, JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version],
    [["--help"], 0, "Usage: lossproof"],
    [["help", "check"], 0, "Usage: lossproof check"],
  ])("%j exits %i and prints %s", async (args, code, text) => {
    const ended = await lossproof(args);
    expect(ended.out).toContain(text);
    expect(ended.code).toBe(code);
  });

  it.each([
    [[], "Usage: lossproof"],
    [["chekc"], "Did you mean check?"],
    [["explain", "E999"], 'unknown code "E999"'],
  ])("%j exits 2 and says %s", async (args, text) => {
    const ended = await lossproof(args);
    expect(ended.err).toContain(text);
    expect(ended.code).toBe(2);
  });
});
