import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Notice, Step } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import { nodeTooOld, runsProject, thisMachine } from '../machine.ts'
import { openapiStep } from '../steps.ts'

/** What runs after the commit, or the notice that says why it has to wait. */
export interface ChangeSteps {
  readonly steps: readonly Step[]
  readonly notices: readonly Notice[]
}

/** The step that writes the OpenAPI document. */
export function changeSteps(root: string, manifest: Manifest): ChangeSteps {
  const { install, run } = packageManagers[manifest.packageManager]
  const later = `write docs/openapi.json with: ${run} openapi`
  if (!existsSync(join(root, 'node_modules'))) {
    const message = `Nothing is installed yet. Install with ${install}, then ${later}`
    return { steps: [], notices: [{ code: 'not-installed', message }] }
  }
  if (!manifest.features['pinned-node'] && !runsProject(thisMachine())) {
    const notice = nodeTooOld(thisMachine())
    return { steps: [], notices: [{ ...notice, message: `${notice.message} Then ${later}` }] }
  }
  return { steps: [openapiStep(root, manifest.packageManager)], notices: [] }
}
