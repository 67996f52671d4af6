import { UserError } from '../../errors.ts'
import type { JobOperation } from '../../manifest/manifest.ts'
import { exampleOf, propertyOf, refuseStored, schemaOf } from '../exchanged-fields.ts'
import type { Field } from '../field.ts'
import { createScanner } from '../field-scanner.ts'
import { formatFields, scanFields } from '../fields.ts'
import { inGroups, sorted } from '../imports.ts'
import { printLiteral } from '../literal.ts'
import { shown } from '../shown.ts'
import { camelCase, capitalize } from '../words.ts'
import { cronExpression } from './cron.ts'

/** A kind of job as its templates see it. In the examples it is `send-digest`. */
export interface JobModel {
  /** `send-digest`: the file, the queue, and what commands and metrics call it. */
  readonly file: string
  /** `sendDigestJob` */
  readonly constant: string
  /** `Send digest`, for people. */
  readonly title: string
  /** The import statements of the file. */
  readonly imports: readonly string[]
  /** The lines of the schema of what it is given. */
  readonly dataLines: readonly string[]
  /** `retries: 5,` and so on: what differs from what most jobs are content with. */
  readonly settings: readonly string[]
  /** `{ articleId: '0198c5d8-…' }` */
  readonly example: string
  /** Values that are refused. */
  readonly refused: readonly string[]
  /** What a test of a job with a schedule imports, and does. */
  readonly testImports: readonly string[]
  readonly tests: readonly string[]
  /** The cells of its row in the documentation. */
  readonly givenText: string
  readonly scheduleText: string
}

/** What each number may be. */
export const jobBounds = {
  retries: { minimum: 0, maximum: 100 },
  retryDelay: { minimum: 1, maximum: 3_600 },
  timeout: { minimum: 1, maximum: 43_200 },
  concurrency: { minimum: 1, maximum: 100 },
} as const

/** What the projects say of a job that says nothing. */
export const jobDefaults = { retries: 10, retryDelay: 30, timeout: 60 } as const

/** The queues of the project itself, and what a constant made of the name would be taken for. */
export const ownQueues: ReadonlySet<string> = new Set([
  'dead-letters',
  'define',
  'send-mail',
  'sweep-idempotency-keys',
  'write-mail',
])

/**
 * The name as the manifest keeps it: `send-digest`.
 *
 * @throws UserError for what cannot be the name of a file and of a queue
 */
export function checkJobName(name: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new UserError(`"${shown(name)}" cannot be the name of a job.`, {
      help: 'It has 1 to 40 small letters, digits and single dashes: send-digest',
    })
  }
  if (/(^|-)jobs?$/.test(name)) {
    throw new UserError(`A job cannot be called ${name}.`, {
      help: 'That it is a job is said by src/jobs/: name what it does, as send-digest does.',
    })
  }
  if (ownQueues.has(name)) {
    throw new UserError(`A job cannot be called ${name}.`, {
      help: `The project has that itself: call it ${name}-again, for instance.`,
    })
  }
  return name
}

/** @throws UserError for a name that another has, and for what cannot be */
export function checkFreeJob(others: readonly JobOperation[], operation: JobOperation): void {
  const { name, data = '', schedule, retryDelaySeconds, timeoutSeconds } = operation
  checkJobName(name)
  const constant = jobConstant(name)
  const other = others.find((one) => jobConstant(one.name) === constant)
  if (other) {
    const message =
      other.name === name
        ? `There is a job ${name} already.`
        : `The jobs ${other.name} and ${name} would both be called ${constant}.`
    throw new UserError(message, { help: 'Give the new one another name. Nothing was changed.' })
  }
  const fields = parseJobData(data)
  if (schedule !== undefined) {
    cronExpression(schedule)
    if (fields.length > 0) {
      throw new UserError('What the clock puts into its queue is given no data.', {
        help: 'Leave out --data, or --schedule: what it is about is looked up when it is done.',
      })
    }
  }
  const numbers = {
    retries: operation.retries,
    concurrency: operation.concurrency,
    retryDelay: retryDelaySeconds,
    timeout: timeoutSeconds,
  }
  for (const [key, { minimum, maximum }] of Object.entries(jobBounds)) {
    const number = numbers[key as keyof typeof jobBounds]
    if (number === undefined || (number >= minimum && number <= maximum)) continue
    throw new UserError(`${number} cannot be the ${key} of a job.`, {
      help: `It is a whole number from ${minimum} to ${maximum}.`,
    })
  }
}

/** @throws UserError that points at the place, for what is not the field language or means nothing here */
export function parseJobData(text: string): readonly Field[] {
  const scanner = createScanner(text)
  const scanned = scanFields(text, asItIs)
  for (const { field, span } of scanned) refuseStored(scanner, field, span)
  return scanned.map(({ field }) => field)
}

/** The same fields in the one canonical spelling. */
export function formatJobData(text: string): string {
  return formatFields(parseJobData(text))
}

function asItIs(typed: string): string {
  if (/^[a-z][A-Za-z0-9]{0,63}$/.test(typed)) return typed
  throw new UserError(`A field cannot be named "${shown(typed)}".`, {
    help: 'It begins with a small letter, and has letters and digits: articleId',
  })
}

