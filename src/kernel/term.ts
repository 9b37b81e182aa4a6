/**
 * Terms and formulas: the language of the logic.
 *
 * Every node is made by a constructor of this file, validated, frozen and hash-consed, so that two
 * nodes of one arena are equal exactly when they are the same object. Bound variables are de Bruijn
 * indices (`bound`), free variables are names (`var`); a binder's `hint` is display only and takes no
 * part in identity. Substitution lives in substitution.ts.
 *
 * Meaning: functions are total. inv(0) = 0; exp, log and real powers are the usual functions where
 * they are defined and some unspecified real elsewhere. Whether a term is defined is a formula of its
 * own (definedness.ts).
 */
import { isFormula, isTerm, keepSort, knownSort, make, type Node } from "./node.ts";
import { type Rational, rational } from "./rational.ts";
import { Refusal } from "./refusal.ts";

export { compareNodes, freeNames, freshArena, idOf, isFormula, isTerm, looseOf, occurs, sizeOf } from "./node.ts";

/** What a variable ranges over. A family is a function from Z^arity to reals or integers. */
export type Sort =
  | { readonly k: "real" }
  | { readonly k: "int" }
  | { readonly k: "family"; readonly arity: number; readonly of: "real" | "int" };

export const REAL: Sort = Object.freeze({ k: "real" });
export const INT: Sort = Object.freeze({ k: "int" });
export function familySort(arity: number, of: "real" | "int" = "real"): Sort {
  if (!Number.isInteger(arity) || arity < 1 || arity > 8) throw new Refusal("sort", "family arity must be 1 to 8");
  return Object.freeze({ k: "family", arity, of });
}

/** Integers lo..hi, both ends included; empty if hi < lo. */
export type Range = { readonly lo: Term; readonly hi: Term };
/**
 * The name is a display hint, no part of identity. `over`, of a family that a quantifier or predicate
 * binds: the ranges where its components are defined. They stand outside the binders and play no part in
 * truth, only in definedness.
 */
export type Binder = { readonly hint: string; readonly sort: Sort; readonly over?: readonly Range[] | undefined };

/**
 * add, mul: any number of arguments. inv: total inverse. ipow(a, n): n an integer term, repeated
 * multiplication, a^0 = 1. rpow(a, b): real power, exp(b log a) for a > 0, and 0 for a = 0 < b.
 */
export type Op = "add" | "mul" | "inv" | "exp" | "log" | "ipow" | "rpow";

export type Term =
  | { readonly k: "num"; readonly value: Rational }
  | { readonly k: "pi" }
  | { readonly k: "var"; readonly name: string; readonly sort: Sort }
  | { readonly k: "bound"; readonly index: number; readonly sort: Sort }
  | { readonly k: "op"; readonly op: Op; readonly args: readonly Term[] }
  | { readonly k: "at"; readonly family: Term; readonly index: readonly Term[] }
  | { readonly k: "family"; readonly binders: readonly Binder[]; readonly body: Term }
  | {
      /** An unknown smooth function or one of its partial derivatives; orders[i] counts the derivatives in args[i]. */
      readonly k: "call";
      readonly fun: string;
      /** Ranges of the index of each family argument: the value depends on that part of it only. */
      readonly over: readonly Range[];
      readonly orders: readonly number[];
      readonly args: readonly Term[];
    }
  | { readonly k: "sum"; readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term }
  | { readonly k: "prod"; readonly lo: Term; readonly hi: Term; readonly hint: string; readonly body: Term }
  | { readonly k: "D"; readonly hint: string; readonly body: Term; readonly point: Term }
  | { readonly k: "integral"; readonly hint: string; readonly body: Term; readonly lo: Term; readonly hi: Term }
  | { readonly k: "if"; readonly test: Formula; readonly then: Term; readonly else: Term };

/** Predicates with one defining formula each: predicates.ts. */
export type PredName =
  | "convex"
  | "strictly-convex"
  | "concave"
  | "strictly-concave"
  | "affine"
  | "increasing"
  | "decreasing"
  | "strictly-increasing"
  | "strictly-decreasing"
  | "bounded-below"
  | "bounded-above"
  | "unbounded-below"
  | "unbounded-above"
  | "minimum"
  | "maximum"
  | "infimum"
  | "supremum"
  | "same-minimisers"
  | "continuous"
  | LimitName;
/** Where the variable goes, then what the value goes to. */
export type LimitName = `limit:${"at" | "right" | "left" | "inf" | "-inf"}:${"num" | "inf" | "-inf"}`;

