/** The certificate of a verdict, as plain JSON. Types only. */

/** A node of the shared table of terms and formulas: its kind, then its parts; children by index into the table. */
export type NodeRow = readonly (string | number | readonly (number | string | readonly (string | number)[])[])[];
/** [rule, premises by step index, arguments]; an argument is a node (`n`), a text (`s`) or a number (`i`). */
export type ArgRow = readonly ["n", number] | readonly ["s", string] | readonly ["i", number];
export type StepRow = readonly [string, readonly number[], readonly ArgRow[]];

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
  readonly version: 1;
  /** What the certificate is about, for people: the file, the id and the statement. */
  readonly about: { readonly file: string; readonly id: string; readonly statement: string };
  readonly nodes: readonly NodeRow[];
  readonly steps: readonly StepRow[];
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
