/** The heading levels of one page, each at most one below the one before. */

export type Outline = {
  /** The level for a heading of an author's level, below the title of the page. */
  heading(raw: number): number;
  /** The level that `heading` gave last; 1, the title's, before that. */
  level(): number;
  /** The level for a card under the present heading. */
  card(): number;
};

/** An outline that stands below the title of a page. */
export function outline(): Outline {
  const open: number[] = [];
  const level = (): number => Math.min(6, open.length + 1);
  return {
    heading(raw) {
      while (open.length > 0 && open.at(-1)! >= raw) open.pop();
      open.push(raw);
      return level();
    },
    level,
    card: () => Math.min(6, level() + 1),
  };
}
