/**
 * nerdamer, a computer algebra system in JavaScript, asked for antiderivatives of rational functions. Other
 * forms are kept from it: it misreads quotients of exponentials. It is loaded when it is asked for the first time.
 */
import { createRequire } from "node:module";
import type { Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";
import type { Oracle, Question } from "./oracle.ts";
import { rationalText, termOf } from "./text.ts";

type Nerdamer = (expression: string) => { toString(): string };

let loaded: Nerdamer | null = null;

function system(): Nerdamer {
  if (loaded === null) {
    const load = createRequire(import.meta.url);
    loaded = load("nerdamer") as Nerdamer;
    load("nerdamer/Algebra.js");
    load("nerdamer/Calculus.js");
  }
  return loaded;
}

export const NERDAMER: Oracle = Object.freeze({ name: "nerdamer", suggest });

function suggest(question: Question): Term | null {
  const asked = rationalText(K.canonical(question.of), question.variable);
  if (asked === null) return null;
  let answer: string;
  try {
    answer = system()(`integrate(${asked.text}, x)`).toString();
  } catch {
    // It throws where it knows no answer.
    return null;
  }
  return answer.includes("integrate") ? null : termOf(answer, asked.names);
}
