import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'

/** What is removed without a question: whatever it had in the database, nobody will miss. */
export const otherKinds = ['integration', 'job', 'webhook'] as const
export type OtherKind = (typeof otherKinds)[number]

/** The names of those that the project has. */
export function namesOf(kind: OtherKind, manifest: Manifest): readonly string[] {
  const { integrations, jobs, webhooks } = foldModel(manifest)
  const found = { integration: integrations, job: jobs, webhook: webhooks }[kind]
  return found.map(({ file }) => file)
}

/** The operations that add them. */
const runs = { integration: 'circuit-breaker', job: 'job', webhook: 'webhook' } as const

/** Whether the project had one of that name. */
export function everHad(kind: OtherKind, { history }: Manifest, name: string): boolean {
  return history.some((one) => one.run === runs[kind] && one.name === name)
}
