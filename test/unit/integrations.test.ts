import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { generator } from '../../generators/circuit-breaker/index.ts'
import {
  type IntegrationAnswers,
  integrationOperation,
} from '../../generators/circuit-breaker/plan.ts'
import { switched } from '../../generators/features/index.ts'
import { jobOperation } from '../../generators/job/plan.ts'
import { thisMachine } from '../../generators/machine.ts'
import type { Question } from '../../generators/prompts.ts'
import { removeOperation } from '../../generators/remove/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import type { Session } from '../../src/cli/session.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { formatOperations, parseOperations } from '../../src/model/integrations/syntax.ts'
import { refuseTakenVariables } from '../../src/model/integrations/variables.ts'
import { foldModel } from '../../src/model/model.ts'
import { withoutOperation } from '../../src/model/undo.ts'
import { render } from '../../src/render/render.ts'
import { loadTemplatesFromSource, type Templates } from '../../src/render/templates.ts'
import { manifestWith } from './support/manifests.ts'

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplatesFromSource(join(import.meta.dirname, '../../templates'))
})

const now = new Date('2026-12-01T00:00:00Z')
const charges =
  'createCharge: POST /charges {amount:integer} -> {id:string(50)} key; ' +
  'getCharge: GET /charges/:id -> {id:string(50) status:string(20)} stale'
const payments = { name: 'payments', operations: charges }

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

const integration = (answers: IntegrationAnswers) => (there: Manifest) =>
  integrationOperation(there, answers, now)
const removal = (name: string, more: object) => (there: Manifest) =>
  removeOperation(there, { name, allowDataLoss: true, ...more }, now)
const disk = (manifest: Manifest) =>
  Object.fromEntries(
    [...render(foldModel(manifest), templates)]
      .filter(([path]) => path !== 'alex.json')
      .map(([path, { content }]) => [path, String(content)]),
  )

