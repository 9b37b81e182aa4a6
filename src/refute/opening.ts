/** Goals taken apart: the places where a formula can fail, with what is chosen and assumed on the way. */

import type { Families, Formula, Range, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { PoolKind } from "./pool.ts";

/** One step from a formula to a part of it whose failure makes it fail. */
export type Step =
  | { readonly k: "left" | "right" | "conclusion" | "unfold" }
  /** A value for a universal variable, or for an existential one that is denied. */
  | { readonly k: "choose"; readonly variable: Term & { readonly k: "var" } };

export type OpenVariable = {
  readonly term: Term & { readonly k: "var" };
  readonly kind: PoolKind;
  readonly ranges: readonly Range[] | null;
};

/** Where the core is false and the guards are true, the formula is false. */
export type Opened = {
  readonly path: readonly Step[];
  readonly variables: readonly OpenVariable[];
  readonly guards: readonly Formula[];
  readonly core: Formula;
};

const MAX_PARTS = 12;

/** Does a predicate fail for what the function does as a whole, not at a few points? */
const isWhole = (name: string): boolean => name.startsWith("limit:") || name.includes("bounded");

type Pred = Formula & { k: "pred" };

/** The parts of a formula, in the order in which they stand. */
export function openings(f: Formula, families: Families): readonly Opened[] {
  const out: Opened[] = [];
  const go = (g: Formula, o: Omit<Opened, "core">, around: Pred | null): void => {
    if (out.length >= MAX_PARTS) return;
    const step = (s: Step): Omit<Opened, "core"> => ({ ...o, path: [...o.path, s] });
    switch (g.k) {
      case "and":
        go(g.l, step({ k: "left" }), around);
        go(g.r, step({ k: "right" }), around);
        return;
      case "implies": {
        if (g.r.k !== "false") {
          if (!quantifies(g.r)) break;
          const next = step({ k: "conclusion" });
          go(g.r, { ...next, guards: [...o.guards, g.l] }, around);
          return;
        }
        if (g.l.k !== "some") break;
        const v = variableFor(g.l.x, [f, g, ...o.guards, ...o.variables.map((x) => x.term)], families, around);
        if (v === null) break;
        const next = step({ k: "choose", variable: v.term });
        go(K.not(K.instantiate(g.l.body, [v.term])), { ...next, variables: [...o.variables, v] }, around);
        return;
      }
      case "all": {
        const v = variableFor(g.x, [f, g, ...o.guards, ...o.variables.map((x) => x.term)], families, around);
        if (v === null) break;
        const next = step({ k: "choose", variable: v.term });
        const body = K.instantiate(g.body, [v.term]);
        const under = { ...next, variables: [...o.variables, v] };
        if (body.k !== "implies" || body.r.k === "false" || quantifies(body.r)) return go(body, under, around);
        // The guard of the quantifier.
        return go(
          body.r,
          { ...under, path: [...under.path, { k: "conclusion" }], guards: [...o.guards, body.l] },
          around,
        );
      }
      case "pred": {
        if (K.looseOf(g) > 0 || isWhole(g.name)) break;
        go(K.unfold(g), step({ k: "unfold" }), g);
        // Sets of minimisers are also compared as a whole.
        if (g.name === "same-minimisers") break;
        return;
      }
      default:
        break;
    }
    out.push({ ...o, core: g });
  };
  go(f, { path: [], variables: [], guards: [] }, null);
  return out;
}

/** Is there a universal variable to choose in order to make the formula fail? */
function quantifies(f: Formula): boolean {
  switch (f.k) {
    case "all":
    case "pred":
      return true;
    case "and":
      return quantifies(f.l) || quantifies(f.r);
    case "implies":
      return f.r.k === "false" ? f.l.k === "some" : quantifies(f.r);
    default:
      return false;
  }
}

function isCurvature(name: string): boolean {
  return name.includes("convex") || name.includes("concave") || name === "affine";
}

/** A variable for a quantifier, perhaps of a predicate's definition; null for a family whose range is not known. */
function variableFor(
  x: K.Binder,
  avoid: readonly (Formula | Term)[],
  families: Families,
  around: Pred | null,
): OpenVariable | null {
  const term = K.variable(K.freshName(x.hint, avoid), x.sort) as Term & { k: "var" };
  if (x.sort.k !== "family") {
    const parameter = around !== null && isCurvature(around.name) && x.hint === "s";
    const kind: PoolKind = x.sort.k === "int" ? "int" : parameter ? "parameter" : "bound";
    return { term, kind, ranges: null };
  }
  const { arity } = x.sort;
  // The points of a predicate's definition are named after a letter and its variable.
  const own = around?.xs.find((b) => b.sort.k === "family" && (around.xs.length === 1 || x.hint.endsWith(b.hint)));
  const ranges =
    x.over ?? own?.over ?? families.get(own?.hint ?? x.hint) ?? [...families.values()].find((r) => r.length === arity);
  return ranges === undefined || ranges.length !== arity ? null : { term, kind: "bound", ranges };
}

/** Proves and refutes closed formulas. */
export type Decider = {
  readonly prove: (f: Formula) => Theorem | null;
  readonly refute: (f: Formula) => Theorem | null;
};

/** ⊢ ¬f from values for the variables of the path, by theorems about the guards and the core; null where one is missing. */
export function denyAlong(
  f: Formula,
  path: readonly Step[],
  values: ReadonlyMap<string, Term>,
  by: Decider,
): Theorem | null {
  const [step, ...rest] = path;
  if (step === undefined) return by.refute(f);
  const inner = (g: Formula): Theorem | null => denyAlong(g, rest, values, by);
  const here = K.assume(f);
  switch (step.k) {
    case "left":
    case "right": {
      if (f.k !== "and") return null;
      const th = inner(step.k === "left" ? f.l : f.r);
      return th === null ? null : K.discharge(f, K.modusPonens(th, step.k === "left" ? K.left(here) : K.right(here)));
    }
    case "conclusion": {
      if (f.k !== "implies") return null;
      const guard = by.prove(f.l);
      const th = guard === null ? null : inner(f.r);
      return guard === null || th === null ? null : K.discharge(f, K.modusPonens(th, K.modusPonens(here, guard)));
    }
    case "unfold": {
      const g = K.unfold(f);
      const th = inner(g);
      return th === null ? null : K.discharge(f, K.modusPonens(th, K.unfoldPredicate(here)));
    }
    case "choose": {
      const t = values.get(step.variable.name);
      if (t === undefined) return null;
      if (f.k === "all") {
        const th = inner(K.instantiate(f.body, [t]));
        return th === null ? null : K.discharge(f, K.modusPonens(th, K.specialise(here, t)));
      }
      if (f.k !== "implies" || f.l.k !== "some") return null;
      const instance = K.instantiate(f.l.body, [t]);
      // ¬¬φ(t): what the rest shows is that ¬φ(t) fails.
      const th = inner(K.not(instance));
      if (th === null) return null;
      const yes = K.cases(
        K.excludedMiddle(instance),
        K.assume(instance),
        K.absurd(K.modusPonens(th, K.assume(K.not(instance))), instance),
      );
      return K.discharge(f, K.modusPonens(here, K.witness(f.l, t, yes)));
    }
  }
}
