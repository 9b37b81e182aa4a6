/** The pipeline: text → claims → verdicts → the neutral result, see `Derivation`. */
import type { Block, Checked, CheckedFile, CheckedTheorem, Plot, Shown, Stop } from "./checked.ts";
import type { Diagnostic, Span } from "./diagnostic/diagnostic.ts";
import { judgeCompleted } from "./judge/complete.ts";
import { InternalError, LIMITS, type Limits, type Proven } from "./judge/judge.ts";

export { LIMITS, type Limits } from "./judge/judge.ts";

import { decoded, recalled } from "./judge/recall.ts";
import { checkedTheorem, unjudged } from "./judge/result.ts";
import { vacuousHypotheses } from "./judge/vacuous.ts";
import { freshArena } from "./kernel/index.ts";
import type { Hypothesis, TheoremStatement } from "./language/claim.ts";
import { elaborate, type Item } from "./language/elaborate/document.ts";
import { warning } from "./language/fault.ts";
import { lint } from "./language/lint.ts";
import { contentOf } from "./language/reach.ts";
import { commandText, documentOf } from "./language/read.ts";
import type { Document, Expr, Statement } from "./language/syntax.ts";
import { statementTex } from "./notation/statements.ts";
import { texOf } from "./notation/tex.ts";
import { textOf } from "./notation/text.ts";
import { plotOf } from "./refute/picture.ts";
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

/** A statement to be judged, as far as its text goes. */
export type Task = {
  readonly id: string;
  readonly span: Span;
  /** The statements above that its proof names: they are judged first. */
  readonly cites: readonly string[];
};

/**
 * A derivation that was read. Each of its statements is judged by itself, from the text and the certificates of the
 * statements that it cites, so that a verdict depends neither on the order of work nor on who does it.
 */
export class Derivation {
  readonly #document: Document;
  readonly #items: readonly Item[];
  readonly #diagnostics: readonly Diagnostic[];
  /** Where each hypothesis is met for the first time: the statement that looks whether it says anything. */
  readonly #firstUse = new Map<number, string>();
  readonly #plots = new Map<Item, Plot>();
  /** In the order of the text. */
  readonly tasks: readonly Task[];

