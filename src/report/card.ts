/** A theorem or a refutation as a numbered card. */
import type { CheckedTheorem, Counterexample, RestsOn, Shown, VerdictName } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import type { Typesetter } from "./katex.ts";
import type { Prose } from "./prose.ts";
import {
  brokenTex,
  type Chain,
  chains,
  count,
  explanationOf,
  type Listed,
  type Listing,
  nameOf,
  onlyReason,
  type Row,
  reasonParts,
  relationTex,
  restsOnBy,
  rowFormula,
  verdictWords,
} from "./words.ts";

/** What a card needs of the page that it stands on. */
export type Place = {
  readonly typeset: Typesetter;
  readonly prose: Prose;
  readonly claims: Listing;
  readonly path: string;
};

const GLYPHS: Readonly<Record<VerdictName, string>> = {
  proved: '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 8.8l3.6 3.7 7.4-9"/></svg>',
  refuted:
    '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6"/></svg>',
  undecided: '<span class="mark" aria-hidden="true">?</span>',
  error: '<span class="mark" aria-hidden="true">!</span>',
};

/** The mark of a verdict in its colour, for the eye. */
export function mark(verdict: VerdictName): string {
  return `<span class="v-${verdict}">${GLYPHS[verdict]}</span>`;
}

/** The whole card, its heading at `level`. */
export function card(theorem: CheckedTheorem, level: number, place: Place): string {
  const { typeset, prose } = place;
  const { label, anchor } = place.claims.of(theorem);
  const id = escapeHtml(anchor);
  const words = verdictWords(theorem);
  const kind = `claim${theorem.verdict === "refuted" ? " wrong" : ""}${theorem.met ? "" : ` unmet v-${theorem.verdict}`}`;
  const stop =
    theorem.met || theorem.reason === null ? "" : `<p class="stop">${prose.text(sentence(theorem.reason))}</p>`;
  return `<article class="${kind}" id="${id}" aria-labelledby="${id}.name">
<header>
<h${level} id="${id}.name"><a href="#${id}"><span class="label">${label}.</span> <span class="name">${prose.text(nameOf(theorem))}</span></a></h${level}>
<p class="verdict v-${theorem.verdict}${words.length > 20 ? " long" : ""}">${GLYPHS[theorem.verdict]} ${escapeHtml(words)}</p>
</header>
<div class="statement">
${given(theorem.hypotheses, typeset)}${math(typeset.formula(theorem.statement), theorem.statement.text)}
</div>
${[
  stop,
  theorem.counterexample ? counterexample(theorem.counterexample, place) : "",
  proof(theorem, place),
  repair(theorem, place),
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

/** A scrolling box for a formula; the label is what a screen reader says for the scroller. */
function math(html: string, label: string, extra = ""): string {
  const stop = widest(html) > ROOM ? ` tabindex="0" role="group" aria-label="${escapeHtml(label)}"` : "";
  return `<div class="math${extra}"${stop}>${html}</div>`;
}

/** Characters that fit on a phone; a formula with a longer unbreakable part can be scrolled by keyboard. */
const ROOM = 34;
function widest(html: string): number {
  const visual = html.slice(html.indexOf('class="katex-html"'));
  const parts = visual.split('class="katex-base"').slice(1);
  return Math.max(0, ...parts.map((part) => part.replace(/<[^>]*>/g, "").length));
}

function given(hypotheses: readonly Shown[], typeset: Typesetter): string {
  if (hypotheses.length === 0) return "";
  const items = hypotheses.map(
    (h, at) => `<span>${typeset.formula(h, "inline")}${at + 1 < hypotheses.length ? "," : ""}</span>`,
  );
  return `<p class="given"><span class="word">given</span> ${items.join(" ")}</p>\n`;
}

function proof(theorem: CheckedTheorem, place: Place): string {
  if (theorem.steps.length === 0) return "";
  const { anchor } = place.claims.of(theorem);
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
    step.verdict === "proved" ? "" : ` <span class="v-${step.verdict}">${GLYPHS[step.verdict]} ${step.verdict}</span>`;
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
    .map(({ text, claim }) => (claim ? link(claim) : place.prose.text(text)))
    .join(", ");
}

function claimLink(id: string, place: Place): string | null {
  const claim = place.claims.named(id);
  return claim ? link(claim) : null;
}

function link({ anchor, label }: Listed): string {
  return `<a href="#${escapeHtml(anchor)}">${label}</a>`;
}

function counterexample(found: Counterexample, place: Place): string {
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
  const more = `${prose.text(explanationOf(found))} ${how}`.trim();
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

function sides(found: Counterexample, typeset: Typesetter): string {
  if (found.lhs === null && found.rhs === null) return "";
  const side = (word: string, value: Shown | null): string =>
    `<div class="side"><span class="word">${word}</span>${value ? math(typeset.formula(value), value.text) : "<span>undefined</span>"}</div>`;
  const relation = found.relation ?? "=";
  const broken =
    found.how === "undefined"
      ? ""
      : `<div class="broken">${math(typeset.formula({ text: `not ${relation}`, tex: brokenTex(relation) }), "")}</div>`;
  return `<div class="sides">${side("left side", found.lhs)}${broken}${side("right side", found.rhs)}</div>`;
}

function repair({ repair: found }: CheckedTheorem, place: Place): string {
  if (!found) return "";
  const [now, before] = found.change.split(" for ");
  const change =
    now && before
      ? `With <code>${escapeHtml(now)}</code> in place of <code>${escapeHtml(before)}</code>`
      : `With ${escapeHtml(found.change)}`;
  return `<div class="repair">
<p class="say">${change} it is true, and proved:</p>
${math(place.typeset.formula(found.statement), found.statement.text)}
</div>`;
}

const KINDS: Readonly<Record<RestsOn["k"], readonly [one: string, word: string]>> = {
  theorem: ["theorem", "Theorems"],
  definition: ["definition", "Definitions"],
  rule: ["rule", "Rules of the kernel"],
  oracle: ["hint", "Hints, not trusted"],
};

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
      (name) => (k === "theorem" ? claimLink(name, place) : null) ?? `<code>${escapeHtml(name)}</code>`,
    );
    rows.push(`<dt>${word}</dt><dd>${shown.join(", ")}</dd>`);
  }
  rows.push(
    `<dt>As written</dt><dd><code>${escapeHtml(theorem.statement.text)}</code></dd>`,
    `<dt>Source</dt><dd>${escapeHtml(place.path)}, line ${theorem.span.line}</dd>`,
  );
  const summary = said.length === 0 ? "Source" : `Rests on ${escapeHtml(said.join(", "))}`;
  return `<details class="rests"><summary>${summary}</summary>
<dl>${rows.join("\n")}</dl>
</details>`;
}
