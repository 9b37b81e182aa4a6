/** Syntax to TeX that KaTeX and amsmath read. */

import type { Approach, Binding, Domain, Expr, Prop } from "../language/syntax.ts";
import { FUNCTION_TEX } from "./functions.ts";
import { joinSub, nameTex } from "./names.ts";
import { propTex } from "./propositions.ts";
import { isProp, textOf } from "./text.ts";

export type TexOptions = {
  /** How names print, by `as $…$`. */
  readonly notation?: ReadonlyMap<string, string>;
};

const SUM = 1;
const PRODUCT = 2;
const UNARY = 3;
const POWER = 4;
const ATOM = 5;

export function texOf(n: Expr | Prop, options: TexOptions = {}): string {
  const tex = new Tex(options.notation ?? new Map(), false);
  return isProp(n) ? propTex(tex, n, 0) : tex.expr(n, 0);
}

/** An exponent whose text is longer stands in exp(…). */
const MAX_EXPONENT_TEXT = 30;

/** Does the TeX stand higher than a line of text? */
export function isTall(tex: string): boolean {
  return /\\frac|\\sum|\\prod|\\int|\\begin|\\left|\\lim|\\inf_|\\sup_|\\operatorname\*/.test(tex);
}

/** Brackets as high as what they hold. */
export function fence(open: string, tex: string, close: string): string {
  return isTall(tex) ? `\\left${open}${tex}\\right${close}` : `${open}${tex}${close}`;
}

export function parens(tex: string): string {
  return fence("(", tex, ")");
}

export class Tex {
  readonly notation: ReadonlyMap<string, string>;
  /** In exponents and subscripts fractions are written with a slash. */
  readonly small: boolean;

  constructor(notation: ReadonlyMap<string, string>, small: boolean) {
    this.notation = notation;
    this.small = small;
  }

  inline(): Tex {
    return this.small ? this : new Tex(this.notation, true);
  }

  name(name: string, index: readonly Expr[] = []): string {
    const sub = index.map((i) => this.inline().expr(i, 0));
    return joinSub(nameTex(name, this.notation), sub);
  }

  expr(e: Expr, needed: number): string {
    const [tex, own] = this.raw(e);
    return own < needed ? parens(tex) : tex;
  }

  /** The TeX and how tightly it holds together. */
  raw(e: Expr): [string, number] {
    switch (e.k) {
      case "number":
        return [numberTex(e.text), /[eE]/.test(e.text) ? PRODUCT : ATOM];
      case "constant":
        return [e.name === "pi" ? "\\pi" : "e", ATOM];
      case "name":
        return [this.name(e.name), ATOM];
      case "const":
        return ["\\mathrm{const}", ATOM];
      case "infinity":
        return ["\\infty", ATOM];
      case "index":
        return [this.name(e.family.name, e.index), ATOM];
      case "call":
        return this.#call(e);
      case "negate":
        return [`-${this.expr(e.arg, PRODUCT)}`, SUM + 0.5];
      case "binary":
        return this.#binary(e);
      case "big": {
        const sign = e.big === "sum" ? "\\sum" : "\\prod";
        return [`${sign}${this.#bounds(e)} ${this.expr(e.body, PRODUCT)}`, PRODUCT];
      }
      case "diff":
        return this.#diff(e);
      case "integral": {
        const over =
          e.over === null ? "" : `_{${this.inline().expr(e.over.lo, 0)}}^{${this.inline().expr(e.over.hi, 0)}}`;
        return [`\\int${over} ${this.expr(e.body, PRODUCT)} \\, d${this.#spaced(e.variable)}`, PRODUCT];
      }
      case "at":
        return [`\\left.${this.expr(e.body, 0)}\\right|_{${this.bindings(e.bindings)}}`, ATOM];
      case "if":
        return [this.#cases(e), ATOM];
      case "indicator":
        return [`\\mathbf{1}${fence("[", propTex(this, e.test, 0), "]")}`, ATOM];
      case "limit":
        return [
          `\\lim_{${this.#spaced(e.variable).trim()} \\to ${this.#approach(e.to)}} ${this.expr(e.body, PRODUCT)}`,
          PRODUCT,
        ];
      case "extremum": {
        const sign = {
          infimum: "\\inf",
          supremum: "\\sup",
          argmin: "\\operatorname*{arg\\,min}",
          argmax: "\\operatorname*{arg\\,max}",
        }[e.which];
        return [`${sign}_{${this.list(e.variables)}} ${this.expr(e.body, PRODUCT)}`, PRODUCT];
      }
      case "potential":
        return [
          `\\operatorname{potential}_{${this.inline().expr(e.variable, 0)}} ${parens(this.expr(e.body, 0))}`,
          ATOM,
        ];
    }
  }

  list(es: readonly Expr[]): string {
    return es.map((e) => this.expr(e, 0)).join(", ");
  }

  bindings(bs: readonly Binding[]): string {
    return bs.map((b) => `${this.expr(b.target, 0)} = ${this.expr(b.value, 0)}`).join(",\\, ");
  }

  /** A variable after d: a control word already brings its own space. */
  #spaced(e: Expr): string {
    const tex = this.expr(e, 0);
    return tex.startsWith("\\") ? ` ${tex}` : tex;
  }

