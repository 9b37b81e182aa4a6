/** Proofs that the author wrote: each step alone, its reasons checked, the steps composed. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { SEARCH } from "./index.ts";

/** How a step is to be proved: cases to distinguish first, a variable of induction, theorems to use. */
export type Plan = {
  readonly cases: readonly Formula[];
  readonly values: readonly { readonly variable: Term; readonly values: readonly Term[] }[];
  readonly induction: Term | null;
  readonly cited: readonly Theorem[];
};

/** Γ ⊢ f by the plan, or null. */
export function proveByPlan(ctx: Context, f: Formula, plan: Plan): Theorem | null {
  const known = plan.cited.flatMap((th) => imported(ctx, th));
  return withCases(ctx.learn(...known), f, plan, 0);
}

/** An earlier theorem in this context: as it stands where its hypotheses hold here, and for all values. */
export function imported(ctx: Context, th: Theorem): Theorem[] {
  const out: Theorem[] = [];
  let here: Theorem | null = th;
  for (const h of th.hyps) {
    if (here === null || ctx.facts.has(h)) continue;
    const got = SEARCH.prove(ctx, h);
    here = got === null ? null : K.modusPonens(K.discharge(h, here), got);
  }
  if (here !== null) out.push(here);
  let closed = [...th.hyps].reverse().reduce((t, h) => K.discharge(h, t), th);
  for (const v of freeVariables(closed.concl)) closed = K.generalise(v, closed);
  if (closed.concl.k === "all") out.push(closed);
  return out;
}

function freeVariables(f: Formula): Term[] {
  const found = new Map<string, Term>();
  const go = <M extends Term | Formula>(n: M): M => {
    if (n.k === "var") found.set(n.name, n as Term);
    return K.mapChildren(n, go);
  };
  go(f);
  return [...found.values()];
}

function withCases(ctx: Context, f: Formula, plan: Plan, i: number): Theorem | null {
  const test = plan.cases[i];
  if (test !== undefined) {
    const yes = withCases(ctx.assume(test), f, plan, i + 1);
    const no = yes === null ? null : withCases(ctx.assume(K.not(test)), f, plan, i + 1);
    return yes === null || no === null ? null : K.cases(K.excludedMiddle(test), yes, no);
  }
  return withValues(ctx, f, plan, 0);
}

function withValues(ctx: Context, f: Formula, plan: Plan, i: number): Theorem | null {
  const split = plan.values[i];
  if (split === undefined) return plan.induction === null ? SEARCH.prove(ctx, f) : byInduction(ctx, f, plan.induction);
  const wanted = split.values.map((v) => K.eq(split.variable, v) as Formula).reduce(K.or);
  const either = SEARCH.prove(ctx, wanted);
  return either === null ? null : eachCase(ctx, either, (inner) => withValues(inner, f, plan, i + 1));
}

function eachCase(ctx: Context, either: Theorem, prove: (inner: Context) => Theorem | null): Theorem | null {
  const g = either.concl;
  if (g.k !== "or") {
    const th = prove(ctx.assume(g));
    return th === null ? null : K.modusPonens(K.discharge(g, th), either);
  }
  const left = eachCase(ctx, K.assume(g.l), prove);
  const right = left === null ? null : eachCase(ctx, K.assume(g.r), prove);
  return left === null || right === null ? null : K.cases(either, left, right);
}

/** Induction on n from a lower bound that the hypotheses give; hypotheses about n are left out of the step. */
function byInduction(ctx: Context, f: Formula, n: Term): Theorem | null {
  if (n.k !== "var") return null;
  const bound = ctx.inequalities.find(
    (th) =>
      th.concl.k === "le" && th.concl.r === n && !K.occurs(n.name, th.concl.l) && K.sortOf(th.concl.l).k === "int",
  );
  if (bound === undefined || bound.concl.k !== "le") return null;
  const lo = bound.concl.l;
  const property = K.abstract(f, [n]);
  const others = [...ctx.facts.values()].filter(
    (th) => !K.occurs(n.name, th.concl) && th.hyps.every((h) => !K.occurs(n.name, h)),
  );
  const base = ctx.only(others);
  const first = SEARCH.prove(base, K.instantiate(property, [lo]));
  if (first === null) return null;
  const m = ctx.fresh("n", K.INT);
  const guard = K.and(K.le(lo, m), K.instantiate(property, [m]));
  const inner = base.assume(guard);
  const step = SEARCH.prove(inner, K.instantiate(property, [K.add(m, K.int(1))]));
  if (step === null) return null;
  const all = K.induction(property, lo, first, K.generalise(m, K.discharge(guard, step), "n"));
  return K.modusPonens(K.specialise(all, n), bound);
}

/** l rel r from a chain of links with =, < and ≤ (all in one direction); null where they do not fit together. */
export function compose(links: readonly Theorem[]): Theorem | null {
  let now: Theorem | null = null;
  for (const th of links) {
    if (now === null) {
      now = th;
      continue;
    }
    now = join(now, th);
    if (now === null) return null;
  }
  return now;
}

