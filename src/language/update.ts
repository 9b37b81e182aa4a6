/** Undoes what `diff` and its like do to a family to vary one component: z[k] + (t - z[m])·δ(k, m) is z[k]. */

import type { Formula, Term } from "../kernel/index.ts";
import * as T from "../kernel/index.ts";
import { same } from "./match.ts";

export type Component = { readonly family: Term & { readonly k: "var" }; readonly index: readonly Term[] };

/** z[m], where `t` stands for it in the node; null where the node does not have that form. */
export function varied<N extends Term | Formula>(
  n: N,
  t: Term,
  point: Term | null,
): { body: N; component: Component } | null {
  const component = point === null ? find(n, t) : componentOf(point);
  if (component === null) return null;
  const body = undo(n, t, component);
  return t.k === "var" && T.occurs(t.name, body) ? null : { body, component };
}

export function componentOf(t: Term): Component | null {
  return t.k === "at" && t.family.k === "var" && T.looseOf(t) === 0 ? { family: t.family, index: t.index } : null;
}

/** Is this (t - z[m])·δ(k1, m1)·…, for the family's index k? */
function isShift(x: Term, t: Term, c: Component, k: readonly Term[]): boolean {
  if (x.k !== "op" || x.op !== "mul" || x.args.length !== 1 + c.index.length) return false;
  const [difference, ...deltas] = x.args as [Term, ...Term[]];
  if (!same(difference, T.sub(t, T.at(c.family, c.index)))) return false;
  return deltas.every((d, i) => same(d, T.ifThen(T.eq(k[i] as Term, c.index[i] as Term), T.int(1), T.int(0))));
}

function undo<N extends Term | Formula>(n: N, t: Term, c: Component): N {
  const memo = new Map<Term | Formula, Term | Formula>();
  const go = <M extends Term | Formula>(m: M): M => {
    if (t.k !== "var" || !T.occurs(t.name, m)) return m;
    const known = memo.get(m);
    if (known !== undefined) return known as M;
    const inner = T.mapChildren(m, go) as Term | Formula;
    let out = inner;
    if (inner.k === "op" && inner.op === "add" && inner.args.length === 2) {
      const [z, x] = inner.args as [Term, Term];
      if (z.k === "at" && same(z.family, c.family) && isShift(x, t, c, z.index)) out = z;
    }
    memo.set(m, out);
    return out as M;
  };
  return go(n);
}

/** The component that the node varies through `t`, from the first such place. */
function find(n: Term | Formula, t: Term): Component | null {
  let found: Component | null = null;
  const go = <M extends Term | Formula>(m: M): M => {
    if (found !== null || t.k !== "var" || !T.occurs(t.name, m)) return m;
    if (m.k === "op" && m.op === "add" && m.args.length === 2 && same(m.args[0] as Term, t)) {
      const negated = m.args[1] as Term;
      if (negated.k === "op" && negated.op === "mul" && negated.args.length === 2) {
        const c = componentOf(negated.args[1] as Term);
        if (c !== null && same(m, T.sub(t, T.at(c.family, c.index)))) found = c;
      }
    }
    return T.mapChildren(m, go);
  };
  go(n);
  return found;
}
