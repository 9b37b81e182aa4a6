/**
 * Replay: reads a certificate and makes its verdict again, step by step; an unknown node, rule, version or field is
 * refused. It shares the kernel's code; a checker of its own is not written yet.
 */

import { decode, Malformed } from "../certificate/decode.ts";
import type { Certificate } from "../certificate/format.ts";
import type { Certified } from "../kernel/index.ts";
import * as K from "../kernel/index.ts";

export { isAbout } from "../certificate/decode.ts";

export type Replayed =
  | { readonly ok: true; readonly verdict: Certified }
  | { readonly ok: false; readonly reason: string };

const MAX_ROWS = 2_000_000;

/** Replays a certificate given as data (parsed JSON). Never throws for bad data: the reason says what is wrong. */
export function replay(data: unknown): Replayed {
  try {
    return { ok: true, verdict: decode(shapeOf(data)) };
  } catch (e) {
    if (e instanceof K.Refusal || e instanceof Malformed) return { ok: false, reason: e.message };
    if (e instanceof RangeError || e instanceof TypeError || e instanceof SyntaxError)
      return { ok: false, reason: `malformed certificate: ${e.message}` };
    throw e;
  }
}

function shapeOf(data: unknown): Certificate {
  if (typeof data !== "object" || data === null || Array.isArray(data))
    throw new Malformed("a certificate is a JSON object");
  const known = new Set(["format", "version", "about", "text", "nodes", "steps", "claim", "verdict"]);
  for (const key of Object.keys(data)) if (!known.has(key)) throw new Malformed(`unknown field ${JSON.stringify(key)}`);
  const c = data as Certificate;
  if (c.format !== "lossproof-certificate") throw new Malformed("not a lossproof certificate");
  if (c.version !== 2) throw new Malformed(`unknown version ${JSON.stringify(c.version)}`);
  if (!Array.isArray(c.nodes) || !Array.isArray(c.steps)) throw new Malformed("nodes and steps must be arrays");
  if (c.nodes.length > MAX_ROWS || c.steps.length > MAX_ROWS) throw new Malformed(`limit of ${MAX_ROWS} rows reached`);
  return c;
}
