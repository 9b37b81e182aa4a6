/** A theorem or a refutation as a numbered card. */
import type { CheckedFile, CheckedTheorem, RestsOn, Shown } from "../checked.ts";
import { counterexampleHtml, repairHtml } from "./counterexample.ts";
import { escapeHtml } from "./escape.ts";
import type { Typesetter } from "./katex.ts";
import { claimLink, glyph, math, type Place } from "./place.ts";
import { plotHtml } from "./plot.ts";
import {
  type Chain,
  chains,
  count,
  type Listed,
  nameOf,
  onlyReason,
  type Row,
  reasonParts,
  relationTex,
  restsOnBy,
  rowFormula,
  verdictWords,
} from "./words.ts";

/** The whole card, its heading at `level`; `listed` is its place where that is not the one on the page. */
export function card(
  theorem: CheckedTheorem,
  level: number,
  place: Place,
  listed: Listed = place.claims.of(theorem),
): string {
  const { typeset, prose } = place;
  const { label, anchor, href } = listed;
  const id = escapeHtml(anchor);
  const words = verdictWords(theorem);
  const kind = `claim${theorem.verdict === "refuted" ? " wrong" : ""}${theorem.met ? "" : ` unmet v-${theorem.verdict}`}`;
  const stop =
    theorem.met || theorem.reason === null ? "" : `<p class="stop">${prose.text(sentence(theorem.reason))}</p>`;
  return `<article class="${kind}" id="${id}" aria-labelledby="${id}.name">
<header>
<h${level} id="${id}.name"><a href="${escapeHtml(href)}"><span class="label">${label}.</span> <span class="name">${prose.text(nameOf(theorem))}</span></a></h${level}>
<p class="verdict v-${theorem.verdict}${words.length > 20 ? " long" : ""}">${glyph(theorem.verdict)} ${escapeHtml(words)}</p>
</header>
<div class="statement">
${given(theorem.hypotheses, typeset)}${math(typeset.formula(theorem.statement), theorem.statement.text)}
</div>
${[
  stop,
  theorem.counterexample ? counterexampleHtml(theorem.counterexample, place) : "",
  theorem.plot ? plotHtml(theorem.plot, typeset) : "",
  proof(theorem, anchor, place),
  repairHtml(theorem.repair, place),
  footer(theorem, place),
]
  .filter((part) => part !== "")
  .join("\n")}
</article>`;
}

/** A reason as a sentence of its own. */
function sentence(reason: string): string {
  const upper = /^[a-z]+(?:[ ,'’]|$)/.test(reason) ? reason.charAt(0).toUpperCase() + reason.slice(1) : reason;
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}

function given(hypotheses: readonly Shown[], typeset: Typesetter): string {
  if (hypotheses.length === 0) return "";
  const items = hypotheses.map(
    (h, at) => `<span>${typeset.formula(h, "inline")}${at + 1 < hypotheses.length ? "," : ""}</span>`,
  );
  return `<p class="given"><span class="word">given</span> ${items.join(" ")}</p>\n`;
}

function proof(theorem: CheckedTheorem, anchor: string, place: Place): string {
  if (theorem.steps.length === 0) return "";
  const reason = onlyReason(theorem);
  if (reason !== null) return `<p class="say by">By ${reasons(reason, place)}.</p>`;
  const done = theorem.verdict === "proved" ? '<span class="qed" aria-hidden="true"></span>' : "";
  return `<div class="proof" role="group" aria-label="Steps">
${chains(theorem.steps)
  .map((chain) => chainHtml(chain, anchor, place))
  .join("\n")}${done}
</div>`;
}

function chainHtml(chain: Chain, id: string, place: Place): string {
  const { head, rows, short } = chain;
  const top = head === null ? "" : `${math(place.typeset.formula(head), head.text, " head")}\n`;
  return `<div class="chain${short ? " short" : ""}">
${top}<ol class="steps">
${rows.map((row) => rowHtml(row, `${id}.${row.number}`, place)).join("\n")}
</ol>
</div>`;
}

function rowHtml({ step, number }: Row, id: string, place: Place): string {
  const { typeset } = place;
  const side = rowFormula(step);
  const relation = step.relation === null ? "" : `{}${relationTex(step.relation)} `;
  const formula = typeset.formula({ text: `${step.relation ?? ""} ${side.text}`.trim(), tex: relation + side.tex });
  const label = escapeHtml(`Step ${number}: ${step.relation === null ? "" : `${step.relation} `}${side.text}`);
  const open =
    step.verdict === "proved" ? "" : ` <span class="v-${step.verdict}">${glyph(step.verdict)} ${step.verdict}</span>`;
  const finer =
    step.details.length === 0
      ? ""
      : `\n<details class="finer"><summary>in ${count(step.details.length, "smaller step")}</summary>
${chains(step.details)
  .map((chain) => chainHtml(chain, id, place))
  .join("\n")}
</details>`;
  return `<li class="step" id="${escapeHtml(id)}" aria-label="${label}">${math(formula, side.text)}<div class="why">${reasons(step.reason, place)}${open}</div>${finer}</li>`;
}

/** A reason; a claim of this page is linked by its number. */
function reasons(reason: string, place: Place): string {
  return reasonParts(reason, place.claims)
    .map(({ text, claim }) => (claim ? claimLink(claim) : place.prose.text(text)))
    .join(", ");
}

const KINDS: Readonly<Record<RestsOn["k"], readonly [one: string, word: string]>> = {
  theorem: ["theorem", "Theorems"],
  definition: ["definition", "Definitions"],
  rule: ["rule", "Rules of the kernel"],
  oracle: ["hint", "Hints, not trusted"],
};

function linked(id: string, place: Place): string | null {
  const claim = place.claims.named(id);
  return claim ? claimLink(claim) : null;
}

/** The statement in the source, with its proof if it has one there. */
function written(theorem: CheckedTheorem, { text }: CheckedFile): string {
  const { start, end } = theorem.span;
  return text === undefined ? theorem.statement.text : text.slice(start, end).trim();
}

function footer(theorem: CheckedTheorem, place: Place): string {
  const by = restsOnBy(theorem);
  const said: string[] = [];
  const rows: string[] = [];
  for (const k of ["theorem", "definition", "rule", "oracle"] as const) {
    const names = by.get(k);
    if (!names) continue;
    const [one, word] = KINDS[k];
    said.push(
      k === "theorem" && names.length <= 3
        ? names.map((name) => place.claims.named(name)?.label ?? name).join(", ")
        : count(names.length, one),
    );
    const shown = names.map(
      (name) => (k === "theorem" ? linked(name, place) : null) ?? `<code>${escapeHtml(name)}</code>`,
    );
    rows.push(`<dt>${word}</dt><dd>${shown.join(", ")}</dd>`);
  }
  rows.push(
    `<dt>As written</dt><dd><pre class="written">${escapeHtml(written(theorem, place.file))}</pre></dd>`,
    `<dt>Source</dt><dd>${escapeHtml(place.file.path)}, line ${theorem.span.line}</dd>`,
  );
  const summary = said.length === 0 ? "Source" : `Rests on ${escapeHtml(said.join(", "))}`;
  return `<details class="rests"><summary>${summary}</summary>
<dl>${rows.join("\n")}</dl>
</details>`;
}
