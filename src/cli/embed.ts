/** `lossproof embed`: derivations within notes, filled, refreshed, or looked after. */
import {
  chmodSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CheckedFile } from "../checked.ts";
import { type Embedded, embed as embedInto, type Judged, wantedBy } from "../embed/embed.ts";
import { EXIT, systemReason, UsageError } from "./failure.ts";
import { readInputs } from "./input.ts";
import type { Settings } from "./options.ts";
import { run } from "./run.ts";
import { printable, type Terminal } from "./terminal.ts";

export type EmbedOptions = {
  readonly write: boolean;
  readonly check: boolean;
  readonly diff: boolean;
  readonly force: boolean;
};

type Note = { readonly path: string; readonly text: string };

/** Fills the blocks of notes (`write`), shows how they would change (`diff`), or tells which are not fresh. */
export async function embed(
  paths: readonly string[],
  options: EmbedOptions,
  settings: Settings,
  terminal: Terminal,
): Promise<number> {
  if ([options.write, options.check, options.diff].filter(Boolean).length > 1)
    throw new UsageError("--write, --check and --diff are three things to do; choose one");
  if (options.force && !options.write) throw new UsageError("--force goes with --write");
  const notes = paths.flatMap(notesIn).map((path): Note => ({ path, text: readNote(path) }));
  const wanted = new Set(notes.flatMap(({ text, path }) => wantedBy(text, path)));
  const { found, failed } = await derivations(wanted, settings, terminal);
  const ended = notes.map((note) => {
    const made = embedInto(note.text, note.path, { derivation: (id) => found.get(id) ?? null, force: options.force });
    return { note, made };
  });
  if (options.diff) await showDifferences(ended, terminal);
  let bad = 0;
  for (const { note, made } of ended) bad += tell(note, made, options, terminal);
  if (options.write) for (const { note, made } of ended) if (made.text !== note.text) replaceNote(note.path, made.text);
  if (ended.every(({ made }) => made.blocks.length === 0))
    terminal.err("no block in these notes; one begins with <!-- lossproof:begin derivation#claim -->\n");
  if (failed) return EXIT.usage;
  return bad > 0 ? EXIT.unmet : EXIT.met;
}

const NOTES = /\.(?:md|mdx|markdown|qmd|rmd|myst|tex)$/i;

/** The notes that a path leads to: itself, or all in a folder. */
function notesIn(path: string): string[] {
  let entries: string[];
  try {
    if (statSync(path).isFile()) return [path];
    entries = readdirSync(path, { recursive: true, encoding: "utf8" });
  } catch (error) {
    throw new UsageError(`${path}: ${systemReason(error)}`);
  }
  return entries
    .filter((name) => NOTES.test(name) && !/(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function readNote(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof TypeError ? "not UTF-8 text" : systemReason(error)}`);
  }
}

/** The checked derivations by id. Those whose file bears a wanted id are enough, if each id has one. */
async function derivations(
  wanted: ReadonlySet<string>,
  settings: Settings,
  terminal: Terminal,
): Promise<{ readonly found: ReadonlyMap<string, CheckedFile>; readonly failed: boolean }> {
  const found = new Map<string, CheckedFile>();
  if (wanted.size === 0) return { found, failed: false };
  const stem = (path: string): string => basename(path).replace(/\.[^.]*$/, "");
  const named = readInputs(settings.paths).inputs.filter(({ path }) => wanted.has(stem(path)));
  const all = new Set(named.map(({ path }) => stem(path))).size === wanted.size;
  for (const paths of all ? [named.map(({ path }) => path), settings.paths] : [settings.paths]) {
    const { checked, problems } = await run(paths, { ...settings, filter: null, shard: null });
    for (const file of checked.files) found.set(file.id, file);
    for (const { path, message } of problems) terminal.err(`${printable(`${path}: ${message}`)}\n`);
    if (problems.length > 0) return { found, failed: true };
    if ([...wanted].every((id) => found.has(id))) break;
  }
  return { found, failed: false };
}

const SAID = { fresh: "fresh", stale: "stale", edited: "edited by hand", wrong: "" } as const;

/** Prints what is to be said about one note; how many of its blocks are not as they should be afterwards. */
function tell(
  { path, text }: Note,
  { blocks, text: made }: Embedded,
  options: EmbedOptions,
  terminal: Terminal,
): number {
  if (blocks.length === 0) return 0;
  const { paint } = terminal;
  const mended = ({ state }: Judged): boolean =>
    options.write && (state === "stale" || (state === "edited" && options.force));
  const good = (block: Judged): boolean => block.state === "fresh" || mended(block);
  terminal.out(`${printable(path)}\n`);
  for (const block of blocks) {
    const said = block.state === "wrong" ? block.message : mended(block) ? "written" : SAID[block.state];
    const mark = good(block) ? paint("green", "✓") : paint("red", "✗");
    terminal.out(
      `  ${mark} line ${block.line}  ${printable([block.wanted, said].filter((s) => s !== "").join("  "))}\n`,
    );
  }
  const bad = blocks.filter((block) => !good(block));
  const again = (flags: string): string => `lossproof embed ${shellWord(path)} ${flags}`;
  if (bad.some(({ state }) => state === "edited"))
    terminal.out(`  what was written by hand is kept; to replace it: ${printable(again("--write --force"))}\n`);
  if (!options.write && made !== text) terminal.out(`  to refresh: ${printable(again("--write"))}\n`);
  return bad.length;
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

async function showDifferences(
  ended: readonly { readonly note: Note; readonly made: Embedded }[],
  terminal: Terminal,
): Promise<void> {
  const { createTwoFilesPatch } = await import("diff");
  for (const { note, made } of ended) {
    if (made.text === note.text) continue;
    const patch = createTwoFilesPatch(note.path, note.path, note.text, made.text, undefined, undefined, { context: 2 });
    for (const line of patch.slice(patch.indexOf("---")).trimEnd().split("\n")) {
      const colour = line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "dim";
      terminal.out(`${terminal.paint(colour, printable(line))}\n`);
    }
  }
}

/** Replaces a note whole or not at all, where a link leads to it there, with the rights that it had. */
function replaceNote(path: string, text: string): void {
  let draft = "";
  try {
    const real = realpathSync(path);
    draft = join(dirname(real), `.${basename(real)}.${process.pid}.tmp`);
    writeFileSync(draft, text, { flag: "wx" });
    chmodSync(draft, statSync(real).mode & 0o7777);
    renameSync(draft, real);
  } catch (error) {
    if (draft !== "") rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${path}: ${systemReason(error)}`);
  }
}
