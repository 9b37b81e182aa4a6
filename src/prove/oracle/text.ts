/** Rational functions as text for a computer algebra system, and its answers back as terms. */
import type { Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";

/** Text of a term, with the variables under plain names, or null for what is no rational function of them. */
export type Asked = { readonly text: string; readonly names: ReadonlyMap<string, Term> };

const MAX_SIZE = 60;
const MAX_EXPONENT = 8;

/** Variables, numbers, sums, products, inverses and small whole powers; nothing else is fed to an oracle. */
export function rationalText(t: Term, x: Term): Asked | null {
  if (K.sizeOf(t) > MAX_SIZE) return null;
  const names = new Map<string, Term>([["x", x]]);
  const known = new Map<Term, string>([[x, "x"]]);
  const write = (u: Term): string | null => {
    switch (u.k) {
      case "num":
        return `(${u.value.num}/${u.value.den})`;
      case "var": {
        const name = known.get(u) ?? `p${known.size}`;
        known.set(u, name);
        names.set(name, u);
        return name;
      }
      case "op":
        return operation(u);
      default:
        return null;
    }
  };
  const operation = (u: Term & { k: "op" }): string | null => {
    const args = u.args.map(write);
    if (args.some((a) => a === null)) return null;
    const [a] = args as string[];
    const n = u.args[1];
    switch (u.op) {
      case "add":
        return `(${args.join("+")})`;
      case "mul":
        return `(${args.join("*")})`;
      case "inv":
        return `(1/(${a}))`;
      case "ipow": {
        const whole =
          n?.k === "num" && n.value.den === 1n && n.value.num <= MAX_EXPONENT && n.value.num >= -MAX_EXPONENT;
        return whole ? `((${a})^(${n.value.num}))` : null;
      }
      default:
        return null;
    }
  };
  const text = write(t);
  return text === null ? null : { text, names };
}

/** The term of an answer made of numbers, the names that were asked about, + - * / ^, brackets and log; else null. */
export function termOf(answer: string, names: ReadonlyMap<string, Term>): Term | null {
  const tokens = answer.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|[-+*/^()]/g) ?? [];
  if (tokens.join("") !== answer.replace(/\s+/g, "")) return null;
  let at = 0;
  const take = (s: string): boolean => tokens[at] === s && ++at > 0;
  class Unread extends Error {}
  const sum = (): Term => {
    const parts = [take("-") ? K.neg(product()) : product()];
    for (;;) {
      if (take("+")) parts.push(product());
      else if (take("-")) parts.push(K.neg(product()));
      else return K.op("add", parts);
    }
  };
  const product = (): Term => {
    const parts = [power()];
    for (;;) {
      if (take("*")) parts.push(power());
      else if (take("/")) parts.push(K.inv(power()));
      else return K.op("mul", parts);
    }
  };
  const power = (): Term => {
    const base = primary();
    if (!take("^")) return base;
    const minus = take("-");
    const n = K.canonical(primary());
    if (n.k !== "num") throw new Unread();
    const exponent = minus ? K.negQ(n.value) : n.value;
    return exponent.den === 1n ? K.ipow(base, K.num(exponent)) : K.rpow(base, K.num(exponent));
  };
  const primary = (): Term => {
    if (take("-")) return K.neg(primary());
    if (take("(")) {
      const t = sum();
      if (!take(")")) throw new Unread();
      return t;
    }
    const token = tokens[at++] ?? "";
    if (/^\d+$/.test(token)) return K.num(K.rational(BigInt(token)));
    const known = names.get(token);
    if (known !== undefined) return known;
    if (token !== "log" || !take("(")) throw new Unread();
    const t = sum();
    if (!take(")")) throw new Unread();
    return K.log(t);
  };
  try {
    const t = sum();
    return at === tokens.length ? t : null;
  } catch (e) {
    if (e instanceof Unread) return null;
    throw e;
  }
}
