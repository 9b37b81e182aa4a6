/**
 * Floating-point evaluation of terms and formulas. It steers the search for counterexamples and decides
 * nothing. What is undefined evaluates to NaN, or to "undefined".
 */

import type { Families, Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { derivativeTerm, hasRoots, hasTests } from "./derivative.ts";
import { limitTruth } from "./limitguess.ts";
import { definedAround, definite, derivativeExists, slopeAtTests, slopeByDifferences } from "./numeric.ts";
import { sampleFormula } from "./sample.ts";
import { conjunction, disjunction, implication, type Truth } from "./truth.ts";

export type FloatFamily = (...index: number[]) => number;
export type Value = number | FloatFamily;
/** The values of the binders around a place, innermost first. */
export type Env = { readonly value: Value; readonly up: Env | null };
export type NumberCode = (e: Env | null) => number;
export type TruthCode = (e: Env | null) => Truth;
type FamilyCode = (e: Env | null) => FloatFamily;

const MAX_TERMS = 2000;
/** Loops within loops: work for one value, and for all values that this evaluator is asked for. */
const MAX_WORK = 100_000;
const MAX_ALL_WORK = 20_000_000;
/** Numbers this close, relative to their size, count as equal. */
const CLOSE = 1e-9;

export function close(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Equal but for the last digits: for strict inequalities, which may hold by very little. */
function equal(a: number, b: number): boolean {
  const d = Math.abs(a - b);
  return d <= 1e-13 * Math.max(Math.abs(a), Math.abs(b)) || (d < 1e-15 && a !== 0 && b !== 0);
}

/** Compiles terms once and evaluates them at many valuations. */
export class Evaluator {
  readonly #families: Families;
  #values = new Map<string, Value>();
  readonly #numbers = new Map<Term, NumberCode>();
  readonly #truths = new Map<Formula, TruthCode>();
  /** Numbers around which universal formulas are looked at closely. */
  focus: readonly number[] = [];
  /** Whether universal formulas are looked at far out, too. */
  wide = false;
  /** Terms of sums and samples of quantifiers that may still be looked at: for one value, and in all. */
  #work = MAX_WORK;
  #allWork = MAX_ALL_WORK;
  /** Changes with every valuation, so that results for closed terms can be kept until then. */
  #stamp = 0;

  constructor(families: Families) {
    this.#families = families;
  }

  /** Gives a free variable its value; undefined takes it away. */
  set(name: string, value: Value | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
    this.#renew();
  }

  /** Takes these values, and no others, for the free variables. */
  use(values: Map<string, Value>): void {
    this.#values = values;
    this.#renew();
  }
  #renew(): void {
    this.#stamp++;
    this.#work = MAX_WORK;
  }
  /** The present values: a copy. */
  valuation(): Map<string, Value> {
    return new Map(this.#values);
  }

  number(t: Term): number {
    this.#work = MAX_WORK;
    return this.code(t)(null);
  }
  truth(f: Formula): Truth {
    this.#work = MAX_WORK;
    return this.truthCode(f)(null);
  }
  /** Counts what a loop is about to do; false where there was enough of it. */
  spend(n: number): boolean {
    this.#work -= n;
    this.#allWork -= n;
    return this.#work >= 0 && this.#allWork >= 0;
  }
  family(t: Term): FloatFamily {
    return this.#family(t)(null);
  }

  code(t: Term): NumberCode {
    const known = this.#numbers.get(t);
    if (known !== undefined) return known;
    const code = this.#kept(t, this.#compile(t));
    this.#numbers.set(t, code);
    return code;
  }

  truthCode(f: Formula): TruthCode {
    const known = this.#truths.get(f);
    if (known !== undefined) return known;
    const code = this.#test(f);
    this.#truths.set(f, code);
    return code;
  }

  /** Keeps the last result: of a closed term within a valuation, of another one within its binders' values. */
  #kept(t: Term, code: NumberCode): NumberCode {
    if (K.sizeOf(t) < 6) return code;
    let value = Number.NaN;
    if (K.looseOf(t) === 0) {
      let stamp = -1;
      return (e) => {
        if (stamp !== this.#stamp) {
          value = code(e);
          stamp = this.#stamp;
        }
        return value;
      };
    }
    let last: Env | null = null;
    let stamp = -1;
    return (e) => {
      if (e !== last || e === null || stamp !== this.#stamp) {
        value = code(e);
        last = e;
        stamp = this.#stamp;
      }
      return value;
    };
  }

  #compile(t: Term): NumberCode {
    switch (t.k) {
      case "num": {
        const v = Number(t.value.num) / Number(t.value.den);
        return () => v;
      }
      case "pi":
        return () => Math.PI;
      case "var": {
        const { name } = t;
        return () => {
          const v = this.#values.get(name);
          return typeof v === "number" ? v : Number.NaN;
        };
      }
      case "bound":
        return (e) => {
          const v = lookup(e, t.index);
          return typeof v === "number" ? v : Number.NaN;
        };
      case "op":
        return this.#operation(t);
      case "at":
        return this.#component(t);
      case "sum":
      case "prod":
        return this.#big(t);
      case "D":
        return this.#derivative(t.body, this.code(t.point));
      case "integral": {
        const [lo, hi, body] = [this.code(t.lo), this.code(t.hi), this.code(t.body)];
        return (e) => definite((x) => body({ value: x, up: e }), lo(e), hi(e));
      }
      case "if": {
        const [test, yes, no] = [this.truthCode(t.test), this.code(t.then), this.code(t.else)];
        return (e) => {
          const v = test(e);
          if (v === "true" || v === "likely") return yes(e);
          return v === "false" || v === "unlikely" ? no(e) : Number.NaN;
        };
      }
      case "family":
      case "call":
        return () => Number.NaN;
    }
  }

  #operation(t: Term & { k: "op" }): NumberCode {
    const args = t.args.map((a) => this.code(a));
    const [a, b] = args as [NumberCode, NumberCode];
    switch (t.op) {
      case "add":
        if (args.length === 2) return (e) => a(e) + b(e);
        return (e) => {
          let s = 0;
          for (const x of args) s += x(e);
          return s;
        };
      case "mul":
        if (args.length === 2) return (e) => a(e) * b(e);
        return (e) => {
          let p = 1;
          for (const x of args) p *= x(e);
          return p;
        };
      case "inv":
        return (e) => {
          const v = a(e);
          return v === 0 ? Number.NaN : 1 / v;
        };
      case "exp":
        return (e) => Math.exp(a(e));
      case "log":
        return (e) => {
          const v = a(e);
          return v > 0 ? Math.log(v) : Number.NaN;
        };
      case "ipow":
        return (e) => {
          const n = b(e);
          const v = a(e);
          return !Number.isInteger(n) || (v === 0 && n < 0) ? Number.NaN : v ** n;
        };
      case "rpow":
        return (e) => {
          const v = a(e);
          const n = b(e);
          if (v > 0) return v ** n;
          return v === 0 && n > 0 ? 0 : Number.NaN;
        };
    }
  }

  #component(t: Term & { k: "at" }): NumberCode {
    const index = t.index.map((i) => this.code(i));
    const family = this.#family(t.family);
    const ranges = t.family.k === "var" ? this.#families.get(t.family.name) : undefined;
    const ends = (ranges ?? []).map((r) => [this.code(r.lo), this.code(r.hi)] as const);
    return (e) => {
      const at = index.map((i) => i(e));
      for (let j = 0; j < ends.length; j++) {
        const [lo, hi] = ends[j] as readonly [NumberCode, NumberCode];
        const i = at[j] as number;
        // The ends of a declared range have no bound variables.
        if (!(lo(null) <= i && i <= hi(null))) return Number.NaN;
      }
      return family(e)(...at);
    };
  }

  #family(t: Term): FamilyCode {
    switch (t.k) {
      case "var": {
        const { name } = t;
        return () => {
          const v = this.#values.get(name);
          return typeof v === "function" ? v : nowhere;
        };
      }
      case "bound":
        return (e) => {
          const v = lookup(e, t.index);
          return typeof v === "function" ? v : nowhere;
        };
      case "family": {
        const body = this.code(t.body);
        return (e) =>
          (...index) =>
            body(index.reduce<Env | null>((up, value) => ({ value, up }), e));
      }
      default:
        return () => nowhere;
    }
  }

  #big(t: K.Big): NumberCode {
    const [lo, hi, body] = [this.code(t.lo), this.code(t.hi), this.code(t.body)];
    const sum = t.k === "sum";
    return (e) => {
      const from = lo(e);
      const to = hi(e);
      if (!Number.isInteger(from) || !Number.isInteger(to) || to - from > MAX_TERMS) return Number.NaN;
      if (!this.spend(to - from + 1)) return Number.NaN;
      let out = sum ? 0 : 1;
      for (let i = from; i <= to; i++) {
        const v = body({ value: i, up: e });
        out = sum ? out + v : out * v;
      }
      return out;
    };
  }

  /** The derivative of λx. body at a point; NaN where the two sides disagree. */
  #derivative(body: Term, point: NumberCode): NumberCode {
    const value = this.code(body);
    const slope = derivativeTerm(body);
    const f = (e: Env | null) => (x: number) => value({ value: x, up: e });
    if (slope === null) return (e) => slopeByDifferences(f(e), point(e));
    const exact = this.code(slope);
    const tests = hasTests(body);
    const roots = tests || hasRoots(body);
    return (e) => {
      const at = { value: point(e), up: e };
      if (Number.isNaN(value(at)) || (roots && !definedAround(f(e), at.value))) return Number.NaN;
      const d = exact(at);
      return tests ? slopeAtTests(f(e), at.value, d) : d;
    };
  }

  #test(f: Formula): TruthCode {
    switch (f.k) {
      case "false":
        return () => "false";
      case "eq":
      case "lt":
      case "le": {
        const [l, r] = [this.code(f.l), this.code(f.r)];
        const { k } = f;
        return (e) => {
          const a = l(e);
          const b = r(e);
          if (Number.isNaN(a) || Number.isNaN(b)) return "undefined";
          return (k === "eq" ? close(a, b) : k === "lt" ? a < b && !equal(a, b) : a < b || close(a, b))
            ? "true"
            : "false";
        };
      }
      case "and":
      case "or":
      case "implies": {
        const [l, r] = [this.truthCode(f.l), this.truthCode(f.r)];
        const connect = f.k === "and" ? conjunction : f.k === "or" ? disjunction : implication;
        return (e) => connect(l(e), () => r(e));
      }
      case "hasDeriv": {
        const [d, value] = [this.#derivative(f.body, this.code(f.point)), this.code(f.value)];
        return (e) => {
          const [a, b] = [d(e), value(e)];
          if (Number.isNaN(b)) return "undefined";
          return !Number.isNaN(a) && Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a)) ? "true" : "false";
        };
      }
      case "near": {
        const [point, body] = [this.code(f.point), this.truthCode(f.body)];
        return (e) => {
          const a = point(e);
          for (const h of [0, 1e-6, -1e-6]) {
            const v = body({ value: a + h, up: e });
            if (v === "false" || v === "undefined") return v;
          }
          return "likely";
        };
      }
      case "some":
        if (f.body.k === "hasDeriv" && f.body.value.k === "bound" && f.body.value.index === 0) {
          // The value's binder stands around the function; its variable occurs in the value only.
          const [body, point] = [this.code(f.body.body), this.code(f.body.point)];
          return (e) => {
            const up = { value: 0, up: e };
            return derivativeExists((x) => body({ value: x, up }), point(up)) ? "true" : "false";
          };
        }
        return sampleFormula(this, f);
      case "all":
        return sampleFormula(this, f);
      case "pred": {
        if (f.name.startsWith("limit:")) {
          return (e) =>
            limitTruth(f, {
              number: (t) => this.code(t)(e),
              at: (t, x) => this.code(t)({ value: x, up: e }),
              holds: (g, x) => this.truthCode(g)({ value: x, up: e }) === "true",
            });
        }
        // Jumps are not looked for: samples say nothing about what happens between them.
        if (f.name === "continuous") return () => "likely";
        if (K.looseOf(f) > 0) return () => "unknown";
        return this.truthCode(K.unfold(f));
      }
      case "allFun":
        return () => "unknown";
    }
  }
}

const nowhere: FloatFamily = () => Number.NaN;

function lookup(e: Env | null, index: number): Value | undefined {
  let at = e;
  for (let i = 0; i < index && at !== null; i++) at = at.up;
  return at?.value;
}
