/** What a search knows: hypotheses as theorems, sorted by shape, and what it may still spend. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** A universal fact ∀x₁…xₙ. guards ⇒ conclusion, opened with its own variables. */
export type Universal = {
  readonly theorem: Theorem;
  readonly vars: readonly Term[];
  readonly guards: readonly Formula[];
  readonly conclusion: Formula;
};

/** Facts that may be assumed about `w` because they hold near `point`, or for all large w. */
export type Local = {
  readonly w: Term;
  readonly point: Term;
  readonly outer: Context;
  /** 0 < u(w) → the theorem that it holds around the point (for all large w). */
  readonly assumed: Map<Formula, Theorem>;
  /** For large w: that 0 < u(w) holds for all of them, or null. Null where w is near the point. */
  readonly far: ((u: Term) => Theorem | null) | null;
};

/** What a whole claim may spend; shared by all contexts of its search. */
export type Budget = {
  steps: number;
  depth: number;
  /** How far the finders of signs may go: 0 for structure and hypotheses alone. */
  effort: number;
  /** Is a sum's own sign looked for? Then its terms are not compared with it. */
  insideSum: boolean;
  /** Bodies of sums whose terms' signs are being looked for. */
  readonly opened: Set<number>;
  /** What was missing, in the order found. */
  readonly missing: Set<Formula>;
  /** The first limit that was reached. */
  limit: string | null;
  nextName: number;
};

/** Values for the leading quantifiers of a formula, or a case distinction and values for each case. */
export type Proposal =
  | { readonly k: "values"; readonly values: readonly Term[] }
  | { readonly k: "cases"; readonly test: Formula; readonly yes: Proposal; readonly no: Proposal };

/** Where a universal formula may fail, or an existential one hold, under the context's hypotheses; the best first. */
export type Suggest = (ctx: Context, f: Formula & { k: "all" | "some" }) => readonly Proposal[];

/** Is the formula false somewhere under the context's hypotheses, as far as sampling can tell? */
export type Doubts = (ctx: Context, f: Formula) => boolean;

/** What sampling may say to the search; it decides nothing. */
export type Steering = { readonly suggest: Suggest; readonly doubts: Doubts };

/** The capabilities of the prover, each in a file of its own; they call one another through this table. */
export type Search = {
  /** Γ ⊢ f, or null. */
  readonly prove: (ctx: Context, f: Formula) => Theorem | null;
  /** The same without case splits. */
  readonly proveQuickly: (ctx: Context, f: Formula) => Theorem | null;
  /** Γ ⊢ 0 < t, Γ ⊢ 0 ≤ t, Γ ⊢ ¬(t = 0), or null. */
  readonly positive: (ctx: Context, t: Term) => Theorem | null;
  readonly nonnegative: (ctx: Context, t: Term) => Theorem | null;
  readonly nonzero: (ctx: Context, t: Term) => Theorem | null;
  /** Γ ⊢ t = t', t' simplified; t' may be t. */
  readonly simplify: (ctx: Context, t: Term) => Theorem;
  /** Γ ⊢ l = r, or null. */
  readonly equal: (ctx: Context, l: Term, r: Term) => Theorem | null;
  /** Γ ⊢ hasDeriv(λx. body, point, d) for some d, or null; body stands under one binder. */
  readonly differentiate: (ctx: Context, body: Term, point: Term) => Theorem | null;
} & Steering;

export class Context {
  readonly search: Search;
  readonly facts: ReadonlyMap<Formula, Theorem>;
  readonly equations: readonly Theorem[];
  readonly inequalities: readonly Theorem[];
  readonly disjunctions: readonly Theorem[];
  readonly universals: readonly Universal[];
  readonly implications: readonly Theorem[];
  readonly families: K.Families;
  readonly budget: Budget;
  readonly local: Local | null;
  /** The context that this one adds hypotheses to: its theorems hold here too. */
  readonly parent: Context | null;
  /** Results of this context: simplifications, signs, facts about atoms. */
  readonly memo = new Map<string, unknown>();
  /** Goals on the way in this context, to stop circles. */
  readonly busy: Set<string> = new Set();
  /** How many times hypotheses were added; bounds nesting. */
  readonly level: number;