export type Formula =
  | { readonly k: "eq"; readonly l: Term; readonly r: Term }
  | { readonly k: "lt"; readonly l: Term; readonly r: Term }
  | { readonly k: "le"; readonly l: Term; readonly r: Term }
  | { readonly k: "false" }
  | { readonly k: "and"; readonly l: Formula; readonly r: Formula }
  | { readonly k: "or"; readonly l: Formula; readonly r: Formula }
  | { readonly k: "implies"; readonly l: Formula; readonly r: Formula }
  | { readonly k: "all"; readonly x: Binder; readonly body: Formula }
  | { readonly k: "some"; readonly x: Binder; readonly body: Formula }
  | {
      /** λx. body has the derivative `value` at `point` (two-sided, over the reals). */
      readonly k: "hasDeriv";
      readonly hint: string;
      readonly body: Term;
      readonly point: Term;
      readonly value: Term;
    }
  | {
      /** For some ε > 0, body holds for every real x in (point - ε, point + ε). */
      readonly k: "near";
      readonly hint: string;
      readonly point: Term;
      readonly body: Formula;
    }
  | {
      /** body holds for every function `fun` from families (depending on their ranges only) to the reals. */
      readonly k: "allFun";
      readonly fun: string;
      readonly body: Formula;
    }
  | {
      readonly k: "pred";
      readonly name: PredName;
      readonly xs: readonly Binder[];
      /** Under the binders xs: where the predicate speaks of its functions. */
      readonly domain: Formula;
      /** Under the binders xs. */
      readonly args: readonly Term[];
    };