/** `sendDigestJob`, for `send-digest`. */
export function jobConstant(name: string): string {
  return `${camelCase(name.split('-'))}Job`
}

/** What the operation amounts to. */
export function jobModel(operation: JobOperation): JobModel {
  const { name, data = '', schedule } = operation
  const fields = parseJobData(data)
  const constant = jobConstant(name)
  const schemas = fields.map((field) => `  ${propertyOf(field.name)}: ${schemaOf(field)},`)
  const example = fields.map((field) => `${propertyOf(field.name)}: ${exampleOf(field)}`)
  return {
    file: name,
    constant,
    title: capitalize(name.replaceAll('-', ' ')),
    imports: inGroups([
      "import { Type } from 'typebox'",
      "import { withTransaction } from '../database/transaction.ts'",
      ...(schemas.some((line) => line.includes('wire.'))
        ? ["import * as wire from '../http/wire.ts'"]
        : []),
      "import { countJobs } from './counts.ts'",
      "import { defineJob } from './job.ts'",
    ]),
    dataLines:
      fields.length === 0
        ? ['const data = Type.Object({}, { additionalProperties: false })']
        : [
            'const data = Type.Object(',
            '  {',
            ...schemas.map((line) => `  ${line}`),
            '  },',
            '  { additionalProperties: false },',
            ')',
          ],
    settings: settingsOf(operation),
    example: example.length === 0 ? '{}' : `{ ${example.join(', ')} }`,
    refused: [
      fields.length === 0 ? '{ unknown: true }' : '{ ...given, unknown: true }',
      ...(fields.length === 0 ? [] : ['{}']),
    ],
    testImports: inGroups([
      "import { createTestDatabase } from '../../test/support/database.ts'",
      "import { dependenciesOf, silentLogger, until, workerOn } from '../../test/support/jobs.ts'",
      "import type { DatabaseHandle } from '../database/connection.ts'",
      "import { newId } from '../shared/id.ts'",
      ...(schedule === undefined ? [] : ["import { createBoss } from './boss.ts'"]),
      "import { jobs } from './index.ts'",
      "import { createJobQueue } from './queue.ts'",
      "import type { Worker } from './worker.ts'",
      `import { ${constant} } from './${name}.job.ts'`,
    ]),
    tests:
      schedule === undefined
        ? []
        : [
            '',
            "test('is put into its queue by the clock', async () => {",
            `  worker = await workerOn(database, [${constant}])`,
            '  const schedules = await createBoss(database.db).getSchedules()',
            '',
            `  expect(schedules).toMatchObject([{ name: '${name}', cron: ${printLiteral(schedule)} }])`,
            '})',
          ],
    givenText: fields.length === 0 ? 'nothing' : fields.map((one) => `\`${one.name}\``).join(', '),
    scheduleText: schedule === undefined ? 'whoever adds it' : `the clock: \`${schedule}\``,
  }
}

function settingsOf(operation: JobOperation): readonly string[] {
  const { schedule, retries, retryDelaySeconds, timeoutSeconds, concurrency } = operation
  const said = { retries, retryDelaySeconds, timeoutSeconds, concurrency }
  return [
    ...Object.entries(said).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${value.toLocaleString('en').replaceAll(',', '_')},`],
    ),
    ...(schedule === undefined ? [] : [`schedule: { cron: ${printLiteral(schedule)}, data: {} },`]),
  ]
}

/** The list of every kind of job: what it imports, and its lines. */
export interface JobRegistry {
  readonly imports: readonly string[]
  readonly lines: readonly string[]
}

interface Listed {
  readonly constant: string
  /** From `src/jobs/`. */
  readonly path: string
}

/** What the project does by itself, by the layer that brings it. */
const ownJobs: Readonly<Record<string, readonly Listed[]>> = {
  jobs: [{ constant: 'sweepIdempotencyKeys', path: './sweep-idempotency-keys.job.ts' }],
  'auth-local-jobs': [
    { constant: 'sendMailJob', path: './send-mail.job.ts' },
    { constant: 'writeMailJob', path: './write-mail.job.ts' },
  ],
}

/** @param queued calls of third parties, which are jobs where they cannot be made at once */
export function jobRegistry(
  jobs: readonly JobModel[],
  queued: readonly { readonly constant: string; readonly file: string }[],
  layers: readonly string[],
): JobRegistry {
  const listed = [
    ...layers.flatMap((layer) => ownJobs[layer] ?? []),
    ...jobs.map(({ constant, file }) => ({ constant, path: `./${file}.job.ts` })),
    ...queued.map(({ constant, file }) => ({
      constant,
      path: `../integrations/${file}/${file}.jobs.ts`,
    })),
  ]
  const paths = [...new Set(listed.map(({ path }) => path))]
  const constantsOf = (path: string) =>
    sorted(listed.filter((one) => one.path === path).map(({ constant }) => constant))
  return {
    imports: inGroups([
      "import type { Job } from './job.ts'",
      ...paths.map((path) => `import { ${constantsOf(path).join(', ')} } from '${path}'`),
    ]),
    lines: sorted(listed.map(({ constant }) => constant)),
  }
}
