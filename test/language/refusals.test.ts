import { describe, expect, it } from "vitest";
import { parseProposition } from "../../src/language/read.ts";
import { complaints, read } from "./reading.ts";

const BASE = `var K : integer where K >= 1
var z[1..K] : real
var m, T, i, j : 1..K
var x, w : real
var p : {0, 1}
def y[m in 1..K] = exp(z[m]) / sum(k in 1..K, exp(z[k]))
def C = -log(y[T])
fun f(theta, u) : (0, 1)
`;
const LINE = 9;

/** What a last line is refused for: `column code message`. */
function refused(line: string): string[] {
  return complaints(BASE + line).map((c) => c.replace(new RegExp(`^${LINE}:`), ""));
}

const CASES: readonly (readonly [string, string])[] = [
  // reading
  ["theorem a: 2x = 1", "13 E105 `2` and `x` stand side by side: there is no implicit multiplication"],
  ["theorem a: x log(x) = 1", "14 E105 `x` and `log(x)` stand side by side: there is no implicit multiplication"],
  ["theorem a: (x)(w) = 1", "15 E105 `(x)` and `(w)` stand side by side: there is no implicit multiplication"],
  ["theorem a: x pi = 1", "14 E105 `x` and `pi` stand side by side: there is no implicit multiplication"],
  ["theorem a: +x = 1", "12 E110 a `+` cannot lead an expression"],
  ["theorem a: x*+w = 1", "14 E110 a `+` cannot lead an expression"],
  ["theorem a: (x = 1", "12 E104 this `(` is never closed"],
  ["theorem a: x) = 1", "13 E104 this `)` closes nothing"],
  ["theorem a: z[m) = 1", "15 E104 this `)` does not fit the `[` it would close"],
  ["theorem a: x == 1", "14 E111 `==` is not a sign of this language"],
  ["theorem a: x ** 2 = 1", "14 E111 `**` is not a sign of this language"],
  ["theorem a: x = 1 => w = 1", "18 E111 `=>` is not a sign of this language"],
  ["theorem a: x ≤ 1", "14 E101 `≤` is not a sign of this language"],
  ["theorem a: ñ = 1", "12 E101 `ñ` (U+00F1) cannot stand in a name"],
  ["theorem a: а = 1", "12 E101 `а` (U+0430) cannot stand in a name"],
  ["theorem a: x\u00a0= 1", "13 E101 the character U+00A0 is not a sign of this language"],
  ["theorem a: x' = 1", "13 E101 `'` is not a sign of this language"],
  ["theorem a: __proto__ = 1", "12 E101 `_` is not a sign of this language"],
  ["theorem a: 1e9999 = 1", "12 E108 this number is too long: at most 1000 digits and exponents up to 1000"],
  ['theorem a "no end: x = 1', "11 E109 this quotation does not end on its line"],
  ["var q : real as $\\hat q", "17 E109 this formula does not end on its line"],
  ["theorem a: x = 1 by algebra", "18 E103 expected the end of the statement, but found `by`"],
  ["theorem a x = 1", "11 E103 expected `:`, but found `x`"],
  ["theorem a: x = ", "15 E103 expected an expression, but found the end of the statement"],
  ["theorem a: sum(k = 1..K, z[k]) = 1", "18 E103 expected `in`, but found `=`"],
  [
    "theorem a: (x, w) = 1",
    "14 E103 a tuple stands only as the variables of an operator, an interval only after `in` or `:`",
  ],
  ["theorem a: x ~= 3", "18 E115 `~=` needs a tolerance"],
  ["theorem a: x ~= 3 +- 1 = 2", "24 E115 `~=` may only end a chain"],
  ["theorem a: minimum(x^2, x) = 0", "31 E115 `minimum` needs the place: `at` is missing"],
  ["theorem a: diff(x^2, x, 0) = 0", "25 E115 `0` is not the order of a derivative"],
  ["theorem a: x = 1 + 1 and x", "26 E114 `x` is an expression, but a proposition is needed here"],
  ["theorem a: (x = 1) + 2 = 3", "13 E114 `x = 1` is a proposition, but an expression is needed here"],
  ["theorem a: (x = 1) = (w = 1)", "20 E114 `=` stands between expressions, but a proposition is on its left"],
  ["let q : real", "1 E107 a statement cannot begin with `let`"],
  ["therorem a: x = x", "1 E107 a statement cannot begin with `therorem`"],
  ["theorem A: x = x", "9 E205 `A` is not an id"],
  ["theorem algebra: x = x", "9 E205 `algebra` is a reason and cannot be an id"],
  // names
  ["theorem a: u = 1", "12 E201 unknown name `u`"],
  ["theorem a: sigm(x) = 1", "12 E201 unknown function `sigm`"],
  ["theorem a: constructor = 1", "12 E201 unknown name `constructor`"],
  ["theorem a: hasOwnProperty(x) = 1", "12 E201 unknown function `hasOwnProperty`"],
  ["def g = g + 1", "9 E201 `g` cannot be used in its own definition"],
  ["def h(x) = h(x - 1)", "12 E201 `h` cannot be used in its own definition"],
  ["theorem a: for all q : q = q", "20 E201 unknown name `q`"],
  ["var q : (0, q)", "13 E201 unknown name `q`"],
  ["var x : real", "5 E202 `x` is declared already, on line 4"],
  ["var q, q : real", "8 E202 `q` stands twice in this declaration"],
  ["def g(a, a) = a", "10 E202 `a` is a parameter already"],
  ["theorem a: convex(x, (x, x))", "26 E202 this variable stands twice in the tuple"],
  ["var e : real", "5 E203 `e` is a word of the language and cannot be a variable"],
  ["theorem a: sum(in in 1..2, 1) = 2", "16 E203 `in` is a word of the language and cannot be a bound name"],
  ["theorem a: sum(T in 1..K, C) = 0", "27 E206 `C` uses the declared `T`, but `T` is a bound name here"],
  ["def g(T) = C*T", "12 E206 `C` uses the declared `T`, but `T` is a bound name here"],
  [
    "theorem a: diff(x^2, C) = 1",
    "22 E208 `C` is defined, not declared with `var`: an operator takes a declared variable, one of its components, or a parameter",
  ],
  [
    "theorem a: sum(k in 1..K, diff(x*k, k)) = 0",
    "37 E208 `k` is bound by a sum: an operator takes a declared variable, one of its components, or a parameter",
  ],
  [
    "theorem a: for all q in (0, 1) : convex(q*x, q)",
    "46 E208 `q` is bound by a quantifier: an operator takes a declared variable, one of its components, or a parameter",
  ],
  ["theorem a: diff(x^2, x + 1) = 1", "24 E103 expected `)`, but found `+`"],
  ["theorem a: diff(x^2, 2*x) = 1", "22 E208 `2` is not a variable"],
  // types
  ["theorem a: x(x+1) = 1", "12 E301 `x` is not a function"],
  ["theorem a: f(x) = 1", "12 E301 `f` takes 2 arguments, not 1"],
  ["theorem a: exp(x, x) = 1", "12 E301 `exp` takes one argument, not 2"],
  ["theorem a: max(x) = 1", "12 E301 `max` takes two or more arguments, not 1"],
  ["theorem a: f = 1", "12 E301 `f` is a function"],
  ["theorem a: exp = 1", "12 E301 `exp` is a function"],
  ["theorem a: z = 1", "12 E302 `z` is a family: it needs one index"],
  ["theorem a: y = 1", "12 E302 `y` is a family: it needs one index"],
  ["theorem a: z[1, 2] = 1", "12 E302 `z` has one index, not 2"],
  ["theorem a: x[1] = 1", "12 E302 `x` is a variable, not a family"],
  ["theorem a: C[1] = 1", "12 E302 `C` is not a family"],
  ["theorem a: z[x] = 1", "14 E303 an index must be an integer"],
  ["theorem a: y[m/2] = 1", "14 E303 an index must be an integer"],
  ["theorem a: sum(k in 1..x, k) = 1", "24 E303 the end of a range must be an integer"],
  ["theorem a: at(C, T = x) = 1", "22 E303 this variable takes integers only, so its value must be an integer"],
  ["theorem a: diff(x, p) = 1", "20 E304 `p` takes integers only, so there is no derivative in it"],
  ["theorem a: diff(x, m) = 1", "20 E304 `m` takes integers only, so there is no derivative in it"],
  ["theorem a: limit(1/K, K -> inf) = 0", "23 E304 `K` takes integers only, so there is no limit in it"],
  ["theorem a: convex(p*x, p)", "24 E304 `p` takes integers only, so nothing is `convex` in it"],
  ["theorem a: diff(x, z) = 1", "20 E302 `z` is a family, and a derivative varies one number"],
  ["theorem a: integral(x, x) = x^2", "29 E305 opposite `integral` stands a side that ends in `+ const`"],
  ["theorem a: integral(x, x) + 1 = x^2 + const", "12 E305 an indefinite integral stands only as a side of `=`"],
  ["theorem a: x + const = 1", "12 E305 `+ const` stands only opposite an indefinite integral or a potential"],
  [
    "theorem a: integral(x, x) = const + x^2",
    "29 E305 `const` stands only as the last summand of a side, opposite an indefinite integral or a potential",
  ],
  ["theorem a: integral(x, x) < x^2 + const", "12 E305 this stands only as a side of `=`, not of `<`"],
  ["theorem a: limit(x, x -> 0) + 1 = 2", "12 E305 a limit stands only as a side of `=`"],
  ["theorem a: inf = x", "12 E305 `inf` is not a number: it stands only as the end of an interval and in limits"],
  ["theorem a: infimum(x, x) = inf", "28 E305 this would need an empty domain: an infimum is never `inf`"],
  ["theorem a: infimum(x*w, x) = x", "30 E305 this depends on `x`, which varies here"],
  ["theorem a: minimum(x^2, x) = 0 at x = x", "39 E305 this depends on `x`, which varies here"],
  ["theorem a: argmin(x, x) = x", "27 E305 opposite `argmin` or `argmax` stands another of them"],
  ["theorem a: argmin(x, x) = argmin(x, w)", "27 E305 both sides minimise over the same variables, in the same order"],
  ["theorem a: potential(x, z[m]) = z[m] + const", "12 E305 the potential depends on the index `m`"],
  ["theorem a: minimum(x^2, x) = 0 at w = 0", "25 E115 the place says nothing about `x`"],
  ["var q : (0, inf]", "13 E307 an interval is open where it ends in `inf`"],
  ["var q : (inf, 0)", "10 E307 this end of an interval may be `-inf`, not `inf`"],
  ["var q : 1..inf", "12 E307 a range has finite ends"],
  ["fun g(a) : {0, 1}", "12 E307 a `fun` is smooth, so its values are `real` or in an interval"],
  ["theorem a: sum(k in (0, 1), k) = 1", "21 E307 a sum runs over a range `a..b` or a finite set"],
  ["theorem a: integral(x, x in 0..inf) = 1", "32 E307 the ends of an integral are finite numbers"],
  [
    "def g = indicator(convex(x^2, x))",
    "19 E308 `convex` speaks about hypotheses, so it stands in a theorem or hypothesis, not in a definition",
  ],
];

