/** Constructors and substitution: what has no sort, too many indices, or a loose variable. */
import { describe, it } from "vitest";
import type { RuleArg } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { one, refuses, x, z, zero } from "./support.ts";

describe("constructors", () => {
  it("as many indices as the family has", () => {
    refuses(() => K.rawAt(z, [one, one]), "term: wrong number of indices");
    refuses(() => K.rawAt(x, [one]), "term: wrong number of indices");
    const family = K.rawFamily([{ hint: "k", sort: K.INT }], K.add(K.bound(0, K.INT), x));
    refuses(() => K.at(family, [one, one]), "term: wrong number of indices");
  });
  it("orders of derivatives are small whole numbers", () => {
    for (const order of [-1, 0.5, 101, Number.NaN]) refuses(() => K.call("f", [order], [x]), "term: call: bad order");
    refuses(() => K.call("f", [1], [z], [{ lo: zero, hi: one }]), "term: call: no partial derivative in a family");
    refuses(() => K.call("f", [0], [z]), "term: call: one range per family index");
  });
});

describe("substitution", () => {
  it("abstracts distinct variables", () => {
    refuses(() => K.abstract(x, [one]), "abstract: only variables can be abstracted");
    refuses(() => K.abstract(x, [x, x]), "abstract: the variables must be distinct");
  });
  it("replaces closed terms by closed terms", () => {
    refuses(() => K.replaceTerm(x, x, K.bound(0)), "replace: terms must be locally closed");
    refuses(() => K.replaceTerm(x, K.bound(0), x), "replace: terms must be locally closed");
  });
});

describe("rules by name", () => {
  it("take the arguments that they are for", () => {
    refuses(() => K.applyRule("ring", [], [x]), "replay: a term argument is missing");
    refuses(() => K.applyRule("assume", [], [x]), "replay: a formula argument is missing");
    refuses(() => K.applyRule("symmetry", [], []), "replay: a premise is missing");
    const sums = [K.reflexivity(x)];
    refuses(() => K.applyRule("extensionality", sums, ["max"] as RuleArg[]), "replay: sum or prod expected");
    refuses(() => K.applyRule("enclosed", [], [K.lt(zero, one), "64"]), "replay: a number argument is missing");
  });
});
