/** YAML front matter. The text is untrusted: its size is limited, aliases are not followed, every scalar is text. */
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Diagnostic, Span } from "../diagnostic/diagnostic.ts";
import type { Source } from "../diagnostic/source.ts";
import { error } from "./fault.ts";
import { NO_FRONT_MATTER } from "./read.ts";
import type { FrontMatter } from "./syntax.ts";

const MAX_LENGTH = 65536;
const MAX_DEPTH = 40;

/** Reads the first `lines` lines, the outer two of which are `---`. */
export function readFrontMatter(source: Source, lines: number, diagnostics: Diagnostic[]): FrontMatter {
  const start = source.starts[1] ?? 0;
  const end = source.starts[lines - 1] ?? start;
  const whole = source.span(start, Math.max(start, end - 1));
  const problem = (span: Span, message: string, help: string | null = null): void => {
    diagnostics.push(error("E113", span, message, { help }));
  };
  if (end - start > MAX_LENGTH) {
    problem(source.span(start, start), `the front matter is longer than ${MAX_LENGTH} characters`);
    return NO_FRONT_MATTER;
  }
  const text = source.text.slice(start, end);
  if (nesting(text) > MAX_DEPTH) {
    problem(whole, "the front matter is nested too deeply");
    return NO_FRONT_MATTER;
  }
  let title: string | null = null;
  let id: string | null = null;
  let summary: string | null = null;
  let sources: readonly string[] = [];
  let tags: readonly string[] = [];
  try {
    const doc = parseDocument(text, { schema: "failsafe", logLevel: "silent", prettyErrors: false });
    const first = doc.errors[0];
    if (first !== undefined) {
      const [a, b] = first.pos;
      problem(
        source.span(start + Math.min(a, text.length), start + Math.min(b, text.length)),
        `front matter: ${oneLine(first.message)}`,
      );
      return NO_FRONT_MATTER;
    }
    if (doc.contents === null) return NO_FRONT_MATTER;
    if (!isMap(doc.contents)) {
      problem(whole, "the front matter is not a list of `key: value` lines");
      return NO_FRONT_MATTER;
    }
    const place = (node: unknown): Span => {
      const range = (node as { range?: readonly number[] | null } | null)?.range;
      return range ? source.span(start + (range[0] ?? 0), start + (range[1] ?? 0)) : whole;
    };
    const scalar = (node: unknown, key: string): string | null => {
      if (isScalar(node) && typeof node.value === "string") return node.value.trim();
      problem(place(node), `\`${key}\` in the front matter must be text`);
      return null;
    };
    const list = (node: unknown, key: string): string[] => {
      const items = isSeq(node) ? node.items : [node];
      return items.map((item) => scalar(item, key)).filter((s): s is string => s !== null && s !== "");
    };
    for (const pair of doc.contents.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      switch (key) {
        case "title":
          title = scalar(pair.value, key) || null;
          break;
        case "summary":
          summary = scalar(pair.value, key) || null;
          break;
        case "id":
          id = scalar(pair.value, key) || null;
          if (id !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id)) {
            problem(
              place(pair.value),
              `\`${oneLine(id).slice(0, 40)}\` is not an id`,
              "an id is made of letters, digits, `-`, `_` and `.`",
            );
            id = null;
          }
          break;
        case "source":
          sources = list(pair.value, key);
          break;
        case "tags":
          tags = list(pair.value, key);
          break;
        default:
          break;
      }
    }
  } catch (e) {
    problem(whole, `the front matter cannot be read: ${oneLine(e instanceof Error ? e.message : "unknown reason")}`);
    return NO_FRONT_MATTER;
  }
  return { title, id, summary, source: sources, tags };
}

function oneLine(message: string): string {
  return (message.split("\n")[0] ?? "").trim().slice(0, 200);
}

/** An upper bound of how deep the YAML nests, brackets and indentation alike. */
function nesting(text: string): number {
  let open = 0;
  let most = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const dashes = /^(?:\s*-(?=\s))*/.exec(line)?.[0].replace(/[^-]/g, "").length ?? 0;
    let here = open + dashes;
    for (const c of line) {
      if (c === "[" || c === "{") here++;
      else if ((c === "]" || c === "}") && here > dashes) here--;
      most = Math.max(most, here);
    }
    most = Math.max(most, here);
    open = here - dashes;
    const indent = line.length - line.trimStart().length;
    if (indent > 400) most = Math.max(most, indent);
  }
  return most;
}
