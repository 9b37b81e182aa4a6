/** Lines of statements to tokens. */
import type { Span } from "../diagnostic/diagnostic.ts";
import type { Source } from "../diagnostic/source.ts";
import { latinTwin } from "./confusable.ts";
import { fail } from "./fault.ts";
import { GREEK_NAMES, KEYWORDS } from "./words.ts";

/** One line of a lossproof block: where its text is in the source, and how far it is indented. */
export type Line = {
  /** Offset of the first character that is not blank. */
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Does the indentation have a tab? */
  readonly tab: boolean;
};

export type Token = {
  readonly k: "number" | "name" | "keyword" | "string" | "tex" | "symbol" | "end";
  /** Canonical: a name in ASCII, a symbol, a string's or formula's inside, a number as written. */
  readonly text: string;
  readonly span: Span;
  /** For numbers: the exact value. */
  readonly value?: { readonly num: bigint; readonly den: bigint };
};

const SYMBOLS = [
  "..",
  "->",
  "!=",
  "<=",
  ">=",
  "~=",
  "+",
  "-",
  "*",
  "/",
  "^",
  "?",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "=",
  "<",
  ">",
];

/** Signs of other languages and what to write here. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["<->", "iff"],
  ["<=>", "iff"],
  ["==", "="],
  ["=>", "implies"],
  ["<>", "!="],
  ["=<", "<="],
  ["**", "^"],
  ["&&", "and"],
  ["||", "or"],
  [":=", "="],
];

const UNICODE_SIGNS: ReadonlyMap<string, string> = new Map([
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["≈", "~="],
  ["±", "+-"],
  ["−", "-"],
  ["–", "-"],
  ["·", "*"],
  ["×", "*"],
  ["÷", "/"],
  ["→", "->"],
  ["∞", "inf"],
  ["∧", "and"],
  ["∨", "or"],
  ["¬", "not"],
  ["⇒", "implies"],
  ["⇔", "iff"],
  ["∀", "for all"],
  ["∃", "exists"],
  ["∈", "in"],
  ["∑", "sum(k in 1..K, …)"],
  ["∏", "prod(k in 1..K, …)"],
  ["∫", "integral(f, x)"],
  ["∂", "diff(f, x)"],
  ["√", "sqrt(…)"],
  ["“", '"'],
  ["”", '"'],
  ["²", "^2"],
  ["³", "^3"],
]);

const MAX_DIGITS = 1000;
const MAX_EXPONENT = 1000;

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";
const isLetter = (c: string | undefined): boolean =>
  c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || GREEK_NAMES.has(c));

export type Lexed = { readonly tokens: readonly Token[]; readonly comment: string | null; readonly codeEnd: number };

/** The tokens of one line; the comment is what follows `#`. */
export function lexLine(source: Source, line: Line): Lexed {
  const text = source.text;
  const tokens: Token[] = [];
  let i = line.start;
  const push = (k: Token["k"], word: string, end: number, value?: { num: bigint; den: bigint }): void => {
    const span = source.span(i, end);
    tokens.push(value === undefined ? { k, text: word, span } : { k, text: word, span, value });
    i = end;
  };
  while (i < line.end) {
    const c = text[i] as string;
    if (c === " " || c === "\t") {
      i++;
    } else if (c === "#") {
      return { tokens, comment: text.slice(i + 1, line.end).trim(), codeEnd: i };
    } else if (isDigit(c)) {
      lexNumber(source, line, i, push);
    } else if (isLetter(c)) {
      let end = i;
      let name = "";
      while (end < line.end) {
        const d = text[end] as string;
        const greek = GREEK_NAMES.get(d);
        if (greek !== undefined) name += greek;
        else if (isLetter(d) || isDigit(d) || d === "_") name += d;
        else break;
        end++;
      }
      if (name.length > 100) fail("E101", source.span(i, end), "a name may have at most 100 letters");
      push(KEYWORDS.has(name) ? "keyword" : "name", name, end);
    } else if (c === '"' || c === "$") {
      const close = text.indexOf(c, i + 1);
      if (close < 0 || close >= line.end) {
        fail(
          "E109",
          source.span(i, line.end),
          c === '"' ? "this quotation does not end on its line" : "this formula does not end on its line",
          {
            help: c === '"' ? 'close it with "' : "close it with $",
          },
        );
      }
      push(c === '"' ? "string" : "tex", text.slice(i + 1, close), close + 1);
    } else {
      const foreign = FOREIGN.find(([sign]) => text.startsWith(sign, i) && i + sign.length <= line.end);
      if (foreign !== undefined) {
        fail("E111", source.span(i, i + foreign[0].length), `\`${foreign[0]}\` is not a sign of this language`, {
          help: `write \`${foreign[1]}\``,
        });
      }
      const symbol = SYMBOLS.find((s) => text.startsWith(s, i) && i + s.length <= line.end);
      if (symbol === undefined) badCharacter(source, i);
      push("symbol", symbol as string, i + (symbol as string).length);
    }
  }
  return { tokens, comment: null, codeEnd: line.end };
}

