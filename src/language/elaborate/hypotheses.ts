/** What counts for a proposition: the hypotheses of the names that it reaches, with those above it in scope. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import type { Families, Formula, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import type { Hypothesis } from "../claim.ts";
import type { Domain, Expr, Prop } from "../syntax.ts";
import { type Context, newUsage, type Shared, type Usage } from "./context.ts";
import { atoms } from "./domain.ts";
import { overRanges } from "./operators.ts";
import { formula } from "./proposition.ts";
import type { Entry, Family, Met, Scope, Unknown } from "./scope.ts";

/** The ranges of all declared families. */
export function familiesOf(scope: Scope): Families {
  const out = new Map<string, readonly T.Range[]>();
  for (const { declared } of scope.entries()) if (declared.k === "family") out.set(declared.name, declared.ranges);
  return out;
}

export function met(
  scope: Scope,
  f: Formula,
  from: Hypothesis["from"],
  prop: Prop,
  span: Span,
  touched: ReadonlySet<string>,
): Met {
  const defined = T.defined(f, familiesOf(scope));
  return { hypothesis: { formula: f, from, prop, span }, defined: isPlain(defined) ? null : defined, touched };
}

/** Does the formula only repeat its own guards? */
function isPlain(f: Formula): boolean {
  const parts = (g: Formula): Formula[] => (g.k === "and" ? [...parts(g.l), ...parts(g.r)] : [g]);
  const go = (g: Formula, given: readonly Formula[]): boolean => {
    switch (g.k) {
      case "implies":
        return g.l.k === "false" || go(g.r, [...given, ...parts(g.l)]);
      case "and":
        return go(g.l, given) && go(g.r, given);
      case "all":
        return go(g.body, []);
      default:
        return given.includes(g);
    }
  };
  return go(f, []);
}

/** A conjunction and a chain are one hypothesis for each of their parts. */
export function partsOf(p: Prop): Prop[] {
  if (p.k === "and") return [...partsOf(p.left), ...partsOf(p.right)];
  if (p.k !== "chain" || p.links.length === 1) return [p];
  const sides = [p.first, ...p.links.map((l) => l.right)];
  const special: ReadonlySet<Expr["k"]> = new Set(["integral", "potential", "limit", "extremum"]);
  if (sides.some((s) => special.has(s.k))) return [p];
  return p.links.map((l, i): Prop => ({ k: "chain", first: sides[i] as Expr, links: [l], span: p.span }));
}

/**
 * Elaborates propositions as hypotheses, or a goal. Operators look at the hypotheses of what the
 * proposition reaches, so that is found by a first reading.
 */
export function withHypotheses(
  shared: Shared,
  scope: Scope,
  above: readonly Met[],
  read: (ctx: Context) => Formula,
): { formula: Formula; usage: Usage; claim: readonly Met[]; context: Context } {
  const first = newUsage();
  const base: Context = { shared, scope, locals: new Map(), usage: first, hypotheses: [] };
  const draft = read(base);
  const reached = new Set([...declaredIn(draft), ...first.touched]);
  const claim = collect(shared, scope, reached, above);
  const wide =
    first.quantified.size === 0 ? claim : collect(shared, scope, new Set([...reached, ...first.quantified]), above);
  const usage = newUsage();
  const context: Context = { ...base, usage, hypotheses: formulasOf(wide) };
  const final = first.touched.size === 0 && first.quantified.size === 0 ? draft : read(context);
  return { formula: final, usage: first, claim, context };
}

/** Each hypothesis, where it is defined and true. */
export function formulasOf(mets: readonly Met[]): Formula[] {
  return mets.flatMap((m) => (m.defined === null ? [m.hypothesis.formula] : [m.defined, m.hypothesis.formula]));
}

/** The declared names that are free in a node. */
export function declaredIn(n: Term | Formula): string[] {
  return T.freeNames(n)
    .map((x) => x.replace("()", ""))
    .filter((x) => !x.includes("'"));
}

/** Hypotheses of all names that are reached from these and from the hypotheses above, in the order of declaration. */
export function collect(shared: Shared, scope: Scope, seeds: Iterable<string>, above: readonly Met[]): Met[] {
  const names = reachedFrom(shared, scope, seeds, above);
  const found = new Set<Met>();
  for (const entry of scope.entries()) {
    if (names.has(entry.declared.name)) for (const m of metsOf(shared, scope, entry)) found.add(m);
  }
  for (const m of above) found.add(m);
  return [...found];
}

export function reachedFrom(shared: Shared, scope: Scope, seeds: Iterable<string>, above: readonly Met[]): Set<string> {
  const names = new Set<string>();
  const queue = [...seeds, ...above.flatMap(namesOf)];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    const entry = scope.find(name);
    if (entry === undefined) continue;
    queue.push(...metsOf(shared, scope, entry).flatMap(namesOf));
    if (entry.declared.k === "family") {
      for (const r of entry.declared.ranges) queue.push(...declaredIn(r.lo), ...declaredIn(r.hi));
    }
  }
  return names;
}

