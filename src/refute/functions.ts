/** Smooth functions to stand for unknown ones, simplest first. */

import type { Formula, Rational, Term, Valuation } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { graded } from "./points.ts";
import { functionsOf } from "./problem.ts";

export type FunctionValue = Valuation["functions"][number];

/** Bodies under `arity` real binders, of the shapes that the kernel takes for smooth. */
function bodies(arity: number, constants: readonly Rational[]): Term[] {
  const params = Array.from({ length: arity }, (_, i) => K.bound(arity - 1 - i));
  const first = params[0] as Term;
  const linear =
    arity === 1
      ? first
      : K.op(
          "add",
          params.map((p, i) => (i === 0 ? p : K.mul(K.int(i + 1), p))),
        );
  const product = arity === 1 ? null : K.op("mul", params);
  const square = K.ipow(linear, K.int(2));
  const unit = (u: Term): Term => K.inv(K.add(K.int(1), K.exp(K.neg(u))));
  const sigmoid = unit(linear);
  const half = K.num(K.rational(1n, 2n));
  const out = [
    linear,
    sigmoid,
    K.exp(linear),
    half,
    square,
    unit(square),
    unit(K.neg(square)),
    K.int(1),
    K.add(K.int(1), square),
    K.exp(K.neg(square)),
    ...(product === null ? [] : [product, unit(product)]),
    unit(K.neg(linear)),
    K.exp(K.neg(linear)),
    K.ipow(linear, K.int(3)),
    K.int(0),
    K.num(K.rational(1n, 3n)),
    K.neg(linear),
    K.neg(square),
    K.add(linear, K.int(1)),
    K.ipow(sigmoid, K.int(2)),
  ];
  const ends = [K.ZERO, K.ONE, K.negQ(K.ONE), ...constants].sort(K.compareQ);
  for (const lo of ends) {
    out.push(K.add(K.num(lo), K.exp(linear)), K.add(K.num(lo), K.neg(K.exp(linear))));
    for (const hi of ends) {
      if (K.compareQ(lo, hi) < 0) out.push(K.add(K.num(lo), K.mul(K.num(K.subQ(hi, lo)), sigmoid)));
    }
  }
  return [...new Set(out)];
}

/**
 * Values for the functions of the formulas, one list a combination, simplest first; `admits` says whether
 * one function alone may have a value. None where a function takes a family.
 */
export function* functionValues(
  formulas: readonly Formula[],
  constants: readonly Rational[],
  admits: (value: FunctionValue) => boolean,
  limit: number,
): Generator<readonly FunctionValue[]> {
  const functions = functionsOf(formulas);
  const choices: FunctionValue[][] = [];
  for (const f of functions) {
    if (f.arity === null) return;
    const { name, arity } = f;
    const kept: FunctionValue[] = [];
    for (const body of bodies(arity, constants)) {
      if (kept.length >= 9) break;
      const value = { name, arity, body };
      if (K.isSmooth(body, arity) && admits(value)) kept.push(value);
    }
    if (kept.length === 0) return;
    choices.push(kept);
  }
  for (const v of graded(
    choices.map((c) => c.length),
    limit,
    false,
  )) {
    yield v.map((i, j) => (choices[j] as FunctionValue[])[i] as FunctionValue);
  }
}
