/** Real powers of a base that may be 0: signs and whole powers, by cases base = 0 and base > 0. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

type Root = { readonly base: Term; readonly exponent: Term };

function rootOf(a: Term): Root | null {
  if (a.k !== "op" || a.op !== "rpow") return null;
  const [base, exponent] = a.args as [Term, Term];
  return { base, exponent };
}

/** Γ ⊢ χ from Γ, 0 < base ⊢ χ and Γ, base = 0 ⊢ χ, where Γ ⊢ 0 ≤ base. */
function byBase(
  nonneg: Theorem,
  base: Term,
  onPositive: (pos: Theorem) => Theorem,
  onZero: (zero: Theorem) => Theorem,
): Theorem {
  const pos = K.assume(K.lt(K.int(0), base));
  const below = K.assume(K.le(base, K.int(0)));
  const zero = K.antisymmetry(below, nonneg);
  return K.cases(K.totalOrder(base, K.int(0)), onZero(zero), onPositive(pos));
}

/** Γ ⊢ rpow(base, b) = 0 from Γ ⊢ base = 0 and Γ ⊢ 0 < b. */
function zeroRoot(r: Root, zero: Theorem, room: Theorem): Theorem {
  return K.transitivity(K.congruence(K.rpow(K.bound(0), r.exponent), [zero]), K.zeroPower(room));
}

/** Γ ⊢ 0 ≤ rpow(b, q) for b ≥ 0 and q > 0; 0 < for b > 0; else null. */
export function rootSign(ctx: Context, a: Term, strict: boolean): Theorem | null {
  const r = rootOf(a);
  if (r === null) return null;
  const byPower = (goal: Formula, pos: Theorem): Theorem =>
    K.positivstellensatz(
      goal,
      [K.expPositive(K.mul(r.exponent, K.log(r.base)))],
      [D.row([0])],
      [K.realPower(pos, r.exponent)],
      [K.int(1)],
    );
  const pos = ctx.search.positive(ctx, r.base);
  if (pos !== null) return byPower((strict ? K.lt : K.le)(K.int(0), a), pos);
  if (strict) return null;
  const nonneg = ctx.search.nonnegative(ctx, r.base);
  const room = nonneg === null ? null : ctx.search.positive(ctx, r.exponent);
  if (nonneg === null || room === null) return null;
  const goal = K.le(K.int(0), a);
  return byBase(
    nonneg,
    r.base,
    (p) => byPower(goal, p),
    (zero) => K.positivstellensatz(goal, [], [], [zeroRoot(r, zero, room)], [K.int(1)]),
  );
}

/** Γ ⊢ rpow(b, n/d)^d = b^n for b ≥ 0 and whole n, d > 0; null for other exponents or an unknown base. */
export function rootPower(ctx: Context, a: Term): Theorem | null {
  const r = rootOf(a);
  if (r === null || r.exponent.k !== "num") return null;
  const { num: n, den: d } = r.exponent.value;
  if (n <= 0n || d === 1n || n > 12n || d > 12n) return null;
  const nonneg = ctx.search.nonnegative(ctx, r.base);
  if (nonneg === null) return null;
  const whole = (e: bigint): Term => K.ipow(K.bound(0), K.int(e));
  const sides = (th: Theorem): Formula & { k: "eq" } => th.concl as Formula & { k: "eq" };
  return byBase(
    nonneg,
    r.base,
    (pos) => {
      const power = K.congruence(whole(d), [K.realPower(pos, r.exponent)]);
      const value = K.congruence(whole(n), [K.expLog(pos)]);
      return K.transitivity(K.transitivity(power, K.ring(sides(power).r, sides(value).l)), value);
    },
    (zero) => {
      const room = D.positiveNumber({ num: n, den: d });
      const power = K.congruence(whole(d), [zeroRoot(r, zero, room)]);
      const value = K.congruence(whole(n), [zero]);
      return K.transitivity(K.transitivity(power, K.ring(sides(power).r, sides(value).r)), K.symmetry(value));
    },
  );
}
