/** Where a wrong formula breaks, by how much, and what would be right instead. */
import type { Counterexample, Repair, Shown } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import type { Typesetter } from "./katex.ts";
import { math, type Place } from "./place.ts";
import { brokenTex, changeOf, explanationOf } from "./words.ts";

export function counterexampleHtml(found: Counterexample, place: Place): string {
  const { typeset, prose } = place;
  const at = found.assignment.map(({ name, value }, n) => {
    const formula = typeset.formula(
      { text: `${name.text} = ${value.text}`, tex: `${name.tex} = ${value.tex}` },
      "inline",
    );
    return `<span>${formula}${n + 1 < found.assignment.length ? "," : ""}</span>`;
  });
  const where = at.length === 0 ? "" : ` At <span class="at">${at.join(" ")}</span>`;
  const undefined_ = found.how === "undefined" ? " it is not defined." : ":";
  const how = found.certificate === "exact" ? "(Checked in exact arithmetic.)" : "(Checked by enclosing intervals.)";
  const gap = found.how === "false" ? apart(found, typeset) : "";
  const more = [prose.text(explanationOf(found)), gap, how].filter((part) => part !== "").join(" ");
  // Without an assignment, the explanation is the counterexample.
  const parts =
    where === ""
      ? [`<p class="say"><strong>Counterexample.</strong> ${more}</p>`, sides(found, typeset)]
      : [
          `<p class="say"><strong>Counterexample.</strong>${where}${undefined_}</p>`,
          sides(found, typeset),
          `<p class="say">${more}</p>`,
        ];
  return `<div class="counterexample">\n${parts.filter((part) => part !== "").join("\n")}\n</div>`;
}

function apart({ about }: Counterexample, typeset: Typesetter): string {
  return about?.gap ? `The sides are ${typeset.formula(about.gap, "inline")} apart.` : "";
}

function sides(found: Counterexample, typeset: Typesetter): string {
  if (found.lhs === null && found.rhs === null) return "";
  const side = (word: string, value: Shown | null, about: Shown | null): string => {
    const whole =
      value && about ? { text: `${value.text} = ${about.text}`, tex: `${value.tex} = ${about.tex}` } : value;
    return `<div class="side"><span class="word">${word}</span>${whole ? math(typeset.formula(whole), whole.text) : "<span>undefined</span>"}</div>`;
  };
  const relation = found.relation ?? "=";
  const broken =
    found.how === "undefined"
      ? ""
      : `<div class="broken">${math(typeset.formula({ text: `not ${relation}`, tex: brokenTex(relation) }), "")}</div>`;
  const { lhs = null, rhs = null } = found.about ?? {};
  return `<div class="sides">${side("left side", found.lhs, lhs)}${broken}${side("right side", found.rhs, rhs)}</div>`;
}

export function repairHtml(found: Repair | null, place: Place): string {
  if (found === null) return "";
  const change = changeOf(found.change);
  const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
  const words =
    change.k === "hypothesis"
      ? `Under the hypothesis ${code(change.given)}`
      : change.k === "instead"
        ? `With ${code(change.now)} in place of ${code(change.before)}`
        : `With ${escapeHtml(change.text)}`;
  return `<div class="repair">
<p class="say"><strong>Repair.</strong> ${words} it is true, and proved:</p>
${math(place.typeset.formula(found.statement), found.statement.text)}
</div>`;
}
