/** What cannot be: equations among the hypotheses that the others break, and values that they exclude. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { equationDifference } from "./combination.ts";
import type { Context } from "./context.ts";

const MAX_EQUATIONS = 3;

/** Is the relation between terms that are no linear combinations of variables? */
export function isCurved(f: Formula): boolean {
  if (f.k !== "lt" && f.k !== "le" && f.k !== "eq") return false;
  return K.monomials(K.sub(f.l, f.r)).some(
    (m) =>
      m.exponent !== null ||
      m.factors.length > 1 ||
      m.factors.some((x) => x.exp !== 1 || (x.atom.k !== "var" && x.atom.k !== "at")),
  );
}

/** Γ ⊢ l = r, as l < r and r < l both break an equation of Γ; null if neither is shown. */
export function byExclusion(ctx: Context, f: Formula & { k: "eq" }): Theorem | null {
  for (const th of curvedEquations(ctx, f)) {
    const rest = without(ctx, th);
    const side = (l: Term, r: Term): Theorem | null => broken(rest.assume(K.lt(l, r)), th);
    const below = side(f.l, f.r);
    const above = below === null ? null : side(f.r, f.l);
    if (below === null || above === null) continue;
    const [le, ge] = [K.le(f.l, f.r), K.le(f.r, f.l)];
    const atMost = K.cases(K.totalOrder(f.l, f.r), K.assume(le), K.absurd(above, le));
    const atLeast = K.cases(K.totalOrder(f.r, f.l), K.assume(ge), K.absurd(below, ge));
    return K.antisymmetry(atMost, atLeast);
  }
  return null;
}

/** Γ ⊢ ⊥ by an equation whose difference the other hypotheses show not to be 0, or by l ≠ r where l = r holds. */
export function impossible(ctx: Context): Theorem | null {
  for (const th of curvedEquations(ctx, null)) {
    const bot = broken(without(ctx, th), th);
    if (bot !== null) return bot;
  }
  for (const no of ctx.implications.slice(-MAX_EQUATIONS)) {
    const f = no.concl as Formula & { k: "implies" };
    if (f.r.k !== "false" || f.l.k !== "eq") continue;
    const yes = ctx.search.equal(ctx, f.l.l, f.l.r);
    if (yes !== null) return K.modusPonens(no, yes);
  }
  return null;
}

/** The curved equations among the hypotheses, the last ones, about names in f where one is given. */
function curvedEquations(ctx: Context, f: Formula | null): Theorem[] {
  const names = f === null ? null : new Set(K.freeNames(f));
  return ctx.equations
    .filter((th) => isCurved(th.concl) && (names === null || K.freeNames(th.concl).some((n) => names.has(n))))
    .slice(-MAX_EQUATIONS);
}

function without(ctx: Context, th: Theorem): Context {
  return ctx.only([...ctx.facts.values()].filter((x) => x !== th));
}

/** Γ ⊢ ⊥ where the difference of the equation's sides is not 0. */
function broken(ctx: Context, th: Theorem): Theorem | null {
  const d = equationDifference(th);
  const same = ctx.search.simplify(ctx, d);
  const nz = ctx.search.nonzero(ctx, (same.concl as Formula & { k: "eq" }).r);
  if (nz === null) return null;
  const zero = K.linearCombination(d, K.int(0), [th], [K.int(1)]);
  return K.modusPonens(nz, K.transitivity(K.symmetry(same), zero));
}
