/** Chains of relations, and what stands only as a side of one: limits, infima, minimisers, antiderivatives, potentials. */
import * as B from "../binding.ts";
import { reject } from "../rejected.ts";
import type { Node } from "../term.ts";
import * as T from "../term.ts";
import { abs } from "./builtins.ts";
import { term } from "./expressions.ts";
import { mentions, opened, realTarget, sameTarget, type Target } from "./operators.ts";
import { type Over, over, predicate } from "./propositions.ts";
import type { Context } from "./scope.ts";
import type { Approach, Link, Syntax } from "./syntax.ts";

type Side =
  | { readonly k: "term"; readonly term: Node }
  | { readonly k: "infinite"; readonly negative: boolean }
  | { readonly k: "plusConst"; readonly term: Node }
  | { readonly k: "integral" | "potential"; readonly body: Node; readonly target: Target }
  | { readonly k: "limit"; readonly body: Node; readonly over: Over; readonly to: Approach; readonly point: Node }
  | { readonly k: "infimum" | "supremum" | "argmin" | "argmax"; readonly body: Node; readonly over: Over };
type Anchor = Side & { readonly k: "integral" | "potential" };
type Valued = Side & { readonly k: "limit" | "infimum" | "supremum" };

const isAnchor = (s: Side): s is Anchor => s.k === "integral" || s.k === "potential";
const isValued = (s: Side): s is Valued => s.k === "limit" || s.k === "infimum" || s.k === "supremum";

function sideOf(ctx: Context, e: Syntax): Side {
  switch (e.k) {
    case "inf":
      return { k: "infinite", negative: false };
    case "const":
      return { k: "plusConst", term: T.int(0) };
    case "integral":
      if (e.over !== null) break;
      return { k: "integral", body: term(ctx, e.body), target: realTarget(ctx, e.variable) };
    case "potential":
      return { k: "potential", body: term(ctx, e.body), target: realTarget(ctx, e.variable) };
    case "limit": {
      const infinite = e.to === "inf" || e.to === "-inf";
      const o = over(ctx, [e.variable], realTarget);
      return {
        k: "limit",
        body: term(ctx, e.body),
        over: o,
        to: e.to,
        point: infinite ? T.int(0) : term(ctx, e.point),
      };
    }
    case "extremum":
      return { k: e.which, over: over(ctx, e.variables), body: term(ctx, e.body) };
    case "negate":
      if (e.arg.k === "inf") return { k: "infinite", negative: true };
      break;
    case "binary":
      if (e.right.k !== "const") break;
      return e.op === "+"
        ? { k: "plusConst", term: term(ctx, e.left) }
        : reject("const stands only as the last summand");
    default:
  }
  return { k: "term", term: term(ctx, e) };
}

function related({ relation }: Link, l: Node, r: Node, tolerance: Node | null): Node {
  switch (relation) {
    case "=":
      return T.eq(l, r);
    case "!=":
      return T.not(T.eq(l, r));
    case "<":
      return T.lt(l, r);
    case "<=":
      return T.le(l, r);
    case ">":
      return T.lt(r, l);
    case ">=":
      return T.le(r, l);
    case "~=":
      return T.le(abs(T.sub(l, r)), tolerance ?? reject("a tolerance is needed"));
  }
}

/** A formula for each link. */
export function chain(ctx: Context, p: Syntax & { k: "chain" }): Node[] {
  const sides = [p.first, ...p.links.map((l) => l.right)].map((e) => sideOf(ctx, e));
  const anchorAt = sides.findIndex(isAnchor);
  return p.links.map((l, i) => {
    const tolerance = l.tolerance === null ? null : term(ctx, l.tolerance);
    const pair = [sides[i] as Side, sides[i + 1] as Side] as const;
    return linked(ctx, pair, l, tolerance, sides[anchorAt], i >= anchorAt);
  });
}

/** `after`: the link stands right of the anchor, the integral or potential of the chain. */
function linked(
  ctx: Context,
  [l, r]: readonly [Side, Side],
  by: Link,
  tolerance: Node | null,
  anchor: Side | undefined,
  after: boolean,
): Node {
  if (l.k === "term" && r.k === "term") return related(by, l.term, r.term, tolerance);
  const isSet = (s: Side): boolean => s.k === "argmin" || s.k === "argmax";
  const equation = by.relation === "=";
  if (isSet(l) || isSet(r))
    return equation ? sameMinimisers(l, r) : reject("sets of minimisers are compared by = only");
  if (!equation && [l, r].some((s) => isAnchor(s) || s.k === "plusConst")) reject("this stands only as a side of =");
  if (isValued(l) || isValued(r)) return valued(l, r, by, tolerance);
  if (l.k === "plusConst" && r.k === "plusConst" && anchor !== undefined && isAnchor(anchor))
    return antiderivative(ctx, anchor, after ? r.term : l.term);
  if (isAnchor(l) && r.k === "plusConst") return antiderivative(ctx, l, r.term);
  if (isAnchor(r) && l.k === "plusConst") return antiderivative(ctx, r, l.term);
  if (l.k === "integral" && r.k === "integral" && sameTarget(l.target, r.target)) return T.eq(l.body, r.body);
  return reject("these two do not stand opposite each other");
}

