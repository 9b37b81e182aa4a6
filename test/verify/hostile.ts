/** Texts that are made to exhaust, crash or fool a checker, each with what must come of it. */

/** A verdict, a text error, or for `a limit` undecided with the limit named. */
export type Outcome = "proved" | "refuted" | "undecided" | "a limit" | "a text error" | "anything";
export type Hostile = { readonly name: string; readonly text: string; readonly outcome: Outcome };

const HEAD = "var x, y : real\nvar n : integer\nvar K : integer where K >= 1\nvar z[1..K] : real\n";
const document = (text: string): string => `# Title\n\n\`\`\`lossproof\n${text}\n\`\`\`\n`;
const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join("\n");
const times = (n: number, text: string): string => text.repeat(n);
const joined = (n: number, between: string, part: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => part(i)).join(between);

const claims: readonly (readonly [Outcome, string, string])[] = [
  // Nesting and length.
  ["a text error", "ten thousand parentheses", `${times(10_000, "(")}x${times(10_000, ")")} = x`],
  ["a text error", "ten thousand negations", `${times(10_000, "not ")}x = x`],
  ["a text error", "ten thousand signs", `${times(10_001, "-")}x = -x`],
  ["a text error", "indices in indices", `${times(5_000, "z[")}1${times(5_000, "]")} = 0`],
  ["a text error", "a tower of conditions", `${times(2_000, "if x > 0 then ")}1${times(2_000, " else 0")} = 1`],
  ["a text error", "a tower of sums", `${joined(300, "", (i) => `sum(i${i} in 1..K, `)}1${times(300, ")")} = 1`],
  ["a text error", "derivatives of derivatives", `${times(300, "diff(")}exp(x^2)${times(300, ", x)")} = 0`],
  ["a text error", "a tower of powers", `${joined(2_000, "^", () => "2")} = 1`],
  ["a text error", "a million summands", `${joined(1_000_000, "+", () => "x")} = 1000000*x`],
  ["a text error", "twenty thousand factors", `${joined(20_000, "*", () => "(x+1)")} = 0`],
  ["a text error", "a chain of twenty thousand", joined(20_000, " = ", () => "x")],
  ["a text error", "twenty thousand conjuncts", joined(20_000, " and ", () => "x = x")],
  ["a text error", "twenty thousand premises", joined(20_000, " implies ", () => "x = x")],
  ["a text error", "a megabyte of blanks", `x${times(1_000_000, " ")}= x`],
  // Numbers.
  ["a text error", "a million digits", `${times(1_000_000, "9")} = 1`],
  ["a text error", "a hundred thousand decimals", `0.${times(100_000, "9")} < 1`],
  ["a text error", "a huge exponent of ten", "1e999999999 > 0"],
  ["a text error", "a tiny exponent of ten", "1e-999999999 > 0"],
  ["anything", "powers of powers", "9^9^9^9 = 1"],
  ["anything", "a power of a thousand digits", `${times(1_000, "9")}^${times(1_000, "9")} = 1`],
  ["proved", "the factorial of a hundred thousand is positive", "prod(k in 1..100000, k) > 0"],
  // Powers and products that explode when they are multiplied out.
  ["anything", "a power of a billion", "(x+y)^1000000000 = (y+x)^1000000000"],
  ["anything", "powers of sums of powers", "(((x+1)^60)^60)^60 = 1"],
  ["proved", "powers that still fit", "(x+y)^20*(x-y)^20 = (x^2-y^2)^20"],
  ["a text error", "a derivative of order 200", "diff(exp(exp(x*y)), x, 200) = 0"],
  ["anything", "sixty kinks", `${joined(60, " + ", (i) => `abs(x - ${i})`)} >= 0`],
  // Ranges.
  ["anything", "a sum to a billion", "sum(k in 1..1000000000, k) = 500000000500000000"],
  ["anything", "a positive sum to a billion", "sum(k in 1..1000000000, 1/k) > 0"],
  ["proved", "all up to a billion", "for all i in 1..1000000000 : i >= 1"],
  ["anything", "some up to a billion", "exists i in 1..1000000000 : i*i = 999999999"],
  ["anything", "an enclosure of a sum to a billion", "sum(k in 1..1000000000, exp(-k)) < 1"],
  [
    "anything",
    "quantifiers in quantifiers",
    "exists i in 1..400 : exists j in 1..400 : exists l in 1..400 : i*j*l = 63999999",
  ],
  [
    "anything",
    "alternating quantifiers",
    `${joined(10, "", (i) => `for all a${i} in (0,1) : exists b${i} in (0,1) : `)}a0 + b9 < x`,
  ],
  // Characters.
  ["a text error", "a NUL", "x\0 = x"],
  ["a text error", "an escape sequence", "x = x\u001b[31m"],
  ["a text error", "a letter that turns the direction", "\u202ex = x"],
  ["a text error", "a Cyrillic a", "\u0430 = 1"],
  ["a text error", "an invisible blank", "x\u200b = x"],
  // Names that every object has.
  ["a text error", "an undeclared __proto__", "__proto__ = 1"],
  ["a text error", "an undeclared constructor", "constructor = 1"],
  ["a text error", "a call of hasOwnProperty", "hasOwnProperty(x) = 1"],
  ["a text error", "a component of toString", "toString[1] = 1"],
];

const documents: readonly Hostile[] = [
  ...claims.map(([outcome, name, claim]) => ({ name, outcome, text: document(`${HEAD}theorem t: ${claim}`) })),
  {
    name: "definitions that square themselves",
    outcome: "a text error",
    text: document(
      `${HEAD}def a0 = x + 1\n${lines(60, (i) => `def a${i + 1} = a${i}*a${i} + a${i}`)}\ntheorem t: a60 = 0`,
    ),
  },
  {
    name: "functions applied to themselves",
    outcome: "a text error",
    text: document(
      `${HEAD}def f0(u) = u*u + u\n${lines(40, (i) => `def f${i + 1}(u) = f${i}(f${i}(u))`)}\ntheorem t: f40(x) = 0`,
    ),
  },
  { name: "cyclic definitions", outcome: "a text error", text: document("def a = b\ndef b = a\ntheorem t: a = b") },
  { name: "a function of itself", outcome: "a text error", text: document("def f(u) = f(u)\ntheorem t: f(1) = 0") },
  {
    name: "a built-in function of itself",
    outcome: "refuted",
    text: document("def exp(u) = exp(u)\ntheorem t: exp(0) = 0"),
  },
  {
    name: "five thousand names",
    outcome: "proved",
    text: document(`${lines(5_000, (i) => `var v${i} : real`)}\ntheorem t: v0 = v0`),
  },
  {
    name: "two thousand definitions",
    outcome: "proved",
    text: document(`${lines(2_000, (i) => `def v${i} = ${i}`)}\ntheorem t: v0 = 0`),
  },
  {
    name: "a set of twenty thousand",
    outcome: "a text error",
    text: document(`var p : {${joined(20_000, ", ", String)}}\ntheorem t: p >= 0`),
  },
  {
    name: "forty bits",
    outcome: "anything",
    text: document(`${lines(40, (i) => `var p${i} : {0, 1}`)}\ntheorem t: ${joined(40, " + ", (i) => `p${i}`)} <= 40`),
  },
  {
    name: "a name of a hundred thousand letters",
    outcome: "a text error",
    text: document(`var ${times(100_000, "a")} : real\ntheorem t: 1 = 1`),
  },
  {
    name: "names that every object has",
    outcome: "proved",
    text: document(
      "var constructor, toString, valueOf : real\nfun hasOwnProperty(u) : real\ntheorem t: constructor*toString + hasOwnProperty(valueOf) = hasOwnProperty(valueOf) + toString*constructor",
    ),
  },
  {
    name: "a refuted claim about them",
    outcome: "refuted",
    text: document(
      "fun toString(u) : real\ndef constructor(u) = u\nvar x : real\ntheorem t: toString(constructor(x)) = 1",
    ),
  },
  {
    name: "reasons that every object has",
    outcome: "a text error",
    text: document(`${HEAD}theorem t: x = x\n  proof\n    x = x by constructor, def __proto__`),
  },
  { name: "an id that every object has", outcome: "a text error", text: document(`${HEAD}theorem __proto__: x = x`) },
  {
    name: "a title of a megabyte",
    outcome: "a text error",
    text: document(`${HEAD}theorem t "${times(1_000_000, "a")}": x = x`),
  },
  {
    name: "a proof of a thousand lines",
    outcome: "proved",
    text: document(`${HEAD}theorem t: x = x\n  proof\n${lines(1_000, () => "    x = x")}`),
  },
  {
    name: "notation that defines itself",
    outcome: "proved",
    text: document("var q : real as $\\def\\x{\\x\\x}\\x$\ntheorem t: q = q"),
  },
  {
    name: "notation of many braces",
    outcome: "proved",
    text: document(`var q : real as $${times(20_000, "{")}${times(20_000, "}")}$\ntheorem t: q = q`),
  },
  {
    name: "dashes in a comment that repeat",
    outcome: "proved",
    text: document(`theorem t: 1 = 1 # ${times(50_000, "-a ")}`),
  },
  // Around the block.
  ...[
    ["emphasis that does not end", times(50_000, "*a ")],
    ["brackets that do not close", `${times(50_000, "[")}](x)`],
    ["quotations in quotations", `${times(5_000, "> ")}a`],
    ["dollar signs", `${times(50_000, "$")}`],
    ["fractions in fractions", `$$${times(5_000, "\\frac{")}${times(5_000, "}")}$$`],
    ["ten thousand link references", lines(10_000, (i) => `[a${i}]: http://x`)],
    ["images that do not end", times(20_000, "![a](b")],
  ].map(
    ([name, prose]): Hostile => ({
      name: name as string,
      outcome: "proved",
      text: `# Title\n\n${prose}\n\n\`\`\`lossproof\ntheorem t: 1 = 1\n\`\`\`\n`,
    }),
  ),
  ...[
    [
      "a billion laughs",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${lines(9, (i) => `${"bcdefghij"[i]}: &${"bcdefghij"[i]} [${times(8, `*${"abcdefghi"[i]},`)}*${"abcdefghi"[i]}]`)}\ntitle: *j`,
    ],
    ["lists in lists", `title: ${times(20_000, "[")}`],
    ["a prototype", "__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}"],
    ["a function", "title: !!js/function 'function(){}'"],
    ["a path", "id: ../../etc/passwd"],
    ["five megabytes", `title: ${times(5_000_000, "a")}`],
  ].map(
    ([name, yaml]): Hostile => ({
      name: `front matter: ${name}`,
      outcome: name === "a prototype" || name === "a function" ? "proved" : "a text error",
      text: `---\n${yaml}\n---\n# Title\n\n\`\`\`lossproof\ntheorem t: 1 = 1\n\`\`\`\n`,
    }),
  ),
];

export const HOSTILE: readonly Hostile[] = documents;
