/** The command, compiled for one test file, and run as a process in a folder of fixtures. */
import { type ChildProcess, execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

export type Ended = { readonly code: number; readonly out: string; readonly err: string };
export type Built = {
  readonly folder: string;
  readonly main: string;
  write(name: string, text: string | Buffer): void;
  run(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  /** The process itself, for signals, and how it ends. */
  start(args: readonly string[], env?: Record<string, string>): { child: ChildProcess; ended: Promise<Ended> };
};

/** A build of its own for this test file, gone when the file is done. */
export function built(): Built {
  // Packages are found from inside the project only.
  const build = join(ROOT, `.build-${process.pid}-${Math.floor(performance.now())}`);
  const folder = mkdtempSync(join(tmpdir(), "lossproof-cli-"));
  const main = join(build, "main.js");
  beforeAll(() => {
    buildSync({
      entryPoints: [join(ROOT, "src/cli/main.ts")],
      outdir: build,
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      packages: "external",
    });
  });
  afterAll(() => {
    for (const made of [folder, build]) rmSync(made, { recursive: true, force: true });
  });
  const start: Built["start"] = (args, env = {}) => {
    const { FORCE_COLOR: _, NO_COLOR: __, GITHUB_ACTIONS: ___, ...rest } = process.env;
    const options = {
      cwd: folder,
      env: { ...rest, XDG_CACHE_HOME: join(folder, ".kept"), ...env },
      maxBuffer: 1 << 26,
    };
    let child!: ChildProcess;
    const ended = new Promise<Ended>((done) => {
      child = execFile(process.execPath, [main, ...args], options, (error, out, err) =>
        done({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
      );
    });
    return { child, ended };
  };
  return {
    folder,
    main,
    write: (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    start,
    run: (args, env) => start(args, env).ended,
  };
}

export const block = (text: string): string => `# Title\n\n\`\`\`lossproof\n${text}\n\`\`\`\n`;
