/** Statements at random, as text: some true, some false by a slip, some meaningless; the same ones for the same seed. */

export type Random = () => number;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function random(seed: number): Random {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(r: Random, all: readonly T[]): T {
  return all[Math.floor(r() * all.length)] as T;
}

/** The names that the statements use. */
export const DECLARATIONS = `var x, y : real
var a : real where a > 0
var p : (0, 1)
var u : [0, 1]
var n : integer where n >= 0
var K : integer where K >= 1
var z[1..K] : real
var w[1..3] : real
var i, j : 1..K
def sq(v) = v^2
def ratio(v, q) = v / q
def first = z[1]
def y2[k in 1..K] = z[k] + 1`;

/** An expression; `bound` are the names of indices that sums around it bind. */
export function expression(r: Random, depth: number, bound: readonly string[] = []): string {
  const e = (): string => expression(r, depth - 1, bound);
  const index = (): string =>
    bound.length > 0 && r() < 0.6 ? pick(r, bound) : pick(r, ["i", "j", "1", "K", "i", "i", "2", "i + 1", "K - 1"]);
  if (depth <= 0 || r() < 0.2) {
    const leaves = ["x", "y", "a", "p", "u", "x", "1", "2", "0", "1/2", "3", "-1", "K", "n", "first"];
    return pick(r, [
      ...leaves,
      `z[${index()}]`,
      `z[${index()}]`,
      `w[${pick(r, ["1", "2", "3", "i"])}]`,
      `y2[${index()}]`,
    ]);
  }
  const k = `k${bound.length + 1}`;
  const under = (): string => expression(r, depth - 1, [...bound, k]);
  const range = (): string => pick(r, ["1..K", "1..K", "1..K", "1..3", "2..K", "1..n", "0..2", "K..1"]);
  const forms: readonly (() => string)[] = [
    () => `(${e()} + ${e()})`,
    () => `(${e()} - ${e()})`,
    () => `(${e()})*(${e()})`,
    () => `(${e()})/(${e()})`,
    () => `(${e()})^${pick(r, ["2", "3", "0", "-1", "n", "(1/2)", "y"])}`,
    () => `exp(${e()})`,
    () => `log(${e()})`,
    () => `sqrt(${e()})`,
    () => `abs(${e()})`,
    () => `max(${e()}, ${e()})`,
    () => `min(${e()}, ${e()})`,
    () => `sigmoid(${e()})`,
    () => `softplus(${e()})`,
    () => `xlogx(${e()})`,
    () => `sign(${e()})`,
    () => `sq(${e()})`,
    () => `ratio(${e()}, ${e()})`,
    () => `(if ${proposition(r, depth - 2, bound)} then ${e()} else ${e()})`,
    () => `sum(${k} in ${range()}, ${under()})`,
    () => `sum(${k} in ${range()}, ${under()})`,
    () => `prod(${k} in ${range()}, ${under()})`,
    () => `delta(${index()}, ${index()})`,
    () => `sum(${k} in ${range()} where ${k} != ${index()}, ${under()})`,
    () => `sum(${k} in {0, 1, 2}, ${under()})`,
    () => `diff(${e()}, ${pick(r, ["x", "x", "y", "a", "p", "u", "z[i]"])})`,
    () => `at(${e()}, ${pick(r, ["x = 0", "x = y", "z[k] = k", "z[i] = 1", "u = 1"])})`,
    () => `integral(${e()}, x in 0..1)`,
  ];
  // An operator's variable may not be bound, and text in operators is costly: few of them, and not deep.
  const usable = depth > 2 || bound.length > 0 ? forms.slice(0, 24) : forms;
  return pick(r, usable)();
}

function proposition(r: Random, depth: number, bound: readonly string[]): string {
  const e = (): string => expression(r, Math.max(0, depth), bound);
  const plain = `${e()} ${pick(r, ["=", "<", "<=", ">", "!="])} ${e()}`;
  return r() < 0.75 || depth <= 0 ? plain : `(${plain}) ${pick(r, ["and", "or", "implies"])} (${e()} <= ${e()})`;
}

/** Laws of a number each way round: right ones, ones that need a condition, and wrong ones. */
const LAWS: readonly ((s: string, t: string, v: string) => string)[] = [
  (s, t) => `${s} + ${t} = ${t} + ${s}`,
  (s, t, v) => `(${s})*((${t}) + ${v}) = (${s})*(${t}) + (${s})*(${v})`,
  (s, t) => `((${s}) - (${t}))*((${s}) + (${t})) = (${s})^2 - (${t})^2`,
  (s, t) => `((${s}) + (${t}))^2 = (${s})^2 + (${t})^2`,
  (s) => `(${s})/(${s}) = 1`,
  (s) => `(${s})^0 = 1`,
  (s) => `0*(${s}) = 0`,
  (s) => `(${s})*(1/(${s})) = (${s})^0`,
  (s, t) => `exp((${s}) + (${t})) = exp(${s})*exp(${t})`,
  (s, t) => `log((${s})*(${t})) = log(${s}) + log(${t})`,
  (s) => `log((${s})^2) = 2*log(${s})`,
  (s) => `log((${s})^2) = 2*log(abs(${s}))`,
  (s) => `exp(log(${s})) = ${s}`,
  (s) => `log(exp(${s})) = ${s}`,
  (s) => `sqrt((${s})^2) = ${s}`,
  (s) => `sqrt((${s})^2) = abs(${s})`,
  (s) => `sqrt(${s})^2 = ${s}`,
  (s) => `(${s})^3/(${s}) = (${s})^2`,
  (s) => `exp(${s}) >= 1 + (${s})`,
  (s) => `exp(${s}) > 1 + (${s})`,
  (s) => `log(${s}) <= (${s}) - 1`,
  (s) => `(${s})^2 >= 0`,
  (s) => `(${s})^2 > 0`,
  (s) => `(${s})^3 >= 0`,
  (s) => `sqrt(${s}) >= 0`,
  (s) => `1/(${s}) > 0`,
  (s) => `abs(${s}) >= ${s}`,
  (s) => `abs(${s}) > ${s}`,
  (s, t) => `max(${s}, ${t}) >= min(${s}, ${t})`,
  (s, t) => `max(${s}, ${t}) + min(${s}, ${t}) = (${s}) + (${t})`,
  (s, t) => `max(${s}, ${t}) = (${s}) + max(0, (${t}) - (${s}))`,
  (s) => `1 - sigmoid(${s}) = sigmoid(-(${s}))`,
  (s) => `softplus(${s}) - softplus(-(${s})) = ${s}`,
  (s) => `sigmoid(${s}) < 1`,
  (s) => `xlogx(${s}) >= (${s}) - 1`,
  (s, t) => `(${s}) < (${t}) implies exp(${s}) < exp(${t})`,
  (s, t) => `(${s}) <= (${t}) implies (${s})^2 <= (${t})^2`,
  (s, t) => `(${s}) = (${t}) or (${s}) < (${t}) or (${t}) < (${s})`,
  (s, t) => `(${s})*(${t}) = 0 implies (${s}) = 0 or (${t}) = 0`,
  (s, t) => `(${s})*(${t}) = 0 implies (${s}) = 0`,
  (s) => `sum(k in 1..K, (${s})*z[k]) = (${s})*sum(k in 1..K, z[k])`,
  (s) => `sum(k in 1..K, ${s}) = K*(${s})`,
  (s) => `sum(k in 1..n, ${s}) = n*(${s})`,
  (s) => `sum(k in 1..K, delta(k, i)*(${s})) = ${s}`,
  (s) => `sum(k in 1..3, delta(k, i)*(${s})) = ${s}`,
  (s) => `prod(k in 1..K, exp(${s})) = exp(K*(${s}))`,
  (s) => `prod(k in 1..n, ${s}) = (${s})^n`,
  (s) => `sum(k in 1..K, exp(z[k])) > ${s}`,
  (s, t) => `diff((${s})*(${t}), x) = diff(${s}, x)*(${t}) + (${s})*diff(${t}, x)`,
  (s) => `diff((${s})^2, x) = 2*(${s})*diff(${s}, x)`,
  (s) => `diff(log(${s}), x) = diff(${s}, x)/(${s})`,
  (s) => `diff(abs(${s}), x) = sign(${s})*diff(${s}, x)`,
  (s) => `diff(max(0, ${s}), x) = (if ${s} > 0 then diff(${s}, x) else 0)`,
  (s) => `(if ${s} >= 0 then ${s} else -(${s})) = abs(${s})`,
  (s, t) => `ratio(${s}, ${t})*(${t}) = ${s}`,
  (s) => `at(${s}, x = x) = ${s}`,
  (s, t) => `(if x > 0 then ${s} else ${t}) = (if x <= 0 then ${t} else ${s})`,
];

const GIVENS: readonly string[] = [
  "x > 0",
  "x >= 0",
  "x != 0",
  "x < y",
  "y = 0",
  "K = 1",
  "z[i] > 0",
  "i != j",
  "x = 0",
];

/** A proposition with its own hypotheses. */
export function statement(r: Random): { readonly goal: string; readonly givens: readonly string[] } {
  const depth = r() < 0.6 ? 1 : 2;
  const part = (): string => expression(r, r() < 0.5 ? 0 : depth);
  const goal = r() < 0.85 ? pick(r, LAWS)(part(), part(), part()) : proposition(r, 2, []);
  const givens = r() < 0.6 ? [] : r() < 0.8 ? [pick(r, GIVENS)] : [pick(r, GIVENS), pick(r, GIVENS)];
  return { goal, givens };
}
