import { defineConfig } from 'vitest/config';

// The projects run one after the other, so that a fast one fails fast, and what is timed has the machine alone.
const project = (order: number, name: string, include: string[], more: object) => ({
  test: {
    name,
    include,
    sequence: { groupOrder: order },
    maxWorkers: 2,
    ...more,
  },
});

const trained = 'test/support/trained.ts';
const services = {
  globalSetup: [trained, 'test/support/services.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};
const slow = { ...services, testTimeout: 120_000 };
const timed = 'test/process/channels.test.ts';

export default defineConfig({
  test: {
    projects: [
      project(0, 'fast', ['test/house.test.ts', 'test/unit/**/*.test.ts'], {
        // Nothing in them is kept from one file to the next: the modules may be.
        isolate: false,
        globalSetup: [trained],
      }),
      project(1, 'services', ['test/{store,contract,flow}/**/*.test.ts'], services),
      project(2, 'browser', ['test/browser/**/*.test.ts'], slow),
      project(3, 'process', ['test/process/**/*.test.ts'], { ...slow, exclude: [timed] }),
      project(4, 'timed', [timed], { ...slow, maxWorkers: 1 }),
    ],
  },
});
