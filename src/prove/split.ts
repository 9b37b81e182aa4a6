/** Which case distinctions are worth making for a goal. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
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
  for (const n of subterms(goal)) {
    if (K.isTerm(n) && (n.k === "at" || n.k === "call") && K.looseOf(n) === 0) {
      for (const th of factsAbout(ctx, n)) if (th.concl.k === "or") push(th);
    }
  }
  for (const t of openTests(ctx, goal)) push(K.excludedMiddle(t));
  if (out.length === 0) for (const th of [...ofBases(ctx, goal), ...ofIntegers(ctx, goal)]) push(th);
  return out.slice(0, 4);
}

/** The tests in the goal, and in hypotheses about its variables, that the context does not decide; inner ones first. */
export function openTests(ctx: Context, goal: Formula): readonly Formula[] {
  return ctx.remember(`tests:${K.idOf(goal)}`, () => {
    const names = new Set(K.freeNames(goal));
    const about = [...ctx.inequalities, ...ctx.equations]
      .map((th) => th.concl)
      .filter((f) => K.freeNames(f).some((n) => names.has(n)));
    const out: Formula[] = [];
    const push = (t: Formula): void => {
      if (out.length < 4 && !out.includes(t) && !known(ctx, t)) out.push(t);
    };
    for (const f of [goal, ...about]) {
      for (const n of subterms(f)) {
        if (K.isTerm(n) && n.k === "if" && K.looseOf(n.test) === 0) for (const t of parts(n.test)) push(t);
        // A derivative: is the point at a joint, and if not, on which side?
        if ((n.k === "D" || n.k === "hasDeriv") && K.looseOf(n.point) === 0 && K.looseOf(n.body) <= 1) {
          for (const t of testsOf(K.instantiate(n.body, [n.point]))) {
            if (t.k === "le" || t.k === "lt") push(K.eq(t.l, t.r));
            push(t);
          }
        }
      }
    }
    return out;
  });
}

function testsOf(t: Term): Formula[] {
  return subterms(t).flatMap((n) => (K.isTerm(n) && n.k === "if" && K.looseOf(n.test) === 0 ? parts(n.test) : []));
}

/** The relations that a test is made of. */
function parts(test: Formula): Formula[] {
  switch (test.k) {
    case "and":
    case "or":
      return [...parts(test.l), ...parts(test.r)];
    case "implies":
      return test.r.k === "false" ? parts(test.l) : [...parts(test.l), ...parts(test.r)];
    default:
      return [test];
  }
}

function known(ctx: Context, test: Formula): boolean {
  return ctx.search.proveQuickly(ctx, test) !== null || ctx.search.proveQuickly(ctx, K.not(test)) !== null;
}

/** Where a base of a real power may be 0: it is, or it is positive. */
function ofBases(ctx: Context, goal: Formula): Theorem[] {
  const out: Theorem[] = [];
  for (const n of subterms(goal)) {
    if (!K.isTerm(n) || n.k !== "op" || n.op !== "rpow" || K.looseOf(n) > 0) continue;
    const base = n.args[0] as Term;
    if (base.k !== "num" && ctx.withEffort(0, () => ctx.search.positive(ctx, base)) === null)
      out.push(K.totalOrder(base, K.int(0)));
  }
  return out;
}

/** An integer in a product or power is at most 0 or at least 1. */
function ofIntegers(ctx: Context, goal: Formula): Theorem[] {
  if (goal.k !== "le" && goal.k !== "lt") return [];
  const out = new Set<Term>();
  for (const m of K.monomials(K.sub(goal.l, goal.r))) {
    if (m.factors.length < 2 && m.factors.every((f) => f.exp === 1)) continue;
    for (const f of m.factors) if (f.atom.k === "var" && f.atom.sort.k === "int") out.add(f.atom);
  }
  const open = [...out].filter((n) => {
    const sign = (t: Term): boolean => ctx.withEffort(0, () => ctx.search.nonnegative(ctx, t)) !== null;
    return !sign(n) && !sign(K.neg(n));
  });
  return open.map((n) => K.totalOrder(n, K.int(0)));
}

/** All subterms and subformulas, inner ones first. */
function subterms(goal: Formula | Term): (Term | Formula)[] {
  const seen = new Set<Term | Formula>();
  const visit = (n: Term | Formula): void => {
    if (seen.has(n)) return;
    for (const c of childrenOf(n)) visit(c);
    seen.add(n);
  };
  visit(goal);
  return [...seen];
}

/** Has the formula a conditional? */
export function hasTest(f: Formula | Term): boolean {
  const seen = new Set<Term | Formula>();
  const visit = (n: Term | Formula): boolean => {
    if (seen.has(n)) return false;
    seen.add(n);
    return (K.isTerm(n) && n.k === "if") || childrenOf(n).some(visit);
  };
  return visit(f);
}

function decided(ctx: Context, f: Formula): boolean {
  return ctx.facts.has(f) || ctx.facts.has(K.not(f));
}
