/** What may stand in a page, and what makes a text dangerous. */

import MarkdownIt, { type Token } from "markdown-it";
import type { CheckedFile } from "../../src/checked.ts";
import { PAGE_SCRIPT, scriptSource } from "../../src/report/page-script.ts";
import { isSafeLink } from "../../src/report/prose.ts";

const TAGS =
  /^(?:html|head|meta|title|style|body|a|i|nav|main|form|article|header|footer|section|div|p|span|h[1-6]|ul|ol|li|dl|dt|dd|details|summary|code|pre|strong|em|s|blockquote|br|hr|table|thead|tbody|tr|th|td|svg|path|line|figure|figcaption|rect|circle|text|math|semantics|annotation|m[a-z]+)$/;
const ATTRIBUTES =
  /^(?:lang|charset|http-equiv|content|name|class|id|href|title|style|start|aria-label|aria-labelledby|aria-hidden|role|tabindex|viewbox|d|width|height|x|y|r|cx|cy|text-anchor|preserveaspectratio|xmlns|data-find|data-derivation|encoding|x1|x2|y1|y2|stroke-width|display|displaystyle|scriptlevel|mathvariant|mathcolor|mathsize|mathbackground|stretchy|fence|separator|lspace|rspace|accent|accentunder|columnalign|columnspacing|rowspacing|minsize|maxsize|linethickness|voffset|depth|symmetric|form|movablelimits|largeop|notation|columnlines|rowlines)$/;

import { derivation, shown, spanAt, step, theorem } from "./fixture.ts";

