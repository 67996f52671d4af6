import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IntegrationUnavailableError, RefusedError, WrongAnswerError } from './errors.ts'
import { OPEN_MS, RETRY_RESERVE } from './limits.ts'
import { type BreakerState, createPolicy, type PolicyOptions } from './policy.ts'
import { createRetryBudget } from './retry-budget.ts'

// Time stands still unless a test moves it: nothing here waits, and nothing depends on how fast it runs.

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function policyWith(options: Partial<PolicyOptions> = {}) {
  const states: BreakerState[] = []
  const policy = createPolicy({
    integration: 'payments',
    timeoutMs: 1_000,
    totalTimeoutMs: 3_000,
    retries: 2,
    concurrency: 20,
    random: () => 0,
    stateChanged: (state) => states.push(state),
    ...options,
  })
  return { policy, states }
}

const down = () => Promise.reject(new IntegrationUnavailableError('down'))
const twice = { isIdempotent: true } as const
const once = { isIdempotent: false } as const

/** Counts how often it is tried, and says how each call ended. */
function upstream(attempt: (signal: AbortSignal) => Promise<unknown>) {
  const counted = vi.fn(attempt)
  const outcomeOf = async (call: Promise<unknown>) => {
    const ended = call.then(
      () => 'answered',
      (error) => error.outcome ?? error,
    )
    // Also for the waits between tries, which no test here makes long.
    await vi.advanceTimersByTimeAsync(10)
    return ended
  }
  return { counted, outcomeOf }
}

/** Opens the circuit. */
async function breakDown(policy: ReturnType<typeof createPolicy>) {
  for (let index = 0; index < 5; index += 1) await policy.execute(down, once).catch(() => {})
  expect(policy.state).toBe('open')
}

describe('while the other side is down', () => {
  it('sends 5 requests for 20 calls: tries again are counted, and an open circuit ends them', async () => {
    const { policy, states } = policyWith({ retries: 3 })
    const { counted, outcomeOf } = upstream(down)
    const outcomes: unknown[] = []

    for (let index = 0; index < 20; index += 1) {
      outcomes.push(await outcomeOf(policy.execute(counted, twice)))
    }

    expect(counted).toHaveBeenCalledTimes(5)
    expect(outcomes.slice(0, 1)).toEqual(['unavailable'])
    expect(outcomes.slice(1)).toEqual(Array(19).fill('open'))
    expect(states).toEqual(['open'])
  })

  it('does not open after a single failure, nor after one in two', async () => {
    const { policy } = policyWith()
    for (let index = 0; index < 10; index += 1) {
      await policy.execute(async () => 'well', once)
      await policy.execute(down, once).catch(() => {})
    }

    expect(policy.state).toBe('closed')
  })

  it('lets exactly one call try once it may, and all after it was answered', async () => {
    const { policy, states } = policyWith()
    await breakDown(policy)
    await vi.advanceTimersByTimeAsync(OPEN_MS)
    let answer = (_: string) => {}
    const { counted } = upstream(() => new Promise((resolve) => (answer = resolve)))

    const calls = [1, 2, 3].map(() => policy.execute(counted, once))
    await vi.advanceTimersByTimeAsync(0)
    expect(policy.state).toBe('half_open')
    expect(counted).toHaveBeenCalledTimes(1)

    counted.mockImplementation(async () => 'well')
    answer('well')
    expect(await Promise.all(calls)).toEqual(['well', 'well', 'well'])
    expect(states).toEqual(['open', 'half_open', 'closed'])
  })

  it('stays open for longer each time the one call that tries fails', async () => {
    const { policy } = policyWith()
    const { counted } = upstream(down)
    await breakDown(policy)
    await vi.advanceTimersByTimeAsync(OPEN_MS)
    await policy.execute(counted, once).catch(() => {})
    await vi.advanceTimersByTimeAsync(OPEN_MS)
    await policy.execute(counted, once).catch(() => {})

    expect(counted).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(OPEN_MS)
    await policy.execute(counted, once).catch(() => {})
    expect(counted).toHaveBeenCalledTimes(2)
  })

  it('stays open where nobody waits for the one call that tries', async () => {
    const { policy } = policyWith()
    await breakDown(policy)
    await vi.advanceTimersByTimeAsync(OPEN_MS)
    const { counted, outcomeOf } = upstream(untilAborted)
    const caller = new AbortController()
    const call = policy.execute(counted, { ...once, signal: caller.signal })
    await vi.advanceTimersByTimeAsync(0)
    caller.abort()

    expect(await outcomeOf(call)).toBe('cancelled')
    expect(policy.state).toBe('open')
  })

  it('counts what cannot be used, and not what is refused', async () => {
    const { policy: refusing } = policyWith()
    const { policy: lying } = policyWith()
    for (let index = 0; index < 5; index += 1) {
      const refuse = () => Promise.reject(new RefusedError('payments', 404))
      await refusing.execute(refuse, once).catch(() => {})
      const lie = () => Promise.reject(new WrongAnswerError('odd'))
      await lying.execute(lie, once).catch(() => {})
    }

    expect([refusing.state, lying.state]).toEqual(['closed', 'open'])
  })
})