describe('the language of operations', () => {
  test('is read, and written in one spelling', () => {
    const typed =
      ' createCharge :post /charges {  amount:integer } -> { id:string(50) } key ;;' +
      'ping: HEAD /ping; find: GET /a.b/:id/c {day:date?} -> {created_at:timestamp? id:uuid} ' +
      'default({"created_at":null,"id":"0198c5d8-6c1e-7a3b-9f27-3d1b6a0c4e52"})'
    const read = parseOperations(typed)

    expect(read).toMatchObject([
      { name: 'createCharge', method: 'POST', path: '/charges', sendsKey: true },
      { name: 'ping', method: 'HEAD', sends: [], answers: null, fallback: { kind: 'none' } },
      { name: 'find', parameters: ['id'], fallback: { kind: 'default' } },
    ])
    const text = formatOperations(read)
    expect(text).toContain(
      'createCharge: POST /charges {amount:integer} -> {id:string(50)} key; ping',
    )
    expect(formatOperations(parseOperations(text))).toBe(text)
  })

  test('takes a default with brackets, semicolons and quotes in it', () => {
    const value = { note: `) ; "} -> {' \${x} */` }
    const [one] = parseOperations(`a: GET / -> {note:text} default(${JSON.stringify(value)})`)
    expect(one?.fallback).toEqual({ kind: 'default', value })
  })

  test('reads a list of answers, and what stands in for it', () => {
    const text = 'a: GET / -> {b:integer}[] stale; c: GET /c -> {b:integer}[] default([{"b":1}])'
    const read = parseOperations(text.replace('[]', ' [ ]'))
    expect(read).toMatchObject([
      { isList: true, fallback: { kind: 'stale' } },
      { isList: true, fallback: { kind: 'default', value: [{ b: 1 }] } },
    ])
    expect(formatOperations(read)).toBe(text)
    expect(parseOperations('a: GET / -> {b:integer}')[0]?.isList).toBe(false)
  })

  test('reads what is done later, with its key before it or behind', () => {
    const text =
      'a: POST / {b:integer} key queue; c: DELETE /:id queue; d: PUT /:id {b:integer} queue'
    const read = parseOperations(text.replace('key queue', 'queue key'))
    expect(read.map(({ fallback }) => fallback.kind)).toEqual(['queue', 'queue', 'queue'])
    expect(formatOperations(read)).toBe(text)
  })

  test.each([
    ['', 'needs an operation'],
    ['GET /x', 'cannot be the name of an operation'],
    ['get', 'a colon should stand'],
    ['then: GET /x', 'cannot be called then'],
    ['constructor: GET /x', 'cannot be called constructor'],
    ['a: FETCH /x', 'FETCH is no method'],
    ['a: GET', 'has no path'],
    ['a: GET /../x', 'cannot be a path'],
    ['a: GET /x?y=1', 'cannot be a path'],
    ["a: GET /x'+y", 'cannot be a path'],
    ['a: GET /:id/:id', 'parameter id is there twice'],
    ['a: GET /:id {id:uuid}', 'both a parameter of the path and a field'],
    ['a: GET / {b:integer', 'not closed'],
    ['a: GET / -> {}', 'has no field'],
    ['a: HEAD / -> {b:integer}', 'HEAD has no body'],
    ['a: GET / -> {b:ref(user)}', 'refers to a resource'],
    ['a: GET / -> {b:integer:unique}', ':unique, which means nothing'],
    ['a: GET / -> {b:integer:read(hr)}', ':read, which means nothing'],
    ['a: GET / -> {b:integer=1}', 'a default (=), which means nothing'],
    ['a: GET / -> {__proto__:integer}', 'cannot be named "__proto__"'],
    ['a: GET / -> {b:integer} key', 'GET needs no key'],
    ['a: POST / -> {b:integer} stale', 'changes something'],
    ['a: GET / stale', 'is not answered'],
    ['a: GET / -> {b:integer} stale default({"b":1})', 'has a fallback already'],
    ['a: GET / -> {b:integer} queue', 'nothing to queue'],
    ['a: HEAD / queue', 'nothing to queue'],
    ['a: POST / queue', 'may not be done twice'],
    ['a: PATCH / {b:integer} -> {c:integer} queue', 'may not be done twice'],
    ['a: POST / -> {b:integer} key queue default({"b":1})', 'has a fallback already'],
    ['a: POST / key queue queue', 'has a fallback already'],
    ['a: GET / -> {b:integer} wait', 'not understood'],
    ['a: GET / -> {b:integer} default', 'has no value'],
    ['a: GET / -> {b:integer} default([1])', 'no object of JSON'],
    ['a: GET / -> {b:integer}[] default({"b":1})', 'no list of objects of JSON'],
    ['a: GET / -> {b:integer}[] default([1])', 'no list of objects of JSON'],
    ['a: GET / -> {b:integer}[] default([{"b":1},{}])', 'b is missing'],
    ['a: GET /[] -> {b:integer}', 'cannot be a path'],
    ['a: POST / []', 'not understood'],
    ['a: GET / -> {b:integer} default({"b":"1"})', 'b cannot be'],
    ['a: GET / -> {b:integer} default({})', 'b is missing'],
    ['a: GET / -> {b:enum(x,y)} default({"b":"z"})', 'b cannot be'],
    ['a: GET / -> {b:integer} default({"b":1,"c":2})', 'has c, which the answer has not'],
    ['a: GET /; a: GET /', 'is there twice'],
    ['ab: GET /; aB: GET /', 'differ only in case'],
  ])('%s is refused, and points at the place', (typed, message) => {
    const error = refusal(() => parseOperations(typed))
    expect(error.message).toContain(message)
    expect(error.help).toBeTruthy()
    if (typed !== '') expect(error.where).toContain('^')
  })
})

describe('the operation of an integration', () => {
  test('is kept as it was said, and is the same the second time', () => {
    const said = { ...payments, timeout: '500', retries: '0', url: 'STRIPE_ADDRESS' }
    const manifest = grown(manifestWith(), integration({ ...said, name: 'Payments' }))

    expect(manifest.history).toMatchObject([
      { run: 'circuit-breaker', name: 'payments', timeout: 500, retries: 0, url: 'STRIPE_ADDRESS' },
    ])
    const text = serializeManifest(manifest)
    expect(serializeManifest(parseManifest(text, { version: manifest.version }))).toBe(text)
    expect(integrationOperation(manifest, said, now)).toBeUndefined()
  })

  test.each<[Partial<IntegrationAnswers>, string]>([
    [{ name: '1st' }, 'cannot be the name of an integration'],
    [{ name: 'index' }, 'cannot be called index'],
    [{ name: 'database' }, 'DATABASE_URL is, or may become, a variable of the program'],
    [{ name: 'auth' }, 'AUTH_URL is, or may become'],
    [{ url: 'PORT' }, 'PORT is, or may become'],
    [{ url: 'payments' }, 'cannot be the name of a variable'],
    [{ url: 'PAYMENTS_TOKEN' }, 'two things of one integration'],
    [{ token: 'RATES_URL' }, 'a variable of the integration rates already'],
    [{ timeout: '0' }, 'cannot be the timeout'],
    [{ timeout: '1e3' }, 'cannot be the timeout'],
    [{ totalTimeout: '999999' }, 'cannot be the total-timeout'],
    [{ retries: '6' }, 'cannot be the retries'],
    [{ concurrency: '0' }, 'cannot be the concurrency'],
    [{ timeout: '6000' }, 'longer (6000 ms) than all tries together (5000 ms)'],
    [{ name: 'rates' }, 'an integration rates already'],
    [{ name: 'rates2' }, ''],
  ])('%j', (answers, message) => {
    const there = grown(manifestWith(), integration({ name: 'rates', operations: 'a: GET /' }))
    const make = () => integrationOperation(there, { ...payments, ...answers }, now)
    if (message === '') expect(make()).toBeDefined()
    else {
      const error = refusal(make)
      expect(error.message).toContain(message)
      expect(error.help).toBeTruthy()
    }
  })

  test('knows every variable that a project has', () => {
    for (const features of [{ auth: 'local', oidc: true }, { auth: 'external' }] as const) {
      const env = disk(manifestWith({ features }))['.env.example'] ?? ''
      const names = [...env.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) =>
        String(name),
      )
      expect(names.length).toBeGreaterThan(20)
      for (const url of names) {
        expect(() => refuseTakenVariables([], { name: 'payments', url }), url).toThrow(UserError)
      }
    }
  })
})

