/**
 * Chords above functions with kinks, by structure: sums of convex terms, positive factors, the larger of
 * convex branches, increasing convex functions of convex ones; else by slopes of supporting lines.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import * as D from "./derived.ts";
import { at, chordOf, type Segment, smoothChord } from "./segment.ts";
import { hasTest } from "./split.ts";
import { supported } from "./supporting.ts";

type If = Term & { k: "if" };

/** Γ, guard ⊢ h(mid) ≤ h(a) + s(h(b) - h(a)), or <; null where no way is found. */
export function chord(g: Segment, h: Term, strict: boolean): Theorem | null {
  if (!g.ctx.spend()) return null;
  if (!hasTest(h)) return smoothChord(g, h, strict);
  switch (h.k) {
    case "op":
      if (h.op === "add") return ofSum(g, h.args, strict);
      if (h.op === "mul") return ofProduct(g, h, h.args, strict) ?? composed(g, h, strict);
      return composed(g, h, strict) ?? supported(g, h, strict);
    case "sum":
      return underSum(g, h, strict);
    case "if":
      return largest(g, h, strict) ?? supported(g, h, strict);
    default:
      return null;
  }
}

const usesPoint = (g: Segment, t: Term): boolean => g.xs.some((x) => K.occurs((x as Term & { k: "var" }).name, t));

/** The smooth summands together, the others one by one; strictly if one of them is. */
function ofSum(g: Segment, args: readonly Term[], strict: boolean): Theorem | null {
  const smooth = args.filter((t) => !hasTest(t));
  const parts = [
    ...(smooth.length > 0 ? [smooth.length === 1 ? (smooth[0] as Term) : K.op("add", smooth)] : []),
    ...args.filter(hasTest),
  ];
  const ths: Theorem[] = [];
  let wanted = strict;
  for (const p of parts) {
    const th = (wanted ? chord(g, p, true) : null) ?? chord(g, p, false);
    if (th === null) return null;
    if (th.concl.k === "lt") wanted = false;
    ths.push(th);
  }
  if (wanted) return null;
  return K.positivstellensatz(
    chordOf(g, K.op("add", args), strict),
    ths,
    ths.map((_, i) => D.row([i])),
  );
}

/** c·t for a factor c that is free of the point and not negative; or -t, put into the branches of t. */
function ofProduct(g: Segment, h: Term, args: readonly Term[], strict: boolean): Theorem | null {
  const constants = args.filter((t) => !usesPoint(g, t));
  const rest = args.filter((t) => usesPoint(g, t));
  const t = rest[0];
  if (t === undefined || rest.length !== 1) return null;
  const c = K.canonical(K.op("mul", constants));
  const { inner } = g;
  const goal = chordOf(g, h, strict);
  if (c === K.int(-1)) {
    if (t.k === "op" && t.op === "add")
      return restated(
        g,
        h,
        K.op(
          "add",
          t.args.map((x) => K.mul(K.int(-1), x)),
        ),
        strict,
      );
    if (t.k === "op" && t.op === "mul") return restated(g, h, K.op("mul", [K.int(-1), ...t.args]), strict);
    if (t.k === "if") return restated(g, h, K.ifThen(t.test, K.neg(t.then), K.neg(t.else)), strict);
    if (t.k === "sum") return restated(g, h, negatedSum(g, t), strict);
    return null;
  }
  const sign = strict ? inner.search.positive(inner, c) : inner.search.nonnegative(inner, c);
  if (sign !== null) {
    const th = chord(g, t, strict);
    return th === null ? null : K.positivstellensatz(goal, [th, sign], [D.row([0, 1])]);
  }
  const minus = strict ? inner.search.positive(inner, K.neg(c)) : inner.search.nonnegative(inner, K.neg(c));
  if (minus === null) return null;
  const th = chord(g, K.mul(K.int(-1), t), strict);
  return th === null ? null : K.positivstellensatz(goal, [th, minus], [D.row([0, 1])]);
}

