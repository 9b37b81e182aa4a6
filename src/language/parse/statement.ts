/** Statements: lines gathered by indentation, then read by their first word. */
import type { Diagnostic, Span } from "../../diagnostic/diagnostic.ts";
import type { Source } from "../../diagnostic/source.ts";
import { nearest } from "../../diagnostic/suggest.ts";
import { error, Fault, fail } from "../fault.ts";
import { type Line, lexLine, type Token } from "../lexer.ts";
import type { Common, DefIndex, Expr, Name, Prop, Statement, VarItem } from "../syntax.ts";
import { GREEK_NAMES, STATEMENT_WORDS } from "../words.ts";
import { Cursor, checkHeight } from "./cursor.ts";
import { domain, range } from "./domain.ts";
import { expression, proposition } from "./expression.ts";
import { proof } from "./proof.ts";

/** One line of a statement, read into tokens. */
export type TokenLine = {
  readonly indent: number;
  readonly tokens: readonly Token[];
  /** The line's code, without comment and blanks around it. */
  readonly code: string;
  readonly span: Span;
};

/** Characters of a statement: a longer one is not read at all, so that its tokens need no memory. */
const MAX_STATEMENT = 200_000;
const TOO_LONG = `this statement is longer than ${MAX_STATEMENT.toLocaleString("en")} characters`;

/** Reads the statements of a document's blocks in order; remembers which functions the author has defined. */
export class StatementReader {
  readonly source: Source;
  readonly diagnostics: Diagnostic[] = [];
  #common: Set<string> = new Set();
  #section: Set<string> | null = null;

  constructor(source: Source) {
    this.source = source;
  }

  functions(): ReadonlySet<string> {
    return this.#section === null ? this.#common : new Set([...this.#common, ...this.#section]);
  }

  /** The statements of one block. */
  block(lines: readonly Line[]): Statement[] {
    const groups: { lines: Line[]; bad: boolean }[] = [];
    for (const line of lines) {
      const first = this.source.text[line.start];
      if (line.start >= line.end || first === "#") continue;
      const current = groups.at(-1);
      const span = this.source.span(line.start, line.end);
      if (line.tab || line.indent === 1) {
        const message = line.tab ? "a tab in the indentation" : "an indentation of one space";
        this.diagnostics.push(
          error("E102", span, message, {
            help: "a statement starts in the first column; a line that continues it is indented by two or more spaces",
          }),
        );
        if (current !== undefined) current.bad = true;
      } else if (line.indent === 0) {
        groups.push({ lines: [line], bad: false });
      } else if (current === undefined) {
        this.diagnostics.push(
          error("E102", span, "this line is indented, but there is no statement above it to continue", {
            help: "start it in the first column",
          }),
        );
      } else {
        current.lines.push(line);
      }
    }
    return groups.map((g) => this.#statement(g.lines, g.bad));
  }

  #statement(lines: readonly Line[], bad: boolean): Statement {
    const first = lines[0] as Line;
    const last = lines.at(-1) as Line;
    const whole = this.source.span(first.start, last.end);
    let common: Common = { text: this.source.text.slice(first.start, first.end), comment: null, span: whole };
    try {
      if (bad) return this.#broken(common, first);
      if (last.end - first.start > MAX_STATEMENT) {
        fail("E106", this.source.span(first.start, first.end), TOO_LONG, { help: "give parts of it names with `def`" });
      }
      const comments: string[] = [];
      const read = lines.map((line): TokenLine => {
        const lexed = lexLine(this.source, line);
        if (lexed.comment !== null && lexed.comment !== "") comments.push(lexed.comment);
        const end = lexed.tokens.at(-1)?.span.end ?? line.start;
        const code = this.source.text.slice(line.start, end);
        return { indent: line.indent, tokens: lexed.tokens, code, span: this.source.span(line.start, end) };
      });
      const text = read.map((l) => l.code.replace(/\s+/g, " ")).join(" ");
      const lastCode = read.at(-1)?.span.end ?? last.end;
      common = { text, comment: comments[0] ?? null, span: this.source.span(first.start, lastCode) };
      return this.#read(common, read);
    } catch (e) {
      if (!(e instanceof Fault)) throw e;
      this.diagnostics.push(e.diagnostic);
      return this.#broken(common, first);
    }
  }

