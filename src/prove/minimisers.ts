/**
 * Equal sets of minimisers: both objectives order any two points of the domain alike, since each is a
 * strictly increasing function of the other (Boyd and Vandenberghe, Convex Optimization, 4.1.3). The
 * objectives are rewritten, step by step and without a change of the order, until they meet.
 */
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { collected, dependsOn, partsIn, quotient } from "./coefficients.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { childrenOf, factsAbout } from "./facts.ts";
import type { Pred } from "./predicates.ts";
import { rhs } from "./simplify.ts";
import { hasTest } from "./split.ts";

/** From l ≤ r to l' ≤ r', for the same two points of the domain. */
type Step = (th: Theorem) => Theorem;

/** A function that orders the points of the domain as the objective does. */
type Form = {
  /** Its value at the point w. */
  readonly value: Term;
  /** Is it a logarithm already? */
  readonly logged: boolean;
  /** From the order of the objective at w and u to that of the form, and back. */
  readonly there: Step;
  readonly back: Step;
};

/** Functions that order the points as the form does. */
type Rewriting = (p: Points, f: Form) => Form[];

const MAX_FORMS = 8;

/** Γ ⊢ f for `same-minimisers`, or null. */
export function proveSameMinimisers(ctx: Context, f: Pred): Theorem | null {
  const points = new Points(ctx, f);
  const sides = f.args.map((a) => new Forms(points, K.instantiate(a, points.w)));
  const [a, b] = sides as [Forms, Forms];
  // What functions are monotone in is looked for last: it is the dearest.
  for (const steps of [[], [logarithm, square], [core]]) {
    for (let i = 0; i < Math.max(a.all.length, b.all.length); i++) {
      for (const side of [a, b]) side.grow(i, steps);
      const link = meet(points, a.all, b.all);
      if (link !== null) return points.close(f, link);
      if (steps.length === 0) break;
    }
  }
  return null;
}

/** Two points w and u of the domain; what is shown for w holds for u. */
class Points {
  readonly w: Term[];
  readonly u: Term[];
  /** The hypotheses and that w lies in the domain. */
  readonly inner: Context;
  readonly inW: Formula;
  readonly inU: Formula;

  readonly ctx: Context;

  constructor(ctx: Context, f: Pred) {
    this.ctx = ctx;
    this.w = f.xs.map((x) => ctx.fresh(x.hint, x.sort));
    this.u = f.xs.map((x) => ctx.fresh(x.hint, x.sort));
    this.inW = K.instantiate(f.domain, this.w);
    this.inU = K.instantiate(f.domain, this.u);
    this.inner = ctx.assume(this.inW);
  }

  /** The term at u instead of w. */
  at(t: Term): Term {
    return this.w.reduce((s, w, i) => K.replaceVar(s, w, this.u[i] as Term), t);
  }

  /** The theorem about u instead of w. */
  moved(th: Theorem): Theorem {
    const all = this.w.reduce((t, w, i) => K.instance(t, w, this.u[i] as Term), K.discharge(this.inW, th));
    return K.modusPonens(all, K.assume(this.inU));
  }

  /** value(w) ≤ value(u). */
  order(value: Term): Formula & { k: "le" } {
    return K.le(value, this.at(value)) as Formula & { k: "le" };
  }

  /** The definition from both directions of the link. */
  close(f: Pred, link: { there: Step; back: Step }): Theorem {
    const [A, B] = f.args.map((a) => K.instantiate(a, this.w)) as [Term, Term];
    const imply = (from: Term, to: Term, step: Step): Theorem => {
      const order = this.order(from);
      const th = K.discharge(order, D.restate(this.order(to), step(K.assume(order))));
      const best = this.best(from);
      const [last] = this.u.slice(-1);
      const here = this.u.reduce((t, u) => K.specialise(t, u), K.assume(best));
      const value = K.modusPonens(th, K.modusPonens(here, K.assume(this.inU)));
      let out = K.discharge(this.inU, value);
      for (let i = this.u.length - 1; i >= 0; i--) out = K.generalise(this.u[i] as Term, out, f.xs[i]?.hint);
      return last === undefined ? out : K.discharge(best, out);
    };
    const iff = K.both(imply(A, B, link.there), imply(B, A, link.back));
    let th = K.discharge(this.inW, iff);
    for (let i = this.w.length - 1; i >= 0; i--) th = K.generalise(this.w[i] as Term, th, f.xs[i]?.hint);
    return K.foldPredicate(f, th);
  }

