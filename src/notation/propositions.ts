/** Propositions and statements in TeX. */
import type { Expr, Prop, RelationLink } from "../language/syntax.ts";
import { PREDICATE_WORDS, RELATION_TEX } from "./functions.ts";
import { parens, type Tex } from "./tex.ts";

const IFF = 1;
const IMPLIES = 2;
const OR = 3;
const AND = 4;
const NOT = 5;
const RELATION = 6;

function text(words: string): string {
  return `\\text{${words}}`;
}

function wrap(tex: string, own: number, needed: number): string {
  return own < needed ? parens(tex) : tex;
}

function link(t: Tex, l: RelationLink): string {
  const tolerance = l.tolerance === null ? "" : ` \\pm ${t.expr(l.tolerance, 0)}`;
  return ` ${RELATION_TEX.get(l.relation) ?? l.relation} ${t.expr(l.right, 0)}${tolerance}`;
}

export function propTex(t: Tex, p: Prop, needed: number): string {
  switch (p.k) {
    case "chain":
      return wrap(`${t.expr(p.first, 0)}${p.links.map((l) => link(t, l)).join("")}`, RELATION, needed);
    case "not":
      if (p.arg.k === "predicate") return wrap(predicate(t, p.arg, "is not"), RELATION, needed);
      return wrap(`\\neg ${propTex(t, p.arg, RELATION + 1)}`, NOT, needed);
    case "and":
      return wrap(`${propTex(t, p.left, AND)} ${text(" and ")} ${propTex(t, p.right, NOT)}`, AND, needed);
    case "or":
      return wrap(`${propTex(t, p.left, OR)} ${text(" or ")} ${propTex(t, p.right, AND)}`, OR, needed);
    case "implies":
      return wrap(`${propTex(t, p.left, OR)} \\implies ${propTex(t, p.right, IMPLIES)}`, IMPLIES, needed);
    case "iff":
      return wrap(`${propTex(t, p.left, IFF)} \\iff ${propTex(t, p.right, IMPLIES)}`, IFF, needed);
    case "quantified": {
      const names = p.names.map((n) => t.name(n.name)).join(", ");
      const over = p.domain === null ? "" : ` \\in ${t.domain(p.domain)}`;
      return wrap(
        `${p.quantifier === "all" ? "\\forall" : "\\exists"}\\, ${names}${over} :\\; ${propTex(t, p.body, 0)}`,
        0,
        needed,
      );
    }
    case "member":
      return wrap(`${t.expr(p.expr, 0)} \\in ${t.domain(p.domain)}`, RELATION, needed);
    case "predicate":
      return wrap(predicate(t, p, "is"), RELATION, needed);
    case "extreme": {
      const sign = p.which === "minimum" ? "\\min" : "\\max";
      const body: Expr = p.body;
      const value = p.value === null ? "" : ` = ${t.expr(p.value, 0)}`;
      const head = `${sign}_{${t.list(p.variables)}} ${t.expr(body, 2)}`;
      return wrap(
        `${head}${value} ${text(p.value === null ? " is attained at " : " at ")} ${t.bindings(p.at)}`,
        RELATION,
        needed,
      );
    }
  }
}

function predicate(t: Tex, p: Prop & { k: "predicate" }, verb: "is" | "is not"): string {
  const words = PREDICATE_WORDS.get(p.name) ?? p.name;
  const variables = p.variables.length === 1 ? t.expr(p.variables[0] as Expr, 0) : `(${t.list(p.variables)})`;
  return `${t.expr(p.body, 0)} ${text(` ${verb} ${words} in `)} ${variables}`;
}
