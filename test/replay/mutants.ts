/**
 * Certificates with one thing changed at random. A mutant that replay accepts must still be a proof of the claim that
 * its text makes: the kernel, asked afterwards, makes the same verdict of it, about what the language reads there.
 */
import { decode, Malformed } from "../../src/certificate/decode.ts";
import type { Certificate } from "../../src/certificate/format.ts";
import type { Certified, Claim } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { documentOf } from "../../src/language/read.ts";
import { replay } from "../../src/replay/index.ts";
import { ruleNames } from "../../src/replay/rules/table.ts";
import type { Data, Loose } from "./certificates.ts";
import { random } from "./recipes.ts";

export type Outcome = "refused" | "same claim" | "wrong";
/** How many mutants of each kind had which outcome, and what was wrong. */
export type Audit = {
  readonly counts: ReadonlyMap<string, Record<Outcome, number>>;
  readonly wrong: readonly string[];
};

const SWAPS: readonly (readonly string[])[] = [
  ["add", "mul"],
  ["exp", "log", "inv"],
  ["ipow", "rpow"],
  ["eq", "le", "lt"],
  ["and", "or", "implies"],
  ["all", "some"],
  ["sum", "prod"],
];

/** Changes things in a certificate, in place. Each way says false where it finds nothing to change. */
class Mutator {
  readonly #next: () => number;
  constructor(next: () => number) {
    this.#next = next;
  }
  #below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  #one<T>(all: readonly T[]): T | undefined {
    return all[this.#below(all.length)];
  }
  /** Another of the names that stand together with this one. */
  #swapped(name: unknown): string | undefined {
    const group = SWAPS.find((g) => g.includes(name as string)) ?? [];
    return this.#one(group.filter((x) => x !== name));
  }

  readonly ways: Readonly<Record<string, (c: Data) => boolean>> = {
    "a number": (c) => {
      const row = this.#one(c.nodes.filter((n) => n[0] === "num"));
      if (row === undefined) return false;
      row[1] = `${BigInt(row[1]) + (this.#next() < 0.5 ? 1n : -1n)}`;
      return true;
    },
    "an operator": (c) => {
      const row = this.#one(c.nodes);
      const at = row[0] === "op" ? 1 : 0;
      const other = this.#swapped(row[at]);
      if (other === undefined) return false;
      row[at] = other;
      return true;
    },
    "a part": (c) => {
      const i = this.#below(c.nodes.length);
      const row = c.nodes[i];
      const at = row.findIndex((x: unknown, j: number) => j > 0 && (typeof x === "number" || Array.isArray(x)));
      if (at < 0 || i === 0 || row[0] === "bound") return false;
      if (typeof row[at] === "number") row[at] = this.#below(i);
      else if (row[at].length > 0) row[at][this.#below(row[at].length)] = this.#below(i);
      return true;
    },
    "parts in another order": (c) => {
      const row = this.#one(c.nodes);
      if (["eq", "le", "lt", "implies", "and", "or"].includes(row[0])) [row[1], row[2]] = [row[2], row[1]];
      else if (row[0] === "op") row[2].reverse();
      else return false;
      return true;
    },
    "a bound variable": (c) => {
      const row = this.#one(c.nodes.filter((n) => n[0] === "bound"));
      if (row === undefined) return false;
      row[1] = Math.max(0, row[1] + (this.#next() < 0.5 ? 1 : -1));
      return true;
    },
    "a capture": (c) => {
      const i = c.nodes.indexOf(this.#one(c.nodes.filter((n) => n[0] === "var" || n[0] === "bound")));
      if (i < 0) return false;
      const row = c.nodes[i];
      const other = this.#one(
        c.nodes.filter((n) => (n[0] === "var" || n[0] === "bound") && n[2] === row[2] && n !== row),
      );
      if (other === undefined) return false;
      c.nodes[i] = [...other];
      return true;
    },
    "a rule": (c) => {
      const step = this.#one(c.steps);
      step[0] = this.#one(ruleNames());
      return true;
    },
    "a premise less": (c) => {
      const step = this.#one(c.steps.filter((s) => s[1].length > 0));
      if (step === undefined) return false;
      step[1].splice(this.#below(step[1].length), 1);
      return true;
    },
    "another premise": (c) => {
      const i = this.#below(c.steps.length);
      if (i === 0 || c.steps[i][1].length === 0) return false;
      c.steps[i][1][this.#below(c.steps[i][1].length)] = this.#below(i);
      return true;
    },
    "another argument": (c) => {
      const step = this.#one(c.steps.filter((s) => s[2].length > 0));
      if (step === undefined) return false;
      const arg = this.#one(step[2]) as Loose;
      if (arg[0] === "n") arg[1] = this.#below(c.nodes.length);
      else if (arg[0] === "i") arg[1] = Math.max(0, arg[1] - 1 - this.#below(arg[1] + 1));
      else return false;
      return true;
    },
    "steps in another order": (c) => {
      const i = this.#below(c.steps.length - 1);
      if (i < 0) return false;
      [c.steps[i], c.steps[i + 1]] = [c.steps[i + 1], c.steps[i]];
      return true;
    },
    "a hypothesis of the claim": (c) => {
      const { hypotheses } = c.claim;
      if (this.#next() < 0.5) hypotheses.push(this.#below(c.nodes.length));
      else if (hypotheses.length > 0) hypotheses.splice(this.#below(hypotheses.length), 1);
      else return false;
      return true;
    },
    "the goal": (c) => {
      c.claim.goal = this.#below(c.nodes.length);
      return true;
    },
    "the verdict": (c) => {
      const v = c.verdict;
      const field = this.#one(["goal", "defined", "breaks", "how"].filter((k) => k in v && v[k] !== null)) as string;
      if (field === "how") v.how = v.how === "false" ? "undefined" : "false";
      else v[field] = this.#below(c.steps.length);
      return true;
    },
    "the witness": (c) => {
      const { at, holds } = c.verdict;
      const value = this.#one(at.variables) as Loose;
      if (value !== undefined && this.#next() < 0.6) value[1] = this.#below(c.nodes.length);
      else if (holds.length > 0) holds[this.#below(holds.length)] = this.#below(c.steps.length);
      else return false;
      return true;
    },
    /** From text, rows and witness alike: what is left is another claim, well formed. */
    "a given, everywhere": (c) => {
      if (c.text.givens.length === 0 || c.claim.hypotheses.length === 0) return false;
      c.text.givens.pop();
      c.claim.hypotheses.pop();
      c.verdict.holds.pop();
      return true;
    },
    "a given of the text": (c) => {
      const given = this.#one(["given a > 0", "given x > 0", "given z = 0", "given K > 1"]) as string;
      if (c.text.givens.length > 0 && this.#next() < 0.5) c.text.givens.splice(this.#below(c.text.givens.length), 1);
      else c.text.givens.push(given);
      return true;
    },
    "a word of the text": (c) => {
      const { declarations, givens } = c.text;
      const place = this.#below(declarations.length + givens.length + 3);
      const edit = (s: string): string => this.#edited(s);
      if (place < declarations.length) declarations[place] = edit(declarations[place]);
      else if (place < declarations.length + givens.length)
        givens[place - declarations.length] = edit(givens[place - declarations.length]);
      else c.text.goal = edit(c.text.goal);
      return true;
    },
  };

  /** Another token in the place of one. */
  #edited(text: string): string {
    const tokens = text.match(/[A-Za-z_]\w*|\d+|\.\.|[<>!~]=|->|\S|\s+/g) ?? [];
    const i = this.#below(tokens.length);
    const t = tokens[i] as string;
    const same = (kind: RegExp): string[] => (kind.test(t) ? tokens.filter((x) => kind.test(x) && x !== t) : []);
    const others = [
      ...same(/^[A-Za-z_]\w*$/),
      ...same(/^\d+$/),
      ...(/^\d+$/.test(t) ? [`${Number(t) + 1}`] : []),
      ...(/^[-+*/^]$/.test(t) ? ["+", "-", "*", "/", "^"].filter((x) => x !== t) : []),
      ...(/^([<>]=?|!?=)$/.test(t) ? ["<", "<=", "=", ">=", ">"].filter((x) => x !== t) : []),
      ...(/^[(),[\]]$/.test(t) ? [""] : []),
    ];
    tokens[i] = this.#one(others) ?? "";
    return tokens.join("");
  }
}

/** So many mutants of the certificates, each with the kind of its change. */
export function* mutants(all: readonly Certificate[], count: number, seed: number): Generator<[string, Data]> {
  const next = random(seed);
  const ways = Object.entries(new Mutator(next).ways);
  const texts = all.map((c) => JSON.stringify(c));
  for (let made = 0; made < count; ) {
    const text = texts[Math.floor(next() * texts.length)] as string;
    const [kind, change] = ways[Math.floor(next() * ways.length)] as (typeof ways)[number];
    const mutant = JSON.parse(text) as Data;
    if (!change(mutant) || JSON.stringify(mutant) === text) continue;
    made++;
    yield [kind, mutant];
  }
}

/** Makes so many mutants of the certificates and looks at what replay says to each. */
export function audit(all: readonly Certificate[], count: number, seed: number): Audit {
  const counts = new Map<string, Record<Outcome, number>>();
  const wrong: string[] = [];
  for (const [kind, mutant] of mutants(all, count, seed)) {
    const said = replay(mutant);
    const problem = said.ok ? problemOf(mutant, said.verdict) : null;
    const outcome: Outcome = !said.ok ? "refused" : problem === null ? "same claim" : "wrong";
    const of = counts.get(kind) ?? { refused: 0, "same claim": 0, wrong: 0 };
    of[outcome]++;
    counts.set(kind, of);
    if (problem !== null) wrong.push(`${mutant.about.id}, ${kind}: ${problem}`);
  }
  return { counts, wrong };
}

/** What is wrong with an accepted mutant, or null. */
function problemOf(mutant: Data, verdict: string): string | null {
  K.freshArena();
  K.refuel(1_200_000);
  let made: Certified;
  try {
    made = decode(mutant as unknown as Certificate);
  } catch (e) {
    if (!(e instanceof K.Refusal) && !(e instanceof Malformed)) throw e;
    // Enclosures have 64 bits more in replay: DIVERGENCES.md.
    return /^enclos/.test(e.message) ? null : `the kernel refuses it: ${e.message}`;
  }
  if (made.k !== verdict) return `the kernel makes ${made.k} of it`;
  const claim = claimOf(mutant);
  if (claim === null) return "the language does not read its text";
  return sameClaim(claim, made.claim) ? null : "its text claims something else";
}

function claimOf({ text }: Data): Claim | null {
  const lines = [...text.declarations, `theorem claim: ${text.goal}`, ...text.givens.map((g: string) => `  ${g}`)];
  const { document } = documentOf(lines.join("\n"), "mutant");
  const item = elaborate(document).items.at(-1);
  return item?.k === "theorem" ? item.theorem.claim : null;
}
function sameClaim(a: Claim, b: Claim): boolean {
  const hypotheses = a.hypotheses.length === b.hypotheses.length && a.hypotheses.every((h, i) => h === b.hypotheses[i]);
  const families = [...a.families].every(([name, ranges]) => {
    const other = b.families.get(name);
    return other?.length === ranges.length && ranges.every((r, i) => r.lo === other[i]?.lo && r.hi === other[i]?.hi);
  });
  return a.goal === b.goal && hypotheses && families;
}

/** The counts as lines of text. */
export function table({ counts }: Audit, seed: number): string {
  const total: Record<Outcome, number> = { refused: 0, "same claim": 0, wrong: 0 };
  const lines = [...counts].map(([name, n]) => {
    for (const k of Object.keys(total) as Outcome[]) total[k] += n[k];
    return `  ${name.padEnd(26)} ${`${n.refused}`.padStart(7)} refused ${`${n["same claim"]}`.padStart(6)} the same claim${n.wrong > 0 ? ` ${n.wrong} WRONG` : ""}`;
  });
  const all = `mutants (seed ${seed}): ${total.refused} refused, ${total["same claim"]} still prove the same claim, ${total.wrong} wrong`;
  return [all, ...lines].join("\n");
}
