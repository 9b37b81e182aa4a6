/** One statement to its verdict: the author's proof or a search, a certificate, its replay; else a counterexample. */
import type { Certificate } from "../certificate/format.ts";
import type { Stop } from "../checked.ts";
import { type Story, tell } from "../explain/story.ts";
import type { Certified, Formula, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Link, ProofPart, Reason, TheoremStatement } from "../language/claim.ts";
import { compose, conclude, proveByPlan } from "../prove/author.ts";
import { type Context, contextOf } from "../prove/index.ts";
import { EFFORT, findWitness, refute } from "../refute/refute.ts";
import { type Repaired, repair } from "../refute/repair.ts";
import { STEERING } from "../refute/steering.ts";
import { certificateOf } from "./certificate.ts";
import { type Background, unusedReason } from "./reasons.ts";

/** Bounds of the work for one statement. Deterministic: counted, never timed. */
export type Limits = {
  /** Steps of search. */
  readonly steps: number;
  /** Products of two summands in normal forms. */
  readonly products: number;
};
export const LIMITS: Limits = Object.freeze({ steps: 1_500, products: 300_000 });

/** A proved claim is looked at in a few points again; a certified failure there is a bug of this program. */
const VETO = Object.freeze({ points: 10, attempts: 1, steps: 200 });

/** A step that the author wrote: its theorem, or why there is none. */
export type AuthorStep = {
  readonly step: Link | (ProofPart & { k: "proposition" });
  readonly theorem: Theorem | null;
  readonly problem: string | null;
};

export type Judged = {
  readonly verdict: Certified | null;
  readonly certificate: Certificate | null;
  /** Why the verdict is not what it might be; null for a clean one. */
  readonly reason: string | null;
  /** Which kind of reason it is; null where there is a verdict. */
  readonly stop: Stop | null;
  readonly missing: readonly Formula[];
  readonly author: readonly AuthorStep[];
  readonly story: readonly Story[];
  /** For a refuted statement: what one change makes of it, proved. */
  readonly repair: Repaired | null;
};

/** A statement that was proved above: what a reason can name. */
export type Proven = { readonly text: string; readonly theorem: Theorem };
export type Earlier = ReadonlyMap<string, Proven>;

/** A proof that turned out to be wrong: a bug of this program, never a result. */
export class InternalError extends Error {}

/** Judges one statement. Fails only by InternalError. */
export function judge(s: TheoremStatement, earlier: Earlier, file: string, limits: Limits = LIMITS): Judged {
  K.refuel(limits.products);
  const about = { file, id: s.id, statement: s.text };
  const order = s.k === "refute" ? [refuted, proved] : [proved, refuted];
  let last: Attempt = NOTHING;
  for (const attempt of order) {
    let got: Attempt;
    try {
      got = attempt(s, earlier, limits);
    } catch (e) {
      if (!(e instanceof K.Refusal)) throw e;
      // A limit, or a rule that search applied where it does not fit: no theorem either way.
      const reason = e.rule === "limit" ? e.reason : `search stopped: ${e.message}`;
      got = { ...NOTHING, reason, stop: "limit" };
      K.refuel(limits.products);
    }
    if (got.verdict !== null) {
      const whole = { ...sealed(got, s, about), author: got.author.length > 0 ? got.author : last.author };
      return whole.verdict === null ? whole : { ...whole, repair: repairOf(s, whole.verdict, limits) };
    }
    if (got.reason !== null || last.reason === null)
      last = { ...got, author: got.author.length > 0 ? got.author : last.author };
  }
  return { ...last, certificate: null };
}

type Attempt = Omit<Judged, "certificate">;

/** The verdict with its certificate, if the second checker makes the same verdict; else none, with what it says. */
function sealed(got: Attempt, s: TheoremStatement, about: Certificate["about"]): Judged {
  const { certificate, objection } = certificateOf(got.verdict as Certified, about, s.source);
  if (objection === null) return { ...got, certificate };
  const reason = `the second checker refuses the proof: ${objection}`;
  return { ...got, verdict: null, story: [], certificate: null, reason };
}

function refuted(s: TheoremStatement): Attempt {
  const verdict = refute(s.claim, comparesMinimisers(s.claim.goal) ? BRIEF : EFFORT);
  return { ...NOTHING, verdict };
}

