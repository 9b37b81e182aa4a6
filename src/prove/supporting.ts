/** Convexity of a piecewise smooth function of one variable by supporting lines: h(y) ≥ h(x) + d(x)(y - x). */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "./derived.ts";
import { childrenOf } from "./facts.ts";
import { chordOf, type Segment } from "./segment.ts";

const MAX_PIECES = 16;

/** The chord of h from its supporting lines at the points between, with the slopes of its pieces. */
export function supported(g: Segment, h: Term, strict: boolean): Theorem | null {
  const x = g.xs[0];
  if (strict || g.xs.length !== 1 || x === undefined || K.sortOf(x).k !== "real") return null;
  const slope = slopeOf(g, h, x, { left: MAX_PIECES });
  if (slope === null) return null;
  const { ctx } = g;
  const y = ctx.fresh("y");
  const inC = (t: Term): Formula => K.instantiate(g.domain, [t]);
  const guard = K.and(inC(x), inC(y));
  const inner = ctx.assume(guard);
  const hx = h;
  const hy = K.replaceVar(h, x, y);
  const line = K.le(K.add(hx, K.mul(slope, K.sub(y, x))), hy);
  const th = inner.search.prove(inner, line);
  if (th === null) return null;
  const all = K.generalise(x, K.generalise(y, K.discharge(guard, D.bundle(th, guard))));
  const [a, b, m] = [g.a[0] as Term, g.b[0] as Term, g.mid[0] as Term];
  const from = (end: Term): Theorem | null => {
    const imp = K.specialise(K.specialise(all, m), end);
    const got = g.inner.search.prove(g.inner, (imp.concl as Formula & { k: "implies" }).l);
    return got === null ? null : K.modusPonens(imp, got);
  };
  const left = from(a);
  const right = left === null ? null : from(b);
  const s0 = g.inner.search.prove(g.inner, K.le(K.int(0), g.s));
  const s1 = g.inner.search.prove(g.inner, K.le(g.s, K.int(1)));
  if (left === null || right === null || s0 === null || s1 === null) return null;
  // (1 - s)(line at m, to a) + s(line at m, to b)
  return K.positivstellensatz(chordOf(g, h, false), [left, right, s0, s1], [D.row([0, 3]), D.row([1, 2])]);
}

/** The derivative of each piece of h, joined by h's own tests; null where a piece is not smooth. */
function slopeOf(g: Segment, h: Term, x: Term, fuel: { left: number }): Term | null {
  const test = innermostTest(h);
  if (test === null) {
    const inner = g.ctx.assume(K.instantiate(g.domain, [x]));
    const d = inner.search.differentiate(inner, K.abstract(h, [x]), x);
    if (d === null) return null;
    const same = inner.search.simplify(inner, (d.concl as Formula & { k: "hasDeriv" }).value);
    return (same.concl as Formula & { k: "eq" }).r;
  }
  if (--fuel.left < 0) return null;
  const yes = slopeOf({ ...g, ctx: g.ctx.assume(test) }, choose(h, test, true), x, fuel);
  const no = yes === null ? null : slopeOf({ ...g, ctx: g.ctx.assume(K.not(test)) }, choose(h, test, false), x, fuel);
  return yes === null || no === null ? null : K.ifThen(test, yes, no);
}

/** A test without tests inside. */
function innermostTest(n: Term | Formula): Formula | null {
  for (const c of childrenOf(n)) {
    const found = innermostTest(c);
    if (found !== null) return found;
  }
  return K.isTerm(n) && n.k === "if" && K.looseOf(n.test) === 0 ? n.test : null;
}

/** t with the conditionals on the test replaced by the branch chosen. */
function choose<N extends Term | Formula>(n: N, test: Formula, yes: boolean): N {
  const out = K.mapChildren(n, (m) => choose(m, test, yes));
  if (K.isTerm(out) && out.k === "if" && out.test === test) return (yes ? out.then : out.else) as N;
  return out;
}
