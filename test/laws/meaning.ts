/**
 * What a statement of random.ts means at a point, in floating point, straight from the syntax tree: nothing here is
 * shared with the program but its parser. What is undefined is NaN; what rounding cannot tell is null.
 */
import type { Domain, Expr, Prop } from "../../src/language/syntax.ts";

export type Point = {
  readonly numbers: ReadonlyMap<string, number>;
  readonly z: readonly number[];
  readonly w: readonly number[];
};
type Env = ReadonlyMap<string, number>;

/** Relative difference below which two numbers may be equal; derivatives and integrals are less exact. */
const EXACT = 1e-9;
const ROUGH = 1e-3;

export class Meaning {
  readonly #point: Point;
  #rough = false;
  #steps = 0;

  constructor(point: Point) {
    this.#point = point;
  }

  /** True, false, "undefined", or null where that cannot be told. */
  truth(p: Prop): boolean | "undefined" | null {
    this.#rough = false;
    this.#steps = 0;
    return this.#truth(p, this.#point.numbers);
  }

  /** The value of a closed expression; NaN where it is undefined. */
  value(e: Expr): number {
    this.#steps = 0;
    return this.#number(e, this.#point.numbers);
  }

  #truth(p: Prop, env: Env): boolean | "undefined" | null {
    switch (p.k) {
      case "chain": {
        const sides = [p.first, ...p.links.map((l) => l.right)].map((e) => this.#number(e, env));
        if (sides.some(Number.isNaN)) return "undefined";
        const each = p.links.map((l, i) => this.#compare(l.relation, sides[i] as number, sides[i + 1] as number));
        return each.includes(false) ? false : each.includes(null) ? null : true;
      }
      case "not": {
        const v = this.#truth(p.arg, env);
        return typeof v === "boolean" ? !v : v;
      }
      case "and":
      case "or":
      case "implies": {
        const l = this.#truth(p.left, env);
        if (typeof l !== "boolean") return l;
        if (p.k === "and" ? !l : p.k === "or" ? l : !l) return p.k !== "and";
        return this.#truth(p.right, env);
      }
      default:
        throw new Error(`no meaning of ${p.k}`);
    }
  }

  #compare(relation: string, a: number, b: number): boolean | null {
    const margin = (this.#rough ? ROUGH : EXACT) * Math.max(1, Math.abs(a), Math.abs(b));
    if (!Number.isFinite(a) || !Number.isFinite(b)) return null;
    const close = Math.abs(a - b) <= margin;
    switch (relation) {
      case "=":
        return close ? (a === b ? true : null) : false;
      case "!=":
        return close ? (a === b ? false : null) : true;
      case "<":
        return close ? (a === b ? false : null) : a < b;
      case "<=":
        return close ? (a === b ? true : null) : a < b;
      case ">":
        return close ? (a === b ? false : null) : a > b;
      default:
        return close ? (a === b ? true : null) : a > b;
    }
  }

  /** A test within an expression must be told for sure. */
  #test(p: Prop, env: Env): boolean {
    const v = this.#truth(p, env);
    if (v === null) throw new Unsure();
    if (v === "undefined") throw new Undefined();
    return v;
  }

