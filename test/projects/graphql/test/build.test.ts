import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'))
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    await copyFile(join(project, file), join(folder, file))
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await mkdir(join(folder, 'migrations'))
  await writeFile(join(folder, 'migrations/20260131T093000Z_kept.ts'), 'export const up = 1\n')
})

afterEach(() => rm(folder, { recursive: true }))

// A migration that was renamed would be applied twice, and one that was deleted would come back.
it('leaves nothing in dist/ of what the source no longer has', async () => {
  await mkdir(join(folder, 'dist/migrations'), { recursive: true })
  await writeFile(join(folder, 'dist/migrations/20260131T090000Z_kept.js'), '')

  await promisify(execFile)(process.execPath, ['--run', 'build'], { cwd: folder })

  expect(existsSync(join(folder, 'dist/migrations/20260131T093000Z_kept.js'))).toBe(true)
  expect(existsSync(join(folder, 'dist/migrations/20260131T090000Z_kept.js'))).toBe(false)
})