type Order = Formula & { k: "eq" | "lt" | "le" };

function join(a: Theorem, b: Theorem): Theorem | null {
  const f = a.concl as Order;
  const g = b.concl as Order;
  const order = (x: Formula): boolean => x.k === "eq" || x.k === "lt" || x.k === "le";
  if (!order(f) || !order(g)) return null;
  if (f.k === "eq" && g.k === "eq") return f.r === g.l ? K.transitivity(a, b) : null;
  const build = f.k === "lt" || g.k === "lt" ? K.lt : K.le;
  // upwards: a ≤ b ≤ c; downwards the formulas are b ≤ a and c ≤ b.
  const up = f.r === g.l;
  const goal = up
    ? build(f.l, g.r)
    : f.k === "eq" && f.r === g.r
      ? build(g.l, f.l)
      : g.k === "eq" && g.l === f.l
        ? build(g.r, f.r)
        : g.r === f.l
          ? build(g.l, f.r)
          : null;
  if (goal === null) return null;
  const inequalities = [a, b].filter((t) => t.concl.k !== "eq");
  const equations = [a, b].filter((t) => t.concl.k === "eq");
  for (const sign of [K.int(1), K.int(-1)]) {
    try {
      return K.positivstellensatz(
        goal,
        inequalities,
        inequalities.map((_, i) => D.row([i])),
        equations,
        equations.map(() => sign),
      );
    } catch (e) {
      if (!(e instanceof K.Refusal)) throw e;
    }
  }
  return null;
}

/**
 * Γ ⊢ goal from the results of the author's parts alone, by logic and by adding up equations: nothing is
 * searched for that the author left out. Null where the parts do not give the goal.
 */
export function conclude(results: readonly Theorem[], goal: Formula): Theorem | null {
  const same = results.find((th) => th.concl === goal);
  if (same !== undefined) return same;
  switch (goal.k) {
    case "and": {
      const l = conclude(results, goal.l);
      const r = l === null ? null : conclude(results, goal.r);
      return l === null || r === null ? null : K.both(l, r);
    }
    case "or": {
      const l = conclude(results, goal.l);
      if (l !== null) return K.eitherLeft(l, goal.r);
      const r = conclude(results, goal.r);
      return r === null ? null : K.eitherRight(goal.l, r);
    }
    case "eq":
    case "lt":
    case "le":
      return addedUp(results, goal);
    case "implies": {
      const th = conclude(results, goal.r);
      return th === null ? throughChain(results, goal) : K.discharge(goal.l, th);
    }
    default:
      return null;
  }
}

/** φ ⇒ ψ through results φ ⇒ χ, χ ⇒ ψ. */
function throughChain(results: readonly Theorem[], goal: Formula & { k: "implies" }): Theorem | null {
  const flat = results.flatMap(conjuncts);
  let now: Theorem = K.assume(goal.l);
  for (let i = 0; i < flat.length + 1; i++) {
    if (now.concl === goal.r) return K.discharge(goal.l, now);
    const next = flat.find((th) => th.concl.k === "implies" && th.concl.l === now.concl && th.concl.r.k !== "false");
    if (next === undefined) return null;
    now = K.modusPonens(next, now);
  }
  return null;
}

function conjuncts(th: Theorem): Theorem[] {
  return th.concl.k === "and" ? [...conjuncts(K.left(th)), ...conjuncts(K.right(th))] : [th];
}

/** A relation as a sum of results, each taken once or not at all (equations in either direction). */
function addedUp(results: readonly Theorem[], goal: Order): Theorem | null {
  const usable = results
    .flatMap(conjuncts)
    .filter((th) => th.concl.k === "eq" || (goal.k !== "eq" && (th.concl.k === "lt" || th.concl.k === "le")));
  if (usable.length === 0 || usable.length > 5) return null;
  const attempt = (i: number, eqs: Theorem[], signs: Term[], others: Theorem[]): Theorem | null => {
    const th = usable[i];
    if (th === undefined) return eqs.length + others.length === 0 ? null : combined(goal, eqs, signs, others);
    if (th.concl.k === "eq") {
      for (const sign of [1, -1]) {
        const got = attempt(i + 1, [...eqs, th], [...signs, K.int(sign)], others);
        if (got !== null) return got;
      }
    } else {
      const got = attempt(i + 1, eqs, signs, [...others, th]);
      if (got !== null) return got;
    }
    return attempt(i + 1, eqs, signs, others);
  };
  return attempt(0, [], [], []);
}

function combined(
  goal: Order,
  eqs: readonly Theorem[],
  signs: readonly Term[],
  others: readonly Theorem[],
): Theorem | null {
  try {
    if (goal.k === "eq") return others.length > 0 ? null : K.linearCombination(goal.l, goal.r, eqs, signs);
    return K.positivstellensatz(
      goal,
      others,
      others.map((_, i) => D.row([i])),
      eqs,
      signs,
    );
  } catch (e) {
    if (e instanceof K.Refusal && e.rule !== "limit") return null;
    throw e;
  }
}
