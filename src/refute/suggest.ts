/**
 * Proposals for the prover: values at which a universal formula fails, or an existential one holds, for all
 * values of its free variables, as far as floating point can tell; by cases where no values serve for all.
 */

import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context, Proposal, Suggest } from "../prove/context.ts";
import { install } from "./cells.ts";
import { Evaluator } from "./evaluate.ts";
import { type OpenVariable, openings } from "./opening.ts";
import { graded, kept, type Point, points } from "./points.ts";
import { constantsIn } from "./pool.ts";
import { conjuncts, sizesOf, type Variable, variablesOf } from "./problem.ts";
import { templatesFor } from "./templates.ts";
import { plausible } from "./truth.ts";

const MAX_SAMPLES = 16;
const MAX_VECTORS = 2000;
/** Where values must serve for many samples. */
const MAX_SAMPLED_VECTORS = 700;
const MAX_PROPOSALS = 2;
/** After so many vectors a case distinction is good enough. */
const PATIENCE = 120;
/** Vectors that serve for some samples only, kept for case distinctions. */
const MAX_PARTIAL = 60;

export const suggest: Suggest = (ctx, f) => {
  try {
    return propose(ctx, f);
  } catch (e) {
    if (e instanceof K.Refusal && e.rule !== "limit") return [];
    throw e;
  }
};

/** A formula with its leading quantifiers opened: the values should make `core` false (for ∃ true) and the guards true. */
type Target = {
  readonly variables: readonly OpenVariable[];
  readonly guards: readonly Formula[];
  readonly core: Formula;
  readonly holds: boolean;
};

function targetOf(f: Formula & { k: "all" | "some" }, families: K.Families): Target | null {
  if (f.k === "some") {
    const variables: OpenVariable[] = [];
    let now: Formula = f;
    while (now.k === "some" && now.body.k !== "hasDeriv") {
      if (now.x.sort.k === "family") return null;
      const term = K.variable(
        K.freshName(now.x.hint, [f, ...variables.map((v) => v.term)]),
        now.x.sort,
      ) as OpenVariable["term"];
      variables.push({ term, kind: now.x.sort.k === "int" ? "int" : "bound", ranges: null });
      now = K.instantiate(now.body, [term]);
    }
    return variables.length === 0 ? null : { variables, guards: [], core: now, holds: true };
  }
  // The first part that depends on all of the leading variables.
  for (const o of openings(f, families)) {
    let leading = 0;
    for (let g: Formula = f; g.k === "all"; g = g.body) leading++;
    if (o.variables.length < leading) return null;
    const values = o.path.slice(0, leading).every((s) => s.k === "choose");
    if (!values || o.variables.length > leading) continue;
    if (!o.variables.some((v) => K.occurs(v.term.name, o.core))) continue;
    const variables = o.variables.map(
      (v): OpenVariable => (o.guards.some((g) => withinUnit(g, v.term)) ? { ...v, kind: "parameter" } : v),
    );
    return { variables, guards: o.guards, core: o.core, holds: false };
  }
  return null;
}

/** Does the guard say that v lies between 0 and 1? */
function withinUnit(g: Formula, v: Term): boolean {
  if (g.k !== "and") return false;
  if (withinUnit(g.l, v) || withinUnit(g.r, v)) return true;
  const [a, b] = [g.l, g.r];
  const relation = (f: Formula): f is Formula & { k: "le" | "lt" } => f.k === "le" || f.k === "lt";
  return relation(a) && relation(b) && a.l === K.int(0) && a.r === v && b.l === v && b.r === K.int(1);
}

type Sample = { readonly point: Point };

function propose(ctx: Context, f: Formula & { k: "all" | "some" }): readonly Proposal[] {
  const target = targetOf(f, ctx.families);
  if (target === null) return [];
  const own = new Set(target.variables.map((v) => v.term.name));
  const formulas = [...target.guards, target.core];
  const parameters = variablesOf(formulas).filter((v) => !own.has(v.name));
  if (K.freeNames(f).some((n) => n.endsWith("()"))) return [];
  const all = parametersOf(ctx, formulas, parameters, own);
  if (all === null) return [];
  const { variables, constraints } = all;
  const ev = new Evaluator(ctx.families);
  ev.wide = true;
  const constants = constantsIn(formulas);
  const samples: Sample[] = [];
  for (const p of points(
    { families: ctx.families, variables, constraints: constraints.flatMap(conjuncts), constants },
    ev,
    { points: MAX_SAMPLES, first: 60, later: 30 },
  ))
    samples.push({ point: kept(p) });
  if (samples.length === 0) return [];
  const templates = target.variables.map((v) => templatesFor(v, target.core, parameters, own, constants));
  const serves = (values: readonly Term[], s: Sample): boolean => {
    place(ev, s.point, variables);
    target.variables.forEach((v, i) => {
      const t = values[i] as Term;
      ev.set(v.term.name, v.ranges === null && K.sortOf(t).k !== "family" ? ev.number(t) : ev.family(t));
    });
    if (!target.guards.every((g) => plausible(ev.truth(g)))) return false;
    const truth = ev.truth(target.core);
    return target.holds ? plausible(truth) : truth === "false" || truth === "unlikely";
  };
  return search(templates, samples, serves, (parts) => split(parts, samples, variables, ev));
}

