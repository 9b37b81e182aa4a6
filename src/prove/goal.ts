/** Formulas: natural deduction towards the goal, one case a connective, and case splits where an atom resists. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { contradictory } from "./contradiction.ts";
import * as D from "./derived.ts";
import { closeNear, differentiate, provesDerivative } from "./differentiate.ts";
import { equal } from "./equality.ts";
import { byExclusion, impossible, isCurved } from "./exclusion.ts";
import { denyByProposal, witnessByProposal } from "./instances.ts";
import { proveEventually } from "./limits.ts";
import { disproveEventually } from "./nolimit.ts";
import { provePotential } from "./potential.ts";
import { disprovePredicate, provePredicate } from "./predicates.ts";
import { splitOnSigns } from "./signcases.ts";
import { nonnegative, positive } from "./signs.ts";
import { rhs, simplify } from "./simplify.ts";
import { hasTest, openTests, splits } from "./split.ts";
import { denyValued, proveValued } from "./valued.ts";

const MAX_SPLIT_DEPTH = 10;

/** Γ ⊢ f with Γ among the context's hypotheses, or null. */
export function prove(ctx: Context, f: Formula): Theorem | null {
  const fact = ctx.facts.get(f);
  if (fact !== undefined) return fact;
  const key = `${quiet(ctx) ? "quick" : "goal"}:${K.idOf(f)}`;
  if (ctx.memo.has(key)) return ctx.memo.get(key) as Theorem | null;
  if (ctx.busy.has(key) || !ctx.spend()) return null;
  ctx.busy.add(key);
  try {
    const th = byShape(ctx, f);
    ctx.memo.set(key, th);
    return th;
  } finally {
    ctx.busy.delete(key);
  }
}

/** Is only a quick answer wanted, without case splits? */
function quiet(ctx: Context): boolean {
  return ctx.budget.depth >= QUIET;
}
const QUIET = 100;

/** Γ ⊢ f without case splits, or null: for tests and side conditions that are asked often. */
export function proveQuickly(ctx: Context, f: Formula): Theorem | null {
  ctx.budget.depth += QUIET;
  try {
    return ctx.withEffort(0, () => prove(ctx, f));
  } finally {
    ctx.budget.depth -= QUIET;
  }
}

function byShape(ctx: Context, f: Formula): Theorem | null {
  switch (f.k) {
    case "false":
      return contradictory(ctx);
    case "eq":
    case "lt":
    case "le": {
      const th = ctx.search.doubts(ctx, f) ? null : relation(ctx, f);
      if (th === null && ctx.budget.depth === 0) ctx.budget.missing.add(f);
      return th;
    }
    case "and": {
      const l = prove(ctx, f.l);
      const r = l === null ? null : prove(ctx, f.r);
      return l === null || r === null ? null : K.both(l, r);
    }
    case "or":
      return disjunction(ctx, f);
    case "implies":
      return f.r.k === "false" ? negation(ctx, f.l) : implication(ctx, f);
    case "all": {
      const x = ctx.fresh(f.x.hint, f.x.sort);
      const th = prove(ctx, K.instantiate(f.body, [x]));
      return th === null ? null : K.generalise(x, th, f.x.hint, f.x.over);
    }
    case "some":
      return existence(ctx, f);
    case "hasDeriv":
      return provesDerivative(ctx, f.body, f.point, f.value) ?? bySplitting(ctx, f);
    case "near":
      return around(ctx, f);
    case "allFun": {
      const th = prove(ctx, f.body);
      return th === null ? null : K.everyFunction(f.fun, th);
    }
    case "pred":
      return provePredicate(ctx, f) ?? bySplitting(ctx, f);
  }
}

/** What holds near a point; on both sides of the places that the hypotheses exclude, where it differs there. */
function around(ctx: Context, f: Formula & { k: "near" }): Theorem | null {
  return splitOnSigns(ctx, f, (here, unknown) => {
    const w = here.fresh(f.hint);
    const inner = here.near(w, f.point);
    const th = prove(inner, K.instantiate(f.body, [w]));
    if (th !== null) return closeNear(inner, th, w, f.point);
    if (!quiet(ctx) && hasTest(f)) for (const c of excluded(here, f)) unknown.add(c);
    return null;
  });
}

