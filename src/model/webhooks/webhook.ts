import { UserError } from '../../errors.ts'
import type { WebhookOperation, WebhookScheme } from '../../manifest/manifest.ts'
import { databaseNames } from '../database-names.ts'
import { exampleJson, exampleOf, propertyOf, schemaOf } from '../exchanged-fields.ts'
import { printLiteral } from '../literal.ts'
import type { ResourceModel } from '../slices.ts'
import { camelCase, capitalize, pascalCase } from '../words.ts'
import { type EventSpec, parseEvents } from './syntax.ts'
import { refuseTakenSecret, secretOf } from './variables.ts'

/** A webhook as its templates see it. In the examples it is `payments`, signed as Stripe does. */
export interface WebhookModel {
  /** `payments`: the folder, the files, the address and the label of metrics. */
  readonly file: string
  /** `payments`: where its settings are found. */
  readonly key: string
  /** `Payments` */
  readonly Name: string
  /** `Payments`, for people. */
  readonly title: string
  /** `paymentsWebhook` */
  readonly constant: string
  /** `payments_webhook_deliveries` */
  readonly table: string
  /** `PAYMENTS_WEBHOOK_SECRET` */
  readonly secret: string
  /** The same in a compose file, which says what to do where it is not set. */
  readonly secretReference: string
  /** `stripe`, `stripeScheme` and `Stripe`, and for people what is kept to. */
  readonly scheme: WebhookScheme
  readonly schemeConstant: string
  readonly Scheme: string
  readonly schemeTitle: string
  readonly events: readonly WebhookEventModel[]
  /** What the tests and the documentation send. */
  readonly shown: WebhookEventModel
  /** For people: each type in the form of code, with commas between. */
  readonly eventsText: string
  /** A body, as JSON between the single quotes of a shell. */
  readonly sample: string
}

export interface WebhookEventModel {
  /** `charge.succeeded`, for people. */
  readonly type: string
  /** `ChargeSucceeded` */
  readonly Name: string
  /** Code: `'charge.succeeded'`, and the same as a key of an object. */
  readonly literal: string
  readonly property: string
  /** Its line in the list of events, in two where it is long. */
  readonly entry: readonly string[]
  /** Its schema, line by line. */
  readonly members: readonly string[]
  /** `{ id: 'Some text', amount: 1 }` */
  readonly example: string
  /** The name of its first field, and of one that has to be there, as a literal. */
  readonly required: string
}

/** A migration of the table in which a webhook remembers what was delivered. */
export interface WebhookTableModel {
  readonly at: string
  /** The folder below `templates/operations/` that it brings. */
  readonly folder: 'webhook' | 'webhook-removed'
  readonly table: string
}

export const schemes: readonly WebhookScheme[] = ['standard', 'stripe', 'github']

export const schemeTitles: Readonly<Record<WebhookScheme, string>> = {
  standard: 'Standard Webhooks',
  stripe: 'Stripe',
  github: 'GitHub',
}

/** What the name of a webhook would hide or be taken for. */
const RESERVED_NAMES = new Set(['index', 'config', 'schemes', 'test'])

/** The longest index of its table has 33 characters besides, and PostgreSQL takes 63. */
const MAX_NAME_LENGTH = 30

/** @throws UserError for what cannot be the name of a webhook */
export function checkWebhookName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > MAX_NAME_LENGTH) {
    throw new UserError(`"${name}" cannot be the name of a webhook.`, {
      help: `It has 1 to ${MAX_NAME_LENGTH} small letters, digits and single dashes: payments, code-hosting`,
    })
  }
  if (RESERVED_NAMES.has(name)) {
    throw new UserError(`A webhook cannot be called ${name}.`, {
      help: `src/webhooks/ has a file of that name: call it ${name}-sender, for instance.`,
    })
  }
}

/**
 * @throws UserError for a name that another has, or that cannot be
 */
