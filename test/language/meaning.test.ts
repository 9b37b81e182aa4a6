/** What texts mean: the formulas they become. */
import { describe, expect, it } from "vitest";
import { complaints, goal, hypotheses, read } from "./reading.ts";

const BASE = `var K : integer where K >= 1
var z[1..K] : real
var m, T : 1..K
var x, w : real
var p : {0, 1}
var q : (0, 1)
def y[m in 1..K] = exp(z[m])
fun f(theta, u) : (0, 1)
`;
const means = (proposition: string): string => goal(`${BASE}theorem t: ${proposition}`);

describe("relations and connectives", () => {
  it.each([
    ["x > w", "w < x"],
    ["x >= w", "w <= x"],
    ["x != w", "¬(x = w)"],
    ["x = w <= 1", "(x = w ∧ w <= 1)"],
    ["x < w < 1 = 1", "((x < w ∧ w < 1) ∧ 1 = 1)"],
    ["x = 1 iff w = 1", "((x = 1 ⇒ w = 1) ∧ (w = 1 ⇒ x = 1))"],
    ["x = 1 implies w = 1 implies x = w", "(x = 1 ⇒ (w = 1 ⇒ x = w))"],
    ["not x = 1 and w = 1", "(¬(x = 1) ∧ w = 1)"],
    ["x = 1 or w = 1 and x = w", "(x = 1 ∨ (w = 1 ∧ x = w))"],
    [
      "x ~= 1/2 +- 0.1",
      "if(0 <= add(x, mul(-1, mul(1, inv(2)))); add(x, mul(-1, mul(1, inv(2)))); mul(-1, add(x, mul(-1, mul(1, inv(2)))))) <= 1/10",
    ],
    ["x in (0, 1]", "(0 < x ∧ x <= 1)"],
    ["x in {0, 1}", "(x = 0 ∨ x = 1)"],
    ["x in integer", "∃n:int. x = n"],
    ["for all k in 1..K : z[k] > 0", "∀k:int. ((1 <= k ∧ k <= K) ⇒ 0 < z[k])"],
    ["for all i, j in 1..2 : i = j", "∀i:int. ((1 <= i ∧ i <= 2) ⇒ ∀j:int. ((1 <= j ∧ j <= 2) ⇒ i = j))"],
    ["exists k in 1..K : z[k] > 0", "∃k:int. ((1 <= k ∧ k <= K) ∧ 0 < z[k])"],
    ["for all a in (0, inf) : a > 0", "∀a:real. (0 < a ⇒ 0 < a)"],
    ["for all q : q < 1", "∀q:real. ((0 < q ∧ q < 1) ⇒ q < 1)"],
    ["exists p : p = 1", "∃p:int. ((p = 0 ∨ p = 1) ∧ p = 1)"],
  ])("%s", (text, formula) => expect(means(text)).toBe(formula));
});

