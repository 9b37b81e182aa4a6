/**
 * Hostile texts, all in one process with little memory: each ends with a verdict or a diagnostic, none with a crash.
 * The process is a real one, so that running out of memory or of stack shows.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOSTILE, type Outcome } from "./hostile.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const BUILD = join(ROOT, `.build-hostile-${process.pid}`);
const folder = mkdtempSync(join(tmpdir(), "lossproof-hostile-"));

type Seen = {
  readonly name: string;
  /** What was thrown, or null. */
  readonly thrown: string | null;
  readonly verdicts: readonly string[];
  readonly reasons: readonly (string | null)[];
  readonly messages: readonly string[];
};
const seen = new Map<string, Seen>();
let ended: { code: number | null; signal: string | null; err: string } = { code: null, signal: null, err: "" };
let peak = 0;

/** Reads texts from a file, one JSON line for each to standard output as it is done, the peak of memory last. */
const RUNNER = `
import { readFileSync } from "node:fs";
import { checkText } from ${JSON.stringify(join(BUILD, "verify.js"))};
for (const { name, text } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const out = { name, thrown: null, verdicts: [], reasons: [], messages: [] };
  try {
    const file = await checkText(text, "hostile.md");
    out.verdicts = file.theorems.map((t) => t.verdict);
    out.reasons = file.theorems.map((t) => t.reason);
    out.messages = file.diagnostics.filter((d) => d.severity === "error").map((d) => d.code + ": " + d.message);
  } catch (e) {
    out.thrown = String(e?.stack ?? e);
  }
  process.stdout.write(JSON.stringify(out) + "\\n");
}
process.stdout.write(JSON.stringify({ peak: process.resourceUsage().maxRSS }) + "\\n");
`;

beforeAll(async () => {
  buildSync({
    entryPoints: [join(ROOT, "src/verify.ts")],
    outdir: BUILD,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  writeFileSync(join(BUILD, "runner.mjs"), RUNNER);
  const texts = join(folder, "texts.json");
  writeFileSync(texts, JSON.stringify(HOSTILE.map(({ name, text }) => ({ name, text }))));
  await new Promise<void>((done) => {
    const child = spawn(process.execPath, ["--max-old-space-size=384", join(BUILD, "runner.mjs"), texts]);
    let out = "";
    let err = "";
    child.stdout.on("data", (piece) => {
      out += piece;
    });
    child.stderr.on("data", (piece) => {
      err += piece;
    });
    child.on("close", (code, signal) => {
      for (const line of out.split("\n").filter((l) => l !== "")) {
        const data = JSON.parse(line) as Seen & { peak?: number };
        if (data.peak !== undefined) peak = data.peak;
        else seen.set(data.name, data);
      }
      ended = { code, signal, err };
      done();
    });
  });
}, 600_000);

afterAll(() => {
  rmSync(BUILD, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

function meets(outcome: Outcome, s: Seen): boolean {
  const [verdict] = s.verdicts;
  switch (outcome) {
    case "a text error":
      return s.messages.length > 0;
    case "a limit":
      return verdict === "undecided" && /limit/.test(s.reasons[0] ?? "");
    case "anything":
      return s.messages.length > 0 || verdict !== undefined;
    default:
      return verdict === outcome && s.messages.length === 0;
  }
}

describe("hostile texts", () => {
  it("end the process normally, within 512 MB", () => {
    expect({ ...ended, missing: HOSTILE.find((h) => !seen.has(h.name))?.name }).toEqual({
      code: 0,
      signal: null,
      err: "",
      missing: undefined,
    });
    expect(peak).toBeLessThan(512 * 1024);
  });
  it.each(HOSTILE.map((h) => [h.name, h] as const))("%s", (_, h) => {
    const s = seen.get(h.name);
    expect(s?.thrown ?? null).toBeNull();
    expect(s === undefined || meets(h.outcome, s) ? "as expected" : s).toBe("as expected");
    for (const text of [...(s?.messages ?? []), ...(s?.reasons ?? [])]) {
      expect(text ?? "").not.toMatch(/internal error|RangeError|TypeError|\bat .*:\d+:\d+/);
      expect((text ?? "").length).toBeLessThan(2_000);
    }
  });
  it("leave the prototypes of this process alone", () => {
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
