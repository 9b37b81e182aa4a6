/** A certificate's rows to nodes. Everything is checked: a row has the fields that its kind has, and no others. */
import type { ArgRow, NodeRow } from "../certificate/format.ts";
import * as B from "./binding.ts";
import { fraction } from "./rational.ts";
import { reject } from "./rejected.ts";
import type { Argument } from "./sequent.ts";
import type { Node, Sort } from "./term.ts";
import * as T from "./term.ts";

export function list(x: unknown, what: string): readonly unknown[] {
  return Array.isArray(x) ? x : reject(`${what} must be a list`);
}
export function text(x: unknown, what: string): string {
  return typeof x === "string" ? x : reject(`${what} must be a text`);
}
/** A list of exactly so many. */
export function tuple(x: unknown, length: number, what: string): readonly unknown[] {
  const l = list(x, what);
  return l.length === length ? l : reject(`${what} must have ${length} fields`);
}
/** An object with exactly these fields. */
export function record(x: unknown, fields: readonly string[], what: string): Readonly<Record<string, unknown>> {
  if (typeof x !== "object" || x === null || Array.isArray(x)) reject(`${what} must be an object`);
  for (const key of Object.keys(x))
    if (!fields.includes(key)) reject(`${what} has the unknown field ${JSON.stringify(key).slice(0, 80)}`);
  for (const key of fields) if (!Object.hasOwn(x, key)) reject(`${what} lacks the field ${key}`);
  return x as Record<string, unknown>;
}
/** The entry of a table that an index names. */
export function entry<E>(table: readonly E[], i: unknown, what: string): E {
  const e = typeof i === "number" && Number.isInteger(i) && i >= 0 ? table[i] : undefined;
  return e ?? reject(`there is no earlier ${what} ${typeof i === "number" ? i : ""}`);
}

function integer(x: unknown): bigint {
  const s = text(x, "a number");
  return /^-?\d{1,40000}$/.test(s) ? BigInt(s) : reject("a number must be a whole number of at most 40,000 digits");
}
function sortOf(x: unknown): Sort {
  const s = text(x, "a sort");
  return /^(real|int)(\^[1-8])?$/.test(s) ? (s as Sort) : reject(`unknown sort ${JSON.stringify(s).slice(0, 80)}`);
}
function count(x: unknown): number {
  return typeof x === "number" ? x : reject("a number is needed");
}

/** The node of a row, its parts among the nodes before it. */
export function decodeNode(given: NodeRow, nodes: readonly Node[]): Node {
  const kind = text(list(given, "a row")[0], "the kind of a row");
  const row = (length: number): readonly unknown[] => tuple(given, length + 1, `a row of kind ${kind}`);
  const n = (i: number): Node => entry(nodes, given[i], "node");
  const ns = (i: number): Node[] => list(given[i], "the parts of a row").map((j) => entry(nodes, j, "node"));
  const hint = (i: number): string => text(given[i], "a hint");
  switch (kind) {
    case "num":
      row(2);
      return T.num(fraction(integer(given[1]), integer(given[2])));
    case "pi":
      row(0);
      return T.pi();
    case "var":
      row(2);
      return T.variable(text(given[1], "a name"), sortOf(given[2]));
    case "bound":
      row(2);
      return T.bound(count(given[1]), sortOf(given[2]));
    case "op":
      row(2);
      return T.operator(text(given[1], "an operator"), ns(2));
    case "at":
      row(2);
      return B.apply(n(1), ns(2));
    case "family":
      row(2);
      return B.lambda(list(given[1], "hints").map((h) => text(h, "a hint")).length, n(2));
    case "call":
      row(4);
      return T.call(text(given[1], "a name"), list(given[2], "orders").map(count), ns(3), ns(4));
    case "sum":
    case "prod":
      row(4);
      hint(1);
      return T.big(kind, n(2), n(3), n(4));
    case "D":
      row(3);
      hint(1);
      return T.derivative(n(2), n(3));
    case "integral":
      row(4);
      hint(1);
      return T.integral(n(2), n(3), n(4));
    case "if":
      row(3);
      return T.choice(n(1), n(2), n(3));
    case "false":
      row(0);
      return T.falsum();
    case "eq":
    case "lt":
    case "le":
      row(2);
      return T.relation(kind, n(1), n(2));
    case "and":
    case "or":
    case "implies":
      row(2);
      return T.connective(kind, n(1), n(2));
    case "all":
    case "some":
      row(4);
      hint(1);
      return T.quantified(kind, sortOf(given[2]), n(3), ns(4));
    case "hasDeriv":
      row(4);
      hint(1);
      return T.hasDeriv(n(2), n(3), n(4));
    case "near":
      row(3);
      hint(1);
      return T.near(n(2), n(3));
    case "allFun":
      row(2);
      return T.allFun(text(given[1], "a name"), n(2));
    case "pred": {
      row(4);
      const variables = list(given[2], "variables").map((b) => {
        const [h, s, ...ends] = list(b, "a variable");
        text(h, "a hint");
        return { sort: sortOf(s), ends: ends.map((j) => entry(nodes, j, "node")) };
      });
      const sorts = variables.map((v) => v.sort);
      return T.predicate(
        text(given[1], "a name"),
        sorts,
        n(3),
        ns(4),
        variables.map((v) => v.ends),
      );
    }
    default:
      return reject(`unknown kind of node ${JSON.stringify(kind).slice(0, 80)}`);
  }
}

export function decodeArgument(given: ArgRow, nodes: readonly Node[]): Argument {
  const [kind, value] = tuple(given, 2, "an argument");
  switch (kind) {
    case "n":
      return entry(nodes, value, "node");
    case "s":
      return text(value, "an argument");
    case "i":
      return count(value);
    default:
      return reject("unknown kind of argument");
  }
}
