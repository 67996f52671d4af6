import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { productionEnv } from '../test/support/config.ts'
import { ConfigError, describeConfig, Environment, readConfig, secretVariables } from './config.ts'

const cursorSecret = 'q8Jx0vT4mZ7rLw2NcYb5HdKf9sGuPe1A'
const databaseUrl = 'postgres://app:hunter2@db.internal:5432/shop?sslmode=verify-full'
const production = { ...productionEnv, DATABASE_URL: databaseUrl, CURSOR_SECRET: cursorSecret }
const development = { NODE_ENV: 'development', CURSOR_SECRET: cursorSecret }

function problemsOf(env: Record<string, string>, readFile?: (path: string) => string) {
  try {
    readConfig(env, readFile)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const variablesOf = (env: Record<string, string>) => problemsOf(env).map((it) => it.variable)

describe('the defaults', () => {
  test('are those of production when nothing says otherwise', () => {
    expect(readConfig(production)).toMatchObject({
      environment: 'production',
      host: '0.0.0.0',
      port: 3000,
      management: { host: '127.0.0.1', port: 3001 },
      trustProxy: [],
      overload: { eventLoopDelayMs: 500, databaseWaiting: 200 },
      shutdown: { delayMs: 5_000, deadlineMs: 25_000 },
      migrateOnStart: false,
      docsOnPublic: false,
    })
  })

  test('keep development on this machine, with one listener and its own migrations', () => {
    expect(readConfig(development)).toMatchObject({
      environment: 'development',
      host: '127.0.0.1',
      management: null,
      databaseUrl: undefined,
      overload: { eventLoopDelayMs: 0, databaseWaiting: 200 },
      shutdown: { delayMs: 0 },
      migrateOnStart: true,
      docsOnPublic: true,
    })
  })

  test('are taken for an empty variable', () => {
    expect(readConfig({ ...development, PORT: '', DATABASE_URL: '', NODE_ENV: 'test' })).toEqual(
      readConfig({ ...development, NODE_ENV: 'test' }),
    )
  })
})

describe('what it reads', () => {
  test('is frozen, all the way down', () => {
    const config = readConfig(production)
    expect(Object.isFrozen(config)).toBe(true)
    expect(Object.isFrozen(config.databasePool)).toBe(true)
    expect(Object.isFrozen(config.trustProxy)).toBe(true)
  })

  test('is a queue for the database that follows the pool, unless it is said', () => {
    const queue = (env: Record<string, string>) =>
      readConfig({ ...production, DATABASE_POOL_MAX: '3', ...env }).overload.databaseWaiting
    expect(queue({})).toBe(60)
    expect(queue({ OVERLOAD_DATABASE_WAITING: '7' })).toBe(7)
  })

  test('are numbers, switches and lists', () => {
    const env = {
      PORT: '8080',
      MIGRATE_ON_START: 'true',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      CORS_ORIGINS: 'https://a.example, https://b.example:8443',
    }
    expect(readConfig({ ...production, ...env })).toMatchObject({
      port: 8080,
      migrateOnStart: true,
      trustProxy: ['10.0.0.0/8', '::1'],
      corsOrigins: ['https://a.example', 'https://b.example:8443'],
    })
  })

  test('comes from a file where the variable ends in _FILE', () => {
    const files = new Map([['/run/secrets/cursor', `${cursorSecret}\n`]])
    const env = { CURSOR_SECRET: '', CURSOR_SECRET_FILE: '/run/secrets/cursor' }
    const config = readConfig({ ...production, ...env }, (path) => files.get(path) ?? '')
    expect(config.cursorSecret).toBe(cursorSecret)
  })

  test('asks for a management listener in development only where it is named', () => {
    expect(readConfig({ ...development, MANAGEMENT_PORT: '9000' }).management).toEqual({
      host: '127.0.0.1',
      port: 9000,
    })
  })
})

describe('what it refuses', () => {
  test('is told all at once, with the variable and what is expected', () => {
    const env = { PORT: '70000', LOG_LEVEL: 'loud', MIGRATE_ON_START: 'yes' }
    const without = { ...productionEnv, CURSOR_SECRET: '' }
    expect(variablesOf({ ...without, ...env }).sort()).toEqual([
      'CURSOR_SECRET',
      'DATABASE_URL',
      'LOG_LEVEL',
      'MIGRATE_ON_START',
      'PORT',
    ])
    expect(() => readConfig(env)).toThrow(
      'PORT is "70000"; expected a whole number from 0 to 65535',
    )
  })

  test.each(['1e3', '0x10', '1.5', ' 80', '-1', 'eighty', '99999999999999999999'])(
    'is a port of %j',
    (PORT) => {
      expect(variablesOf({ ...development, PORT })).toEqual(['PORT'])
    },
  )

  test.each(Object.keys(Environment.properties).filter((it) => /_MS$|_MAX$|_SECONDS$/.test(it)))(
    'is a %s without a bound',
    (variable) => {
      expect(variablesOf({ ...development, [variable]: '999999999999' })).toContain(variable)
      expect(variablesOf({ ...development, [variable]: '-1' })).toContain(variable)
    },
  )

  test.each(['1', 'true', 'loopback', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8,2'])(
    'is a trusted proxy of %j',
    (TRUST_PROXY) => {
      expect(variablesOf({ ...production, TRUST_PROXY })).toEqual(['TRUST_PROXY'])
    },
  )

  test.each([
    'null',
    '*',
    'https://*.example.com',
    'app.example.com',
    'https://app.example.com/',
    'https://App.example.com',
    'https://app.example.com:443',
    'https://ann@app.example.com',
    'https://app.example.com https://other.example.com',
    'file://app',
    'http://app.example.com',
    'https://app.example.com,null',
  ])('is an origin of %j (S-HD2)', (CORS_ORIGINS) => {
    expect(variablesOf({ ...production, CORS_ORIGINS })).toEqual(['CORS_ORIGINS'])
  })

  test.each([
    cursorSecret.slice(1),
    'changeme-changeme-changeme-changeme',
    'a-very-long-secret-nobody-could-guess',
    'example-example-example-example-0000',
    'abababababababababababababababababab',
  ])('is a cursor secret of %j', (CURSOR_SECRET) => {
    expect(variablesOf({ ...production, CURSOR_SECRET })).toEqual(['CURSOR_SECRET'])
  })

  test('is the embedded database in production', () => {
    expect(variablesOf(productionEnv)).toEqual(['DATABASE_URL'])
    expect(variablesOf({ ...production, DATABASE_URL: 'memory://' })).toEqual(['DATABASE_URL'])
    expect(variablesOf({ ...production, DATABASE_URL: 'postgres://' })).toEqual(['DATABASE_URL'])
  })

  test('is a file that cannot be read', () => {
    const env = { ...production, CURSOR_SECRET: '', CURSOR_SECRET_FILE: '/nowhere' }
    const problems = problemsOf(env, () => {
      throw new Error('ENOENT')
    })
    expect(problems.map((it) => it.variable)).toEqual(['CURSOR_SECRET_FILE'])
  })

  test('is a deadline before the delay, and two listeners on one port', () => {
    const env = { SHUTDOWN_DELAY_MS: '9000', SHUTDOWN_DEADLINE_MS: '9000', MANAGEMENT_PORT: '3000' }
    expect(variablesOf({ ...production, ...env })).toEqual([
      'SHUTDOWN_DEADLINE_MS',
      'MANAGEMENT_PORT',
    ])
  })
})

describe('a secret', () => {
  test.each(secretVariables)('%s is in no message', (variable) => {
    // No secret has a blank in it.
    const value = `MARKER ${'x'.repeat(20)}`
    const tooLong = value.repeat(300)
    for (const text of [value, tooLong]) {
      const problems = problemsOf({ ...production, [variable]: text })
      expect(problems).not.toEqual([])
      expect(new ConfigError(problems).message).not.toContain('MARKER')
    }
  })

  test('is in no description', () => {
    const text = JSON.stringify(describeConfig(readConfig(production)))
    expect(text).not.toMatch(/hunter2|app:|verify-full/)
    expect(text).not.toContain(cursorSecret)
    expect(text).toContain('postgres://db.internal:5432/shop')
  })

  // Each of them is a URL, of which a part of the password is the host or the database.
  test.each([
    'postgres://app:12/hunter2@db.internal/shop',
    'postgres://app:12?hunter2@db.internal/shop',
    'postgres://app:12#hunter2@db.internal/shop',
    'postgres://app:12@hunter2/34@db.internal/shop',
    'postgres://app:hunter2#34@db.internal/shop',
  ])('does not take %s, whose password is not escaped', (DATABASE_URL) => {
    expect(problemsOf({ ...production, DATABASE_URL })).toMatchObject([
      { variable: 'DATABASE_URL', problem: expect.not.stringContaining('hunter2') },
    ])
  })

  test.each([
    'postgres://db.internal',
    'postgresql://app:12%2F34@[::1]:5432/shop?application_name=a@b',
    'postgres:///shop?host=/var/run/postgresql',
    'postgres://app:hunter2@/shop?host=/var/run/postgresql',
  ])('takes %s, and does not tell the password', (DATABASE_URL) => {
    const text = JSON.stringify(describeConfig(readConfig({ ...production, DATABASE_URL })))
    expect(text).not.toMatch(/hunter2|34/)
  })
})

describe('.env.example', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n')
  const keys = lines.flatMap((line) => /^#?\s?([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? [])

  test('has every variable, and no other', () => {
    expect(keys.sort()).toEqual(Object.keys(Environment.properties).sort())
  })

  test('has no value for a secret', () => {
    for (const secret of secretVariables) {
      expect(lines.filter((line) => line.startsWith(`${secret}=`)).join()).toMatch(/^([A-Z_]+=)?$/)
    }
  })
})
