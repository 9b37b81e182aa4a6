/**
 * Positivstellensatz certificates by exact linear programming: the target as a combination of premises,
 * of their products, of squares and of squares times premises, modulo equations.
 */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { solveNonnegative } from "./linear.ts";
import { type Poly, Space } from "./space.ts";

/** Which rows may be used: premises alone (scaled: equations times monomials), pairs and simple squares, or all kinds. */
export type Reach = "linear" | "scaled" | "pairs" | "wide";

export type Premises = { readonly inequalities: readonly Theorem[]; readonly equations: readonly Theorem[] };

/** 0 ≤ side (or 0 < side), proved only if a certificate uses it. */
export type Candidate = { readonly side: Term; readonly strict: boolean; readonly prove: () => Theorem | null };

type Row = { readonly uses: readonly number[]; readonly root: Poly; readonly poly: Poly; readonly strict: boolean };
type Relation = Formula & { k: "le" | "lt" };

const ONE: Poly = new Map([[0, K.ONE]]);

/** r - l of l ≤ r or l < r, canonical. */
export function difference(th: Theorem): Term {
  const f = th.concl as Relation;
  return K.canonical(K.sub(f.r, f.l));
}
export function equationDifference(th: Theorem): Term {
  const f = th.concl as Formula & { k: "eq" };
  return K.canonical(K.sub(f.l, f.r));
}

const given = (th: Theorem): Candidate => ({ side: difference(th), strict: th.concl.k === "lt", prove: () => th });

/** Γ ⊢ goal (0 ≤ c, 0 < c with c canonical, or ⊥ with c = 0), or null. */
export function combine(
  goal: Formula,
  c: Term,
  premises: Premises,
  reach: Reach,
  more: readonly Candidate[] = [],
): Theorem | null {
  const strictGoal = goal.k !== "le";
  const candidates = [...premises.inequalities.map(given), ...more];
  const sides = candidates.map((x) => x.side);
  const zeros = premises.equations.map(equationDifference);
  const space = new Space([c, ...sides, ...zeros]);
  const target = space.poly(c);
  if (target === null) return null;
  const degree = Math.max(0, ...[...target.keys()].map((m) => space.degree(m)));
  const rows = rowsFor(space, target, degree, candidates, reach);
  const equations = zeros.flatMap((z, i) => {
    const p = space.poly(z);
    return p === null || p.size === 0
      ? []
      : multipliers(space, target, rows, p, reach, degree).map((m) => ({ i, m, poly: space.product(p, m) }));
  });
  const columns = [...rows.map((r) => r.poly), ...equations.map((e) => e.poly)];
  const free = [...rows.map(() => false), ...equations.map(() => true)];
  const strict = strictGoal ? rows.flatMap((r, i) => (r.strict ? [i] : [])) : null;
  const x = solveNonnegative(columns, free, target, strict);
  if (x === null) return null;
  const used = rows.flatMap((r, i) => {
    const coef = x[i] as Rational;
    return coef.num > 0n ? [{ coef, uses: r.uses, root: space.termOf(r.root) }] : [];
  });
  return assemble(
    goal,
    candidates,
    premises.equations,
    used,
    equations.flatMap((e, j) => {
      const q = x[rows.length + j] as Rational;
      return q.num === 0n ? [] : [{ i: e.i, cofactor: K.mul(K.num(q), space.termOf(e.m)) }];
    }),
  );
}

type Used = { readonly coef: Rational; readonly uses: readonly number[]; readonly root: Term };

