import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop circuit-breaker'
const help = `${usage} -- --help`
const operations =
  '--operations "createCharge: POST /charges {amount:integer currency:string(3)} -> ' +
  '{id:string(50) status:string(20)} key; ' +
  'getCharge: GET /charges/:id -> {id:string(50) status:string(20)} stale"'
const example = `${usage} payments -- ${operations}`
const withQueue =
  `${usage} payments -- --operations ` +
  `'createCharge: POST /charges {amount:integer} -> {id:string(50)} key queue'`
const withDefault =
  `${usage} exchange-rates -- --operations ` +
  `'getRate: GET /rates/:currency -> {rate:float} default({"rate":1})'`

/** `plop circuit-breaker`, as its help shows it and as its arguments are checked. */
export const circuitBreakerCommand: Command = {
  usage,
  summary:
    'Adds an integration: a third party that is called, with a service that stays alive when it is ' +
    'slow, wrong or gone.',
  positionals: [{ name: 'name', summary: 'What it is called here: payments, exchange-rates.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The third party',
      example: `${usage} -- --name payments ${operations}`,
    },
    {
      name: 'operations',
      value: 'operations',
      summary:
        'What it does for us, with semicolons between: name: METHOD /path/:parameter {what is sent} ' +
        '-> {what is answered}, in the field language, with [] behind it for a list; and then: key, ' +
        'where a POST or PATCH carries an Idempotency-Key and so may be tried again; stale, where its ' +
        'last good answer may stand in for a new one; queue, where what changes something and may be ' +
        'done twice (PUT, DELETE, or with key) is done later by a job, which needs the feature jobs; ' +
        'default({…}), where a value may stand in.',
      group: 'The third party',
      example,
    },
    {
      name: 'url',
      value: 'variable',
      summary: 'The variable that holds its address: PAYMENTS_URL, for payments.',
      group: 'The third party',
      example: `${example} --url STRIPE_URL`,
    },
    {
      name: 'token',
      value: 'variable',
      summary:
        'The variable that may hold a bearer token for it, a secret: PAYMENTS_TOKEN, for payments.',
      group: 'The third party',
      example: `${example} --token STRIPE_KEY`,
    },
    {
      name: 'timeout',
      value: 'ms',
      summary: 'How long one try may take: 2000 unless you say another, from 50 to 60000.',
      group: 'How it is called',
      example: `${example} --timeout 1000`,
    },
    {
      name: 'total-timeout',
      value: 'ms',
      summary:
        'How long all tries together may take: 5000 unless you say another, from 50 to 120000.',
      group: 'How it is called',
      example: `${example} --total-timeout 3000`,
    },
    {
      name: 'retries',
      value: 'number',
      summary: 'How often a call may be tried again: 2 unless you say another, from 0 to 5.',
      group: 'How it is called',
      example: `${example} --retries 1`,
    },
    {
      name: 'concurrency',
      value: 'number',
      summary:
        'How many calls may be under way at once: 20 unless you say another, from 1 to 1000.',
      group: 'How it is called',
      example: `${example} --concurrency 5`,
    },
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for all of it.'],
    [
      example,
      'Two operations: one is tried again under its key, one has its last answer behind it.',
    ],
    [withDefault, 'One whose answer is replaced by a value while it is gone.'],
    [withQueue, 'One that is done later while it is gone, under the same key.'],
  ],
  help,
}
