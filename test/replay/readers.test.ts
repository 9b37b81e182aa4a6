/**
 * The two readers agree: for every statement of the suite and the corpus, proved or not, replay reads the claim that the
 * language reads, has the same formula for its definedness, and the same meaning for its predicates.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Writer } from "../../src/certificate/encode.ts";
import * as K from "../../src/kernel/index.ts";
import type { TheoremStatement } from "../../src/language/claim.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { readDerivation } from "../../src/language/markdown.ts";
import { decodeNode } from "../../src/replay/decode.ts";
import { defined } from "../../src/replay/defined.ts";
import { meaning } from "../../src/replay/meaning.ts";
import { readClaim } from "../../src/replay/reader/claim.ts";
import { Rejected } from "../../src/replay/rejected.ts";
import type { Node } from "../../src/replay/term.ts";
import * as R from "../../src/replay/term.ts";
import { fixtures } from "../suite/outcomes.ts";

/** The kernel's nodes as replay's. */
function carried(ns: readonly (K.Term | K.Formula)[]): Node[] {
  const writer = new Writer();
  const at = ns.map((n) => writer.node(n));
  const nodes: Node[] = [];
  for (const row of writer.nodes) nodes.push(decodeNode(row, nodes));
  return at.map((i) => nodes[i] as Node);
}

/** What replay makes of the statement's text that the language does not, or null. */
function difference(s: TheoremStatement): string | null {
  R.emptyTable();
  const { claim } = s;
  const [goal, ...hypotheses] = carried([claim.goal, ...claim.hypotheses]) as [Node, ...Node[]];
  try {
    const read = readClaim(s.source);
    if (read.goal !== goal) return "another goal";
    if (read.hypotheses.length !== hypotheses.length || read.hypotheses.some((h, i) => h !== hypotheses[i]))
      return "other hypotheses";
    for (const [name, ranges] of read.families) {
      const ends = carried((claim.families.get(name) ?? []).flatMap((r) => [r.lo, r.hi]));
      if (ends.length !== 2 * ranges.length || ranges.flat().some((e, i) => e !== ends[i]))
        return `other ranges of ${name}`;
    }
    const [wanted] = carried([K.defined(claim.goal, claim.families)]);
    if (defined(read.goal, read.families) !== wanted) return "another definedness";
    if (claim.goal.k === "pred" && meaning(read.goal) !== carried([K.unfold(claim.goal)])[0]) return "another meaning";
    return null;
  } catch (e) {
    if (e instanceof Rejected) return e.message;
    throw e;
  }
}

const FILES = [...fixtures("derivations"), ...fixtures("test/suite")];

it(`reads the statements of ${FILES.length} files alike`, { timeout: 300_000 }, async () => {
  const different: string[] = [];
  let read = 0;
  for (const path of FILES) {
    K.freshArena();
    const { document } = await readDerivation(readFileSync(path, "utf8"), path);
    for (const item of elaborate(document).items) {
      // A `?` is put in first; the certificate is then about the statement that it makes.
      if (item.k !== "theorem" || item.theorem.holes.length > 0) continue;
      read++;
      const how = difference(item.theorem);
      if (how !== null) different.push(`${path}#${item.theorem.id}: ${how}`);
    }
  }
  expect(different).toEqual([]);
  expect(read).toBeGreaterThan(2000);
});
