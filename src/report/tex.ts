/** A derivation as LaTeX to be read in with \input: amsmath is the only package that it needs. */
import type { Block, Checked, CheckedFile, CheckedTheorem, Counterexample, Shown } from "../checked.ts";
import { brokenTex, ROOM } from "./breaking.ts";
import { withoutTitle } from "./html.ts";
import { type OutputFile, pageNames } from "./pages.ts";
import { splitFormulas } from "./prose.ts";
import { codeTex, displayTex, formulaTex, inlineTex, lineTex, markdownTex, plainTex, shortTex } from "./tex-text.ts";
import {
  type Chain,
  chains,
  changeOf,
  explanationOf,
  type Listing,
  listing,
  nameOf,
  onlyReason,
  reasonParts,
  relationTex,
  rowFormula,
  sectionTitle,
  tally,
  verdictWords,
} from "./words.ts";

/** Where the LaTeX of a claim goes. */
export type TexPlace = {
  readonly claims: Listing;
  /** Whether claims are numbered; not so where one stands alone in somebody's notes. */
  readonly numbered: boolean;
};

/** One file for each derivation. */
export function texPages(checked: Checked): readonly OutputFile[] {
  const names = pageNames(checked.files);
  return checked.files.map((file) => ({ name: `${names.get(file)}.tex`, text: derivationTex(file) }));
}