function lexNumber(
  source: Source,
  line: Line,
  start: number,
  push: (k: "number", text: string, end: number, value: { num: bigint; den: bigint }) => void,
): void {
  const text = source.text;
  let end = start;
  const digits = (from: number): number => {
    let j = from;
    while (j < line.end && isDigit(text[j])) j++;
    return j;
  };
  end = digits(end);
  let whole = text.slice(start, end);
  let scale = 0;
  if (text[end] === "." && end + 1 < line.end && isDigit(text[end + 1])) {
    const fraction = digits(end + 1);
    whole += text.slice(end + 1, fraction);
    scale = fraction - end - 1;
    end = fraction;
  }
  let exponent = 0;
  if (text[end] === "e" || text[end] === "E") {
    const sign = text[end + 1] === "-" || text[end + 1] === "+" ? 1 : 0;
    const last = digits(end + 1 + sign);
    if (last > end + 1 + sign) {
      const digitsText = text.slice(end + 1 + sign, last);
      exponent = digitsText.length > 6 ? MAX_EXPONENT + 1 : Number(digitsText);
      if (text[end + 1] === "-") exponent = -exponent;
      end = last;
    }
  }
  if (whole.length > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
    fail(
      "E108",
      source.span(start, end),
      `this number is too long: at most ${MAX_DIGITS} digits and exponents up to ${MAX_EXPONENT}`,
    );
  }
  const power = exponent - scale;
  let num = BigInt(whole);
  let den = 1n;
  if (power >= 0) num *= 10n ** BigInt(power);
  else den = 10n ** BigInt(-power);
  push("number", text.slice(start, end), end, { num, den });
}

function badCharacter(source: Source, at: number): never {
  const code = source.text.codePointAt(at) as number;
  const c = String.fromCodePoint(code);
  const span = source.span(at, at + c.length);
  const write = UNICODE_SIGNS.get(c);
  if (write !== undefined) {
    const shown = write === '"' ? "a straight quotation mark" : `\`${write}\``;
    return fail("E101", span, `\`${c}\` is not a sign of this language`, { help: `write ${shown}` });
  }
  if (code < 128) {
    const help =
      c === "."
        ? "a number has digits on both sides of its point; a range has two points: `1..K`"
        : c === "~"
          ? "write `a ~= b +- tolerance`"
          : c === "!"
            ? "write `not P`, or `!=` between expressions"
            : c === "&" || c === "|"
              ? "write `and`, `or`, `abs(x)`"
              : c === ";"
                ? "write one statement a line"
                : c === "_"
                  ? "a name starts with a letter"
                  : c === "'"
                    ? "a name has letters, digits and `_`; titles stand in double quotes"
                    : null;
    return fail("E101", span, `\`${c}\` is not a sign of this language`, { help });
  }
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  const visible = /\p{L}|\p{N}|\p{P}|\p{S}/u.test(c) ? `\`${c}\` (U+${hex})` : `the character U+${hex}`;
  const letter = /\p{L}/u.test(c);
  const twin = latinTwin(c);
  return fail(
    "E101",
    span,
    letter ? `${visible} cannot stand in a name` : `${visible} is not a sign of this language`,
    {
      help:
        twin !== null
          ? `it looks like \`${twin}\`; write that`
          : letter
            ? "names have letters from a to z, digits, `_` and Greek letters"
            : null,
    },
  );
}
