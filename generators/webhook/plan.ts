import { UserError, usageError } from '../../src/errors.ts'
import type { Manifest, WebhookOperation, WebhookScheme } from '../../src/manifest/manifest.ts'
import { foldModel } from '../../src/model/model.ts'
import { shown } from '../../src/model/shown.ts'
import { formatEvents, parseEvents } from '../../src/model/webhooks/syntax.ts'
import { checkFreeWebhook, checkWebhookName, schemes } from '../../src/model/webhooks/webhook.ts'
import { kebabCase, splitWords } from '../../src/model/words.ts'
import { addNamed } from '../operation/named.ts'

export interface WebhookAnswers {
  /** In any spelling. */
  readonly name: string
  readonly scheme: string
  readonly events: string
  readonly secret?: string
}

/**
 * The operation that adds the webhook, or `undefined` where the project has it already.
 *
 * @throws UserError for a name or a variable that is taken, and for what cannot be read
 */
export function webhookOperation(
  manifest: Manifest,
  { secret, ...answers }: WebhookAnswers,
  now: Date,
): WebhookOperation | undefined {
  const wanted = {
    run: 'webhook' as const,
    name: webhookName(answers.name),
    scheme: schemeNamed(answers.scheme),
    events: formatEvents(parseEvents(answers.events)),
    ...(secret !== undefined && { secret }),
  }
  return addNamed(manifest, wanted, foldModel(manifest).webhooks, checkFreeWebhook, now)
}

/**
 * The name as the manifest keeps it: `code-hosting`.
 *
 * @throws UserError for what cannot be the name of a folder, of a table and of a variable
 */
export function webhookName(typed: string): string {
  const name = kebabCase(splitWords(typed.trim()))
  if (name === '' || /[^A-Za-z0-9 _-]/.test(typed)) {
    throw new UserError(`"${shown(typed)}" cannot be the name of a webhook.`, {
      help: 'It has letters and digits, and begins with a letter: payments, code-hosting',
    })
  }
  checkWebhookName(name)
  return name
}

/** @throws UserError for a scheme that there is not */
export function schemeNamed(typed: string): WebhookScheme {
  const scheme = schemes.find((one) => one === typed.trim().toLowerCase())
  if (scheme) return scheme
  throw usageError(`"${shown(typed)}" is no scheme.`, {
    help: `It is one of ${schemes.join(', ')}: --scheme standard`,
  })
}
