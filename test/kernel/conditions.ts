/**
 * Do the kernel's tests notice when a side condition is missing? Each `throw` of the kernel is switched off, one at a time,
 * in a copy, and the kernel's tests are run on it: one that none of them notices is a survivor.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Site = { readonly file: string; readonly line: number; readonly text: string };

const THROW = /\bthrow (?=new Refusal\(|bad\b)/g;

/** The kernel with a switch before each throw, written to `folder`; the sites in the order of their numbers. */
function withSwitches(folder: string): Site[] {
  const sites: Site[] = [];
  mkdirSync(join(folder, "src/kernel"), { recursive: true });
  for (const name of readdirSync("src/kernel").sort()) {
    const file = `src/kernel/${name}`;
    const text = readFileSync(file, "utf8");
    const switched = text.replace(THROW, (word: string, at: number) => {
      const before = text.slice(0, at);
      const line = before.split("\n").length;
      sites.push({ file, line, text: (text.split("\n")[line - 1] as string).trim() });
      return `if (process.env["OFF"] !== "${sites.length - 1}") ${word}`;
    });
    writeFileSync(join(folder, file), switched);
  }
  return sites;
}

/** Conditions that no kernel test notices the loss of, of those from number `from` on, every `step`-th. */
export function survivors(from = 0, step = 1, tell: (line: string) => void = () => {}): Site[] {
  const folder = `.audit-${process.pid}`;
  const runs = (off: number): boolean => {
    try {
      execFileSync(
        "npx",
        ["vitest", "run", "--pool", "threads", "--root", folder, "--bail", "1", "--reporter", "dot"],
        {
          env: { ...process.env, OFF: String(off) },
          stdio: "ignore",
          timeout: 120_000,
        },
      );
      return true;
    } catch {
      return false;
    }
  };
  try {
    const sites = withSwitches(folder);
    cpSync("test/kernel", join(folder, "test/kernel"), {
      recursive: true,
      // What looks at the files themselves says nothing about the rules.
      filter: (path) => !path.endsWith("base.test.ts") && !path.endsWith("conditions.ts"),
    });
    writeFileSync(join(folder, "vitest.config.ts"), 'export default { test: { include: ["test/**/*.test.ts"] } };\n');
    if (!runs(-1)) throw new Error("the kernel's tests fail as it is");
    const out: Site[] = [];
    for (let n = from; n < sites.length; n += step) {
      const site = sites[n] as Site;
      if (!runs(n)) continue;
      out.push(site);
      tell(`survives: ${site.file}:${site.line} ${site.text}`);
    }
    tell(
      `${Math.ceil((sites.length - from) / step)} conditions of ${sites.length} switched off, ${out.length} unnoticed`,
    );
    return out;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
