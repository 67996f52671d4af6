import { cancelled } from '../errors.ts'
import { wantsColour } from '../report/colour.ts'

/** The outside as a command sees it: where it runs, whom it can ask, where it writes. */
export interface Session {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Somebody sits there: both stdin and stderr are a terminal. */
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
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    out: (text) => write(process.stdout, text),
    say: (text) => write(process.stderr, text),
    colour: wantsColour(),
    interrupted,
  }
}

/** @throws UserError (exit code 130) once the session was interrupted */
export function stopIfInterrupted({ interrupted }: Session): void {
  if (interrupted.aborted) throw cancelled()
}

/** Waits until the text has left, since an exit straight afterwards would cut it off. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      // A reader that went away (`| head`) is no failure of ours.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error)
      else resolve()
    })
  })
}
