/** Signs through logarithms and exponentials: a > b by log a > log b, and log a > log b by a > b. */

import type { Formula, MonomialView, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import * as D from "./derived.ts";
import { signed } from "./signs.ts";
import { smallFactors } from "./simplify.ts";
import { logAtoms, resolved } from "./tangents.ts";

/** c = A - B for two positive monomials with an exponential: log A - log B has the sign. */
export function byLogarithms(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const ms = K.monomials(c);
  const plus = ms.find((m) => m.coef.num > 0n);
  const minus = ms.find((m) => m.coef.num < 0n);
  if (ms.length !== 2 || plus === undefined || minus === undefined) return null;
  if (
    plus.exponent === null &&
    minus.exponent === null &&
    !ms.some((m) => m.factors.some((f) => f.atom.k === "op" && f.atom.op === "rpow"))
  )
    return null;
  const a = logarithm(ctx, plus);
  const b = a === null ? null : logarithm(ctx, minus);
  if (a === null || b === null) return null;
  const gap = signed(ctx, K.sub(a.q, b.q), strict);
  if (gap === null) return null;
  // exp(b)·(exp(a - b) - 1 - (a - b)) + exp(b)·(a - b), with exp(a) = A and exp(b) = B.
  const ths = [K.expPositive(b.q), K.expTangent(K.sub(a.q, b.q)), gap];
  return K.positivstellensatz(
    goal,
    ths,
    [D.row([0, 1]), D.row([0, 2])],
    [a.theorem(), b.theorem()],
    [K.int(-1), K.int(1)],
  );
}

/** log of a monomial with the absolute value of its coefficient, as a sum of logarithms; all factors positive. */
function logarithm(ctx: Context, m: MonomialView): { q: Term; theorem: () => Theorem } | null {
  const size = m.coef.num < 0n ? K.negQ(m.coef) : m.coef;
  const factors: { base: Term; exp: number }[] = m.factors.map((f) =>
    f.atom.k === "op" && f.atom.op === "inv"
      ? { base: f.atom.args[0] as Term, exp: -f.exp }
      : { base: f.atom, exp: f.exp },
  );
  for (const [p, e] of smallFactors(size.num)) factors.push({ base: K.num(p), exp: e });
  for (const [p, e] of smallFactors(size.den)) factors.push({ base: K.num(p), exp: -e });
  const logs = logAtoms(
    ctx,
    factors.map((f) => K.log(f.base)),
  );
  const parts = factors.map((f) => ({ atom: logs.find((l) => l.base === f.base), times: f.exp }));
  if (parts.some((p) => p.atom === undefined || p.times === 0)) return null;
  return resolved(parts as Parameters<typeof resolved>[0], m.exponent ?? K.int(0));
}

const MAX_MULTIPLE = 12n;

/** c = Σ nᵢ log pᵢ + rest (after scaling): d·c ≥ 1 - exp(-d·c), and exp(-d·c) has no logarithms. */
export function byExponential(ctx: Context, c: Term, goal: Formula, strict: boolean): Theorem | null {
  const isLog = (a: Term): boolean => a.k === "op" && a.op === "log";
  const ms = K.monomials(c);
  const plain: MonomialView[] = [];
  const logs: MonomialView[] = [];
  for (const m of ms) {
    if (!m.factors.some((f) => isLog(f.atom))) plain.push(m);
    else if (m.factors.length === 1 && m.exponent === null && m.factors[0]?.exp === 1) logs.push(m);
    else return null;
  }
  if (logs.length === 0) return null;
  let d = 1n;
  for (const m of logs) d = (d / K.gcd(d, m.coef.den)) * m.coef.den;
  const atoms = logAtoms(
    ctx,
    logs.map((m) => m.term),
  );
  const times = logs.map((m) => ({ atom: atoms.find((l) => l.log === m.term), times: (-m.coef.num * d) / m.coef.den }));
  if (times.some((t) => t.atom === undefined || t.times > MAX_MULTIPLE || t.times < -MAX_MULTIPLE)) return null;
  const rest = K.op(
    "add",
    plain.map((m) => K.mul(K.num(K.rational(-m.coef.num * d, m.coef.den)), m.term)),
  );
  const e = resolved(
    times.map((t) => ({ atom: t.atom as (typeof atoms)[number], times: Number(t.times) })),
    K.canonical(rest),
  );
  const gap = signed(ctx, K.sub(K.int(1), e.value), strict);
  if (gap === null) return null;
  // d·c = (exp(-d·c) - 1 + d·c) + (1 - value) + (value - exp(-d·c))
  const part = K.rational(1n, d);
  return K.positivstellensatz(
    goal,
    [K.expTangent(e.q), gap],
    [D.row([0], part), D.row([1], part)],
    [e.theorem()],
    [K.num(K.negQ(part))],
  );
}
