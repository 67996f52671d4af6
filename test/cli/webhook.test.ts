import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAlexApi, makeProject, runPlop, snapshot } from './support/program.ts'

const events = 'charge.succeeded: {id:string(50) amount:integer}'
const payments = ['webhook', 'payments', '--', '--scheme', 'stripe', '--events', events]

test('plop webhook shows, makes, takes back and removes a webhook', async () => {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
  const before = snapshot(cwd)

  const shown = await run(...payments, '--dry-run', '--json')
  expect(shown.code, shown.stderr).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject({ command: 'webhook', dryRun: true })
  expect(snapshot(cwd)).toEqual(before)

  const made = await run(...payments)
  expect(made.code, made.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'webhook', scheme: 'stripe', events })
  expect(read('src/webhooks/index.ts')).toContain('  paymentsWebhook,')
  expect(readdirSync(join(cwd, 'src/webhooks/schemes')).join()).toMatch(/^(stripe\.[a-z.]+,?)+$/)
  const migrations = () =>
    readdirSync(join(cwd, 'migrations')).filter((it) => it.includes('webhook'))
  expect(migrations()).toEqual([expect.stringMatching(/Z_create_payments_webhook_deliveries\.ts$/)])
  const after = snapshot(cwd)
  expect((await run(...payments)).stderr).toContain('payments already')
  expect(snapshot(cwd)).toEqual(after)

  const undone = await createAlexApi(['undo', 'webhook', 'payments', '-y'], { cwd })
  expect(undone.code, undone.stderr).toBe(0)
  expect(snapshot(cwd)).toEqual(before)

  await run(...payments)
  const removed = await run('remove', 'payments')
  expect(removed.code, removed.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', webhook: true })
  expect(existsSync(join(cwd, 'src/webhooks'))).toBe(false)
  expect(read('.env.example')).not.toContain('WEBHOOK')
  // What is in databases by now goes from there by a migration.
  expect(migrations()).toEqual([
    expect.stringContaining('_create_payments_'),
    expect.stringContaining('_drop_payments_'),
  ])
})

test('an integration and a webhook may have one name, and are told apart', async () => {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  await run(...payments)
  await run('circuit-breaker', 'payments', '--', '--operations', 'ping: GET /ping')

  const asked = await run('remove', 'payments')
  expect(asked.code).toBe(1)
  expect(asked.stderr).toContain('payments is integration and webhook.')
  expect((await run('remove', 'payments', '--', '--webhook')).code).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', webhook: true })
  expect((await run('remove', 'payments', '--', '--webhook')).stderr).toContain(
    'was removed already',
  )
  expect((await run('remove', 'payments')).code).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', integration: true })
})

test('what is missing or refused changes nothing, and says which words are', async () => {
  const { root: cwd } = await makeProject()
  const before = snapshot(cwd)
  const stripe = ['--scheme', 'stripe', '--events', events]
  const cases = [
    [2, ['webhook', 'payments', '--', '--scheme', 'stripe'], '--events'],
    [2, ['webhook', 'payments', '--', '--events', events], '--scheme'],
    [2, ['webhook', 'payments', '--', '--scheme', 'paypal', '--events', events], 'is no scheme'],
    [
      1,
      ['webhook', 'payments', '--', '--scheme', 'stripe', '--events', 'a'],
      'a colon should stand',
    ],
    [1, ['webhook', 'a'.repeat(31), '--', ...stripe], '1 to 30 small letters'],
    [1, ['webhook', 'index', '--', ...stripe], 'cannot be called index'],
    [1, ['webhook', 'auth', '--', ...stripe], 'AUTH_WEBHOOK_SECRET'],
    [1, ['webhook', 'a', '--', ...stripe, '--secret', 'WEBHOOK_RETENTION_DAYS'], 'of all webhooks'],
    [1, ['webhook', 'a', '--', '--scheme', 'github', '--events', events], 'GitHub has no event'],
    [2, [...payments, '--secrets', 'A'], '--secret'],
    [1, ['remove', 'rates', '--', '--webhook'], 'There is no webhook rates'],
    [2, ['remove', 'a', '--', '--webhook', '--integration'], 'Two kinds are said'],
  ] as const
  for (const [code, argv, words] of cases) {
    const ended = await runPlop([...argv, '-y'], { cwd })
    expect(ended.stderr).toContain(words)
    expect(ended.code, ended.stderr).toBe(code)
  }
  expect(snapshot(cwd)).toEqual(before)
})
