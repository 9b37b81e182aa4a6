/** The import table: data flows one way through the folders. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

/** What a folder of src/ may import besides itself. Files that stand in src/ itself are folders of one file. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  diagnostic: [],
  certificate: ["kernel"],
  notation: ["language/syntax.ts", "diagnostic"],
  language: ["kernel", "diagnostic", "notation"],
  prove: ["kernel"],
  refute: ["kernel", "prove", "language", "checked.ts", "notation"],
  explain: ["kernel", "prove"],
  replay: ["certificate/format.ts"],
  judge: ["kernel", "certificate", "language", "notation", "prove", "refute", "explain", "replay", "checked.ts"],
  report: ["checked.ts", "diagnostic", "notation"],
  embed: ["checked.ts", "report"],
  cli: ["checked.ts", "diagnostic", "embed", "verify.ts", "report", "replay", "version.ts"],
  "checked.ts": ["diagnostic"],
  "version.ts": [],
  "verify.ts": ["checked.ts", "diagnostic", "judge", "kernel", "language", "notation", "refute", "version.ts"],
  "index.ts": ["checked.ts", "verify.ts", "report", "prove"],
};

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((e) => {
    const path = join(folder, e.name);
    return e.isDirectory() ? files(path) : e.name.endsWith(".ts") ? [path] : [];
  });
}

const modules = files("src");
const place = (path: string): string => path.split("/")[1] as string;

it("reads all modules", () => {
  expect(modules.length).toBeGreaterThan(90);
});

it("imports go one way", () => {
  const bad: string[] = [];
  for (const file of modules) {
    const from = place(file);
    const allowed = ALLOWED[from];
    if (allowed === undefined) {
      bad.push(`${file}: ${from} is not in the table`);
      continue;
    }
    const text = readFileSync(file, "utf8");
    for (const m of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      const target = normalize(join(dirname(file), m[1] as string));
      const to = place(target);
      const inside = target.replace(/^src\//, "");
      if (to !== from && !allowed.includes(to) && !allowed.includes(inside)) bad.push(`${file} imports ${target}`);
      if (to === "kernel" && from !== "kernel" && !/^kernel\/(index|claim|term)\.ts$/.test(inside))
        bad.push(`${file} reaches into the kernel: ${target}`);
    }
  }
  expect(bad).toEqual([]);
});

it("no file is over 600 lines, and none is a drawer", () => {
  const long = modules.filter((f) => readFileSync(f, "utf8").split("\n").length > 600);
  expect(long).toEqual([]);
  expect(modules.filter((f) => /util|helper|misc|common/i.test(f))).toEqual([]);
});

it("the second checker imports nothing but itself and the types of certificates", () => {
  const own = modules.filter((f) => place(f) === "replay");
  expect(own.length).toBeGreaterThan(20);
  const bad = own.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^(import\b.*?|export\b.*?) from "([^"]+)";|import\(/gms)].flatMap((m) => {
      const target = m[2]?.startsWith(".") ? normalize(join(dirname(file), m[2])) : null;
      if (target !== null && place(target) === "replay") return [];
      const types = target === "src/certificate/format.ts" && m[1]?.startsWith("import type");
      return types ? [] : [`${file} imports ${m[2]}`];
    }),
  );
  expect(bad).toEqual([]);
});
