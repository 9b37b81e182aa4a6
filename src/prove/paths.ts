/**
 * Ways through a domain of numbers, tuples and families, as a parameter t goes to ∞: to the ends of an
 * interval, along one coordinate, along all components of a family or one of them.
 */
import type { Binder, Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { place, type Side } from "./approach.ts";
import type { Context } from "./context.ts";
import { Expansion } from "./expansion.ts";
import { childrenOf } from "./facts.ts";
import { beyond, combine, farBody } from "./far.ts";

/** A path with an expansion at its end: the point x(t) lies in the domain for all large t. */
export type Path = { readonly e: Expansion; readonly point: readonly Term[]; readonly inDomain: Theorem };

/** A domain: the formula stands under the binders. */
export type Region = { readonly xs: readonly Binder[]; readonly domain: Formula };

const MAX_PATHS = 24;

/** The paths that are shown to stay in the domain, the simplest first. */
export function* pathsIn(ctx: Context, region: Region): Generator<Path> {
  let left = MAX_PATHS;
  for (const point of candidates(ctx, region)) {
    if (--left < 0 || !ctx.spend()) return;
    const e = new Expansion(ctx);
    const at = point(e.h.t);
    const th = e.ctx.search.proveQuickly(e.ctx, K.instantiate(region.domain, at));
    const far = th === null ? null : e.h.close(th);
    if (th === null || far === null) continue;
    e.h.learn(th);
    yield { e, point: at, inDomain: far };
  }
}

type Curve = (t: Term) => Term[];

function* candidates(ctx: Context, region: Region): Generator<Curve> {
  const { xs } = region;
  if (xs.length === 1) {
    for (const c of coordinate(ctx, region, 0)) yield (t) => [c(t)];
    return;
  }
  // All coordinates move alike.
  const kinds = xs.map((_, i) => [...coordinate(ctx, region, i)]);
  for (let j = 0; j < 2; j++) {
    if (kinds.every((k) => k[j] !== undefined)) yield (t) => kinds.map((k) => (k[j] as (t: Term) => Term)(t));
  }
  // One coordinate moves, the others rest.
  for (const rest of [0, 1, -1, 2]) {
    for (let i = 0; i < xs.length; i++) {
      for (const c of kinds[i] as ((t: Term) => Term)[]) {
        yield (t) => xs.map((x, j) => (i === j ? c(t) : constant(x, K.int(rest))));
      }
    }
  }
}

/** A number, or a family that is this number everywhere. */
function constant(x: Binder, c: Term): Term {
  return x.sort.k === "family" ? family(x.sort.arity, () => c) : c;
}
function family(arity: number, body: (k: readonly Term[]) => Term): Term {
  const k = Array.from({ length: arity }, (_, i) => K.bound(arity - 1 - i, K.INT));
  return K.familyOf(
    k.map(() => ({ hint: "k", sort: K.INT })),
    body(k),
  );
}

function* coordinate(ctx: Context, region: Region, i: number): Generator<(t: Term) => Term> {
  const x = region.xs[i] as Binder;
  if (x.sort.k === "int") return;
  if (x.sort.k === "real") {
    for (const s of ["inf", "-inf"] as const) yield (t) => place(s, K.int(0), t);
    for (const { p, side } of ends(ctx, region, i)) yield (t) => place(side, p, t);
    return;
  }
  const { arity } = x.sort;
  for (const sign of [1, -1]) {
    const signed = (t: Term): Term => (sign > 0 ? t : K.neg(t));
    yield (t) => family(arity, () => signed(t));
    for (const m of indices(ctx, arity)) {
      // One component moves.
      yield (t) =>
        family(arity, (k) =>
          K.op("mul", [signed(t), ...k.map((b, j) => K.ifThen(K.eq(b, m[j] as Term), K.int(1), K.int(0)))]),
        );
    }
  }
}

/** Index terms that the hypotheses speak of. */
function indices(ctx: Context, arity: number): Term[][] {
  const names = new Set<Term>();
  const visit = (n: Term | Formula): void => {
    if (K.isTerm(n) && n.k === "var" && n.sort.k === "int") names.add(n);
    else for (const m of childrenOf(n)) visit(m);
  };
  for (const f of ctx.facts.keys()) if (f.k === "le") visit(f);
  const list = [K.int(1), ...names].slice(0, 4);
  return list.map((m) => Array.from({ length: arity }, () => m));
}

/** The finite ends that the domain gives to a number variable. */
function ends(ctx: Context, region: Region, i: number): { p: Term; side: Side }[] {
  const xs = region.xs.map((x) => ctx.fresh(x.hint, x.sort));
  const x = xs[i] as Term;
  const out: { p: Term; side: Side }[] = [];
  const push = (p: Term, side: Side): void => {
    const free = xs.every((v) => !K.occurs((v as Term & { k: "var" }).name, p));
    if (free && !out.some((o) => o.p === p && o.side === side)) out.push({ p, side });
  };
  const visit = (f: Formula): void => {
    if (f.k === "and") {
      visit(f.l);
      visit(f.r);
    } else if (f.k === "lt" || f.k === "le") {
      if (f.r === x) push(f.l, "right");
      if (f.l === x) push(f.r, "left");
    } else if (f.k === "implies" && f.r.k === "false" && f.l.k === "eq") {
      const p = f.l.l === x ? f.l.r : f.l.r === x ? f.l.l : null;
      if (p !== null) {
        push(p, "right");
        push(p, "left");
      }
    }
  };
  visit(K.instantiate(region.domain, xs));
  return out;
}

/** Γ ⊢ ∃x₁…xₙ. C(x) ∧ φ(x) from far φ(x(t)) along a path; `some` is the wanted formula. */
export function pointOn(ctx: Context, some: Formula, path: Path, phi: Theorem): Theorem {
  const { t } = path.e.h;
  const both = K.both(K.assume(farBody(path.inDomain, t)), K.assume(farBody(phi, t)));
  const far = combine(ctx, t, [path.inDomain, phi], both);
  const d = ctx.fresh("d");
  const tau = K.add(d, K.int(1));
  const fact = K.assume(beyond(t, d, farBody(far, t)));
  const past = K.positivstellensatz(K.lt(d, tau), [], [{ coef: K.ONE, uses: [], root: K.int(1) }]);
  const here = K.modusPonens(K.specialise(fact, tau), past);
  const at = path.point.map((x) => K.replaceVar(x, t, tau));
  const chain: Formula[] = [some];
  for (const x of at) chain.push(K.instantiate((chain.at(-1) as Formula & { k: "some" }).body, [x]));
  let th = here;
  for (let i = at.length - 1; i >= 0; i--) th = K.witness(chain[i] as Formula, at[i] as Term, th);
  return K.choose(far, d, th);
}
