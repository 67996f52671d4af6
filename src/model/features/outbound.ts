import type { Feature } from './feature.ts'

export const outbound: Feature = {
  name: 'outbound',
  summary: 'a guarded client for addresses that users give',
  question: 'Will it ask addresses that users give?',
  flag: '--outbound',
  noFlag: '--no-outbound',
  default: false,
  layer: 'outbound',
  automatic: false,
}
