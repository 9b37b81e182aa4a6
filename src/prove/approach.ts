/**
 * Ways a variable goes somewhere, by one that goes to ∞: x = t, x = -t, x = p + 1/t, x = p - 1/t. What
 * holds for all large t is carried back to the formulas that limits are defined by.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { beyond, farBody, largest } from "./far.ts";

export type To = "at" | "right" | "left" | "inf" | "-inf";
export type Side = "inf" | "-inf" | "right" | "left";

export function sidesOf(to: To): Side[] {
  return to === "at" ? ["right", "left"] : [to];
}

/** x as a function of t. */
export function place(side: Side, p: Term, t: Term): Term {
  switch (side) {
    case "inf":
      return t;
    case "-inf":
      return K.neg(t);
    case "right":
      return K.add(p, K.inv(t));
    case "left":
      return K.sub(p, K.inv(t));
  }
}
/** t as a function of x. */
function parameter(side: Side, p: Term, x: Term): Term {
  switch (side) {
    case "inf":
      return x;
    case "-inf":
      return K.neg(x);
    case "right":
      return K.inv(K.sub(x, p));
    case "left":
      return K.inv(K.sub(p, x));
  }
}

/** Statements "for all x of the domain that are close enough": ∃d. (0 < d ∧) ∀x. C(x) ∧ close ⇒ φ(x). */
export type Eventually = {
  readonly to: To;
  readonly p: Term;
  readonly formula: Formula & { k: "some" };
};

/** Reads a formula of that shape; null for any other. */
export function readEventually(
  ctx: Context,
  f: Formula,
): (Eventually & { readonly domain: (x: Term) => Formula; readonly phi: (x: Term) => Formula }) | null {
  if (f.k !== "some" || f.x.sort.k !== "real") return null;
  const d = ctx.fresh("d");
  const x = ctx.fresh("x");
  const open = K.instantiate(f.body, [d]);
  const finite = open.k === "and" && open.l === K.lt(K.int(0), d);
  const all = finite ? (open as Formula & { k: "and" }).r : open;
  if (all.k !== "all" || all.x.sort.k !== "real") return null;
  const inner = K.instantiate(all.body, [x]);
  if (inner.k !== "implies" || inner.l.k !== "and") return null;
  const read = (close: Formula): { to: To; p: Term } | null => {
    if (!finite) {
      if (close === K.lt(d, x)) return { to: "inf", p: K.int(0) };
      return close === K.lt(x, d) ? { to: "-inf", p: K.int(0) } : null;
    }
    if (close.k !== "and") return null;
    const both = close.l.k === "implies" && close.r.k === "and" ? close.r : close;
    if (both.k !== "and" || both.l.k !== "lt" || both.r.k !== "lt") return null;
    if (both !== close) {
      const eq = (close.l as Formula & { k: "implies" }).l;
      const p = eq.k === "eq" && eq.l === x ? eq.r : null;
      return p !== null && both === within(p, d, x) ? { to: "at", p } : null;
    }
    const [low, high] = [both.l.l, both.r.r];
    if (both === K.and(K.lt(low, x), K.lt(x, K.add(low, d)))) return { to: "right", p: low };
    return both === K.and(K.lt(K.sub(high, d), x), K.lt(x, high)) ? { to: "left", p: high } : null;
  };
  const where = read(inner.l.r);
  if (where === null || K.occurs(nameOf(x), where.p) || K.occurs(nameOf(d), where.p)) return null;
  const domain = K.abstract(inner.l.l, [x]);
  const phi = K.abstract(inner.r, [x]);
  if (K.occurs(nameOf(d), domain) || K.occurs(nameOf(d), phi)) return null;
  return {
    ...where,
    formula: f,
    domain: (v) => K.instantiate(domain, [v]),
    phi: (v) => K.instantiate(phi, [v]),
  };
}
const nameOf = (v: Term): string => (v as Term & { k: "var" }).name;
function within(p: Term, d: Term, x: Term): Formula {
  return K.and(K.lt(K.sub(p, d), x), K.lt(x, K.add(p, d)));
}

