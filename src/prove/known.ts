/** What is known of the atoms of a term without any search worth the name: the premises of combinations. */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { difference, equationDifference, type Premises } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { childrenOf, factsAbout, unify } from "./facts.ts";
import { asFraction, clearedFraction } from "./fractions.ts";
import { rootPower } from "./roots.ts";
import { termAtMostSum } from "./sumfacts.ts";

const MAX_PREMISES = 24;

/** Hypotheses that share atoms with c, directly or through one another, and facts about those atoms. */
export function premisesFor(ctx: Context, c: Term): Premises {
  return ctx.remember(`premises:${ctx.budget.effort > 0}:${K.idOf(c)}`, () => collect(ctx, c));
}

function collect(ctx: Context, c: Term): Premises {
  const inequalities: Theorem[] = [];
  const equations: Theorem[] = [];
  const atoms = new Set<Term>();
  const queue: Term[] = [];
  const keep = (th: Theorem): boolean => {
    if (inequalities.length >= MAX_PREMISES || inequalities.some((x) => x.concl === th.concl)) return false;
    inequalities.push(th);
    return true;
  };
  const addAtoms = (p: Term): void => {
    for (const m of K.monomials(p)) {
      for (const f of m.factors) {
        if (!atoms.has(f.atom)) {
          atoms.add(f.atom);
          queue.push(f.atom);
        }
      }
      if (m.exponent !== null) keep(K.expPositive(m.exponent));
    }
  };
  addAtoms(c);
  for (const raw of componentsOfSums(ctx, c, [...atoms])) {
    const th = withoutTests(ctx, raw, difference(raw)) ?? raw;
    if (keep(th)) addAtoms(difference(th));
  }
  const shares = (p: Term): boolean => K.monomials(p).some((m) => m.factors.some((f) => atoms.has(f.atom)));
  const left = new Set(ctx.inequalities);
  const leftEq = new Set(ctx.equations);
  for (let round = 0; round < 4; round++) {
    const before = atoms.size + inequalities.length + equations.length;
    for (const th of left) {
      const p = difference(th);
      if (!shares(p)) continue;
      left.delete(th);
      keep(th);
      const plain = withoutTests(ctx, th, p) ?? withoutDenominators(ctx, th, p);
      if (plain !== null) keep(plain);
      if (round < 3) addAtoms(plain === null ? p : difference(plain));
    }
    for (const th of leftEq) {
      const p = equationDifference(th);
      if (!shares(p)) continue;
      leftEq.delete(th);
      equations.push(th);
      if (round < 3) addAtoms(p);
    }
    while (queue.length > 0) {
      for (const th of factsOf(ctx, queue.shift() as Term)) {
        if (th.concl.k === "lt" || th.concl.k === "le") keep(th);
        else if (th.concl.k === "eq") equations.push(th);
      }
    }
    if (atoms.size + inequalities.length + equations.length === before) break;
  }
  return { inequalities, equations };
}

/** Instances of hypotheses, and what an atom's head says of its value. */
function factsOf(ctx: Context, a: Term): readonly Theorem[] {
  return ctx.remember(`known:${K.idOf(a)}`, () => {
    const out = [...factsAbout(ctx, a)];
    const push = (th: Theorem | null): void => {
      if (th !== null) out.push(th);
    };
    switch (a.k) {
      case "if":
        if (a.then === K.int(1) && a.else === K.int(0) && K.looseOf(a) === 0) out.push(...D.indicatorBounds(a.test));
        break;
      case "sum":
      case "prod":
        push(positiveOrNot(ctx, a));
        break;
      case "op":
        if (a.op === "inv") {
          const p = a.args[0] as Term;
          const pos = quietly(ctx, () => ctx.search.positive(ctx, p));
          if (pos !== null) {
            out.push(D.positiveInverse(pos));
            push(inverseBound(ctx, p, pos));
          } else {
            const minus = quietly(ctx, () => ctx.search.positive(ctx, K.neg(p)));
            if (minus !== null) {
              const w = D.positiveInverse(minus);
              out.push(K.positivstellensatz(K.lt(a, K.int(0)), [w], [D.row([0])]));
            }
          }
        } else if (a.op === "log") {
          push(logSignOf(ctx, a));
        } else if (a.op === "rpow" || a.op === "ipow") {
          push(positiveOrNot(ctx, a));
          push(a.op === "rpow" ? quietly(ctx, () => rootPower(ctx, a)) : null);
        }
        break;
      default:
        break;
    }
    return out;
  });
}

const quietly = <V>(ctx: Context, run: () => V): V => ctx.withEffort(0, run);

function positiveOrNot(ctx: Context, a: Term): Theorem | null {
  return quietly(ctx, () => ctx.search.positive(ctx, a) ?? ctx.search.nonnegative(ctx, a));
}

/** The sign of a logarithm, whichever it has. */
function logSignOf(ctx: Context, a: Term): Theorem | null {
  return quietly(ctx, () => {
    for (const t of [a, K.neg(a)]) {
      const th = ctx.search.positive(ctx, t) ?? ctx.search.nonnegative(ctx, t);
      if (th !== null) return th;
    }
    return null;
  });
}

