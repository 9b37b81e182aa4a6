/** That a limit is not what is claimed: the value found at the place contradicts it, or the domain does not reach the place. */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import {
  type Eventually,
  eventuallyFrom,
  type OneSide,
  place,
  readEventually,
  type Side,
  sidesOf,
} from "./approach.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { Expansion } from "./expansion.ts";
import { beyond, combine, farBody, farFormula } from "./far.ts";
import { type Found, goingOf, kindOf, limitOnSide, type Reached, reach } from "./limits.ts";
import type { Pred } from "./predicates.ts";
import { splitOnSigns } from "./signcases.ts";

/** Γ ⊢ ¬f for a limit predicate, or null. */
export function disproveLimit(ctx: Context, f: Pred): Theorem | null {
  return notReached(ctx, f) ?? splitOnSigns(ctx, K.not(f), (inner, unknown) => otherwise(inner, f, unknown));
}

type Read = Eventually & { readonly domain: (x: Term) => Formula; readonly phi: (x: Term) => Formula };

/** No point of the domain comes close to the place. */
function notReached(ctx: Context, f: Pred): Theorem | null {
  const g = goingOf(f);
  if (g.domain === K.verum()) return null;
  const sides: OneSide[] = [];
  for (const side of sidesOf(g.to)) {
    const e = new Expansion(ctx);
    const C = K.instantiate(g.domain, [place(side, g.point, e.h.t)]);
    const th = e.ctx.search.prove(e.ctx, K.not(C));
    const far = th === null ? null : e.h.close(th);
    if (far === null) return null;
    sides.push({ side, guarded: true, far });
  }
  const read = readEventually(
    ctx,
    K.eventually(f, () => K.falsum()),
  );
  if (read === null) return null;
  const none = eventuallyFrom(ctx, read, ctx.fresh("t"), sides);
  const here = K.assume(f);
  const acc = K.left(K.unfoldPredicate(here));
  const d = ctx.fresh("d");
  const chosen = K.assume(K.instantiate((none.concl as Formula & { k: "some" }).body, [d]));
  const finite = chosen.concl.k === "and";
  const all = finite ? K.right(chosen) : chosen;
  const at = K.specialise(acc, d);
  const point = finite ? K.modusPonens(at, K.left(chosen)) : at;
  const x = ctx.fresh("x");
  const close = K.assume(K.instantiate((point.concl as Formula & { k: "some" }).body, [x]));
  const bot = K.modusPonens(K.specialise(all, x), close);
  return K.discharge(f, K.choose(none, d, K.choose(point, x, bot)));
}

/** far φ(x(t)) from Γ ⊢ eventually φ and far C(x(t)). */
function farFrom(ctx: Context, ev: Theorem, read: Read, r: Reached): Theorem {
  const { t } = r.e.h;
  const { side } = r;
  const d = ctx.fresh("d");
  const chosen = K.assume(K.instantiate(read.formula.body, [d]));
  const finite = side === "left" || side === "right";
  const all = finite ? K.right(chosen) : chosen;
  const level = side === "inf" ? d : side === "-inf" ? K.neg(d) : K.add(K.int(1), K.ipow(K.inv(d), K.int(2)));
  const beyondLevel = K.lt(level, t);
  const farLevel = K.witness(
    farFormula(t, beyondLevel),
    level,
    K.generalise(t, K.discharge(beyondLevel, K.assume(beyondLevel)), "t"),
  );
  const C = K.assume(farBody(r.inDomain, t));
  const at = K.specialise(all, r.x);
  const guard = (at.concl as Formula & { k: "implies" }).l as Formula & { k: "and" };
  const past = K.assume(beyondLevel);
  const close = finite ? closeTo(guard.r, side, d, t, K.left(chosen), past) : D.restate(guard.r, past);
  const core = K.modusPonens(at, K.both(C, close));
  return K.choose(ev, d, combine(ctx, t, [r.inDomain, farLevel], core));
}

