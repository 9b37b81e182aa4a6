/** What elaboration makes of a derivation: claims of the logic, with the author's own proof if there is one. */

import type { Span } from "../diagnostic/diagnostic.ts";
import type { Claim } from "../kernel/claim.ts";
import type { Formula, Term } from "../kernel/term.ts";
import type { Expr, Prop } from "./syntax.ts";

export type Hypothesis = {
  readonly formula: Formula;
  readonly from: "domain" | "where" | "assume" | "given";
  /** The hypothesis as a reader sees it. */
  readonly prop: Prop;
  readonly span: Span;
};

/** A definition as kernel terms see it: `body` with `params` as its free variables. */
export type Definition = {
  readonly name: string;
  readonly k: "function" | "family" | "plain";
  /** Variables of the kernel that stand for the parameters or indices, in order. */
  readonly params: readonly Term[];
  readonly body: Term;
  /** How the name prints (`as $…$`), else null. */
  readonly tex: string | null;
  readonly span: Span;
};

export type Split =
  | { readonly k: "formula"; readonly test: Formula }
  /** A variable of a finite domain and the values it can have. */
  | { readonly k: "values"; readonly variable: Term; readonly values: readonly Term[] };

export type Reason =
  | { readonly k: "definition"; readonly name: string; readonly span: Span }
  | { readonly k: "theorem"; readonly id: string; readonly span: Span }
  | { readonly k: "cases"; readonly split: Split; readonly text: string; readonly span: Span }
  | { readonly k: "induction"; readonly variable: Term; readonly span: Span }
  | {
      readonly k: "method";
      readonly method: "algebra" | "log rules" | "differentiation" | "integration";
      readonly span: Span;
    }
  | { readonly k: "text"; readonly text: string; readonly span: Span };

/** One link of a chain: `formula` says `left relation right`. */
export type Link = {
  readonly formula: Formula;
  readonly left: Expr | Prop;
  readonly relation: "=" | "!=" | "<" | "<=" | ">" | ">=" | "~=" | "iff" | "implies";
  readonly right: Expr | Prop;
  /** Of `~=`: what follows `+-`. */
  readonly tolerance: Expr | null;
  readonly reasons: readonly Reason[];
  readonly span: Span;
};

export type ProofPart =
  | { readonly k: "chain"; readonly links: readonly Link[]; readonly span: Span }
  | {
      readonly k: "proposition";
      readonly formula: Formula;
      readonly prop: Prop;
      readonly reasons: readonly Reason[];
      readonly span: Span;
    };

/** A `?` of a theorem: the variable that stands for it in the claim, and where it stands in the text. */
export type Hole = { readonly variable: Term; readonly span: Span };

/** The claim of another proposition in the same place, with more hypotheses; null where it cannot be read. */
export type Restate = (prop: Prop, more: readonly Prop[]) => Claim | null;

/** The text that a claim was read from, comments left out: what has to be read to know what is claimed. */
export type ClaimText = {
  /** The declarations, definitions and assumptions in scope, in order. */
  readonly declarations: readonly string[];
  /** Each from the word `given` on. */
  readonly givens: readonly string[];
  readonly goal: string;
};

export type TheoremStatement = {
  readonly k: "theorem" | "refute";
  readonly id: string;
  readonly title: string | null;
  readonly section: string | null;
  /** The proposition as written, with spans, for printing and for carets. */
  readonly prop: Prop;
  /** The source text of the proposition, whitespace folded to single blanks. */
  readonly text: string;
  readonly span: Span;
  readonly claim: Claim;
  /** What is to be found before there is anything to judge; empty for most theorems. */
  readonly holes: readonly Hole[];
  readonly source: ClaimText;
  readonly hypotheses: readonly Hypothesis[];
  /** All definitions in scope, in the order of declaration (for folding terms back into names). */
  readonly definitions: readonly Definition[];
  /** How names print, for those declared with `as $…$`. */
  readonly notation: ReadonlyMap<string, string>;
  /** Built-in functions that the text uses up to here (for folding terms back into them). */
  readonly builtins: ReadonlySet<string>;
  readonly proof: readonly ProofPart[] | null;
  readonly restate: Restate;
};
