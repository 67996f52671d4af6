import type { Manifest } from '../../../src/manifest/manifest.ts'

/** A manifest with nothing in it, and what is given. */
export function manifestWith(parts: Partial<Manifest> = {}): Manifest {
  return {
    version: '1.0.0',
    name: 'my-api',
    features: {},
    packageManager: 'npm',
    history: [],
    ...parts,
  }
}

export const articles = {
  at: '20261122T093000Z',
  run: 'resource',
  name: 'article',
  fields: 'title:string(200) body:text? views:integer=0 publishedAt:timestamp?',
} as const
