import { UserError } from '../../src/errors.ts'
import { documentChecks } from './checks/documents.ts'
import { environmentChecks } from './checks/environment.ts'
import { fileChecks } from './checks/files.ts'
import { gitChecks } from './checks/git.ts'
import { integrationChecks } from './checks/integrations.ts'
import { interruptedChecks } from './checks/interrupted.ts'
import { manifestChecks } from './checks/manifest.ts'
import { migrationChecks } from './checks/migrations.ts'
import { overrideChecks } from './checks/overrides.ts'
import { packageChecks } from './checks/packages.ts'
import { registryChecks } from './checks/registries.ts'
import type { Examination } from './examination.ts'
import { type Check, type Finding, type Found, groups, type Skipped } from './finding.ts'
import { problemFound } from './problem.ts'

/** Everything that is looked at. */
export const checks: readonly Check[] = [
  ...interruptedChecks,
  ...manifestChecks,
  ...fileChecks,
  ...overrideChecks,
  ...registryChecks,
  ...migrationChecks,
  ...environmentChecks,
  ...integrationChecks,
  ...packageChecks,
  ...documentChecks,
  ...gitChecks,
]

export interface Result {
  /** By group, in the order of the checks. */
  readonly findings: readonly Finding[]
  readonly skipped: readonly { readonly code: string; readonly because: string }[]
}

/** Makes every check. Writes nothing, and throws for nothing that is wrong with the project. */
export async function runChecks(project: Examination): Promise<Result> {
  const results = await Promise.all(
    checks.map(async (check) => ({ check, result: await runCheck(check, project) })),
  )
  const findings = results.flatMap(({ check, result }): Finding[] => {
    if ('skipped' in result) return []
    const { code, group, severity } = check
    return result.map((found) => ({ code, group, ...found, severity: found.severity ?? severity }))
  })
  return {
    findings: findings.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group)),
    skipped: results.flatMap(({ check, result }) =>
      'skipped' in result ? [{ code: check.code, because: result.skipped }] : [],
    ),
  }
}

async function runCheck(
  { needs, run }: Check,
  project: Examination,
): Promise<readonly Found[] | Skipped> {
  const { manifest, model } = project.manifest
  if (needs === 'manifest' && !manifest) return { skipped: 'the manifest cannot be read' }
  if ((needs === 'model' || needs === 'tree') && !model) {
    return { skipped: 'the manifest cannot be read' }
  }
  if (needs === 'tree' && !(await isRendered(project))) {
    return { skipped: 'the project cannot be rendered' }
  }
  try {
    return await run(project)
  } catch (error) {
    // What one check stumbles over is no reason to say nothing of the others.
    return [problemFound(error)]
  }
}

async function isRendered(project: Examination): Promise<boolean> {
  try {
    await project.tree()
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}
