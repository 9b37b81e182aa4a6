/** Declarations in TeX. */
import type { Domain, Expr, Statement, VarItem } from "../language/syntax.ts";
import { propTex } from "./propositions.ts";
import { parens, Tex, type TexOptions } from "./tex.ts";

/** A declaration typeset; a section, theorem or unread line has none and gives "". */
export function statementTex(s: Statement, options: TexOptions = {}): string {
  const notation = new Map(options.notation ?? []);
  const own = (name: string, tex: string | null): void => {
    if (tex !== null) notation.set(name, tex);
  };
  const where = (t: Tex, p: (Statement & { k: "var" })["where"]): string =>
    p === null ? "" : `, \\quad ${propTex(t, p, 0)}`;
  switch (s.k) {
    case "var": {
      for (const item of s.items) own(item.name.name, s.tex);
      const t = new Tex(notation, false);
      const names = s.items
        .map((item) => (item.ranges.length === 0 ? t.name(item.name.name) : family(t, item)))
        .join(",\\; ");
      return `${names} \\in ${t.domain(s.domain)}${where(t, s.where)}`;
    }
    case "fun": {
      own(s.name.name, s.tex);
      const t = new Tex(notation, false);
      const params = s.params.map((p) => t.name(p.name)).join(", ");
      return `${t.name(s.name.name)}(${params}) \\in ${t.domain(s.domain)}${where(t, s.where)}`;
    }
    case "def": {
      own(s.name.name, s.tex);
      const t = new Tex(notation, false);
      const body = t.expr(s.body, 0);
      if (s.form === "plain") return `${t.name(s.name.name)} = ${body}`;
      if (s.form === "function")
        return `${t.name(s.name.name)}${parens(s.params.map((p) => t.name(p.name)).join(", "))} = ${body}`;
      const index = s.indices.map((i): Expr => ({ k: "name", name: i.name.name, span: i.name.span }));
      const ranges = s.indices.map(
        (i) => `${t.name(i.name.name)} = ${t.expr(i.range.lo, 0)}, \\dots, ${t.expr(i.range.hi, 0)}`,
      );
      return `${t.name(s.name.name, index)} = ${body} \\qquad (${ranges.join(";\\; ")})`;
    }
    case "assume":
      return propTex(new Tex(notation, false), s.prop, 0);
    case "plot":
    case "section":
    case "theorem":
    case "refute":
    case "error":
      return "";
  }
}

/** z_1, …, z_K, and W_{i,j} with its ranges. */
function family(t: Tex, item: VarItem): string {
  const at = (index: readonly Expr[]): string => t.name(item.name.name, index);
  const only = item.ranges.length === 1 ? item.ranges[0] : undefined;
  if (only !== undefined) return `${at([only.lo])}, \\dots, ${at([only.hi])}`;
  const letters = "ijklmnpqr".slice(0, item.ranges.length).split("");
  const index = letters.map((name): Expr => ({ k: "name", name, span: item.name.span }));
  const ranges = item.ranges.map((r, i) => {
    const over: Domain = { k: "range", lo: r.lo, hi: r.hi, span: item.name.span };
    return `${letters[i]} \\in ${t.domain(over)}`;
  });
  return `${at(index)} \\; (${ranges.join(",\\, ")})`;
}
