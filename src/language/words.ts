/** The words of the grammar and the names that it gives a meaning. */
import type { PredicateName } from "./syntax.ts";

export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "var fun def assume section theorem refute given proof by where as in at and or not implies iff " +
    "for all exists if then else real integer pi e inf const"
  ).split(" "),
);

export const STATEMENT_WORDS = ["var", "fun", "def", "assume", "section", "theorem", "refute"] as const;

/** Words after `by` that are no ids. */
export const REASON_WORDS: ReadonlySet<string> = new Set([
  "algebra",
  "log",
  "log-rules",
  "differentiation",
  "integration",
  "induction",
  "cases",
  "def",
]);

export const PREDICATES: ReadonlySet<string> = new Set<PredicateName>([
  "convex",
  "strictly_convex",
  "concave",
  "strictly_concave",
  "affine",
  "increasing",
  "decreasing",
  "strictly_increasing",
  "strictly_decreasing",
  "bounded_below",
  "bounded_above",
  "unbounded_below",
  "unbounded_above",
]);

/** Forms with a grammar of their own; recognised before `(` unless the author defines a function of that name. */
export const FORMS: ReadonlySet<string> = new Set([
  "sum",
  "prod",
  "diff",
  "integral",
  "indicator",
  "limit",
  "infimum",
  "supremum",
  "argmin",
  "argmax",
  "potential",
  "minimum",
  "maximum",
  ...PREDICATES,
]);

const GREEK =
  "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi " +
  "ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega " +
  "Α Alpha Β Beta Γ Gamma Δ Delta Ε Epsilon Ζ Zeta Η Eta Θ Theta Ι Iota Κ Kappa Λ Lambda Μ Mu Ν Nu Ξ Xi Ο Omicron Π Pi " +
  "Ρ Rho Σ Sigma Τ Tau Υ Upsilon Φ Phi Χ Chi Ψ Psi Ω Omega " +
  "ϑ theta ϵ epsilon ϕ phi ϖ pi ϱ rho ς sigma ϰ kappa ϒ Upsilon ϴ Theta ϐ beta µ mu Ω Omega";

/** Greek letters and their variants, to their names. */
export const GREEK_NAMES: ReadonlyMap<string, string> = (() => {
  const words = GREEK.split(" ");
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < words.length; i += 2) map.set(words[i] as string, words[i + 1] as string);
  return map;
})();

/** The names of Greek letters, without the letters. */
export const GREEK_LETTER_NAMES: ReadonlySet<string> = new Set(GREEK_NAMES.values());

/** Stands for a side of a theorem that is to be found; no name that can be declared. */
export const HOLE = "?";
