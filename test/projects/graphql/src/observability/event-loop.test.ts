import { expect, test } from 'vitest'
import { watchEventLoop } from './event-loop.ts'

/** A histogram that says what it is told, in milliseconds, until it is emptied. */
function fakeHistogram() {
  return {
    mean: Number.NaN,
    isOn: false,
    says(ms: number) {
      this.mean = ms * 1_000_000
    },
    reset() {
      this.mean = Number.NaN
    },
    enable() {
      this.isOn = true
      return true
    },
    disable() {
      this.isOn = false
      return true
    },
  }
}

test('the delay is the mean of the last half second, without the pause between two looks', () => {
  const histogram = fakeHistogram()
  let now = 0
  const eventLoop = watchEventLoop(histogram, () => now)
  expect(histogram.isOn).toBe(true)

  histogram.says(260)
  expect(eventLoop.delayMs(), 'before half a second is over').toBe(0)
  now = 500
  expect(eventLoop.delayMs()).toBe(250)
  histogram.says(35)
  now = 999
  expect(eventLoop.delayMs()).toBe(250)
  now = 1_000
  expect(eventLoop.delayMs(), 'of the second half second alone').toBe(25)
  now = 1_500
  expect(eventLoop.delayMs(), 'where nothing was measured').toBe(0)
  histogram.says(9)
  now = 2_000
  expect(eventLoop.delayMs(), 'never below zero').toBe(0)

  eventLoop.close()
  expect(histogram.isOn).toBe(false)
})

test('an event loop that is kept busy is late', async () => {
  let now = 0
  const eventLoop = watchEventLoop(undefined, () => now)
  for (let turn = 0; turn < 5; turn += 1) {
    const until = performance.now() + 60
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  now = 500
  expect(eventLoop.delayMs()).toBeGreaterThan(20)
  eventLoop.close()
})
