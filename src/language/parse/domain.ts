/** Domains: `real`, `integer`, `1..K`, `{0, 1}`, and intervals. */
import { fail } from "../fault.ts";
import type { Domain, Expr, RangeExpr } from "../syntax.ts";
import type { Cursor } from "./cursor.ts";
import { expression, sum, wantExpr } from "./expression.ts";

const WRITE = "a domain is `real`, `integer`, `a..b`, `{0, 1}` or an interval such as `(0, 1)` or `[a, inf)`";

export function domain(c: Cursor): Domain {
  const start = c.pos;
  const t = c.peek();
  if (t.k === "keyword" && (t.text === "real" || t.text === "integer")) {
    c.next();
    return { k: t.text, span: t.span };
  }
  if (c.isSymbol("{")) return set(c);
  const bracket = c.brackets.get(c.pos);
  if (c.isSymbol("[") || (c.isSymbol("(") && (bracket?.commas ?? 0) > 0)) return interval(c);
  const { lo, hi } = range(c);
  return { k: "range", lo, hi, span: c.spanFrom(start) };
}

export function range(c: Cursor): RangeExpr {
  const lo = c.nested(() => wantExpr(c, sum(c)));
  c.expectSymbol("..", WRITE);
  const hi = c.nested(() => wantExpr(c, sum(c)));
  return { lo, hi };
}

function set(c: Cursor): Domain {
  const start = c.pos;
  c.next();
  if (c.isSymbol("}")) fail("E103", c.spanFrom(start), "a set needs at least one element");
  const values: Expr[] = [];
  do values.push(c.afresh(() => expression(c)));
  while (c.takeSymbol(","));
  c.expectSymbol("}");
  return { k: "set", values, span: c.spanFrom(start) };
}

function interval(c: Cursor): Domain {
  const start = c.pos;
  const loClosed = c.next().text === "[";
  const lo = c.afresh(() => expression(c));
  c.expectSymbol(",", WRITE);
  const hi = c.afresh(() => expression(c));
  const hiClosed = c.isSymbol("]");
  if (!hiClosed && !c.isSymbol(")")) c.unexpected("`)` or `]`", WRITE);
  c.next();
  return { k: "interval", lo, hi, loClosed, hiClosed, span: c.spanFrom(start) };
}
