/** Where an expression stands: the names it can see, and what is recorded while it is read. */
import type { Diagnostic, Span } from "../../diagnostic/diagnostic.ts";
import { nearest } from "../../diagnostic/suggest.ts";
import type { Formula, Range, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { BUILTIN_NAMES } from "../builtins.ts";
import type { Hole } from "../claim.ts";
import { fail } from "../fault.ts";
import type { Entry, Scope } from "./scope.ts";

/** A name bound around the place. */
export type Local = {
  readonly name: string;
  /** A variable of the kernel with a name of its own. */
  readonly term: Term;
  readonly kind: "sum" | "quantifier" | "parameter" | "index";
  readonly power: boolean;
};

/** One for a document. */
export class Shared {
  readonly diagnostics: Diagnostic[] = [];
  /** The range of a bound index, by its kernel name, which is its own. */
  readonly rangeOf = new Map<string, Range>();
  /** Built-in functions used so far. */
  readonly builtins = new Set<string>();
  /** Lines on which names were last bound by a sum or quantifier. */
  readonly boundOn = new Map<string, number>();
  /** The variables that stand for the `?` of the theorem being read, with their places; null elsewhere. */
  holes: Hole[] | null = null;
  /** The name whose definition is being read. */
  defining: string | null = null;
  #count = 0;

  /** A kernel variable that occurs nowhere else. */
  fresh(hint: string, sort: T.Sort): Term {
    this.#count++;
    return T.variable(`${hint}'${this.#count}`, sort);
  }
}

/** Names that a proposition reaches without their being free in its formula. */
export type Usage = {
  /** Variables of operators, arguments that a definition ignores. */
  readonly touched: Set<string>;
  /** Declared names that a quantifier runs over. */
  readonly quantified: Set<string>;
};

export type Context = {
  readonly shared: Shared;
  readonly scope: Scope;
  readonly locals: ReadonlyMap<string, Local>;
  readonly usage: Usage;
  /** The hypotheses that say where operators look at their variables; null where no such operator may stand. */
  readonly hypotheses: readonly Formula[] | null;
};

export function newUsage(): Usage {
  return { touched: new Set(), quantified: new Set() };
}

export function bind(ctx: Context, local: Local): Context {
  return { ...ctx, locals: new Map(ctx.locals).set(local.name, local) };
}

export function nameOf(variable: Term): string {
  return variable.k === "var" ? variable.name : "";
}

/** The declaration of a name; fails where there is none or it could not be read. */
export function lookup(ctx: Context, name: string, span: Span): Entry {
  const entry = ctx.scope.find(name);
  if (entry === undefined) unknownName(ctx, name, span);
  const found = entry as Entry;
  if (found.declared.k === "broken") {
    fail(
      "E209",
      span,
      `\`${name}\` has no meaning here, because its declaration on line ${found.declared.span.line} has an error`,
    );
  }
  return found;
}

function unknownName(ctx: Context, name: string, span: Span): never {
  if (BUILTIN_NAMES.has(name)) {
    return fail("E301", span, `\`${name}\` is a function`, { help: `write \`${name}(…)\`` });
  }
  if (ctx.shared.defining === name) return selfReference(name, span);
  const line = ctx.shared.boundOn.get(name);
  if (line === span.line) {
    return fail("E201", span, `unknown name \`${name}\``, {
      notes: [`a sum or quantifier on this line binds \`${name}\`, but only within itself`],
      help: "if it should reach this far, move its closing parenthesis",
    });
  }
  const [, base = "", index = ""] = /^(.+)_([A-Za-z0-9]+)$/.exec(name) ?? [];
  if (isFamily(ctx.scope.find(base)))
    return fail("E201", span, `unknown name \`${name}\``, { help: `a component is written \`${base}[${index}]\`` });
  const near = nearest(name, [...ctx.scope.names(), ...ctx.locals.keys(), ...BUILTIN_NAMES]);
  return fail("E201", span, `unknown name \`${name}\``, {
    help: near === null ? `declare it: \`var ${name} : real\`` : `did you mean \`${near}\`?`,
  });
}

function isFamily(entry: Entry | undefined): boolean {
  const d = entry?.declared;
  return d?.k === "family" || (d?.k === "definition" && d.statement.form === "family");
}

export function selfReference(name: string, span: Span): never {
  return fail("E201", span, `\`${name}\` cannot be used in its own definition`, {
    help: "a definition uses names that stand above it; definitions are not recursive",
  });
}

/** Left-nested; truth for none. */
export function conjunction(fs: readonly Formula[]): Formula {
  return fs.length === 0 ? T.verum() : fs.reduce((a, b) => T.and(a, b));
}

export function isInt(t: Term): boolean {
  return T.sortOf(t).k === "int";
}
