/** Declarations: variables, functions, definitions, assumptions. Each either takes effect whole or fails. */
import * as T from "../../kernel/index.ts";
import { Fault, fail } from "../fault.ts";
import type { Expr, Statement } from "../syntax.ts";
import { type Context, newUsage, type Shared } from "./context.ts";
import { instance } from "./definition.ts";
import { type DomainTerm, domainTerm, isIntegerDomain, rangeTerms, sortOfDomain } from "./domain.ts";
import { domainMets, familyDomainMets, hypothesisMets, rememberDomain } from "./hypotheses.ts";
import type { Declared, Defined, Entry, Family, Met, ParamKind, Scalar, Scope, Unknown } from "./scope.ts";

export function outer(shared: Shared, scope: Scope): Context {
  return { shared, scope, locals: new Map(), usage: newUsage(), hypotheses: null };
}

export function declareVariables(shared: Shared, scope: Scope, s: Statement & { k: "var" }): void {
  const ctx = outer(shared, scope);
  const domain = domainTerm(ctx, s.domain);
  const made: { declared: Scalar | Family; hypotheses: Met[] }[] = [];
  for (const item of s.items) {
    const { name, span } = item.name;
    scope.checkFree(name, span);
    if (made.some((m) => m.declared.name === name)) fail("E202", span, `\`${name}\` stands twice in this declaration`);
    if (item.ranges.length > 8) fail("E302", span, "a family has at most 8 indices");
    const power = isIntegerDomain(domain);
    if (item.ranges.length === 0) {
      const term = T.variable(name, sortOfDomain(domain));
      const declared: Scalar = { k: "scalar", name, tex: s.tex, span, term, domain, power };
      made.push({ declared, hypotheses: domainMets(scope, name, term, domain, s.domain, span) });
    } else {
      const ranges = item.ranges.map((r) => rangeTerms(ctx, r));
      const term = T.variable(name, T.familySort(ranges.length, power ? "int" : "real"));
      made.push({ declared: { k: "family", name, tex: s.tex, span, term, ranges, domain, power }, hypotheses: [] });
    }
  }
  const entries: Entry[] = made.map(({ declared, hypotheses }) => {
    return scope.declare(declared, hypotheses);
  });
  // A family's component has a range only once the family is declared.
  s.items.forEach((item, i) => {
    const entry = entries[i] as Entry;
    if (entry.declared.k === "family")
      entry.hypotheses = familyDomainMets(scope, entry.declared, s.domain, item.ranges);
  });
  if (s.where === null) return;
  try {
    const own = entries.flatMap((e) => e.hypotheses);
    const where = hypothesisMets(shared, scope, [...scope.assumptions(), ...own], s.where, "where");
    for (const e of entries) e.hypotheses = [...e.hypotheses, ...where];
  } catch (e) {
    for (const entry of entries) scope.remove(entry.declared.name);
    throw e;
  }
}

export function declareFunction(shared: Shared, scope: Scope, s: Statement & { k: "fun" }): void {
  const { name, span } = s.name;
  scope.checkFree(name, span);
  const domain: DomainTerm = domainTerm(outer(shared, scope), s.domain);
  if (domain.k !== "real" && domain.k !== "interval") {
    fail("E307", s.domain.span, `a \`fun\` is smooth, so its values are \`real\` or in an interval`);
  }
  const params = s.params.map((p) => p.name);
  const declared: Unknown = { k: "fun", name, tex: s.tex, span, params, domain, shape: null };
  rememberDomain(declared, s.domain);
  const entry = scope.declare(declared, []);
  if (s.where === null) return;
  try {
    entry.hypotheses = hypothesisMets(shared, scope, scope.assumptions(), s.where, "where");
  } catch (e) {
    scope.remove(name);
    throw e;
  }
}

export function define(shared: Shared, scope: Scope, s: Statement & { k: "def" }): Defined {
  const { name, span } = s.name;
  scope.checkFree(name, span);
  const ctx = outer(shared, scope);
  const ranges = s.indices.map((i) => rangeTerms(ctx, i.range));
  const realParams = new Set<string>();
  const params = new Set(s.params.map((p) => p.name));
  findOperatorVariables(s.body, (n) => {
    if (params.has(n)) realParams.add(n);
  });
  const made: Defined = {
    k: "definition",
    name,
    tex: s.tex,
    span,
    statement: s,
    ranges,
    scope: scope.above(),
    realParams,
    instances: new Map(),
  };
  const names = s.form === "family" ? s.indices.map((i) => i.name.name) : s.params.map((p) => p.name);
  const real = names.map((): ParamKind => (s.form === "family" ? "power" : "real"));
  shared.defining = name;
  try {
    instance(ctx, made, real);
  } catch (e) {
    if (!(e instanceof Fault) || s.form !== "function" || e.diagnostic.code !== "E303") throw e;
    // Some parameter is used as an index: then all that can be integers are tried as such.
    instance(
      ctx,
      made,
      names.map((n): ParamKind => (realParams.has(n) ? "real" : "power")),
    );
  } finally {
    shared.defining = null;
  }
  scope.declare(made, []);
  return made;
}

/** Calls `found` with each plain name that stands as an operator's variable. */
function findOperatorVariables(e: Expr, found: (name: string) => void): void {
  const target = (t: Expr): void => {
    if (t.k === "name") found(t.name);
  };
  const visit = (n: object): void => {
    const node = n as Expr;
    if (node.k === "diff") for (const s of node.steps) target(s.variable);
    if (node.k === "integral" || node.k === "limit") target(node.variable);
    for (const [key, v] of Object.entries(n)) if (typeof v === "object" && v !== null && key !== "span") visit(v);
  };
  visit(e);
}

export function assume(shared: Shared, scope: Scope, s: Statement & { k: "assume" }): void {
  scope.assume(hypothesisMets(shared, scope, scope.assumptions(), s.prop, "assume"));
}

/** Names whose declaration could not be read, so that their uses can say so. */
export function declareBroken(scope: Scope, names: readonly string[], span: Declared["span"]): void {
  for (const name of names) {
    if (scope.find(name) === undefined) scope.declare({ k: "broken", name, tex: null, span }, []);
  }
}
