/** Propositions to formulas. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { bounds, domainOf, isIntegerDomain, membership, sortOf } from "./domains.ts";
import { term } from "./expressions.ts";
import { endsOf, familyValue, fitting, mentions, opened, sameTarget, type Target, targetOf } from "./operators.ts";
import { bindIndex, type Context } from "./scope.ts";
import { chain } from "./sides.ts";
import type { Binding, Syntax } from "./syntax.ts";

export function formula(ctx: Context, p: Syntax): Node {
  switch (p.k) {
    case "chain":
      return chain(ctx, p).reduce(T.and);
    case "not":
      return T.not(formula(ctx, p.arg));
    case "and":
      return T.and(formula(ctx, p.left), formula(ctx, p.right));
    case "or":
      return T.or(formula(ctx, p.left), formula(ctx, p.right));
    case "implies":
      return T.implies(formula(ctx, p.left), formula(ctx, p.right));
    case "iff": {
      const [l, r] = [formula(ctx, p.left), formula(ctx, p.right)];
      return T.and(T.implies(l, r), T.implies(r, l));
    }
    case "member":
      return membership(domainOf(ctx, p.domain), term(ctx, p.arg));
    case "predicate":
      return simplePredicate(ctx, p);
    case "extreme":
      return extreme(ctx, p);
    case "quantified":
      if (new Set(p.names).size < p.names.length) reject("a name is bound twice");
      return p.domain === null ? overDeclared(ctx, p) : overDomain(ctx, p);
    default:
      return reject("a proposition is needed");
  }
}

type Quantified = Syntax & { readonly k: "quantified" };

function guarded(quantifier: "all" | "some", guards: readonly Node[], body: Node): Node {
  if (guards.length === 0) return body;
  const given = T.conjunction(guards);
  return quantifier === "all" ? T.implies(given, body) : T.and(given, body);
}

function overDomain(ctx: Context, p: Quantified): Node {
  if (p.domain === null) reject("a domain is needed");
  const d = domainOf(ctx, p.domain);
  let inner = ctx;
  const variables = p.names.map((name) => {
    const bound = bindIndex(inner, name, sortOf(d), d.k === "range" ? d.range : null, isIntegerDomain(d));
    inner = bound.ctx;
    return bound.v;
  });
  const body = formula(inner, p.body);
  return variables.reduceRight((f, v) => B.quantify(p.quantifier, [v], guarded(p.quantifier, bounds(d, v), f)), body);
}

/** Without a domain the names are declared ones, or parameters, and run over where the hypotheses let them be. */
function overDeclared(ctx: Context, p: Quantified): Node {
  const targets = p.names.map((name) => {
    const target = targetOf(ctx, { k: "name", name });
    if (target.k !== "scalar" || target.declared !== null) {
      if (ctx.hypotheses === null) reject("a quantifier without a domain stands in a claim, not in a definition");
      ctx.quantified.add(name);
    }
    return target;
  });
  const body = formula(ctx, p.body);
  const about = (ctx.hypotheses ?? []).filter((h) => targets.some((t) => h.free.has(t.term.name)));
  const close = (f: Node, t: Target): Node => B.quantifyOver(p.quantifier, t.term, endsOf(t), f);
  return targets.reduceRight(close, guarded(p.quantifier, about, body));
}

// ---- predicates of a function in variables

/** Targets, the sorts of their variables, where the hypotheses let them be, and how to put a term under them. */
export type Over = {
  readonly targets: readonly Target[];
  readonly sorts: readonly T.Sort[];
  readonly domain: Node;
  readonly under: (t: Node) => Node;
};

export function over(
  ctx: Context,
  es: readonly Syntax[],
  resolve: (ctx: Context, e: Syntax) => Target = targetOf,
): Over {
  if (ctx.hypotheses === null) reject("this speaks about hypotheses, so it stands in a claim, not in a definition");
  const targets = es.map((e) => resolve(ctx, e));
  if (targets.some((t, i) => targets.some((u, j) => j < i && sameTarget(t, u)))) reject("a variable stands twice");
  const all = targets.map(opened);
  const variables = all.map((o) => o.variable);
  const under = (n: Node): Node =>
    B.close(
      all.reduce((m, o) => o.put(m), n),
      variables,
    );
  for (const t of targets) if (t.k !== "scalar" || t.declared !== null) ctx.touched.add(t.name);
  const about = ctx.hypotheses.filter((h) => targets.some((t) => mentions(t, h)));
  return { targets, sorts: variables.map((v) => v.sort), domain: under(T.conjunction(about)), under };
}

/** The predicate of these functions, and of values that do not depend on its variables. */
export function predicate(name: string, o: Over, functions: readonly Node[], values: readonly Node[]): Node {
  for (const v of values)
    if (o.targets.some((t) => t.k !== "component" && mentions(t, v)))
      reject("a value depends on the variable that it stands beside");
  return T.predicate(name, o.sorts, o.domain, [...functions.map(o.under), ...values], o.targets.map(endsOf));
}

const CONVEXITY: ReadonlySet<string> = new Set(["convex", "strictly_convex", "concave", "strictly_concave", "affine"]);

function simplePredicate(ctx: Context, p: Syntax & { k: "predicate" }): Node {
  const o = over(ctx, p.variables);
  if (p.name.endsWith("creasing") && (o.targets.length !== 1 || o.targets[0]?.k === "family"))
    reject(`${p.name} takes one number`);
  if (CONVEXITY.has(p.name) && o.targets.some((t) => t.term.sort.startsWith("int")))
    reject(`nothing is ${p.name} in integers`);
  return predicate(p.name.replaceAll("_", "-"), o, [term(ctx, p.body)], []);
}

/** `minimum(f, x) = v at x = a`; without v it is f at a. */
function extreme(ctx: Context, p: Syntax & { k: "extreme" }): Node {
  const o = over(ctx, p.variables);
  const body = term(ctx, p.body);
  const left = [...p.at];
  const points = o.targets.map((t) => {
    const found = left.findIndex((b) => isPlaceOf(ctx, b, t));
    const [b] = found < 0 ? [] : left.splice(found, 1);
    if (b === undefined) return reject(`the place says nothing about ${t.name}`);
    return t.k === "family" ? familyValue(ctx, t.family, b) : fitting(term(ctx, b.value), t.term.sort);
  });
  if (left.length > 0) reject(`a place of what is no variable of the ${p.which}`);
  const value = p.value === null ? B.fill(o.under(body), points) : term(ctx, p.value);
  return predicate(p.which, o, [body], [value, ...points]);
}
function isPlaceOf(ctx: Context, b: Binding, t: Target): boolean {
  if (b.target.k !== "name" && b.target.k !== "index") return false;
  if (t.k === "family") return b.target.name === t.name;
  if (t.k === "component" ? b.target.k !== "index" : b.target.k === "index" || b.target.name !== t.name) return false;
  return sameTarget(targetOf(ctx, b.target), t);
}
