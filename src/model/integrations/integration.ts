import { UserError } from '../../errors.ts'
import type { CircuitBreakerOperation } from '../../manifest/manifest.ts'
import { exampleOf, propertyOf, schemaOf, typescriptOf } from '../exchanged-fields.ts'
import type { Field } from '../field.ts'
import { inGroups } from '../imports.ts'
import { printLiteral } from '../literal.ts'
import { camelCase, capitalize, pascalCase } from '../words.ts'
import { type QueuedCallModel, type QueueingModel, queueingModel } from './queued-calls.ts'
import {
  isBodiless,
  isRepeatable,
  type JsonValue,
  type OperationSpec,
  parseOperations,
} from './syntax.ts'
import { refuseTakenVariables, variablesOf } from './variables.ts'

/** A third party as its templates see it. In the examples it is `payments`. */
export interface IntegrationModel extends Omit<QueueingModel, 'queued'> {
  /** `payments`: the folder, the files and the label of metrics. */
  readonly file: string
  /** `payments`: where a resource finds it. */
  readonly key: string
  /** `payments`, or `catchIntegration` where that is a word of the language: a variable. */
  readonly constant: string
  /** `Payments` */
  readonly Name: string
  /** `Payments`, for people. */
  readonly title: string
  /** `PAYMENTS_URL`, and so on. */
  readonly variables: ReturnType<typeof variablesOf>
  readonly defaults: typeof targetDefaults
  readonly operations: readonly IntegrationOperationModel[]
  /** What the types of the port are made of, line by line. */
  readonly declarations: readonly string[]
  /** `CreateChargeInput, CreateChargeAnswer`, each in a line. */
  readonly typeNames: readonly string[]
  /** What the tests and the demonstration call. */
  readonly shown: IntegrationOperationModel
  /** What the file of its operations imports. */
  readonly operationImports: readonly string[]
  /** What the fake answers with. */
  readonly fakeRoutes: readonly string[]
  /** The calls that are made later where they cannot be made at once. */
  readonly queued: readonly QueuedOperationModel[]
  /** What the demonstration is expected to say. */
  readonly demoExpectations: readonly string[]
}

/** A call that may wait, and an input of it. */
export type QueuedOperationModel = QueuedCallModel & Pick<IntegrationOperationModel, 'example'>

export interface IntegrationOperationModel {
  /** `createCharge` */
  readonly name: string
  /** `CreateCharge` */
  readonly Name: string
  readonly method: string
  /** Code: `'/charges/:id'`. */
  readonly path: string
  /** The same for people: `/charges/:id`. */
  readonly shownPath: string
  /** `['amount', 'currency']` */
  readonly sends: string
  /** The lines of the schema of what is answered; of none where nothing is read. */
  readonly schemaStart: readonly string[]
  readonly schema: string
  readonly isIdempotent: string
  readonly sendsKey: string
  readonly fallback: string
  /** For people: `stale`, `its last good answer`, and whether it is tried again. */
  readonly fallbackWord: string
  readonly fallbackText: string
  readonly repeatWord: string
  /** `Answered<CreateChargeAnswer>`: what its caller gets. */
  readonly resultType: string
  /** `call`, or `callOrQueue`. */
  readonly callWord: string
  /** `{ amount: 1 }`: an input, the answer of the fake, and the value of the default. */
  readonly example: string
  readonly exampleAnswer: string
  /** `^GET \/charges\/[^/]+$`: what the fake knows it by. */
  readonly pattern: string
  /** The lines of its tests while the third party is gone. */
  readonly tests: readonly string[]
}

/** How long, how often and how many at once, unless it is said. */
export const targetDefaults = {
  timeoutMs: 2_000,
  totalTimeoutMs: 5_000,
  retries: 2,
  concurrency: 20,
} as const

/** What each of them may be. */
export const targetBounds = {
  timeout: { minimum: 50, maximum: 60_000 },
  totalTimeout: { minimum: 50, maximum: 120_000 },
  retries: { minimum: 0, maximum: 5 },
  concurrency: { minimum: 1, maximum: 1_000 },
} as const

