/** How long the pages of the corpus take, beside what KaTeX alone takes for their formulas. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import katex from "katex";
import { Bench } from "tinybench";
import type { CheckedFile } from "../src/checked.ts";
import { htmlPages } from "../src/report/html.ts";
import { markdownPages } from "../src/report/md.ts";
import { checkText, summarise } from "../src/verify.ts";

const FOLDER = join(import.meta.dirname, "../derivations");

/** Runs it; the corpus is checked first, which is not timed. */
export async function reportBench(): Promise<{ readonly title: string; readonly bench: Bench }> {
  const files: CheckedFile[] = [];
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".md"))) {
    files.push(await checkText(readFileSync(join(FOLDER, name), "utf8"), `derivations/${name}`));
  }
  const checked = summarise(files);
  const formulas = htmlPages(checked).flatMap(({ text }) =>
    Array.from(text.matchAll(/application\/x-tex">([^<]*)</g), (m) => unescaped(m[1]!)),
  );
  const bench = new Bench({ time: 2000 });
  bench
    .add("KaTeX alone, every formula of the pages", () => {
      for (const tex of formulas) katex.renderToString(tex, { throwOnError: false });
    })
    .add("HTML pages", () => void htmlPages(checked))
    .add("Markdown pages", () => void markdownPages(checked));
  await bench.run();
  return { title: `Reports of ${files.length} derivations with ${formulas.length} formulas`, bench };
}

function unescaped(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
