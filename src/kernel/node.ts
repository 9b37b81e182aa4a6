/**
 * Nodes: hash-consing and the structural facts of terms and formulas. term.ts has the constructors; only
 * it calls `make`, so that every node is validated, frozen and unique in its arena.
 */
import type { Poly } from "./polynomial.ts";
import { Refusal } from "./refusal.ts";
import type { Formula, Sort, Term } from "./term.ts";

export type Node = Term | Formula;

/** Structural facts of a node, computed once: everything here but `id` depends on its structure alone. */
type Facts = {
  readonly id: number;
  readonly isTerm: boolean;
  readonly label: string;
  readonly children: readonly Node[];
  /** Two 32-bit halves of a structural hash; hints take no part in it. */
  readonly h1: number;
  readonly h2: number;
  /** Number of enclosing binders the node needs: 0 for a locally closed one. */
  readonly loose: number;
  /** Free variable names, and function names as "f()"; without repetition. */
  readonly free: readonly string[];
  readonly size: number;
  readonly depth: number;
};

/** Gives back the object it is called on, so that a subclass can put a private field on a plain object. */
class Given {
  constructor(node: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the private field of Mark goes onto the node itself.
    return node;
  }
}
/** The facts of a node, in a private field of the node: only this file can put it there, so it marks genuine nodes. */
class Mark extends Given {
  readonly #facts: Facts;
  /** Functions of the structure that term.ts and ring.ts compute once a node. */
  #sort: Sort | null = null;
  #normal: Poly | null = null;
  constructor(node: Node, facts: Facts) {
    super(node);
    this.#facts = facts;
  }
  static has(x: object): boolean {
    return #facts in x;
  }
  static of(x: object): Facts {
    return (x as Mark).#facts;
  }
  static sort(x: object): Sort | null {
    return (x as Mark).#sort;
  }
  static keepSort(x: object, s: Sort): void {
    (x as Mark).#sort = s;
  }
  static normal(x: object): Poly | null {
    return (x as Mark).#normal;
  }
  static keepNormal(x: object, p: Poly): void {
    (x as Mark).#normal = p;
  }
}

let arena = new Map<number, Node | Node[]>();
let nextId = 1;
const NO_NAMES: readonly string[] = Object.freeze([]);

/** Starts a new arena: later nodes are not identical to earlier ones. Earlier theorems stay valid. */
export function freshArena(): void {
  arena = new Map();
}

const MAX_DEPTH = 1200;

export function isTerm(x: unknown): x is Term {
  return typeof x === "object" && x !== null && Mark.has(x) && Mark.of(x).isTerm;
}

export function isFormula(x: unknown): x is Formula {
  return typeof x === "object" && x !== null && Mark.has(x) && !Mark.of(x).isTerm;
}

function fact(n: Node): Facts {
  if (typeof n !== "object" || n === null || !Mark.has(n))
    throw new Refusal("term", "not a term or formula of this kernel");
  return Mark.of(n);
}

/** The sort that was kept for the term, or null. */
export function knownSort(t: Term): Sort | null {
  fact(t);
  return Mark.sort(t);
}
export function keepSort(t: Term, s: Sort): void {
  Mark.keepSort(t, s);
}
/** The normal form that was kept for the term, or null. */
export function knownNormal(t: Term): Poly | null {
  fact(t);
  return Mark.normal(t);
}
export function keepNormal(t: Term, p: Poly): void {
  Mark.keepNormal(t, p);
}

/** A number that identifies the node within its arena (for map keys, never for ordering). */
export function idOf(n: Node): number {
  return fact(n).id;
}
export function looseOf(n: Node): number {
  return fact(n).loose;
}
export function sizeOf(n: Node): number {
  return fact(n).size;
}
/** Does the free variable (or, written `f()`, the function) occur in the node? */
export function occurs(name: string, n: Node): boolean {
  return fact(n).free.includes(name);
}
/** The names of free variables, and of functions as `f()`, in alphabetical order; a fresh array. */
export function freeNames(n: Node): string[] {
  return [...fact(n).free].sort();
}

function mixString(h: number, s: string): number {
  let x = h;
  for (let i = 0; i < s.length; i++) x = Math.imul(x ^ s.charCodeAt(i), 0x01000193);
  return x >>> 0;
}

