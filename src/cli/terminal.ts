/** The one way out: text for the two streams, colours only where they are wanted, and no complaint when a reader leaves. */
import { visible } from "../report/escape.ts";

export type Ink = "bold" | "dim" | "red" | "green" | "yellow" | "blue";
/** Colours a text, or leaves it alone. */
export type Paint = (ink: Ink, text: string) => string;

export type Terminal = {
  out(text: string): void;
  err(text: string): void;
  /** The colours of standard output, and of standard error. */
  readonly paint: Paint;
  readonly paintErr: Paint;
  /** Whether standard error can show a line that changes. */
  readonly live: boolean;
  /** Whether standard output is a terminal that shows mathematical signs. */
  readonly unicode: boolean;
  /** Whether errors of the program are told with their place in it. */
  readonly debug: boolean;
};

const CODES: Readonly<Record<Ink, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
};

type Stream = NodeJS.WriteStream;
const closed = new Set<Stream>();

/**
 * From here on, a reader that leaves early (`| head`) ends the output and nothing else. Output that cannot be written for
 * another reason, such as a full disk, ends the program with a message.
 */
export function guardStreams(failed: (reason: unknown) => never): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (closed.has(stream)) return;
      closed.add(stream);
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") failed(error);
    });
  }
}

/** The terminal of this process; `color` is what a flag asked for. */
export function terminal(color: boolean | undefined, debug = false): Terminal {
  const writer =
    (stream: Stream): ((text: string) => void) =>
    (text) => {
      if (text !== "" && !closed.has(stream)) stream.write(text);
    };
  const paint = (stream: Stream): Paint => painter(wantsColor(color, process.env, stream.isTTY));
  return {
    out: writer(process.stdout),
    err: writer(process.stderr),
    paint: paint(process.stdout),
    paintErr: paint(process.stderr),
    live: process.stderr.isTTY === true && process.env["TERM"] !== "dumb" && !process.env["CI"],
    unicode: process.stdout.isTTY === true && /UTF-?8/i.test(locale(process.env)),
    debug,
  };
}

function locale(env: Readonly<Record<string, string | undefined>>): string {
  return env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
}

/** Flag, then NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether the stream is a terminal. */
export function wantsColor(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag;
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0" && env["FORCE_COLOR"] !== "false";
  if (env["TERM"] === "dumb") return false;
  return isTerminal === true;
}

export const plainPaint: Paint = (_ink, text) => text;

/** A painter, or one that paints nothing. */
export function painter(on: boolean): Paint {
  return (ink, text) => (on && text !== "" ? `\u001b[${CODES[ink][0]}m${text}\u001b[${CODES[ink][1]}m` : text);
}

/** Text of a derivation or of a path as one line that cannot move the cursor. */
export function printable(text: string): string {
  return visible(text).replace(/[\t\n\r]+/g, " ");
}
