import type { Command } from '../../src/cli/command.ts'
import { runFlags } from '../../src/cli/run-flags.ts'

const usage = 'npx plop job'
const help = `${usage} -- --help`
const example = `${usage} announce-article -- --data "articleId:uuid"`
const nightly = `${usage} send-digest -- --schedule "0 3 * * *"`

/** `plop job`, as its help shows it and as its arguments are checked. */
export const jobCommand: Command = {
  usage,
  summary:
    'Adds a kind of job: what a request starts and nobody waits for, or what the clock starts; done by a ' +
    'worker, tried again when it fails.',
  positionals: [{ name: 'name', summary: 'What it does: send-digest, announce-article.' }],
  flags: [
    {
      name: 'name',
      value: 'name',
      summary: 'The name, for those who like flags better than arguments.',
      group: 'The job',
      example: `${usage} -- --name announce-article --data "articleId:uuid"`,
    },
    {
      name: 'data',
      value: 'fields',
      summary:
        'What it is given, in the field language; ids rather than things, which may have changed by ' +
        'the time it is done. Nothing unless you say something.',
      group: 'The job',
      example,
    },
    {
      name: 'schedule',
      value: 'cron',
      summary:
        'When the clock puts it into its queue: minute hour day month weekday, in UTC. Such a job is ' +
        'given no data.',
      group: 'The job',
      example: nightly,
    },
    {
      name: 'retries',
      value: 'number',
      summary:
        'How often it is tried again before it is put aside: 10 unless you say another, from 0 to 100.',
      group: 'How it is done',
      example: `${example} --retries 3`,
    },
    {
      name: 'retry-delay',
      value: 'seconds',
      summary:
        'How long the first wait before another try takes; each further one takes twice as long: 30 ' +
        'unless you say another, from 1 to 3600.',
      group: 'How it is done',
      example: `${example} --retry-delay 60`,
    },
    {
      name: 'timeout',
      value: 'seconds',
      summary: 'How long an attempt may take: 60 unless you say another, from 1 to 43200.',
      group: 'How it is done',
      example: `${nightly} --timeout 600`,
    },
    {
      name: 'concurrency',
      value: 'number',
      summary:
        'How many of it one worker does at once: JOBS_CONCURRENCY unless you say another, from 1 to 100.',
      group: 'How it is done',
      example: `${example} --concurrency 1`,
    },
    ...runFlags(example, help),
  ],
  examples: [
    [usage, 'Asks for all of it.'],
    [example, 'One that services put into its queue, with the id of what it is about.'],
    [nightly, 'One that is done every night at three.'],
  ],
  help,
}
