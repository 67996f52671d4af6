import { resourceGenerator } from './resource/generator.ts'

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

/** Registers every generator. A project's plopfile exports this as its default. */
export default function plopfile(plop: Plop): void {
  plop.setGenerator('resource', resourceGenerator(plop))
}
