/** Terms as polynomials in what depends on some variables; the coefficients are free of them. */
import type { MonomialView, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** One summand of a normal form: coefficient · own, where every factor of `own` depends on the variables. */
export type Part = { readonly own: Term; readonly coefficient: Term; readonly view: MonomialView };

const nameOf = (v: Term): string => (v as Term & { k: "var" }).name;

/** Does the term mention one of the variables? */
export function dependsOn(t: Term, variables: readonly Term[]): boolean {
  return variables.some((v) => K.occurs(nameOf(v), t));
}

/** The summands of t, in the order of its normal form. */
export function partsIn(t: Term, variables: readonly Term[]): Part[] {
  return K.monomials(t).map((view) => {
    const own: Term[] = [];
    const rest: Term[] = [K.num(view.coef)];
    for (const f of view.factors) {
      (dependsOn(f.atom, variables) ? own : rest).push(K.ipow(f.atom, K.int(f.exp)));
    }
    if (view.exponent !== null) {
      const inside: Term[] = [];
      const outside: Term[] = [];
      for (const m of K.monomials(view.exponent)) {
        (dependsOn(m.term, variables) ? inside : outside).push(K.mul(K.num(m.coef), m.term));
      }
      if (inside.length > 0) own.push(K.exp(K.op("add", inside)));
      if (outside.length > 0) rest.push(K.exp(K.op("add", outside)));
    }
    return { own: K.canonical(K.op("mul", own)), coefficient: K.canonical(K.op("mul", rest)), view };
  });
}

/** t as Σ coefficient · own with every `own` once, in the order of the normal form. */
export function collected(t: Term, variables: readonly Term[]): Map<Term, Term> {
  const out = new Map<Term, Term>();
  for (const p of partsIn(t, variables)) {
    const before = out.get(p.own);
    out.set(p.own, before === undefined ? p.coefficient : K.canonical(K.add(before, p.coefficient)));
  }
  return out;
}

/** The quotient of the leading monomials, common factors cancelled whether or not they may be 0: a guess. */
export function quotient(top: Term, over: Term): Term {
  const [a, b] = [K.monomials(top)[0], K.monomials(over)[0]];
  if (a === undefined || b === undefined) return K.int(0);
  const powers = new Map<Term, number>();
  for (const f of a.factors) powers.set(f.atom, (powers.get(f.atom) ?? 0) + f.exp);
  for (const f of b.factors) powers.set(f.atom, (powers.get(f.atom) ?? 0) - f.exp);
  const factors = [...powers].flatMap(([atom, exp]) => (exp === 0 ? [] : [K.ipow(atom, K.int(exp))]));
  const exponent = K.sub(a.exponent ?? K.int(0), b.exponent ?? K.int(0));
  return K.canonical(K.op("mul", [K.num(K.mulQ(a.coef, K.invQ(b.coef))), ...factors, K.exp(exponent)]));
}
