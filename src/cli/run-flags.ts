import type { Flag } from './command.ts'

/** The flags of everything that changes a project. */
export function runFlags(example: string, help: string): readonly Flag[] {
  return [
    {
      name: 'yes',
      short: 'y',
      summary: 'Asks nothing.',
      group: 'The run',
      example: `${example} --yes`,
    },
    dryRunFlag(example),
    jsonFlag(`${example} --yes`),
    conflictsFlag(example),
    helpFlag(help),
  ]
}

/** The flags of what asks nothing, and meets no conflict. */
export function bareRunFlags(usage: string): readonly Flag[] {
  return [dryRunFlag(usage), jsonFlag(usage), helpFlag(`${usage} --help`)]
}

/** The flags of what changes nothing in the project. */
export function readFlags(example: string, help: string): readonly Flag[] {
  return [jsonFlag(example), helpFlag(help)]
}

export function dryRunFlag(example: string): Flag {
  return {
    name: 'dry-run',
    summary: 'Shows what would change, and touches nothing.',
    group: 'The run',
    example: `${example} --dry-run`,
  }
}

export function jsonFlag(example: string): Flag {
  return {
    name: 'json',
    summary: 'Prints one JSON document on stdout; everything else goes to stderr.',
    group: 'The run',
    example: `${example} --json`,
  }
}

export function helpFlag(example: string): Flag {
  return { name: 'help', short: 'h', summary: 'Shows this.', group: 'About', example }
}

/** What is done where the dependencies change. */
export function noInstallFlag(example: string): Flag {
  return {
    name: 'no-install',
    summary: 'Does not install, where the dependencies change.',
    group: 'The run',
    example: `${example} --no-install`,
  }
}

/** What is done where a file is to be deleted that somebody changed. */
export function keepEditedFlag(example: string): Flag {
  return {
    name: 'keep-edited',
    summary: 'Keeps files that would be deleted and that you have changed, and lists them.',
    group: 'The run',
    example: `${example} --keep-edited`,
  }
}

/** What is done where what one changed meets what is to change. */
function conflictsFlag(example: string): Flag {
  return {
    name: 'conflicts',
    value: 'how',
    choices: ['fail', 'markers'],
    summary:
      'Where your changes and the new code meet: fail (the default) writes nothing, markers writes ' +
      'both between conflict markers, as git does, and exits with 1; then `npx create-alex-api ' +
      'continue` finishes it, and `npx create-alex-api abort` takes it back.',
    group: 'The run',
    example: `${example} --conflicts markers`,
  }
}

/** For what takes migrations away, which a database may have applied. */
export function uncheckedFlag(example: string): Flag {
  return {
    name: 'unchecked',
    summary: 'Goes on where the database cannot be asked whether the migration was applied.',
    group: 'The operation',
    example,
  }
}