  private constructor(parts: {
    search: Search;
    facts: ReadonlyMap<Formula, Theorem>;
    families: K.Families;
    budget: Budget;
    local: Local | null;
    parent: Context | null;
    level: number;
  }) {
    this.search = parts.search;
    this.facts = parts.facts;
    this.families = parts.families;
    this.budget = parts.budget;
    this.local = parts.local;
    this.parent = parts.parent;
    this.level = parts.level;
    const equations: Theorem[] = [];
    const inequalities: Theorem[] = [];
    const disjunctions: Theorem[] = [];
    const universals: Universal[] = [];
    const implications: Theorem[] = [];
    for (const th of parts.facts.values()) {
      const f = th.concl;
      if (f.k === "eq") equations.push(th);
      else if (f.k === "lt" || f.k === "le") inequalities.push(th);
      else if (f.k === "or") disjunctions.push(th);
      else if (f.k === "all") universals.push(openUniversal(th, parts.budget));
      else if (f.k === "implies") implications.push(th);
    }
    this.equations = equations;
    this.inequalities = inequalities;
    this.disjunctions = disjunctions;
    this.universals = universals;
    this.implications = implications;
  }

  static start(search: Search, families: K.Families, budget: Budget): Context {
    return new Context({ search, facts: new Map(), families, budget, local: null, parent: null, level: 0 });
  }

  /** This context and the formulas as hypotheses. */
  assume(...formulas: readonly Formula[]): Context {
    return this.learn(...formulas.map((f) => K.assume(f)));
  }

  /** This context and the theorems (from its own hypotheses) as facts, conjunctions taken apart. */
  learn(...theorems: readonly Theorem[]): Context {
    const facts = new Map(this.facts);
    const put = (th: Theorem): void => {
      const f = th.concl;
      if (f.k === "and") {
        put(K.left(th));
        put(K.right(th));
      } else if (f.k === "all") {
        for (const part of splitUniversal(th, this.budget)) if (!facts.has(part.concl)) facts.set(part.concl, part);
      } else if (!facts.has(f)) {
        facts.set(f, th);
        if (f.k === "lt" && isInteger(f.l) && isInteger(f.r)) put(K.integerStep(th));
        if (f.k === "implies" && f.r.k === "false") for (const part of consequences(th, f.l)) put(part);
      }
    };
    for (const th of theorems) put(th);
    if (facts.size === this.facts.size) return this;
    return new Context({
      search: this.search,
      facts,
      families: this.families,
      budget: this.budget,
      local: this.local,
      parent: this,
      level: this.level + 1,
    });
  }

  /** A context with these facts and no others. */
  only(theorems: readonly Theorem[]): Context {
    const empty = {
      search: this.search,
      facts: new Map(),
      families: this.families,
      budget: this.budget,
      local: null,
      parent: null,
      level: this.level + 1,
    };
    return new Context(empty).learn(...theorems);
  }

  /** A context in which facts that hold near `point` may be assumed about w. */
  near(w: Term, point: Term): Context {
    return this.with({ w, point, outer: this, assumed: new Map(), far: null });
  }

  /** A context in which facts may be assumed about w that `far` shows to hold for all large w. */
  far(w: Term, far: (u: Term) => Theorem | null): Context {
    return this.with({ w, point: w, outer: this, assumed: new Map(), far });
  }

  private with(local: Local): Context {
    return new Context({
      search: this.search,
      facts: this.facts,
      families: this.families,
      budget: this.budget,
      local,
      parent: this,
      level: this.level + 1,
    });
  }

  /** Counts one step of search; false when the budget is spent. */
  spend(): boolean {
    if (this.level > MAX_LEVEL) return false;
    if (--this.budget.steps >= 0) return true;
    this.budget.limit ??= "limit of search steps reached";
    return false;
  }

