/** A document to claims, in order. What cannot be elaborated becomes a diagnostic; the rest is still read. */
import type { Diagnostic, Span } from "../../diagnostic/diagnostic.ts";
import * as T from "../../kernel/index.ts";
import { Refusal } from "../../kernel/index.ts";
import { BUILTINS } from "../builtins.ts";
import type { Definition, TheoremStatement } from "../claim.ts";
import { error, Fault, fail } from "../fault.ts";
import type { Document, Expr, Statement } from "../syntax.ts";
import { REASON_WORDS } from "../words.ts";
import { Shared } from "./context.ts";
import { assume, declareBroken, declareFunction, declareVariables, define } from "./declare.ts";
import { withHoles } from "./holes.ts";
import {
  collect,
  declaredIn,
  familiesOf,
  formulasOf,
  hypothesisMets,
  reachedFrom,
  withHypotheses,
} from "./hypotheses.ts";
import { type PlotItem, plot } from "./plot.ts";
import { type Citable, proofParts } from "./proof.ts";
import { formula } from "./proposition.ts";
import { restatement } from "./restate.ts";
import { type Met, Scope } from "./scope.ts";
import { warnDefinition, warnHypothesis, warnProposition } from "./warnings.ts";

/** A theorem or refute that could not be read; the diagnostics say why. */
export type Unreadable = {
  readonly k: "unreadable";
  readonly kind: "theorem" | "refute";
  readonly id: string | null;
  readonly title: string | null;
  readonly section: string | null;
  readonly text: string;
  readonly span: Span;
};

export type Item =
  | { readonly k: "prose"; readonly markdown: string; readonly span: Span }
  | { readonly k: "section"; readonly id: string; readonly title: string | null; readonly span: Span }
  /** Declarations, definitions and assumptions that stand together. */
  | {
      readonly k: "declarations";
      readonly statements: readonly Statement[];
      /** How the names in scope print. */
      readonly notation: ReadonlyMap<string, string>;
    }
  | { readonly k: "theorem"; readonly theorem: TheoremStatement }
  | PlotItem
  | Unreadable;

export type Elaborated = { readonly items: readonly Item[]; readonly diagnostics: readonly Diagnostic[] };

/** All of it, or of the statements to be judged only the one with the id `only`: the same claim as in the whole. */
export function elaborate(document: Document, only: string | null = null): Elaborated {
  const shared = new Shared();
  const scope = new Scope();
  const items: Item[] = [];
  const ids = new Map<string, { kind: "theorem" | "refute" | "broken"; line: number }>();
  const sections = new Map<string, number>();
  /** The texts of what is declared in all sections, and in this one. */
  const common: string[] = [];
  let own: string[] | null = null;
  const inScope = (s: Statement): void => {
    (own ?? common).push(s.text);
    declared(s);
  };
  /** Declarations, definitions and assumptions that stand together so far. */
  let together: Statement[] = [];
  const declared = (s: Statement): void => {
    together.push(s);
  };
  const close = (): void => {
    if (together.length > 0) items.push({ k: "declarations", statements: together, notation: notation(scope) });
    together = [];
  };
  const add = (item: Item): void => {
    close();
    items.push(item);
  };
  for (const block of document.blocks) {
    const last = items.at(-1);
    if (only !== null && last?.k === "theorem") break;
    if (block.k === "prose") {
      add(block);
      continue;
    }
    const s = block.statement;
    const problem = attempt(s.span, () => {
      switch (s.k) {
        case "var":
          declareVariables(shared, scope, s);
          for (const item of s.items) warnDefinition(shared, scope, item.name, null);
          if (s.where !== null) warnHypothesis(shared, scope, s.where);
          return inScope(s);
        case "fun":
          declareFunction(shared, scope, s);
          warnDefinition(shared, scope, s.name, "fun");
          return inScope(s);
        case "def":
          warnDefinition(shared, scope, s.name, define(shared, scope, s));
          warnProposition(shared, scope, s.body);
          return inScope(s);
        case "assume":
          assume(shared, scope, s);
          warnHypothesis(shared, scope, s.prop);
          return inScope(s);
        case "plot":
          return add(plot(shared, scope, s, notation(scope)));
        case "section": {
          const line = sections.get(s.id);
          close();
          // The new scope begins even under a doubtful id, lest later names clash.
          scope.openSection(s.id);
          own = [];
          sections.set(s.id, line ?? s.span.line);
          add({ k: "section", id: s.id, title: s.title, span: s.span });
          if (line !== undefined)
            fail("E204", s.idSpan, `the section \`${s.id}\` exists already, on line ${line}`, {
              help: "choose another id",
            });
          return;
        }
        case "theorem":
        case "refute": {
          if (REASON_WORDS.has(s.id)) {
            fail("E205", s.idSpan, `\`${s.id}\` is a reason and cannot be an id`, { help: "choose another id" });
          }
          const known = ids.get(s.id);
          if (known !== undefined) {
            fail("E204", s.idSpan, `the id \`${s.id}\` is taken, on line ${known.line}`, { help: "choose another id" });
          }
          if (only !== null && s.id !== only) {
            ids.set(s.id, { kind: s.k, line: s.span.line });
            noteBuiltins(shared, scope, s);
            return;
          }
          const citable: Citable = new Map([...ids].map(([id, x]) => [id, x.kind]));
          add({ k: "theorem", theorem: theorem(shared, scope, s, citable, [...common, ...(own ?? [])]) });
          ids.set(s.id, { kind: s.k, line: s.span.line });
          return;
        }
        case "error":
          return unreadable(s);
      }
    });
    if (problem !== null) {
      shared.diagnostics.push(problem);
      unreadable(s);
    }
  }
  close();
  return { items, diagnostics: shared.diagnostics };

  function unreadable(s: Statement): void {
    switch (s.k) {
      case "var":
        declareBroken(
          scope,
          s.items.map((i) => i.name.name),
          s.span,
        );
        declared(s);
        return;
      case "fun":
      case "def":
        declareBroken(scope, [s.name.name], s.span);
        declared(s);
        return;
      case "assume":
        declared(s);
        return;
      case "plot":
      case "section":
        return;
      case "theorem":
      case "refute":
        if (!ids.has(s.id)) ids.set(s.id, { kind: "broken", line: s.span.line });
        add({
          k: "unreadable",
          kind: s.k,
          id: s.id,
          title: s.title,
          section: scope.sectionId,
          text: s.propText,
          span: s.span,
        });
        return;
      case "error": {
        const id = s.names[0];
        if (s.word === "theorem" || s.word === "refute") {
          if (id !== undefined && !ids.has(id)) ids.set(id, { kind: "broken", line: s.span.line });
          add({
            k: "unreadable",
            kind: s.word,
            id: id ?? null,
            title: s.title,
            section: scope.sectionId,
            text: s.text,
            span: s.span,
          });
        } else if (s.word === "section") {
          scope.openSection(id ?? "");
          own = [];
        } else {
          declareBroken(scope, s.names, s.span);
          declared(s);
        }
        return;
      }
    }
  }
}