/** Terms that are not 0 by hypothesis, may have either sign, and decide a test of the formula at its point. */
function excluded(ctx: Context, f: Formula & { k: "near" }): Term[] {
  const tested = new Set<Term>();
  walk(K.instantiate(f.body, [f.point]), (n) => {
    if (K.isTerm(n) && n.k === "if" && (n.test.k === "le" || n.test.k === "lt") && K.looseOf(n.test) === 0) {
      for (const d of [K.sub(n.test.r, n.test.l), K.sub(n.test.l, n.test.r)]) tested.add(K.canonical(d));
    }
  });
  return ctx.implications.flatMap((th) => {
    const no = th.concl as Formula & { k: "implies" };
    if (no.r.k !== "false" || no.l.k !== "eq") return [];
    const c = K.canonical(K.sub(no.l.l, no.l.r));
    return !tested.has(c) || ctx.facts.has(K.lt(K.int(0), c)) || ctx.facts.has(K.lt(c, K.int(0))) ? [] : [c];
  });
}

/** Where tests are open, cases come first: the finders work on what is left of each. */
function relation(ctx: Context, f: Formula & { k: "eq" | "lt" | "le" }): Theorem | null {
  if (quiet(ctx) || !hasTest(f) || openTests(ctx, f).length === 0)
    return atom(ctx, f) ?? onlyOrder(ctx, f) ?? byRefutation(ctx, f) ?? bySplitting(ctx, f);
  const quick = ctx.withEffort(0, () => atom(ctx, f)) ?? bySplitting(ctx, f);
  return quick ?? (ctx.budget.depth === 0 ? atom(ctx, f) : null);
}

/** An equation or inequality without a case split. */
export function atom(ctx: Context, f: Formula & { k: "eq" | "lt" | "le" }): Theorem | null {
  if (f.k === "eq") return equal(ctx, f.l, f.r);
  const sign = f.k === "lt" ? positive : nonnegative;
  const d = K.sub(f.r, f.l);
  const direct = ctx.withEffort(0, () => sign(ctx, d));
  if (direct !== null) return D.restate(f, direct);
  const s = simplify(ctx, d);
  const after = sign(ctx, rhs(s));
  return after === null ? null : K.positivstellensatz(f, [after], [D.row([0])], [s], [K.int(1)]);
}

const MAX_REFUTED = 3;

/** Γ ⊢ f, since ¬f contradicts a hypothesis that is not linear: sigma(x) < sigma(y) gives x < y. */
function byRefutation(ctx: Context, f: Formula): Theorem | null {
  if (quiet(ctx) || ctx.budget.effort < 2 || ctx.budget.depth > 3) return null;
  const names = new Set(K.freeNames(f));
  const curved = [...ctx.inequalities, ...ctx.equations].filter(
    (th) => isCurved(th.concl) && K.freeNames(th.concl).some((n) => names.has(n)),
  );
  if (curved.length === 0) return null;
  const inner = ctx.assume(K.not(f));
  for (const th of curved.slice(-MAX_REFUTED)) {
    const no = deeper(ctx, 4, () => negation(inner, th.concl));
    if (no === null) continue;
    const absurd = K.absurd(K.modusPonens(no, th), f);
    return K.cases(K.excludedMiddle(f), K.assume(f), absurd);
  }
  return null;
}

/** Γ ⊢ l = r, as every other order of the two breaks a hypothesis. */
function onlyOrder(ctx: Context, f: Formula): Theorem | null {
  if (f.k !== "eq" || quiet(ctx) || ctx.budget.effort < 2 || ctx.budget.depth > 3) return null;
  if (f.l.k !== "var" && f.r.k !== "var") return null;
  return deeper(ctx, 4, () => byExclusion(ctx, f));
}

function deeper<V>(ctx: Context, by: number, run: () => V): V {
  ctx.budget.depth += by;
  try {
    return run();
  } finally {
    ctx.budget.depth -= by;
  }
}

function implication(ctx: Context, f: Formula & { k: "implies" }): Theorem | null {
  const potential = provePotential(ctx, f);
  if (potential !== null) return potential;
  const inner = ctx.assume(f.l);
  const th = prove(inner, f.r) ?? contradictionAs(inner, f.r);
  return th === null ? bySplitting(ctx, f) : K.discharge(f.l, th);
}

function contradictionAs(ctx: Context, f: Formula): Theorem | null {
  const bot = contradictory(ctx);
  return bot === null ? null : K.absurd(bot, f);
}

