/** The way from a formula to the part that fails, read off the proof of its negation. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

export type Move =
  | { readonly k: "left" | "right" | "conclusion" | "unfold" | "here" }
  /** The value chosen for a quantified variable. */
  | { readonly k: "value"; readonly value: Term };

export type Trace = {
  readonly moves: readonly Move[];
  /** What fails in the end. */
  readonly last: Formula;
};

/** From ⊢ ¬f: the way down to the smallest part whose failure the proof shows. */
export function trace(th: Theorem): Trace {
  const moves: Move[] = [];
  let now = th;
  for (let i = 0; i < 200; i++) {
    const step = descend(now);
    if (step === null) break;
    moves.push(...step.moves);
    now = step.next;
  }
  const f = now.concl;
  return { moves, last: f.k === "implies" ? f.l : f };
}

/** ¬f by a part of f that fails: discharge(f, modusPonens(¬part, part from f)). */
function descend(th: Theorem): { moves: readonly Move[]; next: Theorem } | null {
  if (th.by.rule !== "discharge") return null;
  const bot = th.by.premises[0] as Theorem;
  if (bot.by.rule !== "modusPonens") return null;
  const [no, part] = bot.by.premises as [Theorem, Theorem];
  const f = th.by.args[0] as Formula;
  if (no.by.rule === "assume") return throughWitness(part);
  const moves = movesFrom(part, f);
  return moves === null || !isNegation(no.concl) ? null : { moves, next: no };
}

function isNegation(f: Formula): boolean {
  return f.k === "implies" && f.r.k === "false";
}

/** ¬¬∃x. φ by a witness. */
function throughWitness(part: Theorem): { moves: readonly Move[]; next: Theorem } | null {
  if (part.by.rule !== "witness") return null;
  const value = part.by.args[1] as Term;
  const instance = part.by.premises[0] as Theorem;
  const absurd = instance.by.rule === "cases" ? (instance.by.premises[2] as Theorem) : null;
  const bot = absurd?.by.rule === "absurd" ? (absurd.by.premises[0] as Theorem) : null;
  const next = bot?.by.rule === "modusPonens" ? (bot.by.premises[0] as Theorem) : null;
  return next === null || !isNegation(next.concl) ? null : { moves: [{ k: "value", value }], next };
}

/** How `part` follows from the assumption f; null where it does so in another way. */
function movesFrom(part: Theorem, f: Formula): Move[] | null {
  const { rule, premises, args } = part.by;
  const from = (k: "left" | "right" | "conclusion" | "unfold" | "here"): Move[] | null => {
    const before = movesFrom(premises[0] as Theorem, f);
    return before === null ? null : [...before, { k }];
  };
  switch (rule) {
    case "assume":
      return part.concl === f ? [] : null;
    case "left":
    case "right":
      return from(rule);
    case "modusPonens":
      return from("conclusion");
    case "unfoldPredicate":
      return from("unfold");
    case "nearHere":
      return from("here");
    case "specialise": {
      const before = movesFrom(premises[0] as Theorem, f);
      return before === null ? null : [...before, { k: "value", value: args[0] as Term }];
    }
    default:
      return null;
  }
}

export type Followed = {
  /** Names of the quantified variables on the way and their values. */
  readonly chosen: readonly { readonly hint: string; readonly value: Term }[];
  /** Predicates that were unfolded. */
  readonly predicates: readonly (Formula & { readonly k: "pred" })[];
  readonly end: Formula;
};

/** Goes the same way in a formula that may still have free variables; null where it does not fit. */
export function follow(f: Formula, moves: readonly Move[]): Followed | null {
  const chosen: { hint: string; value: Term }[] = [];
  const predicates: (Formula & { k: "pred" })[] = [];
  let now = f;
  for (const m of moves) {
    switch (m.k) {
      case "left":
      case "right":
        if (now.k !== "and") return null;
        now = m.k === "left" ? now.l : now.r;
        break;
      case "conclusion":
        if (now.k !== "implies") return null;
        now = now.r;
        break;
      case "unfold":
        if (now.k !== "pred") return null;
        predicates.push(now);
        now = K.unfold(now);
        break;
      case "here":
        if (now.k !== "near") return null;
        now = K.instantiate(now.body, [now.point]);
        break;
      case "value": {
        const denied: Formula | null = now.k === "implies" && now.l.k === "some" ? now.l : null;
        const q = denied ?? now;
        if (q.k !== "all" && q.k !== "some") return null;
        chosen.push({ hint: q.x.hint, value: m.value });
        const body = K.instantiate(q.body, [m.value]);
        now = denied === null ? body : K.not(body);
        break;
      }
    }
  }
  return { chosen, predicates, end: now };
}

/** Does the proof rest on a certified enclosure? */
export function usesEnclosure(th: Theorem): boolean {
  const seen = new Set<Theorem>();
  const stack = [th];
  for (let t = stack.pop(); t !== undefined; t = stack.pop()) {
    if (seen.has(t)) continue;
    seen.add(t);
    if (t.by.rule === "enclosed") return true;
    stack.push(...t.by.premises);
  }
  return false;
}