function negatedSum(g: Segment, t: K.Big): Term {
  const k = g.ctx.fresh(t.hint, K.INT);
  return K.big("sum", t.hint, t.lo, t.hi, K.abstract(K.mul(K.int(-1), K.instantiate(t.body, [k])), [k]));
}

/** The chord of h from that of an equal function. */
function restated(g: Segment, h: Term, other: Term, strict: boolean): Theorem | null {
  const th = chord(g, other, strict);
  if (th === null) return null;
  const goal = chordOf(g, h, strict);
  try {
    return D.restate(goal, th);
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/** Σ over a range that does not depend on the point: each term's chord. */
function underSum(g: Segment, h: K.Big, strict: boolean): Theorem | null {
  if (usesPoint(g, h.lo) || usesPoint(g, h.hi)) return null;
  const nonempty = strict ? g.inner.search.prove(g.inner, K.le(h.lo, h.hi)) : null;
  if (strict && nonempty === null) return null;
  const k = g.ctx.fresh(h.hint, K.INT);
  const range = K.and(K.le(h.lo, k), K.le(k, h.hi));
  const inside: Segment = { ...g, ctx: g.ctx.assume(range), inner: g.inner.assume(range) };
  const th = chord(inside, K.instantiate(h.body, [k]), strict);
  if (th === null) return null;
  const f = th.concl as Formula & { k: "le" | "lt" };
  const gap = D.restate((strict ? K.lt : K.le)(K.int(0), K.sub(f.r, f.l)), th);
  const all = K.generalise(k, K.discharge(range, D.bundle(gap, range)), h.hint);
  return D.restate(chordOf(g, h, strict), nonempty === null ? K.sumNonnegative(all) : K.sumPositive(all, nonempty));
}

/** if(φ, p, q) with p and q convex, where it is the larger of the two at both ends. */
function largest(g: Segment, h: If, strict: boolean): Theorem | null {
  const { inner } = g;
  const atMost = (t: Term, end: readonly Term[]): Theorem | null =>
    belowOther(g, h, t, end) ?? inner.search.prove(inner, K.le(at(g, t, end), at(g, h, end)));
  const branch = (t: Term): Theorem[] | null => {
    const left = atMost(t, g.a);
    const right = left === null ? null : atMost(t, g.b);
    const line = right === null ? null : chord(g, t, strict);
    return left === null || right === null || line === null ? null : [left, right, line];
  };
  const yes = branch(h.then);
  const no = yes === null ? null : branch(h.else);
  if (yes === null || no === null) return null;
  const here = at(g, h, g.mid) as If;
  const goal = chordOf(g, h, strict);
  const ends = [inner.search.prove(inner, K.le(K.int(0), g.s)), inner.search.prove(inner, K.le(g.s, K.int(1)))];
  if (ends[0] === null || ends[1] === null) return null;
  // t(mid) ≤ t(a) + s(t(b) - t(a)) = (1 - s)t(a) + s·t(b), and t ≤ h at the ends.
  const through = (ths: readonly Theorem[], pick: Theorem): Theorem =>
    K.positivstellensatz(
      goal,
      [...ths, ...(ends as Theorem[])],
      [D.row([2]), D.row([0, 4]), D.row([1, 3])],
      [pick],
      [K.int(-1)],
    );
  const picked = K.ifTrue(K.assume(here.test), here.then, here.else);
  const other = K.ifFalse(K.assume(K.not(here.test)), here.then, here.else);
  return D.byCases(here.test, through(yes, picked), through(no, other));
}

/** A branch is at most the whole at a point, as the test alone says: whatever tests the branches hold themselves. */
function belowOther(g: Segment, h: If, t: Term, point: readonly Term[]): Theorem | null {
  const whole = at(g, h, point) as If;
  const branch = at(g, t, point);
  const own = t === h.then;
  const other = own ? K.not(whole.test) : whole.test;
  const inner = g.inner.assume(other);
  const less = inner.search.proveQuickly(inner, K.le(branch, own ? whole.else : whole.then));
  if (less === null) return null;
  const goal = K.le(branch, whole);
  const yes = K.ifTrue(K.assume(whole.test), whole.then, whole.else);
  const no = K.ifFalse(K.assume(K.not(whole.test)), whole.then, whole.else);
  const same = K.positivstellensatz(goal, [], [], [own ? yes : no], [K.int(1)]);
  const apart = K.positivstellensatz(goal, [less], [D.row([0])], [own ? no : yes], [K.int(1)]);
  return D.byCases(whole.test, own ? same : apart, own ? apart : same);
}

/** F(u) for one convex u with tests, F smooth, convex and increasing on the values of u. */
function composed(g: Segment, h: Term, strict: boolean): Theorem | null {
  const inside = new Set<Term>();
  const visit = (t: Term): void => {
    if (t.k === "if" && K.looseOf(t) === 0) inside.add(t);
    else {
      K.mapChildren(t, (m) => {
        if (K.isTerm(m)) visit(m);
        return m;
      });
    }
  };
  visit(h);
  const [u] = [...inside];
  if (u === undefined || inside.size !== 1 || strict) return null;
  const t = g.ctx.fresh("u");
  const F = K.replaceTerm(h, u, t);
  if (usesPoint(g, F) || hasTest(F)) return null;
  const line = chord(g, u, false);
  if (line === null) return null;
  const { inner, ctx } = g;
  const values = [g.a, g.b, g.mid].map((p) => at(g, u, p)) as [Term, Term, Term];
  const low = values.map((x) => inner.search.prove(inner, K.le(K.int(0), x)));
  const bounded = low.every((th) => th !== null);
  const domain = bounded ? K.le(K.int(0), t) : K.le(K.int(0), K.int(0));
  const binder = [{ hint: "u", sort: K.REAL }];
  const on = (name: "convex" | "increasing"): Theorem | null =>
    ctx.search.prove(ctx, K.pred(name, binder, K.abstract(domain, [t]), [K.abstract(F, [t])]));
  const convex = on("convex");
  const increasing = convex === null ? null : on("increasing");
  if (convex === null || increasing === null) return null;
  const [A, B, U] = values;
  const M = K.along(A, B, g.s);
  const step = (th: Theorem, terms: readonly Term[]): Theorem | null => {
    const whole = terms.reduce((x, y) => K.specialise(x, y), K.unfoldPredicate(th));
    const guard = (whole.concl as Formula & { k: "implies" }).l;
    const context = bounded ? inner.learn(...(low as Theorem[]), line) : inner.learn(line);
    const got = context.search.prove(context, guard);
    return got === null ? null : K.modusPonens(whole, got);
  };
  const above = step(convex, [A, B, g.s]);
  if (above === null) return null;
  const outer = K.right(above);
  const goal = chordOf(g, h, false);
  // u(mid) ≤ M: equal, or F(u(mid)) ≤ F(M).
  const less = K.lt(U, M);
  const rises = stepBetween(g, increasing, U, M, low, line, less);
  if (rises === null) return null;
  const onLess = K.positivstellensatz(goal, [rises, outer], [D.row([0]), D.row([1])]);
  const notLess = K.assume(K.le(M, U));
  const same = K.antisymmetry(line, notLess);
  const equal = K.congruence(K.abstract(F, [t]), [same]);
  const onEqual = K.positivstellensatz(goal, [outer], [D.row([0])], [equal], [K.int(-1)]);
  return K.cases(K.totalOrder(M, U), onEqual, onLess);
}

/** F(U) ≤ F(M) where U < M. */
function stepBetween(
  g: Segment,
  increasing: Theorem,
  U: Term,
  M: Term,
  low: readonly (Theorem | null)[],
  line: Theorem,
  less: Formula,
): Theorem | null {
  const whole = K.specialise(K.specialise(K.unfoldPredicate(increasing), U), M);
  const guard = (whole.concl as Formula & { k: "implies" }).l;
  const known = [...low.filter((th) => th !== null), line];
  const context = g.inner.learn(...known).assume(less);
  const got = context.search.prove(context, guard);
  return got === null ? null : K.modusPonens(whole, got);
}
