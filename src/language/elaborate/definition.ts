/** Definitions are unfolded where they are used, each for the kinds of its arguments. */
import type { Span } from "../../diagnostic/diagnostic.ts";
import type { Formula, Range, Term } from "../../kernel/index.ts";
import * as T from "../../kernel/index.ts";
import { Fault, fail } from "../fault.ts";
import type { Expr } from "../syntax.ts";
import { bind, type Context, conjunction, isInt, type Local, nameOf, newUsage } from "./context.ts";
import { checkIndices, count, indices, integerOf, type Value, value } from "./expression.ts";
import type { Defined, Instance, ParamKind } from "./scope.ts";

/** The body for parameters of these kinds. Fails where the body does not make sense for them. */
export function instance(ctx: Context, d: Defined, kinds: readonly ParamKind[]): Instance {
  const key = kinds.join(",");
  const known = d.instances.get(key);
  if (known !== undefined) return known;
  const s = d.statement;
  const names = s.form === "family" ? s.indices.map((i) => i.name) : s.params;
  const usage = newUsage();
  let inner: Context = { ...ctx, scope: d.scope, locals: new Map<string, Local>(), usage, hypotheses: null };
  const params = names.map((n, i): Term => {
    const kind = kinds[i] as ParamKind;
    const variable = ctx.shared.fresh(n.name, kind === "real" ? T.REAL : T.INT);
    if (s.form === "family") ctx.shared.rangeOf.set(nameOf(variable), d.ranges[i] as Range);
    const local: Local = {
      name: n.name,
      term: variable,
      kind: s.form === "family" ? "index" : "parameter",
      power: kind === "power",
    };
    inner = bind(inner, local);
    return variable;
  });
  const body = value(inner, s.body);
  const made: Instance = { params, body: body.term, power: body.power, touched: usage.touched };
  d.instances.set(key, made);
  return made;
}

/** The instance for a use in the text; what is wrong with it is said at the place of use. */
function used(ctx: Context, d: Defined, kinds: readonly ParamKind[], span: Span): Instance {
  let found: Instance;
  try {
    found = instance(ctx, d, kinds);
  } catch (e) {
    if (!(e instanceof Fault)) throw e;
    const { code, message, help } = e.diagnostic;
    fail(code as Parameters<typeof fail>[0], span, `\`${d.name}\` cannot be used with these arguments: ${message}`, {
      notes: [`\`${d.name}\` is defined on line ${d.span.line}`],
      help,
    });
  }
  const { body, touched } = found as Instance;
  for (const local of ctx.locals.keys()) {
    const reached = [body, ...d.ranges.flatMap((r) => [r.lo, r.hi])].some(
      (t) => T.occurs(local, t) || T.occurs(`${local}()`, t),
    );
    if (reached || touched.has(local)) {
      fail("E206", span, `\`${d.name}\` uses the declared \`${local}\`, but \`${local}\` is a bound name here`, {
        notes: [`\`${d.name}\` is defined on line ${d.span.line}`],
        help: `choose another name for the bound \`${local}\``,
      });
    }
  }
  for (const n of touched) ctx.usage.touched.add(n);
  return found as Instance;
}

export function plain(ctx: Context, d: Defined, span: Span): Value {
  if (d.statement.form === "function") {
    return fail("E301", span, `\`${d.name}\` is a function`, {
      help: `write \`${d.name}(${d.statement.params.map((p) => p.name).join(", ")})\``,
    });
  }
  if (d.statement.form === "family") {
    const names = d.statement.indices.map((i) => i.name.name).join(", ");
    return fail("E302", span, `\`${d.name}\` is a family: it needs ${indices(d.ranges.length)}`, {
      help: `write \`${d.name}[${names}]\``,
    });
  }
  const { body, power } = used(ctx, d, [], span);
  return { term: body, power };
}

function kindOf(v: Value): ParamKind {
  return integerOf(v) === null ? "real" : v.power ? "power" : "int";
}

export function applyFunction(ctx: Context, d: Defined, e: Expr & { k: "call" }): Value {
  const wanted = d.statement.params.length;
  if (e.args.length !== wanted) fail("E301", e.span, `\`${d.name}\` takes ${count(wanted)}, not ${e.args.length}`);
  const args = e.args.map((a) => value(ctx, a));
  const kinds = args.map(
    (a, i): ParamKind => (d.realParams.has(d.statement.params[i]?.name ?? "") ? "real" : kindOf(a)),
  );
  const found = used(ctx, d, kinds, e.span);
  const terms = args.map((a, i) => (kinds[i] === "real" ? a.term : (integerOf(a) ?? a.term)));
  let body = T.instantiate(T.abstract(found.body, found.params), terms);
  args.forEach((a, i) => {
    const p = nameOf(found.params[i] as Term);
    if (!T.occurs(p, found.body)) for (const n of T.freeNames(a.term)) touch(ctx, n);
    if (!alwaysDefined(ctx, a.term) && !evaluates(p, found.body)) body = requiring(body, a.term);
  });
  return { term: body, power: found.power };
}

