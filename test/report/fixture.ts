/** A checked derivation made by hand, with everything that a report can meet. */
import type {
  Block,
  Checked,
  CheckedFile,
  CheckedTheorem,
  Counterexample,
  Shown,
  Step,
  VerdictName,
} from "../../src/checked.ts";
import type { Span } from "../../src/diagnostic/diagnostic.ts";

const T = String.raw;

export const spanAt = (line: number): Span => ({
  start: 0,
  end: 1,
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
});

export const shown = (text: string, tex: string = text): Shown => ({ text, tex });

export function step(
  left: Shown | null,
  relation: string | null,
  right: Shown | null,
  reason: string,
  details: readonly Step[] = [],
  verdict: VerdictName = "proved",
): Step {
  const all = [left, relation === null ? null : shown(relation), right].filter((x) => x !== null);
  return {
    left,
    relation,
    right,
    text: all.map((x) => x.text).join(" "),
    tex: all.map((x) => x.tex).join(" "),
    reason,
    verdict,
    details,
    span: null,
  };
}

export function theorem(id: string, statement: Shown, more: Partial<CheckedTheorem> = {}): CheckedTheorem {
  return {
    id,
    kind: "theorem",
    title: null,
    section: null,
    span: spanAt(1),
    statement,
    verdict: "proved",
    met: true,
    ms: 3.0625,
    reason: null,
    counterexample: null,
    repair: null,
    steps: [],
    hypotheses: [],
    restsOn: [],
    certificate: { made: "by hand" },
    ...more,
  };
}

export function derivation(id: string, blocks: readonly Block[], more: Partial<CheckedFile> = {}): CheckedFile {
  return {
    path: `derivations/${id}.md`,
    id,
    title: id,
    summary: null,
    source: [],
    tags: [],
    diagnostics: [],
    blocks,
    theorems: blocks.flatMap((b) => (b.k === "theorem" ? [b.theorem] : [])),
    ...more,
  };
}

export function checked(...files: CheckedFile[]): Checked {
  const all = files.flatMap((f) => f.theorems);
  const of = (verdict: VerdictName): number => all.filter((t) => t.verdict === verdict).length;
  const errors = files.flatMap((f) => f.diagnostics).filter((d) => d.severity === "error").length;
  return {
    schema: 1,
    version: "0.1.0",
    ok: errors === 0 && all.every((t) => t.met),
    files,
    summary: {
      theorems: all.length,
      met: all.filter((t) => t.met).length,
      proved: of("proved"),
      refuted: of("refuted"),
      undecided: of("undecided"),
      errors,
      ms: 41.5,
    },
  };
}

const K = shown("K >= 1", T`K \ge 1`);
const m = shown("m in 1..K", T`m \in \{1, \dots, K\}`);
const target = shown("T in 1..K", T`T \in \{1, \dots, K\}`);
const gradient = shown("diff(C, z[m]) = y[m] - delta(m, T)", T`\frac{\partial C}{\partial z_m} = y_m - \delta_{mT}`);

const wrongSign: Counterexample = {
  how: "false",
  assignment: [
    { name: shown("K"), value: shown("2") },
    { name: shown("z[1]", "z_1"), value: shown("0") },
    { name: shown("z[2]", "z_2"), value: shown("0") },
    { name: shown("m"), value: shown("1") },
    { name: shown("T"), value: shown("1") },
  ],
  lhs: shown("-1/2", T`-\tfrac12`),
  rhs: shown("1/2", T`\tfrac12`),
  relation: "=",
  explanation: "The sides differ by a sign: the left one is $y_m - \\delta_{mT}$ everywhere.",
  certificate: "exact",
  about: { lhs: null, rhs: null, gap: shown("1") },
};

const lostMinus: Counterexample = {
  how: "false",
  assignment: [
    { name: shown("theta", T`\theta`), value: shown("1") },
    { name: shown("x"), value: shown("1") },
  ],
  lhs: shown("0.07232...", T`0.07232\ldots`),
  rhs: shown("3.9489...", T`3.9489\ldots`),
  relation: "=",
  explanation: "Both sides are enclosed in intervals that do not meet.",
  certificate: "interval",
};

