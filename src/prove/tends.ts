/**
 * Limits as t → ∞, from the ε-definition: f(t) → L is ∀e. 0 < e ⇒ far (L - e < f(t) ∧ f(t) < L + e),
 * f(t) → ∞ is ∀e. far (e < f(t)). Each function here is a theorem of any first course in analysis,
 * proved anew for the functions it is given. Source: Spivak, Calculus, ch. 5.
 */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { combine, farBody, farFormula, nameOf } from "./far.ts";
import {
  apply,
  growthLemma,
  inverseLemma,
  lemma,
  logLemma,
  logOverLemma,
  premises,
  productLemma,
  smallLemma,
  squareLemma,
  sumLemma,
  within,
} from "./tendslemmas.ts";

/** f(t) → value (null: → ∞), with its theorem. */
export type Lim = { readonly f: Term; readonly value: Term | null; readonly th: Theorem };

const ZERO = (): Term => K.int(0);
const ONE = (): Term => K.int(1);

/** Limits at a horizon with variable t over a context's hypotheses. */
export class Tends {
  readonly ctx: Context;
  readonly t: Term;
  constructor(ctx: Context, t: Term) {
    this.ctx = ctx;
    this.t = t;
  }

  /** Specialises a limit to closeness e (0 < e proved), or beyond e. */
  level(lim: Lim, e: Term, pos: Theorem | null): Theorem {
    const th = K.specialise(lim.th, e);
    return lim.value === null ? th : K.modusPonens(th, pos as Theorem);
  }

  /** The limit theorem from far (within e of L), which may rest on 0 < e. */
  finite(f: Term, L: Term, at: (e: Term, pos: Theorem) => Theorem): Lim {
    const e = this.ctx.fresh("e");
    const pos = K.assume(K.lt(ZERO(), e));
    const th = K.generalise(e, K.discharge(pos.concl, at(e, pos)), "e");
    return { f, value: L, th };
  }
  infinite(f: Term, at: (e: Term) => Theorem): Lim {
    const e = this.ctx.fresh("e");
    return { f, value: null, th: K.generalise(e, at(e), "e") };
  }

  constant(c: Term): Lim {
    return this.finite(c, c, (e, pos) => {
      const th = K.both(
        K.positivstellensatz(K.lt(K.sub(c, e), c), [pos], [D.row([0])]),
        K.positivstellensatz(K.lt(c, K.add(c, e)), [pos], [D.row([0])]),
      );
      return combine(this.ctx, this.t, [], th);
    });
  }

  /** t → ∞. */
  identity(): Lim {
    return this.infinite(this.t, (e) => {
      const far = K.lt(e, this.t);
      const all = K.generalise(this.t, K.discharge(far, K.assume(far)), "t");
      return K.witness(farFormula(this.t, far), e, all);
    });
  }

