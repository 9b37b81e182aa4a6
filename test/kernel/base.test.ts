/**
 * The trusted base does not grow by accident: its exports, its rules and its size are pinned here and in TRUST.md. Whoever
 * means a change writes it into both, and into CHANGELOG.md under *Trusted base*.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as K from "../../src/kernel/index.ts";

const lines = (path: string): number => readFileSync(path, "utf8").split("\n").length - 1;
const under = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce(
    (n, e) =>
      n + (e.isDirectory() ? under(`${folder}/${e.name}`) : e.name.endsWith(".ts") ? lines(`${folder}/${e.name}`) : 0),
    0,
  );
const RULES: readonly string[] = `
  assume discharge modusPonens both left right eitherLeft eitherRight cases absurd excludedMiddle generalise
  specialise witness choose everyFunction instance rewrite congruence reflexivity symmetry transitivity ring
  linearCombination positivstellensatz totalOrder antisymmetry integerStep inverse expPositive expTangent expLog
  power realPower zeroPower nextPower ifTrue ifFalse enclosed extensionality sumNonnegative sumPositive
  productPositive split emptyRange singleTerm count induction derivConstant derivIdentity derivAdd derivMul
  derivExp derivLog derivInv derivPower derivSum derivCall derivLocal derivValue derivUnique nearAll
  nearPositive nearBoth nearMonotone nearRange nearHere unfoldNear foldNear unfoldDerivative foldDerivative
  foldPredicate unfoldPredicate monotone convexOnUnit zeroGradient callExtensionality continuousOn
  fundamentalTheorem
`
  .trim()
  .split(/\s+/);

const EXPORTS: readonly string[] = `
  D INT ONE REAL Refusal Theorem ZERO abstract absurd add addQ allFun along and antisymmetry applyRule assume at
  big both bound call callExtensionality canonical cases certifyFalse certifyProved certifyUndefined choose
  compareNodes compareQ congruence continuousOn convexOnUnit count defined derivAdd derivCall derivConstant
  derivExp derivIdentity derivInv derivLocal derivLog derivMul derivPower derivSum derivUnique derivValue
  discharge div eitherLeft eitherRight emptyRange enclosed enclosure eq equalQ evaluate eventually everyFunction
  excludedMiddle exp expLog expPositive expTangent extensionality falsum familyOf familySort foldDerivative
  foldNear foldPredicate forRange freeNames freshArena freshName fuelLeft fundamentalTheorem gcd generalise
  hasDeriv idOf ifFalse ifThen ifTrue implies induction instance instantiate int integerStep integral inv invQ
  inverse ipow isCertified isFormula isName isSmooth isTerm isTheorem le left linearCombination log looseOf lt
  mapChildren modusPonens monomials monotone mul mulQ near nearAll nearBoth nearHere nearMonotone nearPositive
  nearRange neg negQ nextPower not num occurs occursLoose op or pi positivstellensatz potential power pred
  productPositive quantified quotient radius rational rawAt rawFamily realPower reflexivity refuel replaceTerm
  replaceVar rewrite right ring rpow ruleNames sameSort singleTerm sizeOf sortOf specialise split sub subQ
  sumNonnegative sumPositive symmetry totalOrder transitivity unfold unfoldDerivative unfoldNear unfoldPredicate
  update variable verum witness zeroGradient zeroPower
`
  .trim()
  .split(/\s+/);

/** Rows `| \`path\` … | lines | …` of TRUST.md. */
const rows = [...readFileSync("TRUST.md", "utf8").matchAll(/^\| `(src\/[^`]+)`[^|]*\| (\d+) \|/gm)].map(
  (m) => [m[1] as string, Number(m[2])] as const,
);

it("TRUST.md lists every file of the kernel, with its lines", () => {
  const files = readdirSync("src/kernel").map((f) => `src/kernel/${f}`);
  const listed = rows.filter(([path]) => path.endsWith(".ts"));
  expect(listed.map(([path]) => path)).toEqual(files.sort());
  // A few lines are no news; more of them are.
  const news = listed.filter(([path, n]) => Math.abs(lines(path) - n) > 10).map(([path]) => `${path}: ${lines(path)}`);
  expect(news).toEqual([]);
});

it("TRUST.md tells how large the folders are", () => {
  const folders = rows.filter(([path]) => path.endsWith("/"));
  expect(folders.map(([path]) => path)).toEqual(["src/kernel/", "src/language/", "src/replay/"]);
  const news = folders
    .filter(([path, n]) => Math.abs(under(path) - n) > n / 10)
    .map(([path]) => `${path}: ${under(path)}`);
  expect(news).toEqual([]);
});

it("the kernel imports nothing outside itself", () => {
  for (const f of readdirSync("src/kernel")) {
    for (const m of readFileSync(`src/kernel/${f}`, "utf8").matchAll(/from "([^"]+)"/g))
      expect(m[1]).toMatch(/^\.\/[a-z]+\.ts$/);
  }
});

it("the rules", () => expect(K.ruleNames()).toEqual(RULES));

it("the exports", () => expect(Object.keys(K).sort()).toEqual(EXPORTS));
