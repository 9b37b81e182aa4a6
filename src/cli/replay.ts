/** `lossproof replay`: check certificates again, without the search that found them. */
import { readFileSync } from "node:fs";
import { replay as replayCertificate } from "../replay/index.ts";
import { count } from "../report/words.ts";
import { EXIT, systemReason } from "./failure.ts";
import { printable, type Terminal } from "./terminal.ts";

/** `verdict`: what the file says beside the certificate, if anything. */
type Entry = { readonly id: string; readonly certificate: unknown; readonly verdict: unknown };

/** Exit 0 where every certificate is right, 1 where one is not, 2 where a file holds none. */
export async function replay(files: readonly string[], terminal: Terminal): Promise<number> {
  const { paint, paintErr } = terminal;
  let right = 0;
  let wrong = 0;
  let unreadable = 0;
  for (const path of files) {
    let entries: readonly Entry[];
    try {
      entries = entriesOf(readFileSync(path, "utf8"));
    } catch (error) {
      unreadable++;
      terminal.err(`${paintErr("red", "error")}: ${printable(path)}: ${printable(systemReason(error))}\n`);
      continue;
    }
    terminal.out(`${paint("bold", printable(path))}\n`);
    const width = Math.max(...entries.map((e) => printable(e.id).length));
    for (const entry of entries) {
      const { objection, said } = outcome(entry);
      if (objection === null) right++;
      else wrong++;
      const shown = objection === null ? `${paint("green", "✓")} ${said}` : `${paint("red", "✗ wrong")}  ${objection}`;
      terminal.out(`  ${printable(entry.id).padEnd(width)}  ${shown}\n`);
    }
  }
  const total = right + wrong;
  if (total > 0) terminal.out(`${count(total, "certificate")}: ${right} right, ${wrong} wrong\n`);
  return unreadable > 0 ? EXIT.usage : wrong > 0 ? EXIT.unmet : EXIT.met;
}

/** What was proved or refuted, in the words that the certificate was read in; or what is wrong with it. */
function outcome({ certificate, verdict }: Entry): { said: string; objection: string | null } {
  const result = replayCertificate(certificate);
  if (!result.ok) return { said: "", objection: printable(result.reason) };
  const { goal, givens } = result.text;
  const said = printable([`${result.verdict.padEnd(7)}  ${goal}`, ...givens].join("  "));
  const other = verdict !== undefined && verdict !== result.verdict;
  return { said, objection: other ? `it is ${result.verdict}, and the file says otherwise` : null };
}

/** The certificates of a file: what a report wrote, a list, or one alone. */
function entriesOf(text: string): readonly Entry[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error("not JSON");
  }
  if (typeof data !== "object" || data === null) throw new Error("holds no certificate");
  const list = Array.isArray(data)
    ? data
    : "certificates" in data && Array.isArray(data.certificates)
      ? data.certificates
      : [data];
  if (list.length === 0) throw new Error("holds no certificate");
  return list.map((item: unknown, at): Entry => {
    if (typeof item === "object" && item !== null && "certificate" in item) {
      const id = "id" in item && typeof item.id === "string" ? item.id : `${at + 1}`;
      return { id, certificate: item.certificate, verdict: "verdict" in item ? item.verdict : undefined };
    }
    return { id: `${at + 1}`, certificate: item, verdict: undefined };
  });
}