  /** Σ fᵢ → Σ Lᵢ: each within e/n. */
  add(lims: readonly Lim[]): Lim {
    const [only] = lims;
    const n = lims.length;
    if (only !== undefined && n === 1) return only;
    const f = K.op(
      "add",
      lims.map((l) => l.f),
    );
    const L = K.op(
      "add",
      lims.map((l) => l.value as Term),
    );
    const part: Rational = K.rational(1n, BigInt(n));
    return this.finite(f, L, (e, pos) => {
      const share = K.mul(K.num(part), e);
      const small = K.positivstellensatz(K.lt(ZERO(), share), [pos], [D.row([0], part)]);
      const fars = lims.map((l) => this.level(l, share, small));
      const parts = fars.map((far) => K.assume(farBody(far, this.t)));
      return combine(this.ctx, this.t, fars, apply(this.#sumLemma(lims, e), ...parts));
    });
  }
  #sumLemma(lims: readonly Lim[], e: Term): Theorem {
    const n = lims.length;
    return lemma(this.ctx, `sum:${n}`, () => sumLemma(n), [
      ...lims.map((l) => l.f),
      ...lims.map((l) => l.value as Term),
      e,
    ]);
  }

  /** f·g → L·M. */
  times(a: Lim, b: Lim): Lim {
    const L = a.value as Term;
    const M = b.value as Term;
    return this.finite(K.mul(a.f, b.f), K.mul(L, M), (e, pos) => {
      // closeness c = e/(e + 3 + L² + M²): then c < 1 and c(3 + L² + M²) < e
      const size = K.add(e, K.int(3), K.ipow(L, K.int(2)), K.ipow(M, K.int(2)));
      const c = K.mul(e, K.inv(size));
      const big = K.positivstellensatz(
        K.lt(ZERO(), size),
        [pos],
        [D.row([0]), D.row([], K.rational(3n)), D.row([], K.ONE, L), D.row([], K.ONE, M)],
      );
      const w = D.positiveInverse(big);
      const cPos = K.positivstellensatz(K.lt(ZERO(), c), [pos, w], [D.row([0, 1])]);
      const unit = K.linearCombination(K.mul(c, size), e, [K.inverse(D.nonzeroOf(big))], [e]);
      const fars = [this.level(a, c, cPos), this.level(b, c, cPos)];
      const near = fars.map((far) => K.assume(farBody(far, this.t)));
      return combine(this.ctx, this.t, fars, apply(this.#productLemma(a, b, e, c), pos, cPos, unit, ...near));
    });
  }
  #productLemma(a: Lim, b: Lim, e: Term, c: Term): Theorem {
    return lemma(this.ctx, "product", productLemma, [a.f, b.f, a.value as Term, b.value as Term, e, c]);
  }

  /** Π fᵢ → Π Lᵢ, as nested products of two. */
  mul(lims: readonly Lim[]): Lim {
    return lims.slice(1).reduce((a, b) => this.times(a, b), lims[0] as Lim);
  }

  /** f → ∞ and g → M > 0: f·g → ∞. */
  grows(a: Lim, b: Lim, positive: Theorem): Lim {
    const M = b.value as Term;
    return this.infinite(K.mul(a.f, b.f), (e) => {
      const half = K.mul(K.num(K.rational(1n, 2n)), M);
      const halfPos = K.positivstellensatz(K.lt(ZERO(), half), [positive], [D.row([0], K.rational(1n, 2n))]);
      const w = K.inv(M);
      const far1 = this.level(b, half, halfPos);
      const far2 = this.level(a, K.mul(K.int(2), w, K.add(K.int(1), K.ipow(e, K.int(2)))), null);
      const [P, Q] = [farBody(far1, this.t), farBody(far2, this.t)];
      const core = lemma(this.ctx, "grows", growthLemma, [a.f, b.f, M, w, e]);
      const th = apply(
        core,
        positive,
        D.positiveInverse(positive),
        K.inverse(D.nonzeroOf(positive)),
        K.assume(P),
        K.assume(Q),
      );
      return combine(this.ctx, this.t, [far1, far2], th);
    });
  }

  /** f → ∞: 1/f → 0. */
  inverse(a: Lim): Lim {
    return this.finite(K.inv(a.f), ZERO(), (e, pos) => {
      const far = this.level(a, K.inv(e), null);
      const core = lemma(this.ctx, "inverse", inverseLemma, [a.f, e]);
      return combine(this.ctx, this.t, [far], apply(core, pos, K.assume(farBody(far, this.t))));
    });
  }

  /** f → 0 and 0 < f for all large t: 1/f → ∞. */
  inverseOfSmall(a: Lim, positive: Theorem): Lim {
    return this.infinite(K.inv(a.f), (e) => {
      const size = K.add(K.int(1), K.ipow(e, K.int(2)));
      const big = K.positivstellensatz(K.lt(ZERO(), size), [], [D.row([]), D.row([], K.ONE, e)]);
      const far = this.level(a, K.inv(size), D.positiveInverse(big));
      const core = lemma(this.ctx, "inverseOfSmall", smallLemma, [a.f, e]);
      const [P, Q] = [farBody(positive, this.t), farBody(far, this.t)];
      return combine(this.ctx, this.t, [positive, far], apply(core, K.assume(P), K.assume(Q)));
    });
  }

  /** f → ∞: exp f → ∞, as exp f ≥ 1 + f. */
  exp(a: Lim): Lim {
    return this.infinite(K.exp(a.f), (e) => {
      const far = this.level(a, e, null);
      const above = K.assume(farBody(far, this.t));
      const th = K.positivstellensatz(
        K.lt(e, K.exp(a.f)),
        [above, K.expTangent(a.f)],
        [D.row([0]), D.row([1]), D.row([])],
      );
      return combine(this.ctx, this.t, [far], th);
    });
  }

  /** f → ∞: log f → ∞; beyond exp e, log f > e by exp(e - log f) ≥ 1 + e - log f. */
  log(a: Lim): Lim {
    return this.infinite(K.log(a.f), (e) => {
      const far = this.level(a, K.exp(e), null);
      const core = lemma(this.ctx, "log", logLemma, [a.f, e]);
      return combine(this.ctx, this.t, [far], apply(core, K.assume(farBody(far, this.t))));
    });
  }

  /**
   * s → ∞: log(s)/s → 0. With r = exp(½ log s), so r² = s: log s = 2(½ log s) ≤ 2(r - 1), and r > 2/e
   * once s > 4/e².
   */
  logOver(a: Lim): Lim {
    const s = a.f;
    return this.finite(K.mul(K.log(s), K.inv(s)), ZERO(), (e, pos) => {
      const far = this.level(a, K.add(K.int(1), K.mul(K.int(4), K.ipow(K.inv(e), K.int(2)))), null);
      const core = lemma(this.ctx, "logOver", logOverLemma, [s, e]);
      return combine(this.ctx, this.t, [far], apply(core, pos, K.assume(farBody(far, this.t))));
    });
  }

  /**
   * g → L and φ differentiable at L: φ(g) → φ(L). φ stands under one binder. Null where the derivative
   * is not found.
   */
  smooth(phi: Term, a: Lim): Lim | null {
    const L = a.value as Term;
    const y = this.ctx.fresh("y");
    const e0 = this.ctx.fresh("e");
    const gap = (v: Term, e: Term): Term =>
      K.sub(K.ipow(e, K.int(2)), K.ipow(K.sub(K.instantiate(phi, [v]), K.instantiate(phi, [L])), K.int(2)));
    const deriv = this.ctx.search.differentiate(this.ctx, K.abstract(gap(y, e0), [y]), L);
    if (deriv === null || deriv.hyps.some((h) => K.occurs(nameOf(e0), h))) return null;
    const fL = K.instantiate(phi, [L]);
    const f = K.instantiate(phi, [a.f]);
    return this.finite(f, fL, (e, pos) => {
      const here = K.instance(deriv, e0, e);
      const square = K.positivstellensatz(K.lt(ZERO(), gap(L, e)), [pos], [D.row([0, 0])]);
      const ball = K.unfoldNear(K.nearPositive(here, square));
      return this.#inBall(ball, a, (inside) => {
        // from 0 < e² - (φ(g) - φ(L))²
        const lem = lemma(this.ctx, "square", squareLemma, [K.sub(f, fL), e]);
        const both = apply(lem, pos, inside);
        const goal = within(fL, f, e) as Formula & { k: "and" };
        return K.both(D.restate(goal.l, K.left(both)), D.restate(goal.r, K.right(both)));
      });
    });
  }