function namesOf(m: Met): string[] {
  return [...declaredIn(m.hypothesis.formula), ...(m.defined === null ? [] : declaredIn(m.defined)), ...m.touched];
}

const functionMets = new WeakMap<Unknown, { shape: Unknown["shape"]; mets: readonly Met[] }>();

/** The hypotheses of a name. Those of a function are made once its first use shows what it takes. */
export function metsOf(shared: Shared, scope: Scope, entry: Entry): readonly Met[] {
  const d = entry.declared;
  if (d.k !== "fun") return entry.hypotheses;
  const known = functionMets.get(d);
  if (known !== undefined && known.shape === d.shape) return [...known.mets, ...entry.hypotheses];
  const mets = rangeOfFunction(shared, scope, d);
  functionMets.set(d, { shape: d.shape, mets });
  return [...mets, ...entry.hypotheses];
}

function rangeOfFunction(shared: Shared, scope: Scope, d: Unknown): Met[] {
  const ranges = d.params.map((_, i) => d.shape?.[i] ?? null);
  const params = d.params.map((p, i) => {
    const r = ranges[i];
    return shared.fresh(p, r ? T.familySort(r.length) : T.REAL);
  });
  const call = T.call(
    d.name,
    params.map(() => 0),
    params,
    ranges.flatMap((r) => r ?? []),
  );
  const span = d.span;
  const prop: Prop = {
    k: "quantified",
    quantifier: "all",
    names: d.params.map((name) => ({ name, span })),
    domain: { k: "real", span },
    body: {
      k: "member",
      expr: { k: "call", fun: { name: d.name, span }, args: d.params.map((name) => ({ k: "name", name, span })), span },
      domain: syntaxOf(d),
      span,
    },
    span,
  };
  return atoms(d.domain, call).map((atom) => {
    const all = params.reduceRight<Formula>((f, v, i) => {
      const over = ranges[i];
      const binder = { hint: d.params[i] as string, sort: T.sortOf(v), ...(over ? { over } : {}) };
      return T.quantified("all", binder, T.abstract(f, [v]));
    }, atom);
    return met(scope, all, "domain", prop, span, new Set());
  });
}

const domainSyntax = new WeakMap<object, Domain>();

/** Remembers a domain as written, for showing the hypotheses that it gives. */
export function rememberDomain(d: Unknown, written: Domain): void {
  domainSyntax.set(d, written);
}
function syntaxOf(d: Unknown): Domain {
  return domainSyntax.get(d) ?? { k: "real", span: d.span };
}

/** The domain of a variable as hypotheses, one for each bound. */
export function domainMets(
  scope: Scope,
  name: string,
  term: Term,
  domain: Parameters<typeof atoms>[0],
  written: Domain,
  span: Span,
): Met[] {
  const prop: Prop = { k: "member", expr: { k: "name", name, span }, domain: written, span };
  return atoms(domain, term).map((f) => met(scope, f, "domain", prop, span, new Set()));
}

/** The domain of a family, for all of its indices. `ranges` as written. */
export function familyDomainMets(
  scope: Scope,
  d: Family,
  written: Domain,
  ranges: readonly { lo: Expr; hi: Expr }[],
): Met[] {
  const span = d.span;
  const taken = new Set([...scope.names(), d.name]);
  const hints: string[] = [];
  for (const letter of d.ranges.length === 1 ? "kijlmnpqr" : "ijklmnpqr") {
    if (hints.length < d.ranges.length && !taken.has(letter)) hints.push(letter);
  }
  while (hints.length < d.ranges.length) hints.push(`k${hints.length + 1}`);
  const index: Expr[] = hints.map((name) => ({ k: "name", name, span }));
  let prop: Prop = {
    k: "member",
    expr: { k: "index", family: { name: d.name, span }, index, span },
    domain: written,
    span,
  };
  for (let j = ranges.length - 1; j >= 0; j--) {
    const r = ranges[j] as { lo: Expr; hi: Expr };
    prop = {
      k: "quantified",
      quantifier: "all",
      names: [{ name: hints[j] as string, span }],
      domain: { k: "range", lo: r.lo, hi: r.hi, span },
      body: prop,
      span,
    };
  }
  const at = T.at(
    d.term,
    d.ranges.map((_, j) => T.bound(d.ranges.length - 1 - j, T.INT)),
  );
  return atoms(d.domain, at).map((f) => met(scope, overRanges(d, f, hints), "domain", prop, span, new Set()));
}

/** A proposition as hypotheses, one for each of its parts. */
export function hypothesisMets(
  shared: Shared,
  scope: Scope,
  above: readonly Met[],
  p: Prop,
  from: Hypothesis["from"],
): Met[] {
  const out: Met[] = [];
  for (const part of partsOf(p)) {
    const read = withHypotheses(shared, scope, [...above, ...out], (ctx) => formula(ctx, part));
    out.push(met(scope, read.formula, from, part, p.span, read.usage.touched));
  }
  return out;
}
