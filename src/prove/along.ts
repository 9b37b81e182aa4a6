/**
 * Functions along a line, seen at one point of it: where a term mentions a + r·v only as a whole, the point
 * X stands for it. Signs and normal forms are found for X, and carried back by X := a + r·v.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

export type Line = {
  /** One variable or family a coordinate. */
  readonly a: readonly Term[];
  readonly v: readonly Term[];
  readonly r: Term;
  /** a + r·v. */
  readonly mid: readonly Term[];
  /** Stands for a + r·v. */
  readonly X: readonly Term[];
  /** Facts about a and v, and that X is in the domain. */
  readonly at: Context;
  readonly inDomain: Formula;
  /** That a + r·v is in the domain. */
  readonly there: Theorem;
};

const nameOf = (v: Term): string => (v as Term & { k: "var" }).name;

/** The term with X for a + r·v, or null where r is left. */
export function atPoint(line: Line, t: Term): Term | null {
  const visit = <N extends Term | Formula>(n: N): N => {
    const m = K.mapChildren(n, visit);
    return (K.isTerm(m) && m.k === "op" && m.op === "add" ? (pointOf(line, m) ?? m) : m) as N;
  };
  const out = visit(t);
  return K.occurs(nameOf(line.r), out) ? null : out;
}

/** X, or a component of it, for a + r·v written just so. */
function pointOf(line: Line, t: Term & { k: "op" }): Term | null {
  const [x, y] = t.args;
  if (x === undefined || y === undefined || t.args.length !== 2 || y.k !== "op" || y.op !== "mul") return null;
  if (y.args.length !== 2 || y.args[0] !== line.r) return null;
  const i = line.a.findIndex((f) => f === (x.k === "at" ? x.family : x));
  if (i < 0) return null;
  const [v, X] = [line.v[i] as Term, line.X[i] as Term];
  if (x.k !== "at") return y.args[1] === v ? X : null;
  return y.args[1] === K.at(v, x.index) ? K.at(X, x.index) : null;
}

/** Γ ⊢ φ(a + r·v) from Γ, X in the domain ⊢ φ(X). */
export function alongLine(line: Line, th: Theorem): Theorem {
  const known = th.hyps.includes(line.inDomain);
  let out = known ? K.discharge(line.inDomain, th) : th;
  line.X.forEach((X, i) => {
    out = K.instance(out, X, line.mid[i] as Term);
  });
  return known ? K.modusPonens(out, line.there) : out;
}

/** The derivative along the line with its value as a simplified function of the point; null where r is left in it. */
export function derivativeAt(line: Line, deriv: Theorem): { theorem: Theorem; value: Term } | null {
  const f = deriv.concl as Formula & { k: "hasDeriv" };
  const lifted = atPoint(line, f.value);
  if (lifted === null) return null;
  const same = line.at.search.simplify(line.at, lifted);
  const value = (same.concl as Formula & { k: "eq" }).r;
  const hole = line.at.fresh("hole");
  const context = K.abstract(K.hasDeriv(f.hint, f.body, f.point, hole), [hole]);
  return { theorem: K.rewrite(alongLine(line, same), context, deriv), value };
}

/** Γ ⊢ r = (p - a)/v ∨ 0 < f(a + r·v) from Γ, X ≠ p ⊢ 0 < f(X), for one coordinate and v ≠ 0. */
export function exceptAt(line: Line, p: Term, th: Theorem, direction: Theorem): Theorem {
  const [a, v, X] = [line.a[0] as Term, line.v[0] as Term, line.X[0] as Term];
  const place = K.mul(K.sub(p, a), K.inv(v));
  const here = K.eq(line.r, place);
  const away = K.not(K.eq(X, p));
  const imp = alongLine(line, K.discharge(away, th));
  const mid = line.mid[0] as Term;
  const met = K.assume(K.eq(mid, p));
  // r - (p - a)w = w(a + r·v - p) - r(v·w - 1), w = inv v
  const w = K.inv(v);
  const r = K.linearCombination(line.r, place, [met, K.inverse(direction)], [w, K.neg(line.r)]);
  const no = K.assume(K.not(here));
  const apart = K.discharge(met.concl, K.modusPonens(no, r));
  const positive = K.modusPonens(imp, apart);
  return D.byCases(here, K.eitherLeft(K.assume(here), positive.concl), K.eitherRight(here, positive));
}