describe("expressions", () => {
  it.each([
    ["-x^2 = 0", "mul(-1, ipow(x, 2)) = 0"],
    ["x^-1 = 2*-x", "ipow(x, -1) = mul(2, mul(-1, x))"],
    ["2^3^2 = 1", "rpow(2, ipow(3, 2)) = 1"],
    ["0.35 = 1e-7", "7/20 = 1/10000000"],
    ["a = 1", "unknown name `a`"],
    ["e = pi", "exp(1) = pi"],
    ["sum(a in {0, 1}, x^a) = 1", "add(ipow(x, 0), ipow(x, 1)) = 1"],
    ["sum(k in 1..K where k != m, z[k]) = 0", "sum(k in 1..K, if(¬(k = m); z[k]; 0)) = 0"],
    ["prod(k in 1..K where k != m, z[k]) = 0", "prod(k in 1..K, if(¬(k = m); z[k]; 1)) = 0"],
    ["if x > 0 then x else -x = 1", "if(0 < x; x; mul(-1, x)) = 1"],
    ["max(x, w, 1) = 1", "if(1 <= if(w <= x; x; w); if(w <= x; x; w); 1) = 1"],
    ["xlogx(x) = 0", "if(x = 0; 0; mul(x, log(x))) = 0"],
    ["delta(m, T) + indicator(x > 0) = 1", "add(if(m = T; 1; 0), if(0 < x; 1; 0)) = 1"],
    ["sqrt(x) = sigmoid(w)", "rpow(x, 1/2) = inv(add(1, exp(mul(-1, w))))"],
    ["diff(x^2, x, 2) = 2", "D(x. D(x. ipow(x, 2) at x) at x) = 2"],
    ["diff(x*w, x, w) = 1", "D(w. D(x. mul(x, w) at x) at w) = 1"],
    ["diff(z[T], z[m]) = 1", "D(t. add(z[T], mul(add(t, mul(-1, z[m])), if(T = m; 1; 0))) at z[m]) = 1"],
    ["integral(q*x, q in 0..x) = 1", "integral(q. mul(q, x), 0..x) = 1"],
    ["at(diff(q^2, q), q = x) = 1", "if((0 < x ∧ x < 1); D(q. ipow(q, 2) at x); inv(0)) = 1"],
    ["at(x*w, x = w, w = x) = 1", "mul(w, x) = 1"],
    ["f(x, w) = 1", "f<0,0>(x, w) = 1"],
  ])("%s", (text, formula) => expect(means(text)).toBe(formula));
});

describe("powers go by the exponent's type", () => {
  it.each([
    ["x^K = 1", "ipow(x, K) = 1"],
    ["x^(2*m - K) = 1", "ipow(x, add(mul(2, m), mul(-1, K))) = 1"],
    ["x^p = 1", "ipow(x, p) = 1"],
    ["x^(1 - delta(m, T)) = 1", "ipow(x, add(1, mul(-1, if(m = T; 1; 0)))) = 1"],
    ["x^(4/2) = 1", "rpow(x, mul(4, inv(2))) = 1"],
    ["x^2.0 = 1", "ipow(x, 2) = 1"],
    ["x^q = 1", "rpow(x, q) = 1"],
    ["x^max(m, T) = 1", "rpow(x, if(T <= m; m; T)) = 1"],
    ["x^indicator(x > 0) = 1", "rpow(x, if(0 < x; 1; 0)) = 1"],
    ["for all a in {0, 1/2} : x^a = 1", "∀a:real. ((a = 0 ∨ a = mul(1, inv(2))) ⇒ rpow(x, a) = 1)"],
    ["for all a in {0, 1} : x^a = 1", "∀a:int. ((a = 0 ∨ a = 1) ⇒ ipow(x, a) = 1)"],
  ])("%s", (text, formula) => expect(means(text)).toBe(formula));
  it("a parameter counts by its argument, a definition by its body", () => {
    const text = (p: string): string =>
      goal(`var x : real\nvar n : integer\ndef pow(a, b) = a^b\ndef two = 1 + 1\ndef half = 1/2\ntheorem t: ${p}`);
    expect(text("pow(x, 2) = 1")).toBe("ipow(x, 2) = 1");
    expect(text("pow(x, n) = 1")).toBe("ipow(x, n) = 1");
    expect(text("pow(x, x) = 1")).toBe("rpow(x, x) = 1");
    expect(text("x^two = 1")).toBe("ipow(x, add(1, 1)) = 1");
    expect(text("x^half = 1")).toBe("rpow(x, mul(1, inv(2))) = 1");
  });
});

