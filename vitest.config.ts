import { defineConfig } from 'vitest/config'

const exclude = ['test/projects/**', 'templates/**', 'dist/**', 'node_modules/**']

/** One tier per kind of question; CONTRIBUTING.md says what belongs where. */
function tier(name: string, settings: { readonly slow?: boolean } = {}) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      exclude,
      // A slow tier installs packages and starts servers: it gets the machine, one file at a time.
      ...(settings.slow
        ? { testTimeout: 900_000, hookTimeout: 900_000, fileParallelism: false }
        : { testTimeout: 60_000, hookTimeout: 60_000 }),
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      tier('unit'),
      tier('templates'),
      tier('matrix'),
      tier('faults'),
      tier('cli'),
      tier('e2e', { slow: true }),
    ],
  },
})
