/** What CI relies on, by running the command: threads and their limits, kept results, parts, configuration, signals. */
import { spawn } from "node:child_process";
import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { block, built } from "./built.ts";

const { folder, main, run, start, write } = built();
const STACK = /^\s+at .*(?:\.ts|\.js|node:)/m;
const HARD = "theorem hard: (x + y + 1)^40*(x - y)^40 = (x + y + 1)^39*(x - y)^41";
const three = (last: string): string =>
  block(`var x, y : real\ntheorem first: x + 0 = x\ntheorem second: x + y = y + x\ntheorem third: ${last}`);

beforeAll(() => {
  write("three.md", three("x*y = y*x"));
  write("hard.md", block(`var x, y : real\n${HARD}\ntheorem easy: x + 0 = x\ntheorem bad: 2x = x`));
  write("undecided.md", block("var x : (0, 1)\ntheorem none: x = 1\n  given x > 2"));
});

const tally = (out: string): string =>
  out
    .trim()
    .split("\n")
    .at(-1)!
    .replace(/ \([\d.]+ m?s\)$/, "");
/** The report without times, which differ from run to run. */
const timeless = (out: string): unknown => JSON.parse(out, (key, value) => (key === "ms" ? 0 : value));

describe.concurrent("threads", () => {
  it("give the same result whatever their number", async () => {
    const runs = await Promise.all(
      ["0", "1", "3"].map((n) =>
        run(["check", "three.md", "undecided.md", "--no-cache", "--reporter", "json", "--workers", n]),
      ),
    );
    expect(timeless(runs[1]!.out)).toEqual(timeless(runs[0]!.out));
    expect(timeless(runs[2]!.out)).toEqual(timeless(runs[0]!.out));
  });

  it("end a statement that takes too long, as undecided, and only that", async () => {
    const { code, out, err } = await run(["check", "hard.md", "--timeout", "0.001", "--no-cache"]);
    expect(out).toMatch(/\? hard +undecided/);
    expect(out).toContain("limit of 0.001 s reached [C105]");
    expect(out).toMatch(/! bad +error/);
    expect([code, err]).toEqual([1, ""]);
    const enough = await run(["check", "hard.md", "--no-cache", "--filter", "easy"]);
    expect(enough.out).toMatch(/✓ easy +proved/);
  });

  it("end one that takes too much memory, and go on", async () => {
    write(
      "big.md",
      block(
        `var x, y, z : real\ntheorem large: (x + y + z + 1)^14*(x - y)^14 = (x + y + z + 1)^14*(y - x)^15\ntheorem small: x + 0 = x`,
      ),
    );
    const { code, out, err } = await run(["check", "big.md", "--memory", "64", "--workers", "1", "--no-cache"]);
    expect(out).toMatch(/(?:✓|\?) small +(?:proved|undecided)/);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(1);
  });
});

