/**
 * Sums and products over lo..hi in the normal form: linearity, factors that do not depend on the index,
 * deltas ([k = e] picks one summand where e is in the range), and nested sums as one multiple sum whose
 * indices are put in the order that gives the least term (Fubini and renaming).
 */
import * as B from "./binding.ts";
import { canonical, canonicalInt, exponential, indicator, multiply, normal, zero, zeroSide } from "./normal.ts";
import type { Poly, Power, Product } from "./polynomial.ts";
import * as P from "./polynomial.ts";
import * as Q from "./rational.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

/** Ranges between numbers are written out up to this length. */
const MAX_LENGTH = 4096n;
/** Orders of indices are compared for up to this many. */
const MAX_INDICES = 5;

/** The integers of a range between numbers, or null. */
function listed(lo: Node, hi: Node): bigint[] | null {
  const a = P.asNumber(normal(lo));
  const b = P.asNumber(normal(hi));
  if (a === null || b === null || a.d !== 1n || b.d !== 1n || b.n - a.n >= MAX_LENGTH) return null;
  const out: bigint[] = [];
  for (let i = a.n; i <= b.n; i++) out.push(i);
  return out;
}

/** Σ over lo..hi of the body, which stands under the index. */
export function sumOver(lo: Node, hi: Node, body: Node): Poly {
  const all = listed(lo, hi);
  if (all !== null) return P.combine(all.map((i) => [Q.ONE, normal(B.fill(body, [T.int(i)]))] as const));
  return sumOfPoly(lo, hi, normal(body));
}
function sumOfPoly(lo: Node, hi: Node, body: Poly): Poly {
  return P.combine([...body.values()].map((s) => [s.c, sumOfProduct(lo, hi, s.of)] as const));
}

const INDEX = (): Node => T.bound(0, "int");

function sumOfProduct(lo: Node, hi: Node, p: Product): Poly {
  const k = normal(INDEX());
  const fromLo = P.primitive(P.minus(normal(B.lift(lo, 1)), k)).q;
  const toHi = P.primitive(P.minus(k, normal(B.lift(hi, 1)))).q;
  for (const f of p.powers) {
    if (f.atom.tag !== "if" || !B.occursLoose(f.atom, 0)) continue;
    const kind = T.part(f.atom, 0).tag;
    const rest = P.product(
      p.powers.filter((g) => g !== f),
      p.exponent,
    );
    if (kind === "le") {
      const side = zeroSide(f.atom);
      // lo - k ≤ 0 and k - hi ≤ 0 hold for all indices; k - lo ≤ 0 and hi - k ≤ 0 for an end only.
      if (P.equal(side, fromLo) || P.equal(side, toHi)) return sumOfProduct(lo, hi, rest);
      const opposite = P.scaled(Q.MINUS_ONE, side);
      if (P.equal(opposite, fromLo) || P.equal(opposite, toHi))
        return sumOfPoly(lo, hi, multiply(zero(side), P.single(Q.ONE, rest)));
    } else if (kind === "eq") {
      const e = indexFrom(zeroSide(f.atom));
      if (e === null) continue;
      const inRange = multiply(indicator(T.le(lo, e)), indicator(T.le(e, hi)));
      return multiply(inRange, normal(B.fill(P.termOfProduct(rest), [e])));
    }
  }
  return pulledOut(lo, hi, p);
}

/** The integer term that p = 0 makes the index, or null. */
function indexFrom(p: Poly): Node | null {
  const k = INDEX();
  const own = [...p.values()].find(
    (s) => s.of.exponent === null && s.of.powers.length === 1 && s.of.powers[0]?.atom === k && s.of.powers[0].n === 1,
  );
  if (own === undefined) return null;
  const e = P.termOf(P.scaled(Q.times(Q.MINUS_ONE, Q.reciprocal(own.c)), P.minus(p, P.single(own.c, own.of))));
  return T.isInt(e) && !B.occursLoose(e, 0) ? B.lift(e, -1) : null;
}

const varies = (t: Node): boolean => B.occursLoose(t, 0);

/** Splits a product into what depends on the innermost index and what does not. */
function parted(p: Product): { inside: Product; outside: Product } {
  const q = [...(p.exponent ?? P.NOTHING).values()];
  const part = (yes: boolean): Product =>
    P.product(
      p.powers.filter((f) => varies(f.atom) === yes),
      P.combine(
        q.filter((s) => varies(P.termOfProduct(s.of)) === yes).map((s) => [Q.ONE, P.single(s.c, s.of)] as const),
      ),
    );
  return { inside: part(true), outside: part(false) };
}