function sameMinimisers(l: Side, r: Side): Node {
  if ((l.k !== "argmin" && l.k !== "argmax") || (r.k !== "argmin" && r.k !== "argmax"))
    return reject("argmin stands opposite argmin or argmax");
  const others = r.over.targets;
  const same =
    l.over.targets.length === others.length && l.over.targets.every((t, i) => sameTarget(t, others[i] as Target));
  if (!same) reject("both sides minimise over the same variables");
  const least = (s: typeof l): Node => (s.k === "argmin" ? s.body : T.neg(s.body));
  return predicate("same-minimisers", l.over, [least(l), least(r)], []);
}

/** That a limit, infimum or supremum has this value. */
function hasValue(s: Valued, v: Node): Node {
  return s.k === "limit"
    ? predicate(`limit:${s.to}:num`, s.over, [s.body], [s.point, v])
    : predicate(s.k, s.over, [s.body], [v]);
}
function isInfinite(s: Valued, negative: boolean): Node {
  if (s.k === "limit")
    return predicate(`limit:${s.to}:${negative ? "-inf" : "inf"}`, s.over, [s.body], [s.point, T.int(0)]);
  if ((s.k === "infimum") !== negative) reject("an infimum is never inf, a supremum never -inf");
  return predicate(negative ? "unbounded-below" : "unbounded-above", s.over, [s.body], []);
}

/** Limits and infima compared: they exist and their values are so related. */
function valued(l: Side, r: Side, by: Link, tolerance: Node | null): Node {
  for (const s of [l, r])
    if (!isValued(s) && s.k !== "term" && s.k !== "infinite") reject("a limit or infimum stands opposite a number");
  const infinite = l.k === "infinite" ? l : r.k === "infinite" ? r : null;
  if (infinite !== null) {
    if (by.relation !== "=") reject("only = compares with inf");
    return isInfinite((isValued(l) ? l : r) as Valued, infinite.negative);
  }
  if (by.relation === "=") {
    if (isValued(l) && r.k === "term") return hasValue(l, r.term);
    if (isValued(r) && l.k === "term") return hasValue(r, l.term);
    const v = T.fresh("real");
    return B.quantify("some", [v], T.and(hasValue(l as Valued, v), hasValue(r as Valued, v)));
  }
  const variables: Node[] = [];
  const parts: Node[] = [];
  const numberOf = (s: Side): Node => {
    if (s.k === "term") return s.term;
    const v = T.fresh("real");
    variables.push(v);
    parts.push(hasValue(s as Valued, v));
    return v;
  };
  const [a, b] = [numberOf(l), numberOf(r)];
  return B.quantify("some", variables, [...parts, related(by, a, b, tolerance)].reduce(T.and));
}

/** F is an antiderivative, or a potential, of the anchor's body. */
function antiderivative(ctx: Context, anchor: Anchor, F: Node): Node {
  const { target } = anchor;
  if (anchor.k === "integral") {
    const { variable, put } = opened(target);
    return T.hasDeriv(B.close(put(F), [variable]), target.term, anchor.body);
  }
  if (target.k !== "component") return reject("a potential takes one component of a family");
  const { index, family } = target;
  const plain = index.every((i, j) => i.tag === "var" && index.indexOf(i) === j);
  if (!plain || index.some((i) => F.free.has(i.name)))
    reject("the indices of a potential are plain names, which it does not mention");
  if (ctx.hypotheses === null) reject("a potential stands in a claim, not in a definition");
  ctx.touched.add(family.name);
  const about = ctx.hypotheses.filter((h) => mentions(target, h) && !index.some((i) => h.free.has(i.name)));
  return potential(family.term, family.ranges, index, anchor.body, F, T.conjunction(about));
}

/**
 * For every z of the domain and all m in the ranges g is the derivative of F in z[m]; and every function H of
 * the components z[m] with these derivatives is F plus one constant there.
 */
function potential(
  z: Node,
  ranges: readonly (readonly [Node, Node])[],
  m: readonly Node[],
  g: Node,
  F: Node,
  domain: Node,
): Node {
  const all = [F, g, domain];
  if (m.some((i) => domain.free.has(i.name))) reject("the domain of a potential mentions its index");
  let n = 1;
  while (all.some((x) => x.free.has(`H'${n}`))) n++;
  const H = `H'${n}`;
  if (all.some((x) => x.free.has(`${H}()`))) reject("a function with a reserved name");
  const t = T.fresh("real");
  const everyPoint = (f: Node): Node => B.quantifyOver("all", z, ranges.flat(), T.implies(domain, f));
  const field = (value: (w: Node) => Node): Node => {
    const slope = T.hasDeriv(B.close(value(B.update(z, m, t)), [t]), B.apply(z, m), g);
    const everyIndex = m.reduceRight((f, i, j) => {
      const [lo, hi] = ranges[j] as readonly [Node, Node];
      return B.forRange(lo, hi, B.close(f, [i]));
    }, slope);
    return everyPoint(everyIndex);
  };
  const valueF = (w: Node): Node => B.put(F, z, w);
  const valueH = (w: Node): Node => T.call(H, [0], [w], ranges.flat());
  const c = T.fresh("real");
  const differs = everyPoint(T.eq(valueH(z), T.add(valueF(z), c)));
  return T.and(field(valueF), T.allFun(H, T.implies(field(valueH), B.quantify("some", [c], differs))));
}
