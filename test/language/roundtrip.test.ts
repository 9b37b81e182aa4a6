import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as S from "../../src/language/display.ts";
import { parseExpression, parseProposition } from "../../src/language/read.ts";
import type { Domain, Expr, Prop, Relation } from "../../src/language/syntax.ts";
import { textOf } from "../../src/notation/text.ts";

const span = S.span0();
const word = fc.constantFrom("a", "b", "x", "theta", "L1", "delta_x");
const named = word.map((n) => S.variable(n));
const { expr, prop } = fc.letrec<{ expr: Expr; prop: Prop; domain: Domain; target: Expr }>((tie) => ({
  target: fc.oneof(
    named,
    fc.tuple(word, tie("expr")).map(([f, i]) => S.component(f, [i])),
  ),
  domain: fc.oneof(
    fc.constantFrom<Domain>(S.numbers("real"), S.numbers("integer")),
    fc.tuple(tie("expr"), tie("expr")).map(([lo, hi]) => S.range({ lo, hi })),
    fc.array(tie("expr"), { minLength: 1, maxLength: 3 }).map((values): Domain => ({ k: "set", values, span })),
    fc
      .tuple(tie("expr"), tie("expr"), fc.boolean(), fc.boolean())
      .map(([lo, hi, loClosed, hiClosed]): Domain => ({ k: "interval", lo, hi, loClosed, hiClosed, span })),
  ),
  expr: fc.oneof(
    { maxDepth: 4 },
    named,
    fc.nat(99).map((n) => S.rational({ num: BigInt(n), den: 1n })),
    fc.constantFrom<Expr>(S.constant("pi"), S.constant("e"), { k: "number", num: 35n, den: 100n, text: "0.35", span }),
    fc
      .tuple(fc.constantFrom("+", "-", "*", "/", "^"), tie("expr"), tie("expr"))
      .map(([op, l, r]) => S.binary(op, l, r)),
    tie("expr").map(S.negate),
    fc.tuple(word, fc.array(tie("expr"), { minLength: 1, maxLength: 2 })).map(([f, args]) => S.call(f, args)),
    fc.tuple(word, fc.array(tie("expr"), { minLength: 1, maxLength: 2 })).map(([f, args]) => S.component(f, args)),
    fc
      .tuple(fc.constantFrom("sum", "prod"), tie("domain"), fc.option(tie("prop")), tie("expr"))
      .map(([k, over, where, body]): Expr => ({ k: "big", big: k, index: S.name("k"), over, where, body, span })),
    fc
      .tuple(tie("expr"), tie("target"), fc.integer({ min: 1, max: 3 }))
      .map(([f, variable, order]) => S.diff(f, [{ variable, order }])),
    fc
      .tuple(tie("expr"), tie("target"), fc.option(fc.tuple(tie("expr"), tie("expr"))))
      .map(([f, x, over]) => S.integral(f, x, over === null ? null : { lo: over[0], hi: over[1] })),
    fc.tuple(tie("expr"), tie("target"), tie("expr")).map(([f, target, value]) => S.at(f, [{ target, value }])),
    fc.tuple(tie("prop"), tie("expr"), tie("expr")).map(([p, a, b]) => S.conditional(p, a, b)),
    tie("prop").map(S.indicator),
    fc
      .tuple(tie("expr"), tie("target"), fc.constantFrom("at", "left", "right"), named)
      .map(([body, variable, k, point]): Expr => ({ k: "limit", body, variable, to: { k, point }, span })),
    fc
      .tuple(fc.constantFrom("infimum", "argmax"), tie("expr"), fc.array(tie("target"), { minLength: 1, maxLength: 2 }))
      .map(([which, body, variables]): Expr => ({ k: "extremum", which, body, variables, span })),
  ),
  prop: fc.oneof(
    { maxDepth: 4 },
    fc
      .tuple(
        tie("expr"),
        fc.array(fc.tuple(fc.constantFrom<Relation>("=", "!=", "<", "<=", ">", ">="), tie("expr")), {
          minLength: 1,
          maxLength: 2,
        }),
      )
      .map(
        ([first, ls]): Prop => ({
          k: "chain",
          first,
          links: ls.map(([relation, right]) => ({ relation, right, tolerance: null, span })),
          span,
        }),
      ),
    fc.tuple(tie("expr"), tie("expr"), tie("expr")).map(
      ([first, right, tolerance]): Prop => ({
        k: "chain",
        first,
        links: [{ relation: "~=", right, tolerance, span }],
        span,
      }),
    ),
    tie("prop").map(S.not),
    fc
      .tuple(fc.constantFrom("and", "or", "implies", "iff"), tie("prop"), tie("prop"))
      .map(([k, l, r]) => S.joined(k, l, r)),
    fc
      .tuple(fc.constantFrom("all", "some"), fc.option(tie("domain")), tie("prop"))
      .map(([q, d, p]) => S.quantified(q, [S.name("i"), S.name("j")], d, p)),
    fc.tuple(tie("expr"), tie("domain")).map(([e, domain]): Prop => ({ k: "member", expr: e, domain, span })),
    fc
      .tuple(
        fc.constantFrom("convex", "strictly_increasing"),
        tie("expr"),
        fc.array(tie("target"), { minLength: 1, maxLength: 2 }),
      )
      .map(([name, body, variables]): Prop => ({ k: "predicate", name, body, variables, span })),
    fc
      .tuple(fc.constantFrom("minimum", "maximum"), tie("expr"), tie("target"), fc.option(tie("expr")), tie("expr"))
      .map(
        ([which, body, x, value, v]): Prop => ({
          k: "extreme",
          which,
          body,
          variables: [x],
          value,
          at: [{ target: x, value: v, span }],
          span,
        }),
      ),
  ),
}));

describe("what is written is read back as the same tree", () => {
  it("expressions", () => {
    fc.assert(
      fc.property(expr, (e) => {
        const text = textOf(e);
        const read = parseExpression(text);
        expect(read.diagnostics, text).toEqual([]);
        expect(S.alike(read.expr, e), `${text}\n${textOf(read.expr as Expr)}`).toBe(true);
      }),
      { seed: 1, numRuns: 1500 },
    );
  });
  it("propositions", () => {
    fc.assert(
      fc.property(prop, (p) => {
        const text = textOf(p);
        const read = parseProposition(text);
        expect(read.diagnostics, text).toEqual([]);
        expect(S.alike(read.prop, p), `${text}\n${textOf(read.prop as Prop)}`).toBe(true);
      }),
      { seed: 2, numRuns: 1500 },
    );
  });
});