function pulledOut(lo: Node, hi: Node, p: Product): Poly {
  const { inside, outside } = parted(p);
  const sum = P.atom(multipleSum(lo, hi, inside));
  return multiply(normal(B.lift(P.termOfProduct(outside), -1)), sum);
}

type Index = { readonly v: Node; readonly lo: Node; readonly hi: Node };

/** The sum as an atom. Sums among its factors become further indices: Σ_k a(k)·Σ_j b(k, j) is Σ_k Σ_j a(k)·b(k, j). */
function multipleSum(lo: Node, hi: Node, p: Product): Node {
  const plain = T.big("sum", lo, hi, P.termOfProduct(p));
  if (!p.powers.some((f) => f.atom.tag === "sum" && f.n > 0)) return plain;
  const indices: Index[] = [];
  const opened = (l: Node, h: Node, body: Node): Node => {
    const v = T.fresh("int");
    indices.push({ v, lo: l, hi: h });
    return B.fill(body, [v]);
  };
  const k = opened(lo, hi, INDEX());
  const factors: Node[] = [];
  for (const f of p.powers) {
    const copies = f.atom.tag === "sum" && f.n > 0 ? f.n : 0;
    if (copies === 0) factors.push(B.fill(P.termOfProduct(P.product([f], null)), [k]));
    if (indices.length + copies > MAX_INDICES) return plain;
    for (let i = 0; i < copies; i++) {
      let t = B.fill(f.atom, [k]);
      while (t.tag === "sum") {
        if (indices.length >= MAX_INDICES) return plain;
        t = opened(T.part(t, 0), T.part(t, 1), T.part(t, 2));
      }
      factors.push(t);
    }
  }
  if (p.exponent !== null) factors.push(T.exp(B.fill(P.termOf(p.exponent), [k])));
  let best: Node | null = null;
  for (const order of orders(indices)) {
    const t = nested(order, T.operator("mul", factors));
    if (t !== null && (best === null || T.compare(t, best) < 0)) best = t;
  }
  return best ?? plain;
}

/** The multiple sum with its indices in this order, outermost first; null where the body is no plain product. */
function nested(order: readonly Index[], core: Node): Node | null {
  const vars = order.map((i) => i.v);
  const body = normal(B.close(core, vars));
  const only = P.asSummand(body);
  if (only === null || !Q.same(only.c, Q.ONE)) return null;
  return order.reduceRight((t, x, i) => {
    const outer = vars.slice(0, i);
    return T.big("sum", canonicalInt(B.close(x.lo, outer)), canonicalInt(B.close(x.hi, outer)), t);
  }, P.termOf(body));
}

/** The orders in which each range mentions only indices further out. */
function orders(indices: readonly Index[]): Index[][] {
  if (indices.length === 0) return [[]];
  return indices.flatMap((x) => {
    const rest = indices.filter((y) => y !== x);
    const first = rest.every((y) => !x.lo.free.has(y.v.name) && !x.hi.free.has(y.v.name));
    return first ? orders(rest).map((tail) => [x, ...tail]) : [];
  });
}

/** Π over lo..hi of the body: Π of products is the product of Πs, Π exp q = exp Σ q, Π c = c to the number of indices. */
export function productOver(lo: Node, hi: Node, body: Node): Poly {
  const all = listed(lo, hi);
  if (all !== null) return all.map((i) => normal(B.fill(body, [T.int(i)]))).reduce(multiply, P.ONE);
  const only = P.asSummand(normal(body));
  if (only === null) return P.atom(T.big("prod", lo, hi, canonical(body)));
  const count = T.big("sum", lo, hi, T.int(1));
  let out = Q.same(only.c, Q.ONE) ? P.ONE : normal(T.ipow(T.num(only.c), count));
  for (const f of only.of.powers) {
    // Also for (a, n) with n ≤ 0: the product of (a_k, n) is 0 exactly where some a_k is.
    const a = varies(f.atom) ? T.big("prod", lo, hi, f.atom) : T.ipow(B.lift(f.atom, -1), count);
    const power: Power = { atom: a, n: P.isIndicator(f.atom) ? 1 : f.n };
    out = multiply(out, P.single(Q.ONE, P.product([power], null)));
  }
  if (only.of.exponent !== null) out = multiply(out, exponential(sumOver(lo, hi, P.termOf(only.of.exponent))));
  return out;
}