/** A sum or product over an integer range, the body under one binder. */
export type Big = Extract<Term, { k: "sum" | "prod" }>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*('[0-9]*)?$/;

/** May `name` stand for a free variable or a function? A prime and a number mark generated names. */
export function isName(name: string): boolean {
  return typeof name === "string" && name.length <= 200 && NAME.test(name);
}

function sortKey(s: Sort): string {
  switch (s.k) {
    case "real":
    case "int":
      return s.k;
    case "family":
      return `${s.of}^${s.arity}`;
  }
}
export function sameSort(a: Sort, b: Sort): boolean {
  return sortKey(a) === sortKey(b);
}

/** The ends of all ranges of the binders. */
function rangesOf(xs: readonly Binder[]): readonly Term[] {
  return xs.flatMap((b) => b.over?.flatMap((r) => [r.lo, r.hi]) ?? []);
}

/** The label and children of a node: what identity and order are made of. */
function shape(n: Node): {
  label: string;
  children: readonly Node[];
  under: readonly number[] | null;
  own: string | null;
} {
  const plain = (label: string, children: readonly Node[]) => ({ label, children, under: null, own: null });
  switch (n.k) {
    case "num":
      return plain(`n${n.value.num}/${n.value.den}`, []);
    case "pi":
    case "false":
      return plain(n.k, []);
    case "var":
      return { label: `v${n.name}:${sortKey(n.sort)}`, children: [], under: [], own: n.name };
    case "bound":
      return plain(`b${n.index}:${sortKey(n.sort)}`, []);
    case "op":
      return plain(n.op, n.args);
    case "at":
      return plain("at", [n.family, ...n.index]);
    case "family":
      return {
        label: `fam${n.binders.map((b) => sortKey(b.sort)).join(",")}`,
        children: [n.body],
        under: [n.binders.length],
        own: null,
      };
    case "call":
      return {
        label: `call${n.fun}/${n.orders.join(",")}/${n.over.length}`,
        children: [...n.over.flatMap((r) => [r.lo, r.hi]), ...n.args],
        under: [...n.over.flatMap(() => [0, 0]), ...n.args.map(() => 0)],
        own: `${n.fun}()`,
      };
    case "sum":
    case "prod":
      return { label: n.k, children: [n.lo, n.hi, n.body], under: [0, 0, 1], own: null };
    case "D":
      return { label: "D", children: [n.point, n.body], under: [0, 1], own: null };
    case "integral":
      return { label: "int", children: [n.lo, n.hi, n.body], under: [0, 0, 1], own: null };
    case "if":
      return plain("if", [n.test, n.then, n.else]);
    case "eq":
    case "lt":
    case "le":
    case "and":
    case "or":
    case "implies":
      return plain(n.k, [n.l, n.r]);
    case "all":
    case "some": {
      const over = rangesOf([n.x]);
      const under = [...over.map(() => 0), 1];
      return { label: `${n.k}${sortKey(n.x.sort)}/${over.length}`, children: [...over, n.body], under, own: null };
    }
    case "hasDeriv":
      return { label: "hasDeriv", children: [n.point, n.value, n.body], under: [0, 0, 1], own: null };
    case "near":
      return { label: "near", children: [n.point, n.body], under: [0, 1], own: null };
    case "allFun":
      return { label: `allFun${n.fun}`, children: [n.body], under: [0], own: null };
    case "pred": {
      const over = rangesOf(n.xs);
      return {
        label: `pred${n.name}/${n.xs.map((b) => `${sortKey(b.sort)}/${rangesOf([b]).length}`).join(",")}`,
        children: [...over, n.domain, ...n.args],
        under: [...over.map(() => 0), n.xs.length, ...n.args.map(() => n.xs.length)],
        own: null,
      };
    }
  }
}

function term<T extends Term>(node: T): T {
  const s = shape(node);
  return make(true, node, s.label, s.children, s.under, s.own);
}
function formula<F extends Formula>(node: F): F {
  const s = shape(node);
  return make(false, node, s.label, s.children, s.under, s.own);
}

function wantTerm(t: Term): void {
  if (!isTerm(t)) throw new Refusal("term", "an argument is not a term of this kernel");
}
function wantFormula(f: Formula): void {
  if (!isFormula(f)) throw new Refusal("formula", "an argument is not a formula of this kernel");
}
function wantNumber(t: Term): void {
  wantTerm(t);
  if (sortOf(t).k === "family") throw new Refusal("term", "a family stands where a number is needed");
}
function wantInt(t: Term): void {
  wantTerm(t);
  if (sortOf(t).k !== "int") throw new Refusal("term", "an integer term is needed here");
}
function wantName(name: string): void {
  if (!isName(name)) throw new Refusal("term", `not a name: ${JSON.stringify(name)}`);
}
function hintText(hint: string): string {
  return typeof hint === "string" && isName(hint) ? hint : "x";
}
function freezeBinders(bs: readonly Binder[]): readonly Binder[] {
  return Object.freeze(
    [...bs].map((b): Binder => {
      const hint = hintText(b.hint);
      const sort = checkSort(b.sort);
      const given = Object.hasOwn(b, "over") ? b.over : undefined;
      if (given === undefined) return Object.freeze({ hint, sort, over: undefined });
      const over = freezeRanges(given);
      if (sort.k !== "family" || sort.arity !== over.length) {
        throw new Refusal("formula", "a family has one range for each index");
      }
      return Object.freeze({ hint, sort, over });
    }),
  );
}
function freezeRanges(ranges: readonly Range[]): readonly Range[] {
  return Object.freeze(
    [...ranges].map(({ lo, hi }) => {
      wantInt(lo);
      wantInt(hi);
      return Object.freeze({ lo, hi });
    }),
  );
}
function checkSort(s: Sort): Sort {
  switch (s.k) {
    case "real":
      return REAL;
    case "int":
      return INT;
    case "family":
      return familySort(s.arity, s.of === "int" ? "int" : "real");
  }
}

/** The sort of a term; "int" only where its value is an integer for syntactic reasons. */
export function sortOf(t: Term): Sort {
  switch (t.k) {
    case "num":
      return t.value.den === 1n ? INT : REAL;
    case "pi":
    case "D":
    case "call":
    case "integral":
      return REAL;
    case "var":
    case "bound":
      return t.sort;
    case "at": {
      const f = sortOf(t.family);
      return f.k === "family" && f.of === "int" ? INT : REAL;
    }
    case "op":
      if (t.op !== "add" && t.op !== "mul" && t.op !== "ipow") return REAL;
  }
  const known = knownSort(t);
  if (known !== null) return known;
  const s = compoundSort(t);
  keepSort(t, s);
  return s;
}
function compoundSort(t: Extract<Term, { k: "op" | "family" | "sum" | "prod" | "if" }>): Sort {
  switch (t.k) {
    case "op": {
      const [base, n] = t.args;
      if (t.op !== "ipow") return t.args.every((a) => sortOf(a).k === "int") ? INT : REAL;
      return n?.k === "num" && n.value.num >= 0n && sortOf(base as Term).k === "int" ? INT : REAL;
    }
    case "family":
      return familySort(t.binders.length, sortOf(t.body).k === "int" ? "int" : "real");
    case "sum":
    case "prod":
      return sortOf(t.body);
    case "if":
      return sortOf(t.then).k === "int" && sortOf(t.else).k === "int" ? INT : REAL;
  }
}

// ---- term constructors -------------------------------------------------------------------------

export function num(value: Rational | bigint): Term {
  const { num: n, den: d } = typeof value === "bigint" ? { num: value, den: 1n } : value;
  if (typeof n !== "bigint" || typeof d !== "bigint" || d === 0n) throw new Refusal("term", "not a rational number");
  return term({ k: "num", value: rational(n, d) });
}
export function pi(): Term {
  return term({ k: "pi" });
}
export function variable(name: string, sort: Sort = REAL): Term {
  wantName(name);
  return term({ k: "var", name, sort: checkSort(sort) });
}
export function bound(index: number, sort: Sort = REAL): Term {
  if (!Number.isInteger(index) || index < 0 || index > 100000) throw new Refusal("term", "bad de Bruijn index");
  return term({ k: "bound", index, sort: checkSort(sort) });
}
export function op(name: Op, given: readonly Term[]): Term {
  const args = Object.freeze([...given]);
  for (const a of args) wantNumber(a);
  const arity = name === "add" || name === "mul" ? args.length : name === "ipow" || name === "rpow" ? 2 : 1;
  if (args.length !== arity) throw new Refusal("term", `${name} takes ${arity} arguments`);
  switch (name) {
    case "add":
    case "mul":
    case "inv":
    case "exp":
    case "log":
    case "rpow":
      break;
    case "ipow":
      wantInt(args[1] as Term);
      break;
    default:
      throw new Refusal("term", `unknown operator ${JSON.stringify(name)}`);
  }
  return term({ k: "op", op: name, args });
}
/** The raw application of a family; at() of substitution.ts also beta-reduces. */
export function rawAt(family: Term, given: readonly Term[]): Term {
  const index = Object.freeze([...given]);
  wantTerm(family);
  for (const i of index) wantInt(i);
  const s = sortOf(family);
  if (s.k !== "family" || s.arity !== index.length) throw new Refusal("term", "wrong number of indices");
  return term({ k: "at", family, index });
}
/** The raw family λ binders. body; familyOf() of substitution.ts also eta-reduces. */
export function rawFamily(given: readonly Binder[], body: Term): Term {
  const binders = freezeBinders(given);
  wantNumber(body);
  for (const b of binders) if (b.sort.k !== "int") throw new Refusal("term", "a family is indexed by integers");
  familySort(binders.length);
  return term({ k: "family", binders, body });
}
export function call(
  fun: string,
  givenOrders: readonly number[],
  given: readonly Term[],
  ranges: readonly Range[] = [],
): Term {
  const orders = Object.freeze([...givenOrders]);
  const args = Object.freeze([...given]);
  const over = freezeRanges(ranges);
  wantName(fun);
  if (orders.length !== args.length || args.length === 0) throw new Refusal("term", "call: one order per argument");
  for (const o of orders) if (!Number.isInteger(o) || o < 0 || o > 100) throw new Refusal("term", "call: bad order");
  let indices = 0;
  args.forEach((a, i) => {
    wantTerm(a);
    const s = sortOf(a);
    if (s.k !== "family") return;
    if (orders[i] !== 0) throw new Refusal("term", "call: no partial derivative in a family");
    indices += s.arity;
  });
  if (indices !== over.length) throw new Refusal("term", "call: one range per family index");
  return term({ k: "call", fun, over, orders, args });
}
/** Sum or product of body (under one integer binder) over lo..hi. */
export function big(k: "sum" | "prod", hint: string, lo: Term, hi: Term, body: Term): Term {
  wantInt(lo);
  wantInt(hi);
  wantNumber(body);
  if (k !== "sum" && k !== "prod") throw new Refusal("term", "sum or prod expected");
  return term({ k, lo, hi, hint: hintText(hint), body });
}
/** The derivative of λx. body at point. */
export function D(hint: string, body: Term, point: Term): Term {
  wantNumber(body);
  wantNumber(point);
  return term({ k: "D", hint: hintText(hint), body, point });
}
export function integral(hint: string, body: Term, lo: Term, hi: Term): Term {
  wantNumber(body);
  wantNumber(lo);
  wantNumber(hi);
  return term({ k: "integral", hint: hintText(hint), body, lo, hi });
}
export function ifThen(test: Formula, then: Term, otherwise: Term): Term {
  wantFormula(test);
  wantNumber(then);
  wantNumber(otherwise);
  return term({ k: "if", test, then, else: otherwise });
}

// ---- formula constructors ----------------------------------------------------------------------

function relation(k: "eq" | "lt" | "le", l: Term, r: Term): Formula {
  wantNumber(l);
  wantNumber(r);
  return formula({ k, l, r });
}
export function eq(l: Term, r: Term): Formula {
  return relation("eq", l, r);
}
export function lt(l: Term, r: Term): Formula {
  return relation("lt", l, r);
}
export function le(l: Term, r: Term): Formula {
  return relation("le", l, r);
}
export function falsum(): Formula {
  return formula({ k: "false" });
}
function connective(k: "and" | "or" | "implies", l: Formula, r: Formula): Formula {
  wantFormula(l);
  wantFormula(r);
  return formula({ k, l, r });
}
export function and(l: Formula, r: Formula): Formula {
  return connective("and", l, r);
}
export function or(l: Formula, r: Formula): Formula {
  return connective("or", l, r);
}
export function implies(l: Formula, r: Formula): Formula {
  return connective("implies", l, r);
}
/** ¬f is f ⇒ ⊥. */
export function not(f: Formula): Formula {
  return implies(f, falsum());
}
/** ⊥ ⇒ ⊥: the formula that stands for truth. */
export function verum(): Formula {
  return implies(falsum(), falsum());
}
export function quantified(k: "all" | "some", x: Binder, body: Formula): Formula {
  wantFormula(body);
  if (k !== "all" && k !== "some") throw new Refusal("formula", "all or some expected");
  return formula({ k, x: freezeBinders([x])[0] as Binder, body });
}
export function hasDeriv(hint: string, body: Term, point: Term, value: Term): Formula {
  wantNumber(body);
  wantNumber(point);
  wantNumber(value);
  return formula({ k: "hasDeriv", hint: hintText(hint), body, point, value });
}
export function near(hint: string, point: Term, body: Formula): Formula {
  wantNumber(point);
  wantFormula(body);
  return formula({ k: "near", hint: hintText(hint), point, body });
}
export function allFun(fun: string, body: Formula): Formula {
  wantName(fun);
  wantFormula(body);
  return formula({ k: "allFun", fun, body });
}
export function pred(name: PredName, variables: readonly Binder[], domain: Formula, given: readonly Term[]): Formula {
  const xs = freezeBinders(variables);
  const args = Object.freeze([...given]);
  wantFormula(domain);
  for (const a of args) wantTerm(a);
  if (xs.length === 0) throw new Refusal("formula", "a predicate needs a variable");
  if (!PRED_NAMES.has(name)) throw new Refusal("formula", `unknown predicate ${JSON.stringify(name)}`);
  return formula({ k: "pred", name, xs, domain, args });
}

const PRED_NAMES: ReadonlySet<string> = new Set<PredName>([
  "convex",
  "strictly-convex",
  "concave",
  "strictly-concave",
  "affine",
  "increasing",
  "decreasing",
  "strictly-increasing",
  "strictly-decreasing",
  "bounded-below",
  "bounded-above",
  "unbounded-below",
  "unbounded-above",
  "minimum",
  "maximum",
  "infimum",
  "supremum",
  "same-minimisers",
  "continuous",
  ...(["at", "right", "left", "inf", "-inf"] as const).flatMap((to) =>
    (["num", "inf", "-inf"] as const).map((value): PredName => `limit:${to}:${value}`),
  ),
]);

// ---- abbreviations -----------------------------------------------------------------------------

export function int(n: number | bigint): Term {
  return num(BigInt(n));
}
export function add(...args: Term[]): Term {
  return op("add", args);
}
export function mul(...args: Term[]): Term {
  return op("mul", args);
}
export function neg(a: Term): Term {
  return a.k === "num" ? num(rational(-a.value.num, a.value.den)) : op("mul", [int(-1), a]);
}
export function sub(a: Term, b: Term): Term {
  return op("add", [a, neg(b)]);
}
export function inv(a: Term): Term {
  return op("inv", [a]);
}
export function div(a: Term, b: Term): Term {
  return op("mul", [a, inv(b)]);
}
export function exp(a: Term): Term {
  return op("exp", [a]);
}
export function log(a: Term): Term {
  return op("log", [a]);
}
export function ipow(a: Term, n: Term): Term {
  return op("ipow", [a, n]);
}
export function rpow(a: Term, b: Term): Term {
  return op("rpow", [a, b]);
}
