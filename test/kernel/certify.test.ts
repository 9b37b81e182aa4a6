/** Verdicts: exactly the claim's theorem, its definedness, and values that meet the hypotheses. */
import { describe, expect, it } from "vitest";
import type { Claim, Formula, Theorem, Witness } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { computed, one, refuses, states, truth, two, x, y, zero } from "./support.ts";

const positive = K.lt(zero, x);
const goal = K.eq(K.mul(x, K.inv(x)), one);
const claim: Claim = { hypotheses: [positive], goal, families: new Map() };
const nonzero = (): Theorem => {
  const zeroIs = K.assume(K.eq(x, zero));
  const row = { coef: K.ONE, uses: [0], root: one };
  const bot = K.positivstellensatz(K.falsum(), [K.assume(positive)], [row], [zeroIs], [K.int(-1)]);
  return K.discharge(K.eq(x, zero), bot);
};
const proof = (): Theorem => K.inverse(nonzero());
const witness: Witness = {
  at: { variables: [{ name: x, value: one }], functions: [] },
  holds: [computed(K.lt(zero, one))],
};
const without = (hypotheses: Formula[], wanted: Formula): Claim => ({ hypotheses, goal: wanted, families: new Map() });

describe("proved", () => {
  it("from the goal, its definedness, and a witness", () => {
    const v = K.certifyProved(claim, proof(), nonzero(), witness);
    expect([v.k, K.isCertified(v), K.isCertified({ ...v })]).toEqual(["proved", true, false]);
  });
  it("not from another goal, nor with another hypothesis", () => {
    refuses(() => K.certifyProved(claim, nonzero(), nonzero(), witness), "certify: the theorem is not the goal");
    const more = "certify: a theorem has a hypothesis that is not the claim's";
    refuses(() => K.certifyProved(without([], goal), proof(), nonzero(), witness), more);
    refuses(() => K.certifyProved(claim, proof(), K.assume(K.not(K.eq(x, zero))), witness), more);
    refuses(() => K.certifyProved(claim, {} as Theorem, nonzero(), witness), "certify: a theorem is needed");
  });
  it("not without definedness: 0·inv(0) = 0 is an equation of RING", () => {
    const wild = without([], K.eq(K.mul(zero, K.inv(zero)), zero));
    const ring = K.ring(K.mul(zero, K.inv(zero)), zero);
    const none: Witness = { at: { variables: [], functions: [] }, holds: [] };
    refuses(() => K.certifyProved(wild, ring, truth(), none), "certify: definedness of the goal is not shown");
  });
  it("not from hypotheses that nobody has met", () => {
    const shown = "witness: a hypothesis is not shown to hold";
    const use = (w: Witness) => () => K.certifyProved(claim, proof(), nonzero(), w);
    refuses(use({ ...witness, holds: [] }), "witness: one theorem per hypothesis");
    refuses(use({ ...witness, holds: [computed(K.lt(zero, two))] }), shown);
    refuses(use({ ...witness, holds: [K.assume(K.lt(zero, one))] }), shown);
    refuses(use({ ...witness, holds: [{} as Theorem] }), shown);
    refuses(use({ ...witness, at: { variables: [], functions: [] } }), "valuation: no value for x");
    refuses(
      use({ ...witness, at: { variables: [{ name: x, value: y }], functions: [] } }),
      "valuation: values must be closed terms",
    );
    refuses(
      use({ ...witness, at: { variables: [{ name: one, value: one }], functions: [] } }),
      "valuation: values must be closed terms",
    );
  });
});

describe("refuted", () => {
  const none: Witness = { at: { variables: [{ name: x, value: one }], functions: [] }, holds: [] };
  const wrong = without([], K.lt(x, zero));
  const denied = (): Theorem => {
    const h = K.assume(K.lt(one, zero));
    const row = { coef: K.ONE, uses: [0], root: one };
    return K.discharge(h.concl, K.positivstellensatz(K.falsum(), [h], [row, { coef: K.ONE, uses: [], root: one }]));
  };
  it("false: the negation at the point, defined there", () => {
    states(denied(), K.not(K.lt(one, zero)));
    expect(K.certifyFalse(wrong, denied(), truth(), none).how).toBe("false");
    const negation = "certify: the goal's negation is not shown";
    refuses(() => K.certifyFalse(wrong, truth(), truth(), none), negation);
    refuses(() => K.certifyFalse(wrong, K.assume(K.not(K.lt(one, zero))), truth(), none), negation);
    refuses(() => K.certifyFalse(wrong, {} as Theorem, truth(), none), negation);
    const defined = "certify: definedness at the counterexample is not shown";
    refuses(() => K.certifyFalse(wrong, denied(), denied(), none), defined);
    refuses(() => K.certifyFalse(wrong, denied(), K.assume(K.verum()), none), defined);
    refuses(
      () => K.certifyFalse(claim, denied(), truth(), { ...witness, holds: [] }),
      "witness: one theorem per hypothesis",
    );
  });
  it("undefined: the negation of definedness at the point", () => {
    const message = "certify: undefinedness at the counterexample is not shown";
    const inverse = without([], K.eq(K.inv(x), K.inv(x)));
    const atZero: Witness = { at: { variables: [{ name: x, value: zero }], functions: [] }, holds: [] };
    const isZero = K.not(K.eq(zero, zero));
    const breaks = K.discharge(isZero, K.modusPonens(K.assume(isZero), K.reflexivity(zero)));
    expect(K.certifyUndefined(inverse, breaks, atZero).how).toBe("undefined");
    refuses(() => K.certifyUndefined(inverse, breaks, none), message);
    refuses(() => K.certifyUndefined(inverse, truth(), atZero), message);
    refuses(() => K.certifyUndefined(inverse, {} as Theorem, atZero), message);
  });
});

describe("functions of a valuation", () => {
  const f = K.call("f", [0], [one]);
  const use =
    (body: K.Term, arity = 1) =>
    () =>
      K.certifyFalse(without([], K.eq(f, one)), truth(), truth(), {
        at: { variables: [], functions: [{ name: "f", arity, body }] },
        holds: [],
      });
  it("are smooth", () => {
    const bad = "valuation: f must be a smooth function";
    const X = K.bound(0);
    for (const body of [
      K.log(X),
      K.inv(X),
      K.ipow(X, K.int(-1)),
      K.ifThen(K.lt(X, zero), one, zero),
      K.bound(1),
      K.rpow(X, two),
      x,
    ])
      refuses(use(body), bad);
    refuses(use(one, 0), bad);
    // A smooth one gets as far as the negation.
    refuses(use(K.exp(X)), "certify: the goal's negation is not shown");
    refuses(use(K.inv(K.add(one, K.exp(X)))), "certify: the goal's negation is not shown");
  });
  it("have a value each", () => {
    refuses(
      () =>
        K.certifyFalse(without([], K.eq(f, one)), truth(), truth(), {
          at: { variables: [], functions: [] },
          holds: [],
        }),
      "valuation: no value for f()",
    );
  });
});
