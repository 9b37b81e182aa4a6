/** Operators in a variable: what they take as one, derivatives, definite integrals, evaluation at a place. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { boundIndices, bounds, overRanges } from "./domains.ts";
import { componentOf, term } from "./expressions.ts";
import { bind, type Context, type Ends, type Family, lookup, type Scalar, wholeFamily } from "./scope.ts";
import type { Binding, Range, Syntax } from "./syntax.ts";

export type Target =
  /** `declared` is null for a parameter of a definition. */
  | { readonly k: "scalar"; readonly name: string; readonly term: Node; readonly declared: Scalar | null }
  | {
      readonly k: "component";
      readonly name: string;
      readonly family: Family;
      readonly term: Node;
      readonly index: readonly Node[];
    }
  | { readonly k: "family"; readonly name: string; readonly family: Family; readonly term: Node };

export function targetOf(ctx: Context, e: Syntax): Target {
  if (e.k !== "name" && e.k !== "index") reject("an operator takes a variable");
  const local = ctx.locals.get(e.name);
  if (local !== undefined) {
    if (e.k === "index" || !local.isParameter) reject(`${e.name} is a bound name`);
    return { k: "scalar", name: e.name, term: local.t, declared: null };
  }
  const d = lookup(ctx, e.name);
  if (e.k === "index") {
    if (d.k !== "family") reject(`${e.name} is not a family of variables`);
    const t = componentOf(ctx, d, e);
    return { k: "component", name: e.name, family: d, term: t, index: t.parts.slice(1) };
  }
  if (d.k === "scalar") return { k: "scalar", name: e.name, term: d.term, declared: d };
  return d.k === "family"
    ? { k: "family", name: e.name, family: d, term: d.term }
    : reject(`${e.name} is not a variable`);
}
/** A variable or component that is a real number. */
export function realTarget(ctx: Context, e: Syntax): Target & { k: "scalar" | "component" } {
  const target = targetOf(ctx, e);
  if (target.k === "family" || T.isInt(target.term)) reject(`${target.name} is not a real number`);
  return target;
}

/**
 * A target made ready for binding: the variable that stands for it, and how to put that into a node. For a
 * component z[m] the variable t comes in as the family that is t at m and z elsewhere.
 */
export type Opened = { readonly variable: Node; readonly put: (n: Node) => Node };
export function opened(target: Target): Opened {
  if (target.k !== "component") return { variable: target.term, put: (n) => n };
  const variable = T.fresh(target.term.sort);
  const z = target.family.term;
  const moved = B.update(z, target.index, variable);
  return { variable, put: (n) => B.put(n, z, moved) };
}

/** The ends of the ranges of a target that is a family; none for others. */
export const endsOf = (t: Target): readonly Node[] => (t.k === "family" ? t.family.ranges.flat() : []);

/** Does the node mention what the target varies? */
export const mentions = (t: Target, n: Node): boolean => n.free.has(t.k === "scalar" ? t.term.name : t.name);
export const sameTarget = (a: Target, b: Target): boolean =>
  a.k === b.k && (a.k === "component" ? a.term === b.term : a.name === b.name);

export function derivative(ctx: Context, e: Syntax & { k: "diff" }): Node {
  let out = term(ctx, e.body);
  for (const { variable, order } of e.steps) {
    const target = realTarget(ctx, variable);
    for (let i = 0; i < order; i++) {
      const o = opened(target);
      out = T.derivative(B.close(o.put(out), [o.variable]), target.term);
    }
  }
  return out;
}

export function definiteIntegral(ctx: Context, e: Syntax & { k: "integral" }, over: Range): Node {
  const { variable, put } = opened(realTarget(ctx, e.variable));
  const [lo, hi] = [term(ctx, over.lo), term(ctx, over.hi)];
  return T.integral(B.close(put(term(ctx, e.body)), [variable]), lo, hi);
}

// ---- evaluation at a place

/** What a binding puts for a variable, and what must hold for that. */
type Placed = { readonly variable: Node; readonly value: Node; readonly guards: readonly Node[] };

