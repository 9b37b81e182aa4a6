/** Does one piece of work. The last derivations that were read are remembered, since work comes in their order. */
import { Derivation } from "../../verify.ts";
import type { Done, Work } from "./work.ts";

const REMEMBERED = 4;
const read = new Map<string, { readonly source: string; readonly derivation: Derivation }>();

export async function perform(work: Work): Promise<Done> {
  const derivation = await derivationOf(work);
  const options = { oracles: work.oracles, limits: work.limits, clock: () => performance.now() };
  const kept = work.kept === null ? null : derivation.recall(work.id, work.kept, options);
  if (kept !== null) return { theorem: kept, recalled: true };
  const cited = new Map(work.cited.map((theorem) => [theorem.id, theorem]));
  return { theorem: derivation.judge(work.id, cited, options), recalled: false };
}

async function derivationOf({ source, path }: Work): Promise<Derivation> {
  const known = read.get(path);
  if (known?.source === source) return known.derivation;
  const derivation = await Derivation.read(source, path);
  read.delete(path);
  read.set(path, { source, derivation });
  for (const oldest of read.keys()) {
    if (read.size <= REMEMBERED) break;
    read.delete(oldest);
  }
  return derivation;
}
