/** The statements that are timed in process, as derivations of one theorem each. */
const SOFTMAX = `var K : integer where K >= 1
var z[1..K] : real
var i, j, m, T : 1..K
def y[m in 1..K] = exp(z[m]) / sum(k in 1..K, exp(z[k]))
def C = -log(y[T])
`;

export const STATEMENTS: readonly { readonly name: string; readonly text: string }[] = [
  { name: "softmax sums to one", text: `${SOFTMAX}theorem t: sum(m in 1..K, y[m]) = 1` },
  { name: "gradient of the softmax NLL", text: `${SOFTMAX}theorem t: diff(C, z[m]) = y[m] - delta(m, T)` },
  { name: "softmax Jacobian", text: `${SOFTMAX}theorem t: diff(y[i], z[j]) = y[i]*(delta(i, j) - y[j])` },
  { name: "potential of y - t", text: `${SOFTMAX}theorem t: potential(y[m] - delta(m, T), z[m]) = -log(y[T]) + const` },
  { name: "1 - sigmoid(z) = sigmoid(-z)", text: "var z : real\ntheorem t: 1 - sigmoid(z) = sigmoid(-z)" },
  {
    name: "cross-entropy is convex",
    text: "var z : real\nvar y : [0, 1]\ntheorem t: convex(-y*log(sigmoid(z)) - (1-y)*log(1-sigmoid(z)), z)",
  },
];
