/** "Did you mean": the known word nearest to a misspelt one. */

/** The number of letters to insert, delete, replace or swap, cut off above `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((row[j - 1] as number) + same, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d = Math.min(d, (before[j - 2] as number) + 1);
      next.push(d);
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length] as number, limit + 1);
}

/** The nearest of `known`, or null when none is near. Ties go to the first in alphabetical order. */
export function nearest(word: string, known: Iterable<string>): string | null {
  const limit = word.length <= 2 ? 1 : word.length <= 5 ? 2 : 3;
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of [...known].sort()) {
    if (candidate === word) continue;
    const d = candidate.toLowerCase() === word.toLowerCase() ? 0 : editDistance(word, candidate, limit);
    if (d < least && d < Math.max(word.length, candidate.length)) {
      best = candidate;
      least = d;
    }
  }
  return best;
}
