/** A verdict's theorems as a certificate: every step that they rest on, in an order that can be replayed. */

import type { Binder, Certified, Formula, Sort, Term, Theorem, Valuation } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { ArgRow, Certificate, ClaimText, NodeRow, StepRow, ValuationRow } from "./format.ts";

/** Encodes a certified verdict about what `text` claims; the table of nodes is shared by all steps. */
export function encode(c: Certified, about: Certificate["about"], text: ClaimText): Certificate {
  const writer = new Writer();
  const at = writer.valuation(c.witness.at);
  const holds = c.witness.holds.map((th) => writer.step(th));
  const claim = {
    hypotheses: c.claim.hypotheses.map((h) => writer.node(h)),
    goal: writer.node(c.claim.goal),
    families: [...c.claim.families].map(
      ([name, ranges]) => [name, ranges.map((r) => [writer.node(r.lo), writer.node(r.hi)] as const)] as const,
    ),
  };
  const verdict: Certificate["verdict"] =
    c.k === "proved"
      ? { k: "proved", goal: writer.step(c.goal), defined: writer.step(c.defined), at, holds }
      : {
          k: "refuted",
          how: c.how,
          breaks: writer.step(c.breaks),
          defined: c.defined === null ? null : writer.step(c.defined),
          at,
          holds,
        };
  return {
    format: "lossproof-certificate",
    version: 2,
    about,
    text,
    nodes: writer.nodes,
    steps: writer.steps,
    claim,
    verdict,
  };
}

function sortRow(s: Sort): string {
  return s.k === "family" ? `${s.of}^${s.arity}` : s.k;
}

/** Writes nodes and steps as rows, each once. */
export class Writer {
  readonly nodes: NodeRow[] = [];
  readonly steps: StepRow[] = [];
  readonly #nodeIndex = new Map<Term | Formula, number>();
  readonly #stepIndex = new Map<Theorem, number>();

  valuation(v: Valuation): ValuationRow {
    return {
      variables: v.variables.map((x) => [this.node(x.name), this.node(x.value)] as const),
      functions: v.functions.map((f) => [f.name, f.arity, this.node(f.body)] as const),
    };
  }

  /** The index of a theorem's step, premises first; iterative, as proofs are deep. */
  step(th: Theorem): number {
    const stack: Theorem[] = [th];
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as Theorem;
      if (this.#stepIndex.has(top)) {
        stack.pop();
        continue;
      }
      const waiting = top.by.premises.filter((p) => !this.#stepIndex.has(p));
      if (waiting.length > 0) {
        stack.push(...waiting);
        continue;
      }
      stack.pop();
      const args = top.by.args.map((a): ArgRow => {
        if (typeof a === "string") return ["s", a];
        if (typeof a === "number") return ["i", a];
        return ["n", this.node(a)];
      });
      const premises = top.by.premises.map((p) => this.#stepIndex.get(p) as number);
      this.#stepIndex.set(top, this.steps.push([top.by.rule, premises, args]) - 1);
    }
    return this.#stepIndex.get(th) as number;
  }

  node(n: Term | Formula): number {
    const known = this.#nodeIndex.get(n);
    if (known !== undefined) return known;
    const row = K.isFormula(n) ? this.#formula(n) : this.#term(n as Term);
    const index = this.nodes.push(row) - 1;
    this.#nodeIndex.set(n, index);
    return index;
  }

  #all(ns: readonly (Term | Formula)[]): number[] {
    return ns.map((n) => this.node(n));
  }

  #term(t: Term): NodeRow {
    switch (t.k) {
      case "num":
        return ["num", t.value.num.toString(), t.value.den.toString()];
      case "pi":
        return ["pi"];
      case "var":
        return ["var", t.name, sortRow(t.sort)];
      case "bound":
        return ["bound", t.index, sortRow(t.sort)];
      case "op":
        return ["op", t.op, this.#all(t.args)];
      case "at":
        return ["at", this.node(t.family), this.#all(t.index)];
      case "family":
        return ["family", t.binders.map((b) => b.hint), this.node(t.body)];
      case "call":
        return ["call", t.fun, [...t.orders], this.#all(t.args), this.#all(t.over.flatMap((r) => [r.lo, r.hi]))];
      case "sum":
      case "prod":
        return [t.k, t.hint, this.node(t.lo), this.node(t.hi), this.node(t.body)];
      case "D":
        return ["D", t.hint, this.node(t.body), this.node(t.point)];
      case "integral":
        return ["integral", t.hint, this.node(t.body), this.node(t.lo), this.node(t.hi)];
      case "if":
        return ["if", this.node(t.test), this.node(t.then), this.node(t.else)];
    }
  }

  /** The ends of a binder's ranges. */
  #ranges(x: Binder): number[] {
    return this.#all(x.over?.flatMap((r) => [r.lo, r.hi]) ?? []);
  }

  #formula(f: Formula): NodeRow {
    switch (f.k) {
      case "false":
        return ["false"];
      case "eq":
      case "lt":
      case "le":
      case "and":
      case "or":
      case "implies":
        return [f.k, this.node(f.l), this.node(f.r)];
      case "all":
      case "some":
        return [f.k, f.x.hint, sortRow(f.x.sort), this.node(f.body), this.#ranges(f.x)];
      case "hasDeriv":
        return ["hasDeriv", f.hint, this.node(f.body), this.node(f.point), this.node(f.value)];
      case "near":
        return ["near", f.hint, this.node(f.point), this.node(f.body)];
      case "allFun":
        return ["allFun", f.fun, this.node(f.body)];
      case "pred":
        return [
          "pred",
          f.name,
          f.xs.map((b) => [b.hint, sortRow(b.sort), ...this.#ranges(b)] as const),
          this.node(f.domain),
          this.#all(f.args),
        ];
    }
  }
}
