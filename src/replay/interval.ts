/**
 * Enclosures of terms without variables by whole-number arithmetic: lo/2^w ≤ value ≤ hi/2^w. Every
 * operation rounds lo down and hi up. The exponential is its Taylor series after halving the argument,
 * the logarithm 2·artanh((m-1)/(m+1)) after taking out a power of two, π is Machin's formula.
 */
import * as B from "./binding.ts";
import { reject } from "./rejected.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

export type Interval = { readonly lo: bigint; readonly hi: bigint };

const MAX_STEPS = 400_000;
const LARGEST = 1n << 150_000n;
const SMALLEST = -LARGEST;
/** Bits beyond those asked for. */
const GUARD = 64n;

const floor = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;
const ceil = (a: bigint, b: bigint): bigint => -floor(-a, b);
const least = (xs: readonly bigint[]): bigint => xs.reduce((a, b) => (a < b ? a : b));
const greatest = (xs: readonly bigint[]): bigint => xs.reduce((a, b) => (a > b ? a : b));
const size = (a: Interval): bigint => greatest([a.hi, -a.lo]);

function plus(a: Interval, b: Interval): Interval {
  return { lo: a.lo + b.lo, hi: a.hi + b.hi };
}
function times(a: Interval, b: Interval, w: bigint): Interval {
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  return { lo: least(corners) >> w, hi: -(-greatest(corners) >> w) };
}
function square(a: Interval, w: bigint): Interval {
  const s = times(a, a, w);
  return a.lo <= 0n && a.hi >= 0n ? { lo: 0n, hi: s.hi } : s;
}
/** a/n for a natural number n. */
const shared = (a: Interval, n: bigint): Interval => ({ lo: floor(a.lo, n), hi: ceil(a.hi, n) });
const ratio = (n: bigint, d: bigint, w: bigint): Interval => ({ lo: floor(n << w, d), hi: ceil(n << w, d) });
const widened = (a: Interval, by: bigint): Interval => ({ lo: a.lo - by, hi: a.hi + by });
/** From one precision to a lower one. */
const coarser = (a: Interval, by: bigint): Interval => ({ lo: a.lo >> by, hi: -(-a.hi >> by) });

function inverse(a: Interval, w: bigint): Interval {
  if (a.lo <= 0n && a.hi >= 0n) reject("an enclosure divides by an interval that holds 0");
  return { lo: floor(1n << (2n * w), a.hi), hi: ceil(1n << (2n * w), a.lo) };
}

/** exp of x/2^w: (exp of x/2^(w+h))^(2^h), with h such that the series' argument is below 1/4. */
function expAt(x: bigint, w: bigint): Interval {
  const magnitude = x < 0n ? -x : x;
  if (magnitude >> w > 30_000n) reject("an enclosure of an exponential beyond exp(30,000)");
  let h = 0n;
  while ((magnitude << 2n) >> (w + h) > 0n) h++;
  const v = w + 2n * h + 16n;
  const y: Interval = { lo: (x << (v - w)) >> h, hi: -((-x << (v - w)) >> h) };
  let sum: Interval = { lo: 0n, hi: 0n };
  let term: Interval = { lo: 1n << v, hi: 1n << v };
  for (let n = 1n; size(term) > 1n; n++) {
    sum = plus(sum, term);
    term = shared(times(term, y, v), n);
  }
  // |y| ≤ 1/4: all that was left out is at most twice the first term left out.
  let result = widened(sum, 2n * size(term) + 2n);
  for (let i = 0n; i < h; i++) result = square(result, v);
  const out = coarser(result, v - w);
  return { lo: out.lo < 0n ? 0n : out.lo, hi: out.hi };
}

/** artanh (sign 1) or arctan (sign -1) of u with |u| ≤ 1/3: u ± u³/3 + u⁵/5 … */
function arcSeries(u: Interval, sign: 1n | -1n, w: bigint): Interval {
  const uu = square(u, w);
  let sum: Interval = { lo: 0n, hi: 0n };
  let power = u;
  let s = 1n;
  for (let n = 1n; size(power) > 1n; n += 2n) {
    const t = shared(power, n);
    sum = s > 0n ? plus(sum, t) : { lo: sum.lo - t.hi, hi: sum.hi - t.lo };
    power = times(power, uu, w);
    s *= sign;
  }
  return widened(sum, 2n * size(power) + 2n);
}

/** log of x/2^w for x > 0. */
function logAt(x: bigint, w: bigint): Interval {
  const v = w + 24n;
  const e = BigInt(x.toString(2).length) - 1n - w;
  // m = x/2^w/2^e is in [1, 2); u = (m-1)/(m+1) = (x - o)/(x + o) with o/2^w = 2^e.
  const [n, o] = w + e >= 0n ? [x, 1n << (w + e)] : [x << -(w + e), 1n];
  const m = arcSeries(ratio(n - o, n + o, v), 1n, v);
  const two = arcSeries(ratio(1n, 3n, v), 1n, v);
  const scaled = e >= 0n ? { lo: two.lo * e, hi: two.hi * e } : { lo: two.hi * e, hi: two.lo * e };
  const half = plus(m, scaled);
  return coarser({ lo: 2n * half.lo, hi: 2n * half.hi }, v - w);
}

function piAt(w: bigint): Interval {
  const v = w + 16n;
  const a = arcSeries(ratio(1n, 5n, v), -1n, v);
  const b = arcSeries(ratio(1n, 239n, v), -1n, v);
  return coarser({ lo: 16n * a.lo - 4n * b.hi, hi: 16n * a.hi - 4n * b.lo }, v - w);
}