describe("refused, for its own reason and at its own place", () => {
  it.each(CASES)("%s", (line, message) => {
    expect(refused(line)).toEqual([message]);
  });
});

describe("help", () => {
  const help = (line: string): unknown => read(BASE + line).diagnostics.map((d) => [...d.notes, d.help]);
  it("for misspelt and misplaced names", () => {
    expect(help("theorem a: sigmoyd(x) = 1")).toEqual([["did you mean `sigmoid`?"]]);
    expect(help("therorem a: x = x")).toEqual([["did you mean `theorem`?"]]);
    expect(help("lemma a: x = x")).toEqual([["did you mean `theorem`?"]]);
    expect(help("theorem a: sum(k in 1..K, z[k]) + z[k] = 1")).toEqual([
      [
        "a sum or quantifier on this line binds `k`, but only within itself",
        "if it should reach this far, move its closing parenthesis",
      ],
    ]);
    expect(help("theorem a: x ± 1 = 1")).toEqual([["write `+-`"]]);
    expect(help("theorem a: 2x = 1")).toEqual([["write `2*x`"]]);
  });
});

describe("layout", () => {
  const layout = (text: string): string[] => complaints(`var x : real\n${text}`);
  it("tabs and one-space indents", () => {
    expect(layout("def a = x\n\t+ 1")).toEqual(["3:2 E102 a tab in the indentation"]);
    expect(layout("def a = x\n + 1")).toEqual(["3:2 E102 an indentation of one space"]);
    expect(layout("def a = x\n  + 1")).toEqual([]);
  });
  it("a continuation of nothing", () => {
    expect(complaints("  x = x")).toEqual([
      "1:3 E102 this line is indented, but there is no statement above it to continue",
    ]);
  });
  it("given and proof", () => {
    expect(layout("theorem a: x = x\n  proof\n    x = x\n  given x > 0")).toEqual([
      "5:3 E112 `given` lines stand before `proof`",
    ]);
    expect(layout("theorem a: x = x\n  proof")).toEqual(["3:3 E112 the proof is empty"]);
    expect(layout("theorem a: x = x\n  proof x = x")).toEqual(["3:9 E112 `proof` stands alone on its line"]);
    expect(layout("theorem a: x = x\n  proof\n    = x")).toEqual(["4:5 E112 a proof line cannot begin with `=`"]);
    expect(layout("theorem a: x = x\n  proof\n    x")).toEqual([
      "4:5 E114 `x` is an expression, but a proposition is needed here",
    ]);
    expect(layout("theorem a: x = x\n  proof\n      x\n        = x\n    x = x")).toEqual([
      "6:5 E112 this line is indented less than the first line of the proof",
    ]);
    expect(layout("theorem a: x = x\n  given x > 0\n  x = 1")).toEqual([
      "4:3 E112 a line after `given` begins with `given` or `proof`, or is indented deeper than the `given` that it continues",
    ]);
    expect(layout("proof\n  x = x")).toEqual(["2:1 E107 a statement cannot begin with `proof`"]);
  });
  it("reasons", () => {
    const by = (reason: string): string[] =>
      layout(`theorem a: x = x\n  proof\n    x\n      = x by ${reason}`).map((c) => c.replace("5:", ""));
    expect(by("b")).toEqual(["14 E207 there is no theorem `b` above"]);
    expect(by("a")).toEqual(["14 E207 there is no theorem `a` above"]);
    expect(by("def sigma")).toEqual(["18 E207 there is no definition of `sigma`"]);
    expect(by("def x")).toEqual(["18 E207 `x` is declared, not defined"]);
    expect(by("log")).toEqual(["17 E103 expected `rules`, but found the end of the statement"]);
    expect(by("cases x")).toEqual(["20 E207 `cases` takes a variable of a finite domain, or a proposition"]);
    expect(by("induction x")).toEqual(["24 E207 an induction runs over an integer variable, and `x` is none"]);
    expect(by("")).toEqual(["13 E207 a reason is missing after `by`"]);
  });
  it("a chain runs in one direction", () => {
    expect(layout("theorem a: x = x\n  proof\n    x\n      <= x\n      = x\n      > x")).toEqual([
      "7:7 E309 this chain goes on with `>` after `<=`: a chain runs in one direction",
    ]);
  });
});

