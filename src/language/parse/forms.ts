/** Forms with a grammar of their own: sums, derivatives, limits, predicates. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import { fail } from "../fault.ts";
import type { Approach, Binding, DiffStep, Expr, PredicateName, Prop } from "../syntax.ts";
import { PREDICATES } from "../words.ts";
import { type Cursor, isProp, type Node } from "./cursor.ts";
import { domain, range } from "./domain.ts";
import { expression, primary, proposition, sum, wantExpr } from "./expression.ts";

/** Stands at the form's name, before its `(`. */
export function form(c: Cursor): Node {
  const start = c.pos;
  const name = c.next().text;
  c.next();
  return c.afresh(() => {
    switch (name) {
      case "sum":
      case "prod":
        return big(c, name, start);
      case "diff":
        return diff(c, start);
      case "integral":
        return integral(c, start);
      case "indicator": {
        const test = proposition(c);
        c.expectSymbol(")");
        return { k: "indicator", test, span: c.spanFrom(start) };
      }
      case "limit":
        return limit(c, start);
      case "infimum":
      case "supremum":
      case "argmin":
      case "argmax": {
        const { body, variables } = bodyAndVariables(c, name);
        return { k: "extremum", which: name, body, variables, span: c.spanFrom(start) };
      }
      case "potential": {
        const { body, variables } = bodyAndVariables(c, name);
        const variable = variables[0] as Expr;
        if (variables.length !== 1 || variable.k !== "index") {
          fail("E208", variable.span, "`potential` takes one component of a family", {
            help: "write `potential(g[m], z[m]) = F + const`",
          });
        }
        return { k: "potential", body, variable, span: c.spanFrom(start) };
      }
      case "minimum":
      case "maximum":
        return extreme(c, name, start);
      default: {
        const { body, variables } = bodyAndVariables(c, name);
        if (!PREDICATES.has(name)) c.unexpected("a form");
        return { k: "predicate", name: name as PredicateName, body, variables, span: c.spanFrom(start) };
      }
    }
  });
}

function big(c: Cursor, name: "sum" | "prod", start: number): Expr {
  const write = `write \`${name}(k in 1..K, …)\``;
  const index = c.expectName("a bound name");
  c.expectWord("in", write);
  const over = domain(c);
  const where = c.takeWord("where") ? proposition(c) : null;
  c.expectSymbol(",", write);
  const body = expression(c);
  if (c.isSymbol(",")) c.unexpected("`)`", `${write}; for two indices nest two of them`);
  c.expectSymbol(")");
  return { k: "big", big: name, index, over, where, body, span: c.spanFrom(start) };
}

/** A variable or component where an operator takes one. */
function target(c: Cursor): Expr {
  const n = primary(c);
  if (!isProp(n) && (n.k === "name" || n.k === "index")) return n;
  return notVariable(c, n.span);
}

function notVariable(c: Cursor, span: Span): never {
  return fail("E208", span, `\`${c.textOf(span)}\` is not a variable`, {
    help: "an operator takes a declared variable `x` or a component `z[m]`",
  });
}

/** A variable, or a tuple `(a, b)` of them. */
function targets(c: Cursor): Expr[] {
  if (!c.isSymbol("(")) return [target(c)];
  c.next();
  const out: Expr[] = [];
  do out.push(target(c));
  while (c.takeSymbol(","));
  c.expectSymbol(")");
  return out;
}

/** `f, x)` or `f, (a, b))`. */
function bodyAndVariables(c: Cursor, name: string): { body: Expr; variables: Expr[] } {
  const write = `write \`${name}(f, x)\`, with a tuple for several variables: \`${name}(f, (a, b))\``;
  const body = expression(c);
  c.expectSymbol(",", write);
  const variables = targets(c);
  c.expectSymbol(")", write);
  return { body, variables };
}

