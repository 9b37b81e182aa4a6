/**
 * Certified enclosures of closed terms by integer arithmetic: an interval [lo, hi]/2^bits with
 * integers lo <= hi. Every operation rounds outwards. exp: reduction by powers of two and a Taylor sum
 * with a bound of the tail; log: argument halving and 2·artanh with a geometric tail (Brent and
 * Zimmermann, Modern Computer Arithmetic, ch. 4). No floating point.
 */
import { Refusal } from "./refusal.ts";
import { instantiate } from "./substitution.ts";
import type { Formula, Term } from "./term.ts";
import * as T from "./term.ts";

/** The reals between lo/2^bits and hi/2^bits. */
export type Interval = { readonly lo: bigint; readonly hi: bigint };

const MAX_BITS = 4096;
const MAX_TERMS = 4096n;

/** Encloses the value of a term without free variables; refuses what is undefined or not decidable so. */
export function enclosure(t: Term, bits: number): Interval {
  if (!Number.isInteger(bits) || bits < 8 || bits > MAX_BITS) throw new Refusal("enclosure", "bits must be 8 to 4096");
  if (T.looseOf(t) !== 0 || T.freeNames(t).length > 0) throw new Refusal("enclosure", "the term has free variables");
  const memo = new Map<Term, Interval>();
  const budget = { left: 200_000 };
  const tick = (): void => {
    if (--budget.left < 0) throw new Refusal("limit", "limit of 200,000 interval operations reached");
  };
  const go = (u: Term): Interval => {
    const known = memo.get(u);
    if (known !== undefined) return known;
    tick();
    const out = bounded(value(u, BigInt(bits), go, tick));
    if (out.lo > out.hi) throw new Refusal("enclosure", "empty interval");
    memo.set(u, out);
    return out;
  };
  return go(t);
}

const LARGEST = 1n << 100_000n;
const SMALLEST = -LARGEST;
function bounded(i: Interval): Interval {
  if (i.hi > LARGEST || i.lo < SMALLEST) throw new Refusal("limit", "limit of 100,000-bit integers reached");
  return i;
}

const floorDiv = (a: bigint, b: bigint): bigint => {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
};
const ceilDiv = (a: bigint, b: bigint): bigint => -floorDiv(-a, b);
const min = (...xs: bigint[]): bigint => xs.reduce((a, b) => (a < b ? a : b));
const max = (...xs: bigint[]): bigint => xs.reduce((a, b) => (a > b ? a : b));

function times(a: Interval, b: Interval, p: bigint): Interval {
  const all = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  return bounded({ lo: min(...all) >> p, hi: -(-max(...all) >> p) });
}
function inverse(a: Interval, p: bigint): Interval {
  if (a.lo <= 0n && a.hi >= 0n) throw new Refusal("enclosure", "division by an interval that holds 0");
  const one = 1n << (2n * p);
  return { lo: floorDiv(one, a.hi), hi: ceilDiv(one, a.lo) };
}
function rationalInterval(n: bigint, d: bigint, p: bigint): Interval {
  return { lo: floorDiv(n << p, d), hi: ceilDiv(n << p, d) };
}

/** Bounds of exp(x/2^p), x an exact dyadic. */
function expPoint(x: bigint, p: bigint): Interval {
  const size = x < 0n ? -x : x;
  if (size >> p > 20_000n) throw new Refusal("limit", "exponent beyond 20,000");
  let halvings = 0n;
  while (size >> (p + halvings) > 0n || (size << 3n) >> (p + halvings) > 0n) halvings++;
  const g = p + 2n * halvings + 16n;
  const one = 1n << g;
  const y = (x << (g - p)) >> halvings; // |y| < 1/8, rounded down
  let lo = one;
  let hi = one;
  let tLo = one;
  let tHi = one;
  const yI: Interval = { lo: y, hi: y + 1n };
  for (let n = 1n; n < 4n * g; n++) {
    const t = times({ lo: tLo, hi: tHi }, yI, g);
    tLo = floorDiv(t.lo, n);
    tHi = ceilDiv(t.hi, n);
    lo += tLo;
    hi += tHi;
    const m = max(tHi < 0n ? -tHi : tHi, tLo < 0n ? -tLo : tLo);
    if (m <= 2n) break;
    if (n === 4n * g - 1n) throw new Refusal("enclosure", "the exponential series did not end");
  }
  // |y| < 1/4, so the tail after a term of size at most 2 units is below 2 units.
  let r: Interval = { lo: lo - 4n, hi: hi + 4n };
  for (let i = 0n; i < halvings; i++) r = times(r, r, g);
  return { lo: max(r.lo >> (g - p), 0n), hi: -(-r.hi >> (g - p)) };
}

