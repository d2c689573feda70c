import { defineConfig } from 'vitest/config';

/** Checks before a release (`npm run release-check`): they fetch other people's packages, so that `npm test` does without. */
export default defineConfig({
  test: {
    include: ['test/release/**/*.check.ts'],
    globalSetup: ['test/e2e/packed.ts', 'test/release/fastmcp.ts'],
    testTimeout: 240_000,
  },
});