describe("definitions", () => {
  it("a family outside its range is undefined", () => {
    const text = (p: string): string =>
      goal(
        `var K : integer\nvar m : 1..K\nvar r : 2..K\ndef one[k in 1..K] = 1\nvar v[1..K] : real\ndef same[k in 1..K] = v[k]\ntheorem t: ${p}`,
      );
    expect(text("one[m] = 1")).toBe("1 = 1");
    expect(text("one[m + 1] = 1")).toBe("if((1 <= add(m, 1) ∧ add(m, 1) <= K); 1; inv(0)) = 1");
    expect(text("one[r] = 1")).toBe("if((1 <= r ∧ r <= K); 1; inv(0)) = 1");
    expect(text("2^one[m + 1] = 1")).toBe(
      "ipow(2, if((1 <= add(m, 1) ∧ add(m, 1) <= K); 1; if(inv(0) = inv(0); 0; 0))) = 1",
    );
    expect(text("same[m + 1] = 1")).toBe("v[add(m, 1)] = 1");
    expect(text("sum(k in 1..K, one[k]) = K")).toBe("sum(k in 1..K, 1) = K");
    expect(text("sum(k in 0..K, one[k]) = K")).toBe("sum(k in 0..K, if((1 <= k ∧ k <= K); 1; inv(0))) = K");
  });
  it("an ignored argument must be defined all the same", () => {
    const text = (p: string): string =>
      goal(`var x, w : real\ndef first(a, b) = a\ndef pos(a, b) = if a > 0 then b else 0\ntheorem t: ${p}`);
    expect(text("first(x, w) = x")).toBe("x = x");
    expect(text("first(x, 1/w) = x")).toBe("add(x, mul(0, mul(1, inv(w)))) = x");
    expect(text("pos(x, log(w)) = x")).toBe("add(if(0 < x; log(w); 0), mul(0, log(w))) = x");
  });
  it("a bound name in an argument is not captured", () => {
    const text = `var K : integer\nvar z[1..K] : real\ndef total(a) = sum(k in 1..K, a*z[k])\ntheorem t: sum(k in 1..K, total(z[k])) = 0`;
    expect(goal(text)).toBe("sum(k in 1..K, sum(k in 1..K, mul(z[k], z[k]))) = 0");
    const shown = read(text).theorems.get("t")?.claim.goal;
    const outer = shown?.k === "eq" && shown.l.k === "sum" ? shown.l.body : null;
    const inner = outer?.k === "sum" && outer.body.k === "op" ? outer.body.args : [];
    expect(inner.map((a) => (a.k === "at" && a.index[0]?.k === "bound" ? a.index[0].index : null))).toEqual([1, 0]);
  });
  it("a function may share the name of a built-in one, a variable too", () => {
    expect(complaints("var delta : real\nvar i, j : 1..3\ntheorem t: delta(i, j)*delta = delta*delta(i, j)")).toEqual(
      [],
    );
    expect(complaints("def sigmoid(x) = exp(x)/(1 + exp(x))")).toEqual([]);
    expect(complaints("def affine(x) = 2*x\nvar v : real\ntheorem t: affine(v) = 2*v")).toEqual([
      "1:5 W103 `affine` is a built-in function with another meaning; from here on it is yours",
    ]);
    expect(
      complaints("section a\ndef affine(x) = 2*x\nsection b\nvar v : real\ntheorem t: affine(2*v, v)").map((c) =>
        c.slice(0, 8),
      ),
    ).toEqual(["2:5 W103"]);
  });
});