describe.concurrent("kept results", () => {
  const keptFiles = (env: { XDG_CACHE_HOME: string }): string[] =>
    readdirSync(env.XDG_CACHE_HOME, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && e.name.endsWith(".json"))
      .map((e) => join(e.parentPath, e.name));

  it("say the same as the first time, and move with the text", async () => {
    const env = { XDG_CACHE_HOME: join(folder, "kept-1") };
    const first = await run(["check", "three.md", "--reporter", "json"], env);
    expect(keptFiles(env)).toHaveLength(3);
    const second = await run(["check", "three.md", "--reporter", "json"], env);
    expect(timeless(second.out)).toEqual(timeless(first.out));
    write("moved.md", three("x*y = y*x"));
    await run(["check", "moved.md"], env);
    write("moved.md", `More words.\n\n${three("x*y = y*x + 1")}`);
    const moved = JSON.parse((await run(["check", "moved.md", "--reporter", "json"], env)).out);
    expect(moved.files[0].theorems.map((t: { line: number }) => t.line)).toEqual([7, 8, 9]);
    // Three of either file, and the one that changed.
    expect(keptFiles(env)).toHaveLength(7);
    const none = { XDG_CACHE_HOME: join(folder, "kept-none") };
    await run(["check", "three.md", "--no-cache"], none);
    expect(() => readdirSync(none.XDG_CACHE_HOME)).toThrow();
  });

  it("never make anything proved: a file that was tampered with is passed over", async () => {
    const env = { XDG_CACHE_HOME: join(folder, "kept-2") };
    write("false.md", block("var x : real\ntheorem wrong: x + x = 3*x"));
    write("right.md", block("var x : real\ntheorem wrong: x + x = 2*x"));
    await run(["check", "right.md"], env);
    const [right] = keptFiles(env);
    await run(["check", "false.md"], env);
    const wrong = keptFiles(env).find((f) => f !== right)!;
    const { createHash } = await import("node:crypto");
    const sealed = (body: string): string => `${createHash("sha256").update(body).digest("hex")}\n${body}`;
    const proved = readFileSync(right!, "utf8").split("\n").slice(1).join("\n");
    for (const text of [
      sealed(proved),
      sealed(proved.replaceAll("2*x", "3*x")),
      sealed('{"from":{"start":0,"line":0},"theorem":{"verdict":"proved","met":true,"certificate":null,"steps":[]}}'),
      sealed("null"),
      "torn",
      "",
    ]) {
      writeFileSync(wrong, text);
      const { code, out, err } = await run(["check", "false.md"], env);
      expect(out).toMatch(/✗ wrong +refuted/);
      expect([code, err]).toEqual([1, ""]);
    }
  });

  it("are safe to share: runs at once, a folder that cannot be written", async () => {
    const env = { XDG_CACHE_HOME: join(folder, "kept-3") };
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(["check", "three.md", "--workers", "1"], env)));
    expect(runs.map((r) => [r.code, r.err, tally(r.out)])).toEqual(
      Array(4).fill([0, "", "3 claims: 3 proved, all as stated"]),
    );
    expect(readdirSync(env.XDG_CACHE_HOME, { recursive: true }).filter((n) => String(n).endsWith(".tmp"))).toEqual([]);
    for (const home of ["/proc/none", join(folder, "three.md")]) {
      const { code, err } = await run(["check", "three.md"], { XDG_CACHE_HOME: home });
      expect([code, err]).toEqual([0, ""]);
    }
  });
});

describe.concurrent("parts", () => {
  it("of a run are each statement once, and their reports go together", async () => {
    const names = [1, 2, 3].map((i) => `part-${i}.json`);
    const parts = await Promise.all(
      names.map((name, at) =>
        run(["check", "three.md", "undecided.md", "--shard", `${at + 1}/3`, "--reporter", `json:${name}`]),
      ),
    );
    expect(parts.map((p) => p.err)).toEqual(["", "", ""]);
    const whole = await run(["check", "three.md", "undecided.md", "--reporter", "json"]);
    const merged = await run(["merge-reports", ...names, "--reporter", "json"]);
    const claims = (out: string): unknown =>
      JSON.parse(out).files.flatMap((f: { path: string; theorems: { id: string; verdict: string; line: number }[] }) =>
        f.theorems.map((t) => [f.path, t.id, t.verdict, t.line]),
      );
    expect(claims(merged.out)).toEqual(claims(whole.out));
    expect([whole.code, merged.code]).toEqual([1, 1]);
    const allowed = await run(["merge-reports", ...names, "--max-undecided", "1", "--reporter", "concise"]);
    expect(tally(allowed.out)).toBe("4 claims: 3 proved, 1 undecided, 1 not as stated");
    expect(allowed.code).toBe(0);
    const twice = await run([
      "merge-reports",
      "part-1.json",
      "part-1.json",
      "part-2.json",
      "part-2.json",
      "part-3.json",
      "part-3.json",
    ]);
    expect(twice.err).toContain("is in another report too");
    expect(twice.code).toBe(2);
  });

  it.each([
    [["--shard", "3/2"], "--shard 3/2: there are only 2 parts"],
    [["--shard", "0/2"], '--shard takes a part like 1/3, not "0/2"'],
    [["--filter", "nothing-like-it"], "no statement fits --filter nothing-like-it"],
    [["--max-undecided", "-1"], '--max-undecided takes a whole number, not "-1"'],
    [["--workers", "many"], '--workers takes a whole number, not "many"'],
    [["--timeout", "0"], "--timeout takes a number from 0.001 to 86400, not 0"],
    [["--fail-on", "rain"], '--fail-on takes one of refuted, undecided, warnings, not "rain"'],
  ])("%j exits 2: %s", async (args, message) => {
    const { code, err } = await run(["check", "three.md", ...args]);
    expect(err).toContain(message);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(2);
  });

  it("are chosen by a filter, with what they cite judged but not told", async () => {
    const text =
      "var x : real\ntheorem base: x*x = x^2\ntheorem next: 2*(x*x) = 2*x^2\n  proof\n    2*(x*x)\n      = 2*x^2 by base";
    write("cites.md", block(text));
    const { code, out } = await run(["check", "cites.md", "--filter", "next", "--no-cache"]);
    expect(out).toMatch(/✓ next +proved/);
    expect(out).not.toContain("base ");
    expect(code).toBe(0);
    for (const [pattern, n] of [
      ["*#n?xt", 1],
      ["cites.md#*", 2],
      ["base", 1],
    ] as const)
      expect(tally((await run(["check", "cites.md", "--filter", pattern])).out)).toContain(`${n} claim`);
  });

  it.each([
    [["undecided.md"], 1],
    [["undecided.md", "--max-undecided", "1"], 0],
    [["undecided.md", "--fail-on", "refuted"], 0],
    [["three.md", "--fail-on", "warnings"], 0],
    [["idle.md"], 0],
    [["idle.md", "--fail-on", "warnings"], 1],
  ])("%j exits %i", async (args, code) => {
    write("idle.md", block("var x, y : real\ntheorem a: x = x"));
    expect((await run(["check", ...args])).code).toBe(code);
  });
});