  /** A variable that occurs nowhere else. */
  fresh(hint: string, sort: K.Sort = K.REAL): Term {
    const base = hint.replace(/'.*$/, "");
    return K.variable(`${base}'${++this.budget.nextName}`, sort);
  }

  /** Runs the search with no more than so many steps; the others stay for later. */
  allowing<V>(steps: number, run: () => V): V {
    const { budget } = this;
    const kept = Math.max(0, budget.steps - steps);
    const { limit } = budget;
    budget.steps = Math.min(budget.steps, steps);
    try {
      return run();
    } finally {
      budget.steps = Math.max(0, budget.steps) + kept;
      budget.limit = limit;
    }
  }

  /** Runs the search with that much effort for signs. */
  withEffort<V>(effort: number, run: () => V): V {
    const before = this.budget.effort;
    this.budget.effort = Math.max(0, Math.min(effort, before));
    try {
      return run();
    } finally {
      this.budget.effort = before;
    }
  }

  /** Runs the search with at least that much effort: for a subgoal that is simpler in a measure that decreases. */
  withAtLeast<V>(effort: number, run: () => V): V {
    const before = this.budget.effort;
    this.budget.effort = Math.max(effort, before);
    try {
      return run();
    } finally {
      this.budget.effort = before;
    }
  }

  /** A theorem under this key that a context with fewer hypotheses found. */
  inherited(key: string): Theorem | null {
    for (let c = this.parent; c !== null; c = c.parent) {
      const known = c.memo.get(key);
      if (K.isTheorem(known)) return known;
    }
    return null;
  }

  remember<V>(key: string, compute: () => V): V {
    if (this.memo.has(key)) return this.memo.get(key) as V;
    const v = compute();
    this.memo.set(key, v);
    return v;
  }
}

const isInteger = (t: Term): boolean => (t.k !== "num" ? K.sortOf(t).k === "int" : t.value.den === 1n);

/** What a negation says positively: ¬(a ≤ b) is b < a, ¬(a < b) is b ≤ a, ¬(φ ∨ ψ) is both negations. */
function consequences(no: Theorem, f: Formula): Theorem[] {
  if (f.k === "le" || f.k === "lt") {
    const [a, b] = [f.l, f.r];
    const order = f.k === "le" ? K.totalOrder(a, b) : K.totalOrder(b, a);
    const disjunction = order.concl as Formula & { k: "or" };
    if (f.k === "le") {
      const bad = K.modusPonens(no, K.assume(disjunction.l));
      return [K.cases(order, K.absurd(bad, disjunction.r), K.assume(disjunction.r))];
    }
    const bad = K.modusPonens(no, K.assume(disjunction.r));
    return [K.cases(order, K.assume(disjunction.l), K.absurd(bad, disjunction.l))];
  }
  if (f.k === "or") {
    const l = K.discharge(f.l, K.modusPonens(no, K.eitherLeft(K.assume(f.l), f.r)));
    const r = K.discharge(f.r, K.modusPonens(no, K.eitherRight(f.l, K.assume(f.r))));
    return [l, r];
  }
  if (f.k === "implies") {
    // ¬(φ ⇒ ψ): φ (by excluded middle) and ¬ψ
    const notL = K.assume(K.not(f.l));
    const imp = K.discharge(f.l, K.absurd(K.modusPonens(notL, K.assume(f.l)), f.r));
    const phi = K.cases(K.excludedMiddle(f.l), K.assume(f.l), K.absurd(K.modusPonens(no, imp), f.l));
    const psi = K.discharge(f.r, K.modusPonens(no, K.discharge(f.l, K.assume(f.r))));
    return f.r.k === "false" ? [phi] : [phi, psi];
  }
  return [];
}

const MAX_LEVEL = 24;

export function newBudget(steps: number): Budget {
  return {
    steps,
    depth: 0,
    effort: 2,
    insideSum: false,
    opened: new Set(),
    missing: new Set(),
    limit: null,
    nextName: 1000,
  };
}

/** ∀x. φ ∧ ψ (also under guards) as one universal theorem a conjunct. */
function splitUniversal(th: Theorem, budget: Budget): Theorem[] {
  const vars: Term[] = [];
  const guards: Formula[] = [];
  let inner = th;
  for (;;) {
    const f = inner.concl;
    if (f.k === "all") {
      const v = K.variable(`u'${++budget.nextName}`, f.x.sort);
      vars.push(v);
      inner = K.specialise(inner, v);
    } else if (f.k === "implies" && f.r.k !== "false") {
      guards.push(f.l);
      inner = K.modusPonens(inner, K.assume(f.l));
    } else break;
  }
  if (inner.concl.k !== "and") return [th];
  const parts: Theorem[] = [];
  const take = (t: Theorem): void => {
    if (t.concl.k === "and") {
      take(K.left(t));
      take(K.right(t));
    } else parts.push(t);
  };
  take(inner);
  return parts.map((p) => {
    let out = p;
    for (const g of [...guards].reverse()) out = K.discharge(g, out);
    for (const v of [...vars].reverse()) out = K.generalise(v, out);
    return out;
  });
}

const opened = new WeakMap<Theorem, Universal>();

function openUniversal(th: Theorem, budget: Budget): Universal {
  const known = opened.get(th);
  if (known !== undefined) return known;
  const vars: Term[] = [];
  const guards: Formula[] = [];
  let f = th.concl;
  for (;;) {
    if (f.k === "all") {
      const v = K.variable(`u'${++budget.nextName}`, f.x.sort);
      vars.push(v);
      f = K.instantiate(f.body, [v]);
    } else if (f.k === "implies" && f.r.k !== "false") {
      guards.push(f.l);
      f = f.r;
    } else {
      const u = { theorem: th, vars, guards, conclusion: f };
      opened.set(th, u);
      return u;
    }
  }
}
