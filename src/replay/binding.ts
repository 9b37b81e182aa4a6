/** Putting terms for variables, and the way back. What goes under a binder is lifted, so nothing is captured. */
import { reject } from "./rejected.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

/** The node with other parts, one for one; families take their index in, and λk. z[k] becomes z. */
export function withParts(n: Node, parts: readonly Node[]): Node {
  const p = (i: number): Node => parts[i] ?? reject("a part is missing");
  switch (n.tag) {
    case "num":
    case "pi":
    case "var":
    case "bound":
    case "false":
      return n;
    case "add":
    case "mul":
    case "inv":
    case "exp":
    case "log":
    case "ipow":
    case "rpow":
      return T.operator(n.tag, parts);
    case "at":
      return apply(p(0), parts.slice(1));
    case "family":
      return lambda(n.binders.length, p(0));
    case "call": {
      const cut = parts.length - n.orders.length;
      return T.call(n.name, n.orders, parts.slice(cut), parts.slice(0, cut));
    }
    case "sum":
    case "prod":
      return T.big(n.tag, p(0), p(1), p(2));
    case "D":
      return T.derivative(p(1), p(0));
    case "integral":
      return T.integral(p(2), p(0), p(1));
    case "if":
      return T.choice(p(0), p(1), p(2));
    case "eq":
    case "lt":
    case "le":
      return T.relation(n.tag, p(0), p(1));
    case "and":
    case "or":
    case "implies":
      return T.connective(n.tag, p(0), p(1));
    case "all":
    case "some":
      return T.quantified(n.tag, n.binders[0] as T.Sort, p(parts.length - 1), parts.slice(0, -1));
    case "hasDeriv":
      return T.hasDeriv(p(2), p(0), p(1));
    case "near":
      return T.near(p(0), p(1));
    case "allFun":
      return T.allFun(n.name, p(0));
    case "pred": {
      let next = 0;
      const ends = n.ends.map((count) => {
        next += count;
        return parts.slice(next - count, next);
      });
      return T.predicate(n.name, n.binders, p(next), parts.slice(next + 1), ends);
    }
  }
}

/**
 * The node with its variables replaced: `leaf` gets a variable and how many binders of n stand above
 * it; `touched` says whether a part may change. `values` go in: no ∀f may bind a function of theirs.
 */
function replaced(
  n: Node,
  leaf: (v: Node, depth: number) => Node,
  touched: (m: Node, depth: number) => boolean,
  values: readonly Node[],
): Node {
  const done = new Map<string, Node>();
  const go = (m: Node, depth: number): Node => {
    if (!touched(m, depth)) return m;
    if (m.tag === "var" || m.tag === "bound") return leaf(m, depth);
    const key = `${m.id} ${depth}`;
    const known = done.get(key);
    if (known !== undefined) return known;
    if (m.tag === "allFun" && values.some((v) => v.free.has(`${m.name}()`))) reject("a function would be captured");
    const out = withParts(
      m,
      m.parts.map((p, i) => go(p, depth + (m.over[i] ?? 0))),
    );
    done.set(key, out);
    return out;
  };
  return go(n, 0);
}

const reaches = (m: Node, depth: number): boolean => m.loose > depth;

/** The node for a place under `by` more binders (fewer, if negative). */
export function lift(n: Node, by: number): Node {
  if (by === 0 || n.loose === 0) return n;
  const leaf = (v: Node, depth: number): Node => {
    if (v.index + by < depth) reject("a bound variable without its binder");
    return T.bound(v.index + by, v.sort);
  };
  return replaced(n, (v, depth) => (v.tag === "bound" && v.index >= depth ? leaf(v, depth) : v), reaches, []);
}

function fitting(value: Node, v: Node): Node {
  if (!T.fits(value.sort, v.sort)) reject(`a term of sort ${value.sort} for a variable of sort ${v.sort}`);
  return value;
}

/** The body of args.length binders, the arguments put for their variables, the first for the outermost. */
export function fill(body: Node, args: readonly Node[]): Node {
  const n = args.length;
  if (n === 0 || body.loose === 0) return body;
  const leaf = (v: Node, depth: number): Node => {
    if (v.tag === "var" || v.index < depth) return v;
    const i = v.index - depth;
    return i < n ? lift(fitting(args[n - 1 - i] as Node, v), depth) : T.bound(v.index - n, v.sort);
  };
  return replaced(body, leaf, reaches, args);
}

