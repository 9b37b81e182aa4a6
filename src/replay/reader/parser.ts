/**
 * Propositions and expressions by recursive descent, a method a level of binding. A `(` may
 * open a proposition or an expression; `expr` and `prop` say which is wanted.
 */
import { reject } from "../rejected.ts";
import { Cursor } from "./cursor.ts";
import type { Approach, Binding, Domain, Link, Range, Relation, Syntax } from "./syntax.ts";
import { isProposition } from "./syntax.ts";
import { FORMS } from "./words.ts";

const RELATIONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">=", "~="]);

export const expr = (s: Syntax): Syntax =>
  isProposition(s) ? reject("a proposition stands where an expression is needed") : s;
export const prop = (s: Syntax): Syntax =>
  isProposition(s) ? s : reject("an expression stands where a proposition is needed");

export class Parser extends Cursor {
  /** Functions that the author has defined: their names are never forms. */
  readonly #functions: ReadonlySet<string>;

  constructor(text: string, functions: ReadonlySet<string>) {
    super(text);
    this.#functions = functions;
  }

  // ---- propositions, loosest first

  protected any(): Syntax {
    let left = this.#implication();
    while (this.take("word", "iff")) left = { k: "iff", left: prop(left), right: prop(this.#implication()) };
    return left;
  }
  #implication(): Syntax {
    const left = this.#joined("or", () => this.#joined("and", () => this.#negation()));
    if (!this.take("word", "implies")) return left;
    return { k: "implies", left: prop(left), right: prop(this.deeper(() => this.#implication())) };
  }
  #joined(k: "and" | "or", read: () => Syntax): Syntax {
    let left = read();
    while (this.take("word", k)) left = { k, left: prop(left), right: prop(read()) };
    return left;
  }
  #negation(): Syntax {
    if (this.take("word", "not")) return { k: "not", arg: prop(this.deeper(() => this.#negation())) };
    if (this.take("word", "exists")) return this.#quantified("some");
    if (!this.take("word", "for")) return this.#relation();
    this.expect("word", "all");
    return this.#quantified("all");
  }
  #quantified(quantifier: "all" | "some"): Syntax {
    const names = this.list(() => this.name());
    const domain = this.take("word", "in") ? this.domain() : null;
    this.expect("sign", ":");
    return { k: "quantified", quantifier, names, domain, body: prop(this.deeper(() => this.any())) };
  }
  #relation(): Syntax {
    const first = this.#sum();
    const related = (): boolean => this.peek().k === "sign" && RELATIONS.has(this.peek().text);
    if (!isProposition(first) && this.take("word", "in")) return { k: "member", arg: first, domain: this.domain() };
    if (!related()) return first;
    const links: Link[] = [];
    while (related()) {
      if (links.at(-1)?.relation === "~=") reject("~= may only end a chain");
      links.push(this.#link());
    }
    return { k: "chain", first: expr(first), links };
  }
  #link(): Link {
    const relation = this.peek().text as Relation;
    this.at++;
    if (relation !== "~=") return { relation, right: expr(this.#sum()), tolerance: null };
    const before = this.stops;
    this.stops = { ...before, plusMinus: true };
    const right = expr(this.#sum());
    this.stops = before;
    if (!this.#plusMinus()) reject("~= needs a tolerance after +-");
    this.at += 2;
    return { relation, right, tolerance: expr(this.#sum()) };
  }
  #plusMinus(): boolean {
    return this.sign("+") && this.sign("-", 1) && this.peek(1).tight;
  }

  // ---- expressions

  #sum(): Syntax {
    let left = this.#product();
    while (this.sign("+") || this.sign("-")) {
      if (this.stops.plusMinus && this.#plusMinus()) break;
      if (this.stops.side && this.sign(")", 1)) break;
      left = this.#binary(left, () => this.#product());
    }
    return left;
  }
  #product(): Syntax {
    let left = this.#unary();
    while (this.sign("*") || this.sign("/")) left = this.#binary(left, () => this.#unary());
    return left;
  }
  #binary(left: Syntax, read: () => Syntax): Syntax {
    const op = this.peek().text;
    this.at++;
    return { k: "binary", op, left: expr(left), right: expr(read()) };
  }
  #unary(): Syntax {
    if (this.take("sign", "-")) return { k: "negate", arg: expr(this.deeper(() => this.#unary())) };
    if (this.take("word", "if")) return this.deeper(() => this.#conditional());
    const base = this.#primary();
    return this.sign("^") ? this.#binary(base, () => this.deeper(() => this.#unary())) : base;
  }
  #conditional(): Syntax {
    const test = prop(this.any());
    this.expect("word", "then");
    const then = expr(this.#sum());
    this.expect("word", "else");
    return { k: "if", test, then, else: expr(this.#sum()) };
  }
  #primary(): Syntax {
    const t = this.peek();
    this.at++;
    if (t.k === "number" && t.value !== null) return { k: "number", value: t.value };
    if (t.k === "name") return this.#named(t.text);
    if (t.k === "word" && (t.text === "pi" || t.text === "e" || t.text === "inf" || t.text === "const"))
      return { k: t.text };
    if (t.k === "word" && t.text === "at" && this.take("sign", "(")) return this.inBrackets(() => this.#evaluation());
    if (t.k === "sign" && t.text === "(") {
      const inside = this.inBrackets(() => this.any());
      this.expect("sign", ")");
      return inside;
    }
    return reject(`expected an expression, found ${t.text.slice(0, 80)}`);
  }
  #named(name: string): Syntax {
    if (this.take("sign", "(")) {
      if (FORMS.has(name) && !this.#functions.has(name)) return this.inBrackets(() => this.#form(name));
      return { k: "call", name, args: this.#expressions(")") };
    }
    return this.take("sign", "[") ? { k: "index", name, index: this.#expressions("]") } : { k: "name", name };
  }
  #expressions(close: string): Syntax[] {
    const out = this.list(() => this.inBrackets(() => expr(this.any())));
    this.expect("sign", close);
    return out;
  }

  // ---- domains

  protected range(): Range {
    const lo = expr(this.#sum());
    this.expect("sign", "..");
    return { lo, hi: expr(this.#sum()) };
  }
  protected domain(): Domain {
    if (this.take("word", "real")) return { k: "real" };
    if (this.take("word", "integer")) return { k: "integer" };
    if (this.take("sign", "{")) return { k: "set", values: this.#expressions("}") };
    if (!this.sign("[") && !this.#tuple()) return { k: "range", ...this.range() };
    const loClosed = this.sign("[");
    this.at++;
    const lo = this.inBrackets(() => expr(this.any()));
    this.expect("sign", ",");
    const hi = this.inBrackets(() => expr(this.any()));
    const hiClosed = this.take("sign", "]");
    if (!hiClosed) this.expect("sign", ")");
    return { k: "interval", lo, hi, loClosed, hiClosed };
  }
  /** Does a `(` stand here with a comma directly within it? */
  #tuple(): boolean {
    if (!this.sign("(")) return false;
    let depth = 0;
    for (let i = 0; ; i++) {
      const t = this.peek(i);
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
        const index = this.name();
        this.expect("word", "in");
        const over = this.domain();
        const where = this.where();
        return { k: "big", big: name, index, over, where, body: this.#body(")") };
      }
      case "diff":
        return this.#diff();
      case "integral": {
        const body = this.#body(",");
        const variable = this.#target();
        const over = this.take("word", "in") ? this.range() : null;
        this.expect("sign", ")");
        return { k: "integral", body, variable, over };
      }
      case "indicator": {
        const test = prop(this.any());
        this.expect("sign", ")");
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
    if (close === ")") this.expect("sign", ",");
    const body = expr(this.any());
    this.expect("sign", close);
    return body;
  }
  #target(): Syntax {
    const t = this.#primary();
    return t.k === "name" || t.k === "index" ? t : reject("an operator takes a variable or component");
  }
  #inVariables(): { body: Syntax; variables: Syntax[] } {
    const body = this.#body(",");
    const tuple = this.take("sign", "(");
    const variables = tuple ? this.list(() => this.#target()) : [this.#target()];
    if (tuple) this.expect("sign", ")");
    this.expect("sign", ")");
    return { body, variables };
  }
  #diff(): Syntax {
    const body = this.#body(",");
    const steps = [{ variable: this.#target(), order: 1 }];
    while (this.take("sign", ",")) {
      const { k, value } = this.peek();
      if (k !== "number" || value === null) {
        steps.push({ variable: this.#target(), order: 1 });
        continue;
      }
      this.at++;
      const last = steps.at(-1) as { variable: Syntax; order: number };
      if (last.order !== 1 || value.d !== 1n || value.n < 1n || value.n > 20n)
        reject("an order is a whole number from 1 to 20");
      last.order = Number(value.n);
    }
    this.expect("sign", ")");
    return { k: "diff", body, steps };
  }
  #limit(): Syntax {
    const body = this.#body(",");
    const variable = this.#target();
    this.expect("sign", "->");
    this.stops = { ...this.stops, side: true };
    const point = expr(this.#sum());
    this.stops = { ...this.stops, side: false };
    let to: Approach = "at";
    if (this.take("sign", "+")) to = "right";
    else if (this.take("sign", "-")) to = "left";
    else if (point.k === "inf") to = "inf";
    else if (point.k === "negate" && point.arg.k === "inf") to = "-inf";
    this.expect("sign", ")");
    return { k: "limit", body, variable, to, point };
  }
  #extreme(which: "minimum" | "maximum"): Syntax {
    const { body, variables } = this.#inVariables();
    const value = this.take("sign", "=") ? expr(this.#sum()) : null;
    this.expect("word", "at");
    const at = [this.#binding()];
    while (this.sign(",") && this.#bindingFollows()) {
      this.at++;
      at.push(this.#binding());
    }
    return { k: "extreme", which, body, variables, value, at };
  }
  /** Does `x =` or `z[k] =` follow the comma? */
  #bindingFollows(): boolean {
    if (this.peek(1).k !== "name") return false;
    let i = 2;
    if (this.sign("[", i)) {
      for (let depth = 0; ; i++) {
        const t = this.peek(i);
        if (t.k === "end") return false;
        if (t.k === "sign" && "([{".includes(t.text)) depth++;
        if (t.k === "sign" && ")]}".includes(t.text)) depth--;
        if (depth === 0) break;
      }
      i++;
    }
    return this.sign("=", i);
  }
  #binding(): Binding {
    const target = this.#target();
    this.expect("sign", "=");
    return { target, value: this.deeper(() => expr(this.#sum())) };
  }
  #evaluation(): Syntax {
    const body = this.#body(",");
    const bindings = this.list(() => this.#binding());
    this.expect("sign", ")");
    return { k: "at", body, bindings };
  }

  protected where(): Syntax | null {
    return this.take("word", "where") ? prop(this.any()) : null;
  }
}
