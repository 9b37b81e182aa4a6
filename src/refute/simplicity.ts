/** How easily a person checks a counterexample: the lower, the simpler. */
import type { Formula, Term } from "../kernel/index.ts";
import { simpleFraction } from "./equations.ts";
import type { Evaluator } from "./evaluate.ts";
import type { Point } from "./points.ts";

/** The evaluator holds the values of the point. */
export function simplicity(ev: Evaluator, p: Point, core: Formula): number {
  const numbers = p.cells.map((c) => costOf(c.now.term)).reduce((a, b) => a + b, 0);
  const sizes = p.sizes.map((s) => sizeCost(s.choice.value)).reduce((a, b) => a + b, 0);
  return numbers + sizes + sidesCost(ev, core);
}

function sizeCost(n: number): number {
  return n >= 2 ? 3 * (n - 2) : 40 + n;
}

/** 0 for 0 and 1, more for what is longer to write. */
function costOf(t: Term): number {
  if (t.k !== "num") return 4;
  const digits = `${t.value.num}`.replace("-", "").length + (t.value.den === 1n ? 0 : 1 + `${t.value.den}`.length);
  const size = t.value.num < 0n ? -t.value.num : t.value.num;
  const plain = size <= 1n && t.value.den === 1n ? 0 : 1;
  return plain + (digits - 1) + (t.value.num < 0n ? 0.5 : 0) + Number(size > 9n ? 1n : size) / 10;
}

/** Sides that come out rational are easier than decimals. */
function sidesCost(ev: Evaluator, core: Formula): number {
  if (core.k !== "eq" && core.k !== "lt" && core.k !== "le") return 0;
  const [l, r] = [ev.number(core.l), ev.number(core.r)];
  if (Number.isNaN(l) || Number.isNaN(r)) return 0;
  const plain = (x: number): boolean => {
    const f = simpleFraction(x);
    return f !== null && f.term.k === "num" && f.term.value.den <= 100n;
  };
  return (plain(l) ? 0 : 1.5) + (plain(r) ? 0 : 1.5);
}
