/** Limits: the value by expansion at the place, the theorem from the defining formula. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import {
  accumulation,
  eventuallyFrom,
  type OneSide,
  place,
  readEventually,
  type Side,
  sidesOf,
  type To,
} from "./approach.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { Expansion } from "./expansion.ts";
import { combine, farBody } from "./far.ts";
import type { Pred } from "./predicates.ts";
import { splitOnSigns } from "./signcases.ts";
import type { Lim } from "./tends.ts";

export type Kind = { readonly to: To; readonly value: "num" | "inf" | "-inf" };

export function kindOf(f: Pred): Kind {
  const [, to, value] = f.name.split(":");
  return { to: to as To, value: value as Kind["value"] };
}

/** A function of one variable going somewhere within its domain. */
export type Going = { readonly body: Term; readonly domain: Formula; readonly to: To; readonly point: Term };

export function goingOf(f: Pred): Going {
  return {
    body: f.args[0] as Term,
    domain: f.domain,
    to: kindOf(f).to,
    point: K.instantiate(f.args[1] as Term, [K.int(0)]),
  };
}

/** One side of a place: an expansion in t in the domain, with far C(x(t)). */
export type Reached = { readonly side: Side; readonly e: Expansion; readonly x: Term; readonly inDomain: Theorem };
type None = { readonly side: Side; readonly none: (x: Term, inDomain: Theorem, onSide: Theorem) => Theorem };

/** The sides from which the domain reaches the place; null where that is not known. */
export function reach(ctx: Context, g: Going): readonly (Reached | None)[] | null {
  const out: (Reached | None)[] = [];
  for (const side of sidesOf(g.to)) {
    const none = g.to === "at" ? emptySide(ctx, g, side) : null;
    if (none !== null) {
      out.push(none);
      continue;
    }
    const e = new Expansion(ctx);
    const x = place(side, g.point, e.h.t);
    const th = e.ctx.search.prove(e.ctx, K.instantiate(g.domain, [x]));
    const far = th === null ? null : e.h.close(th);
    if (th === null || far === null) return null;
    e.h.learn(th);
    out.push({ side, e, x, inDomain: far });
  }
  return out.some((s) => "e" in s) ? out : null;
}

/** The domain has no points on this side of p. */
function emptySide(ctx: Context, g: Going, side: Side): None | null {
  const x = ctx.fresh("x");
  const C = K.instantiate(g.domain, [x]);
  const on = side === "right" ? K.lt(g.point, x) : K.lt(x, g.point);
  const inner = ctx.assume(C, on);
  const bot = inner.search.prove(inner, K.falsum());
  if (bot === null) return null;
  const lemma = K.generalise(x, K.discharge(C, K.discharge(on, bot)));
  return {
    side,
    none: (v, inDomain, onSide) => K.modusPonens(K.modusPonens(K.specialise(lemma, v), inDomain), onSide),
  };
}

/** f(x(t)) → L, ∞ or -∞ on one side; for -∞ the limit is that of -f. */
export type Found = { readonly value: Term | "inf" | "-inf"; readonly lim: Lim };

export function limitOnSide(g: Going, r: Reached): Found | null {
  const { e } = r;
  const f = K.instantiate(g.body, [r.x]);
  const direct = continuity(g, r);
  if (direct !== null) return { value: direct.value as Term, lim: direct };
  const finite = e.finite(f);
  if (finite !== null) return { value: finite.value as Term, lim: finite };
  const infinite = e.infinite(f);
  return infinite === null ? null : { value: infinite.sign > 0 ? "inf" : "-inf", lim: infinite.lim };
}

/** Where the function is differentiable at the place itself. */
function continuity(g: Going, r: Reached): Lim | null {
  if (g.to === "inf" || g.to === "-inf") return null;
  const ctx = r.e.outer;
  const defined = ctx.search.prove(ctx, K.defined(K.instantiate(g.body, [g.point]), ctx.families));
  if (defined === null) return null;
  const x = r.e.finite(r.x);
  if (x === null) return null;
  const there = ctx.search.equal(ctx, x.value as Term, g.point);
  const lim = there === null ? null : r.e.tends.smooth(g.body, r.e.tends.valued(x, there));
  if (lim === null) return null;
  return r.e.tends.valued(lim, ctx.search.simplify(ctx, lim.value as Term));
}

