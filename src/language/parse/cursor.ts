/** A place in a run of tokens, and the checks that every parser function shares. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import { cover, type Source } from "../../diagnostic/source.ts";
import { fail } from "../fault.ts";
import type { Token } from "../lexer.ts";
import type { Expr, Name, Prop } from "../syntax.ts";

/** How many brackets and prefixes may stand around a place. */
export const MAX_NESTING = 200;
/** How high a syntax tree may be, long sums included. */
export const MAX_HEIGHT = 800;

export type Node = Expr | Prop;

const PROPS: ReadonlySet<string> = new Set<Prop["k"]>([
  "chain",
  "not",
  "and",
  "or",
  "implies",
  "iff",
  "quantified",
  "member",
  "predicate",
  "extreme",
]);

export function isProp(n: Node): n is Prop {
  return PROPS.has(n.k);
}

/** An opening bracket: where it closes, and how many commas stand directly in it. */
type Bracket = { readonly close: number; readonly commas: number };

export class Cursor {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly end: Token;
  /** Functions of the author: their names are never forms. */
  readonly functions: ReadonlySet<string>;
  readonly brackets: ReadonlyMap<number, Bracket>;
  pos = 0;
  depth = 0;
  /** Inside the value of `~=`: a `+-` ends the expression. */
  stopAtPlusMinus = false;
  /** Inside the point of a limit: a sign before `)` ends the expression. */
  stopAtSide = false;

  /** Fails where brackets do not match or nest too deeply. */
  constructor(source: Source, tokens: readonly Token[], functions: ReadonlySet<string>, endAt: number) {
    this.source = source;
    this.tokens = tokens;
    this.functions = functions;
    this.end = { k: "end", text: "", span: source.span(endAt, endAt) };
    this.brackets = matchBrackets(tokens);
  }

  peek(ahead = 0): Token {
    return this.tokens[this.pos + ahead] ?? this.end;
  }
  next(): Token {
    const t = this.peek();
    if (this.pos < this.tokens.length) this.pos++;
    return t;
  }
  isSymbol(text: string, ahead = 0): boolean {
    const t = this.peek(ahead);
    return t.k === "symbol" && t.text === text;
  }
  isWord(text: string, ahead = 0): boolean {
    const t = this.peek(ahead);
    return t.k === "keyword" && t.text === text;
  }
  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.pos++;
    return true;
  }
  takeWord(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.pos++;
    return true;
  }
  expectSymbol(text: string, help: string | null = null): Token {
    if (this.isSymbol(text)) return this.next();
    return this.unexpected(`\`${text}\``, help);
  }
  expectWord(text: string, help: string | null = null): Token {
    if (this.isWord(text)) return this.next();
    return this.unexpected(`\`${text}\``, help);
  }
  /** A name that is being declared or bound. */
  expectName(what: string): Name {
    const t = this.peek();
    if (t.k === "name") {
      this.pos++;
      return { name: t.text, span: t.span };
    }
    if (t.k === "keyword") {
      return fail("E203", t.span, `\`${t.text}\` is a word of the language and cannot be ${what}`, {
        help: "choose another name",
      });
    }
    return this.unexpected("a name");
  }
  expectEnd(): void {
    if (this.pos < this.tokens.length) {
      this.unexpected("the end of the statement", this.isWord("by") ? "reasons stand in a proof, after a step" : null);
    }
  }
  unexpected(wanted: string, help: string | null = null): never {
    const t = this.peek();
    return fail("E103", t.span, `expected ${wanted}, but found ${describe(t)}`, { help });
  }
  /** From the token at `start` to the last one taken. */
  spanFrom(start: number): Span {
    const first = (this.tokens[start] ?? this.end).span;
    const last = (this.tokens[Math.max(start, this.pos - 1)] ?? this.end).span;
    return cover(first, last);
  }
  textOf(span: Span): string {
    return this.source.text.slice(span.start, span.end);
  }
  /** Runs `inside` one level deeper. */
  nested<R>(inside: () => R): R {
    if (this.depth >= MAX_NESTING) tooDeep(this.peek().span);
    this.depth++;
    const result = inside();
    this.depth--;
    return result;
  }
  /** Runs `inside` with the stops of an enclosing form suspended, as within brackets. */
  afresh<R>(inside: () => R): R {
    const { stopAtPlusMinus, stopAtSide } = this;
    this.stopAtPlusMinus = false;
    this.stopAtSide = false;
    const result = this.nested(inside);
    this.stopAtPlusMinus = stopAtPlusMinus;
    this.stopAtSide = stopAtSide;
    return result;
  }
}

function tooDeep(span: Span): never {
  return fail("E106", span, `nested more than ${MAX_NESTING} levels deep`, {
    help: "give a part of it a name with `def`",
  });
}

export function describe(t: Token): string {
  switch (t.k) {
    case "end":
      return "the end of the statement";
    case "string":
      return "text in quotes";
    case "tex":
      return "a formula in `$`";
    case "keyword":
    case "name":
    case "number":
    case "symbol":
      return `\`${t.text}\``;
  }
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

function matchBrackets(tokens: readonly Token[]): ReadonlyMap<number, Bracket> {
  const found = new Map<number, Bracket>();
  const open: { index: number; commas: number }[] = [];
  tokens.forEach((t, index) => {
    if (t.k !== "symbol") return;
    const top = open.at(-1);
    if (CLOSERS.has(t.text)) {
      if (open.length >= MAX_NESTING) tooDeep(t.span);
      open.push({ index, commas: 0 });
    } else if (t.text === ",") {
      if (top !== undefined) top.commas++;
    } else if (t.text === ")" || t.text === "]" || t.text === "}") {
      if (top === undefined) fail("E104", t.span, `this \`${t.text}\` closes nothing`);
      const opener = tokens[(top as { index: number }).index] as Token;
      const wanted = CLOSERS.get(opener.text) as string;
      const interval = opener.text !== "{" && t.text !== "}" && (top as { commas: number }).commas > 0;
      if (t.text !== wanted && !interval) {
        fail("E104", t.span, `this \`${t.text}\` does not fit the \`${opener.text}\` it would close`, {
          help: `close it with \`${wanted}\``,
        });
      }
      open.pop();
      found.set((top as { index: number }).index, { close: index, commas: (top as { commas: number }).commas });
    }
  });
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    const t = tokens[unclosed.index] as Token;
    fail("E104", t.span, `this \`${t.text}\` is never closed`, { help: `close it with \`${CLOSERS.get(t.text)}\`` });
  }
  return found;
}

/** Fails for a tree so high that walking it could exhaust the stack. Walks without recursion. */
export function checkHeight(root: Node): void {
  const stack: { node: object; height: number }[] = [{ node: root, height: 1 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.height > MAX_HEIGHT) {
      fail("E106", root.span, `this is more than ${MAX_HEIGHT} operations deep`, {
        help: "give parts of it names with `def`",
      });
    }
    for (const [key, value] of Object.entries(top.node)) {
      if (typeof value === "object" && value !== null && key !== "span") {
        stack.push({ node: value, height: Array.isArray(value) ? top.height : top.height + 1 });
      }
    }
  }
}
