/** What came of the claims as messages of the one type that all messages have: codes C…, with the place and what would help. */
import type { CheckedFile, CheckedTheorem, Stop } from "../checked.ts";
import type { Code } from "../diagnostic/codes.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { explanationOf } from "../report/words.ts";

/** One for each claim that is not as stated and could be read. What could not be read has messages of its own. */
export function findings(file: CheckedFile): readonly Diagnostic[] {
  return file.theorems.flatMap((t) => finding(t) ?? []);
}

/** All messages about a file, in the order of the text. */
export function messages(file: CheckedFile): readonly Diagnostic[] {
  return [...file.diagnostics, ...findings(file)].sort((a, b) => a.span.start - b.span.start);
}

export function finding(t: CheckedTheorem): Diagnostic | null {
  if (t.met || t.verdict === "error") return null;
  const code = codeOf(t);
  const notes: string[] = [];
  const found = t.counterexample;
  if (found !== null && t.verdict === "refuted") {
    const at = found.assignment.map(({ name, value }) => `${name.text} = ${value.text}`).join(", ");
    notes.push(`${found.how} ${at === "" ? "as it stands" : `at ${at}`}`);
    if (found.lhs !== null || found.rhs !== null)
      notes.push(`left side ${found.lhs?.text ?? "undefined"}, right side ${found.rhs?.text ?? "undefined"}`);
    const more = explanationOf(found);
    if (more !== "") notes.push(more);
  }
  notes.push(
    t.hypotheses.length === 0
      ? "under no hypothesis"
      : `under the hypotheses ${t.hypotheses.map((h) => h.text).join(", ")}`,
  );
  return {
    code,
    severity: "error",
    span: t.place ?? t.span,
    message: `${t.id}: ${sentence(t)}`,
    notes,
    help: t.repair === null ? HELP[code] : `it is true with ${t.repair.change}: ${t.repair.statement.text}`,
  };
}

type ClaimCode = Code & `C${string}`;

const STOPPED: Readonly<Record<Stop, ClaimCode>> = {
  missing: "C104",
  limit: "C105",
  backstop: "C105",
  step: "C106",
  conclusion: "C107",
  hypotheses: "C108",
  definedness: "C109",
  fault: "C110",
  interrupted: "C110",
};

export function codeOf(t: CheckedTheorem): ClaimCode {
  switch (t.verdict) {
    case "refuted":
      return t.counterexample?.how === "undefined" ? "C102" : "C101";
    case "proved":
      return "C103";
    case "undecided":
    case "error":
      return STOPPED[t.stop ?? "missing"];
  }
}

function sentence(t: CheckedTheorem): string {
  switch (t.verdict) {
    case "refuted":
      return t.counterexample?.how === "undefined"
        ? "this is not defined everywhere under its hypotheses"
        : "this is false somewhere under its hypotheses";
    case "proved":
      return "this is stated as wrong, and it is proved";
    case "undecided":
    case "error":
      return `undecided: ${t.reason ?? "neither shown nor refuted"}`;
  }
}

const HELP: Readonly<Record<ClaimCode, string | null>> = {
  C101: null,
  C102: "add a hypothesis that keeps every term defined",
  C103: "state it as a theorem, or say what is wrong",
  C104: "write a proof with smaller steps, or look for a hypothesis that is missing",
  C105: "write a proof with smaller steps, so that each needs less work",
  C106: "split the step, or give the reason that it rests on",
  C107: "end the chain where the theorem ends",
  C108: "look at the hypotheses: are there values that meet all of them?",
  C109: "add a hypothesis that keeps every term defined",
  C110: null,
};
