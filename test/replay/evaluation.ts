/**
 * Terms in floating point under the total semantics: inv(0) = 0, and what a function is where it is undefined is some
 * odd number, so that a law which needs a condition shows. For the kernel's terms and for replay's.
 */
import * as K from "../../src/kernel/index.ts";
import * as R from "../../src/replay/term.ts";

/** A term that both checkers can build. */
export type Recipe = readonly [tag: string, ...parts: (Recipe | number | string)[]];

export type Place = {
  readonly numbers: ReadonlyMap<string, number>;
  /** z[k]. */
  readonly family: (k: number) => number;
};

function odd(x: number, n: number): number {
  if (Math.abs(x) > 100) uncertain = true;
  return Math.sin(7 * x + n) + 3;
}
function exp(x: number): number {
  if (Math.abs(x) > 12) uncertain = true;
  return Math.exp(x);
}
/** What is meant to be 0 may come out as some 10⁻¹⁴. A true number in between makes the outcome uncertain. */
const TINY = 1e-9;
let uncertain = false;
function snapped(x: number): number {
  if (Math.abs(x) >= 1e-5 || x === 0) return x;
  if (Math.abs(x) > 1e-11) uncertain = true;
  return 0;
}
const log = (given: number): number => {
  const x = snapped(given);
  return x > 0 ? Math.log(x) : odd(x, 1);
};
const inverse = (x: number): number => (snapped(x) === 0 ? 0 : 1 / x);
const ipow = (x: number, n: number): number => (snapped(x) === 0 ? (n === 0 ? 1 : 0) : x ** n);
const rpow = (given: number, y: number): number => {
  const x = snapped(given);
  return x > 0 ? x ** y : odd(x + y, 2);
};
/** The value, or null where rounding may have decided it. */
export function certain(value: () => number): number | null {
  uncertain = false;
  const v = value();
  return uncertain || !Number.isFinite(v) || Math.abs(v) > 1e6 ? null : v;
}

function operation(op: string, args: readonly number[]): number {
  const [x = 0, y = 0] = args;
  switch (op) {
    case "add":
      return args.reduce((a, b) => a + b, 0);
    case "mul":
      return args.reduce((a, b) => a * b, 1);
    case "inv":
      return inverse(x);
    case "exp":
      return exp(x);
    case "log":
      return log(x);
    case "ipow":
      return ipow(x, Math.round(y));
    case "rpow":
      return rpow(x, y);
    default:
      throw new Error(`no operation ${op}`);
  }
}
function over(tag: string, lo: number, hi: number, at: (i: number) => number): number {
  let out = tag === "sum" ? 0 : 1;
  for (let i = Math.round(lo); i <= Math.round(hi); i++) out = tag === "sum" ? out + at(i) : out * at(i);
  return out;
}
/** Rounding must not decide an equation. */
const compared = (tag: string, l: number, r: number): boolean => {
  snapped(l - r);
  return tag === "eq" ? Math.abs(l - r) < TINY : tag === "le" ? l < r + TINY : l < r - TINY;
};

export function ofKernel(t: K.Term, p: Place, bound: readonly number[] = []): number {
  const go = (u: K.Term): number => ofKernel(u, p, bound);
  const test = (f: K.Formula): boolean => {
    switch (f.k) {
      case "false":
        return false;
      case "and":
        return test(f.l) && test(f.r);
      case "or":
        return test(f.l) || test(f.r);
      case "implies":
        return !test(f.l) || test(f.r);
      case "eq":
      case "le":
      case "lt":
        return compared(f.k, go(f.l), go(f.r));
      default:
        throw new Error(`no value of ${f.k}`);
    }
  };
  switch (t.k) {
    case "num":
      return Number(t.value.num) / Number(t.value.den);
    case "var":
      return p.numbers.get(t.name) as number;
    case "bound":
      return bound[t.index] as number;
    case "op":
      return operation(t.op, t.args.map(go));
    case "at":
      return p.family(go(t.index[0] as K.Term));
    case "sum":
    case "prod":
      return over(t.k, go(t.lo), go(t.hi), (i) => ofKernel(t.body, p, [i, ...bound]));
    case "if":
      return test(t.test) ? go(t.then) : go(t.else);
    default:
      throw new Error(`no value of ${t.k}`);
  }
}

