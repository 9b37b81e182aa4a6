/** Terms worth putting for a quantified variable: numbers, and what the formula's other variables make of it. */

import type { Formula, Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { derivativeTerm } from "./derivative.ts";
import type { OpenVariable } from "./opening.ts";
import { pool } from "./pool.ts";

const MAX_NUMBERS = 16;
const MAX_LINEAR = 3;

/** Simplest first. `own`: the names of all quantified variables, which must not stand in a value. */
export function templatesFor(
  v: OpenVariable,
  core: Formula,
  parameters: readonly Term[],
  own: ReadonlySet<string>,
  constants: readonly Rational[],
): readonly Term[] {
  if (v.term.sort.k === "family") return familyTemplates(v.term.sort.arity);
  const numbers = pool(v.kind, constants)
    .slice(0, MAX_NUMBERS)
    .map((c) => c.term);
  if (v.kind === "parameter") return numbers;
  const integer = v.term.sort.k === "int";
  const scalars = parameters.filter((p) => K.sortOf(p).k === (integer ? "int" : "real"));
  const linear = integer ? [] : linearArguments(core, v.term, own);
  const pulled = linear
    .flatMap(({ slope, rest }) => numbers.slice(0, 12).map((c) => K.mul(K.sub(c, rest), K.inv(slope))))
    .map(tidy);
  const roots = integer ? [] : rootsOf(core, v.term, own);
  const besides = roots.flatMap((r) => [r, K.add(r, K.int(1)), K.add(r, K.int(-1))]).map(tidy);
  const simple = scalars.slice(0, 3).flatMap((p) => [p, K.add(p, K.int(1)), K.add(p, K.int(-1)), K.neg(p)]);
  const squares = integer
    ? []
    : scalars
        .slice(0, 2)
        .flatMap((p) => [K.add(K.ipow(p, K.int(2)), K.int(1)), K.neg(K.add(K.ipow(p, K.int(2)), K.int(1)))]);
  const growing = integer ? [] : scalars.slice(0, 2).flatMap(growingIn);
  return [...new Set([...pulled, ...numbers, ...besides, ...simple, ...squares, ...growing])];
}

/** Values that go to the ends of a domain as the parameter does. */
function growingIn(p: Term): Term[] {
  const above = K.add(K.ipow(p, K.int(2)), K.int(1));
  const sigmoid = (u: Term): Term => K.inv(K.add(K.int(1), K.exp(K.neg(u))));
  const more = K.add(p, K.int(1));
  const less = K.add(p, K.int(-1));
  const half = K.mul(K.num(K.rational(1n, 2n)), p);
  const logs = [K.add(K.log(p), K.int(-1)), K.neg(K.log(p))];
  const exps = [
    K.exp(p),
    K.exp(less),
    K.exp(more),
    K.exp(K.neg(p)),
    K.exp(K.neg(more)),
    K.neg(K.exp(p)),
    K.exp(K.neg(above)),
  ];
  return [
    ...exps,
    ...logs,
    half,
    K.inv(above),
    K.neg(K.inv(above)),
    sigmoid(more),
    sigmoid(less),
    sigmoid(K.neg(more)),
    K.exp(above),
    K.neg(K.exp(above)),
  ];
}

function tidy(t: Term): Term {
  const c = K.canonical(t);
  return K.sizeOf(c) <= K.sizeOf(t) ? c : t;
}

function familyTemplates(arity: number): readonly Term[] {
  const k = Array.from({ length: arity }, (_, i) => K.bound(arity - 1 - i, K.INT));
  const binders = k.map(() => ({ hint: "k", sort: K.INT }));
  const first = k.map((i) => K.eq(i, K.int(1)) as Formula).reduce((a, b) => K.and(a, b));
  const bodies: Term[] = [K.int(0), K.int(1), K.int(-1), K.ifThen(first, K.int(1), K.int(0)), k[0] as Term, K.int(2)];
  return bodies.map((b) => K.familyOf(binders, b));
}

type Linear = { readonly slope: Term; readonly rest: Term };

/** t = slope·v + rest with slope and rest free of the quantified variables; null where it is not of this form. */
function linearIn(t: Term, v: Term & { k: "var" }, own: ReadonlySet<string>): Linear | null {
  if (!K.occurs(v.name, t)) return null;
  const slope = derivativeTerm(K.abstract(t, [v]));
  if (slope === null || K.looseOf(slope) > 0) return null;
  const rest = K.canonical(K.replaceVar(t, v, K.int(0)));
  const a = K.canonical(slope);
  if (a === K.int(0) || [...own].some((name) => K.occurs(name, a) || K.occurs(name, rest))) return null;
  return { slope: a, rest };
}

/** Arguments of functions inside the formula that are linear in v with parameters: there a number may be put by v = (c - rest)/slope. */
function linearArguments(core: Formula, v: Term & { k: "var" }, own: ReadonlySet<string>): Linear[] {
  const out: Linear[] = [];
  visitTerms(core, (t) => {
    if (out.length >= MAX_LINEAR || t.k !== "op" || t.op === "add" || t.op === "mul") return;
    const a = linearIn(t.args[0] as Term, v, own);
    if (a === null || (a.slope.k === "num" && a.rest.k === "num")) return;
    const plain: Linear =
      a.slope.k === "op" && a.slope.op === "mul" && a.slope.args[0]?.k === "num"
        ? { slope: K.canonical(K.neg(a.slope)), rest: K.canonical(K.neg(a.rest)) }
        : a;
    if (!out.some((o) => o.slope === plain.slope && o.rest === plain.rest)) out.push(plain);
  });
  return out;
}

/** Where the two sides of a relation inside the formula are equal, for relations linear in v. */
function rootsOf(core: Formula, v: Term & { k: "var" }, own: ReadonlySet<string>): Term[] {
  const out: Term[] = [];
  const visit = (f: Formula): void => {
    if (out.length >= MAX_LINEAR) return;
    if (f.k === "eq" || f.k === "lt" || f.k === "le") {
      const a = linearIn(K.canonical(K.sub(f.l, f.r)), v, own);
      if (a !== null) out.push(K.mul(K.neg(a.rest), K.inv(a.slope)));
    } else if (f.k === "and" || f.k === "or" || f.k === "implies") {
      visit(f.l);
      visit(f.r);
    }
  };
  visit(core);
  return out;
}

function visitTerms(f: Formula, see: (t: Term) => void): void {
  const seen = new Set<Term | Formula>();
  const visit = <N extends Term | Formula>(n: N): N => {
    if (seen.has(n)) return n;
    seen.add(n);
    if (K.isTerm(n)) see(n);
    return K.mapChildren(n, visit);
  };
  visit(f);
}
