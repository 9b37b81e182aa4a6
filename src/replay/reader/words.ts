/** The words of the derivation language. */

export const WORDS: ReadonlySet<string> = new Set(
  (
    "var fun def assume section theorem refute given proof by where as in at and or not implies iff " +
    "for all exists if then else real integer pi e inf const"
  ).split(" "),
);

/** Predicates of a function in variables: `convex(f, x)`. */
export const PREDICATES: ReadonlySet<string> = new Set(
  (
    "convex strictly_convex concave strictly_concave affine increasing decreasing strictly_increasing " +
    "strictly_decreasing bounded_below bounded_above unbounded_below unbounded_above"
  ).split(" "),
);

/** What has a grammar of its own before `(`, unless the author has defined a function of that name. */
export const FORMS: ReadonlySet<string> = new Set([
  ..."sum prod diff integral indicator limit infimum supremum argmin argmax potential minimum maximum".split(" "),
  ...PREDICATES,
]);

const LETTERS =
  "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi " +
  "ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega " +
  "Α Alpha Β Beta Γ Gamma Δ Delta Ε Epsilon Ζ Zeta Η Eta Θ Theta Ι Iota Κ Kappa Λ Lambda Μ Mu Ν Nu Ξ Xi Ο Omicron Π Pi " +
  "Ρ Rho Σ Sigma Τ Tau Υ Upsilon Φ Phi Χ Chi Ψ Psi Ω Omega " +
  "ϑ theta ϵ epsilon ϕ phi ϖ pi ϱ rho ς sigma ϰ kappa ϒ Upsilon ϴ Theta ϐ beta µ mu Ω Omega";

/** A Greek letter is its name. */
export const GREEK: ReadonlyMap<string, string> = new Map(
  [...LETTERS.matchAll(/(\S) (\S+)/gu)].map((m) => [m[1] as string, m[2] as string]),
);
