import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
  type IRetryBackoffContext,
  noJitterGenerator,
  retry,
  SamplingBreaker,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel'
import {
  CallCancelledError,
  CircuitOpenError,
  IntegrationTimeoutError,
  IntegrationUnavailableError,
  isIntegrationError,
  TooManyCallsError,
} from './errors.ts'
import {
  BASE_DELAY_MS,
  FAILURE_SHARE,
  MAX_DELAY_MS,
  MAX_OPEN_MS,
  MINIMUM_CALLS,
  OPEN_MS,
  SAMPLING_MS,
} from './limits.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'

export type BreakerState = 'closed' | 'half_open' | 'open'

export interface PolicyOptions {
  /** What is called, for messages. */
  readonly integration: string
  readonly timeoutMs: number
  readonly totalTimeoutMs: number
  /** How often a call may be tried again. */
  readonly retries: number
  /** How many calls may be under way at once. */
  readonly concurrency: number
  /** From 0 up to, but not including, 1: `Math.random`, unless a test says another. */
  readonly random?: () => number
  readonly budget?: RetryBudget
  readonly stateChanged?: (state: BreakerState) => void
}

export interface PolicyCall {
  /** Whether doing it twice is as doing it once, so that it may be tried again. */
  readonly isIdempotent: boolean
  /** Whoever called does not wait any more. */
  readonly signal?: AbortSignal | undefined
  /** It is tried again. */
  readonly retried?: () => void
}

/** Everything between a call and the network, one for each third party. */
export interface Policy {
  /**
   * Does the work, as often as it takes and may.
   *
   * @param attempt one try, which has to end when its signal does
   * @throws IntegrationError, or whatever else the attempt throws
   */
  execute<T>(attempt: (signal: AbortSignal) => Promise<T>, call: PolicyCall): Promise<T>
  readonly state: BreakerState
}

/**
 * From the outside to the inside: a bound on how many calls are under way, a time for all tries
 * together, tries again, the breaker, a time for each try. Tries again stand outside of the breaker,
 * so that each try is counted, and an open circuit ends them: of 20 calls with three tries again, while
 * the other side is down, 5 are sent. The other way round it would be 20, without a breaker 80.
 */
export function createPolicy(options: PolicyOptions): Policy {
  const { integration, timeoutMs, totalTimeoutMs, retries, concurrency } = options
  const { random = Math.random, budget = createRetryBudget(), stateChanged } = options
  // Nobody waits in a queue: whoever comes too much is told at once.
  const slots = bulkhead(concurrency, 0)
  const breaker = circuitBreaker(handleWhen(isFailure), {
    breaker: new SamplingBreaker({
      threshold: FAILURE_SHARE,
      duration: SAMPLING_MS,
      minimumRps: MINIMUM_CALLS / (SAMPLING_MS / 1_000),
    }),
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: OPEN_MS,
      maxDelay: MAX_OPEN_MS,
      exponent: 2,
      generator: noJitterGenerator,
    }),
  })
  breaker.onStateChange((state) => stateChanged?.(nameOf(state)))
  const eachTry = timeout(timeoutMs, TimeoutStrategy.Cooperative)
  const allTries = timeout(totalTimeoutMs, TimeoutStrategy.Aggressive)

  /** What counts against the third party. A refusal does not: it is well, and knows us. */
  function isFailure(error: unknown): boolean {
    if (!isIntegrationError(error)) return false
    // The one call that tries whether it is well again has not told when nobody waits for it.
    if (error.outcome === 'cancelled') return breaker.state === CircuitState.HalfOpen
    return error.outcome !== 'refused'
  }

  return {
    get state() {
      return nameOf(breaker.state)
    },
    async execute(attempt, { isIdempotent, signal, retried }) {
      const end = Date.now() + totalTimeoutMs
      let tries = 0
      budget.earn()

      function delayOf(error: unknown): number {
        const asked = error instanceof IntegrationUnavailableError ? (error.retryAfterMs ?? 0) : 0
        const most = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (tries - 1))
        // Full jitter, behind what was asked for.
        return asked + random() * most
      }

      let delayMs = 0
      const again = handleWhen((error) => {
        if (!isIdempotent || tries > retries || !isPassing(error)) return false
        delayMs = delayOf(error)
        return Date.now() + delayMs < end && budget.spend()
      })
      const backoff: IBackoff<IRetryBackoffContext<unknown>> = {
        get duration() {
          return delayMs
        },
        next: () => backoff,
      }
      const tryAgain = retry(again, { maxAttempts: retries, backoff })
      tryAgain.onRetry(() => retried?.())

      const once = (outer: AbortSignal) => {
        // While it waited for another try, whoever called may have gone.
        if (outer.aborted) throw new CallCancelledError(integration)
        tries += 1
        return breaker.execute(
          ({ signal: inner }) =>
            eachTry.execute(({ signal: own }) => attemptOnce(attempt, own, signal), inner),
          outer,
        )
      }
      try {
        return await slots.execute(
          () =>
            allTries.execute(
              ({ signal: whole }) => tryAgain.execute(({ signal: one }) => once(one), whole),
              signal,
            ),
          signal,
        )
      } catch (error) {
        throw translate(error, signal)
      }
    },
  }

  async function attemptOnce<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    own: AbortSignal,
    caller: AbortSignal | undefined,
  ): Promise<T> {
    try {
      return await attempt(own)
    } catch (error) {
      if (caller?.aborted) throw new CallCancelledError(integration)
      if (own.aborted && !isIntegrationError(error)) throw tooSlow(error)
      throw error
    }
  }

  function tooSlow(cause: unknown) {
    return new IntegrationTimeoutError(`${integration} took too long`, { cause })
  }

  /** What the library throws, in our words. */
  function translate(error: unknown, caller: AbortSignal | undefined): unknown {
    if (error instanceof BulkheadRejectedError) return new TooManyCallsError(integration)
    if (error instanceof BrokenCircuitError) return new CircuitOpenError(integration)
    if (caller?.aborted) return new CallCancelledError(integration)
    return error instanceof TaskCancelledError ? tooSlow(error) : error
  }
}

/** Whether another try may help: not with an answer that is wrong, and not with a circuit that is open. */
function isPassing(error: unknown): boolean {
  if (error instanceof IntegrationUnavailableError) return error.isPassing
  return error instanceof IntegrationTimeoutError
}

function nameOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'closed'
  return state === CircuitState.HalfOpen ? 'half_open' : 'open'
}
