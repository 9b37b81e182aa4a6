/** What stands for the `?` of a statement: values by calculation, proposed only; the completed statement is judged. */
import type { Formula, Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import type { Context } from "./context.ts";
import { suggestAntiderivative } from "./integrate/antiderivative.ts";
import { presented } from "./integrate/present.ts";
import { goingOf, limitOnSide, reach } from "./limits.ts";
import { pathsIn } from "./paths.ts";
import type { Pred } from "./predicates.ts";
import { rhs } from "./simplify.ts";
import { stationaryPoints } from "./stationary.ts";

export type Answer = Term | "inf" | "-inf";
/** An answer for every variable that stands for a `?`. */
export type Completion = ReadonlyMap<Term, Answer>;

/** Answers worth trying, the likeliest first; none where nothing is found. */
export function completions(ctx: Context, goal: Formula, holes: readonly Term[]): readonly Completion[] {
  const [hole] = holes;
  if (hole === undefined) return [];
  switch (goal.k) {
    case "eq":
      return holes.length > 1 ? [] : one(hole, sides(ctx, goal, hole));
    case "and": {
      const left = completions(ctx, goal.l, holes);
      return left.length > 0 ? left : completions(ctx, goal.r, holes);
    }
    case "hasDeriv":
      return one(hole, goal.body === hole ? antiderivatives(ctx, goal.value, goal.point) : []);
    case "all":
      return one(hole, potentials(ctx, goal, hole));
    case "pred":
      return ofPredicate(ctx, goal, holes);
    default:
      return [];
  }
}

function one(hole: Term, answers: readonly (Answer | null)[]): Completion[] {
  return answers.flatMap((a) => (a === null ? [] : [new Map([[hole, a]])]));
}

/** The other side of an equation in simplest form. */
function sides(ctx: Context, f: Formula & { k: "eq" }, hole: Term): Term[] {
  const other = f.l === hole ? f.r : f.r === hole ? f.l : null;
  if (other === null || K.occurs((hole as Term & { k: "var" }).name, other)) return [];
  const value = rhs(ctx.search.simplify(ctx, other));
  const found = value.k === "D" || value.k === "integral" ? [] : [presented(value)];
  return found;
}

/** Functions of a variable, or of a component z[m], with the derivative f. */
function antiderivatives(ctx: Context, f: Term, point: Term): Term[] {
  if (point.k === "var") {
    const F = suggestAntiderivative(ctx, f, point);
    return F === null ? [] : [presented(F)];
  }
  if (point.k !== "at" || point.family.k !== "var") return [];
  // The component as a number t of its own.
  const t = ctx.fresh("t");
  const moved = K.replaceVar(f, point.family, K.update(point.family, point.index, t));
  const F = suggestAntiderivative(ctx, rhs(ctx.search.simplify(ctx, moved)), t);
  if (F === null) return [];
  return [presented(rhs(ctx.search.simplify(ctx, K.replaceVar(F, t, point))))];
}

/** Σ over the index of what depends on it, and the rest once: for ∀z. C ⇒ ∀m. (λt. F)′(z[m]) = g[m]. */
function potentials(ctx: Context, f: Formula & { k: "all" }, hole: Term): Term[] {
  const z = ctx.fresh(f.x.hint, f.x.sort);
  const guarded = K.instantiate(f.body, [z]);
  if (guarded.k !== "implies" || guarded.r.k !== "all") return [];
  const m = ctx.fresh(guarded.r.x.hint, K.INT);
  const each = K.instantiate(guarded.r.body, [m]);
  if (each.k !== "implies" || each.r.k !== "hasDeriv" || each.r.body !== hole || each.l.k !== "and") return [];
  const range = each.l;
  const inner = ctx.assume(guarded.l, range);
  const [F] = antiderivatives(inner, each.r.value, each.r.point);
  if (F === undefined || range.l.k !== "le" || range.r.k !== "le") return [];
  const [lo, hi] = [range.l.l, range.r.r];
  const own: Term[] = [];
  const rest: Term[] = [];
  for (const s of K.monomials(F)) {
    const t = K.mul(K.num(s.coef), s.term);
    (K.occurs((m as Term & { k: "var" }).name, t) ? own : rest).push(t);
  }
  const sum = own.length === 0 ? [] : [K.big("sum", "k", lo, hi, K.abstract(K.op("add", own), [m]))];
  const whole = rhs(ctx.search.simplify(ctx, K.op("add", [...rest, ...sum])));
  const name = f.x.hint;
  const sort = f.x.sort;
  return [K.replaceVar(whole, z, K.variable(name, sort))];
}

function ofPredicate(ctx: Context, f: Pred, holes: readonly Term[]): Completion[] {
  const [hole] = holes as [Term];
  if (f.name.startsWith("limit:")) return one(hole, f.args[2] === hole ? limits(ctx, f) : []);
  const low = f.name === "minimum" || f.name === "infimum";
  if (!low && f.name !== "maximum" && f.name !== "supremum") return [];
  const body = f.args[0] as Term;
  const points = f.args.slice(2).includes(hole) || f.args[1] === hole ? placesOf(ctx, f, low) : [];
  const valueAt = (p: readonly Term[]): Term => presented(rhs(ctx.search.simplify(ctx, K.instantiate(body, p))));
  if (f.name === "infimum" || f.name === "supremum")
    return one(hole, [...points.map(valueAt), ...ends(ctx, f), low ? "-inf" : "inf"]);
  const given = f.args.slice(2);
  if (!given.some((a) => holes.includes(a))) return one(hole, [valueAt(given)]);
  return points.map((p) => {
    const out = new Map<Term, Answer>();
    given.forEach((a, i) => {
      if (holes.includes(a)) out.set(a, presented(p[i] as Term));
    });
    if (holes.includes(f.args[1] as Term)) out.set(f.args[1] as Term, valueAt(p));
    return out;
  });
}

/** Where the function may be least (largest). */
function placesOf(ctx: Context, f: Pred, low: boolean): readonly (readonly Term[])[] {
  const body = f.args[0] as Term;
  return stationaryPoints(ctx, f, low ? body : K.neg(body));
}

/** The finite values that the function tends to at the ends of its domain. */
function ends(ctx: Context, f: Pred): Term[] {
  const out: Term[] = [];
  for (const path of pathsIn(ctx, f)) {
    const value = path.e.finite(K.instantiate(f.args[0] as Term, path.point))?.value;
    if (value && !out.includes(value)) out.push(value);
  }
  return out;
}

function limits(ctx: Context, f: Pred): Answer[] {
  const g = goingOf(f);
  for (const side of reach(ctx, g) ?? []) {
    const found = "e" in side ? limitOnSide(g, side) : null;
    if (found === null) continue;
    if (found.value === "inf" || found.value === "-inf") return [found.value];
    return [presented(rhs(ctx.search.simplify(ctx, found.value)))];
  }
  return [];
}