/** Binds the variables: the last one becomes the innermost. The way back from `fill`. */
export function close(n: Node, vars: readonly Node[]): Node {
  const leaf = (v: Node, depth: number): Node => {
    if (v.tag === "bound") return v.index >= depth ? T.bound(v.index + vars.length, v.sort) : v;
    const i = vars.findIndex((x) => x.name === v.name);
    if (i < 0) return v;
    if (vars[i] !== v) reject(`${v.name} has two sorts`);
    return T.bound(depth + vars.length - 1 - i, v.sort);
  };
  for (const v of vars) if (v.tag !== "var") reject("only a variable can be bound");
  if (new Set(vars.map((v) => v.name)).size < vars.length) reject("a variable bound twice");
  return replaced(n, leaf, (m, depth) => m.loose > depth || vars.some((v) => m.free.has(v.name)), []);
}

/** The node with a value for a free variable. */
export function put(n: Node, v: Node, value: Node): Node {
  return v.tag === "var" && !n.free.has(v.name) ? n : fill(close(n, [v]), [value]);
}

/** The node with a value for the loose bound variable of this index; the binders stay. */
export function putLoose(n: Node, index: number, value: Node): Node {
  const leaf = (v: Node, depth: number): Node =>
    v.tag === "bound" && v.index === index + depth ? lift(fitting(value, v), depth) : v;
  return replaced(n, leaf, (m, depth) => m.loose > depth + index, [value]);
}

/** Does the loose bound variable of this index occur? */
export function occursLoose(n: Node, index: number): boolean {
  const seen = new Set<string>();
  const go = (m: Node, i: number): boolean => {
    if (m.loose <= i) return false;
    if (m.tag === "bound") return m.index === i;
    const key = `${m.id} ${i}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return m.parts.some((p, j) => go(p, i + (m.over[j] ?? 0)));
  };
  return go(n, index);
}

/** family[index]; for a λ its body with the index put in. */
export function apply(family: Node, index: readonly Node[]): Node {
  if (family.tag !== "family") return T.component(family, index);
  if (family.binders.length !== index.length) reject("a family with another number of indices");
  return fill(T.part(family, 0), index);
}

/** λ of n integers; λk. z[k] is z itself. */
export function lambda(n: number, body: Node): Node {
  if (body.tag === "at" && body.parts.length === n + 1) {
    const [z, ...index] = body.parts as [Node, ...Node[]];
    const plain = index.every((i, j) => i.tag === "bound" && i.index === n - 1 - j);
    if (plain && (z.tag === "var" || (z.tag === "bound" && z.index >= n))) return lift(z, -n);
  }
  return T.rawLambda(n, body);
}

/** ∀k. lo ≤ k ∧ k ≤ hi ⇒ body, the body under k. */
export function forRange(lo: Node, hi: Node, body: Node): Node {
  const k = T.bound(0, "int");
  return T.quantified("all", "int", T.implies(T.and(T.le(lift(lo, 1), k), T.le(k, lift(hi, 1))), body));
}

/** ∀ or ∃ over a free variable, with lo and hi of each index for a family. */
export const quantifyOver = (tag: "all" | "some", v: Node, ends: readonly Node[], body: Node): Node =>
  T.quantified(tag, v.sort, close(body, [v]), ends);
/** ∀ or ∃ over these free variables, the first outermost. */
export function quantify(tag: "all" | "some", vars: readonly Node[], body: Node): Node {
  return vars.reduceRight((f, v) => T.quantified(tag, v.sort, close(f, [v])), body);
}

/** Is the node free of loose bound variables? */
export const isClosed = (n: Node): boolean => n.loose === 0;

/** The family z with the value t at m: λk. z[k] + (t - z[m])·[k = m]. */
export function update(z: Node, m: readonly Node[], t: Node): Node {
  const n = m.length;
  if (![z, t, ...m].every(isClosed)) reject("an update of open terms");
  const k = m.map((_, i) => T.bound(n - 1 - i, "int"));
  const deltas = m.map((mi, i) => T.choice(T.eq(k[i] as Node, mi), T.int(1), T.int(0)));
  return lambda(n, T.add(apply(z, k), T.mul(T.sub(t, apply(z, m)), ...deltas)));
}
