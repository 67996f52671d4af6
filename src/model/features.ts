import type { FeatureName } from '../manifest/manifest.ts'
import { docker } from './features/docker.ts'
import type { Feature } from './features/feature.ts'
import { githubCi } from './features/github-ci.ts'
import { pinnedNode } from './features/pinned-node.ts'
import { vendored } from './features/vendored.ts'

export type { Feature }

/** Every feature, in the order in which layers are laid and features are listed. */
export const features: readonly Feature[] = [docker, githubCi, pinnedNode, vendored]

export function featureNamed(name: FeatureName): Feature {
  const feature = features.find((candidate) => candidate.name === name)
  if (!feature) throw new Error(`no such feature: ${name}`)
  return feature
}
