/** Operators in a variable: derivatives, definite integrals, evaluation at a place. */

import type { Formula, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Binding, Expr, RangeExpr } from "../syntax.ts";
import { bind, type Context, conjunction, isInt, nameOf } from "./context.ts";
import { atoms } from "./domain.ts";
import { term, wholeFamily } from "./expression.ts";
import type { Family } from "./scope.ts";
import { opening, realTarget, resolveTarget } from "./target.ts";

export function derivative(ctx: Context, e: Expr & { k: "diff" }): Term {
  let out = term(ctx, e.body);
  for (const step of e.steps) {
    const target = realTarget(ctx, step.variable, "derivative");
    for (let i = 0; i < step.order; i++) {
      const { variable, hint, point, open } = opening(ctx, target);
      out = T.D(hint, T.abstract(open(out), [variable]), point);
    }
  }
  return out;
}

export function definiteIntegral(ctx: Context, e: Expr & { k: "integral" }, over: RangeExpr): Term {
  const target = realTarget(ctx, e.variable, "integral");
  for (const end of [over.lo, over.hi]) {
    if (end.k === "infinity" || (end.k === "negate" && end.arg.k === "infinity")) {
      fail("E307", end.span, "the ends of an integral are finite numbers");
    }
  }
  const lo = term(ctx, over.lo);
  const hi = term(ctx, over.hi);
  const body = term(ctx, e.body);
  const { variable, hint, open } = opening(ctx, target);
  return T.integral(hint, T.abstract(open(body), [variable]), lo, hi);
}

/** What a binding puts for a variable, and what must hold for it. */
export type Placed = { readonly variable: Term; readonly value: Term; readonly guards: readonly Formula[] };

/** `z[k] = a` where k is no name of its own yet: k runs over the family. */
export function runsOver(ctx: Context, target: Expr): boolean {
  return (
    target.k === "index" &&
    target.index.every((i) => i.k === "name" && !ctx.locals.has(i.name) && ctx.scope.find(i.name) === undefined)
  );
}

/** The value of a whole family from `z[k] = a`, or from `z = w`. */
export function familyValue(ctx: Context, family: Family, b: Binding): Term {
  if (b.target.k === "name") {
    const whole = wholeFamily(ctx, b.value);
    if (whole === null || whole.ranges.length !== family.ranges.length) {
      return fail("E302", b.value.span, `\`${family.name}\` is a family: its value is written with an index`, {
        help: `write \`${family.name}[k] = …\`, k a new name`,
      });
    }
    return whole.term;
  }
  if (b.target.k !== "index") return fail("E208", b.target.span, "a variable is needed here");
  let inner = ctx;
  const variables: Term[] = [];
  if (b.target.index.length !== family.ranges.length)
    fail("E302", b.target.span, `\`${family.name}\` has ${family.ranges.length} indices`);
  for (const [j, i] of b.target.index.entries()) {
    if (i.k !== "name") return fail("E208", i.span, "a new name is needed here, one that runs over the family");
    if (b.target.index.some((o, n) => n < j && o.k === "name" && o.name === i.name)) {
      fail("E202", i.span, `\`${i.name}\` runs over the family already`);
    }
    const variable = ctx.shared.fresh(i.name, T.INT);
    const range = family.ranges[j];
    if (range !== undefined) ctx.shared.rangeOf.set(nameOf(variable), range);
    inner = bind(inner, { name: i.name, term: variable, kind: "index", power: true });
    variables.push(variable);
  }
  const body = fitting(inner, b, term(inner, b.value), T.sortOf(T.at(family.term, variables)));
  const hints = b.target.index.map((i) => ({ hint: i.k === "name" ? i.name : "k", sort: T.INT }));
  return T.familyOf(hints, T.abstract(body, variables));
}

/** Fails where an integer variable would get a value that is none by its type. */
export function fitting(_ctx: Context, b: Binding, value: Term, sort: T.Sort): Term {
  if (sort.k === "int" && !isInt(value)) {
    fail("E303", b.value.span, "this variable takes integers only, so its value must be an integer");
  }
  return value;
}