/** Bounds of log(x/2^p) for x > 0: x/2^p = 2^e·y with y in [3/4, 3/2), rounded down if it is long. */
function logPoint(x: bigint, p: bigint): Interval {
  const g = p + 24n;
  let e = BigInt(x.toString(2).length) - 1n - p;
  const scaled = (by: bigint): bigint => (g - p - by >= 0n ? x << (g - p - by) : x >> (p + by - g));
  if (scaled(e) >= 3n << (g - 1n)) e++;
  const y = scaled(e);
  const rounded = g - p - e >= 0n ? 0n : 1n;
  const two = logTwo(g);
  const extra = e >= 0n ? { lo: two.lo * e, hi: two.hi * e } : { lo: two.hi * e, hi: two.lo * e };
  const lo = logNearOne(y, g).lo + extra.lo;
  const hi = logNearOne(y + rounded, g).hi + extra.hi;
  return { lo: lo >> (g - p), hi: -(-hi >> (g - p)) };
}

/** log(y/2^g) for y/2^g in [1/2, 2]: 2·artanh((y-1)/(y+1)). */
function logNearOne(y: bigint, g: bigint): Interval {
  const one = 1n << g;
  const u: Interval = { lo: floorDiv((y - one) << g, y + one), hi: ceilDiv((y - one) << g, y + one) };
  const sq = times(u, u, g);
  const square: Interval = { lo: max(sq.lo, 0n), hi: sq.hi };
  let power = u;
  let lo = u.lo;
  let hi = u.hi;
  for (let n = 3n; n < 8n * g; n += 2n) {
    power = times(power, square, g);
    lo += floorDiv(power.lo, n);
    hi += ceilDiv(power.hi, n);
    const m = max(power.hi < 0n ? -power.hi : power.hi, power.lo < 0n ? -power.lo : power.lo);
    if (m <= 2n) break;
    if (n + 2n >= 8n * g) throw new Refusal("enclosure", "the logarithm series did not end");
  }
  // u² <= 1/9, so the tail is below half of the last power.
  return { lo: 2n * (lo - 3n), hi: 2n * (hi + 3n) };
}

function logTwo(g: bigint): Interval {
  // log 2 = log(4/3) + log(3/2)
  const a = rationalInterval(4n, 3n, g);
  const b = rationalInterval(3n, 2n, g);
  return {
    lo: logNearOne(a.lo, g).lo + logNearOne(b.lo, g).lo,
    hi: logNearOne(a.hi, g).hi + logNearOne(b.hi, g).hi,
  };
}

function exp(a: Interval, p: bigint): Interval {
  return { lo: expPoint(a.lo, p).lo, hi: expPoint(a.hi, p).hi };
}
function log(a: Interval, p: bigint): Interval {
  if (a.lo <= 0n) throw new Refusal("enclosure", "log of an interval that is not positive");
  return { lo: logPoint(a.lo, p).lo, hi: logPoint(a.hi, p).hi };
}

/** Machin: π = 16 arctan(1/5) - 4 arctan(1/239). */
function piInterval(p: bigint): Interval {
  const g = p + 24n;
  const arctan = (n: bigint): Interval => {
    let power = floorDiv(1n << g, n);
    let sum = 0n;
    let steps = 0n;
    for (let k = 1n; power > 0n; k += 2n) {
      sum += (k % 4n === 1n ? 1n : -1n) * (power / k);
      power /= n * n;
      steps++;
    }
    return { lo: sum - 2n * steps - 2n, hi: sum + 2n * steps + 2n };
  };
  const a = arctan(5n);
  const b = arctan(239n);
  return { lo: (16n * a.lo - 4n * b.hi) >> (g - p), hi: -(-(16n * a.hi - 4n * b.lo) >> (g - p)) };
}

