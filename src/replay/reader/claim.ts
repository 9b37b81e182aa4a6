/**
 * What a claim's text claims: the goal, the hypotheses that count for it, the ranges of its families. A name
 * that the goal reaches, through definitions and hypotheses too, brings its domain and `where` clause.
 */
import type { ClaimText } from "../../certificate/format.ts";
import * as B from "../binding.ts";
import type { Claim } from "../certify.ts";
import { defined } from "../defined.ts";
import { Rejected, reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { instance } from "./definitions.ts";
import { boundIndices, bounds, domainOf, isIntegerDomain, overRanges, rangeOf, sortOf } from "./domains.ts";
import { formula } from "./propositions.ts";
import {
  type Context,
  context,
  type Defined,
  declaredIn,
  type Ends,
  type Entry,
  type Hypothesis,
  type Kind,
  Scope,
  type Unknown,
} from "./scope.ts";
import { StatementParser } from "./statements.ts";
import type { Link, Statement, Syntax } from "./syntax.ts";

/** Rejects text that it cannot read. */
export function readClaim(text: ClaimText): Claim {
  const scope = new Scope();
  const parser = (s: string): StatementParser => new StatementParser(s, scope.functions());
  for (const s of text.declarations) declare(scope, parser(s).statement());
  const above = [...scope.assumptions];
  for (const s of text.givens) above.push(...hypotheses(scope, above, parser(s).given()));
  const { f: goal, touched } = readWith(scope, above, parser(text.goal).proposition());
  const seeds = [...declaredIn(goal), ...touched];
  const reached = reachedFrom(scope, seeds, above);
  return {
    hypotheses: formulasOf(collected(scope, seeds, above)),
    goal,
    families: new Map([...scope.families()].filter(([name]) => reached.has(name))),
  };
}

// ---- declarations

function declare(scope: Scope, s: Statement): void {
  switch (s.k) {
    case "var":
      return declareVariables(scope, s);
    case "fun": {
      const domain = domainOf(context(scope, null), s.domain);
      if (domain.k !== "real" && domain.k !== "interval") reject("the values of a function are real or in an interval");
      const d: Unknown = { k: "fun", name: s.name, params: s.params, domain, shape: null };
      const entry = scope.declare(d);
      if (s.where !== null) entry.hypotheses = hypotheses(scope, scope.assumptions, s.where);
      return;
    }
    case "def":
      return define(scope, s);
    case "assume":
      scope.assumptions.push(...hypotheses(scope, scope.assumptions, s.prop));
  }
}

function declareVariables(scope: Scope, s: Statement & { k: "var" }): void {
  const ctx = context(scope, null);
  const domain = domainOf(ctx, s.domain);
  const power = isIntegerDomain(domain);
  const read = s.items.map(({ name, ranges }) => ({ name, ranges: ranges.map((r) => rangeOf(ctx, r)) }));
  const entries = read.map(({ name, ranges }): Entry => {
    if (ranges.length > 0) {
      const term = T.variable(name, T.familySort(power ? "int" : "real", ranges.length));
      return scope.declare({ k: "family", name, term, ranges, domain, power });
    }
    return scope.declare({ k: "scalar", name, term: T.variable(name, sortOf(domain)), domain, power });
  });
  for (const entry of entries) {
    const d = entry.declared;
    if (d.k === "scalar") entry.hypotheses = bounds(domain, d.term).map((f) => hypothesis(scope, f, []));
    if (d.k === "family") {
      const at = B.apply(d.term, boundIndices(d.ranges.length));
      entry.hypotheses = bounds(domain, at).map((f) => hypothesis(scope, overRanges(d.ranges, f), []));
    }
  }
  if (s.where === null) return;
  const own = entries.flatMap((e) => e.hypotheses);
  const where = hypotheses(scope, [...scope.assumptions, ...own], s.where);
  for (const e of entries) e.hypotheses = [...e.hypotheses, ...where];
}

function define(scope: Scope, s: Statement & { k: "def" }): void {
  const ctx = context(scope, null);
  const ranges = s.ranges.map((r) => rangeOf(ctx, r));
  const realParams = operatorVariables(s.body);
  const d: Defined = {
    k: "definition",
    name: s.name,
    statement: s,
    ranges,
    scope: scope.above(),
    realParams,
    instances: new Map(),
  };
  // Read once before it is declared, so that it cannot mean itself: as a function of reals, else of integers.
  const kinds = (all: Kind): Kind[] => s.params.map((p) => (realParams.has(p) ? "real" : all));
  try {
    instance(ctx, d, s.form === "family" ? s.params.map(() => "power") : kinds("real"));
  } catch (e) {
    if (!(e instanceof Rejected) || s.form !== "function") throw e;
    instance(ctx, d, kinds("power"));
  }
  scope.declare(d);
}

/** The plain names that stand as variables of diff, integral and limit. */
function operatorVariables(s: Syntax): Set<string> {
  const out = new Set<string>();
  const take = (t: Syntax): void => {
    if (t.k === "name") out.add(t.name);
  };
  const visit = (n: object): void => {
    const e = n as Syntax;
    if (e.k === "diff") for (const step of e.steps) take(step.variable);
    if (e.k === "integral" || e.k === "limit") take(e.variable);
    for (const child of Object.values(n)) if (typeof child === "object" && child !== null) visit(child);
  };
  visit(s);
  return out;
}

// ---- hypotheses

function hypothesis(scope: Scope, f: Node, touched: Iterable<string>): Hypothesis {
  const d = defined(f, scope.families());
  return { formula: f, defined: onlyRepeats(d) ? null : d, touched: new Set(touched) };
}

/** Does the formula only repeat its own guards? */
function onlyRepeats(f: Node): boolean {
  const conjuncts = (g: Node): Node[] => (g.tag === "and" ? g.parts.flatMap(conjuncts) : [g]);
  const go = (g: Node, given: readonly Node[]): boolean => {
    const p = (i: number): Node => T.part(g, i);
    switch (g.tag) {
      case "implies":
        return p(0).tag === "false" || go(p(1), [...given, ...conjuncts(p(0))]);
      case "and":
        return go(p(0), given) && go(p(1), given);
      case "all":
        return go(p(0), []);
      default:
        return given.includes(g);
    }
  };
  return go(f, []);
}

/** A proposition as hypotheses, one for each part of a conjunction or chain. */
function hypotheses(scope: Scope, above: readonly Hypothesis[], p: Syntax): Hypothesis[] {
  const out: Hypothesis[] = [];
  for (const part of partsOf(p)) {
    const { f, touched } = readWith(scope, [...above, ...out], part);
    out.push(hypothesis(scope, f, touched));
  }
  return out;
}
const SIDES_ONLY: ReadonlySet<string> = new Set(["integral", "potential", "limit", "extremum"]);
function partsOf(p: Syntax): Syntax[] {
  if (p.k === "and") return [...partsOf(p.left), ...partsOf(p.right)];
  if (p.k !== "chain" || p.links.length === 1) return [p];
  const sides = [p.first, ...p.links.map((l) => l.right)];
  if (sides.some((s) => SIDES_ONLY.has(s.k))) return [p];
  return p.links.map((l: Link, i) => ({ k: "chain", first: sides[i] as Syntax, links: [l] }));
}

/** Reads a proposition; its operators look at the hypotheses of all that it reaches, which a first reading finds. */
function readWith(scope: Scope, above: readonly Hypothesis[], p: Syntax): { f: Node; touched: ReadonlySet<string> } {
  const first = context(scope, []);
  const draft = formula(first, p);
  const { touched, quantified } = first;
  if (touched.size === 0 && quantified.size === 0) return { f: draft, touched };
  const reached = [...declaredIn(draft), ...touched, ...quantified];
  const second: Context = context(scope, formulasOf(collected(scope, reached, above)));
  return { f: formula(second, p), touched };
}

const formulasOf = (hs: readonly Hypothesis[]): Node[] =>
  hs.flatMap((h) => (h.defined === null ? [h.formula] : [h.defined, h.formula]));

/** The hypotheses of all names that are reached from these and from what stands above, in the order of declaration. */
function collected(scope: Scope, seeds: Iterable<string>, above: readonly Hypothesis[]): Hypothesis[] {
  const names = reachedFrom(scope, seeds, above);
  const own = [...scope.entries.values()]
    .filter((e) => names.has(e.declared.name))
    .flatMap((e) => hypothesesOf(scope, e));
  return [...new Set([...own, ...above])];
}

function reachedFrom(scope: Scope, seeds: Iterable<string>, above: readonly Hypothesis[]): Set<string> {
  const names = new Set<string>();
  const namesOf = (h: Hypothesis): string[] => [
    ...declaredIn(h.formula),
    ...(h.defined === null ? [] : declaredIn(h.defined)),
    ...h.touched,
  ];
  const queue = [...seeds, ...above.flatMap(namesOf)];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    const entry = scope.entries.get(name);
    if (entry === undefined) continue;
    queue.push(...hypothesesOf(scope, entry).flatMap(namesOf));
    if (entry.declared.k === "family") queue.push(...entry.declared.ranges.flat().flatMap(declaredIn));
  }
  return names;
}

/** A function's domain holds for all arguments of the kinds that it takes. */
function hypothesesOf(scope: Scope, { declared: d, hypotheses: own }: Entry): Hypothesis[] {
  if (d.k !== "fun") return [...own];
  const ranges = d.params.map((_, i) => d.shape?.[i] ?? []);
  const args = ranges.map((r) => T.fresh(r.length === 0 ? "real" : T.familySort("real", r.length)));
  const value = T.call(
    d.name,
    args.map(() => 0),
    args,
    ranges.flat(2),
  );
  const forAll = (f: Node): Node =>
    args.reduceRight((g, v, i) => B.quantifyOver("all", v, (ranges[i] as readonly Ends[]).flat(), g), f);
  return [...bounds(d.domain, value).map((f) => hypothesis(scope, forAll(f), [])), ...own];
}
