import { defineConfig } from 'vitest/config';

const EVERYTHING = 'test/**/*.test.ts';
const JOURNEYS = 'test/e2e/**/*.test.ts';
/** MSAL keeps the first managed identity of a process, so this file needs one of its own. */
const ALONE = 'test/identity/managed-identity.test.ts';

export default defineConfig({
  test: {
    testTimeout: 80_000,
    // On an unknown, busy machine a test that failed is tried again and told; at a desk it fails at once.
    retry: process.env.CI === undefined ? 0 : 2,
    // Journeys wait more than they work.
    maxWorkers: '100%',
    projects: [
      // No module is mocked anywhere, so files may share their modules: loading them is a third of the time.
      {
        extends: true,
        test: { name: 'parts', include: [EVERYTHING], exclude: [JOURNEYS, ALONE], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: [ALONE] } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [JOURNEYS],
          globalSetup: ['test/e2e/packed.ts'],
          testTimeout: 240_000,
        },
      },
    ],
  },
});
