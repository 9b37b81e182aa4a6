/** The certificate of a verdict, as plain JSON. Types only. */

/**
 * A node of the shared table of terms and formulas: its kind, then its parts; children by index into the table.
 * The ends lo, hi of the ranges of a bound family follow: in `all` and `some` as the last part, in `pred` after
 * each binder's sort; in `generalise` as the last arguments.
 */
export type NodeRow = readonly (string | number | readonly (number | string | readonly (string | number)[])[])[];
/** [rule, premises by step index, arguments]; an argument is a node (`n`), a text (`s`) or a number (`i`). */
export type ArgRow = readonly ["n", number] | readonly ["s", string] | readonly ["i", number];
export type StepRow = readonly [string, readonly number[], readonly ArgRow[]];

/**
 * The text that says what is claimed, in the derivation language, comments left out and blanks folded: what a
 * reader of the certificate reads for himself.
 */
export type ClaimText = {
  /** The declarations, definitions and assumptions in scope, in order, a statement each. */
  readonly declarations: readonly string[];
  /** The hypotheses of this claim alone, each from the word `given` on. */
  readonly givens: readonly string[];
  /** The proposition. */
  readonly goal: string;
};

export type ClaimRow = {
  readonly hypotheses: readonly number[];
  readonly goal: number;
  /** Family name, then lo and hi of each index. */
  readonly families: readonly (readonly [string, readonly (readonly [number, number])[]])[];
};
export type ValuationRow = {
  readonly variables: readonly (readonly [number, number])[];
  readonly functions: readonly (readonly [string, number, number])[];
};

export type Certificate = {
  readonly format: "lossproof-certificate";
  readonly version: 2;
  /** What the certificate is about, for people: the file, the id and the statement. */
  readonly about: { readonly file: string; readonly id: string; readonly statement: string };
  readonly nodes: readonly NodeRow[];
  readonly steps: readonly StepRow[];
  readonly text: ClaimText;
  readonly claim: ClaimRow;
  readonly verdict:
    | {
        readonly k: "proved";
        readonly goal: number;
        readonly defined: number;
        readonly at: ValuationRow;
        readonly holds: readonly number[];
      }
    | {
        readonly k: "refuted";
        readonly how: "false" | "undefined";
        readonly breaks: number;
        readonly defined: number | null;
        readonly at: ValuationRow;
        readonly holds: readonly number[];
      };
};
