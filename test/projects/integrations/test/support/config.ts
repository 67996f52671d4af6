import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../src/config.ts'

const cursorSecret = randomBytes(32).toString('base64')

/** What production does not start without, but for the database. */
export const productionEnv: Readonly<Record<string, string>> = {
  CURSOR_SECRET: cursorSecret,
  RATES_ADDRESS: 'https://exchange-rates.example.com',
  PAYMENTS_URL: 'https://payments.example.com',
  CODE_HOSTING_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  NEWSLETTER_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  PAYMENTS_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
}

/**
 * The configuration of a test: any free port, nothing from the environment of this machine, and a
 * folder for files that is made by whoever writes the first.
 */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    CURSOR_SECRET: cursorSecret,
    DATA_DIR: join(tmpdir(), `test-data-${randomUUID()}`),
    // A limit that is not what a test is about must not stop it.
    RATE_LIMIT_MAX: '1000000',
    ...env,
  })
}
