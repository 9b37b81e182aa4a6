/**
 * Expressions and propositions, by precedence. Both are read by one set of functions, since a `(` may
 * open either; where the kind matters, wantExpr and wantProp say so. Tightest first: `^`, unary minus,
 * `* /`, `+ -`, relations and `in`, `not`, `and`, `or`, `implies`, `iff`.
 */
import { BUILTIN_NAMES } from "../builtins.ts";
import { fail } from "../fault.ts";
import type { BinaryOperator, Expr, Name, Prop, Relation, RelationLink } from "../syntax.ts";
import { FORMS, HOLE } from "../words.ts";
import { type Cursor, describe, isProp, type Node } from "./cursor.ts";
import { domain } from "./domain.ts";
import { atForm, form } from "./forms.ts";

export const RELATIONS: ReadonlySet<string> = new Set<Relation>(["=", "!=", "<", "<=", ">", ">=", "~="]);

export function wantExpr(c: Cursor, n: Node): Expr {
  if (!isProp(n)) return n;
  return fail("E114", n.span, `\`${short(c.textOf(n.span))}\` is a proposition, but an expression is needed here`, {
    help: "`indicator(P)` is 1 where P holds and 0 elsewhere",
  });
}

export function wantProp(c: Cursor, n: Node): Prop {
  if (isProp(n)) return n;
  return fail("E114", n.span, `\`${short(c.textOf(n.span))}\` is an expression, but a proposition is needed here`, {
    help: "a proposition has a relation: `a = b`, `a < b`, `x in (0, 1)`",
  });
}

function short(text: string): string {
  const folded = text.replace(/\s+/g, " ");
  return folded.length <= 40 ? folded : `${folded.slice(0, 37)}...`;
}

/** An expression or proposition, as far as it reaches. */
export function any(c: Cursor): Node {
  const start = c.pos;
  let left = implication(c);
  while (c.isWord("iff")) {
    const l = wantProp(c, left);
    c.next();
    const r = wantProp(c, implication(c));
    left = { k: "iff", left: l, right: r, span: c.spanFrom(start) };
  }
  return left;
}

export function proposition(c: Cursor): Prop {
  return wantProp(c, any(c));
}

/** A whole expression; a relation after it is an error of kind, not of grammar. */
export function expression(c: Cursor): Expr {
  return wantExpr(c, any(c));
}

function implication(c: Cursor): Node {
  const start = c.pos;
  const left = disjunction(c);
  if (!c.isWord("implies")) return left;
  const l = wantProp(c, left);
  c.next();
  const r = wantProp(
    c,
    c.nested(() => implication(c)),
  );
  return { k: "implies", left: l, right: r, span: c.spanFrom(start) };
}

function disjunction(c: Cursor): Node {
  const start = c.pos;
  let left = conjunction(c);
  while (c.isWord("or")) {
    const l = wantProp(c, left);
    c.next();
    left = { k: "or", left: l, right: wantProp(c, conjunction(c)), span: c.spanFrom(start) };
  }
  return left;
}

function conjunction(c: Cursor): Node {
  const start = c.pos;
  let left = negation(c);
  while (c.isWord("and")) {
    const l = wantProp(c, left);
    c.next();
    left = { k: "and", left: l, right: wantProp(c, negation(c)), span: c.spanFrom(start) };
  }
  return left;
}

function negation(c: Cursor): Node {
  const start = c.pos;
  if (c.takeWord("not")) {
    const arg = wantProp(
      c,
      c.nested(() => negation(c)),
    );
    return { k: "not", arg, span: c.spanFrom(start) };
  }
  if (c.isWord("for") || c.isWord("exists")) return quantified(c);
  return relation(c);
}

function quantified(c: Cursor): Prop {
  const start = c.pos;
  const all = c.next().text === "for";
  if (all) c.expectWord("all", "write `for all k in 1..K : …`");
  const names: Name[] = [];
  do names.push(c.expectName("a bound name"));
  while (c.takeSymbol(","));
  const over = c.takeWord("in") ? domain(c) : null;
  c.expectSymbol(":", all ? "write `for all k in 1..K : …`" : "write `exists k in 1..K : …`");
  const body = wantProp(
    c,
    c.nested(() => any(c)),
  );
  return { k: "quantified", quantifier: all ? "all" : "some", names, domain: over, body, span: c.spanFrom(start) };
}

