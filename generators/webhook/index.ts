import type { Arguments } from '../../src/cli/command.ts'
import { parseEvents } from '../../src/model/webhooks/syntax.ts'
import { secretOf } from '../../src/model/webhooks/variables.ts'
import { schemes, schemeTitles } from '../../src/model/webhooks/webhook.ts'
import { nameOf, textOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { type Ask, answerAll, askText, problemOf, type Question } from '../prompts.ts'
import { schemeNamed, type WebhookAnswers, webhookName, webhookOperation } from './plan.ts'

/** `plop webhook`: somebody else who tells us what has happened. */
export const generator: OperationGenerator<WebhookAnswers> = {
  answer,
  operation: webhookOperation,
  already: ({ name }) => ({
    message: `The project has the webhook ${webhookName(name)} already`,
    path: `src/webhooks/${webhookName(name)}/${webhookName(name)}.handlers.ts`,
  }),
}

const example =
  'npx plop webhook payments -- --scheme stripe --events "charge.succeeded: {id:string(50) amount:integer}"'

async function answer(
  { flags, positionals }: Arguments,
  { session, ask, asking }: Context,
): Promise<WebhookAnswers> {
  const how = { yes: Boolean(flags.yes), interactive: session.interactive, ask, example }
  const given = {
    name: nameOf({ flags, positionals }),
    scheme: textOf(flags.scheme),
    events: textOf(flags.events),
  }
  if (given.scheme !== undefined) schemeNamed(given.scheme)
  const { name, scheme } = await answerAll([nameQuestion, schemeQuestion], { given, ...how })
  const events =
    given.events === undefined && asking
      ? await askEvents(ask)
      : (await answerAll([eventsQuestion], { given: { events: given.events }, ...how })).events
  const secret = textOf(flags.secret)
  const known = { name: String(name), scheme: String(scheme), events: String(events) }
  if (secret !== undefined) return { ...known, secret }
  // The default does well: it is asked for by whoever did not say anything.
  if (!asking || given.events !== undefined) return known
  const usual = secretOf({ name: webhookName(known.name) })
  const asked = await answerAll([secretQuestion(usual)], { given: { secret: undefined }, ...how })
  return asked.secret === usual ? known : { ...known, secret: String(asked.secret) }
}

const nameQuestion: Question = {
  kind: 'text',
  name: 'name',
  flag: '[name]',
  message: 'What is the sender called here? For instance payments',
  check: (typed) => problemOf(() => webhookName(typed)),
}

const schemeQuestion: Question = {
  kind: 'select',
  name: 'scheme',
  flag: '--scheme',
  message: 'How does it sign?',
  choices: schemes.map((value) => ({ value, summary: `as ${schemeTitles[value]} does` })),
}

const eventsQuestion: Question = {
  kind: 'text',
  name: 'events',
  flag: '--events',
  message: 'Which events are handled?',
  check: (typed) => problemOf(() => parseEvents(typed)),
}

function secretQuestion(usual: string): Question {
  return {
    kind: 'text',
    name: 'secret',
    flag: '--secret',
    message: 'Which variable holds the secret that it signs with?',
    default: usual,
  }
}

/** One after the other, until a type is left empty. */
async function askEvents(ask: Ask): Promise<string> {
  const events: string[] = []
  while (true) {
    const isFirst = events.length === 0
    const type = await askText(ask, '--events', {
      name: 'event',
      message: isFirst
        ? 'An event that is handled: what is its type? For instance charge.succeeded'
        : 'Another event? (none: leave it empty)',
      check: (typed) =>
        typed === '' && !isFirst
          ? undefined
          : problemOf(() => parseEvents([...events, `${typed}: {id:text}`].join('; '))),
    })
    if (type === '') return events.join('; ')
    const fields = await askText(ask, '--events', {
      name: 'fields',
      message: 'Which of its fields are used? As id:string(50) amount:integer',
      check: (typed) => problemOf(() => parseEvents([...events, `${type}: {${typed}}`].join('; '))),
    })
    events.push(`${type}: {${fields}}`)
  }
}
