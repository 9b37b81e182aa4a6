/** Syntax nodes that stand in no source text: for formulas that the tool writes. */
import type { Span } from "../diagnostic/diagnostic.ts";
import type { Rational } from "../kernel/index.ts";
import type { BinaryOperator, DiffStep, Domain, Expr, Name, Prop, RangeExpr, Relation } from "./syntax.ts";

const span: Span = Object.freeze({ start: 0, end: 0, line: 0, column: 0, endLine: 0, endColumn: 0 });

export function name(text: string): Name {
  return { name: text, span };
}
export function variable(text: string): Expr {
  return { k: "name", name: text, span };
}
export function constant(text: "pi" | "e"): Expr {
  return { k: "constant", name: text, span };
}
export function infinity(): Expr {
  return { k: "infinity", span };
}
export function plusConst(e: Expr): Expr {
  return binary("+", e, { k: "const", span });
}
function whole(n: bigint): Expr {
  return { k: "number", num: n, den: 1n, text: String(n), span };
}
export function rational(q: Rational): Expr {
  const size = whole(q.num < 0n ? -q.num : q.num);
  const top = q.num < 0n ? negate(size) : size;
  return q.den === 1n ? top : binary("/", top, whole(q.den));
}
export function component(family: string, index: readonly Expr[]): Expr {
  return { k: "index", family: name(family), index, span };
}
export function call(fun: string, args: readonly Expr[]): Expr {
  return { k: "call", fun: name(fun), args, span };
}
export function negate(arg: Expr): Expr {
  return { k: "negate", arg, span };
}
export function binary(op: BinaryOperator, left: Expr, right: Expr): Expr {
  return { k: "binary", op, left, right, span };
}
export function big(k: "sum" | "prod", index: Name, over: RangeExpr, where: Prop | null, body: Expr): Expr {
  return { k: "big", big: k, index, over: range(over), where, body, span };
}
export function diff(body: Expr, steps: readonly DiffStep[]): Expr {
  return { k: "diff", body, steps, span };
}
export function integral(body: Expr, x: Expr, over: RangeExpr | null): Expr {
  return { k: "integral", body, variable: x, over, span };
}
export function at(body: Expr, bindings: readonly { target: Expr; value: Expr }[]): Expr {
  return { k: "at", body, bindings: bindings.map((b) => ({ ...b, span })), span };
}
export function conditional(test: Prop, then: Expr, otherwise: Expr): Expr {
  return { k: "if", test, then, else: otherwise, span };
}
export function indicator(test: Prop): Expr {
  return { k: "indicator", test, span };
}
export function range(r: RangeExpr): Domain {
  return { k: "range", lo: r.lo, hi: r.hi, span };
}
export function numbers(k: "real" | "integer"): Domain {
  return { k, span };
}
export function relation(left: Expr, sign: Relation, right: Expr): Prop & { k: "chain" } {
  return { k: "chain", first: left, links: [{ relation: sign, right, tolerance: null, span }], span };
}
export function not(arg: Prop): Prop {
  return { k: "not", arg, span };
}
export function joined(k: "and" | "or" | "implies" | "iff", left: Prop, right: Prop): Prop {
  return { k, left, right, span };
}
export function quantified(
  quantifier: "all" | "some",
  names: readonly Name[],
  domain: Domain | null,
  body: Prop,
): Prop {
  return { k: "quantified", quantifier, names, domain, body, span };
}
export function span0(): Span {
  return span;
}

/** Equal but for their places? */
export function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a).filter((k) => k !== "span");
  if (keys.length !== Object.keys(b).filter((k) => k !== "span").length) return false;
  return keys.every((k) => alike((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}
