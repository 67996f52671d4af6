import { PACKAGE_NAME } from '../../../src/manifest/manifest.ts'
import { compareVersions } from '../../../src/manifest/version.ts'
import type { Check } from '../finding.ts'
import { markerLine } from '../markers.ts'
import { problemFound } from '../problem.ts'

const group = 'Manifest'

const manifestInvalid: Check = {
  code: 'manifest-invalid',
  group,
  severity: 'error',
  summary: 'alex.json cannot be read, is not JSON, or says what it cannot say.',
  async run({ manifest }) {
    const { problem, otherVersion, text, model } = manifest
    if (problem === undefined || model || otherVersion !== undefined) return []
    // Those are a finding of their own.
    if (text !== undefined && markerLine(text) !== undefined) return []
    if (isOutOfOrder(manifest.loose.history)) return []
    const found = problemFound(problem)
    if (!manifest.manifest) return [found]
    // What the fold refuses says where in a specification, and not in which file.
    const what = [found.what, ...(found.where === undefined ? [] : [found.where])].join('\n')
    return [{ ...found, what, where: 'alex.json' }]
  },
}

const historyOrder: Check = {
  code: 'history-order',
  group,
  severity: 'error',
  summary: 'The history is not in order, as a merge of two branches leaves it.',
  async run({ manifest: { problem, manifest, loose } }) {
    if (!problem || manifest || !isOutOfOrder(loose.history)) return []
    const found = problemFound(problem)
    return [{ ...found, mend: 'npx create-alex-api sync' }]
  },
}

const otherVersion: Check = {
  code: 'other-version',
  group,
  severity: 'error',
  summary: 'Another version of create-alex-api has made the project than the one that runs.',
  async run({ manifest: { otherVersion: other, loose }, running, manager }) {
    if (other === undefined) return []
    const own = `Look with the project's own copy: ${manager.install}, then npx ${PACKAGE_NAME} doctor`
    if (compareVersions(other, running.version) < 0) {
      return [
        {
          severity: 'warning',
          what: `The project is at ${other}, and ${running.version} is running: an update is at hand.`,
          where: 'alex.json',
          mend: `npx ${PACKAGE_NAME}@${running.version} update. ${own}`,
        },
      ]
    }
    const vendored = (loose.features as { vendored?: unknown } | undefined)?.vendored === true
    return [
      {
        what: `The project is at ${other}, which is newer than the ${running.version} that is running.`,
        where: 'alex.json',
        mend: vendored ? own : `${own}, or with that version: npx ${PACKAGE_NAME}@${other} doctor`,
      },
    ]
  },
}

export const manifestChecks: readonly Check[] = [manifestInvalid, historyOrder, otherVersion]

/** Whether two operations stand in the wrong order, or have one time. */
function isOutOfOrder(history: unknown): boolean {
  if (!Array.isArray(history)) return false
  const times = history.map((operation: { at?: unknown } | null) => operation?.at)
  if (!times.every((at) => typeof at === 'string')) return false
  return times.some((at, index) => index > 0 && at <= (times[index - 1] as string))
}
