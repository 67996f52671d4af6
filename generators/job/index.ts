import type { Arguments } from '../../src/cli/command.ts'
import { cronExpression } from '../../src/model/jobs/cron.ts'
import { jobDefaults, parseJobData } from '../../src/model/jobs/job.ts'
import { nameOf, textsOf } from '../operation/ask.ts'
import type { Context, OperationGenerator } from '../operation/operation.ts'
import { answerAll, problemOf, type Question } from '../prompts.ts'
import { checkJobs, type JobAnswers, jobName, jobOperation, numberIn } from './plan.ts'

/** `plop job`: what is done later, or by the clock. */
export const generator: OperationGenerator<JobAnswers> = {
  answer,
  operation: jobOperation,
  already: ({ name }) => ({
    message: `The project has the job ${jobName(name)} already`,
    path: `src/jobs/${jobName(name)}.job.ts`,
  }),
}

const example = 'npx plop job announce-article -- --data "articleId:uuid"'

async function answer(
  { flags, positionals }: Arguments,
  { manifest, session, ask, asking }: Context,
): Promise<JobAnswers> {
  // Before anybody has answered anything.
  checkJobs(manifest)
  const how = { yes: Boolean(flags.yes), interactive: session.interactive, ask, example }
  const { name } = await answerAll([nameQuestion], {
    given: { name: nameOf({ flags, positionals }) },
    ...how,
  })
  const said = textsOf(flags, told)
  const known = { name: String(name), ...said }
  // Whoever has said anything of it gets the defaults for the rest.
  if (!asking || Object.keys(said).length > 0) return known
  return { ...known, ...notDefaults(await answerAll(questions, { given: {}, ...how })) }
}

/** The flags that say what it is, by the name of what they answer. */
const told = {
  data: 'data',
  schedule: 'schedule',
  retries: 'retries',
  'retry-delay': 'retryDelay',
  timeout: 'timeout',
  concurrency: 'concurrency',
} as const

const nameQuestion: Question = {
  kind: 'text',
  name: 'name',
  flag: '[name]',
  message: 'What does it do? For instance send-digest',
  check: (typed) => problemOf(() => jobName(typed)),
}

const questions: readonly Question[] = [
  {
    kind: 'text',
    name: 'data',
    flag: '--data',
    message: 'What is it given? Fields, as articleId:uuid (nothing: leave it empty)',
    check: (typed) => problemOf(() => parseJobData(typed)),
  },
  {
    kind: 'text',
    name: 'schedule',
    flag: '--schedule',
    message: 'When does the clock start it? As 0 3 * * *, in UTC (never: leave it empty)',
    when: ({ data }) => data === '',
    check: (typed) => (typed === '' ? undefined : problemOf(() => cronExpression(typed))),
  },
  number('retries', '--retries', 'How often may it be tried again?', jobDefaults.retries),
  number(
    'retryDelay',
    '--retry-delay',
    'How long is the first wait before that (seconds)?',
    jobDefaults.retryDelay,
  ),
  number('timeout', '--timeout', 'How long may an attempt take (seconds)?', jobDefaults.timeout),
  {
    kind: 'text',
    name: 'concurrency',
    flag: '--concurrency',
    message: 'How many does one worker do at once? (as JOBS_CONCURRENCY says: leave it empty)',
    check: (typed) => (typed === '' ? undefined : problemOf(() => numberIn('concurrency', typed))),
  },
]

function number(
  name: keyof typeof jobDefaults,
  flag: string,
  message: string,
  value: number,
): Question {
  const check = (text: string) => problemOf(() => numberIn(name, text))
  return { kind: 'text', name, flag, message, default: String(value), check }
}

/** What is as it would be anyway is not written down. */
function notDefaults(answers: Readonly<Record<string, unknown>>) {
  const usual: Readonly<Record<string, number>> = jobDefaults
  return Object.fromEntries(
    Object.entries(answers)
      .map(([key, value]) => [key, String(value ?? '')] as const)
      .filter(([key, value]) => value !== '' && value !== String(usual[key])),
  )
}
