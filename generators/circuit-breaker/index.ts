import type { Arguments } from '../../src/cli/command.ts'
import { jobs } from '../../src/model/features/jobs.ts'
import { isOn } from '../../src/model/features.ts'
import { targetDefaults } from '../../src/model/integrations/integration.ts'
import {
  isRepeatable,
  isSafe,
  type Method,
  methods,
  parseOperations,
} from '../../src/model/integrations/syntax.ts'
import { variablesOf } from '../../src/model/integrations/variables.ts'
import { nameOf, textOf, textsOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { type Ask, answerAll, askText, problemOf, type Question } from '../prompts.ts'
import { type IntegrationAnswers, integrationName, integrationOperation, numberIn } from './plan.ts'

/** `plop circuit-breaker`: a third party that is called. */
export const generator: OperationGenerator<IntegrationAnswers> = {
  answer,
  operation: integrationOperation,
  already: ({ name }) => ({
    message: `The project has the integration ${integrationName(name)} already`,
    path: `src/integrations/${integrationName(name)}/${integrationName(name)}.ts`,
  }),
}

const example =
  'npx plop circuit-breaker payments -- --operations "getCharge: GET /charges/:id -> {status:string(20)}"'

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, ask, asking }: Context,
): Promise<IntegrationAnswers> {
  const how = { yes: Boolean(flags.yes), interactive: session.interactive, ask, example }
  const { name } = await answerAll([nameQuestion], {
    given: { name: nameOf({ flags, positionals }) },
    ...how,
  })
  const typed = textOf(flags.operations)
  const operations =
    typed === undefined && asking
      ? await askOperations(ask, isOn(jobs, manifest.features))
      : (await answerAll([operationsQuestion], { given: { operations: typed }, ...how })).operations
  const said = textsOf(flags, told)
  const known = { name: String(name), operations: String(operations), ...said }
  // The defaults do well: they are asked for by whoever did not say anything.
  if (!asking || typed !== undefined) return known
  const rest = await answerAll(targetQuestions(known.name), { given: { ...said }, ...how })
  return { ...known, ...notDefaults(known.name, rest) }
}

/** The flags that say how the third party is called, by the name of what they answer. */
const told = {
  url: 'url',
  token: 'token',
  timeout: 'timeout',
  'total-timeout': 'totalTimeout',
  retries: 'retries',
  concurrency: 'concurrency',
} as const

const nameQuestion: Question = {
  kind: 'text',
  name: 'name',
  flag: '[name]',
  message: 'What is the third party called here? For instance payments',
  check: (typed) => problemOf(() => integrationName(typed)),
}

const operationsQuestion: Question = {
  kind: 'text',
  name: 'operations',
  flag: '--operations',
  message: 'What does it do for us?',
  check: (typed) => problemOf(() => parseOperations(typed)),
}

/** One after the other, until a name is left empty. */
async function askOperations(ask: Ask, hasJobs: boolean): Promise<string> {
  const operations: string[] = []
  while (true) {
    const isFirst = operations.length === 0
    const name = await askText(ask, '--operations', {
      name: 'operation',
      message: isFirst
        ? 'An operation: what is it called? For instance getCharge'
        : 'Another operation? (none: leave it empty)',
      check: (typed) =>
        typed === '' && !isFirst
          ? undefined
          : problemOf(() => parseOperations([...operations, `${typed}: GET /`].join('; '))),
    })
    if (name === '') return operations.join('; ')
    operations.push(await askOperation(ask, name, hasJobs))
  }
}