  #number(e: Expr, env: Env): number {
    try {
      return this.#value(e, env);
    } catch (problem) {
      if (problem instanceof Undefined) return Number.NaN;
      throw problem;
    }
  }

  #value(e: Expr, env: Env): number {
    if (++this.#steps > 20_000) throw new Unsure();
    const of = (x: Expr): number => this.#value(x, env);
    switch (e.k) {
      case "number":
        return Number(e.num) / Number(e.den);
      case "constant":
        return e.name === "pi" ? Math.PI : Math.E;
      case "name": {
        const v = e.name === "first" ? this.#component("z", 1, env) : env.get(e.name);
        if (v === undefined) throw new Error(`no value of ${e.name}`);
        return v;
      }
      case "index":
        return this.#component(e.family.name, of(e.index[0] as Expr), env);
      case "negate":
        return -of(e.arg);
      case "binary":
        return this.#operation(e.op, of(e.left), of(e.right), this.#isPower(e.right, env));
      case "call":
        return this.#call(e.fun.name, e.args.map(of));
      case "big": {
        let out = e.big === "sum" ? 0 : 1;
        for (const k of this.#elements(e.over, env)) {
          const inner = new Map(env).set(e.index.name, k);
          if (e.where !== null && !this.#test(e.where, inner)) continue;
          const v = this.#value(e.body, inner);
          out = e.big === "sum" ? out + v : out * v;
        }
        return out;
      }
      case "if":
        return this.#test(e.test, env) ? of(e.then) : of(e.else);
      case "diff":
        return this.#slope(e.body, e.steps[0]?.variable as Expr, env);
      case "integral": {
        const { lo, hi } = e.over as { lo: Expr; hi: Expr };
        return this.#area(e.body, (e.variable as Expr & { k: "name" }).name, of(lo), of(hi), env);
      }
      case "at": {
        let inner = new Map(env);
        for (const b of e.bindings) inner = new Map([...inner, ...this.#binding(b.target, b.value, env)]);
        return this.#value(e.body, inner);
      }
      default:
        throw new Error(`no meaning of ${e.k}`);
    }
  }

  /** New values of components stand in the environment as `z[k]`. */
  #binding(target: Expr, value: Expr, env: Env): [string, number][] {
    if (target.k === "name") {
      const v = this.#value(value, env);
      if (target.name === "a" && v <= 0) return [[target.name, v]];
      if (target.name === "p" && !(v > 0 && v < 1)) throw new Undefined();
      if (target.name === "u" && !(v >= 0 && v <= 1)) throw new Undefined();
      return [[target.name, v]];
    }
    const index = (target as Expr & { k: "index" }).index[0] as Expr;
    const isNew = index.k === "name" && !env.has(index.name);
    if (isNew)
      return this.#point.z.map((_, m) => [
        `z[${m + 1}]`,
        this.#value(value, new Map(env).set((index as Expr & { k: "name" }).name, m + 1)),
      ]);
    const m = this.#value(index, env);
    if (!(m >= 1 && m <= this.#point.z.length)) throw new Undefined();
    return [[`z[${m}]`, this.#value(value, env)]];
  }

  #component(family: string, m: number, env: Env): number {
    const all = family === "w" ? this.#point.w : this.#point.z;
    // y2 and z are as long as K says, which `at` does not change here.
    if (!(m >= 1 && m <= all.length)) throw new Undefined();
    const v = family === "w" ? (all[m - 1] as number) : (env.get(`z[${m}]`) ?? (all[m - 1] as number));
    return family === "y2" ? v + 1 : v;
  }

  #elements(over: Domain, env: Env): number[] {
    if (over.k === "set") return [...new Set(over.values.map((v) => this.#value(v, env)))];
    if (over.k !== "range") throw new Error("a range or set was expected");
    const out: number[] = [];
    for (let k = this.#value(over.lo, env); k <= this.#value(over.hi, env); k++) out.push(k);
    return out;
  }

  /** Exponents whose type is an integer mean repeated multiplication. */
  #isPower(e: Expr, env: Env): boolean {
    switch (e.k) {
      case "number":
        return e.num % e.den === 0n;
      case "negate":
        return this.#isPower(e.arg, env);
      case "name":
        return ["n", "K", "i", "j"].includes(e.name) || /^k\d*$/.test(e.name);
      default:
        return false;
    }
  }

  #operation(op: string, a: number, b: number, power: boolean): number {
    switch (op) {
      case "+":
        return a + b;
      case "-":
        return a - b;
      case "*":
        return a * b;
      case "/":
        if (b === 0) throw new Undefined();
        if (Math.abs(b) < 1e-12) throw new Unsure();
        return a / b;
      default:
        if (power) {
          if (a === 0 && b < 0) throw new Undefined();
          return a ** b;
        }
        if (a < 0 || (a === 0 && b <= 0)) throw Math.abs(a) < 1e-9 && a !== 0 ? new Unsure() : new Undefined();
        return a ** b;
    }
  }

  #call(name: string, args: readonly number[]): number {
    const [v, q] = args as [number, number];
    const positive = (t: number): void => {
      if (t <= 0 && t > -1e-12 && t !== 0) throw new Unsure();
      if (t <= 0) throw new Undefined();
    };
    switch (name) {
      case "exp":
        return Math.exp(v);
      case "log":
        positive(v);
        return Math.log(v);
      case "sqrt":
        if (v < 0) throw v > -1e-12 ? new Unsure() : new Undefined();
        return Math.sqrt(v);
      case "abs":
        return Math.abs(v);
      case "max":
        return Math.max(...args);
      case "min":
        return Math.min(...args);
      case "sigmoid":
        return 1 / (1 + Math.exp(-v));
      case "softplus":
        return v > 30 ? v + Math.exp(-v) : Math.log1p(Math.exp(v));
      case "xlogx":
        if (v < 0) throw v > -1e-12 ? new Unsure() : new Undefined();
        return v === 0 ? 0 : v * Math.log(v);
      case "sign":
        return Math.sign(v);
      case "delta":
        return v === q ? 1 : 0;
      case "sq":
        return v * v;
      case "ratio":
        return this.#operation("/", v, q, false);
      default:
        throw new Error(`no meaning of ${name}`);
    }
  }

  /** A derivative from differences on both sides; NaN where they disagree by far, unsure where a little. */
  #slope(body: Expr, variable: Expr, env: Env): number {
    const name =
      variable.k === "name"
        ? variable.name
        : `z[${this.#value((variable as Expr & { k: "index" }).index[0] as Expr, env)}]`;
    if (
      variable.k === "index" &&
      !(Number(name.slice(2, -1)) >= 1 && Number(name.slice(2, -1)) <= this.#point.z.length)
    )
      throw new Undefined();
    const here = env.get(name) ?? (this.#point.z[Number(name.slice(2, -1)) - 1] as number);
    const f = (x: number): number => this.#value(body, new Map(env).set(name, x));
    const v = f(here);
    const quotient = (h: number): number => (f(here + h) - v) / h;
    const [right, left] = [quotient(1e-5), quotient(-1e-5)];
    const [far, other] = [quotient(1e-3), quotient(-1e-3)];
    this.#rough = true;
    const size = Math.max(1, Math.abs(right), Math.abs(left));
    if (
      Math.abs(right - left) > 1e-2 * size ||
      Math.abs(right - far) > 0.1 * size ||
      Math.abs(left - other) > 0.1 * size
    )
      throw new Unsure();
    return (right + left) / 2;
  }

  #area(body: Expr, name: string, lo: number, hi: number, env: Env): number {
    const f = (x: number): number => this.#value(body, new Map(env).set(name, x));
    const n = 64;
    let sum = f(lo) + f(hi);
    for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * f(lo + ((hi - lo) * i) / n);
    this.#rough = true;
    return (sum * (hi - lo)) / (3 * n);
  }
}

class Undefined extends Error {}
/** Floating point cannot tell. */
export class Unsure extends Error {}
