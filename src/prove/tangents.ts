/**
 * Tangent lines of the exponential as premises: exp(p) ≥ exp(q)(1 + p - q) for exponents p, q at hand,
 * logarithms among them, so that log a ≤ a - 1 and t·log(y/t) ≤ y - t are instances.
 */

import type { Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Candidate } from "./combination.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";

const MAX_EXPONENTS = 9;

/** An exponent q, the value of exp(q) with logarithms resolved, and the theorem that says so. */
export type Exponent = { readonly q: Term; readonly value: Term; readonly theorem: () => Theorem | null };

type LogAtom = { readonly log: Term; readonly base: Term; readonly positive: Theorem };

/** The logarithms among the factors of the terms, with positive arguments. */
export function logAtoms(ctx: Context, terms: readonly Term[]): LogAtom[] {
  const out = new Map<Term, LogAtom>();
  for (const t of terms) {
    for (const m of K.monomials(t)) {
      const inside = m.exponent === null ? [] : K.monomials(m.exponent).flatMap((e) => e.factors);
      for (const { atom } of [...m.factors, ...inside]) {
        if (atom.k !== "op" || atom.op !== "log" || out.has(atom)) continue;
        const base = atom.args[0] as Term;
        const positive = ctx.withEffort(0, () => ctx.search.positive(ctx, base));
        if (positive !== null) out.set(atom, { log: atom, base, positive });
      }
    }
  }
  return [...out.values()];
}

/** Γ ⊢ exp(Σ nᵢ log bᵢ + rest) = Π bᵢ^nᵢ·exp(rest). */
export function resolved(
  logs: readonly { readonly atom: LogAtom; readonly times: number }[],
  rest: Term,
): { q: Term; value: Term; theorem: () => Theorem } {
  const q = K.canonical(K.op("add", [...logs.map((l) => K.mul(K.int(l.times), l.atom.log)), rest]));
  const product = (bases: readonly Term[]): Term =>
    K.op("mul", [...logs.map((l, i) => K.ipow(bases[i] as Term, K.int(l.times))), K.exp(rest)]);
  const value = product(logs.map((l) => l.atom.base));
  const theorem = (): Theorem => {
    if (logs.length === 0) return K.ring(K.exp(q), value);
    const context = product(logs.map((_, i) => K.bound(logs.length - 1 - i)));
    const th = K.congruence(
      context,
      logs.map((l) => K.expLog(l.atom.positive)),
    );
    return K.transitivity(K.ring(K.exp(q), (th.concl as K.Formula & { k: "eq" }).l), th);
  };
  return { q, value, theorem };
}

/** The exponents that the terms suggest: 0, those that occur, logarithms and their negatives, logarithms of products. */
export function exponentsOf(ctx: Context, terms: readonly Term[]): Exponent[] {
  const logs = logAtoms(ctx, terms);
  const out = new Map<Term, Exponent>();
  const push = (e: Exponent): void => {
    if (!out.has(e.q) && out.size < MAX_EXPONENTS) out.set(e.q, e);
  };
  const plain = (q: Term): void => push({ q, value: K.canonical(K.exp(q)), theorem: () => null });
  for (const l of logs) push(resolved([{ atom: l, times: 1 }], K.int(0)));
  plain(K.int(0));
  for (const t of terms) {
    for (const m of K.monomials(t)) {
      if (m.exponent !== null) plain(m.exponent);
      const parts = m.factors.map((f) => ({
        atom: logs.find((l) => l.base === f.atom || K.inv(l.base) === f.atom),
        f,
      }));
      if (parts.length === 0 || parts.some((p) => p.atom === undefined)) continue;
      const factors = parts.map(({ atom, f }) => ({
        atom: atom as LogAtom,
        times: f.atom === atom?.base ? f.exp : -f.exp,
      }));
      if (factors.length > 1 || m.exponent !== null) push(resolved(factors, m.exponent ?? K.int(0)));
    }
  }
  for (const l of logs) push(resolved([{ atom: l, times: -1 }], K.int(0)));
  return [...out.values()];
}

/** exp(p) - exp(q)(1 + p - q) ≥ 0 for all pairs of exponents. */
export function tangentsBetween(exponents: readonly Exponent[]): Candidate[] {
  const out: Candidate[] = [];
  for (const p of exponents) {
    for (const q of exponents) {
      if (p === q) continue;
      const side = K.canonical(K.sub(p.value, K.mul(q.value, K.op("add", [K.int(1), p.q, K.neg(q.q)]))));
      out.push({ side, strict: false, prove: () => tangent(p, q, side) });
    }
  }
  return out;
}

/** Γ ⊢ 0 ≤ exp(p) - exp(q)(1 + p - q), values resolved. */
function tangent(p: Exponent, q: Exponent, side: Term): Theorem {
  const slope = K.sub(p.q, q.q);
  const equations = [p.theorem(), q.theorem()];
  const line = K.op("add", [K.int(1), p.q, K.neg(q.q)]);
  // exp(q)(exp(p - q) - 1 - (p - q)), then exp(p) and exp(q) become their values.
  const used: Theorem[] = [];
  const cofactors: Term[] = [];
  const [left, right] = equations;
  if (left !== null && left !== undefined) {
    used.push(left);
    cofactors.push(K.int(-1));
  }
  if (right !== null && right !== undefined) {
    used.push(right);
    cofactors.push(line);
  }
  return K.positivstellensatz(
    K.le(K.int(0), side),
    [K.expPositive(q.q), K.expTangent(slope)],
    [D.row([0, 1])],
    used,
    cofactors,
  );
}
