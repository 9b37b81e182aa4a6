/**
 * Replay: the second checker. It reads what is claimed from the claim's own text, concludes every step of the
 * certificate again by its own rules, and makes the verdict again. It shares no code with the kernel, the
 * language or the search; DIVERGENCES.md lists where it is stricter or weaker than the kernel, and why.
 */
import type { ClaimText, NodeRow } from "../certificate/format.ts";
import * as C from "./certify.ts";
import { decodeArgument, decodeNode, entry, list, record, text, tuple } from "./decode.ts";
import { restartWork } from "./polynomial.ts";
import { readClaim } from "./reader/claim.ts";
import { Rejected, reject } from "./rejected.ts";
import { conclude } from "./rules/table.ts";
import type { Sequent } from "./sequent.ts";
import type { Node } from "./term.ts";
import * as T from "./term.ts";

export type Replayed =
  /** What was proved or refuted is the text that was read. */
  | { readonly ok: true; readonly verdict: "proved" | "refuted"; readonly text: ClaimText }
  | { readonly ok: false; readonly reason: string };

/** Replays a certificate given as data (parsed JSON). Never throws: the reason says what is wrong with it. */
export function replay(data: unknown): Replayed {
  T.emptyTable();
  restartWork();
  try {
    return { ok: true, ...check(data) };
  } catch (e) {
    if (e instanceof Rejected) return { ok: false, reason: e.message };
    // The stack may end, or data be of a kind that JSON does not have: nothing is shown then either.
    return { ok: false, reason: `the certificate cannot be read: ${e instanceof Error ? e.message : "unknown error"}` };
  } finally {
    T.emptyTable();
  }
}

const MAX_ROWS = 2_000_000;

function check(data: unknown): { verdict: "proved" | "refuted"; text: ClaimText } {
  const c = record(data, ["format", "version", "about", "text", "nodes", "steps", "claim", "verdict"], "a certificate");
  if (c.format !== "lossproof-certificate") reject("not a lossproof certificate");
  if (c.version !== 2) reject(`unknown version ${JSON.stringify(c.version)?.slice(0, 80)}`);
  const claimed = textOf(c.text);
  const about = record(c.about, ["file", "id", "statement"], "what the certificate is about");
  for (const [key, value] of Object.entries(about)) text(value, key);
  const rows = list(c.nodes, "nodes");
  const stepRows = list(c.steps, "steps");
  if (rows.length > MAX_ROWS || stepRows.length > MAX_ROWS) reject(`more than ${MAX_ROWS} rows`);
  const nodes: Node[] = [];
  for (const row of rows) nodes.push(decodeNode(row as NodeRow, nodes));
  const steps: Sequent[] = [];
  for (const row of stepRows) steps.push(step(row, steps, nodes));
  const claim = readClaim(claimed);
  mustBeRead(claim, claimOf(c.claim, nodes));
  return { verdict: verdict(c.verdict, claim, steps, nodes), text: claimed };
}

function step(row: unknown, steps: readonly Sequent[], nodes: readonly Node[]): Sequent {
  const [rule, premises, args] = tuple(row, 3, "a step");
  const name = text(rule, "a rule");
  try {
    return conclude(
      name,
      list(premises, "premises").map((i) => entry(steps, i, "step")),
      list(args, "arguments").map((a) => decodeArgument(a as never, nodes)),
    );
  } catch (e) {
    if (e instanceof Rejected) reject(`step ${steps.length + 1}, ${name.slice(0, 80)}: ${e.message}`);
    throw e;
  }
}

function textOf(row: unknown): ClaimText {
  const t = record(row, ["declarations", "givens", "goal"], "the text");
  const texts = (x: unknown, what: string): string[] => list(x, what).map((s) => text(s, what));
  return {
    declarations: texts(t.declarations, "declarations"),
    givens: texts(t.givens, "givens"),
    goal: text(t.goal, "the goal"),
  };
}

/** Rejects unless the formulas that the certificate gives are those that its text says. */
function mustBeRead(read: C.Claim, written: C.Claim): void {
  if (written.goal !== read.goal) reject("the text claims another goal than the certificate's");
  const same =
    read.hypotheses.length === written.hypotheses.length &&
    read.hypotheses.every((h, i) => h === written.hypotheses[i]);
  if (!same) reject("the text gives other hypotheses than the certificate's");
  for (const [name, ranges] of read.families) {
    const other = written.families.get(name);
    const equal =
      other?.length === ranges.length && ranges.every(([lo, hi], i) => other[i]?.[0] === lo && other[i]?.[1] === hi);
    if (!equal) reject(`the text gives the family ${name} other ranges than the certificate`);
  }
}

function claimOf(row: unknown, nodes: readonly Node[]): C.Claim {
  const c = record(row, ["hypotheses", "goal", "families"], "the claim");
  const families = list(c.families, "families").map((f) => {
    const [name, ranges] = tuple(f, 2, "a family");
    const ends = list(ranges, "ranges").map((r) => {
      const [lo, hi] = tuple(r, 2, "a range");
      return [entry(nodes, lo, "node"), entry(nodes, hi, "node")] as const;
    });
    return [text(name, "a name"), ends] as const;
  });
  return {
    hypotheses: list(c.hypotheses, "hypotheses").map((i) => entry(nodes, i, "node")),
    goal: entry(nodes, c.goal, "node"),
    families: new Map(families),
  };
}

function verdict(
  row: unknown,
  claim: C.Claim,
  steps: readonly Sequent[],
  nodes: readonly Node[],
): "proved" | "refuted" {
  const k = typeof row === "object" && row !== null && "k" in row ? row.k : undefined;
  const fields =
    k === "proved" ? ["k", "goal", "defined", "at", "holds"] : ["k", "how", "breaks", "defined", "at", "holds"];
  const v = record(row, fields, "the verdict");
  const at = (i: unknown): Sequent => entry(steps, i, "step");
  const witness = { at: valuation(v.at, nodes), holds: list(v.holds, "holds").map(at) };
  if (k === "proved") {
    C.certifyProved(claim, at(v.goal), at(v.defined), witness);
    return "proved";
  }
  if (k !== "refuted") reject("unknown verdict");
  if (v.how === "false") C.certifyFalse(claim, at(v.breaks), at(v.defined), witness);
  else if (v.how === "undefined" && v.defined === null) C.certifyUndefined(claim, at(v.breaks), witness);
  else reject("unknown kind of refutation");
  return "refuted";
}

function valuation(row: unknown, nodes: readonly Node[]): C.Valuation {
  const v = record(row, ["variables", "functions"], "the witness");
  return {
    variables: list(v.variables, "variables").map((x) => {
      const [variable, value] = tuple(x, 2, "a value");
      return { variable: entry(nodes, variable, "node"), value: entry(nodes, value, "node") };
    }),
    functions: list(v.functions, "functions").map((f) => {
      const [name, arity, body] = tuple(f, 3, "a function");
      if (typeof arity !== "number") reject("a function takes a number of arguments");
      return { name: text(name, "a name"), arity, body: entry(nodes, body, "node") };
    }),
  };
}
