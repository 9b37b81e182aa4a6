/** Expressions to terms. */
import * as B from "../binding.ts";
import { canonical } from "../normal.ts";
import * as Q from "../rational.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { BUILTINS } from "./builtins.ts";
import { applyFamily, applyFunction, used } from "./definitions.ts";
import { domainOf, isIntegerDomain, sortOf } from "./domains.ts";
import { definiteIntegral, derivative, evaluatedAt } from "./operators.ts";
import { formula } from "./propositions.ts";
import { bindIndex, type Context, type Family, lookup, type Unknown, type Value, wholeFamily } from "./scope.ts";
import type { Syntax } from "./syntax.ts";

/** Definitions unfolded may make a small text enormous. */
const MAX_SIZE = 4_000_000;

export const term = (ctx: Context, e: Syntax): Node => value(ctx, e).t;

export function value(ctx: Context, e: Syntax): Value {
  const v = read(ctx, e);
  return v.t.size > MAX_SIZE ? reject(`a term of more than ${MAX_SIZE} nodes`) : v;
}

const real = (t: Node): Value => ({ t, power: false });

function read(ctx: Context, e: Syntax): Value {
  switch (e.k) {
    case "number":
      return { t: T.num(e.value), power: e.value.d === 1n };
    case "pi":
      return real(T.pi());
    case "e":
      return real(T.exp(T.int(1)));
    case "name":
      return named(ctx, e.name);
    case "index":
      return component(ctx, e);
    case "call":
      return called(ctx, e);
    case "negate": {
      const a = value(ctx, e.arg);
      return { t: T.neg(a.t), power: a.power };
    }
    case "binary":
      return binary(ctx, e);
    case "big":
      return real(bigOf(ctx, e));
    case "diff":
      return real(derivative(ctx, e));
    case "integral":
      return e.over === null
        ? reject("an indefinite integral stands only as a side of =")
        : real(definiteIntegral(ctx, e, e.over));
    case "at":
      return real(evaluatedAt(ctx, e));
    case "if":
      return real(T.choice(formula(ctx, e.test), term(ctx, e.then), term(ctx, e.else)));
    case "indicator":
      return real(T.choice(formula(ctx, e.test), T.int(1), T.int(0)));
    default:
      return reject(`${e.k} stands where an expression is needed`);
  }
}

function named(ctx: Context, name: string): Value {
  const local = ctx.locals.get(name);
  if (local !== undefined) return { t: local.t, power: local.power };
  const d = lookup(ctx, name);
  if (d.k === "scalar") return { t: d.term, power: d.power };
  if (d.k === "definition" && d.statement.form === "plain") return used(ctx, d, []).value;
  return reject(`${name} needs indices or arguments`);
}

function component(ctx: Context, e: Syntax & { k: "index" }): Value {
  if (ctx.locals.has(e.name)) reject(`${e.name} is a bound name, not a family`);
  const d = lookup(ctx, e.name);
  if (d.k === "family") return { t: componentOf(ctx, d, e), power: d.power };
  return d.k === "definition" ? applyFamily(ctx, d, e) : reject(`${e.name} is not a family`);
}
export function componentOf(ctx: Context, d: Family, e: Syntax & { k: "index" }): Node {
  if (e.index.length !== d.ranges.length) reject(`${d.name} has another number of indices`);
  return B.apply(
    d.term,
    e.index.map((i) => integer(ctx, i)),
  );
}

/** An integer term. */
export function integer(ctx: Context, e: Syntax): Node {
  return integerOf(value(ctx, e)) ?? reject("an integer is needed");
}
/**
 * The term, where its sort is integer; else null. A component of a definition outside its range is written
 * 1/0, which is no integer term: there an undefined integer takes its place.
 */
export function integerOf(v: Value): Node | null {
  if (T.isInt(v.t)) return v.t;
  if (!v.power) return null;
  const none = T.inv(T.int(0));
  const undefinedInteger = T.choice(T.eq(none, none), T.int(0), T.int(0));
  const done = new Map<Node, Node>();
  const go = (n: Node): Node => {
    if (n === none) return undefinedInteger;
    let out = done.get(n);
    if (out === undefined) {
      out = B.withParts(n, n.parts.map(go));
      done.set(n, out);
    }
    return out;
  };
  const whole = go(v.t);
  return T.isInt(whole) ? whole : null;
}

