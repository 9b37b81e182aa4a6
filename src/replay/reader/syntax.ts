/** Expressions and propositions as they are written. */
import type { Q } from "../rational.ts";

export type Relation = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~=";
export type Range = { readonly lo: Syntax; readonly hi: Syntax };
export type Domain =
  | { readonly k: "real" | "integer" }
  | ({ readonly k: "range" } & Range)
  | { readonly k: "set"; readonly values: readonly Syntax[] }
  | ({ readonly k: "interval"; readonly loClosed: boolean; readonly hiClosed: boolean } & Range);
/** `target = value` */
export type Binding = { readonly target: Syntax; readonly value: Syntax };
export type Link = { readonly relation: Relation; readonly right: Syntax; readonly tolerance: Syntax | null };
export type Approach = "at" | "right" | "left" | "inf" | "-inf";

export type Syntax =
  // expressions
  | { readonly k: "number"; readonly value: Q }
  | { readonly k: "pi" | "e" | "inf" | "const" }
  | { readonly k: "name"; readonly name: string }
  | { readonly k: "index"; readonly name: string; readonly index: readonly Syntax[] }
  | { readonly k: "call"; readonly name: string; readonly args: readonly Syntax[] }
  | { readonly k: "negate"; readonly arg: Syntax }
  | { readonly k: "binary"; readonly op: string; readonly left: Syntax; readonly right: Syntax }
  | {
      readonly k: "big";
      readonly big: "sum" | "prod";
      readonly index: string;
      readonly over: Domain;
      readonly where: Syntax | null;
      readonly body: Syntax;
    }
  | {
      readonly k: "diff";
      readonly body: Syntax;
      readonly steps: readonly { readonly variable: Syntax; readonly order: number }[];
    }
  | { readonly k: "integral"; readonly body: Syntax; readonly variable: Syntax; readonly over: Range | null }
  | { readonly k: "at"; readonly body: Syntax; readonly bindings: readonly Binding[] }
  | { readonly k: "if"; readonly test: Syntax; readonly then: Syntax; readonly else: Syntax }
  | { readonly k: "indicator"; readonly test: Syntax }
  | {
      readonly k: "limit";
      readonly body: Syntax;
      readonly variable: Syntax;
      readonly to: Approach;
      readonly point: Syntax;
    }
  | {
      readonly k: "extremum";
      readonly which: "infimum" | "supremum" | "argmin" | "argmax";
      readonly body: Syntax;
      readonly variables: readonly Syntax[];
    }
  | { readonly k: "potential"; readonly body: Syntax; readonly variable: Syntax }
  // propositions
  | { readonly k: "chain"; readonly first: Syntax; readonly links: readonly Link[] }
  | { readonly k: "not"; readonly arg: Syntax }
  | { readonly k: "and" | "or" | "implies" | "iff"; readonly left: Syntax; readonly right: Syntax }
  | {
      readonly k: "quantified";
      readonly quantifier: "all" | "some";
      readonly names: readonly string[];
      readonly domain: Domain | null;
      readonly body: Syntax;
    }
  | { readonly k: "member"; readonly arg: Syntax; readonly domain: Domain }
  | { readonly k: "predicate"; readonly name: string; readonly body: Syntax; readonly variables: readonly Syntax[] }
  | {
      readonly k: "extreme";
      readonly which: "minimum" | "maximum";
      readonly body: Syntax;
      readonly variables: readonly Syntax[];
      readonly value: Syntax | null;
      readonly at: readonly Binding[];
    };

const PROPOSITIONS: ReadonlySet<string> = new Set(
  "chain not and or implies iff quantified member predicate extreme".split(" "),
);
export const isProposition = (s: Syntax): boolean => PROPOSITIONS.has(s.k);

export type Statement =
  | {
      readonly k: "var";
      readonly items: readonly { readonly name: string; readonly ranges: readonly Range[] }[];
      readonly domain: Domain;
      readonly where: Syntax | null;
    }
  | {
      readonly k: "fun";
      readonly name: string;
      readonly params: readonly string[];
      readonly domain: Domain;
      readonly where: Syntax | null;
    }
  | {
      readonly k: "def";
      readonly form: "plain" | "function" | "family";
      readonly name: string;
      /** Of a function its parameters, of a family its indices. */
      readonly params: readonly string[];
      readonly ranges: readonly Range[];
      readonly body: Syntax;
    }
  | { readonly k: "assume"; readonly prop: Syntax };