describe("what counts for a theorem", () => {
  it("the domains and clauses of the names that it reaches, and nothing else", () => {
    const text = `var a : real where a > 0
var b : real where b > a
var c : (0, 1)
var n : integer where n >= 1
var v[1..n] : (0, inf)
def d = b + 1
`;
    expect(hypotheses(`${text}theorem t: d > 1`)).toEqual(["0 < a", "a < b"]);
    expect(hypotheses(`${text}theorem t: v[1] > 1`)).toEqual(
      ["1 <= n", "∀i:int. ((1 <= i ∧ i <= n) ⇒ 0 < v[i])"].map((h) => h.replaceAll("i", "k").replace(":knt", ":int")),
    );
    expect(hypotheses(`${text}assume c < 1/2\ntheorem t: 1 = 1`)).toEqual(["0 < c", "c < 1", "c < mul(1, inv(2))"]);
    expect(hypotheses(`${text}theorem t: 1 = 1\n  given a < 1`)).toEqual(["0 < a", "a < 1"]);
    expect(hypotheses(`${text}theorem t: integral(c, c in 0..1) = 1/2`)).toEqual([]);
    expect(hypotheses(`${text}theorem t: for all c : c > 0`)).toEqual([]);
    expect(hypotheses(`${text}theorem t: for all b : b > 0`)).toEqual(["0 < a"]);
    expect(hypotheses(`${text}theorem t: sum(k in 1..3, k) = 6`)).toEqual([]);
    expect(hypotheses(`${text}theorem t: convex(c^2, c)`)).toEqual(["0 < c", "c < 1"]);
  });
  it("a hypothesis comes with its definedness", () => {
    expect(hypotheses("var x : real\ntheorem t: x = x\n  given log(x) > 0")).toEqual(["0 < x", "0 < log(x)"]);
    expect(hypotheses("var x : real where x != 0 and 1/x > 0\ntheorem t: x = x")).toEqual([
      "¬(x = 0)",
      "¬(x = 0)",
      "0 < mul(1, inv(x))",
    ]);
  });
  it("a function's range is for all arguments", () => {
    expect(hypotheses("fun g(a) : (0, inf)\nvar x : real\ntheorem t: g(x) > 0")).toEqual(["∀a:real. 0 < g<0>(a)"]);
    expect(hypotheses("fun g(a) : real\nvar x : real\ntheorem t: g(x) > 0")).toEqual([]);
  });
  it("a function of a whole family", () => {
    const text = "var K : integer\nvar v[1..K] : real\nfun g(a) : [0, inf)\ntheorem t: convex(g(v), v)";
    expect(goal(text)).toBe("convex{v:family | ⊤}(g<0>(v))");
    expect(hypotheses(text)).toEqual(["∀a:family. 0 <= g<0>(a)"]);
    expect(complaints("var K : integer\nvar v[1..K] : real\nfun g(a) : real\ntheorem t: g(v) = g(1)")).toEqual([
      "4:21 E301 `g` takes a family here, as in its first use",
    ]);
  });
});

