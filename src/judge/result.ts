/** From what was judged to the neutral result. */
import type { Certificate } from "../certificate/format.ts";
import type { CheckedTheorem, Counterexample, Repair, Shown, Stop } from "../checked.ts";
import type { Certified } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { TheoremStatement } from "../language/claim.ts";
import type { Prop } from "../language/syntax.ts";
import { textOf } from "../notation/text.ts";
import { verdictPlot } from "../refute/picture.ts";
import { showCounterexample } from "../refute/shown.ts";
import { certificateOf } from "./certificate.ts";
import type { Judged } from "./judge.ts";
import { Printer, restsOn, stepsOf } from "./shown.ts";

type Span = CheckedTheorem["span"];
export type About = Certificate["about"];

/** Products of two summands that showing a result may cost; what costs more is shown less simply. */
const SHOWING = 100_000;

/** The result of one statement, with nothing in it but data. */
export function checkedTheorem(
  s: TheoremStatement,
  j: Judged,
  more: { readonly about: About; readonly ms: number; readonly vacuous: readonly string[] },
): CheckedTheorem {
  const print = new Printer(s);
  const titles = titlesOf(s, j.verdict, print);
  K.refuel(SHOWING);
  return {
    ...titles,
    ms: more.ms,
    reason: titles.met ? null : reasonOf(s, j, print),
    counterexample: counterexampleOf(s, j.verdict, print),
    repair: repairShown(s, j, print, more.about),
    steps: titles.verdict === "refuted" && s.k === "refute" && j.author.length === 0 ? [] : stepsOf(s, j, print),
    restsOn: restsOn(j, s),
    stop: j.verdict === null ? (j.stop ?? "missing") : null,
    place: placeOf(s, j),
    vacuous: more.vacuous,
    certificate: j.certificate,
    plot: j.verdict === null ? null : verdictPlot(j.verdict, { term: (t) => print.term(t) }),
  };
}

/** A statement that was not judged to its end. */
export function unjudged(s: TheoremStatement, stop: Stop, reason: string): CheckedTheorem {
  return {
    ...titlesOf(s, null, new Printer(s)),
    ms: 0,
    reason,
    counterexample: null,
    repair: null,
    steps: [],
    restsOn: [],
    stop,
    place: s.prop.span,
    vacuous: [],
    certificate: null,
  };
}

type Titles = Pick<
  CheckedTheorem,
  "id" | "kind" | "title" | "section" | "span" | "statement" | "hypotheses" | "verdict" | "met"
>;

/** What the text and the kernel's verdict alone say. */
export function titlesOf(s: TheoremStatement, certified: Certified | null, print: Printer): Titles {
  const verdict = certified?.k ?? "undecided";
  return {
    id: s.id,
    kind: s.k,
    title: s.title,
    section: s.section,
    span: s.span,
    statement: { text: s.text, tex: print.written(s.prop).tex },
    hypotheses: distinct(s.hypotheses.map((h) => print.written(h.prop))),
    verdict,
    met: s.k === "theorem" ? verdict === "proved" : verdict === "refuted",
  };
}

function distinct(all: readonly Shown[]): Shown[] {
  return [...new Map(all.map((h) => [h.text, h])).values()];
}

/** Why a statement is not met, in one sentence. */
function reasonOf(s: TheoremStatement, j: Judged, print: Printer): string {
  if (j.verdict?.k === "refuted") return "there is a counterexample";
  if (j.verdict?.k === "proved") return s.k === "refute" ? "it is proved, so it cannot be refuted" : "proved";
  if (j.reason !== null) return j.reason;
  const missing = j.missing.slice(0, 1).map((f) => print.formula(f).text);
  return missing.length === 0 ? "not refuted, and not shown" : `not refuted, and not shown: needs \`${missing[0]}\``;
}

/** The place that a reader should look at first. */
function placeOf(s: TheoremStatement, j: Judged): Span {
  if (j.verdict !== null) return j.repair !== null && j.repair.given === null ? j.repair.span : s.prop.span;
  return j.author.find((a) => a.problem !== null)?.step.span ?? s.prop.span;
}

export function counterexampleOf(
  s: TheoremStatement,
  verdict: Certified | null,
  print: Printer,
): Counterexample | null {
  if (verdict?.k !== "refuted") return null;
  K.refuel(SHOWING);
  return showCounterexample(verdict, { term: (t) => print.term(t), formula: (f) => print.formula(f) }, s.prop);
}

function repairShown(s: TheoremStatement, j: Judged, print: Printer, about: About): Repair | null {
  const r = j.repair;
  if (r === null) return null;
  const statement = repairStatement(r.prop, r.given, print);
  const goal = textOf(r.prop);
  const given = r.given === null ? null : textOf(r.given);
  const givens = [...s.source.givens, ...(given === null ? [] : [`given ${given}`])];
  const text = { ...s.source, givens, goal };
  const { certificate, objection } = certificateOf(r.verdict, { ...about, statement: statement.text }, text);
  // A repair is offered as proved, so it too must stand up to the second checker.
  if (objection !== null) return null;
  const proof = { prop: goal, given, certificate };
  return { statement, change: r.change, proof };
}

/** How the repaired statement reads. */
export function repairStatement(prop: Prop, given: Prop | null, print: Printer): Shown {
  const whole = print.written(prop);
  if (given === null) return whole;
  const more = print.written(given);
  return { text: `${whole.text} given ${more.text}`, tex: `${whole.tex} \\quad\\text{given } ${more.tex}` };
}