/** What the declared domains say of the numbers in the body, where it speaks of a variable that is placed. */
function movedDomains(ctx: Context, body: Node, placed: readonly Node[]): Node[] {
  const names = placed.map((v) => v.name);
  return [...body.free].sort().flatMap((name) => {
    const d = names.includes(name) || ctx.locals.has(name) ? undefined : ctx.scope.entries.get(name)?.declared;
    if (d?.k !== "scalar" || d.term.name !== name) return [];
    return bounds(d.domain, d.term).filter((f) => names.some((v) => f.free.has(v)));
  });
}

export function evaluatedAt(ctx: Context, e: Syntax & { k: "at" }): Node {
  const body = term(ctx, e.body);
  const places = e.bindings.map((b) => placed(ctx, b));
  const variables = places.map((p) => p.variable);
  const there = (n: Node): Node =>
    B.fill(
      B.close(n, variables),
      places.map((p) => p.value),
    );
  const result = there(body);
  const guards = [...places.flatMap((p) => p.guards), ...movedDomains(ctx, body, variables).map(there)];
  return guards.length === 0 ? result : T.choice(T.conjunction(guards), result, T.inv(T.int(0)));
}

function placed(ctx: Context, b: Binding): Placed {
  const family = familyBound(ctx, b.target);
  if (family !== null) {
    const n = family.ranges.length;
    // 0·z[k] keeps the value from being defined where the family has no component.
    const kept = T.mul(T.int(0), B.apply(family.term, boundIndices(n)));
    const value = B.lambda(n, T.add(B.apply(familyValue(ctx, family, b), boundIndices(n)), kept));
    const guards = bounds(family.domain, B.apply(value, boundIndices(n))).map((g) => overRanges(family.ranges, g));
    return { variable: family.term, value, guards };
  }
  const target = targetOf(ctx, b.target);
  const value = fitting(term(ctx, b.value), target.term.sort);
  if (target.k === "scalar")
    return {
      variable: target.term,
      value,
      guards: target.declared === null ? [] : bounds(target.declared.domain, value),
    };
  if (target.k === "family") reject(`${target.name} is a family`);
  const inside = target.index.flatMap((i, j) => {
    const [lo, hi] = target.family.ranges[j] as Ends;
    return [T.le(lo, i), T.le(i, hi)];
  });
  const moved = B.update(target.family.term, target.index, value);
  return { variable: target.family.term, value: moved, guards: [...inside, ...bounds(target.family.domain, value)] };
}

/** The family of `z[k] = …` with a new name k, or of `z = w`; null for other bindings. */
function familyBound(ctx: Context, target: Syntax): Family | null {
  if (target.k === "name") return wholeFamily(ctx, target);
  if (target.k !== "index" || ctx.locals.has(target.name)) return null;
  const isNew = (i: Syntax): boolean => i.k === "name" && !ctx.locals.has(i.name) && !ctx.scope.entries.has(i.name);
  const d = ctx.scope.entries.get(target.name)?.declared;
  return d?.k === "family" && target.index.every(isNew) ? d : null;
}

export function fitting(t: Node, sort: T.Sort): Node {
  return sort === "int" && !T.isInt(t) ? reject("an integer variable takes integers only") : t;
}

/** A whole family from `z[k] = a`, or from `z = w`. */
export function familyValue(ctx: Context, family: Family, b: Binding): Node {
  const n = family.ranges.length;
  if (b.target.k === "name") {
    const whole = wholeFamily(ctx, b.value);
    return whole !== null && whole.ranges.length === n
      ? whole.term
      : reject(`a value for the family ${family.name} is needed`);
  }
  if (b.target.k !== "index" || b.target.index.length !== n) reject(`${family.name} has another number of indices`);
  let inner = ctx;
  const names: string[] = [];
  const variables = b.target.index.map((i, j) => {
    if (i.k !== "name" || names.includes(i.name)) return reject("a new name that runs over the family is needed");
    names.push(i.name);
    const v = T.fresh("int");
    ctx.scope.runsOver.set(v.name, family.ranges[j] as Ends);
    inner = bind(inner, i.name, { t: v, power: true, isParameter: false });
    return v;
  });
  const body = fitting(term(inner, b.value), B.apply(family.term, variables).sort);
  return B.lambda(n, B.close(body, variables));
}
