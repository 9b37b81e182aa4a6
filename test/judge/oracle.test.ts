/** Antiderivatives of rational functions from the tables of the suite: found here, and by nerdamer; and what the verdicts owe to it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";
import { elaborate } from "../../src/language/elaborate/document.ts";
import { documentOf } from "../../src/language/read.ts";
import { contextOf } from "../../src/prove/index.ts";
import { askedAntiderivative, suggestAntiderivative } from "../../src/prove/integrate/antiderivative.ts";
import { NERDAMER } from "../../src/prove/oracle/nerdamer.ts";
import { rationalText, termOf } from "../../src/prove/oracle/text.ts";
import { proveText } from "../../src/verify.ts";

/** The integrands of the tables, each with its claim. */
function integrands(): { id: string; claim: K.Claim; f: K.Term; x: K.Term }[] {
  const text = /```lossproof\n([\s\S]*?)```/.exec(readFileSync("test/suite/integral/tables.md", "utf8"))?.[1] ?? "";
  return elaborate(documentOf(text, "tables").document).items.flatMap((i) => {
    const goal = i.k === "theorem" ? i.theorem.claim.goal : null;
    if (i.k !== "theorem" || goal?.k !== "hasDeriv" || i.theorem.section === "slips") return [];
    return [{ id: i.theorem.id, claim: i.theorem.claim, f: goal.value, x: goal.point }];
  });
}

/** Is the term an antiderivative, as the kernel sees it? */
function right(claim: K.Claim, F: K.Term | null, f: K.Term, x: K.Term): boolean {
  if (F === null) return false;
  K.refuel(300_000);
  try {
    const ctx = contextOf(claim, 1500);
    return ctx.search.prove(ctx, K.hasDeriv("x", K.abstract(F, [x]), x, f)) !== null;
  } catch (e) {
    if (e instanceof K.Refusal) return false;
    throw e;
  }
}

describe("antiderivatives", () => {
  it("are found for most integrands of the tables, and no less without an oracle", { timeout: 300_000 }, () => {
    const all = integrands();
    let own = 0;
    let asked = 0;
    let rational = 0;
    const lost: string[] = [];
    for (const { id, claim, f, x } of all) {
      K.refuel(300_000);
      const ctx = contextOf(claim, 1500);
      const found = right(claim, suggestAntiderivative(ctx, f, x), f, x);
      if (found) own++;
      if (rationalText(K.canonical(f), x) === null) continue;
      rational++;
      K.refuel(300_000);
      const told = right(claim, askedAntiderivative(ctx, NERDAMER, f, x), f, x);
      if (told) asked++;
      if (told && !found) lost.push(id);
    }
    console.log(`antiderivatives: ${own} of ${all.length} found; nerdamer: ${asked} of ${rational} rational ones`);
    expect(lost).toEqual([]);
    expect(own / all.length).toBeGreaterThan(0.8);
  });

  it("have the same verdicts with and without an oracle", { timeout: 120_000 }, async () => {
    for (const f of ["1/(x^2 + 1)", "1/(x^3 + 1)", "x/(x^2 - 1)", "x^4/(x + 1)", "1/(x^4 - 1)"]) {
      const given = { vars: [], defs: [], givens: ["x > 2"] };
      const [a, b] = await Promise.all(
        [true, false].map((oracles) => proveText(`integral(${f}, x) = ?`, given, { oracles })),
      );
      expect([f, a?.theorems[0]?.verdict]).toEqual([f, b?.theorems[0]?.verdict]);
    }
  });
});

describe("what an oracle says", () => {
  const x = (): K.Term => K.variable("x", K.REAL);
  const read = (answer: string): K.Term | null => termOf(answer, new Map([["x", x()]]));

  it("is read as a term", () => {
    expect(K.canonical(read("(1/2)*x^2-log(x)*x^(-1)") as K.Term)).toBe(
      K.canonical(K.sub(K.mul(K.num(K.rational(1n, 2n)), x(), x()), K.mul(K.log(x()), K.inv(x())))),
    );
  });

  it("is dropped where it is no such term", () => {
    for (const bad of ["atan(x)", "integrate(x,x)", "y", "x+", "2x", "(x", "x^y", "", "x;x"])
      expect([bad, read(bad)]).toEqual([bad, null]);
  });

  it("is not asked for where it may misread the question", () => {
    for (const f of [K.exp(x()), K.log(x()), K.ipow(x(), K.int(9)), K.rpow(x(), K.num(K.rational(1n, 2n)))])
      expect(rationalText(f, x())).toBeNull();
  });
});
