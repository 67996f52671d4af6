import { UserError } from '../../src/errors.ts'
import type { CircuitBreakerOperation, Manifest } from '../../src/manifest/manifest.ts'
import { checkFreeIntegration, targetBounds } from '../../src/model/integrations/integration.ts'
import { formatOperations, parseOperations } from '../../src/model/integrations/syntax.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { addNamed, wholeNumber } from '../operation/named.ts'

export interface IntegrationAnswers {
  /** In any spelling. */
  readonly name: string
  readonly operations: string
  readonly url?: string
  readonly token?: string
  readonly timeout?: string
  readonly totalTimeout?: string
  readonly retries?: string
  readonly concurrency?: string
}

/**
 * The operation that adds the integration, or `undefined` where the project has it already.
 *
 * @throws UserError for a name or a variable that is taken, and for what cannot be read
 */
export function integrationOperation(
  manifest: Manifest,
  answers: IntegrationAnswers,
  now: Date,
): CircuitBreakerOperation | undefined {
  const { url, token } = answers
  const wanted = {
    run: 'circuit-breaker' as const,
    name: integrationName(answers.name),
    operations: formatOperations(parseOperations(answers.operations)),
    ...(url !== undefined && { url }),
    ...(token !== undefined && { token }),
    ...numberIn('timeout', answers.timeout),
    ...numberIn('totalTimeout', answers.totalTimeout),
    ...numberIn('retries', answers.retries),
    ...numberIn('concurrency', answers.concurrency),
  }
  return addNamed(manifest, wanted, foldModel(manifest).integrations, checkFreeIntegration, now)
}

/**
 * The name as the manifest keeps it: `exchange-rates`.
 *
 * @throws UserError for what cannot be the name of a folder and of a variable
 */
export function integrationName(typed: string): string {
  const name = kebabCase(splitWords(typed.trim()))
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40) return name
  throw new UserError(`"${shown(typed)}" cannot be the name of an integration.`, {
    help: 'It has 1 to 40 letters and digits, and begins with a letter: payments, exchange-rates',
  })
}

type Counted = keyof typeof targetBounds

/** @throws UserError for what is no number, or is out of its bounds */
export function numberIn<Key extends Counted>(
  key: Key,
  typed: string | undefined,
): { [K in Key]?: number } {
  if (typed === undefined) return {}
  const flag = key === 'totalTimeout' ? 'total-timeout' : key
  const number = wholeNumber(typed, targetBounds[key], flag, 1)
  return { [key]: number } as { [K in Key]?: number }
}
