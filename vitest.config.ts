import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Processes and browsers take their time on a small machine that is busy.
    testTimeout: 180_000,
    // On two cores the default would be one file at a time.
    maxWorkers: 2,
    hookTimeout: 60_000,
  },
});
