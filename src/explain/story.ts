/**
 * The steps that a reader sees where the author gave none. A row is a theorem; consecutive rows of an
 * equation chain by transitivity. Rows come from stages of the conversions: derivatives carried out as
 * the rules give them, logarithms split, then the stated result.
 */

import type { Formula, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "../prove/index.ts";
import { tidy } from "./tidy.ts";

export type Story = {
  readonly theorem: Theorem;
  readonly because: string;
  readonly via: readonly Story[];
};

/** The rows for a proved goal, at most a dozen; one row where nothing better is found. */
export function tell(ctx: Context, goal: Theorem): Story[] {
  const f = goal.concl;
  const rows = f.k === "eq" ? equation(ctx, f, goal) : f.k === "and" ? conjunction(ctx, goal) : null;
  return rows ?? [{ theorem: goal, because: method(goal), via: curvature(ctx, goal) }];
}

function conjunction(ctx: Context, goal: Theorem): Story[] {
  const rows = [...tell(ctx, K.left(goal)), ...tell(ctx, K.right(goal))];
  return rows.length <= 12 ? rows : [{ theorem: goal, because: method(goal), via: rows }];
}

/** l = stages of l = stages of r, backwards = r. */
function equation(ctx: Context, f: Formula & { k: "eq" }, goal: Theorem): Story[] | null {
  const left = stages(ctx, f.l);
  const right = stages(ctx, f.r);
  const terms: { t: Term; because: string }[] = [{ t: f.l, because: "" }];
  for (const s of left) terms.push(s);
  for (let i = right.length - 1; i >= 0; i--) terms.push({ t: (right[i] as { t: Term }).t, because: "algebra" });
  terms.push({ t: f.r, because: right.length > 0 ? (right[0] as { because: string }).because : "algebra" });
  const distinct = terms.filter((x, i) => i === 0 || x.t !== (terms[i - 1] as { t: Term }).t);
  if (distinct.length <= 2) return null;
  const rows: Story[] = [];
  for (let i = 1; i < distinct.length; i++) {
    const [a, b] = [distinct[i - 1] as { t: Term }, distinct[i] as { t: Term; because: string }];
    const th = ctx.search.prove(ctx, K.eq(a.t, b.t));
    if (th === null) return null;
    rows.push({ theorem: th, because: b.because, via: [] });
  }
  const whole = rows.map((r) => r.theorem).reduce((x, y) => K.transitivity(x, y));
  return whole.concl === goal.concl ? rows : null;
}

/** What the conversions make of one side: derivatives carried out, then logarithms taken apart. */
function stages(ctx: Context, t: Term): { t: Term; because: string }[] {
  const out: { t: Term; because: string }[] = [];
  let now = t;
  if (contains(now, (x) => x.k === "D")) {
    const next = tidy(derivativesDone(ctx, now));
    if (next === now || contains(next, (x) => x.k === "D")) return out;
    now = next;
    out.push({ t: now, because: "differentiation" });
  }
  return out;
}

function contains(t: Term, test: (t: Term) => boolean): boolean {
  let found = false;
  const go = <N extends Term | Formula>(n: N): N => {
    if (K.isTerm(n) && test(n)) found = true;
    return found ? n : K.mapChildren(n, go);
  };
  go(t);
  return found;
}

/** Every closed derivative replaced by the value that the rules give. */
function derivativesDone(ctx: Context, t: Term): Term {
  const go = <N extends Term | Formula>(n: N): N => {
    if (n.k === "D" && K.looseOf(n) === 0) {
      const d = ctx.search.differentiate(ctx, n.body, n.point);
      if (d === null) return n;
      return tidy((d.concl as Formula & { k: "hasDeriv" }).value) as N;
    }
    return K.mapChildren(n, go);
  };
  return go(t);
}

/** For curvature in one number: the second derivative and its sign, as rows below the claim. */
function curvature(ctx: Context, goal: Theorem): Story[] {
  const f = goal.concl;
  if (f.k !== "pred" || f.xs.length !== 1 || (f.xs[0] as K.Binder).sort.k !== "real") return [];
  if (!/convex|concave|increasing|decreasing/.test(f.name)) return [];
  const order = /convex|concave/.test(f.name) ? 2 : 1;
  const x = K.variable(K.freshName((f.xs[0] as K.Binder).hint, [f]));
  const domain = K.instantiate(f.domain, [x]);
  const inner = ctx.assume(domain);
  let value = K.instantiate(f.args[0] as Term, [x]);
  let claim = value;
  for (let i = 0; i < order; i++) {
    const d = inner.search.differentiate(inner, K.abstract(value, [x]), x);
    if (d === null) return [];
    const raw = (d.concl as Formula & { k: "hasDeriv" }).value;
    value = i + 1 === order ? tidy(raw) : tidy(raw);
    claim = K.D("x", K.abstract(claim, [x]), x);
  }
  const simple = (inner.search.simplify(inner, value).concl as Formula & { k: "eq" }).r;
  const shown = K.sizeOf(simple) < K.sizeOf(value) ? simple : value;
  const same = inner.search.prove(inner, K.eq(claim, shown));
  const up = /convex|increasing/.test(f.name);
  const strict = f.name.startsWith("strictly");
  const zero = K.int(0);
  const sign = strict ? (up ? K.lt(zero, shown) : K.lt(shown, zero)) : up ? K.le(zero, shown) : K.le(shown, zero);
  const signed = inner.search.prove(inner, sign);
  if (same === null || signed === null) return [];
  return [
    { theorem: same, because: order === 2 ? "second derivative" : "derivative", via: [] },
    { theorem: signed, because: "sign", via: [] },
  ];
}

const METHODS: readonly (readonly [rule: string, words: string])[] = [
  ["zeroGradient", "two functions with the same gradient differ by a constant"],
  ["convexOnUnit", "the second derivative along every segment has this sign"],
  ["fundamentalTheorem", "fundamental theorem of calculus"],
  ["monotone", "the sign of the derivative"],
  ["derivUnique", "differentiation"],
  ["derivValue", "differentiation"],
  ["derivLog", "differentiation"],
  ["derivExp", "differentiation"],
  ["derivMul", "differentiation"],
  ["induction", "induction"],
  ["enclosed", "certified enclosure"],
  ["expTangent", "exp(x) ≥ 1 + x"],
  ["expLog", "log rules"],
  ["extensionality", "term by term"],
];

/** In a few words, the strongest rule that a proof uses. */
export function method(th: Theorem): string {
  const used = rulesOf(th);
  return METHODS.find(([rule]) => used.has(rule))?.[1] ?? "algebra";
}

/** The names of the rules that a proof uses. */
export function rulesOf(th: Theorem): Set<string> {
  const rules = new Set<string>();
  const seen = new Set<Theorem>();
  const stack = [th];
  while (stack.length > 0) {
    const t = stack.pop() as Theorem;
    if (seen.has(t)) continue;
    seen.add(t);
    rules.add(t.by.rule);
    stack.push(...t.by.premises);
  }
  return rules;
}
