/** Whether the reasons that an author gives for a step are used in it. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Definition, Link, ProofPart, Reason } from "../language/claim.ts";
import { exprOf } from "../language/unparse.ts";
import { textOf } from "../notation/text.ts";
import { childrenOf, unify } from "../prove/index.ts";

type Step = Link | (ProofPart & { k: "proposition" });

/** The words of a step, left and right side apart. */
function sidesOf(step: Step): [string, string] {
  return "prop" in step ? [textOf(step.prop), ""] : [textOf(step.left), textOf(step.right)];
}
const mentions = (text: string, name: string): boolean =>
  new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(text);

/** What a step is checked against: the theorems above and the definitions in scope. */
export type Background = {
  readonly earlier: ReadonlyMap<string, { readonly text: string; readonly theorem: Theorem }>;
  readonly definitions: readonly Definition[];
};

/** A sentence that says which reason is not used in the step, or null. */
export function unusedReason(step: Step, proof: Theorem, background: Background): string | null {
  for (const r of step.reasons) {
    if (!isUsed(r, step, proof, background)) return `the reason \`${reasonText(r)}\` is not used in this step`;
  }
  return null;
}

function isUsed(r: Reason, step: Step, proof: Theorem, background: Background): boolean {
  const [left, right] = sidesOf(step);
  const either = (test: (s: string) => boolean): boolean => test(left) || test(right);
  switch (r.k) {
    case "definition":
      return either((s) => reaches(s, r.name, background.definitions));
    case "theorem": {
      const known = background.earlier.get(r.id);
      if (known === undefined) return false;
      const cited = known.theorem;
      const written = known.text.split(/\s(?:=|<=|<|>=|>)\s/).map(compact);
      if (written.some((side) => side.length > 2 && either((s) => compact(s).includes(side)))) return true;
      return restsOn(proof, cited) || sidesOfTheorem(cited.concl).some((side) => hasInstance(step.formula, side));
    }
    case "method":
      switch (r.method) {
        case "differentiation":
          return either((s) => /\b(diff|integral|potential)\b/.test(s));
        case "integration":
          return either((s) => /\b(integral|potential)\b/.test(s));
        case "log rules":
          return either((s) => /\b(log|ln|softplus|xlogx)\b/.test(s)) || restsOnRule(proof, "expLog");
        case "algebra":
          return true;
      }
      return true;
    case "cases":
    case "induction":
    case "text":
      return true;
  }
}

const compact = (s: string): string => s.replace(/\s+/g, "");

/** Does the text mention the definition, itself or through the definitions that it mentions? */
function reaches(text: string, name: string, definitions: readonly Definition[]): boolean {
  const seen = new Set<string>();
  const queue = [text];
  while (queue.length > 0) {
    const s = queue.pop() as string;
    if (mentions(s, name)) return true;
    for (const d of definitions) {
      if (seen.has(d.name) || !mentions(s, d.name)) continue;
      seen.add(d.name);
      queue.push(textOf(exprOf(d.body, { definitions, except: new Set([d.name]) })));
    }
  }
  return false;
}

/** What an earlier theorem speaks of: the sides of its relations, through conjunctions. */
function sidesOfTheorem(f: Formula): (Term | Formula)[] {
  switch (f.k) {
    case "eq":
    case "lt":
    case "le":
      return [f.l, f.r].filter((t) => t.k !== "num" && t.k !== "var");
    case "and":
      return [...sidesOfTheorem(f.l), ...sidesOfTheorem(f.r)];
    default:
      return [f];
  }
}

/** Does an instance of the pattern, its free variables replaced, occur in the formula? */
function hasInstance(f: Formula, pattern: Term | Formula): boolean {
  const vars = new Map<string, Term>();
  const collect = <N extends Term | Formula>(n: N): N => {
    if (n.k === "var") vars.set(n.name, n as Term);
    return K.mapChildren(n, collect);
  };
  collect(pattern);
  const seen = new Set<Term | Formula>();
  const stack: (Term | Formula)[] = [f];
  while (stack.length > 0) {
    const n = stack.pop() as Term | Formula;
    if (seen.has(n)) continue;
    seen.add(n);
    if (unify(pattern, n, [...vars.values()], new Map())) return true;
    stack.push(...childrenOf(n));
  }
  return false;
}

export function reasonText(r: Reason): string {
  switch (r.k) {
    case "definition":
      return `def ${r.name}`;
    case "theorem":
      return r.id;
    case "cases":
      return `cases ${r.text}`;
    case "induction":
      return `induction ${(r.variable as { name?: string }).name ?? ""}`;
    case "method":
      return r.method;
    case "text":
      return r.text;
  }
}

/** Does the proof go through the theorem? */
function restsOn(proof: Theorem, wanted: Theorem): boolean {
  return search(proof, (t) => t === wanted);
}
function restsOnRule(proof: Theorem, rule: string): boolean {
  return search(proof, (t) => t.by.rule === rule);
}
function search(proof: Theorem, found: (t: Theorem) => boolean): boolean {
  const seen = new Set<Theorem>();
  const stack = [proof];
  while (stack.length > 0) {
    const t = stack.pop() as Theorem;
    if (seen.has(t)) continue;
    seen.add(t);
    if (found(t)) return true;
    stack.push(...t.by.premises);
  }
  return false;
}
