/**
 * Statements, propositions and expressions by recursive descent, a method a level of binding. A `(` may
 * open a proposition or an expression; `expr` and `prop` say which is wanted.
 */
import { reject } from "../rejected.ts";
import type { Approach, Binding, Domain, Link, Range, Relation, Statement, Syntax } from "./syntax.ts";
import { isProposition } from "./syntax.ts";
import { END, type Token, tokensOf } from "./tokens.ts";
import { FORMS } from "./words.ts";

const RELATIONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">=", "~="]);
const MAX_NESTING = 1000;

const expr = (s: Syntax): Syntax =>
  isProposition(s) ? reject("a proposition stands where an expression is needed") : s;
const prop = (s: Syntax): Syntax =>
  isProposition(s) ? s : reject("an expression stands where a proposition is needed");

export class Parser {
  readonly #tokens: readonly Token[];
  /** Functions that the author has defined: their names are never forms. */
  readonly #functions: ReadonlySet<string>;
  #at = 0;
  #nesting = 0;
  /** Does `+-` end the expression, as before a tolerance? Does a sign before `)`, as after the point of a limit? */
  #stops = { plusMinus: false, side: false };

  constructor(text: string, functions: ReadonlySet<string>) {
    this.#tokens = tokensOf(text);
    this.#functions = functions;
  }

  // ---- tokens

