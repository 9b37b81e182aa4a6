/** The places of a proposition's syntax where an expression stands, each with a way to put another one there. */
import type { Domain, Expr, Prop } from "../language/syntax.ts";

export type Site = {
  readonly expr: Expr;
  /** The whole proposition with another expression here. */
  readonly put: (e: Expr) => Prop;
  /** The expressions around it, the nearest first. */
  readonly around: readonly Expr[];
  /** Names of indices bound around it. */
  readonly bound: readonly string[];
  /** Which side of a chain it stands on, counted from the left. */
  readonly side: number;
  /** Is it an index, the end of a range, or part of one? */
  readonly index: boolean;
};

type Part<N> = {
  readonly expr: Expr;
  readonly put: (e: Expr) => N;
  readonly bound?: readonly string[];
  readonly side?: number;
  readonly index?: boolean;
};

/** All places, outer before inner, in the order of the text. */
export function sitesOf(p: Prop): Site[] {
  const out: Site[] = [];
  const visit = (
    part: Part<Prop>,
    around: readonly Expr[],
    bound: readonly string[],
    side: number,
    index: boolean,
  ): void => {
    out.push({ expr: part.expr, put: part.put, around, bound, side, index });
    for (const inner of partsOf(part.expr)) {
      const put = (e: Expr): Prop => part.put(inner.put(e));
      const within = index || inner.index === true;
      visit({ expr: inner.expr, put }, [part.expr, ...around], [...bound, ...(inner.bound ?? [])], side, within);
    }
  };
  for (const part of propParts(p)) visit(part, [], part.bound ?? [], part.side ?? 0, false);
  return out;
}

function propParts(p: Prop): Part<Prop>[] {
  const through = (q: Prop, wrap: (r: Prop) => Prop, bound: readonly string[] = []): Part<Prop>[] =>
    propParts(q).map((x) => ({ ...x, put: (e) => wrap(x.put(e)), bound: [...bound, ...(x.bound ?? [])] }));
  switch (p.k) {
    case "chain":
      return [
        { expr: p.first, put: (first): Prop => ({ ...p, first }), side: 0 },
        ...p.links.map(
          (l, i): Part<Prop> => ({
            expr: l.right,
            put: (right) => ({ ...p, links: p.links.map((m, j) => (i === j ? { ...m, right } : m)) }),
            side: i + 1,
          }),
        ),
      ];
    case "not":
      return through(p.arg, (arg) => ({ ...p, arg }));
    case "and":
    case "or":
    case "implies":
    case "iff":
      return [...through(p.left, (left) => ({ ...p, left })), ...through(p.right, (right) => ({ ...p, right }))];
    case "quantified":
      return through(
        p.body,
        (body) => ({ ...p, body }),
        p.names.map((n) => n.name),
      );
    case "member":
      return [{ expr: p.expr, put: (expr) => ({ ...p, expr }) }];
    case "predicate":
      return [{ expr: p.body, put: (body) => ({ ...p, body }) }];
    case "extreme":
      return [
        { expr: p.body, put: (body): Prop => ({ ...p, body }) },
        ...(p.value === null ? [] : [{ expr: p.value, put: (value: Expr): Prop => ({ ...p, value }), side: 1 }]),
        ...p.at.map(
          (b, i): Part<Prop> => ({
            expr: b.value,
            put: (value) => ({ ...p, at: p.at.map((c, j) => (i === j ? { ...c, value } : c)) }),
            side: 2,
          }),
        ),
      ];
  }
}

/** The expressions directly inside, variables of operators left out. */
export function partsOf(e: Expr): Part<Expr>[] {
  switch (e.k) {
    case "number":
    case "constant":
    case "name":
    case "const":
    case "infinity":
      return [];
    case "indicator":
      return inTest(e.test, (test) => ({ ...e, test }));
    case "index":
      return e.index.map((x, i) => ({
        expr: x,
        put: (y) => ({ ...e, index: e.index.map((z, j) => (i === j ? y : z)) }),
        index: true,
      }));
    case "call":
      return e.args.map((x, i) => ({
        expr: x,
        put: (y) => ({ ...e, args: e.args.map((z, j) => (i === j ? y : z)) }),
        index: e.fun.name === "delta",
      }));
    case "negate":
      return [{ expr: e.arg, put: (arg) => ({ ...e, arg }) }];
    case "binary":
      return [
        { expr: e.left, put: (left) => ({ ...e, left }) },
        { expr: e.right, put: (right) => ({ ...e, right }) },
      ];
    case "big":
      return [
        ...domainParts(e.over, (over) => ({ ...e, over })),
        ...(e.where === null ? [] : inTest(e.where, (where) => ({ ...e, where }), [e.index.name])),
        { expr: e.body, put: (body) => ({ ...e, body }), bound: [e.index.name] },
      ];
    case "diff":
      return [
        { expr: e.body, put: (body) => ({ ...e, body }) },
        ...e.steps.flatMap((s, i): Part<Expr>[] => {
          const put = (variable: Expr): Expr => ({
            ...e,
            steps: e.steps.map((r, j) => (i === j ? { ...r, variable } : r)),
          });
          return s.variable.k === "index" ? partsOf(s.variable).map((x) => ({ ...x, put: (y) => put(x.put(y)) })) : [];
        }),
      ];
    case "potential":
    case "extremum":
      return [{ expr: e.body, put: (body) => ({ ...e, body }) }];
    case "integral": {
      const { over } = e;
      const ends: Part<Expr>[] =
        over === null
          ? []
          : [
              { expr: over.lo, put: (lo) => ({ ...e, over: { ...over, lo } }) },
              { expr: over.hi, put: (hi) => ({ ...e, over: { ...over, hi } }) },
            ];
      return [{ expr: e.body, put: (body) => ({ ...e, body }) }, ...ends];
    }
    case "at":
      return [
        { expr: e.body, put: (body) => ({ ...e, body }) },
        ...e.bindings.map(
          (b, i): Part<Expr> => ({
            expr: b.value,
            put: (value) => ({ ...e, bindings: e.bindings.map((c, j) => (i === j ? { ...c, value } : c)) }),
          }),
        ),
      ];
    case "if":
      return [
        ...inTest(e.test, (test) => ({ ...e, test })),
        { expr: e.then, put: (then) => ({ ...e, then }) },
        { expr: e.else, put: (otherwise) => ({ ...e, else: otherwise }) },
      ];
    case "limit": {
      const { to } = e;
      const point: Part<Expr>[] =
        "point" in to ? [{ expr: to.point, put: (p) => ({ ...e, to: { ...to, point: p } }) }] : [];
      return [{ expr: e.body, put: (body) => ({ ...e, body }) }, ...point];
    }
  }
}

function inTest(test: Prop, wrap: (p: Prop) => Expr, bound: readonly string[] = []): Part<Expr>[] {
  return propParts(test).map((part) => ({
    expr: part.expr,
    put: (x) => wrap(part.put(x)),
    bound: [...bound, ...(part.bound ?? [])],
  }));
}

function domainParts(d: Domain, wrap: (d: Domain) => Expr): Part<Expr>[] {
  if (d.k !== "range") return [];
  return [
    { expr: d.lo, put: (lo) => wrap({ ...d, lo }), index: true },
    { expr: d.hi, put: (hi) => wrap({ ...d, hi }), index: true },
  ];
}