/** The closeness condition at p ± 1/t from 1 + 1/d² < t and 0 < d. */
function closeTo(goal: Formula, side: Side, d: Term, t: Term, dPos: Theorem, past: Theorem): Theorem {
  const half = K.num(K.rational(1n, 2n));
  const tPos = K.positivstellensatz(K.lt(K.int(0), t), [past], [D.row([0]), D.row([]), D.row([], K.ONE, K.inv(d))]);
  const w = D.positiveInverse(tPos);
  const units = [K.inverse(D.nonzeroOf(tPos)), K.inverse(D.nonzeroOf(dPos))];
  // d - 1/t = d(t - 1/d)/t and t - 1/d = (t - 1 - 1/d²) + (1/d - 1/2)² + 3/4
  const over = K.positivstellensatz(
    K.lt(K.inv(d), t),
    [past],
    [D.row([0]), D.row([], K.ONE, K.sub(K.inv(d), half)), D.row([], K.rational(3n, 4n))],
  );
  const small = K.positivstellensatz(K.lt(K.inv(t), d), [dPos, w, over], [D.row([0, 1, 2])], units, [
    K.neg(d),
    K.inv(t),
  ]);
  const prove = (f: Formula): Theorem => {
    if (f.k === "and") return K.both(prove(f.l), prove(f.r));
    if (f.k === "implies") {
      const zero = K.assume(f.l);
      return K.discharge(f.l, D.contradiction([w], [D.row([0])], [zero], [K.int(side === "right" ? -1 : 1)]));
    }
    for (const ths of [[w], [small], [w, dPos]]) {
      try {
        return K.positivstellensatz(
          f,
          ths,
          ths.map((_, i) => D.row([i])),
        );
      } catch (e) {
        if (!(e instanceof K.Refusal)) throw e;
      }
    }
    throw new K.Refusal("limit", "an end is not shown");
  };
  return prove(goal);
}

/** The limit on one side is another. */
function otherwise(ctx: Context, f: Pred, unknown: Set<Term>): Theorem | null {
  const sides = reach(ctx, goingOf(f));
  for (const s of sides ?? []) {
    if (!("e" in s)) continue;
    const found = limitOnSide(goingOf(f), s);
    for (const u of s.e.growth.unknown) unknown.add(u);
    const th = found === null ? null : contradicts(ctx, f, s, found, unknown);
    if (th !== null) return th;
  }
  return null;
}

function contradicts(ctx: Context, f: Pred, r: Reached, found: Found, unknown: Set<Term>): Theorem | null {
  const claimed = kindOf(f).value;
  const L = K.instantiate(f.args[2] as Term, [K.int(0)]);
  const here = K.assume(f);
  const tends = K.right(K.unfoldPredicate(here));
  const { t } = r.e.h;
  const actual = found.value;
  // Levels at which the claim and the finding exclude one another.
  let e: Term;
  let level: Term;
  const ONE = K.int(1);
  let ePos: Theorem | null = null;
  if (claimed === "num") {
    if (typeof actual !== "string") {
      const gap = gapBetween(ctx, L, actual, unknown);
      if (gap === null) return null;
      ({ e, pos: ePos } = gap);
      level = e;
    } else {
      e = ONE;
      ePos = D.positiveNumber(K.ONE);
      level = actual === "inf" ? K.add(L, ONE) : K.sub(ONE, L);
    }
  } else if (typeof actual !== "string") {
    e = claimed === "inf" ? K.add(actual, ONE) : K.sub(actual, ONE);
    level = ONE;
  } else if (actual === claimed) return null;
  else {
    e = K.int(0);
    level = K.int(0);
  }
  const at = K.specialise(tends, e);
  const ev = claimed === "num" ? K.modusPonens(at, ePos as Theorem) : at;
  const read = readEventually(ctx, ev.concl);
  if (read === null) return null;
  const far1 = farFrom(ctx, ev, read, r);
  const far2 = r.e.tends.level(found.lim, level, typeof actual === "string" ? null : (ePos ?? D.positiveNumber(K.ONE)));
  const both = [K.assume(farBody(far1, t)), K.assume(farBody(far2, t))];
  const bot = clash(both.flatMap(conjuncts));
  if (bot === null) return null;
  return K.discharge(f, nowhere(ctx, t, combine(ctx, t, [far1, far2], bot)));
}

function conjuncts(th: Theorem): Theorem[] {
  return th.concl.k === "and" ? [...conjuncts(K.left(th)), ...conjuncts(K.right(th))] : [th];
}

