import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As Node finds packages. Otherwise one that has a variant for development would be there twice.
  ssr: { resolve: { conditions: ['node', 'module-sync', 'default'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // A worker runs many files, so that it starts the embedded database once and not for each. So
    // tests must leave nothing behind in modules or in `process.env`.
    isolate: false,
    // For what hangs. Starting the embedded database takes seconds, and many of them on a small
    // machine that does something else meanwhile.
    hookTimeout: 300_000,
    testTimeout: 300_000,
  },
})
