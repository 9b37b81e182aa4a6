/** A certificate that does not hold says why by throwing this; `replay` catches it. */
export class Rejected extends Error {}

export function reject(reason: string): never {
  throw new Rejected(reason);
}
