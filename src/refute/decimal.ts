/** Decimals of closed terms by certified enclosures: every printed digit is right. */

import type { Term } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";
import { simplest } from "./simplest.ts";

const BITS: readonly number[] = [96, 256, 1024];
const MAX_DIGITS = 40;

/** A decimal and how it goes on: `exact` where nothing was cut off. */
export type Decimal = { readonly text: string; readonly exact: boolean };

/** The decimals of several closed terms, cut off where they are told apart, after at least four digits; null where one has no enclosure. */
export function decimals(terms: readonly Term[]): readonly Decimal[] | null {
  for (const bits of BITS) {
    const intervals = terms.map((t) => enclosureOf(t, bits));
    if (intervals.some((i) => i === null)) return null;
    for (let digits = 4; digits <= MAX_DIGITS; digits += 2) {
      const out = intervals.map((i) => cut(i as K.Interval, bits, digits));
      if (out.some((d) => d === null)) break;
      const texts = (out as Decimal[]).map((d) => d.text);
      const zero = (out as Decimal[]).some((d, i) => /^-?0\.?0*$/.test(d.text) && !isZero(terms[i] as Term));
      if (new Set(texts).size === texts.length && !zero) return out as Decimal[];
    }
  }
  // Values that no precision tells apart may be equal: four digits are shown.
  const last = terms.map((t) => enclosureOf(t, 256)).map((i) => (i === null ? null : cut(i, 256, 4)));
  return last.some((d) => d === null) ? null : (last as Decimal[]);
}

function isZero(t: Term): boolean {
  return simplest(t) === K.int(0);
}

function enclosureOf(t: Term, bits: number): K.Interval | null {
  try {
    return K.enclosure(t, bits);
  } catch (e) {
    if (e instanceof K.Refusal) return null;
    throw e;
  }
}

/** The number cut off (towards 0) after so many digits behind the point; null where the enclosure does not tell. */
function cut(i: K.Interval, bits: number, digits: number): Decimal | null {
  if (i.lo < 0n && i.hi > 0n) return null;
  const negative = i.lo < 0n;
  const [a, b] = negative ? [-i.hi, -i.lo] : [i.lo, i.hi];
  const scale = 10n ** BigInt(digits);
  const low = (a * scale) >> BigInt(bits);
  const high = (b * scale) >> BigInt(bits);
  if (low !== high) return null;
  const text = low.toString().padStart(digits + 1, "0");
  const exact = a === b && low << BigInt(bits) === a * scale;
  const body = `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { text: `${negative ? "-" : ""}${exact ? body.replace(/\.?0+$/, "") : body}`, exact };
}
