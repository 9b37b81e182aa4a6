/** Names in TeX: Greek letters, subscripts from digits and underscores, upright names of several letters. */

const LETTERS =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega " +
  "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega";

const GREEK: ReadonlySet<string> = new Set(LETTERS.split(" "));

/** Letters that look like Latin ones have no command. */
const LATIN_LOOKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    omicron: "o",
    Alpha: "\\mathrm{A}",
    Beta: "\\mathrm{B}",
    Epsilon: "\\mathrm{E}",
    Zeta: "\\mathrm{Z}",
    Eta: "\\mathrm{H}",
    Iota: "\\mathrm{I}",
    Kappa: "\\mathrm{K}",
    Mu: "\\mathrm{M}",
    Nu: "\\mathrm{N}",
    Omicron: "\\mathrm{O}",
    Rho: "\\mathrm{P}",
    Tau: "\\mathrm{T}",
    Chi: "\\mathrm{X}",
  }),
);

/** A name apart from its subscript. */
export type NameTex = { readonly base: string; readonly sub: readonly string[] };

function word(text: string): string {
  if (text.length === 1) return text;
  if (GREEK.has(text)) return `\\${text}`;
  return LATIN_LOOKS.get(text) ?? `\\mathrm{${text}}`;
}

export function nameTex(name: string, notation: ReadonlyMap<string, string>): NameTex {
  const own = notation.get(name);
  if (own !== undefined) return { base: /[_^]/.test(own) ? `{${own}}` : own, sub: [] };
  const [head = "", ...rest] = name.split("_").filter((part) => part !== "");
  const digits = /^([A-Za-z]+)([0-9]+)$/.exec(head);
  const sub = rest.map((part) => (/^[0-9]+$/.test(part) ? part : word(part)));
  if (digits !== null) return { base: word(digits[1] as string), sub: [digits[2] as string, ...sub] };
  return { base: /^[A-Za-z]+$/.test(head) ? word(head) : `\\mathrm{${head}}`, sub };
}

export function joinSub(n: NameTex, more: readonly string[] = []): string {
  const sub = [...n.sub, ...more];
  return sub.length === 0 ? n.base : `${n.base}_{${sub.join(", ")}}`;
}