export function checkFreeWebhook(
  others: readonly WebhookOperation[],
  operation: WebhookOperation,
): void {
  const { name } = operation
  checkWebhookName(name)
  const key = keyOf(name)
  const alike = others.find((other) => keyOf(other.name) === key)
  if (alike) {
    throw new UserError(
      alike.name === name
        ? `There is a webhook ${name} already.`
        : `The webhooks ${alike.name} and ${name} would both be called ${key}.`,
      { help: 'Give the new one another name. Nothing was changed.' },
    )
  }
  refuseTakenSecret(others, operation)
  const events = parseEvents(operation.events)
  const other = events.find(({ type }) => !/^[a-z]+(_[a-z]+)*$/.test(type))
  if (operation.scheme === 'github' && other) {
    throw new UserError(`GitHub has no event ${other.type}.`, {
      help: 'Its events are called as in the header X-GitHub-Event: push, pull_request. What was done is a field: action:string(40)',
    })
  }
}

function keyOf(name: string): string {
  return camelCase(name.split('-'))
}

/** The table in which the webhook of a name remembers what was delivered. */
export function tableOf(name: string): string {
  return `${name.replaceAll('-', '_')}_webhook_deliveries`
}

/** @throws UserError where a resource has the table of a webhook, or an index of it */
export function refuseTakenTables(
  webhooks: readonly Pick<WebhookModel, 'file' | 'table'>[],
  slices: readonly ResourceModel[],
): void {
  for (const { file, table } of webhooks) {
    const names = [table, `${table}_pkey`, `${table}_oldest_first`]
    for (const slice of slices) {
      const taken = databaseNames(slice).find((one) => names.includes(one.name))
      if (taken === undefined) continue
      throw new UserError(
        `The resource ${slice.spelled} and the webhook ${file} would both have a ${taken.kind} ${taken.name}.`,
        { help: 'Give one of them another name.' },
      )
    }
  }
}

/** What the operation amounts to. */
export function webhookModel(operation: WebhookOperation): WebhookModel {
  const { name, scheme } = operation
  const specs = parseEvents(operation.events)
  const events = specs.map(eventModel)
  return {
    file: name,
    key: keyOf(name),
    Name: pascalCase(name.split('-')),
    title: capitalize(name.split('-').join(' ')),
    constant: `${keyOf(name)}Webhook`,
    table: tableOf(name),
    secret: secretOf(operation),
    secretReference: `\${${secretOf(operation)}:?add it to .env, see docs/webhooks.md}`,
    scheme,
    schemeConstant: `${scheme}Scheme`,
    Scheme: capitalize(scheme),
    schemeTitle: schemeTitles[scheme],
    events,
    shown: events[0] as WebhookEventModel,
    eventsText: events.map(({ type }) => `\`${type}\``).join(', '),
    sample: bodies[scheme](specs[0] as EventSpec).replaceAll("'", "'\\''"),
  }
}

/** What the body of an event is, by who sends it. */
const bodies: Readonly<Record<WebhookScheme, (event: EventSpec) => string>> = {
  standard: (event) => `{"type":"${event.type}","data":${dataOf(event)}}`,
  stripe: (event) => `{"id":"evt_1","type":"${event.type}","data":{"object":${dataOf(event)}}}`,
  github: dataOf,
}

function dataOf({ fields }: EventSpec): string {
  return `{${fields.map((field) => `"${field.name}":${exampleJson(field)}`).join(',')}}`
}

function eventModel({ type, Name, fields }: EventSpec): WebhookEventModel {
  const examples = fields.map((field) => `${propertyOf(field.name)}: ${exampleOf(field)}`)
  const required = fields.find(({ nullable }) => !nullable) ?? fields[0]
  return {
    type,
    Name,
    literal: printLiteral(type),
    property: propertyOf(type),
    entry: entryOf(`  ${propertyOf(type)}:`, `${Name}Payload,`),
    // What may be null may be left out, too: senders do both.
    members: fields.map((field) => {
      const schema = schemaOf(field)
      return `${propertyOf(field.name)}: ${field.nullable ? `Type.Optional(${schema})` : schema},`
    }),
    example: `{ ${examples.join(', ')} }`,
    required: printLiteral(required?.name ?? ''),
  }
}

/** As the formatter has it. */
function entryOf(key: string, value: string): readonly string[] {
  const line = `${key} ${value}`
  return line.length <= 100 ? [line] : [key, `    ${value}`]
}
