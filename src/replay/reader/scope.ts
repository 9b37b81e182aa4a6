/** Declared and bound names, and what reading a proposition takes note of. */
import type { Families } from "../defined.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import type { Statement, Syntax } from "./syntax.ts";

export type Ends = readonly [lo: Node, hi: Node];

/** A domain in the logic. */
export type DomainOf =
  | { readonly k: "real" | "integer" }
  | { readonly k: "range"; readonly range: Ends }
  | { readonly k: "set"; readonly values: readonly Node[] }
  /** Null for an infinite end. */
  | {
      readonly k: "interval";
      readonly lo: Node | null;
      readonly hi: Node | null;
      readonly loClosed: boolean;
      readonly hiClosed: boolean;
    };

export type Scalar = {
  readonly k: "scalar";
  readonly name: string;
  readonly term: Node;
  readonly domain: DomainOf;
  readonly power: boolean;
};
export type Family = {
  readonly k: "family";
  readonly name: string;
  readonly term: Node;
  readonly ranges: readonly Ends[];
  readonly domain: DomainOf;
  readonly power: boolean;
};
export type Unknown = {
  readonly k: "fun";
  readonly name: string;
  readonly params: readonly string[];
  readonly domain: DomainOf;
  /** For each argument the ranges of a family, none for a number; set by the first call. */
  shape: readonly (readonly Ends[])[] | null;
};
/** What an argument is by its type: any number, an integer term, or an integer that may be an exponent. */
export type Kind = "real" | "int" | "power";
/** A definition read for arguments of certain kinds. */
export type Instance = {
  readonly params: readonly Node[];
  readonly value: Value;
  readonly touched: ReadonlySet<string>;
};
export type Defined = {
  readonly k: "definition";
  readonly name: string;
  readonly statement: Statement & { readonly k: "def" };
  readonly ranges: readonly Ends[];
  /** The names that the body sees: those above the definition. */
  readonly scope: Scope;
  /** Parameters that the body differentiates in: they are real whatever the argument is. */
  readonly realParams: ReadonlySet<string>;
  readonly instances: Map<string, Instance>;
};
export type Declared = Scalar | Family | Unknown | Defined;

/** A hypothesis, the formula that says that it is defined (null where that is plain), and names that it reaches unseen. */
export type Hypothesis = {
  readonly formula: Node;
  readonly defined: Node | null;
  readonly touched: ReadonlySet<string>;
};
export type Entry = { readonly declared: Declared; hypotheses: readonly Hypothesis[] };

/** A term, and whether its type makes powers with this exponent repeated multiplication. */
export type Value = { readonly t: Node; readonly power: boolean };
export type Local = Value & { readonly isParameter: boolean };

/** All that is declared, in order. */
export class Scope {
  readonly entries = new Map<string, Entry>();
  readonly assumptions: Hypothesis[] = [];
  /** The ranges that bound names run over, by the names of their variables. */
  readonly runsOver: Map<string, Ends>;

  constructor(runsOver = new Map<string, Ends>()) {
    this.runsOver = runsOver;
  }
  /** What is declared so far: later declarations are not seen through it. */
  above(): Scope {
    const out = new Scope(this.runsOver);
    for (const [name, entry] of this.entries) out.entries.set(name, entry);
    return out;
  }

  declare(declared: Declared): Entry {
    if (this.entries.has(declared.name)) reject(`${declared.name} is declared twice`);
    const entry: Entry = { declared, hypotheses: [] };
    this.entries.set(declared.name, entry);
    return entry;
  }
  families(): Families {
    const all = [...this.entries.values()].map((e) => e.declared);
    return new Map(all.flatMap((d) => (d.k === "family" ? [[d.name, d.ranges] as const] : [])));
  }
  /** Functions, whose names are never forms of the grammar. */
  functions(): ReadonlySet<string> {
    const isFunction = (d: Declared): boolean =>
      d.k === "fun" || (d.k === "definition" && d.statement.form === "function");
    return new Set([...this.entries.values()].filter((e) => isFunction(e.declared)).map((e) => e.declared.name));
  }
}

export type Context = {
  readonly scope: Scope;
  readonly locals: ReadonlyMap<string, Local>;
  /** Names that are reached without being free: operators' variables, arguments that a definition ignores. */
  readonly touched: Set<string>;
  /** Declared names that a quantifier runs over. */
  readonly quantified: Set<string>;
  /** They say where operators look at their variables; null in a declaration, where no such operator may stand. */
  readonly hypotheses: readonly Node[] | null;
};

export function context(scope: Scope, hypotheses: readonly Node[] | null): Context {
  return { scope, locals: new Map(), touched: new Set(), quantified: new Set(), hypotheses };
}
export const bind = (ctx: Context, name: string, local: Local): Context => ({
  ...ctx,
  locals: new Map(ctx.locals).set(name, local),
});
export function lookup(ctx: Context, name: string): Declared {
  return ctx.scope.entries.get(name)?.declared ?? reject(`unknown name ${name}`);
}
/** The declared family that a plain name is, or null. */
export function wholeFamily(ctx: Context, e: Syntax): Family | null {
  if (e.k !== "name" || ctx.locals.has(e.name)) return null;
  const d = ctx.scope.entries.get(e.name)?.declared;
  return d?.k === "family" ? d : null;
}

/** A bound name gets a variable of its own. */
export function bindIndex(
  ctx: Context,
  name: string,
  sort: T.Sort,
  range: Ends | null,
  power: boolean,
): { ctx: Context; v: Node } {
  const v = T.fresh(sort);
  if (range !== null) ctx.scope.runsOver.set(v.name, range);
  return { ctx: bind(ctx, name, { t: v, power, isParameter: false }), v };
}

export const isFreshName = (name: string): boolean => name.startsWith("~");
/** The declared names that are free in a node. */
export const declaredIn = (n: Node): string[] =>
  [...n.free].map((x) => x.replace("()", "")).filter((x) => !isFreshName(x) && !x.includes("'"));
