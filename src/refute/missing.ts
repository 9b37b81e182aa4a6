/** Hypotheses that may be missing from a claim, the weakest first. */

import type { Claim, Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as S from "../language/display.ts";
import type { Domain, Expr, Prop, Relation } from "../language/syntax.ts";
import { exprOf, propOf } from "../language/unparse.ts";
import { conjuncts, sizesOf, variablesOf } from "./problem.ts";

const number = (n: number): Expr => S.rational({ num: BigInt(n), den: 1n });
const relation = (l: Expr, r: Relation, e: Expr): Prop => S.relation(l, r, e);
const member = (expr: Expr, domain: Domain): Prop => ({ k: "member", expr, domain, span: S.span0() });
const unit = (): Domain => ({
  k: "interval",
  lo: number(0),
  hi: number(1),
  loClosed: false,
  hiClosed: false,
  span: S.span0(),
});
const bits = (): Domain => ({ k: "set", values: [number(0), number(1)], span: S.span0() });

/** `needed`: what would have to be defined, as it was found to fail. */
export function missingHypotheses(claim: Claim, needed: Formula | null): Prop[] {
  const out: Prop[] = [];
  if (needed !== null) for (const f of conjuncts(needed)) out.push(...own(f));
  const variables = variablesOf([claim.goal, ...claim.hypotheses]).filter((v) => K.occurs(v.name, claim.goal));
  const sizes = sizesOf([claim.goal, ...claim.hypotheses], claim.families);
  const reals = variables.filter((v) => v.sort.k === "real");
  const integers = variables.filter((v) => v.sort.k === "int");
  const families = variables.filter((v) => v.sort.k === "family");
  const e = (t: Term): Expr => exprOf(t);
  for (const v of integers.filter((x) => sizes.has(x.name))) {
    for (const n of [1, 2, 3]) out.push(relation(e(v), ">=", number(n)));
  }
  const indices = integers.filter((x) => !sizes.has(x.name));
  for (let i = 0; i < indices.length; i++) {
    for (let j = i + 1; j < indices.length; j++) {
      const [a, b] = [e(indices[i] as Term), e(indices[j] as Term)];
      out.push(relation(a, "!=", b), relation(a, "=", b));
    }
  }
  for (const v of indices) {
    for (const size of integers.filter((x) => sizes.has(x.name)))
      out.push(member(e(v), S.range({ lo: number(1), hi: e(size) })));
  }
  for (const v of reals) out.push(relation(e(v), "!=", number(0)), relation(e(v), ">=", number(0)));
  for (const v of reals) out.push(relation(e(v), ">", number(0)));
  if (reals.length > 1) out.push(all(reals.map((v) => relation(e(v), ">", number(0)))));
  for (const v of reals)
    out.push(
      relation(e(v), "!=", number(1)),
      relation(e(v), "<", number(0)),
      relation(e(v), ">", number(1)),
      relation(e(v), ">=", number(1)),
    );
  for (const v of reals) out.push(member(e(v), unit()), member(e(v), bits()));
  for (let i = 0; i < reals.length; i++) {
    for (let j = i + 1; j < reals.length; j++) {
      const [a, b] = [e(reals[i] as Term), e(reals[j] as Term)];
      out.push(relation(a, "!=", b), relation(a, "<", b), relation(b, "<", a), relation(a, "=", b));
    }
  }
  const needsPositive = (v: Term & { k: "var" }): boolean =>
    needed !== null && conjuncts(needed).some((f) => f.k === "lt" && K.occurs(v.name, f));
  for (const v of families) out.push(...familyHypotheses(claim, v, needsPositive(v)));
  return out;
}

/** The failing condition itself, where it speaks of the claim's variables. */
function own(f: Formula): Prop[] {
  if (K.freeNames(f).length === 0 || f.k === "some" || f.k === "near" || f.k === "hasDeriv") return [];
  return [propOf(f)];
}

function all(props: readonly Prop[]): Prop {
  return props.reduce((a, b) => S.joined("and", a, b));
}

/** `positive`: a component had to be positive for the claim to be defined. */
function familyHypotheses(claim: Claim, v: Term & { k: "var" }, positive: boolean): Prop[] {
  const ranges = claim.families.get(v.name) ?? [];
  const [r] = ranges;
  if (ranges.length !== 1 || r === undefined || v.sort.k !== "family" || v.sort.of === "int") return [];
  const over = { lo: exprOf(r.lo), hi: exprOf(r.hi) };
  const taken = new Set(variablesOf([claim.goal, ...claim.hypotheses]).map((x) => x.name));
  const letter = ["k", "i", "j", "l", "n", "p", "q"].find((x) => !taken.has(x)) ?? "k1";
  const component = S.component(v.name, [S.variable(letter)]);
  const every = (p: Prop): Prop => S.quantified("all", [S.name(letter)], S.range(over), p);
  const sum = S.big("sum", S.name(letter), over, null, component);
  const above = every(relation(component, ">", number(0)));
  return [
    ...(positive ? [above] : []),
    relation(sum, "=", number(1)),
    every(relation(component, "!=", number(0))),
    every(relation(component, ">=", number(0))),
    ...(positive ? [] : [above]),
    every(member(component, unit())),
    relation(sum, "!=", number(0)),
  ];
}