const calls = new WeakMap<Statement, ReadonlySet<string>>();

/** The names of the functions that a statement calls. */
function calledIn(s: Statement & { k: "theorem" | "refute" }): ReadonlySet<string> {
  const known = calls.get(s);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const visit = (n: unknown): void => {
    if (typeof n !== "object" || n === null) return;
    if ("k" in n && n.k === "call") found.add((n as Expr & { k: "call" }).fun.name);
    for (const [key, part] of Object.entries(n)) if (key !== "span") visit(part);
  };
  visit([s.prop, s.givens, s.proof]);
  calls.set(s, found);
  return found;
}

/** Records the built-in functions that a statement uses, without reading it as a claim. */
function noteBuiltins(shared: Shared, scope: Scope, s: Statement & { k: "theorem" | "refute" }): void {
  for (const name of calledIn(s)) {
    const d = scope.find(name)?.declared;
    const own = d?.k === "fun" || d?.k === "broken" || (d?.k === "definition" && d.statement.form === "function");
    if (BUILTINS.has(name) && !own) shared.builtins.add(name);
  }
}

/** The diagnostic of what went wrong, or null. */
function attempt(span: Span, run: () => void): Diagnostic | null {
  try {
    run();
    return null;
  } catch (e) {
    if (e instanceof Fault) return e.diagnostic;
    if (e instanceof Refusal) return error("E306", span, `this cannot be read: ${e.reason}`);
    if (e instanceof RangeError) return error("E306", span, "this is nested too deeply, with its definitions unfolded");
    throw e;
  }
}

function theorem(
  shared: Shared,
  scope: Scope,
  s: Statement & { k: "theorem" | "refute" },
  citable: Citable,
  declarations: readonly string[],
): TheoremStatement {
  const givens: Met[] = [];
  for (const g of s.givens) {
    givens.push(...hypothesisMets(shared, scope, [...scope.assumptions(), ...givens], g.prop, "given"));
  }
  const above = [...scope.assumptions(), ...givens];
  const { read, holes } = withHoles(shared, s, () =>
    withHypotheses(shared, scope, above, (ctx) => formula(ctx, s.prop)),
  );
  const proof = s.proof === null ? null : proofParts(read.context, s.proof, citable);
  const seeds = [...declaredIn(read.formula), ...read.usage.touched];
  const mets = collect(shared, scope, seeds, above);
  const reached = reachedFrom(shared, scope, seeds, above);
  const inProof = (proof ?? [])
    .flatMap((p) => (p.k === "chain" ? p.links.map((l) => l.formula) : [p.formula]))
    .flatMap(declaredIn);
  const families = new Map([...familiesOf(scope)].filter(([name]) => reached.has(name) || inProof.includes(name)));
  warnProposition(shared, scope, s.prop);
  for (const g of s.givens) warnHypothesis(shared, scope, g.prop);
  return {
    k: s.k,
    id: s.id,
    title: s.title,
    section: scope.sectionId,
    prop: s.prop,
    text: s.propText,
    span: s.span,
    claim: { hypotheses: formulasOf(mets), goal: read.formula, families },
    holes,
    source: { declarations, givens: s.givens.map((g) => g.text), goal: s.propText },
    hypotheses: mets.map((m) => m.hypothesis),
    definitions: definitions(scope),
    notation: notation(scope),
    builtins: new Set(shared.builtins),
    proof,
    restate: restatement(
      shared,
      scope,
      s.givens.map((g) => g.prop),
    ),
  };
}

function definitions(scope: Scope): Definition[] {
  return scope.entries().flatMap(({ declared: d }): Definition[] => {
    if (d.k !== "definition") return [];
    const seen = new Set<T.Term>();
    const out: Definition[] = [];
    for (const i of d.instances.values()) {
      if (d.instances.size > 1) {
        const closed = T.abstract(i.body, i.params);
        if (seen.has(closed)) continue;
        seen.add(closed);
      }
      out.push({ name: d.name, k: d.statement.form, params: i.params, body: i.body, tex: d.tex, span: d.span });
    }
    return out;
  });
}

/** How names print, where the author says so. */
function notation(scope: Scope): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const { declared } of scope.entries()) if (declared.tex !== null) out.set(declared.name, declared.tex);
  return out;
}
