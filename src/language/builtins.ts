/** The built-in functions: name, number of arguments, meaning in the kernel. */

import type { Formula, Term } from "../kernel/index.ts";
import * as T from "../kernel/index.ts";

export type Builtin = {
  readonly name: string;
  /** Exact, or null for two and more. */
  readonly arity: number | null;
  readonly meaning: (args: readonly Term[]) => Term;
};

const ZERO = (): Term => T.int(0);
const ONE = (): Term => T.int(1);
const half = (t: Term): Term => T.mul(t, T.inv(T.int(2)));
const plus = (x: Term): Term => T.add(T.exp(x), T.exp(T.neg(x)));
const minus = (x: Term): Term => T.sub(T.exp(x), T.exp(T.neg(x)));

/** 1 where the formula holds, else 0. */
export function bracket(test: Formula): Term {
  return T.ifThen(test, ONE(), ZERO());
}

const unary = (name: string, meaning: (x: Term) => Term): Builtin => ({
  name,
  arity: 1,
  meaning: (args) => meaning(args[0] as Term),
});
const fold = (name: string, meaning: (a: Term, b: Term) => Term): Builtin => ({
  name,
  arity: null,
  meaning: (args) => args.reduce(meaning),
});

const TABLE: readonly Builtin[] = [
  unary("exp", T.exp),
  unary("log", T.log),
  unary("ln", T.log),
  unary("sqrt", (x) => T.rpow(x, T.num(T.rational(1n, 2n)))),
  unary("abs", (x) => T.ifThen(T.le(ZERO(), x), x, T.neg(x))),
  unary("sign", (x) => T.ifThen(T.lt(ZERO(), x), ONE(), T.ifThen(T.lt(x, ZERO()), T.int(-1), ZERO()))),
  fold("max", (a, b) => T.ifThen(T.le(b, a), a, b)),
  fold("min", (a, b) => T.ifThen(T.le(a, b), a, b)),
  unary("sigmoid", (x) => T.inv(T.add(ONE(), T.exp(T.neg(x))))),
  unary("softplus", (x) => T.log(T.add(ONE(), T.exp(x)))),
  unary("sinh", (x) => half(minus(x))),
  unary("cosh", (x) => half(plus(x))),
  unary("tanh", (x) => T.mul(minus(x), T.inv(plus(x)))),
  unary("xlogx", (t) => T.ifThen(T.eq(t, ZERO()), ZERO(), T.mul(t, T.log(t)))),
  { name: "delta", arity: 2, meaning: (args) => bracket(T.eq(args[0] as Term, args[1] as Term)) },
];

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(TABLE.map((b) => [b.name, b]));

/** Every name that means something before `(`. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set([
  ...BUILTINS.keys(),
  ...(
    "sum prod diff integral limit infimum supremum argmin argmax potential minimum maximum indicator " +
    "convex strictly_convex concave strictly_concave affine increasing decreasing strictly_increasing strictly_decreasing " +
    "bounded_below bounded_above unbounded_below unbounded_above"
  ).split(" "),
]);
