import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'
import { createSecurityEvents, type SecurityEventDetails } from './security-events.ts'

/** What is written for an event, line by line. */
async function linesFor(details: SecurityEventDetails): Promise<readonly string[]> {
  const lines: string[] = []
  const logger = await createLogger(
    { environment: 'production', logLevel: 'info' },
    { write: (line: string) => void lines.push(line) },
  )
  const events = createSecurityEvents(logger)
  events.record('auth.login.failed', details)
  events.record('auth.session.ended', details)
  return lines
}

test('an event says what, who, where and when, on a line of its own', async () => {
  const [failed, ended] = await linesFor({ accountId: 'a', network: '203.0.113.1', requestId: 'r' })
  expect(JSON.parse(failed ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
    event: 'auth.login.failed',
    accountId: 'a',
    network: '203.0.113.1',
    requestId: 'r',
    msg: 'security event',
  })
  expect(JSON.parse(ended ?? '')).toMatchObject({ level: 'info', event: 'auth.session.ended' })
})

test('what comes from outside makes no line of its own, and no colour', async () => {
  const forged = 'x\n{"level":"info","event":"auth.login.succeeded"}\r\n\u001b[2K'
  const lines = await linesFor({ requestId: forged, network: forged })
  expect(lines).toHaveLength(2)
  for (const line of lines) {
    for (const character of ['\n', '\r', '\u001b']) {
      expect(line.trimEnd()).not.toContain(character)
    }
    expect(JSON.parse(line).requestId).toBe(forged)
  }
})
