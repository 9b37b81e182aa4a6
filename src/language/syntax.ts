/** The syntax tree of derivations, every node with its place in the source. */
import type { Span } from "../diagnostic/diagnostic.ts";

export type Name = { readonly name: string; readonly span: Span };

export type BinaryOperator = "+" | "-" | "*" | "/" | "^";
export type Relation = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~=";

/** `lo..hi`, both ends included. */
export type RangeExpr = { readonly lo: Expr; readonly hi: Expr };

/** One variable of `diff` and how often. */
export type DiffStep = { readonly variable: Expr; readonly order: number };

/** `target = value` of `at` and `minimum ... at`. */
export type Binding = { readonly target: Expr; readonly value: Expr; readonly span: Span };

/** Where the variable of a limit goes. */
export type Approach = { readonly k: "inf" | "-inf" } | { readonly k: "at" | "right" | "left"; readonly point: Expr };

export type Expr =
  /** An exact number; `text` is how it was written. */
  | { readonly k: "number"; readonly num: bigint; readonly den: bigint; readonly text: string; readonly span: Span }
  | { readonly k: "constant"; readonly name: "pi" | "e"; readonly span: Span }
  | { readonly k: "name"; readonly name: string; readonly span: Span }
  | { readonly k: "index"; readonly family: Name; readonly index: readonly Expr[]; readonly span: Span }
  /** A function of the author, or one of the built-in ones. */
  | { readonly k: "call"; readonly fun: Name; readonly args: readonly Expr[]; readonly span: Span }
  | { readonly k: "negate"; readonly arg: Expr; readonly span: Span }
  | {
      readonly k: "binary";
      readonly op: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  | {
      readonly k: "big";
      readonly big: "sum" | "prod";
      readonly index: Name;
      readonly over: Domain;
      readonly where: Prop | null;
      readonly body: Expr;
      readonly span: Span;
    }
  | { readonly k: "diff"; readonly body: Expr; readonly steps: readonly DiffStep[]; readonly span: Span }
  | {
      readonly k: "integral";
      readonly body: Expr;
      readonly variable: Expr;
      readonly over: RangeExpr | null;
      readonly span: Span;
    }
  | { readonly k: "at"; readonly body: Expr; readonly bindings: readonly Binding[]; readonly span: Span }
  | { readonly k: "if"; readonly test: Prop; readonly then: Expr; readonly else: Expr; readonly span: Span }
  | { readonly k: "indicator"; readonly test: Prop; readonly span: Span }
  | { readonly k: "limit"; readonly body: Expr; readonly variable: Expr; readonly to: Approach; readonly span: Span }
  | {
      readonly k: "extremum";
      readonly which: "infimum" | "supremum" | "argmin" | "argmax";
      readonly body: Expr;
      readonly variables: readonly Expr[];
      readonly span: Span;
    }
  | { readonly k: "potential"; readonly body: Expr; readonly variable: Expr; readonly span: Span }
  | { readonly k: "const"; readonly span: Span }
  | { readonly k: "infinity"; readonly span: Span };

export type Domain =
  | { readonly k: "real" | "integer"; readonly span: Span }
  | { readonly k: "range"; readonly lo: Expr; readonly hi: Expr; readonly span: Span }
  | { readonly k: "set"; readonly values: readonly Expr[]; readonly span: Span }
  | {
      readonly k: "interval";
      readonly lo: Expr;
      readonly hi: Expr;
      readonly loClosed: boolean;
      readonly hiClosed: boolean;
      readonly span: Span;
    };

export type PredicateName =
  | "convex"
  | "strictly_convex"
  | "concave"
  | "strictly_concave"
  | "affine"
  | "increasing"
  | "decreasing"
  | "strictly_increasing"
  | "strictly_decreasing"
  | "bounded_below"
  | "bounded_above"
  | "unbounded_below"
  | "unbounded_above";

export type RelationLink = {
  readonly relation: Relation;
  readonly right: Expr;
  /** Of `~=`: what follows `+-`. */
  readonly tolerance: Expr | null;
  readonly span: Span;
};

export type Prop =
  | { readonly k: "chain"; readonly first: Expr; readonly links: readonly RelationLink[]; readonly span: Span }
  | { readonly k: "not"; readonly arg: Prop; readonly span: Span }
  | { readonly k: "and" | "or" | "implies" | "iff"; readonly left: Prop; readonly right: Prop; readonly span: Span }
  | {
      readonly k: "quantified";
      readonly quantifier: "all" | "some";
      readonly names: readonly Name[];
      /** Null: the names are declared, and run over their domains. */
      readonly domain: Domain | null;
      readonly body: Prop;
      readonly span: Span;
    }
  | { readonly k: "member"; readonly expr: Expr; readonly domain: Domain; readonly span: Span }
  | {
      readonly k: "predicate";
      readonly name: PredicateName;
      readonly body: Expr;
      readonly variables: readonly Expr[];
      readonly span: Span;
    }
  | {
      readonly k: "extreme";
      readonly which: "minimum" | "maximum";
      readonly body: Expr;
      readonly variables: readonly Expr[];
      readonly value: Expr | null;
      readonly at: readonly Binding[];
      readonly span: Span;
    };

export type ReasonSyntax =
  | { readonly k: "definition"; readonly name: Name; readonly span: Span }
  | { readonly k: "theorem"; readonly id: string; readonly span: Span }
  | { readonly k: "cases"; readonly split: Expr | Prop; readonly text: string; readonly span: Span }
  | { readonly k: "induction"; readonly variable: Name; readonly span: Span }
  | {
      readonly k: "method";
      readonly method: "algebra" | "log rules" | "differentiation" | "integration";
      readonly span: Span;
    }
  | { readonly k: "text"; readonly text: string; readonly span: Span };

export type StepSyntax =
  | {
      readonly k: "relation";
      readonly relation: Relation;
      readonly right: Expr;
      readonly tolerance: Expr | null;
      readonly reasons: readonly ReasonSyntax[];
      readonly span: Span;
    }
  | {
      readonly k: "connective";
      readonly relation: "iff" | "implies";
      readonly right: Prop;
      readonly reasons: readonly ReasonSyntax[];
      readonly span: Span;
    };

/** A head line and its steps. */
export type ProofLine = {
  readonly head: { readonly k: "expr"; readonly expr: Expr } | { readonly k: "prop"; readonly prop: Prop };
  readonly reasons: readonly ReasonSyntax[];
  readonly steps: readonly StepSyntax[];
  readonly span: Span;
};

export type VarItem = { readonly name: Name; readonly ranges: readonly RangeExpr[] };
export type DefIndex = { readonly name: Name; readonly range: RangeExpr };

/** What every statement has. */
export type Common = {
  /** Its source text, comments left out, whitespace folded to single blanks. */
  readonly text: string;
  readonly comment: string | null;
  readonly span: Span;
};

export type Statement = Common &
  (
    | {
        readonly k: "var";
        readonly items: readonly VarItem[];
        readonly domain: Domain;
        readonly where: Prop | null;
        readonly tex: string | null;
      }
    | {
        readonly k: "fun";
        readonly name: Name;
        readonly params: readonly Name[];
        readonly domain: Domain;
        readonly where: Prop | null;
        readonly tex: string | null;
      }
    | {
        readonly k: "def";
        readonly form: "plain" | "function" | "family";
        readonly name: Name;
        /** Of a function. */
        readonly params: readonly Name[];
        /** Of a family. */
        readonly indices: readonly DefIndex[];
        readonly body: Expr;
        readonly tex: string | null;
      }
    | { readonly k: "assume"; readonly prop: Prop }
    | { readonly k: "plot"; readonly curves: readonly Expr[]; readonly variable: Name; readonly range: RangeExpr }
    | { readonly k: "section"; readonly id: string; readonly title: string | null; readonly idSpan: Span }
    | {
        readonly k: "theorem" | "refute";
        readonly id: string;
        readonly idSpan: Span;
        readonly title: string | null;
        readonly prop: Prop;
        /** The source text of the proposition, whitespace folded. */
        readonly propText: string;
        /** `text` is the whole line, from the word `given` on, as in Common. */
        readonly givens: readonly { readonly prop: Prop; readonly text: string; readonly span: Span }[];
        readonly proof: readonly ProofLine[] | null;
      }
    | {
        /** Text that could not be read; the diagnostics say why. */
        readonly k: "error";
        /** The word it starts with, and the names or the id that it would have brought, as far as could be seen. */
        readonly word: string;
        readonly names: readonly string[];
        readonly title: string | null;
      }
  );

export type Block =
  | { readonly k: "prose"; readonly markdown: string; readonly span: Span }
  | { readonly k: "statement"; readonly statement: Statement };

export type FrontMatter = {
  readonly title: string | null;
  readonly id: string | null;
  readonly summary: string | null;
  readonly source: readonly string[];
  readonly tags: readonly string[];
};

/** A derivation as it stands in its file. */
export type Document = {
  readonly path: string;
  readonly source: string;
  readonly front: FrontMatter;
  /** Does the file have a lossproof block at all? */
  readonly hasBlocks: boolean;
  readonly blocks: readonly Block[];
};
