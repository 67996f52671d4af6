import { packageManagerNames } from '../model/package-managers.ts'
import type { Flag, RunnableCommand } from './command.ts'

const flags: readonly Flag[] = [
  {
    name: 'name',
    value: 'name',
    summary: "The project's name, also that of its package; without it, the folder's.",
    group: 'The project',
    example: 'create-alex-api services/orders --name orders-api',
  },
  {
    name: 'package-manager',
    value: 'manager',
    choices: packageManagerNames,
    summary:
      'Who installs and runs; without it, the one that started this, else npm. Yarn is version 4.',
    group: 'The project',
    example: 'create-alex-api my-api --package-manager pnpm',
  },
  {
    name: 'example',
    opposite: 'no-example',
    summary: 'Adds a small resource, `article`, as `npx plop resource article` would.',
    group: 'The project',
    example: 'create-alex-api my-api --example',
  },
  {
    name: 'no-example',
    summary: 'Adds no resource (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --no-example',
  },
  {
    name: 'auth',
    value: 'how',
    choices: ['local', 'external', 'none'],
    summary:
      'How it tells who calls: by accounts and tokens of its own, by the tokens of an identity ' +
      'provider, or not at all, behind a gateway (the default is local).',
    group: 'The project',
    example: 'create-alex-api my-api --auth external',
  },
  {
    name: 'oidc',
    opposite: 'no-oidc',
    summary:
      'Adds logging in by OpenID Connect and tokens for machine clients, beside accounts (--auth local).',
    group: 'The project',
    example: 'create-alex-api my-api --auth local --oidc',
  },
  {
    name: 'no-oidc',
    summary: 'Adds neither (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --no-oidc',
  },
  {
    name: 'graphql',
    opposite: 'no-graphql',
    summary: 'Adds GraphQL beside REST, over the same services, rules and limits.',
    group: 'The project',
    example: 'create-alex-api my-api --graphql',
  },
  {
    name: 'no-graphql',
    summary: 'Adds REST alone (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --no-graphql',
  },
  {
    name: 'jobs',
    opposite: 'no-jobs',
    summary: 'Adds background jobs, which are kept in the database, and a worker for them.',
    group: 'The project',
    example: 'create-alex-api my-api --jobs',
  },
  {
    name: 'no-jobs',
    summary: 'Adds none (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --no-jobs',
  },
  {
    name: 'outbound',
    opposite: 'no-outbound',
    summary: 'Adds a guarded client for addresses that users give, as of avatars and webhooks.',
    group: 'The project',
    example: 'create-alex-api my-api --outbound',
  },
  {
    name: 'no-outbound',
    summary: 'Adds none (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --no-outbound',
  },
  {
    name: 'docker',
    opposite: 'no-docker',
    summary: 'Adds a Dockerfile and a compose file with PostgreSQL (the default).',
    group: 'The project',
    example: 'create-alex-api my-api --docker',
  },
  {
    name: 'no-docker',
    summary: 'Adds neither.',
    group: 'The project',
    example: 'create-alex-api my-api --no-docker',
  },
  {
    name: 'ci',
    value: 'where',
    choices: ['github', 'none'],
    opposite: 'no-ci',
    summary: 'Adds a workflow that runs every check (the default is github).',
    group: 'The project',
    example: 'create-alex-api my-api --ci github',
  },
  {
    name: 'no-ci',
    summary: 'The same as --ci none.',
    group: 'The project',
    example: 'create-alex-api my-api --no-ci',
  },
  {
    name: 'pin-node',
    opposite: 'no-pin-node',
    summary:
      "Brings Node 24 as an npm package; by itself where this machine's Node is older than 22.19. " +
      'Not with yarn, which installs it without its program, nor on macOS, for which it has no build.',
    group: 'The project',
    example: 'create-alex-api my-api --pin-node',
  },
  {
    name: 'no-pin-node',
    summary: 'Never brings it.',
    group: 'The project',
    example: 'create-alex-api my-api --no-pin-node',
  },
  {
    name: 'yes',
    short: 'y',
    summary: 'Asks nothing: what no flag says gets its default.',
    group: 'The run',
    example: 'create-alex-api my-api --yes',
  },
  {
    name: 'dry-run',
    summary: 'Shows what would be made, and touches nothing.',
    group: 'The run',
    example: 'create-alex-api my-api --yes --dry-run',
  },
  {
    name: 'json',
    summary: 'Prints one JSON document on stdout; everything else goes to stderr.',
    group: 'The run',
    example: 'create-alex-api my-api --yes --json',
  },
  {
    name: 'no-install',
    summary: 'Does not install the dependencies (so nothing is checked either).',
    group: 'The run',
    example: 'create-alex-api my-api --no-install',
  },
  {
    name: 'no-check',
    summary: "Does not run the project's own checks after the install.",
    group: 'The run',
    example: 'create-alex-api my-api --no-check',
  },
  {
    name: 'no-git',
    summary: 'Makes no git repository.',
    group: 'The run',
    example: 'create-alex-api my-api --no-git',
  },
  {
    name: 'help',
    short: 'h',
    summary: 'Shows this.',
    group: 'About',
    example: 'create-alex-api --help',
  },
  {
    name: 'version',
    short: 'v',
    summary: 'Shows the version.',
    group: 'About',
    example: 'create-alex-api --version',
  },
]

/** `create-alex-api [directory]`: makes a project. */
export const create: RunnableCommand = {
  name: 'create',
  usage: 'create-alex-api',
  summary: 'Makes a TypeScript backend that starts, answers and passes its own checks.',
  positionals: [
    {
      name: 'directory',
      summary: 'Where to make it: a folder that does not exist or is empty; `.` is this one.',
    },
  ],
  flags,
  examples: [
    ['create-alex-api my-api', 'Asks what it needs to know, then makes my-api.'],
    ['create-alex-api my-api --yes', 'Asks nothing, and installs and checks the project.'],
    ['create-alex-api . --yes --example', 'Makes it in this empty folder, with a first resource.'],
    ['create-alex-api my-api --yes --dry-run --json', 'The plan, for a program to read.'],
  ],
  help: 'create-alex-api --help',
  async run(args, session) {
    const { runCreate } = await import('../../generators/project/index.ts')
    return runCreate(args, session)
  },
}