/** The same values, each defined only where the family's component of that index is: λk. value[k] + 0·z[k]. */
function asDefined(family: Family, value: Term): Term {
  const index = family.ranges.map((_, j) => T.bound(family.ranges.length - 1 - j, T.INT));
  const body = T.add(T.at(value, index), T.mul(T.int(0), T.at(family.term, index)));
  return T.familyOf(
    index.map(() => ({ hint: "k", sort: T.INT })),
    body,
  );
}

function placed(ctx: Context, b: Binding): Placed {
  if (runsOver(ctx, b.target) || wholeFamily(ctx, b.target) !== null) {
    const id = b.target.k === "index" ? b.target.family.name : b.target.k === "name" ? b.target.name : "";
    const d = ctx.locals.has(id) ? undefined : ctx.scope.find(id)?.declared;
    if (d?.k === "family") {
      const value = asDefined(d, familyValue(ctx, d, b));
      const index = d.ranges.map((_, j) => T.bound(d.ranges.length - 1 - j, T.INT));
      const at = T.at(value, index);
      const guards = atoms(d.domain, at).map((g) => overRanges(d, g));
      return { variable: d.term, value, guards };
    }
  }
  const target = resolveTarget(ctx, b.target);
  switch (target.k) {
    case "scalar": {
      const value = fitting(ctx, b, term(ctx, b.value), T.sortOf(target.term));
      return {
        variable: target.term,
        value,
        guards: target.declared === null ? [] : atoms(target.declared.domain, value),
      };
    }
    case "component": {
      const value = fitting(ctx, b, term(ctx, b.value), T.sortOf(target.point));
      const { family, point } = target;
      const inside = point.index.flatMap((i, j) => {
        const r = family.ranges[j];
        return r === undefined ? [] : [T.le(r.lo, i), T.le(i, r.hi)];
      });
      return {
        variable: family.term,
        value: T.update(family.term, point.index, value),
        guards: [...inside, ...atoms(family.domain, value)],
      };
    }
    case "family":
      return fail("E302", b.target.span, `\`${target.name}\` is a family`, { help: `write \`${target.name}[k] = …\`` });
  }
}

/** A formula under one binder for each index of the family, said for all of its ranges. */
export function overRanges(d: Family, under: Formula, hints: readonly string[] = []): Formula {
  let f = under;
  for (let j = d.ranges.length - 1; j >= 0; j--) {
    const r = d.ranges[j] as T.Range;
    f = T.forRange(hints[j] ?? "k", r.lo, r.hi, f);
  }
  return f;
}

/** The domains of the other numbers in the body that depend on what is placed: m in 1..K must be in 1..3 at K = 3. */
function domainsThatMove(ctx: Context, body: Term, places: readonly Placed[]): Formula[] {
  const placed = places.map((p) => nameOf(p.variable));
  return T.freeNames(body).flatMap((name) => {
    const d = placed.includes(name) || ctx.locals.has(name) ? undefined : ctx.scope.find(name)?.declared;
    if (d?.k !== "scalar" || nameOf(d.term) !== name) return [];
    return atoms(d.domain, d.term).filter((f) => placed.some((p) => T.occurs(p, f)));
  });
}

export function evaluatedAt(ctx: Context, e: Expr & { k: "at" }): Term {
  const body = term(ctx, e.body);
  const places = e.bindings.map((b) => placed(ctx, b));
  places.forEach((p, i) => {
    if (places.some((q, j) => j < i && q.variable === p.variable)) {
      fail("E202", e.bindings[i]?.span ?? e.span, `\`${nameOf(p.variable)}\` has a value here already`, {
        help: "nest two `at` to change two components of one family",
      });
    }
  });
  const there = <N extends Term | Formula>(n: N): N =>
    T.instantiate(
      T.abstract(
        n,
        places.map((p) => p.variable),
      ),
      places.map((p) => p.value),
    );
  const result = there(body);
  const guards = [...places.flatMap((p) => p.guards), ...domainsThatMove(ctx, body, places).map(there)];
  return guards.length === 0 ? result : T.ifThen(conjunction(guards), result, T.inv(T.int(0)));
}
