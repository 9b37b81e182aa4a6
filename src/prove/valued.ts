/** ∃L. … where a conjunct says that a limit (an infimum, a supremum) is L: the value decides. */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { limitValue, onlyValue } from "./nolimit.ts";
import type { Pred } from "./predicates.ts";

type Existential = Formula & { k: "some" };

/** The predicate among the conjuncts (perhaps under further quantifiers) whose value is v. */
function predicateOf(ctx: Context, f: Formula, v: Term): Pred | null {
  switch (f.k) {
    case "and":
      return predicateOf(ctx, f.l, v) ?? predicateOf(ctx, f.r, v);
    case "some":
      return predicateOf(ctx, K.instantiate(f.body, [ctx.fresh(f.x.hint, f.x.sort)]), v);
    case "pred":
      return f.name.startsWith("limit:") && f.args[2] === v ? f : null;
    default:
      return null;
  }
}

/** Γ ⊢ f by the value that the predicate has; null for a formula of another shape. */
export function proveValued(ctx: Context, f: Existential): Theorem | null {
  if (f.x.sort.k !== "real") return null;
  const v = ctx.fresh("L");
  const p = predicateOf(ctx, K.instantiate(f.body, [v]), v);
  const value = p === null ? null : limitValue(ctx, p);
  const th = value === null ? null : ctx.search.prove(ctx, K.instantiate(f.body, [value]));
  return th === null || value === null ? null : K.witness(f, value, th);
}

/** Γ ⊢ ¬f, as the predicate has one value only and the rest fails there. */
export function denyValued(ctx: Context, f: Existential): Theorem | null {
  if (f.x.sort.k !== "real") return null;
  const v = ctx.fresh("L");
  const body = K.instantiate(f.body, [v]);
  const p = predicateOf(ctx, body, v);
  if (p === null) return null;
  const only = onlyValue(ctx, p);
  if (only === null) return null;
  const no = ctx.search.prove(ctx, K.not(K.instantiate(f.body, [only.value])));
  const here = no === null ? null : partOf(K.assume(body), p);
  if (no === null || here === null) return null;
  const same = K.modusPonens(K.discharge(p, only.only), here);
  const bot = K.modusPonens(no, K.rewrite(same, K.abstract(body, [v]), K.assume(body)));
  return K.discharge(f, K.choose(K.assume(f), v, bot));
}

/** A conjunct of a theorem. */
function partOf(th: Theorem, f: Formula): Theorem | null {
  if (th.concl === f) return th;
  return th.concl.k === "and" ? (partOf(K.left(th), f) ?? partOf(K.right(th), f)) : null;
}