describe("predicates", () => {
  it.each([
    ["convex(x^2*w, (x, w))", "convex{x:real, w:real | ⊤}(mul(ipow(x, 2), w))"],
    ["not increasing(q^2, q)", "¬(increasing{q:real | (0 < q ∧ q < 1)}(ipow(q, 2)))"],
    ["convex(z[m]^2, z)", "convex{z:family | ⊤}(ipow(z[m], 2))"],
    ["strictly_convex(z[m]^2, z)", "strictly-convex{z:family | ⊤}(ipow(z[m], 2))"],
    ["convex(z[T], z[m])", "convex{t:real | ⊤}(add(z[T], mul(add(t, mul(-1, z[m])), if(T = m; 1; 0))))"],
    ["unbounded_below(x, x)", "unbounded-below{x:real | ⊤}(x)"],
    ["minimum(q^2 - x, q) = x at q = w", "minimum{q:real | (0 < q ∧ q < 1)}(add(ipow(q, 2), mul(-1, x)); x; w)"],
    ["minimum(q^2, q) at q = w", "minimum{q:real | (0 < q ∧ q < 1)}(ipow(q, 2); ipow(w, 2); w)"],
    ["maximum(x + w, (x, w)) = 0 at w = 1, x = 2", "maximum{x:real, w:real | ⊤}(add(x, w); 0; 2; 1)"],
    ["minimum(z[1], z) = 0 at z[k] = k", "minimum{z:family | ⊤}(z[1]; 0; (λk. k))"],
    ["infimum(q, q) = 0", "infimum{q:real | (0 < q ∧ q < 1)}(q; 0)"],
    ["0 = supremum(-q, q)", "supremum{q:real | (0 < q ∧ q < 1)}(mul(-1, q); 0)"],
    ["infimum(q, q) < x", "∃L:real. (infimum{q:real | (0 < q ∧ q < 1)}(q; L) ∧ L < x)"],
    ["infimum(x, x) = -inf", "unbounded-below{x:real | ⊤}(x)"],
    ["argmin(x^2, x) = argmax(-x^2, x)", "same-minimisers{x:real | ⊤}(ipow(x, 2); mul(-1, mul(-1, ipow(x, 2))))"],
    ["limit(1/x, x -> inf) = 0", "limit:inf:num{x:real | ⊤}(mul(1, inv(x)); 0; 0)"],
    ["limit(1/x, x -> w-) = inf", "limit:left:inf{x:real | ⊤}(mul(1, inv(x)); w; 0)"],
    [
      "limit(q, q -> 0) = limit(x, x -> 0+)",
      "∃L:real. (limit:at:num{q:real | (0 < q ∧ q < 1)}(q; 0; L) ∧ limit:right:num{x:real | ⊤}(x; 0; L))",
    ],
    ["integral(2*x, x) = x^2 + const", "hasDeriv(x. ipow(x, 2) at x = mul(2, x))"],
    [
      "integral(2*x, x) = x^2 + const = x*x + const",
      "(hasDeriv(x. ipow(x, 2) at x = mul(2, x)) ∧ hasDeriv(x. mul(x, x) at x = mul(2, x)))",
    ],
    ["x^2 + const = integral(2*x, x)", "hasDeriv(x. ipow(x, 2) at x = mul(2, x))"],
  ])("%s", (text, formula) => expect(means(text)).toBe(formula));
});

describe("warnings", () => {
  it("a name bound by a sum and free beside it", () => {
    expect(complaints(`${BASE}theorem t: sum(m in 1..K, z[m]) = z[m]`)).toEqual([
      "9:37 W101 `m` stands here outside a sum that binds `m` in the same proposition",
    ]);
    expect(complaints(`${BASE}theorem t: sum(m in 1..K, z[m]) = z[T]`)).toEqual([]);
  });
  it("a hypothesis about one index", () => {
    expect(complaints(`${BASE}assume z[m] > 0`)).toEqual([
      "9:8 W102 this hypothesis is about the one index `m`, not about all of them",
    ]);
    expect(complaints(`${BASE}assume for all k in 1..K : z[k] > 0`)).toEqual([]);
    expect(complaints(`${BASE}assume sum(k in 1..K, z[k]) = 1`)).toEqual([]);
  });
});

describe("proofs", () => {
  it("chains, propositions, reasons", () => {
    const r = read(`var K : integer where K >= 1
var p : {0, 1}
var x : real
def c = x + 1
theorem first: x = x
theorem t: c = 1 + x
  proof
    c
      = x + 1   by def c, "as defined"
      = 1 +
        x       by algebra, log rules
    x <= x + 1 by cases x >= 0, cases p, induction K, first, differentiation
      <= x + 2
    x = 1
      iff x + 1 = 2
      implies x > 0`);
    expect(r.diagnostics).toEqual([]);
    const parts = r.theorems.get("t")?.proof ?? [];
    const links = parts.flatMap((p) => (p.k === "chain" ? p.links : []));
    expect(links.map((l) => l.relation)).toEqual(["=", "=", "<=", "<=", "iff", "implies"]);
    expect(links.map((l) => l.reasons.map((y) => y.k))).toEqual([
      ["definition", "text"],
      ["method", "method"],
      ["cases", "cases", "induction", "theorem", "method"],
      [],
      [],
      [],
    ]);
    expect(links[2]?.reasons.slice(0, 2).map((y) => (y.k === "cases" ? y.split.k : ""))).toEqual(["formula", "values"]);
  });
});
