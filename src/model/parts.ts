import type { Access } from './access.ts'

/** What a slice is made of, each of which can be made alone. */
export type Part = 'repository' | 'service' | 'controller'

export const parts: readonly Part[] = ['repository', 'service', 'controller']

/** Whose file it is: the first pattern that fits tells. What fits none comes with the controller. */
const files: readonly (readonly [pattern: RegExp, part: Part | 'entity'])[] = [
  [/\/__resource__\.ts$/, 'entity'],
  [/\/__resource__\.(errors|factory|table|repository(\.[a-z.]+)?)\.ts$/, 'repository'],
  [/\/__resource__\.service(\.test)?\.ts$/, 'service'],
]

/**
 * Whether a slice that has these parts has this file of `templates/resource/`.
 *
 * @param path of the template: `src/resources/__resources__/__resource__.service.ts.hbs`
 */
export function belongsTo(path: string, made: readonly Part[]): boolean {
  const part = partOfFile(path)
  return part === 'entity' || made.includes(part)
}

/** The part that brings a file of `templates/resource/`. */
export function partOfFile(path: string): Part | 'entity' {
  const target = path.replace(/\.hbs$/, '')
  return files.find(([pattern]) => pattern.test(target))?.[1] ?? 'controller'
}

/** The folders of templates that are laid over one another for a slice. */
export function foldersOf(
  made: readonly Part[],
  access: Access,
  removal: readonly string[],
): readonly SliceFolder[] {
  const alone = made.includes('service') && !made.includes('repository')
  const whole = alone ? made.filter((part) => part !== 'service') : made
  return [
    { folder: 'resource', parts: whole },
    ...(access === 'public' ? [] : [{ folder: 'guarded', parts: made }]),
    ...(access === 'owner' ? [{ folder: 'owned', parts: made }] : []),
    ...removal.map((folder) => ({ folder, parts: made })),
    ...(alone ? [{ folder: 'resource-service-alone', parts }] : []),
  ]
}

/** A folder of templates, and the parts whose files are taken from it. */
export interface SliceFolder {
  readonly folder: string
  readonly parts: readonly Part[]
}