/** @param hasJobs whether something can wait in a queue */
async function askOperation(ask: Ask, name: string, hasJobs: boolean): Promise<string> {
  const method = (await ask({
    kind: 'select',
    name: 'method',
    flag: '--operations',
    message: 'With which method?',
    choices: methods.map((value) => ({ value })),
  })) as Method
  let said = `${name}: ${method} `
  const add = async (message: string, spell: (typed: string) => string) => {
    const typed = await askText(ask, '--operations', {
      name: 'part',
      message,
      check: (text) => problemOf(() => parseOperations(said + spell(text))),
    })
    said += spell(typed)
  }
  await add('At which path? For instance /charges/:id', (typed) => typed)
  await add('What is sent? Fields, as amount:integer (nothing: leave it empty)', (typed) =>
    typed === '' ? '' : ` {${typed}}`,
  )
  if (method !== 'HEAD') {
    await add(
      'What is answered? Fields, as id:string(50), in [ ] for a list (nothing: leave it empty)',
      spellAnswer,
    )
  }
  let sendsKey = false
  if (!isRepeatable({ method, sendsKey })) {
    const keyed = await ask({
      kind: 'confirm',
      name: 'key',
      flag: '--operations',
      message: 'Does it know Idempotency-Key, so that it may be tried again?',
      default: false,
    })
    sendsKey = keyed === true
    if (sendsKey) said += ' key'
  }
  const isAnswered = said.includes(' -> ')
  const canWait = hasJobs && !isSafe(method) && isRepeatable({ method, sendsKey })
  if (!isAnswered && !canWait) return said
  const fallback = await ask({
    kind: 'select',
    name: 'fallback',
    flag: '--operations',
    message: 'What stands in for an answer while there is none?',
    choices: [
      { value: 'none', summary: 'the caller is told' },
      ...(isAnswered ? [{ value: 'default', summary: 'a value' }] : []),
      ...(canWait ? [{ value: 'queue', summary: 'it is done later, by a job' }] : []),
      ...(isAnswered && method === 'GET'
        ? [{ value: 'stale', summary: 'the last good answer' }]
        : []),
    ],
  })
  if (fallback === 'stale' || fallback === 'queue') said += ` ${fallback}`
  if (fallback === 'default') {
    await add('Which value? As JSON: {"status":"unknown"}', (typed) => ` default(${typed})`)
  }
  return said
}

/** `id:string(50)`, or `[id:string(50)]` for a list of them. */
function spellAnswer(typed: string): string {
  const item = /^\[(.*)\]$/s.exec(typed.trim())?.[1]
  if (item !== undefined) return ` -> {${item}}[]`
  return typed === '' ? '' : ` -> {${typed}}`
}

function targetQuestions(typed: string): readonly Question[] {
  const { url, token } = variablesOf({ name: integrationName(typed) })
  const number = (
    name: 'timeout' | 'totalTimeout' | 'retries' | 'concurrency',
    flag: string,
    message: string,
    value: number,
  ): Question => ({
    kind: 'text',
    name,
    flag,
    message,
    default: String(value),
    check: (text) => problemOf(() => numberIn(name, text)),
  })
  const { timeoutMs, totalTimeoutMs, retries, concurrency } = targetDefaults
  return [
    {
      kind: 'text',
      name: 'url',
      flag: '--url',
      message: 'Which variable holds its address?',
      default: url,
    },
    {
      kind: 'text',
      name: 'token',
      flag: '--token',
      message: 'And which one a bearer token, where it needs one?',
      default: token,
    },
    number('timeout', '--timeout', 'How long may one try take (ms)?', timeoutMs),
    number('totalTimeout', '--total-timeout', 'And all tries together (ms)?', totalTimeoutMs),
    number('retries', '--retries', 'How often may a call be tried again?', retries),
    number('concurrency', '--concurrency', 'How many calls may be under way?', concurrency),
  ]
}

/** What is as it would be anyway is not written down. */
function notDefaults(typed: string, answers: Readonly<Record<string, unknown>>) {
  const { url, token } = variablesOf({ name: integrationName(typed) })
  const { timeoutMs, totalTimeoutMs, ...counts } = targetDefaults
  const usual: Readonly<Record<string, unknown>> = {
    url,
    token,
    timeout: timeoutMs,
    totalTimeout: totalTimeoutMs,
    ...counts,
  }
  return Object.fromEntries(
    Object.entries(answers)
      .map(([key, value]) => [key, String(value)] as const)
      .filter(([key, value]) => value !== String(usual[key])),
  )
}
