/** A claim: what a text asserts, in the logic. Made by language/, certified by certify.ts. */
import type { Formula, Range } from "./term.ts";

/** The declared ranges of a family's indices, by the family's name. */
export type Families = ReadonlyMap<string, readonly Range[]>;

export type Claim = {
  /** All hypotheses that count for the goal; each is met where it is defined and true. */
  readonly hypotheses: readonly Formula[];
  readonly goal: Formula;
  readonly families: Families;
};
