import type { Manifest } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'

/** What is removed without a table, and so without a question. */
export const otherKinds = ['integration', 'job'] as const
export type OtherKind = (typeof otherKinds)[number]

/** The names of those that the project has. */
export function namesOf(kind: OtherKind, manifest: Manifest): readonly string[] {
  const { integrations, jobs } = foldModel(manifest)
  return (kind === 'integration' ? integrations : jobs).map(({ file }) => file)
}

/** Whether the project had one of that name. */
export function everHad(kind: OtherKind, { history }: Manifest, name: string): boolean {
  const run = kind === 'integration' ? 'circuit-breaker' : 'job'
  return history.some((one) => one.run === run && one.name === name)
}
