/** The formats of a report: each makes files from one neutral result. */
import type { Checked } from "../checked.ts";
import { htmlPages } from "./html.ts";
import { certificateFiles, jsonReport } from "./json.ts";
import { type MarkdownOptions, markdownPages } from "./md.ts";
import type { OutputFile } from "./pages.ts";

export type { OutputFile } from "./pages.ts";

/** What each format writes. A new format is a line here. */
export const FORMATS = {
  html: (checked) => htmlPages(checked),
  md: markdownPages,
  json: (checked) => [{ name: "report.json", text: jsonReport(checked) }],
  certificates: (checked) => certificateFiles(checked),
} as const satisfies Readonly<Record<string, (checked: Checked, options: ReportOptions) => readonly OutputFile[]>>;

export type Format = keyof typeof FORMATS;
export type ReportOptions = MarkdownOptions;

/** Whether a word names a format. */
export function isFormat(word: string): word is Format {
  return Object.hasOwn(FORMATS, word);
}

/** The files of a report in one format. */
export function reportFiles(checked: Checked, format: Format, options: ReportOptions = {}): readonly OutputFile[] {
  return FORMATS[format](checked, options);
}

/** A report as one text: the page of a single derivation, and of several their index. */
export function report(checked: Checked, format: Format): string {
  const files = reportFiles(checked, format);
  const page = checked.files.length === 1 ? files[0] : files.at(-1);
  return page?.text ?? "";
}
