/** Theorems with a `?`: what stands for it is calculated, put into the statement, and the whole is judged as any other. */
import * as K from "../kernel/index.ts";
import type { Hole, TheoremStatement } from "../language/claim.ts";
import type { Expr, Prop } from "../language/syntax.ts";
import { exprOf } from "../language/unparse.ts";
import { textOf } from "../notation/text.ts";
import { type Answer, type Completion, completions } from "../prove/complete.ts";
import { contextOf } from "../prove/index.ts";
import { askedAntiderivative } from "../prove/integrate/antiderivative.ts";
import { presented } from "../prove/integrate/present.ts";
import { NERDAMER } from "../prove/oracle/nerdamer.ts";
import type { Oracle } from "../prove/oracle/oracle.ts";
import { STEERING } from "../refute/steering.ts";
import { type Earlier, type Judged, judge, LIMITS, type Limits, undecided } from "./judge.ts";

const MAX_ANSWERS = 6;

/** The statement with its first answer that is proved, and its verdict; without `?` just the verdict. */
export function judgeCompleted(
  s: TheoremStatement,
  earlier: Earlier,
  file: string,
  limits: Limits = LIMITS,
  oracles = false,
): { readonly statement: TheoremStatement; readonly judged: Judged } {
  if (s.holes.length === 0) return { statement: s, judged: judge(s, earlier, file, limits) };
  let closest: TheoremStatement | null = null;
  for (const answer of answers(s, limits)) {
    const statement = completed(s, answer);
    if (statement === null) continue;
    const judged = judge(statement, earlier, file, limits);
    if (judged.verdict?.k === "proved") return { statement, judged };
    closest ??= statement;
  }
  const guess =
    closest === null
      ? hint(s, earlier, file, limits, oracles ? NERDAMER : null)
      : `; \`${closest.text}\` was not proved`;
  return { statement: s, judged: undecided(`nothing was found for \`?\`${guess}`, "missing") };
}

/**
 * What an oracle knows of an antiderivative that was not found. It is told, not taken: the verdict is the same
 * on a machine that asks none.
 */
function hint(s: TheoremStatement, earlier: Earlier, file: string, limits: Limits, oracle: Oracle | null): string {
  const { goal } = s.claim;
  const [hole, ...more] = s.holes;
  if (oracle === null || hole === undefined || more.length > 0 || goal.k !== "hasDeriv" || goal.point.k !== "var")
    return "";
  K.refuel(limits.products);
  try {
    const ctx = contextOf(s.claim, limits.steps, STEERING);
    const F = askedAntiderivative(ctx, oracle, goal.value, goal.point);
    const statement = F === null ? null : completed(s, new Map([[hole.variable, presented(F)]]));
    if (statement === null || judge(statement, earlier, file, limits).verdict?.k !== "proved") return "";
    return `; ${oracle.name} suggests \`${statement.text}\`, which is proved where it is written so`;
  } catch (e) {
    if (e instanceof K.Refusal) return "";
    throw e;
  }
}

function answers(s: TheoremStatement, limits: Limits): readonly Completion[] {
  K.refuel(limits.products);
  try {
    const ctx = contextOf(s.claim, limits.steps, STEERING);
    const variables = s.holes.map((h) => h.variable);
    return completions(ctx, s.claim.goal, variables).slice(0, MAX_ANSWERS);
  } catch (e) {
    if (e instanceof K.Refusal) return [];
    throw e;
  }
}

/** The statement with the answers in place, or null where it does not read as one. */
function completed(s: TheoremStatement, answer: Completion): TheoremStatement | null {
  const folding = { definitions: s.definitions, builtins: s.builtins };
  const found = new Map<number, Expr>();
  for (const hole of s.holes) {
    const a = answer.get(hole.variable);
    if (a === undefined) return null;
    found.set(hole.span.start, exprFor(a, hole, folding));
  }
  const prop = filled(s.prop, found, isAntiderivative(s.prop));
  const claim = s.restate(prop, []);
  const text = textOf(prop);
  return claim === null ? null : { ...s, prop, claim, text, holes: [], source: { ...s.source, goal: text } };
}

function exprFor(a: Answer, hole: Hole, folding: Parameters<typeof exprOf>[1]): Expr {
  const { span } = hole;
  if (a === "inf") return { k: "infinity", span };
  if (a === "-inf") return { k: "negate", arg: { k: "infinity", span }, span };
  return exprOf(a, folding);
}

function isAntiderivative(p: Prop): boolean {
  const sides = p.k === "chain" ? [p.first, ...p.links.map((l) => l.right)] : [];
  return sides.some((e) => (e.k === "integral" && e.over === null) || e.k === "potential");
}

/** The proposition with expressions for its `?`, followed by `+ const` where they are antiderivatives. */
function filled(p: Prop, found: ReadonlyMap<number, Expr>, antiderivative: boolean): Prop {
  const isHole = (e: Expr): boolean => e.k === "name" && found.has(e.span.start) && e.name === "?";
  const of = (e: Expr): Expr => found.get(e.span.start) as Expr;
  const plusConst = (e: Expr): Expr => {
    const { span } = e;
    return { k: "binary", op: "+", left: e, right: { k: "const", span }, span };
  };
  const side = (e: Expr): Expr => {
    if (isHole(e)) return antiderivative ? plusConst(of(e)) : of(e);
    return e.k === "binary" && e.right.k === "const" && isHole(e.left) ? plusConst(of(e.left)) : e;
  };
  switch (p.k) {
    case "chain":
      return { ...p, first: side(p.first), links: p.links.map((l) => ({ ...l, right: side(l.right) })) };
    case "extreme":
      return {
        ...p,
        value: p.value === null ? null : side(p.value),
        at: p.at.map((b) => ({ ...b, value: side(b.value) })),
      };
    default:
      return p;
  }
}
