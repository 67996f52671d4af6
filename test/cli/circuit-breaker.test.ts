import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAlexApi, makeProject, runPlop, snapshot } from './support/program.ts'

const operations = 'getCharge: GET /charges/:id -> {id:string(50) status:string(20)} stale'
const payments = ['circuit-breaker', 'payments', '--', '--operations', operations]

test('plop circuit-breaker shows, makes, takes back and removes an integration', async () => {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  const before = snapshot(cwd)

  const shown = await run(...payments, '--dry-run', '--json')
  expect(shown.code, shown.stderr).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject({ command: 'circuit-breaker', dryRun: true })
  expect(snapshot(cwd)).toEqual(before)

  const made = await run(...payments)
  expect(made.code, made.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'circuit-breaker', operations })
  expect(existsSync(join(cwd, 'src/integrations/payments/payments.ts'))).toBe(true)
  const pack = () => readFileSync(join(cwd, 'package.json'), 'utf8')
  expect(pack()).toContain('"demo:payments"')
  const after = snapshot(cwd)
  expect((await run(...payments)).stderr).toContain('payments already')
  expect(snapshot(cwd)).toEqual(after)

  const undone = await createAlexApi(['undo', 'circuit-breaker', 'payments', '-y'], { cwd })
  expect(undone.code, undone.stderr).toBe(0)
  expect(snapshot(cwd)).toEqual(before)

  await run(...payments)
  const removed = await run('remove', 'payments')
  expect(removed.code, removed.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', integration: true })
  expect(existsSync(join(cwd, 'src/integrations'))).toBe(false)
  expect(pack()).not.toMatch(/cockatiel|undici|demo:/)
})

test('what can be done later needs the jobs, which stay while it is there', async () => {
  const { root: cwd } = await makeProject()
  const operation = 'createCharge: POST /charges -> {id:string(50)} key queue'
  const queueing = ['circuit-breaker', 'payments', '--', '--operations', operation, '-y']
  const bare = snapshot(cwd)
  const refused = await runPlop(queueing, { cwd })
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('add jobs')])
  expect(snapshot(cwd)).toEqual(bare)

  await createAlexApi(['add', 'jobs', '-y'], { cwd })
  const before = snapshot(cwd)
  const made = await runPlop(queueing, { cwd })
  expect(made.code, made.stderr).toBe(0)
  const after = snapshot(cwd)
  const kept = await createAlexApi(['remove', 'jobs', '-y'], { cwd })
  expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('createCharge of payments')])
  expect(snapshot(cwd)).toEqual(after)

  const undone = await createAlexApi(['undo', 'circuit-breaker', 'payments', '-y'], { cwd })
  expect(undone.code, undone.stderr).toBe(0)
  expect(snapshot(cwd)).toEqual(before)
})

test('what is missing or refused changes nothing, and says which words are', async () => {
  const { root: cwd } = await makeProject()
  const before = snapshot(cwd)
  const cases = [
    [2, ['circuit-breaker', 'payments'], '--operations'],
    [1, ['circuit-breaker', 'payments', '--', '--operations', 'a: GET'], 'has no path'],
    [1, ['circuit-breaker', 'auth', '--', '--operations', operations], 'AUTH_URL'],
    [2, [...payments, '--timeout', 'soon'], 'from 50 to 60000'],
    [1, [...payments, '--timeout', '9000'], 'longer (9000 ms)'],
    [2, [...payments, '--retrys', '1'], '--retries'],
    [1, ['remove', 'rates', '--', '--integration'], 'There is no integration rates'],
  ] as const
  for (const [code, argv, words] of cases) {
    const ended = await runPlop([...argv, '-y'], { cwd })
    expect(ended.stderr).toContain(words)
    expect(ended.code, ended.stderr).toBe(code)
  }
  expect(snapshot(cwd)).toEqual(before)
})
