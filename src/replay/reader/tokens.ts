/** Text to tokens. Texts in quotes and formulas in `$` are one token each; blanks only separate. */
import { fraction, power, type Q, reciprocal, times } from "../rational.ts";
import { reject } from "../rejected.ts";
import { GREEK, WORDS } from "./words.ts";

export type Token = {
  readonly k: "number" | "name" | "word" | "quoted" | "sign" | "end";
  readonly text: string;
  /** Of a number. */
  readonly value: Q | null;
  /** Does it follow the token before it without a blank? */
  readonly tight: boolean;
};

const SIGNS = ["..", "->", "!=", "<=", ">=", "~=", ..."+-*/^()[]{},:=<>"];
const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?/;
const MAX_LENGTH = 200_000;

export const END: Token = { k: "end", text: "the end", value: null, tight: false };

export function tokensOf(text: string): Token[] {
  if (text.length > MAX_LENGTH) reject("a statement of more than 200,000 characters");
  const out: Token[] = [];
  let at = 0;
  let tight = false;
  const push = (k: Token["k"], shown: string, length: number, value: Q | null = null): void => {
    out.push({ k, text: shown, value, tight });
    at += length;
    tight = true;
  };
  while (at < text.length) {
    const c = text[at] as string;
    const number = NUMBER.exec(text.slice(at, at + 2200));
    if (c === " " || c === "\n") {
      at++;
      tight = false;
    } else if (number !== null) {
      push("number", number[0], number[0].length, exact(number[0]));
    } else if (isLetter(c)) {
      let end = at;
      while (end < text.length && (isLetter(text[end] as string) || /[0-9_]/.test(text[end] as string))) end++;
      const name = [...text.slice(at, end)].map((x) => GREEK.get(x) ?? x).join("");
      push(WORDS.has(name) ? "word" : "name", name, end - at);
    } else if (c === '"' || c === "$") {
      const close = text.indexOf(c, at + 1);
      if (close < 0) reject(`${c} without its partner`);
      push("quoted", text.slice(at + 1, close), close + 1 - at);
    } else {
      const sign =
        SIGNS.find((s) => text.startsWith(s, at)) ?? reject(`the sign ${JSON.stringify(c)} is not of the language`);
      push("sign", sign, sign.length);
    }
  }
  return out;
}

const isLetter = (c: string): boolean => /[A-Za-z]/.test(c) || GREEK.has(c);

function exact(text: string): Q {
  const [digits, e] = text.toLowerCase().split("e") as [string, string | undefined];
  const [whole, part = ""] = digits.split(".") as [string, string | undefined];
  const exponent = e === undefined ? 0 : Number(e);
  if (digits.length > 1001 || Math.abs(exponent) > 1000) reject("a number that is too long");
  const scale = exponent - part.length;
  const ten = power(fraction(10n), Math.abs(scale));
  return times(fraction(BigInt(whole + part)), scale < 0 ? reciprocal(ten) : ten);
}
