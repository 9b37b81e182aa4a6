/** `lossproof init`: a configuration, a first derivation, a workflow and notes with a block to fill. */
import { existsSync } from "node:fs";
import { EXIT } from "./failure.ts";
import { writeWhole } from "./files.ts";
import { printable, type Terminal } from "./terminal.ts";

const CONFIG = `{
  "$schema": "./node_modules/lossproof/schema/lossproof.config.schema.json",
  "paths": ["derivations/"],
  "reporters": ["pretty"]
}
`;

const DERIVATION = `---
title: Two logistic losses are one
---

For labels $y \\in \\{-1, 1\\}$ people write $\\log(1 + e^{-yz})$, for labels $t \\in \\{0, 1\\}$ the cross-entropy of
$\\sigma(z)$. With $y = 2t - 1$ they are the same.

\`\`\`lossproof
var z : real
var t : {0, 1}
def margin(y, s) = log(1 + exp(-y*s))
def entropy = -t*log(sigmoid(z)) - (1 - t)*log(1 - sigmoid(z))

theorem same "One loss, two ways to write it":
  entropy = margin(2*t - 1, z)

theorem slope "Its slope is prediction minus target":
  diff(entropy, z) = sigmoid(z) - t

refute wrong-sign "The most frequent slip":
  diff(entropy, z) = t - sigmoid(z)
\`\`\`
`;

const WORKFLOW = `name: derivations
on: [push, pull_request]
jobs:
  lossproof:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npm ci
      - run: npx lossproof check --reporter pretty --reporter "markdown:$GITHUB_STEP_SUMMARY"
`;

const NOTES = `# Notes

A block between two comments like these is filled by \`npx lossproof embed notes.md --write\`.

<!-- lossproof:begin first#slope -->
<!-- lossproof:end -->
`;

const FILES: Readonly<Record<string, string>> = {
  "lossproof.config.json": CONFIG,
  "derivations/first.md": DERIVATION,
  ".github/workflows/lossproof.yml": WORKFLOW,
  "notes.md": NOTES,
};

/** Writes what is not there yet, and overwrites nothing. */
export function init(terminal: Terminal): number {
  const { paint } = terminal;
  for (const [path, text] of Object.entries(FILES)) {
    const there = existsSync(path);
    if (!there) writeWhole(path, text);
    terminal.out(
      there ? paint("dim", `${printable(path)} is there already\n`) : `${paint("green", "wrote")} ${path}\n`,
    );
  }
  terminal.out(`\nNow: ${paint("bold", "npx lossproof check")}\n`);
  return EXIT.met;
}
