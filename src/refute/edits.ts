/** Small slips undone: the propositions that differ from one by a single edit, the likeliest first. */
import * as S from "../language/display.ts";
import type { BinaryOperator, Expr, PredicateName, Prop, Relation } from "../language/syntax.ts";
import { textOf } from "../notation/text.ts";
import { type Site, sitesOf } from "./sites.ts";

export type Edit = {
  readonly prop: Prop;
  /** What stands there now, and what stood there. */
  readonly to: string;
  readonly from: string;
  readonly span: Prop["span"];
};

type Swap = { readonly site: Site; readonly to: Expr };

const one = (): Expr => S.rational({ num: 1n, den: 1n });
const two = (): Expr => S.rational({ num: 2n, den: 1n });
const isNumber = (e: Expr, n: bigint): boolean => e.k === "number" && e.num === n && e.den === 1n;
const binary = (op: BinaryOperator, l: Expr, r: Expr): Expr => S.binary(op, l, r);

/** Names that the proposition's claim knows, to put where another one stands. */
export type Known = { readonly indices: readonly string[]; readonly reals: readonly string[] };

/** All of them, without repetition; right sides before left ones. */
export function editsOf(p: Prop, known: Known = { indices: [], reals: [] }): Edit[] {
  const sites = sitesOf(p);
  const ordered = [...sites].sort((a, b) => b.side - a.side);
  const atoms = atomsOf(sites, known);
  const groups: ((s: Site) => Expr[])[] = [
    values,
    signs,
    swaps,
    complements,
    (s) => ranges(s, atoms),
    exponents,
    factors,
    operators,
    (s) => renamed(s, atoms),
    dropped,
    functions,
    scopes,
    (s) => added(s, atoms),
  ];
  const renamedAny = (s: Site): Expr[] => renamed(s, atoms);
  const out: Edit[] = [];
  const seen = new Set([textOf(p)]);
  const push = (prop: Prop, from: string, to: string, span: Prop["span"]): void => {
    const text = textOf(prop);
    if (seen.has(text) || isTrivial(prop)) return;
    seen.add(text);
    out.push({ prop, from, to, span });
  };
  const early = comparesByOrder(p) || p.k === "predicate" || p.k === "extreme";
  if (early) for (const r of relations(p)) push(r.prop, r.from, r.to, r.span);
  for (const group of p.k === "predicate"
    ? [signs, swaps, complements, operators, (s: Site) => ranges(s, atoms), powers, renamedAny]
    : groups) {
    for (const site of ordered) {
      for (const to of group(site)) pushSwap({ site, to }, push);
    }
  }
  if (!early) for (const r of relations(p)) push(r.prop, r.from, r.to, r.span);
  return out;
}

function comparesByOrder(p: Prop): boolean {
  switch (p.k) {
    case "chain":
      return p.links.some((l) => l.relation !== "=");
    case "quantified":
      return comparesByOrder(p.body);
    case "implies":
      return comparesByOrder(p.right);
    default:
      return false;
  }
}

/** A side that is a number: the numbers next to it. */
function values(s: Site): Expr[] {
  const e = s.expr;
  const sign = e.k === "negate" && e.arg.k === "number" ? -1n : 1n;
  const n = e.k === "number" ? e : e.k === "negate" && e.arg.k === "number" ? e.arg : null;
  if (n === null || s.side === 0 || s.around.length > 0) return [];
  const by = (num: bigint, den: bigint): Expr => S.rational({ num, den });
  const v = sign * n.num;
  return [
    by(0n, 1n),
    by(1n, 1n),
    by(-v, n.den),
    by(2n * v, n.den),
    by(v, 2n * n.den),
    by(v + n.den, n.den),
    by(v - n.den, n.den),
    by(-1n, 1n),
    by(1n, 2n),
  ].map(plainFraction);
}

