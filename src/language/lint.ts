/** Warnings about a document as a whole: declarations that nothing uses, names that look alike. */
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { skeleton } from "./confusable.ts";
import { warning } from "./fault.ts";
import { declaredBy, mentionedIn, opensSection, scopeOf } from "./mentions.ts";
import type { Document, Name, Statement } from "./syntax.ts";

/** A declared name, where it is declared, and the statements in which it can be used. */
type Declaration = { readonly name: Name; readonly by: Statement; readonly scope: readonly Statement[] };

/** Warnings only: they change no verdict. None for a document without claims. */
export function lint(document: Document): Diagnostic[] {
  const statements = document.blocks.flatMap((b) => (b.k === "statement" ? [b.statement] : []));
  if (!statements.some((s) => s.k === "theorem" || s.k === "refute")) return [];
  const declarations = declarationsOf(statements);
  return [...unused(declarations), ...alike(declarations, document.source)];
}

function declarationsOf(statements: readonly Statement[]): Declaration[] {
  let scope = statements;
  return statements.flatMap((by, at) => {
    // What stands above the first section holds in all of them.
    if (opensSection(by)) scope = scopeOf(statements, at);
    return declaredBy(by).map((name) => ({ name, by, scope }));
  });
}

function unused(declarations: readonly Declaration[]): Diagnostic[] {
  const own = new Map<Statement, ReadonlySet<string>>();
  const whole = new Map<readonly Statement[], ReadonlySet<string>>();
  const mentioned = (scope: readonly Statement[]): ReadonlySet<string> => {
    const known = whole.get(scope);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const s of scope) {
      const names = own.get(s) ?? mentionedIn(s);
      own.set(s, names);
      for (const name of names) found.add(name);
    }
    whole.set(scope, found);
    return found;
  };
  return declarations.flatMap(({ name, scope }) =>
    mentioned(scope).has(name.name)
      ? []
      : [
          warning("W104", name.span, `\`${name.name}\` is declared, but nothing uses it`, {
            help: "take it out, or look for the place that should use it",
          }),
        ],
  );
}

/** Names of one scope that are written differently and hardly look different. */
function alike(declarations: readonly Declaration[], source: string): Diagnostic[] {
  const written = (d: Declaration): string => source.slice(d.name.span.start, d.name.span.end);
  const before = new Map<string, Declaration[]>();
  return declarations.flatMap((later) => {
    const look = skeleton(written(later));
    const similar = before.get(look) ?? [];
    const twin = similar.find((d) => d.name.name !== later.name.name && d.scope.includes(later.by));
    before.set(look, [...similar, later]);
    return twin === undefined
      ? []
      : [
          warning(
            "W105",
            later.name.span,
            `\`${written(later)}\` looks like \`${written(twin)}\`, which is another name`,
            {
              notes: [`\`${twin.name.name}\` is declared on line ${twin.name.span.line}, \`${later.name.name}\` here`],
              help: "choose names that a reader can tell apart",
            },
          ),
        ];
  });
}
