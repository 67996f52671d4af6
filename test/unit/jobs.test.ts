import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { REGISTRIES } from '../../generators/change/plan.ts'
import { integrationOperation } from '../../generators/circuit-breaker/plan.ts'
import { switched } from '../../generators/features/index.ts'
import { type JobAnswers, jobOperation } from '../../generators/job/plan.ts'
import { type RemoveAnswers, removeOperation } from '../../generators/remove/plan.ts'
import { resourceOperation } from '../../generators/resource/plan.ts'
import { UserError } from '../../src/errors.ts'
import type { Manifest, Operation } from '../../src/manifest/manifest.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { serializeManifest } from '../../src/manifest/serialize.ts'
import { merge } from '../../src/merge/merge.ts'
import { cronExpression } from '../../src/model/jobs/cron.ts'
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
const before = manifestWith({ features: { jobs: true } })
const machine = { node: '24.0.0', platform: 'linux', arch: 'x64' } as const

function refusal(work: () => unknown): UserError {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was not refused')
}

type Make = (now: Manifest) => Operation | undefined

function grown(manifest: Manifest, ...made: readonly Make[]): Manifest {
  let there = manifest
  for (const make of made) {
    const operation = make(there)
    if (operation) there = { ...there, history: [...there.history, operation] }
  }
  return there
}

const job =
  (answers: JobAnswers): Make =>
  (there) =>
    jobOperation(there, answers, now)
const removal =
  (name: string, kind?: RemoveAnswers['kind']): Make =>
  (there) =>
    removeOperation(there, { name, allowDataLoss: true, ...(kind && { kind }) }, now)
const integration: Make = (there) =>
  integrationOperation(there, { name: 'payments', operations: 'get: GET /' }, now)
const disk = (manifest: Manifest) =>
  Object.fromEntries(
    [...render(foldModel(manifest), templates)]
      .filter(([path]) => path !== 'alex.json')
      .map(([path, { content }]) => [path, String(content)]),
  )

describe('a cron expression', () => {
  test.each([
    ['0 3 * * *', '0 3 * * *'],
    ['  */15  0-6,22 1-31/2 JAN,jul Mon-Fri ', '*/15 0-6,22 1-31/2 jan,jul mon-fri'],
    ['0 0 29 feb *', '0 0 29 feb *'],
    ['0 0 31 feb sun', '0 0 31 feb sun'],
    ['59 23 31 12 7', '59 23 31 12 7'],
  ])('"%s" is kept as "%s"', (typed, kept) => {
    expect(cronExpression(typed)).toBe(kept)
  })

  test.each([
    ['', 'it has nothing, and not five'],
    ['* * * *', 'it has 4 parts, and not five'],
    ['0 0 0 3 * *', 'it has 6 parts'],
    ['@daily', 'it has 1 parts'],
    ['60 * * * *', '"60" cannot be the minute'],
    ['* 24 * * *', '"24" cannot be the hour'],
    ['* * 0 * *', '"0" cannot be the day of the month'],
    ['* * * 13 *', '"13" cannot be the month'],
    ['* * * * 8', '"8" cannot be the day of the week'],
    ['* * * foo *', '"foo" cannot be the month'],
    ['*/0 * * * *', '"*/0" cannot be the minute'],
    ['5/2 * * * *', '"5/2" cannot be the minute'],
    ['9-5 * * * *', '"9-5" cannot be the minute'],
    ['1-2-3 * * * *', '"1-2-3" cannot be the minute'],
    ['1, * * * *', '"" cannot be the minute'],
    ['* * L * *', '"l" cannot be the day of the month'],
    ['-1 * * * *', '"-1" cannot be the minute'],
    ['1- * * * *', '"1-" cannot be the minute'],
    ['0 0 31 2,4 *', 'never comes'],
    ['0 0 30 feb *', 'never comes'],
  ])('"%s" is refused: %s', (typed, words) => {
    const error = refusal(() => cronExpression(typed))
    expect(error.message).toContain(words)
    expect(error.help).toContain('minute hour day month weekday')
  })
})

