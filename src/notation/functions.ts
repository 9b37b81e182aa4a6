/** Built-in functions in TeX. */

/** How a function of this name is written; others are upright names. */
export const FUNCTION_TEX: ReadonlyMap<string, string> = new Map([
  ["exp", "\\exp"],
  ["log", "\\log"],
  ["ln", "\\ln"],
  ["max", "\\max"],
  ["min", "\\min"],
  ["tanh", "\\tanh"],
  ["sinh", "\\sinh"],
  ["cosh", "\\cosh"],
  ["sign", "\\operatorname{sign}"],
  ["sigmoid", "\\operatorname{sigmoid}"],
  ["softplus", "\\operatorname{softplus}"],
  ["xlogx", "\\operatorname{xlogx}"],
]);

/** Predicates in words: `f is convex in x`. */
export const PREDICATE_WORDS: ReadonlyMap<string, string> = new Map([
  ["convex", "convex"],
  ["strictly_convex", "strictly convex"],
  ["concave", "concave"],
  ["strictly_concave", "strictly concave"],
  ["affine", "affine"],
  ["increasing", "increasing"],
  ["decreasing", "decreasing"],
  ["strictly_increasing", "strictly increasing"],
  ["strictly_decreasing", "strictly decreasing"],
  ["bounded_below", "bounded below"],
  ["bounded_above", "bounded above"],
  ["unbounded_below", "unbounded below"],
  ["unbounded_above", "unbounded above"],
]);

export const RELATION_TEX: ReadonlyMap<string, string> = new Map([
  ["=", "="],
  ["!=", "\\neq"],
  ["<", "<"],
  ["<=", "\\leq"],
  [">", ">"],
  [">=", "\\geq"],
  ["~=", "\\approx"],
  ["iff", "\\iff"],
  ["implies", "\\implies"],
]);
