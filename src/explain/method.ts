/** In a few words, what a proof does. */

import type { Theorem } from "../kernel/index.ts";

const METHODS: readonly (readonly [rule: string, words: string])[] = [
  ["zeroGradient", "two functions with the same gradient differ by a constant"],
  ["convexOnUnit", "the second derivative along every segment has this sign"],
  ["fundamentalTheorem", "fundamental theorem of calculus"],
  ["monotone", "the sign of the derivative"],
  ["derivUnique", "differentiation"],
  ["derivValue", "differentiation"],
  ["derivLog", "differentiation"],
  ["derivExp", "differentiation"],
  ["derivMul", "differentiation"],
  ["induction", "induction"],
  ["enclosed", "certified enclosure"],
  ["expTangent", "exp(x) ≥ 1 + x"],
  ["expLog", "log rules"],
  ["extensionality", "term by term"],
];

/** The strongest method that the proof uses. */
export function method(th: Theorem): string {
  const used = rulesOf(th);
  return METHODS.find(([rule]) => used.has(rule))?.[1] ?? "algebra";
}

/** The names of the rules that a proof uses. */
export function rulesOf(th: Theorem): Set<string> {
  const rules = new Set<string>();
  for (const t of proofOf(th)) rules.add(t.by.rule);
  return rules;
}

/** The theorems of a proof, each once, later ones before those that they rest on. */
export function proofOf(th: Theorem): Theorem[] {
  const out: Theorem[] = [];
  const seen = new Set<Theorem>();
  const stack = [th];
  while (stack.length > 0) {
    const t = stack.pop() as Theorem;
    if (seen.has(t)) continue;
    seen.add(t);
    out.push(t);
    stack.push(...t.by.premises);
  }
  return out;
}
