/** What the built-in functions abbreviate. */
import { fraction } from "../rational.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";

export type Builtin = { readonly arity: 1 | 2 | "many"; readonly meaning: (args: readonly Node[]) => Node };

const one = (meaning: (x: Node) => Node): Builtin => ({ arity: 1, meaning: (args) => meaning(args[0] as Node) });
/** Of two and more arguments, from the left. */
const many = (meaning: (a: Node, b: Node) => Node): Builtin => ({
  arity: "many",
  meaning: (args) => args.reduce(meaning),
});
const ZERO = (): Node => T.int(0);
const ONE = (): Node => T.int(1);
const sum = (x: Node): Node => T.add(T.exp(x), T.exp(T.neg(x)));
const difference = (x: Node): Node => T.sub(T.exp(x), T.exp(T.neg(x)));
const half = (x: Node): Node => T.mul(x, T.inv(T.int(2)));
const sign = (x: Node): Node => T.choice(T.lt(ZERO(), x), ONE(), T.choice(T.lt(x, ZERO()), T.int(-1), ZERO()));

export const abs = (x: Node): Node => T.choice(T.le(ZERO(), x), x, T.neg(x));

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ["exp", one(T.exp)],
  ["log", one(T.log)],
  ["ln", one(T.log)],
  ["sqrt", one((x) => T.rpow(x, T.num(fraction(1n, 2n))))],
  ["abs", one(abs)],
  ["sign", one(sign)],
  ["max", many((a, b) => T.choice(T.le(b, a), a, b))],
  ["min", many((a, b) => T.choice(T.le(a, b), a, b))],
  ["sigmoid", one((x) => T.inv(T.add(ONE(), T.exp(T.neg(x)))))],
  ["softplus", one((x) => T.log(T.add(ONE(), T.exp(x))))],
  ["sinh", one((x) => half(difference(x)))],
  ["cosh", one((x) => half(sum(x)))],
  ["tanh", one((x) => T.mul(difference(x), T.inv(sum(x))))],
  ["xlogx", one((x) => T.choice(T.eq(x, ZERO()), ZERO(), T.mul(x, T.log(x))))],
  ["delta", { arity: 2, meaning: ([a, b]) => T.choice(T.eq(a as Node, b as Node), ONE(), ZERO()) }],
]);