  #approach(to: Approach): string {
    switch (to.k) {
      case "inf":
        return "\\infty";
      case "-inf":
        return "-\\infty";
      case "at":
        return this.inline().expr(to.point, 0);
      case "right":
        return `${this.inline().expr(to.point, ATOM)}^{+}`;
      case "left":
        return `${this.inline().expr(to.point, ATOM)}^{-}`;
    }
  }

  #bounds(e: Expr & { k: "big" }): string {
    const index = this.name(e.index.name);
    const small = this.inline();
    if (e.over.k === "range") {
      const lo = `${index}=${small.expr(e.over.lo, 0)}`;
      const hi = `^{${small.expr(e.over.hi, 0)}}`;
      if (e.where === null) return `_{${lo}}${hi}`;
      return `_{\\substack{${lo} \\\\ ${propTex(small, e.where, 0)}}}${hi}`;
    }
    const over = `${index} \\in ${this.domain(e.over)}`;
    return e.where === null ? `_{${over}}` : `_{\\substack{${over} \\\\ ${propTex(small, e.where, 0)}}}`;
  }

  domain(d: Domain): string {
    switch (d.k) {
      case "real":
        return "\\mathbb{R}";
      case "integer":
        return "\\mathbb{Z}";
      case "range":
        return `\\{${this.expr(d.lo, 0)}, \\dots, ${this.expr(d.hi, 0)}\\}`;
      case "set":
        return `\\{${this.list(d.values)}\\}`;
      case "interval": {
        const inside = `${this.expr(d.lo, 0)}, ${this.expr(d.hi, 0)}`;
        const [open, close] = [d.loClosed ? "[" : "(", d.hiClosed ? "]" : ")"];
        return isTall(inside) ? `\\left${open}${inside}\\right${close}` : `${open}${inside}${close}`;
      }
    }
  }

  #call(e: Expr & { k: "call" }): [string, number] {
    const name = e.fun.name;
    const [a, b] = e.args;
    if (this.notation.get(name) === undefined && a !== undefined) {
      if (name === "sqrt") return [`\\sqrt{${this.expr(a, 0)}}`, ATOM];
      if (name === "abs") return [`\\left|${this.expr(a, 0)}\\right|`, ATOM];
      if (name === "delta" && b !== undefined)
        return [`\\delta_{${this.inline().expr(a, 0)}, ${this.inline().expr(b, 0)}}`, ATOM];
      // The text is no shorter than the formula; looking at it first keeps nested exponentials from being set twice each.
      if (name === "exp" && textOf(a).length <= MAX_EXPONENT_TEXT) {
        const small = this.inline().expr(a, 0);
        if (!isTall(small) && small.replace(/\\[a-z]+/gi, "x").replace(/[{}_^\s\\,]/g, "").length <= 12)
          return [`e^{${small}}`, POWER];
      }
    }
    const plain = FUNCTION_TEX.get(name);
    const shown = this.notation.has(name) || plain === undefined ? this.#functionName(name) : plain;
    return [`${shown}${parens(this.list(e.args))}`, ATOM];
  }

  #functionName(name: string): string {
    const tex = this.name(name);
    return tex.startsWith("\\mathrm{") && !tex.includes("_") ? tex.replace("\\mathrm", "\\operatorname") : tex;
  }

  #binary(e: Expr & { k: "binary" }): [string, number] {
    switch (e.op) {
      case "+":
      case "-": {
        const right = startsWithMinus(e.right) ? parens(this.expr(e.right, 0)) : this.expr(e.right, PRODUCT);
        return [`${this.expr(e.left, SUM)} ${e.op} ${right}`, SUM];
      }
      case "*":
        return startsWithMinus(e.left) ? [`-${this.#product(positive(e))}`, SUM + 0.5] : [this.#product(e), PRODUCT];
      case "/":
        return startsWithMinus(e.left) ? [`-${this.#quotient(positive(e))[0]}`, SUM + 0.5] : this.#quotient(e);
      case "^":
        return [this.#power(e), POWER];
    }
  }

  #quotient(e: Expr): [string, number] {
    if (e.k !== "binary") return this.raw(e);
    if (this.small) return [`${this.expr(e.left, PRODUCT)}/${this.expr(e.right, UNARY)}`, PRODUCT];
    return [`\\frac{${this.expr(e.left, 0)}}{${this.expr(e.right, 0)}}`, POWER + 0.5];
  }

  #power(e: Expr & { k: "binary" }): string {
    const exponent = this.inline().expr(e.right, 0);
    const { left } = e;
    // log(x)^2 would be read as the power of x, (a/b)^2 as that of a.
    const bare = left.k === "number" || left.k === "name" || left.k === "index" || left.k === "constant";
    const call = left.k === "call" && !["exp", "delta"].includes(left.fun.name);
    if (left.k === "call" && FUNCTION_TEX.has(left.fun.name) && !this.notation.has(left.fun.name))
      return `${parens(this.expr(left, 0))}^{${exponent}}`;
    if (left.k === "index") return `${this.expr(left, ATOM)}^{${exponent}}`;
    return bare || call ? `${this.expr(left, ATOM)}^{${exponent}}` : `${parens(this.expr(left, 0))}^{${exponent}}`;
  }

  /** Factors side by side, with a dot where they would be read as one. */
  #product(e: Expr): string {
    const factors = factorsOf(e);
    const texs = factors.map((f, i) => {
      const last = i === factors.length - 1;
      const [tex, own] = this.raw(f);
      const open = own === PRODUCT && !last && f.k !== "binary";
      return own < PRODUCT || open || startsWithMinus(f) ? parens(tex) : tex;
    });
    return texs.reduce(
      (left, right, i) => `${left}${separator(factors[i - 1] as Expr, factors[i] as Expr, right)}${right}`,
    );
  }

  #diff(e: Expr & { k: "diff" }): [string, number] {
    const total = e.steps.reduce((n, s) => n + s.order, 0);
    const power = (n: number): string => (n === 1 ? "" : `^{${n}}`);
    // The last variable is differentiated last, so it stands first.
    const below = [...e.steps]
      .reverse()
      .map((s) => `\\partial ${grouped(this.inline().expr(s.variable, ATOM), s.order)}${power(s.order)}`)
      .join(" \\, ");
    const simple = e.body.k === "name" || e.body.k === "index";
    if (simple) return [`\\frac{\\partial${power(total)} ${this.expr(e.body, 0)}}{${below}}`, POWER + 0.5];
    const operator = `\\frac{\\partial${power(total)}}{${below}}`;
    if (e.body.k === "call" && !["exp", "sqrt", "abs", "delta"].includes(e.body.fun.name))
      return [`${operator} ${this.expr(e.body, 0)}`, PRODUCT];
    return [`${operator} \\left(${this.expr(e.body, 0)}\\right)`, PRODUCT];
  }

  #cases(e: Expr & { k: "if" }): string {
    const rows: string[] = [];
    let rest: Expr = e;
    while (rest.k === "if") {
      rows.push(`${this.expr(rest.then, 0)} & \\text{if } ${propTex(this, rest.test, 0)}`);
      rest = rest.else;
    }
    rows.push(`${this.expr(rest, 0)} & \\text{otherwise}`);
    return `\\begin{cases} ${rows.join(" \\\\ ")} \\end{cases}`;
  }
}