function diff(c: Cursor, start: number): Expr {
  const write = "write `diff(f, x)`, `diff(f, x, 2)` or `diff(f, z[i], z[j])`";
  const body = expression(c);
  c.expectSymbol(",", write);
  const steps: DiffStep[] = [{ variable: target(c), order: 1 }];
  while (c.takeSymbol(",")) {
    const t = c.peek();
    const last = steps.at(-1) as DiffStep;
    if (t.k === "number") {
      c.next();
      const order = t.value !== undefined && t.value.den === 1n ? Number(t.value.num) : 0;
      if (order < 1 || order > 20 || last.order !== 1) {
        fail("E115", t.span, `\`${t.text}\` is not the order of a derivative`, {
          help: "an order is a whole number from 1 to 20",
        });
      }
      steps[steps.length - 1] = { variable: last.variable, order };
    } else {
      steps.push({ variable: target(c), order: 1 });
    }
  }
  c.expectSymbol(")", write);
  return { k: "diff", body, steps, span: c.spanFrom(start) };
}

function integral(c: Cursor, start: number): Expr {
  const write = "write `integral(f, x) = F + const` or `integral(f, x in a..b)`";
  const body = expression(c);
  c.expectSymbol(",", write);
  const variable = target(c);
  const over = c.takeWord("in") ? range(c) : null;
  c.expectSymbol(")", write);
  return { k: "integral", body, variable, over, span: c.spanFrom(start) };
}

function limit(c: Cursor, start: number): Expr {
  const write = "write `limit(f, x -> a)`, with `inf`, `-inf`, `a+` or `a-` for a";
  const body = expression(c);
  c.expectSymbol(",", write);
  const variable = target(c);
  c.expectSymbol("->", write);
  c.stopAtSide = true;
  const point = wantExpr(c, sum(c));
  c.stopAtSide = false;
  let to: Approach = { k: "at", point };
  if (c.takeSymbol("+")) to = { k: "right", point };
  else if (c.takeSymbol("-")) to = { k: "left", point };
  else if (point.k === "infinity") to = { k: "inf" };
  else if (point.k === "negate" && point.arg.k === "infinity") to = { k: "-inf" };
  c.expectSymbol(")", write);
  return { k: "limit", body, variable, to, span: c.spanFrom(start) };
}

function extreme(c: Cursor, which: "minimum" | "maximum", start: number): Prop {
  const { body, variables } = bodyAndVariables(c, which);
  const value = c.takeSymbol("=") ? wantExpr(c, sum(c)) : null;
  if (!c.isWord("at")) {
    fail("E115", c.peek().span, `\`${which}\` needs the place: \`at\` is missing`, {
      help: `write \`${which}(f, x) = v at x = a\`; \`${which === "minimum" ? "infimum" : "supremum"}(f, x) = v\` says nothing about a place`,
    });
  }
  c.next();
  const at = [binding(c)];
  while (c.isSymbol(",") && startsBinding(c)) {
    c.next();
    at.push(binding(c));
  }
  return { k: "extreme", which, body, variables, value, at, span: c.spanFrom(start) };
}

/** After this comma, does `x =` or `z[k] =` follow? */
function startsBinding(c: Cursor): boolean {
  if (c.peek(1).k !== "name") return false;
  if (!c.isSymbol("[", 2)) return c.isSymbol("=", 2);
  const close = c.brackets.get(c.pos + 2)?.close;
  return close !== undefined && c.tokens[close + 1]?.text === "=";
}

function binding(c: Cursor): Binding {
  const start = c.pos;
  const variable = target(c);
  c.expectSymbol("=", "write `x = a`");
  const value = c.nested(() => wantExpr(c, sum(c)));
  return { target: variable, value, span: c.spanFrom(start) };
}

/** `at(e, x = a, …)`: e evaluated at x = a. Stands at the word `at`. */
export function atForm(c: Cursor): Expr {
  const start = c.pos;
  c.next();
  c.next();
  return c.afresh(() => {
    const body = expression(c);
    const bindings: Binding[] = [];
    while (c.takeSymbol(",")) bindings.push(binding(c));
    if (bindings.length === 0) c.unexpected("`,`", "write `at(e, x = a)`");
    c.expectSymbol(")", "write `at(e, x = a)`");
    return { k: "at", body, bindings, span: c.spanFrom(start) };
  });
}
