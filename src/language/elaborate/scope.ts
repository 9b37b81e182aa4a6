/** Declared names: what stands above the first section holds in all of them, the rest until the next section. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import type { Formula, Range, Term } from "../../kernel/index.ts";
import type { Hypothesis } from "../claim.ts";
import { fail } from "../fault.ts";
import type { Statement } from "../syntax.ts";
import type { DomainTerm } from "./domain.ts";

type Base = { readonly name: string; readonly tex: string | null; readonly span: Span };

export type Scalar = Base & {
  readonly k: "scalar";
  readonly term: Term;
  readonly domain: DomainTerm;
  /** Do powers with this exponent mean repeated multiplication? */
  readonly power: boolean;
};

export type Family = Base & {
  readonly k: "family";
  readonly term: Term;
  readonly ranges: readonly Range[];
  readonly domain: DomainTerm;
  readonly power: boolean;
};

export type Unknown = Base & {
  readonly k: "fun";
  readonly params: readonly string[];
  readonly domain: DomainTerm;
  /** For each parameter null for a number, or the ranges of a family; set by the first call. */
  shape: readonly (readonly Range[] | null)[] | null;
};

/** A definition elaborated for certain kinds of arguments. */
export type Instance = {
  readonly params: readonly Term[];
  readonly body: Term;
  readonly power: boolean;
  /** Names that it reaches without their being free in the body. */
  readonly touched: ReadonlySet<string>;
};

/** real: any number; int: an integer term; power: an integer by its type, as exponents need it. */
export type ParamKind = "real" | "int" | "power";

export type Defined = Base & {
  readonly k: "definition";
  readonly statement: Statement & { readonly k: "def" };
  /** Of a family: the ranges of its indices. */
  readonly ranges: readonly Range[];
  /** The names that the body sees: those above the definition, whatever is declared later. */
  readonly scope: Scope;
  /** Parameters that the body differentiates in: they are real whatever the argument. */
  readonly realParams: ReadonlySet<string>;
  /** By the kinds of the arguments. */
  readonly instances: Map<string, Instance>;
};

export type Broken = Base & { readonly k: "broken" };

export type Declared = Scalar | Family | Unknown | Defined | Broken;

/** A hypothesis and the formula that says that it is defined, null where that is plain. */
export type Met = {
  readonly hypothesis: Hypothesis;
  readonly defined: Formula | null;
  /** Names that it reaches without their being free in it. */
  readonly touched: ReadonlySet<string>;
};

/** A name with the hypotheses that come with it: its domain and `where` clause. */
export type Entry = {
  readonly declared: Declared;
  readonly section: string | null;
  /** How many declarations came before. */
  readonly since: number;
  hypotheses: readonly Met[];
};

export class Scope {
  #common = new Map<string, Entry>();
  #section = new Map<string, Entry>();
  #count = 0;
  /** Later declarations than these are not seen. */
  #until = Number.POSITIVE_INFINITY;
  #sectionId: string | null = null;
  #commonAssumptions: Met[] = [];
  #assumptions: Met[] = [];

  get sectionId(): string | null {
    return this.#sectionId;
  }

  openSection(id: string): void {
    this.#sectionId = id;
    this.#section = new Map();
    this.#assumptions = [];
  }

  find(name: string): Entry | undefined {
    const entry = this.#section.get(name) ?? this.#common.get(name);
    return entry === undefined || entry.since >= this.#until ? undefined : entry;
  }

  /** The names declared so far: later declarations are not seen through it. */
  above(): Scope {
    const out = new Scope();
    out.#common = this.#common;
    out.#section = this.#section;
    out.#sectionId = this.#sectionId;
    out.#until = Math.min(this.#until, this.#count);
    return out;
  }

  /** Fails where the name is taken. */
  checkFree(name: string, span: Span): void {
    const known = this.find(name);
    if (known === undefined || known.declared.k === "broken") return;
    const line = known.declared.span.line;
    const above = this.#sectionId !== null && known.section === null;
    fail("E202", span, `\`${name}\` is declared already, on line ${line}`, {
      help: above
        ? "what stands above the first section holds in all sections; choose another name"
        : "choose another name",
    });
  }

  declare(declared: Declared, hypotheses: readonly Met[]): Entry {
    const entry: Entry = { declared, section: this.#sectionId, since: this.#count++, hypotheses };
    (this.#sectionId === null ? this.#common : this.#section).set(declared.name, entry);
    return entry;
  }

  remove(name: string): void {
    (this.#sectionId === null ? this.#common : this.#section).delete(name);
  }

  assume(met: readonly Met[]): void {
    (this.#sectionId === null ? this.#commonAssumptions : this.#assumptions).push(...met);
  }
  assumptions(): readonly Met[] {
    return [...this.#commonAssumptions, ...this.#assumptions];
  }

  /** The names and assumptions as they are now, untouched by later declarations. */
  snapshot(): Scope {
    const out = new Scope();
    out.#count = this.#count;
    for (const [name, entry] of this.#common) out.#common.set(name, entry);
    out.#section = new Map(this.#section);
    out.#sectionId = this.#sectionId;
    out.#commonAssumptions = [...this.#commonAssumptions];
    out.#assumptions = [...this.#assumptions];
    return out;
  }

  /** In the order of declaration. */
  entries(): Entry[] {
    const all = [...this.#common.values(), ...this.#section.values()];
    return this.#until === Number.POSITIVE_INFINITY ? all : all.filter((e) => e.since < this.#until);
  }
  names(): string[] {
    return this.entries().map((e) => e.declared.name);
  }
}
