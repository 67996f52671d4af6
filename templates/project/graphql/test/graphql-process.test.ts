import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { graphqlResources } from '../src/graphql/index.ts'
import { operationsOf } from './support/graphql.ts'
import { subscribe } from './support/graphql-events.ts'
import { run } from './support/process.ts'

const open = graphqlResources.find(({ policy }) => policy.get.access === 'public')

test.runIf(open)('subscriptions end in order when the process is told to stop', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'graphql-process-'))
  const { child, waitFor, exit } = run('src/main.ts', [], {
    NODE_ENV: 'development',
    PORT: '0',
    CURSOR_SECRET: randomBytes(32).toString('base64'),
    DATA_DIR: dataDir,
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exit
    await rm(dataDir, { recursive: true })
  })
  const { api } = await waitFor('ready')
  if (!open) return
  const events = await subscribe(`${api}/graphql`, operationsOf(open).deleted)
  expect(events.status).toBe(200)

  child.kill('SIGTERM')

  expect(await events.next()).toBeUndefined()
  // 1 would mean that it hung until the deadline.
  expect(await exit).toBe(0)
})
