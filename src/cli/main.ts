import { interruptible } from '../commit/interrupt.ts'
import { packageVersion } from '../package.ts'
import { applyCommand } from './apply.ts'
import { parseArguments } from './arguments.ts'
import type { RunnableCommand } from './command.ts'
import { create } from './create.ts'
import { ejectCommand } from './eject.ts'
import { helpText } from './help.ts'
import { doctorCommand, infoCommand } from './inspect.ts'
import { addCommand, removeCommand, syncCommand, undoCommand } from './project-commands.ts'
import { renderCommand } from './render.ts'
import { reported } from './reported.ts'
import { processSession, type Session } from './session.ts'
import { abortCommand, continueCommand } from './settle.ts'
import { updateCommand } from './update.ts'

/** The commands that are typed by name. Without one, the arguments are those of `create`. */
const commands: readonly RunnableCommand[] = [
  undoCommand,
  ejectCommand,
  applyCommand,
  addCommand,
  removeCommand,
  syncCommand,
  updateCommand,
  renderCommand,
  continueCommand,
  abortCommand,
  doctorCommand,
  infoCommand,
]

/** Runs the command line and returns the exit code. Prints every error; throws none. */
export function main(argv: readonly string[]): Promise<number> {
  return interruptible((signal) => runTyped(argv, processSession(signal)))
}

/** The same, in a session that is given. */
export function runTyped(argv: readonly string[], session: Session): Promise<number> {
  const command = commandOf(argv).command.name
  return reported({ argv, command, session }, () => dispatch(argv, session))
}

async function dispatch(argv: readonly string[], session: Session): Promise<number> {
  const { command, rest } = commandOf(argv)
  const args = await parseArguments(rest, command)
  if (args.flags.help) {
    await session.out(helpText(command, command === create ? commands : []))
    return 0
  }
  if (args.flags.version) {
    await session.out(`${packageVersion()}\n`)
    return 0
  }
  return command.run(args, session)
}

/** The command that is asked for, and what is typed for it. */
function commandOf(argv: readonly string[]) {
  const named = commands.find(({ name }) => name === argv[0])
  if (named) return { command: named, rest: argv.slice(1) }
  const flagged = commands.find(({ name, asFlag }) => asFlag && argv.includes(`--${name}`))
  if (flagged)
    return { command: flagged, rest: argv.filter((word) => word !== `--${flagged.name}`) }
  return { command: create, rest: argv }
}
