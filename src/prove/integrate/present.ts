/** Terms as people write them: powers with any exponent for exponentials of logarithms. */
import type { Formula, MonomialView, Rational, Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import { quotient } from "../coefficients.ts";

/** The term in normal form, x·exp(n log x) as x^(n + 1); equal to it where the logarithms are defined. */
export function presented(t: Term): Term {
  // Tests stay as they are written: a normal form would take an absolute value apart.
  const tests = testsOf(t);
  const names = tests.map((_, i) => K.variable(`test'${i + 1}`));
  const plain = tests.reduce((s, test, i) => K.replaceTerm(s, test, names[i] as Term), t);
  const out = inPowers(plain);
  return names.reduce((s: Term, v, i) => K.replaceVar(s, v, tests[i] as Term), out);
}

/** The conditionals of a term that stand in no other one. */
function testsOf(t: Term): Term[] {
  const out = new Set<Term>();
  const visit = <N extends Term | Formula>(n: N): N => {
    if (K.isTerm(n) && n.k === "if" && K.looseOf(n) === 0) {
      out.add(n);
      return n;
    }
    return K.mapChildren(n, visit);
  };
  visit(t);
  return [...out];
}

function inPowers(t: Term): Term {
  const parts = multiples(t);
  return parts.length === 1 ? (parts[0] as Term) : K.op("add", parts);
}

/** The summands; those of p·exp(r log u) together where p is a multiple of u, a sum. */
function multiples(t: Term): Term[] {
  const groups = new Map<Term | null, MonomialView[]>();
  for (const m of K.monomials(t)) groups.set(m.exponent, [...(groups.get(m.exponent) ?? []), m]);
  const out: Term[] = [];
  for (const [exponent, ms] of groups) {
    const root = exponent === null || ms.length === 1 ? null : rootOf(exponent);
    const rest = K.canonical(
      K.op(
        "add",
        ms.map((m) => K.op("mul", [K.num(m.coef), ...m.factors.map((f) => K.ipow(f.atom, K.int(f.exp)))])),
      ),
    );
    const c = root === null ? null : quotient(rest, root.base);
    if (root !== null && c !== null && K.canonical(K.sub(rest, K.mul(c, root.base))) === K.int(0)) {
      const times = K.rpow(root.base, K.num(K.addQ(root.exp, K.ONE)));
      out.push(product(c === K.int(1) ? [times] : [c, times]));
    } else out.push(...ms.map(power));
  }
  return out;
}

/** q = r·log u for a number r and a sum u. */
function rootOf(q: Term): { base: Term; exp: Rational } | null {
  const [m, ...more] = K.monomials(q);
  const [f, ...others] = m?.factors ?? [];
  if (m === undefined || f === undefined || more.length > 0 || others.length > 0 || f.exp !== 1) return null;
  if (f.atom.k !== "op" || f.atom.op !== "log" || m.exponent !== null) return null;
  return { base: f.atom.args[0] as Term, exp: m.coef };
}

function power(view: MonomialView): Term {
  const bases = new Map<Term, Term[]>();
  const rest: Term[] = [];
  for (const m of view.exponent === null ? [] : K.monomials(view.exponent)) {
    const log = m.factors.find((f) => f.exp === 1 && f.atom.k === "op" && f.atom.op === "log");
    const base = log === undefined ? undefined : ((log.atom as Term & { k: "op" }).args[0] as Term);
    const others = m.factors.filter((f) => f !== log).map((f) => K.ipow(f.atom, K.int(f.exp)));
    const times = K.op("mul", [K.num(m.coef), ...others, ...(m.exponent === null ? [] : [K.exp(m.exponent)])]);
    if (base === undefined || base.k === "num") rest.push(K.mul(K.num(m.coef), m.term));
    else bases.set(base, [...(bases.get(base) ?? []), times]);
  }
  const factors: Term[] = [];
  for (const f of view.factors) {
    const inverse = f.atom.k === "op" && f.atom.op === "inv";
    const base = inverse ? ((f.atom as Term & { k: "op" }).args[0] as Term) : f.atom;
    const own = bases.get(base);
    if (own !== undefined) bases.set(base, [...own, K.int(inverse ? -f.exp : f.exp)]);
    else factors.push(symbolic(f.atom, f.exp, view.factors));
  }
  for (const [base, exps] of bases) factors.push(K.rpow(base, K.canonical(K.op("add", exps))));
  if (rest.length > 0) factors.push(K.exp(K.op("add", rest)));
  const one = view.coef.num === 1n && view.coef.den === 1n && factors.length > 0;
  return product(one ? factors : [K.num(view.coef), ...factors]);
}

/** x·x^n as one power, where n is no number. */
function symbolic(atom: Term, exp: number, all: MonomialView["factors"]): Term {
  if (atom.k === "op" && atom.op === "ipow" && exp === 1) {
    const [base, n] = atom.args as [Term, Term];
    const beside = all.find((f) => f.atom === base);
    if (beside !== undefined && beside.exp > 0) return K.ipow(base, K.canonical(K.add(n, K.int(beside.exp))));
  }
  const absorbed = all.some((f) => f.atom.k === "op" && f.atom.op === "ipow" && f.atom.args[0] === atom && f.exp === 1);
  if (absorbed && exp > 0) return K.int(1);
  return exp === 1 ? atom : K.ipow(atom, K.int(exp));
}

function product(factors: readonly Term[]): Term {
  const own = factors.filter((f) => f !== K.int(1));
  return own.length === 1 ? (own[0] as Term) : own.length === 0 ? K.int(1) : K.op("mul", own);
}
