import { docker } from './features/docker.ts'
import type { Feature } from './features/feature.ts'
import { githubCi } from './features/github-ci.ts'
import { pinnedNode } from './features/pinned-node.ts'
import { vendored } from './features/vendored.ts'

/** Every feature, in the order in which layers are laid and features are listed. */
export const features: readonly Feature[] = [docker, githubCi, pinnedNode, vendored]
