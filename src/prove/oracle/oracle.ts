/**
 * Computer algebra systems as oracles: asked for what is hard to find and easy to check. What one says is
 * a suggestion like any other: a term, which the kernel differentiates.
 */
import type { Term } from "../../kernel/index.ts";

/** What an oracle is asked. */
export type Question = { readonly k: "antiderivative"; readonly of: Term; readonly variable: Term };

export type Oracle = {
  readonly name: string;
  /** A term that may answer the question; null where it has none, or cannot be asked this. */
  readonly suggest: (question: Question) => Term | null;
};