const labelHashes = new Map<string, readonly [number, number]>();
function labelHash(label: string): readonly [number, number] {
  let h = labelHashes.get(label);
  if (h === undefined) {
    h = [mixString(0x811c9dc5, label), mixString(0x1b873593, label)];
    if (labelHashes.size > 100_000) labelHashes.clear();
    labelHashes.set(label, h);
  }
  return h;
}

function isNode(known: Node, label: string, children: readonly Node[]): boolean {
  const f = Mark.of(known);
  if (f.label !== label || f.children.length !== children.length) return false;
  for (let i = 0; i < children.length; i++) if (f.children[i] !== children[i]) return false;
  return true;
}

/**
 * `label` has everything that identifies the node except its children; `under[i]` is how many binders
 * stand between the node and child i.
 */
export function make<N extends Node>(
  isTermNode: boolean,
  node: N,
  label: string,
  children: readonly Node[],
  under: readonly number[] | null,
  ownName: string | null,
): N {
  const [l1, l2] = labelHash(label);
  let h1 = l1;
  let h2 = l2;
  for (let i = 0; i < children.length; i++) {
    const f = fact(children[i] as Node);
    h1 = Math.imul(h1 ^ f.h1, 0x01000193);
    h1 = Math.imul(h1 ^ (h1 >>> 13), 0x5bd1e995) + i;
    h2 = Math.imul(h2 ^ f.h2, 0xcc9e2d51 | 0);
    h2 = Math.imul(h2 ^ (h2 >>> 15), 0x2c1b3c6d) + i;
  }
  h1 |= 0;
  h2 |= 0;
  const bucket = arena.get(h1);
  if (bucket !== undefined) {
    if (Array.isArray(bucket)) {
      for (const known of bucket) if (isNode(known, label, children)) return known as N;
    } else if (isNode(bucket as Node, label, children)) return bucket as N;
  }
  let loose = node.k === "bound" ? node.index + 1 : 0;
  let size = 1;
  let depth = 0;
  let free: readonly string[] = ownName === null ? NO_NAMES : [ownName];
  for (let i = 0; i < children.length; i++) {
    const f = Mark.of(children[i] as Node);
    loose = Math.max(loose, f.loose - (under === null ? 0 : (under[i] as number)));
    size = Math.min(size + f.size, Number.MAX_SAFE_INTEGER);
    depth = Math.max(depth, f.depth + 1);
    if (free.length === 0) free = f.free;
    else if (f.free !== free) {
      const more = f.free.filter((name) => !free.includes(name));
      if (more.length > 0) free = [...free, ...more];
    }
  }
  if (node.k === "allFun") free = free.filter((name) => name !== `${node.fun}()`);
  if (depth > MAX_DEPTH) throw new Refusal("term", `nesting deeper than ${MAX_DEPTH}`);
  const facts: Facts = Object.freeze({
    id: nextId++,
    isTerm: isTermNode,
    label,
    children: Object.isFrozen(children) ? children : Object.freeze([...children]),
    h1,
    h2,
    loose,
    free: Object.isFrozen(free) ? free : Object.freeze(free),
    size,
    depth,
  });
  new Mark(node, facts);
  Object.freeze(node);
  if (bucket === undefined) arena.set(h1, node);
  else if (Array.isArray(bucket)) bucket.push(node);
  else arena.set(h1, [bucket as Node, node]);
  return node;
}

/**
 * A total order on nodes that depends on structure alone: by hash, and on a collision by a deep
 * comparison. Negative, zero or positive; zero only for structurally equal nodes.
 */
export function compareNodes(a: Node, b: Node): number {
  if (a === b) return 0;
  const x = fact(a);
  const y = fact(b);
  if (x.h1 !== y.h1) return x.h1 - y.h1;
  if (x.h2 !== y.h2) return x.h2 - y.h2;
  const s = structure(a);
  const t = structure(b);
  return s < t ? -1 : s > t ? 1 : 0;
}

function structure(n: Node): string {
  const { label, children } = Mark.of(n);
  return `${label}(${children.map(structure).join(",")})`;
}
