/**
 * Kernel terms and formulas back to the language, for display: operators as people write them, and the
 * definitions of the text folded back into their names. The result reads well; it is no part of any proof.
 */

import type { Formula, Term } from "../kernel/index.ts";
import * as T from "../kernel/index.ts";
import { BUILTINS } from "./builtins.ts";
import type { Definition } from "./claim.ts";
import * as S from "./display.ts";
import { Matcher, productOf, same, summandsOf } from "./match.ts";
import type { BinaryOperator, Expr, Name, Prop } from "./syntax.ts";
import { unparseFormula } from "./unparseformula.ts";
import { varied } from "./update.ts";
import { KEYWORDS } from "./words.ts";

export type Folding = {
  readonly definitions: readonly Definition[];
  /** Names of definitions to leave unfolded. */
  readonly except?: ReadonlySet<string>;
  /** Built-in functions to fold besides those that have no other notation, such as `sigmoid`, `softplus`. */
  readonly builtins?: ReadonlySet<string>;
};

export function exprOf(t: Term, folding: Folding = { definitions: [] }): Expr {
  return new Unparser(folding, t).expr(t);
}
export function propOf(f: Formula, folding: Folding = { definitions: [] }): Prop {
  return unparseFormula(new Unparser(folding, f), f);
}

type Fold = {
  readonly name: string;
  readonly form: "function" | "family" | "plain";
  readonly params: readonly Term[];
  readonly body: Term;
};

const ALWAYS: readonly string[] = ["sign", "xlogx", "delta", "abs", "max", "min"];

/** Counts the nodes of a body that say something: not its variables and numbers. */
function weight(t: Term): number {
  let n = 0;
  const go = <M extends Term | Formula>(m: M): M => {
    if (m.k !== "var" && m.k !== "num" && m.k !== "bound") n++;
    if (n > 50) return m;
    return T.mapChildren(m, go);
  };
  go(t);
  return n;
}

function foldable(d: Definition): boolean {
  if (d.params.length === 0) return d.body.k !== "var" && d.body.k !== "num" && d.body.k !== "at" && d.body.k !== "pi";
  if (!d.params.every((p) => p.k === "var" && T.occurs(p.name, d.body))) return false;
  return weight(d.body) >= 3;
}

export class Unparser {
  readonly folding: Folding;
  readonly #folds: readonly Fold[];
  /** What a kernel variable is called here. */
  readonly #names: Map<string, string>;
  /** Names that a bound variable must not take. */
  readonly #taken: ReadonlySet<string>;

  constructor(folding: Folding, root: Term | Formula, parent?: { names: ReadonlyMap<string, string>; from: Unparser }) {
    this.folding = folding;
    if (parent !== undefined) {
      this.#folds = parent.from.#folds;
      this.#names = new Map(parent.names);
      this.#taken = parent.from.#taken;
      return;
    }
    this.#folds = [...userFolds(folding), ...builtinFolds(folding)];
    this.#names = new Map();
    const free = T.freeNames(root).map((n) => n.replace("()", ""));
    const taken = new Set([
      ...KEYWORDS,
      ...folding.definitions.map((d) => d.name),
      ...free.filter((n) => !n.includes("'")),
    ]);
    for (const n of free) {
      if (!n.includes("'")) continue;
      const shown = distinct(n, taken);
      taken.add(shown);
      this.#names.set(n, shown);
    }
    this.#taken = new Set([...KEYWORDS, ...folding.definitions.map((d) => d.name)]);
  }

  nameOf(variable: string): string {
    return this.#names.get(variable) ?? variable.replace(/'.*$/, "");
  }

