/** Derivatives carried out rule by rule: each stage is the term with the outermost derivatives taken one level down. */

import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "../prove/index.ts";
import { contains } from "./row.ts";
import { tidy } from "./tidy.ts";

export type Stage = { readonly t: Term; readonly because: string };
type Derivative = Term & { k: "D" };

/** Stages with a rule named; then everything at once. */
const MAX_STAGES = 3;

export const isDerivative = (t: Term): t is Derivative => t.k === "D";

/** The term with its derivatives carried out, stage by stage; empty where one is out of reach. */
export function differentiated(ctx: Context, t: Term): Stage[] {
  const done = tidy(completed(ctx, t));
  if (done === t || contains(done, isDerivative)) return [];
  const stages: Stage[] = [];
  let now = t;
  for (let i = 0; i < MAX_STAGES; i++) {
    const rules = new Set<string>();
    const next = tidy(unrolled(ctx, now, rules));
    if (next === now || next === done || !contains(next, isDerivative)) break;
    const because = rules.size === 0 ? "linearity" : [...rules].join(", ");
    if (stages.at(-1)?.because === because) stages.pop();
    stages.push({ t: next, because });
    now = next;
  }
  return [...stages, { t: done, because: "differentiation" }];
}

/** Every closed derivative replaced by the value that the rules give. */
function completed(ctx: Context, t: Term): Term {
  const go = <N extends K.Term | K.Formula>(n: N): N => {
    if (K.isTerm(n) && isDerivative(n) && K.looseOf(n) === 0) return (derivativeAt(ctx, n) ?? n) as N;
    return K.mapChildren(n, go);
  };
  return go(t);
}

function derivativeAt(ctx: Context, d: Derivative): Term | null {
  const th = ctx.search.differentiate(ctx, d.body, d.point);
  return th === null ? null : tidy((th.concl as K.Formula & { k: "hasDeriv" }).value);
}

/** The outermost closed derivatives by one rule each. */
function unrolled(ctx: Context, t: Term, rules: Set<string>): Term {
  const go = <N extends K.Term | K.Formula>(n: N): N => {
    if (K.isTerm(n) && isDerivative(n) && K.looseOf(n) === 0) return byOneRule(ctx, n, rules) as N;
    return K.mapChildren(n, go);
  };
  return go(t);
}

function byOneRule(ctx: Context, d: Derivative, rules: Set<string>): Term {
  const { body, point } = d;
  const inner = (u: Term): Term => {
    if (!varies(u)) return K.int(0);
    const du = K.D(d.hint, u, point) as Derivative;
    return isSimple(u) ? (derivativeAt(ctx, du) ?? du) : du;
  };
  const at = (u: Term): Term => K.instantiate(u, [point]);
  const whole = (): Term => derivativeAt(ctx, d) ?? d;
  if (isSimple(body) || body.k !== "op") return whole();
  const [u] = body.args as [Term];
  switch (body.op) {
    case "add":
      return K.op("add", body.args.map(inner));
    case "mul": {
      const fixed = body.args.filter((a) => !varies(a)).map(at);
      const moving = body.args.filter(varies);
      if (moving.length === 1) return K.op("mul", [...fixed, inner(moving[0] as Term)]);
      const below = moving.filter((a) => a.k === "op" && a.op === "inv");
      const above = moving.filter((a) => !below.includes(a));
      if (below.length === 1 && above.length === 1) {
        rules.add("quotient rule");
        const [p, q] = [above[0] as Term, (below[0] as Term & { k: "op" }).args[0] as Term];
        const top = K.sub(K.mul(inner(p), at(q)), K.mul(at(p), inner(q)));
        return K.op("mul", [...fixed, top, K.inv(K.ipow(at(q), K.int(2)))]);
      }
      rules.add("product rule");
      const parts = moving.map((m) => K.op("mul", [...fixed, inner(m), ...moving.filter((x) => x !== m).map(at)]));
      return K.op("add", parts);
    }
    case "inv":
      rules.add("quotient rule");
      return K.op("mul", [K.int(-1), inner(u), K.inv(K.ipow(at(u), K.int(2)))]);
    case "exp":
      rules.add("chain rule");
      return K.mul(at(body), inner(u));
    case "log":
      rules.add("chain rule");
      return K.mul(inner(u), K.inv(at(u)));
    case "ipow": {
      const n = body.args[1] as Term;
      if (varies(n)) return whole();
      rules.add("chain rule");
      return K.op("mul", [at(n), K.ipow(at(u), K.sub(at(n), K.int(1))), inner(u)]);
    }
    case "rpow":
      return whole();
  }
}

const varies = (t: Term): boolean => K.occursLoose(t, 0);

/** Differentiated at sight: the variable, its powers, its exponential and logarithm, and multiples of these. */
function isSimple(t: Term): boolean {
  if (!varies(t) || t.k === "bound" || t.k === "at") return true;
  if (t.k !== "op") return false;
  if (t.op === "mul") {
    const moving = t.args.filter(varies);
    return moving.length === 1 && isSimple(moving[0] as Term);
  }
  if (t.op === "add") return t.args.every((a) => !varies(a) || isLinear(a));
  return t.op === "rpow" ? false : isLinear(t.args[0] as Term) && t.args.slice(1).every((a) => !varies(a));
}

function isLinear(t: Term): boolean {
  if (t.k === "bound" || t.k === "at") return true;
  if (t.k !== "op" || t.op !== "mul") return false;
  const moving = t.args.filter(varies);
  return moving.length === 1 && isLinear(moving[0] as Term);
}
