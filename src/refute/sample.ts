/** Quantifiers in floating-point evaluation: integer ranges in full, everything else by a few samples. */

import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Env, Evaluator, TruthCode, Value } from "./evaluate.ts";
import { least, most, type Truth } from "./truth.ts";

type Quantified = Formula & { k: "all" | "some" };

/** For ∃ also large ones; for ∀ only where a sigmoid still differs from its limits. */
const REALS: readonly number[] = [0.5, 1, -1, 0, 2, 0.1, -2, 3, 0.9, -0.5, 0.3, -3, 1.5, 5, -5, 8, -8, 12, -12];
const FAR: readonly number[] = [100, -100, 0.001, -0.001, 1e-9, 1e4, -1e4, 1e9, -1e9];
const WIDE: readonly number[] = [0.5, 1, -1, 0, 2, 10, -10, -2, 100, -100, 0.1, 3, 0.9, -0.5, 0.3, -3, 1.5];
const INTEGERS: readonly number[] = [1, 2, 0, 3, -1, 4, -2, 5, 10];
const FAMILIES: readonly Value[] = [
  (k) => (k as number) - 1,
  () => 1,
  () => 0,
  (k) => -(k as number),
  (k) => 1 / ((k as number) + 1),
  (k) => ((k as number) === 1 ? 2 : 0),
];

/** lo and hi of ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ and of ∃k. (lo ≤ k ∧ k ≤ hi) ∧ φ, still under the binder, and φ. */
export function rangeOf(f: Quantified): { readonly lo: Term; readonly hi: Term; readonly body: Formula } | null {
  const b = f.body;
  if (f.x.sort.k !== "int" || b.k !== (f.k === "all" ? "implies" : "and")) return null;
  const guard = b.l;
  if (guard.k !== "and" || guard.l.k !== "le" || guard.r.k !== "le") return null;
  const [lo, k1, k2, hi] = [guard.l.l, guard.l.r, guard.r.l, guard.r.r];
  const isIndex = (t: Term): boolean => t.k === "bound" && t.index === 0;
  if (!isIndex(k1) || !isIndex(k2) || K.occursLoose(lo, 0) || K.occursLoose(hi, 0)) return null;
  return { lo, hi, body: b.r };
}

const MAX_RANGE = 400;

/** The truth of a quantified formula; samples alone make ∀ no more than likely and ∃ no less than unlikely. */
export function sampleFormula(ev: Evaluator, f: Quantified): TruthCode {
  const range = rangeOf(f);
  const join = f.k === "all" ? least : most;
  const start = f.k === "all" ? "true" : "false";
  if (range !== null) {
    const [lo, hi, body] = [ev.code(range.lo), ev.code(range.hi), ev.truthCode(range.body)];
    return (e) => {
      const outside: Env = { value: 0, up: e };
      const [from, to] = [lo(outside), hi(outside)];
      if (!Number.isInteger(from) || !Number.isInteger(to)) return "undefined";
      if (to - from > MAX_RANGE || !ev.spend(to - from + 1)) return "unknown";
      let all: Exclude<Truth, "undefined"> = start;
      for (let i = from; i <= to; i++) {
        const v = body({ value: i, up: e });
        if (v === "undefined") return v;
        all = join(all, v);
      }
      return all;
    };
  }
  const body = ev.truthCode(f.body);
  const samples = samplesFor(f);
  const inside = withinRanges(ev, f.x);
  const unseen = f.k === "all" ? "likely" : "unlikely";
  const closely = f.k === "all" && f.x.sort.k === "real" && depth(f) === 1;
  return (e) => {
    let all: Exclude<Truth, "undefined"> = unseen;
    if (!ev.spend(samples.length)) return "unknown";
    const far = closely && ev.wide ? FAR : [];
    const around = closely ? ev.focus.flatMap((a) => [a, a + 0.1, a - 0.1, a + 0.01, a - 0.01]) : [];
    for (const value of around.length + far.length === 0 ? samples : [...samples, ...around, ...far]) {
      const v = body({ value: inside(value, e), up: e });
      // A guard may be undefined only where the whole is.
      if (v === "undefined") return v;
      all = join(all, v);
    }
    return all;
  };
}

/** A family bound with its ranges has no value outside them. */
function withinRanges(ev: Evaluator, x: K.Binder): (v: Value, e: Env | null) => Value {
  if (x.over === undefined) return (v) => v;
  const ends = x.over.map((r) => [ev.code(r.lo), ev.code(r.hi)] as const);
  return (v, e) => {
    if (typeof v === "number") return v;
    const ranges = ends.map(([lo, hi]) => [lo(e), hi(e)] as const);
    return (...index) =>
      ranges.every(([lo, hi], j) => lo <= (index[j] as number) && (index[j] as number) <= hi)
        ? v(...index)
        : Number.NaN;
  };
}

/** Fewer samples for each where quantifiers are nested. */
function samplesFor(f: Quantified): readonly Value[] {
  const n = depth(f);
  const keep = n <= 1 ? 19 : n === 2 ? 9 : n === 3 ? 6 : 4;
  switch (f.x.sort.k) {
    case "real":
      return (f.k === "all" ? REALS : WIDE).slice(0, keep);
    case "int":
      return INTEGERS.slice(0, keep);
    case "family":
      return FAMILIES.slice(0, keep);
  }
}

function depth(f: Formula): number {
  switch (f.k) {
    case "all":
    case "some":
      return 1 + depth(f.body);
    case "and":
    case "or":
    case "implies":
      return Math.max(depth(f.l), depth(f.r));
    case "near":
      return depth(f.body);
    default:
      return 0;
  }
}
