import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { integrationOperation } from '../../generators/circuit-breaker/plan.ts'
import { removeOperation } from '../../generators/remove/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import { type WebhookAnswers, webhookOperation } from '../../generators/webhook/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { exampleJson } from '../../src/model/exchanged-fields.ts'
import { parseFields } from '../../src/model/fields.ts'
import { foldModel } from '../../src/model/model.ts'
import { neededBy, withoutOperation } from '../../src/model/undo.ts'
import { formatEvents, MAX_EVENTS, parseEvents } from '../../src/model/webhooks/syntax.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

const now = new Date('2026-12-01T00:00:00Z')
const payments = {
  name: 'payments',
  scheme: 'stripe',
  events: 'charge.succeeded: {id:string(50) amount:integer}; charge.failed: {id:string(50)}',
}
const newsletter = {
  name: 'newsletter',
  scheme: 'standard',
  events: 'contact.created: {email:email since:timestamp?}',
}

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

function grown(manifest: Manifest, ...made: readonly ((now: Manifest) => Operation | undefined)[]) {
  let there = manifest
  for (const make of made) {
    const operation = make(there)
    if (operation) there = { ...there, history: [...there.history, operation] }
  }
  return there
}

const webhook = (answers: WebhookAnswers) => (there: Manifest) =>
  webhookOperation(there, answers, now)
const removal = (name: string) => (there: Manifest) =>
  removeOperation(there, { name, allowDataLoss: true }, now)
const disk = (manifest: Manifest, wanted = (_: string) => true) =>
  Object.fromEntries(
    [...render(foldModel(manifest), templates)]
      .filter(([path]) => path !== 'alex.json' && wanted(path))
      .map(([path, { content }]) => [path, String(content)]),
  )
const isCode = (path: string) => !path.startsWith('migrations/')
const migrations = (manifest: Manifest) =>
  Object.keys(disk(manifest, (path) => path.includes('webhook_deliveries')))

describe('the language of events', () => {
  test('is read, and written in one spelling', () => {
    const typed = ' charge.succeeded :{  amount:integer id:string(50) } ;; ping:{zen:text?}'
    const read = parseEvents(typed)

    expect(read).toMatchObject([
      { type: 'charge.succeeded', Name: 'ChargeSucceeded' },
      { type: 'ping', Name: 'Ping', fields: [{ name: 'zen', nullable: true }] },
    ])
    const text = formatEvents(read)
    expect(text).toBe('charge.succeeded: {amount:integer id:string(50)}; ping: {zen:text?}')
    expect(formatEvents(parseEvents(text))).toBe(text)
  })

  test.each([
    ['', 'needs an event'],
    ['{a:text}', 'should begin, with its type'],
    ['charge', 'a colon should stand'],
    ['1st: {a:text}', 'cannot be the type of an event'],
    ["it's: {a:text}", 'cannot be the type of an event'],
    ['a..b: {a:text}', 'cannot be the type of an event'],
    [`${'a'.repeat(81)}: {a:text}`, 'cannot be the type of an event'],
    ['a:', 'Here { and the fields that are read should stand'],
    ['a: {}', 'has no field'],
    ['a: {b:integer', 'not closed'],
    ['a: {b:ref(user)}', 'refers to a resource'],
    ['a: {b:integer=1}', 'a default (=), which means nothing'],
    ['a: {b:text} b: {c:text}', 'not understood'],
    ['a: {b:text}; a: {b:text}', 'is there twice'],
    ['a.b: {b:text}; a_b: {b:text}', 'would both be called AB'],
    [
      Array.from({ length: MAX_EVENTS + 1 }, (_, index) => `a${index}: {b:text}`).join(';'),
      'here is one more',
    ],
  ])('%s is refused, and points at the place', (typed, message) => {
    const error = refusal(() => parseEvents(typed))
    expect(error.message).toContain(message)
    expect(error.help).toBeTruthy()
    if (typed !== '') expect(error.where).toContain('^')
  })

  test('has an example of every field that is JSON', () => {
    const fields = parseFields(
      'a:string(200):min(40) b:string(9)[]:min(1) c:text d:integer:min(-3) e:bigint f:decimal(9,2) g:float ' +
        'h:boolean i:uuid j:date k:timestamp l:json m:enum(a,b) n:email o:url p:string(9)?',
    )
    for (const field of fields)
      expect(() => JSON.parse(exampleJson(field)), field.name).not.toThrow()
    const [text] = fields
    expect([...JSON.parse(exampleJson(text as (typeof fields)[number]))].length).toBe(40)
  })
})

