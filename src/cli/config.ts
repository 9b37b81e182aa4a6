/** The configuration file: found upwards from the working folder, read, held against its schema. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { ErrorObject } from "ajv";
import { nearest } from "../diagnostic/suggest.ts";
import { systemReason, UsageError } from "./failure.ts";
import {
  type CommandName,
  configSchema,
  DEFAULT_PATHS,
  defaults,
  OPTIONS,
  type OptionName,
  type Settings,
} from "./options.ts";

export const CONFIG_NAMES = ["lossproof.config.json", "lossproof.config.yaml", "lossproof.config.yml"] as const;

export type Config = { readonly path: string; readonly values: Partial<Settings> };

/** The configuration file for a folder: its own, or the nearest one above. */
export function findConfig(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).filter((path) => existsSync(path));
    if (found.length > 1)
      throw new UsageError(`two configurations in one folder: ${found.map((f) => short(f)).join(" and ")}; keep one`);
    if (found[0] !== undefined) return found[0];
    if (dirname(at) === at) return null;
  }
}

/** Reads a configuration file; paths in it are taken from its own folder. */
export async function readConfig(path: string): Promise<Config> {
  const { LineCounter, parseDocument, isNode } = await import("yaml");
  const { Ajv } = await import("ajv");
  let text: string;
  try {
    if (statSync(path).size > 1 << 20) throw new UsageError(`${short(path)}: too large for a configuration`);
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${short(path)}: ${systemReason(error)}`);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, strict: true });
  const place = (offset: number | undefined): string => {
    const { line, col } = counter.linePos(offset ?? 0);
    return `${short(path)}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const [broken] = document.errors;
  if (broken !== undefined) throw new UsageError(`${place(broken.pos[0])}: ${broken.message.split("\n")[0]}`);
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch {
    throw new UsageError(`${short(path)}: aliases are not read`);
  }
  const validate = new Ajv({ allErrors: true, strict: false }).compile(configSchema());
  if (!validate(values)) {
    const lines = (validate.errors ?? []).slice(0, 10).map((e) => {
      const keys = e.instancePath
        .split("/")
        .slice(1)
        .map((k) => (/^\d+$/.test(k) ? Number(k) : k));
      const unknown = e.keyword === "additionalProperties" ? [String(e.params["additionalProperty"])] : [];
      const node = document.getIn([...keys, ...unknown], true);
      return `${place(isNode(node) ? node.range?.[0] : undefined)}: ${sentence(e, document.getIn(keys))}`;
    });
    throw new UsageError([...new Set(lines)].join("\n"));
  }
  const { $schema: _, ...settings } = values as Partial<Settings> & { $schema?: string };
  const from = dirname(path);
  const own = (p: string): string => (isAbsolute(p) ? p : relative(process.cwd(), join(from, p)) || ".");
  return {
    path,
    values: {
      ...settings,
      paths: (settings.paths ?? DEFAULT_PATHS).map(own),
      ...(settings.cacheDir ? { cacheDir: own(settings.cacheDir) } : {}),
      ...(settings.reporters ? { reporters: settings.reporters.map((r) => ownFile(r, own)) } : {}),
    },
  };
}

function ownFile(reporter: string, own: (path: string) => string): string {
  const cut = reporter.indexOf(":");
  return cut < 0 ? reporter : `${reporter.slice(0, cut + 1)}${own(reporter.slice(cut + 1))}`;
}

/** What the schema refuses, in words. */
function sentence(e: ErrorObject, value: unknown): string {
  const key = e.instancePath.split("/")[1];
  if (e.keyword === "additionalProperties") {
    const name = String(e.params["additionalProperty"]);
    const near = nearest(name, ["paths", ...Object.keys(OPTIONS)]);
    return `unknown option "${name}"${near === null ? "" : `; did you mean "${near}"?`}`;
  }
  if (key === undefined) return "a configuration is a list of names with values";
  const spec = key in OPTIONS ? OPTIONS[key as OptionName] : null;
  const shown = JSON.stringify(value) ?? String(value);
  if (spec !== null && "wants" in spec && e.keyword === "pattern") return `"${key}" takes ${spec.wants}, not ${shown}`;
  if (spec?.kind === "choice") return `"${key}" takes one of ${spec.choices.join(", ")}, not ${shown}`;
  if (spec?.kind === "number")
    return `"${key}" takes ${spec.whole ? "a whole number" : "a number"} from ${spec.least} to ${spec.most}, not ${shown}`;
  const wants =
    key === "paths" || spec?.kind === "list" ? "a list of texts" : spec?.kind === "switch" ? "true or false" : "a text";
  return `"${key}" takes ${wants}, not ${shown}`;
}

/** What holds for a command: its flags, then the configuration file, then the defaults. */
export async function settings(
  command: CommandName,
  flags: Partial<Settings>,
  paths: readonly string[],
  file: string | null | undefined,
): Promise<{ readonly settings: Settings; readonly config: string | null }> {
  const path = file === undefined ? findConfig(process.cwd()) : file;
  const config = path === null ? null : await readConfig(path);
  const known = Object.entries(flags).filter(
    ([name, value]) =>
      value !== undefined &&
      (OPTIONS[name as OptionName]?.commands as readonly string[] | undefined)?.includes(command),
  );
  const merged = { ...defaults(), ...config?.values, ...Object.fromEntries(known) };
  return { settings: paths.length > 0 ? { ...merged, paths } : merged, config: path };
}

function short(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith("..") ? path : from;
}
