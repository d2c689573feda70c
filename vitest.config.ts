import { defineConfig } from 'vitest/config';

const EVERYTHING = 'test/**/*.test.ts';
const JOURNEYS = 'test/e2e/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Journeys wait more than they work.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'parts', include: [EVERYTHING], exclude: [JOURNEYS] } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [JOURNEYS],
          globalSetup: ['test/e2e/packed.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
