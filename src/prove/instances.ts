/** Instances proposed from outside: values for the leading quantifiers of a formula, perhaps by cases. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context, Proposal } from "./context.ts";

type Universal = Formula & { readonly k: "all" };
type Existential = Formula & { readonly k: "some" };

/** Γ ⊢ ¬f for f = ∀x₁…xₙ. φ by values at which φ fails; null where none were proposed or shown to serve. */
export function denyByProposal(ctx: Context, f: Universal): Theorem | null {
  for (const p of proposals(ctx, f)) {
    const th = follow(ctx, p, (inner, values) => denyAt(inner, f, values));
    if (th !== null) return th;
  }
  return null;
}

/** Γ ⊢ f for f = ∃x₁…xₙ. φ by values at which φ holds. */
export function witnessByProposal(ctx: Context, f: Existential): Theorem | null {
  for (const p of proposals(ctx, f)) {
    const th = follow(ctx, p, (inner, values) => witnessAt(inner, f, values));
    if (th !== null) return th;
  }
  return null;
}

const MAX_DEPTH = 3;

function proposals(ctx: Context, f: Universal | Existential): readonly Proposal[] {
  return ctx.budget.depth > MAX_DEPTH ? [] : ctx.remember(`proposals:${K.idOf(f)}`, () => ctx.search.suggest(ctx, f));
}

function follow(
  ctx: Context,
  p: Proposal,
  at: (inner: Context, values: readonly Term[]) => Theorem | null,
): Theorem | null {
  if (p.k === "values") return at(ctx, p.values);
  const yes = follow(ctx.assume(p.test), p.yes, at);
  const no = yes === null ? null : follow(ctx.assume(K.not(p.test)), p.no, at);
  return yes === null || no === null ? null : K.cases(K.excludedMiddle(p.test), yes, no);
}

function denyAt(ctx: Context, f: Universal, values: readonly Term[]): Theorem | null {
  let instance = K.assume(f);
  for (const t of values) instance = K.specialise(instance, t);
  const th = ctx.search.prove(ctx, K.not(instance.concl));
  return th === null ? null : K.discharge(f, K.modusPonens(th, instance));
}

function witnessAt(ctx: Context, f: Existential, values: readonly Term[]): Theorem | null {
  const chain: Formula[] = [f];
  for (const t of values) chain.push(K.instantiate((chain.at(-1) as Existential).body, [t]));
  let th = ctx.search.prove(ctx, chain.at(-1) as Formula);
  for (let i = values.length - 1; i >= 0 && th !== null; i--)
    th = K.witness(chain[i] as Formula, values[i] as Term, th);
  return th;
}
