/** The uniqueness half of a potential: two functions with the same gradient on a box differ by a constant. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";

type All = Formula & { k: "all" };

/**
 * Γ ⊢ (∀z. C ⇒ ∀m. H has the derivative g in z[m]) ⇒ ∃c. ∀z. C ⇒ H(z) = F(z) + c, for an unknown
 * function H; F's own gradient is proved again on the way. Null for any other formula.
 */
export function provePotential(ctx: Context, f: Formula & { k: "implies" }): Theorem | null {
  const some = f.r;
  if (some.k !== "some" || some.body.k !== "all" || some.body.x.sort.k !== "family" || f.l.k !== "all") return null;
  const z = ctx.fresh("z", some.body.x.sort);
  const c = ctx.fresh("c");
  const inner = K.instantiate(K.instantiate(some.body, [c]) as Formula, []) as All;
  const conclusion = K.instantiate(inner.body, [z]);
  if (conclusion.k !== "implies" || conclusion.r.k !== "eq") return null;
  const C = conclusion.l;
  const H = conclusion.r.l;
  const sum = conclusion.r.r;
  if (H.k !== "call" || H.over.length !== 1 || sum.k !== "op" || sum.op !== "add" || sum.args[1] !== c) return null;
  const F = sum.args[0] as Term;
  const range = H.over[0] as K.Range;
  const G = K.abstract(K.sub(H, F), [z]);
  const domain = K.abstract(C, [z]);
  const premise = K.assume(f.l);
  const gradient = zeroGradient(ctx, premise, G, domain, range);
  const local = gradient === null ? null : locality(ctx, H, F, z, range);
  const box = local === null ? null : boxed(ctx, domain, range, z);
  if (gradient === null || local === null || box === null) return null;
  const constant = K.zeroGradient(G, domain, range.lo, range.hi, gradient, local, box);
  return K.discharge(f.l, existence(ctx, some, constant, G, domain, z));
}

/** ∀z. C ⇒ ∀m. G′ = 0, from the premise about H and the derivative of F. */
function zeroGradient(ctx: Context, premise: Theorem, G: Term, domain: Formula, range: K.Range): Theorem | null {
  const z = ctx.fresh("z", K.familySort(1));
  const m = ctx.fresh("m", K.INT);
  const t = ctx.fresh("t");
  const C = K.instantiate(domain, [z]);
  const inR = K.and(K.le(range.lo, m), K.le(m, range.hi));
  const inner = ctx.assume(C, inR);
  let dH = K.specialise(premise, z);
  dH = K.modusPonens(dH, K.assume(C));
  dH = K.modusPonens(K.specialise(dH, m), K.assume(inR));
  const here = dH.concl;
  if (here.k !== "hasDeriv") return null;
  const body = K.abstract(K.instantiate(G, [K.update(z, [m], t)]), [t]);
  const F = (body as Term & { k: "op" }).args[1] as Term;
  const dF = inner.search.differentiate(inner, F, here.point);
  if (dF === null) return null;
  const whole = K.derivAdd([dH, dF]);
  const value = (whole.concl as Formula & { k: "hasDeriv" }).value;
  const zero = inner.search.prove(inner, K.eq(value, K.int(0)));
  if (zero === null) return null;
  const hole = ctx.fresh("hole");
  const concl = whole.concl as Formula & { k: "hasDeriv" };
  const th = K.rewrite(zero, K.abstract(K.hasDeriv("t", concl.body, concl.point, hole), [hole]), whole);
  const overM = K.generalise(m, K.discharge(inR, th), "m");
  return K.generalise(z, K.discharge(C, overM), "z");
}

/** ∀a. ∀b. equal on the range ⇒ G(a) = G(b). */
function locality(ctx: Context, H: Term & { k: "call" }, F: Term, z: Term, range: K.Range): Theorem | null {
  const a = ctx.fresh("a", K.familySort(1));
  const b = ctx.fresh("b", K.familySort(1));
  const k = K.bound(0, K.INT);
  const agree = K.forRange("k", range.lo, range.hi, K.eq(K.at(a, [k]), K.at(b, [k])));
  const same = K.assume(agree);
  const inner = ctx.assume(agree);
  const byH = K.callExtensionality(H.fun, range.lo, range.hi, a, b, same);
  const Fa = K.replaceVar(F, z, a);
  const Fb = K.replaceVar(F, z, b);
  const byF = inner.search.prove(inner, K.eq(Fa, Fb));
  if (byF === null) return null;
  const Ga = K.sub(K.replaceVar(H, z, a), Fa);
  const Gb = K.sub(K.replaceVar(H, z, b), Fb);
  const th = K.linearCombination(Ga, Gb, [byH, byF], [K.int(1), K.int(-1)]);
  return K.generalise(a, K.generalise(b, K.discharge(agree, th), "z"), "z");
}

/** ∀a. ∀b. ∀c. C(a) ∧ C(b) ∧ c between ⇒ C(c). */
function boxed(ctx: Context, domain: Formula, range: K.Range, _z: Term): Theorem | null {
  const sort = K.familySort(1);
  const [a, b, c] = [ctx.fresh("a", sort), ctx.fresh("b", sort), ctx.fresh("c", sort)];
  const k = K.bound(0, K.INT);
  const [ak, bk, ck] = [K.at(a, [k]), K.at(b, [k]), K.at(c, [k])];
  const between = K.or(K.and(K.le(ak, ck), K.le(ck, bk)), K.and(K.le(bk, ck), K.le(ck, ak)));
  const guard = K.and(
    K.and(K.instantiate(domain, [a]), K.instantiate(domain, [b])),
    K.forRange("k", range.lo, range.hi, between),
  );
  const inner = ctx.assume(guard);
  const th = inner.search.prove(inner, K.instantiate(domain, [c]));
  if (th === null) return null;
  return K.generalise(a, K.generalise(b, K.generalise(c, K.discharge(guard, th), "z"), "z"), "z");
}

/** ∃c. ∀z. C ⇒ H(z) = F(z) + c: c is H - F at a point of C, or anything where C is empty. */
function existence(
  ctx: Context,
  some: Formula & { k: "some" },
  constant: Theorem,
  G: Term,
  domain: Formula,
  z: Term,
): Theorem {
  const p = ctx.fresh("p", K.familySort(1));
  const Cz = K.instantiate(domain, [z]);
  const Cp = K.instantiate(domain, [p]);
  const value = K.instantiate(G, [p]);
  const goalAt = (c: Term): Formula & { k: "eq" } => {
    const all = K.instantiate(some.body, [c]) as All;
    return (K.instantiate(all.body, [z]) as Formula & { k: "implies" }).r as Formula & { k: "eq" };
  };
  const both = K.both(K.assume(Cz), K.assume(Cp));
  const equal = K.modusPonens(K.specialise(K.specialise(constant, z), p), both);
  const g = goalAt(value);
  const th = K.linearCombination(g.l, g.r, [equal], [K.int(1)]);
  const { over } = (some.body as All).x;
  const found = K.witness(some, value, K.generalise(z, K.discharge(Cz, th), "z", over));
  const point = K.quantified("some", { hint: "z", sort: K.familySort(1) }, domain);
  const onPoint = K.choose(K.assume(point), p, found);
  const g0 = goalAt(K.int(0));
  const never = K.modusPonens(K.assume(K.not(point)), K.witness(point, z, K.assume(Cz)));
  const empty = K.witness(some, K.int(0), K.generalise(z, K.discharge(Cz, K.absurd(never, g0)), "z", over));
  return K.cases(K.excludedMiddle(point), onPoint, empty);
}