  /** An error node, with the names that the line seems to declare. */
  #broken(common: Common, first: Line): Statement {
    const text = [...this.source.text.slice(first.start, first.end)].map((c) => GREEK_NAMES.get(c) ?? c).join("");
    const word = /^[A-Za-z]*/.exec(text)?.[0] ?? "";
    const rest = text.slice(word.length);
    let names: string[] = [];
    if (word === "var") {
      const head = rest.split(/[:#]/)[0] ?? "";
      names = [...head.replace(/\[[^\]]*\]?/g, " ").matchAll(/[A-Za-z][A-Za-z0-9_]*/g)].map((m) => m[0]);
    } else if (word === "def" || word === "fun") {
      const m = /^\s*([A-Za-z][A-Za-z0-9_]*)/.exec(rest);
      if (m !== null) names = [m[1] as string];
      if (m !== null && /^\s*\(/.test(rest.slice(m[0].length))) this.#remember(m[1] as string);
    } else if (word === "theorem" || word === "refute" || word === "section") {
      const m = /^\s*([a-z0-9-]+)/.exec(rest);
      if (m !== null) names = [m[1] as string];
    }
    const title = word === "theorem" || word === "refute" ? (/^[^":]*"([^"]*)"/.exec(rest)?.[1] ?? null) : null;
    if (word === "section") this.#section = new Set();
    return { ...common, k: "error", word, names, title };
  }

  #remember(name: string): void {
    (this.#section ?? this.#common).add(name);
  }

  #cursor(lines: readonly TokenLine[], skip = 0): Cursor {
    const tokens = lines.flatMap((l) => l.tokens).slice(skip);
    const end = lines.at(-1)?.span.end ?? 0;
    return new Cursor(this.source, tokens, this.functions(), end);
  }

  #read(common: Common, lines: readonly TokenLine[]): Statement {
    const first = lines[0]?.tokens[0] as Token;
    // No word of the grammar, so that a variable may have this name: no other statement begins with a name.
    if (first.k === "name" && first.text === "plot") return this.#plot(common, lines);
    if (first.k !== "keyword" || !(STATEMENT_WORDS as readonly string[]).includes(first.text))
      return unknownStatement(first);
    switch (first.text as (typeof STATEMENT_WORDS)[number]) {
      case "var":
        return variables(common, this.#cursor(lines, 1));
      case "fun": {
        const s = fun(common, this.#cursor(lines, 1));
        if (s.k === "fun") this.#remember(s.name.name);
        return s;
      }
      case "def": {
        const s = def(common, this.#cursor(lines, 1));
        if (s.k === "def" && s.form === "function") this.#remember(s.name.name);
        return s;
      }
      case "assume": {
        const c = this.#cursor(lines, 1);
        const prop = checked(proposition(c));
        c.expectEnd();
        return { ...common, k: "assume", prop };
      }
      case "section": {
        const c = this.#cursor(lines, 1);
        const { id, span } = readId(c);
        const title = optionalTitle(c);
        c.expectEnd();
        this.#section = new Set();
        return { ...common, k: "section", id, title, idSpan: span };
      }
      case "theorem":
      case "refute":
        return this.#theorem(common, first.text as "theorem" | "refute", lines);
    }
  }

  #plot(common: Common, lines: readonly TokenLine[]): Statement {
    const write = "write `plot f, g over z in -6..6`";
    const tokens = lines.flatMap((l) => l.tokens).slice(1);
    const at = tokens.findLastIndex((t, n) => t.k === "name" && t.text === "over" && tokens[n + 2]?.text === "in");
    if (at < 0) this.#cursor(lines, tokens.length + 1).unexpected("`over`", write);
    const over = tokens[at] as Token;
    const c = new Cursor(this.source, tokens.slice(0, at), this.functions(), over.span.start);
    const curves: Expr[] = [];
    do {
      const curve = expression(c);
      checkHeight(curve);
      curves.push(curve);
    } while (c.takeSymbol(","));
    c.expectEnd();
    const rest = this.#cursor(lines, at + 2);
    const variable = rest.expectName("a variable");
    rest.expectWord("in", write);
    const across = range(rest);
    rest.expectEnd();
    return { ...common, k: "plot", curves, variable, range: across };
  }

  #theorem(common: Common, k: "theorem" | "refute", lines: readonly TokenLine[]): Statement {
    const opens = (l: TokenLine, word: string): boolean => l.tokens[0]?.k === "keyword" && l.tokens[0].text === word;
    let at = lines.findIndex((l, i) => i > 0 && (opens(l, "given") || opens(l, "proof")));
    if (at < 0) at = lines.length;
    const head = lines.slice(0, at);
    const c = this.#cursor(head, 1);
    const { id, span: idSpan } = readId(c);
    const title = optionalTitle(c);
    const colon = c.expectSymbol(":", `write \`${k} ${id}: …\``);
    const prop = checked(proposition(c));
    c.expectEnd();
    const propText = head
      .map((l) =>
        this.source.text.slice(Math.max(l.span.start, colon.span.end), l.span.end).trim().replace(/\s+/g, " "),
      )
      .filter((t) => t !== "")
      .join(" ");
    const givens: { prop: Prop; text: string; span: Span }[] = [];
    while (at < lines.length && opens(lines[at] as TokenLine, "given")) {
      const own = lines[at] as TokenLine;
      let end = at + 1;
      while (end < lines.length && (lines[end] as TokenLine).indent > own.indent) end++;
      const part = lines.slice(at, end);
      const g = this.#cursor(part, 1);
      const given = checked(proposition(g));
      g.expectEnd();
      const text = part.map((l) => l.code.replace(/\s+/g, " ")).join(" ");
      givens.push({ prop: given, text, span: given.span });
      at = end;
    }
    if (at >= lines.length) return { ...common, k, id, idSpan, title, prop, propText, givens, proof: null };
    const start = lines[at] as TokenLine;
    if (!opens(start, "proof")) {
      fail(
        "E112",
        start.span,
        "a line after `given` begins with `given` or `proof`, or is indented deeper than the `given` that it continues",
      );
    }
    if (start.tokens.length > 1) {
      fail("E112", (start.tokens[1] as Token).span, "`proof` stands alone on its line", {
        help: "start the proof on the next line, indented deeper",
      });
    }
    const body = lines.slice(at + 1);
    const read = proof(this.source, start, body, this.functions());
    return { ...common, k, id, idSpan, title, prop, propText, givens, proof: read };
  }
}

function checked(p: Prop): Prop {
  checkHeight(p);
  return p;
}

function unknownStatement(t: Token): never {
  const meant: ReadonlyMap<string, string> = new Map([
    ["let", "var"],
    ["variable", "var"],
    ["define", "def"],
    ["function", "fun"],
    ["lemma", "theorem"],
    ["proposition", "theorem"],
    ["corollary", "theorem"],
    ["claim", "theorem"],
    ["prove", "theorem"],
    ["disprove", "refute"],
    ["assumption", "assume"],
    ["suppose", "assume"],
  ]);
  const help =
    t.text === "given" || t.text === "proof"
      ? `\`${t.text}\` belongs to a theorem: indent it by two or more spaces`
      : t.k === "name"
        ? suggestion(meant.get(t.text) ?? nearest(t.text, STATEMENT_WORDS))
        : "a line that continues the statement above it is indented by two or more spaces";
  const shown = t.k === "string" ? "text in quotes" : t.k === "tex" ? "a formula in `$`" : `\`${t.text}\``;
  return fail("E107", t.span, `a statement cannot begin with ${shown}`, { help });
}

function suggestion(word: string | null): string {
  return word === null
    ? `a statement begins with ${STATEMENT_WORDS.map((w) => `\`${w}\``).join(", ")}`
    : `did you mean \`${word}\`?`;
}

/** An id: `a` to `z`, digits and `-`, read from the text itself since `-` and digits are tokens of their own. */
export function readId(c: Cursor): { id: string; span: Span } {
  const t = c.peek();
  if (t.k === "end" || t.k === "string" || t.k === "tex") c.unexpected("an id");
  const text = c.source.text;
  let end = t.span.start;
  while (end < text.length && /[^\s:",#]/.test(text[end] as string)) end++;
  const id = text.slice(t.span.start, end);
  const span = c.source.span(t.span.start, end);
  if (!/^[a-z0-9-]+$/.test(id)) {
    fail("E205", end > t.span.start ? span : t.span, id === "" ? "an id is missing here" : `\`${id}\` is not an id`, {
      help: "an id is made of the letters a to z, digits and `-`",
    });
  }
  while (c.peek().k !== "end" && c.peek().span.start < end) c.next();
  return { id, span };
}

function optionalTitle(c: Cursor): string | null {
  return c.peek().k === "string" ? c.next().text : null;
}

function optionalWhere(c: Cursor): Prop | null {
  return c.takeWord("where") ? checked(proposition(c)) : null;
}

function optionalTex(c: Cursor): string | null {
  if (!c.takeWord("as")) return null;
  if (c.peek().k !== "tex") c.unexpected("a formula in `$`", "write `as $\\hat{y}$`");
  return c.next().text;
}

function variables(common: Common, c: Cursor): Statement {
  const items: VarItem[] = [];
  do {
    const name = c.expectName("a variable");
    const ranges = [];
    if (c.takeSymbol("[")) {
      do ranges.push(range(c));
      while (c.takeSymbol(","));
      c.expectSymbol("]");
    }
    items.push({ name, ranges });
  } while (c.takeSymbol(","));
  c.expectSymbol(":", "write `var x : real`");
  const over = domain(c);
  const where = optionalWhere(c);
  const at = c.peek().span;
  const tex = optionalTex(c);
  if (tex !== null && items.length > 1)
    fail("E103", at, "`as` is for one name", { help: "declare the names one by one" });
  c.expectEnd();
  return { ...common, k: "var", items, domain: over, where, tex };
}

function params(c: Cursor): Name[] {
  const out: Name[] = [];
  do {
    const p = c.expectName("a parameter");
    if (out.some((q) => q.name === p.name)) fail("E202", p.span, `\`${p.name}\` is a parameter already`);
    out.push(p);
  } while (c.takeSymbol(","));
  c.expectSymbol(")");
  return out;
}

function fun(common: Common, c: Cursor): Statement {
  const name = c.expectName("a function");
  c.expectSymbol("(", "write `fun f(x) : real`");
  const ps = params(c);
  c.expectSymbol(":", "write `fun f(x) : real`");
  const over = domain(c);
  const where = optionalWhere(c);
  const tex = optionalTex(c);
  c.expectEnd();
  return { ...common, k: "fun", name, params: ps, domain: over, where, tex };
}

function def(common: Common, c: Cursor): Statement {
  const name = c.expectName("a definition");
  let form: "plain" | "function" | "family" = "plain";
  let ps: Name[] = [];
  const indices: DefIndex[] = [];
  if (c.takeSymbol("(")) {
    form = "function";
    ps = params(c);
  } else if (c.takeSymbol("[")) {
    form = "family";
    const write = "write `def y[m in 1..K] = …`";
    do {
      const index = c.expectName("an index");
      if (indices.some((i) => i.name.name === index.name))
        fail("E202", index.span, `\`${index.name}\` is an index already`);
      c.expectWord("in", write);
      indices.push({ name: index, range: range(c) });
    } while (c.takeSymbol(","));
    c.expectSymbol("]", write);
  }
  c.expectSymbol("=");
  const body = expression(c);
  checkHeight(body);
  const tex = optionalTex(c);
  c.expectEnd();
  return { ...common, k: "def", form, name, params: ps, indices, body, tex };
}
