import { operationGenerator } from './operation/generator.ts'
import type { GeneratorEntry } from './operation/operation.ts'
import { resourceCommand } from './resource/command.ts'

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

const resource = entry('resource', resourceCommand, () => import('./resource/index.ts'))

/** Registers every generator. A project's plopfile exports this as its default. */
export default function plopfile(plop: Plop): void {
  plop.setGenerator(resource.name, operationGenerator(plop, resource))
}

function entry<Answers>(
  name: string,
  command: GeneratorEntry<Answers>['command'],
  load: () => Promise<{ readonly generator: Awaited<ReturnType<GeneratorEntry<Answers>['load']>> }>,
): GeneratorEntry<Answers> {
  return { name, command, load: async () => (await load()).generator }
}
