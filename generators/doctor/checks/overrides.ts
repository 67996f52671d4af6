import { changedOverrides } from '../../change/rendering.ts'
import type { Check, Found } from '../finding.ts'

const group = 'Files'

const overrideBroken: Check = {
  code: 'override-broken',
  group,
  severity: 'error',
  summary: 'An override of a template cannot be used, so that nothing can be generated.',
  needs: 'model',
  async run({ overrideProblems }) {
    const problems = await overrideProblems()
    return problems.map(({ file, line, message, help }): Found => {
      const where = line === undefined ? file : `${file}:${line}`
      return {
        what: message,
        where,
        mend: help ?? 'Correct it, or delete it to have the original.',
      }
    })
  },
}

const overrideUnapplied: Check = {
  code: 'override-unapplied',
  group,
  severity: 'notice',
  summary: 'An override of a template has changed, and the files that come of it have not.',
  needs: 'model',
  async run({ root, manifest: { manifest }, overrideProblems }) {
    if (!manifest || (await overrideProblems()).length > 0) return []
    const changed = await changedOverrides(root, manifest)
    return changed.map((path) => ({
      what: 'Its change is not in the files that come of it.',
      where: `alex/templates/${path}`,
      mend: 'npx create-alex-api apply',
    }))
  },
}

export const overrideChecks: readonly Check[] = [overrideBroken, overrideUnapplied]
