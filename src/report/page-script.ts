/**
 * What a page can do beyond being read: copy a claim, and find one in the index. Everything is made by the script
 * itself, so that a page without scripts has no dead button. It asks for nothing and keeps nothing.
 */
import { createHash } from "node:crypto";

export const PAGE_SCRIPT = `
"use strict";
(() => {
const all = (root, what) => [...root.querySelectorAll(what)];
const make = (name, attributes, ...inside) => {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  e.append(...inside);
  return e;
};
const status = make("p", { role: "status", class: "skip" });
document.body.append(status);

const texOf = (e) => e.querySelector("annotation")?.textContent ?? e.textContent;
const words = (e) => {
  const copy = e.cloneNode(true);
  for (const f of all(copy, ".katex")) f.replaceWith("$" + texOf(f) + "$");
  return copy.textContent.trim();
};
const rows = (claim) => all(claim, ":scope > .proof > .chain").map((chain) => {
  const head = chain.querySelector(":scope > .head");
  const lines = all(chain, ":scope > .steps > .step").map((step) =>
    "& " + texOf(step.querySelector(".math")).replace(/^\\{\\}/, "") + " && \\\\text{" + words(step.querySelector(".why")) + "}");
  if (head) lines[0] = texOf(head) + " " + lines[0];
  return "\\\\begin{aligned}\\n" + lines.join(" \\\\\\\\\\n") + "\\n\\\\end{aligned}";
});
const formulas = (claim) => [texOf(claim.querySelector(".statement .math")), ...rows(claim)];
const kinds = {
  TeX: (claim) => formulas(claim).map((f) => "\\\\[\\n" + f + "\\n\\\\]").join("\\n"),
  Markdown: (claim) => {
    const given = all(claim, ".given .katex").map((f) => "$" + texOf(f) + "$").join(", ");
    const head = "**" + words(claim.querySelector("header a")) + "** (" + claim.querySelector(".verdict").textContent.trim() + ")";
    return [head, ...(given ? ["Given " + given + ":"] : []), ...formulas(claim).map((f) => "$$\\n" + f + "\\n$$")].join("\\n\\n");
  },
  source: (claim) => claim.querySelector(".written").textContent,
};
const put = async (text) => {
  try { await navigator.clipboard.writeText(text); return true; } catch {}
  const area = make("textarea", { class: "skip" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};
for (const claim of all(document, ".claim")) {
  const name = claim.querySelector(".label").textContent.replace(/\\.$/, "");
  const bar = make("p", { class: "copies" }, "Copy ");
  for (const [kind, text] of Object.entries(kinds)) {
    const button = make("button", { type: "button", "aria-label": "Copy " + name + " as " + kind }, kind);
    button.addEventListener("click", async () => {
      const done = await put(text(claim) + "\\n");
      status.textContent = done ? name + " copied as " + kind : "Copying is not allowed here";
      button.textContent = done ? "copied" : "not allowed";
      setTimeout(() => { button.textContent = kind; }, 1500);
    });
    bar.append(button, " ");
  }
  claim.insertBefore(bar, claim.querySelector(":scope > .rests"));
}

const finder = document.querySelector("#finder");
if (finder) {
  const field = make("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" });
  const count = make("output", { for: "find" });
  finder.append(make("label", { for: "find" }, "Find a claim "), field, " ", count);
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\\u0300-\\u036f]/g, "");
  const entries = all(document, ".derivation").map((section) => ({
    section,
    items: all(section, ".contents li").map((item) => ({
      item, text: plain([section.querySelector("h2").textContent, item.textContent, item.dataset.find].join(" ")),
    })),
  }));
  const find = () => {
    const wanted = plain(field.value).split(/\\s+/).filter(Boolean);
    let found = 0;
    for (const { section, items } of entries) {
      let here = 0;
      for (const { item, text } of items) {
        item.hidden = !wanted.every((word) => text.includes(word));
        if (!item.hidden) here++;
      }
      section.hidden = here === 0 && wanted.length > 0;
      found += here;
    }
    count.textContent = wanted.length === 0 ? "" : found === 1 ? "1 claim" : found + " claims";
  };
  field.addEventListener("input", find);
  finder.addEventListener("submit", (event) => event.preventDefault());
}
})();
`;

/** The name under which a page's policy lets the script run, and no other. */
export function scriptSource(): string {
  return `'sha256-${createHash("sha256").update(PAGE_SCRIPT).digest("base64")}'`;
}
