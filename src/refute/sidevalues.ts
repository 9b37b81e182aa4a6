/** The values of the two sides of a relation at a counterexample. */
import type { Shown } from "../checked.ts";
import type { Families, Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Relation } from "../language/syntax.ts";
import { type Decimal, decimals } from "./decimal.ts";
import { Ground } from "./ground.ts";

export type SideValue = {
  /** A rational number, a short closed form, or a decimal. */
  readonly shown: Shown;
  /** The decimal of a closed form; null for a rational and where `shown` is the decimal. */
  readonly about: Shown | null;
};

export type Sides = {
  readonly lhs: SideValue | null;
  readonly rhs: SideValue | null;
  readonly relation: Relation;
  /** How far the sides are apart: a rational number or a decimal. */
  readonly gap: Shown | null;
};

type Printing = { readonly term: (t: Term) => Shown };
type Atom = Formula & { readonly k: "eq" | "lt" | "le" };

const SHORT = 7;
const STEPS = 2000;

/** Both sides of the failing relation, in the order in which it is written; null where it is no relation. */
export function sidesOf(
  failing: Formula,
  written: Relation | null,
  printing: Printing,
  families: Families,
): Sides | null {
  const atom = atomOf(failing);
  if (atom === null) return null;
  const terms = termsOf(atom, written);
  const relation = written ?? (failing.k === "implies" ? "!=" : ({ eq: "=", lt: "<", le: "<=" } as const)[atom.k]);
  const ground = new Ground(families, STEPS);
  const simple = terms.map((t) => ground.value(t));
  const digits = decimals(simple);
  const sides = simple.map((t, i) => sideValue(t, digits?.[i] ?? null, printing));
  const apart = ground.value(K.canonical(K.add(simple[0] as Term, K.neg(simple[1] as Term))));
  return { lhs: sides[0] ?? null, rhs: sides[1] ?? null, relation, gap: gapOf(apart, printing) };
}

/** The size of a difference; null where it is 0 or cannot be told. */
function gapOf(apart: Term, printing: Printing): Shown | null {
  const value = sideValue(apart, decimals([apart])?.[0] ?? null, printing);
  const shown = value?.about ?? value?.shown ?? null;
  if (shown === null || shown.text === "0") return null;
  const size = (s: string): string => s.replace(/^-/, "");
  return { text: size(shown.text), tex: size(shown.tex) };
}

function atomOf(f: Formula): Atom | null {
  if (f.k === "eq" || f.k === "lt" || f.k === "le") return f;
  return f.k === "implies" && f.r.k === "false" && f.l.k === "eq" ? f.l : null;
}

function termsOf(atom: Atom, written: Relation | null): [Term, Term] {
  if (written === ">" || written === ">=") return [atom.r, atom.l];
  // |a - b| ≤ tolerance
  if (written === "~=" && atom.l.k === "if") {
    const d = atom.l.then;
    if (d.k === "op" && d.op === "add" && d.args.length === 2)
      return [d.args[0] as Term, K.canonical(K.neg(d.args[1] as Term))];
  }
  return [atom.l, atom.r];
}

function sideValue(t: Term, decimal: Decimal | null, printing: Printing): SideValue | null {
  if (t.k === "num") return { shown: printing.term(t), about: null };
  const cut = decimal === null ? null : shownDecimal(decimal);
  if (K.sizeOf(t) <= SHORT && K.freeNames(t).length === 0 && isPlain(t)) return { shown: printing.term(t), about: cut };
  return cut === null ? null : { shown: cut, about: null };
}

/** Made of numbers, sums, products, powers, exp and log alone. */
function isPlain(t: Term): boolean {
  return t.k === "num" || t.k === "pi" || (t.k === "op" && t.args.every(isPlain));
}

function shownDecimal(d: Decimal): Shown {
  return d.exact ? { text: d.text, tex: d.text } : { text: `${d.text}…`, tex: `${d.text}\\ldots` };
}
