/** Logarithms taken apart: of products, quotients, powers and exponentials, and of fractions with one denominator. */

import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { asFraction, type Context } from "../prove/index.ts";
import { tidy } from "./tidy.ts";

/** The term with every closed logarithm taken apart. A proposal: whether it is equal is proved by whoever shows it. */
export function takenApart(ctx: Context, t: Term): Term {
  const go = <N extends K.Term | K.Formula>(n: N): N => {
    if (K.isTerm(n) && n.k === "op" && n.op === "log" && K.looseOf(n) === 0)
      return logarithm(ctx, n.args[0] as Term) as N;
    return K.mapChildren(n, go);
  };
  return tidy(go(t));
}

function logarithm(ctx: Context, a: Term): Term {
  if (a.k === "op") {
    const [u, n] = a.args as [Term, Term];
    if (a.op === "exp") return u;
    if (a.op === "inv") return K.neg(logarithm(ctx, u));
    if (a.op === "mul")
      return K.op(
        "add",
        a.args.map((x) => logarithm(ctx, x)),
      );
    if (a.op === "ipow" || a.op === "rpow") return K.mul(n, logarithm(ctx, u));
    if (a.op === "add") {
      const f = asFraction(ctx, K.canonical(a));
      if (f !== null && K.monomials(f.numerator).length === 1)
        return K.sub(
          logarithm(ctx, f.numerator),
          K.op(
            "add",
            f.denominators.map((d) => K.mul(K.int(d.exp), K.log(d.p))),
          ),
        );
    }
  }
  return K.log(a);
}

/** A sum with logarithms, their factors whole numbers, as one logarithm; null for another term. A proposal. */
export function asOneLogarithm(t: Term): Term | null {
  if (t.k !== "op" || t.op !== "add" || K.looseOf(t) > 0) return null;
  const factors: Term[] = [];
  const rest: Term[] = [];
  for (const s of t.args) {
    const parts = s.k === "op" && s.op === "mul" ? s.args : [s];
    const logs = parts.filter((p): p is Term & { k: "op" } => p.k === "op" && p.op === "log");
    const factor = K.canonical(
      K.op("mul", [K.int(1), ...parts.filter((p) => !logs.includes(p as Term & { k: "op" }))]),
    );
    const [only] = logs;
    if (logs.length !== 1 || only === undefined || factor.k !== "num" || factor.value.den !== 1n) rest.push(s);
    else factors.push(K.ipow(only.args[0] as Term, factor));
  }
  if (factors.length === 0) return null;
  return tidy(K.log(K.op("mul", rest.length === 0 ? factors : [...factors, K.exp(K.op("add", [...rest, K.int(0)]))])));
}
