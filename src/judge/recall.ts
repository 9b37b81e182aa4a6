/** A result that was kept, about the same text: believed as far as its certificates go. */
import { decode, isAbout, Malformed } from "../certificate/decode.ts";
import type { Certificate } from "../certificate/format.ts";
import type { CheckedTheorem, Repair } from "../checked.ts";
import type { Certified, Claim } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { TheoremStatement } from "../language/claim.ts";
import { parseProposition } from "../language/read.ts";
import type { Prop } from "../language/syntax.ts";
import { counterexampleOf, repairStatement, titlesOf } from "./result.ts";
import { Printer } from "./shown.ts";

/** What a certificate may cost to check again. */
const PRODUCTS = 1_200_000;

/**
 * The kept result under the statement as it is read now: verdict and counterexample come from the certificate, a
 * repair from its own. Null where one of them is not right, or is about another claim; then judge anew.
 */
export function recalled(s: TheoremStatement, kept: CheckedTheorem, ms: number): CheckedTheorem | null {
  // What stands for a `?` has to be found again.
  if (s.holes.length > 0) return null;
  const print = new Printer(s);
  const verdict = kept.certificate === null ? null : certified(kept.certificate, s.claim);
  if (verdict === null && kept.certificate !== null) return null;
  const titles = titlesOf(s, verdict, print);
  if (titles.verdict !== kept.verdict) return null;
  const repair = kept.repair === null ? null : repairAgain(s, kept.repair, print);
  if (repair === null && kept.repair !== null) return null;
  return {
    ...kept,
    ...titles,
    ms,
    reason: titles.met ? null : kept.reason,
    counterexample: counterexampleOf(s, verdict, print),
    repair: verdict?.k === "refuted" ? repair : null,
  };
}

/** The kernel's verdict by a certificate, where it is about exactly this claim. */
export function certified(certificate: unknown, claim: Claim): Certified | null {
  const verdict = decoded(certificate);
  return verdict !== null && isAbout(verdict, claim) ? verdict : null;
}

/** The kernel's verdict by a certificate; null for data that is none, or is wrong. */
export function decoded(certificate: unknown): Certified | null {
  K.refuel(PRODUCTS);
  try {
    return decode(certificate as Certificate);
  } catch (e) {
    const wrong = e instanceof K.Refusal || e instanceof Malformed || e instanceof RangeError;
    if (wrong || e instanceof TypeError || e instanceof SyntaxError) return null;
    throw e;
  }
}

function repairAgain(s: TheoremStatement, kept: Repair, print: Printer): Repair | null {
  const { proof } = kept;
  if (proof === undefined) return null;
  const prop = parsed(proof.prop);
  const given = proof.given === null ? null : parsed(proof.given);
  if (prop === null || (given === null && proof.given !== null)) return null;
  const claim = s.restate(prop, given === null ? [] : [given]);
  if (claim === null || certified(proof.certificate, claim)?.k !== "proved") return null;
  return { statement: repairStatement(prop, given, print), change: kept.change, proof };
}

function parsed(text: string): Prop | null {
  const { prop, diagnostics } = parseProposition(text);
  return diagnostics.length > 0 ? null : prop;
}
