/** What a step concludes, and what a rule gets: Γ ⊢ φ, with Γ as a list without repetition. */
import { fill } from "./binding.ts";
import { reject } from "./rejected.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

export type Sequent = { readonly given: readonly Node[]; readonly shown: Node };
export type Argument = Node | string | number;
/** A rule: from the sequents and arguments of a step to its conclusion. Rejects what does not fit. */
export type Rule = (premises: readonly Sequent[], args: readonly Argument[]) => Sequent;

export const sequent = (given: readonly Node[], shown: Node): Sequent => ({ given, shown });
/** ⊢ φ */
export const plain = (shown: Node): Sequent => ({ given: [], shown });

export function together(...all: readonly (readonly Node[])[]): readonly Node[] {
  const some = all.filter((g) => g.length > 0);
  const [first] = some;
  if (first === undefined) return [];
  return some.every((g) => g === first) ? first : [...new Set(some.flat())];
}
export const givenOf = (...ss: readonly Sequent[]): readonly Node[] => together(...ss.map((s) => s.given));
export const without = (given: readonly Node[], f: Node): readonly Node[] => given.filter((g) => g !== f);

/** The formula as one of this tag with its parts; rejects any other. */
export function parts(f: Node, tag: T.Tag): readonly Node[] {
  if (f.tag !== tag) reject(`a formula with ${tag} is needed`);
  return f.parts;
}
export function pair(f: Node, tag: T.Tag): readonly [Node, Node] {
  const [l, r] = parts(f, tag);
  return [l as Node, r as Node];
}
export function mustBe(f: Node, wanted: Node, what: string): void {
  if (f !== wanted) reject(`${what} is needed`);
}
export function closed(...ns: readonly Node[]): void {
  if (ns.some((n) => n.loose > 0)) reject("a bound variable without its binder");
}
export function closedNumbers(...ns: readonly Node[]): void {
  closed(...ns);
  if (!ns.every(T.isNumber)) reject("a number is needed");
}
export function notFree(v: Node, fs: readonly Node[]): void {
  if (v.tag !== "var") reject("a variable is needed");
  if (fs.some((f) => f.free.has(v.name))) reject(`${v.name} is free where it must not be`);
}

// ---- arguments

export function nodeArg(args: readonly Argument[], i: number): Node {
  const a = args[i];
  return typeof a === "object" ? a : reject(`argument ${i + 1} must be a term or formula`);
}
export function termArg(args: readonly Argument[], i: number): Node {
  const a = nodeArg(args, i);
  return T.isFormula(a) ? reject(`argument ${i + 1} must be a term`) : a;
}
export function formulaArg(args: readonly Argument[], i: number): Node {
  const a = nodeArg(args, i);
  return T.isFormula(a) ? a : reject(`argument ${i + 1} must be a formula`);
}
export function textArg(args: readonly Argument[], i: number): string {
  const a = args[i];
  return typeof a === "string" ? a : reject(`argument ${i + 1} must be a text`);
}
export function countArg(args: readonly Argument[], i: number): number {
  const a = args[i];
  return typeof a === "number" && Number.isInteger(a) && a >= 0
    ? a
    : reject(`argument ${i + 1} must be a natural number`);
}
/** Natural numbers with commas between. */
export function countsArg(args: readonly Argument[], i: number): number[] {
  const text = textArg(args, i);
  if (!/^(\d{1,6}(,\d{1,6})*)?$/.test(text)) reject(`argument ${i + 1} must be numbers with commas`);
  return text === "" ? [] : text.split(",").map(Number);
}
export function premise(ps: readonly Sequent[], i: number): Sequent {
  return ps[i] ?? reject(`premise ${i + 1} is missing`);
}

/** ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ, opened at a new variable k that lo and hi are free of. */
export function openRange(f: Node): { k: Node; lo: Node; hi: Node; body: Node } {
  const bad = "∀k. lo ≤ k ∧ k ≤ hi ⇒ … is needed";
  const o = openGuard(f, "int", bad);
  if (o.strict) reject(bad);
  return { k: o.x, lo: o.lo, hi: o.hi, body: o.body };
}
/** The same for reals, with ≤ twice or < twice; opened at x, if one is given. */
export function openInterval(f: Node, x: Node): { lo: Node; hi: Node; strict: boolean; body: Node } {
  return openGuard(f, "real", "∀s. lo ≤ s ∧ s ≤ hi ⇒ … is needed", x);
}
function openGuard(
  f: Node,
  sort: T.Sort,
  bad: string,
  at?: Node,
): { x: Node; lo: Node; hi: Node; strict: boolean; body: Node } {
  if (f.tag !== "all" || f.binders[0] !== sort) reject(bad);
  const x = at ?? T.fresh(sort);
  const g = fillOne(f, x);
  const [guard, body] = g.tag === "implies" ? g.parts : [];
  const [from, to] = guard?.tag === "and" ? guard.parts : [];
  if (from === undefined || to === undefined || from.tag !== to.tag || (from.tag !== "le" && from.tag !== "lt"))
    reject(bad);
  const [lo, x1] = from.parts as [Node, Node];
  const [x2, hi] = to.parts as [Node, Node];
  if (x1 !== x || x2 !== x || lo.free.has(x.name) || hi.free.has(x.name)) reject(bad);
  return { x, lo, hi, strict: from.tag === "lt", body: body as Node };
}

/** The body of a quantified formula at x. */
export function fillOne(f: Node, x: Node): Node {
  return fill(T.bodyOf(f), [x]);
}
