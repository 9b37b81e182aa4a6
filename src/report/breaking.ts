/** Long formulas in pieces that fit on a line: neither KaTeX nor LaTeX breaks a displayed formula by itself. */

/** Tokens of TeX, each with the place where it ends. */
function tokens(tex: string): readonly string[] {
  return tex.match(/\\(?:left|right)(?:\\[a-zA-Z]+|\\.|.)|\\[a-zA-Z]+|\\.|\s+|[\s\S]/g) ?? [];
}

/** About how wide a formula is, in letters; a fraction is as wide as the wider of its parts. */
export function texWidth(tex: string): number {
  const all = tokens(tex);
  let at = 0;
  const group = (): number => {
    while (/^\s+$/.test(all[at] ?? "")) at++;
    if (all[at] !== "{") return atom();
    at++;
    const width = run("}");
    at++;
    return width;
  };
  const atom = (): number => {
    const token = all[at++];
    if (token === undefined || /^\s|^[{}&]$|^\\[,:;! ]$/.test(token)) return 0;
    if (token === "^" || token === "_") return 0.7 * group();
    if (token === "\\frac") return Math.max(group(), group());
    if (token === "\\text" || token === "\\mathrm" || token === "\\operatorname") return 0.8 * group();
    if (/^\\(?:left|right)/.test(token)) return 0.5;
    if (/^\\(?:quad|qquad)$/.test(token)) return 2;
    if (/^\\(?:log|exp|max|min|sup|inf|lim|tanh|sinh|cosh)$/.test(token)) return 2.5;
    return /^[=+<>-]$|^\\(?:le|ge|leq|geq|ne|neq|implies|iff|approx)$/.test(token) ? 2 : 1;
  };
  const run = (end: string | null): number => {
    let width = 0;
    while (at < all.length && all[at] !== end) width += all[at] === "{" ? group() : atom();
    return width;
  };
  return run(null);
}

/** Before which tokens a line may begin, outside all groups and brackets. */
const BREAKS = /^(?:[=+<>-]|\\(?:le|ge|leq|geq|ne|neq|implies|iff|approx|lt|gt))$/;

/** The same formula in pieces of at most so many letters, where it can be parted at relations, sums and differences. */
export function brokenTex(tex: string, room: number): readonly string[] {
  if (texWidth(tex) <= room) return [tex];
  const pieces: string[] = [];
  let depth = 0;
  let piece = "";
  let blank = true;
  for (const token of tokens(tex)) {
    if (/^(?:[{([]|\\\{|\\left.*)$/.test(token)) depth++;
    const operand = /^[+-]$/.test(token) && blank;
    if (depth === 0 && BREAKS.test(token) && !operand && piece.trim() !== "") {
      pieces.push(piece.trim());
      piece = "";
    }
    piece += token;
    if (/^(?:[})\]]|\\\}|\\right.*)$/.test(token)) depth--;
    if (!/^\s+$/.test(token)) blank = BREAKS.test(token) || /^(?:[(,]|\\cdot)$/.test(token);
  }
  pieces.push(piece.trim());
  const lines: string[] = [];
  for (const next of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && texWidth(`${last} ${next}`) <= room) lines[lines.length - 1] = `${last} ${next}`;
    else lines.push(next);
  }
  return lines;
}

/** Letters that fit beside a reason on a page of ordinary width. */
export const ROOM = 46;
