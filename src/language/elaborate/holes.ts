/** Statements with a `?`: sides that are to be found. */
import type { Hole } from "../claim.ts";
import type { Expr, Prop, Statement } from "../syntax.ts";
import { HOLE } from "../words.ts";
import type { Shared } from "./context.ts";

/** Reads a proposition in which whole sides may be `?`. */
export function withHoles<R>(
  shared: Shared,
  s: Statement & { k: "theorem" | "refute" },
  read: () => R,
): { read: R; holes: readonly Hole[] } {
  const holes: Hole[] = [];
  shared.holes = s.k === "theorem" && s.proof === null && sidesAsked(s.prop) ? holes : null;
  try {
    return { read: read(), holes };
  } finally {
    shared.holes = null;
  }
}

/** Is every `?` of the proposition a whole side of `=`, or the value or place of a minimum? */
function sidesAsked(p: Prop): boolean {
  const isHole = (e: Expr): boolean =>
    (e.k === "name" && e.name === HOLE) || (e.k === "binary" && e.right.k === "const" && isHole(e.left));
  const whole =
    p.k === "chain" && p.links.every((l) => l.relation === "=")
      ? [p.first, ...p.links.map((l) => l.right)]
      : p.k === "extreme"
        ? [...(p.value === null ? [] : [p.value]), ...p.at.map((b) => b.value)]
        : [];
  return whole.filter(isHole).length === count(p);

  function count(n: unknown): number {
    if (typeof n !== "object" || n === null) return 0;
    if ("k" in n && n.k === "name" && (n as Expr & { k: "name" }).name === HOLE) return 1;
    return Object.values(n).reduce((sum: number, part) => sum + count(part), 0);
  }
}
