/** How far a run is, on a terminal only, in one line that goes away. */
import type { Terminal } from "./terminal.ts";

export type Progress = { readonly update: (done: number, all: number) => void; readonly clear: () => void };

export function progress(terminal: Terminal): Progress {
  if (!terminal.live) return { update: () => {}, clear: () => {} };
  let shown = false;
  const clear = (): void => {
    if (shown) terminal.err("\r\u001b[K");
    shown = false;
  };
  return {
    update: (done, all) => {
      clear();
      if (done >= all) return;
      terminal.err(`${done} of ${all} statements`);
      shown = true;
    },
    clear,
  };
}
