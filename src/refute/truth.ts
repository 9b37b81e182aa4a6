/** How true a formula looks in floating point. */
export type Truth = "true" | "likely" | "unknown" | "unlikely" | "false" | "undefined";

type Known = Exclude<Truth, "undefined">;
const ORDER: readonly Known[] = ["false", "unlikely", "unknown", "likely", "true"];
const RANK: Readonly<Record<Known, number>> = { false: 0, unlikely: 1, unknown: 2, likely: 3, true: 4 };

/** The less true one; for two formulas that are both looked at. */
export function least(a: Known, b: Known): Known {
  return RANK[a] <= RANK[b] ? a : b;
}
export function most(a: Known, b: Known): Known {
  return RANK[a] >= RANK[b] ? a : b;
}
export function denied(a: Known): Known {
  return ORDER[4 - RANK[a]] as Known;
}

/** True as far as one can see. */
export function plausible(t: Truth): boolean {
  return t === "true" || t === "likely" || t === "unknown";
}

/** P and Q, Q looked at where P is not false. */
export function conjunction(a: Truth, b: () => Truth): Truth {
  if (a === "undefined" || a === "false") return a;
  const v = b();
  if (v === "undefined") return a === "true" || a === "likely" ? v : "unknown";
  return least(a, v);
}
/** P or Q, Q looked at where P is not true. */
export function disjunction(a: Truth, b: () => Truth): Truth {
  if (a === "undefined" || a === "true") return a;
  const v = b();
  if (v === "undefined") return a === "false" || a === "unlikely" ? v : "unknown";
  return most(a, v);
}
export function implication(a: Truth, b: () => Truth): Truth {
  return a === "undefined" ? a : disjunction(denied(a), b);
}
