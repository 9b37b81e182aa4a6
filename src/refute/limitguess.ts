/** What a limit looks like in floating point. */

import type { Formula } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Truth } from "./truth.ts";

type Limit = Formula & { readonly k: "pred" };
type Code = {
  readonly number: (t: K.Term) => number;
  /** A term, or a formula's truth, under one binder at a value for it. */
  readonly at: (t: K.Term, x: number) => number;
  readonly holds: (f: Formula, x: number) => boolean;
};

/** Distances to the point, or from 0 on the way to infinity. */
const STEPS: readonly number[] = [1e-2, 1e-3, 1e-4, 1e-5];
const FAR: readonly number[] = [10, 30, 100, 1e3, 1e4, 1e6, 1e9];

/** Does the function seem to go where the closed predicate says? Looked at far away and close by, where it can be computed. */
export function limitTruth(f: Limit, code: Code): Truth {
  const [, to, value] = f.name.split(":");
  const fn = f.args[0] as K.Term;
  const point = code.number(K.instantiate(f.args[1] as K.Term, [K.int(0)]));
  const target = code.number(K.instantiate(f.args[2] as K.Term, [K.int(0)]));
  const sides = to === "at" ? [1, -1] : to === "left" || to === "-inf" ? [-1] : [1];
  let seen = false;
  for (const side of sides) {
    const xs = to === "inf" || to === "-inf" ? FAR.map((d) => side * d) : STEPS.map((d) => point + side * d);
    const inside = xs.filter((x) => code.holds(f.domain, x));
    if (inside.length === 0) continue;
    seen = true;
    const values = inside.map((x) => code.at(fn, x)).filter((y) => !Number.isNaN(y));
    if (values.length < 2) return "unknown";
    if (!goes(values, value as string, target)) return "unlikely";
  }
  return seen ? "likely" : "unlikely";
}

function goes(values: readonly number[], kind: string, target: number): boolean {
  const last = values.at(-1) as number;
  const before = values.at(-2) as number;
  if (kind === "inf") return last > before && last > 1;
  if (kind === "-inf") return last < before && last < -1;
  const gap = Math.abs(last - target);
  return gap < 1e-3 * Math.max(1, Math.abs(target)) || gap < 0.8 * Math.abs(before - target);
}
