/** Letters that a reader takes for one another. */
import { GREEK_NAMES } from "./words.ts";

/** Letters of other alphabets that look like a Latin one. */
const LATIN_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Cyrillic
    ...{ а: "a", е: "e", о: "o", р: "p", с: "c", у: "y", х: "x", і: "i", ѕ: "s", ј: "j", һ: "h", ԁ: "d" },
    ...{ А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", Х: "X", І: "I", Ј: "J" },
    // Greek
    ...{ α: "a", γ: "y", ι: "i", κ: "k", ν: "v", ο: "o", ρ: "p", υ: "u", χ: "x", ω: "w" },
    ...{ Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", Κ: "K", Μ: "M", Ν: "N", Ο: "O", Ρ: "P", Τ: "T" },
    ...{ Υ: "Y", Χ: "X" },
  }),
);

/** The ASCII letter or digit that a character outside ASCII looks like, or null. */
export function latinTwin(c: string): string | null {
  const twin = LATIN_LIKE.get(c) ?? c.normalize("NFKC");
  return /^[A-Za-z0-9]$/.test(twin) ? twin : null;
}

/** The same for two names that are hard to tell apart as they are written; `I`, `l` and `1` are alike, `O` and `0` too. */
export function skeleton(written: string): string {
  const latin = [...written].map((c) => (GREEK_NAMES.has(c) ? (LATIN_LIKE.get(c) ?? c) : c)).join("");
  return latin.replace(/[Il1]/g, "l").replace(/[O0]/g, "O");
}
