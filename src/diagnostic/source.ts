/** Places in a text: offsets to lines and columns. */
import type { Span } from "./diagnostic.ts";

/** A text and where its lines start. Lines end with LF, CRLF or CR. */
export class Source {
  readonly text: string;
  readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.starts = starts;
  }

  /** The offsets of a line (counted from 0) without its line ending. */
  line(n: number): { readonly start: number; readonly end: number } {
    const start = this.starts[n] ?? this.text.length;
    let end = this.starts[n + 1] ?? this.text.length;
    if (end > start && this.text.charCodeAt(end - 1) === 10) end--;
    if (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return { start, end };
  }

  /** The line (counted from 0) that holds an offset. */
  lineAt(offset: number): number {
    let lo = 0;
    let hi = this.starts.length - 1;
    while (lo < hi) {
      const mid = (lo + hi + 1) >> 1;
      if ((this.starts[mid] as number) <= offset) lo = mid;
      else hi = mid - 1;
    }
    return lo;
  }

  span(start: number, end: number): Span {
    const a = this.lineAt(start);
    const b = this.lineAt(end);
    return {
      start,
      end,
      line: a + 1,
      column: start - (this.starts[a] as number) + 1,
      endLine: b + 1,
      endColumn: end - (this.starts[b] as number) + 1,
    };
  }
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  const first = a.start <= b.start ? a : b;
  const last = a.end >= b.end ? a : b;
  return {
    start: first.start,
    end: last.end,
    line: first.line,
    column: first.column,
    endLine: last.endLine,
    endColumn: last.endColumn,
  };
}
