/** What the mean value theorem gives: premises on the whole interval, for one function, with the right sign. */
import { describe, expect, it } from "vitest";
import type { Formula, Term, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { a, all, at, b, each, k, N, one, refuses, states, truth, two, x, y, z, zero } from "./support.ts";

const X = K.bound(0);
const inside = (lo: Term, hi: Term, strict = false): Formula =>
  strict ? K.and(K.lt(lo, x), K.lt(x, hi)) : K.and(K.le(lo, x), K.le(x, hi));
/** ∀x on the interval: f′(x) = d(x). */
const slope = (d: Term, lo: Term, hi: Term, body: Term = K.exp(X), strict = false): Theorem =>
  K.assume(all(x, K.implies(inside(lo, hi, strict), K.hasDeriv("x", body, x, d))));
const sign = (f: Formula, lo: Term, hi: Term, strict = false): Theorem =>
  K.assume(all(x, K.implies(inside(lo, hi, strict), f)));
const E = K.exp(x);

describe("MONOTONE", () => {
  const [d, s] = [slope(E, a, b), sign(K.le(zero, E), a, b)];
  const strict = sign(K.lt(zero, E), a, b, true);
  it("from a derivative on the interval and its sign", () => {
    const weak = K.implies(K.le(a, b), K.le(K.exp(a), K.exp(b)));
    states(K.monotone(d, s), weak, [d.concl, s.concl]);
    expect(K.monotone(d, strict).concl).toBe(K.implies(K.lt(a, b), K.lt(K.exp(a), K.exp(b))));
    const but = sign(K.or(K.eq(x, y), K.lt(zero, E)), a, b, true);
    expect(K.monotone(d, but).concl).toBe(K.implies(K.lt(a, b), K.lt(K.exp(a), K.exp(b))));
  });
  it("refuses another interval, another sign, another function", () => {
    refuses(() => K.monotone(d, sign(K.le(zero, E), a, y)), "monotone: the intervals differ");
    refuses(() => K.monotone(d, sign(K.le(zero, E), zero, b)), "monotone: the intervals differ");
    refuses(() => K.monotone(d, sign(K.le(E, zero), a, b)), "monotone: 0 ≤ derivative is needed");
    refuses(() => K.monotone(d, sign(K.le(zero, x), a, b)), "monotone: 0 ≤ derivative is needed");
    refuses(() => K.monotone(d, sign(K.le(zero, E), a, b, true)), "monotone: 0 < derivative is needed");
    const everywhere = sign(K.or(K.eq(x, x), K.lt(zero, E)), a, b, true);
    refuses(() => K.monotone(d, everywhere), "monotone: 0 < derivative is needed");
    const shape = "monotone: ∀s. lo ≤ s ∧ s ≤ hi ⇒ … is needed";
    for (const other of [truth(), K.assume(all(k, K.verum())), K.assume(all(x, K.implies(K.le(a, x), K.verum())))]) {
      refuses(() => K.monotone(other, s), shape);
    }
    const moving = K.assume(
      all(x, K.implies(K.and(K.le(K.sub(x, one), x), K.le(x, b)), K.hasDeriv("x", K.exp(X), x, E))),
    );
    refuses(() => K.monotone(moving, s), shape);
    const mixed = K.assume(all(x, K.implies(K.and(K.le(a, x), K.lt(x, b)), K.hasDeriv("x", K.exp(X), x, E))));
    refuses(() => K.monotone(mixed, s), shape);
  });
  it("refuses a derivative inside only, at another point, of a function that changes with the point", () => {
    const closed = "monotone: a derivative on the closed interval is needed";
    refuses(() => K.monotone(slope(E, a, b, K.exp(X), true), s), closed);
    const fixed = K.assume(all(x, K.implies(inside(a, b), K.hasDeriv("x", K.exp(X), y, E))));
    refuses(() => K.monotone(fixed, s), closed);
    refuses(() => K.monotone(sign(K.le(zero, E), a, b), s), closed);
    const changing = K.assume(
      K.quantified(
        "all",
        { hint: "x", sort: K.REAL },
        K.implies(K.and(K.le(a, X), K.le(X, b)), K.hasDeriv("t", K.mul(X, K.bound(1)), X, X)),
      ),
    );
    refuses(() => K.monotone(changing, sign(K.le(zero, x), a, b)), "monotone: the function changes with the point");
  });
});

describe("CONVEX ON [0, 1]", () => {
  const [first, second] = [slope(E, zero, one), slope(E, zero, one)];
  it("from two derivatives and a sign", () => {
    expect(K.convexOnUnit(first, second, sign(K.le(zero, E), zero, one)).hyps).toHaveLength(2);
    expect(K.convexOnUnit(first, second, sign(K.lt(zero, E), zero, one, true)).concl.k).toBe("all");
  });
  it("refuses another interval and a second derivative of something else", () => {
    const wide = slope(E, zero, two);
    const message = "convexOnUnit: the interval must be [0, 1]";
    refuses(() => K.convexOnUnit(wide, second, sign(K.le(zero, E), zero, one)), message);
    refuses(() => K.convexOnUnit(first, wide, sign(K.le(zero, E), zero, one)), message);
    refuses(
      () => K.convexOnUnit(first, slope(one, zero, one, X), sign(K.le(zero, one), zero, one)),
      "convexOnUnit: the second premise must differentiate the first derivative",
    );
    refuses(() => K.convexOnUnit(first, second, sign(K.le(zero, E), zero, two)), "convexOnUnit: the intervals differ");
  });
});

describe("ZERO GRADIENT, CALL EXTENSIONALITY", () => {
  const F = K.familySort(1);
  const G = K.at(K.bound(0, F), [one]);
  const C = K.verum();
  const use = (gradient: Theorem, local: Theorem, box: Theorem) => () =>
    K.zeroGradient(G, C, one, N, gradient, local, box);
  const [u, v, w] = ["u", "v", "w"].map((name) => K.variable(name, F)) as [Term, Term, Term];
  const m = K.variable("m", K.INT);
  const t = K.variable("t");
  const family = (x1: Term, f: Formula): Formula => K.quantified("all", { hint: "z", sort: F }, K.abstract(f, [x1]));
  const range = (f: Formula, i: Term): Formula => K.forRange("k", one, N, K.abstract(f, [i]));
  const gradient = K.assume(
    family(
      u,
      K.implies(C, range(K.hasDeriv("t", K.abstract(K.at(K.update(u, [m], t), [one]), [t]), K.at(u, [m]), zero), m)),
    ),
  );
  const agree = range(K.eq(at(u, m), at(v, m)), m);
  const equal = K.eq(at(u, one), at(v, one));
  const local = K.assume(family(u, family(v, K.implies(agree, equal))));
  const between = K.or(
    K.and(K.le(at(u, m), at(w, m)), K.le(at(w, m), at(v, m))),
    K.and(K.le(at(v, m), at(w, m)), K.le(at(w, m), at(u, m))),
  );
  const box = K.assume(family(u, family(v, family(w, K.implies(K.and(K.and(C, C), range(between, m)), C)))));
  it("from the gradient, locality and a box", () => {
    const th = use(gradient, local, box)();
    expect(th.concl).toBe(family(u, family(v, K.implies(K.and(C, C), equal))));
    refuses(use(local, local, box), "zeroGradient: the gradient premise does not fit");
    refuses(use(gradient, gradient, box), "zeroGradient: the locality premise does not fit");
    refuses(use(gradient, local, local), "zeroGradient: the box premise does not fit");
  });
  it("calls agree where the components in the range do", () => {
    const same = K.assume(each(one, N, K.eq(at(u, k), at(v, k))));
    const over = [{ lo: one, hi: N }];
    states(
      K.callExtensionality("f", one, N, u, v, same),
      K.eq(K.call("f", [0], [u], over), K.call("f", [0], [v], over)),
      [same.concl],
    );
    const message = "callExtensionality: equal components are needed";
    refuses(() => K.callExtensionality("f", zero, N, u, v, same), message);
    refuses(() => K.callExtensionality("f", one, N, v, u, same), message);
    refuses(() => K.callExtensionality("f", one, N, z, v, same), message);
    refuses(() => K.callExtensionality("f", one, N, K.bound(0, F), v, same), message);
  });
});

describe("CONTINUOUS, FUNDAMENTAL THEOREM", () => {
  const C = K.le(zero, X);
  const on = (f: Formula): Theorem => K.assume(all(x, K.implies(K.le(zero, x), f)));
  it("CONTINUOUS from a derivative at each point of the domain", () => {
    const th = K.continuousOn(C, on(K.hasDeriv("x", K.exp(X), x, E)));
    expect(th.concl).toBe(K.pred("continuous", [{ hint: "x", sort: K.REAL }], C, [K.exp(X)]));
    refuses(
      () => K.continuousOn(K.le(one, X), on(K.hasDeriv("x", K.exp(X), x, E))),
      "continuousOn: the premise does not fit",
    );
    refuses(() => K.continuousOn(C, truth()), "continuousOn: the premise does not fit");
    refuses(
      () => K.continuousOn(C, on(K.hasDeriv("x", K.exp(X), y, E))),
      "continuousOn: a derivative at each point is needed",
    );
    refuses(() => K.continuousOn(C, on(K.le(zero, E))), "continuousOn: a derivative at each point is needed");
    const changing = K.assume(
      K.quantified(
        "all",
        { hint: "x", sort: K.REAL },
        K.implies(K.le(zero, X), K.hasDeriv("t", K.mul(X, K.bound(1)), X, X)),
      ),
    );
    refuses(() => K.continuousOn(C, changing), "continuousOn: the function changes with the point");
  });
  it("FUNDAMENTAL THEOREM: a derivative between the ends, a continuous integrand, closed ends", () => {
    const between = (t: Term): Formula => K.or(K.and(K.le(a, t), K.le(t, b)), K.and(K.le(b, t), K.le(t, a)));
    const d = K.assume(all(x, K.implies(between(x), K.hasDeriv("x", K.exp(X), x, E))));
    const c = K.assume(K.pred("continuous", [{ hint: "x", sort: K.REAL }], between(X), [K.exp(X)]));
    expect(K.fundamentalTheorem(a, b, d, c).concl).toBe(
      K.eq(K.integral("x", K.exp(X), a, b), K.sub(K.exp(b), K.exp(a))),
    );
    refuses(() => K.fundamentalTheorem(a, y, d, c), "fundamentalTheorem: the premise does not fit");
    refuses(() => K.fundamentalTheorem(X, b, d, c), "fundamentalTheorem: closed bounds are needed");
    refuses(() => K.fundamentalTheorem(a, b, d, truth()), "fundamentalTheorem: continuity of the integrand is needed");
    const other = K.assume(K.pred("continuous", [{ hint: "x", sort: K.REAL }], between(X), [X]));
    refuses(() => K.fundamentalTheorem(a, b, d, other), "fundamentalTheorem: continuity of the integrand is needed");
    const slopeAtX = K.hasDeriv("t", K.mul(X, K.bound(1)), X, X);
    const changing = K.assume(K.quantified("all", { hint: "x", sort: K.REAL }, K.implies(between(X), slopeAtX)));
    const message = "fundamentalTheorem: the function changes with the point";
    refuses(() => K.fundamentalTheorem(a, b, changing, other), message);
    const elsewhere = K.assume(all(x, K.implies(between(x), K.hasDeriv("x", K.exp(X), y, E))));
    refuses(() => K.fundamentalTheorem(a, b, elsewhere, c), "fundamentalTheorem: a derivative at each point is needed");
  });
});
