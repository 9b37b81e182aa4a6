/** Terms and formulas: a constructor for each kind, which checks sorts and numbers of parts. */
import { make, NONE, type Node, type Sort } from "./node.ts";
import { fraction, type Q } from "./rational.ts";
import { reject } from "./rejected.ts";

export { emptyTable, memo, type Node, type Sort, type Tag } from "./node.ts";

export const isFormula = (n: Node): boolean => n.sort === "prop";
export const isNumber = (n: Node): boolean => n.sort === "real" || n.sort === "int";
export const isInt = (n: Node): boolean => n.sort === "int";
/** The number of indices of a family of this sort; 0 for numbers. */
export const arity = (s: Sort): number => Number(s.split("^")[1] ?? 0);
export const occurs = (name: string, n: Node): boolean => n.free.has(name);

/** real^n or int^n. */
export function familySort(of: "real" | "int", n: number): Sort {
  if (!Number.isInteger(n) || n < 1 || n > 8) reject("a family has 1 to 8 indices");
  return `${of}^${n}`;
}

/** May a term of sort s stand where a variable of sort v stands? */
export function fits(s: Sort, v: Sort): boolean {
  if (s === v) return s !== "prop";
  if (v === "real") return s === "int";
  return arity(v) > 0 && arity(s) === arity(v) && v.startsWith("real");
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*('[0-9]*)?$/;
function checkName(name: string): void {
  if (name.length > 200 || !NAME.test(name)) reject(`not a name: ${JSON.stringify(name).slice(0, 80)}`);
}
function numbers(ts: readonly Node[]): void {
  for (const t of ts) if (!isNumber(t)) reject("a number is needed where a family or formula stands");
}
function integers(ts: readonly Node[]): void {
  for (const t of ts) if (!isInt(t)) reject("an integer term is needed");
}
function formulas(fs: readonly Node[]): void {
  for (const f of fs) if (!isFormula(f)) reject("a formula is needed where a term stands");
}
const joint = (ts: readonly Node[]): Sort => (ts.every(isInt) ? "int" : "real");

// ---- leaves

export const num = (v: Q): Node => make("num", v.d === 1n ? "int" : "real", NONE, { label: `${v.n}/${v.d}`, value: v });
export const int = (n: number | bigint): Node => num(fraction(BigInt(n)));
export const pi = (): Node => make("pi", "real", NONE);
export function variable(name: string, sort: Sort): Node {
  checkName(name);
  if (sort === "prop") reject("a variable stands for a number or family");
  return make("var", sort, NONE, { label: `${name}:${sort}`, name });
}
let freshCount = 0;
/** A variable that occurs nowhere: its name is none that a certificate can have. */
export function fresh(sort: Sort): Node {
  freshCount++;
  return make("var", sort, NONE, { label: `~${freshCount}:${sort}`, name: `~${freshCount}` });
}
export function bound(index: number, sort: Sort): Node {
  if (!Number.isInteger(index) || index < 0 || index > 100_000) reject("a bad index of a bound variable");
  return make("bound", sort, NONE, { label: `${index}:${sort}`, index });
}

// ---- terms

export function operator(op: string, args: readonly Node[]): Node {
  numbers(args);
  const wanted = op === "add" || op === "mul" ? args.length : op === "ipow" || op === "rpow" ? 2 : 1;
  if (args.length !== wanted) reject(`${op} takes ${wanted} arguments`);
  switch (op) {
    case "add":
    case "mul":
      return make(op, joint(args), args);
    case "inv":
    case "exp":
    case "log":
    case "rpow":
      return make(op, "real", args);
    case "ipow": {
      const [base, n] = args as [Node, Node];
      integers([n]);
      const natural = n.value !== null && n.value.n >= 0n;
      return make(op, natural && isInt(base) ? "int" : "real", args);
    }
    default:
      return reject(`unknown operator ${JSON.stringify(op)}`);
  }
}
/** family[index] as it stands; `apply` of binding.ts also puts the index into a λ. */
export function component(family: Node, index: readonly Node[]): Node {
  integers(index);
  if (arity(family.sort) !== index.length || index.length === 0) reject("a family with another number of indices");
  return make("at", family.sort.startsWith("int") ? "int" : "real", [family, ...index]);
}
/** λ of n integers as it stands; `lambda` of binding.ts also recognises λk. z[k]. */
export function rawLambda(n: number, body: Node): Node {
  numbers([body]);
  const sort = familySort(isInt(body) ? "int" : "real", n);
  return make("family", sort, [body], { label: `${n}`, over: [n], binders: Array<Sort>(n).fill("int") });
}
/** f(args), differentiated `orders` times in them; `ends` are lo and hi of each index of the family arguments. */
export function call(name: string, orders: readonly number[], args: readonly Node[], ends: readonly Node[]): Node {
  checkFunction(name);
  if (args.length === 0 || orders.length !== args.length) reject("a call needs an order for each argument");
  let indices = 0;
  args.forEach((a, i) => {
    const o = orders[i] as number;
    if (!Number.isInteger(o) || o < 0 || o > 100) reject("a bad order of a derivative");
    if (isFormula(a)) reject("a formula as an argument");
    indices += arity(a.sort);
    if (arity(a.sort) > 0 && o !== 0) reject("a derivative in a family");
  });
  if (ends.length !== 2 * indices) reject("a call needs a range for each index of its families");
  integers(ends);
  const label = `${name}/${orders.join(",")}/${ends.length}`;
  return make("call", "real", [...ends, ...args], { label, name, orders });
}
/** The arguments of a call, and the ends of its ranges. */
export function callParts(n: Node): { args: readonly Node[]; ends: readonly Node[] } {
  const cut = n.parts.length - n.orders.length;
  return { args: n.parts.slice(cut), ends: n.parts.slice(0, cut) };
}
function checkFunction(name: string): void {
  if (!name.startsWith("~")) checkName(name);
}
/** Σ or Π over the integers lo..hi; the body stands under the index. */
export function big(tag: "sum" | "prod", lo: Node, hi: Node, body: Node): Node {
  integers([lo, hi]);
  numbers([body]);
  return make(tag, body.sort, [lo, hi, body], { over: [0, 0, 1], binders: ["int"] });
}
/** The derivative of λx. body at the point. */
export function derivative(body: Node, point: Node): Node {
  numbers([body, point]);
  return make("D", "real", [point, body], { over: [0, 1], binders: ["real"] });
}
export function integral(body: Node, lo: Node, hi: Node): Node {
  numbers([body, lo, hi]);
  return make("integral", "real", [lo, hi, body], { over: [0, 0, 1], binders: ["real"] });
}
export function choice(test: Node, then: Node, otherwise: Node): Node {
  formulas([test]);
  numbers([then, otherwise]);
  return make("if", joint([then, otherwise]), [test, then, otherwise]);
}

// ---- formulas

export function relation(tag: "eq" | "lt" | "le", l: Node, r: Node): Node {
  numbers([l, r]);
  return make(tag, "prop", [l, r]);
}
export const falsum = (): Node => make("false", "prop", NONE);
export function connective(tag: "and" | "or" | "implies", l: Node, r: Node): Node {
  formulas([l, r]);
  return make(tag, "prop", [l, r]);
}
/** ∀ or ∃ a variable of this sort; for a family perhaps with lo and hi of each index. */
export function quantified(tag: "all" | "some", sort: Sort, body: Node, ends: readonly Node[] = []): Node {
  formulas([body]);
  checkEnds(sort, ends);
  const over = [...ends.map(() => 0), 1];
  return make(tag, "prop", [...ends, body], {
    label: `${sort}/${ends.length}`,
    over,
    binders: [sort],
    ends: [ends.length],
  });
}
function checkEnds(sort: Sort, ends: readonly Node[]): void {
  integers(ends);
  if (sort === "prop" || (ends.length > 0 && ends.length !== 2 * arity(sort)))
    reject("a family has a range for each index");
}
/** What a quantifier says of its variable. */
export const bodyOf = (n: Node): Node => n.parts.at(-1) ?? reject("a part is missing");
/** The ends of the ranges of each variable of a quantifier or predicate. */
export function endsOf(n: Node): Node[][] {
  let next = 0;
  return n.ends.map((count) => {
    next += count;
    return n.parts.slice(next - count, next);
  });
}
/** λx. body is differentiable at the point, over the reals, with this derivative. */
export function hasDeriv(body: Node, point: Node, value: Node): Node {
  numbers([body, point, value]);
  return make("hasDeriv", "prop", [point, value, body], { over: [0, 0, 1], binders: ["real"] });
}
/** The body holds for all reals of some open interval around the point. */
export function near(point: Node, body: Node): Node {
  numbers([point]);
  formulas([body]);
  return make("near", "prop", [point, body], { over: [0, 1], binders: ["real"] });
}
/** The body holds for every function of this name. */
export function allFun(name: string, body: Node): Node {
  checkFunction(name);
  formulas([body]);
  return make("allFun", "prop", [body], { label: name, name });
}
/**
 * A predicate (meaning.ts) of functions of some variables, on a domain; domain and arguments stand under the
 * variables, the ends of their ranges do not.
 */
export function predicate(
  name: string,
  binders: readonly Sort[],
  domain: Node,
  args: readonly Node[],
  ranges: readonly (readonly Node[])[] = [],
): Node {
  formulas([domain]);
  if (args.some(isFormula)) reject("a formula as an argument of a predicate");
  if (binders.length === 0) reject("a predicate needs variables");
  const each = binders.map((s, i) => {
    const own = ranges[i] ?? [];
    checkEnds(s, own);
    return own;
  });
  const [ends, inside] = [each.flat(), [domain, ...args]];
  const over = [...ends.map(() => 0), ...inside.map(() => binders.length)];
  const label = `${name}/${binders.map((s, i) => `${s}/${each[i]?.length}`).join(",")}`;
  return make("pred", "prop", [...ends, ...inside], { label, name, binders, over, ends: each.map((e) => e.length) });
}
/** The domain of a predicate, and its arguments. */
export function predicateParts(n: Node): { domain: Node; args: readonly Node[] } {
  const [domain, ...args] = n.parts.slice(n.ends.reduce((a, b) => a + b, 0));
  return { domain: domain ?? reject("a part is missing"), args };
}

// ---- shorthands

export const add = (...ts: Node[]): Node => operator("add", ts);
export const mul = (...ts: Node[]): Node => operator("mul", ts);
export const inv = (t: Node): Node => operator("inv", [t]);
export const exp = (t: Node): Node => operator("exp", [t]);
export const log = (t: Node): Node => operator("log", [t]);
export const ipow = (t: Node, n: Node): Node => operator("ipow", [t, n]);
export const rpow = (t: Node, n: Node): Node => operator("rpow", [t, n]);
/** -t: the opposite number for a literal, else (-1)·t. */
export const neg = (t: Node): Node => (t.value === null ? mul(int(-1), t) : num(fraction(-t.value.n, t.value.d)));
export const sub = (a: Node, b: Node): Node => add(a, neg(b));
export const eq = (l: Node, r: Node): Node => relation("eq", l, r);
export const lt = (l: Node, r: Node): Node => relation("lt", l, r);
export const le = (l: Node, r: Node): Node => relation("le", l, r);
export const and = (l: Node, r: Node): Node => connective("and", l, r);
export const or = (l: Node, r: Node): Node => connective("or", l, r);
export const implies = (l: Node, r: Node): Node => connective("implies", l, r);
export const not = (f: Node): Node => implies(f, falsum());
/** ⊥ ⇒ ⊥. */
export const truth = (): Node => not(falsum());
/** The conjunction, from the left; truth for none. */
export const conjunction = (fs: readonly Node[]): Node => (fs.length === 0 ? truth() : fs.reduce(and));
/** The n-th part of a node. */
export const part = (n: Node, i: number): Node => n.parts[i] ?? reject("a part is missing");

/** A total order of nodes by structure alone: negative, 0 for equal ones, positive. */
export function compare(a: Node, b: Node): number {
  if (a === b) return 0;
  if (a.tag !== b.tag) return a.tag < b.tag ? -1 : 1;
  if (a.label !== b.label) return a.label < b.label ? -1 : 1;
  if (a.parts.length !== b.parts.length) return a.parts.length - b.parts.length;
  for (let i = 0; i < a.parts.length; i++) {
    const c = compare(a.parts[i] as Node, b.parts[i] as Node);
    if (c !== 0) return c;
  }
  return 0;
}
