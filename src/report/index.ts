/** The formats of a report: each makes files from one neutral result. */
import type { Checked } from "../checked.ts";
import { fragmentFiles, wholeFragment } from "./fragment.ts";
import { htmlPages } from "./html.ts";
import { notebookPages, wholeNotebook } from "./ipynb.ts";
import { certificateFiles, jsonReport } from "./json.ts";
import { type MarkdownOptions, markdownPages } from "./md.ts";
import { mdxPages } from "./mdx.ts";
import type { OutputFile } from "./pages.ts";
import { texPages } from "./tex.ts";

export type { OutputFile } from "./pages.ts";
export type ReportOptions = MarkdownOptions;

type Writer = {
  readonly files: (checked: Checked, options: ReportOptions) => readonly OutputFile[];
  /** All of it as one text. */
  readonly whole: (checked: Checked) => string;
};

/** A format whose files end with an index: that one stands for several derivations, a derivation's page for itself. */
function paged(files: Writer["files"]): Writer {
  const whole = (checked: Checked): string => {
    const pages = files(checked, {});
    return (checked.files.length === 1 ? pages[0] : pages.at(-1))?.text ?? "";
  };
  return { files, whole };
}

/** A format whose texts stand one after the other. */
function listed(files: Writer["files"]): Writer {
  return {
    files,
    whole: (checked) =>
      files(checked, {})
        .map(({ text }) => text)
        .join("\n"),
  };
}

/** What each format writes. A new format is a line here. */
export const FORMATS = {
  html: paged((checked) => htmlPages(checked)),
  "html-fragment": { files: (checked) => fragmentFiles(checked), whole: wholeFragment },
  md: paged(markdownPages),
  mdx: paged(mdxPages),
  tex: listed((checked) => texPages(checked)),
  ipynb: { files: notebookPages, whole: wholeNotebook },
  json: listed((checked) => [{ name: "report.json", text: jsonReport(checked) }]),
  certificates: listed((checked) => certificateFiles(checked)),
} as const satisfies Readonly<Record<string, Writer>>;

export type Format = keyof typeof FORMATS;

/** Whether a word names a format. */
export function isFormat(word: string): word is Format {
  return Object.hasOwn(FORMATS, word);
}

/** The files of a report in one format. */
export function reportFiles(checked: Checked, format: Format, options: ReportOptions = {}): readonly OutputFile[] {
  return FORMATS[format].files(checked, options);
}

/** A report as one text: of a single derivation its page, of several their index, or all of them where there is none. */
export function report(checked: Checked, format: Format): string {
  return FORMATS[format].whole(checked);
}
