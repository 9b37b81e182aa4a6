/** The author's own proof: each link of a chain its own formula, each reason resolved. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import { nearest } from "../../diagnostic/suggest.ts";
import type { Formula } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import type { Link, ProofPart, Reason } from "../claim.ts";
import { fail } from "../fault.ts";
import { isProp } from "../parse/cursor.ts";
import type { Expr, ProofLine, Prop, ReasonSyntax, RelationLink, StepSyntax } from "../syntax.ts";
import type { Context } from "./context.ts";
import { equivalent, formula } from "./proposition.ts";
import type { Scalar } from "./scope.ts";
import { chainFormulas, sideOf } from "./sides.ts";
import { resolveTarget } from "./target.ts";

/** Ids of the statements above: what may be cited. */
export type Citable = ReadonlyMap<string, "theorem" | "refute" | "broken">;

export function proofParts(ctx: Context, lines: readonly ProofLine[], citable: Citable): ProofPart[] {
  return lines.map((line) => {
    const reasons = line.reasons.map((r) => reason(ctx, r, citable));
    if (line.steps.length === 0) {
      if (line.head.k !== "prop")
        return fail("E114", line.head.expr.span, "a proof line without steps is a proposition");
      const { prop } = line.head;
      return { k: "proposition", formula: formula(ctx, prop), prop, reasons, span: line.span };
    }
    checkDirection(line);
    const links =
      line.steps[0]?.k === "connective"
        ? connectives(ctx, line, reasons, citable)
        : relations(ctx, line, reasons, citable);
    return { k: "chain", links, span: line.span };
  });
}

function checkDirection(line: ProofLine): void {
  const first =
    line.head.k === "prop" && line.head.prop.k === "chain" && line.steps[0]?.k === "relation"
      ? line.head.prop.links
      : [];
  let up: string | null = null;
  for (const s of [...first, ...line.steps]) {
    const rising = s.relation === "<" || s.relation === "<=";
    const falling = s.relation === ">" || s.relation === ">=";
    if (!rising && !falling) continue;
    if (up !== null && (up.startsWith("<") ? falling : rising)) {
      fail("E309", s.span, `this chain goes on with \`${s.relation}\` after \`${up}\`: a chain runs in one direction`);
    }
    up = s.relation;
  }
}

function mixed(s: StepSyntax): never {
  return fail(
    "E112",
    s.span,
    `a chain of ${s.k === "relation" ? "propositions goes on with `iff` or `implies`" : "expressions goes on with relations"}`,
  );
}

function relations(ctx: Context, line: ProofLine, headReasons: readonly Reason[], citable: Citable): Link[] {
  let first: Expr;
  let before: readonly RelationLink[] = [];
  if (line.head.k === "expr") first = line.head.expr;
  else if (line.head.prop.k === "chain") {
    first = line.head.prop.first;
    before = line.head.prop.links;
  } else {
    return fail("E114", line.head.prop.span, "a chain of `=`, `<` begins with an expression", {
      help: "propositions are joined by `iff` and `implies`",
    });
  }
  const steps = [
    ...before.map((l) => ({ ...l, reasons: headReasons })),
    ...line.steps.map((s) => {
      if (s.k !== "relation") return mixed(s);
      return { ...s, reasons: s.reasons.map((r) => reason(ctx, r, citable)) };
    }),
  ];
  const exprs = [first, ...steps.map((s) => s.right)];
  const formulas = chainFormulas(
    ctx,
    exprs.map((e) => sideOf(ctx, e)),
    steps,
  );
  return steps.map(
    (s, i): Link => ({
      formula: formulas[i] as Formula,
      left: exprs[i] as Expr,
      relation: s.relation,
      right: s.right,
      tolerance: s.tolerance,
      reasons: s.reasons,
      span: s.span,
    }),
  );
}

