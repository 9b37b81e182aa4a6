/** One claim in Markdown with `$` and `$$`. */
import type { CheckedFile, CheckedTheorem, Counterexample, RestsOn, Shown } from "../checked.ts";
import { brokenTex, ROOM } from "./breaking.ts";
import { escapeHtml } from "./escape.ts";
import { codeMarkdown, display, hostTex, inline, lineMarkdown, plainMarkdown } from "./markdown-text.ts";
import { splitFormulas } from "./prose.ts";
import {
  type Chain,
  chains,
  changeOf,
  count,
  explanationOf,
  type Listed,
  type Listing,
  MARKS,
  nameOf,
  onlyReason,
  reasonParts,
  relationTex,
  restsOnBy,
  rowFormula,
  texText,
  verdictWords,
} from "./words.ts";

/** Where the Markdown of a claim goes. */
export type Place = {
  readonly file: CheckedFile;
  /** Prose as Markdown that is safe to put on a page. */
  readonly prose: (markdown: string) => string;
  readonly claims: Listing;
  readonly link: (href: string) => string;
  /** Whether claims are numbered and can be linked to; not so where one stands alone in somebody's notes. */
  readonly anchors: boolean;
};

/** The whole claim: its name and verdict, hypotheses, formula, steps or counterexample, repair, what it rests on. */
export function claimMarkdown(theorem: CheckedTheorem, place: Place): string {
  const { anchor } = place.claims.of(theorem);
  const given = theorem.hypotheses.map((h) => inline(h)).join(", ");
  const parts = [
    place.anchors ? `<a id="${escapeHtml(anchor)}"></a>` : "",
    `**${heading(theorem, place)}** (${MARKS[theorem.verdict]} ${verdictWords(theorem)})`,
    given === "" ? "" : `Given ${given}:`,
    display(theorem.statement),
    theorem.met || theorem.reason === null
      ? ""
      : `*${theorem.verdict === "undecided" ? "Undecided" : "Not as stated"}:* ${lineMarkdown(theorem.reason)}`,
    theorem.counterexample === null ? "" : counterexample(theorem.counterexample),
    ...proof(theorem, place),
    repair(theorem),
    restsOn(theorem, place),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function heading(theorem: CheckedTheorem, place: Place): string {
  const name = lineMarkdown(nameOf(theorem));
  return place.anchors ? `${place.claims.of(theorem).label}. ${name}` : name;
}

/** Another claim of the derivation, by its number where that can be seen, else by its name. */
function called(claim: Listed, place: Place): string {
  return place.anchors ? claim.label : nameOf(claim.theorem);
}

function proof(theorem: CheckedTheorem, place: Place): string[] {
  const reason = onlyReason(theorem);
  if (reason === null) return chains(theorem.steps).map((chain) => steps(chain, place));
  const parts = reasonParts(reason, place.claims).map(({ text, claim }) =>
    claim ? lineMarkdown(called(claim, place)) : lineMarkdown(text),
  );
  return [`By ${parts.join(", ")}.`];
}

function steps({ head, rows, short }: Chain, place: Place): string {
  const lines = rows.flatMap(({ step }, at) => {
    const relation = step.relation === null ? "" : `${relationTex(step.relation)} `;
    const left = short && head && at === 0 ? hostTex(head.tex) : "";
    const indent = short || step.relation === null ? "" : "\\quad ";
    const open = step.verdict === "proved" ? "" : `\\text{ (${step.verdict})}`;
    const [first = "", ...more] = brokenTex(hostTex(rowFormula(step).tex), ROOM);
    const told = [`${left} & ${indent}${relation}${first}`.trim(), ...more.map((part) => `& ${indent}\\quad ${part}`)];
    return told.map((line, n) => (n + 1 < told.length ? line : `${line} && ${why(step.reason, place)}${open}`));
  });
  const top = head !== null && !short ? [`& ${hostTex(head.tex)}`] : [];
  return `$$\n\\begin{aligned}\n${[...top, ...lines].join(" \\\\\n")}\n\\end{aligned}\n$$`;
}

/** A reason within a formula: words in \text, formulas as they are, the id of a claim as its number. */
function why(reason: string, place: Place): string {
  const named = reasonParts(reason, place.claims)
    .map(({ text, claim }) => (claim ? called(claim, place) : text))
    .join(", ");
  return splitFormulas(named)
    .map((part) =>
      part.tex === null
        ? `\\text{${texText(part.text.replace(/`([^`]*)`/g, "‘$1’").replace(/\s+/g, " "))}}`
        : hostTex(part.tex),
    )
    .join("");
}

function counterexample(found: Counterexample): string {
  const at = found.assignment
    .map(({ name, value }) => inline({ text: `${name.text} = ${value.text}`, tex: `${name.tex} = ${value.tex}` }))
    .join(", ");
  const where = at === "" ? "" : ` At ${at}`;
  const values =
    found.lhs && found.rhs
      ? `the left side is ${value(found.lhs, found.about?.lhs)} and the right side is ${value(found.rhs, found.about?.rhs)}.`
      : "";
  const told = found.how === "undefined" ? "it is not defined." : values || "it is false.";
  const said = where === "" ? ` ${told.charAt(0).toUpperCase()}${told.slice(1)}` : `${where} ${told}`;
  const how = found.certificate === "exact" ? "in exact arithmetic" : "by enclosing intervals";
  const apart = found.about?.gap ? `The sides are ${inline(found.about.gap)} apart.` : "";
  return `**Counterexample.**${said} ${[lineMarkdown(explanationOf(found)), apart, `(Checked ${how}.)`].filter((part) => part !== "").join(" ")}`;
}

/** A closed form with its decimal. */
function value(shown: Shown, about: Shown | null | undefined): string {
  return inline(about ? { text: `${shown.text} = ${about.text}`, tex: `${shown.tex} = ${about.tex}` } : shown);
}

function repair({ repair: found }: CheckedTheorem): string {
  if (!found) return "";
  const change = changeOf(found.change);
  const words =
    change.k === "hypothesis"
      ? `Under the hypothesis ${codeMarkdown(change.given)}`
      : change.k === "instead"
        ? `With ${codeMarkdown(change.now)} in place of ${codeMarkdown(change.before)}`
        : `With ${plainMarkdown(change.text)}`;
  return `${words} it is true, and proved:\n\n${display(found.statement)}`;
}

const KINDS: Readonly<Record<RestsOn["k"], string>> = {
  theorem: "theorem",
  definition: "definition",
  rule: "rule",
  oracle: "hint",
};

function restsOn(theorem: CheckedTheorem, place: Place): string {
  // In somebody's notes the rules of the kernel are beside the point.
  const kinds = Array.from(restsOnBy(theorem)).filter(([k]) => place.anchors || k !== "rule");
  const said = kinds.map(([k, names]) => {
    if (k === "theorem") {
      return names
        .map((name) => {
          const claim = place.claims.named(name);
          if (!claim) return codeMarkdown(name);
          const shown = lineMarkdown(called(claim, place));
          return place.anchors ? `[${shown}](#${encodeURIComponent(claim.anchor)})` : shown;
        })
        .join(", ");
    }
    return `${count(names.length, KINDS[k]).replace(/^\d+ /, "")} ${names.map(codeMarkdown).join(", ")}`;
  });
  return said.length === 0 ? "" : `*Rests on* ${said.join("; ")}`;
}
