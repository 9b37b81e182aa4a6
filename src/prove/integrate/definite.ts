/** Definite integrals by the fundamental theorem of calculus, with an antiderivative that search finds. */
import type { Formula, Term, Theorem } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import type { Context } from "../context.ts";
import * as D from "../derived.ts";
import { tidyDerivative } from "../open.ts";
import { rhs } from "../simplify.ts";
import { suggestAntiderivative } from "./antiderivative.ts";

type Integral = Term & { k: "integral" };
type Pred = Formula & { k: "pred" };

/** Γ ⊢ ∫ f = F(hi) - F(lo), simplified, or null. */
export function definiteIntegral(ctx: Context, t: Integral): Theorem | null {
  if (K.looseOf(t) > 0 || openCases(ctx, t)) return null;
  const range = new Between(ctx, t.lo, t.hi);
  const f = K.instantiate(t.body, [range.x]);
  const whole = range.sides()[0];
  const F = whole === undefined ? null : suggestAntiderivative(whole, f, range.x);
  if (F === null) return null;
  const body = K.abstract(F, [range.x]);
  const slope = range.all((on) => on.search.prove(on, K.hasDeriv("x", body, range.x, f)));
  const continuous = slope === null ? null : continuity(range, t.body);
  if (slope === null || continuous === null) return null;
  const th = K.fundamentalTheorem(t.lo, t.hi, slope, continuous);
  // The rule names the bound variable; the term is the same.
  const value = ctx.search.simplify(ctx, rhs(th));
  return K.transitivity(th, value);
}

/** Is there a case distinction to make first: may a parameter take one of several values? */
function openCases(ctx: Context, t: Term | Formula): boolean {
  const names = K.freeNames(t);
  return ctx.disjunctions.some((th) => {
    const f = th.concl as Formula & { k: "or" };
    return !ctx.facts.has(f.l) && !ctx.facts.has(f.r) && names.some((n) => K.occurs(n, f));
  });
}

/** Γ ⊢ continuous(f) on its domain, from a derivative at every point; or null. */
export function proveContinuous(ctx: Context, f: Pred): Theorem | null {
  if (openCases(ctx, f)) return null;
  const x = ctx.fresh("x");
  const domain = K.instantiate(f.domain, [x]);
  const parts = domain.k === "or" ? [domain.l, domain.r] : [domain];
  const th = everywhere(ctx, x, domain, parts, f.args[0] as Term);
  const out = th === null ? null : K.continuousOn(f.domain, th);
  return out !== null && out.concl === f ? out : null;
}

function continuity(range: Between, body: Term): Theorem | null {
  const th = everywhere(range.ctx, range.x, range.formula, range.parts, body);
  return th === null ? null : K.continuousOn(K.abstract(range.formula, [range.x]), th);
}

/** ∀x. C ⇒ (λx. f)′(x) = d(x), shown on each part of the domain. */
function everywhere(ctx: Context, x: Term, domain: Formula, parts: readonly Formula[], body: Term): Theorem | null {
  let found: Formula | null = null;
  const ths: Theorem[] = [];
  for (const part of parts) {
    const on = ctx.assume(part);
    const empty = on.search.proveQuickly(on, K.falsum());
    let th: Theorem | null;
    if (found !== null) th = empty === null ? on.search.prove(on, found) : K.absurd(empty, found);
    else {
      const d = on.search.differentiate(on, body, x);
      th = d === null ? null : tidyDerivative(on, d);
    }
    if (th === null) return null;
    found ??= th.concl;
    ths.push(D.bundle(th, part));
  }
  return closed(x, domain, ths);
}

/** ∀x. C ⇒ φ from φ on each part of C. */
function closed(x: Term, domain: Formula, ths: readonly Theorem[]): Theorem {
  const [first, second] = ths as [Theorem, Theorem | undefined];
  const th = second === undefined ? first : K.cases(K.assume(domain), first, second);
  return K.generalise(x, K.discharge(domain, th), "x");
}

/** The points between two ends, whichever is the larger. */
class Between {
  readonly ctx: Context;
  readonly x: Term;
  readonly formula: Formula;
  readonly parts: readonly [Formula, Formula];

  constructor(ctx: Context, lo: Term, hi: Term) {
    this.ctx = ctx;
    this.x = ctx.fresh("x");
    const { x } = this;
    this.parts = [K.and(K.le(lo, x), K.le(x, hi)), K.and(K.le(hi, x), K.le(x, lo))];
    this.formula = K.or(...this.parts);
  }

  /** The contexts of the two orders that are possible. */
  sides(): Context[] {
    return this.parts.map((p) => this.ctx.assume(p)).filter((on) => on.search.proveQuickly(on, K.falsum()) === null);
  }

  /** ∀x. between ⇒ φ(x), shown for both orders. */
  all(show: (on: Context) => Theorem | null): Theorem | null {
    const ths: Theorem[] = [];
    for (const part of this.parts) {
      const on = this.ctx.assume(part);
      const th = show(on);
      if (th === null) return null;
      ths.push(D.bundle(th, part));
    }
    return closed(this.x, this.formula, ths);
  }
}