function plainFraction(e: Expr): Expr {
  const sign = e.k === "negate" ? -1n : 1n;
  const q = e.k === "negate" ? e.arg : e;
  if (q.k !== "binary" || q.left.k !== "number" || q.right.k !== "number") return e;
  return S.rational(reduced(sign * q.left.num, q.right.num));
}
function reduced(num: bigint, den: bigint): { num: bigint; den: bigint } {
  let [a, b] = [num < 0n ? -num : num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { num: 0n, den: 1n } : { num: num / a, den: den / a };
}

/** Shows an edit inside a function's argument together with the function. */
function pushSwap({ site, to }: Swap, push: (prop: Prop, from: string, to: string, span: Prop["span"]) => void): void {
  const parent = site.around[0];
  if (parent !== undefined && (parent.k === "call" || parent.k === "index") && textOf(parent).length <= 60) {
    const replaced = replaceIn(parent, site.expr, to);
    push(site.put(to), textOf(parent), textOf(replaced), parent.span);
  } else push(site.put(to), textOf(site.expr), textOf(to), site.expr.span);
}

function replaceIn(parent: Expr, old: Expr, to: Expr): Expr {
  const put = (xs: readonly Expr[]): readonly Expr[] => xs.map((x) => (x === old ? to : x));
  return parent.k === "call"
    ? { ...parent, args: put(parent.args) }
    : parent.k === "index"
      ? { ...parent, index: put(parent.index) }
      : to;
}

/** The denial of a predicate that fails: no slip undone, but what is true of the function. */
export function denialOf(p: Prop): Edit | null {
  if (p.k !== "predicate") return null;
  const prop = S.not(p);
  return { prop, from: textOf(p), to: textOf(prop), span: p.span };
}

/** a = a says nothing. */
function isTrivial(p: Prop): boolean {
  if (p.k !== "chain") return false;
  const sides = [p.first, ...p.links.map((l) => l.right)].map(textOf);
  return sides.some((s, i) => i > 0 && sides[i - 1] === s);
}

const isPlace = (e: Expr): boolean => e.k === "infinity" || e.k === "const";
/** In an index or the end of a range signs and factors are no likely slips. */
function isIndex(s: Site): boolean {
  return s.index;
}

/** -e as one writes it: -a*b for a*b, b - a for a - b. */
function opposite(e: Expr): Expr {
  if (e.k === "negate") return e.arg;
  if (e.k === "binary" && e.op === "-") return { ...e, left: e.right, right: e.left };
  if (e.k === "binary" && (e.op === "*" || e.op === "/")) return { ...e, left: opposite(e.left) };
  return S.negate(e);
}

function signs(s: Site): Expr[] {
  const e = s.expr;
  if (isIndex(s) || isPlace(e) || e.k === "limit" || e.k === "potential" || isNumber(e, 0n)) return [];
  const parent = s.around[0];
  const out: Expr[] = [];
  if (e.k === "negate") return [e.arg];
  const sum = e.k === "binary" && (e.op === "+" || e.op === "-");
  if (sum && e.right.k !== "const") {
    out.push({ ...e, op: e.op === "+" ? "-" : "+" });
    if (e.left.k === "negate") out.push({ ...e, left: e.left.arg });
  }
  // The first summand of a sum, an argument, an exponent, a whole side.
  const leading = parent?.k === "binary" && (parent.op === "+" || parent.op === "-") && parent.left === e;
  const exponent = parent?.k === "binary" && parent.op === "^" && parent.right === e;
  const whole =
    parent === undefined ||
    parent.k === "call" ||
    parent.k === "big" ||
    parent.k === "diff" ||
    parent.k === "if" ||
    parent.k === "integral" ||
    parent.k === "at";
  if ((leading && !sum) || whole || (exponent && e.k !== "number")) out.push(opposite(e));
  return out;
}

function swaps(s: Site): Expr[] {
  const e = s.expr;
  const out: Expr[] = [];
  if (e.k === "binary" && (e.op === "-" || e.op === "/")) out.push({ ...e, left: e.right, right: e.left });
  if (e.k === "negate" && e.arg.k === "binary" && e.arg.op === "+") out.push(binary("-", e.arg.right, e.arg.left));
  if (
    (e.k === "index" || e.k === "call") &&
    (e.k === "index" ? e.index : e.args).length === 2 &&
    !(e.k === "call" && e.fun.name === "delta")
  ) {
    out.push(e.k === "index" ? { ...e, index: [...e.index].reverse() } : { ...e, args: [...e.args].reverse() });
  }
  if (e.k === "if") out.push({ ...e, then: e.else, else: e.then });
  return out;
}

const isOneMinus = (e: Expr): e is Expr & { k: "binary" } => e.k === "binary" && e.op === "-" && isNumber(e.left, 1n);

/** sigma(x) for 1 - sigma(x), and the other way round. */
function complements(s: Site): Expr[] {
  const e = s.expr;
  if (isIndex(s)) return [];
  if (isOneMinus(e)) return [e.right];
  const parent = s.around[0];
  if (parent !== undefined && isOneMinus(parent) && parent.right === e) return [];
  if (e.k === "call" || e.k === "name" || e.k === "index") return [binary("-", one(), e)];
  return [];
}

function exponents(s: Site): Expr[] {
  const e = s.expr;
  if (isIndex(s) || isPlace(e)) return [];
  const parent = s.around[0];
  if (e.k === "binary" && e.op === "^") {
    const n = e.right;
    if (n.k === "number") {
      const by = (d: bigint): Expr => ({ ...e, right: S.rational({ num: n.num + d * n.den, den: n.den }) });
      return [e.left, by(1n), ...(n.num > 2n * n.den || n.den !== 1n ? [by(-1n)] : [])];
    }
    if (n.k === "negate" && n.arg.k === "number")
      return [
        { ...e, right: n.arg },
        { ...e, right: S.negate(S.rational({ num: n.arg.num + 1n, den: 1n })) },
      ];
    return [e.left];
  }
  const base = parent?.k === "binary" && parent.op === "^" && parent.left === e;
  const simple =
    e.k === "name" ||
    e.k === "index" ||
    e.k === "call" ||
    isOneMinus(e) ||
    (e.k === "binary" &&
      (e.op === "-" || e.op === "+") &&
      parent?.k === "binary" &&
      parent.op !== "+" &&
      parent.op !== "-");
  return simple && !base ? [binary("^", e, two())] : [];
}

/** Exponents one more or less, for a proposition that speaks of a function's shape. */
function powers(s: Site): Expr[] {
  return exponents(s).filter((x) => x.k === "binary" && x.op === "^" && x.right.k === "number" && x.right.num > 1n);
}

/** Factors 2 and ½, numbers one more or less. */
function factors(s: Site): Expr[] {
  const e = s.expr;
  const parent = s.around[0];
  if (isPlace(e)) return [];
  if (parent?.k === "binary" && parent.op === "^" && parent.right === e) return [];
  if (e.k === "number") {
    const by = (num: bigint, den: bigint): Expr => S.rational({ num: e.num * num, den: e.den * den });
    const plus = (d: bigint): Expr => S.rational({ num: e.num + d * e.den, den: e.den });
    if (isIndex(s) && parent?.k !== "binary") return [plus(1n), plus(-1n)];
    // A summand 1 that should not be there is left out as a whole.
    if (parent?.k === "binary" && (parent.op === "+" || parent.op === "-") && isNumber(e, 1n)) {
      return [by(2n, 1n), by(1n, 2n)].map(plainFraction);
    }
    if (e.num === 0n) return [plus(1n)];
    return [plus(1n), plus(-1n), by(2n, 1n), by(1n, 2n), S.rational({ num: e.den, den: e.num })].map(plainFraction);
  }
  if (isIndex(s)) return [];
  const inProduct = parent?.k === "binary" && (parent.op === "*" || parent.op === "/");
  if (e.k === "binary" && e.op === "*" && e.left.k === "number") return [e.right];
  if (e.k === "binary" && e.op === "/" && e.right.k === "number") return [e.left];
  if (inProduct || (parent?.k === "binary" && parent.op === "^") || parent?.k === "negate") return [];
  return [binary("*", two(), e), binary("/", e, two())];
}

function operators(s: Site): Expr[] {
  const e = s.expr;
  if (e.k !== "binary" || isIndex(s)) return [];
  if (e.op === "*")
    return [
      { ...e, op: "/" },
      { ...e, op: "+" },
    ];
  if (e.op === "/") return [{ ...e, op: "*" }];
  return e.op === "+" ? [{ ...e, op: "*" }] : [];
}

type Atoms = {
  readonly names: readonly Expr[];
  readonly factors: readonly Expr[];
  readonly indices: readonly Expr[];
  readonly sizes: readonly Expr[];
};

/** The names, components and calls of the proposition: what is likely to be missing somewhere in it. */
function atomsOf(sites: readonly Site[], known: Known): Atoms {
  const names = new Map<string, Expr>();
  const parts = new Map<string, Expr>();
  const indices = new Map<string, Expr>();
  const sizes = new Map<string, Expr>();
  for (const s of sites) {
    const e = s.expr;
    if (e.k === "big" && e.over.k === "range" && e.over.hi.k === "name") sizes.set(textOf(e.over.hi), e.over.hi);
    if (isIndex(s)) {
      if (e.k === "name" && s.around[0]?.k !== "big" && !s.bound.includes(e.name)) indices.set(e.name, e);
      continue;
    }
    if (mentionsAny(e, s.bound)) continue;
    if (e.k === "name") names.set(e.name, e);
    if ((e.k === "name" || e.k === "index" || e.k === "call" || isOneMinus(e)) && textOf(e).length <= 24)
      parts.set(textOf(e), e);
  }
  for (const name of known.indices) if (!indices.has(name)) indices.set(name, S.variable(name));
  for (const name of known.reals) if (!parts.has(name)) parts.set(name, S.variable(name));
  const few = (m: Map<string, Expr>, n: number): Expr[] => [...m.values()].slice(0, n);
  return { names: few(names, 5), factors: few(parts, 8), indices: few(indices, 4), sizes: few(sizes, 2) };
}

function mentionsAny(e: Expr, names: readonly string[]): boolean {
  return names.some((n) => new RegExp(`(?<![A-Za-z0-9_])${n}(?![A-Za-z0-9_])`).test(textOf(e)));
}

/** Another index, another variable. */
function renamed(s: Site, atoms: Atoms): Expr[] {
  const e = s.expr;
  const other = (xs: readonly Expr[]): Expr[] => xs.filter((x) => textOf(x) !== textOf(e));
  const indices = [...s.bound.map((b) => S.variable(b)), ...atoms.indices];
  if (e.k === "number") return s.index && isPlainIndex(s) ? indices : [];
  if (e.k !== "name") return [];
  if (!s.index) return other(atoms.names);
  return other(isPlainIndex(s) ? indices : atoms.sizes);
}

/** An index by itself, not an end of a range nor part of one. */
function isPlainIndex(s: Site): boolean {
  const parent = s.around[0];
  return parent?.k === "index" || parent?.k === "call" || parent?.k === "diff";
}

/** K for K - 1, the beginning of a range, a filter left out. */
function ranges(s: Site, atoms: Atoms): Expr[] {
  const e = s.expr;
  const parent = s.around[0];
  const out: Expr[] = [];
  if (e.k === "binary" && (e.op === "-" || e.op === "+") && isNumber(e.right, 1n)) out.push(e.left);
  const size = e.k === "name" && atoms.sizes.some((x) => x.k === "name" && x.name === e.name);
  const shifted = parent?.k === "binary" && (parent.op === "+" || parent.op === "-");
  if (size && !shifted) out.push(binary("-", e, one()), binary("+", e, one()));
  if (e.k === "big") {
    if (e.where !== null) out.push({ ...e, where: null });
    else out.push({ ...e, big: e.big === "sum" ? "prod" : "sum" });
  }
  return out;
}

function dropped(s: Site): Expr[] {
  const e = s.expr;
  if (e.k === "binary" && e.op !== "^" && e.right.k !== "const") {
    const rest = e.op === "-" ? S.negate(e.right) : e.op === "/" ? binary("/", one(), e.right) : e.right;
    return [e.left, rest];
  }
  return e.k === "big" ? [e.body] : [];
}

const RELATED: ReadonlyMap<string, readonly string[]> = new Map([
  ["exp", ["log"]],
  ["log", ["exp"]],
  ["max", ["min"]],
  ["min", ["max"]],
  ["tanh", ["sigmoid"]],
  ["sigmoid", ["softplus", "tanh"]],
  ["softplus", ["sigmoid"]],
  ["sinh", ["cosh"]],
  ["cosh", ["sinh"]],
  ["abs", ["sign"]],
  ["sign", ["abs"]],
]);

function functions(s: Site): Expr[] {
  const e = s.expr;
  if (e.k === "call") {
    const own = e.args.length === 1 && e.fun.name !== "delta" ? [e.args[0] as Expr] : [];
    return [...(RELATED.get(e.fun.name) ?? []).map((f): Expr => S.call(f, e.args)), ...own];
  }
  if (isIndex(s) || isPlace(e)) return [];
  const side = s.around.length === 0 && e.k !== "number";
  return side
    ? [S.call("log", [e]), S.call("exp", [e]), S.call("sqrt", [e]), S.call("abs", [e])]
    : e.k === "name"
      ? [S.call("abs", [e])]
      : [];
}

/** Brackets elsewhere: (a - b)*c for a - b*c, and what a sum takes in. */
function scopes(s: Site): Expr[] {
  const e = s.expr;
  const out: Expr[] = [];
  if (e.k === "binary") {
    const { op, left, right } = e;
    if (right.k === "binary" && right.op !== "^") out.push(binary(right.op, binary(op, left, right.left), right.right));
    if (left.k === "binary" && left.op !== "^") out.push(binary(left.op, left.left, binary(op, left.right, right)));
    if (left.k === "big" && op !== "^") out.push({ ...left, body: binary(op, left.body, right) });
    if (left.k === "negate") out.push(S.negate(binary(op, left.arg, right)));
  }
  if (e.k === "big" && e.body.k === "binary") {
    out.push(binary(e.body.op, { ...e, body: e.body.left }, e.body.right));
    if (e.body.op !== "^") out.push(binary(e.body.op, e.body.left, { ...e, body: e.body.right }));
  }
  if (e.k === "negate" && e.arg.k === "binary") out.push(binary(e.arg.op, S.negate(e.arg.left), e.arg.right));
  return out;
}

/** A factor, a divisor or a delta that was left out. */
function added(s: Site, atoms: Atoms): Expr[] {
  const e = s.expr;
  const parent = s.around[0];
  if (isIndex(s) || isPlace(e) || e.k === "limit" || e.k === "potential") return [];
  const summand =
    parent === undefined ||
    parent.k === "negate" ||
    parent.k === "big" ||
    (parent.k === "binary" && (parent.op === "+" || parent.op === "-"));
  if (!summand) return [];
  const inside = s.bound.flatMap((b) =>
    atoms.factors.flatMap((f) => (f.k === "index" && f.index.length === 1 ? [{ ...f, index: [S.variable(b)] }] : [])),
  );
  const factors = [...atoms.factors, ...inside];
  const out: Expr[] = factors.map((f) => binary("*", e, f));
  out.push(...[...atoms.sizes, ...atoms.factors].map((f) => binary("/", e, f)));
  const [i, j] = atoms.indices;
  const pairs: [Expr, Expr][] = [];
  if (i !== undefined && j !== undefined) pairs.push([i, j]);
  for (const b of s.bound) for (const x of atoms.indices) pairs.push([S.variable(b), x]);
  out.push(
    ...pairs.flatMap(([a, b]) => [
      binary("-", e, S.call("delta", [a, b])),
      binary("+", e, S.call("delta", [a, b])),
      binary("*", e, S.call("delta", [a, b])),
    ]),
  );
  out.push(...atoms.factors.flatMap((f) => [binary("-", e, f), binary("+", e, f)]));
  out.push(binary("-", e, one()), binary("+", e, one()));
  return out;
}

const FLIPPED: Readonly<Partial<Record<Relation, readonly Relation[]>>> = {
  "<": ["<=", ">"],
  "<=": [">="],
  ">": [">=", "<"],
  ">=": ["<="],
  "!=": ["="],
};
const OPPOSITE: Readonly<Record<PredicateName, readonly PredicateName[]>> = {
  convex: ["concave"],
  strictly_convex: ["convex", "strictly_concave"],
  concave: ["convex"],
  strictly_concave: ["concave", "strictly_convex"],
  affine: ["convex", "concave"],
  increasing: ["decreasing"],
  decreasing: ["increasing"],
  strictly_increasing: ["increasing", "strictly_decreasing"],
  strictly_decreasing: ["decreasing", "strictly_increasing"],
  bounded_below: ["unbounded_below", "bounded_above"],
  bounded_above: ["unbounded_above", "bounded_below"],
  unbounded_below: ["bounded_below", "unbounded_above"],
  unbounded_above: ["bounded_above", "unbounded_below"],
};

/** Another relation or predicate. */
function relations(p: Prop): Edit[] {
  const whole = (q: Prop): Edit => ({ prop: q, from: textOf(p), to: textOf(q), span: p.span });
  const inside = (part: Prop, wrap: (q: Prop) => Prop): Edit[] =>
    relations(part).map((r) => ({ ...r, prop: wrap(r.prop) }));
  switch (p.k) {
    case "chain":
      return p.links.flatMap((l, i) =>
        (FLIPPED[l.relation] ?? []).map((relation): Edit => {
          const before = i === 0 ? p.first : (p.links[i - 1] as (typeof p.links)[number]).right;
          const one = (r: Relation): string => `${textOf(before)} ${r} ${textOf(l.right)}`;
          const prop: Prop = { ...p, links: p.links.map((m, j) => (i === j ? { ...m, relation } : m)) };
          return { prop, from: one(l.relation), to: one(relation), span: l.span };
        }),
      );
    case "predicate":
      return OPPOSITE[p.name].map((name) => whole({ ...p, name }));
    case "extreme":
      return [whole({ ...p, which: p.which === "minimum" ? "maximum" : "minimum" })];
    case "quantified":
      return inside(p.body, (body) => ({ ...p, body }));
    case "and":
    case "or":
      return [...inside(p.left, (left) => ({ ...p, left })), ...inside(p.right, (right) => ({ ...p, right }))];
    case "implies":
      return [...inside(p.right, (right) => ({ ...p, right })), whole({ ...p, left: p.right, right: p.left })];
    case "iff":
      return [whole({ ...p, k: "implies" }), whole({ ...p, k: "implies", left: p.right, right: p.left })];
    default:
      return [];
  }
}
