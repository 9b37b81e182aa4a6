/** `$…$` and `$$…$$` in Markdown, as rules for markdown-it. */
import type { StateBlock, StateInline } from "markdown-it";

const INLINE = /\$(?=\S)((?:\\.|[^$\\])*?)(?<=\S)\$(?![\d$])/sy;
const DISPLAY = /\$\$((?:\\.|[^$\\])+)\$\$/sy;

/** A formula within a line: `$x$` with nothing blank inside the dollars, or `$$x$$`. */
export function inlineMath(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const rule = state.src[state.pos + 1] === "$" ? DISPLAY : INLINE;
  rule.lastIndex = state.pos;
  const match = rule.exec(state.src);
  if (!match || state.pos + match[0].length > state.posMax) return false;
  if (!silent) {
    const token = state.push("math_inline", "math", 0);
    token.markup = rule === DISPLAY ? "$$" : "$";
    token.content = match[1]!;
  }
  state.pos += match[0].length;
  return true;
}

/** A formula of its own: lines from one that begins with `$$` to one that ends with it, none blank. */
export function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const line = (n: number): string => state.src.slice(state.bMarks[n]! + state.tShift[n]!, state.eMarks[n]!);
  if (state.sCount[startLine]! - state.blkIndent >= 4 || !line(startLine).startsWith("$$")) return false;
  const lines: string[] = [];
  for (let n = startLine; n < endLine; n++) {
    const text = n === startLine ? line(n).slice(2) : line(n);
    if (text.trim() === "" && n !== startLine) return false;
    if (n > startLine && state.sCount[n]! < state.blkIndent) return false;
    const close = text.indexOf("$$");
    if (close < 0) {
      lines.push(text);
      continue;
    }
    if (text.slice(close + 2).trim() !== "") return false;
    if (silent) return true;
    lines.push(text.slice(0, close));
    const token = state.push("math_block", "math", 0);
    token.block = true;
    token.markup = "$$";
    token.content = lines.join("\n");
    token.map = [startLine, n + 1];
    state.line = n + 1;
    return true;
  }
  return false;
}