/** What the name of an integration would hide or be taken for. */
const RESERVED_NAMES = new Set(['index', 'config', 'common', 'shared', 'test', 'demo'])

/**
 * @throws UserError for a name that another has, or that cannot be
 */
export function checkFreeIntegration(
  others: readonly CircuitBreakerOperation[],
  operation: CircuitBreakerOperation,
): void {
  const { name } = operation
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new UserError(`"${name}" cannot be the name of an integration.`, {
      help: 'It has 1 to 40 small letters, digits and single dashes: payments, exchange-rates',
    })
  }
  if (RESERVED_NAMES.has(name)) {
    throw new UserError(`An integration cannot be called ${name}.`, {
      help: `src/integrations/ has a file of that name: call it ${name}-service, for instance.`,
    })
  }
  if (others.some((other) => other.name === name)) {
    throw new UserError(`There is an integration ${name} already.`, {
      help: 'Give the new one another name. Nothing was changed.',
    })
  }
  const key = keyOf(name)
  const alike = others.find((other) => keyOf(other.name) === key)
  if (alike) {
    throw new UserError(`The integrations ${alike.name} and ${name} would both be called ${key}.`, {
      help: 'Give the new one another name. Nothing was changed.',
    })
  }
  refuseTakenVariables(others, operation)
  // The schema takes as many as anything may be tried again.
  if (Number(operation.retries) > targetBounds.retries.maximum) {
    throw new UserError(`A call cannot be tried again ${operation.retries} times.`, {
      help: `It is a number from 0 to ${targetBounds.retries.maximum}: --retries 2`,
    })
  }
  const { timeout = targetDefaults.timeoutMs, totalTimeout = targetDefaults.totalTimeoutMs } =
    operation
  if (timeout > totalTimeout) {
    throw new UserError(
      `One try may take longer (${timeout} ms) than all tries together (${totalTimeout} ms).`,
      { help: 'Say a shorter --timeout, or a longer --total-timeout.' },
    )
  }
  parseOperations(operation.operations)
}

function keyOf(name: string): string {
  return camelCase(name.split('-'))
}

/** What the operation amounts to. */
export function integrationModel(operation: CircuitBreakerOperation): IntegrationModel {
  const { name, timeout, totalTimeout, retries, concurrency } = operation
  const specs = parseOperations(operation.operations)
  const operations = specs.map((spec) => operationModel(spec, name))
  const of = (keep: (spec: OperationSpec) => boolean) =>
    operations.filter((_, index) => keep(specs[index] as OperationSpec))
  const words = name.split('-')
  const shown = (of(({ fallback }) => fallback.kind !== 'none')[0] ??
    of(({ method }) => method === 'GET')[0] ??
    operations[0]) as IntegrationOperationModel
  const shownWord = shown.fallbackWord
  const queueing = queueingModel(operation, pascalCase(words))
  const inputOf = (name: string) => String(operations.find((one) => one.name === name)?.example)
  return {
    ...queueing,
    queued: queueing.queued.map((one) => ({ ...one, example: inputOf(one.operation) })),
    file: name,
    key: keyOf(name),
    constant: `${keyOf(name)}Client`,
    Name: pascalCase(words),
    title: capitalize(words.join(' ')),
    variables: variablesOf(operation),
    defaults: {
      timeoutMs: timeout ?? targetDefaults.timeoutMs,
      totalTimeoutMs: totalTimeout ?? targetDefaults.totalTimeoutMs,
      retries: retries ?? targetDefaults.retries,
      concurrency: concurrency ?? targetDefaults.concurrency,
    } as typeof targetDefaults,
    operations,
    declarations: specs.flatMap(declarationsOf),
    typeNames: specs
      .flatMap(({ name: one, answers }) => [
        `${capitalize(one)}Input`,
        ...(answers === null ? [] : [`${capitalize(one)}Answer`]),
      ])
      .sort(),
    shown,
    operationImports: operationImportsOf(operations),
    fakeRoutes: fakeRoutesOf(of(({ answers }) => answers !== null)),
    demoExpectations: [
      `expect(stdout).toContain('${shownWord === '' ? 'failed: open' : `stands in: ${shownWord}`}')`,
    ],
  }
}

