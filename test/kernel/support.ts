/** Short names for the kernel's tests: a few variables, and a refusal with its reason. */
import { expect } from "vitest";
import type { Formula, Term, Theorem } from "../../src/kernel/index.ts";
import * as K from "../../src/kernel/index.ts";

type Seven = [Term, Term, Term, Term, Term, Term, Term];
export const [x, y, u, v, a, b, c] = ["x", "y", "u", "v", "a", "b", "c"].map((name) => K.variable(name)) as Seven;
type Four = [Term, Term, Term, Term];
export const [k, m, n, N] = ["k", "m", "n", "N"].map((name) => K.variable(name, K.INT)) as Four;
/** A family of one index. */
export const z = K.variable("z", K.familySort(1));
export const zero = K.int(0);
export const one = K.int(1);
export const two = K.int(2);
export const half = K.num(K.rational(1n, 2n));

/** Runs something that must be refused, with exactly this message. */
export function refuses(run: () => unknown, message: string): void {
  let caught: unknown = null;
  try {
    run();
  } catch (e) {
    caught = e;
  }
  expect(caught, "it was accepted").toBeInstanceOf(K.Refusal);
  expect((caught as Error).message).toBe(message);
}

/** Γ ⊢ φ: this conclusion, these hypotheses in this order, none where they are left out. */
export function states(th: Theorem, concl: Formula, hyps: readonly Formula[] = []): void {
  expect(K.isTheorem(th)).toBe(true);
  expect(th.concl).toBe(concl);
  expect([...th.hyps]).toEqual([...hyps]);
}

/** ⊢ φ by enclosure, for closed terms. */
export const computed = (f: Formula): Theorem => K.enclosed(f, 64);
/** ⊢ ⊤. */
export const truth = (): Theorem => K.discharge(K.falsum(), K.assume(K.falsum()));
/** A row of a positivstellensatz: the product of the premises and of root². */
export const row = (uses: readonly number[], root: Term = one, coef = K.ONE) => ({ coef, uses, root });

/** Σ_{lo..hi} of a body in which the variable k stands for the index. */
export const sum = (lo: Term, hi: Term, body: Term, index: Term = k): Term =>
  K.big("sum", "k", lo, hi, K.abstract(body, [index]));
export const prod = (lo: Term, hi: Term, body: Term, index: Term = k): Term =>
  K.big("prod", "k", lo, hi, K.abstract(body, [index]));
export const at = (family: Term, ...index: Term[]): Term => K.at(family, index);
/** 1 where the formula holds, 0 elsewhere. */
export const indicator = (f: Formula): Term => K.ifThen(f, one, zero);

export const all = (variable: Term, f: Formula): Formula =>
  K.quantified("all", { hint: "x", sort: K.sortOf(variable) }, K.abstract(f, [variable]));
export const some = (variable: Term, f: Formula): Formula =>
  K.quantified("some", { hint: "x", sort: K.sortOf(variable) }, K.abstract(f, [variable]));
/** ∀k. lo ≤ k ∧ k ≤ hi ⇒ φ(k), in the variable k. */
export const each = (lo: Term, hi: Term, f: Formula): Formula => K.forRange("k", lo, hi, K.abstract(f, [k]));
/** From φ(k), which may use the range as a hypothesis, the same for each k of the range. */
export const eachOf = (lo: Term, hi: Term, th: Theorem): Theorem =>
  K.generalise(k, K.discharge(K.and(K.le(lo, k), K.le(k, hi)), th), "k");

/** The ring normal form proves l = r. */
export const ringProves = (l: Term, r: Term): void => states(K.ring(l, r), K.eq(l, r));
/** The normal forms differ, which says nothing about the values. */
export const notRing = (l: Term, r: Term): void => refuses(() => K.ring(l, r), "ring: the normal forms differ");
