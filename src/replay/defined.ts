/**
 * When a term or formula is defined, as a formula: read from left to right, a part of a connective need
 * be defined only where the parts before it leave the outcome open, and `if` only in the chosen branch.
 * Trivial parts (⊥ ⇒ ⊥) are left out.
 */
import * as B from "./binding.ts";
import { eventually } from "./meaning.ts";
import * as Q from "./rational.ts";
import { reject } from "./rejected.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

/** For each declared family lo and hi of each index. */
export type Families = ReadonlyMap<string, readonly (readonly [Node, Node])[]>;

const isTrivial = (f: Node): boolean => f.tag === "implies" && f.parts[0]?.tag === "false";
function both(l: Node, r: Node): Node {
  if (isTrivial(l)) return r;
  return isTrivial(r) || l === r ? l : T.and(l, r);
}
const each = (fs: readonly Node[]): Node => fs.reduce(both, T.truth());
const where = (given: Node, f: Node): Node => (isTrivial(f) ? f : T.implies(given, f));
const everywhere = (sort: T.Sort, f: Node): Node => (isTrivial(f) ? f : T.quantified("all", sort, f));

const isPositiveNumber = (t: Node): boolean => t.value !== null && Q.isPositive(t.value);
const nonzero = (t: Node): Node => T.not(T.eq(t, T.int(0)));
const positive = (t: Node): Node => T.lt(T.int(0), t);

/** Rejects a component of a family whose ranges are not given. */
export function defined(n: Node, families: Families): Node {
  const done = new Map<Node, Node>();
  const go = (m: Node): Node => {
    let d = done.get(m);
    if (d === undefined) {
      d = compute(m);
      done.set(m, d);
    }
    return d;
  };
  const compute = (m: Node): Node => {
    const p = (i: number): Node => T.part(m, i);
    const parts = (): Node => each(m.parts.map(go));
    switch (m.tag) {
      case "num":
      case "pi":
      case "var":
      case "bound":
      case "false":
        return T.truth();
      case "add":
      case "mul":
      case "exp":
        return parts();
      case "inv":
        return p(0).value !== null && !Q.isZero(p(0).value as Q.Q) ? T.truth() : both(parts(), nonzero(p(0)));
      case "log":
        return isPositiveNumber(p(0)) ? T.truth() : both(parts(), positive(p(0)));
      case "ipow": {
        const natural = p(1).value !== null && (p(1).value as Q.Q).n >= 0n;
        return natural ? parts() : both(parts(), T.or(T.le(T.int(0), p(1)), nonzero(p(0))));
      }
      case "rpow": {
        const zeroBase = T.and(T.eq(p(0), T.int(0)), positive(p(1)));
        return isPositiveNumber(p(0)) ? parts() : both(parts(), T.or(positive(p(0)), zeroBase));
      }
      case "at": {
        if (p(0).tag !== "var") return parts();
        const ranges = families.get(p(0).name);
        const index = m.parts.slice(1);
        if (ranges?.length !== index.length) reject(`the family ${p(0).name} has no declared range`);
        const inside = index.map((i, j) => {
          const [lo, hi] = ranges[j] as readonly [Node, Node];
          return T.and(T.le(lo, i), T.le(i, hi));
        });
        return both(parts(), each(inside));
      }
      case "family":
        return m.binders.reduceRight((f, s) => everywhere(s, f), go(p(0)));
      case "call":
        return parts();
      case "sum":
      case "prod": {
        const body = go(p(2));
        return each([go(p(0)), go(p(1)), isTrivial(body) ? body : B.forRange(p(0), p(1), body)]);
      }
      case "D": {
        // The body is defined around the point and has a derivative there.
        const [point, body] = [p(0), p(1)];
        const d = T.fresh("real");
        const exists = T.quantified("some", "real", B.close(T.hasDeriv(body, point, d), [d]));
        return each([go(point), around(point, go(body)), exists]);
      }
      case "integral": {
        const x = T.bound(0, "real");
        const [lo, hi] = [B.lift(p(0), 1), B.lift(p(1), 1)];
        const between = T.or(T.and(T.le(lo, x), T.le(x, hi)), T.and(T.le(hi, x), T.le(x, lo)));
        const continuous = T.predicate("continuous", ["real"], between, [p(2)]);
        return each([go(p(0)), go(p(1)), everywhere("real", where(between, go(p(2)))), continuous]);
      }
      case "if":
        return each([go(p(0)), where(p(0), go(p(1))), where(T.not(p(0)), go(p(2)))]);
      case "eq":
      case "lt":
      case "le":
        return both(go(p(0)), go(p(1)));
      case "and":
      case "implies":
        return both(go(p(0)), where(p(0), go(p(1))));
      case "or":
        return both(go(p(0)), where(T.not(p(0)), go(p(1))));
      case "all":
      case "some":
        return everywhere(m.binders[0] as T.Sort, go(p(0)));
      case "hasDeriv":
        return each([go(p(0)), go(p(1)), around(p(0), go(p(2)))]);
      case "near":
        return both(go(p(0)), around(p(0), go(p(1))));
      case "allFun":
        return go(p(0));
      case "pred":
        return predicate(m);
    }
  };
  const predicate = (m: Node): Node => {
    const [domain, ...args] = m.parts as [Node, ...Node[]];
    if (m.name.startsWith("limit:")) {
      // A limit needs its function only near where the variable goes.
      const [fn, ...values] = args as [Node, ...Node[]];
      const near = eventually(m, (x) => go(B.fill(fn, [x])));
      return both(each(values.map((v) => go(B.fill(v, [T.int(0)])))), near);
    }
    const inside = both(go(domain), where(domain, each(args.map(go))));
    return m.binders.reduceRight((f, s) => everywhere(s, f), inside);
  };
  return go(n);
}

const around = (point: Node, f: Node): Node => (isTrivial(f) ? f : T.near(point, f));