function operationImportsOf(operations: readonly IntegrationOperationModel[]): readonly string[] {
  const schemas = operations.flatMap(({ schemaStart }) => schemaStart).join()
  return inGroups([
    ...(schemas.includes('Type.') ? ["import { Type } from 'typebox'"] : []),
    ...(schemas.includes('wire.') ? ["import * as wire from '../../http/wire.ts'"] : []),
    "import type { Operation } from '../../resilience/operation.ts'",
  ])
}

function fakeRoutesOf(answered: readonly IntegrationOperationModel[]): readonly string[] {
  const routes = 'const routes: readonly (readonly [RegExp, unknown])[] ='
  if (answered.length === 0) return [`${routes} []`]
  const lines = answered.map(({ pattern, exampleAnswer }) => `  [/${pattern}/, ${exampleAnswer}],`)
  return [`${routes} [`, ...lines, ']']
}

function operationModel(spec: OperationSpec, integration: string): IntegrationOperationModel {
  const { name, method, path, parameters, sends, answers, isList, sendsKey, fallback } = spec
  const Name = capitalize(name)
  const examples = [
    ...parameters.map((one) => `${one}: 'first'`),
    ...sends.map((field) => `${propertyOf(field.name)}: ${exampleOf(field)}`),
  ]
  const value = fallback.kind === 'default' ? printJson(fallback.value) : 'undefined'
  return {
    name,
    Name,
    method,
    path: printLiteral(path),
    shownPath: path,
    sends: `[${sends.map((field) => printLiteral(field.name)).join(', ')}]`,
    schemaStart: answers === null ? [] : answerSchemaOf(Name, answers, isList),
    schema: answers === null ? 'null' : `${Name}Answer`,
    isIdempotent: String(isRepeatable(spec)),
    sendsKey: String(sendsKey),
    fallback:
      fallback.kind === 'default'
        ? `{ kind: 'default', value: ${value} }`
        : `{ kind: '${fallback.kind}' }`,
    fallbackWord: fallbackWords[fallback.kind],
    fallbackText: fallbackTexts[fallback.kind],
    repeatWord: repeatWordOf(spec),
    resultType: `Answered<${answers === null ? 'undefined' : `${Name}Answer`}>${
      fallback.kind === 'queue' ? ' | Queued' : ''
    }`,
    callWord: fallback.kind === 'queue' ? 'callOrQueue' : 'call',
    example: examples.length === 0 ? '{}' : `{ ${examples.join(', ')} }`,
    exampleAnswer: answers === null ? 'undefined' : exampleAnswerOf(answers, isList),
    pattern: patternOf(method, path),
    tests: testsOf(spec, `${keyOf(integration)}Client`),
  }
}

function answerSchemaOf(Name: string, answers: readonly Field[], isList: boolean): string[] {
  const members = answers.map((field) => `  ${propertyOf(field.name)}: ${schemaOf(field)},`)
  if (!isList) return [`const ${Name}Answer = Type.Object({`, ...members, '})', '']
  return [
    `const ${Name}Answer = Type.Array(`,
    '  Type.Object({',
    ...members.map((line) => `  ${line}`),
    '  }),',
    ')',
    '',
  ]
}

function exampleAnswerOf(answers: readonly Field[], isList: boolean): string {
  const members = answers.map((field) => `${propertyOf(field.name)}: ${exampleOf(field)}`)
  const item = `{ ${members.join(', ')} }`
  return isList ? `[${item}]` : item
}

/** As `source` has it. */
const fallbackWords = { none: '', stale: 'stale', default: 'default', queue: 'queued' } as const

const fallbackTexts = {
  none: 'nothing',
  stale: 'its last good answer',
  default: 'a value',
  queue: 'word that it is done later',
} as const

function repeatWordOf(spec: OperationSpec): string {
  if (spec.sendsKey) return 'yes, under its `Idempotency-Key`'
  return isRepeatable(spec) ? 'yes' : 'no'
}

function patternOf(method: string, path: string): string {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)))
  return `^${method} ${parts.join('\\/')}$`
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.')
}