  /** From ∃d. 0 < d ∧ ∀y. L - d < y ∧ y < L + d ⇒ ψ(y): far of what `use` makes of ψ(g). */
  #inBall(ball: Theorem, a: Lim, use: (psi: Theorem) => Theorem): Theorem {
    const some = ball.concl as Formula & { k: "some" };
    const d = this.ctx.fresh("d");
    const chosen = K.assume(K.instantiate(some.body, [d]));
    const far = this.level(a, d, K.left(chosen));
    const close = K.assume(farBody(far, this.t));
    const psi = K.modusPonens(K.specialise(K.right(chosen), a.f), close);
    return K.choose(ball, d, combine(this.ctx, this.t, [far], use(psi)));
  }

  /**
   * u → 0, u ≠ 0 for all large t, φ differentiable at c: (φ(c + u) - φ(c))/u → φ′(c), the quotient
   * given as `shape` (under one binder, equal to it by RING) and the derivative as `value`.
   */
  quotient(deriv: Theorem, shape: Term, value: Term, u: Lim, nonzero: Theorem): Lim {
    const limit = K.unfoldDerivative(deriv);
    const p = deriv.concl as Formula & { k: "hasDeriv" };
    const c = p.point;
    const tends = K.right(K.unfoldPredicate(limit));
    const f = K.instantiate(shape, [u.f]);
    return this.finite(f, value, (e, pos) => {
      const ball = K.modusPonens(K.specialise(tends, e), pos);
      const some = ball.concl as Formula & { k: "some" };
      const d = this.ctx.fresh("d");
      const chosen = K.assume(K.instantiate(some.body, [d]));
      const far = this.level(u, d, K.left(chosen));
      const close = K.assume(farBody(far, this.t));
      const nz = K.assume(farBody(nonzero, this.t));
      const y = this.ctx.fresh("y");
      const at = K.specialise(K.right(chosen), K.add(c, y));
      const guard = (at.concl as Formula & { k: "implies" }).l as Formula & { k: "and" };
      const yNz = K.assume(K.not(K.eq(y, ZERO())));
      const yIn = K.assume(within(ZERO(), y, d));
      const zero = K.assume(K.eq(K.add(c, y), c));
      const differ = K.discharge(zero.concl, K.modusPonens(yNz, K.linearCombination(y, ZERO(), [zero], [ONE()])));
      const ends = (guard.r as Formula & { k: "and" }).r as Formula & { k: "and" };
      const inside = K.both(D.restate(ends.l, K.left(yIn)), D.restate(ends.r, K.right(yIn)));
      const truth = K.discharge(K.falsum(), K.assume(K.falsum()));
      const got = K.modusPonens(at, K.both(truth, K.both(differ, inside)));
      // The quotient and the derivative in the wanted shape.
      const g = got.concl as Formula & { k: "and" };
      const q = (g.l as Formula & { k: "lt" }).r;
      const wanted = within(value, K.instantiate(shape, [y]), e) as Formula & { k: "and" };
      const same = K.ring(q, K.instantiate(shape, [y]));
      const sameV = K.ring(p.value, value);
      const l = K.positivstellensatz(wanted.l, [K.left(got)], [D.row([0])], [same, sameV], [K.int(-1), K.int(1)]);
      const r = K.positivstellensatz(wanted.r, [K.right(got)], [D.row([0])], [same, sameV], [K.int(1), K.int(-1)]);
      const lem = K.generalise(y, premises(K.both(l, r), [yNz.concl, yIn.concl]));
      const core = apply(K.specialise(lem, u.f), nz, close);
      return K.choose(ball, d, combine(this.ctx, this.t, [far, nonzero], core));
    });
  }

  /** The same limit for g, where f = g for all large t. */
  same(a: Lim, equation: Theorem): Lim {
    const eq = farBody(equation, this.t) as Formula & { k: "eq" };
    const here = K.assume(eq);
    const hole = this.ctx.fresh("hole");
    const move = (far: Theorem, phi: (f: Term) => Formula): Theorem =>
      combine(this.ctx, this.t, [far, equation], K.rewrite(here, K.abstract(phi(hole), [hole]), K.assume(phi(a.f))));
    if (a.value === null) return this.infinite(eq.r, (e) => move(this.level(a, e, null), (f) => K.lt(e, f)));
    const L = a.value;
    return this.finite(eq.r, L, (e, pos) => move(this.level(a, e, pos), (f) => within(L, f, e)));
  }

  /** The same limit with an equal value. */
  valued(a: Lim, equation: Theorem): Lim {
    const f = equation.concl as Formula & { k: "eq" };
    if (f.l === f.r) return a;
    const hole = this.ctx.fresh("hole");
    const th = K.rewrite(equation, K.abstract(tendsFormula(this.t, a.f, hole), [hole]), a.th);
    return { f: a.f, value: f.r, th };
  }

  /** far (0 < f) from f → L > 0, or from f → ∞. */
  positive(a: Lim, positive: Theorem | null): Theorem {
    if (a.value === null) {
      const far = this.level(a, ZERO(), null);
      return far;
    }
    const far = this.level(a, a.value, positive);
    const near = K.left(K.assume(farBody(far, this.t)));
    return combine(this.ctx, this.t, [far], K.positivstellensatz(K.lt(ZERO(), a.f), [near], [D.row([0])]));
  }
}

/** ∀e. 0 < e ⇒ far (L - e < f ∧ f < L + e). */
export function tendsFormula(t: Term, f: Term, L: Term): Formula {
  const e = K.variable(K.freshName("e", [t, f, L]));
  const body = K.implies(K.lt(ZERO(), e), farFormula(t, within(L, f, e)));
  return K.quantified("all", { hint: "e", sort: K.REAL }, K.abstract(body, [e]));
}
