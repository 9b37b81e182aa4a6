/** The words that every format uses for the same thing, and the shape that every format gives a chain of steps. */
import type { CheckedFile, CheckedTheorem, RestsOn, Shown, Step, VerdictName } from "../checked.ts";

/** The name of a claim: its title, or its id in words. */
export function nameOf(theorem: CheckedTheorem): string {
  if (theorem.title !== null) return theorem.title;
  const words = theorem.id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Theorem 3", "Refutation 4": one numbering for both. */
export function labelOf(theorem: CheckedTheorem, number: number): string {
  return `${theorem.kind === "theorem" ? "Theorem" : "Refutation"} ${number}`;
}

export const MARKS: Readonly<Record<VerdictName, string>> = { proved: "✓", refuted: "✗", undecided: "?", error: "!" };

/** The verdict in a word or two; where it is not what the author stated, that is said. */
export function verdictWords(theorem: CheckedTheorem): string {
  if (theorem.verdict === "error") return "could not be read";
  if (theorem.met || theorem.verdict === "undecided") return theorem.verdict;
  return theorem.kind === "theorem" ? "refuted, though stated as a theorem" : "proved, though stated as wrong";
}

/** "3 theorems", "1 theorem". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** "21 claims: 19 proved, 2 refuted, all as stated". */
export function tally(theorems: readonly CheckedTheorem[]): string {
  const of = (verdict: VerdictName): number => theorems.filter((t) => t.verdict === verdict).length;
  const parts = [
    [of("proved"), "proved"],
    [of("refuted"), "refuted"],
    [of("undecided"), "undecided"],
    [of("error"), "not readable"],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const unmet = theorems.filter((t) => !t.met).length;
  const all = unmet > 0 ? `${unmet} not as stated` : theorems.length > 1 ? "all as stated" : "as stated";
  return theorems.length === 0 ? "no claims" : `${count(theorems.length, "claim")}: ${[...told, all].join(", ")}`;
}

const RELATIONS: Readonly<Record<string, readonly [tex: string, broken: string]>> = {
  "=": ["=", "\\ne"],
  "!=": ["\\ne", "="],
  "<": ["\\lt", "\\not\\lt"],
  "<=": ["\\le", "\\not\\le"],
  ">": ["\\gt", "\\not\\gt"],
  ">=": ["\\ge", "\\not\\ge"],
  "~=": ["\\approx", "\\not\\approx"],
  iff: ["\\iff", "\\not\\Leftrightarrow"],
  implies: ["\\implies", "\\not\\Rightarrow"],
};

/** A relation of the language in TeX. */
export function relationTex(relation: string): string {
  return RELATIONS[relation]?.[0] ?? `\\mathrel{\\text{${texText(relation)}}}`;
}

/** The relation that a counterexample breaks, crossed out. */
export function brokenTex(relation: string): string {
  return RELATIONS[relation]?.[1] ?? "\\not=";
}

/** Words for TeX's \text{…}. */
export function texText(text: string): string {
  return text.replace(/[\\{}^~$&#%_<>]/g, (c) => SPELLED[c]!);
}
const SPELLED: Readonly<Record<string, string>> = {
  "\\": "∖",
  "{": "\\{",
  "}": "\\}",
  "^": "ˆ",
  "~": "˜",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "<": "‹",
  ">": "›",
};

/** A row after the head of its chain: what it is related to stands above it. */
export type Row = { readonly step: Step; readonly number: number };
export type Chain = { readonly head: Shown | null; readonly rows: readonly Row[] };

/** Steps as chains: a row that goes on from the right side above it repeats no left side. Whole propositions stand together. */
export function chains(steps: readonly Step[]): readonly Chain[] {
  const found: { head: Shown | null; rows: Row[] }[] = [];
  let above: Step | null = null;
  steps.forEach((step, at) => {
    const row = { step, number: at + 1 };
    const last = found.at(-1);
    if (last && above && goesOn(step, above)) last.rows.push(row);
    else found.push({ head: step.relation === null ? null : step.left, rows: [row] });
    above = step;
  });
  return found;
}

function goesOn(step: Step, above: Step): boolean {
  if (step.relation === null || above.relation === null) return step.relation === above.relation;
  return step.left === null || step.left.text === above.right?.text;
}

/** What stands in a row besides its relation: the right side, or the whole proposition. */
export function rowFormula(step: Step): Shown {
  return (step.relation === null ? step.left : step.right) ?? { text: step.text, tex: step.tex };
}

/** "rests on" by kind, each name once, in order of appearance. */
export function restsOnBy(theorem: CheckedTheorem): ReadonlyMap<RestsOn["k"], readonly string[]> {
  const by = new Map<RestsOn["k"], string[]>();
  for (const { k, name } of theorem.restsOn) {
    const names = by.get(k) ?? [];
    if (!names.includes(name)) names.push(name);
    by.set(k, names);
  }
  return by;
}

/** The number of each claim in its derivation. */
export function numbers(file: CheckedFile): ReadonlyMap<string, number> {
  return new Map(file.theorems.map((theorem, at) => [theorem.id, at + 1]));
}
