import { basename } from 'node:path'
import type { Command } from '../src/cli/command.ts'
import type { Session } from '../src/cli/session.ts'
import { parts } from '../src/model/parts.ts'
import { circuitBreakerCommand } from './circuit-breaker/command.ts'
import { fieldCommand } from './field/command.ts'
import { jobCommand } from './job/command.ts'
import { jwtMiddlewareCommand } from './jwt-middleware/command.ts'
import { migrationCommand } from './migration/command.ts'
import { operationGenerator, runTyped } from './operation/generator.ts'
import type { OperationGenerator } from './operation/operation.ts'
import { optionsCommand } from './options/command.ts'
import { partCommand } from './part/commands.ts'
import { relationCommand } from './relation/command.ts'
import { removeCommand } from './remove/command.ts'
import { resourceCommand } from './resource/command.ts'
import { versionCommand } from './version/command.ts'
import { webhookCommand } from './webhook/command.ts'

/** What a generator of plop is made of, as far as it matters here. */
export interface PlopGenerator {
  readonly description: string
  readonly prompts: () => Promise<object>
  readonly actions: readonly ((answers: never) => Promise<string>)[]
}

/** The part of plop's API that is used here. */
export interface Plop {
  readonly setGenerator: (name: string, generator: PlopGenerator) => unknown
  /** The folder of the plopfile, or that of `--dest`. */
  readonly getDestBasePath: () => string
}

/** Every generator, in the order in which they are listed. */
export const entries = [
  entry('resource', resourceCommand, async () => (await import('./resource/index.ts')).generator),
  entry('field', fieldCommand, async () => (await import('./field/index.ts')).generator),
  entry('relation', relationCommand, async () => (await import('./relation/index.ts')).generator),
  entry('options', optionsCommand, async () => (await import('./options/index.ts')).generator),
  ...parts.map((part) =>
    entry(part, partCommand(part), async () =>
      (await import('./part/index.ts')).partGenerator(part),
    ),
  ),
  entry(
    'migration',
    migrationCommand,
    async () => (await import('./migration/index.ts')).generator,
  ),
  entry(
    'jwt-middleware',
    jwtMiddlewareCommand,
    async () => (await import('./jwt-middleware/index.ts')).generator,
  ),
  entry(
    'circuit-breaker',
    circuitBreakerCommand,
    async () => (await import('./circuit-breaker/index.ts')).generator,
  ),
  entry('webhook', webhookCommand, async () => (await import('./webhook/index.ts')).generator),
  entry('job', jobCommand, async () => (await import('./job/index.ts')).generator),
  entry('version', versionCommand, async () => (await import('./version/index.ts')).generator),
  entry('remove', removeCommand, async () => (await import('./remove/index.ts')).generator),
]

/** Registers every generator. A project's plopfile exports this as its default. */
export default async function plopfile(plop: Plop): Promise<void> {
  if (startedByPlop(process.argv)) {
    const { refuseUnknown } = await import('./unknown.ts')
    await refuseUnknown(process.argv.slice(2), entries)
  }
  for (const { name, generator } of entries) plop.setGenerator(name, generator(plop))
}

/** What the command line says is meant for us: another program may have loaded the plopfile. */
function startedByPlop([, program = '']: readonly string[]): boolean {
  return /^plop(\.js)?$/.test(basename(program))
}

function entry<Answers>(
  name: string,
  command: Command,
  load: () => Promise<OperationGenerator<Answers>>,
) {
  const generator = (plop: Plop) => operationGenerator(plop, { name, command, load })
  const run = (argv: readonly string[], from: string, session: Session) =>
    runTyped(argv, { name, command, load }, from, session)
  return { name, command, generator, run }
}
