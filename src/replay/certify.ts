/**
 * Verdicts. proved: the goal, and that it is defined, follow from the claim's hypotheses alone, which hold
 * for some values. refuted: for some values the hypotheses hold and the goal is false, or is not defined.
 */
import * as B from "./binding.ts";
import { defined, type Families } from "./defined.ts";
import { reject } from "./rejected.ts";
import type { Sequent } from "./sequent.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

export type Claim = { readonly hypotheses: readonly Node[]; readonly goal: Node; readonly families: Families };
/** Values of all variables, and for each function a smooth one: a body under as many real variables as it has arguments. */
export type Valuation = {
  readonly variables: readonly { readonly variable: Node; readonly value: Node }[];
  readonly functions: readonly { readonly name: string; readonly arity: number; readonly body: Node }[];
};
/** One step for each hypothesis, which shows that it holds there. */
export type Witness = { readonly at: Valuation; readonly holds: readonly Sequent[] };

/** Larger bodies of functions are refused: shared parts of a body are put in again and again. */
const MAX_BODY = 10_000;

/** Rejects unless the sequents prove the claim and the witness meets its hypotheses. */
export function certifyProved(claim: Claim, goal: Sequent, definedness: Sequent, witness: Witness): void {
  for (const s of [goal, definedness])
    if (s.given.some((g) => !claim.hypotheses.includes(g)))
      reject("the proof rests on a hypothesis that is not the claim's");
  if (goal.shown !== claim.goal) reject("the last step does not show the goal");
  if (definedness.shown !== defined(claim.goal, claim.families)) reject("no step shows that the goal is defined");
  checkWitness(claim, witness);
}

/** Rejects unless, at the witness, the goal is defined and false. */
export function certifyFalse(claim: Claim, breaks: Sequent, definedness: Sequent, witness: Witness): void {
  checkWitness(claim, witness);
  shows(definedness, valued(defined(claim.goal, claim.families), witness.at), "that the goal is defined there");
  shows(breaks, T.not(valued(claim.goal, witness.at)), "that the goal is false there");
}

/** Rejects unless, at the witness, the goal is not defined. */
export function certifyUndefined(claim: Claim, breaks: Sequent, witness: Witness): void {
  checkWitness(claim, witness);
  shows(breaks, T.not(valued(defined(claim.goal, claim.families), witness.at)), "that the goal is undefined there");
}

function shows(s: Sequent, wanted: Node, what: string): void {
  if (s.given.length > 0 || s.shown !== wanted) reject(`no step shows ${what}`);
}

function checkWitness(claim: Claim, { at, holds }: Witness): void {
  const ends = [...claim.families.values()].flat(2);
  const missing = new Set([claim.goal, ...claim.hypotheses, ...ends].flatMap((n) => [...n.free]));
  for (const { variable, value } of at.variables) {
    if (variable.tag !== "var" || value.free.size > 0 || value.loose > 0) reject("a value must be a closed term");
    if (!T.fits(value.sort, variable.sort)) reject(`a value of another sort than ${variable.name}`);
    missing.delete(variable.name);
  }
  for (const f of at.functions) {
    if (!Number.isInteger(f.arity) || f.arity < 1 || f.arity > 100) reject("a function takes 1 to 100 numbers");
    if (f.body.size > MAX_BODY) reject(`a function of more than ${MAX_BODY} nodes`);
    if (!isSmooth(f.body, f.arity)) reject(`${f.name} must be a smooth function`);
    missing.delete(`${f.name}()`);
  }
  for (const name of missing) reject(`no value for ${name}`);
  if (holds.length !== claim.hypotheses.length) reject("a step for each hypothesis is needed");
  claim.hypotheses.forEach((h, i) => shows(holds[i] as Sequent, valued(h, at), `that hypothesis ${i + 1} holds there`));
}

/** Built of its variables by +, ·, natural powers, exp, and 1/(c + exp u) with c > 0: smooth wherever its variables are. */
function isSmooth(t: Node, variables: number): boolean {
  const all = (ts: readonly Node[]): boolean => ts.every((x) => isSmooth(x, variables));
  switch (t.tag) {
    case "num":
    case "pi":
      return true;
    case "bound":
      return t.sort === "real" && t.index < variables;
    case "add":
    case "mul":
    case "exp":
      return all(t.parts);
    case "ipow": {
      const [base, n] = t.parts as readonly [Node, Node];
      return n.value !== null && n.value.n >= 0n && isSmooth(base, variables);
    }
    case "inv": {
      const [sum] = t.parts as readonly [Node];
      const [c, e] = sum.parts;
      if (sum.tag !== "add" || sum.parts.length !== 2 || c === undefined || e === undefined) return false;
      return c.value !== null && c.value.n > 0n && e.tag === "exp" && all(e.parts);
    }
    default:
      return false;
  }
}

/** The node with the valuation's functions and values put in. */
function valued(n: Node, at: Valuation): Node {
  const withFunctions = at.functions.reduce((m, f) => withFunction(m, f.name, f.arity, f.body), n);
  return at.variables.reduce((m, { variable, value }) => B.put(m, variable, value), withFunctions);
}

/** f(t₁, …) becomes the body at t₁, …; a partial derivative of f becomes that of the body. */
function withFunction(n: Node, name: string, arity: number, body: Node): Node {
  const done = new Map<Node, Node>();
  const go = (m: Node): Node => {
    if (!m.free.has(`${name}()`)) return m;
    const known = done.get(m);
    if (known !== undefined) return known;
    const inner = B.withParts(m, m.parts.map(go));
    const out = inner.tag === "call" && inner.name === name ? called(inner) : inner;
    done.set(m, out);
    return out;
  };
  const called = (c: Node): Node => {
    const { args, ends } = T.callParts(c);
    if (args.length !== arity || ends.length > 0) reject(`${name} takes other arguments`);
    let f = body;
    c.orders.forEach((order, i) => {
      for (let k = 0; k < order; k++) f = partial(f, arity, i);
    });
    return B.fill(f, args);
  };
  return go(n);
}

/** The partial derivative in the i-th of the variables that the body stands under. */
function partial(body: Node, arity: number, i: number): Node {
  if (body.loose > arity) reject("a function with more variables than arguments");
  const xs = Array.from({ length: arity }, () => T.fresh("real"));
  const t = T.fresh("real");
  const along = B.close(
    B.fill(
      body,
      xs.map((x, j) => (j === i ? t : x)),
    ),
    [t],
  );
  return B.close(T.derivative(along, xs[i] as Node), xs);
}