function value(t: Term, p: bigint, go: (t: Term) => Interval, tick: () => void): Interval {
  switch (t.k) {
    case "num":
      return rationalInterval(t.value.num, t.value.den, p);
    case "pi":
      return piInterval(p);
    case "op":
      return operation(t.op, t.args, p, go);
    case "if":
      return holds(t.test, go, p, tick) ? go(t.then) : go(t.else);
    case "sum":
    case "prod": {
      const lo = exactInteger(t.lo, go, p);
      const hi = exactInteger(t.hi, go, p);
      if (hi - lo > MAX_TERMS) throw new Refusal("limit", `limit of ${MAX_TERMS} terms of a sum reached`);
      let out: Interval = t.k === "sum" ? { lo: 0n, hi: 0n } : { lo: 1n << p, hi: 1n << p };
      for (let i = lo; i <= hi; i++) {
        const x = go(instantiate(t.body, [T.int(i)]));
        out = t.k === "sum" ? { lo: out.lo + x.lo, hi: out.hi + x.hi } : times(out, x, p);
      }
      return out;
    }
    case "var":
    case "bound":
    case "at":
    case "family":
    case "call":
    case "D":
    case "integral":
      throw new Refusal("enclosure", `no enclosure of a term of kind ${t.k}`);
  }
}

function operation(op: T.Op, args: readonly Term[], p: bigint, go: (t: Term) => Interval): Interval {
  const a = args[0] as Term;
  switch (op) {
    case "add":
      return args.map(go).reduce((x, y) => ({ lo: x.lo + y.lo, hi: x.hi + y.hi }), { lo: 0n, hi: 0n });
    case "mul":
      return args.map(go).reduce((x, y) => times(x, y, p), { lo: 1n << p, hi: 1n << p });
    case "inv":
      return inverse(go(a), p);
    case "exp":
      return exp(go(a), p);
    case "log":
      return log(go(a), p);
    case "ipow": {
      const n = exactInteger(args[1] as Term, go, p);
      if (n > 10_000n || n < -10_000n) throw new Refusal("limit", "power beyond 10,000");
      let base = go(a);
      let out: Interval = { lo: 1n << p, hi: 1n << p };
      for (let k = n < 0n ? -n : n; k > 0n; k >>= 1n) {
        if (k & 1n) out = times(out, base, p);
        if (k > 1n) base = square(base, p);
      }
      return n < 0n ? inverse(out, p) : out;
    }
    case "rpow":
      return exp(times(go(args[1] as Term), log(go(a), p), p), p);
  }
}

function square(a: Interval, p: bigint): Interval {
  const s = times(a, a, p);
  return a.lo < 0n && a.hi > 0n ? { lo: 0n, hi: s.hi } : s;
}

function exactInteger(t: Term, go: (t: Term) => Interval, p: bigint): bigint {
  const i = go(t);
  const lo = ceilDiv(i.lo, 1n << p);
  const hi = floorDiv(i.hi, 1n << p);
  if (T.sortOf(t).k !== "int" || lo !== hi) throw new Refusal("enclosure", "an integer is not decided");
  return lo;
}

/** Decides a closed formula without quantifiers, or refuses. */
function holds(f: Formula, go: (t: Term) => Interval, p: bigint, tick: () => void): boolean {
  tick();
  switch (f.k) {
    case "false":
      return false;
    case "and":
      return holds(f.l, go, p, tick) && holds(f.r, go, p, tick);
    case "or":
      return holds(f.l, go, p, tick) || holds(f.r, go, p, tick);
    case "implies":
      return !holds(f.l, go, p, tick) || holds(f.r, go, p, tick);
    case "eq":
    case "lt":
    case "le": {
      if (f.l === f.r) return f.k !== "lt";
      const d = go(T.sub(f.r, f.l));
      if (d.lo > 0n) return f.k !== "eq";
      if (d.hi < 0n) return false;
      if (T.sortOf(f.l).k === "int" && T.sortOf(f.r).k === "int") {
        const n = exactInteger(T.sub(f.r, f.l), go, p);
        return f.k === "eq" ? n === 0n : f.k === "lt" ? n > 0n : n >= 0n;
      }
      if (d.lo === 0n && d.hi === 0n) return f.k !== "lt";
      if (d.lo >= 0n && f.k === "le") return true;
      throw new Refusal("enclosure", "a test is not decided");
    }
    case "all":
    case "some":
    case "hasDeriv":
    case "near":
    case "allFun":
    case "pred":
      throw new Refusal("enclosure", "a test is not decided by an enclosure");
  }
}