describe('the operation of a job', () => {
  test('is what was said, in one spelling, and survives the manifest', () => {
    const said = {
      name: 'announceArticle',
      data: ' articleId:uuid   note:string(255)?',
      retries: '3',
      retryDelay: '60',
      timeout: '600',
      concurrency: '1',
    }
    const manifest = grown(before, job(said), job({ name: 'send-digest', schedule: '0 3 * * MON' }))
    expect(manifest.history).toMatchObject([
      {
        run: 'job',
        name: 'announce-article',
        data: 'articleId:uuid note:string?',
        retries: 3,
        retryDelaySeconds: 60,
        timeoutSeconds: 600,
        concurrency: 1,
      },
      { run: 'job', name: 'send-digest', schedule: '0 3 * * mon' },
    ])
    const read = parseManifest(serializeManifest(manifest), { version: '1.0.0' })
    expect(read.history).toEqual(manifest.history)
    expect(jobOperation(manifest, said, now)).toBeUndefined()
  })

  const named = { name: 'send-digest' }
  test.each([
    [{ name: '1st' }, 'cannot be the name of a job'],
    [{ name: 'send-digest-job' }, 'cannot be called send-digest-job'],
    [{ name: 'jobs' }, 'cannot be called jobs'],
    [{ name: 'dead-letters' }, 'cannot be called dead-letters'],
    [{ name: 'define' }, 'cannot be called define'],
    [{ name: 'tidy' }, 'There is a job tidy already'],
    [{ name: 'x'.repeat(41) }, 'cannot be the name of a job'],
    [{ ...named, data: 'article:ref(article)' }, 'refers to a resource'],
    [{ ...named, data: 'views:integer=0' }, 'has a default'],
    [{ ...named, data: 'Title:string' }, 'cannot be named'],
    [{ ...named, data: 'title' }, ''],
    [{ ...named, data: 'title:string', schedule: '0 3 * * *' }, 'is given no data'],
    [{ ...named, schedule: 'daily' }, 'is no cron expression'],
    [{ ...named, retries: '101' }, 'cannot be the retries'],
    [{ ...named, retryDelay: '0' }, 'cannot be the retry-delay'],
    [{ ...named, timeout: '43201' }, 'cannot be the timeout'],
    [{ ...named, concurrency: 'many' }, 'cannot be the concurrency'],
  ])('%j is refused', (answers, message) => {
    const there = grown(before, job({ name: 'tidy', retries: '1' }))
    const error = refusal(() => jobOperation(there, answers, now))
    expect(error.message).toContain(message)
    expect(error.help ?? error.where).toBeTruthy()
  })

  test('is refused in a project that has no jobs, with the way to get them', () => {
    const error = refusal(() => jobOperation(manifestWith(), named, now))
    expect(error.message).toContain('The project has no jobs')
    expect(error.help).toContain('npx create-alex-api add jobs')
  })

  test.each([
    [{ schedule: 'daily' }, 'is no cron expression'],
    [{ data: 'a:uuid', schedule: '0 3 * * *' }, 'is given no data'],
    [{ concurrency: 1_000 }, 'cannot be the concurrency'],
  ])('that was written by hand and cannot be names its place: %j', (more, message) => {
    const at = '20261122T093000Z'
    const history = [{ at, run: 'job', name: 'tidy', ...more } as const]
    const error = refusal(() => foldModel({ ...before, history }))
    expect(error.message).toContain(message)
    expect(error.where).toContain('history[0] (job tidy')
  })
})