/** Everything in a page that could run, load or deceive; empty where the page is inert. */
export function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  // The page's own script may run, and its policy names that one alone.
  const [head = "", ...after] = html.split(`<script>${PAGE_SCRIPT}</script>`);
  if (after.length > 1) dangers.push("a second script");
  const [policy] = html.match(/script-src [^;"]*/) ?? [];
  if (policy !== undefined && policy !== `script-src ${scriptSource()}`) dangers.push(policy);
  const page = (head + after.join("")).replace(/<style>[^<]*<\/style>/g, "").replace(/^<!doctype html>/, "");
  for (const [tag, name = "", rest = ""] of page.matchAll(/<\/?([^\s/>]*)([^>]*)>/g)) {
    if (!TAGS.test(name.toLowerCase())) dangers.push(tag);
    for (const [, attribute = "", value = ""] of rest.matchAll(/([^\s="/]+)(?:="([^"]*)"|=[\w-]+)?/g)) {
      if (!ATTRIBUTES.test(attribute.toLowerCase())) dangers.push(tag);
      if (attribute === "href" && !/^(?:#|https?:\/\/|mailto:|[\w.%-]+\.html)/.test(value)) dangers.push(tag);
    }
  }
  const styles = Array.from(html.matchAll(/<style>([^<]*)<\/style>/g), (m) => m[1]!).join("");
  for (const [url] of styles.matchAll(/url\([^)]{0,40}|@import[^;]{0,40}|expression\(/g)) {
    if (!url.startsWith("url(data:font/woff;base64,")) dangers.push(url);
  }
  if (page.replace(/<[^>]*>/g, "").includes("<")) dangers.push("a stray <");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  for (const [mark] of page.matchAll(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008]/g)) dangers.push(JSON.stringify(mark));
  return dangers;
}

/** The same for Markdown, as a reader sees it that lets raw HTML and every link through. */
export function dangersInMarkdown(text: string): string[] {
  const md = new MarkdownIt({ html: true });
  md.validateLink = () => true;
  const dangers: string[] = [];
  const visit = (token: Token): void => {
    if (token.type.startsWith("html_") && !/^(?:<a id="[^"<>]*">|<\/a>|\s)*$/.test(token.content))
      dangers.push(token.content);
    for (const name of ["href", "src"]) {
      const target = String(token.attrGet(name) ?? "");
      if (!isSafeLink(target)) dangers.push(target);
    }
    token.children?.forEach(visit);
  };
  md.parse(text, {}).forEach(visit);
  for (const [macro] of text
    .replace(/(`+)[^`]*\1/g, "")
    .matchAll(/(?<!\\)\\(?:href|url|html[A-Z]\w*|includegraphics|require|def|gdef)\b/g))
    dangers.push(macro);
  return dangers;
}

/** Texts that try to leave their field. */
export const ATTACKS: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</style><script>alert(1)</script>",
  "</title></head><body onload=alert(1)>",
  "<!-- <svg onload=alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "[x](javascript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](java\u0001script:alert(1))",
  "[x](JAVASCRIPT:alert(1) 'title')",
  "[x](data:text/html,<script>alert(1)</script>)",
  "<javascript:alert(1)>",
  "[x][y]\n\n[y]: javascript:alert(1)",
  "![x](http://example.org/x.png)",
  "![x](javascript:alert(1))",
  "`<b>`` <script>alert(1)</script>",
  "```\n<script>\n``` x\n<script>",
  "- x\n\n  ```\n  <b>\n\n<script>alert(1)</script>",
  "> ```\n<script>alert(1)</script>",
  "| a `b | <script>alert(1)</script>` |\n|--|--|\n| `x | <script>` |",
  "\\<script>alert(1)</script>",
  "`\\`<script>`",
  "    <script>\n<script>",
  "$\\href{javascript:alert(1)}{x}$",
  "$$\\url{javascript:alert(1)}$$",
  "$\\htmlStyle{background:url(http://example.org)}{x}$",
  "$\\htmlId{main}{x}\\htmlClass{top}{y}\\htmlData{a=b}{z}$",
  "$\\includegraphics{http://example.org/x.png}$",
  "$\\color{red;background:url(http://example.org)}x$",
  "$</annotation><script>alert(1)</script>$",
  "$\\text{<script>alert(1)</script>}$",
  '$\\def\\a{\\a\\a}\\a"><b>$',
  "$\\rule{1000em}{1000em}\\kern-1000em x$",
  `$${"{".repeat(2000)}$`,
  `$${"\\sqrt{".repeat(2000)}x${"}".repeat(2000)}$`,
  `$${"x^{".repeat(900)}y${"}".repeat(900)}$`,
  `${"[".repeat(2000)}x`,
  `${"> ".repeat(500)}x`,
  "\u202e evil \u2066 \u0000 \ud800",
  "{{ constructor.constructor('alert(1)')() }}",
  "]]> <?php ?>",
  "__proto__",
  "../../etc/passwd",
];

/** A derivation with one text in every field that holds text. */
export function everywhere(text: string): CheckedFile {
  const all = shown(text);
  const inner = step(all, text, all, text);
  const claim = theorem(text, all, {
    title: text,
    section: text,
    verdict: "refuted",
    met: false,
    reason: text,
    hypotheses: [all, all],
    steps: [step(all, "=", all, text, [inner]), step(all, null, null, text, [], "undecided"), inner],
    restsOn: [
      { k: "rule", name: text },
      { k: "theorem", name: text },
      { k: "definition", name: text },
      { k: "oracle", name: text },
    ],
    counterexample: {
      how: "false",
      assignment: [{ name: all, value: all }],
      lhs: all,
      rhs: all,
      relation: text,
      explanation: text,
      certificate: "exact",
    },
    repair: { statement: all, change: `${text} for ${text}` },
    plot: {
      variable: all,
      from: -1,
      to: 1,
      curves: [
        {
          label: all,
          points: [
            [-1, 0],
            [0, null],
            [1, 1],
          ],
        },
      ],
      marks: [{ x: 0, label: all }],
      shaded: [[-1, 0]],
      shading: text,
    },
  });
  return derivation(
    text,
    [
      { k: "prose", markdown: text },
      { k: "prose", markdown: `Words ${text} words` },
      { k: "prose", markdown: `# ${text}\n\n- ${text}\n\n> ${text}` },
      { k: "section", id: text, title: text },
      { k: "declarations", items: [{ shown: all, comment: text }] },
      { k: "plot", plot: claim.plot! },
      { k: "theorem", theorem: claim },
      { k: "theorem", theorem: { ...claim, kind: "refute", title: null } },
    ],
    {
      path: text,
      title: text,
      summary: text,
      source: [text, `https://example.org/${text}`],
      tags: [text],
      diagnostics: [{ code: text, severity: "error", span: spanAt(1), message: text, notes: [text], help: text }],
    },
  );
}
