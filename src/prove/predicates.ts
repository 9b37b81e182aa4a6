/** Predicates by their own methods; what none of them reaches is tried from the defining formula. */

import type { Formula, Theorem } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { disproveBounds, proveBounded, proveInfimum, proveUnbounded } from "./bounds.ts";
import type { Context } from "./context.ts";
import { proveCurvature } from "./convexity.ts";
import { proveExtremum } from "./extrema.ts";
import { proveContinuous } from "./integrate/definite.ts";
import { proveLimit } from "./limits.ts";
import { proveSameMinimisers } from "./minimisers.ts";
import { proveMonotone } from "./monotonicity.ts";
import { disproveLimit } from "./nolimit.ts";
import { disproveSameMinimisers } from "./otherminimisers.ts";
import { openTests } from "./split.ts";

export type Pred = Formula & { k: "pred" };

/** Γ ⊢ f, or null. */
export function provePredicate(ctx: Context, f: Pred): Theorem | null {
  const th = special(ctx, f);
  return th !== null || OWN.has(f.name) || f.name.startsWith("limit:") ? th : byDefinition(ctx, f);
}

/** Predicates whose own method tries the definition too, or whose definition is too deep for plain search. */
const OWN: ReadonlySet<K.PredName> = new Set(["minimum", "maximum", "continuous", "same-minimisers"]);

function special(ctx: Context, f: Pred): Theorem | null {
  switch (f.name) {
    case "convex":
    case "strictly-convex":
    case "concave":
    case "strictly-concave":
      return proveCurvature(ctx, f);
    case "increasing":
    case "decreasing":
    case "strictly-increasing":
    case "strictly-decreasing":
      return proveMonotone(ctx, f);
    case "minimum":
    case "maximum":
      return openTests(ctx, f).length === 0 ? proveExtremum(ctx, f) : null;
    case "infimum":
    case "supremum":
      return proveInfimum(ctx, f);
    case "bounded-below":
    case "bounded-above":
      return proveBounded(ctx, f);
    case "unbounded-below":
    case "unbounded-above":
      return proveUnbounded(ctx, f);
    case "continuous":
      return proveContinuous(ctx, f);
    case "same-minimisers":
      return proveSameMinimisers(ctx, f);
    default:
      return f.name.startsWith("limit:") ? proveLimit(ctx, f) : null;
  }
}

/** Γ ⊢ ¬f, or null. */
export function disprovePredicate(ctx: Context, f: Pred): Theorem | null {
  switch (f.name) {
    case "bounded-below":
    case "bounded-above":
    case "unbounded-below":
    case "unbounded-above":
      return disproveBounds(ctx, f);
    case "same-minimisers":
      return disproveSameMinimisers(ctx, f);
    default:
      return f.name.startsWith("limit:") ? disproveLimit(ctx, f) : null;
  }
}

function byDefinition(ctx: Context, f: Pred): Theorem | null {
  const th = ctx.search.prove(ctx, K.unfold(f));
  return th === null ? null : K.foldPredicate(f, th);
}