function connectives(ctx: Context, line: ProofLine, headReasons: readonly Reason[], citable: Citable): Link[] {
  if (line.head.k !== "prop") {
    return fail("E114", line.head.expr.span, "a chain of `iff` and `implies` begins with a proposition");
  }
  if (headReasons[0] !== undefined) {
    fail(
      "E112",
      headReasons[0].span,
      "the first proposition of an `iff` chain is not claimed by itself, so it has no reason",
    );
  }
  let left: Prop = line.head.prop;
  let leftFormula = formula(ctx, left);
  return line.steps.map((s): Link => {
    if (s.k !== "connective") return mixed(s);
    const right = formula(ctx, s.right);
    const f = s.relation === "iff" ? equivalent(leftFormula, right) : T.implies(leftFormula, right);
    const reasons = s.reasons.map((r) => reason(ctx, r, citable));
    const link: Link = {
      formula: f,
      left,
      relation: s.relation,
      right: s.right,
      tolerance: null,
      reasons,
      span: s.span,
    };
    left = s.right;
    leftFormula = right;
    return link;
  });
}

function reason(ctx: Context, r: ReasonSyntax, citable: Citable): Reason {
  switch (r.k) {
    case "method":
    case "text":
      return r;
    case "definition": {
      const d = ctx.scope.find(r.name.name)?.declared;
      if (d?.k === "broken") {
        return fail(
          "E209",
          r.name.span,
          `\`${r.name.name}\` has no meaning here, because its definition on line ${d.span.line} has an error`,
        );
      }
      if (d?.k === "definition") return { k: "definition", name: r.name.name, span: r.span };
      const known = ctx.scope.entries().filter((e) => e.declared.k === "definition");
      const near = nearest(
        r.name.name,
        known.map((e) => e.declared.name),
      );
      return fail(
        "E207",
        r.name.span,
        d === undefined
          ? `there is no definition of \`${r.name.name}\``
          : `\`${r.name.name}\` is declared, not defined`,
        {
          help: near === null ? null : `did you mean \`def ${near}\`?`,
        },
      );
    }
    case "theorem":
      return citation(r.id, r.span, citable);
    case "induction": {
      const d = ctx.scope.find(r.variable.name)?.declared;
      if (d?.k !== "scalar" || T.sortOf(d.term).k !== "int") {
        return fail(
          "E207",
          r.variable.span,
          `an induction runs over an integer variable, and \`${r.variable.name}\` is none`,
        );
      }
      return { k: "induction", variable: d.term, span: r.span };
    }
    case "cases":
      if (isProp(r.split))
        return { k: "cases", split: { k: "formula", test: formula(ctx, r.split) }, text: r.text, span: r.span };
      return finiteCases(ctx, r.split, r.text, r.span);
  }
}

function citation(id: string, span: Span, citable: Citable): Reason {
  switch (citable.get(id)) {
    case "theorem":
      return { k: "theorem", id, span };
    case "refute":
      return fail("E207", span, `\`${id}\` is refuted, so it cannot be a reason`);
    case "broken":
      return fail("E207", span, `the theorem \`${id}\` could not be read, so it cannot be a reason`);
    case undefined: {
      const near = nearest(id, citable.keys());
      return fail("E207", span, `there is no theorem \`${id}\` above`, {
        help:
          near !== null
            ? `did you mean \`${near}\`?`
            : "a reason is `def NAME`, the id of a theorem above, `cases …`, `induction NAME`, `algebra`, `log rules`, `differentiation`, `integration` or text in quotes",
      });
    }
  }
}

const MAX_CASES = 100n;

function finiteCases(ctx: Context, e: Expr, text: string, span: Span): Reason {
  const none = (): never =>
    fail("E207", e.span, "`cases` takes a variable of a finite domain, or a proposition", {
      help: "write `cases z >= 0` or `cases m = T`",
    });
  if (e.k !== "name" && e.k !== "index") return none();
  const target = resolveTarget(ctx, e);
  if (target.k === "family" || (target.k === "scalar" && target.declared === null)) return none();
  const declared = target.k === "scalar" ? (target.declared as Scalar) : target.family;
  const variable = target.k === "scalar" ? target.term : target.point;
  const { domain } = declared;
  if (domain.k === "set") return { k: "cases", split: { k: "values", variable, values: domain.values }, text, span };
  if (domain.k !== "range") return none();
  const { lo, hi } = domain.range;
  if (lo.k !== "num" || hi.k !== "num" || hi.value.num - lo.value.num >= MAX_CASES || hi.value.num < lo.value.num)
    return none();
  const values: T.Term[] = [];
  for (let v = lo.value.num; v <= hi.value.num; v++) values.push(T.int(v));
  return { k: "cases", split: { k: "values", variable, values }, text, span };
}
