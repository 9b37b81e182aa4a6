/** Signs of sums with one square root, by comparing squares; strict signs by halving the range of a variable. */

import type { Formula, MonomialView, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { difference } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { premisesFor } from "./known.ts";
import { signed } from "./signs.ts";

/** c = R + B with a root R whose square has none: from the sign of R² - B². */
export function bySquaring(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  const roots = ms.filter(isRoot);
  const root = roots[0];
  if (roots.length !== 1 || root === undefined || ms.length < 2) return null;
  const R = K.canonical(K.mul(K.num(root.coef), root.term));
  const B = K.canonical(K.sub(c, R));
  const up = root.coef.num > 0n;
  // Compare the positive part with the other: R + B with R ≥ 0, or B - |R| with B ≥ 0.
  const big = up ? R : B;
  const small = up ? B : R;
  const bigSign = signed(ctx, big, false);
  if (bigSign === null) return null;
  const gap = K.sub(K.mul(big, big), K.mul(small, small));
  const same = ctx.search.simplify(ctx, gap);
  const value = (same.concl as Formula & { k: "eq" }).r;
  if (K.monomials(value).some(isRoot)) return null;
  const th = signed(ctx, value, strict);
  if (th === null) return null;
  // If c ≤ 0 (c < 0): (-c)² + 2·big·(-c) = -gap, against the sign of the gap.
  const no = K.assume((strict ? K.le : K.lt)(c, K.int(0)));
  const bot = D.contradiction(
    [no, bigSign, th],
    [D.row([0, 0]), D.row([0, 1], K.rational(2n)), D.row([2])],
    [same],
    [K.int(1)],
  );
  const order = strict ? K.totalOrder(c, K.int(0)) : K.totalOrder(K.int(0), c);
  const yes = K.assume(goal);
  return strict ? K.cases(order, K.absurd(bot, goal), yes) : K.cases(order, yes, K.absurd(bot, goal));
}

function isRoot(m: MonomialView): boolean {
  const half = (e: MonomialView): boolean =>
    e.coef.den === 2n && e.factors.some((f) => f.atom.k === "op" && f.atom.op === "log");
  return (
    m.factors.some((f) => f.atom.k === "op" && f.atom.op === "rpow") ||
    (m.exponent !== null && K.monomials(m.exponent).some(half))
  );
}

/** A strict sign in both halves of the closed range of a variable, where one summand or another is positive. */
export function byHalves(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 12) return null;
  const { inequalities } = premisesFor(ctx, c);
  const atoms = new Set(ms.flatMap((m) => m.factors.map((f) => f.atom)).filter((a) => a.k === "var" || a.k === "at"));
  for (const v of [...atoms].slice(0, 3)) {
    const ends = inequalities.flatMap((th) => {
      if (th.concl.k !== "le") return [];
      const parts = K.monomials(difference(th));
      const slope = parts.find((m) => m.term === v);
      const rest = parts.find((m) => m !== slope);
      if (slope === undefined || parts.length > 2 || (rest !== undefined && rest.term !== K.int(1))) return [];
      return [{ up: slope.coef.num > 0n, at: K.negQ(K.mulQ(rest?.coef ?? K.ZERO, K.invQ(slope.coef))) }];
    });
    const low = ends.find((e) => e.up);
    const high = ends.find((e) => !e.up);
    if (low === undefined || high === undefined) continue;
    const m = K.num(K.mulQ(K.rational(1n, 2n), K.addQ(low.at, high.at)));
    const half = (f: Formula): Theorem | null => {
      const inner = ctx.assume(f);
      const th = inner.withEffort(0, () => signed(inner, c, true));
      return th === null ? null : D.restate(goal, th);
    };
    const left = half(K.le(v, m));
    const right = left === null ? null : half(K.lt(m, v));
    if (left !== null && right !== null) return K.cases(K.totalOrder(v, m), left, right);
  }
  return null;
}
