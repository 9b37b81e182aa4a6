/** Syntax to the text of the language. Reading the text gives the same tree again; brackets only where it needs them. */
import type { Approach, Binding, Domain, Expr, Prop, RelationLink } from "../language/syntax.ts";

/** How tightly a node holds together; a part that holds less tightly than its place needs brackets. */
const IFF = 1;
const IMPLIES = 2;
const OR = 3;
const AND = 4;
const NOT = 5;
const RELATION = 6;
const SUM = 7;
const PRODUCT = 8;
const UNARY = 9;
const POWER = 10;
const ATOM = 11;

export function textOf(n: Expr | Prop): string {
  return isProp(n) ? prop(n, 0) : expr(n, 0);
}

export function isProp(n: Expr | Prop): n is Prop {
  switch (n.k) {
    case "chain":
    case "not":
    case "and":
    case "or":
    case "implies":
    case "iff":
    case "quantified":
    case "member":
    case "predicate":
    case "extreme":
      return true;
    default:
      return false;
  }
}

function wrap(text: string, own: number, needed: number): string {
  return own < needed ? `(${text})` : text;
}

function expr(e: Expr, needed: number): string {
  switch (e.k) {
    case "number":
      return e.text;
    case "constant":
    case "name":
      return e.name;
    case "const":
      return "const";
    case "infinity":
      return "inf";
    case "index":
      return `${e.family.name}[${list(e.index)}]`;
    case "call":
      return `${e.fun.name}(${list(e.args)})`;
    case "negate":
      return wrap(`-${expr(e.arg, UNARY)}`, UNARY, needed);
    case "binary":
      return binary(e, needed);
    case "big": {
      const where = e.where === null ? "" : ` where ${prop(e.where, 0)}`;
      return `${e.big}(${e.index.name} in ${domainText(e.over)}${where}, ${expr(e.body, 0)})`;
    }
    case "diff": {
      const steps = e.steps.map((s) => (s.order === 1 ? expr(s.variable, 0) : `${expr(s.variable, 0)}, ${s.order}`));
      return `diff(${[expr(e.body, 0), ...steps].join(", ")})`;
    }
    case "integral": {
      const over = e.over === null ? "" : ` in ${expr(e.over.lo, SUM)}..${expr(e.over.hi, SUM)}`;
      return `integral(${expr(e.body, 0)}, ${expr(e.variable, 0)}${over})`;
    }
    case "at":
      return `at(${expr(e.body, 0)}, ${e.bindings.map(binding).join(", ")})`;
    case "if":
      return wrap(
        `if ${prop(e.test, 0)} then ${expr(e.then, SUM)} else ${expr(e.else, SUM)}`,
        SUM,
        needed === SUM ? 0 : needed,
      );
    case "indicator":
      return `indicator(${prop(e.test, 0)})`;
    case "limit":
      return `limit(${expr(e.body, 0)}, ${expr(e.variable, 0)} -> ${approach(e.to)})`;
    case "extremum":
      return `${e.which}(${expr(e.body, 0)}, ${variables(e.variables)})`;
    case "potential":
      return `potential(${expr(e.body, 0)}, ${expr(e.variable, 0)})`;
  }
}

function list(es: readonly Expr[]): string {
  return es.map((e) => expr(e, 0)).join(", ");
}

/** Does the node end in an `if`, which would take what follows into its last branch? */
function openRight(e: Expr): boolean {
  return e.k === "if";
}

function binary(e: Expr & { k: "binary" }, needed: number): string {
  switch (e.op) {
    case "+":
    case "-": {
      const right = e.right.k === "negate" ? `(${expr(e.right, 0)})` : expr(e.right, PRODUCT);
      return wrap(`${operand(e.left, SUM)} ${e.op} ${right}`, SUM, needed);
    }
    case "*":
    case "/": {
      const right = e.right.k === "negate" ? `(${expr(e.right, 0)})` : expr(e.right, UNARY);
      return wrap(`${operand(e.left, PRODUCT)}${e.op}${right}`, PRODUCT, needed);
    }
    case "^": {
      const right = e.right.k === "negate" ? `(${expr(e.right, 0)})` : expr(e.right, POWER);
      return wrap(`${expr(e.left, ATOM)}^${right}`, POWER, needed);
    }
  }
}

function operand(e: Expr, needed: number): string {
  return openRight(e) ? `(${expr(e, 0)})` : expr(e, needed);
}

function variables(es: readonly Expr[]): string {
  return es.length === 1 ? expr(es[0] as Expr, 0) : `(${list(es)})`;
}

function binding(b: Binding): string {
  return `${expr(b.target, 0)} = ${expr(b.value, SUM)}`;
}

function approach(to: Approach): string {
  switch (to.k) {
    case "inf":
    case "-inf":
      return to.k;
    case "at":
      return expr(to.point, SUM);
    case "right":
      return `${expr(to.point, PRODUCT)}+`;
    case "left":
      return `${expr(to.point, PRODUCT)}-`;
  }
}

export function domainText(d: Domain): string {
  switch (d.k) {
    case "real":
    case "integer":
      return d.k;
    case "range":
      return `${expr(d.lo, SUM)}..${expr(d.hi, SUM)}`;
    case "set":
      return `{${list(d.values)}}`;
    case "interval":
      return `${d.loClosed ? "[" : "("}${expr(d.lo, 0)}, ${expr(d.hi, 0)}${d.hiClosed ? "]" : ")"}`;
  }
}

function link(l: RelationLink): string {
  const tolerance = l.tolerance === null ? "" : ` +- ${expr(l.tolerance, SUM)}`;
  return ` ${l.relation} ${expr(l.right, SUM)}${tolerance}`;
}

function prop(p: Prop, needed: number): string {
  switch (p.k) {
    case "chain":
      return wrap(`${expr(p.first, SUM)}${p.links.map(link).join("")}`, RELATION, needed);
    case "not":
      return wrap(`not ${prop(p.arg, NOT)}`, NOT, needed);
    case "and":
      return wrap(`${prop(p.left, AND)} and ${prop(p.right, NOT)}`, AND, needed);
    case "or":
      return wrap(`${prop(p.left, OR)} or ${prop(p.right, AND)}`, OR, needed);
    case "implies":
      return wrap(`${prop(p.left, OR)} implies ${prop(p.right, IMPLIES)}`, IMPLIES, needed);
    case "iff":
      return wrap(`${prop(p.left, IFF)} iff ${prop(p.right, IMPLIES)}`, IFF, needed);
    case "quantified": {
      const names = p.names.map((n) => n.name).join(", ");
      const over = p.domain === null ? "" : ` in ${domainText(p.domain)}`;
      return wrap(`${p.quantifier === "all" ? "for all" : "exists"} ${names}${over} : ${prop(p.body, 0)}`, 0, needed);
    }
    case "member":
      return wrap(`${expr(p.expr, SUM)} in ${domainText(p.domain)}`, RELATION, needed);
    case "predicate":
      return `${p.name}(${expr(p.body, 0)}, ${variables(p.variables)})`;
    case "extreme": {
      const value = p.value === null ? "" : ` = ${expr(p.value, SUM)}`;
      const at = p.at.map(binding).join(", ");
      return wrap(`${p.which}(${expr(p.body, 0)}, ${variables(p.variables)})${value} at ${at}`, RELATION, needed);
    }
  }
}
