/**
 * Antiderivatives by a linear ansatz with unknown coefficients: products of the powers, exponentials,
 * logarithms and denominators that the integrand is made of, and logarithms of the denominators
 * (Bronstein, Symbolic Integration I, ch. 5, and "pmint, the poor man's integrator"). Suggests only.
 */
import type { Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import { dependsOn, partsIn } from "../coefficients.ts";
import { hasTest } from "../split.ts";
import { degreeIn, factored } from "./factors.ts";
import { formalDerivative } from "./formal.ts";
import { type Row, solve } from "./linear.ts";

/** Σ coefficient · element, where the elements may be logarithms of terms of either sign. */
export type Combination = readonly { readonly coefficient: Term; readonly element: Term }[];

const MAX_ELEMENTS = 90;

/**
 * Elements whose combination has the derivative f in x, formally; null where the ansatz has no solution.
 * `tidy` is applied to derivatives with tests, which come from sums over the components of a family.
 */
export function combinationFor(f: Term, x: Term, tidy: (t: Term) => Term = (t) => t): Combination | null {
  const parts = partsIn(K.canonical(f), [x]);
  const constants = parts.filter((p) => p.own === K.int(1)).map((p) => p.coefficient);
  const rest = parts.filter((p) => p.own !== K.int(1)).map((p) => K.mul(p.coefficient, p.own));
  const line = constants.length === 0 ? [] : [{ coefficient: K.canonical(K.op("add", constants)), element: x }];
  if (rest.length === 0) return line;
  const g = K.canonical(K.op("add", rest));
  const cut = split(g, x);
  // Denominators whole: x/(x² - a²) needs log(x² - a²) alone; else their factors.
  const found =
    byAnsatz(g, x, (d) => K.canonical(hasTest(d) ? tidy(d) : d)) ??
    (cut === g ? null : byAnsatz(cut, x, (d) => split(K.canonical(hasTest(d) ? tidy(d) : d), x)));
  return found === null ? null : [...found, ...line];
}

function byAnsatz(g: Term, x: Term, tidy: (t: Term) => Term): Combination | null {
  const shape = shapeOf(g, x);
  if (shape === null) return null;
  for (const width of [0, 1, 2]) {
    const elements = elementsOf(shape, x, width);
    if (elements.length > MAX_ELEMENTS) return null;
    const values = elements.length === 0 ? null : coefficients(g, elements, x, tidy);
    if (values === null) continue;
    return elements.flatMap((element, i) => {
      const coefficient = values[i] as Term;
      return coefficient === K.int(0) ? [] : [{ coefficient, element }];
    });
  }
  return null;
}

/** The term with every denominator that depends on x as a product of factors. */
export function split(f: Term, x: Term): Term {
  let out = f;
  for (const p of denominators(f, x).keys()) {
    const { constant, factors } = factored(p, x);
    if (factors.length === 1 && factors[0]?.factor === p) continue;
    const parts = factors.map((q) => K.ipow(K.inv(q.factor), K.int(q.exp)));
    out = K.replaceTerm(out, K.inv(p), K.op("mul", [K.inv(constant), ...parts]));
  }
  return K.canonical(out);
}

/** Denominators that depend on x, with their highest powers. */
function denominators(t: Term, x: Term): Map<Term, number> {
  const out = new Map<Term, number>();
  const note = (p: Term, e: number): void => {
    if (dependsOn(p, [x])) out.set(p, Math.max(out.get(p) ?? 0, e));
  };
  for (const m of K.monomials(t)) {
    for (const f of m.factors) {
      if (f.atom.k === "op" && f.atom.op === "inv") note(f.atom.args[0] as Term, f.exp);
      else if (f.exp < 0) note(f.atom, -f.exp);
    }
  }
  return out;
}

/** What an integrand is made of. */
type Shape = {
  /** The lowest and highest power of x. */
  readonly low: number;
  readonly high: number;
  /** Exponentials with a power that stands with them: exp(q)·u^a, without their coefficients. */
  readonly units: readonly Term[];
  /** Is there such a unit besides 1? */
  readonly logs: readonly Term[];
  readonly logDegree: number;
  readonly denominators: ReadonlyMap<Term, number>;
};

function shapeOf(f: Term, x: Term): Shape | null {
  let low = 0;
  let high = 0;
  let logDegree = 0;
  const units = new Set<Term>([K.int(1)]);
  const logs = new Set<Term>();
  for (const part of partsIn(f, [x])) {
    const m = K.monomials(part.own)[0];
    if (m === undefined) continue;
    const unit: Term[] = m.exponent === null ? [] : [K.exp(m.exponent)];
    let degree = 0;
    for (const { atom, exp } of m.factors) {
      if (atom === x) {
        low = Math.min(low, exp);
        high = Math.max(high, exp);
      } else if (atom.k === "op" && atom.op === "log") {
        logs.add(atom);
        degree += Math.max(exp, 0);
      } else if (atom.k === "op" && (atom.op === "rpow" || atom.op === "ipow")) {
        unit.push(K.ipow(atom, K.int(exp)));
      } else if (!(atom.k === "op" && atom.op === "inv")) {
        if (exp < 0) continue;
        return null;
      }
    }
    logDegree = Math.max(logDegree, degree);
    units.add(K.canonical(K.op("mul", unit)));
  }
  const dens = denominators(f, x);
  for (const u of [...units]) for (const v of shifted(u, [...dens.keys()], x)) units.add(v);
  return { low, high, units: [...units], logs: [...logs], logDegree, denominators: dens };
}

const MAX_SHIFTS = 3;

/** The unit by whole exponentials of the denominators: exp(2x)/(1 + exp x) needs exp x. */
function shifted(unit: Term, dens: readonly Term[], x: Term): Term[] {
  const out: Term[] = [];
  for (const p of dens) {
    const steps = K.monomials(p).flatMap((m) =>
      m.exponent !== null && dependsOn(m.exponent, [x]) ? [m.exponent] : [],
    );
    for (const q of steps) {
      for (let n = 1; n <= MAX_SHIFTS; n++) {
        const v = K.canonical(K.mul(unit, K.exp(K.mul(K.int(-n), q))));
        const e = K.monomials(v)[0]?.exponent ?? null;
        const own = K.monomials(unit)[0]?.exponent ?? null;
        if (own === null || smaller(e, own)) out.push(v);
        if (e === null) break;
        if (own === null) break;
      }
    }
  }
  return out.filter((v) => !K.monomials(v).some((m) => m.exponent !== null && leads(m.exponent) < 0));
}

/** The sign of the leading coefficient of an exponent. */
function leads(q: Term): number {
  const m = K.monomials(q)[0];
  return m === undefined ? 0 : m.coef.num < 0n ? -1 : 1;
}

function smaller(e: Term | null, own: Term): boolean {
  return e === null || leads(e) === leads(own);
}

/** The elements of the ansatz; `width` widens the ranges of the powers. */
function elementsOf(s: Shape, x: Term, width: number): Term[] {
  const out = new Set<Term>();
  const push = (t: Term): void => {
    const c = K.canonical(t);
    if (dependsOn(c, [x])) out.add(c);
  };
  const powers: Term[] = [];
  const dens = [...s.denominators].filter(([p]) => p !== x);
  const low = Math.min(s.low + 1, 0);
  for (let k = low; k <= s.high + 1 + width; k++) powers.push(K.ipow(x, K.int(k)));
  // Products of logarithms, up to one more than stand in the integrand.
  let logs: Term[] = [K.int(1)];
  const kinds = s.logs;
  for (let d = 0; d < s.logDegree + (kinds.length > 0 ? 1 : 0); d++) {
    logs = [...new Set([...logs, ...logs.flatMap((l) => kinds.map((v) => K.canonical(K.mul(l, v))))])];
  }
  const over: Term[] = [K.int(1)];
  for (const [p, e] of dens) {
    const degree = degreeIn(p, x);
    const top = degree === null || width > 0 ? e : e - 1;
    for (let k = 1; k <= top; k++) over.push(K.ipow(K.inv(p), K.int(k)));
  }
  for (const unit of s.units) {
    for (const w of over) {
      for (const l of logs) {
        for (const p of powers) push(K.op("mul", [unit, w, l, p]));
      }
    }
  }
  // New logarithms, alone and with what stands beside them.
  const fresh = [...dens.map(([p]) => K.log(p)), ...(s.low < 0 ? [K.log(x)] : [])];
  for (const l of fresh) {
    push(l);
    if (width > 0) {
      for (const unit of s.units) push(K.mul(unit, l));
      for (const v of s.logs) push(K.mul(v, l));
    }
    if (width > 1) for (const p of powers) push(K.mul(p, l));
  }
  return [...out];
}

/** Coefficients with Σ c·D(element) = f. */
function coefficients(f: Term, elements: readonly Term[], x: Term, tidy: (t: Term) => Term): Term[] | null {
  const derivatives: Term[] = [];
  for (const e of elements) {
    const d = formalDerivative(e, x);
    if (d === null) return null;
    derivatives.push(tidy(d));
  }
  const powers = new Map<Term, number>();
  for (const t of [f, ...derivatives]) {
    for (const [p, e] of denominators(t, x)) powers.set(p, Math.max(powers.get(p) ?? 0, e));
  }
  const rows = new Map<Term, Row>();
  const rowOf = (own: Term): Row => {
    const known = rows.get(own);
    if (known !== undefined) return known;
    const row = { coefficients: elements.map(() => K.int(0) as Term), value: K.int(0) as Term };
    rows.set(own, row);
    return row;
  };
  for (const [own, c] of cleared(f, powers, x)) rowOf(own).value = c;
  for (let i = 0; i < derivatives.length; i++) {
    for (const [own, c] of cleared(derivatives[i] as Term, powers, x)) rowOf(own).coefficients[i] = c;
  }
  return solve([...rows.values()], elements.length);
}

/** t·Πp^e by powers of what depends on x, with p·inv(p) cancelled. */
function cleared(t: Term, powers: ReadonlyMap<Term, number>, x: Term): Map<Term, Term> {
  const summands = K.monomials(t).map((m) => {
    const left = new Map(powers);
    const rest: Term[] = [K.num(m.coef)];
    for (const f of m.factors) {
      const inverse = f.atom.k === "op" && f.atom.op === "inv";
      const p = inverse ? ((f.atom as Term & { k: "op" }).args[0] as Term) : f.atom;
      if (inverse && left.has(p)) left.set(p, (left.get(p) as number) - f.exp);
      else if (left.has(p)) left.set(p, (left.get(p) as number) + f.exp);
      else rest.push(K.ipow(f.atom, K.int(f.exp)));
    }
    if (m.exponent !== null) rest.push(K.exp(m.exponent));
    for (const [p, e] of left) if (e !== 0) rest.push(K.ipow(p, K.int(e)));
    return K.op("mul", rest);
  });
  const out = new Map<Term, Term>();
  for (const part of partsIn(K.op("add", summands), [x])) {
    const before = out.get(part.own);
    const c = before === undefined ? part.coefficient : K.canonical(K.add(before, part.coefficient));
    out.set(part.own, c);
  }
  return out;
}
