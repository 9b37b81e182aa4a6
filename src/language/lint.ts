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
  return statements.flatMap((by, at) => {
    // What stands above the first section holds in all of them.
    const common = !statements.slice(0, at).some(opensSection);
    const scope = common ? statements : scopeOf(statements, at);
    return declaredBy(by).map((name) => ({ name, by, scope }));
  });
}

function unused(declarations: readonly Declaration[]): Diagnostic[] {
  const cache = new Map<Statement, ReadonlySet<string>>();
  const mentioned = (s: Statement): ReadonlySet<string> => {
    const known = cache.get(s) ?? mentionedIn(s);
    cache.set(s, known);
    return known;
  };
  return declarations.flatMap(({ name, scope }) =>
    scope.some((s) => mentioned(s).has(name.name))
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
  return declarations.flatMap((later, at) => {
    const twin = declarations
      .slice(0, at)
      .find(
        (d) =>
          d.name.name !== later.name.name &&
          d.scope.includes(later.by) &&
          skeleton(written(d)) === skeleton(written(later)),
      );
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
