/** Text of the language as terminals can show mathematics: signs instead of words, exponents raised. For reading only. */

const SIGNS: Readonly<Record<string, string>> = {
  "<=": "≤",
  ">=": "≥",
  "!=": "≠",
  "~=": "≈",
  "+-": "±",
  "->": "→",
  "..": "…",
  "*": "·",
  "-": "−",
};

const WORDS: Readonly<Record<string, string>> = {
  implies: "⇒",
  iff: "⇔",
  and: "∧",
  or: "∨",
  not: "¬",
  in: "∈",
  inf: "∞",
  pi: "π",
  sqrt: "√",
  sum: "∑",
  prod: "∏",
  integral: "∫",
  ...Object.fromEntries(
    Object.entries(
      "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Sigma Σ Phi Φ Psi Ψ Omega Ω"
        .split(" ")
        .reduce<Record<string, string>>((all, word, at, words) => {
          if (at % 2 === 0) all[word] = words[at + 1]!;
          return all;
        }, {}),
    ),
  ),
};

const RAISED = new Map([..."0123456789-"].map((c, at) => [c, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"[at]!]));

/** One line of the language with mathematical signs. */
export function mathematics(text: string): string {
  const read = text
    .replace(/\bfor all\b/g, "∀")
    .replace(/\bexists\b/g, "∃")
    .replace(/\^(-?\d+)(?![\d.(])/g, (_, digits: string) => [...digits].map((c) => RAISED.get(c)!).join(""));
  return read.replace(/[A-Za-z][A-Za-z0-9_]*|\d+(?:\.\d+)?|<=|>=|!=|~=|\+-|->|\.\.|[*-]/g, (token) =>
    Object.hasOwn(SIGNS, token) ? SIGNS[token]! : Object.hasOwn(WORDS, token) ? WORDS[token]! : token,
  );
}