/** The free variables with what is known of them; null where a family has no declared range. */
function parametersOf(
  ctx: Context,
  formulas: readonly Formula[],
  parameters: readonly (Term & { k: "var" })[],
  own: ReadonlySet<string>,
): { variables: Variable[]; constraints: Formula[] } | null {
  const names = new Set(parameters.map((v) => v.name));
  const facts = [...ctx.facts.keys()].filter(
    (h) => h.k !== "pred" && h.k !== "near" && !K.freeNames(h).some((n) => n.endsWith("()")),
  );
  // Facts about these variables bring others with them.
  const constraints: Formula[] = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const h of facts) {
      if (constraints.includes(h) || !variablesOf([h]).some((v) => names.has(v.name))) continue;
      constraints.push(h);
      grown = true;
      for (const v of variablesOf([h])) names.add(v.name);
    }
  }
  const all = variablesOf([...formulas, ...constraints]).filter((v) => !own.has(v.name));
  const ends = all.flatMap((v) =>
    v.sort.k === "family" ? (ctx.families.get(v.name) ?? []).flatMap((r) => [r.lo, r.hi]) : [],
  );
  const more = variablesOf([...formulas, ...constraints, ...ends]).filter((v) => !own.has(v.name));
  if (more.some((v) => v.sort.k === "family" && !ctx.families.has(v.name))) return null;
  const families = new Map([...ctx.families].filter(([name]) => more.some((v) => v.name === name)));
  const sizes = sizesOf([...formulas, ...constraints], families);
  const variables = more.map((term): Variable => {
    if (term.sort.k === "family") return { term, kind: "real", ranges: ctx.families.get(term.name) ?? [] };
    return { term, kind: term.sort.k === "int" ? (sizes.has(term.name) ? "size" : "int") : "wide", ranges: null };
  });
  return { variables, constraints };
}

function place(ev: Evaluator, p: Point, variables: readonly Variable[]): void {
  for (const s of p.sizes) ev.set(s.variable.term.name, s.choice.value);
  install(ev, p.cells, variables);
}

type Partial = { readonly values: readonly Term[]; readonly at: readonly boolean[] };

/** Values that serve at every sample; where there are none, a case distinction. */
function search(
  templates: readonly (readonly Term[])[],
  samples: readonly Sample[],
  serves: (values: readonly Term[], s: Sample) => boolean,
  cases: (parts: readonly Partial[]) => Proposal | null,
): readonly Proposal[] {
  const out: Proposal[] = [];
  const partial: Partial[] = [];
  let looked = 0;
  for (const v of graded(
    templates.map((t) => t.length),
    samples.length > 1 ? MAX_SAMPLED_VECTORS : MAX_VECTORS,
    false,
  )) {
    if (++looked % PATIENCE === 0 && out.length === 0) {
      const split = cases(partial);
      if (split !== null) return [split];
    }
    const values = v.map((i, j) => (templates[j] as readonly Term[])[i] as Term);
    const first = samples.findIndex((s) => serves(values, s));
    if (first < 0) continue;
    const at = samples.map((s, i) => i >= first && (i === first || serves(values, s)));
    if (at.every((x) => x)) {
      out.push({ k: "values", values });
      if (out.length >= MAX_PROPOSALS) return out;
    } else if (partial.length < MAX_PARTIAL && !partial.some((q) => at.every((ok, i) => !ok || q.at[i])))
      partial.push({ values, at });
  }
  if (out.length > 0) return out;
  const split = cases(partial);
  return split === null ? [] : [split];
}

/** p ≤ c or not, for a number p among the variables: values for each of the two. */
function split(
  parts: readonly Partial[],
  samples: readonly Sample[],
  variables: readonly Variable[],
  ev: Evaluator,
): Proposal | null {
  for (const v of variables) {
    if (v.ranges !== null || v.kind === "size") continue;
    const at = samples.map((s) => {
      place(ev, s.point, variables);
      return ev.number(v.term);
    });
    for (const c of [K.int(0), K.num(K.rational(1n, 2n)), K.int(1), K.int(-1), K.num(K.rational(-1n, 2n)), K.int(2)]) {
      const limit = ev.number(c);
      const below = at.map((x) => x <= limit);
      if (below.every((x) => x) || below.every((x) => !x)) continue;
      const yes = parts.find((p) => p.at.every((ok, i) => ok || !below[i]));
      // At the limit itself both must serve: what lies just beyond it was not sampled.
      const no = parts.find((p) => p.at.every((ok, i) => ok || (at[i] as number) < limit));
      if (yes === undefined || no === undefined) continue;
      return {
        k: "cases",
        test: K.le(v.term, c),
        yes: { k: "values", values: yes.values },
        no: { k: "values", values: no.values },
      };
    }
  }
  return null;
}