describe('the operation of a webhook', () => {
  test('is kept as it was said, and is the same the second time', () => {
    const said = { ...payments, name: 'Payments', scheme: 'Stripe', secret: 'SIGNING_SECRET' }
    const manifest = grown(manifestWith(), webhook(said))

    expect(manifest.history).toMatchObject([
      { run: 'webhook', name: 'payments', scheme: 'stripe', secret: 'SIGNING_SECRET' },
    ])
    const text = serializeManifest(manifest)
    expect(serializeManifest(parseManifest(text, { version: manifest.version }))).toBe(text)
    expect(webhookOperation(manifest, said, now)).toBeUndefined()
    const { scheme: _, ...without } = JSON.parse(text).history[0]
    const broken = JSON.stringify({ ...JSON.parse(text), history: [without] })
    expect(() => parseManifest(broken, { version: manifest.version })).toThrow(/scheme/)
  })

  test.each<[Partial<WebhookAnswers>, string]>([
    [{ name: '1st' }, 'cannot be the name of a webhook'],
    [{ name: 'pay/ments' }, 'cannot be the name of a webhook'],
    [{ name: 'a'.repeat(31) }, 'cannot be the name of a webhook'],
    [{ name: 'schemes' }, 'cannot be called schemes'],
    [{ name: 'auth' }, 'AUTH_WEBHOOK_SECRET is, or may become'],
    [{ secret: 'PORT' }, 'PORT is, or may become'],
    [{ secret: 'payments' }, 'cannot be the name of a variable'],
    [{ secret: 'A_SECRET_FILE' }, 'would name a file'],
    [{ secret: 'WEBHOOK_TOLERANCE_SECONDS' }, 'a variable of all webhooks'],
    [{ secret: 'NEWSLETTER_WEBHOOK_SECRET' }, 'the secret of the webhook newsletter already'],
    [{ scheme: 'slack' }, 'is no scheme'],
    [{ scheme: 'github' }, 'GitHub has no event charge.succeeded'],
    [{ name: 'newsletter' }, 'a webhook newsletter already'],
    [{ name: 'a'.repeat(30) }, ''],
  ])('%j', (answers, message) => {
    const there = grown(manifestWith(), webhook(newsletter))
    const make = () => webhookOperation(there, { ...payments, ...answers }, now)
    if (message === '') expect(make()).toBeDefined()
    else {
      const error = refusal(make)
      expect(error.message).toContain(message)
      expect(error.help).toBeTruthy()
    }
  })

  test('shares no variable with an integration, whichever was first', () => {
    const integration = (token: string) => (there: Manifest) =>
      integrationOperation(there, { name: 'rates', operations: 'a: GET /', token }, now)
    const orders = [
      [webhook(payments), integration('PAYMENTS_WEBHOOK_SECRET')],
      [integration('PAYMENTS_WEBHOOK_SECRET'), webhook(payments)],
      [webhook(payments), integration('WEBHOOK_RETENTION_DAYS')],
    ]
    for (const operations of orders) {
      const both = grown(manifestWith(), ...operations)
      expect(refusal(() => foldModel(both)).message).toMatch(
        /would be a variable of the integration/,
      )
    }
    foldModel(grown(manifestWith(), webhook(payments), integration('RATES_TOKEN')))
  })

  test('shares no table with a resource, whichever was first', () => {
    const resource = (there: Manifest) =>
      resourceOperation(there, { name: 'payments-webhook-delivery', fields: 'title:string' }, now)
    for (const operations of [
      [webhook(payments), resource],
      [resource, webhook(payments)],
    ]) {
      const both = () => foldModel(grown(manifestWith(), ...operations))
      expect(refusal(both).message).toContain('would both have a table payments_webhook_deliveries')
    }
  })
})

describe('a project', () => {
  const before = manifestWith({ features: { auth: 'local' } })

  test('without a webhook has nothing of them', () => {
    const files = disk(before)
    expect(Object.keys(files).filter((path) => /webhook/.test(path))).toEqual([])
    const wired = ['src/app.ts', 'src/config.ts', 'src/database/database.ts', '.env.example']
    for (const path of wired) expect(files[path]).not.toMatch(/webhook/i)
  })

  test('has the schemes that are used, and no others', () => {
    const two = disk(grown(before, webhook(payments), webhook(newsletter)))
    const schemes = Object.keys(two).filter((path) => path.startsWith('src/webhooks/schemes/'))
    expect(schemes.filter((path) => !/(standard|stripe)\.(key\.|test\.)?ts$/.test(path))).toEqual(
      [],
    )
    expect(schemes).toContain('src/webhooks/schemes/stripe.ts')
    expect(schemes).toContain('src/webhooks/schemes/standard.ts')
  })

  test('is as it was, after a webhook was taken back or removed, but for migrations', () => {
    const one = grown(before, webhook(payments))
    const two = grown(one, webhook(newsletter))
    const [first, second] = two.history as [Operation, Operation]

    expect(disk(withoutOperation(one, first))).toEqual(disk(before))
    expect(disk(withoutOperation(two, second))).toEqual(disk(one))
    // Each has a table of its own, so the first can go and the second stay.
    expect(neededBy(two, first)).toBeUndefined()
    expect(disk(grown(two, removal('newsletter')), isCode)).toEqual(disk(one, isCode))
    const gone = grown(two, removal('Newsletter'), removal('payments'))
    expect(disk(gone, isCode)).toEqual(disk(before, isCode))
    expect(
      migrations(gone)
        .map((path) => path.replace(/^.*Z_/, ''))
        .sort(),
    ).toEqual([
      'create_newsletter_webhook_deliveries.ts',
      'create_payments_webhook_deliveries.ts',
      'drop_newsletter_webhook_deliveries.ts',
      'drop_payments_webhook_deliveries.ts',
    ])
    expect(migrations(grown(gone, webhook(payments)))).toHaveLength(5)
  })

  test('names the place of a webhook that cannot be', () => {
    const at = '20261122T093000Z'
    const history = [{ at, run: 'webhook', ...payments, events: 'a' } as Operation]
    expect(refusal(() => foldModel(manifestWith({ history }))).where).toContain(
      'history[0] (webhook payments',
    )
    const removed = [{ at, run: 'remove', name: 'payments', webhook: true } as const]
    expect(refusal(() => foldModel(manifestWith({ history: removed }))).message).toBe(
      'There is no webhook payments.',
    )
  })
})
