/** Sets of minimisers that differ: a point at which one objective is least and the other is not. */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { leastAt } from "./extrema.ts";
import type { Pred } from "./predicates.ts";
import { stationaryPoints } from "./stationary.ts";

/** Γ ⊢ ¬f for `same-minimisers`, or null. */
export function disproveSameMinimisers(ctx: Context, f: Pred): Theorem | null {
  const [A, B] = f.args as [Term, Term];
  for (const [least, other, first] of [
    [A, B, true],
    [B, A, false],
  ] as const) {
    for (const p of places(ctx, f, least)) {
      const inside = ctx.search.proveQuickly(ctx, K.instantiate(f.domain, p));
      if (inside === null) continue;
      const lower = lowerPlace(ctx, f, other, p);
      const best = lower === null ? null : leastAt(ctx, f, least, p, inside);
      if (lower === null || best === null) continue;
      return refutation(f, p, inside, best, lower, first);
    }
  }
  return null;
}

const TRIED = [0, 1, -1, 2, -2] as const;

/** Where an objective may be least: its stationary points, and small numbers in every place. */
function places(ctx: Context, f: Pred, objective: Term): (readonly Term[])[] {
  const found = [...stationaryPoints(ctx, f, objective)];
  return found.length > 0 ? found : [small(f, 0)].flatMap((p) => (p === null ? [] : [p]));
}

function small(f: Pred, n: number): Term[] | null {
  return f.xs.some((x) => x.sort.k === "family") ? null : f.xs.map(() => K.int(n));
}

type Lower = { readonly at: readonly Term[]; readonly inside: Theorem; readonly less: Theorem };

/** A point of the domain with a value below that at p. */
function lowerPlace(ctx: Context, f: Pred, objective: Term, p: readonly Term[]): Lower | null {
  const value = K.instantiate(objective, p);
  for (const n of TRIED) {
    const at = small(f, n);
    const inside = at === null ? null : ctx.search.proveQuickly(ctx, K.instantiate(f.domain, at));
    if (at === null || inside === null) continue;
    const less = ctx.search.proveQuickly(ctx, K.lt(K.instantiate(objective, at), value));
    if (less !== null) return { at, inside, less };
  }
  return null;
}

/** ¬f, since the one objective is least at p and the other is lower elsewhere. */
function refutation(
  f: Pred,
  p: readonly Term[],
  inside: Theorem,
  best: Theorem,
  lower: Lower,
  first: boolean,
): Theorem {
  let iff = K.unfoldPredicate(K.assume(f));
  for (const x of p) iff = K.specialise(iff, x);
  iff = K.modusPonens(iff, inside);
  const imp = first ? K.left(iff) : K.right(iff);
  let other = K.modusPonens(imp, same((imp.concl as Formula & { k: "implies" }).l, best));
  for (const x of lower.at) other = K.specialise(other, x);
  other = K.modusPonens(other, lower.inside);
  return K.discharge(f, D.contradiction([other, lower.less], [D.row([0]), D.row([1])]));
}

/** The theorem under the names that the wanted formula gives to its variables. */
function same(wanted: Formula, th: Theorem): Theorem {
  if (th.concl === wanted) return th;
  const vars: Term[] = [];
  let g = wanted;
  let here = th;
  while (g.k === "all") {
    const v = K.variable(K.freshName(g.x.hint, [wanted, th.concl, ...vars]), g.x.sort);
    vars.push(v);
    g = K.instantiate(g.body, [v]);
    here = K.specialise(here, v);
  }
  const imp = g as Formula & { k: "implies" };
  const end = K.discharge(imp.l, D.restate(imp.r, K.modusPonens(here, K.assume(imp.l))));
  return vars.reverse().reduce((t, v) => K.generalise(v, t), end);
}
