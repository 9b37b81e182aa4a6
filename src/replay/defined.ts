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
export type Families = ReadonlyMap<string, readonly Ends[]>;
type Ends = readonly [lo: Node, hi: Node];
const pairs = (ends: readonly Node[]): Ends[] =>
  ends.flatMap((lo, i) => (i % 2 === 0 ? [[lo, ends[i + 1] as Node] as const] : []));

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

/** A component of a family is defined within the family's ranges. Rejects one of a family whose ranges are not known. */
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
        const ranges = families.get(p(0).tag === "var" ? p(0).name : "");
        const index = m.parts.slice(1);
        if (ranges?.length !== index.length) reject("the ranges of a family are not known");
        const inside = index.map((i, j) => {
          const [lo, hi] = ranges[j] as Ends;
          return T.and(T.le(lo, i), T.le(i, hi));
        });
        return both(each(index.map(go)), each(inside));
      }
      case "family":
        return reject("a family without its ranges");
      case "call": {
        const { args, ends } = T.callParts(m);
        let next = 0;
        const values = args.map((a) => {
          const n = T.arity(a.sort);
          next += 2 * n;
          return n === 0 ? go(a) : components(a, pairs(ends.slice(next - 2 * n, next)));
        });
        return each([...ends.map(go), ...values]);
      }
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
        return underBinders(m, (x, inside) => inside(B.fill(T.bodyOf(m), x)));
      case "hasDeriv":
        return each([go(p(0)), go(p(1)), around(p(0), go(p(2)))]);
      case "near":
        return both(go(p(0)), around(p(0), go(p(1))));
      case "allFun": {
        const body = go(p(0));
        return isTrivial(body) ? body : T.allFun(m.name, body);
      }
      case "pred":
        return predicate(m);
    }
  };
  /** Of a family of which only the components within these ranges matter: that they are defined. */
  const components = (family: Node, ranges: readonly Ends[]): Node => {
    const own = family.tag === "var" ? families.get(family.name) : undefined;
    if (own?.every(([lo, hi], j) => lo === ranges[j]?.[0] && hi === ranges[j]?.[1])) return T.truth();
    const k = ranges.map(() => T.fresh("int"));
    const inner = go(B.apply(family, k));
    if (isTrivial(inner)) return inner;
    return ranges.reduceRight((f, [lo, hi], j) => B.forRange(lo, hi, B.close(f, [k[j] as Node])), inner);
  };
  /** Says something about what stands under the binders, at new variables, and says it for all their values. */
  const underBinders = (m: Node, say: (x: readonly Node[], inside: (n: Node) => Node) => Node): Node => {
    const x = m.binders.map((s) => T.fresh(s));
    const known = new Map(families);
    T.endsOf(m).forEach((ends, i) => {
      if (ends.length > 0) known.set((x[i] as Node).name, pairs(ends));
    });
    const bindsFamily = m.binders.some((s) => T.arity(s) > 0);
    const said = say(x, bindsFamily ? (n) => defined(n, known) : go);
    return x.reduceRight((f, v) => (isTrivial(f) ? f : B.quantify("all", [v], f)), said);
  };
  const predicate = (m: Node): Node => {
    const { domain, args } = T.predicateParts(m);
    if (m.name.startsWith("limit:")) {
      // A limit needs its function only near where the variable goes.
      const [fn, ...values] = args as [Node, ...Node[]];
      const domainDefined = underBinders(m, (x, inside) => inside(B.fill(domain, x)));
      const near = eventually(m, (x) => go(B.fill(fn, [x])));
      return each([domainDefined, ...values.map((v) => go(B.fill(v, [T.int(0)]))), near]);
    }
    // The place of an extremum comes after function and value; of a family there only the components in its ranges count.
    const place = m.name === "minimum" || m.name === "maximum" ? 2 : args.length;
    const ends = T.endsOf(m);
    return underBinders(m, (x, inside) => {
      const all = args.map((a, i) => {
        const own = ends[i - place] ?? [];
        return own.length === 0 ? inside(B.fill(a, x)) : components(B.fill(a, x), pairs(own));
      });
      const inC = B.fill(domain, x);
      return both(inside(inC), where(inC, each(all)));
    });
  };
  return go(n);
}

const around = (point: Node, f: Node): Node => (isTrivial(f) ? f : T.near(point, f));
