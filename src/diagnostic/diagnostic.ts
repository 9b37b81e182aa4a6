/** The one type of message about a text: many faces (terminal, JSON, page) are made from it. */

/** A half-open piece of one source file; lines and columns count from 1, columns in UTF-16 units. */
export type Span = {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
};

export type Severity = "error" | "warning";

export type Diagnostic = {
  /** E… text, C… claims, W… warnings. */
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, in one sentence that names the thing. */
  readonly message: string;
  /** What is known about the cause. */
  readonly notes: readonly string[];
  /** What to write instead. */
  readonly help: string | null;
};
