/** A verdict's certificate, and what the second checker says of it. */
import { encode } from "../certificate/encode.ts";
import type { Certificate, ClaimText } from "../certificate/format.ts";
import type { Certified } from "../kernel/index.ts";
import { replay } from "../replay/index.ts";

/** `objection` is null where the certificate, as it will be written, replays to the same verdict. */
export function certificateOf(
  verdict: Certified,
  about: Certificate["about"],
  text: ClaimText,
): { readonly certificate: Certificate; readonly objection: string | null } {
  const certificate = encode(verdict, about, text);
  const again = replay(JSON.parse(JSON.stringify(certificate)));
  const objection = !again.ok ? again.reason : again.verdict === verdict.k ? null : `it makes ${again.verdict} of it`;
  return { certificate, objection };
}