describe.concurrent("configuration", () => {
  it("is found upwards, and the command line comes first", async () => {
    write(
      "project/lossproof.config.yaml",
      "paths: [texts]\nmaxUndecided: 1\nreporters: ['json:out/r.json', concise]\n",
    );
    write("project/texts/a.md", block("var x : (0, 1)\ntheorem none: x = 1\n  given x > 2"));
    write("project/deep/er/x", "");
    const there = { cwd: join(folder, "project/deep/er") };
    const inThere = (args: readonly string[]): Promise<{ code: number; out: string }> =>
      new Promise((done) => {
        const child = spawn(process.execPath, [main, ...args], { ...there, stdio: ["ignore", "pipe", "pipe"] });
        let out = "";
        child.stdout.on("data", (d) => {
          out += d;
        });
        child.on("close", (code) => done({ code: code ?? -1, out }));
      });
    const found = await inThere(["check"]);
    expect(found.out).toContain("../../texts/a.md:5:15: error C108");
    expect(found.code).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "project/out/r.json"), "utf8")).summary.undecided).toBe(1);
    expect((await inThere(["check", "--max-undecided", "0"])).code).toBe(1);
    const shown = JSON.parse((await inThere(["check", "--print-config", "--workers", "2"])).out);
    expect(shown).toMatchObject({ paths: ["../../texts"], maxUndecided: 1, workers: 2, timeout: 120 });
  });

  it.each([
    ["{", "lossproof.config.json:1:2: "],
    ['{"timeout": "long"}', 'lossproof.config.json:1:13: "timeout" takes a number from 0.001 to 86400, not "long"'],
    ['{\n  "worker": 2\n}', 'lossproof.config.json:2:13: unknown option "worker"; did you mean "workers"?'],
    ['{"__proto__": {"cache": 1}}', 'unknown option "__proto__"'],
    ['{"reporters": ["xml"]}', "Allowed choices are pretty, json"],
    ['{"paths": []}', '"paths" takes a list of texts, not []'],
    ["[1]", "a configuration is a list of names with values"],
    ['{"cache": "no"}', '"cache" takes true or false, not "no"'],
  ])("%s is refused: %s", async (text, message) => {
    const name = `bad-${Buffer.from(text).toString("hex").slice(0, 60)}`;
    write(`${name}/lossproof.config.json`, text);
    const { code, err } = await run(["check", "three.md", "--config", `${name}/lossproof.config.json`]);
    expect(err.replaceAll(`${name}/`, "")).toContain(message);
    expect(err).not.toMatch(STACK);
    expect(code).toBe(2);
  });

  it("that is missing is an error, and --no-config reads none", async () => {
    const { code, err } = await run(["check", "three.md", "--config", "nowhere.json"]);
    expect(err).toContain("nowhere.json: no such file or folder");
    expect(code).toBe(2);
    expect((await run(["check", "three.md", "--no-config"])).code).toBe(0);
  });
});

