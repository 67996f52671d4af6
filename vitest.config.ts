import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const exclude = ['test/projects/**', 'templates/**', 'dist/**', 'node_modules/**']

/** A file of another tier that takes minutes, and so is left to the slow one. */
const SLOW = '.slow.test.ts'

/** What takes longest, the longest first: begun last, it would keep all others waiting at the end. */
const LONGEST = [
  'e2e/life',
  'faults/commands',
  'e2e/story',
  'e2e/package-managers',
  'e2e/example-line',
  'e2e/node24',
  'e2e/identity',
  'e2e/field',
  'e2e/jobs',
  'e2e/shop',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(`/test/${name}.`))
      return at === -1 ? LONGEST.length : at
    }
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

/** One tier per kind of question; CONTRIBUTING.md says what belongs where. */
function tier(name: string, settings: { readonly slow?: boolean } = {}) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`, ...(settings.slow ? [`test/**/*${SLOW}`] : [])],
      exclude: settings.slow ? exclude : [...exclude, `test/**/*${SLOW}`],
      // Timeouts are for what hangs: a machine that does something else meanwhile is no failure.
      // A slow tier installs packages and waits for servers: two of its files keep two processors
      // busy, and more would only be in each other's way.
      ...(settings.slow
        ? {
            testTimeout: 2_700_000,
            hookTimeout: 2_700_000,
            maxWorkers: 2,
            globalSetup: [`test/${name}/support/installed.ts`],
          }
        : { testTimeout: 900_000, hookTimeout: 900_000 }),
    },
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
