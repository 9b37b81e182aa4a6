/** Bounds that exist and bounds that do not; infima and suprema. */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { leastAt } from "./extrema.ts";
import { combine, farBody } from "./far.ts";
import { type Path, pathsIn, pointOn } from "./paths.ts";
import type { Pred } from "./predicates.ts";
import { splitOnSigns } from "./signcases.ts";
import { stationaryPoints } from "./stationary.ts";

const below = (f: Pred): boolean => f.name.endsWith("below") || f.name === "infimum";

/** Γ ⊢ f for `unbounded_below` and `unbounded_above`: a path along which the function goes to ∓∞. */
export function proveUnbounded(ctx: Context, f: Pred): Theorem | null {
  return splitOnSigns(ctx, f, (inner, unknown) => unboundedAlong(inner, f, unknown));
}

function unboundedAlong(ctx: Context, f: Pred, unknown: Set<Term>): Theorem | null {
  for (const path of pathsIn(ctx, f)) {
    const { e } = path;
    const value = K.instantiate(f.args[0] as Term, path.point);
    const found = e.infinite(value);
    for (const u of e.growth.unknown) unknown.add(u);
    if (found === null || found.sign > 0 === below(f)) continue;
    const def = K.unfold(f) as Formula & { k: "all" };
    const M = ctx.fresh("M");
    const some = K.instantiate(def.body, [M]);
    const { t } = e.h;
    const far = e.tends.level(found.lim, below(f) ? K.neg(M) : M, null);
    const wanted = below(f) ? K.lt(value, M) : K.lt(M, value);
    const phi = combine(ctx, t, [far], D.restate(wanted, K.assume(farBody(far, t))));
    return K.foldPredicate(f, K.generalise(M, pointOn(ctx, some, path, phi), def.x.hint));
  }
  return null;
}

/** Γ ⊢ f for `bounded_below` and `bounded_above`: the least value at a stationary point, or a number tried. */
export function proveBounded(ctx: Context, f: Pred): Theorem | null {
  const def = K.unfold(f) as Formula & { k: "some" };
  const at = (M: Term, th: Theorem | null): Theorem | null =>
    th === null ? null : K.foldPredicate(f, K.witness(def, M, th));
  for (const M of [0, 1, -1]) {
    const th = ctx.search.proveQuickly(ctx, K.instantiate(def.body, [K.int(M)]));
    if (th !== null) return at(K.int(M), th);
  }
  const h = below(f) ? (f.args[0] as Term) : K.neg(f.args[0] as Term);
  for (const point of stationaryPoints(ctx, f, h)) {
    const M = K.instantiate(f.args[0] as Term, point);
    const all = K.instantiate(def.body, [M]);
    const inside = ctx.search.prove(ctx, K.instantiate(f.domain, point));
    const least = inside === null ? null : leastAt(ctx, f, h, point, inside);
    if (least !== null) return at(M, restated(ctx, all, least));
    const th = ctx.search.prove(ctx, all);
    if (th !== null) return at(M, th);
  }
  for (const M of [...atTheEnds(ctx, f), K.int(0), K.int(below(f) ? -1 : 1)]) {
    const th = ctx.search.prove(ctx, K.instantiate(def.body, [M]));
    if (th !== null) return at(M, th);
  }
  return null;
}

/** Finite limits at the ends of the domain. */
function atTheEnds(ctx: Context, f: Pred): Term[] {
  const out: Term[] = [];
  for (const path of pathsIn(ctx, f)) {
    const lim = path.e.finite(K.instantiate(f.args[0] as Term, path.point));
    if (lim?.value && !out.includes(lim.value)) out.push(lim.value);
  }
  return out;
}

/** ∀x. C ⇒ φ from ∀x. C ⇒ ψ, where φ and ψ are one inequality by RING. */
function restated(ctx: Context, goal: Formula, th: Theorem): Theorem {
  const vars: Term[] = [];
  let wanted = goal;
  let here = th;
  while (wanted.k === "all") {
    const v = ctx.fresh(wanted.x.hint, wanted.x.sort);
    vars.push(v);
    wanted = K.instantiate(wanted.body, [v]);
    here = K.specialise(here, v);
  }
  const imp = wanted as Formula & { k: "implies" };
  const end = K.discharge(imp.l, D.restate(imp.r, K.modusPonens(here, K.assume(imp.l))));
  return vars.reverse().reduce((t, v) => K.generalise(v, t), end);
}

/** Γ ⊢ f for `infimum` and `supremum`: a bound, and points as close to it as one likes. */
export function proveInfimum(ctx: Context, f: Pred): Theorem | null {
  return splitOnSigns(ctx, f, (inner, unknown) => infimum(inner, f, unknown));
}

