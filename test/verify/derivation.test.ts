/** Statements are judged one by one: in any order, in any process, and again from what was kept. */
import { expect, it } from "vitest";
import type { CheckedTheorem } from "../../src/checked.ts";
import { Derivation } from "../../src/verify.ts";

const TEXT = `# Title

\`\`\`lossproof
var K : integer where K >= 1
var z[1..K] : real
var m, T : 1..K
def y[m in 1..K] = exp(z[m]) / sum(k in 1..K, exp(z[k]))
def C = -log(y[T])
theorem rewritten: C = log(sum(k in 1..K, exp(z[k]))) - z[T]
theorem gradient: diff(C, z[m]) = y[m] - delta(m, T)
  proof
    diff(C, z[m])
      = diff(log(sum(k in 1..K, exp(z[k]))) - z[T], z[m])   by rewritten
      = exp(z[m]) / sum(k in 1..K, exp(z[k])) - delta(m, T) by differentiation
      = y[m] - delta(m, T)                                  by def y
refute wrong-sign: diff(C, z[m]) = delta(m, T) - y[m]
theorem slip: C = log(sum(k in 1..K, exp(z[k]))) + z[T]
theorem undecided: C > 0
  given K >= 2 and K < 2
\`\`\`
`;

const read = (text = TEXT): Promise<Derivation> => Derivation.read(text, "x.md");
const plain = (t: CheckedTheorem): unknown => JSON.parse(JSON.stringify(t));

async function all(): Promise<Map<string, CheckedTheorem>> {
  const derivation = await read();
  const done = new Map<string, CheckedTheorem>();
  for (const { id } of derivation.tasks) done.set(id, derivation.judge(id, done));
  return done;
}

it("gives the same result whatever was judged before, from the data of what is cited alone", async () => {
  const done = await all();
  expect([...done].map(([id, t]) => `${id} ${t.verdict}`)).toEqual([
    "rewritten proved",
    "gradient proved",
    "wrong-sign refuted",
    "slip refuted",
    "undecided undecided",
  ]);
  const derivation = await read();
  expect(derivation.tasks.find((t) => t.id === "gradient")?.cites).toEqual(["rewritten"]);
  const cited = new Map([["rewritten", plain(done.get("rewritten")!) as CheckedTheorem]]);
  for (const id of [...done.keys()].reverse())
    expect(plain(derivation.judge(id, id === "gradient" ? cited : new Map()))).toEqual(plain(done.get(id)!));
  expect(derivation.judge("gradient", new Map()).reason).toContain("`rewritten` was not proved above");
});

it("recalls what was kept, and believes no more of it than its certificates show", async () => {
  const done = await all();
  const derivation = await read();
  for (const [id, theorem] of done) {
    const kept = plain(theorem) as CheckedTheorem;
    expect(plain(derivation.recall(id, kept)!)).toEqual(plain(theorem));
  }
  const slip = plain(done.get("slip")!) as CheckedTheorem;
  const proved = plain(done.get("rewritten")!) as CheckedTheorem;
  // A verdict without its certificate, the certificate of another claim, a certificate with a step left out.
  const claimed = { ...proved, certificate: null };
  expect(derivation.recall("slip", claimed)).toBe(null);
  expect(derivation.recall("slip", { ...slip, verdict: "proved", met: true })).toBe(null);
  expect(derivation.recall("slip", proved)).toBe(null);
  const { steps } = proved.certificate as { steps: unknown[] };
  expect(
    derivation.recall("rewritten", {
      ...proved,
      certificate: { ...(proved.certificate as object), steps: steps.slice(1) },
    }),
  ).toBe(null);
  // A repair that is not proved by its certificate.
  expect(slip.repair?.proof?.prop).toContain("- z[T]");
  const forged = { ...slip.repair!, proof: { ...slip.repair!.proof!, prop: "C = 0" } };
  expect(derivation.recall("slip", { ...slip, repair: forged })).toBe(null);
});

it("knows what a result depends on", async () => {
  const content = async (id: string, change: (text: string) => string = (t) => t): Promise<string> =>
    (await read(change(TEXT))).content(id);
  const before = await content("slip");
  const same = async (change: (text: string) => string, id = "slip"): Promise<boolean> =>
    (await content(id, change)) === (await content(id));
  expect(await content("slip", (t) => t.replace("# Title", "# Another\n\nWith words."))).toBe(before);
  expect(await same((t) => t.replace("var m, T", "# a comment\nvar m, T"))).toBe(true);
  expect(await same((t) => t.replace("theorem rewritten: C", "theorem rewritten: 2*C"))).toBe(true);
  expect(await same((t) => t.replace("theorem rewritten: C", "theorem rewritten: 2*C"), "gradient")).toBe(false);
  expect(await same((t) => t.replace("var z[1..K] : real", "var z[1..K] : (0, 1)"))).toBe(false);
  expect(await same((t) => t.replace("theorem rewritten", "assume z[1] > 0\ntheorem rewritten"))).toBe(false);
  expect(await same((t) => t.replace("+ z[T]", "+ 2*z[T]"))).toBe(false);
});

it("shows a counterexample as far as its work allows", async () => {
  const text =
    "```lossproof\nvar x, y, z : real\ntheorem large: (x + y + z + 1)^60 = (x + y + z + 1)^59*(x + y + z)\n```\n";
  const derivation = await Derivation.read(text, "x.md");
  expect(derivation.judge("large", new Map(), { limits: { steps: 50, products: 20_000 } }).verdict).not.toBe("proved");
});