/** z_{m} squared needs no group, {z_{m}'} does. */
function grouped(tex: string, order: number): string {
  return order > 1 && /\^/.test(tex) ? `{${tex}}` : tex;
}

function factorsOf(e: Expr): Expr[] {
  return e.k === "binary" && e.op === "*" ? [...factorsOf(e.left), e.right] : [e];
}

function startsWithMinus(e: Expr): boolean {
  if (e.k === "negate") return true;
  return e.k === "binary" && (e.op === "*" || e.op === "/") && startsWithMinus(e.left);
}
function positive(e: Expr): Expr {
  if (e.k === "negate") return e.arg;
  return e.k === "binary" ? { ...e, left: positive(e.left) } : e;
}

function separator(left: Expr, right: Expr, tex: string): string {
  if (/^[0-9]/.test(tex)) return " \\cdot ";
  if (left.k === "number") return right.k === "number" ? " \\cdot " : "";
  // Operators bring a thin space of their own.
  return /^\\(log|ln|exp|max|min|tanh|sinh|cosh|operatorname|sum|prod|int|lim|inf_|sup_)/.test(tex) ? " " : " \\, ";
}

/** 1e-7 is 10 to the power −7. */
function numberTex(text: string): string {
  const m = /^([0-9.]+)[eE]\+?(-?[0-9]+)$/.exec(text);
  if (m === null) return text;
  const power = `10^{${m[2]}}`;
  return m[1] === "1" ? power : `${m[1]} \\cdot ${power}`;
}