/** Γ ⊢ f for a limit predicate, or null. */
export function proveLimit(ctx: Context, f: Pred): Theorem | null {
  return splitOnSigns(ctx, f, (inner, unknown) => direct(inner, f, unknown));
}

function direct(ctx: Context, f: Pred, unknown: Set<Term>): Theorem | null {
  const kind = kindOf(f);
  const g = goingOf(f);
  const sides = reach(ctx, g);
  if (sides === null) return null;
  const L = K.instantiate(f.args[2] as Term, [K.int(0)]);
  const found: { r: Reached; lim: Lim }[] = [];
  for (const s of sides) {
    if (!("e" in s)) continue;
    const got = limitOnSide(g, s);
    for (const u of s.e.growth.unknown) unknown.add(u);
    if (got === null) return null;
    if (kind.value !== "num") {
      if (got.value !== kind.value) return null;
      found.push({ r: s, lim: got.lim });
      continue;
    }
    if (typeof got.value === "string") return null;
    const same = ctx.search.equal(ctx, got.value, L);
    if (same === null) return null;
    found.push({ r: s, lim: s.e.tends.valued(got.lim, same) });
  }
  const def = K.unfold(f) as Formula & { k: "and" };
  const first = found[0] as { r: Reached; lim: Lim };
  const acc = accumulation(ctx, def.l, kind.to, first.r.side, g.point, first.r.e.h.t, first.r.inDomain);
  const tends = assemble(ctx, def.r as Formula & { k: "all" }, kind, sides, found);
  return K.foldPredicate(f, K.both(acc, tends));
}

/** The ε-half of a limit from the limits on its sides. */
function assemble(
  ctx: Context,
  goal: Formula & { k: "all" },
  kind: Kind,
  sides: readonly (Reached | None)[],
  found: readonly { r: Reached; lim: Lim }[],
): Theorem {
  const e = ctx.fresh("e");
  const opened = K.instantiate(goal.body, [e]);
  const finite = kind.value === "num";
  const pos = finite ? K.assume(K.lt(K.int(0), e)) : null;
  const formula = finite ? (opened as Formula & { k: "implies" }).r : opened;
  const read = readEventually(ctx, formula);
  if (read === null) throw new K.Refusal("limit", "the defining formula has another shape");
  const t = (found[0] as { r: Reached }).r.e.h.t;
  const rows = sides.map((s): OneSide => {
    if (!("e" in s)) return s;
    const mine = found.find((x) => x.r === s) as { r: Reached; lim: Lim };
    const level = kind.value === "-inf" ? K.neg(e) : e;
    const far = s.e.tends.level(mine.lim, level, pos);
    return { side: s.side, guarded: false, far: kind.value === "-inf" ? negated(s, far, read.phi) : far };
  });
  const th = eventuallyFrom(ctx, read, t, rows);
  return K.generalise(e, pos === null ? th : K.discharge(pos.concl, th), goal.x.hint);
}

/** far (f < e) from far (-e < -f). */
function negated(s: Reached, far: Theorem, phi: (x: Term) => Formula): Theorem {
  const { t } = s.e.h;
  const body = K.assume(farBody(far, t));
  return combine(s.e.outer, t, [far], D.restate(phi(s.x), body));
}

/**
 * Γ ⊢ "for all x of the domain that are close enough, φ(x)", where φ follows from what holds there;
 * null for a formula of another shape.
 */
export function proveEventually(ctx: Context, f: Formula): Theorem | null {
  const read = readEventually(ctx, f);
  if (read === null) return null;
  const sides: OneSide[] = [];
  for (const side of sidesOf(read.to)) {
    const x = ctx.fresh("x");
    const domain = K.abstract(read.domain(x), [x]);
    const none = read.to === "at" ? emptySide(ctx, { body: K.int(0), domain, to: read.to, point: read.p }, side) : null;
    if (none !== null) {
      sides.push(none);
      continue;
    }
    const e = new Expansion(ctx);
    const at = place(side, read.p, e.h.t);
    const C = read.domain(at);
    const inner = e.ctx.assume(C);
    const th = inner.search.prove(inner, read.phi(at));
    const far = th === null ? null : e.h.close(K.discharge(C, th));
    if (far === null) return null;
    sides.push({ side, guarded: true, far });
  }
  return eventuallyFrom(ctx, read, ctx.fresh("t"), sides);
}
