/** Statements: declarations, definitions, assumptions, hypotheses of one claim, and its proposition. */
import { reject } from "../rejected.ts";
import { expr, Parser, prop } from "./parser.ts";
import type { Range, Statement, Syntax } from "./syntax.ts";

export class StatementParser extends Parser {
  /** A declaration, definition or assumption. */
  statement(): Statement {
    const t = this.peek();
    this.at++;
    const s = t.k !== "word" ? reject("a statement begins with one of its words") : this.#statement(t.text);
    if (s.k !== "assume" && this.take("word", "as")) {
      if (this.peek().k !== "quoted") reject("expected a formula after `as`");
      this.at++;
    }
    this.end();
    return s;
  }
  #statement(word: string): Statement {
    switch (word) {
      case "var": {
        const items = this.list(() => {
          const name = this.name();
          const ranges = this.take("sign", "[") ? this.list(() => this.range()) : [];
          if (ranges.length > 0) this.expect("sign", "]");
          return { name, ranges };
        });
        this.expect("sign", ":");
        return { k: "var", items, domain: this.domain(), where: this.where() };
      }
      case "fun": {
        const name = this.name();
        this.expect("sign", "(");
        const params = this.#params();
        this.expect("sign", ":");
        return { k: "fun", name, params, domain: this.domain(), where: this.where() };
      }
      case "def":
        return this.#definition();
      case "assume":
        return { k: "assume", prop: prop(this.any()) };
      default:
        return reject(`the statement ${word} does not belong to a claim`);
    }
  }
  #definition(): Statement {
    const name = this.name();
    let form: "plain" | "function" | "family" = "plain";
    let params: string[] = [];
    const ranges: Range[] = [];
    if (this.take("sign", "(")) {
      form = "function";
      params = this.#params();
    } else if (this.take("sign", "[")) {
      form = "family";
      params = this.list(() => {
        const index = this.name();
        this.expect("word", "in");
        ranges.push(this.range());
        return index;
      });
      this.expect("sign", "]");
    }
    if (new Set(params).size < params.length) reject("a parameter stands twice");
    this.expect("sign", "=");
    return { k: "def", form, name, params, ranges, body: expr(this.any()) };
  }
  #params(): string[] {
    const out = this.list(() => this.name());
    this.expect("sign", ")");
    if (new Set(out).size < out.length) reject("a parameter stands twice");
    return out;
  }
  /** `given` and a proposition. */
  given(): Syntax {
    this.expect("word", "given");
    return this.proposition();
  }
  proposition(): Syntax {
    const p = prop(this.any());
    this.end();
    return p;
  }
}