/** A whole derivation, from its title on. */
export function derivationTex(file: CheckedFile): string {
  const place: TexPlace = { claims: listing(file), numbered: true };
  const title = file.title.trim() === "" ? file.id : file.title;
  const parts = [
    `% Made from ${oneLine(file.path)} by lossproof. Needs amsmath; read it in with \\input.`,
    `\\section*{${lineTex(title)}}`,
    file.summary === null ? "" : markdownTex(file.summary),
    file.source.length === 0 ? "" : `{\\small Source: ${file.source.map((s) => markdownTex(s)).join("; ")}\\par}`,
    file.theorems.length === 0 ? "" : `{\\small ${plainTex(tally(file.theorems))}.\\par}`,
    ...bodyTex(file, place),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The blocks of a derivation, the empty ones left out. */
export function bodyTex(file: CheckedFile, place: TexPlace): readonly string[] {
  return file.blocks.map((block, at) => blockTex(block, at, file, place)).filter((part) => part !== "");
}

function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ");
}

function blockTex(block: Block, at: number, file: CheckedFile, place: TexPlace): string {
  switch (block.k) {
    case "prose":
      return markdownTex(at === 0 ? withoutTitle(block.markdown, file.title) : block.markdown);
    case "section": {
      const title = sectionTitle(block, file.blocks[at - 1]);
      return title === null ? "" : `\\subsection*{${lineTex(title)}}`;
    }
    case "declarations": {
      const items = block.items.map(
        ({ shown, comment }) => `\\item {}${inlineTex(shown)}${comment === null ? "" : ` (${lineTex(comment)})`}`,
      );
      return items.length === 0 ? "" : `\\begin{itemize}\n${items.join("\n")}\n\\end{itemize}`;
    }
    case "plot":
      return `\\noindent\\emph{Picture:} ${block.plot.curves.map(({ label }) => inlineTex(label)).join(", ")} for ${inlineTex(block.plot.variable)} from $${block.plot.from}$ to $${block.plot.to}$.`;
    case "theorem":
      return claimTex(block.theorem, place);
  }
}

/** The whole claim: its name and verdict, hypotheses, formula, steps or counterexample, and repair. */
export function claimTex(theorem: CheckedTheorem, place: TexPlace): string {
  const name = lineTex(nameOf(theorem));
  const heading = place.numbered ? `${place.claims.of(theorem).label} (${name}).` : `${name}.`;
  const given = theorem.hypotheses.map(inlineTex).join(", ");
  const parts = [
    `\\par\\medskip\\noindent\\textbf{${heading}} [${plainTex(verdictWords(theorem))}]${given === "" ? "" : ` Given ${given}:`}`,
    displayTex(theorem.statement),
    theorem.met || theorem.reason === null ? "" : `\\noindent Not as stated: ${lineTex(theorem.reason)}.`,
    theorem.counterexample === null ? "" : counterexample(theorem.counterexample),
    ...proof(theorem, place),
    repair(theorem),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function proof(theorem: CheckedTheorem, place: TexPlace): string[] {
  const reason = onlyReason(theorem);
  if (reason !== null) return [`\\noindent By ${spoken(reason, place).map(lineTex).join(", ")}.`];
  return chains(theorem.steps).map((chain) => steps(chain, place));
}

/** The parts of a reason, other claims called as the reader can find them. */
function spoken(reason: string, place: TexPlace): readonly string[] {
  return reasonParts(reason, place.claims).map(({ text, claim }) => {
    if (claim === null) return text;
    return place.numbered ? claim.label : nameOf(claim.theorem);
  });
}

function steps({ head, rows, short }: Chain, place: TexPlace): string {
  const formula = (shown: Shown): string => formulaTex(shown.tex) ?? `\\text{${shortTex(shown.text)}}`;
  const lines = rows.flatMap(({ step }, at) => {
    const left = short && head !== null && at === 0 ? `${formula(head)} ` : "";
    const relation = step.relation === null ? "" : `${formulaTex(relationTex(step.relation)) ?? "="} `;
    const indent = short || step.relation === null ? "" : "\\quad ";
    const open = step.verdict === "proved" ? "" : ` \\text{ (${step.verdict})}`;
    const [first = "", ...more] = brokenTex(formula(rowFormula(step)), ROOM);
    const told = [`${left}& ${indent}${relation}${first}`, ...more.map((part) => `& ${indent}\\quad ${part}`)];
    return told.map((line, n) => (n + 1 < told.length ? line : `${line} && ${why(step.reason, place)}${open}`.trim()));
  });
  const top = head !== null && !short ? [`& ${formula(head)}`] : [];
  return `\\begin{align*}\n${[...top, ...lines].join(" \\\\\n")}\n\\end{align*}`;
}

/** A reason beside a formula. */
function why(reason: string, place: TexPlace): string {
  if (reason === "") return "";
  return splitFormulas(spoken(reason, place).join(", "))
    .map((part) =>
      part.tex === null
        ? `\\text{${lineTex(part.text.slice(0, 300))}}`
        : (formulaTex(part.tex) ?? `\\text{${shortTex(part.tex)}}`),
    )
    .join("");
}

function counterexample(found: Counterexample): string {
  const at = found.assignment.map(({ name, value }) =>
    inlineTex({ text: `${name.text} = ${value.text}`, tex: `${name.tex} = ${value.tex}` }),
  );
  const side = (shown: Shown, about: Shown | null | undefined): string =>
    inlineTex(about ? { text: `${shown.text} = ${about.text}`, tex: `${shown.tex} = ${about.tex}` } : shown);
  const values =
    found.lhs && found.rhs
      ? `the left side is ${side(found.lhs, found.about?.lhs)} and the right side is ${side(found.rhs, found.about?.rhs)}.`
      : "it is false.";
  const told = found.how === "undefined" ? "it is not defined." : values;
  const said = at.length === 0 ? told.charAt(0).toUpperCase() + told.slice(1) : `At ${at.join(", ")} ${told}`;
  const gap = found.about?.gap ? ` The sides are ${inlineTex(found.about.gap)} apart.` : "";
  return `\\noindent\\textbf{Counterexample.} ${said} ${lineTex(explanationOf(found))}${gap}`.trimEnd();
}

function repair({ repair: found }: CheckedTheorem): string {
  if (!found) return "";
  const change = changeOf(found.change);
  const words =
    change.k === "hypothesis"
      ? `Under the hypothesis ${codeTex(change.given)}`
      : change.k === "instead"
        ? `With ${codeTex(change.now)} in place of ${codeTex(change.before)}`
        : `With ${plainTex(change.text)}`;
  return `\n\\noindent ${words} it is true, and proved:\n${displayTex(found.statement)}`;
}
