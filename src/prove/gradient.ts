/**
 * All partial derivatives of a term in the components of a family of explicit size. One proof serves them all: the
 * derivative in the component m, for a symbolic m and a symbolic size, of which the others are instances. So the work
 * grows with the number of components alone, and not with their square.
 */

import type { Families, Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { Context, newBudget } from "./context.ts";
import { SEARCH } from "./index.ts";

const STEPS = 1_500;

type Variable = Term & { k: "var" };

/**
 * Γ ⊢ ∂term/∂z[m] = d for every m of the family's range, in order.
 *
 * @param term a term, such as -log(exp(z[7])/sum(k in 1..100, exp(z[k])))
 * @param family the variable z; `families` has its one range, with numbers for both ends
 * @param hypotheses Γ, needed for example where a logarithm's argument is positive by hypothesis only
 * @returns null where the derivative is out of reach under the hypotheses
 * @throws K.Refusal where the family has no range with numeric ends
 */
export function gradient(
  term: Term,
  family: Variable,
  families: Families,
  hypotheses: readonly Formula[] = [],
): Theorem[] | null {
  const [range, ...more] = families.get(family.name) ?? [];
  if (range === undefined || more.length > 0 || range.lo.k !== "num" || range.hi.k !== "num")
    throw new K.Refusal("gradient", `${family.name} needs one range with numbers for its ends`);
  const { lo, hi } = range;
  const used = [term, ...hypotheses];
  const size = K.variable(K.freshName("K", used), K.INT);
  const m = K.variable(K.freshName("m", [...used, size]), K.INT);
  // Sums over the whole range get the symbolic size, so that they stay sums.
  const general = withSize(term, lo, hi, size);
  const symbolic = new Map(families).set(family.name, [{ lo, hi: size }]);
  const room = K.le(lo, size);
  const inside = K.and(K.le(lo, m), K.le(m, size));
  const start = Context.start(SEARCH, symbolic, newBudget(STEPS)).assume(...hypotheses, room, inside);
  const partial = partialIn(start, general, family, m);
  if (partial === null) return null;
  const all = K.generalise(size, K.generalise(m, K.discharge(room, K.discharge(inside, partial))));
  const sized = K.specialise(all, hi);
  const out: Theorem[] = [];
  for (let i = lo.value.num; i <= hi.value.num; i++) {
    const here = K.specialise(sized, K.int(i));
    const { l: fits, r } = here.concl as Formula & { k: "implies" };
    const { l: within } = r as Formula & { k: "implies" };
    const bounds = within as Formula & { k: "and" };
    const th = K.modusPonens(K.modusPonens(here, between(fits)), K.both(between(bounds.l), between(bounds.r)));
    out.push(testsDecided(th));
  }
  return out;
}

/** Γ ⊢ ∂term/∂z[m] = d with a d free of derivatives, or null. */
function partialIn(ctx: Context, term: Term, family: Variable, m: Term): Theorem | null {
  const x = ctx.fresh("x");
  const moved = K.replaceVar(term, family, K.update(family, [m], x));
  const derivative = K.D(family.name, K.abstract(moved, [x]), K.at(family, [m]));
  const th = ctx.search.simplify(ctx, derivative);
  return (th.concl as Formula & { k: "eq" }).r === derivative ? null : th;
}

/** Sums and products from lo to hi with `size` for hi. */
function withSize(t: Term, lo: Term, hi: Term, size: Term): Term {
  const go = <N extends Term | Formula>(n: N): N => {
    const m: Term | Formula = K.mapChildren(n, go);
    if (!K.isTerm(m) || (m.k !== "sum" && m.k !== "prod") || m.lo !== lo || m.hi !== hi) return m as N;
    return K.big(m.k, m.hint, lo, size, m.body) as Term as N;
  };
  return go(t);
}

/** ⊢ a ≤ b between numbers. */
function between(f: Formula): Theorem {
  const { l, r } = f as Formula & { k: "le"; l: Term & { k: "num" }; r: Term & { k: "num" } };
  const gap = K.subQ(r.value, l.value);
  return K.positivstellensatz(f, [], gap.num === 0n ? [] : [{ coef: gap, uses: [], root: K.int(1) }]);
}

/** The right side with the tests between numbers decided, such as [5 = 7]. */
function testsDecided(th: Theorem): Theorem {
  const { r } = th.concl as Formula & { k: "eq" };
  const tests: Term[] = [];
  const find = <N extends Term | Formula>(n: N): N => {
    if (K.isTerm(n) && n.k === "if" && K.freeNames(n.test).length === 0 && K.looseOf(n) === 0) {
      if (!tests.includes(n)) tests.push(n);
      return n;
    }
    return K.mapChildren(n, find);
  };
  find(r);
  if (tests.length === 0) return th;
  const holes = tests.map((_, i) => K.variable(K.freshName(`hole${i}`, [r])));
  const replace = <N extends Term | Formula>(n: N): N => {
    const i = K.isTerm(n) ? tests.indexOf(n) : -1;
    return i < 0 ? K.mapChildren(n, replace) : (holes[i] as Term as N);
  };
  const context = K.abstract(replace(r), holes);
  const same = K.congruence(
    context,
    tests.map((t) => K.ring(t, K.canonical(t))),
  );
  return K.transitivity(th, same);
}
