import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A project of the defaults, but without accounts, that is installed: its packages are copied, and it is never changed. */
    readonly installed: string
  }
}

/** Installs once what nearly every made project of this tier has; each of them gets a copy. */
export default function setup(tier: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'alex-installed-'))
  const project = process.env.SLICE_PROJECT ?? join(folder, 'my-api')
  if (process.env.SLICE_PROJECT === undefined) {
    const program = join(import.meta.dirname, '../../../dist/src/cli.js')
    const create = [program, project, '--yes', '--no-check', '--no-git', '--auth', 'none']
    execFileSync(process.execPath, create, { cwd: folder, stdio: 'ignore' })
  }
  tier.provide('installed', project)
  return () => rmSync(folder, { recursive: true, force: true })
}
