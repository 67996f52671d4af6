import type { Feature } from './feature.ts'

export const pinnedNode: Feature = {
  name: 'pinned-node',
  summary: 'Node itself as an npm package, for machines whose Node is too old',
  question: 'Add Node itself as an npm package?',
  flag: '--pin-node',
  noFlag: '--no-pin-node',
  default: false,
  layer: 'pinned-node',
  layerPerManager: true,
  automatic: true,
}
