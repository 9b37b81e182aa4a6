/** How reading stops inside language/: a Fault carries one diagnostic and is caught at the statement's edge. */
import type { Code } from "../diagnostic/codes.ts";
import type { Diagnostic, Span } from "../diagnostic/diagnostic.ts";

type More = { readonly notes?: readonly string[]; readonly help?: string | null };

export function error(code: Code, span: Span, message: string, more: More = {}): Diagnostic {
  return { code, severity: "error", span, message, notes: more.notes ?? [], help: more.help ?? null };
}

export function warning(code: Code, span: Span, message: string, more: More = {}): Diagnostic {
  return { code, severity: "warning", span, message, notes: more.notes ?? [], help: more.help ?? null };
}

/** Never leaves language/. */
export class Fault extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = "Fault";
    this.diagnostic = diagnostic;
  }
}

export function fail(code: Code, span: Span, message: string, more: More = {}): never {
  throw new Fault(error(code, span, message, more));
}
