/**
 * What predicates, `near` and derivatives mean: a formula each, in terms of order, quantifiers and
 * arithmetic. A predicate has variables x, a domain C(x), first one or two functions F(x), then values free of x.
 */
import * as B from "./binding.ts";
import { reject } from "./rejected.ts";
import type { Node, Sort } from "./term.ts";
import * as T from "./term.ts";

const all = (vars: readonly Node[], f: Node): Node => B.quantify("all", vars, f);
const some = (vars: readonly Node[], f: Node): Node => B.quantify("some", vars, f);
const freshReal = (): Node => T.fresh("real");
const ZERO = (): Node => T.int(0);
const between = (a: Node, x: Node, b: Node): Node => T.and(T.lt(a, x), T.lt(x, b));

/** a + s(b - a), in each component. */
function chordPoint(a: Node, b: Node, s: Node): Node {
  const n = T.arity(a.sort);
  if (n === 0) return T.add(a, T.mul(s, T.sub(b, a)));
  const k = indices(n);
  return B.lambda(n, chordPoint(B.apply(a, k), B.apply(b, k), s));
}
const indices = (n: number): Node[] => Array.from({ length: n }, (_, i) => T.bound(n - 1 - i, "int"));

/** A predicate opened at fresh points. */
class Opened {
  readonly name: string;
  readonly sorts: readonly Sort[];
  /** The ends of the ranges of each variable. */
  readonly ends: readonly (readonly Node[])[];
  readonly #domain: Node;
  readonly #args: readonly Node[];
  constructor(f: Node) {
    if (f.tag !== "pred") reject("a predicate is needed");
    this.name = f.name;
    this.sorts = f.binders;
    const { domain, args } = T.predicateParts(f);
    this.#domain = domain;
    this.#args = args;
    this.ends = T.endsOf(f);
  }
  point(): Node[] {
    return this.sorts.map((s) => T.fresh(s));
  }
  inDomain(x: readonly Node[]): Node {
    return B.fill(this.#domain, x);
  }
  value(i: number, x: readonly Node[]): Node {
    return B.fill(this.#args[i] ?? reject(`${this.name}: a term is missing`), x);
  }
  /** The values from the i-th on, which must not depend on the point. */
  constants(from: number): Node[] {
    return this.#args.slice(from).map((_, i) => this.constant(from + i));
  }
  constant(i: number): Node {
    const x = this.point();
    const v = this.value(i, x);
    if (x.some((p) => v.free.has(p.name))) reject(`${this.name}: a value depends on the variable`);
    return v;
  }
  takes(n: number): void {
    if (this.#args.length !== n) reject(`${this.name} takes ${n} terms`);
  }
  ofOneNumber(): void {
    if (this.sorts.length !== 1 || T.arity(this.sorts[0] as Sort) > 0) reject(`${this.name} takes one number variable`);
  }
}

const CONVEXITY = new Set(["convex", "concave", "affine", "strictly-convex", "strictly-concave"]);
const MONOTONE = new Set(["increasing", "decreasing", "strictly-increasing", "strictly-decreasing"]);
const BOUNDED = new Set(["bounded-below", "bounded-above", "unbounded-below", "unbounded-above"]);
const LIMIT = /^limit:(at|right|left|inf|-inf):(num|inf|-inf)$/;

/** The formula that the predicate abbreviates. Rejects predicates of no known name or form. */
export function meaning(f: Node): Node {
  const o = new Opened(f);
  if (CONVEXITY.has(o.name)) return convexity(o);
  if (MONOTONE.has(o.name)) return monotonicity(o);
  if (BOUNDED.has(o.name)) return boundedness(o);
  if (LIMIT.test(o.name)) return limit(o);
  switch (o.name) {
    case "minimum":
    case "maximum":
      return extremum(o);
    case "infimum":
    case "supremum":
      return greatestBound(o);
    case "same-minimisers":
      return sameMinimisers(o);
    case "continuous":
      return continuity(o);
    default:
      return reject(`unknown predicate ${JSON.stringify(o.name).slice(0, 80)}`);
  }
}

/** C is convex, and F lies below (above, on) each of its chords. */
function convexity(o: Opened): Node {
  const strict = o.name.startsWith("strictly");
  o.takes(1);
  const [a, b, s] = [o.point(), o.point(), freshReal()];
  const mid = a.map((x, i) => chordPoint(x, b[i] as Node, s));
  const [here, chord] = [o.value(0, mid), T.add(o.value(0, a), T.mul(s, T.sub(o.value(0, b), o.value(0, a))))];
  const relations: Record<string, Node> = {
    affine: T.eq(here, chord),
    convex: T.le(here, chord),
    concave: T.le(chord, here),
    "strictly-convex": T.lt(here, chord),
    "strictly-concave": T.lt(chord, here),
  };
  const inside = strict ? between(ZERO(), s, T.int(1)) : T.and(T.le(ZERO(), s), T.le(s, T.int(1)));
  const points = T.and(T.and(o.inDomain(a), o.inDomain(b)), inside);
  const given = strict ? T.and(points, different(a, b, o.ends)) : points;
  return all([...a, ...b, s], T.implies(given, T.and(o.inDomain(mid), relations[o.name] as Node)));
}

/** The points differ somewhere; families within their ranges. */
function different(a: readonly Node[], b: readonly Node[], ends: readonly (readonly Node[])[]): Node {
  const equal = a.map((x, i) => {
    const [y, own] = [b[i] as Node, ends[i] ?? []];
    const n = T.arity(x.sort);
    if (n === 0) return T.eq(x, y);
    if (own.length !== 2 * n) reject("a range of a family is missing");
    let f = T.eq(B.apply(x, indices(n)), B.apply(y, indices(n)));
    for (let j = n - 1; j >= 0; j--) f = B.forRange(own[2 * j] as Node, own[2 * j + 1] as Node, f);
    return f;
  });
  return T.not(equal.reduce(T.and));
}

function monotonicity(o: Opened): Node {
  o.ofOneNumber();
  o.takes(1);
  const [a, b] = [o.point(), o.point()];
  const [low, high] = o.name.endsWith("increasing") ? [a, b] : [b, a];
  const relation = o.name.startsWith("strictly") ? T.lt : T.le;
  const ordered = T.and(T.and(o.inDomain(a), o.inDomain(b)), T.lt(a[0] as Node, b[0] as Node));
  return all([...a, ...b], T.implies(ordered, relation(o.value(0, low), o.value(0, high))));
}

function boundedness(o: Opened): Node {
  o.takes(1);
  const [x, bound] = [o.point(), freshReal()];
  const [inC, F] = [o.inDomain(x), o.value(0, x)];
  const below = o.name.endsWith("below");
  if (o.name.startsWith("un")) return all([bound], some(x, T.and(inC, below ? T.lt(F, bound) : T.lt(bound, F))));
  return some([bound], all(x, T.implies(inC, below ? T.le(bound, F) : T.le(F, bound))));
}

/** The value is taken at a point of C, and no point of C has a smaller (greater) one. */
function extremum(o: Opened): Node {
  o.takes(2 + o.sorts.length);
  const [v, ...a] = o.constants(1) as [Node, ...Node[]];
  const x = o.point();
  const best = o.name === "minimum" ? T.le(v, o.value(0, x)) : T.le(o.value(0, x), v);
  return T.and(T.and(o.inDomain(a), T.eq(o.value(0, a), v)), all(x, T.implies(o.inDomain(x), best)));
}

/** A bound, and for each e > 0 a point of C with a value within e of it. */
function greatestBound(o: Opened): Node {
  o.takes(2);
  const v = o.constant(1);
  const [x, e] = [o.point(), freshReal()];
  const [inC, F] = [o.inDomain(x), o.value(0, x)];
  const low = o.name === "infimum";
  const close = T.and(inC, low ? T.lt(F, T.add(v, e)) : T.lt(T.sub(v, e), F));
  const bound = all(x, T.implies(inC, low ? T.le(v, F) : T.le(F, v)));
  return T.and(bound, all([e], T.implies(T.lt(ZERO(), e), some(x, close))));
}

/** A point of C is least for the one function exactly if it is for the other. */
function sameMinimisers(o: Opened): Node {
  o.takes(2);
  const [w, u] = [o.point(), o.point()];
  const least = (i: number): Node => all(u, T.implies(o.inDomain(u), T.le(o.value(i, w), o.value(i, u))));
  const iff = T.and(T.implies(least(0), least(1)), T.implies(least(1), least(0)));
  return all(w, T.implies(o.inDomain(w), iff));
}

/** ε and δ, within C. */
function continuity(o: Opened): Node {
  o.ofOneNumber();
  o.takes(1);
  const [x, y, e, d] = [o.point(), o.point(), freshReal(), freshReal()];
  const [X, Y, F] = [x[0] as Node, y[0] as Node, o.value(0, x)];
  const close = T.and(o.inDomain(y), between(T.sub(X, d), Y, T.add(X, d)));
  const within = all(y, T.implies(close, between(T.sub(F, e), o.value(0, y), T.add(F, e))));
  const delta = some([d], T.and(T.lt(ZERO(), d), within));
  return all(x, T.implies(o.inDomain(x), all([e], T.implies(T.lt(ZERO(), e), delta))));
}

// ---- limits: the function, where its variable goes, what its value goes to

function limit(o: Opened): Node {
  o.ofOneNumber();
  o.takes(3);
  o.constants(1);
  const L = o.constant(2);
  const kind = (LIMIT.exec(o.name) as RegExpExecArray)[2];
  const e = freshReal();
  const F = (x: Node): Node => o.value(0, [x]);
  const tends =
    kind === "num"
      ? all(
          [e],
          T.implies(
            T.lt(ZERO(), e),
            whenClose(o, (x) => between(T.sub(L, e), F(x), T.add(L, e))),
          ),
        )
      : all(
          [e],
          whenClose(o, (x) => (kind === "inf" ? T.lt(e, F(x)) : T.lt(F(x), e))),
        );
  return T.and(reached(o), tends);
}

/** The x within d of where it goes, but not there; for ±∞ those beyond d. */
function approaching(o: Opened, x: Node, d: Node): { near: Node; infinite: boolean } {
  const to = LIMIT.exec(o.name)?.[1];
  const p = o.constant(1);
  switch (to) {
    case "inf":
      return { near: T.lt(d, x), infinite: true };
    case "-inf":
      return { near: T.lt(x, d), infinite: true };
    case "right":
      return { near: between(p, x, T.add(p, d)), infinite: false };
    case "left":
      return { near: between(T.sub(p, d), x, p), infinite: false };
    default:
      return { near: T.and(T.not(T.eq(x, p)), between(T.sub(p, d), x, T.add(p, d))), infinite: false };
  }
}

/** φ holds for all x of C close enough to where x goes. */
function whenClose(o: Opened, phi: (x: Node) => Node): Node {
  const [x, d] = [o.point(), freshReal()];
  const { near, infinite } = approaching(o, x[0] as Node, d);
  const each = all(x, T.implies(T.and(o.inDomain(x), near), phi(x[0] as Node)));
  return some([d], infinite ? each : T.and(T.lt(ZERO(), d), each));
}
/** The same for the definedness of a limit's function, from the predicate itself. */
export function eventually(f: Node, phi: (x: Node) => Node): Node {
  const o = new Opened(f);
  o.ofOneNumber();
  return whenClose(o, phi);
}
/** C has points as close as one likes to where x goes. */
function reached(o: Opened): Node {
  const [x, d] = [o.point(), freshReal()];
  const { near, infinite } = approaching(o, x[0] as Node, d);
  const found = some(x, T.and(o.inDomain(x), near));
  return all([d], infinite ? found : T.implies(T.lt(ZERO(), d), found));
}

/** near a: φ is ∃d. 0 < d ∧ ∀x. a - d < x ∧ x < a + d ⇒ φ(x). */
export function meaningOfNear(f: Node): Node {
  if (f.tag !== "near" || f.loose > 0) reject("a fact near a point is needed");
  const [a, body] = f.parts as [Node, Node];
  const [d, x] = [freshReal(), freshReal()];
  const each = all([x], T.implies(between(T.sub(a, d), x, T.add(a, d)), B.fill(body, [x])));
  return some([d], T.and(T.lt(ZERO(), d), each));
}

/** f′(a) = d is lim_{x → a} (f(x) - f(a))·inv(x - a) = d over all reals. */
export function meaningOfDerivative(f: Node): Node {
  if (f.tag !== "hasDeriv" || f.loose > 0) reject("a derivative is needed");
  const [a, d, body] = f.parts as [Node, Node, Node];
  const x = freshReal();
  const quotient = T.mul(T.sub(B.fill(body, [x]), B.fill(body, [a])), T.inv(T.sub(x, a)));
  return T.predicate("limit:at:num", ["real"], T.truth(), [B.close(quotient, [x]), a, d]);
}
