/** Warnings: a name bound and free, a hypothesis about one index, a built-in function redefined. */
import type { Formula, Term } from "../../kernel/index.ts";
import { textOf } from "../../notation/text.ts";
import { BUILTIN_NAMES, BUILTINS } from "../builtins.ts";
import { warning } from "../fault.ts";
import type { Expr, Name, Prop } from "../syntax.ts";
import { nameOf, type Shared } from "./context.ts";
import { outer } from "./declare.ts";
import { runsOver } from "./operators.ts";
import type { Defined, Scope } from "./scope.ts";

type Visitor = {
  /** A name that no binder around it brings. */
  readonly free: (n: Name) => void;
  readonly sumBound?: (n: Name) => void;
  /** A component, with the names bound around it. */
  readonly component?: (e: Expr & { k: "index" }, bound: ReadonlySet<string>) => void;
};

function walk(shared: Shared, scope: Scope, root: Expr | Prop, v: Visitor): void {
  const ctx = outer(shared, scope);
  const go = (n: unknown, bound: ReadonlySet<string>): void => {
    if (typeof n !== "object" || n === null) return;
    if (Array.isArray(n)) {
      for (const x of n) go(x, bound);
      return;
    }
    const e = n as Expr | Prop;
    switch (e.k) {
      case "name":
        if (!bound.has(e.name)) v.free(e);
        return;
      case "index":
        v.component?.(e, bound);
        if (!bound.has(e.family.name)) v.free(e.family);
        go(e.index, bound);
        return;
      case "call":
        go(e.args, bound);
        return;
      case "big": {
        go(e.over, bound);
        v.sumBound?.(e.index);
        const inner = new Set(bound).add(e.index.name);
        go(e.where, inner);
        go(e.body, inner);
        return;
      }
      case "quantified": {
        go(e.domain, bound);
        go(e.body, new Set([...bound, ...e.names.map((x) => x.name)]));
        return;
      }
      case "limit":
        go([e.body, e.variable, "point" in e.to ? e.to.point : null], bound);
        return;
      case "at":
      case "extreme":
        if (e.k === "extreme") {
          go(e.variables, bound);
          go(e.value, bound);
        }
        go(e.body, bound);
        for (const b of e.k === "at" ? e.bindings : e.at) {
          const own = runsOver(ctx, b.target) && b.target.k === "index" ? b.target.index : [];
          const inner = new Set([...bound, ...own.flatMap((i) => (i.k === "name" ? [i.name] : []))]);
          go(b.target, inner);
          go(b.value, inner);
        }
        return;
      default:
        for (const [key, x] of Object.entries(e)) if (key !== "span") go(x, bound);
    }
  };
  go(root, new Set());
}

export function warnProposition(shared: Shared, scope: Scope, p: Prop | Expr): void {
  const free = new Map<string, Name>();
  const bound = new Map<string, Name>();
  walk(shared, scope, p, {
    free: (n) => {
      if (!free.has(n.name)) free.set(n.name, n);
    },
    sumBound: (n) => {
      if (!bound.has(n.name)) bound.set(n.name, n);
    },
  });
  for (const [name, at] of bound) {
    const outside = free.get(name);
    if (outside === undefined || scope.find(name) === undefined) continue;
    shared.diagnostics.push(
      warning(
        "W101",
        outside.span,
        `\`${name}\` stands here outside a sum that binds \`${name}\` in the same proposition`,
        {
          notes: [
            `read as \`${readBack(p, name)}\``,
            `the sum on line ${at.span.line} has its own \`${name}\`; this one is the declared \`${name}\``,
          ],
          help: "if the sum should reach this far, move its closing parenthesis; otherwise choose another name in the sum",
        },
      ),
    );
  }
}

/** The text with parentheses around every sum and product that binds the name, as far as it reaches. */
function readBack(root: Prop | Expr, name: string): string {
  const mark = (n: unknown): unknown => {
    if (typeof n !== "object" || n === null) return n;
    if (Array.isArray(n)) return n.map(mark);
    if ("k" in n && n.k === "big") {
      const e = n as Expr & { k: "big" };
      if (e.index.name === name) return { k: "name", name: `(${textOf(e)})`, span: e.span };
    }
    return Object.fromEntries(Object.entries(n).map(([key, x]) => [key, key === "span" ? x : mark(x)]));
  };
  return textOf(mark(root) as Prop | Expr);
}