/** The longest and richest derivation. */
export const softmax: CheckedFile = derivation(
  "softmax-nll",
  [
    {
      k: "prose",
      markdown: T`A network ends in $K$ logits $z_1, \dots, z_K$. Softmax turns them into probabilities, and the cost is the negative log-probability of the true class $T$. The famous result is that its gradient is *prediction minus target*, $y_m - t_m$; the question is where the logarithm and the exponential went.

> "It looks like magic that everything cancels." It is not: the logarithm undoes the exponential, and what is left is one quotient rule.

See also [why the logarithm](why-logarithms.md#substitution-corrected) and [the book](https://example.org/book "a book").`,
    },
    {
      k: "declarations",
      items: [
        {
          shown: shown("var K : integer where K >= 1", T`K \in \mathbb{Z}, \quad K \ge 1`),
          comment: "a size; stays a symbol",
        },
        { shown: shown("var z[1..K] : real", T`z_k \in \mathbb{R} \quad (k = 1, \dots, K)`), comment: "the logits" },
        { shown: shown("var m, T : 1..K", T`m, T \in \{1, \dots, K\}`), comment: null },
        {
          shown: shown(
            "def y[m in 1..K] = exp(z[m]) / sum(k in 1..K, exp(z[k]))",
            T`y_m := \frac{e^{z_m}}{\sum_{k=1}^{K} e^{z_k}}`,
          ),
          comment: "softmax",
        },
        { shown: shown("def C = -log(y[T])", T`C := -\log y_T`), comment: "the cost" },
      ],
    },
    {
      k: "prose",
      markdown: "## The cost as a log-sum-exp\n\nTake the logarithm of the quotient before differentiating anything.",
    },
    {
      k: "theorem",
      theorem: theorem(
        "rewritten",
        shown("C = log(sum(k in 1..K, exp(z[k]))) - z[T]", T`C = \log \sum_{k=1}^{K} e^{z_k} - z_T`),
        {
          title: "The cost as a log-sum-exp",
          span: spanAt(21),
          hypotheses: [K, target],
          steps: [
            step(shown("C"), "=", shown("-log(y[T])", T`-\log y_T`), "definition of $C$"),
            step(
              shown("-log(y[T])", T`-\log y_T`),
              "=",
              shown("-log(exp(z[T]) / sum(k in 1..K, exp(z[k])))", T`-\log \frac{e^{z_T}}{\sum_{k=1}^{K} e^{z_k}}`),
              "definition of $y$",
            ),
            step(
              null,
              "=",
              shown("log(sum(k in 1..K, exp(z[k]))) - z[T]", T`\log \sum_{k=1}^{K} e^{z_k} - z_T`),
              T`log of a quotient, since $\sum_k e^{z_k} > 0$`,
              [
                step(
                  shown("-log(a/b)", T`-\log \frac{e^{z_T}}{\sum_k e^{z_k}}`),
                  "=",
                  shown("log(b) - log(a)", T`\log \sum_{k=1}^{K} e^{z_k} - \log e^{z_T}`),
                  "log rule",
                ),
                step(null, "=", shown("log(b) - z[T]", T`\log \sum_{k=1}^{K} e^{z_k} - z_T`), "log undoes exp"),
              ],
            ),
          ],
          restsOn: [
            { k: "rule", name: "LOG-DIV" },
            { k: "rule", name: "RING" },
            { k: "rule", name: "LOG-EXP" },
            { k: "definition", name: "C" },
            { k: "definition", name: "y" },
          ],
        },
      ),
    },
    {
      k: "prose",
      markdown:
        "## The gradient\n\nOne chain rule for the logarithm, one derivative of a sum in which a single term depends on $z_m$.",
    },
    {
      k: "theorem",
      theorem: theorem("gradient", gradient, {
        title: "Prediction minus target",
        span: spanAt(31),
        hypotheses: [K, m, target],
        steps: [
          step(
            shown("diff(C, z[m])", T`\frac{\partial C}{\partial z_m}`),
            "=",
            shown(
              "diff(log(sum(k in 1..K, exp(z[k]))) - z[T], z[m])",
              T`\frac{\partial}{\partial z_m}\left( \log \sum_{k=1}^{K} e^{z_k} - z_T \right)`,
            ),
            "rewritten",
          ),
          step(
            null,
            "=",
            shown(
              "exp(z[m]) / sum(k in 1..K, exp(z[k])) - delta(m, T)",
              T`\frac{e^{z_m}}{\sum_{k=1}^{K} e^{z_k}} - \delta_{mT}`,
            ),
            T`differentiation: $\partial z_k / \partial z_m = \delta_{km}$`,
            [
              step(
                shown("diff(log(S), z[m])", T`\frac{\partial}{\partial z_m} \log \sum_{k=1}^{K} e^{z_k}`),
                "=",
                shown(
                  "...",
                  T`\frac{1}{\sum_{k=1}^{K} e^{z_k}} \cdot \frac{\partial}{\partial z_m} \sum_{k=1}^{K} e^{z_k}`,
                ),
                "chain rule",
              ),
              step(
                null,
                "=",
                shown("...", T`\frac{1}{\sum_{k=1}^{K} e^{z_k}} \sum_{k=1}^{K} e^{z_k}\, \delta_{km}`),
                "derivative of a sum",
              ),
              step(null, "=", shown("...", T`\frac{e^{z_m}}{\sum_{k=1}^{K} e^{z_k}}`), "only $k = m$ remains"),
            ],
          ),
          step(null, "=", shown("y[m] - delta(m, T)", T`y_m - \delta_{mT}`), "definition of $y$"),
        ],
        restsOn: [
          { k: "rule", name: "DERIV-LOG" },
          { k: "rule", name: "DERIV-SUM" },
          { k: "rule", name: "DELTA" },
          { k: "theorem", name: "rewritten" },
          { k: "definition", name: "y" },
        ],
      }),
    },
    {
      k: "theorem",
      theorem: theorem("gradient-elsewhere", shown("diff(C, z[m]) = y[m]", T`\frac{\partial C}{\partial z_m} = y_m`), {
        span: spanAt(38),
        hypotheses: [K, m, target, shown("m != T", T`m \ne T`)],
        steps: [
          step(
            shown("diff(C, z[m])", T`\frac{\partial C}{\partial z_m}`),
            "=",
            shown("y[m] - delta(m, T)", T`y_m - \delta_{mT}`),
            "gradient",
          ),
          step(null, "=", shown("y[m]", "y_m"), T`$\delta_{mT} = 0$, since $m \ne T$`),
        ],
        restsOn: [
          { k: "theorem", name: "gradient" },
          { k: "rule", name: "DELTA" },
        ],
      }),
    },
    {
      k: "theorem",
      theorem: theorem(
        "gradient-off-by-sign",
        shown("diff(C, z[m]) = delta(m, T) - y[m]", T`\frac{\partial C}{\partial z_m} = \delta_{mT} - y_m`),
        {
          kind: "refute",
          span: spanAt(44),
          verdict: "refuted",
          hypotheses: [K, m, target],
          counterexample: wrongSign,
          repair: { statement: gradient, change: "y[m] - delta(m, T) for delta(m, T) - y[m]" },
          restsOn: [{ k: "rule", name: "EVAL" }],
        },
      ),
    },
    {
      k: "prose",
      markdown:
        "## Which costs have this gradient?\n\nIntegrating in one logit leaves a constant that may depend on the others; a **potential** does not.",
    },
    {
      k: "theorem",
      theorem: theorem(
        "potential",
        shown(
          "potential(y[m] - delta(m,T), z[m]) = -log(y[T]) + const",
          T`\nabla_{\!z} F = \bigl(y_m - \delta_{mT}\bigr)_{m} \iff F = -\log y_T + \text{const}`,
        ),
        {
          title: "Up to one constant, cross-entropy is the only one",
          span: spanAt(55),
          hypotheses: [K, target],
          steps: [
            step(
              shown("hasDeriv", T`\frac{\partial}{\partial z_m} \bigl(-\log y_T\bigr) = y_m - \delta_{mT}`),
              null,
              null,
              "gradient",
            ),
            step(
              shown("uniqueness", T`\nabla F = \nabla G \implies F - G \text{ is constant}`),
              null,
              null,
              "the domain of $z$ is an open box",
            ),
          ],
          restsOn: [
            { k: "theorem", name: "gradient" },
            { k: "rule", name: "POTENTIAL" },
          ],
        },
      ),
    },
  ],
  {
    title: "Where does $y - t$ come from?",
    summary: T`The logarithm of the cost undoes the exponential of softmax: $C = \log\sum_k e^{z_k} - z_T$, whose derivative in $z_m$ is $y_m - \delta_{mT}$. Read backwards, this gradient **determines** the cost up to a constant.`,
    source: ["M. Nielsen, Neural Networks and Deep Learning, chapter 3", "https://example.org/softmax"],
    tags: ["softmax", "cross-entropy", "gradient"],
  },
);