describe.concurrent("init and watch", () => {
  it("init writes what check is content with, and overwrites nothing", async () => {
    write("fresh/x", "");
    const inside = (args: string[]): Promise<number | null> =>
      new Promise((done) =>
        spawn(process.execPath, [main, ...args], { cwd: join(folder, "fresh"), stdio: "ignore" }).on("close", done),
      );
    expect(await inside(["init"])).toBe(0);
    writeFileSync(join(folder, "fresh/notes.md"), "mine");
    expect(await inside(["init"])).toBe(0);
    expect(readFileSync(join(folder, "fresh/notes.md"), "utf8")).toBe("mine");
    expect(await inside(["check"])).toBe(0);
    const { parse } = await import("yaml");
    expect(
      parse(readFileSync(join(folder, "fresh/.github/workflows/lossproof.yml"), "utf8")).jobs.lossproof.steps,
    ).toHaveLength(4);
  });

  it("watch checks again what changed, and ends in peace", async () => {
    write("watched/a.md", three("x*y = y*x"));
    const { child, ended } = start(["watch", "watched"]);
    let out = "";
    child.stdout!.on("data", (d) => {
      out += d;
    });
    const until = async (text: string, times: number): Promise<void> => {
      while (out.split(text).length <= times) await new Promise((next) => setTimeout(next, 50));
    };
    await until("watching; Ctrl-C ends", 1);
    write("watched/a.md", three("x*y = y*x + 1"));
    await until("watching; Ctrl-C ends", 2);
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
    expect(out).toMatch(/✗ third +refuted/);
    // The others were not judged again: their times are those of the first run.
    const times = [...out.matchAll(/✓ second .*?proved +([\d.]+ m?s)/g)].map((m) => m[1]);
    expect(times).toHaveLength(2);
    expect(times[0]).toBe(times[1]);
  });
});

describe.concurrent("ends", () => {
  it("at Ctrl-C with what is known", async () => {
    const many = Array.from(
      { length: 60 },
      (_, i) => `theorem t${i}: (x + y)^${i + 2} >= 0 or sigmoid(x*${i + 1}) < 1`,
    );
    write("many.md", block(`var x, y : real\n${many.join("\n")}`));
    const { child, ended } = start(["check", "three.md", "many.md", "--no-cache", "--workers", "1"]);
    child.stdout!.once("data", () => child.kill("SIGINT"));
    const { code, out, err } = await ended;
    expect(out).toMatch(/✓ third +proved/);
    expect(out).toContain("interrupted before it was judged [C110]");
    expect(err).toContain("interrupted; what is told above is what was known");
    expect(err).not.toMatch(STACK);
    expect(code).toBe(130);
  });

  it("quietly where its reader leaves", async () => {
    const result = await new Promise<{ code: number | null; err: string }>((done) => {
      const child = spawn(process.execPath, [main, "check", "three.md", "hard.md"], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let err = "";
      child.stderr.on("data", (d) => {
        err += d;
      });
      child.stdout.destroy();
      child.on("close", (code) => done({ code, err }));
    });
    expect(result.err).toBe("");
    expect([0, 1]).toContain(result.code);
  });
});

it.skipIf(!existsSync("/dev/full"))("a full disk is an error with a message", async () => {
  const full = openSync("/dev/full", "w");
  const result = await new Promise<{ code: number | null; err: string }>((done) => {
    const child = spawn(process.execPath, [main, "check", "three.md"], {
      cwd: folder,
      stdio: ["ignore", full, "pipe"],
    });
    let err = "";
    child.stderr!.on("data", (d) => {
      err += d;
    });
    child.on("close", (code) => done({ code, err }));
  });
  expect(result).toEqual({ code: 2, err: "error: cannot write to standard output: no space left on the device\n" });
});

describe.concurrent("prove", () => {
  it.each([
    ["text", "diff(log(1 + exp(z)), z)\n        = "],
    ["unicode", "proved  diff(log(1 + exp(z)), z) = sigmoid(z)"],
    ["tex", "\\frac{\\partial}{\\partial z}"],
    ["md", "$$\n\\begin{aligned}"],
  ])("--format %s", async (format, text) => {
    const { code, out, err } = await run(["prove", "diff(log(1 + exp(z)), z) = sigmoid(z)", "--format", format]);
    expect(out).toContain(text);
    expect(out).toContain("taken as real: z");
    expect([code, err]).toEqual([0, ""]);
  });

  it("writes signs where they are wanted", async () => {
    const { out } = await run(["prove", "theta^2 >= 2*theta - 1 and theta <= theta", "--format", "unicode"]);
    expect(out).toContain("proved  θ² ≥ 2·θ − 1 ∧ θ ≤ θ\n");
  });
});