describe('a project', () => {
  const before = manifestWith({ features: { auth: 'local' } })

  test('without an integration has nothing of them', () => {
    const files = disk(before)
    expect(Object.keys(files).filter((path) => /integration|resilience/.test(path))).toEqual([])
    expect(files['src/app.ts']).not.toMatch(/integration/i)
    expect(files['package.json']).not.toMatch(/cockatiel|undici/)
  })

  test('is as it was, after an integration was taken back or removed', () => {
    const one = grown(before, integration(payments))
    const two = grown(one, integration({ name: 'exchange-rates', operations: 'get: GET /rates' }))
    expect(disk(one)['package.json']).toMatch(/"cockatiel": "4/)
    expect(disk(one)).not.toEqual(disk(two))

    const [first] = one.history
    expect(disk(withoutOperation(one, first as Operation))).toEqual(disk(before))
    expect(disk(grown(two, removal('exchange-rates', {})))).toEqual(disk(one))
    expect(disk(grown(two, removal('Exchange Rates', {}), removal('payments', {})))).toEqual(
      disk(before),
    )
    expect(disk(grown(one, removal('payments', {}), integration(payments)))).toEqual(disk(one))
  })

  test('tells an integration from a resource of the same name', () => {
    const resource = (there: Manifest) =>
      resourceOperation(there, { name: 'payment', fields: 'title:string' }, now)
    const both = grown(before, resource, integration(payments))

    expect(disk(grown(both, removal('payments', { kind: 'integration' })))).toEqual(
      disk(grown(before, resource)),
    )
    expect(removal('payment', {})(both)).toMatchObject({ run: 'remove', name: 'payment' })
    expect(refusal(() => removal('rates', { kind: 'integration' })(both)).message).toBe(
      'There is no integration rates.',
    )
  })

  test('names the place of an integration that cannot be', () => {
    const at = '20261122T093000Z'
    const broken = { at, run: 'circuit-breaker', name: 'payments', operations: 'a: GET' } as const
    const twice = { ...broken, operations: 'a: GET /' }
    expect(refusal(() => foldModel(manifestWith({ history: [broken] }))).where).toContain(
      'history[0] (circuit-breaker payments',
    )
    const history = [twice, { ...twice, at: '20261122T093001Z' }]
    expect(refusal(() => foldModel(manifestWith({ history }))).message).toContain('already')
  })
})

const usualOf = (question: Question) => ('default' in question ? question.default : undefined) ?? ''

describe('the questions', () => {
  test.each([
    ['GET', true, ['none', 'default', 'stale']],
    ['POST', true, ['none', 'default', 'queue']],
    ['DELETE', true, ['none', 'default', 'queue']],
    // Nothing of it may be done twice, and nobody would do it later.
    ['POST, without a key', true, ['none', 'default']],
    ['DELETE', false, ['none', 'default']],
  ] as const)(
    'offer what can stand in for an answer to %s, with jobs: %s',
    async (said, jobs, offered) => {
      const [method = '', keyless] = said.split(', ')
      const names = ['call', '']
      const parts = ['/charges', '', 'id:string(50)']
      let choices: readonly string[] = []
      const answered: Record<string, (question: Question) => unknown> = {
        operation: () => names.shift(),
        method: () => method,
        part: () => parts.shift(),
        key: () => keyless === undefined,
        fallback(question) {
          choices = 'choices' in question ? question.choices.map(({ value }) => value) : []
          return choices.at(-1)
        },
      }
      const context = {
        root: '/',
        manifest: manifestWith({ features: { jobs } }),
        session: { interactive: true } as Session,
        asking: true,
        ask: async (question: Question) =>
          (answered[question.name]?.(question) ?? usualOf(question)) as string,
      }
      const answers = await generator.answer({ flags: {}, positionals: ['payments'] }, context)

      expect(choices).toEqual(offered)
      if (offered.includes('queue' as never)) expect(answers.operations).toMatch(/ queue$/)
    },
  )

  test('offer it for what is not answered, and nothing where nothing can', async () => {
    const asked = async (jobs: boolean) => {
      const names = ['call', '']
      const parts = ['/charges', '', '']
      const questions: string[] = []
      const ask = async (question: Question) => {
        const { name } = question
        questions.push(name)
        const given: Record<string, unknown> = { method: 'PUT', fallback: 'queue' }
        const next = { operation: names, part: parts }[name]?.shift()
        return String(next ?? given[name] ?? usualOf(question))
      }
      const manifest = manifestWith({ features: { jobs } })
      const session = { interactive: true } as Session
      const context = { root: '/', manifest, session, asking: true, ask }
      const { operations } = await generator.answer({ flags: {}, positionals: ['rates'] }, context)
      return [operations, questions.includes('fallback')]
    }

    expect(await asked(true)).toEqual(['call: PUT /charges queue', true])
    expect(await asked(false)).toEqual(['call: PUT /charges', false])
  })
})

describe('calls that are made later', () => {
  const before = manifestWith({ features: { jobs: true } })
  const job = (name: string) => (there: Manifest) => jobOperation(there, { name }, now)
  const queueing = { name: 'payments', operations: 'createCharge: POST /charges key queue' }

  test('need the feature jobs, which then cannot go', () => {
    const without = manifestWith()
    const make = () => foldModel(grown(without, integration(queueing)))
    expect(refusal(make).message).toContain('createCharge of payments is queued, which needs')
    expect(refusal(make).help).toContain('npx create-alex-api add jobs')

    const there = grown(before, integration(queueing))
    const removed = switched('remove', ['jobs'], there, thisMachine())
    expect(refusal(() => foldModel(removed?.manifest as Manifest)).message).toContain('needs')
  })

  test('leave nothing behind', () => {
    const other = integration({ name: 'rates', operations: 'get: GET /rates' })
    const one = grown(before, other)
    const two = grown(one, integration(queueing))
    expect(disk(two)['src/jobs/index.ts']).toContain('paymentsCreateChargeJob')
    expect(disk(one)['src/app.ts']).not.toContain('createJobQueue')

    expect(disk(withoutOperation(two, two.history.at(-1) as Operation))).toEqual(disk(one))
    expect(disk(grown(two, removal('payments', {})))).toEqual(disk(one))
    expect(disk(grown(two, removal('payments', {}), removal('rates', {})))).toEqual(disk(before))
  })

  test('are known to a project with jobs alone where something is called', () => {
    expect(disk(before)['src/jobs/job.ts']).not.toContain('integrations')
    const withoutQueue = disk(grown(before, integration(payments)))
    expect(withoutQueue['src/jobs/job.ts']).toContain('readonly integrations: Integrations')
    expect(Object.keys(withoutQueue).filter((path) => /queue(d|ing)/.test(path))).toEqual([])
    expect(withoutQueue['src/resilience/operation.ts']).not.toContain('queue')
  })

  test.each<[IntegrationAnswers, (there: Manifest) => Operation | undefined, string]>([
    [queueing, job('payments-create-charge'), 'is the job payments-create-charge'],
    [
      { name: 'pay', operations: 'mentsCreate: DELETE /x queue' },
      integration({ name: 'pay-ments', operations: 'create: DELETE /x queue' }),
      'is mentsCreate of pay',
    ],
    [
      { name: 'send', operations: 'mail: DELETE /x queue' },
      integration({ name: 'rates', operations: 'get: GET /rates' }),
      'is what the project does itself',
    ],
  ])('%j has a queue of its own', (first, second, message) => {
    expect(refusal(() => foldModel(grown(before, integration(first), second))).message).toContain(
      message,
    )
    expect(refusal(() => foldModel(grown(before, second, integration(first)))).message).toContain(
      'would be called',
    )
  })
})