/** The repair of a refuted statement, within the same limits; an exhausted limit is no repair. */
function repairOf(s: TheoremStatement, verdict: Certified, limits: Limits): Repaired | null {
  if (verdict.k !== "refuted") return null;
  K.refuel(limits.products);
  try {
    return repair(s, verdict);
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/** Two sets of minimisers are compared by quantifiers within quantifiers, where sampling is slow and seldom decides. */
const BRIEF = Object.freeze({ points: 8, attempts: 24, steps: 300 });
const BRIEF_VETO = Object.freeze({ points: 1, attempts: 1, steps: 100 });
function comparesMinimisers(goal: Formula): boolean {
  return goal.k === "pred" && goal.name === "same-minimisers";
}

const NOTHING: Attempt = { verdict: null, reason: null, stop: null, missing: [], author: [], story: [], repair: null };

/** No verdict, and why. */
export function undecided(reason: string, stop: Stop): Judged {
  return { ...NOTHING, reason, stop, certificate: null };
}

function proved(s: TheoremStatement, earlier: Earlier, limits: Limits): Attempt {
  const ctx = contextOf(s.claim, limits.steps, STEERING);
  const author = s.proof === null ? null : authored(ctx, s, s.proof, earlier);
  const none = { ...NOTHING, author: author?.steps ?? [] };
  const goal = author === null ? ctx.search.prove(ctx, s.claim.goal) : author.goal;
  if (goal === null) {
    const reason = author?.problem ?? ctx.budget.limit;
    const stop = author !== null ? author.stop : ctx.budget.limit !== null ? "limit" : "missing";
    return { ...none, reason, stop, missing: [...ctx.budget.missing] };
  }
  const wanted = K.defined(s.claim.goal, s.claim.families);
  const defined = ctx.search.prove(ctx, wanted);
  if (defined === null)
    return {
      ...none,
      reason: ctx.budget.limit ?? "not shown to be defined everywhere under the hypotheses",
      stop: ctx.budget.limit === null ? "definedness" : "limit",
      missing: [...ctx.budget.missing],
    };
  const witness = findWitness(s.claim);
  if (witness === null) return { ...none, reason: contradiction(ctx), stop: "hypotheses", missing: [] };
  const verdict = K.certifyProved(s.claim, goal, defined, witness);
  if (refute(s.claim, comparesMinimisers(s.claim.goal) ? BRIEF_VETO : VETO) !== null)
    throw new InternalError(`${s.id} was proved, and a certified point breaks it`);
  const story = author === null ? tell(ctx, goal) : [];
  return { ...NOTHING, verdict, author: author?.steps ?? [], story };
}

function contradiction(ctx: Context): string {
  const bot = ctx.search.prove(ctx, K.falsum());
  return bot === null ? "the hypotheses were not shown to be satisfiable" : "the hypotheses contradict each other";
}

/** The steps of the author's proof and the goal that they give. */
function authored(
  ctx: Context,
  s: TheoremStatement,
  parts: readonly ProofPart[],
  earlier: Earlier,
): { steps: AuthorStep[]; goal: Theorem | null; problem: string | null; stop: Stop } {
  const steps: AuthorStep[] = [];
  let now = ctx;
  let problem: string | null = null;
  const results: Theorem[] = [];
  for (const part of parts) {
    const own = part.k === "chain" ? part.links : [part];
    const ths: Theorem[] = [];
    for (const step of own) {
      const got = oneStep(now, step, { earlier, definitions: s.definitions });
      steps.push(got);
      problem ??= got.problem === null ? null : `step on line ${step.span.line}: ${got.problem}`;
      if (got.theorem !== null) ths.push(got.theorem);
    }
    if (ths.length < own.length) continue;
    const whole = compose(ths);
    const learnt = whole === null ? ths : [whole];
    results.push(...learnt);
    now = now.learn(...learnt);
  }
  if (problem !== null) return { steps, goal: null, problem, stop: "step" };
  const goal = conclude(results, s.claim.goal);
  const problemOfAll = goal === null ? "the steps hold, but they do not give the theorem" : null;
  return { steps, goal, problem: problemOfAll, stop: "conclusion" };
}

function oneStep(
  ctx: Context,
  step: AuthorStep["step"],
  background: Background & { readonly earlier: Earlier },
): AuthorStep {
  const { earlier } = background;
  const cited = step.reasons.flatMap((r) => (r.k === "theorem" ? [r.id] : []));
  const absent = cited.find((id) => !earlier.has(id));
  if (absent !== undefined) return { step, theorem: null, problem: `\`${absent}\` was not proved above` };
  const plan = {
    cases: step.reasons.flatMap((r) => (r.k === "cases" && r.split.k === "formula" ? [r.split.test] : [])),
    values: step.reasons.flatMap((r) =>
      r.k === "cases" && r.split.k === "values" ? [{ variable: r.split.variable, values: r.split.values }] : [],
    ),
    induction: step.reasons.flatMap((r: Reason) => (r.k === "induction" ? [r.variable] : []))[0] ?? null,
    cited: cited.map((id) => (earlier.get(id) as Proven).theorem),
  };
  const theorem = proveByPlan(ctx, step.formula, plan);
  if (theorem === null) return { step, theorem, problem: ctx.budget.limit ?? "not shown" };
  if (ctx.search.prove(ctx, K.defined(step.formula, ctx.families)) === null)
    return { step, theorem: null, problem: "not shown to be defined" };
  return { step, theorem, problem: unusedReason(step, theorem, background) };
}
