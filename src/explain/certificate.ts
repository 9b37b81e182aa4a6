/**
 * Inequalities as a lecturer writes them: the difference of the sides as a sum of squares and of products of
 * things that are known to be positive, read off the certificate that the kernel checked.
 */

import type { Formula, Rational, Term, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { method, rulesOf } from "./method.ts";
import { looksLike, MAX_ROWS, type Story, showable } from "./row.ts";
import { tidy } from "./tidy.ts";

type Inequality = Formula & { k: "lt" | "le" };
type Product = { readonly coef: Rational; readonly uses: readonly Theorem[]; readonly root: Term };
/** right - left = Σ coef·Π uses·root² + Σ cofactor·(l - r). */
type Certificate = {
  readonly products: readonly Product[];
  readonly equations: readonly Theorem[];
  readonly cofactors: readonly Term[];
};

const MAX_PRODUCTS = 6;
/** Beyond this size a certificate convinces a machine and nobody else. */
const MAX_SHOWN = 60;

/** Rows that show where the inequality comes from; null where its proof is no certificate that one would write down. */
export function inequality(goal: Theorem): Story[] | null {
  const f = goal.concl;
  if (f.k !== "lt" && f.k !== "le") return null;
  const whole = certificateOf(goal);
  if (whole === null) return null;
  const { products: all, equations, cofactors } = flat(whole);
  const products = all.filter((p) => K.canonical(termOf(p)) !== K.int(0));
  const premises = [...new Set(products.flatMap((p) => p.uses))];
  if (products.length > MAX_PRODUCTS || !premises.every((p) => showable(p, goal))) return null;
  const shown = tidy(K.op("add", products.map(termOf)));
  const difference = f.l === K.int(0) ? f.r : K.sub(f.r, f.l);
  if (K.sizeOf(shown) > MAX_SHOWN || products.length === 0) return null;
  try {
    const rows: Story[] = [];
    const told = premises.filter((p) => p.by.rule !== "assume" && !obvious(p)).map(neat);
    if (told.some((p) => restates(p.concl as Inequality, difference)) || told.length + equations.length + 2 > MAX_ROWS)
      return null;
    rows.push(...told.map((p) => ({ theorem: p, because: nameOf(p), via: finer(p) })));
    const because = equations.some((e) => rulesOf(e).has("expLog")) ? "exp(log t) = t" : "algebra";
    if (!looksLike(shown, tidy(difference)))
      rows.push({ theorem: K.linearCombination(difference, shown, equations, cofactors), because, via: [] });
    if (!onlyScales(products)) {
      const sign = (f.k === "lt" ? K.lt : K.le)(K.int(0), shown);
      const indices = products.map((p) => ({ ...p, uses: p.uses.map((u) => premises.indexOf(u)) }));
      rows.push({ theorem: K.positivstellensatz(sign, premises, indices), because: words(products), via: [] });
    }
    return rows.length === 0 || (rows.length === 1 && rows[0]?.theorem.concl === f) ? null : rows;
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/** Is the sum of products one premise times a number? */
function onlyScales(products: readonly Product[]): boolean {
  const [only] = products;
  if (products.length !== 1 || only === undefined || !isNumber(only.root)) return false;
  return only.uses.filter((u) => !isNumber(factorOf(u))).length === 1;
}

function restates(f: Inequality, difference: Term): boolean {
  return K.canonical(K.sub(f.r, f.l)) === K.canonical(difference);
}

/** Finer rows of a premise; none where they would only repeat it. */
function finer(p: Theorem): readonly Story[] {
  const rows = inequality(p) ?? [];
  return rows.length === 1 && rows[0]?.theorem.concl === p.concl ? [] : rows;
}

/** The theorem with its sides cleaned up. */
function neat(p: Theorem): Theorem {
  const f = p.concl as Inequality;
  const [l, r] = [tidy(f.l), tidy(f.r)];
  if (l === f.l && r === f.r) return p;
  const clean = (f.k === "lt" ? K.lt : K.le)(l, r);
  return K.positivstellensatz(clean, [p], [{ coef: K.ONE, uses: [0], root: K.int(1) }]);
}

/** Does everybody see that it holds: 0 < t or 0 ≤ t for a t made of positive things? */
export function obvious(p: Theorem): boolean {
  const given = (t: Term): boolean => p.hyps.includes(K.lt(K.int(0), t));
  const t = factorOf(p);
  const see = p.concl.k === "lt" ? isPositive : isNonnegative;
  return see(t) || see(K.canonical(t)) || given(t) || (t.k === "op" && t.op === "inv" && given(t.args[0] as Term));
}
function isPositive(t: Term): boolean {
  if (t.k === "num") return t.value.num > 0n;
  if (t.k === "sum" || t.k === "prod") return isPositive(t.body);
  if (t.k !== "op") return false;
  if (t.op === "exp") return true;
  if (t.op === "add") return t.args.every(isNonnegative) && t.args.some(isPositive);
  if (t.op === "mul") return t.args.every(isPositive);
  return (t.op === "inv" || t.op === "ipow") && isPositive(t.args[0] as Term);
}
function isNonnegative(t: Term): boolean {
  if (isPositive(t)) return true;
  if (t.k === "num") return t.value.num >= 0n;
  if (t.k !== "op") return false;
  if (t.op === "ipow") {
    const n = t.args[1] as Term;
    return n.k === "num" && n.value.den === 1n && n.value.num % 2n === 0n;
  }
  return (t.op === "add" || t.op === "mul") && t.args.every(isNonnegative);
}

function signOr(words: string): string {
  return words === "algebra" ? "sign" : words;
}

/** What is known by name, else the method. */
function nameOf(p: Theorem): string {
  return rulesOf(p).has("expTangent") ? "exp(t) ≥ 1 + t" : finer(p).length > 0 ? "see below" : signOr(method(p));
}

function words(products: readonly Product[]): string {
  const squares = products.filter((p) => p.uses.length === 0 && !isNumber(p.root)).length;
  if (squares === products.length) return squares === 1 ? "a square" : "a sum of squares";
  return products.length === 1 ? "every factor is positive or zero" : "every summand is positive or zero";
}

function isNumber(t: Term): boolean {
  return K.canonical(t).k === "num";
}

function termOf(p: Product): Term {
  const root = isNumber(p.root) ? K.mul(p.root, p.root) : K.ipow(p.root, K.int(2));
  return K.op("mul", [K.num(p.coef), ...p.uses.map(factorOf), root]);
}

/** The two sides' difference of a premise; as a sum of squares where it is one. */
function factorOf(th: Theorem): Term {
  const f = th.concl as Inequality;
  const c = certificateOf(th);
  const own = c === null ? null : flat(c);
  if (
    own !== null &&
    own.equations.length === 0 &&
    own.products.length <= 2 &&
    own.products.every((p) => p.uses.length === 0)
  )
    return tidy(K.op("add", own.products.map(termOf)));
  return tidy(f.l === K.int(0) ? f.r : K.sub(f.r, f.l));
}

/** The certificate of a theorem that the rule for inequalities made, from the rule's arguments. */
function certificateOf(th: Theorem): Certificate | null {
  const { rule, premises, args } = th.by;
  if (rule !== "positivstellensatz") return null;
  const count = args[1] as number;
  const equations = premises.slice(count);
  const own = args.slice(2, args.length - equations.length);
  const products: Product[] = [];
  for (let i = 0; i + 2 < own.length; i += 3) {
    const [coef, uses, root] = own.slice(i, i + 3) as [Term & { k: "num" }, string, Term];
    const used = uses === "" ? [] : uses.split(",").map((n) => premises[Number(n)] as Theorem);
    products.push({ coef: coef.value, uses: used, root });
  }
  return { products, equations, cofactors: args.slice(args.length - equations.length) as Term[] };
}

/** Theorems that only restate another one are replaced by it. */
function flat(c: Certificate): Certificate {
  const only = c.products[0];
  if (c.products.length !== 1 || only === undefined || only.uses.length !== 1) return c;
  const scale = K.canonical(K.mul(K.num(only.coef), only.root, only.root));
  const inner = certificateOf(only.uses[0] as Theorem);
  if (inner === null || scale.k !== "num") return c;
  return flat({
    products: inner.products.map((p) => ({ ...p, coef: K.mulQ(p.coef, scale.value) })),
    equations: [...c.equations, ...inner.equations],
    cofactors: [...c.cofactors, ...inner.cofactors.map((x) => K.mul(scale, x))],
  });
}
