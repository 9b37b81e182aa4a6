/** A derivation as a Jupyter notebook of Markdown cells (nbformat 4.5), a cell for each block. */
import type { Checked, CheckedFile } from "../checked.ts";
import { type MarkdownOptions, markdownParts } from "./md.ts";
import { linkTarget, type OutputFile, pageNames } from "./pages.ts";

/** One notebook for each derivation. */
export function notebookPages(checked: Checked, options: MarkdownOptions = {}): readonly OutputFile[] {
  const names = pageNames(checked.files);
  return checked.files.map((file) => {
    const link = (href: string): string => linkTarget(href, file, names, "ipynb") ?? href;
    return { name: `${names.get(file)}.ipynb`, text: notebook(cellsOf(file, options.source?.(file) ?? null, link)) };
  });
}

/** One notebook of all derivations. */
export function wholeNotebook(checked: Checked): string {
  return notebook(checked.files.flatMap((file) => cellsOf(file, null, (href) => href)));
}

function cellsOf(file: CheckedFile, source: string | null, link: (href: string) => string): readonly string[] {
  const { head, body, foot } = markdownParts(file, source, link);
  return [head.join("\n\n"), ...body, foot].filter((text) => text !== "");
}

function notebook(cells: readonly string[]): string {
  const made = cells.map((text, at) => ({
    cell_type: "markdown",
    id: `cell-${at + 1}`,
    metadata: {},
    source: text.split(/(?<=\n)/),
  }));
  return `${JSON.stringify({ cells: made, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
