/** Whether the reasons that an author gives for a step are used in it. */
import type { Theorem } from "../kernel/index.ts";
import type { Link, ProofPart, Reason } from "../language/claim.ts";
import { textOf } from "../notation/text.ts";

type Step = Link | (ProofPart & { k: "proposition" });

/** The words of a step, left and right side apart. */
function sidesOf(step: Step): [string, string] {
  return "prop" in step ? [textOf(step.prop), ""] : [textOf(step.left), textOf(step.right)];
}
const mentions = (text: string, name: string): boolean => new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(text);

/** A sentence that says which reason is not used in the step, or null. */
export function unusedReason(step: Step, proof: Theorem, cited: ReadonlyMap<string, { readonly text: string; readonly theorem: Theorem }>): string | null {
  const [left, right] = sidesOf(step);
  const either = (test: (s: string) => boolean): boolean => test(left) || test(right);
  for (const r of step.reasons) {
    if (!isUsed(r, either, proof, cited)) return `the reason \`${reasonText(r)}\` is not used in this step`;
  }
  return null;
}

function isUsed(
  r: Reason,
  either: (test: (s: string) => boolean) => boolean,
  proof: Theorem,
  cited: ReadonlyMap<string, { readonly text: string; readonly theorem: Theorem }>,
): boolean {
  switch (r.k) {
    case "definition":
      return either((s) => mentions(s, r.name));
    case "theorem": {
      const c = cited.get(r.id);
      if (c === undefined) return false;
      if (restsOn(proof, c.theorem)) return true;
      const sides = c.text.split(/\s(?:=|<=|<|>=|>)\s/).map((s) => s.trim());
      return sides.some((side) => side.length > 0 && either((s) => compact(s).includes(compact(side))));
    }
    case "method":
      switch (r.method) {
        case "differentiation":
          return either((s) => /\bdiff\b/.test(s)) || either((s) => /\bintegral\b|\bpotential\b/.test(s));
        case "integration":
          return either((s) => /\bintegral\b|\bpotential\b/.test(s));
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