/** A derivation of which the first claim is a printed formula that is wrong, and with claims that are not met. */
export const logarithms: CheckedFile = derivation(
  "why-logarithms",
  [
    {
      k: "prose",
      markdown:
        "# Why the logarithm?\n\nThe post replaces $1 - \\sigma$ by a quotient and loses a minus sign on the way.",
    },
    {
      k: "declarations",
      items: [
        { shown: shown("var theta, x : real", T`\theta, x \in \mathbb{R}`), comment: null },
        {
          shown: shown("def sigma(u) = 1/(1+exp(-u))", T`\sigma(u) := \frac{1}{1 + e^{-u}}`),
          comment: "the logistic function",
        },
      ],
    },
    { k: "section", id: "substitution", title: "The substitution" },
    {
      k: "theorem",
      theorem: theorem(
        "substitution-as-printed",
        shown(
          "(1 - sigma(theta*x))^2 = (exp(theta*x)/(1+exp(-theta*x)))^2",
          T`\bigl(1 - \sigma(\theta x)\bigr)^2 = \left( \frac{e^{\theta x}}{1 + e^{-\theta x}} \right)^{2}`,
        ),
        {
          kind: "refute",
          title: "The formula as printed",
          section: "substitution",
          span: spanAt(17),
          verdict: "refuted",
          counterexample: lostMinus,
          repair: {
            statement: shown(
              "(1 - sigma(theta*x))^2 = (exp(-theta*x)/(1+exp(-theta*x)))^2",
              T`\bigl(1 - \sigma(\theta x)\bigr)^2 = \left( \frac{e^{-\theta x}}{1 + e^{-\theta x}} \right)^{2}`,
            ),
            change: "exp(-theta*x) for exp(theta*x)",
          },
          restsOn: [{ k: "rule", name: "ENCLOSE" }],
        },
      ),
    },
    {
      k: "theorem",
      theorem: theorem(
        "substitution-corrected",
        shown(
          "(1 - sigma(theta*x))^2 = (exp(-theta*x)/(1+exp(-theta*x)))^2",
          T`\bigl(1 - \sigma(\theta x)\bigr)^2 = \left( \frac{e^{-\theta x}}{1 + e^{-\theta x}} \right)^{2}`,
        ),
        {
          span: spanAt(21),
          section: "substitution",
          steps: [
            step(
              shown("1 - sigma(theta*x)", T`1 - \sigma(\theta x)`),
              "=",
              shown("(1+exp(-theta*x) - 1)/(1+exp(-theta*x))", T`\frac{1 + e^{-\theta x} - 1}{1 + e^{-\theta x}}`),
              "definition of $\\sigma$, common denominator",
            ),
            step(
              null,
              "=",
              shown("exp(-theta*x)/(1+exp(-theta*x))", T`\frac{e^{-\theta x}}{1 + e^{-\theta x}}`),
              "the ones cancel",
            ),
          ],
        },
      ),
    },
    { k: "prose", markdown: "## What is not settled\n\nTwo claims that do not stand." },
    {
      k: "theorem",
      theorem: theorem("too-much", shown("sigma(x) < 1/2", T`\sigma(x) < \tfrac12`), {
        span: spanAt(30),
        section: "substitution",
        verdict: "refuted",
        met: false,
        reason: "false at x = 0",
        counterexample: {
          how: "undefined",
          assignment: [{ name: shown("x"), value: shown("0") }],
          lhs: shown("1/2", T`\tfrac12`),
          rhs: null,
          relation: "<",
          explanation: "log(0) is undefined; it needs x > 0.",
          certificate: "exact",
        },
      }),
    },
    {
      k: "theorem",
      theorem: theorem(
        "not-yet",
        shown("convex(se(1, z), z)", T`z \mapsto \operatorname{se}(1, z) \text{ is convex}`),
        {
          span: spanAt(33),
          section: "substitution",
          verdict: "undecided",
          met: false,
          reason: "the sign of the second derivative was not found for all z",
          certificate: null,
        },
      ),
    },
  ],
  {
    title: "Why the logarithm, and not just the probabilities?",
    summary: "Squared error of a sigmoid is *not convex*; cross-entropy is.",
    diagnostics: [
      {
        code: "E204",
        severity: "error",
        span: spanAt(36),
        message: "`2x` is not a product here.",
        notes: ["There is no implicit multiplication."],
        help: "write `2*x`",
      },
      {
        code: "W101",
        severity: "warning",
        span: spanAt(37),
        message: "`k` is bound by the sum and free beside it.",
        notes: [],
        help: null,
      },
    ],
  },
);

/** Two derivations with everything in them. */
export const sample: Checked = checked(softmax, logarithms);
