/** Pictures: curves in floating point, which decide nothing. */
import type { Plot, Shown } from "../checked.ts";
import type { Certified, Families, Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { Evaluator, type FloatFamily, type Value } from "./evaluate.ts";

type Refuted = Certified & { readonly k: "refuted" };
type Printing = { readonly term: (t: Term) => Shown };
type Real = (x: number) => number;

const SAMPLES = 160;

/** Curves of terms whose only free name is the variable. */
export function plotOf(
  curves: readonly { readonly label: Shown; readonly term: Term }[],
  variable: { readonly name: string; readonly shown: Shown },
  range: readonly [number, number],
  families: Families,
): Plot {
  const evaluator = new Evaluator(families);
  const drawn = curves.map(({ label, term }) => ({
    label,
    points: points(along(evaluator, term, variable.name), range),
  }));
  return {
    variable: variable.shown,
    from: range[0],
    to: range[1],
    curves: drawn,
    marks: [],
    shaded: [],
    shading: null,
  };
}

function along(evaluator: Evaluator, term: Term, name: string): Real {
  return (x) => {
    evaluator.set(name, x);
    return evaluator.number(term);
  };
}

function points(f: Real, [from, to]: readonly [number, number]): [number, number | null][] {
  return Array.from({ length: SAMPLES + 1 }, (_, n) => {
    const x = rounded(from + ((to - from) * n) / SAMPLES);
    const y = f(x);
    return [x, Number.isFinite(y) ? rounded(y) : null];
  });
}

/** Six digits, so that the last bits of a machine's exponential do not show. */
function rounded(x: number): number {
  return Number(x.toPrecision(6));
}

/**
 * What a verdict looks like, or null. Of a refutation, both sides of the relation over one real variable of the
 * counterexample, the others held fast, the counterexample marked. Of a refuted claim about curvature, and of a proved
 * one that there is none, the function, shaded where it bends the other way.
 */
export function verdictPlot(verdict: Certified, printing: Printing): Plot | null {
  try {
    return verdict.k === "refuted" ? refutation(verdict, printing) : denial(verdict.claim, printing);
  } catch (e) {
    // A term that outgrows its limits has no picture.
    if (e instanceof K.Refusal || e instanceof RangeError) return null;
    throw e;
  }
}

/** Of `not convex(f, x)` and its like, f of x alone. */
function denial(claim: Certified["claim"], printing: Printing): Plot | null {
  const { goal } = claim;
  const denied = goal.k === "implies" && goal.r.k === "false" ? goal.l : null;
  if (denied?.k !== "pred" || K.freeNames(denied).length > 0) return null;
  return curvature(denied, new Evaluator(claim.families), printing);
}

function refutation(verdict: Refuted, printing: Printing): Plot | null {
  if (verdict.how !== "false") return null;
  const { claim } = verdict;
  const goal = claim.goal;
  const evaluator = new Evaluator(claim.families);
  if (!setWitness(evaluator, verdict)) return null;
  if (goal.k === "pred") return curvature(goal, evaluator, printing);
  return goal.k === "eq" || goal.k === "lt" || goal.k === "le" ? sides(goal, verdict, evaluator, printing) : null;
}

/** Gives the evaluator the counterexample; false where a value is no number. */
function setWitness(evaluator: Evaluator, { witness }: Refuted): boolean {
  if (witness.at.functions.length > 0) return false;
  const values = new Map<string, Value>();
  for (const { name, value } of witness.at.variables) {
    if (name.k !== "var") return false;
    if (K.sortOf(name).k === "family") {
      const known = new Map<string, number>();
      const family: FloatFamily = (...index) => {
        const key = index.join();
        let found = known.get(key);
        if (found === undefined) {
          const at = index.map((i) => K.num(BigInt(Math.round(i))));
          found = evaluator.number(K.at(value, at));
          known.set(key, found);
        }
        return found;
      };
      values.set(name.name, family);
    } else {
      const number = evaluator.number(value);
      if (!Number.isFinite(number)) return false;
      values.set(name.name, number);
    }
  }
  evaluator.use(values);
  return true;
}

function sides(
  goal: Formula & { k: "eq" | "lt" | "le" },
  { claim, witness }: Refuted,
  evaluator: Evaluator,
  printing: Printing,
): Plot | null {
  const free = new Set(K.freeNames(goal));
  for (const { name, value } of witness.at.variables) {
    if (name.k !== "var" || K.sortOf(name).k !== "real" || !free.has(name.name)) continue;
    const at = evaluator.number(value);
    const reach = Math.max(3, 1.5 * Math.abs(at));
    const range = [rounded(at - reach), rounded(at + reach)] as const;
    const holds = (x: number): boolean => {
      evaluator.set(name.name, x);
      return claim.hypotheses.every((h) => evaluator.truth(h) !== "false");
    };
    const curves = ([goal.l, goal.r] as const).map((side) => {
      const f = along(evaluator, side, name.name);
      return { label: printing.term(side), points: points((x) => (holds(x) ? f(x) : Number.NaN), range) };
    });
    const shown = printing.term(name);
    const mark = { x: at, label: equation(shown, printing.term(K.canonical(value))) };
    evaluator.set(name.name, at);
    const plot = { variable: shown, from: range[0], to: range[1], curves, marks: [mark], shaded: [], shading: null };
    if (isTelling(plot)) return plot;
  }
  return null;
}

function equation(left: Shown, right: Shown): Shown {
  return { text: `${left.text} = ${right.text}`, tex: `${left.tex} = ${right.tex}` };
}

/** Enough of each curve is there, one of them varies, and they can be told apart. */
function isTelling({ curves }: Plot): boolean {
  const all = curves.map(({ points }) => points.map(([, y]) => y));
  if (all.some((ys) => ys.filter((y) => y !== null).length < SAMPLES / 3)) return false;
  const varies = all.some((ys) => new Set(ys).size > 3);
  const apart = all[0]!.some((y, n) => y !== null && all[1]?.[n] !== undefined && y !== all[1]?.[n]);
  return varies && apart;
}

const BENDS = new Map<string, readonly [wrong: 1 | -1, shading: string]>([
  ["convex", [-1, "where it bends downwards"]],
  ["strictly-convex", [-1, "where it bends downwards"]],
  ["concave", [1, "where it bends upwards"]],
  ["strictly-concave", [1, "where it bends upwards"]],
]);

/** The function of a claim about curvature in one real variable. */
function curvature(goal: Formula & { k: "pred" }, evaluator: Evaluator, printing: Printing): Plot | null {
  const [binder, more] = goal.xs;
  const bend = BENDS.get(goal.name);
  const [body] = goal.args;
  if (bend === undefined || binder === undefined || more !== undefined || binder.sort.k !== "real" || !body)
    return null;
  const [wrong, shading] = bend;
  const x = K.variable(binder.hint);
  const open = K.instantiate(body, [x]);
  const inside = K.instantiate(goal.domain, [x]);
  const known = evaluator.valuation();
  const holds = (at: number): boolean => {
    evaluator.set(binder.hint, at);
    return evaluator.truth(inside) !== "false";
  };
  const value = along(evaluator, open, binder.hint);
  const f: Real = (at) => (holds(at) ? value(at) : Number.NaN);
  for (const reach of [6, 3, 12]) {
    const range = [-reach, reach] as const;
    const bends = (at: number): number => wrong * secondDifference(f, at);
    const shaded = stretches((at) => bends(at) > 1e-7, range);
    if (shaded.length === 0) continue;
    const shown = printing.term(x);
    const marks = shaded
      .flat()
      .filter((at) => Math.abs(at) < reach)
      .map((at) => ({ x: at, label: near(shown, at) }));
    evaluator.use(known);
    const curves = [{ label: printing.term(open), points: points(f, range) }];
    evaluator.use(known);
    return { variable: shown, from: -reach, to: reach, curves, marks, shaded, shading };
  }
  return null;
}

function secondDifference(f: Real, at: number): number {
  const h = 1e-3;
  return (f(at + h) - 2 * f(at) + f(at - h)) / (h * h);
}

/** Where a test holds, each end by bisection. */
function stretches(test: (x: number) => boolean, [from, to]: readonly [number, number]): [number, number][] {
  const found: [number, number][] = [];
  const step = (to - from) / SAMPLES;
  const edge = (off: number, on: number): number => {
    let [a, b] = [off, on];
    for (let n = 0; n < 40; n++) {
      const middle = (a + b) / 2;
      if (test(middle)) b = middle;
      else a = middle;
    }
    return Number(b.toFixed(4)) + 0;
  };
  let start: number | null = test(from) ? from : null;
  for (let n = 1; n <= SAMPLES; n++) {
    const at = from + n * step;
    if (start === null && test(at)) start = edge(at - step, at);
    else if (start !== null && !test(at)) {
      found.push([start, edge(at, at - step)]);
      start = null;
    }
  }
  if (start !== null) found.push([start, to]);
  return found;
}

/** An inflection: in its closed form where that is simple, which is a guess and said to be near. */
function near(name: Shown, at: number): Shown {
  const size = Math.abs(at);
  const sign = at < 0 ? "-" : "";
  const logarithm = [2, 3, 4, 5, 6, 7, 8, 9, 10].find((n) => Math.abs(Math.log(n) - size) < 2e-3);
  const fraction = [1, 2, 3, 4].find((d) => Math.abs(size * d - Math.round(size * d)) < 2e-3);
  if (logarithm !== undefined)
    return { text: `${name.text} ~= ${sign}log(${logarithm})`, tex: `${name.tex} \\approx ${sign}\\log ${logarithm}` };
  if (fraction !== undefined) {
    const top = Math.round(size * fraction);
    const tex = fraction === 1 ? `${top}` : `\\frac{${top}}{${fraction}}`;
    return {
      text: `${name.text} ~= ${sign}${fraction === 1 ? top : `${top}/${fraction}`}`,
      tex: `${name.tex} \\approx ${sign}${tex}`,
    };
  }
  return { text: `${name.text} ~= ${at.toFixed(2)}`, tex: `${name.tex} \\approx ${at.toFixed(2)}` };
}
