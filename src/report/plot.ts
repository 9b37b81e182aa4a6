/** A plot as inline SVG: colours and dashes from the page's style, words beside it, the same bytes every time. */
import { createRequire } from "node:module";
import type * as Scale from "d3-scale";
import type * as Shape from "d3-shape";
import type { Plot } from "../checked.ts";
import { escapeHtml } from "./escape.ts";
import type { Typesetter } from "./katex.ts";

const WIDTH = 560;
const HEIGHT = 260;
const LEFT = 44;
const BOTTOM = 26;
const TOP = 10;
const RIGHT = 12;

type Point = readonly [x: number, y: number | null];

/** The figure: picture, legend, and for those who do not see it what there is to see. */
export function plotHtml(plot: Plot, typeset: Typesetter): string {
  const legend = plot.curves.map(
    ({ label }, n) =>
      `<li><svg class="swatch" viewBox="0 0 28 8" aria-hidden="true"><path class="curve c${n % 4}" d="M1 4H27"/></svg> ${typeset.formula(label, "inline")}</li>`,
  );
  const notes = plot.marks.map(({ label }) => typeset.formula(label, "inline"));
  const shading = plot.shading === null ? "" : `shaded: ${escapeHtml(plot.shading)}`;
  const marked = notes.length === 0 ? "" : `marked: ${notes.join(", ")}`;
  const said = [shading, marked].filter((part) => part !== "").join("; ");
  return `<figure class="plot">
${svg(plot)}
<figcaption><ul>${legend.join("")}</ul>${said === "" ? "" : `<p>${said}</p>`}</figcaption>
</figure>`;
}

/** What there is to see, in a sentence. */
export function plotText({ curves, variable, from, to, marks, shading, shaded }: Plot): string {
  const over = `${curves.map(({ label }) => label.text).join(" and ")} for ${variable.text} from ${short(from)} to ${short(to)}`;
  const at = marks.length === 0 ? "" : `; marked at ${marks.map(({ label }) => label.text).join(", ")}`;
  const where = shaded.map(([a, b]) => `from ${short(a)} to ${short(b)}`).join(", ");
  return `${over}${shading === null ? "" : `; ${shading}: ${where}`}${at}`;
}

function svg(plot: Plot): string {
  const { scaleLinear } = createRequire(import.meta.url)("d3-scale") as typeof Scale;
  const { line } = createRequire(import.meta.url)("d3-shape") as typeof Shape;
  const [low, high] = heights(plot);
  const x = scaleLinear([plot.from, plot.to], [LEFT, WIDTH - RIGHT]);
  const y = scaleLinear([low, high], [HEIGHT - BOTTOM, TOP]).nice(5);
  const [bottom, top] = y.domain() as [number, number];
  const path = line<Point>()
    .defined(([, v]) => v !== null && v >= 2 * bottom - top && v <= 2 * top - bottom)
    .x(([v]) => x(v))
    .y(([, v]) => y(v ?? 0))
    .digits(1);
  const parts = [
    ...plot.shaded.map(([a, b]) => rect("shade", x(a), TOP, x(b) - x(a), HEIGHT - BOTTOM - TOP)),
    ...y
      .ticks(5)
      .map(
        (t) =>
          `${rule(LEFT, y(t), WIDTH - RIGHT, y(t), t === 0 ? "zero" : "grid")}${text(LEFT - 6, y(t) + 4, y.tickFormat(5)(t), "end")}`,
      ),
    ...x
      .ticks(7)
      .map(
        (t) =>
          `${rule(x(t), HEIGHT - BOTTOM, x(t), HEIGHT - BOTTOM + 4, "grid")}${text(x(t), HEIGHT - 6, x.tickFormat(7)(t), "middle")}`,
      ),
    ...plot.marks.map((m) => rule(x(m.x), TOP, x(m.x), HEIGHT - BOTTOM, "mark-line")),
  ];
  const curves = plot.curves.map(({ points }, n) => `<path class="curve c${n % 4}" d="${path(points) ?? ""}"/>`);
  const dots = plot.marks.flatMap((m) =>
    plot.curves.map(({ points }, n) => {
      const at = valueAt(points, m.x);
      return at === null || at < bottom || at > top
        ? ""
        : `<circle class="dot c${n % 4}" cx="${fixed(x(m.x))}" cy="${fixed(y(at))}" r="4"/>`;
    }),
  );
  const inner = `<svg x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - BOTTOM - TOP}" viewBox="${LEFT} ${TOP} ${WIDTH - LEFT - RIGHT} ${HEIGHT - BOTTOM - TOP}">${curves.join("")}</svg>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(plotText(plot))}">${parts.join("")}${inner}${dots.join("")}</svg>`;
}

/** From the lowest to the highest value that is worth showing: what shoots up at an edge is cut off. */
function heights({ curves, marks }: Plot): readonly [number, number] {
  const values = curves
    .flatMap(({ points }) => points.flatMap(([, v]) => (v === null ? [] : [v])))
    .sort((a, b) => a - b);
  if (values.length === 0) return [0, 1];
  const at = (part: number): number => values[Math.round(part * (values.length - 1))]!;
  const usual = Math.max(at(0.9) - at(0.1), 1e-9);
  const marked = marks.flatMap((m) => curves.flatMap(({ points }) => valueAt(points, m.x) ?? []));
  const low = Math.min(Math.max(at(0), at(0.1) - 1.5 * usual), ...marked);
  const high = Math.max(Math.min(at(1), at(0.9) + 1.5 * usual), ...marked);
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** The value of a sampled curve between its samples. */
function valueAt(points: readonly Point[], x: number): number | null {
  const after = points.findIndex(([at]) => at >= x);
  const [right, left] = [points[after], points[Math.max(0, after - 1)]];
  if (!right || !left || right[1] === null || left[1] === null) return right?.[0] === x ? right[1] : null;
  if (right[0] === left[0]) return right[1];
  return left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]);
}

const fixed = (v: number): string => Number(v.toFixed(1)).toString();
const short = (v: number): string => Number(v.toFixed(4)).toString();

function rect(name: string, x: number, y: number, width: number, height: number): string {
  return `<rect class="${name}" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
}

function rule(x1: number, y1: number, x2: number, y2: number, name: string): string {
  return `<path class="${name}" d="M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}"/>`;
}

function text(x: number, y: number, words: string, anchor: string): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeHtml(words)}</text>`;
}
