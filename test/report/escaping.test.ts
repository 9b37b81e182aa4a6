import { describe, expect, it } from "vitest";
import { htmlPages } from "../../src/report/html.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownPages } from "../../src/report/md.ts";
import { pageNames } from "../../src/report/pages.ts";
import { checked, derivation, sample } from "./fixture.ts";
import { ATTACKS, dangersIn, dangersInMarkdown, everywhere } from "./inert.ts";

const name = (attack: string): string => JSON.stringify(attack.length > 60 ? `${attack.slice(0, 60)}…` : attack);

describe("a page stays inert whatever a derivation says", () => {
  for (const attack of ATTACKS) {
    it(name(attack), () => {
      for (const page of htmlPages(checked(everywhere(attack)))) expect(dangersIn(page.text)).toEqual([]);
    });
  }
});

describe("a Markdown report stays inert whatever a derivation says", () => {
  for (const attack of ATTACKS) {
    it(name(attack), () => {
      for (const page of markdownPages(checked(everywhere(attack)))) expect(dangersInMarkdown(page.text)).toEqual([]);
    });
  }
});

describe("the dangers are found", () => {
  it.each([
    "<script>x</script>",
    '<p onclick="x">',
    '<a href="javascript:x">',
    "<style>p{background:url(http://example.org)}</style>",
    "<img>",
    "1 < 2",
  ])("%s in a page", (html) => {
    expect(dangersIn(html)).not.toEqual([]);
  });
  it.each(["<b>x</b>", "[x](javascript:alert(1))", "$\\href{x}{y}$"])("%s in Markdown", (text) => {
    expect(dangersInMarkdown(text)).not.toEqual([]);
  });
  it("and the sample has none", () => {
    for (const page of htmlPages(sample)) expect(dangersIn(page.text)).toEqual([]);
    for (const page of markdownPages(sample)) expect(dangersInMarkdown(page.text)).toEqual([]);
  });
});

it("file names of a report stay in its folder", () => {
  const files = [...ATTACKS, ...ATTACKS, "index", "README", "a/b", "..", ".hidden"].map((id) => derivation(id, []));
  const names = [...pageNames(files).values()];
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(files.length);
  for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
  expect(names).not.toContain("index");
});

it("a name such as __proto__ is a name like any other in JSON", () => {
  const parsed = JSON.parse(jsonReport(checked(everywhere("__proto__"))));
  expect(Object.entries(parsed.files[0].theorems[0].counterexample.assignment)).toEqual([["__proto__", "__proto__"]]);
});