function relation(c: Cursor): Node {
  const start = c.pos;
  const left = sum(c);
  const t = c.peek();
  if (c.isWord("in") && !isProp(left)) {
    c.next();
    const over = domain(c);
    return { k: "member", expr: left, domain: over, span: c.spanFrom(start) };
  }
  if (t.k !== "symbol" || !RELATIONS.has(t.text)) return left;
  if (isProp(left)) {
    return fail("E114", t.span, `\`${t.text}\` stands between expressions, but a proposition is on its left`, {
      help: "propositions are joined by `iff`, `implies`, `and`, `or`",
    });
  }
  const links: RelationLink[] = [];
  while (c.peek().k === "symbol" && RELATIONS.has(c.peek().text)) {
    if (links.at(-1)?.relation === "~=") fail("E115", c.peek().span, "`~=` may only end a chain");
    links.push(relationLink(c));
  }
  return { k: "chain", first: left, links, span: c.spanFrom(start) };
}

/** A relation sign and what follows it, with the tolerance of `~=`. */
export function relationLink(c: Cursor): RelationLink {
  const start = c.pos;
  const sign = c.next().text as Relation;
  if (sign !== "~=") {
    const right = wantExpr(c, sum(c));
    return { relation: sign, right, tolerance: null, span: c.spanFrom(start) };
  }
  const before = c.stopAtPlusMinus;
  c.stopAtPlusMinus = true;
  const right = wantExpr(c, sum(c));
  c.stopAtPlusMinus = before;
  if (!plusMinus(c)) {
    fail("E115", c.peek().span, "`~=` needs a tolerance", { help: "write `a ~= 0.6931 +- 0.0001`" });
  }
  c.next();
  c.next();
  const tolerance = wantExpr(c, sum(c));
  return { relation: sign, right, tolerance, span: c.spanFrom(start) };
}

function plusMinus(c: Cursor): boolean {
  return c.isSymbol("+") && c.isSymbol("-", 1) && c.peek().span.end === c.peek(1).span.start;
}

/** Sums: the level between relations and products. */
export function sum(c: Cursor): Node {
  const start = c.pos;
  let left = product(c);
  while (c.isSymbol("+") || c.isSymbol("-")) {
    if (c.stopAtPlusMinus && plusMinus(c)) break;
    if (c.stopAtSide && c.isSymbol(")", 1)) break;
    left = binary(c, left, product, start);
  }
  return left;
}

function product(c: Cursor): Node {
  const start = c.pos;
  let left = unary(c);
  while (c.isSymbol("*") || c.isSymbol("/")) left = binary(c, left, unary, start);
  return left;
}

function binary(c: Cursor, left: Node, operand: (c: Cursor) => Node, start: number): Expr {
  const l = wantExpr(c, left);
  const op = c.next().text as BinaryOperator;
  const r = wantExpr(c, operand(c));
  return { k: "binary", op, left: l, right: r, span: c.spanFrom(start) };
}

function unary(c: Cursor): Node {
  const start = c.pos;
  if (c.takeSymbol("-")) {
    const arg = wantExpr(
      c,
      c.nested(() => unary(c)),
    );
    return { k: "negate", arg, span: c.spanFrom(start) };
  }
  if (c.isSymbol("+")) fail("E110", c.peek().span, "a `+` cannot lead an expression", { help: "leave it out" });
  if (c.isWord("if")) return conditional(c);
  return power(c);
}

function power(c: Cursor): Node {
  const start = c.pos;
  const base = primary(c);
  if (!c.isSymbol("^")) return base;
  const l = wantExpr(c, base);
  c.next();
  const r = wantExpr(
    c,
    c.nested(() => unary(c)),
  );
  return { k: "binary", op: "^", left: l, right: r, span: c.spanFrom(start) };
}

