/** The neutral result of checking, which report/, cli/ and editors consume. Types only: everything here is plain data. */
import type { Diagnostic, Span } from "./diagnostic/diagnostic.ts";

/** A formula in the two faces that people see. */
export type Shown = { readonly text: string; readonly tex: string };

export type VerdictName = "proved" | "refuted" | "undecided" | "error";

/** One row of a derivation: `left relation right`, or a whole proposition in `left` with relation null. */
export type Step = {
  readonly left: Shown | null;
  readonly relation: string | null;
  readonly right: Shown | null;
  /** The row in one line of the language. */
  readonly text: string;
  readonly tex: string;
  /** Why it holds, in words a student reads: "definition of y", "quotient rule", "since Σ y = 1". May hold $…$. */
  readonly reason: string;
  readonly verdict: VerdictName;
  /** Finer steps of this row, for folding. */
  readonly details: readonly Step[];
  readonly span: Span | null;
};

export type Counterexample = {
  readonly how: "false" | "undefined";
  /** Exact values, in the order a reader wants them: sizes, then families, then scalars. */
  readonly assignment: readonly { readonly name: Shown; readonly value: Shown }[];
  readonly lhs: Shown | null;
  readonly rhs: Shown | null;
  /** The relation between the sides that was claimed. */
  readonly relation: string | null;
  readonly explanation: string;
  readonly certificate: "exact" | "interval";
  /** Decimals of sides that are closed forms, and how far the sides are apart. */
  readonly about?: { readonly lhs: Shown | null; readonly rhs: Shown | null; readonly gap: Shown | null };
};

/** Curves over one real variable, sampled in floating point: a picture decides nothing. */
export type Plot = {
  readonly variable: Shown;
  readonly from: number;
  readonly to: number;
  readonly curves: readonly {
    readonly label: Shown;
    /** From left to right; null where there is no value. */
    readonly points: readonly (readonly [x: number, y: number | null])[];
  }[];
  /** Values of the variable that matter. */
  readonly marks: readonly { readonly x: number; readonly label: Shown }[];
  /** Stretches that are shaded, and what they are. */
  readonly shaded: readonly (readonly [from: number, to: number])[];
  readonly shading: string | null;
};

export type Repair = {
  readonly statement: Shown;
  readonly change: string;
  /** What makes it believable to another process: the parts of the statement as text, and the proof. */
  readonly proof?: { readonly prop: string; readonly given: string | null; readonly certificate: unknown };
};

/** Why a statement is undecided. */
export type Stop =
  /** A step that the author wrote was not shown, or its reason is not used. */
  | "step"
  /** The steps hold and do not give the theorem. */
  | "conclusion"
  | "limit"
  /** A clock or the memory of a thread. */
  | "backstop"
  /** The hypotheses contradict each other, or were not shown to be satisfiable. */
  | "hypotheses"
  | "definedness"
  | "missing"
  /** The program failed, or was told to end. */
  | "fault"
  | "interrupted";

/** A line of "rests on": a kernel rule, an earlier theorem or a definition. */
export type RestsOn = { readonly k: "rule" | "theorem" | "definition" | "oracle"; readonly name: string };

export type CheckedTheorem = {
  readonly id: string;
  readonly kind: "theorem" | "refute";
  readonly title: string | null;
  readonly section: string | null;
  readonly span: Span;
  readonly statement: Shown;
  readonly verdict: VerdictName;
  readonly met: boolean;
  readonly ms: number;
  /** Why it is undecided or not met; null where it is met. */
  readonly reason: string | null;
  readonly counterexample: Counterexample | null;
  readonly repair: Repair | null;
  readonly steps: readonly Step[];
  readonly hypotheses: readonly Shown[];
  readonly restsOn: readonly RestsOn[];
  /** Why it is undecided; null where it is not. */
  readonly stop?: Stop | null;
  /** The part of the text that the reason is about: a step, a part that a repair changes, else the proposition. */
  readonly place?: Span | null;
  /** The hypotheses, as in `hypotheses`, that hold anyway. */
  readonly vacuous?: readonly string[];
  /** The certificate, as JSON-able data, where the verdict is proved or refuted. It was replayed. */
  readonly certificate: unknown;
  /** What a refutation looks like, where it can be drawn. */
  readonly plot?: Plot | null;
};

/** A derivation in document order: prose, declarations and theorems. */
export type Block =
  | { readonly k: "prose"; readonly markdown: string }
  | { readonly k: "section"; readonly id: string; readonly title: string | null }
  /** Declarations and definitions of one run, as written and typeset. */
  | {
      readonly k: "declarations";
      readonly items: readonly { readonly shown: Shown; readonly comment: string | null }[];
    }
  | { readonly k: "theorem"; readonly theorem: CheckedTheorem }
  | { readonly k: "plot"; readonly plot: Plot };

export type CheckedFile = {
  readonly path: string;
  /** The text that the spans point into, where it is at hand. */
  readonly text?: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly source: readonly string[];
  readonly tags: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly blocks: readonly Block[];
  /** The theorems of `blocks`, in order. */
  readonly theorems: readonly CheckedTheorem[];
};

export type Summary = {
  readonly theorems: number;
  readonly met: number;
  readonly proved: number;
  readonly refuted: number;
  readonly undecided: number;
  readonly errors: number;
  readonly ms: number;
};

export type Checked = {
  readonly schema: 1;
  readonly version: string;
  readonly ok: boolean;
  readonly files: readonly CheckedFile[];
  readonly summary: Summary;
};