describe('tries again', () => {
  it.each([
    ['what may be done twice', twice, down, 3],
    ['not what may not', once, down, 1],
    ['not a refusal', twice, () => Promise.reject(new RefusedError('payments', 409)), 1],
    ['not a wrong answer', twice, () => Promise.reject(new WrongAnswerError('odd')), 1],
    ['not a fault of ours', twice, () => Promise.reject(new TypeError('ours')), 1],
    ['not what will not pass', twice, lasting, 1],
  ] as const)('%s', async (_, call, attempt, times) => {
    const { policy } = policyWith()
    const { counted } = upstream(attempt)
    const ended = policy.execute(counted, call).catch(() => {})
    await vi.advanceTimersByTimeAsync(10)
    await ended

    expect(counted).toHaveBeenCalledTimes(times)
  })

  it('waits a random part of a time that doubles up to a bound', async () => {
    const { policy } = policyWith({ retries: 4, random: () => 0.5, totalTimeoutMs: 60_000 })
    const times: number[] = []
    const { counted } = upstream(() => {
      times.push(Date.now())
      return down()
    })
    const call = policy.execute(counted, twice).catch(() => {})
    await vi.advanceTimersByTimeAsync(60_000)
    await call

    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 50, 150, 350, 750])
  })

  it('waits as long as it is asked to, and not at all where that ends too late', async () => {
    const { policy } = policyWith()
    const asking = (retryAfterMs: number) =>
      upstream(() => Promise.reject(new IntegrationUnavailableError('busy', { retryAfterMs })))
    const soon = asking(1_000)
    const call = policy.execute(soon.counted, twice).catch(() => {})
    await vi.advanceTimersByTimeAsync(999)
    expect(soon.counted).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(soon.counted).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(2_000)
    await call

    const late = asking(60_000)
    expect(await late.outcomeOf(policy.execute(late.counted, twice))).toBe('unavailable')
    expect(late.counted).toHaveBeenCalledTimes(1)
  })

  it('ends when the budget is spent, whatever there is to do', async () => {
    const { policy } = policyWith({ budget: createRetryBudget(0.1, 3) })
    const tried = vi.fn(() => {})
    for (let index = 0; index < 10; index += 1) {
      // One failure among many answers: the circuit stays closed.
      for (let well = 0; well < 4; well += 1) await policy.execute(async () => 'well', once)
      const call = policy.execute(down, { ...twice, retried: tried }).catch(() => {})
      await vi.advanceTimersByTimeAsync(10)
      await call
    }

    // Three of the reserve, and what fifty calls have earned.
    expect(tried.mock.calls.length).toBeLessThanOrEqual(3 + 5)
    expect(RETRY_RESERVE).toBeGreaterThan(0)
  })
})

describe('time', () => {
  it('ends a try, and all tries together', async () => {
    const { policy } = policyWith()
    const started: number[] = []
    const { counted, outcomeOf } = upstream((signal) => {
      started.push(Date.now())
      return untilAborted(signal)
    })
    const begun = Date.now()
    const call = policy.execute(counted, twice)
    const ended = call.catch(() => Date.now())
    await vi.advanceTimersByTimeAsync(10_000)

    // A wait of nothing is a millisecond long.
    expect(started.map((time) => time - begun)).toEqual([0, 1_001, 2_002])
    expect(await ended).toBe(begun + 3_000)
    expect(await outcomeOf(call)).toBe('timeout')
  })

  it('ends all tries together, also while it waits for another one', async () => {
    const { policy } = policyWith({ timeoutMs: 1_000, totalTimeoutMs: 1_500 })
    const { counted } = upstream(untilAborted)
    const begun = Date.now()
    const ended = policy.execute(counted, twice).catch(() => Date.now())
    await vi.advanceTimersByTimeAsync(10_000)

    expect(await ended).toBe(begun + 1_500)
    expect(counted).toHaveBeenCalledTimes(2)
  })

  it('tells the try when whoever called does not wait any more', async () => {
    const { policy } = policyWith()
    const aborted = vi.fn(() => {})
    const { counted, outcomeOf } = upstream((signal) => {
      signal.addEventListener('abort', aborted)
      return untilAborted(signal)
    })
    const caller = new AbortController()
    const call = policy.execute(counted, { ...twice, signal: caller.signal })
    await vi.advanceTimersByTimeAsync(10)
    caller.abort()

    expect(await outcomeOf(call)).toBe('cancelled')
    expect(aborted).toHaveBeenCalledTimes(1)
    expect(counted).toHaveBeenCalledTimes(1)
  })
})

it('does not try again when whoever called has gone while it waited', async () => {
  const { policy } = policyWith()
  const asking = new IntegrationUnavailableError('busy', { retryAfterMs: 1_000 })
  const { counted, outcomeOf } = upstream(() => Promise.reject(asking))
  const caller = new AbortController()
  const call = policy.execute(counted, { ...twice, signal: caller.signal })
  const ended = outcomeOf(call)
  await vi.advanceTimersByTimeAsync(500)
  caller.abort()
  expect(await ended).toBe('cancelled')
  await vi.advanceTimersByTimeAsync(5_000)

  expect(counted).toHaveBeenCalledTimes(1)
})

it('has no more calls under way than it may, and tells those beyond at once', async () => {
  const { policy } = policyWith({ concurrency: 2 })
  const { counted, outcomeOf } = upstream(untilAborted)
  const calls = [1, 2, 3].map(() => policy.execute(counted, once).catch((error) => error.outcome))

  expect(await calls[2]).toBe('full')
  expect(counted).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await Promise.all(calls)).toEqual(['timeout', 'timeout', 'full'])
  expect(await outcomeOf(policy.execute(async () => 'well', once))).toBe('answered')
})

function lasting() {
  return Promise.reject(new IntegrationUnavailableError('certificate', { isPassing: false }))
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')))
  })
}