  private constructor(document: Document, diagnostics: readonly Diagnostic[], linted: boolean) {
    freshArena();
    const { items, diagnostics: more } = elaborate(document);
    this.#document = document;
    this.#items = items;
    // Drawn while their terms are at hand.
    for (const item of items) if (item.k === "plot") this.#plots.set(item, drawn(item));
    this.#diagnostics = [...diagnostics, ...more, ...(linted ? lint(document) : [])];
    const statements = items.flatMap((i) => (i.k === "theorem" ? [i.theorem] : []));
    this.tasks = statements.map((s) => ({ id: s.id, span: s.span, cites: citedBy(s) }));
    for (const s of linted ? statements : [])
      for (const h of s.hypotheses) if (!this.#firstUse.has(h.span.start)) this.#firstUse.set(h.span.start, s.id);
  }

  /** Reads a Markdown text. Problems of the text are diagnostics of the result. */
  static async read(source: string, path: string): Promise<Derivation> {
    const { readDerivation } = await import("./language/markdown.ts");
    const { document, diagnostics } = await readDerivation(source, path);
    return new Derivation(document, diagnostics, true);
  }

  /** Reads a text that is all statements. */
  static statements(text: string, path: string): Derivation {
    const { document, diagnostics } = documentOf(text, path);
    return new Derivation(document, diagnostics, false);
  }

  get document(): Document {
    return this.#document;
  }
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Judges one statement; `earlier` has the results of those that it cites. Throws only for bugs. */
  judge(id: string, earlier: ReadonlyMap<string, CheckedTheorem>, options: CheckOptions = {}): CheckedTheorem {
    const clock = options.clock ?? (() => 0);
    const start = clock();
    const s = this.#statement(id);
    const proven = new Map<string, Proven>();
    for (const cited of citedBy(s)) {
      const above = earlier.get(cited);
      const verdict = above?.verdict === "proved" ? decoded(above.certificate) : null;
      if (above !== undefined && verdict?.k === "proved")
        proven.set(cited, { text: above.statement.text, theorem: verdict.goal });
    }
    const { statement, judged } = judgeCompleted(
      s,
      proven,
      this.#document.path,
      options.limits ?? LIMITS,
      options.oracles === true,
    );
    const own = (h: Hypothesis): boolean => this.#firstUse.get(h.span.start) === id;
    const vacuous = vacuousHypotheses(s, own).map((h) => textOf(h.prop));
    const about = { file: this.#document.path, id, statement: statement.text };
    return checkedTheorem(statement, judged, { about, vacuous, ms: Math.round((clock() - start) * 10) / 10 });
  }

  /** A result that was kept for the same content, as far as its certificates bear it; null where they do not. */
  recall(id: string, kept: CheckedTheorem, options: CheckOptions = {}): CheckedTheorem | null {
    const clock = options.clock ?? (() => 0);
    const start = clock();
    const theorem = recalled(this.#statement(id), kept, 0);
    return theorem === null ? null : { ...theorem, ms: Math.round((clock() - start) * 10) / 10 };
  }

  /** The result of a statement that could not be judged to its end. */
  unjudged(id: string, stop: Stop, reason: string): CheckedTheorem {
    for (const item of this.#items)
      if (item.k === "theorem" && item.theorem.id === id) return unjudged(item.theorem, stop, reason);
    throw new InternalError(`no statement ${id}`);
  }

  /** All that the result of a statement depends on, as text, besides the program and its limits. */
  content(id: string): string {
    const own = this.#items.flatMap((i) =>
      i.k === "theorem" && i.theorem.id === id
        ? i.theorem.hypotheses.filter((h) => this.#firstUse.get(h.span.start) === id).map((h) => textOf(h.prop))
        : [],
    );
    return `${JSON.stringify(own)}${contentOf(this.#document, id)}`;
  }

  /** The result, from those of its statements; one that has none is left out. */
  result(theorems: ReadonlyMap<string, CheckedTheorem>): CheckedFile {
    const blocks = this.#items.flatMap((item) => blockOf(item, this.#document, theorems, this.#plots));
    return fileOf(this.#document, blocks, [...this.#diagnostics, ...this.#warnings(theorems)]);
  }

  /** The statement in a new arena: no work on another one is remembered. */
  #statement(id: string): TheoremStatement {
    freshArena();
    for (const item of elaborate(this.#document, id).items)
      if (item.k === "theorem" && item.theorem.id === id) return item.theorem;
    throw new InternalError(`no statement ${id}`);
  }

  /** What the verdicts say about the text. */
  #warnings(theorems: ReadonlyMap<string, CheckedTheorem>): Diagnostic[] {
    return this.#items.flatMap((item) => {
      const s = item.k === "theorem" ? item.theorem : null;
      const t = s === null ? undefined : theorems.get(s.id);
      if (s === null || t === undefined) return [];
      const idle = s.hypotheses.filter((h) => t.vacuous?.includes(textOf(h.prop)));
      const found = idle.map((h) =>
        warning("W106", h.prop.span, `this hypothesis says nothing: \`${textOf(h.prop)}\` holds anyway`, {
          help: "take it out, or look whether another one was meant",
        }),
      );
      if (s.k === "refute" && t.counterexample?.how === "undefined")
        found.push(
          warning("W107", s.prop.span, "this is refuted only because a term in it is undefined somewhere", {
            notes: [t.counterexample.explanation],
            help: "add the hypothesis that keeps it defined, and see whether it is false too",
          }),
        );
      return found;
    });
  }
}

function citedBy(s: TheoremStatement): string[] {
  const reasons = (s.proof ?? []).flatMap((p) => (p.k === "chain" ? p.links.flatMap((l) => l.reasons) : p.reasons));
  return [...new Set(reasons.flatMap((r) => (r.k === "theorem" ? [r.id] : [])))];
}

/** Checks one derivation. Problems of the text are diagnostics of the result; only bugs are thrown. */
export async function checkText(source: string, path: string, options: CheckOptions = {}): Promise<CheckedFile> {
  return checkAll(await Derivation.read(source, path), options);
}

function checkAll(derivation: Derivation, options: CheckOptions): CheckedFile {
  const theorems = new Map<string, CheckedTheorem>();
  for (const { id } of derivation.tasks) {
    const theorem = derivation.judge(id, theorems, options);
    theorems.set(id, theorem);
    options.onTheorem?.(theorem);
  }
  return derivation.result(theorems);
}

/**
 * Checks one proposition given without a file: a file with the one theorem `proposition`. Names that are
 * declared nowhere are taken as real variables, and the summary says so.
 */
export async function proveText(
  proposition: string,
  given: { readonly vars: readonly string[]; readonly defs: readonly string[]; readonly givens: readonly string[] },
  options: CheckOptions = {},
): Promise<CheckedFile> {
  const assumed: string[] = [];
  for (;;) {
    const vars = [...assumed.map((name) => `${name} : real`), ...given.vars];
    const derivation = Derivation.statements(commandText({ proposition, ...given, vars }), "proposition");
    const { source } = derivation.document;
    const unknown = derivation.diagnostics.find((d) => d.code === UNKNOWN_NAME);
    const name = unknown === undefined ? undefined : source.slice(unknown.span.start, unknown.span.end);
    if (name === undefined || assumed.includes(name) || assumed.length >= MAX_ASSUMED) {
      const file = checkAll(derivation, options);
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

function blockOf(
  item: Item,
  document: Document,
  theorems: ReadonlyMap<string, CheckedTheorem>,
  plots: ReadonlyMap<Item, Plot>,
): Block[] {
  switch (item.k) {
    case "prose":
      return [{ k: "prose", markdown: item.markdown }];
    case "section":
      return [{ k: "section", id: item.id, title: item.title }];
    case "declarations": {
      const items = item.statements.map((s) => ({
        shown: declaration(s, document, item.notation),
        comment: s.comment,
      }));
      return [{ k: "declarations", items }];
    }
    case "plot": {
      const plot = plots.get(item);
      return plot === undefined ? [] : [{ k: "plot", plot }];
    }
    case "unreadable":
      return [{ k: "theorem", theorem: unreadable(item) }];
    case "theorem": {
      const theorem = theorems.get(item.theorem.id);
      return theorem === undefined ? [] : [{ k: "theorem", theorem }];
    }
  }
}

function drawn({ curves, variable, from, to, families, notation }: Item & { k: "plot" }): Plot {
  const shown = (e: Expr): Shown => ({ text: textOf(e), tex: texOf(e, { notation }) });
  const terms = curves.map(({ written, term }) => ({ label: shown(written), term }));
  const name = { name: variable.name, shown: shown({ k: "name", name: variable.name, span: variable.span }) };
  return plotOf(terms, name, [from, to], families);
}

function declaration(s: Statement, document: Document, notation: ReadonlyMap<string, string>): Shown {
  const text = document.source.slice(s.span.start, s.span.end).replace(/\s+/g, " ").trim();
  return { text, tex: statementTex(s, { notation }) };
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
