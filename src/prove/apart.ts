/** Strict signs from points that differ somewhere: in one of several variables, or in one component of a family. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { termAtMostSum } from "./sumfacts.ts";

/**
 * Γ ⊢ 0 < c where Γ says ¬(p₁ ∧ … ∧ pₙ), each pᵢ saying that a direction is 0: c > 0 is shown where
 * the first direction is not 0, then where it is 0 and the second is not, and so on.
 */
export function apartSomewhere(ctx: Context, c: Term, directions: readonly Term[]): Theorem | null {
  const parts = differing(ctx, directions);
  if (parts === null) return null;
  return step(ctx, c, parts.theorem, parts.same, 0, null);
}

/** The hypothesis that the points differ, with the members of its conjunction. */
function differing(ctx: Context, directions: readonly Term[]): { theorem: Theorem; same: readonly Formula[] } | null {
  for (const th of ctx.implications) {
    const f = th.concl as Formula & { k: "implies" };
    if (f.r.k !== "false") continue;
    const same = members(f.l, directions.length);
    if (same === null || !same.every((p, i) => K.occurs((directions[i] as Term & { k: "var" }).name, p))) continue;
    return { theorem: th, same };
  }
  return null;
}

function members(f: Formula, n: number): Formula[] | null {
  if (n === 1) return [f];
  if (f.k !== "and") return null;
  const rest = members(f.l, n - 1);
  return rest === null ? null : [...rest, f.r];
}

function step(
  ctx: Context,
  c: Term,
  apart: Theorem,
  same: readonly Formula[],
  i: number,
  equal: Theorem | null,
): Theorem | null {
  const p = same[i];
  const goal = K.lt(K.int(0), c);
  if (p === undefined) return equal === null ? null : K.absurd(K.modusPonens(apart, equal), goal);
  const no = whereDifferent(ctx, c, p);
  if (no === null) return null;
  const here = K.assume(p);
  const yes = step(
    ctx.learn(here, ...zeroDirection(p)),
    c,
    apart,
    same,
    i + 1,
    equal === null ? here : K.both(equal, here),
  );
  return yes === null ? null : D.byCases(p, yes, no);
}

/** From a = a + v: v = 0. */
function zeroDirection(p: Formula): Theorem[] {
  if (p.k !== "eq") return [];
  const d = K.canonical(K.sub(p.r, p.l));
  return [K.linearCombination(d, K.int(0), [K.assume(p)], [K.int(-1)])];
}

/** Γ, ¬p ⊢ 0 < c. */
function whereDifferent(ctx: Context, c: Term, p: Formula): Theorem | null {
  const goal = K.lt(K.int(0), c);
  const no = K.not(p);
  if (p.k === "eq") {
    const inner = ctx.assume(no);
    const th = inner.search.positive(inner, c);
    return th === null ? null : D.restate(goal, th);
  }
  if (p.k !== "all") return null;
  // Else c ≤ 0; then every term of a sum in c is 0, and so is every component.
  const below = K.le(c, K.int(0));
  const k = ctx.fresh(p.x.hint, K.INT);
  const claim = K.instantiate(p.body, [k]);
  if (claim.k !== "implies" || claim.r.k !== "eq") return null;
  const range = claim.l;
  const inner = ctx.assume(range, K.not(claim.r));
  const positive = belowTerm(inner, c, k);
  if (positive === null) return null;
  const bot = D.contradiction([positive, K.assume(below)], [D.row([0]), D.row([1])]);
  const component = K.cases(K.excludedMiddle(claim.r), K.assume(claim.r), K.absurd(D.bundle(bot, range), claim.r));
  const all = K.generalise(k, K.discharge(range, D.bundle(component, range)), p.x.hint);
  if (all.concl !== p) return null;
  const clash = K.absurd(K.modusPonens(K.assume(no), all), goal);
  return K.cases(K.totalOrder(c, K.int(0)), clash, K.assume(goal));
}

/** 0 < c since a sum in c is at least its term at k, which is positive. */
function belowTerm(ctx: Context, c: Term, k: Term): Theorem | null {
  const facts = K.monomials(c).flatMap((m) => {
    const s = m.factors.find((f) => f.atom.k === "sum" && f.exp === 1)?.atom as K.Big | undefined;
    if (s === undefined) return [];
    const th = termAtMostSum(ctx, s, k);
    return th === null ? [] : [th];
  });
  if (facts.length === 0) return null;
  const inner = ctx.learn(...facts);
  for (const th of facts) {
    const term = (th.concl as Formula & { k: "le" }).l;
    const pos = inner.search.positive(inner, term);
    if (pos === null) continue;
    const there = inner.learn(pos);
    const out = there.search.positive(there, c);
    if (out !== null) return out;
  }
  return null;
}