  /** ∀u. C(u) ⇒ value(w) ≤ value(u). */
  private best(value: Term): Formula {
    const body = K.implies(this.inU, this.order(value));
    return [...this.u].reverse().reduce((g: Formula, u) => {
      const hint = (u as Term & { k: "var" }).name.replace(/'.*$/, "");
      return K.quantified("all", { hint, sort: K.sortOf(u) }, K.abstract(g, [u]));
    }, body);
  }
}

/** The forms of one objective: simplified and without constants; its logarithm, its square, what it is monotone in. */
class Forms {
  readonly all: Form[] = [];

  private readonly points: Points;

  constructor(points: Points, objective: Term) {
    this.points = points;
    const same: Step = (th) => th;
    this.push({ value: objective, logged: false, there: same, back: same });
  }

  /** Adds what follows from the i-th form. */
  grow(i: number, steps: readonly Rewriting[]): void {
    const form = this.all[i];
    if (form === undefined || this.all.length >= MAX_FORMS) return;
    for (const next of steps) {
      for (const g of next(this.points, form)) this.push(g);
    }
  }

  private push(f: Form): void {
    const plain = simplified(this.points, f);
    const raw = hasRootOrTest(f.value) ? [f] : [];
    for (const g of [...raw, plain, withoutConstants(this.points, plain)]) {
      if (this.all.length < MAX_FORMS && !this.all.some((o) => o.value === g.value)) this.all.push(g);
    }
  }
}

function then(f: Form, value: Term, there: Step, back: Step): Form {
  return { value, logged: f.logged, there: (th) => there(f.there(th)), back: (th) => f.back(back(th)) };
}

/** The same values, simplified. */
function simplified(p: Points, f: Form): Form {
  const s = p.inner.search.simplify(p.inner, f.value);
  const value = rhs(s);
  return value === f.value ? f : then(f, value, equated(p, value, [s], 1), equated(p, f.value, [s], -1));
}

/** The order by equations l = r that hold at w, so at u: sign 1 from l to r. */
function equated(p: Points, value: Term, equations: readonly Theorem[], sign: 1 | -1): Step {
  return (th) => {
    const both = equations.flatMap((e) => [e, p.moved(e)]);
    const cofactors = equations.flatMap(() => [K.int(sign), K.int(-sign)]);
    return K.positivstellensatz(p.order(value), [th], [D.row([0])], both, cofactors);
  };
}

/** The summands that depend on the point. */
function withoutConstants(p: Points, f: Form): Form {
  const parts = partsIn(f.value, p.w);
  const own = parts.filter((x) => dependsOn(x.own, p.w));
  if (own.length === parts.length) return f;
  const value = K.canonical(
    K.op(
      "add",
      own.map((x) => K.mul(x.coefficient, x.own)),
    ),
  );
  const restate =
    (v: Term): Step =>
    (th) =>
      D.restate(p.order(v), th);
  return then(f, value, restate(value), restate(f.value));
}

/** log f for f > 0, -log(-f) for f < 0. */
function logarithm(p: Points, f: Form): Form[] {
  if (f.logged) return [];
  for (const sign of [1, -1] as const) {
    const size = sign > 0 ? f.value : K.canonical(K.neg(f.value));
    const pos = p.inner.search.positive(p.inner, size);
    if (pos === null) continue;
    const q = K.log(size);
    const value = sign > 0 ? q : K.neg(q);
    // For f < 0 the sizes stand the other way round.
    const sizes = (flip: boolean): Formula & { k: "le" } => {
      const o = flip ? p.order(q) : p.order(size);
      return (sign > 0 ? o : K.le(o.r, o.l)) as Formula & { k: "le" };
    };
    const exps = (): Theorem[] => [K.expLog(pos), p.moved(K.expLog(pos))];
    const there: Step = (th) => {
      const less = D.restate(sizes(false), th);
      const goal = sizes(true);
      // Else exp of the larger logarithm is the larger size.
      const no = K.assume(K.lt(goal.r, goal.l));
      const grown = expOrder(no);
      const back = replaced(grown, exps());
      const bot = D.contradiction([less, back], [D.row([0]), D.row([1])]);
      return D.restate(p.order(value), K.cases(K.totalOrder(goal.l, goal.r), K.assume(goal), K.absurd(bot, goal)));
    };
    const back: Step = (th) => {
      const less = D.restate(sizes(true), th);
      return D.restate(p.order(f.value), replaced(expOrder(less), exps()));
    };
    return [{ ...then(f, value, there, back), logged: true }];
  }
  return [];
}

/** exp a ≤ exp b from a ≤ b; < from <: exp b - exp a = exp(a)(exp(b - a) - 1 - (b - a)) + exp(a)(b - a). */
function expOrder(th: Theorem): Theorem {
  const f = th.concl as Formula & { k: "le" | "lt" };
  const [l, r] = [K.exp(f.l), K.exp(f.r)];
  const goal = f.k === "le" ? K.le(l, r) : K.lt(l, r);
  const ths = [K.expPositive(f.l), K.expTangent(K.sub(f.r, f.l)), th];
  return K.positivstellensatz(goal, ths, [D.row([0, 1]), D.row([0, 2])]);
}

/** The order with the right sides of the equations for their left ones. */
function replaced(th: Theorem, equations: readonly Theorem[]): Theorem {
  return equations.reduce((t, e) => D.replaceIn(e, t), th);
}

/** f² for f ≥ 0, -f² for f ≤ 0: rids of roots and absolute values. */
function square(p: Points, f: Form): Form[] {
  if (!hasRootOrTest(f.value)) return [];
  for (const sign of [1, -1] as const) {
    const size = sign > 0 ? f.value : K.canonical(K.neg(f.value));
    const low = p.inner.search.prove(p.inner, K.le(K.int(0), size));
    if (low === null) continue;
    const value = K.mul(K.int(sign), size, size);
    const both = (): Theorem[] => [low, p.moved(low)];
    // size(u)² - size(w)² = (size(u) - size(w))·(size(u) + size(w))
    const there: Step = (th) => K.positivstellensatz(p.order(value), [th, ...both()], [D.row([0, 1]), D.row([0, 2])]);
    const back: Step = (th) => {
      const goal = p.order(f.value);
      const no = K.assume(K.lt(goal.r, goal.l));
      // The smaller of the two sizes is not negative.
      const least = sign > 0 ? 2 : 1;
      const ths = [th, no, low, p.moved(low)];
      const rows = [D.row([0]), D.row([1, 1]), D.row([1, least === 2 ? 3 : 2], K.rational(2n))];
      return K.cases(K.totalOrder(goal.l, goal.r), K.assume(goal), K.absurd(D.contradiction(ths, rows), goal));
    };
    return [then(f, value, there, back)];
  }
  return [];
}

function hasRootOrTest(t: Term): boolean {
  const visit = (n: Term | Formula): boolean =>
    (K.isTerm(n) && n.k === "op" && n.op === "rpow") || childrenOf(n).some(visit);
  return hasTest(t) || visit(t);
}

const MAX_CORES = 3;

/** t or -t, where f = φ(t) and φ is strictly monotone where t can be. */
function core(p: Points, f: Form): Form[] {
  const { inner } = p;
  const out: Form[] = [];
  for (const t of coresOf(f.value, p.w)) {
    const s = p.ctx.fresh("s");
    const phi = K.abstract(K.replaceTerm(f.value, t, s), [s]);
    const { domain, inside } = rangeOf(inner, t, s, p.w);
    for (const up of [true, false]) {
      const name = up ? "strictly-increasing" : "strictly-decreasing";
      const shape = K.pred(name, [{ hint: "s", sort: K.REAL }], domain, [phi]);
      const th = inner.search.proveQuickly(inner, shape) ?? inner.withEffort(1, () => inner.search.prove(inner, shape));
      if (th === null) continue;
      const value = up ? t : K.neg(t);
      out.push(then(f, value, ...throughCore(p, { value: f.value, t, up, monotone: th, inside })));
      break;
    }
    if (out.length > 0) break;
  }
  return out;
}

type Core = {
  readonly value: Term;
  readonly t: Term;
  readonly up: boolean;
  readonly monotone: Theorem;
  readonly inside: Theorem;
};

function throughCore(p: Points, c: Core): [Step, Step] {
  const { t } = c;
  const tu = p.at(t);
  const fu = p.at(c.value);
  const insideU = p.moved(c.inside);
  /** φ(a) < φ(b), or φ(b) < φ(a) for a falling φ, from a < b for the two points. */
  const strictly = (less: Theorem, a: Term, b: Term): Theorem => {
    const whole = K.specialise(K.specialise(K.unfoldPredicate(c.monotone), a), b);
    const [ia, ib] = a === t ? [c.inside, insideU] : [insideU, c.inside];
    return K.modusPonens(whole, K.both(K.both(ia, ib), less));
  };
  const goal = p.order(c.up ? t : K.neg(t));
  // The order of the cores: for a rising φ t(w) ≤ t(u), else t(u) ≤ t(w).
  const [low, high] = c.up ? [t, tu] : [tu, t];
  const there: Step = (th) => {
    const no = K.assume(K.lt(high, low));
    const bot = D.contradiction([th, strictly(no, high, low)], [D.row([0]), D.row([1])]);
    const le = K.le(low, high);
    return D.restate(goal, K.cases(K.totalOrder(low, high), K.assume(le), K.absurd(bot, le)));
  };
  const back: Step = (th) => {
    const le = D.restate(K.le(low, high), th);
    const wanted = p.order(c.value);
    const same = K.assume(K.le(high, low));
    const equal = K.antisymmetry(le, same);
    const eq = K.congruence(K.abstract(K.replaceTerm(c.value, t, K.variable("core'1")), [K.variable("core'1")]), [
      equal,
    ]);
    const onSame = K.positivstellensatz(wanted, [], [], [eq], [K.int(c.up ? -1 : 1)]);
    const more = K.assume(K.lt(low, high));
    const onMore = D.restate(K.le(c.value, fu), strictly(more, low, high));
    return K.cases(K.totalOrder(high, low), onSame, onMore);
  };
  return [there, back];
}

/** Subterms t of f such that f depends on the point through t alone; the smallest first. */
function coresOf(f: Term, w: readonly Term[]): Term[] {
  const out: Term[] = [];
  const visit = (n: Term | Formula): void => {
    for (const c of childrenOf(n)) {
      if (!K.isTerm(c)) continue;
      if (K.looseOf(c) === 0 && dependsOn(c, w) && !out.includes(c) && K.sortOf(c).k === "real" && c.k !== "var") {
        const hole = K.variable("core'1");
        if (!dependsOn(K.replaceTerm(f, c, hole), w)) out.push(c);
      }
      visit(c);
    }
  };
  visit(f);
  return out.sort((a, b) => K.sizeOf(a) - K.sizeOf(b)).slice(0, MAX_CORES);
}

/** Where t lies, as a formula in s, and that it does. */
function rangeOf(ctx: Context, t: Term, s: Term, w: readonly Term[]): { domain: Formula; inside: Theorem } {
  const facts: Theorem[] = [];
  for (const th of factsAbout(ctx, t)) {
    const f = K.replaceTerm(th.concl, t, s);
    if ((f.k === "lt" || f.k === "le") && !w.some((v) => K.occurs((v as Term & { k: "var" }).name, f))) facts.push(th);
  }
  if (facts.length === 0) {
    const sign = ctx.search.positive(ctx, t) ?? ctx.search.nonnegative(ctx, t);
    if (sign !== null) facts.push(sign);
  }
  const all = facts.map((th) => K.replaceTerm(th.concl, t, s));
  const [first, ...rest] = facts;
  if (first === undefined) return { domain: K.verum(), inside: K.discharge(K.falsum(), K.assume(K.falsum())) };
  return {
    domain: K.abstract(
      all.reduce((a, b) => K.and(a, b)),
      [s],
    ),
    inside: rest.reduce((a, b) => K.both(a, b), first),
  };
}

/** A link between the objectives: a pair of forms with F = c·G, c > 0 and free of the point. */
function meet(p: Points, fs: readonly Form[], gs: readonly Form[]): { there: Step; back: Step } | null {
  for (const f of fs) {
    for (const g of gs) {
      const there = proportional(p, f.value, g.value);
      const back = there === null ? null : proportional(p, g.value, f.value);
      if (there === null || back === null) continue;
      return { there: (th) => g.back(there(f.there(th))), back: (th) => f.back(back(g.there(th))) };
    }
  }
  return null;
}

/** From the order of f to that of g = c·f. */
function proportional(p: Points, f: Term, g: Term): Step | null {
  if (f === g) return (th) => th;
  const [a, b] = [collected(f, p.w), collected(g, p.w)];
  if (a.size !== b.size || [...a.keys()].some((own) => !b.has(own))) return caseByCase(p, f, g);
  // The ratio of two coefficients, simple ones first.
  const ratios = [...a].map(([own, over]) => ({ over, top: b.get(own) as Term }));
  ratios.sort((x, y) => K.monomials(x.over).length - K.monomials(y.over).length || K.sizeOf(x.over) - K.sizeOf(y.over));
  for (const { over, top } of ratios.slice(0, MAX_RATIOS)) {
    const c = quotient(top, over);
    const pos = dependsOn(c, p.w) ? null : p.inner.search.positive(p.inner, c);
    const same = pos === null ? null : p.inner.search.equal(p.inner, g, K.mul(c, f));
    if (same === null || pos === null) continue;
    return (th) =>
      K.positivstellensatz(p.order(g), [th, pos], [D.row([0, 1])], [same, p.moved(same)], [K.int(-1), K.int(1)]);
  }
  return null;
}

const MAX_RATIOS = 2;

/** Forms with tests in them may be equal case by case. */
function caseByCase(p: Points, f: Term, g: Term): Step | null {
  if (!hasTest(f) && !hasTest(g)) return null;
  const same = p.inner.search.prove(p.inner, K.eq(f, g));
  return same === null ? null : equated(p, g, [same], 1);
}
