/** Random terms, and places to evaluate them at. Everything comes from a seed. */
import type { Place, Recipe } from "./evaluation.ts";

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function random(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Recipes {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = random(seed);
  }
  #below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  #one<T>(all: readonly T[]): T {
    return all[this.#below(all.length)] as T;
  }

  /** An integer term under `depth` indices. */
  #integer(size: number, depth: number): Recipe {
    if (size <= 1 || this.#next() < 0.5) {
      if (depth > 0 && this.#next() < 0.6) return ["index", this.#below(depth)];
      return this.#one<Recipe>([
        ["num", this.#below(5) - 2, 1],
        ["int", "i"],
        ["int", "j"],
        ["int", "K"],
      ]);
    }
    return [this.#one(["add", "add", "mul"]), this.#integer(size / 2, depth), this.#integer(size / 2, depth)];
  }
  #range(depth: number): [Recipe, Recipe] {
    return [
      this.#one<Recipe>([["num", 1, 1], ["num", 0, 1], this.#integer(1, depth)]),
      this.#one<Recipe>([["int", "K"], ["int", "i"], this.#integer(2, depth)]),
    ];
  }
  #formula(size: number, depth: number): Recipe {
    if (size > 4 && this.#next() < 0.3)
      return [this.#one(["and", "or", "implies"]), this.#formula(size / 2, depth), this.#formula(size / 2, depth)];
    if (this.#next() < 0.6)
      return [this.#one(["eq", "eq", "le", "lt"]), this.#integer(2, depth), this.#integer(2, depth)];
    return [this.#one(["eq", "le", "lt"]), this.number(size / 3, depth), this.number(size / 3, depth)];
  }
  /** A number term of about this size. */
  number(size: number, depth = 0): Recipe {
    if (size <= 1) {
      return this.#one<Recipe>([
        ["real", "x"],
        ["real", "y"],
        ["num", this.#below(7) - 3, this.#below(2) + 1],
        ["z", this.#integer(1, depth)],
        this.#integer(1, depth),
      ]);
    }
    const sub = (share: number): Recipe => this.number(size * share, depth);
    switch (this.#below(14)) {
      case 0:
      case 1:
        return ["add", sub(0.5), sub(0.5)];
      case 2:
      case 3:
      case 4:
        return ["mul", sub(0.5), sub(0.5)];
      case 5:
      case 6:
        return ["inv", sub(0.8)];
      case 7:
        return this.#next() < 0.7 ? ["exp", sub(0.6)] : ["log", sub(0.8)];
      case 8:
        return ["ipow", sub(0.7), this.#next() < 0.6 ? ["num", this.#below(7) - 3, 1] : this.#integer(1, depth)];
      case 9:
        return ["rpow", sub(0.5), sub(0.3)];
      case 10:
        return ["if", this.#formula(size / 2, depth), sub(0.4), sub(0.4)];
      case 11:
      case 12:
        return ["sum", ...this.#range(depth), this.number(size * 0.8, depth + 1)];
      default:
        return ["prod", ...this.#range(depth), this.number(size * 0.6, depth + 1)];
    }
  }

  /** Small numbers, so that zeros and equal indices are met. */
  place(): Place {
    const small = (): number => this.#one([0, 0, 1, -1, 2, 0.5, -0.5, this.#next() * 2 - 1]);
    const numbers = new Map<string, number>([
      ["x", small()],
      ["y", small()],
      ["i", this.#below(4) - 1],
      ["j", this.#below(4) - 1],
      ["K", this.#below(4)],
    ]);
    const z = Array.from({ length: 41 }, small);
    return { numbers, family: (k) => z[((Math.round(k) % 41) + 41) % 41] as number };
  }
}
