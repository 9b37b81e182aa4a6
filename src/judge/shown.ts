/** What was judged, in the faces that people read: text of the language and TeX. */
import type { RestsOn, Shown, Step } from "../checked.ts";
import type { Story } from "../explain/story.ts";
import { rulesOf } from "../explain/story.ts";
import type { Formula, Term, Theorem } from "../kernel/index.ts";
import type { Reason, TheoremStatement } from "../language/claim.ts";
import type { Expr, Prop } from "../language/syntax.ts";
import { exprOf, propOf } from "../language/unparse.ts";
import { texOf } from "../notation/tex.ts";
import { textOf } from "../notation/text.ts";
import type { AuthorStep, Judged } from "./judge.ts";
import { reasonText } from "./reasons.ts";

/** Prints kernel terms and the author's expressions for one statement. */
export class Printer {
  readonly #folding: Pick<TheoremStatement, "definitions" | "builtins">;
  readonly #notation: ReadonlyMap<string, string>;
  constructor(s: Pick<TheoremStatement, "definitions" | "notation" | "builtins">) {
    this.#folding = { definitions: s.definitions, builtins: s.builtins };
    this.#notation = s.notation;
  }
  written(n: Expr | Prop): Shown {
    return { text: textOf(n), tex: texOf(n, { notation: this.#notation }) };
  }
  term(t: Term): Shown {
    return this.written(exprOf(t, this.#folding));
  }
  formula(f: Formula): Shown {
    return this.written(propOf(f, this.#folding));
  }
}

/** The steps of a verdict: the author's, or the story that the proof tells. */
export function stepsOf(s: TheoremStatement, j: Judged, print: Printer): Step[] {
  return j.author.length > 0
    ? authorSteps(j.author, print)
    : j.story.flatMap((row, i) => storySteps(s, row, i, j.story, print));
}

function authorSteps(steps: readonly AuthorStep[], print: Printer): Step[] {
  let before: Expr | Prop | null = null;
  return steps.map(({ step, theorem, problem }): Step => {
    const given = step.reasons.map(reasonWords).join(", ");
    const reason = problem ?? given;
    const verdict = problem === null && theorem !== null ? "proved" : "undecided";
    if (!("relation" in step)) {
      before = null;
      const shown = print.written(step.prop);
      return {
        left: shown,
        relation: null,
        right: null,
        text: shown.text,
        tex: shown.tex,
        reason,
        verdict,
        details: [],
        span: step.span,
      };
    }
    const left = print.written(step.left);
    const right = print.written(step.right);
    const first = before !== step.left;
    before = step.right;
    return {
      left: first ? left : null,
      relation: step.relation,
      right,
      text: `${left.text} ${step.relation} ${right.text}`,
      tex: `${left.tex} ${TEX_RELATION[step.relation] ?? step.relation} ${right.tex}`,
      reason,
      verdict,
      details: [],
      span: step.span,
    };
  });
}

const TEX_RELATION: Readonly<Record<string, string>> = {
  "=": "=",
  "!=": "\\ne",
  "<": "<",
  "<=": "\\le",
  ">": ">",
  ">=": "\\ge",
  "~=": "\\approx",
  iff: "\\iff",
  implies: "\\implies",
};

function reasonWords(r: Reason): string {
  return r.k === "definition" ? `definition of ${r.name}` : reasonText(r);
}

const SIGNS = { eq: "=", lt: "<", le: "<=" } as const;

function storySteps(s: TheoremStatement, row: Story, i: number, all: readonly Story[], print: Printer): Step[] {
  const f = row.theorem.concl;
  const details = row.via.flatMap((r, j) => storySteps(s, r, j, row.via, print));
  const base = { reason: row.because, verdict: "proved" as const, details, span: null };
  if (f === s.claim.goal && all.length === 1) {
    // A single row only says by what method; its finer rows are shown in its place.
    if (details.length > 0) return details;
    const shown = print.written(s.prop);
    return [{ left: shown, relation: null, right: null, text: shown.text, tex: shown.tex, ...base }];
  }
  if (f.k !== "eq" && f.k !== "lt" && f.k !== "le") {
    const shown = print.formula(f);
    return [{ left: shown, relation: null, right: null, text: shown.text, tex: shown.tex, ...base }];
  }
  const sign = SIGNS[f.k];
  const previous = all[i - 1]?.theorem.concl;
  const goes = previous !== undefined && previous.k === "eq" && previous.r === f.l;
  const left = print.term(f.l);
  const right = print.term(f.r);
  return [
    {
      left: goes ? null : left,
      relation: sign,
      right,
      text: `${left.text} ${sign} ${right.text}`,
      tex: `${left.tex} ${TEX_RELATION[sign]} ${right.tex}`,
      ...base,
    },
  ];
}

/** What the verdict rests on: kernel rules that say something, theorems above, definitions named. */
export function restsOn(j: Judged, s: TheoremStatement): RestsOn[] {
  const theorems: Theorem[] = [];
  if (j.verdict !== null) theorems.push(j.verdict.k === "proved" ? j.verdict.goal : j.verdict.breaks);
  const rules = new Set<string>();
  for (const th of theorems) for (const r of rulesOf(th)) rules.add(r);
  const cited = j.author.flatMap((a) => a.step.reasons.flatMap((r) => (r.k === "theorem" ? [r.id] : [])));
  const out: RestsOn[] = [...new Set(cited)].map((name) => ({ k: "theorem" as const, name }));
  const defs = s.definitions.filter((d) => new RegExp(`(?<![A-Za-z0-9_])${d.name}(?![A-Za-z0-9_])`).test(s.text));
  out.push(...[...new Set(defs.map((d) => d.name))].map((name) => ({ k: "definition" as const, name })));
  for (const [rule, words] of RULE_WORDS) if (rules.has(rule)) out.push({ k: "rule", name: words });
  return out;
}

/** Kernel rules that a reader recognises, by the names of the field. */
const RULE_WORDS: readonly (readonly [string, string])[] = [
  ["ring", "polynomial normal form"],
  ["inverse", "a·(1/a) = 1 for a ≠ 0"],
  ["expLog", "exp(log a) = a for a > 0"],
  ["expTangent", "exp(x) ≥ 1 + x"],
  ["positivstellensatz", "certificate of an inequality"],
  ["extensionality", "equal terms, equal sums"],
  ["derivMul", "product rule"],
  ["derivInv", "quotient rule"],
  ["derivExp", "derivative of exp"],
  ["derivLog", "derivative of log"],
  ["derivSum", "derivative of a finite sum"],
  ["derivCall", "chain rule"],
  ["derivLocal", "equal near a point, equal derivatives"],
  ["monotone", "mean value theorem"],
  ["convexOnUnit", "second-derivative test on a segment"],
  ["zeroGradient", "zero gradient on a box"],
  ["fundamentalTheorem", "fundamental theorem of calculus"],
  ["induction", "induction"],
  ["enclosed", "certified enclosure"],
];
