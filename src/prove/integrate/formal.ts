/**
 * Derivatives by the rules of calculus alone, conditions left aside: what a candidate is made of, never
 * what a theorem is made of.
 */
import type { Term } from "../../kernel/index.ts";
import * as K from "../../kernel/index.ts";

/** d t / d x in normal form, where the rules apply; null for tests, unknown functions, products, integrals. */
export function formalDerivative(t: Term, x: Term): Term | null {
  const d = derivative(t, x);
  return d === null ? null : K.canonical(d);
}

function derivative(t: Term, x: Term): Term | null {
  if (t === x) return K.int(1);
  if (!K.occurs((x as Term & { k: "var" }).name, t)) return K.int(0);
  switch (t.k) {
    case "op":
      return ofOperation(t, x);
    case "sum": {
      if (derivative(t.lo, x) !== K.int(0) || derivative(t.hi, x) !== K.int(0)) return null;
      const k = K.variable(K.freshName(t.hint, [t, x]), K.INT);
      const d = derivative(K.instantiate(t.body, [k]), x);
      return d === null ? null : K.big("sum", t.hint, t.lo, t.hi, K.abstract(d, [k]));
    }
    default:
      return null;
  }
}

function ofOperation(t: Term & { k: "op" }, x: Term): Term | null {
  const [u, n] = t.args as [Term, Term];
  const ds: Term[] = [];
  for (const a of t.args) {
    const d = derivative(a, x);
    if (d === null) return null;
    ds.push(d);
  }
  const [du, dn] = ds as [Term, Term];
  switch (t.op) {
    case "add":
      return K.op("add", ds);
    case "mul":
      return K.op(
        "add",
        ds.map((d, i) => K.op("mul", [d, ...t.args.filter((_, j) => j !== i)])),
      );
    case "inv":
      return K.op("mul", [K.int(-1), du, t, t]);
    case "exp":
      return K.mul(du, t);
    case "log":
      return K.mul(du, K.inv(u));
    case "ipow":
    case "rpow":
      if (dn !== K.int(0)) return K.mul(t, K.add(K.mul(dn, K.log(u)), K.op("mul", [n, du, K.inv(u)])));
      return n.k === "num" && t.op === "ipow"
        ? K.op("mul", [n, du, K.ipow(u, K.sub(n, K.int(1)))])
        : K.op("mul", [n, du, K.inv(u), t]);
  }
}
