/** Certificates of small claims of every kind, as plain data that tests may change. */
import type { Certificate } from "../../src/certificate/format.ts";
import { checkText } from "../../src/verify.ts";

/** Rows of every form, to be changed at will. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested is data of any form.
export type Loose = any;
/** A certificate as data. */
export type Data = { nodes: Loose[]; steps: Loose[]; [field: string]: Loose };

const CLAIMS = `
# Claims

\`\`\`lossproof
var x, z, a, b : real
var u : real where u > 0
var K : integer where K >= 1
var w[1..K] : real
var m, T : 1..K
def y[m in 1..K] = exp(w[m]) / sum(k in 1..K, exp(w[k]))
def C = -log(y[T])
fun f(s) : (0, 1)

theorem ring: (a + b)^2 = a^2 + 2*a*b + b^2
theorem sigmoid: 1 - sigmoid(z) = sigmoid(-z)
theorem logarithm: log(a*b) = log(a) + log(b)
  given a > 0
  given b > 0
theorem square: x^2 >= 0
theorem enclosed: exp(1) < 2.7183
theorem derivative: diff(u*log(u), u) = log(u) + 1
theorem chain: diff(f(z)^2, z) = 2*f(z)*diff(f(z), z)
theorem convex: convex(exp(z), z)
theorem sums: sum(k in 1..K, y[k]) = 1
theorem gradient: diff(C, w[m]) = y[m] - delta(m, T)
theorem count: sum(k in 1..K, k - m) = sum(k in 1..K, k) - K*m
theorem absolute: abs(x) = max(x, -x)
theorem limit: limit(1/(1 + x^2), x -> inf) = 0
theorem integral: integral(exp(2*x), x) = exp(2*x)/2 + const
refute root: sqrt(x^2) = x
refute split: log(a*b) = log(a) + log(b)
refute inverse: x/x = 1
refute wrong-sign: diff(C, w[m]) = delta(m, T) - y[m]
refute model: f(z) = f(-z)
\`\`\`
`;

let made: Promise<ReadonlyMap<string, Certificate>> | null = null;

/** By the claims' ids. Fails where one of the claims is not met. */
export function certificates(): Promise<ReadonlyMap<string, Certificate>> {
  made ??= checkText(CLAIMS, "claims.md").then((file) => {
    const out = new Map<string, Certificate>();
    for (const t of file.theorems) {
      if (!t.met || t.certificate === null) throw new Error(`${t.id}: ${t.verdict}, ${t.reason}`);
      out.set(t.id, t.certificate as Certificate);
    }
    return out;
  });
  return made;
}

/** A copy of the certificate to be changed. */
export async function copyOf(id: string): Promise<Data> {
  const c = (await certificates()).get(id);
  if (c === undefined) throw new Error(`no claim ${id}`);
  return structuredClone(c) as Loose;
}

/** The index of a new row, put after all others. */
export function push(rows: Loose[], row: unknown): number {
  return rows.push(row) - 1;
}
