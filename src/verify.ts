/** The pipeline: text → claims → verdicts → the neutral result. One line a stage, see `checkText`. */
import type { Block, Checked, CheckedFile, CheckedTheorem, Counterexample, Repair, Shown } from "./checked.ts";
import type { Diagnostic } from "./diagnostic/diagnostic.ts";
import { InternalError, type Judged, judge, LIMITS, type Limits, type Proven } from "./judge/judge.ts";
import { Printer, restsOn, stepsOf } from "./judge/shown.ts";
import { freshArena } from "./kernel/index.ts";
import type { TheoremStatement } from "./language/claim.ts";
import { elaborate, type Item } from "./language/elaborate/document.ts";
import { commandText, documentOf } from "./language/read.ts";
import type { Document, Statement } from "./language/syntax.ts";
import { statementTex } from "./notation/statements.ts";
import { showCounterexample } from "./refute/shown.ts";
import { VERSION } from "./version.ts";

export type CheckOptions = {
  /** Whether computer algebra systems may be asked for hints. Verdicts never depend on them. */
  readonly oracles?: boolean;
  readonly limits?: Limits;
  /** Milliseconds from somewhere, for the times in the result; without it they are 0. */
  readonly clock?: () => number;
  /** Called after each theorem. */
  readonly onTheorem?: (theorem: CheckedTheorem) => void;
};

/** Checks one derivation. Problems of the text are diagnostics of the result; only bugs are thrown. */
export async function checkText(source: string, path: string, options: CheckOptions = {}): Promise<CheckedFile> {
  freshArena();
  const { readDerivation } = await import("./language/markdown.ts");
  const { document, diagnostics } = await readDerivation(source, path);
  const { items, diagnostics: more } = elaborate(document);
  const blocks = judgeAll(items, document, options);
  return fileOf(document, blocks, [...diagnostics, ...more]);
}

/**
 * Checks one proposition given without a file: a file with the one theorem `proposition`. Names that are
 * declared nowhere are taken as real variables, and a hypothesis line says so.
 */
export async function proveText(
  proposition: string,
  given: { readonly vars: readonly string[]; readonly defs: readonly string[]; readonly givens: readonly string[] },
  options: CheckOptions = {},
): Promise<CheckedFile> {
  const assumed: string[] = [];
  for (;;) {
    freshArena();
    const vars = [...assumed.map((name) => `${name} : real`), ...given.vars];
    const { document, diagnostics } = documentOf(commandText({ proposition, ...given, vars }), "proposition");
    const { items, diagnostics: more } = elaborate(document);
    const unknown = more.find((d) => d.code === UNKNOWN_NAME);
    const name = unknown === undefined ? undefined : document.source.slice(unknown.span.start, unknown.span.end);
    if (name === undefined || assumed.includes(name) || assumed.length >= MAX_ASSUMED) {
      const file = fileOf(document, judgeAll(items, document, options), [...diagnostics, ...more]);
      return assumed.length === 0 ? file : { ...file, summary: `taken as real: ${assumed.join(", ")}` };
    }
    assumed.push(name);
  }
}

/** The code of a name that is not declared. */
const UNKNOWN_NAME = "E201";
const MAX_ASSUMED = 50;

/** Several files as one result with its counts. */
export function summarise(files: readonly CheckedFile[]): Checked {
  const theorems = files.flatMap((f) => f.theorems);
  const of = (v: CheckedTheorem["verdict"]): number => theorems.filter((t) => t.verdict === v).length;
  const textErrors = files.some((f) => f.diagnostics.some((d) => d.severity === "error"));
  const met = theorems.filter((t) => t.met).length;
  return {
    schema: 1,
    version: VERSION,
    ok: met === theorems.length && !textErrors,
    files,
    summary: {
      theorems: theorems.length,
      met,
      proved: of("proved"),
      refuted: of("refuted"),
      undecided: of("undecided"),
      errors: of("error"),
      ms: Math.round(theorems.reduce((n, t) => n + t.ms, 0) * 10) / 10,
    },
  };
}

function fileOf(document: Document, blocks: readonly Block[], diagnostics: readonly Diagnostic[]): CheckedFile {
  const stem = document.path.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const { front } = document;
  return {
    path: document.path,
    text: document.source,
    id: front.id ?? stem,
    title: front.title ?? stem,
    summary: front.summary,
    source: front.source,
    tags: front.tags,
    diagnostics: [...diagnostics].sort((a, b) => a.span.start - b.span.start),
    blocks,
    theorems: blocks.flatMap((b) => (b.k === "theorem" ? [b.theorem] : [])),
  };
}