class Encloser {
  readonly #w: bigint;
  readonly #done = new Map<Node, Interval>();
  #steps = 0;
  constructor(w: bigint) {
    this.#w = w;
  }

  of(t: Node): Interval {
    const known = this.#done.get(t);
    if (known !== undefined) return known;
    this.#step();
    const i = this.#compute(t);
    if (i.lo > i.hi) reject("an empty enclosure");
    if (i.hi > LARGEST || i.lo < SMALLEST) reject("an enclosure beyond 150,000 bits");
    this.#done.set(t, i);
    return i;
  }

  #step(): void {
    this.#steps++;
    if (this.#steps > MAX_STEPS) reject(`an enclosure of more than ${MAX_STEPS} operations`);
  }

  #exp(a: Interval): Interval {
    return { lo: expAt(a.lo, this.#w).lo, hi: expAt(a.hi, this.#w).hi };
  }
  #log(a: Interval): Interval {
    if (a.lo <= 0n) reject("an enclosure of a logarithm of what may not be positive");
    return { lo: logAt(a.lo, this.#w).lo, hi: logAt(a.hi, this.#w).hi };
  }

  #compute(t: Node): Interval {
    const w = this.#w;
    const one: Interval = { lo: 1n << w, hi: 1n << w };
    const p = (i: number): Node => T.part(t, i);
    switch (t.tag) {
      case "num":
        return t.value === null ? reject("a number without a value") : ratio(t.value.n, t.value.d, w);
      case "pi":
        return piAt(w);
      case "add":
        return t.parts.map((x) => this.of(x)).reduce(plus, { lo: 0n, hi: 0n });
      case "mul":
        return t.parts.map((x) => this.of(x)).reduce((a, b) => times(a, b, w), one);
      case "inv":
        return inverse(this.of(p(0)), w);
      case "exp":
        return this.#exp(this.of(p(0)));
      case "log":
        return this.#log(this.of(p(0)));
      case "rpow":
        return this.#exp(times(this.of(p(1)), this.#log(this.of(p(0))), w));
      case "ipow":
        return this.#power(this.of(p(0)), this.#integer(p(1)));
      case "if":
        return this.of(this.holds(p(0)) ? p(1) : p(2));
      case "sum":
      case "prod": {
        const [lo, hi] = [this.#integer(p(0)), this.#integer(p(1))];
        if (hi - lo > 5000n) reject("an enclosure of a sum of more than 5,000 terms");
        let out = t.tag === "sum" ? { lo: 0n, hi: 0n } : one;
        for (let i = lo; i <= hi; i++) {
          const x = this.of(B.fill(p(2), [T.int(i)]));
          out = t.tag === "sum" ? plus(out, x) : times(out, x, w);
        }
        return out;
      }
      default:
        return reject(`no enclosure of a term with ${t.tag}`);
    }
  }

  #power(base: Interval, n: bigint): Interval {
    const w = this.#w;
    if (n > 10_000n || n < -10_000n) reject("an enclosure of a power beyond 10,000");
    let out: Interval = { lo: 1n << w, hi: 1n << w };
    let square2 = base;
    for (let k = n < 0n ? -n : n; k > 0n; k >>= 1n) {
      if (k & 1n) out = times(out, square2, w);
      if (k > 1n) square2 = square(square2, w);
      if (size(square2) > LARGEST || size(out) > LARGEST) reject("an enclosure beyond 150,000 bits");
    }
    return n < 0n ? inverse(out, w) : out;
  }

  /** The only integer in the enclosure of an integer term. */
  #integer(t: Node): bigint {
    const i = this.of(t);
    const n = ceil(i.lo, 1n << this.#w);
    if (!T.isInt(t) || n !== floor(i.hi, 1n << this.#w)) reject("an enclosure does not settle an integer");
    return n;
  }

  /** Is the formula true? Rejects where the enclosures do not settle it. */
  holds(f: Node): boolean {
    this.#step();
    const p = (i: number): Node => T.part(f, i);
    switch (f.tag) {
      case "false":
        return false;
      case "and":
        return this.holds(p(0)) && this.holds(p(1));
      case "or":
        return this.holds(p(0)) || this.holds(p(1));
      case "implies":
        return !this.holds(p(0)) || this.holds(p(1));
      case "eq":
      case "lt":
      case "le": {
        if (p(0) === p(1)) return f.tag !== "lt";
        const difference = T.sub(p(1), p(0));
        const d = this.of(difference);
        if (d.lo > 0n) return f.tag !== "eq";
        if (d.hi < 0n) return false;
        if (T.isInt(difference)) {
          const n = this.#integer(difference);
          return f.tag === "eq" ? n === 0n : f.tag === "lt" ? n > 0n : n >= 0n;
        }
        if (d.lo === 0n && d.hi === 0n) return f.tag !== "lt";
        if (d.lo >= 0n && f.tag === "le") return true;
        return reject("an enclosure does not settle a test");
      }
      default:
        return reject(`no enclosure settles a formula with ${f.tag}`);
    }
  }
}

/** An enclosure of a term without free variables, and its precision in bits. */
export function enclose(t: Node, bits: number): Interval {
  if (!Number.isInteger(bits) || bits < 8 || bits > 4096) reject("an enclosure has 8 to 4096 bits");
  if (t.loose > 0 || t.free.size > 0) reject("an enclosure of a term with variables");
  return new Encloser(BigInt(bits) + GUARD).of(t);
}
