/**
 * Substitution on locally nameless terms. A term put under a binder is shifted, so that capture
 * cannot happen; families beta-reduce as they are applied and eta-reduce as they are built.
 */

import { Refusal } from "./refusal.ts";
import type { Binder, Formula, Term } from "./term.ts";
import * as T from "./term.ts";

type Node = Term | Formula;
/** What happens to a leaf that stands under `depth` binders of the walk. */
type Leaf = (t: Term & { k: "var" | "bound" }, depth: number) => Term;

const isF = (n: Node): n is Formula => T.isFormula(n);

/**
 * Rebuilds a node, its leaves replaced. `touched` may answer false to leave a subtree alone.
 * Fails when a function of the `values` that go in is bound by a ∀f on the way.
 */
function rebuild<N extends Node>(
  n: N,
  depth: number,
  leaf: Leaf,
  touched: (n: Node, depth: number) => boolean,
  values: readonly Term[] = [],
): N {
  const memo = new Map<string, Node>();
  const go = <M extends Node>(m: M, d: number): M => {
    if (!touched(m, d)) return m;
    const key = `${T.idOf(m)}.${d}`;
    const known = memo.get(key);
    if (known !== undefined) return known as M;
    const out = (isF(m) ? goF(m, d) : goT(m, d)) as M;
    memo.set(key, out);
    return out;
  };
  const goT = (t: Term, d: number): Term => {
    switch (t.k) {
      case "num":
      case "pi":
        return t;
      case "var":
      case "bound":
        return leaf(t, d);
      case "op":
        return T.op(
          t.op,
          t.args.map((a) => go(a, d)),
        );
      case "at":
        return at(
          go(t.family, d),
          t.index.map((i) => go(i, d)),
        );
      case "family":
        return familyOf(t.binders, go(t.body, d + t.binders.length));
      case "call":
        return T.call(
          t.fun,
          t.orders,
          t.args.map((a) => go(a, d)),
          t.over.map((r) => ({ lo: go(r.lo, d), hi: go(r.hi, d) })),
        );
      case "sum":
      case "prod":
        return T.big(t.k, t.hint, go(t.lo, d), go(t.hi, d), go(t.body, d + 1));
      case "D":
        return T.D(t.hint, go(t.body, d + 1), go(t.point, d));
      case "integral":
        return T.integral(t.hint, go(t.body, d + 1), go(t.lo, d), go(t.hi, d));
      case "if":
        return T.ifThen(go(t.test, d), go(t.then, d), go(t.else, d));
    }
  };
  const binder = (x: Binder, d: number): Binder => withRanges(x, (t) => go(t, d));
  const goF = (f: Formula, d: number): Formula => {
    switch (f.k) {
      case "false":
        return f;
      case "eq":
        return T.eq(go(f.l, d), go(f.r, d));
      case "lt":
        return T.lt(go(f.l, d), go(f.r, d));
      case "le":
        return T.le(go(f.l, d), go(f.r, d));
      case "and":
        return T.and(go(f.l, d), go(f.r, d));
      case "or":
        return T.or(go(f.l, d), go(f.r, d));
      case "implies":
        return T.implies(go(f.l, d), go(f.r, d));
      case "all":
      case "some":
        return T.quantified(f.k, binder(f.x, d), go(f.body, d + 1));
      case "hasDeriv":
        return T.hasDeriv(f.hint, go(f.body, d + 1), go(f.point, d), go(f.value, d));
      case "near":
        return T.near(f.hint, go(f.point, d), go(f.body, d + 1));
      case "allFun":
        if (values.some((v) => T.occurs(`${f.fun}()`, v)))
          throw new Refusal("instantiate", "a function would be captured");
        return T.allFun(f.fun, go(f.body, d));
      case "pred": {
        const under = d + f.xs.length;
        return T.pred(
          f.name,
          f.xs.map((x) => binder(x, d)),
          go(f.domain, under),
          f.args.map((a) => go(a, under)),
        );
      }
    }
  };
  return go(n, depth);
}

