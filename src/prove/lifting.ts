/** Inequalities between the terms of sums, summed: tangent lines and hypotheses under the index, times positive factors. */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { type Candidate, combine, difference, equationDifference } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { premisesFor } from "./known.ts";
import { exponentsOf, tangentsBetween } from "./tangents.ts";

const MAX_FACTORS = 3;
const MAX_CANDIDATES = 120;

/** c from premises summed over the ranges of its sums. */
export function byLifting(ctx: Context, c: Term, goal: Formula): Theorem | null {
  const ms = K.monomials(c);
  if (ms.length > 24) return null;
  const sums = [
    ...new Set(
      ms.flatMap((m) => m.factors.flatMap((f) => (f.atom.k === "sum" && f.exp === 1 ? [f.atom as K.Big] : []))),
    ),
  ];
  if (sums.length === 0 || sums.length > 6) return null;
  const lifted: Candidate[] = [];
  const seen = new Set<string>();
  for (const s of sums) {
    const key = `${K.idOf(s.lo)}:${K.idOf(s.hi)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const same = sums.filter((x) => x.lo === s.lo && x.hi === s.hi);
    lifted.push(...candidatesUnder(ctx, same, c));
  }
  if (lifted.length === 0) return null;
  const premises = premisesFor(ctx, c);
  const terms = [c, ...lifted.map((l) => l.side)];
  const equations = [
    ...new Map(
      [...premises.equations, ...equationsAbout(ctx, terms), ...unitsFor(ctx, terms)].map((th) => [th.concl, th]),
    ).values(),
  ];
  return combine(goal, c, { inequalities: premises.inequalities, equations }, "scaled", lifted);
}

/** 0 ≤ Σ side(k) for tangents and hypotheses under the range, plain and times positive factors of the bodies. */
function candidatesUnder(ctx: Context, sums: readonly K.Big[], c: Term): Candidate[] {
  const first = sums[0] as K.Big;
  const k = ctx.fresh(first.hint, K.INT);
  const range = K.and(K.le(first.lo, k), K.le(k, first.hi));
  const inner = ctx.assume(range);
  const bodies = sums.map((s) => K.canonical(K.instantiate(s.body, [k])));
  const whole = K.canonical(K.op("add", bodies));
  const tangents = tangentsBetween(exponentsOf(inner, [...bodies, c]));
  const facts: Candidate[] = premisesFor(inner, whole)
    .inequalities.filter((th) => K.occurs((k as Term & { k: "var" }).name, th.concl))
    .map((th) => ({ side: difference(th), strict: false, prove: () => (th.concl.k === "lt" ? D.weaken(th) : th) }));
  const factors = positiveFactors(inner, bodies, k);
  const out: Candidate[] = [];
  const lift = (x: Candidate, by: { a: Term; th: Theorem } | null): void => {
    if (out.length >= MAX_CANDIDATES) return;
    const term = by === null ? x.side : K.canonical(K.mul(by.a, x.side));
    const side = K.canonical(K.big("sum", first.hint, first.lo, first.hi, K.abstract(term, [k])));
    out.push({
      side,
      strict: false,
      prove: () => {
        const plain = x.prove();
        if (plain === null) return null;
        const at = K.positivstellensatz(K.le(K.int(0), term), by === null ? [plain] : [plain, by.th], [
          D.row(by === null ? [0] : [0, 1]),
        ]);
        const th = K.sumNonnegative(K.generalise(k, K.discharge(range, D.bundle(at, range)), first.hint));
        return K.positivstellensatz(K.le(K.int(0), side), [th], [D.row([0])]);
      },
    });
  };
  for (const f of facts) lift(f, null);
  for (const t of tangents) {
    lift(t, null);
    for (const by of factors) lift(t, by);
  }
  return out;
}

/** Atoms with the index that are positive and stand beside logarithms or exponentials. */
function positiveFactors(inner: Context, bodies: readonly Term[], k: Term): { a: Term; th: Theorem }[] {
  const name = (k as Term & { k: "var" }).name;
  const out = new Map<Term, Theorem>();
  for (const b of bodies) {
    for (const m of K.monomials(b)) {
      for (const f of m.factors) {
        if (f.exp !== 1 || out.has(f.atom) || out.size >= MAX_FACTORS || !K.occurs(name, f.atom)) continue;
        if (f.atom.k === "op" && f.atom.op === "log") continue;
        const th = inner.withEffort(
          0,
          () => inner.search.positive(inner, f.atom) ?? inner.search.nonnegative(inner, f.atom),
        );
        if (th !== null) out.set(f.atom, th);
      }
    }
  }
  return [...out].map(([a, th]) => ({ a, th }));
}

/** The hypotheses that are equations between factors of the terms. */
function equationsAbout(ctx: Context, terms: readonly Term[]): Theorem[] {
  const atoms = new Set(terms.flatMap((t) => K.monomials(t).flatMap((m) => m.factors.map((f) => f.atom))));
  return ctx.equations.filter((th) =>
    K.monomials(equationDifference(th)).every((m) => m.factors.every((f) => atoms.has(f.atom))),
  );
}

/** Σ 1 = length, and a·inv(a) = 1, for what occurs in the terms. */
function unitsFor(ctx: Context, terms: readonly Term[]): Theorem[] {
  const out = new Map<Term, Theorem | null>();
  for (const t of terms) {
    for (const m of K.monomials(t)) {
      for (const f of m.factors) {
        if (out.has(f.atom)) continue;
        if (f.atom.k === "sum" && f.atom.body === K.int(1)) {
          const room = ctx.search.proveQuickly(ctx, K.le(f.atom.lo, K.add(f.atom.hi, K.int(1))));
          out.set(f.atom, room === null ? null : K.count(room));
        } else if (f.exp === 0) {
          const nz = ctx.withEffort(0, () => ctx.search.nonzero(ctx, f.atom));
          out.set(f.atom, nz === null ? null : K.inverse(nz));
        }
      }
    }
  }
  return [...out.values()].filter((th) => th !== null);
}
