import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop is: how long whatever is ready to go on has to wait for its turn. */
export interface EventLoop {
  /** The mean of the last half second. */
  delayMs(): number
  close(): void
}

type Histogram = Pick<IntervalHistogram, 'mean' | 'reset' | 'enable' | 'disable'>

/** Between two looks; Node counts it as a part of the delay. */
const RESOLUTION_MS = 10

/** Long enough that one collection of garbage is not taken for more than it is. */
const WINDOW_MS = 500

/** Watches the event loop; asking costs no more than looking at a clock. Both can be a test's. */
export function watchEventLoop(
  histogram: Histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  now: () => number = () => performance.now(),
): EventLoop {
  histogram.enable()
  let delayMs = 0
  let windowStarted = now()

  return {
    delayMs() {
      if (now() - windowStarted < WINDOW_MS) return delayMs
      windowStarted = now()
      // Not a number where nothing was measured.
      delayMs = Math.max(0, histogram.mean / 1_000_000 - RESOLUTION_MS) || 0
      histogram.reset()
      return delayMs
    },
    close() {
      histogram.disable()
    },
  }
}
