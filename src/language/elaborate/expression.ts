/** Expressions to kernel terms. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import { nearest } from "../../diagnostic/suggest.ts";
import type { Formula, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { BUILTINS, bracket } from "../builtins.ts";
import { fail } from "../fault.ts";
import type { Expr, Name } from "../syntax.ts";
import { HOLE } from "../words.ts";
import { bind, type Context, isInt, lookup, nameOf, selfReference } from "./context.ts";
import { applyFamily, applyFunction, plain } from "./definition.ts";
import { domainTerm, integerTerm, isIntegerDomain, sortOfDomain } from "./domain.ts";
import { definiteIntegral, derivative, evaluatedAt } from "./operators.ts";
import { formula } from "./proposition.ts";
import type { Family, Unknown } from "./scope.ts";

/** A term and whether its type makes it an integer exponent. */
export type Value = { readonly term: Term; readonly power: boolean };

/** A definition unfolded may make a small text enormous. */
export const MAX_SIZE = 2_000_000;

export function term(ctx: Context, e: Expr): Term {
  return value(ctx, e).term;
}

export function value(ctx: Context, e: Expr): Value {
  const v = raw(ctx, e);
  if (T.sizeOf(v.term) > MAX_SIZE) {
    fail(
      "E306",
      e.span,
      `this is too large: with its definitions unfolded it has more than ${MAX_SIZE.toLocaleString("en")} nodes`,
    );
  }
  return v;
}

const real = (t: Term): Value => ({ term: t, power: false });

function raw(ctx: Context, e: Expr): Value {
  switch (e.k) {
    case "number":
      return { term: T.num(T.rational(e.num, e.den)), power: e.num % e.den === 0n };
    case "constant":
      return real(e.name === "pi" ? T.pi() : T.exp(T.int(1)));
    case "name":
      return name(ctx, e.name, e.span);
    case "index":
      return component(ctx, e);
    case "call":
      return call(ctx, e);
    case "negate": {
      const a = value(ctx, e.arg);
      return { term: T.neg(a.term), power: a.power };
    }
    case "binary":
      return binary(ctx, e);
    case "big":
      return real(big(ctx, e));
    case "diff":
      return real(derivative(ctx, e));
    case "integral":
      if (e.over !== null) return real(definiteIntegral(ctx, e, e.over));
      return onlyASide(
        e,
        "an indefinite integral",
        "write `integral(f, x) = F + const`, or `integral(f, x in a..b)` for a number",
      );
    case "at":
      return real(evaluatedAt(ctx, e));
    case "if":
      return real(T.ifThen(formula(ctx, e.test), term(ctx, e.then), term(ctx, e.else)));
    case "indicator":
      return real(bracket(formula(ctx, e.test)));
    case "limit":
      return onlyASide(e, "a limit", "write `limit(f, x -> a) = L`");
    case "extremum":
      return onlyASide(e, `\`${e.which}\``, null);
    case "potential":
      return onlyASide(e, "`potential`", "write `potential(g[m], z[m]) = F + const`");
    case "const":
      return fail(
        "E305",
        e.span,
        "`const` stands only as the last summand of a side, opposite an indefinite integral or a potential",
        {
          help: "write `integral(f, x) = F + const`",
        },
      );
    case "infinity":
      return fail("E305", e.span, "`inf` is not a number: it stands only as the end of an interval and in limits");
  }
}

function onlyASide(e: Expr, what: string, help: string | null): never {
  return fail("E305", e.span, `${what} stands only as a side of \`=\``, { help });
}

/** `?`: a number to be found. */
function hole(ctx: Context, span: Span): Value {
  const { holes } = ctx.shared;
  if (holes === null || ctx.locals.size > 0) {
    return fail("E115", span, "`?` stands only for a whole side of `=` in a theorem, or for the place of a minimum", {
      help: "write `integral(f, x) = ?`, `limit(f, x -> a) = ?`, `minimum(f, x) = ? at x = ?`",
    });
  }
  const known = holes.find((h) => h.span.start === span.start);
  if (known !== undefined) return real(known.variable);
  const variable = ctx.shared.fresh("found", T.REAL);
  holes.push({ variable, span });
  return real(variable);
}

function name(ctx: Context, id: string, span: Span): Value {
  if (id === HOLE) return hole(ctx, span);
  const local = ctx.locals.get(id);
  if (local !== undefined) return local;
  const d = lookup(ctx, id, span).declared;
  switch (d.k) {
    case "scalar":
      return d;
    case "family":
      return fail("E302", span, `\`${id}\` is a family: it needs ${indices(d.ranges.length)}`, {
        help: `write \`${id}[${"ijklmnop".slice(0, d.ranges.length).split("").join(", ")}]\``,
      });
    case "fun":
      return fail("E301", span, `\`${id}\` is a function`, { help: `write \`${id}(${d.params.join(", ")})\`` });
    case "definition":
      return plain(ctx, d, span);
    case "broken":
      return fail("E209", span, `\`${id}\` has no meaning here`);
  }
}