/** ⊥ from two strict inequalities that add up to 0 < 0. */
function clash(ths: readonly Theorem[]): Theorem | null {
  for (const a of ths) {
    for (const b of ths) {
      try {
        return D.contradiction([a, b], [D.row([0]), D.row([1])]);
      } catch (e) {
        if (!(e instanceof K.Refusal)) throw e;
      }
    }
  }
  return null;
}

/** ⊥ from far ⊥. */
function nowhere(ctx: Context, t: Term, far: Theorem): Theorem {
  const d = ctx.fresh("d");
  const tau = K.add(d, K.int(1));
  const all = K.assume(beyond(t, d, K.falsum()));
  const past = K.positivstellensatz(K.lt(d, tau), [], [D.row([])]);
  return K.choose(far, d, K.modusPonens(K.specialise(all, tau), past));
}

/** e > 0 with |L - M| = 2e. */
function gapBetween(ctx: Context, L: Term, M: Term, unknown: Set<Term>): { e: Term; pos: Theorem } | null {
  const half = K.rational(1n, 2n);
  const d = K.canonical(K.sub(M, L));
  for (const sign of [1, -1]) {
    const c = K.mul(K.int(sign), d);
    const pos = ctx.search.positive(ctx, c);
    if (pos === null) continue;
    const e = K.mul(K.num(half), c);
    return { e, pos: K.positivstellensatz(K.lt(K.int(0), e), [pos], [D.row([0], half)]) };
  }
  if (d !== K.int(0)) unknown.add(d);
  return null;
}

/** Γ ⊢ ¬f for "for all points of the domain that are close enough, φ", as φ fails arbitrarily close; else null. */
export function disproveEventually(ctx: Context, f: Formula): Theorem | null {
  const read = readEventually(ctx, f);
  if (read === null) return null;
  const x = ctx.fresh("x");
  const domain = K.abstract(read.domain(x), [x]);
  const sides = reach(ctx, { body: K.int(0), domain, to: read.to, point: read.p });
  for (const r of sides ?? []) {
    if (!("e" in r)) continue;
    const { e } = r;
    const no = e.ctx.search.prove(e.ctx, K.not(read.phi(r.x)));
    const far1 = no === null ? null : e.h.close(no);
    if (no === null || far1 === null) continue;
    const far2 = farFrom(ctx, K.assume(f), read, r);
    const bot = K.modusPonens(K.assume(farBody(far1, e.h.t)), K.assume(farBody(far2, e.h.t)));
    return K.discharge(f, nowhere(ctx, e.h.t, combine(ctx, e.h.t, [far1, far2], bot)));
  }
  return null;
}

/** A value that a limit, as a function of its value, can have: f(L) ⇒ L = value; else null. */
export function onlyValue(ctx: Context, f: Pred): { readonly value: Term; readonly only: Theorem } | null {
  if (kindOf(f).value !== "num") return null;
  const L = K.instantiate(f.args[2] as Term, [K.int(0)]);
  const value = limitValue(ctx, f);
  if (value === null) return null;
  const same = K.eq(L, value);
  // L below or above the value: not the limit.
  const other = (h: Formula): Theorem | null => {
    const inner = ctx.assume(h);
    const no = disproveLimit(inner, f);
    return no === null ? null : K.absurd(K.modusPonens(no, K.assume(f)), same);
  };
  const below = other(K.lt(L, value));
  const above = below === null ? null : other(K.lt(value, L));
  if (below === null || above === null) return null;
  const meet = K.antisymmetry(K.assume(K.le(L, value)), K.assume(K.le(value, L)));
  const notBelow = K.cases(K.totalOrder(L, value), meet, above);
  return { value, only: K.cases(K.totalOrder(value, L), notBelow, below) };
}

/** The finite value that a limit has, whatever value is claimed; null where none is found. */
export function limitValue(ctx: Context, f: Pred): Term | null {
  for (const s of reach(ctx, goingOf(f)) ?? []) {
    if (!("e" in s)) continue;
    const found = limitOnSide(goingOf(f), s);
    return found === null || typeof found.value === "string" ? null : found.value;
  }
  return null;
}