/** What a caller gets, and how often it is sent, while the third party is gone. */
function testsOf(spec: OperationSpec, client: string): readonly string[] {
  const { name, sendsKey, fallback } = spec
  const call = `${client}.${name}(input)`
  const sent = isRepeatable(spec) ? 3 : 1
  const repeats = isRepeatable(spec)
    ? `  it('is tried again, and then its caller is told', async () => {`
    : `  it('is sent once, since it may not be done twice, and its caller is told', async () => {`
  const outage = `    fake.behave({ kind: 'answer', status: 503 })`
  if (fallback.kind === 'stale') {
    return [
      '',
      `  it('answers with its last good answer while it is gone, and says so', async () => {`,
      `    const { value } = await ${call}`,
      outage,
      '',
      `    expect(await ${call}).toEqual({ value, source: 'stale' })`,
      `    expect(fake.received).toHaveLength(${1 + sent})`,
      '  })',
      '',
      `  it('fails while it is gone and has never answered', async () => {`,
      outage,
      '',
      `    await expect(${call}).rejects.toMatchObject({ outcome: 'unavailable' })`,
      '  })',
    ]
  }
  if (fallback.kind === 'default') {
    return [
      '',
      `  it('answers with its default while it is gone, and says so', async () => {`,
      outage,
      '',
      `    expect(await ${call}).toEqual({`,
      `      value: ${printJson(fallback.value)},`,
      `      source: 'default',`,
      '    })',
      `    expect(fake.received).toHaveLength(${sent})`,
      '  })',
    ]
  }
  if (fallback.kind === 'queue') {
    return [
      '',
      `  it('is done later while it is gone, as the same deed, and says so', async () => {`,
      outage,
      '',
      `    expect(await ${call}).toMatchObject({ source: 'queued' })`,
      `    expect(fake.received).toHaveLength(${sent})`,
      '    expect(target.queued).toMatchObject([{ data: { input } }])',
      ...(sendsKey
        ? [
            `    const keys = fake.received.map(({ headers }) => headers['idempotency-key'])`,
            '    expect(new Set([...keys, target.queued[0]?.data.idempotencyKey]).size).toBe(1)',
          ]
        : []),
      '  })',
      '',
      `  it('is not done later where it is refused', async () => {`,
      `    fake.behave({ kind: 'answer', status: 422 })`,
      '',
      `    await expect(${call}).rejects.toMatchObject({ outcome: 'refused' })`,
      '    expect(target.queued).toEqual([])',
      '  })',
    ]
  }
  return [
    '',
    repeats,
    outage,
    '',
    `    await expect(${call}).rejects.toMatchObject({ outcome: 'unavailable' })`,
    `    expect(fake.received).toHaveLength(${sent})`,
    ...(sendsKey
      ? [
          `    const keys = fake.received.map(({ headers }) => headers['idempotency-key'])`,
          '    expect(keys[0]).toBeDefined()',
          '    expect(new Set(keys).size).toBe(1)',
        ]
      : []),
    '  })',
  ]
}

/** The types of the port. A time is a text here, as the third party writes it. */
function declarationsOf(spec: OperationSpec): string[] {
  const { name, parameters, sends, answers, isList } = spec
  const Name = capitalize(name)
  const input = [
    ...parameters.map((one) => `  readonly ${one}: string`),
    ...sends.map((field) => {
      const mark = field.nullable && isBodiless(spec.method) ? '?' : ''
      return `  readonly ${propertyOf(field.name)}${mark}: ${typescriptOf(field)}`
    }),
  ]
  const answer = (answers ?? []).map(
    (field) => `  readonly ${propertyOf(field.name)}: ${typescriptOf(field)}`,
  )
  return [
    '',
    ...(input.length === 0
      ? [`export type ${Name}Input = Readonly<Record<string, never>>`]
      : [`export interface ${Name}Input {`, ...input, '}']),
    ...(answers === null
      ? []
      : ['', `export interface ${Name}${isList ? 'Item' : 'Answer'} {`, ...answer, '}']),
    ...(isList ? ['', `export type ${Name}Answer = readonly ${Name}Item[]`] : []),
  ]
}

function printJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return printLiteral(value as string)
  const members = Object.entries(value).map(([key, one]) => `${propertyOf(key)}: ${printJson(one)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