function conditional(c: Cursor): Expr {
  const start = c.pos;
  c.next();
  return c.nested(() => {
    const test = proposition(c);
    c.expectWord("then", "write `if P then a else b`");
    const then = wantExpr(c, sum(c));
    c.expectWord("else", "write `if P then a else b`");
    const otherwise = wantExpr(c, sum(c));
    return { k: "if", test, then, else: otherwise, span: c.spanFrom(start) };
  });
}

/** A variable, component, call or bracketed text, and no operator after it. */
export function primary(c: Cursor): Node {
  const start = c.pos;
  const n = bare(c);
  const t = c.peek();
  const operand = t.k === "number" || t.k === "name" || (t.k === "symbol" && t.text === "(");
  const word = t.k === "keyword" && (t.text === "pi" || t.text === "e" || t.text === "inf" || t.text === "const");
  if (operand || word) {
    const left = c.textOf(c.spanFrom(start));
    const right = c.textOf(operandSpan(c));
    fail(
      "E105",
      c.peek().span,
      `\`${short(left)}\` and \`${short(right)}\` stand side by side: there is no implicit multiplication`,
      {
        help: BUILTIN_NAMES.has(left)
          ? `write \`${left}(${short(right)})\``
          : `write \`${short(left)}*${short(right)}\``,
      },
    );
  }
  return n;
}

/** The span of the operand that begins here, with its brackets. */
function operandSpan(c: Cursor): ReturnType<Cursor["spanFrom"]> {
  const at = c.pos;
  let last = at;
  const own = c.brackets.get(at);
  if (own !== undefined) last = own.close;
  else {
    const after = c.brackets.get(at + 1);
    if (after !== undefined && c.peek().k === "name" && c.peek(1).text !== "{") last = after.close;
  }
  c.pos = last + 1;
  const span = c.spanFrom(at);
  c.pos = at;
  return span;
}

function bare(c: Cursor): Node {
  const start = c.pos;
  const t = c.peek();
  switch (t.k) {
    case "number": {
      c.next();
      const value = t.value ?? { num: 0n, den: 1n };
      return { k: "number", num: value.num, den: value.den, text: t.text, span: t.span };
    }
    case "name": {
      if (c.isSymbol("(", 1)) {
        if (FORMS.has(t.text) && !c.functions.has(t.text)) return form(c);
        c.next();
        c.next();
        const args = list(c, ")");
        return { k: "call", fun: { name: t.text, span: t.span }, args, span: c.spanFrom(start) };
      }
      c.next();
      if (c.isSymbol("[")) {
        c.next();
        const index = list(c, "]");
        return { k: "index", family: { name: t.text, span: t.span }, index, span: c.spanFrom(start) };
      }
      return { k: "name", name: t.text, span: t.span };
    }
    case "keyword":
      switch (t.text) {
        case "pi":
        case "e":
          c.next();
          return { k: "constant", name: t.text, span: t.span };
        case "inf":
          c.next();
          return { k: "infinity", span: t.span };
        case "const":
          c.next();
          return { k: "const", span: t.span };
        case "at":
          if (c.isSymbol("(", 1)) return atForm(c);
          break;
        default:
          break;
      }
      return c.unexpected("an expression");
    case "symbol":
      if (t.text === "(") {
        c.next();
        const inside = c.afresh(() => any(c));
        if (c.isSymbol(",")) {
          fail(
            "E103",
            c.peek().span,
            "a tuple stands only as the variables of an operator, an interval only after `in` or `:`",
          );
        }
        c.expectSymbol(")");
        return inside;
      }
      if (t.text === HOLE) {
        c.next();
        return { k: "name", name: HOLE, span: t.span };
      }
      if (t.text === "+") return fail("E110", t.span, "a `+` cannot lead an expression", { help: "leave it out" });
      return c.unexpected("an expression");
    case "string":
    case "tex":
    case "end":
      return fail("E103", t.span, `expected an expression, but found ${describe(t)}`);
  }
}

/** Expressions up to a closing bracket, which is taken. */
export function list(c: Cursor, close: ")" | "]"): Expr[] {
  if (c.isSymbol(close)) c.unexpected("an expression");
  const out: Expr[] = [];
  do out.push(c.afresh(() => expression(c)));
  while (c.takeSymbol(","));
  c.expectSymbol(close);
  return out;
}
