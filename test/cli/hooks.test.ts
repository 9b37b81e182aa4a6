/** The commands of the pre-commit hook and of the action, run as they would be. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { block, built } from "./built.ts";

const { folder, main, write } = built();

function bash(script: string, env: Record<string, string>): Promise<{ code: number; out: string }> {
  return new Promise((done) =>
    execFile("bash", ["-c", script], { cwd: folder, env: { ...process.env, ...env } }, (error, out) =>
      done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out }),
    ),
  );
}

it("the pre-commit hook checks what the configuration names", async () => {
  const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));
  expect(hook).toMatchObject({ id: "lossproof", language: "node", pass_filenames: false });
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "bin/lossproof"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, {
    mode: 0o755,
  });
  const env = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
  write("derivations/a.md", block("var x : real\ntheorem a: x + 0 = x"));
  write("README.md", "No derivation.\n");
  expect((await bash(hook.entry, env)).code).toBe(0);
  write("derivations/b.md", block("var x : real\ntheorem a: x + 1 = x"));
  const { code, out } = await bash(hook.entry, env);
  expect(out).toMatch(/✗ a +refuted/);
  expect(code).toBe(1);
});

it("the action checks, annotates, and writes the job's summary", async () => {
  const action = parse(readFileSync("action.yml", "utf8"));
  const [install, check] = action.runs.steps;
  expect(install.run).toContain("npm ci");
  write("only.md", block("var x : real\ntheorem a: x + 1 = x"));
  mkdirSync(join(folder, "action/dist"), { recursive: true });
  symlinkSync(dirname(main), join(folder, "action/dist/bin"));
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "Before.\n");
  const { code, out } = await bash(check.run, {
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: join(folder, "action"),
    GITHUB_STEP_SUMMARY: summary,
    LOSSPROOF_PATHS: "only.md",
    LOSSPROOF_ARGS: "--max-undecided 3",
  });
  expect(out.match(/^::error file=only\.md,/gm)).toHaveLength(1);
  expect(readFileSync(summary, "utf8")).toMatch(/^Before\.\n## lossproof: 1 claim: 1 refuted, 1 not as stated\n/);
  expect(code).toBe(1);
});
