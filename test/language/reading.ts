/** Short ways to read a text and to say what came of it. */
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { type Formula, freshArena, type Term } from "../../src/kernel/index.ts";
import type { TheoremStatement } from "../../src/language/claim.ts";
import { elaborate, type Item } from "../../src/language/elaborate/document.ts";
import { documentOf } from "../../src/language/read.ts";

export type Read = {
  readonly items: readonly Item[];
  readonly diagnostics: readonly Diagnostic[];
  readonly theorems: ReadonlyMap<string, TheoremStatement>;
};

export function read(text: string): Read {
  freshArena();
  const { document, diagnostics } = documentOf(text, "test.md");
  const e = elaborate(document);
  const theorems = new Map(e.items.flatMap((i) => (i.k === "theorem" ? [[i.theorem.id, i.theorem] as const] : [])));
  return { items: e.items, diagnostics: [...diagnostics, ...e.diagnostics], theorems };
}

/** `line:column code message`, one for each diagnostic. */
export function complaints(text: string): string[] {
  return read(text).diagnostics.map((d) => `${d.span.line}:${d.span.column} ${d.code} ${d.message}`);
}

/** The goal of the theorem `t`, and its hypotheses. */
export function goal(text: string): string {
  const { theorems, diagnostics } = read(text);
  const t = theorems.get("t");
  return t === undefined ? diagnostics.map((d) => d.message).join("; ") : show(t.claim.goal);
}
export function hypotheses(text: string): string[] {
  const { theorems, diagnostics } = read(text);
  const t = theorems.get("t");
  return t === undefined ? diagnostics.map((d) => d.message) : t.claim.hypotheses.map((h) => show(h));
}

/** A kernel node in one line. */
export function show(n: Term | Formula, env: readonly string[] = []): string {
  const s = (m: Term | Formula, e: readonly string[] = env): string => show(m, e);
  const under = (hint: string): string[] => [...env, hint];
  switch (n.k) {
    case "num":
      return n.value.den === 1n ? String(n.value.num) : `${n.value.num}/${n.value.den}`;
    case "pi":
      return "pi";
    case "var":
      return n.name;
    case "bound":
      return env[env.length - 1 - n.index] ?? `#${n.index}`;
    case "op":
      return `${n.op}(${n.args.map((a) => s(a)).join(", ")})`;
    case "at":
      return `${s(n.family)}[${n.index.map((a) => s(a)).join(", ")}]`;
    case "family": {
      const hints = n.binders.map((b) => b.hint);
      return `(λ${hints.join(" ")}. ${s(n.body, [...env, ...hints])})`;
    }
    case "call":
      return `${n.fun}<${n.orders.join()}>(${n.args.map((a) => s(a)).join(", ")})`;
    case "sum":
    case "prod":
      return `${n.k}(${n.hint} in ${s(n.lo)}..${s(n.hi)}, ${s(n.body, under(n.hint))})`;
    case "D":
      return `D(${n.hint}. ${s(n.body, under(n.hint))} at ${s(n.point)})`;
    case "integral":
      return `integral(${n.hint}. ${s(n.body, under(n.hint))}, ${s(n.lo)}..${s(n.hi)})`;
    case "if":
      return `if(${s(n.test)}; ${s(n.then)}; ${s(n.else)})`;
    case "eq":
      return `${s(n.l)} = ${s(n.r)}`;
    case "lt":
      return `${s(n.l)} < ${s(n.r)}`;
    case "le":
      return `${s(n.l)} <= ${s(n.r)}`;
    case "false":
      return "⊥";
    case "and":
      return `(${s(n.l)} ∧ ${s(n.r)})`;
    case "or":
      return `(${s(n.l)} ∨ ${s(n.r)})`;
    case "implies":
      if (n.r.k === "false") return n.l.k === "false" ? "⊤" : `¬(${s(n.l)})`;
      return `(${s(n.l)} ⇒ ${s(n.r)})`;
    case "all":
    case "some":
      return `${n.k === "all" ? "∀" : "∃"}${n.x.hint}:${n.x.sort.k}. ${s(n.body, under(n.x.hint))}`;
    case "hasDeriv":
      return `hasDeriv(${n.hint}. ${s(n.body, under(n.hint))} at ${s(n.point)} = ${s(n.value)})`;
    case "near":
      return `near(${n.hint} at ${s(n.point)}: ${s(n.body, under(n.hint))})`;
    case "allFun":
      return `∀fun ${n.fun}. ${s(n.body)}`;
    case "pred": {
      const inner = [...env, ...n.xs.map((x) => x.hint)];
      const xs = n.xs.map((x) => `${x.hint}:${x.sort.k}`).join(", ");
      return `${n.name}{${xs} | ${s(n.domain, inner)}}(${n.args.map((a) => s(a, inner)).join("; ")})`;
    }
  }
}
