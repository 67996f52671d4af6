import { UserError } from '../../src/errors.ts'
import { type Manifest, type Operation, subjectOf } from '../../src/manifest/manifest.ts'
import { nearest } from '../../src/model/nearest.ts'
import { shown } from '../../src/model/shown.ts'
import { describeOperation, neededBy } from '../../src/model/undo.ts'
import type { Ask } from '../prompts.ts'

/**
 * The operation that somebody means: the last where nothing is said, else that of a time, of a
 * generator and a name (`resource article`), or of a name alone.
 *
 * @throws UserError where there is none, or more than one
 */
export function findOperation({ history }: Manifest, typed: readonly string[]): Operation {
  const last = history.findLast(({ run }) => run !== 'upgrade')
  if (last === undefined) throw nothingToUndo()
  if (typed.length === 0) return last
  const words = typed.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '')
  const found = history.filter((operation) => isMeant(operation, words))
  const [one, another] = found
  if (one && !another) return one
  if (one) {
    throw new UserError(`More than one operation is ${shown(words.join(' '))}.`, {
      where: list(found),
      help: `Say which by its time: npx create-alex-api undo ${found.at(-1)?.at}`,
    })
  }
  const names = history.flatMap((operation) => [
    `${operation.run} ${subjectOf(operation)}`,
    subjectOf(operation),
    operation.at,
  ])
  const meant = nearest(words.join(' '), names)
  throw new UserError(`There is no operation ${shown(words.join(' '))} in the history.`, {
    where: list(history),
    help: meant
      ? `Did you mean npx create-alex-api undo ${meant}?`
      : 'Say one by its time, or by its generator and its name.',
  })
}

/** Shows the history, the last operation first, and asks for one of it. */
export async function askOperation(manifest: Manifest, ask: Ask): Promise<Operation> {
  const last = findOperation(manifest, [])
  const own = manifest.history.filter(({ run }) => run !== 'upgrade')
  const choices = own.toReversed().map((operation) => {
    const need = neededBy(manifest, operation)
    const name = `${operation.run} ${subjectOf(operation)}`
    const by = need && ` (needed by ${need.by.run} ${subjectOf(need.by)})`
    return { value: operation.at, summary: `${name}${by ?? ''}` }
  })
  if (choices.length === 1) return last
  const at = await ask({
    kind: 'select',
    name: 'operation',
    flag: '[operation]',
    message: 'Which operation shall be taken back?',
    default: last.at,
    choices,
  })
  return findOperation(manifest, [String(at)])
}

function isMeant(operation: Operation, words: readonly string[]): boolean {
  const { at, run } = operation
  const [first = '', ...rest] = words
  const isNamed = (typed: readonly string[]) =>
    typed.length > 0 && sameName(typed.join(' '), subjectOf(operation))
  if (words.length === 1 && first === at) return true
  return (first === run && (rest.length === 0 || isNamed(rest))) || isNamed(words)
}

function sameName(typed: string, name: string): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return typed === name || letters(typed) === letters(name)
}

function list(operations: readonly Operation[]): string {
  const shownOnes = operations.slice(-12)
  const more = operations.length - shownOnes.length
  return [
    ...(more > 0 ? [`… and ${more} before these`] : []),
    ...shownOnes.map((operation) => describeOperation(operation)),
  ].join('\n')
}

function nothingToUndo(): UserError {
  return new UserError('There is nothing to take back: the history has no operation.', {
    where: 'alex.json, history',
    help: 'What a project is made with is no operation: npx create-alex-api remove <feature>. The project itself is a folder, and goes with it.',
  })
}
