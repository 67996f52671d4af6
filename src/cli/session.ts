import { cancelled, UserError } from '../errors.ts'
import { wantsColour } from '../report/colour.ts'

/** The outside as a command sees it: where it runs, whom it can ask, where it writes. */
export interface Session {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Somebody sits there: both stdin and stderr are a terminal, and it is not one of a CI job. */
  readonly interactive: boolean
  /** Machine-readable output, to stdout. */
  readonly out: (text: string) => Promise<void>
  /** Everything for people, to stderr. */
  readonly say: (text: string) => Promise<void>
  readonly colour: boolean
  /** Ctrl-C, or a signal from elsewhere. Looked at where a stop leaves nothing half-done. */
  readonly interrupted: AbortSignal
}

/** The session of this process. */
export function processSession(interrupted: AbortSignal): Session {
  return {
    cwd: process.cwd(),
    env: process.env,
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY) && !inCi(process.env.CI),
    out: (text) => write(process.stdout, text).catch(refuseOutput),
    // Where nobody can be told, there is nobody to fail for: the work goes on.
    say: (text) => write(process.stderr, text).catch(() => undefined),
    colour: wantsColour(),
    interrupted,
  }
}

function inCi(ci = ''): boolean {
  return !['', '0', 'false'].includes(ci)
}

/** @throws UserError (exit code 130) once the session was interrupted */
export function stopIfInterrupted({ interrupted }: Session): void {
  if (interrupted.aborted) throw cancelled()
}

/** Waits until the text has left, since an exit straight afterwards would cut it off. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  // Without a listener, the stream's own error would end the process in the middle of a commit.
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

function ignore(): void {}

function refuseOutput(error: NodeJS.ErrnoException): void {
  // A reader that went away (`| head`) is no failure of ours.
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  throw new UserError(`The output cannot be written (${error.code ?? error.message}).`, {
    where: 'stdout',
    help: 'Look at where it is sent to. What was said on stderr is done all the same.',
    cause: error,
  })
}
