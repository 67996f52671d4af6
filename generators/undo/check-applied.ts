import { UserError } from '../../src/errors.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import type { Notice } from '../../src/merge/plan.ts'
import { packageManagers } from '../../src/model/package-managers.ts'
import type { Applied } from './applied.ts'

export interface Leaving {
  readonly manifest: Manifest
  /** What goes, as a person calls it: `resource article`. */
  readonly what: string
  /** The names of the migrations that would go with it. */
  readonly migrations: readonly string[]
  /** Goes on where the database cannot be asked. */
  readonly unchecked: boolean
  /** What to do instead, where there is something. */
  readonly forward?: string
}

/**
 * Lets migrations go that no database needs the files of, as far as that can be known.
 *
 * @throws UserError where the database has one of them, or cannot be asked
 */
export function checkApplied(
  applied: Applied,
  { manifest, what, migrations, unchecked, forward }: Leaving,
): readonly Notice[] {
  const names = migrations.join(', ')
  if ('unknown' in applied) {
    const reason = `Whether ${names} has been applied could not be checked: ${applied.unknown}.`
    if (unchecked) return [{ code: 'unchecked', message: reason }]
    throw new UserError(reason, {
      where: what,
      help: 'Mend that, or, where you know that no database has it: --unchecked. Nothing was changed.',
    })
  }
  const first = applied.names.findIndex((name) => migrations.includes(name))
  if (first === -1) {
    const message = `${names} has not been applied to the database that is configured here. One that has it elsewhere would no longer find its file.`
    return [{ code: 'not-applied', message }]
  }
  const { run } = packageManagers[manifest.packageManager]
  const after = applied.names.slice(first + 1)
  const times = after.length + 1
  const again = `${times} times (the later ones are applied again by ${run} db:migrate)`
  throw new UserError(`${what} cannot be taken back: its migration has been applied.`, {
    where: [
      ...migrations.filter((name) => applied.names.includes(name)),
      ...(after.length > 0 ? [`and after it: ${after.join(', ')}`] : []),
    ].join('\n'),
    help: [
      `${forward === undefined ? 'Roll' : 'Either roll'} it back first: ${run} db:rollback${times > 1 ? `, ${again}` : ''}.`,
      ...(forward === undefined ? [] : [forward]),
    ].join('\n'),
  })
}