function infimum(ctx: Context, f: Pred, unknown: Set<Term>): Theorem | null {
  const def = K.unfold(f) as Formula & { k: "and" };
  const zero = f.xs.map((x) => ctx.fresh(x.hint, x.sort));
  const v = K.instantiate(f.args[1] as Term, zero);
  const near = def.r as Formula & { k: "all" };
  const close = approached(ctx, f, v, near, unknown);
  if (close === null) return null;
  const bound = ctx.search.prove(ctx, def.l);
  return bound === null ? null : K.foldPredicate(f, K.both(bound, close));
}

/** ∀e. 0 < e ⇒ ∃x. C ∧ F < v + e (v - e < F), along a path with the limit v, or at a point with the value v. */
function approached(ctx: Context, f: Pred, v: Term, goal: Formula & { k: "all" }, unknown: Set<Term>): Theorem | null {
  const e = ctx.fresh("e");
  const pos = K.assume(K.lt(K.int(0), e));
  const some = (K.instantiate(goal.body, [e]) as Formula & { k: "implies" }).r;
  const close = (th: Theorem): Theorem => K.generalise(e, K.discharge(pos.concl, th), goal.x.hint);
  for (const point of attaining(ctx, f)) {
    const th = atPoint(ctx, f, v, point, some, pos);
    if (th !== null) return close(th);
  }
  for (const path of pathsIn(ctx, f)) {
    const th = alongPath(ctx, f, v, path, some, e, pos);
    for (const u of path.e.growth.unknown) unknown.add(u);
    if (th !== null) return close(th);
  }
  return null;
}

function attaining(ctx: Context, f: Pred): readonly (readonly Term[])[] {
  const h = below(f) ? (f.args[0] as Term) : K.neg(f.args[0] as Term);
  return stationaryPoints(ctx, f, h);
}

function atPoint(ctx: Context, f: Pred, v: Term, point: readonly Term[], some: Formula, pos: Theorem): Theorem | null {
  const value = K.instantiate(f.args[0] as Term, point);
  const same = ctx.search.equal(ctx, value, v);
  const inside = same === null ? null : ctx.search.prove(ctx, K.instantiate(f.domain, point));
  if (same === null || inside === null) return null;
  const chain: Formula[] = [some];
  for (const x of point) chain.push(K.instantiate((chain.at(-1) as Formula & { k: "some" }).body, [x]));
  const goal = (chain.at(-1) as Formula & { k: "and" }).r;
  const near = K.positivstellensatz(goal, [pos], [D.row([0])], [same], [K.int(below(f) ? -1 : 1)]);
  let th = K.both(inside, near);
  for (let i = point.length - 1; i >= 0; i--) th = K.witness(chain[i] as Formula, point[i] as Term, th);
  return th;
}

function alongPath(ctx: Context, f: Pred, v: Term, path: Path, some: Formula, e: Term, pos: Theorem): Theorem | null {
  const value = K.instantiate(f.args[0] as Term, path.point);
  const lim = path.e.finite(value);
  const same = lim === null ? null : ctx.search.equal(ctx, lim.value as Term, v);
  if (lim === null || same === null) return null;
  const { t } = path.e.h;
  const far = path.e.tends.level(path.e.tends.valued(lim, same), e, pos);
  const both = K.assume(farBody(far, t));
  const phi = combine(ctx, t, [far], below(f) ? K.right(both) : K.left(both));
  return pointOn(ctx, some, path, phi);
}

/** Γ ⊢ ¬f for the four kinds of boundedness, from the opposite. */
export function disproveBounds(ctx: Context, f: Pred): Theorem | null {
  const opposite = f.name.startsWith("un") ? f.name.slice(2) : `un${f.name}`;
  const other = K.pred(opposite as K.PredName, f.xs, f.domain, f.args) as Pred;
  const bounded = f.name.startsWith("un");
  const th = bounded ? proveBounded(ctx, other) : proveUnbounded(ctx, other);
  if (th === null) return null;
  const [exists, never] = bounded ? [th, K.assume(f)] : [K.assume(f), th];
  // ∃M. ∀x. C ⇒ M ≤ F and ∀M. ∃x. C ∧ F < M
  const M = ctx.fresh("M");
  const some = K.unfoldPredicate(exists);
  const all = K.assume(K.instantiate((some.concl as Formula & { k: "some" }).body, [M]));
  const point = K.specialise(K.unfoldPredicate(never), M);
  return K.discharge(f, K.choose(some, M, clash(ctx, point, all)));
}

/** ⊥ from ∃x. C ∧ F < M and ∀x. C ⇒ M ≤ F. */
function clash(ctx: Context, point: Theorem, all: Theorem): Theorem {
  const f = point.concl;
  if (f.k === "some") {
    const x = ctx.fresh(f.x.hint, f.x.sort);
    const here = K.assume(K.instantiate(f.body, [x]));
    return K.choose(point, x, clash(ctx, here, K.specialise(all, x)));
  }
  const bound = K.modusPonens(all, K.left(point));
  return D.contradiction([K.right(point), bound], [D.row([0]), D.row([1])]);
}