describe('a project', () => {
  const announce = { name: 'announce-article', data: 'articleId:uuid' }

  test('is as it was, after a job was taken back or removed', () => {
    const one = grown(before, job(announce))
    const two = grown(one, job({ name: 'send-digest', schedule: '0 3 * * *' }))
    const [first] = one.history
    expect(disk(withoutOperation(one, first as Operation))).toEqual(disk(before))
    expect(disk(grown(two, removal('sendDigest')))).toEqual(disk(one))
    expect(disk(grown(two, removal('send-digest'), removal('announce-article')))).toEqual(
      disk(before),
    )
    expect(disk(grown(one, removal('announce-article'), job(announce)))).toEqual(disk(one))
    expect(
      removal('announce-article', 'job')(grown(one, removal('announce-article'))),
    ).toBeUndefined()
  })

  test('lists every job, in the order of the names', () => {
    const jobs = ['zip', 'send-digest', 'tidy'].map((name) => job({ name }))
    const lines = disk(grown(before, ...jobs))['src/jobs/index.ts']?.split('\n') ?? []
    expect(lines.filter((line) => line.startsWith('  ')).slice(1)).toEqual([
      '  sendDigestJob,',
      '  sweepIdempotencyKeys,',
      '  tidyJob,',
      '  zipJob,',
    ])
  })

  test('keeps the line of a job that somebody wrote beside those that come and go', async () => {
    const path = 'src/jobs/index.ts'
    const [without, one] = [disk(before)[path], disk(grown(before, job(announce)))[path]]
    const mine = without?.replace(/^ {2}sweep/m, '  addedByHand,\n  sweep')
    const merged = await merge({
      base: new Map([[path, { content: String(without), mode: 0o644 }]]),
      target: new Map([[path, { content: String(one), mode: 0o644 }]]),
      readFile: async () => ({ content: Buffer.from(String(mine)), mode: 0o644 }),
      registries: REGISTRIES,
      label: 'job announce-article',
    })
    const [entry] = merged
    expect(entry?.action).not.toBe('conflict')
    const text = Buffer.from(entry?.result?.content ?? '').toString()
    expect(text).toContain('  addedByHand,')
    expect(text).toContain('  announceArticleJob,')
  })

  test('tells a job from a resource and an integration of the same name', () => {
    const resource: Make = (there) =>
      resourceOperation(there, { name: 'tidy', fields: 'title:string' }, now)
    const both = grown(before, resource, job({ name: 'tidy' }))
    expect(removal('tidy')(both)).toMatchObject({ run: 'remove', name: 'tidy' })
    expect(removal('tidy')(both)).not.toHaveProperty('job')
    expect(disk(grown(both, removal('tidy', 'job')))).toEqual(disk(grown(before, resource)))

    const three = grown(before, integration, job({ name: 'payments' }))
    const error = refusal(() => removal('payments')(three))
    expect(error.message).toBe('payments is integration and job.')
    expect(error.help).toContain('--integration or --job')
    expect(disk(grown(three, removal('payments', 'integration')))).toEqual(
      disk(grown(before, job({ name: 'payments' }))),
    )
    expect(refusal(() => removal('rates', 'job')(three)).message).toBe('There is no job rates.')
  })

  test('keeps the feature while there is a job of its own', () => {
    const one = grown(before, job(announce))
    const without = switched('remove', ['jobs'], one, machine)?.manifest as Manifest
    const error = refusal(() => foldModel(without))
    expect(error.message).toContain('The job announce-article needs the feature jobs')
    expect(error.help).toContain('npx plop remove announce-article')
  })

  test('has the mails of accounts as jobs where it has both, and in the process otherwise', () => {
    const pathsOf = (features: Manifest['features']) =>
      Object.keys(disk(manifestWith({ features })))
    const both = manifestWith({ features: { auth: 'local', jobs: true } })
    expect(disk(both)['src/jobs/index.ts']).toMatch(/ {2}sendMailJob,\n[\s\S]*writeMailJob,/)
    expect(Object.keys(disk(both))).not.toContain('src/auth/mail-queue.ts')
    expect(pathsOf({ auth: 'local' })).toContain('src/auth/mail-queue.ts')
    for (const features of [{ auth: 'external', jobs: true }, { jobs: true }] as const) {
      expect(pathsOf(features).filter((path) => /mail/.test(path))).toEqual([])
    }
  })
})
