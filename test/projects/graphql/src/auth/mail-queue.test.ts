import pino from 'pino'
import { expect, it } from 'vitest'
import { currentDeadline, withDeadline } from '../shared/deadline.ts'
import { createMailQueue } from './mail-queue.ts'
import type { Mail } from './mailer.ts'

const mailTo = (to: string): Mail => ({ kind: 'reset', to, subject: 'subject', text: 'text' })

/** A queue over a mailer that fails for some addresses, some times. */
function queueWith(failures: Record<string, number> = {}, delays = [1, 1]) {
  const sent: string[] = []
  const lines: string[] = []
  const left = new Map(Object.entries(failures))
  let isClosed = false
  const queue = createMailQueue({
    logger: pino({}, { write: (line: string) => void lines.push(line) }),
    delays,
    mailer: {
      async send({ to }) {
        const failing = left.get(to) ?? 0
        left.set(to, failing - 1)
        if (failing > 0) throw new Error(`550 <${to}> is unknown`)
        sent.push(to)
      },
      close: () => {
        isClosed = true
      },
    },
  })
  return { queue, sent, lines, isClosed: () => isClosed }
}

it('sends in order, and nobody waits for it', async () => {
  const { queue, sent } = queueWith({ first: 2 })
  queue.add(async () => mailTo('first'))
  queue.add(async () => mailTo('second'))
  expect(sent).toEqual([])
  await queue.drained()
  expect(sent).toEqual(['first', 'second'])
})

it('gives up on what cannot be sent, and goes on', async () => {
  const { queue, sent, lines } = queueWith({ lost: 99 })
  queue.add(async () => mailTo('lost'))
  queue.add(async () => {
    throw new Error('cannot be written')
  })
  queue.add(async () => undefined)
  queue.add(async () => mailTo('next'))
  await queue.drained()
  expect(sent).toEqual(['next'])
  expect(lines.filter((it) => it.includes('could not be'))).toHaveLength(4)
})

it('says in the log what was lost, and not of whom', async () => {
  const { queue, lines } = queueWith({ 'ann@example.com': 99 })
  queue.add(async () => mailTo('ann@example.com'))
  await queue.drained()
  expect(lines.join()).toContain('"kind":"reset"')
  expect(lines.join()).not.toContain('ann@example.com')
})

it('is emptied before it ends', async () => {
  const { queue, sent, lines, isClosed } = queueWith({ first: 1 }, [600_000])
  queue.add(async () => mailTo('first'))
  queue.add(async () => mailTo('second'))
  await expect.poll(() => lines.length).toBe(1)
  await queue.close()
  expect(sent).toEqual(['first', 'second'])
  expect(isClosed()).toBe(true)
})

it('takes no more than it can hold', async () => {
  const { queue } = queueWith()
  for (let at = 0; at < 1_000; at += 1) queue.add(async () => undefined)
  expect(() => queue.add(async () => undefined)).toThrow(/Too many mails/)
  await queue.drained()
  expect(() => queue.add(async () => undefined)).not.toThrow()
})

it('sends what was asked for by somebody who hung up', async () => {
  const { queue, sent } = queueWith()
  const deadline = { signal: AbortSignal.abort(), remainingMs: () => 0 }
  const seen: unknown[] = []
  withDeadline(deadline, () =>
    queue.add(async () => {
      seen.push(currentDeadline())
      return mailTo('first')
    }),
  )
  await queue.drained()
  expect(seen).toEqual([undefined])
  expect(sent).toEqual(['first'])
})
