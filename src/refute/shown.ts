/** Counterexamples as people read them: the assignment, both sides' values, a sentence. */
import type { Counterexample, Shown } from "../checked.ts";
import type { Certified, Claim, Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Prop } from "../language/syntax.ts";
import { sizesOf } from "./problem.ts";
import { sentence, type Values } from "./sentence.ts";
import { type Sides, sidesOf } from "./sidevalues.ts";
import { simplest, withinLimits } from "./simplest.ts";
import { type Followed, follow, trace, usesEnclosure } from "./trace.ts";

export type Printing = { readonly term: (t: Term) => Shown; readonly formula: (f: Formula) => Shown };
type Refuted = Certified & { readonly k: "refuted" };
type Assignment = Counterexample["assignment"][number];

/** What a reader is shown of a refutation; `written` is the proposition as it stands in the text. */
export function showCounterexample(verdict: Refuted, printing: Printing, written: Prop): Counterexample {
  const { claim } = verdict;
  const assignment = assignmentOf(verdict, printing);
  const found = trace(verdict.breaks);
  const start = verdict.how === "false" ? claim.goal : K.defined(claim.goal, claim.families);
  const way = follow(start, found.moves);
  const moves = found.moves.map((m) => m.k);
  const relation = relationOf(written, way, moves);
  const sides =
    verdict.how === "false" ? withinLimits(() => sidesOf(found.last, relation, printing, claim.families), null) : null;
  const values: Values = { how: verdict.how, assignment, sides, way, last: found.last };
  return {
    how: verdict.how,
    assignment,
    lhs: sides?.lhs?.shown ?? null,
    rhs: sides?.rhs?.shown ?? null,
    relation: sides?.relation ?? null,
    explanation: sentence(values, printing),
    about: { lhs: sides?.lhs?.about ?? null, rhs: sides?.rhs?.about ?? null, gap: sides?.gap ?? null },
    certificate: usesEnclosure(verdict.breaks) ? "interval" : "exact",
  };
}

/** The relation as written, where the failing part is one link of a chain. */
function relationOf(written: Prop, way: Followed | null, moves: readonly string[]): Sides["relation"] | null {
  if (written.k !== "chain" || way === null) return null;
  // A chain of n links is a conjunction nested to the left.
  const n = written.links.length;
  let at = n - 1;
  for (const m of moves) {
    if (m !== "left" && m !== "right") return null;
    if (m === "right" || at === 0) break;
    at--;
  }
  return written.links[at]?.relation ?? null;
}

function assignmentOf(verdict: Refuted, printing: Printing): Assignment[] {
  const { claim, witness } = verdict;
  const sizes = sizesOf([...claim.hypotheses, claim.goal], claim.families);
  const variables = [...witness.at.variables];
  const pick = (test: (v: (typeof variables)[number]) => boolean): Assignment[] =>
    variables
      .filter(test)
      .flatMap((v) =>
        isFamily(v.name)
          ? components(claim, witness.at, v, printing)
          : [{ name: printing.term(v.name), value: number(v.value, printing) }],
      );
  const isSize = (t: Term): boolean => t.k === "var" && sizes.has(t.name);
  return [
    ...pick((v) => isSize(v.name)),
    ...pick((v) => isFamily(v.name)),
    ...pick((v) => !isSize(v.name) && !isFamily(v.name)),
    ...witness.at.functions.map((f) => functionShown(claim, f, printing)),
  ];
}

function isFamily(t: Term): boolean {
  return K.sortOf(t).k === "family";
}

/** A family with more components is not written out. */
const MAX_COMPONENTS = 100;

function number(t: Term, printing: Printing): Shown {
  return printing.term(simplest(t));
}

function components(
  claim: Claim,
  at: K.Valuation,
  v: K.Valuation["variables"][number],
  printing: Printing,
): Assignment[] {
  const ranges = claim.families.get((v.name as Term & { k: "var" }).name) ?? [];
  let indices: bigint[][] = [[]];
  for (const r of ranges) {
    if (indices.length > MAX_COMPONENTS) return [];
    const [lo, hi] = [r.lo, r.hi].map((t) => simplest(K.evaluate(t, at))) as [Term, Term];
    if (lo.k !== "num" || hi.k !== "num") return [];
    const all: bigint[] = [];
    for (let i = lo.value.num; i <= hi.value.num && all.length < MAX_COMPONENTS; i++) all.push(i);
    indices = indices.flatMap((ix) => all.map((i) => [...ix, i]));
  }
  return indices.map((ix) => {
    const index = ix.map((i) => K.num(i));
    return { name: printing.term(K.at(v.name, index)), value: number(K.at(v.value, index), printing) };
  });
}

/** `f(theta, x) = …`, its parameters named as in the hypothesis about its values, if there is one. */
function functionShown(claim: Claim, f: K.Valuation["functions"][number], printing: Printing): Assignment {
  const names = parameterNames(claim, f.name, f.arity);
  const params = names.map((n) => K.variable(n));
  return {
    name: printing.term(
      K.call(
        f.name,
        params.map(() => 0),
        params,
      ),
    ),
    value: printing.term(K.instantiate(f.body, params)),
  };
}

function parameterNames(claim: Claim, fun: string, arity: number): string[] {
  for (const h of claim.hypotheses) {
    if (!K.occurs(`${fun}()`, h)) continue;
    const hints: string[] = [];
    let now = h;
    while (now.k === "all") {
      hints.push(now.x.hint);
      now = now.body;
    }
    if (hints.length === arity && new Set(hints).size === arity && !hints.includes(fun)) return hints;
  }
  return ["x", "y", "w", "u", "v", "s", "t", "r"].filter((n) => n !== fun).slice(0, arity);
}
