/** Values worth trying for one number, simplest first. */

import type { Formula, Rational, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

/** A closed term and its value in floating point. */
export type Choice = { readonly term: Term; readonly value: number };

export function rationalChoice(num: bigint, den: bigint = 1n): Choice {
  return { term: K.num(K.rational(num, den)), value: Number(num) / Number(den) };
}

const q = (n: number, d = 1): Choice => rationalChoice(BigInt(n), BigInt(d));

/** For a real variable of a claim. Made anew for each claim: terms belong to an arena. */
function realChoices(): Choice[] {
  const log2: Choice = { term: K.log(K.int(2)), value: Math.LN2 };
  const minus: Choice = { term: K.neg(log2.term), value: -Math.LN2 };
  const simple = [
    q(1),
    q(0),
    q(-1),
    q(2),
    q(1, 2),
    q(-2),
    q(3),
    q(1, 3),
    q(-1, 2),
    q(3, 2),
    q(4),
    q(-3),
    q(2, 3),
    q(1, 4),
  ];
  return [...simple, minus, log2, q(3, 4), q(1, 10), q(10), q(-10), q(9, 10), q(-4), q(1, 5), q(1, 6)];
}

/** For the points of a segment, and where a quantifier of the goal looks. */
function boundChoices(): Choice[] {
  const wide = [q(0), q(1), q(-1), q(2), q(-2), q(3), q(-3), q(4), q(-4), q(1, 2), q(-1, 2), q(6), q(-6), q(1, 4)];
  return [...wide, q(3, 4), q(1, 10), q(9, 10), q(10), q(-10), q(1, 3), q(2, 3), q(1, 100), q(1, 5)];
}

function parameterChoices(): Choice[] {
  return [q(1, 2), q(1, 4), q(3, 4), q(1, 3), q(2, 3), q(1, 10), q(9, 10)];
}

function wideChoices(): Choice[] {
  return [q(1), q(0), q(-1), q(10), q(-10), q(1, 2), q(2), q(-2), q(100), q(-100), q(1, 10), q(9, 10), q(1, 1000)];
}

function genericChoices(): Choice[] {
  const first = [q(13, 10), q(-7, 10), q(2, 5), q(23, 10), q(-19, 10), q(3, 5), q(1, 7), q(4, 5), q(-3, 10), q(17, 10)];
  return [...first, q(1, 10), q(9, 10), q(3, 11), q(1), q(0), q(2), q(-1), q(3)];
}

function integerChoices(): Choice[] {
  return [1, 2, 0, 3, -1, 4, -2, 5, 6, 10].map((n) => q(n));
}

function sizeChoices(): Choice[] {
  return [2, 3, 4, 1, 0, 5].map((n) => q(n));
}

/**
 * "wide": for checking that something holds for all values, small and large; "generic": numbers without
 * special relations, for telling equal functions from others.
 */
export type PoolKind = "real" | "bound" | "parameter" | "wide" | "generic" | "int" | "size";

/** The choices of a kind, and around the numbers that the claim itself mentions. */
export function pool(kind: PoolKind, constants: readonly Rational[]): readonly Choice[] {
  const base =
    kind === "real"
      ? realChoices()
      : kind === "bound"
        ? boundChoices()
        : kind === "parameter"
          ? parameterChoices()
          : kind === "wide"
            ? wideChoices()
            : kind === "generic"
              ? genericChoices()
              : kind === "int"
                ? integerChoices()
                : sizeChoices();
  if (kind === "parameter") return base;
  const own = around(constants, kind === "int" || kind === "size");
  const at = kind === "size" || kind === "wide" || kind === "generic" ? base.length : 5;
  return distinct([...base.slice(0, at), ...own.exact, ...base.slice(at), ...own.beside]);
}

function distinct(choices: readonly Choice[]): Choice[] {
  const seen = new Set<Term>();
  return choices.filter((c) => {
    if (seen.has(c.term)) return false;
    seen.add(c.term);
    return true;
  });
}

const choiceOf = (r: Rational): Choice => rationalChoice(r.num, r.den);

/** The constants, then what lies beside and between them. */
function around(constants: readonly Rational[], integers: boolean): { exact: Choice[]; beside: Choice[] } {
  const own = constants.filter((c) => !integers || c.den === 1n);
  const beside: Rational[] = [];
  const sorted = [K.ZERO, ...own].sort(K.compareQ);
  const half = K.rational(1n, 2n);
  if (!integers) {
    for (let i = 0; i + 1 < sorted.length; i++) {
      const [a, b] = [sorted[i] as Rational, sorted[i + 1] as Rational];
      const gap = K.subQ(b, a);
      for (const part of [half, K.rational(1n, 4n), K.rational(3n, 4n), K.rational(1n, 10n)])
        beside.push(K.addQ(a, K.mulQ(gap, part)));
    }
  }
  for (const c of own) beside.push(K.addQ(c, K.ONE), K.subQ(c, K.ONE));
  return { exact: own.slice(0, 6).map(choiceOf), beside: beside.slice(0, 24).map(choiceOf) };
}

/** The numbers written in the formulas, other than 0 and ±1, in order of occurrence. */
export function constantsIn(formulas: readonly Formula[]): Rational[] {
  const out: Rational[] = [];
  const seen = new Set<Term | Formula>();
  const visit = <N extends Term | Formula>(n: N): N => {
    if (seen.has(n) || out.length >= 12) return n;
    seen.add(n);
    if (K.isTerm(n) && n.k === "num") {
      const v = n.value;
      const small = v.den <= 1000n && v.num <= 1_000_000n && v.num >= -1_000_000n;
      if (small && !(v.den === 1n && v.num >= -1n && v.num <= 1n)) {
        out.push(v);
        if (v.num < 0n) out.push(K.negQ(v));
      }
      return n;
    }
    return K.mapChildren(n, visit);
  };
  for (const f of formulas) visit(f);
  return out;
}
