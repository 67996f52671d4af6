import { readProgram } from '../../../src/steps/read.ts'
import { OPENAPI } from '../../change/steps.ts'
import { reasonOf } from '../../undo/applied.ts'
import type { Check, Found } from '../finding.ts'

const openapiStale: Check = {
  code: 'openapi-stale',
  group: 'Documents',
  severity: 'error',
  summary: `${OPENAPI} is not there, or is behind the routes.`,
  async run(project) {
    const { manager } = project
    const fix = { done: `wrote ${OPENAPI}`, step: 'openapi' as const }
    const mend = `${manager.run} openapi`
    const found = (what: string): readonly Found[] => [{ what, where: OPENAPI, mend, fix }]
    if (!project.runs()) return { skipped: 'the project cannot be run here' }
    if (typeof project.packageJson()?.scripts?.openapi !== 'string') {
      return { skipped: 'package.json has no script openapi' }
    }
    if (!project.has(OPENAPI)) return found(`There is no ${OPENAPI}; a test compares it.`)
    const said = await readProgram(manager.commands.run('openapi', '--check'), {
      cwd: project.root,
      signal: project.signal,
    })
    if (said.exitCode === 0) return []
    // Its own words for that; any other failure is of the code, or of what is installed.
    if (said.stderr.includes(' does not match the routes')) {
      return found(`${OPENAPI} is behind the routes; a test fails for it.`)
    }
    return [
      {
        what: `The routes cannot be compared with it: ${reasonOf(said)}`,
        where: OPENAPI,
        severity: 'warning',
        mend: `${manager.run} check`,
      },
    ]
  },
}

export const documentChecks: readonly Check[] = [openapiStale]