export function indices(n: number): string {
  return n === 1 ? "one index" : `${n} indices`;
}

function component(ctx: Context, e: Expr & { k: "index" }): Value {
  const id = e.family.name;
  const notFamily = (what: string): never =>
    fail("E302", e.family.span, `\`${id}\` is ${what}, not a family`, {
      help: "only families have indices: `var z[1..K] : real`",
    });
  if (ctx.locals.has(id)) return notFamily(ctx.locals.get(id)?.kind === "parameter" ? "a parameter" : "a bound name");
  const d = lookup(ctx, id, e.family.span).declared;
  switch (d.k) {
    case "scalar":
      return notFamily("a variable");
    case "fun":
      return fail("E302", e.family.span, `\`${id}\` is a function: its arguments stand in parentheses`);
    case "family":
      return { term: familyAt(ctx, d, e), power: d.power };
    case "definition":
      return applyFamily(ctx, d, e);
    case "broken":
      return notFamily("unknown");
  }
}

/** The component of a declared family. */
export function familyAt(ctx: Context, d: Family, e: Expr & { k: "index" }): Term {
  checkIndices(d.name, d.ranges.length, e);
  return T.at(
    d.term,
    e.index.map((i) => integerTerm(ctx, i, "an index")),
  );
}

export function checkIndices(id: string, wanted: number, e: Expr & { k: "index" }): void {
  if (e.index.length !== wanted) {
    fail("E302", e.span, `\`${id}\` has ${indices(wanted)}, not ${e.index.length}`);
  }
}

function call(ctx: Context, e: Expr & { k: "call" }): Value {
  const id = e.fun.name;
  const builtin = BUILTINS.get(id);
  const entry = ctx.locals.has(id) ? undefined : ctx.scope.find(id);
  const d = entry?.declared;
  if (d?.k === "definition" && d.statement.form === "function") return applyFunction(ctx, d, e);
  if (d?.k === "fun") return real(unknownFunction(ctx, d, e));
  if (d?.k === "broken") lookup(ctx, id, e.fun.span);
  if (builtin !== undefined) {
    const args = e.args.map((a) => term(ctx, a));
    if (builtin.arity === null ? args.length < 2 : args.length !== builtin.arity) {
      const wanted = builtin.arity === null ? "two or more arguments" : count(builtin.arity);
      fail("E301", e.span, `\`${id}\` takes ${wanted}, not ${args.length}`);
    }
    ctx.shared.builtins.add(id);
    return { term: builtin.meaning(args), power: id === "delta" };
  }
  if (ctx.locals.has(id) || d !== undefined) {
    const family = d?.k === "family" || (d?.k === "definition" && d.statement.form === "family");
    return fail("E301", e.fun.span, `\`${id}\` is not a function`, {
      help: family ? `a component is written \`${id}[…]\`` : `for a product write \`${id}*(…)\``,
    });
  }
  if (ctx.shared.defining === id) return selfReference(id, e.fun.span);
  const functions = ctx.scope
    .entries()
    .filter(
      (x) => x.declared.k === "fun" || (x.declared.k === "definition" && x.declared.statement.form === "function"),
    );
  const near = nearest(id, [...BUILTINS.keys(), ...functions.map((x) => x.declared.name)]);
  return fail("E201", e.fun.span, `unknown function \`${id}\``, {
    help:
      near === null
        ? `define it: \`def ${id}(x) = …\`, or declare it: \`fun ${id}(x) : real\``
        : `did you mean \`${near}\`?`,
  });
}

export function count(n: number): string {
  return n === 1 ? "one argument" : `${n} arguments`;
}

/** A call of a declared function; a family may be handed over whole. */
function unknownFunction(ctx: Context, d: Unknown, e: Expr & { k: "call" }): Term {
  if (e.args.length !== d.params.length)
    fail("E301", e.span, `\`${d.name}\` takes ${count(d.params.length)}, not ${e.args.length}`);
  const shape: (readonly T.Range[] | null)[] = [];
  const args = e.args.map((a, i): Term => {
    const family = wholeFamily(ctx, a);
    shape.push(family === null ? null : family.ranges);
    const before = d.shape?.[i];
    if (before !== undefined && (before === null) !== (family === null)) {
      fail(
        "E301",
        a.span,
        `\`${d.name}\` takes ${before === null ? "a number" : "a family"} here, as in its first use`,
      );
    }
    if (family !== null && before && before.length !== family.ranges.length) {
      fail("E301", a.span, `\`${d.name}\` takes a family with ${indices(before.length)} here, as in its first use`);
    }
    return family === null ? term(ctx, a) : family.term;
  });
  d.shape ??= shape;
  return T.call(
    d.name,
    args.map(() => 0),
    args,
    shape.flatMap((r) => r ?? []),
  );
}

