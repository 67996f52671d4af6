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
}

export function createLifecycle(): Lifecycle {
  let phase: Phase = 'starting'

  return {
    get phase() {
      return phase
    },
    ready() {
      if (phase === 'starting') phase = 'ready'
    },
    drain() {
      phase = 'draining'
    },
  }
}
