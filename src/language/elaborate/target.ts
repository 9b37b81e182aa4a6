/** What operators take as their variable: a declared one, a component of a family, a family, a parameter. */

import type { Formula, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Expr } from "../syntax.ts";
import { type Context, isInt, lookup, nameOf } from "./context.ts";
import { familyAt } from "./expression.ts";
import type { Family, Scalar } from "./scope.ts";

export type Target =
  /** `declared` is null for a parameter. */
  | { readonly k: "scalar"; readonly name: string; readonly term: Term; readonly declared: Scalar | null }
  | {
      readonly k: "component";
      readonly name: string;
      readonly family: Family;
      readonly point: Term & { readonly k: "at" };
    }
  | { readonly k: "family"; readonly name: string; readonly family: Family };

export function resolveTarget(ctx: Context, e: Expr): Target {
  if (e.k === "index") {
    const id = e.family.name;
    if (ctx.locals.has(id)) return refuse(e, id, "a bound name");
    const d = lookup(ctx, id, e.family.span).declared;
    if (d.k === "family") {
      const point = familyAt(ctx, d, e);
      if (point.k !== "at") return refuse(e, id, "not a family");
      return { k: "component", name: id, family: d, point };
    }
    return refuse(e, id, d.k === "definition" ? "defined, not declared with `var`" : "not a family of variables");
  }
  if (e.k !== "name") return refuse(e, "this", "not a variable");
  const local = ctx.locals.get(e.name);
  if (local !== undefined) {
    if (local.kind !== "parameter") {
      return refuse(e, e.name, local.kind === "index" ? "an index" : `bound by a ${local.kind}`);
    }
    return { k: "scalar", name: e.name, term: local.term, declared: null };
  }
  const d = lookup(ctx, e.name, e.span).declared;
  switch (d.k) {
    case "scalar":
      return { k: "scalar", name: e.name, term: d.term, declared: d };
    case "family":
      return { k: "family", name: e.name, family: d };
    case "definition":
      return refuse(e, e.name, "defined, not declared with `var`");
    case "fun":
      return refuse(e, e.name, "a function");
    case "broken":
      return refuse(e, e.name, "unknown");
  }
}

function refuse(e: Expr, name: string, what: string): never {
  const shown = name === "this" ? "this" : `\`${name}\``;
  return fail(
    "E208",
    e.span,
    `${shown} is ${what}: an operator takes a declared variable, one of its components, or a parameter`,
  );
}

/** A number to differentiate in, go to a limit in, integrate over. */
export function realTarget(ctx: Context, e: Expr, what: string): Target & { k: "scalar" | "component" } {
  const target = resolveTarget(ctx, e);
  if (target.k === "family") {
    return fail("E302", e.span, `\`${target.name}\` is a family, and a ${what} varies one number`, {
      help: `write \`${target.name}[m]\``,
    });
  }
  const variable = target.k === "scalar" ? target.term : target.point;
  if (isInt(variable)) {
    return fail("E304", e.span, `\`${target.name}\` takes integers only, so there is no ${what} in it`, {
      help: `declare it \`real\``,
    });
  }
  return target;
}

/** The variable that stands for the target under a binder, the way to put it in, and the point where the target is. */
export type Opening = {
  readonly variable: Term;
  readonly hint: string;
  readonly point: Term;
  readonly open: <N extends Term | Formula>(n: N) => N;
};

export function opening(ctx: Context, target: Target): Opening {
  switch (target.k) {
    case "scalar":
      return { variable: target.term, hint: target.name, point: target.term, open: (n) => n };
    case "family":
      return { variable: target.family.term, hint: target.name, point: target.family.term, open: (n) => n };
    case "component": {
      const z = target.family.term;
      const variable = ctx.shared.fresh("t", T.sortOf(target.point));
      const moved = T.update(z, target.point.index, variable);
      return { variable, hint: "t", point: target.point, open: (n) => T.replaceVar(n, z, moved) };
    }
  }
}

/** Does the node mention what the target varies? */
export function mentions(target: Target, n: Term | Formula): boolean {
  return T.occurs(target.k === "scalar" ? nameOf(target.term) : target.name, n);
}

export function sameTarget(a: Target, b: Target): boolean {
  if (a.k === "component") return b.k === "component" && a.point === b.point;
  return a.k === b.k && a.name === b.name;
}