describe("ids and sections", () => {
  it("ids of theorems and of sections are unique", () => {
    expect(complaints("theorem a: 1 = 1\nrefute a: 1 = 2")).toEqual(["2:8 E204 the id `a` is taken, on line 1"]);
    expect(complaints("section a\nsection a")).toEqual(["2:9 E204 the section `a` exists already, on line 1"]);
  });
  it("a section ends the names of the one before, and keeps those above the first", () => {
    expect(complaints("section a\nvar v : real\nsection b\nvar v : real")).toEqual([]);
    expect(complaints("section a\nvar v : real\nsection b\ntheorem t: v = v")).toEqual(["4:12 E201 unknown name `v`"]);
    expect(complaints("var v : real\nsection a\nvar v : real")).toEqual([
      "3:5 E202 `v` is declared already, on line 1",
    ]);
  });
  it("a refuted claim is no reason", () => {
    expect(complaints("refute a: 1 = 2\ntheorem b: 1 = 1\n  proof\n    1 = 1 by a")).toEqual([
      "4:14 E207 `a` is refuted, so it cannot be a reason",
    ]);
  });
});

describe("one bad statement leaves the others", () => {
  it("later statements are read, and say what they miss", () => {
    const r = read("var x real\nvar w : real\ntheorem a: w = w\ntheorem b: x = w");
    expect(r.diagnostics.map((d) => `${d.span.line} ${d.code}`)).toEqual(["1 E103", "4 E209"]);
    expect(r.items.map((i) => i.k)).toEqual(["declarations", "theorem", "unreadable"]);
  });
  it("an unreadable theorem keeps its id and title", () => {
    const r = read('theorem lost "A title": 2x = 1');
    expect(r.items).toMatchObject([{ k: "unreadable", kind: "theorem", id: "lost", title: "A title" }]);
  });
});

