import { defineConfig } from "vitest/config";

/** The long suites (hundreds of kills, fuzzing, soak) run with `npm run test:long` only. */
const long = process.env.ALMANAC_LONG === "1";

export default defineConfig({
  test: {
    include: long ? ["test/long/**/*.test.ts"] : ["test/**/*.test.ts"],
    exclude: long ? [] : ["test/long/**"],
    testTimeout: long ? 600_000 : 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