function judgeAll(items: readonly Item[], document: Document, options: CheckOptions): Block[] {
  const earlier = new Map<string, Proven>();
  return items.map((item): Block => {
    switch (item.k) {
      case "prose":
      case "section":
        return item.k === "prose"
          ? { k: "prose", markdown: item.markdown }
          : { k: "section", id: item.id, title: item.title };
      case "declarations":
        return {
          k: "declarations",
          items: item.statements.map((s) => ({ shown: declaration(s, document, item.notation), comment: s.comment })),
        };
      case "unreadable":
        return { k: "theorem", theorem: unreadable(item) };
      default: {
        const theorem = judged(item.theorem, earlier, document.path, options);
        options.onTheorem?.(theorem);
        return { k: "theorem", theorem };
      }
    }
  });
}

function declaration(s: Statement, document: Document, notation: ReadonlyMap<string, string>): Shown {
  const text = document.source.slice(s.span.start, s.span.end).replace(/\s+/g, " ").trim();
  return { text, tex: statementTex(s, { notation }) };
}

function judged(
  s: TheoremStatement,
  earlier: Map<string, Proven>,
  path: string,
  options: CheckOptions,
): CheckedTheorem {
  const clock = options.clock ?? (() => 0);
  const start = clock();
  const j = judge(s, earlier, path, options.limits ?? LIMITS);
  const ms = Math.round((clock() - start) * 10) / 10;
  if (j.verdict?.k === "proved") earlier.set(s.id, { text: s.text, theorem: j.verdict.goal });
  return checkedTheorem(s, j, ms);
}

function checkedTheorem(s: TheoremStatement, j: Judged, ms: number): CheckedTheorem {
  const print = new Printer(s);
  const verdict = j.verdict?.k ?? "undecided";
  const met = s.k === "theorem" ? verdict === "proved" : verdict === "refuted";
  const statement = { text: s.text, tex: print.written(s.prop).tex };
  return {
    id: s.id,
    kind: s.k,
    title: s.title,
    section: s.section,
    span: s.span,
    statement,
    verdict,
    met,
    ms,
    reason: met ? null : reasonOf(s, j, print),
    counterexample: counterexample(s, j, print),
    repair: repairShown(j, print),
    steps: verdict === "refuted" && s.k === "refute" && j.author.length === 0 ? [] : stepsOf(s, j, print),
    hypotheses: distinct(s.hypotheses.map((h) => print.written(h.prop))),
    restsOn: restsOn(j, s),
    certificate: j.certificate,
  };
}

function distinct(all: readonly Shown[]): Shown[] {
  return [...new Map(all.map((h) => [h.text, h])).values()];
}

/** Why a statement is not met, in one sentence. */
function reasonOf(s: TheoremStatement, j: Judged, print: Printer): string {
  if (j.verdict?.k === "refuted") return "there is a counterexample";
  if (j.verdict?.k === "proved") return s.k === "refute" ? "it is proved, so it cannot be refuted" : "proved";
  if (j.reason !== null) return j.reason;
  const missing = j.missing.slice(0, 1).map((f) => print.formula(f).text);
  return missing.length === 0 ? "not refuted, and not shown" : `not refuted, and not shown: needs \`${missing[0]}\``;
}

function counterexample(s: TheoremStatement, j: Judged, print: Printer): Counterexample | null {
  if (j.verdict?.k !== "refuted") return null;
  return showCounterexample(j.verdict, { term: (t) => print.term(t), formula: (f) => print.formula(f) }, s.prop);
}

function repairShown(j: Judged, print: Printer): Repair | null {
  const r = j.repair;
  if (r === null) return null;
  const whole = print.written(r.prop);
  if (r.given === null) return { statement: whole, change: r.change };
  const given = print.written(r.given);
  return {
    statement: { text: `${whole.text} given ${given.text}`, tex: `${whole.tex} \\quad\\text{given } ${given.tex}` },
    change: r.change,
  };
}

function unreadable(item: Item & { k: "unreadable" }): CheckedTheorem {
  return {
    id: item.id ?? `line-${item.span.line}`,
    kind: item.kind,
    title: item.title,
    section: item.section,
    span: item.span,
    statement: { text: item.text, tex: "" },
    verdict: "error",
    met: false,
    ms: 0,
    reason: "the text could not be read",
    counterexample: null,
    repair: null,
    steps: [],
    hypotheses: [],
    restsOn: [],
    certificate: null,
  };
}

export { InternalError };
