/** The words that every format uses for the same thing, and the shape that every format gives a chain of steps. */
import type {
  Block,
  CheckedFile,
  CheckedTheorem,
  Counterexample,
  RestsOn,
  Shown,
  Step,
  VerdictName,
} from "../checked.ts";

/** The name of a claim: its title, or its id in words. */
export function nameOf(theorem: CheckedTheorem): string {
  if (theorem.title !== null) return theorem.title;
  const words = theorem.id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
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
  return RELATIONS[relation]?.[0] ?? `\\mathrel{\\text{${texText(relation.slice(0, 20))}}}`;
}

/** The relation that a counterexample breaks, crossed out. */
export function brokenTex(relation: string): string {
  return RELATIONS[relation]?.[1] ?? "\\not=";
}

/** Words for TeX's \text{…}; relations leave it for a moment. */
export function texText(text: string): string {
  return text.replace(/[<>!]=|[\\{}^~$&#%_<>`*]/g, (c) => SPELLED[c]!).replace(/\](?=[([])/g, "] ");
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
  "<=": "}\\le \\text{",
  ">=": "}\\ge \\text{",
  "!=": "}\\ne \\text{",
  "<": "}\\lt \\text{",
  ">": "}\\gt \\text{",
  "`": "‘",
  "*": "∗",
};

/** A row after the head of its chain: what it is related to stands above it. */
export type Row = { readonly step: Step; readonly number: number };
export type Chain = {
  readonly head: Shown | null;
  readonly rows: readonly Row[];
  /** Whether the head is so short that it shares its line with the first relation. */
  readonly short: boolean;
};
const SHORT = 18;

/** Steps as chains: a row that goes on from the right side above it repeats no left side. Whole propositions stand together. */
export function chains(steps: readonly Step[]): readonly Chain[] {
  const found: { head: Shown | null; rows: Row[]; short: boolean }[] = [];
  let above: Step | null = null;
  steps.forEach((step, at) => {
    const row = { step, number: at + 1 };
    const last = found.at(-1);
    if (last && above && goesOn(step, above)) last.rows.push(row);
    else {
      const head = step.relation === null ? null : step.left;
      found.push({ head, rows: [row], short: head !== null && head.text.length <= SHORT });
    }
    above = step;
  });
  return found;
}

function goesOn(step: Step, above: Step): boolean {
  if (step.relation === null || above.relation === null) return step.relation === above.relation;
  return step.left === null || step.left.text === above.right?.text;
}

/** The reason of a proof that is one step and says no more than the claim itself; null for any other proof. */
export function onlyReason(theorem: CheckedTheorem): string | null {
  const [step, more] = theorem.steps;
  if (!step || more || step.details.length > 0 || step.reason === "") return null;
  return step.text === theorem.statement.text || step.tex === theorem.statement.tex ? step.reason : null;
}

/** What the explanation of a counterexample says beyond the assignment and the sides, which stand beside it. */
export function explanationOf({ assignment, lhs, rhs, about, explanation }: Counterexample): string {
  const at = `At ${assignment.map(({ name, value }) => `${name.text} = ${value.text}`).join(", ")} `;
  if (assignment.length === 0 || !explanation.startsWith(at)) return explanation;
  const rest = explanation.slice(at.length);
  const side = (value: Shown, decimal: Shown | null | undefined): string =>
    decimal ? `${value.text} = ${decimal.text}` : value.text;
  if (lhs && rhs && rest === `the left side is ${side(lhs, about?.lhs)}, the right side ${side(rhs, about?.rhs)}.`)
    return "";
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What a repair changes: a hypothesis is added, one text stands instead of another, or it is told in words. */
export type Change =
  | { readonly k: "hypothesis"; readonly given: string }
  | { readonly k: "instead"; readonly now: string; readonly before: string }
  | { readonly k: "words"; readonly text: string };

export function changeOf(change: string): Change {
  const given = /^given (.+)$/s.exec(change)?.[1];
  if (given !== undefined) return { k: "hypothesis", given };
  const [now, before] = change.split(/ for (?!all\b)/);
  return now && before ? { k: "instead", now, before } : { k: "words", text: change };
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

/** A claim with its place on a page. */
export type Listed = {
  readonly theorem: CheckedTheorem;
  readonly number: number;
  /** "Theorem 3", "Refutation 4": one numbering for both. */
  readonly label: string;
  /** The id of its card: the claim's own, unless that is no id or taken. */
  readonly anchor: string;
  /** Where a link to it leads from the page that is being written. */
  readonly href: string;
};

export type Listing = {
  readonly all: readonly Listed[];
  of(theorem: CheckedTheorem): Listed;
  /** The claim that an id names, the first where several have it. */
  named(id: string): Listed | undefined;
};

/** The claims of a derivation in order; `page` is the page that they stand on, empty for the one being written. */
export function listing(file: CheckedFile, page = ""): Listing {
  const named = new Map<string, Listed>();
  const all = file.theorems.map((theorem, at): Listed => {
    const number = at + 1;
    const label = `${theorem.kind === "theorem" ? "Theorem" : "Refutation"} ${number}`;
    const anchor = !/^[a-z0-9-]+$/.test(theorem.id) || named.has(theorem.id) ? `claim.${number}` : theorem.id;
    const listed = { theorem, number, label, anchor, href: `${page}#${anchor}` };
    if (anchor === theorem.id) named.set(anchor, listed);
    return listed;
  });
  const byTheorem = new Map(all.map((listed) => [listed.theorem, listed]));
  return {
    all,
    of: (theorem) =>
      byTheorem.get(theorem) ??
      named.get(theorem.id) ?? { theorem, number: 0, label: "Claim", anchor: theorem.id, href: `#${theorem.id}` },
    named: (id) => named.get(id),
  };
}

/** A reason parted at its commas, each part with the claim that it names, if it is only that. */
export function reasonParts(
  reason: string,
  claims: Listing,
): readonly { readonly text: string; readonly claim: Listed | null }[] {
  return reason
    .split(/,\s+(?=[^$]*(?:\$[^$]*\$[^$]*)*$)/)
    .map((text) => ({ text, claim: claims.named(text.replace(/^(?:by )?(?:theorem )?/, "")) ?? null }));
}

/** The title that a section shows on a page: none where the prose right above it has a heading of its own. */
export function sectionTitle(block: Block & { k: "section" }, before: Block | undefined): string | null {
  if (before?.k === "prose" && /^ {0,3}#{1,6}[ \t]/m.test(before.markdown)) return null;
  return block.title;
}
