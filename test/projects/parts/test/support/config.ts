import { randomBytes } from 'node:crypto'
import { type Config, readConfig } from '../../src/config.ts'

const cursorSecret = randomBytes(32).toString('base64')

/** The configuration of a test: any free port, nothing from the environment of this machine. */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    CURSOR_SECRET: cursorSecret,
    // A limit that is not what a test is about must not stop it.
    RATE_LIMIT_MAX: '1000000',
    ...env,
  })
}
