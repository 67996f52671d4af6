import { describe, expect, test } from 'vitest'
import { createLogger } from './logger.ts'

async function capture() {
  const lines: string[] = []
  const logger = await createLogger(
    { environment: 'production', logLevel: 'debug' },
    { write: (line: string) => void lines.push(line) },
  )
  return { logger, text: () => lines.join(''), first: () => JSON.parse(lines[0] ?? '{}') }
}

const marker = 'MARKER-7f3a'

describe('a line of the log', () => {
  test('has a time, a level in words, and what was said', async () => {
    const { logger, first } = await capture()
    logger.info({ articleId: 'a1' }, 'created')
    expect(first()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      articleId: 'a1',
      msg: 'created',
    })
  })

  test('cannot be forged by a line break', async () => {
    const { logger, text } = await capture()
    logger.info({ title: 'a\n{"level":"fatal"}' }, 'b\r\nc')
    expect(text().trimEnd().split(/\r?\n/)).toHaveLength(1)
  })
})

describe('a secret', () => {
  test.each([
    { password: marker },
    { newPassword: marker },
    { headers: { authorization: marker, Cookie: marker, 'set-cookie': [marker] } },
    { headers: { 'X-Api-Key': marker } },
    { user: { profile: { accounts: [{ refreshToken: marker }] } } },
    { config: { databaseUrl: marker, cursorSecret: marker } },
    { email: marker },
    { err: Object.assign(new Error('failed'), { detail: marker, request: { body: marker } }) },
    { err: new Error(`connect postgres://user:${marker}@host/db failed`) },
    { err: new Error(`connect postgres://user:p@${marker}@host/db failed`) },
    { err: new Error('outer', { cause: new Error(`redis://:${marker}@host`) }) },
    { err: new AggregateError([new Error(`https://u:${marker}@host`)], 'all failed') },
  ])('is not in the log of %o', async (fields) => {
    const { logger, text } = await capture()
    logger.info(fields)
    expect(text()).not.toContain(marker)
    expect(text()).toMatch(/redacted|failed/)
  })

  test('is not in the bindings of a child', async () => {
    const { logger, text } = await capture()
    logger.child({ token: marker }).info('x')
    expect(text()).not.toContain(marker)
  })

  test('is not in the message of an error that is logged on its own', async () => {
    const { logger, text } = await capture()
    logger.error(new Error(`postgres://user:${marker}@host/db`))
    expect(text()).not.toContain(marker)
  })

  test('is not changed in the object that was logged', async () => {
    const { logger } = await capture()
    const user = { password: marker }
    logger.info({ user })
    expect(user.password).toBe(marker)
  })
})

test('an error keeps its type, code, stack and cause', async () => {
  const { logger, first } = await capture()
  const cause = Object.assign(new TypeError('inner'), { code: '23505', constraint: 'articles_key' })
  logger.error({ err: new Error('outer', { cause }) }, 'failed')
  expect(first().err).toMatchObject({
    type: 'Error',
    message: 'outer',
    stack: expect.stringContaining('logger.test.ts'),
    cause: { type: 'TypeError', code: '23505', constraint: 'articles_key' },
  })
})