export function warnHypothesis(shared: Shared, scope: Scope, p: Prop): void {
  warnProposition(shared, scope, p);
  const warned = new Set<string>();
  walk(shared, scope, p, {
    free: () => {},
    component: (e, bound) => {
      for (const i of e.index) {
        walk(shared, scope, i, {
          free: (n) => {
            const d = bound.has(n.name) ? undefined : scope.find(n.name)?.declared;
            if (d?.k !== "scalar" || d.domain.k !== "range" || warned.has(n.name)) return;
            warned.add(n.name);
            shared.diagnostics.push(
              warning("W102", e.span, `this hypothesis is about the one index \`${n.name}\`, not about all of them`, {
                help: `for all of them write \`for all k in … : …\`, or give \`${e.family.name}\` the domain`,
              }),
            );
          },
        });
      }
    },
  });
}

/** A definition or function that takes the name of a built-in one and means something else. */
export function warnDefinition(shared: Shared, _scope: Scope, name: Name, d: Defined | "fun" | null): void {
  if (d === null || !BUILTIN_NAMES.has(name.name)) return;
  if (d !== "fun") {
    if (d.statement.form !== "function") return;
    const builtin = BUILTINS.get(name.name);
    const own = [...d.instances.values()][0];
    if (builtin !== undefined && own !== undefined && own.params.length === (builtin.arity ?? 2)) {
      if (agree(own.body, builtin.meaning(own.params), own.params)) return;
    }
  }
  shared.diagnostics.push(
    warning(
      "W103",
      name.span,
      `\`${name.name}\` is a built-in function with another meaning; from here on it is yours`,
      {
        help: "choose another name",
      },
    ),
  );
}

const SAMPLES: readonly (readonly number[])[] = [
  [0.3, 0.7],
  [1.9, -0.4],
  [-1.3, 2.2],
  [2, 2],
  [0, 1],
];

/** Do two terms have the same value at a few places? Only steers a warning. */
function agree(a: Term, b: Term, params: readonly Term[]): boolean {
  let compared = 0;
  for (const sample of SAMPLES) {
    const at = new Map(params.map((p, i) => [nameOf(p), sample[i % 2] as number]));
    const [x, y] = [evaluate(a, at), evaluate(b, at)];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (Math.abs(x - y) > 1e-9 * (1 + Math.abs(x))) return false;
    compared++;
  }
  return compared > 0;
}

function evaluate(t: Term, at: ReadonlyMap<string, number>): number {
  switch (t.k) {
    case "num":
      return Number(t.value.num) / Number(t.value.den);
    case "pi":
      return Math.PI;
    case "var":
      return at.get(t.name) ?? Number.NaN;
    case "op": {
      const xs = t.args.map((x) => evaluate(x, at));
      const [x, y] = [xs[0] ?? Number.NaN, xs[1] ?? Number.NaN];
      switch (t.op) {
        case "add":
          return xs.reduce((p, q) => p + q, 0);
        case "mul":
          return xs.reduce((p, q) => p * q, 1);
        case "inv":
          return x === 0 ? Number.NaN : 1 / x;
        case "exp":
          return Math.exp(x);
        case "log":
          return x > 0 ? Math.log(x) : Number.NaN;
        case "ipow":
        case "rpow":
          return x ** y;
      }
      return Number.NaN;
    }
    case "if": {
      const test = holds(t.test, at);
      return test === null ? Number.NaN : evaluate(test ? t.then : t.else, at);
    }
    default:
      return Number.NaN;
  }
}

function holds(f: Formula, at: ReadonlyMap<string, number>): boolean | null {
  if (f.k === "eq" || f.k === "lt" || f.k === "le") {
    const [l, r] = [evaluate(f.l, at), evaluate(f.r, at)];
    if (Number.isNaN(l) || Number.isNaN(r)) return null;
    return f.k === "eq" ? l === r : f.k === "lt" ? l < r : l <= r;
  }
  if (f.k === "implies" && f.r.k === "false") {
    const inner = holds(f.l, at);
    return inner === null ? null : !inner;
  }
  return null;
}