  #peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? END;
  }
  #is(k: "sign" | "word", text: string, ahead = 0): boolean {
    const t = this.#peek(ahead);
    return t.k === k && t.text === text;
  }
  #sign(text: string, ahead = 0): boolean {
    return this.#is("sign", text, ahead);
  }
  #take(k: "sign" | "word", text: string): boolean {
    if (!this.#is(k, text)) return false;
    this.#at++;
    return true;
  }
  #expect(k: "sign" | "word", text: string): void {
    if (!this.#take(k, text)) reject(`expected ${text}, found ${this.#peek().text.slice(0, 80)}`);
  }
  #name(): string {
    const t = this.#peek();
    if (t.k !== "name") reject(`expected a name, found ${t.text.slice(0, 80)}`);
    this.#at++;
    return t.text;
  }
  /** One or more, with commas between. */
  #list<R>(read: () => R): R[] {
    const out = [read()];
    while (this.#take("sign", ",")) out.push(read());
    return out;
  }
  #end(): void {
    if (this.#at < this.#tokens.length) reject(`expected the end, found ${this.#peek().text.slice(0, 80)}`);
  }
  #inBrackets<R>(read: () => R): R {
    const before = this.#stops;
    this.#stops = { plusMinus: false, side: false };
    const out = this.#deeper(read);
    this.#stops = before;
    return out;
  }
  #deeper<R>(read: () => R): R {
    this.#nesting++;
    if (this.#nesting > MAX_NESTING) reject(`a text nested more than ${MAX_NESTING} deep`);
    const out = read();
    this.#nesting--;
    return out;
  }

  // ---- statements

  /** A declaration, definition or assumption. */
  statement(): Statement {
    const t = this.#peek();
    this.#at++;
    const s = t.k !== "word" ? reject("a statement begins with one of its words") : this.#statement(t.text);
    if (s.k !== "assume" && this.#take("word", "as")) {
      if (this.#peek().k !== "quoted") reject("expected a formula after `as`");
      this.#at++;
    }
    this.#end();
    return s;
  }
  #statement(word: string): Statement {
    switch (word) {
      case "var": {
        const items = this.#list(() => {
          const name = this.#name();
          const ranges = this.#take("sign", "[") ? this.#list(() => this.#range()) : [];
          if (ranges.length > 0) this.#expect("sign", "]");
          return { name, ranges };
        });
        this.#expect("sign", ":");
        return { k: "var", items, domain: this.#domain(), where: this.#where() };
      }
      case "fun": {
        const name = this.#name();
        this.#expect("sign", "(");
        const params = this.#params();
        this.#expect("sign", ":");
        return { k: "fun", name, params, domain: this.#domain(), where: this.#where() };
      }
      case "def":
        return this.#definition();
      case "assume":
        return { k: "assume", prop: prop(this.#any()) };
      default:
        return reject(`the statement ${word} does not belong to a claim`);
    }
  }
  #definition(): Statement {
    const name = this.#name();
    let form: "plain" | "function" | "family" = "plain";
    let params: string[] = [];
    const ranges: Range[] = [];
    if (this.#take("sign", "(")) {
      form = "function";
      params = this.#params();
    } else if (this.#take("sign", "[")) {
      form = "family";
      params = this.#list(() => {
        const index = this.#name();
        this.#expect("word", "in");
        ranges.push(this.#range());
        return index;
      });
      this.#expect("sign", "]");
    }
    if (new Set(params).size < params.length) reject("a parameter stands twice");
    this.#expect("sign", "=");
    return { k: "def", form, name, params, ranges, body: expr(this.#any()) };
  }
  #params(): string[] {
    const out = this.#list(() => this.#name());
    this.#expect("sign", ")");
    if (new Set(out).size < out.length) reject("a parameter stands twice");
    return out;
  }
  #where(): Syntax | null {
    return this.#take("word", "where") ? prop(this.#any()) : null;
  }

  /** `given` and a proposition. */
  given(): Syntax {
    this.#expect("word", "given");
    return this.proposition();
  }
  proposition(): Syntax {
    const p = prop(this.#any());
    this.#end();
    return p;
  }

  // ---- propositions, loosest first

  #any(): Syntax {
    let left = this.#implication();
    while (this.#take("word", "iff")) left = { k: "iff", left: prop(left), right: prop(this.#implication()) };
    return left;
  }
  #implication(): Syntax {
    const left = this.#joined("or", () => this.#joined("and", () => this.#negation()));
    if (!this.#take("word", "implies")) return left;
    return { k: "implies", left: prop(left), right: prop(this.#deeper(() => this.#implication())) };
  }
  #joined(k: "and" | "or", read: () => Syntax): Syntax {
    let left = read();
    while (this.#take("word", k)) left = { k, left: prop(left), right: prop(read()) };
    return left;
  }
  #negation(): Syntax {
    if (this.#take("word", "not")) return { k: "not", arg: prop(this.#deeper(() => this.#negation())) };
    if (this.#take("word", "exists")) return this.#quantified("some");
    if (!this.#take("word", "for")) return this.#relation();
    this.#expect("word", "all");
    return this.#quantified("all");
  }
  #quantified(quantifier: "all" | "some"): Syntax {
    const names = this.#list(() => this.#name());
    const domain = this.#take("word", "in") ? this.#domain() : null;
    this.#expect("sign", ":");
    return { k: "quantified", quantifier, names, domain, body: prop(this.#deeper(() => this.#any())) };
  }
  #relation(): Syntax {
    const first = this.#sum();
    const related = (): boolean => this.#peek().k === "sign" && RELATIONS.has(this.#peek().text);
    if (!isProposition(first) && this.#take("word", "in")) return { k: "member", arg: first, domain: this.#domain() };
    if (!related()) return first;
    const links: Link[] = [];
    while (related()) {
      if (links.at(-1)?.relation === "~=") reject("~= may only end a chain");
      links.push(this.#link());
    }
    return { k: "chain", first: expr(first), links };
  }
  #link(): Link {
    const relation = this.#peek().text as Relation;
    this.#at++;
    if (relation !== "~=") return { relation, right: expr(this.#sum()), tolerance: null };
    const before = this.#stops;
    this.#stops = { ...before, plusMinus: true };
    const right = expr(this.#sum());
    this.#stops = before;
    if (!this.#plusMinus()) reject("~= needs a tolerance after +-");
    this.#at += 2;
    return { relation, right, tolerance: expr(this.#sum()) };
  }
  #plusMinus(): boolean {
    return this.#sign("+") && this.#sign("-", 1) && this.#peek(1).tight;
  }

  // ---- expressions

  #sum(): Syntax {
    let left = this.#product();
    while (this.#sign("+") || this.#sign("-")) {
      if (this.#stops.plusMinus && this.#plusMinus()) break;
      if (this.#stops.side && this.#sign(")", 1)) break;
      left = this.#binary(left, () => this.#product());
    }
    return left;
  }
  #product(): Syntax {
    let left = this.#unary();
    while (this.#sign("*") || this.#sign("/")) left = this.#binary(left, () => this.#unary());
    return left;
  }
  #binary(left: Syntax, read: () => Syntax): Syntax {
    const op = this.#peek().text;
    this.#at++;
    return { k: "binary", op, left: expr(left), right: expr(read()) };
  }
  #unary(): Syntax {
    if (this.#take("sign", "-")) return { k: "negate", arg: expr(this.#deeper(() => this.#unary())) };
    if (this.#take("word", "if")) return this.#deeper(() => this.#conditional());
    const base = this.#primary();
    return this.#sign("^") ? this.#binary(base, () => this.#deeper(() => this.#unary())) : base;
  }
  #conditional(): Syntax {
    const test = prop(this.#any());
    this.#expect("word", "then");
    const then = expr(this.#sum());
    this.#expect("word", "else");
    return { k: "if", test, then, else: expr(this.#sum()) };
  }
  #primary(): Syntax {
    const t = this.#peek();
    this.#at++;
    if (t.k === "number" && t.value !== null) return { k: "number", value: t.value };
    if (t.k === "name") return this.#named(t.text);
    if (t.k === "word" && (t.text === "pi" || t.text === "e" || t.text === "inf" || t.text === "const"))
      return { k: t.text };
    if (t.k === "word" && t.text === "at" && this.#take("sign", "(")) return this.#inBrackets(() => this.#at_());
    if (t.k === "sign" && t.text === "(") {
      const inside = this.#inBrackets(() => this.#any());
      this.#expect("sign", ")");
      return inside;
    }
    return reject(`expected an expression, found ${t.text.slice(0, 80)}`);
  }
  #named(name: string): Syntax {
    if (this.#take("sign", "(")) {
      if (FORMS.has(name) && !this.#functions.has(name)) return this.#inBrackets(() => this.#form(name));
      return { k: "call", name, args: this.#expressions(")") };
    }
    return this.#take("sign", "[") ? { k: "index", name, index: this.#expressions("]") } : { k: "name", name };
  }
  #expressions(close: string): Syntax[] {
    const out = this.#list(() => this.#inBrackets(() => expr(this.#any())));
    this.#expect("sign", close);
    return out;
  }

  // ---- domains

  #range(): Range {
    const lo = expr(this.#sum());
    this.#expect("sign", "..");
    return { lo, hi: expr(this.#sum()) };
  }
  #domain(): Domain {
    if (this.#take("word", "real")) return { k: "real" };
    if (this.#take("word", "integer")) return { k: "integer" };
    if (this.#take("sign", "{")) return { k: "set", values: this.#expressions("}") };
    if (!this.#sign("[") && !this.#tuple()) return { k: "range", ...this.#range() };
    const loClosed = this.#sign("[");
    this.#at++;
    const lo = this.#inBrackets(() => expr(this.#any()));
    this.#expect("sign", ",");
    const hi = this.#inBrackets(() => expr(this.#any()));
    const hiClosed = this.#take("sign", "]");
    if (!hiClosed) this.#expect("sign", ")");
    return { k: "interval", lo, hi, loClosed, hiClosed };
  }
  /** Does a `(` stand here with a comma directly within it? */
  #tuple(): boolean {
    if (!this.#sign("(")) return false;
    let depth = 0;
    for (let i = 0; ; i++) {
      const t = this.#peek(i);
      if (t.k === "end") return false;
      if (t.k !== "sign") continue;
      if ("([{".includes(t.text)) depth++;
      else if (")]}".includes(t.text)) depth--;
      else if (t.text === "," && depth === 1) return true;
      if (depth === 0) return false;
    }
  }

  // ---- forms; the `(` is taken

  #form(name: string): Syntax {
    switch (name) {
      case "sum":
      case "prod": {
        const index = this.#name();
        this.#expect("word", "in");
        const over = this.#domain();
        const where = this.#where();
        return { k: "big", big: name, index, over, where, body: this.#body(")") };
      }
      case "diff":
        return this.#diff();
      case "integral": {
        const body = this.#body(",");
        const variable = this.#target();
        const over = this.#take("word", "in") ? this.#range() : null;
        this.#expect("sign", ")");
        return { k: "integral", body, variable, over };
      }
      case "indicator": {
        const test = prop(this.#any());
        this.#expect("sign", ")");
        return { k: "indicator", test };
      }
      case "limit":
        return this.#limit();
      case "infimum":
      case "supremum":
      case "argmin":
      case "argmax":
        return { k: "extremum", which: name, ...this.#inVariables() };
      case "potential": {
        const { body, variables } = this.#inVariables();
        const [variable] = variables;
        if (variables.length !== 1 || variable?.k !== "index") reject("a potential takes one component of a family");
        return { k: "potential", body, variable };
      }
      case "minimum":
      case "maximum":
        return this.#extreme(name);
      default:
        return { k: "predicate", name, ...this.#inVariables() };
    }
  }
  /** What stands before the first comma of a form (for a sum after it). */
  #body(close: "," | ")"): Syntax {
    if (close === ")") this.#expect("sign", ",");
    const body = expr(this.#any());
    this.#expect("sign", close);
    return body;
  }
  #target(): Syntax {
    const t = this.#primary();
    return t.k === "name" || t.k === "index" ? t : reject("an operator takes a variable or component");
  }
  #inVariables(): { body: Syntax; variables: Syntax[] } {
    const body = this.#body(",");
    const tuple = this.#take("sign", "(");
    const variables = tuple ? this.#list(() => this.#target()) : [this.#target()];
    if (tuple) this.#expect("sign", ")");
    this.#expect("sign", ")");
    return { body, variables };
  }
  #diff(): Syntax {
    const body = this.#body(",");
    const steps = [{ variable: this.#target(), order: 1 }];
    while (this.#take("sign", ",")) {
      const { k, value } = this.#peek();
      if (k !== "number" || value === null) {
        steps.push({ variable: this.#target(), order: 1 });
        continue;
      }
      this.#at++;
      const last = steps.at(-1) as { variable: Syntax; order: number };
      if (last.order !== 1 || value.d !== 1n || value.n < 1n || value.n > 20n)
        reject("an order is a whole number from 1 to 20");
      last.order = Number(value.n);
    }
    this.#expect("sign", ")");
    return { k: "diff", body, steps };
  }
  #limit(): Syntax {
    const body = this.#body(",");
    const variable = this.#target();
    this.#expect("sign", "->");
    this.#stops = { ...this.#stops, side: true };
    const point = expr(this.#sum());
    this.#stops = { ...this.#stops, side: false };
    let to: Approach = "at";
    if (this.#take("sign", "+")) to = "right";
    else if (this.#take("sign", "-")) to = "left";
    else if (point.k === "inf") to = "inf";
    else if (point.k === "negate" && point.arg.k === "inf") to = "-inf";
    this.#expect("sign", ")");
    return { k: "limit", body, variable, to, point };
  }
  #extreme(which: "minimum" | "maximum"): Syntax {
    const { body, variables } = this.#inVariables();
    const value = this.#take("sign", "=") ? expr(this.#sum()) : null;
    this.#expect("word", "at");
    const at = [this.#binding()];
    while (this.#sign(",") && this.#bindingFollows()) {
      this.#at++;
      at.push(this.#binding());
    }
    return { k: "extreme", which, body, variables, value, at };
  }
  /** Does `x =` or `z[k] =` follow the comma? */
  #bindingFollows(): boolean {
    if (this.#peek(1).k !== "name") return false;
    let i = 2;
    if (this.#sign("[", i)) {
      for (let depth = 0; ; i++) {
        const t = this.#peek(i);
        if (t.k === "end") return false;
        if (t.k === "sign" && "([{".includes(t.text)) depth++;
        if (t.k === "sign" && ")]}".includes(t.text)) depth--;
        if (depth === 0) break;
      }
      i++;
    }
    return this.#sign("=", i);
  }
  #binding(): Binding {
    const target = this.#target();
    this.#expect("sign", "=");
    return { target, value: this.#deeper(() => expr(this.#sum())) };
  }
  #at_(): Syntax {
    const body = this.#body(",");
    const bindings = this.#list(() => this.#binding());
    this.#expect("sign", ")");
    return { k: "at", body, bindings };
  }
}
