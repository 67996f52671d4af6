export type Phase = 'starting' | 'ready' | 'draining'

/**
 * Where the process is between its first and its last request. It only moves forward.
 * `/health/ready` answers 200 in the phase `ready` alone, so that a load balancer sends nothing
 * before and nothing after.
 */
export interface Lifecycle {
  readonly phase: Phase
  /** The process can serve. Ignored once it is draining. */
  ready(): void
  /** The process is about to stop. */
  drain(): void
  /** Calls the listener with each new phase. */
  onChange(listener: (phase: Phase) => void): void
}

export function createLifecycle(): Lifecycle {
  const listeners: ((phase: Phase) => void)[] = []
  let phase: Phase = 'starting'

  function enter(next: Phase): void {
    phase = next
    for (const listener of listeners) listener(next)
  }

  return {
    get phase() {
      return phase
    },
    ready() {
      if (phase === 'starting') enter('ready')
    },
    drain() {
      if (phase !== 'draining') enter('draining')
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}
