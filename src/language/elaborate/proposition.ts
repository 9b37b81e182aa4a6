/** Propositions to kernel formulas. */

import type { Formula, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Name, Prop } from "../syntax.ts";
import { type Context, conjunction, nameOf } from "./context.ts";
import { atoms, domainTerm, isIntegerDomain, membership, sortOfDomain } from "./domain.ts";
import { bindIndex, term } from "./expression.ts";
import { binder, extreme, simplePredicate } from "./predicate.ts";
import { chainFormulas, sideOf } from "./sides.ts";
import { resolveTarget, type Target } from "./target.ts";

export function formula(ctx: Context, p: Prop): Formula {
  switch (p.k) {
    case "chain": {
      const sides = [p.first, ...p.links.map((l) => l.right)].map((e) => sideOf(ctx, e));
      return chainFormulas(ctx, sides, p.links).reduce((a, b) => T.and(a, b));
    }
    case "not":
      return T.not(formula(ctx, p.arg));
    case "and":
      return T.and(formula(ctx, p.left), formula(ctx, p.right));
    case "or":
      return T.or(formula(ctx, p.left), formula(ctx, p.right));
    case "implies":
      return T.implies(formula(ctx, p.left), formula(ctx, p.right));
    case "iff":
      return equivalent(formula(ctx, p.left), formula(ctx, p.right));
    case "member":
      return membership(ctx, domainTerm(ctx, p.domain), term(ctx, p.expr));
    case "predicate":
      return simplePredicate(ctx, p);
    case "extreme":
      return extreme(ctx, p);
    case "quantified":
      return p.domain === null ? overDeclared(ctx, p) : overDomain(ctx, p);
  }
}

export function equivalent(a: Formula, b: Formula): Formula {
  return T.and(T.implies(a, b), T.implies(b, a));
}

function distinct(names: readonly Name[]): void {
  names.forEach((n, i) => {
    if (names.some((m, j) => j < i && m.name === n.name)) fail("E202", n.span, `\`${n.name}\` is bound here already`);
  });
}

function overDomain(ctx: Context, p: Prop & { k: "quantified" }): Formula {
  distinct(p.names);
  if (p.domain === null) return overDeclared(ctx, p);
  const d = domainTerm(ctx, p.domain);
  let inner = ctx;
  const variables: Term[] = [];
  for (const n of p.names) {
    const range = d.k === "range" ? d.range : null;
    const bound = bindIndex(inner, n, sortOfDomain(d), "quantifier", range, isIntegerDomain(d));
    inner = bound.ctx;
    variables.push(bound.variable);
  }
  let f = formula(inner, p.body);
  for (let i = variables.length - 1; i >= 0; i--) {
    const v = variables[i] as Term;
    const hint = (p.names[i] as Name).name;
    if (d.k === "range" && p.quantifier === "all") {
      f = T.forRange(hint, d.range.lo, d.range.hi, T.abstract(f, [v]));
    } else {
      f = close(p.quantifier, hint, v, atoms(d, v), f);
    }
  }
  return f;
}

function close(quantifier: "all" | "some", hint: string, v: Term, guards: readonly Formula[], body: Formula): Formula {
  const guarded =
    guards.length === 0
      ? body
      : quantifier === "all"
        ? T.implies(conjunction(guards), body)
        : T.and(conjunction(guards), body);
  return T.quantified(quantifier, { hint, sort: T.sortOf(v) }, T.abstract(guarded, [v]));
}

/** Without a domain the names are declared ones, or parameters, and run over where the hypotheses let them be. */
function overDeclared(ctx: Context, p: Prop & { k: "quantified" }): Formula {
  distinct(p.names);
  const targets = p.names.map((n) => resolveTarget(ctx, { k: "name", name: n.name, span: n.span }));
  const variables = p.names.map((n, i): Term => {
    const target = targets[i] as Target;
    if (target.k === "component") return target.point;
    if (target.k === "family" || target.declared !== null) {
      if (ctx.hypotheses === null) {
        fail(
          "E308",
          p.span,
          "a quantifier without a domain speaks about hypotheses, so it stands in a theorem or hypothesis, not in a definition",
          {
            help: `write \`for all ${n.name} in (0, 1) : …\``,
          },
        );
      }
      ctx.usage.quantified.add(n.name);
    }
    return target.k === "family" ? target.family.term : target.term;
  });
  const body = formula(ctx, p.body);
  const guards = (ctx.hypotheses ?? []).filter((h) => variables.some((v) => T.occurs(nameOf(v), h)));
  let f =
    guards.length === 0
      ? body
      : p.quantifier === "all"
        ? T.implies(conjunction(guards), body)
        : T.and(conjunction(guards), body);
  for (let i = variables.length - 1; i >= 0; i--) {
    const v = variables[i] as Term;
    f = T.quantified(p.quantifier, binder((p.names[i] as Name).name, v, targets[i]), T.abstract(f, [v]));
  }
  return f;
}
