/** Which case distinctions are worth making for a goal. */
import * as K from "../kernel/index.ts";
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { childrenOf, factsAbout } from "./facts.ts";

/** Disjunctions Γ ⊢ φ ∨ ψ, the most promising first; a fresh list. */
export function splits(ctx: Context, goal: Formula): Theorem[] {
  const out: Theorem[] = [];
  const push = (th: Theorem): void => {
    const f = th.concl;
    if (f.k !== "or" || decided(ctx, f.l) || decided(ctx, f.r)) return;
    if (!out.some((o) => o.concl === f)) out.push(th);
  };
  const names = new Set(K.freeNames(goal));
  for (const th of ctx.disjunctions) if (K.freeNames(th.concl).some((n) => names.has(n))) push(th);
  const seen = new Set<Term | Formula>();
  const tests: Formula[] = [];
  const visit = (n: Term | Formula): void => {
    if (seen.has(n)) return;
    seen.add(n);
    if (K.isTerm(n)) {
      if (n.k === "if" && K.looseOf(n.test) === 0) tests.push(n.test);
      if ((n.k === "at" || n.k === "call") && K.looseOf(n) === 0) {
        for (const th of factsAbout(ctx, n)) if (th.concl.k === "or") push(th);
      }
    }
    for (const c of childrenOf(n)) visit(c);
  };
  visit(goal);
  for (const t of tests) push(K.excludedMiddle(t));
  return out.slice(0, 4);
}

function decided(ctx: Context, f: Formula): boolean {
  return ctx.facts.has(f) || ctx.facts.has(K.not(f));
}