/** The declared family that an expression names without indices, or null. */
export function wholeFamily(ctx: Context, e: Expr): Family | null {
  if (e.k !== "name" || ctx.locals.has(e.name)) return null;
  const d = ctx.scope.find(e.name)?.declared;
  return d?.k === "family" ? d : null;
}

function binary(ctx: Context, e: Expr & { k: "binary" }): Value {
  const a = value(ctx, e.left);
  const b = value(ctx, e.right);
  const power = a.power && b.power;
  switch (e.op) {
    case "+":
      return { term: T.add(a.term, b.term), power };
    case "-":
      return { term: T.sub(a.term, b.term), power };
    case "*":
      return { term: T.mul(a.term, b.term), power };
    case "/":
      return real(T.div(a.term, b.term));
    case "^":
      return real(raised(a.term, b));
  }
}

function raised(base: Term, exponent: Value): Term {
  const whole = exponent.power ? integerOf(exponent) : null;
  return whole === null ? T.rpow(base, exponent.term) : T.ipow(base, whole);
}

/**
 * The term where its sort is integer, else null. A component outside its range is written as 1/0, which
 * has no integer sort; there an undefined integer takes its place.
 */
export function integerOf(v: Value): Term | null {
  if (isInt(v.term)) return v.term;
  if (!v.power) return null;
  const none = T.inv(T.int(0));
  const whole = T.replaceTerm(v.term, none, T.ifThen(T.eq(none, none), T.int(0), T.int(0)));
  return isInt(whole) ? whole : null;
}

/** Binds a name of its own for the index of a sum, quantifier or family. */
export function bindIndex(
  ctx: Context,
  n: Name,
  sort: T.Sort,
  kind: "sum" | "quantifier" | "index",
  range: T.Range | null,
  power: boolean,
): { ctx: Context; variable: Term } {
  const variable = ctx.shared.fresh(n.name, sort);
  ctx.shared.boundOn.set(n.name, n.span.line);
  if (range !== null) ctx.shared.rangeOf.set(nameOf(variable), range);
  return { ctx: bind(ctx, { name: n.name, term: variable, kind, power }), variable };
}

function big(ctx: Context, e: Expr & { k: "big" }): Term {
  const over = domainTerm(ctx, e.over);
  const empty = e.big === "sum" ? T.int(0) : T.int(1);
  const filtered = (inner: Context): Term => {
    const test = e.where === null ? null : formula(inner, e.where);
    const body = term(inner, e.body);
    return test === null ? body : T.ifThen(test, body, empty);
  };
  switch (over.k) {
    case "range": {
      const { ctx: inner, variable } = bindIndex(ctx, e.index, T.INT, "sum", over.range, true);
      return T.big(e.big, e.index.name, over.range.lo, over.range.hi, T.abstract(filtered(inner), [variable]));
    }
    case "set": {
      const { ctx: inner, variable } = bindIndex(ctx, e.index, sortOfDomain(over), "sum", null, isIntegerDomain(over));
      const body = filtered(inner);
      const instances = over.values.map((v, i) => {
        const again = sameAsEarlier(over.values.slice(0, i), v);
        const instance = T.replaceVar(body, variable, v);
        return again === null ? instance : T.ifThen(again, empty, instance);
      });
      return instances.length === 1 ? (instances[0] as Term) : T.op(e.big === "sum" ? "add" : "mul", instances);
    }
    case "real":
    case "integer":
    case "interval":
      return fail(
        "E307",
        e.over.span,
        `a ${e.big === "sum" ? "sum" : "product"} runs over a range \`a..b\` or a finite set`,
        {
          help: over.k === "interval" ? "`integral(f, x in a..b)` integrates over an interval" : null,
        },
      );
  }
}

/** That the value is one of those before it, which a set has but once; null where that is plainly not so. */
function sameAsEarlier(before: readonly Term[], v: Term): Formula | null {
  const number = (t: Term): Term | null => {
    const c = T.canonical(t);
    return c.k === "num" ? c : null;
  };
  const own = number(v);
  const open = before.filter((u) => own === null || number(u) === null || number(u) === own);
  return open.length === 0 ? null : open.map((u): Formula => T.eq(v, u)).reduce((a, b) => T.or(a, b));
}
