import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop webhook'
const help = `${usage} -- --help`
const events =
  '--events "charge.succeeded: {id:string(50) amount:integer}; ' +
  'charge.failed: {id:string(50) failure_message:string(500)?}"'
const example = `${usage} payments -- --scheme stripe ${events}`
const ofGithub = `${usage} code-hosting -- --scheme github --events "push: {ref:string(200)}"`
const ofAnybody =
  `${usage} newsletter -- --scheme standard ` +
  '--events "contact.created: {email:email since:timestamp?}" --secret NEWSLETTER_SECRET'

/** `plop webhook`, as its help shows it and as its arguments are checked. */
export const webhookCommand: Command = {
  usage,
  summary:
    'Adds a webhook: an address at which somebody else tells us what has happened, believed by its ' +
    'signature and handled once.',
  positionals: [{ name: 'name', summary: 'What the sender is called here: payments.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The sender',
      example: `${usage} -- --name payments --scheme stripe ${events}`,
    },
    {
      name: 'scheme',
      value: 'scheme',
      summary: 'How it signs: standard (Standard Webhooks, as many senders do), stripe, or github.',
      group: 'The sender',
      example,
    },
    {
      name: 'events',
      value: 'events',
      summary:
        'What of it is handled, with semicolons between: type: {fields}, in the field language and ' +
        'named as the sender names them. Other events are taken and passed over.',
      group: 'The sender',
      example,
    },
    {
      name: 'secret',
      value: 'variable',
      summary:
        'The variable that holds the secret it signs with: PAYMENTS_WEBHOOK_SECRET, for payments.',
      group: 'The sender',
      example: `${example} --secret STRIPE_SIGNING_SECRET`,
    },
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for all of it.'],
    [example, 'Two events, signed as Stripe does.'],
    [ofGithub, 'One of GitHub, whose type stands in a header.'],
    [ofAnybody, 'One of a sender that keeps to Standard Webhooks, with a variable of your own.'],
  ],
  help,
}
