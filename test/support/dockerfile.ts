import { DockerfileParser, type Instruction } from 'dockerfile-ast'

/** A Dockerfile of two stages, as far as it can be followed without Docker. */
export interface Recipe {
  /** The shell commands that build, in their order. */
  readonly build: readonly string[]
  /** From and to, seen from the folder of either stage; the whole of what the image gets. */
  readonly copies: readonly (readonly [from: string, to: string])[]
  readonly env: Readonly<Record<string, string>>
  readonly user: { readonly uid: number; readonly gid: number }
  readonly ports: readonly number[]
  readonly healthcheck: Command
  readonly start: Command
}

export type Command = readonly [program: string, ...args: string[]]

/** @throws Error for an instruction that it does not know: it would be left out of every test */
export function readDockerfile(text: string): Recipe {
  const all = DockerfileParser.parse(text).getInstructions()
  const second = all.findLastIndex((instruction) => instruction.getKeyword() === 'FROM')
  const [first, last] = [all.slice(0, second), all.slice(second)]
  expectOnly(first, ['FROM', 'WORKDIR', 'COPY', 'RUN'])
  expectOnly(last, [
    ...['FROM', 'RUN', 'WORKDIR', 'ENV', 'COPY', 'USER'],
    ...['EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'],
  ])
  const [uid = Number.NaN, gid = Number.NaN] = one(last, 'USER').split(':').map(Number)
  return {
    build: contents(first, 'RUN'),
    copies: contents(last, 'COPY').map((words) => {
      const [from = '', to = ''] = words.split(' ')
      return [from.replace(/^\/app\//, ''), to]
    }),
    env: Object.fromEntries(
      one(last, 'ENV')
        .split(/[\s\\]+/)
        .map((word) => word.split('=', 2) as [string, string]),
    ),
    user: { uid, gid },
    ports: one(last, 'EXPOSE').split(' ').map(Number),
    healthcheck: JSON.parse(one(last, 'HEALTHCHECK').replace(/^CMD /, '')),
    start: JSON.parse(one(last, 'CMD')),
  }
}

function expectOnly(stage: readonly Instruction[], known: readonly string[]): void {
  const unknown = stage.find((instruction) => !known.includes(instruction.getKeyword()))
  if (unknown) throw new Error(`the Dockerfile has ${unknown.getKeyword()}, which no test follows`)
}

function contents(stage: readonly Instruction[], keyword: string): string[] {
  return stage
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '')
}

function one(stage: readonly Instruction[], keyword: string): string {
  const [content, ...more] = contents(stage, keyword)
  if (content === undefined || more.length > 0) throw new Error(`not one ${keyword}`)
  return content
}
