/** Antiderivatives: candidates from the ansatz, shown to be right by differentiation. */
import type { Formula, Term, Theorem } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import type { Context } from "../context.ts";
import type { Oracle } from "../oracle/oracle.ts";
import { rhs } from "../simplify.ts";
import { combinationFor } from "./ansatz.ts";

/**
 * An oracle's answer where there is one: rational functions are asked about, its logarithms are set right
 * by the hypotheses. As little of a theorem as any suggestion.
 */
export function askedAntiderivative(ctx: Context, oracle: Oracle, f: Term, x: Term): Term | null {
  const answer = oracle.suggest({ k: "antiderivative", of: rhs(ctx.search.simplify(ctx, f)), variable: x });
  return answer === null ? null : real(ctx, answer);
}

/** A term F, not shown to be one, that may have the derivative f in the variable x under the hypotheses; or null. */
export function suggestAntiderivative(ctx: Context, f: Term, x: Term): Term | null {
  const key = `antiderivative:${K.idOf(f)}:${K.idOf(x)}`;
  return ctx.remember(key, () => {
    const forms = [rhs(ctx.search.simplify(ctx, f)), K.canonical(f)];
    for (const form of new Set(forms)) {
      const found = combinationFor(form, x, (d) => rhs(ctx.search.simplify(ctx, d)));
      if (found === null) continue;
      const parts = found.map((c) => K.mul(c.coefficient, real(ctx, c.element)));
      return K.op("add", parts);
    }
    return null;
  });
}

/** Γ ⊢ hasDeriv(λx. F, x, f) for some F, or null; x is a variable. */
export function antiderivative(ctx: Context, f: Term, x: Term): Theorem | null {
  const F = suggestAntiderivative(ctx, f, x);
  if (F === null) return null;
  return ctx.search.prove(ctx, K.hasDeriv("x", K.abstract(F, [x]), x, f) as Formula);
}

/** The element with logarithms of what is positive: log p, log(-p), or log |p| where the sign is not known. */
function real(ctx: Context, t: Term): Term {
  if (t.k !== "op") return t;
  const args = t.args.map((a) => real(ctx, a));
  if (t.op !== "log") return K.op(t.op, args);
  const p = args[0] as Term;
  if (ctx.search.positive(ctx, p) !== null) return K.log(p);
  const n = K.canonical(K.neg(p));
  if (ctx.search.positive(ctx, n) !== null) return K.log(n);
  return K.log(K.ifThen(K.le(K.int(0), p), p, K.neg(p)));
}