function withRanges(x: Binder, f: (t: Term) => Term): Binder {
  return x.over === undefined ? x : { ...x, over: x.over.map((r) => ({ lo: f(r.lo), hi: f(r.hi) })) };
}

/** Adds `by` to every bound index of n that points outside n. */
export function shift<N extends Node>(n: N, by: number): N {
  if (by === 0 || T.looseOf(n) === 0) return n;
  return rebuild(
    n,
    0,
    (t, d) => {
      if (t.k !== "bound" || t.index < d) return t;
      if (t.index + by < d) throw new Refusal("shift", "a bound variable would escape its binder");
      return T.bound(t.index + by, t.sort);
    },
    (m, d) => T.looseOf(m) > d,
  );
}

/**
 * The body of n binders with args put for their variables: args[n-1] for bound 0 (the innermost
 * binder), args[0] for bound n-1. The arguments live outside the binders; indices beyond them drop by n.
 * Fails when an argument's sort does not fit: an integer variable takes integer terms only.
 */
export function instantiate<N extends Node>(body: N, args: readonly Term[]): N {
  const n = args.length;
  if (n === 0 || T.looseOf(body) === 0) return body;
  return rebuild(
    body,
    0,
    (t, d) => {
      if (t.k !== "bound" || t.index < d) return t;
      const i = t.index - d;
      if (i >= n) return T.bound(t.index - n, t.sort);
      const arg = args[n - 1 - i] as Term;
      checkFits(t.sort, arg);
      return shift(arg, d);
    },
    (m, d) => T.looseOf(m) > d,
    args,
  );
}

/** May `arg` stand where a variable of sort `s` stands? */
export function checkFits(s: T.Sort, arg: Term): void {
  const a = T.sortOf(arg);
  const ok =
    s.k === "family"
      ? a.k === "family" && a.arity === s.arity && (s.of === "real" || a.of === "int")
      : s.k === "int"
        ? a.k === "int"
        : a.k !== "family";
  if (!ok) throw new Refusal("instantiate", `a term of sort ${a.k} does not fit a variable of sort ${s.k}`);
}

/** Turns the free variables (name and sort) into bound ones: the last becomes bound 0. The inverse of instantiate. */
export function abstract<N extends Node>(n: N, vars: readonly Term[]): N {
  const names = new Map<string, number>();
  vars.forEach((v, i) => {
    if (v.k !== "var") throw new Refusal("abstract", "only variables can be abstracted");
    if (names.has(v.name)) throw new Refusal("abstract", "the variables must be distinct");
    names.set(v.name, vars.length - 1 - i);
  });
  return rebuild(
    n,
    0,
    (t, d) => {
      if (t.k === "bound") return t.index >= d ? T.bound(t.index + vars.length, t.sort) : t;
      const i = names.get(t.name);
      if (i === undefined) return t;
      if (!T.sameSort(t.sort, (vars[vars.length - 1 - i] as Term & { k: "var" }).sort)) {
        throw new Refusal("abstract", `${t.name} occurs with two sorts`);
      }
      return T.bound(d + i, t.sort);
    },
    (m, d) => T.looseOf(m) > d || [...names.keys()].some((name) => T.occurs(name, m)),
  );
}

/** Puts `value`, which lives outside n's binders as n does, for the loose bound variable `index` of n. */
export function replaceLoose<N extends Node>(n: N, index: number, value: Term): N {
  return rebuild(
    n,
    0,
    (t, d) => {
      if (t.k !== "bound" || t.index - d !== index) return t;
      checkFits(t.sort, value);
      return shift(value, d);
    },
    (m, d) => T.looseOf(m) > d + index,
    [value],
  );
}

/** Does the loose bound variable `index` occur in n? */
export function occursLoose(n: Node, index: number): boolean {
  if (T.looseOf(n) <= index) return false;
  let found = false;
  rebuild(
    n,
    0,
    (t, d) => {
      if (t.k === "bound" && t.index - d === index) found = true;
      return t;
    },
    (m, d) => !found && T.looseOf(m) > d + index,
  );
  return found;
}

/** Puts `value` for every free occurrence of the variable `v` (matched by name and sort). */
export function replaceVar<N extends Node>(n: N, v: Term, value: Term): N {
  if (v.k !== "var" || !T.occurs(v.name, n)) return n;
  return instantiate(abstract(n, [v]), [value]);
}