/** inv(p) < 1/n (or ≤) for p = n + rest with a rational n > 0 and rest > 0 (or ≥ 0). */
function inverseBound(ctx: Context, p: Term, pos: Theorem): Theorem | null {
  const constant = K.monomials(p).find((m) => m.factors.length === 0 && m.exponent === null);
  if (constant === undefined || constant.coef.num <= 0n) return null;
  const n = K.num(constant.coef);
  const rest = K.sub(p, n);
  const above = quietly(ctx, () => ctx.search.positive(ctx, rest) ?? ctx.search.nonnegative(ctx, rest));
  if (above === null) return null;
  const w = K.inv(p);
  const goal = (above.concl.k === "lt" ? K.lt : K.le)(K.mul(n, w), K.int(1));
  // 1 - n·w = w·(p - n), as p·w = 1.
  return K.positivstellensatz(
    goal,
    [D.positiveInverse(pos), above],
    [D.row([0, 1])],
    [K.inverse(D.nonzeroOf(pos))],
    [K.int(-1)],
  );
}

/** The hypothesis with its tests decided, where the context decides some. */
function withoutTests(ctx: Context, th: Theorem, p: Term): Theorem | null {
  if (!K.monomials(p).some((m) => m.factors.some((f) => f.atom.k === "if"))) return null;
  return ctx.remember(`tested:${K.idOf(th.concl)}`, () =>
    quietly(ctx, () => {
      const same = ctx.search.simplify(ctx, p);
      const value = (same.concl as K.Formula & { k: "eq" }).r;
      if (value === p) return null;
      const goal = (th.concl.k === "lt" ? K.lt : K.le)(K.int(0), value);
      return K.positivstellensatz(goal, [th], [D.row([0])], [same], [K.int(-1)]);
    }),
  );
}

/** The hypothesis multiplied by its denominators, where they are positive. */
function withoutDenominators(ctx: Context, th: Theorem, p: Term): Theorem | null {
  return ctx.remember(`plain:${K.idOf(th.concl)}`, () =>
    quietly(ctx, () => {
      const f = asFraction(ctx, p);
      if (f === null || f.denominators.length === 0) return null;
      const ths: Theorem[] = [th];
      const uses = [0];
      let flip = false;
      for (const d of f.denominators) {
        const pos = ctx.search.positive(ctx, d.p);
        const minus = pos === null ? ctx.search.positive(ctx, K.neg(d.p)) : null;
        const sign = pos ?? minus;
        if (sign === null) return null;
        const i = ths.push(sign) - 1;
        for (let e = 0; e < d.exp; e++) uses.push(i);
        if (minus !== null && d.exp % 2 === 1) flip = !flip;
      }
      const zero = clearedFraction(ctx, p, f);
      if (zero === null) return null;
      const goal = (th.concl.k === "lt" ? K.lt : K.le)(K.int(0), flip ? K.neg(f.numerator) : f.numerator);
      return K.positivstellensatz(goal, ths, [D.row(uses)], [zero], [K.int(flip ? 1 : -1)]);
    }),
  );
}

/** f(e) ≤ Σ f for components e that the term speaks of, where f is not negative on the range. */
function componentsOfSums(ctx: Context, c: Term, atoms: readonly Term[]): Theorem[] {
  if (ctx.budget.insideSum) return [];
  const sums = new Set<K.Big>();
  for (const a of atoms) if (a.k === "sum") sums.add(a);
  for (const e of ctx.equations)
    for (const m of K.monomials(equationDifference(e)))
      for (const f of m.factors) if (f.atom.k === "sum") sums.add(f.atom);
  if (sums.size === 0 || sums.size > 6) return [];
  const places = new Set<Term>();
  const visit = (t: Term | K.Formula): void => {
    if (K.isTerm(t) && t.k === "at" && K.looseOf(t) === 0) places.add(t);
    for (const x of childrenOf(t)) visit(x);
  };
  visit(c);
  const out: Theorem[] = [];
  for (const s of sums) {
    const k = ctx.fresh(s.hint, K.INT);
    const body = K.instantiate(s.body, [k]);
    const seen = new Set<Term>();
    for (const place of [...places].slice(0, 6)) {
      for (const index of indicesOf(body, place, k)) {
        if (seen.has(index)) continue;
        seen.add(index);
        const th = termAtMostSum(ctx, s, index);
        if (th !== null) out.push(th);
      }
    }
  }
  return out;
}

/** Values of k at which a component in the body is the place. */
function indicesOf(body: Term, place: Term, k: Term): Term[] {
  const out: Term[] = [];
  const visit = (t: Term | K.Formula): void => {
    if (K.isTerm(t) && t.k === "at" && K.looseOf(t) === 0) {
      const b = new Map<Term, Term>();
      if (unify(t, place, [k], b) && b.has(k)) out.push(b.get(k) as Term);
    }
    for (const x of childrenOf(t)) visit(x);
  };
  visit(body);
  return out;
}