function disjunction(ctx: Context, f: Formula & { k: "or" }): Theorem | null {
  const l = prove(ctx, f.l);
  if (l !== null) return K.eitherLeft(l, f.r);
  const r = prove(ctx, f.r);
  if (r !== null) return K.eitherRight(f.l, r);
  const no = K.not(f.l);
  const inner = ctx.assume(no);
  const th = prove(inner, f.r) ?? contradictionAs(inner, f.r);
  if (th === null) return bySplitting(ctx, f);
  const yes = K.assume(f.l);
  return K.cases(K.excludedMiddle(f.l), K.eitherLeft(yes, f.r), K.eitherRight(f.l, th));
}

/** Γ ⊢ ¬f. */
function negation(ctx: Context, f: Formula): Theorem | null {
  const here = K.assume(f);
  switch (f.k) {
    case "eq": {
      const nz = ctx.search.nonzero(ctx, K.sub(f.l, f.r));
      if (nz !== null) {
        const zero = K.linearCombination(K.sub(f.l, f.r), K.int(0), [here], [K.int(1)]);
        return K.discharge(f, K.modusPonens(nz, zero));
      }
      const s = simplify(ctx, K.sub(f.l, f.r));
      const after = ctx.search.nonzero(ctx, rhs(s));
      if (after === null) break;
      const none = K.transitivity(K.symmetry(s), K.linearCombination(K.sub(f.l, f.r), K.int(0), [here], [K.int(1)]));
      return K.discharge(f, K.modusPonens(after, none));
    }
    case "lt":
    case "le": {
      const opposite = f.k === "lt" ? K.le(f.r, f.l) : K.lt(f.r, f.l);
      const th = prove(ctx, opposite);
      if (th !== null) return K.discharge(f, D.contradiction([here, th], [D.row([0]), D.row([1])]));
      return null;
    }
    case "and": {
      const l = negation(ctx, f.l);
      if (l !== null) return K.discharge(f, K.modusPonens(l, K.left(here)));
      const inner = ctx.assume(f.l);
      const r = negation(inner, f.r);
      if (r === null) break;
      const imp = K.modusPonens(K.discharge(f.l, r), K.left(here));
      return K.discharge(f, K.modusPonens(imp, K.right(here)));
    }
    case "or": {
      const l = prove(ctx, K.not(f.l));
      const r = l === null ? null : prove(ctx, K.not(f.r));
      if (l === null || r === null) return null;
      const bot = K.cases(here, K.modusPonens(l, K.assume(f.l)), K.modusPonens(r, K.assume(f.r)));
      return K.discharge(f, bot);
    }
    case "implies": {
      const l = prove(ctx, f.l);
      const r = l === null ? null : f.r.k === "false" ? "none" : prove(ctx, K.not(f.r));
      if (l === null || r === null) break;
      const got = K.modusPonens(here, l);
      return K.discharge(f, r === "none" ? got : K.modusPonens(r, got));
    }
    case "some": {
      const special = disproveEventually(ctx, f) ?? denyValued(ctx, f);
      if (special !== null) return special;
      const x = ctx.fresh(f.x.hint, f.x.sort);
      const body = K.instantiate(f.body, [x]);
      const th = prove(ctx, K.not(body));
      if (th === null) return null;
      return K.discharge(f, K.choose(here, x, K.modusPonens(th, K.assume(body))));
    }
    case "all": {
      const th = universalFails(ctx, f);
      if (th !== null) return th;
      break;
    }
    case "pred": {
      const special = disprovePredicate(ctx, f);
      if (special !== null) return special;
      // What a limit means is too deep for plain search.
      if (f.name.startsWith("limit:")) return bySplitting(ctx, K.not(f));
      const th = prove(ctx, K.not(K.unfold(f)));
      if (th === null) return null;
      return K.discharge(f, K.modusPonens(th, K.unfoldPredicate(here)));
    }
    case "hasDeriv":
    case "near":
    case "allFun":
    case "false":
      break;
  }
  const inner = ctx.assume(f);
  const bot = contradictory(inner) ?? clashWithNegation(inner) ?? unless(inner);
  if (bot !== null) return K.discharge(f, bot);
  return f.k === "false" ? K.discharge(f, here) : bySplitting(ctx, K.not(f));
}