/** far φ(x(t)) on one side, or that the domain has no point on that side. */
export type OneSide =
  | {
      readonly side: Side;
      readonly far: Theorem;
      /** Is it C(x(t)) ⇒ φ(x(t)) that holds? */
      readonly guarded: boolean;
    }
  | { readonly side: Side; readonly none: (x: Term, inDomain: Theorem, onSide: Theorem) => Theorem };

/**
 * ∃d. … ∀x. C(x) ∧ close ⇒ φ(x) from what holds on each side for all large t; t is the variable of
 * those theorems, φ given as a function of x.
 */
export function eventuallyFrom(
  ctx: Context,
  e: Eventually & { readonly domain: (x: Term) => Formula; readonly phi: (x: Term) => Formula },
  t: Term,
  sides: readonly OneSide[],
): Theorem {
  const { p, to, phi } = e;
  const fars = sides.flatMap((s) => ("far" in s ? [s] : []));
  const ds = fars.map(() => ctx.fresh("d"));
  const { bound, above } = largest(ds, t);
  const x = ctx.fresh("x");
  const infinite = to === "inf" || to === "-inf";
  const d = to === "inf" ? bound : to === "-inf" ? K.neg(bound) : K.inv(K.add(K.int(1), K.ipow(bound, K.int(2))));
  const opened = K.instantiate(e.formula.body, [d]);
  const all = (infinite ? opened : (opened as Formula & { k: "and" }).r) as Formula & { k: "all" };
  const guard = (K.instantiate(all.body, [x]) as Formula & { k: "implies" }).l;
  const here = K.assume(guard);
  const inDomain = K.left(here);
  const close = K.right(here);
  const size = K.positivstellensatz(
    K.lt(K.int(0), K.add(K.int(1), K.ipow(bound, K.int(2)))),
    [],
    [D.row([]), D.row([], K.ONE, bound)],
  );

  // φ(x) on one side, from 0 < h = |x - p| and h < d (or from x beyond d).
  const onSide = (s: OneSide, ends: readonly Theorem[]): Theorem => {
    if (!("far" in s)) return K.absurd(s.none(x, inDomain, ends[0] as Theorem), phi(x));
    const tau = parameter(s.side, p, x);
    const i = fars.indexOf(s);
    const beyondBound = K.lt(bound, tau);
    let reach: Theorem;
    if (infinite) reach = K.positivstellensatz(beyondBound, ends, [D.row([0])]);
    else {
      const h = (tau as Term & { k: "op" }).args[0] as Term;
      const hPos = K.positivstellensatz(K.lt(K.int(0), h), [ends[0] as Theorem], [D.row([0])]);
      const small = K.positivstellensatz(K.lt(h, d), [ends[1] as Theorem], [D.row([0])]);
      const w = D.positiveInverse(hPos);
      const units = [K.inverse(D.nonzeroOf(size)), K.inverse(D.nonzeroOf(hPos))];
      const s1 = K.add(K.int(1), K.ipow(bound, K.int(2)));
      // w - b = w·s·(d - h) + (s - b), s = 1 + b²
      const rows = [
        D.row([0, 1, 2]),
        D.row([], K.ONE, K.sub(bound, K.num(K.rational(1n, 2n)))),
        D.row([], K.rational(3n, 4n)),
      ];
      reach = K.positivstellensatz(beyondBound, [w, size, small], rows, units, [K.neg(tau), s1]);
    }
    const aboveT = K.instance(K.discharge(K.lt(bound, t), above(i)), t, tau);
    const phiT = K.abstract(farBody(s.far, t), [t]);
    const fact = K.assume(beyond(t, ds[i] as Term, K.instantiate(phiT, [t])));
    const got = K.modusPonens(K.specialise(fact, tau), K.modusPonens(aboveT, reach));
    // The place of that t is x.
    const there = place(s.side, p, tau);
    const hole = ctx.fresh("hole");
    const context = s.guarded ? K.implies(e.domain(hole), phi(hole)) : phi(hole);
    const at = there === x ? got : K.rewrite(K.ring(there, x), K.abstract(context, [hole]), got);
    return s.guarded ? K.modusPonens(at, inDomain) : at;
  };

  let core: Theorem;
  if (to === "inf" || to === "-inf") core = onSide(sides[0] as OneSide, [close]);
  else if (to === "right") core = onSide(sides[0] as OneSide, [K.left(close), K.right(close)]);
  else if (to === "left") core = onSide(sides[0] as OneSide, [K.right(close), K.left(close)]);
  else {
    const away = K.left(close);
    const inside = K.right(close);
    const right = sides.find((s) => s.side === "right") as OneSide;
    const left = sides.find((s) => s.side === "left") as OneSide;
    const more = K.assume(K.lt(p, x));
    const less = K.assume(K.lt(x, p));
    const onRight = onSide(right, [more, K.right(inside)]);
    const onLeft = onSide(left, [less, K.left(inside)]);
    const notLess = K.assume(K.le(p, x));
    const notMore = K.assume(K.le(x, p));
    const meet = K.absurd(K.modusPonens(away, K.antisymmetry(notMore, notLess)), phi(x));
    const below = K.cases(K.totalOrder(p, x), meet, onLeft);
    core = K.cases(K.totalOrder(x, p), below, onRight);
  }
  const each = K.generalise(x, K.discharge(guard, core), all.x.hint);
  const whole = infinite ? each : K.both(D.positiveInverse(size), each);
  let out = K.witness(e.formula, d, whole);
  for (let i = fars.length - 1; i >= 0; i--) out = K.choose((fars[i] as { far: Theorem }).far, ds[i] as Term, out);
  return out;
}

