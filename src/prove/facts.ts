/** Facts about one atom: instances of universal hypotheses, found by matching. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context, Universal } from "./context.ts";

/** The instances of the universal facts that speak about the atom (a component or a call), guards proved. */
export function factsAbout(ctx: Context, atom: Term): readonly Theorem[] {
  if (atom.k !== "at" && atom.k !== "call") return [];
  return ctx.remember(`about:${K.idOf(atom)}`, () => {
    const out: Theorem[] = [];
    for (const u of ctx.universals) {
      for (const values of matches(u, atom)) {
        const th = instantiateUniversal(ctx, u, values);
        if (th !== null && !out.some((o) => o.concl === th.concl)) out.push(th);
      }
    }
    return out;
  });
}

/** Γ ⊢ conclusion of the universal fact at the values, or null where a guard is not proved. */
export function instantiateUniversal(ctx: Context, u: Universal, values: readonly Term[]): Theorem | null {
  let th = u.theorem;
  let next = 0;
  for (;;) {
    const f = th.concl;
    if (f.k === "all" && next < values.length) {
      try {
        th = K.specialise(th, values[next++] as Term);
      } catch (e) {
        if (e instanceof K.Refusal) return null;
        throw e;
      }
    } else if (f.k === "implies" && f.r.k !== "false") {
      const guard = ctx.search.proveQuickly(ctx, f.l);
      if (guard === null) return null;
      th = K.modusPonens(th, guard);
    } else return th;
  }
}

/** Values of the universal's variables at which a subterm of its conclusion is the atom. */
function matches(u: Universal, atom: Term): Term[][] {
  const out: Term[][] = [];
  const seen = new Set<Term>();
  const visit = (n: Term | Formula): void => {
    if (K.isTerm(n)) {
      if (seen.has(n)) return;
      seen.add(n);
      if (n.k === atom.k) {
        const b = new Map<Term, Term>();
        if (unify(n, atom, u.vars, b) && u.vars.every((v) => b.has(v))) out.push(u.vars.map((v) => b.get(v) as Term));
      }
    }
    for (const c of childrenOf(n)) visit(c);
  };
  visit(u.conclusion);
  return out;
}

/** The children of a node, bodies of binders included as they stand. */
export function childrenOf(n: Term | Formula): (Term | Formula)[] {
  const out: (Term | Formula)[] = [];
  switch (n.k) {
    case "num":
    case "pi":
    case "var":
    case "bound":
    case "false":
      return out;
    case "op":
      return [...n.args];
    case "at":
      return [n.family, ...n.index];
    case "family":
      return [n.body];
    case "call":
      return [...n.over.flatMap((r) => [r.lo, r.hi]), ...n.args];
    case "sum":
    case "prod":
    case "integral":
      return [n.lo, n.hi, n.body];
    case "D":
      return [n.body, n.point];
    case "if":
      return [n.test, n.then, n.else];
    case "eq":
    case "lt":
    case "le":
    case "and":
    case "or":
    case "implies":
      return [n.l, n.r];
    case "all":
    case "some":
      return [n.body];
    case "hasDeriv":
      return [n.body, n.point, n.value];
    case "near":
      return [n.point, n.body];
    case "allFun":
      return [n.body];
    case "pred":
      return [n.domain, ...n.args];
  }
}

/** First-order matching of a pattern with the variables `vars` against a node. */
export function unify(
  pattern: Term | Formula,
  t: Term | Formula,
  vars: readonly Term[],
  bindings: Map<Term, Term>,
): boolean {
  if (K.isTerm(pattern) && vars.includes(pattern)) {
    if (!K.isTerm(t)) return false;
    const known = bindings.get(pattern);
    if (known !== undefined) return known === t;
    bindings.set(pattern, t);
    return true;
  }
  if (pattern === t) return true;
  if (pattern.k !== t.k) return false;
  if (pattern.k === "op" && t.k === "op" && pattern.op !== t.op) return false;
  if (pattern.k === "call" && t.k === "call" && (pattern.fun !== t.fun || pattern.orders.join() !== t.orders.join()))
    return false;
  if (pattern.k === "var" || pattern.k === "bound" || pattern.k === "num" || pattern.k === "pi") return false;
  if (pattern.k === "pred" && t.k === "pred" && pattern.name !== t.name) return false;
  const a = childrenOf(pattern);
  const b = childrenOf(t);
  if (a.length !== b.length) return false;
  return a.every((x, i) => unify(x, b[i] as Term | Formula, vars, bindings));
}
