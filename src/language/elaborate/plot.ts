/** `plot f, g over z in -6..6`: curves over one real variable, everything else in them a number. */
import type { Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { fail } from "../fault.ts";
import type { Expr, Name, Statement } from "../syntax.ts";
import { type Context, newUsage, type Shared } from "./context.ts";
import { term } from "./expression.ts";
import { familiesOf } from "./hypotheses.ts";
import type { Scope } from "./scope.ts";
import { realTarget } from "./target.ts";

export type PlotItem = {
  readonly k: "plot";
  readonly variable: Name;
  readonly from: number;
  readonly to: number;
  readonly curves: readonly { readonly written: Expr; readonly term: Term }[];
  readonly families: T.Families;
  /** How the names in scope print. */
  readonly notation: ReadonlyMap<string, string>;
};

export function plot(
  shared: Shared,
  scope: Scope,
  s: Statement & { k: "plot" },
  notation: ReadonlyMap<string, string>,
): PlotItem {
  const ctx: Context = { shared, scope, locals: new Map(), usage: newUsage(), hypotheses: [] };
  const { variable } = s;
  const target = realTarget(ctx, { k: "name", name: variable.name, span: variable.span }, "`plot`");
  const [from, to] = [s.range.lo, s.range.hi].map((e) => {
    const value = T.canonical(term(ctx, e));
    if (value.k !== "num") fail("E310", e.span, "a picture reaches from one number to another");
    return Number(value.value.num) / Number(value.value.den);
  }) as [number, number];
  if (!(from < to)) fail("E310", s.range.hi.span, "this picture ends before it begins");
  const curves = s.curves.map((written) => {
    const t = term(ctx, written);
    const other = T.freeNames(t).find((name) => name !== target.name);
    if (other !== undefined)
      fail("E310", written.span, `\`${other.replace("()", "")}\` has no value in this picture`, {
        help: `draw over one variable, and write numbers for the others`,
      });
    return { written, term: t };
  });
  return { k: "plot", variable, from, to, curves, families: familiesOf(scope), notation };
}