  /** A binder's body opened with a variable of its own, and an unparser that knows what to call it. */
  open<N extends Term | Formula>(
    hint: string,
    sort: T.Sort,
    body: N,
  ): { variable: Term; name: Name; body: N; inside: Unparser } {
    const known = T.freeNames(body);
    // A family keeps its name, so that definitions that mention it can be folded.
    const free = sort.k === "family" && !known.includes(hint) && !hint.includes("'");
    const variable = T.variable(free ? hint : T.freshName(hint, [body]), sort);
    const taken = new Set([...this.#taken, ...known.map((n) => this.nameOf(n.replace("()", "")))]);
    const name = distinct(hint, taken);
    const names = new Map(this.#names);
    names.set(variable.k === "var" ? variable.name : hint, name);
    const inside = new Unparser(this.folding, body, { names, from: this });
    return { variable, name: S.name(name), body: T.instantiate(body, [variable]), inside };
  }

  expr(t: Term): Expr {
    return this.#fold(t) ?? this.#structure(t);
  }

  #fold(t: Term): Expr | null {
    if (t.k === "num" || t.k === "var" || t.k === "pi" || t.k === "at") return null;
    for (const f of this.#folds) {
      const params = new Set(f.params.map((p) => (p.k === "var" ? p.name : "")));
      const found = new Matcher(params).match(f.body, t);
      if (found === null) continue;
      return this.#use(f, found);
    }
    return null;
  }

  #use(f: Fold, found: ReadonlyMap<string, Term>): Expr {
    const args = f.params.map((p) => this.expr(found.get(p.k === "var" ? p.name : "") ?? p));
    if (f.form === "plain") return S.variable(f.name);
    return f.form === "family" ? S.component(f.name, args) : S.call(f.name, args);
  }

  #structure(t: Term): Expr {
    switch (t.k) {
      case "num":
        return S.rational(t.value);
      case "pi":
        return S.constant("pi");
      case "var":
        return S.variable(this.nameOf(t.name));
      case "bound":
        return S.variable(`bound${t.index}`);
      case "op":
        return this.#operation(t);
      case "at":
        if (t.family.k === "var") {
          return S.component(
            this.nameOf(t.family.name),
            t.index.map((i) => this.expr(i)),
          );
        }
        return S.call("component", [this.expr(t.family), ...t.index.map((i) => this.expr(i))]);
      case "family": {
        // The language has no notation for a family by itself.
        let at: Unparser = this;
        const names: Expr[] = [];
        const vars = t.binders.map((b, i) => T.variable(`${b.hint.replace(/'.*$/, "")}'${900 + i}`, b.sort));
        const body = T.instantiate(t.body, vars);
        const map = new Map(this.#names);
        vars.forEach((v, i) => {
          const shown = distinct(t.binders[i]?.hint ?? "k", new Set([...this.#taken, ...T.freeNames(t.body)]));
          if (v.k === "var") map.set(v.name, shown);
          names.push(S.variable(shown));
        });
        at = new Unparser(this.folding, body, { names: map, from: this });
        return S.call("family", [...names, at.expr(body)]);
      }
      case "call":
        return this.#call(t);
      case "sum":
      case "prod":
        return this.#big(t);
      case "D":
        return this.#derivative(t);
      case "integral": {
        const o = this.open(t.hint, T.REAL, t.body);
        return S.integral(o.inside.expr(o.body), S.variable(o.name.name), { lo: this.expr(t.lo), hi: this.expr(t.hi) });
      }
      case "if":
        // Outside its range a component has no value; the text does not say so each time.
        if (same(t.else, T.inv(T.int(0)))) return this.expr(t.then);
        if (same(t.then, T.int(1)) && same(t.else, T.int(0))) return S.indicator(unparseFormula(this, t.test));
        return S.conditional(unparseFormula(this, t.test), this.expr(t.then), this.expr(t.else));
    }
  }

  #operation(t: Term & { k: "op" }): Expr {
    const [a, b] = t.args as [Term, Term];
    switch (t.op) {
      case "add":
        return this.#sum(t);
      case "mul":
      case "inv":
        return this.#product(t);
      case "exp":
        return same(a, T.int(1)) ? S.constant("e") : S.call("exp", [this.expr(a)]);
      case "log":
        return S.call("log", [this.expr(a)]);
      case "ipow":
      case "rpow":
        if (t.op === "rpow" && same(b, T.num(T.rational(1n, 2n)))) return S.call("sqrt", [this.expr(a)]);
        return S.binary("^", this.expr(a), this.expr(b));
    }
  }

  #sum(t: Term): Expr {
    const terms = summandsOf(t);
    let out: Expr | null = null;
    for (const term of terms) {
      const e = this.expr(term);
      if (out === null) out = e;
      else if (e.k === "negate") out = S.binary("-", out, e.arg);
      else if (e.k === "binary" && (e.op === "/" || e.op === "*") && leading(e)) out = S.binary("-", out, positive(e));
      else out = S.binary("+", out, e);
    }
    return out ?? S.rational(T.ZERO);
  }

  #product(t: Term): Expr {
    const parts = productOf(t);
    const above: Expr[] = [];
    const below: Expr[] = [];
    let rest = parts.factors;
    for (const f of this.#folds) {
      const body = productOf(f.body);
      if (body.factors.length < 2 || body.coefficient.num !== 1n || body.coefficient.den !== 1n) continue;
      for (;;) {
        const params = new Set(f.params.map((p) => (p.k === "var" ? p.name : "")));
        const found = new Matcher(params).factors(body.factors, rest);
        if (found === null) break;
        above.push(this.#use(f, found.found));
        rest = found.rest;
      }
    }
    let { coefficient } = parts;
    for (const x of rest) {
      if (x.k === "op" && x.op === "inv") {
        const inner = productOf(x.args[0] as Term);
        const whole = this.#fold(x);
        const folded = this.#fold(x.args[0] as Term);
        if (whole !== null) above.push(whole);
        else if (folded !== null || inner.coefficient.num === 0n) below.push(folded ?? S.rational(T.ZERO));
        else {
          coefficient = T.mulQ(coefficient, T.invQ(inner.coefficient));
          below.push(...inner.factors.map((y) => this.expr(y)));
        }
      } else above.push(this.expr(x));
    }
    const negative = coefficient.num < 0n;
    const num = negative ? -coefficient.num : coefficient.num;
    if (num !== 1n || above.length === 0) above.unshift(S.rational({ num, den: 1n }));
    if (coefficient.den !== 1n) below.unshift(S.rational({ num: coefficient.den, den: 1n }));
    const join = (es: readonly Expr[]): Expr =>
      es.slice(1).reduce((l, r) => S.binary("*" as BinaryOperator, l, r), es[0] as Expr);
    if (negative) above[0] = S.negate(above[0] as Expr);
    const top = join(above);
    return below.length === 0 ? top : S.binary("/", top, join(below));
  }

  #call(t: Term & { k: "call" }): Expr {
    const args = t.args.map((a) => this.expr(a));
    if (t.orders.every((o) => o === 0)) return S.call(this.nameOf(t.fun), args);
    // A partial derivative is taken in names and evaluated where they are not names of the arguments.
    const taken = new Set<string>([...this.#taken, ...T.freeNames(t)]);
    const bindings: { target: Expr; value: Expr }[] = [];
    const names = t.args.map((a, i): Expr => {
      const plain = a.k === "var" && t.args.every((b, j) => j === i || !T.occurs(a.name, b));
      if (t.orders[i] === 0 || plain) return args[i] as Expr;
      const fresh = S.variable(distinct("u", taken));
      taken.add(fresh.k === "name" ? fresh.name : "u");
      bindings.push({ target: fresh, value: args[i] as Expr });
      return fresh;
    });
    const steps = t.orders.flatMap((order, i) => (order === 0 ? [] : [{ variable: names[i] as Expr, order }]));
    const d = S.diff(S.call(this.nameOf(t.fun), names), steps);
    return bindings.length === 0 ? d : S.at(d, bindings);
  }

  #big(t: Term & { k: "sum" | "prod" }): Expr {
    const o = this.open(t.hint, T.INT, t.body);
    const empty = T.int(t.k === "sum" ? 0 : 1);
    const over = { lo: this.expr(t.lo), hi: this.expr(t.hi) };
    const { body } = o;
    const filtered = body.k === "if" && same(body.else, empty) && !(t.k === "sum" && same(body.then, T.int(1)));
    if (filtered && o.inside.#fold(body) === null) {
      return S.big(t.k, o.name, over, unparseFormula(o.inside, body.test), o.inside.expr(body.then));
    }
    return S.big(t.k, o.name, over, null, o.inside.expr(body));
  }

  #derivative(t: Term & { k: "D" }): Expr {
    const component = this.component(t.hint, t.body, t.point);
    if (component !== null) return nestDiff(component.body, component.variable);
    if (t.point.k === "var" && !T.occurs(t.point.name, t.body)) {
      return nestDiff(this.expr(T.instantiate(t.body, [t.point])), this.expr(t.point));
    }
    const o = this.open(t.hint, T.REAL, t.body);
    const x = S.variable(o.name.name);
    return S.at(nestDiff(o.inside.expr(o.body), x), [{ target: x, value: this.expr(t.point) }]);
  }

  /** `f` and `z[m]` for a binder that varies the component z[m] = point. */
  component(hint: string, body: Term, point: Term | null): { body: Expr; variable: Expr } | null {
    if (point !== null && point.k !== "at") return null;
    const variable = T.variable(T.freshName(hint, [body]), T.REAL);
    const found = varied(T.instantiate(body, [variable]), variable, point);
    if (found === null) return null;
    const { family, index } = found.component;
    return { body: this.expr(found.body), variable: this.expr(T.at(family, index)) };
  }
}

function nestDiff(body: Expr, variable: Expr): Expr {
  if (body.k !== "diff") return S.diff(body, [{ variable, order: 1 }]);
  const last = body.steps.at(-1);
  if (last !== undefined && S.alike(last.variable, variable)) {
    return S.diff(body.body, [...body.steps.slice(0, -1), { variable, order: last.order + 1 }]);
  }
  return S.diff(body.body, [...body.steps, { variable, order: 1 }]);
}

/** Does a product or quotient begin with a minus sign? */
function leading(e: Expr): boolean {
  return e.k === "negate" || (e.k === "binary" && (e.op === "*" || e.op === "/") && leading(e.left));
}
function positive(e: Expr): Expr {
  if (e.k === "negate") return e.arg;
  return e.k === "binary" ? S.binary(e.op, positive(e.left), e.right) : e;
}

/** The hint without its prime, with a number where it is taken. */
export function distinct(hint: string, taken: ReadonlySet<string>): string {
  const base = hint.replace(/'.*$/, "").replace(/\(\)$/, "") || "x";
  if (!taken.has(base)) return base;
  const stem = /[0-9]$/.test(base) ? `${base}_` : base;
  for (let i = 2; ; i++) if (!taken.has(`${stem}${i}`)) return `${stem}${i}`;
}

/** The author's definitions, larger ones first. */
function userFolds(folding: Folding): Fold[] {
  return folding.definitions
    .filter((d) => !folding.except?.has(d.name) && foldable(d))
    .map((d): Fold => ({ name: d.name, form: d.k, params: d.params, body: d.body }))
    .sort((a, b) => T.sizeOf(b.body) - T.sizeOf(a.body));
}

function builtinFolds(folding: Folding): Fold[] {
  const names = [...ALWAYS, ...(folding.builtins ?? [])].filter(
    (n) => !folding.except?.has(n) && !folding.definitions.some((d) => d.name === n),
  );
  return names.flatMap((name): Fold[] => {
    const b = BUILTINS.get(name);
    if (b === undefined || ["exp", "log", "ln", "sqrt"].includes(name)) return [];
    const sort = name === "delta" ? T.INT : T.REAL;
    const params = Array.from({ length: b.arity ?? 2 }, (_, i) => T.variable(`p${i}'0`, sort));
    return [{ name, form: "function", params, body: b.meaning(params) }];
  });
}