function touch(ctx: Context, n: string): void {
  if (!n.includes("'")) ctx.usage.touched.add(n.replace("()", ""));
}

/** Has the term a value whatever its variables are? False where that is not plain. */
function alwaysDefined(ctx: Context, t: Term): boolean {
  switch (t.k) {
    case "num":
    case "pi":
    case "var":
    case "bound":
      return true;
    case "op":
      return (t.op === "add" || t.op === "mul" || t.op === "exp") && t.args.every((a) => alwaysDefined(ctx, a));
    case "at": {
      const d = t.family.k === "var" ? ctx.scope.find(t.family.name)?.declared : undefined;
      return d?.k === "family" && t.index.every((i, j) => ranges(ctx, i, d.ranges[j] as Range));
    }
    default:
      return false;
  }
}

/** The same value as `body`, defined only where `arg` is. */
function requiring(body: Term, arg: Term): Term {
  if (isInt(body) && !isInt(arg)) return T.ifThen(T.eq(arg, arg), body, body);
  return T.add(body, T.mul(T.int(0), arg));
}

/** Is the variable evaluated whenever the term is: not only in a branch or in the terms of a range that may be empty? */
function evaluates(variable: string, n: Term | Formula): boolean {
  const go = (m: Term | Formula): boolean => {
    if (!T.occurs(variable, m)) return false;
    switch (m.k) {
      case "var":
        return true;
      case "op":
        return m.args.some(go);
      case "at":
        return go(m.family) || m.index.some(go);
      case "call":
        return m.args.some(go);
      case "sum":
      case "prod":
        return go(m.lo) || go(m.hi);
      case "D":
        return go(m.point) || go(m.body);
      case "integral":
        return go(m.lo) || go(m.hi) || go(m.body);
      case "if":
        return go(m.test);
      case "eq":
      case "lt":
      case "le":
        return go(m.l) || go(m.r);
      case "and":
      case "or":
      case "implies":
        return go(m.l);
      default:
        return false;
    }
  };
  return go(n);
}

export function applyFamily(ctx: Context, d: Defined, e: Expr & { k: "index" }): Value {
  if (d.statement.form !== "family") {
    fail("E302", e.family.span, `\`${d.name}\` is not a family`, {
      help:
        d.statement.form === "function"
          ? "the arguments of a function stand in parentheses"
          : "only families have indices",
    });
  }
  checkIndices(d.name, d.ranges.length, e);
  const index = e.index.map((i) => {
    const v = value(ctx, i);
    const whole = integerOf(v);
    if (whole === null) return fail("E303", i.span, "an index must be an integer");
    return { term: whole, power: v.power };
  });
  const found = used(ctx, d, index.map(kindOf), e.span);
  const body = T.instantiate(
    T.abstract(found.body, found.params),
    index.map((v) => v.term),
  );
  index.forEach((v, i) => {
    if (T.occurs(nameOf(found.params[i] as Term), found.body)) return;
    const r = d.ranges[i] as Range;
    for (const t of [v.term, r.lo, r.hi]) for (const n of T.freeNames(t)) touch(ctx, n);
  });
  const guards = index.flatMap((v, i): Formula[] => {
    const r = d.ranges[i] as Range;
    if (ranges(ctx, v.term, r) || guarded(ctx, body, v.term, r)) return [];
    return [T.and(T.le(r.lo, v.term), T.le(v.term, r.hi))];
  });
  if (guards.length === 0) return { term: body, power: found.power };
  return { term: T.ifThen(conjunction(guards), body, T.inv(T.int(0))), power: found.power };
}

/** Is the index a name that runs over exactly this range? */
function ranges(ctx: Context, index: Term, r: Range): boolean {
  if (index.k !== "var") return false;
  const d = ctx.scope.find(index.name)?.declared;
  const declared = d?.k === "scalar" && d.domain.k === "range" ? d.domain.range : undefined;
  const own = declared ?? ctx.shared.rangeOf.get(index.name);
  return own !== undefined && own.lo === r.lo && own.hi === r.hi;
}

/** Does evaluating the term evaluate a declared family at this index, over this range? */
function guarded(ctx: Context, n: Term, index: Term, r: Range): boolean {
  const go = (t: Term): boolean => {
    switch (t.k) {
      case "op":
        return t.args.some(go);
      case "call":
        return t.args.some(go);
      case "at": {
        if (t.family.k === "var") {
          const d = ctx.scope.find(t.family.name)?.declared;
          if (d?.k === "family") {
            const over = d.ranges;
            if (t.index.some((i, j) => i === index && over[j]?.lo === r.lo && over[j]?.hi === r.hi)) return true;
          }
        }
        return t.index.some(go);
      }
      case "D":
        return go(t.point);
      default:
        return false;
    }
  };
  return go(n);
}
