import { defineConfig } from 'vitest/config';

/** The tests of the scope that `run.mjs` names; none that reads the sources or starts the packed program. */
export default defineConfig({
  test: {
    include: process.env.MUTATION_TESTS?.split('\n') ?? [],
    testTimeout: 80_000,
    isolate: false,
  },
});