/**
 * The domain reaches where x goes: `goal` is ∀d. (0 < d ⇒) ∃x. C(x) ∧ close, from far C(x(t)).
 */
export function accumulation(ctx: Context, goal: Formula, to: To, side: Side, p: Term, t: Term, far: Theorem): Theorem {
  const infinite = to === "inf" || to === "-inf";
  const b = ctx.fresh("d");
  const all = goal as Formula & { k: "all" };
  const d = ctx.fresh("d");
  const opened = K.instantiate(all.body, [d]);
  const pos = infinite ? null : K.assume(K.lt(K.int(0), d));
  const some = (infinite ? opened : (opened as Formula & { k: "implies" }).r) as Formula & { k: "some" };
  const level = infinite ? d : K.inv(d);
  // τ = 1 + b² + level² is beyond b and beyond the level.
  const signed = to === "-inf" ? K.neg(level) : level;
  const tau = K.add(K.int(1), K.ipow(b, K.int(2)), K.ipow(level, K.int(2)));
  const half = K.num(K.rational(1n, 2n));
  const beyondOf = (low: Term, other: Term): Theorem =>
    K.positivstellensatz(
      K.lt(low, tau),
      [],
      [D.row([], K.ONE, K.sub(low, half)), D.row([], K.rational(3n, 4n)), D.row([], K.ONE, other)],
    );
  const body = farBody(far, t);
  const fact = K.assume(beyond(t, b, body));
  const inDomain = K.modusPonens(K.specialise(fact, tau), beyondOf(b, level));
  const x = place(side, p, tau);
  const wanted = K.instantiate(some.body, [x]) as Formula & { k: "and" };
  let close: Theorem;
  if (infinite) close = D.restate(wanted.r, beyondOf(signed, b));
  else {
    const dPos = pos as Theorem;
    const tauPos = K.positivstellensatz(
      K.lt(K.int(0), tau),
      [],
      [D.row([]), D.row([], K.ONE, b), D.row([], K.ONE, level)],
    );
    const w = D.positiveInverse(tauPos);
    const units = [K.inverse(D.nonzeroOf(tauPos)), K.inverse(D.nonzeroOf(dPos))];
    const over = beyondOf(level, b);
    // d - 1/τ = d·(τ - 1/d)/τ
    const cof = [K.neg(d), K.inv(tau)];
    const small = K.positivstellensatz(K.lt(K.inv(tau), d), [dPos, w, over], [D.row([0, 1, 2])], units, cof);
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
      throw new K.Refusal("accumulation", "an end is not shown");
    };
    close = prove(wanted.r);
  }
  const th = K.witness(some, x, K.both(inDomain, close));
  const chosen = K.choose(far, b, th);
  return K.generalise(d, infinite ? chosen : K.discharge(K.lt(K.int(0), d), chosen), all.x.hint);
}
