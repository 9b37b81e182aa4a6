/** Definitions are unfolded where they are used. Where an argument or index is not sure to be defined, the result says so. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { integerOf, value } from "./expressions.ts";
import {
  type Context,
  context,
  type Defined,
  type Ends,
  type Instance,
  isFreshName,
  type Kind,
  type Local,
  type Value,
} from "./scope.ts";
import type { Syntax } from "./syntax.ts";

/** The body for parameters (indices) of these kinds. */
export function instance(ctx: Context, d: Defined, kinds: readonly Kind[]): Instance {
  const key = kinds.join(",");
  const known = d.instances.get(key);
  if (known !== undefined) return known;
  const s = d.statement;
  const params: Node[] = [];
  const locals = new Map<string, Local>();
  s.params.forEach((name, i) => {
    const v = T.fresh(kinds[i] === "real" ? "real" : "int");
    if (s.form === "family") ctx.scope.runsOver.set(v.name, d.ranges[i] as Ends);
    locals.set(name, { t: v, power: kinds[i] === "power", isParameter: s.form !== "family" });
    params.push(v);
  });
  const inner: Context = { ...context(d.scope, null), locals };
  const made: Instance = { params, value: value(inner, s.body), touched: inner.touched };
  d.instances.set(key, made);
  return made;
}

/** The instance for a use. A definition that means a declared name may not be used where that name is bound. */
export function used(ctx: Context, d: Defined, kinds: readonly Kind[]): Instance {
  const found = instance(ctx, d, kinds);
  for (const name of ctx.locals.keys()) {
    const reached = [found.value.t, ...d.ranges.flat()].some((t) => t.free.has(name) || t.free.has(`${name}()`));
    if (reached || found.touched.has(name)) reject(`${d.name} uses ${name}, which is a bound name here`);
  }
  for (const name of found.touched) ctx.touched.add(name);
  return found;
}

const kindOf = (v: Value): Kind => (integerOf(v) === null ? "real" : v.power ? "power" : "int");

function touchAll(ctx: Context, t: Node): void {
  for (const name of t.free) if (!isFreshName(name)) ctx.touched.add(name.replace("()", ""));
}

export function applyFunction(ctx: Context, d: Defined, e: Syntax & { k: "call" }): Value {
  const names = d.statement.params;
  if (e.args.length !== names.length) reject(`${d.name} takes another number of arguments`);
  const args = e.args.map((a) => value(ctx, a));
  const kinds = args.map((a, i): Kind => (d.realParams.has(names[i] as string) ? "real" : kindOf(a)));
  const { params, value: body, touched: _ } = used(ctx, d, kinds);
  const terms = args.map((a, i) => (kinds[i] === "real" ? a.t : (integerOf(a) ?? a.t)));
  let out = B.fill(B.close(body.t, params), terms);
  args.forEach(({ t }, i) => {
    const p = (params[i] as Node).name;
    if (!body.t.free.has(p)) touchAll(ctx, t);
    if (!alwaysDefined(ctx, t) && !evaluates(p, body.t)) out = requiring(out, t);
  });
  return { t: out, power: body.power };
}

export function applyFamily(ctx: Context, d: Defined, e: Syntax & { k: "index" }): Value {
  if (d.statement.form !== "family") reject(`${d.name} is not a family`);
  if (e.index.length !== d.ranges.length) reject(`${d.name} has another number of indices`);
  const index = e.index.map((i): Value => {
    const v = value(ctx, i);
    return { t: integerOf(v) ?? reject("an index must be an integer"), power: v.power };
  });
  const { params, value: body } = used(ctx, d, index.map(kindOf));
  const t = B.fill(
    B.close(body.t, params),
    index.map((v) => v.t),
  );
  index.forEach((v, i) => {
    if (!body.t.free.has((params[i] as Node).name)) for (const x of [v.t, ...(d.ranges[i] as Ends)]) touchAll(ctx, x);
  });
  const guards = index.flatMap((v, i) => {
    const range = d.ranges[i] as Ends;
    if (runsOver(ctx, v.t, range) || guarded(ctx, t, v.t, range)) return [];
    return [T.and(T.le(range[0], v.t), T.le(v.t, range[1]))];
  });
  // Outside its ranges a definition is 1/0: not defined.
  const out = guards.length === 0 ? t : T.choice(T.conjunction(guards), t, T.inv(T.int(0)));
  return { t: out, power: body.power };
}

const sameEnds = (a: Ends | undefined, b: Ends): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

/** Is the index a name that runs over exactly this range? */
function runsOver(ctx: Context, index: Node, range: Ends): boolean {
  if (index.tag !== "var") return false;
  const d = ctx.scope.entries.get(index.name)?.declared;
  const declared = d?.k === "scalar" && d.domain.k === "range" ? d.domain.range : undefined;
  return sameEnds(declared ?? ctx.scope.runsOver.get(index.name), range);
}
function familyRanges(ctx: Context, t: Node): readonly Ends[] | null {
  const family = T.part(t, 0);
  const d = family.tag === "var" ? ctx.scope.entries.get(family.name)?.declared : undefined;
  return d?.k === "family" ? d.ranges : null;
}
/** Does evaluating the term surely evaluate a declared family at this index, over this range? Then the guard is there already. */
function guarded(ctx: Context, t: Node, index: Node, range: Ends): boolean {
  const go = (x: Node): boolean => guarded(ctx, x, index, range);
  switch (t.tag) {
    case "add":
    case "mul":
    case "inv":
    case "exp":
    case "log":
    case "ipow":
    case "rpow":
      return t.parts.some(go);
    case "call":
      return T.callParts(t).args.some(go);
    case "at": {
      const all = t.parts.slice(1);
      const ranges = familyRanges(ctx, t);
      return (ranges !== null && all.some((i, j) => i === index && sameEnds(ranges[j], range))) || all.some(go);
    }
    case "D":
      return go(T.part(t, 0));
    default:
      return false;
  }
}

/** Has the term a value whatever its variables are? False where that is not plain. */
function alwaysDefined(ctx: Context, t: Node): boolean {
  switch (t.tag) {
    case "num":
    case "pi":
    case "var":
    case "bound":
      return true;
    case "add":
    case "mul":
    case "exp":
      return t.parts.every((x) => alwaysDefined(ctx, x));
    case "at": {
      const ranges = familyRanges(ctx, t);
      return ranges?.every((r, j) => runsOver(ctx, t.parts[j + 1] as Node, r)) ?? false;
    }
    default:
      return false;
  }
}

/** Is the variable evaluated whenever the term is: not only in a branch, or for each index of a range? */
function evaluates(name: string, n: Node): boolean {
  if (!n.free.has(name)) return false;
  const some = (...ns: (Node | undefined)[]): boolean => ns.some((x) => x !== undefined && evaluates(name, x));
  switch (n.tag) {
    case "var":
      return true;
    case "add":
    case "mul":
    case "inv":
    case "exp":
    case "log":
    case "ipow":
    case "rpow":
    case "at":
    case "D":
    case "integral":
    case "eq":
    case "lt":
    case "le":
      return some(...n.parts);
    case "call":
      return some(...T.callParts(n).args);
    case "sum":
    case "prod":
      return some(n.parts[0], n.parts[1]);
    case "if":
    case "and":
    case "or":
    case "implies":
      return some(n.parts[0]);
    default:
      return false;
  }
}

/** The same value as `t`, defined only where the argument is. */
function requiring(t: Node, argument: Node): Node {
  if (T.isInt(t) && !T.isInt(argument)) return T.choice(T.eq(argument, argument), t, t);
  return T.add(t, T.mul(T.int(0), argument));
}