/** A function of the author, one that is only declared, or a built-in one. */
function called(ctx: Context, e: Syntax & { k: "call" }): Value {
  const d = ctx.locals.has(e.name) ? undefined : ctx.scope.entries.get(e.name)?.declared;
  if (d?.k === "definition" && d.statement.form === "function") return applyFunction(ctx, d, e);
  if (d?.k === "fun") return real(unknownFunction(ctx, d, e));
  const builtin = BUILTINS.get(e.name) ?? reject(`unknown function ${e.name}`);
  const args = e.args.map((a) => term(ctx, a));
  if (builtin.arity === "many" ? args.length < 2 : args.length !== builtin.arity)
    reject(`${e.name} takes another number of arguments`);
  return { t: builtin.meaning(args), power: e.name === "delta" };
}

function unknownFunction(ctx: Context, d: Unknown, e: Syntax & { k: "call" }): Node {
  if (e.args.length !== d.params.length) reject(`${d.name} takes another number of arguments`);
  const families = e.args.map((a) => wholeFamily(ctx, a));
  const shape = families.map((f) => f?.ranges ?? []);
  if (d.shape?.some((r, i) => r.length !== shape[i]?.length)) reject(`${d.name} takes other arguments`);
  const args = e.args.map((a, i) => families[i]?.term ?? term(ctx, a));
  d.shape ??= shape;
  return T.call(
    d.name,
    args.map(() => 0),
    args,
    shape.flat(2),
  );
}

function binary(ctx: Context, e: Syntax & { k: "binary" }): Value {
  const [a, b] = [value(ctx, e.left), value(ctx, e.right)];
  const power = a.power && b.power;
  switch (e.op) {
    case "+":
      return { t: T.add(a.t, b.t), power };
    case "-":
      return { t: T.sub(a.t, b.t), power };
    case "*":
      return { t: T.mul(a.t, b.t), power };
    case "/":
      return real(T.mul(a.t, T.inv(b.t)));
    default: {
      // Powers go by the exponent's type: repeated multiplication for integers, else exp(b log a).
      const n = b.power ? integerOf(b) : null;
      return real(n === null ? T.rpow(a.t, b.t) : T.ipow(a.t, n));
    }
  }
}

/** Sums and products over a range, or over the elements of a set; left-out terms count as 0 (as 1). */
function bigOf(ctx: Context, e: Syntax & { k: "big" }): Node {
  const over = domainOf(ctx, e.over);
  const empty = T.num(e.big === "sum" ? Q.ZERO : Q.ONE);
  const filtered = (inner: Context): Node => {
    const test = e.where === null ? null : formula(inner, e.where);
    const body = term(inner, e.body);
    return test === null ? body : T.choice(test, body, empty);
  };
  if (over.k === "range") {
    const { ctx: inner, v } = bindIndex(ctx, e.index, "int", over.range, true);
    return T.big(e.big, over.range[0], over.range[1], B.close(filtered(inner), [v]));
  }
  if (over.k !== "set") reject(`a ${e.big} runs over a range or a finite set`);
  const { ctx: inner, v } = bindIndex(ctx, e.index, sortOf(over), null, isIntegerDomain(over));
  const body = filtered(inner);
  const all = over.values.map((x, i) => {
    const again = amongEarlier(over.values.slice(0, i), x);
    const own = B.put(body, v, x);
    return again === null ? own : T.choice(again, empty, own);
  });
  return all.length === 1 ? (all[0] as Node) : T.operator(e.big === "sum" ? "add" : "mul", all);
}

/** That a value of a set is one of those before it, since it counts once; null where it plainly is not. */
function amongEarlier(before: readonly Node[], v: Node): Node | null {
  const number = (t: Node): Node | null => {
    const c = canonical(t);
    return c.tag === "num" ? c : null;
  };
  const own = number(v);
  const open = before.filter((u) => own === null || number(u) === null || number(u) === own);
  return open.length === 0 ? null : open.map((u) => T.eq(v, u)).reduce(T.or);
}