export function ofReplay(t: R.Node, p: Place, bound: readonly number[] = []): number {
  const part = (i: number): R.Node => t.parts[i] as R.Node;
  const go = (i: number): number => ofReplay(part(i), p, bound);
  const truth = (f: R.Node): boolean => {
    const [l, r] = f.parts as [R.Node, R.Node];
    switch (f.tag) {
      case "false":
        return false;
      case "and":
        return truth(l) && truth(r);
      case "or":
        return truth(l) || truth(r);
      case "implies":
        return !truth(l) || truth(r);
      default:
        return compared(f.tag, ofReplay(l, p, bound), ofReplay(r, p, bound));
    }
  };
  switch (t.tag) {
    case "num":
      return Number(t.value?.n) / Number(t.value?.d);
    case "var":
      return p.numbers.get(t.name) as number;
    case "bound":
      return bound[t.index] as number;
    case "at":
      return p.family(go(1));
    case "sum":
    case "prod":
      return over(t.tag, go(0), go(1), (i) => ofReplay(part(2), p, [i, ...bound]));
    case "if":
      return truth(part(0)) ? go(1) : go(2);
    default:
      return operation(
        t.tag,
        t.parts.map((_, i) => go(i)),
      );
  }
}

/** The recipe as a term of the kernel. */
export function kernelTerm(r: Recipe): K.Term {
  const [tag, ...xs] = r;
  const t = (i: number): K.Term => kernelTerm(xs[i] as Recipe);
  const f = (i: number): K.Formula => kernelFormula(xs[i] as Recipe);
  switch (tag) {
    case "num":
      return K.num(K.rational(BigInt(xs[0] as number), BigInt(xs[1] as number)));
    case "real":
      return K.variable(xs[0] as string, K.REAL);
    case "int":
      return K.variable(xs[0] as string, K.INT);
    case "index":
      return K.bound(xs[0] as number, K.INT);
    case "z":
      return K.at(K.variable("z", K.familySort(1)), [t(0)]);
    case "sum":
    case "prod":
      return K.big(tag, "k", t(0), t(1), t(2));
    case "if":
      return K.ifThen(f(0), t(1), t(2));
    default:
      return K.op(
        tag as K.Op,
        xs.map((_, i) => t(i)),
      );
  }
}
function kernelFormula([tag, l, r]: Recipe): K.Formula {
  const both = [l, r] as [Recipe, Recipe];
  switch (tag) {
    case "eq":
      return K.eq(kernelTerm(both[0]), kernelTerm(both[1]));
    case "le":
      return K.le(kernelTerm(both[0]), kernelTerm(both[1]));
    case "lt":
      return K.lt(kernelTerm(both[0]), kernelTerm(both[1]));
    default: {
      const [a, b] = both.map(kernelFormula) as [K.Formula, K.Formula];
      return tag === "and" ? K.and(a, b) : tag === "or" ? K.or(a, b) : K.implies(a, b);
    }
  }
}

/** The recipe as a term or formula of replay. */
export function replayNode(r: Recipe): R.Node {
  const [tag, ...xs] = r;
  const n = (i: number): R.Node => replayNode(xs[i] as Recipe);
  switch (tag) {
    case "num":
      return R.num({ n: BigInt(xs[0] as number), d: BigInt(xs[1] as number) });
    case "real":
    case "int":
      return R.variable(xs[0] as string, tag);
    case "index":
      return R.bound(xs[0] as number, "int");
    case "z":
      return R.component(R.variable("z", "real^1"), [n(0)]);
    case "sum":
    case "prod":
      return R.big(tag, n(0), n(1), n(2));
    case "if":
      return R.choice(n(0), n(1), n(2));
    case "eq":
    case "le":
    case "lt":
      return R.relation(tag, n(0), n(1));
    case "and":
    case "or":
    case "implies":
      return R.connective(tag, n(0), n(1));
    default:
      return R.operator(
        tag,
        xs.map((_, i) => n(i)),
      );
  }
}
