import type { Features } from '../manifest/manifest.ts'
import { auth } from './features/auth.ts'
import { docker } from './features/docker.ts'
import type { Feature, FeatureKind } from './features/feature.ts'
import { githubCi } from './features/github-ci.ts'
import { graphql } from './features/graphql.ts'
import { jobs } from './features/jobs.ts'
import { oidc } from './features/oidc.ts'
import { outbound } from './features/outbound.ts'
import { pinnedNode } from './features/pinned-node.ts'
import { vendored } from './features/vendored.ts'

/** Every feature, in the order in which layers are laid and features are listed. */
export const features: readonly Feature[] = [
  auth,
  docker,
  githubCi,
  graphql,
  jobs,
  oidc,
  outbound,
  pinnedNode,
  vendored,
]

/**
 * What a feature needs that a project has not, as a person says it: `auth local`.
 *
 * @returns undefined where nothing is missing
 */
export function missingNeed({ needs }: Feature, chosen: Features): string | undefined {
  if (needs === undefined || chosen[needs.name] === needs.kind) return undefined
  return `${needs.name} ${needs.kind}`
}

/** How a project has a feature that comes in several kinds: the last kind where nothing is said. */
export function kindOf({ name, kinds = [] }: Feature, chosen: Features): FeatureKind | undefined {
  return kinds.find(({ value }) => value === chosen[name]) ?? kinds.at(-1)
}

/** Tells whether a project has a feature, of whatever kind but the last, which is to have none. */
export function isOn(feature: Feature, chosen: Features): boolean {
  if (!feature.kinds) return chosen[feature.name] === true
  return kindOf(feature, chosen) !== feature.kinds.at(-1)
}

/** What a project gets of a feature, in one line. */
export function summaryOf(feature: Feature, chosen: Features): string {
  return kindOf(feature, chosen)?.summary ?? feature.summary
}
