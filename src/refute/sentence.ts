/** The sentence that explains a counterexample. */
import type { Counterexample, Shown } from "../checked.ts";
import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Sides, SideValue } from "./sidevalues.ts";
import { simplest } from "./simplest.ts";
import type { Followed } from "./trace.ts";

export type Values = {
  readonly how: "false" | "undefined";
  readonly assignment: Counterexample["assignment"];
  readonly sides: Sides | null;
  /** The way to the failing part, in the goal with its variables. */
  readonly way: Followed | null;
  /** The failing part at the point. */
  readonly last: Formula;
};

type Printing = { readonly term: (t: Term) => Shown; readonly formula: (f: Formula) => Shown };

export function sentence(v: Values, print: Printing): string {
  const at = place(v.assignment);
  if (v.how === "undefined") return undefinedSentence(v, at, print);
  const chosen = v.way?.chosen ?? [];
  const predicate = v.way?.predicates.at(-1);
  if (predicate !== undefined && v.sides !== null)
    return capital(`${at}${predicateSentence(predicate, chosen, v.sides, print)}`);
  const taken = chosen.map((c) => `${c.hint} = ${valueText(c.value, print)}`).join(", ");
  const lead = `${at}${taken === "" ? "" : `${at === "" ? "Take" : "take"} ${taken}: `}`;
  if (v.sides === null) return capital(`${lead}\`${print.formula(v.last).text}\` is false.`);
  return capital(`${lead}${compare(v.sides)}.`);
}

/** "At z = 1, x = 2 " or nothing. */
function place(assignment: Counterexample["assignment"]): string {
  if (assignment.length === 0) return "";
  return `At ${assignment.map((a) => `${a.name.text} = ${a.value.text}`).join(", ")} `;
}

function capital(s: string): string {
  return s.charAt(0).toUpperCase() + s.slice(1);
}

function side(s: SideValue | null): string {
  if (s === null) return "another number";
  return s.about === null ? s.shown.text : `${s.shown.text} = ${s.about.text}`;
}

function compare(s: Sides): string {
  if (s.lhs !== null && s.rhs !== null && s.lhs.shown.text === s.rhs.shown.text) {
    return s.relation === "!="
      ? `both sides are ${side(s.lhs)}`
      : `both sides are ${side(s.lhs)}, so \`${s.relation}\` fails`;
  }
  if (s.lhs === null || s.rhs === null) return "the two sides differ";
  return `the left side is ${side(s.lhs)}, the right side ${side(s.rhs)}`;
}

function valueText(t: Term, print: Printing): string {
  return K.sortOf(t).k === "family" ? familyText(t, print) : print.term(simplest(t)).text;
}

/** (1, 0, …): the first components of a closed family. */
function familyText(t: Term, print: Printing): string {
  if (t.k !== "family" || t.binders.length !== 1) return "a family";
  let most = 1n;
  const visit = <N extends Term | Formula>(n: N): N => {
    if (K.isFormula(n) && n.k === "eq" && n.r.k === "num" && n.r.value.num > most) most = n.r.value.num;
    return K.mapChildren(n, visit);
  };
  visit(t);
  const shown: string[] = [];
  for (let i = 1n; i <= most + 1n; i++) shown.push(print.term(simplest(K.at(t, [K.num(i)]))).text);
  return new Set(shown).size === 1 ? `(${shown[0]}, ${shown[0]}, …)` : `(${shown.join(", ")})`;
}

type Chosen = Followed["chosen"];

function predicateSentence(p: Formula & { k: "pred" }, chosen: Chosen, sides: Sides, print: Printing): string {
  const of = (hint: string): string =>
    chosen
      .filter((c) => c.hint === hint || (c.hint.startsWith(hint) && c.hint.length > 1))
      .map((c) => valueText(c.value, print))
      .join(", ");
  const name = p.xs.map((x) => x.hint).join(", ");
  const point = (text: string): string => (p.xs.length > 1 ? `(${text})` : text);
  const [l, r] = [side(sides.lhs), side(sides.rhs)];
  switch (p.name) {
    case "convex":
    case "concave":
    case "affine":
    case "strictly-convex":
    case "strictly-concave": {
      const s = chosen.find((c) => c.hint === "s")?.value;
      const where =
        s?.k === "num" && s.value.num === 1n && s.value.den === 2n
          ? "in the middle"
          : `at the fraction ${s === undefined ? "s" : valueText(s, print)} of the way`;
      const [value, chord] = p.name.endsWith("concave") ? [r, l] : [l, r];
      return `from ${point(name)} = ${point(of("a"))} to ${point(of("b"))}: ${where} the value is ${value}, the chord ${chord}.`;
    }
    case "increasing":
    case "decreasing":
    case "strictly-increasing":
    case "strictly-decreasing": {
      const [first, second] = p.name.endsWith("increasing") ? [l, r] : [r, l];
      return `at ${name} = ${of("a")} the value is ${first}, at ${name} = ${of("b")} it is ${second}.`;
    }
    default: {
      const taken = chosen.map((c) => `${c.hint} = ${valueText(c.value, print)}`).join(", ");
      return `${taken === "" ? "" : `with ${taken} `}${compare(sides)}.`;
    }
  }
}

/** Names the term, the place, and a hypothesis that would help. */
function undefinedSentence(v: Values, at: string, print: Printing): string {
  const end = v.way?.end;
  if (end === undefined) return `${at}the proposition is undefined.`;
  const t = (x: Term): string => `\`${print.term(x).text}\``;
  const help = (x: string): string => ` It would help to assume \`${x}\`.`;
  const zero = K.int(0);
  const closed = (f: Formula): boolean => K.freeNames(f).length === 0;
  const wish = (f: Formula, text: string): string => (closed(f) ? "" : help(text));
  if (end.k === "implies" && end.r.k === "false" && end.l.k === "eq" && end.l.r === zero) {
    const a = end.l.l;
    return `${at}${t(K.inv(a))} is undefined, because ${t(a)} is 0.${wish(end, `${print.term(a).text} != 0`)}`;
  }
  if (end.k === "lt" && end.l === zero) {
    return `${at}${t(K.log(end.r))} is undefined, because ${t(end.r)} is not positive.${wish(end, `${print.term(end.r).text} > 0`)}`;
  }
  if (end.k === "le" && K.sortOf(end.l).k === "int" && K.sortOf(end.r).k === "int") {
    return `${at}an index is out of range: \`${print.formula(end).text}\` is false.${wish(end, print.formula(end).text)}`;
  }
  if (end.k === "some" && end.body.k === "hasDeriv") return `${at}the derivative does not exist.`;
  return `${at}a term is undefined, because \`${print.formula(end).text}\` is false.${wish(end, print.formula(end).text)}`;
}