/** The certificate with the premises that it uses only. */
function assemble(
  goal: Formula,
  candidates: readonly Candidate[],
  all: readonly Theorem[],
  used: readonly Used[],
  cofactors: readonly { i: number; cofactor: Term }[],
): Theorem | null {
  const needed = [...new Set(used.flatMap((u) => u.uses))];
  const equations = [...new Set(cofactors.map((e) => e.i))];
  const ths = needed.map((i) => (candidates[i] as Candidate).prove());
  if (ths.some((th) => th === null)) return null;
  try {
    return K.positivstellensatz(
      goal,
      ths as Theorem[],
      used.map((u) => ({ ...u, uses: u.uses.map((i) => needed.indexOf(i)) })),
      equations.map((i) => all[i] as Theorem),
      equations.map((i) =>
        K.op(
          "add",
          cofactors.filter((e) => e.i === i).map((e) => e.cofactor),
        ),
      ),
    );
  } catch (e) {
    // The space does not know every law of the normal form (deltas, say).
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

function rowsFor(space: Space, target: Poly, degree: number, candidates: readonly Candidate[], reach: Reach): Row[] {
  const rows: Row[] = [{ uses: [], root: ONE, poly: ONE, strict: true }];
  const base: { i: number; poly: Poly; strict: boolean; degree: number }[] = [];
  candidates.forEach(({ side, strict }, i) => {
    const poly = space.poly(side);
    if (poly === null || poly.size === 0) return;
    base.push({ i, poly, strict, degree: Math.max(...[...poly.keys()].map((m) => space.degree(m))) });
    rows.push({ uses: [i], root: ONE, poly, strict });
  });
  if (reach === "linear" || reach === "scaled" || (degree < 2 && reach === "pairs")) return rows;
  const most = reach === "wide" ? 20 : 14;
  const room = Math.max(degree, 2) + (reach === "wide" ? 1 : 0);
  const pairs: typeof base = [];
  if (base.length <= most) {
    base.forEach((a, i) => {
      for (const b of base.slice(i)) {
        if (a.degree + b.degree > room + 2) continue;
        const poly = space.product(a.poly, b.poly);
        if (poly.size > 40) continue;
        rows.push({ uses: [a.i, b.i], root: ONE, poly, strict: a.strict && b.strict });
        pairs.push({ i: rows.length - 1, poly, strict: a.strict && b.strict, degree: a.degree + b.degree });
      }
    });
  }
  if (reach === "wide" && degree >= 3 && base.length <= 7) {
    for (const p of pairs) {
      const row = rows[p.i] as Row;
      for (const b of base) {
        if (b.i < (row.uses[1] as number) || p.degree + b.degree > room) continue;
        const poly = space.product(p.poly, b.poly);
        if (poly.size <= 40) rows.push({ uses: [...row.uses, b.i], root: ONE, poly, strict: p.strict && b.strict });
      }
    }
  }
  const squares = squaresFor(space, target, degree, reach);
  for (const q of squares) rows.push({ uses: [], root: q.root, poly: q.poly, strict: false });
  if (reach === "wide" && degree >= 3) {
    for (const b of base.slice(0, 10)) {
      for (const q of squares) {
        if (b.degree + 2 * q.degree > room || b.poly.size * q.poly.size > 60) continue;
        rows.push({ uses: [b.i], root: q.root, poly: space.product(b.poly, q.poly), strict: false });
      }
    }
  }
  return rows;
}

type Square = { readonly root: Poly; readonly poly: Poly; readonly degree: number };

/** m², (m + n)² and (m - n)² for monomials m, n whose squares or products the target may hold. */
function squaresFor(space: Space, target: Poly, degree: number, reach: Reach): Square[] {
  const halves: number[] = [];
  const push = (m: number): void => {
    if (!halves.includes(m) && 2 * space.degree(m) <= Math.max(2, degree)) halves.push(m);
  };
  for (const m of target.keys()) {
    const r = space.root(m);
    if (r !== null) push(r);
  }
  push(0);
  const limit = reach === "wide" ? 9 : 6;
  for (const m of target.keys()) {
    for (const p of space.powers(m)) {
      if (p[1] > 0 && space.variable(p[0]).k !== "if" && halves.length < limit) push(space.monomial([[p[0], 1]]));
    }
  }
  const list = halves.slice(0, limit);
  const out: Square[] = [];
  const add = (root: Poly): void => {
    const poly = space.product(root, root);
    out.push({ root, poly, degree: Math.max(...[...root.keys()].map((m) => space.degree(m))) });
  };
  list.forEach((a, i) => {
    if (a !== 0) add(new Map([[a, K.ONE]]));
    for (const b of list.slice(i + 1)) {
      add(
        new Map([
          [a, K.ONE],
          [b, K.ONE],
        ]),
      );
      add(
        new Map([
          [a, K.ONE],
          [b, K.negQ(K.ONE)],
        ]),
      );
    }
  });
  return out;
}

/** Monomials to multiply an equation with: 1, and quotients of the target's monomials by the equation's. */
function multipliers(space: Space, target: Poly, rows: readonly Row[], p: Poly, reach: Reach, degree: number): Poly[] {
  const out = new Set<number>([0]);
  if (reach !== "linear") {
    const support = new Set<number>(target.keys());
    if (reach === "wide") for (const r of rows.slice(0, 40)) for (const m of r.poly.keys()) support.add(m);
    for (const m of support) {
      for (const e of p.keys()) {
        if (e === 0 || out.size >= 8) continue;
        const q = space.quotient(m, e);
        if (q !== null && space.degree(q) < Math.max(2, degree)) out.add(q);
      }
    }
  }
  return [...out].map((m) => new Map([[m, K.ONE]]));
}