/** Replaces every occurrence of the closed-over subterm `old` by `fresh`; both locally closed. */
export function replaceTerm<N extends Node>(n: N, old: Term, fresh: Term): N {
  if (T.looseOf(old) !== 0 || T.looseOf(fresh) !== 0) throw new Refusal("replace", "terms must be locally closed");
  const memo = new Map<Node, Node>();
  const go = <M extends Node>(m: M): M => {
    if ((m as Node) === old) return fresh as M;
    if (T.sizeOf(m) < T.sizeOf(old)) return m;
    const known = memo.get(m);
    if (known !== undefined) return known as M;
    const out = mapChildren(m, go);
    memo.set(m, out);
    return out as M;
  };
  return go(n);
}

/** Rebuilds a node with `f` applied to its children (bodies stay under their binders). */
export function mapChildren<N extends Node>(n: N, f: <M extends Node>(m: M) => M): N {
  const m: Node = n;
  const out = ((): Node => {
    switch (m.k) {
      case "num":
      case "pi":
      case "var":
      case "bound":
      case "false":
        return m;
      case "op":
        return T.op(m.op, m.args.map(f));
      case "at":
        return at(f(m.family), m.index.map(f));
      case "family":
        return familyOf(m.binders, f(m.body));
      case "call":
        return T.call(
          m.fun,
          m.orders,
          m.args.map(f),
          m.over.map((r) => ({ lo: f(r.lo), hi: f(r.hi) })),
        );
      case "sum":
      case "prod":
        return T.big(m.k, m.hint, f(m.lo), f(m.hi), f(m.body));
      case "D":
        return T.D(m.hint, f(m.body), f(m.point));
      case "integral":
        return T.integral(m.hint, f(m.body), f(m.lo), f(m.hi));
      case "if":
        return T.ifThen(f(m.test), f(m.then), f(m.else));
      case "eq":
        return T.eq(f(m.l), f(m.r));
      case "lt":
        return T.lt(f(m.l), f(m.r));
      case "le":
        return T.le(f(m.l), f(m.r));
      case "and":
        return T.and(f(m.l), f(m.r));
      case "or":
        return T.or(f(m.l), f(m.r));
      case "implies":
        return T.implies(f(m.l), f(m.r));
      case "all":
      case "some":
        return T.quantified(m.k, withRanges(m.x, f), f(m.body));
      case "hasDeriv":
        return T.hasDeriv(m.hint, f(m.body), f(m.point), f(m.value));
      case "near":
        return T.near(m.hint, f(m.point), f(m.body));
      case "allFun":
        return T.allFun(m.fun, f(m.body));
      case "pred":
        return T.pred(
          m.name,
          m.xs.map((x) => withRanges(x, f)),
          f(m.domain),
          m.args.map(f),
        );
    }
  })();
  return out as N;
}

/** family[index], beta-reduced. */
export function at(family: Term, index: readonly Term[]): Term {
  if (family.k === "family") {
    if (family.binders.length !== index.length) throw new Refusal("term", "wrong number of indices");
    return instantiate(family.body, index);
  }
  return T.rawAt(family, index);
}

/** λ binders. body, eta-reduced: λk. z[k] is z. */
export function familyOf(binders: readonly Binder[], body: Term): Term {
  const n = binders.length;
  if (body.k === "at" && body.index.length === n) {
    const plain = body.index.every((i, j) => i.k === "bound" && i.index === n - 1 - j);
    const outside = body.family.k === "var" || (body.family.k === "bound" && body.family.index >= n);
    if (plain && outside) return shift(body.family, -n);
  }
  return T.rawFamily(binders, body);
}

/** A name that occurs in none of the nodes: the hint with a prime and a number. */
export function freshName(hint: string, avoid: readonly Node[]): string {
  const base = hint.replace(/'.*$/, "");
  for (let i = 1; ; i++) {
    const name = `${base}'${i}`;
    if (!avoid.some((n) => T.occurs(name, n))) return name;
  }
}
