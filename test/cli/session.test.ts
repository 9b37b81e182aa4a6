/**
 * The ten most common mistakes as a person sees them in a terminal without colour. The session is compared with
 * session.txt; `UPDATE_DOCS=1 npx vitest run test/cli/session.test.ts` writes it anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { block, built } from "./built.ts";

const { run, write } = built();
const GOLDEN = join(import.meta.dirname, "session.txt");

const MISTAKES: Readonly<Record<string, string>> = {
  "sign.md":
    "var y : {0, 1}\nvar z : real\ndef ce = -y*log(sigmoid(z)) - (1 - y)*log(1 - sigmoid(z))\ntheorem gradient: diff(ce, z) = y - sigmoid(z)",
  "missing-hypothesis.md": "var p : real\ntheorem log-of-square: log(p^2) = 2*log(p)",
  "scope-of-sum.md":
    "var K : integer where K >= 1\nvar a[1..K], b[1..K] : real\nvar k : 1..K\ntheorem split: sum(k in 1..K, a[k] + b[k]) = sum(k in 1..K, a[k]) + b[k]",
  "sigma-for-log-sigma.md": "var z : real\ntheorem softplus-slope: diff(log(sigmoid(z)), z) = sigmoid(z)",
  "factor-two.md": "var x, t : real\ntheorem slope: diff((x - t)^2, x) = x - t",
  "undeclared.md": "var z : real\ntheorem odd: sigmoid(z) = 1 - sigmoid(w)",
  "implicit-product.md": "var p : (0, 1)\ntheorem entropy: -p log(p) >= 0",
  "misspelt.md": "var theta : real\ntheorem positive: sigmiod(theta) > 0 and exp(thata) > 0",
  "unclosed.md": "var x : real\ntheorem square: (x + 1)^2 = (x^2 + 2*x + 1",
  "index.md": "var K : integer where K >= 1\nvar z[1..K] : real\ntheorem first: z[0] <= z[0]",
};

it("a session of the ten most common mistakes reads as it should", async () => {
  for (const [name, text] of Object.entries(MISTAKES)) write(name, block(text));
  const told: string[] = [];
  for (const name of Object.keys(MISTAKES)) {
    const { code, out, err } = await run(["check", name, "--no-cache"]);
    // Times differ from run to run.
    const text = (out + err).replace(/ +\d[\d.]* m?s(?=\s|$)/gm, "").replace(/ \(\d[\d.]* m?s\)/g, "");
    told.push(`$ lossproof check ${name}\n${text.trimEnd()}\n[exit ${code}]\n`);
    expect(code).toBe(1);
  }
  const session = told.join("\n");
  expect(session).not.toContain("\u001b");
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(GOLDEN, session);
  expect(session).toBe(readFileSync(GOLDEN, "utf8"));
});
