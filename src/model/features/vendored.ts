import type { Feature } from './feature.ts'

/** No flag: a copy that did not come from the registry could not be installed otherwise. */
export const vendored: Feature = {
  name: 'vendored',
  summary: 'create-alex-api itself, as an archive under vendor/',
  question: '',
  flag: '',
  noFlag: '',
  default: false,
  layer: 'vendored',
  automatic: true,
}
