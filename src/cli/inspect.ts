import type { RunnableCommand } from './command.ts'
import { dryRunFlag, helpFlag, jsonFlag } from './run-flags.ts'

const doctor = 'create-alex-api doctor'

/** `create-alex-api doctor`: what is wrong with a project, and how it is mended. */
export const doctorCommand: RunnableCommand = {
  name: 'doctor',
  usage: doctor,
  summary:
    'Compares the manifest, the files and what is around them, and names every difference that matters ' +
    'with the command that mends it. Exits with 1 where it finds an error; warnings and notices alone ' +
    'are 0. Without --fix nothing is written, and no network is asked. It works in a damaged project.',
  positionals: [],
  flags: [
    {
      name: 'fix',
      summary:
        'Mends what can be mended without you: what a run that was cut short has left, lists, keys and ' +
        'secrets of .env, permissions, what is not installed, the OpenAPI document. Says what it did, ' +
        'and exits with 1 where an error is left.',
      group: 'The run',
      example: `${doctor} --fix`,
    },
    { ...dryRunFlag(doctor), example: `${doctor} --fix --dry-run` },
    jsonFlag(doctor),
    helpFlag(`${doctor} --help`),
  ],
  examples: [
    [doctor, 'Says what is wrong.'],
    [`${doctor} --fix --dry-run`, 'Shows what would be mended, and changes nothing.'],
    [`${doctor} --fix`, 'Mends it.'],
    [`${doctor} --json`, 'The findings, for a program to read.'],
  ],
  help: `${doctor} --help`,
  async run(args, session) {
    const { runDoctor } = await import('../../generators/doctor/index.ts')
    return runDoctor(args, session)
  },
}

const info = 'create-alex-api info'

/** `create-alex-api info`: what a project is and what it runs on. */
export const infoCommand: RunnableCommand = {
  name: 'info',
  usage: info,
  summary:
    'Prints what this project is and what it runs on, for a report of a fault: versions, features, ' +
    'resources, Node, database, git. No secret is in it.',
  positionals: [],
  flags: [
    {
      name: 'json',
      summary: 'Prints it as one JSON document.',
      group: 'The run',
      example: `${info} --json`,
    },
    helpFlag(`${info} --help`),
  ],
  examples: [
    [info, 'Prints it on stdout.'],
    [`${info} --json`, 'For a program to read.'],
  ],
  help: `${info} --help`,
  async run(args, session) {
    const { runInfo } = await import('../../generators/info/index.ts')
    return runInfo(args, session)
  },
}
