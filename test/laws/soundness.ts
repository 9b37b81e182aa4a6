/** Statements at random, their verdicts, and what they mean at many points: nothing false is proved, nothing true is refuted. */
import { parseExpression, parseProposition } from "../../src/language/read.ts";
import type { Expr, Prop } from "../../src/language/syntax.ts";
import { checkText } from "../../src/verify.ts";
import { Meaning, type Point, Unsure } from "./meaning.ts";
import { DECLARATIONS, pick, type Random, random, statement } from "./random.ts";

export type Found = {
  proved: number;
  refuted: number;
  undecided: number;
  unread: number;
  points: number;
  wrong: string[];
};

const REALS: readonly number[] = [0, 1, -1, 2, 0.5, -0.5, 3, -2, 1.5, 0.25, -3, 4, 0.75, 10, -10];

function point(r: Random): Point {
  const real = (): number => (r() < 0.85 ? pick(r, REALS) : Math.round((r() * 8 - 4) * 64) / 64);
  const K = pick(r, [1, 2, 3]);
  const numbers = new Map<string, number>([
    ["x", real()],
    ["y", real()],
    ["a", pick(r, [0.5, 1, 2, 0.25, 3])],
    ["p", pick(r, [0.5, 0.25, 0.75, 0.125, 0.9375])],
    ["u", pick(r, [0, 1, 0.5, 0.25])],
    ["n", pick(r, [0, 1, 2, 3])],
    ["K", K],
    ["i", 1 + Math.floor(r() * K)],
    ["j", 1 + Math.floor(r() * K)],
  ]);
  return { numbers, z: Array.from({ length: K }, real), w: [real(), real(), real()] };
}

/** Truth of `given implies goal` at the point; null where rounding cannot tell or a given does not hold. */
function at(p: Point, goal: Prop, givens: readonly Prop[]): boolean | "undefined" | null {
  try {
    const m = new Meaning(p);
    if (givens.some((g) => m.truth(g) !== true)) return null;
    return m.truth(goal);
  } catch (e) {
    if (e instanceof Unsure) return null;
    throw e;
  }
}

/** The point that a counterexample names; what it does not name is 1. */
function pointOf(assignment: readonly { name: { text: string }; value: { text: string } }[]): Point | null {
  const numbers = new Map<string, number>(["x", "y", "a", "n", "K", "i", "j"].map((name) => [name, 1]));
  numbers.set("p", 0.5).set("u", 1);
  const components = new Map<string, number>();
  for (const { name, value } of assignment) {
    const { expr } = parseExpression(value.text);
    if (expr === null) return null;
    const v = numberOf(expr);
    if (v === null) return null;
    (name.text.includes("[") ? components : numbers).set(name.text, v);
  }
  const family = (name: string, n: number): number[] =>
    Array.from({ length: n }, (_, m) => components.get(`${name}[${m + 1}]`) ?? 1);
  return { numbers, z: family("z", numbers.get("K") as number), w: family("w", 3) };
}

function numberOf(expr: Expr): number | null {
  try {
    return new Meaning({ numbers: new Map(), z: [], w: [] }).value(expr);
  } catch {
    // Not a closed number: a function, say.
    return null;
  }
}

/** Checks `count` statements of a seed. */
export async function soundness(seed: number, count: number, pointsEach = 40): Promise<Found> {
  const r = random(seed);
  const made = Array.from({ length: count }, () => statement(r));
  const text = made
    .map(({ goal, givens }, i) => `theorem t${i}: ${goal}\n${givens.map((g) => `  given ${g}\n`).join("")}`)
    .join("\n");
  const file = await checkText(`# Random\n\n\`\`\`lossproof\n${DECLARATIONS}\n\n${text}\`\`\`\n`, "random.md");
  const found: Found = { proved: 0, refuted: 0, undecided: 0, unread: 0, points: 0, wrong: [] };
  for (const t of file.theorems) {
    const own = made[Number(t.id.slice(1))] as (typeof made)[number];
    const goal = parseProposition(own.goal).prop;
    const givens = own.givens.map((g) => parseProposition(g).prop).filter((g) => g !== null);
    if (t.verdict === "error" || goal === null || givens.length < own.givens.length) {
      found.unread++;
      continue;
    }
    found[t.verdict]++;
    const shown = `seed ${seed}: ${own.goal}${own.givens.map((g) => ` given ${g}`).join("")}`;
    if (t.verdict === "proved") {
      for (let n = 0; n < pointsEach; n++) {
        const p = point(r);
        const v = at(p, goal, givens);
        if (v !== null) found.points++;
        if (v === false || v === "undefined") {
          found.wrong.push(
            `proved, but ${v} at ${JSON.stringify([...p.numbers])} z=${JSON.stringify(p.z)} w=${JSON.stringify(p.w)}: ${shown}`,
          );
          break;
        }
      }
    }
    if (t.verdict === "refuted" && t.counterexample !== null) {
      const p = pointOf(t.counterexample.assignment);
      const v = p === null ? null : at(p, goal, givens);
      if (v !== null) found.points++;
      if (v === true)
        found.wrong.push(
          `refuted, but true at ${t.counterexample.assignment.map((s) => `${s.name.text} = ${s.value.text}`).join(", ")}: ${shown}`,
        );
    }
  }
  return found;
}
