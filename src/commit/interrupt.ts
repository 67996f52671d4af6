import { cancelled } from '../errors.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Work that unwinds by itself when told to stop. */
const controllers = new Set<AbortController>()
/** What is left to be done at once, where no such work is under way. */
const releases = new Set<() => void>()

/**
 * Runs work that a signal may stop: it gets an AbortSignal, which it asks between two writes, and
 * takes its own steps back. A second Ctrl-C changes nothing at first: npx passes on what the terminal
 * has sent already, and walking back takes a moment. Work that hangs is ended by a later one.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  controllers.add(controller)
  listen()
  try {
    return await work(controller.signal)
  } finally {
    controllers.delete(controller)
    listen()
  }
}

/** Has `release` called, before the process ends by a signal that nothing else unwinds. */
export function releaseOnSignal(release: () => void): () => void {
  releases.add(release)
  listen()
  return () => {
    releases.delete(release)
    listen()
  }
}

/** For this long after the first signal, the next ones are taken for the same wish. */
const PATIENCE_MS = 2000

let firstSignalAt: number | undefined
let listening = false

function listen(): void {
  const wanted = controllers.size + releases.size > 0
  if (wanted === listening) return
  listening = wanted
  firstSignalAt = undefined
  for (const signal of SIGNALS) {
    if (wanted) process.on(signal, onSignal)
    else process.off(signal, onSignal)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  firstSignalAt ??= Date.now()
  if (controllers.size > 0 && Date.now() - firstSignalAt < PATIENCE_MS) {
    for (const controller of controllers) controller.abort(cancelled())
    return
  }
  for (const release of releases) release()
  releases.clear()
  controllers.clear()
  listen()
  process.kill(process.pid, signal)
}
