/** Sums of fractions over the least common denominator that can be read off, as one would on paper. */

import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { tidy } from "./tidy.ts";

type Power = { readonly base: Term; readonly exp: number };
type Fraction = { readonly top: readonly Term[]; readonly below: readonly Power[] };

const MAX_SUMMANDS = 8;

/** The sum as one fraction, its numerator multiplied out; null for a term that is no sum of fractions. A proposal. */
export function overOneDenominator(t: Term): Term | null {
  if (t.k !== "op" || t.op !== "add" || K.looseOf(t) > 0 || t.args.length > MAX_SUMMANDS) return null;
  const summands = t.args.map(fractionOf);
  const common = new Map<Term, number>();
  for (const s of summands) for (const d of s.below) common.set(d.base, Math.max(common.get(d.base) ?? 0, d.exp));
  if (common.size === 0) return null;
  const top = summands.map((s) => {
    const missing = [...common].map(([base, exp]) => {
      const own = s.below.find((d) => d.base === base)?.exp ?? 0;
      return K.ipow(base, K.int(exp - own));
    });
    return K.op("mul", [...s.top, ...missing]);
  });
  const below = [...common].map(([base, exp]) => K.inv(exp === 1 ? base : K.ipow(base, K.int(exp))));
  return tidy(K.op("mul", [K.canonical(K.op("add", top)), ...below]));
}

function fractionOf(t: Term): Fraction {
  const top: Term[] = [];
  const below: Power[] = [];
  const take = (f: Term, under: boolean): void => {
    if (f.k === "op" && f.op === "mul") for (const g of f.args) take(g, under);
    else if (f.k === "op" && f.op === "inv" && !under) take(f.args[0] as Term, true);
    else if (!under || f.k === "num") top.push(under ? K.inv(f) : f);
    else {
      const [base, n] = f.k === "op" && f.op === "ipow" ? (f.args as [Term, Term]) : [f, K.int(1)];
      const known = n.k === "num" && n.value.num > 0n && n.value.num < 100n;
      put(below, known ? base : f, known ? Number(n.value.num) : 1);
    }
  };
  take(t, false);
  return { top, below };
}

function put(powers: Power[], base: Term, exp: number): void {
  const i = powers.findIndex((p) => p.base === base);
  if (i < 0) powers.push({ base, exp });
  else powers[i] = { base, exp: (powers[i] as Power).exp + exp };
}
