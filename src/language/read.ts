/** Statements and propositions from plain text: what the command line gives. Loads neither Markdown nor YAML. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { Source } from "../diagnostic/source.ts";
import { Fault } from "./fault.ts";
import { type Line, lexLine } from "./lexer.ts";
import { Cursor, checkHeight } from "./parse/cursor.ts";
import { expression, proposition } from "./parse/expression.ts";
import { StatementReader } from "./parse/statement.ts";
import type { Document, Expr, FrontMatter, Prop, Statement } from "./syntax.ts";

export const NO_FRONT_MATTER: FrontMatter = { title: null, id: null, summary: null, source: [], tags: [] };

/** The lines of a text that is one block: nothing is stripped but the indentation is measured. */
export function linesOf(source: Source): Line[] {
  return source.starts.map((_, n) => {
    const { start, end } = source.line(n);
    let first = start;
    while (first < end && (source.text[first] === " " || source.text[first] === "\t")) first++;
    const lead = source.text.slice(start, first);
    return { start: first, end, indent: lead.length, tab: lead.includes("\t") };
  });
}

/** Reads a text that is all statements. */
export function readStatements(text: string): { statements: Statement[]; diagnostics: Diagnostic[] } {
  const source = new Source(text);
  const reader = new StatementReader(source);
  const statements = reader.block(linesOf(source));
  return { statements, diagnostics: reader.diagnostics };
}

/** A document made of statements alone. */
export function documentOf(text: string, path: string): { document: Document; diagnostics: Diagnostic[] } {
  const { statements, diagnostics } = readStatements(text);
  const blocks = statements.map((statement) => ({ k: "statement" as const, statement }));
  return { document: { path, source: text, front: NO_FRONT_MATTER, hasBlocks: true, blocks }, diagnostics };
}

/** One statement, on one or more lines. */
export function parseStatement(text: string): { statement: Statement | null; diagnostics: Diagnostic[] } {
  const { statements, diagnostics } = readStatements(text);
  return { statement: statements[0] ?? null, diagnostics };
}

export function parseProposition(text: string): { prop: Prop | null; diagnostics: Diagnostic[] } {
  return parseWith(text, proposition, "prop");
}

export function parseExpression(text: string): { expr: Expr | null; diagnostics: Diagnostic[] } {
  return parseWith(text, expression, "expr");
}

function parseWith<N extends Expr | Prop, K extends string>(
  text: string,
  parse: (c: Cursor) => N,
  key: K,
): { [k in K]: N | null } & { diagnostics: Diagnostic[] } {
  const source = new Source(text);
  const done = (n: N | null, diagnostics: Diagnostic[]) =>
    ({ [key]: n, diagnostics }) as { [k in K]: N | null } & { diagnostics: Diagnostic[] };
  try {
    const tokens = linesOf(source).flatMap((line) => lexLine(source, line).tokens);
    const c = new Cursor(source, tokens, new Set(), text.length);
    const n = parse(c);
    c.expectEnd();
    checkHeight(n);
    return done(n, []);
  } catch (e) {
    if (!(e instanceof Fault)) throw e;
    return done(null, [e.diagnostic]);
  }
}

/** Everything that `prove` is given, as one text: declarations, definitions, and a theorem with its givens. */
export function commandText(command: {
  readonly vars: readonly string[];
  readonly defs: readonly string[];
  readonly givens: readonly string[];
  readonly proposition: string;
}): string {
  const flat = (s: string): string => s.replace(/\s+/g, " ").trim();
  const declared = (word: string, s: string): string => {
    const text = flat(s);
    return /^(var|def|fun|assume)\b/.test(text) ? text : `${word} ${text}`;
  };
  return [
    ...command.vars.map((v) => declared("var", v)),
    ...command.defs.map((d) => declared("def", d)),
    `theorem proposition: ${flat(command.proposition)}`,
    ...command.givens.map((g) => `  given ${flat(g)}`),
  ].join("\n");
}
