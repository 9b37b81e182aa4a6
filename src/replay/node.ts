/**
 * Terms and formulas as binding trees: a node has a tag, a label and parts, and says how many of its
 * binders stand over each part. Bound variables are counted from the innermost binder (de Bruijn);
 * names of bound variables do not exist. Equal nodes of one table are one object.
 *
 * Meaning: a term of sort `int` has an integer value, a family of sort `real^n` (`int^n`) is a function
 * of n integers, all functions are total: inv(0) = 0, and ipow(0, n) = 0 for n < 0.
 */

import type { Q } from "./rational.ts";
import { reject } from "./rejected.ts";

export type Tag =
  | "num"
  | "pi"
  | "var"
  | "bound"
  | "add"
  | "mul"
  | "inv"
  | "exp"
  | "log"
  | "ipow"
  | "rpow"
  | "at"
  | "family"
  | "call"
  | "sum"
  | "prod"
  | "D"
  | "integral"
  | "if"
  | "eq"
  | "lt"
  | "le"
  | "false"
  | "and"
  | "or"
  | "implies"
  | "all"
  | "some"
  | "hasDeriv"
  | "near"
  | "allFun"
  | "pred";

/** `prop` for formulas. */
export type Sort = "real" | "int" | "prop" | `${"real" | "int"}^${number}`;

export type Node = {
  readonly tag: Tag;
  readonly sort: Sort;
  /** What tells nodes of one tag with the same parts apart. */
  readonly label: string;
  readonly parts: readonly Node[];
  /** How many binders of this node stand over each part; empty where none do. */
  readonly over: readonly number[];
  /** Of `num`. */
  readonly value: Q | null;
  /** Of `bound`. */
  readonly index: number;
  /** Of `var`, `call`, `allFun`, `pred`. */
  readonly name: string;
  /** The sorts of the variables that it binds, outermost first. */
  readonly binders: readonly Sort[];
  /** Of `call`: how often it is differentiated in each argument. */
  readonly orders: readonly number[];
  /**
   * Of quantifiers and predicates: how many ends of ranges each of the variables has, as the first parts. A family's
   * components are defined within its ranges; truth does not depend on them.
   */
  readonly ends: readonly number[];
  readonly id: number;
  /** How many binders around it the node refers to. */
  readonly loose: number;
  /** Free variables by name, functions as `f()`. */
  readonly free: ReadonlySet<string>;
  readonly depth: number;
  readonly size: number;
};

export type Extra = Partial<Pick<Node, "label" | "over" | "value" | "index" | "name" | "binders" | "orders" | "ends">>;

const MAX_DEPTH = 2_000;
const MAX_NODES = 1_000_000;

let table = new Map<string, Node>();
let count = 0;

const memos: Map<unknown, unknown>[] = [];
/** A table of results that is emptied together with the nodes. */
export function memo<K, V>(): Map<K, V> {
  const m = new Map<K, V>();
  memos.push(m as Map<unknown, unknown>);
  return m;
}

/** Forgets all nodes. Nodes made before are not to be used with nodes made later. */
export function emptyTable(): void {
  table = new Map();
  for (const m of memos) m.clear();
}

export const NONE: readonly never[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

export function make(tag: Tag, sort: Sort, parts: readonly Node[], extra: Extra = {}): Node {
  const {
    label = "",
    over = NONE,
    value = null,
    index = 0,
    name = "",
    binders = NONE,
    orders = NONE,
    ends = NONE,
  } = extra;
  let key = `${tag} ${label}`;
  for (const p of parts) key += ` ${p.id}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  let loose = tag === "bound" ? index + 1 : 0;
  let depth = 0;
  let size = 1;
  let free = tag === "var" ? new Set([name]) : tag === "call" ? new Set([`${name}()`]) : NO_NAMES;
  parts.forEach((p, i) => {
    loose = Math.max(loose, p.loose - (over[i] ?? 0));
    depth = Math.max(depth, p.depth + 1);
    size = Math.min(size + p.size, Number.MAX_SAFE_INTEGER);
    free = union(free, p.free);
  });
  if (tag === "allFun" && free.has(`${name}()`)) free = new Set([...free].filter((x) => x !== `${name}()`));
  if (depth > MAX_DEPTH) reject(`a term nested more than ${MAX_DEPTH} deep`);
  if (table.size > MAX_NODES) reject(`more than ${MAX_NODES} terms`);
  count++;
  const node = {
    tag,
    sort,
    label,
    parts,
    over,
    value,
    index,
    name,
    binders,
    orders,
    ends,
    id: count,
    loose,
    free,
    depth,
    size,
  };
  table.set(key, node);
  return node;
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  if (b.size === 0 || a === b) return a as Set<string>;
  if (a.size === 0) return b as Set<string>;
  for (const x of b) if (!a.has(x)) return new Set([...a, ...b]);
  return a as Set<string>;
}
