import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAlexApi, makeProject, runPlop, snapshot } from './support/program.ts'

const announce = ['job', 'announce-article', '--', '--data', 'articleId:uuid', '--retries', '3']

test('plop job shows, makes, takes back and removes a job', async () => {
  const { root: cwd, manifest } = await makeProject()
  const run = (...args: string[]) => runPlop([...args, '-y'], { cwd })
  const alex = (...args: string[]) => createAlexApi([...args, '-y', '--no-install'], { cwd })

  const early = await run(...announce)
  expect(early.code).toBe(1)
  expect(early.stderr).toContain('npx create-alex-api add jobs')
  const added = await alex('add', 'jobs')
  expect(added.code, added.stderr).toBe(0)
  const before = snapshot(cwd)

  const shown = await run(...announce, '--dry-run', '--json')
  expect(shown.code, shown.stderr).toBe(0)
  expect(JSON.parse(shown.stdout)).toMatchObject({ command: 'job', dryRun: true })
  expect(snapshot(cwd)).toEqual(before)

  const made = await run(...announce)
  expect(made.code, made.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'job', retries: 3 })
  const list = () => readFileSync(join(cwd, 'src/jobs/index.ts'), 'utf8')
  expect(list()).toContain('  announceArticleJob,')
  const after = snapshot(cwd)
  expect((await run(...announce)).stderr).toContain('announce-article already')
  expect(snapshot(cwd)).toEqual(after)

  const kept = await alex('remove', 'jobs')
  expect(kept.code).toBe(1)
  expect(kept.stderr).toContain('npx plop remove announce-article')
  expect(snapshot(cwd)).toEqual(after)

  const undone = await createAlexApi(['undo', 'job', 'announce-article', '-y'], { cwd })
  expect(undone.code, undone.stderr).toBe(0)
  expect(snapshot(cwd)).toEqual(before)

  await run(...announce)
  const removed = await run('remove', 'announce-article')
  expect(removed.code, removed.stderr).toBe(0)
  expect(manifest().history.at(-1)).toMatchObject({ run: 'remove', job: true })
  expect(existsSync(join(cwd, 'src/jobs/announce-article.job.ts'))).toBe(false)
  expect(list()).not.toContain('announceArticle')
})

test('what is missing or refused changes nothing, and says which words are', async () => {
  const { root: cwd } = await makeProject()
  await createAlexApi(['add', 'jobs', '-y', '--no-install'], { cwd })
  const before = snapshot(cwd)
  const digest = ['job', 'send-digest', '--']
  const cases = [
    [2, ['job'], '[name]'],
    [1, [...digest, '--schedule', 'daily'], 'is no cron expression'],
    [1, [...digest, '--schedule', '61 * * * *'], 'cannot be the minute'],
    [1, [...digest, '--data', 'a:uuid', '--schedule', '0 3 * * *'], 'is given no data'],
    [1, [...digest, '--data', 'a:what'], 'what'],
    [2, [...digest, '--timeout', 'soon'], 'from 1 to 43200'],
    [2, [...digest, '--retrys', '1'], '--retries'],
    [1, ['job', 'dead-letters'], 'The project has that itself'],
    [1, ['remove', 'tidy', '--', '--job'], 'There is no job tidy'],
    [2, ['remove', 'tidy', '--', '--job', '--integration'], 'Say one of them'],
  ] as const
  for (const [code, argv, words] of cases) {
    const ended = await runPlop([...argv, '-y'], { cwd })
    expect(ended.stderr).toContain(words)
    expect(ended.code, ended.stderr).toBe(code)
  }
  expect(snapshot(cwd)).toEqual(before)
})
