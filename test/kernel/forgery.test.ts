/** No theorem and no term can be made or changed except by the kernel. */
import { afterEach, describe, expect, it } from "vitest";
import type { Formula, Term, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { half, one, refuses, row, x, z, zero } from "./support.ts";

const genuine = (): Theorem => K.reflexivity(x);
const absurdity = K.falsum();
const shape = { hyps: [], concl: absurdity, by: { rule: "assume", premises: [], args: [] } };
const onlyRules = "theorem: theorems come from rules only";

/** No rule takes the object as a premise, and isTheorem does not know it. */
function isNoTheorem(forged: unknown): void {
  const th = forged as Theorem;
  expect(K.isTheorem(forged)).toBe(false);
  expect(K.Theorem.is(forged)).toBe(false);
  const uses = [
    () => K.both(th, genuine()),
    () => K.both(genuine(), th),
    () => K.discharge(absurdity, th),
    () => K.derivAdd([th]),
    () => K.congruence(K.bound(0), [th]),
    () => K.linearCombination(zero, one, [th], [one]),
    () => K.positivstellensatz(K.le(zero, one), [th], []),
    () => K.applyRule("both", [th, genuine()], []),
  ];
  for (const use of uses) expect(use).toThrow();
}

describe("a theorem cannot be forged", () => {
  it("by a cast", () => {
    isNoTheorem(shape);
    refuses(() => K.both(shape as unknown as Theorem, genuine()), "both: a premise is not a theorem");
  });
  it("by an object with its prototype", () => {
    isNoTheorem(Object.create(K.Theorem.prototype, Object.getOwnPropertyDescriptors(shape)));
    isNoTheorem(Object.setPrototypeOf({ ...shape }, K.Theorem.prototype));
  });
  it("by spreading one", () => {
    const th = genuine();
    isNoTheorem({ ...th });
    isNoTheorem({ ...th, hyps: th.hyps, concl: absurdity, by: th.by });
  });
  it("by inheriting from one", () => {
    isNoTheorem(Object.create(genuine()));
    isNoTheorem(Object.create(genuine(), { concl: { value: absurdity } }));
  });
  it("by JSON", () => isNoTheorem(JSON.parse(JSON.stringify(genuine()))));
  it("by structuredClone", () => isNoTheorem(structuredClone(genuine())));
  it("by a proxy", () => {
    const get = (t: object, key: string | symbol): unknown => (key === "concl" ? absurdity : Reflect.get(t, key, t));
    isNoTheorem(new Proxy(genuine(), { get }));
    isNoTheorem(new Proxy(genuine(), {}));
  });
  it("by the class, a stolen constructor, a subclass", () => {
    type Any = new (...args: unknown[]) => object;
    for (const of of [K.Theorem, genuine().constructor] as unknown as Any[]) {
      for (const key of [undefined, null, Symbol("kernel"), Symbol.for("kernel"), "kernel", {}]) {
        refuses(() => new of(key, [], absurdity, shape.by), onlyRules);
      }
      refuses(() => Reflect.construct(of, [Symbol("kernel"), [], absurdity, shape.by], class {}), onlyRules);
      class Mine extends of {
        readonly concl = absurdity;
      }
      refuses(() => new Mine(Symbol("kernel"), [], absurdity), onlyRules);
    }
  });
  it("by changing the class", () => {
    expect(() => Object.setPrototypeOf(K.Theorem, class {})).toThrow(TypeError);
    expect(() => Object.defineProperty(K.Theorem, "is", { value: () => true })).toThrow(TypeError);
    expect(() => Object.defineProperty(K.Theorem.prototype, "concl", { value: absurdity })).toThrow(TypeError);
  });
});

describe("a theorem does not change", () => {
  type Open = { concl: Formula; hyps: Formula[]; by: { rule: string; premises: Theorem[]; args: unknown[] } };
  it("keeps its fields, its hypotheses, its proof", () => {
    const h = K.lt(zero, x);
    const th = K.discharge(K.lt(x, zero), K.assume(h));
    const edit = th as unknown as Open;
    const edits = [
      () => Object.assign(edit, { concl: absurdity }),
      () => Object.assign(edit, { hyps: [] }),
      () => edit.hyps.pop(),
      () => Object.assign(edit.by, { rule: "ring" }),
      () => edit.by.premises.pop(),
      () => edit.by.args.push(one),
      () => Object.setPrototypeOf(th, { concl: absurdity }),
      () => Object.defineProperty(th, "concl", { value: absurdity }),
    ];
    for (const run of edits) expect(run).toThrow(TypeError);
    expect(th.hyps).toEqual([h]);
    expect(th.concl).toBe(K.implies(K.lt(x, zero), h));
  });
  it("keeps its terms", () => {
    const sum = K.add(x, one) as Term & { args: Term[] };
    const call = K.call("f", [0], [z], [{ lo: zero, hi: one }]) as Term & { over: { lo: Term }[]; orders: number[] };
    const every = K.quantified("all", { hint: "z", sort: K.familySort(1) }, absurdity) as Formula & { k: "all" };
    const edits = [
      () => sum.args.push(x),
      () => Object.assign(sum.args, { 1: x }),
      () => Object.assign((one as Term & { k: "num" }).value, { num: 2n }),
      () => Object.assign(call.over[0] ?? {}, { lo: one }),
      () => call.orders.push(1),
      () => Object.assign(every.x, { hint: "w" }),
      () => Object.assign(every.x.sort, { arity: 2 }),
      () => Object.assign(every, { body: K.verum() }),
    ];
    for (const run of edits) expect(run).toThrow(TypeError);
    expect(K.int(1)).toBe(one);
  });
  it("does not follow the arrays that it was made of", () => {
    const args = [x, one];
    const sum = K.op("add", args) as Term & { k: "op" };
    args[1] = zero;
    expect(sum.args[1]).toBe(one);
    const premises = [K.derivIdentity(x)];
    const th = K.derivAdd(premises);
    premises.pop();
    expect(th.by.premises).toHaveLength(1);
  });
});

describe("a term cannot be forged", () => {
  const forgeries: [string, unknown][] = [
    ["by an object of its shape", { k: "num", value: { num: 0n, den: 1n } }],
    ["by a spread", { ...one }],
    ["by inheriting", Object.create(one)],
    ["by inheriting with another value", Object.create(one, { value: { value: { num: 0n, den: 1n } } })],
    ["by structuredClone", structuredClone(one)],
    ["by a proxy", new Proxy(one, {})],
    ["by nothing", null],
    ["by a string", "x"],
  ];
  it.each(forgeries)("%s", (_, forged) => {
    const t = forged as Term;
    expect(K.isTerm(forged)).toBe(false);
    expect(K.isFormula(forged)).toBe(false);
    const uses = [
      () => K.add(one, t),
      () => K.eq(t, one),
      () => K.at(z, [t]),
      () => K.call("f", [0], [t]),
      () => K.big("sum", "k", one, t, one),
      () => K.hasDeriv("x", K.bound(0), t, one),
      () => K.reflexivity(t),
      () => K.ring(t, one),
      () => K.expPositive(t),
      () => K.enclosed({ k: "lt", l: t, r: one } as Formula, 64),
      () => K.specialise(K.generalise(x, K.reflexivity(x)), t),
      () => K.instantiate(K.add(K.bound(0), one), [t]),
    ];
    for (const use of uses) expect(use).toThrow();
  });
  it("nor a formula", () => {
    for (const forged of [
      { k: "false" },
      { ...absurdity },
      new Proxy(absurdity, {}),
      structuredClone(K.eq(x, x)),
      one,
    ]) {
      const f = forged as unknown as Formula;
      expect(K.isFormula(forged)).toBe(false);
      const uses = [
        () => K.assume(f),
        () => K.discharge(f, genuine()),
        () => K.excludedMiddle(f),
        () => K.and(f, absurdity),
        () => K.eitherLeft(genuine(), f),
        () => K.ifThen(f, one, zero),
        () => K.enclosed(f, 64),
      ];
      for (const use of uses) expect(use).toThrow();
    }
  });
  it("nor a number that is no fraction of integers", () => {
    const parts: [unknown, unknown][] = [
      [0.5, 1n],
      [1n, 0n],
      [1, 1],
      ["1", 1n],
      [{ valueOf: () => 1n }, 1n],
      [1n, undefined],
      [Number.NaN, 1n],
    ];
    for (const [num, den] of parts) {
      refuses(() => K.num({ num, den } as unknown as K.Rational), "term: not a rational number");
    }
  });
  it("nor a term with names, sorts and indices that are none", () => {
    for (const name of ["", "1x", "x y", "x''", "x'y", "f()", "ε", "a".repeat(201), 5, null, { toString: () => "x" }]) {
      expect(() => K.variable(name as string)).toThrow("term: not a name");
    }
    expect(() => K.variable("x", { k: "complex" } as unknown as K.Sort)).toThrow();
    for (const index of [-1, 0.5, Number.NaN, 1e9, "0"]) {
      refuses(() => K.bound(index as number), "term: bad de Bruijn index");
    }
    for (const arity of [0, 9, 1.5, Number.NaN])
      refuses(() => K.familySort(arity), "sort: family arity must be 1 to 8");
  });
});

describe("an argument that answers differently each time gains nothing", () => {
  /** An array to a loop, another to map, filter, some and every. */
  function twoFaced<T>(shown: readonly T[], hidden: readonly unknown[]): T[] {
    const methods = ["map", "forEach", "every", "some", "filter", "find", "reduce"] as const;
    const bound = methods.map((name) => [name, (hidden[name] as () => unknown).bind(hidden)]);
    const loop = () => shown[Symbol.iterator]();
    return { length: hidden.length, [Symbol.iterator]: loop, ...Object.fromEntries(bound) } as unknown as T[];
  }
  /** One list at the first loop, another at the next. */
  function changing<T>(first: readonly T[], later: readonly unknown[]): T[] {
    let loops = 0;
    const loop = () => (loops++ === 0 ? first : (later as T[]))[Symbol.iterator]();
    return { length: first.length, [Symbol.iterator]: loop } as unknown as T[];
  }
  const claims = (concl: Formula): Theorem => ({ concl, hyps: [] }) as unknown as Theorem;

  it("in premises", () => {
    const none = twoFaced<Theorem>([], [claims(K.hasDeriv("x", K.bound(0), x, K.int(5)))]);
    refuses(() => K.derivAdd(none), "derivAdd: a summand is needed");
    refuses(() => K.derivMul(none), "derivMul: a factor is needed");
    refuses(() => K.derivCall("f", [0], none), "derivCall: an argument is needed");
    const lie = twoFaced<Theorem>([], [claims(K.eq(zero, one))]);
    const combined = "linearCombination: the combination is not the goal";
    refuses(() => K.linearCombination(zero, one, lie, twoFaced<Term>([], [one])), combined);
    refuses(() => K.congruence(K.bound(0), lie), "congruence: the context has too many holes");
    const wrong = claims(K.lt(one, zero));
    refuses(
      () => K.positivstellensatz(absurdity, twoFaced<Theorem>([], [wrong]), [row([0])]),
      "positivstellensatz: a row uses a premise that is not there",
    );
    refuses(
      () => K.positivstellensatz(absurdity, [wrong], [row([0]), row([])]),
      "positivstellensatz: a premise is not a theorem",
    );
  });
  it("in the coefficients of a certificate", () => {
    let reads = 0;
    const coef = {
      get num() {
        return reads++ === 0 ? 1n : -1n;
      },
      den: 1n,
    };
    refuses(
      () => K.positivstellensatz(K.le(one, zero), [], [{ coef, uses: [], root: one }]),
      "positivstellensatz: the certificate does not add up to the goal",
    );
  });
  it("in the parts of terms", () => {
    expect(K.op("ipow", changing([x, one], [x, half]))).toBe(K.ipow(x, one));
    expect(K.at(z, changing([one], [half]))).toBe(K.at(z, [one]));
    expect(K.call("f", changing([0], [-1]), changing([x], [z]))).toBe(K.call("f", [0], [x]));
    let asked = 0;
    const shifting = {
      hint: "k",
      get sort() {
        return asked++ === 0 ? K.INT : K.REAL;
      },
    };
    const body = K.bound(0, K.INT);
    expect(K.rawFamily([shifting], body)).toBe(K.rawFamily([{ hint: "k", sort: K.INT }], body));
  });
});

describe("polluted prototypes change nothing", () => {
  const dirty = Object.prototype as unknown as Record<string, unknown>;
  const values = { concl: absurdity, hyps: [], by: shape.by, k: "false", l: one, r: one, num: 1n, args: [], over: [] };
  afterEach(() => {
    for (const name of Object.keys(values)) delete dirty[name];
  });
  it("for theorems and terms", () => {
    for (const [name, value] of Object.entries(values)) {
      Object.defineProperty(dirty, name, { value, configurable: true, writable: true });
    }
    const found = [
      K.isTheorem({}),
      K.isTerm({}),
      K.isFormula({}),
      genuine().concl === K.eq(x, x),
      K.quantified("some", { hint: "x", sort: K.REAL }, absurdity).k,
    ];
    let message = "";
    try {
      K.both({} as Theorem, {} as Theorem);
    } catch (e) {
      message = (e as Error).message;
    }
    for (const name of Object.keys(values)) delete dirty[name];
    expect(found).toEqual([false, false, false, true, "some"]);
    expect(message).toBe("both: a premise is not a theorem");
  });
  it("for names of members", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"]) {
      const t = K.variable(name);
      expect([K.occurs(name, t), K.occurs(name, x)]).toEqual([true, false]);
      expect(K.generalise(t, K.reflexivity(t)).concl.k).toBe("all");
      refuses(() => K.applyRule(name, [], []), `replay: unknown rule ${JSON.stringify(name)}`);
      const th = K.everyFunction(name, K.reflexivity(K.call(name, [0], [x])));
      expect(K.occurs(`${name}()`, th.concl)).toBe(false);
    }
  });
});