describe("hostile text", () => {
  it.each([
    ["closed parentheses", `${"(".repeat(10_000)}1${")".repeat(10_000)} = 1`],
    ["open parentheses", "(".repeat(10_000)],
    ["signs", `${"-".repeat(10_000)}1 = 1`],
    ["powers", `${"2^".repeat(10_000)}1 = 1`],
    ["negations", `${"not ".repeat(10_000)}1 = 1`],
    ["branches", `${"if 1 = 1 then 1 else ".repeat(10_000)}1 = 1`],
    ["implications", `${"1 = 1 implies ".repeat(10_000)}1 = 1`],
    ["quantifiers", `${"for all k in 1..2 : ".repeat(10_000)}1 = 1`],
    ["summands", `${"1 + ".repeat(10_000)}1 = 1`],
    ["calls", `${"exp(".repeat(10_000)}1${")".repeat(10_000)} = 1`],
  ])("10,000 nested %s are one diagnostic", (_name, text) => {
    expect(parseProposition(text).diagnostics.map((d) => d.code)).toEqual(["E106"]);
  });
  it("definitions that double at every step", () => {
    const lines = [
      "var x : real",
      "def a0 = x",
      ...Array.from({ length: 60 }, (_, i) => `def a${i + 1} = a${i} + a${i}`),
    ];
    const first = complaints(lines.join("\n"))[0];
    expect(first).toMatch(/E306 this is too large: with its definitions unfolded it has more than 2,000,000 nodes$/);
  });
  it("definitions that nest at every step", () => {
    const lines = [
      "var x : real",
      "def a0 = x",
      ...Array.from({ length: 3000 }, (_, i) => `def a${i + 1} = exp(a${i})`),
    ];
    const first = complaints(lines.join("\n"))[0];
    expect(first).toMatch(/E306/);
  });
});
