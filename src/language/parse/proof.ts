/** Proofs: head lines at one indentation, their steps deeper; and the reasons after `by`. */
import type { Source } from "../../diagnostic/source.ts";
import { fail } from "../fault.ts";
import type { Token } from "../lexer.ts";
import type { ProofLine, ReasonSyntax, StepSyntax } from "../syntax.ts";
import { Cursor, checkHeight, isProp } from "./cursor.ts";
import { any, proposition, relationLink, wantProp } from "./expression.ts";
import { readId, type TokenLine } from "./statement.ts";

const STEP_SIGNS: ReadonlySet<string> = new Set(["=", "<", "<=", ">", ">="]);

function isStep(l: TokenLine): boolean {
  const t = l.tokens[0];
  if (t === undefined) return false;
  return (
    (t.k === "symbol" && STEP_SIGNS.has(t.text)) || (t.k === "keyword" && (t.text === "iff" || t.text === "implies"))
  );
}

/** `opening` is the line with the word `proof`. */
export function proof(
  source: Source,
  opening: TokenLine,
  lines: readonly TokenLine[],
  functions: ReadonlySet<string>,
): ProofLine[] {
  const first = lines[0];
  if (first === undefined || first.indent <= opening.indent) {
    fail("E112", opening.span, "the proof is empty", { help: "its lines are indented deeper than `proof`" });
  }
  const indent = (first as TokenLine).indent;
  const parts: { head: TokenLine[]; steps: TokenLine[][] }[] = [];
  for (const l of lines) {
    const t = l.tokens[0] as Token;
    if (t.k === "keyword" && t.text === "given") {
      fail("E112", l.span, "`given` lines stand before `proof`", { help: "move this line above `proof`" });
    }
    if (t.k === "keyword" && t.text === "proof") fail("E112", l.span, "a theorem has one `proof`");
    const current = parts.at(-1);
    if (l.indent < indent) {
      fail("E112", l.span, "this line is indented less than the first line of the proof", {
        help: "the lines of a proof stand at one indentation, their steps deeper",
      });
    } else if (l.indent === indent) {
      if (isStep(l)) {
        fail("E112", l.span, `a proof line cannot begin with \`${t.text}\``, {
          help: "indent a step deeper than the line that it continues",
        });
      }
      parts.push({ head: [l], steps: [] });
    } else if (current !== undefined && isStep(l)) {
      current.steps.push([l]);
    } else {
      (current?.steps.at(-1) ?? current?.head)?.push(l);
    }
  }
  const cursor = (ls: readonly TokenLine[]): Cursor =>
    new Cursor(
      source,
      ls.flatMap((l) => l.tokens),
      functions,
      ls.at(-1)?.span.end ?? 0,
    );
  return parts.map((part): ProofLine => {
    const c = cursor(part.head);
    const head = any(c);
    checkHeight(head);
    const reasons = optionalReasons(c);
    c.expectEnd();
    if (part.steps.length === 0) wantProp(c, head);
    if (reasons.length > 0 && !isProp(head)) {
      fail(
        "E112",
        (reasons[0] as ReasonSyntax).span,
        "a reason stands after a step or a proposition, not after an expression",
      );
    }
    const steps = part.steps.map((s) => step(cursor(s)));
    const last = part.steps.at(-1)?.at(-1) ?? part.head.at(-1);
    const span = source.span((part.head[0] as TokenLine).span.start, (last as TokenLine).span.end);
    return { head: isProp(head) ? { k: "prop", prop: head } : { k: "expr", expr: head }, reasons, steps, span };
  });
}

function step(c: Cursor): StepSyntax {
  const t = c.peek();
  if (t.k === "keyword") {
    c.next();
    const right = proposition(c);
    checkHeight(right);
    const reasons = optionalReasons(c);
    c.expectEnd();
    return { k: "connective", relation: t.text as "iff" | "implies", right, reasons, span: c.spanFrom(0) };
  }
  const link = relationLink(c);
  checkHeight(link.right);
  if (c.peek().k === "symbol" && STEP_SIGNS.has(c.peek().text)) {
    fail("E112", c.peek().span, "a step has one relation sign", { help: "write the next step on a line of its own" });
  }
  const reasons = optionalReasons(c);
  c.expectEnd();
  return {
    k: "relation",
    relation: link.relation,
    right: link.right,
    tolerance: link.tolerance,
    reasons,
    span: c.spanFrom(0),
  };
}

function optionalReasons(c: Cursor): ReasonSyntax[] {
  if (!c.takeWord("by")) return [];
  const out: ReasonSyntax[] = [];
  do out.push(reason(c));
  while (c.takeSymbol(","));
  return out;
}

function reason(c: Cursor): ReasonSyntax {
  const start = c.pos;
  const t = c.peek();
  if (t.k === "end") {
    return fail("E207", t.span, "a reason is missing after `by`", {
      help: "write `def NAME`, the id of a theorem above, `cases …`, `induction NAME`, `algebra`, `log rules`, `differentiation`, `integration` or text in quotes",
    });
  }
  if (t.k === "string") {
    c.next();
    return { k: "text", text: t.text, span: t.span };
  }
  if (c.isWord("def") && !hyphenated(c)) {
    c.next();
    const name = c.expectName("the name of a definition");
    return { k: "definition", name, span: c.spanFrom(start) };
  }
  if (t.k === "name" && !hyphenated(c)) {
    switch (t.text) {
      case "algebra":
      case "differentiation":
      case "integration":
        c.next();
        return { k: "method", method: t.text, span: t.span };
      case "log":
        c.next();
        if (c.peek().k !== "name" || c.peek().text !== "rules") c.unexpected("`rules`", "the reason is `log rules`");
        c.next();
        return { k: "method", method: "log rules", span: c.spanFrom(start) };
      case "induction": {
        c.next();
        const variable = c.expectName("the variable of an induction");
        return { k: "induction", variable, span: c.spanFrom(start) };
      }
      case "cases": {
        c.next();
        const from = c.pos;
        const split = any(c);
        checkHeight(split);
        const text = c.textOf(c.spanFrom(from)).replace(/\s+/g, " ");
        return { k: "cases", split, text, span: c.spanFrom(start) };
      }
      default:
        break;
    }
  }
  const { id, span } = readId(c);
  return { k: "theorem", id, span };
}

/** Is the word here part of an id, as `cases` in `cases-of-p`? */
function hyphenated(c: Cursor): boolean {
  return c.isSymbol("-", 1) && c.peek(1).span.start === c.peek().span.end;
}