/** ⊥ from an equation that cannot hold, or one that holds and is denied. */
function unless(ctx: Context): Theorem | null {
  return quiet(ctx) || ctx.budget.depth > 2 ? null : deeper(ctx, 4, () => impossible(ctx));
}

/** ⊥ from a hypothesis ¬φ, φ universal, and a proof of φ. */
function clashWithNegation(ctx: Context): Theorem | null {
  for (const no of ctx.implications) {
    const f = no.concl as Formula & { k: "implies" };
    if (f.r.k !== "false" || (f.l.k !== "all" && f.l.k !== "and")) continue;
    const yes = prove(ctx, f.l);
    if (yes !== null) return K.modusPonens(no, yes);
  }
  return null;
}

/** ¬∀x. φ by a value at which φ fails. */
function universalFails(ctx: Context, f: Formula & { k: "all" }): Theorem | null {
  const proposed = denyByProposal(ctx, f);
  if (proposed !== null) return proposed;
  const here = K.assume(f);
  for (const t of candidates(ctx, f)) {
    const body = K.instantiate(f.body, [t]);
    const th = ctx.withEffort(0, () => prove(ctx, K.not(body)));
    if (th !== null) return K.discharge(f, K.modusPonens(th, K.specialise(here, t)));
  }
  return null;
}

function existence(ctx: Context, f: Formula & { k: "some" }): Theorem | null {
  const body = f.body;
  if (body.k === "hasDeriv" && body.value.k === "bound" && body.value.index === 0) {
    const probe = K.instantiate(body, [K.int(0)]) as Formula & { k: "hasDeriv" };
    const th = differentiate(ctx, probe.body, probe.point);
    if (th !== null) return K.witness(f, (th.concl as Formula & { k: "hasDeriv" }).value, th);
    return bySplitting(ctx, f);
  }
  const special = proveEventually(ctx, f) ?? proveValued(ctx, f);
  if (special !== null) return special;
  const proposed = witnessByProposal(ctx, f);
  if (proposed !== null) return proposed;
  for (const t of candidates(ctx, f)) {
    const th = ctx.withEffort(0, () => prove(ctx, K.instantiate(f.body, [t])));
    if (th !== null) return K.witness(f, t, th);
  }
  return null;
}

/** Values worth trying for a bound variable: small numbers and the free variables of its sort. */
function candidates(ctx: Context, f: Formula & { k: "all" | "some" }): Term[] {
  if (f.x.sort.k === "family" || ctx.budget.depth > 3) return [];
  const numbers = [K.int(0), K.int(1), K.int(-1), K.int(2)];
  const fractions = f.x.sort.k === "int" ? [] : [K.num(K.rational(1n, 2n)), K.num(K.rational(-1n, 2n)), K.int(-2)];
  const variables = new Set<Term>();
  const visit = (n: Term | Formula): void => {
    if (K.isTerm(n) && n.k === "var" && n.sort.k === f.x.sort.k) variables.add(n);
  };
  for (const h of [...ctx.facts.keys(), f as Formula]) walk(h, visit);
  return [...[...variables].slice(0, 4), ...numbers, ...fractions];
}

function walk(n: Term | Formula, visit: (n: Term | Formula) => void): void {
  visit(n);
  K.mapChildren(n, (m) => {
    walk(m, visit);
    return m;
  });
}

/** Γ ⊢ f by cases on a disjunction of the hypotheses or on a test inside f. */
export function bySplitting(ctx: Context, f: Formula): Theorem | null {
  if (ctx.budget.depth >= MAX_SPLIT_DEPTH) return null;
  // Where one distinction does not help, another seldom does: inner ones follow anyway.
  for (const s of splits(ctx, f).slice(0, ctx.budget.depth === 0 ? 2 : 1)) {
    const or = s.concl as Formula & { k: "or" };
    const th = deeper(ctx, 1, () => {
      const l = branch(ctx, or.l, f);
      const r = l === null ? null : branch(ctx, or.r, f);
      return l === null || r === null ? null : K.cases(s, l, r);
    });
    if (th !== null) return th;
  }
  return null;
}

function branch(ctx: Context, side: Formula, f: Formula): Theorem | null {
  const inner = ctx.assume(side);
  const th = contradictionAs(inner, f) ?? prove(inner, f);
  const bot = th === null ? unless(inner) : null;
  return bot === null ? th : K.absurd(bot, f);
}
