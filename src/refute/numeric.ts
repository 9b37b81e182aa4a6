/** Numerical calculus for steering: difference quotients, one-sided slopes, quadrature. */

type Real = (x: number) => number;

/** The derivative by Richardson extrapolation of central differences; NaN where the sides disagree. */
export function slopeByDifferences(f: Real, a: number): number {
  if (Number.isNaN(f(a))) return Number.NaN;
  const h = 1e-3 * Math.max(1, Math.abs(a));
  const central = (s: number): number => (f(a + s) - f(a - s)) / (2 * s);
  const d = (4 * central(h / 2) - central(h)) / 3;
  return sidesAgree(f, a) ? d : Number.NaN;
}

/** The slopes on the two sides of a, each extrapolated from two steps. */
function oneSided(f: Real, a: number): { left: number; right: number } {
  const v = f(a);
  const h = 1e-5 * Math.max(1, Math.abs(a));
  const quotient = (s: number): number => (f(a + s) - v) / s;
  const side = (s: number): number => {
    const [wide, close] = [quotient(s), quotient(s / 2)];
    // A quotient that still grows has no limit.
    return Math.abs(close - wide) > 0.1 * (1 + Math.abs(wide)) ? Number.NaN : 2 * close - wide;
  };
  return { right: side(h), left: side(-h) };
}

function sidesAgree(f: Real, a: number): boolean {
  const { left, right } = oneSided(f, a);
  return near(left, right);
}

/** Is the function defined on both sides of a? */
export function definedAround(f: Real, a: number): boolean {
  const h = 1e-9 * Math.max(1, Math.abs(a));
  return !Number.isNaN(f(a + h)) && !Number.isNaN(f(a - h));
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The slope of a function with tests: `d` where no test changes its answer at a, else what the two sides agree on. */
export function slopeAtTests(f: Real, a: number, d: number): number {
  const { left, right } = oneSided(f, a);
  if (!near(left, right)) return Number.NaN;
  return near(left, d) ? d : (left + right) / 2;
}

/** Does the derivative at a seem to exist? */
export function derivativeExists(f: Real, a: number): boolean {
  return !Number.isNaN(f(a)) && sidesAgree(f, a);
}

const NODES = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
const WEIGHTS = [0.2955242247147529, 0.2692667193099963, 0.219086362515982, 0.1494513491505806, 0.0666713443086881];

/** The integral from lo to hi by Gauss quadrature on eight pieces. */
export function definite(f: Real, lo: number, hi: number): number {
  const pieces = 8;
  const half = (hi - lo) / pieces / 2;
  // A pole of the simplest kind lies at a simple place.
  for (const x of [lo, hi, 0, 1, -1, (lo + hi) / 2]) {
    if (Math.min(lo, hi) <= x && x <= Math.max(lo, hi) && Number.isNaN(f(x))) return Number.NaN;
  }
  let sum = 0;
  for (let p = 0; p < pieces; p++) {
    const mid = lo + (2 * p + 1) * half;
    for (let i = 0; i < NODES.length; i++) {
      const d = half * (NODES[i] as number);
      sum += (WEIGHTS[i] as number) * half * (f(mid - d) + f(mid + d));
    }
  }
  return sum;
}
