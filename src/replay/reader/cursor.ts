/** A place among the tokens of a statement, and the steps that all of the grammar is read with. */
import { reject } from "../rejected.ts";
import { END, type Token, tokensOf } from "./tokens.ts";

/** Brackets and prefixes around a place. */
const MAX_NESTING = 300;

export class Cursor {
  readonly #tokens: readonly Token[];
  #nesting = 0;
  protected at = 0;
  /** Does `+-` end the expression, as before a tolerance? Does a sign before `)`, as after the point of a limit? */
  protected stops = { plusMinus: false, side: false };

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  protected peek(ahead = 0): Token {
    return this.#tokens[this.at + ahead] ?? END;
  }
  protected is(k: "sign" | "word", text: string, ahead = 0): boolean {
    const t = this.peek(ahead);
    return t.k === k && t.text === text;
  }
  protected sign(text: string, ahead = 0): boolean {
    return this.is("sign", text, ahead);
  }
  protected take(k: "sign" | "word", text: string): boolean {
    if (!this.is(k, text)) return false;
    this.at++;
    return true;
  }
  protected expect(k: "sign" | "word", text: string): void {
    if (!this.take(k, text)) reject(`expected ${text}, found ${this.peek().text.slice(0, 80)}`);
  }
  protected name(): string {
    const t = this.peek();
    if (t.k !== "name") reject(`expected a name, found ${t.text.slice(0, 80)}`);
    this.at++;
    return t.text;
  }
  /** One or more, with commas between. */
  protected list<R>(read: () => R): R[] {
    const out = [read()];
    while (this.take("sign", ",")) out.push(read());
    return out;
  }
  protected end(): void {
    if (this.at < this.#tokens.length) reject(`expected the end, found ${this.peek().text.slice(0, 80)}`);
  }
  protected inBrackets<R>(read: () => R): R {
    const before = this.stops;
    this.stops = { plusMinus: false, side: false };
    const out = this.deeper(read);
    this.stops = before;
    return out;
  }
  protected deeper<R>(read: () => R): R {
    this.#nesting++;
    if (this.#nesting > MAX_NESTING) reject(`a text nested more than ${MAX_NESTING} deep`);
    const out = read();
    this.#nesting--;
    return out;
  }
}
