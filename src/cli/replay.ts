/** `lossproof replay`: check certificates again, without the search that found them. */
import { readFileSync } from "node:fs";
import { replay as replayCertificate } from "../replay/index.ts";
import { count } from "../report/words.ts";
import { EXIT, systemReason } from "./failure.ts";
import { printable, type Terminal } from "./terminal.ts";

type Entry = { readonly id: string; readonly certificate: unknown };

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
    for (const { id, certificate } of entries) {
      const result = replayCertificate(certificate);
      if (result.ok) right++;
      else wrong++;
      const said = result.ok ? paint("green", "✓ right") : `${paint("red", "✗ wrong")}  ${printable(result.reason)}`;
      terminal.out(`  ${printable(id)}  ${said}\n`);
    }
  }
  const total = right + wrong;
  if (total > 0) terminal.out(`${count(total, "certificate")}: ${right} right, ${wrong} wrong\n`);
  return unreadable > 0 ? EXIT.usage : wrong > 0 ? EXIT.unmet : EXIT.met;
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
      return { id, certificate: item.certificate };
    }
    return { id: `${at + 1}`, certificate: item };
  });
}
